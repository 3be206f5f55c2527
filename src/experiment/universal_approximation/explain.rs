//! What `explain` prints of the kind.

pub const EXPLAIN: &str = "\
One hidden layer approximates any continuous function on a bounded closed set as well as one likes
(Cybenko 1989; Hornik, Stinchcombe & White 1989): y(x) = b + Σ v_k σ(w_k·x + b_k), k = 1 … n. How well,
with n units?

Constructed, functions of one variable on [a, b], h the spacing:
    staircase   n steep logistic units, each a riser between two of n + 1 treads at the height of f in
                their middles:  max |f − y| ≤ ω(h),  ω(δ) = max |f(x) − f(x′)| over |x − x′| ≤ δ,
                h = (b − a)/(n + 1). Risers are not infinitely steep: e^(−20) ω(h) a unit is added.
    polygon     n rectified linear units, each a kink: the chords through n + 1 points of f,
                max |f − y| ≤ max |f″| h²/8 where f″ exists, ≤ ω(h) for any f, h = (b − a)/n.
Trained: all weights learned by least squares on an even grid, from several starts; errors are taken on a
grid of 4001 points (101 × 101 of two variables).

What is known of the best error:
    Barron 1993     mean squared error at most (2 r C)²/n for functions with ∫|ω||F(ω)|dω = C finite, in
                    any number of variables: RMS error O(n^(−1/2)). A bound: smooth functions of few
                    variables do better.
    linear splines  with free knots, what rectified units draw: n^(−2) for f with two derivatives, also
                    |x|, which one kink gets exactly (DeVore 1998, §6).
Trained errors stay above the best one as minima are local; their median and quartiles over the starts
are drawn.

Existence theorems of this kind go back to Kolmogorov 1957, whose superpositions of one-variable functions
are exact; Hecht-Nielsen 1987 read them as a network with one hidden layer of 2d + 1 units (kind
kolmogorov-arnold).

Metrics: staircase_bound_exceeded, polygon_bound_exceeded (numbers of units whose error is above its
bound: 0); staircase_slope, polygon_slope (least-squares slope of the logarithms of error and units, second
half of constructed_units); trained_rms_slope, trained_max_slope of the medians over starts, best_rms_slope
of the best ones (errors below 1e-7 left out);
staircase_max_<n>, polygon_max_<n>; rms_<n>, max_<n>, best_rms_<n> (median and least over starts).

G. Cybenko 1989, Math. Control Signals Syst. 2:303; K. Hornik, M. Stinchcombe & H. White 1989, Neural
Networks 2:359; R. Hecht-Nielsen 1987, Proc. ICNN 3:11, and 1989, Proc. IJCNN 1:593; A. N. Kolmogorov 1957,
Dokl. Akad. Nauk SSSR 114:953; A. R. Barron 1993, IEEE Trans. Inf. Theory 39:930; R. A. DeVore 1998, Acta
Numerica 7:51; D. Nguyen & B. Widrow 1990, Proc. IJCNN 3:21.";
