//! What `explain` prints.

/// Equations, symbols, sources.
pub const EXPLAIN: &str = "\
Learning vector quantisation, first form (LVQ1): prototypes w_i with classes. An input x has the class
of the nearest prototype c. In learning, that prototype moves towards x when x is of its class, and
away from it when not; all others stay:

    c = argmin_i |x - w_i|        w_c <- w_c +- alpha(t) (x - w_c)        + same class, - another

alpha falls straight from rate to 0. The prototypes begin at examples of their classes, inputs are
drawn at random with replacement. Unlike k-means, it places prototypes where they part classes, not
where they fit densities.

It is compared with its own prototypes before learning, with the nearest class mean (one prototype a
class, no learning) and with the k nearest neighbours (every example a prototype).

Figures: regions (data of two features), the plane by predicted class with the cells of the prototypes
(Voronoi), their ways from ring to star, and the examples of the test; beside it the two other
methods. accuracy: on the way, median and quartiles of the repeats, and of all methods at the end,
mean and standard deviation.

Metrics: accuracy and training_accuracy, alone for LVQ1 and behind initial_, nearest_mean_ and
nearest_neighbours_ for the others; with repeats they are means, and *_sd standard deviations.

T. Kohonen 1986, report TKK-F-A601, Helsinki; T. Kohonen 1990, Proc. IEEE 78:1464-1480; T. Kohonen
2001, Self-Organizing Maps, ch. 6; T. M. Cover & P. E. Hart 1967, IEEE Trans. Inf. Theory 13:21-27.";
