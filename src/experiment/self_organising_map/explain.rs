//! What `explain` prints.

/// Equations, symbols, sources.
pub const EXPLAIN: &str = "\
A self-organising map: units on a lattice, each with a weight vector w_i as long as the inputs x. An
input is answered by the unit c whose weights are nearest; it moves towards x, and its neighbours on
the lattice move with it:

    c = argmin_i |x - w_i|
    on-line  w_i <- w_i + alpha h(d_ic) (x - w_i)                   for every input
    batch    w_i <- sum_j h(d_ij) s_j / sum_j h(d_ij) n_j           for all inputs at once

d_ij distance of two units on the lattice, in distances of neighbours; h(d) = exp(-d^2/2 sigma^2)
(gaussian) or 1 up to d = sigma and 0 beyond (bubble); alpha rate and sigma radius, which fall along
their schedules; n_j and s_j number and sum of the inputs that unit j answers. Neighbours come to
answer like inputs: the lattice unfolds in the space of the inputs, and the map is a picture of it.

inputs: square, triangle, disc, ring (uniform in the plane) or colours; or data: a data set, each
column scaled. initialisation: random, samples (at inputs), principal-plane.

Figures: unfolding, the lattice drawn over the inputs after some steps (beyond two dimensions on the
plane of their first two principal components; colours: the units in their own colours). errors
against steps. landscape: the U-matrix, each unit's mean distance |w_i - w_j| to its neighbours, whose
ridges part clusters; and the hits, how many inputs every unit answers, with the most frequent class.
weights: each unit's weights as a picture, where the inputs are pictures. component_planes: one
feature after the other.

Metrics: quantisation_error, the mean |x - w_c|; mean_squared_error, that of |x - w_c|^2;
topographic_error, the part of the inputs whose nearest and second nearest units are no neighbours;
units_without_inputs; purity, the part of the inputs that have the most frequent class of their unit;
initial_*: before learning. quantisation_error_to_ideal divides by that of an endless even lattice
with the area a^2 for each unit, a (sqrt 2 + ln(1 + sqrt 2))/6 = 0.3826 a for squares and 0.3772 a for
hexagons. At the edge of the inputs units are drawn inwards, hence some per cent more.

compare_without_neighbourhood: the same start and the same inputs with sigma = 0, which is vector
quantisation (unordered_*): it comes nearer to the inputs, but neighbours mean nothing.
zero_radius_difference is the largest difference of a weight to a second program that knows of no
lattice: competitive learning, or k-means for batch learning.

T. Kohonen 1982, Biol. Cybern. 43:59-69; T. Kohonen 2001, Self-Organizing Maps, 3rd ed., Springer;
A. Ultsch & H. P. Siemon 1990, Proc. INNC, 305 (U-matrix); K. Kiviluoto 1996, Proc. ICNN 1:294
(topographic error); S. P. Lloyd 1982, IEEE Trans. Inf. Theory 28:129 (k-means).";
