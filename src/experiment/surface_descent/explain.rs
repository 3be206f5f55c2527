//! What `explain surface-descent` prints.

pub const EXPLAIN: &str = "\
Training methods on functions E(x, y) of two weights, where their paths can be seen. All are half a
sum of squares (half the printed function where it was printed without the half), with minimum 0:

  quadratic    ½ (u² + κ v²), u and v the coordinates along axes turned by angle_deg
  rosenbrock   ½ [100 (y − x²)² + (1 − x)²]                        minimum (1, 1)    Rosenbrock 1960
  beale        ½ Σₖ [cₖ − x (1 − yᵏ)]², c = 1.5, 2.25, 2.625       minimum (3, 0.5)  Beale 1958
  himmelblau   ½ [(x² + y − 11)² + (x + y² − 7)²]                  four minima       Himmelblau 1972
  rastrigin    ½ [20 + x² + y² − 10 cos 2πx − 10 cos 2πy]          minimum (0, 0)    Rastrigin 1974

Every method begins at `start` and ends when |∇E| ≤ tolerance, when it makes no progress, when its
iterations or its budget are used up, or when it diverges (E not finite, a weight beyond ±10⁶), which
is a result. Metrics of each method:

  _iterations            steps made
  _gradient_equivalents  work to reach the last point: a gradient or a Gauss–Newton matrix 1, a value
                         1/3 (see `galvani explain optimizer-comparison`)
  _final_loss            E at the last point
  _distance              distance from there to the nearest minimum
  _reached               1 where |∇E| ≤ tolerance within 0.001 of a minimum, else 0

On the quadratic, whose Hessian has the eigenvalues 1 and κ, gradient descent of rate η shrinks the
error in the long run by

  max |1 − η λ| over λ = 1, κ      a step: gradient_descent_rate_theory,

least for η = 2/(1 + κ), where it is (κ − 1)/(κ + 1): best_rate_theory. gradient_descent_rate is
measured over the second half of the path. The same (κ − 1)/(κ + 1) bounds steepest descent with exact
line searches. Conjugate gradients with exact line searches end in 2 steps, since n = 2.

In the figures a ring marks the start, a star the end and a black disc a minimum; above each panel stand
the iterations. They thin paths out: points nearer than 0.3 % of the picture to the last one drawn are left out.

A. Cauchy 1847, C. R. Acad. Sci. Paris 25:536; B. T. Polyak 1987, Introduction to Optimization, §1.4;
J. Nocedal & S. J. Wright 2006, Numerical Optimization, eq. 3.29 and theorem 5.1; H. H. Rosenbrock 1960,
Comput. J. 3:175; J. J. Moré, B. S. Garbow & K. E. Hillstrom 1981, ACM TOMS 7:17; A. Törn & A. Žilinskas
1989, Global Optimization, p. 185.
";
