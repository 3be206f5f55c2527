//! What `explain` prints of the kind.

pub const EXPLAIN: &str = "\
Kolmogorov's theorem (1957, after Arnold 1957): every continuous function of d variables on the cube is a
superposition of continuous functions of one variable and sums,
    f(x) = Σ_q Φ_q(Σ_p φ_qp(x_p)),  q = 1 … 2d + 1,  p = 1 … d,
exactly, with inner functions φ that do not depend on f. Hecht-Nielsen (1987) read it as a network with one
hidden layer. Girosi & Poggio (1989) called it irrelevant: the φ are nowhere near smooth, so nothing of the
kind is learned; Kůrková (1991) showed that smooth approximations of φ and Φ do if the sum is not to be exact.

This kind runs the modern reading, a Kolmogorov–Arnold network (KAN; Liu et al. 2024): any number of layers
of nodes that only add, with a learnable smooth function on every edge,
    x_j ← Σ_i φ_ij(x_i),  φ(x) = w x/(1 + e^(−x)) + Σ_m c_m B_m(x),
B_m the G + 3 cubic B-splines on G equal intervals. It is no proof of the theorem and not exact; it is good
where f is a superposition of smooth functions, such as exp(sin πx + y²) with nodes [2, 1, 1].

Training minimises E = ½ mean (y − t)² on points uniform on [−1, 1]², on one grid after another: each finer
spline starts as the least-squares copy of the last (“grid extension”, eq. 2.16 of the paper), and grids of
hidden nodes move to what these hold. Splines of degree 3 err by O(G^(−4)) where f is a superposition the
network can draw (the paper's theorem 2.1). Outer functions see few points at the ends of their range: the
paper's RMS error falls more slowly than the root of the median squared error (its figure 2.3); both are
here. Beside it a perceptron with one hidden layer of tanh units and as many weights learns the same points.

The superposition xy = ((x + y)² − (x − y)²)/4 is also written down: squares are splines, so a [2, 2, 1]
network whose weights are set draws xy to rounding (superposition_max_error). Trained, it often finds
another one, such as xy = (x² + y² − (x − y)²)/2: superpositions are not unique.

Figures: errors of the best start against G with a line of slope −4, and against the number of weights with
the perceptron, other starts as dots;
the functions on the edges of the best start, over them what is known of the truth, up to the shift and
scale that a sum leaves open; the error during training.

A start may end in a local minimum on the coarsest grid, which no finer grid leaves: stuck_starts counts
those whose last error on the points learned from is above 1 % of the function's standard deviation.

Metrics: test_rms_<G>, train_rms_<G>, typical_<G> (root of the median squared test error), all medians over
starts; best_test_rms_<G>, perceptron_test_rms_<G>; rms_slope and typical_slope (least-squares slope of
their logarithms against ln G, of the best start, errors below 1e-9 left out); gradient_difference (largest
difference of a gradient to central differences, relative to its largest component); inner_1_r2, inner_2_r2
(share of variance of the learned inner functions that the true ones explain).

A. N. Kolmogorov 1957, Dokl. Akad. Nauk SSSR 114:953; V. I. Arnold 1957, ibid. 114:679; R. Hecht-Nielsen
1987, Proc. ICNN 3:11; F. Girosi & T. Poggio 1989, Neural Computation 1:465; V. Kůrková 1991, Neural
Computation 3:617; Z. Liu, Y. Wang, S. Vaidya, F. Ruehle, J. Halverson, M. Soljačić, T. Y. Hou & M. Tegmark
2024, arXiv:2404.19756.";
