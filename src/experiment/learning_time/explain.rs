//! What `explain learning-time` prints.

pub const EXPLAIN: &str = "\
A multilayer perceptron learns a small task by heart, from fresh random weights in every trial; what
counts is how long it takes. With outputs y, targets t, N examples and M outputs:

  E = Σₙ ½ Σₘ (yₙₘ − tₙₘ)²        squared-error, summed over the examples (summed = false: averaged)

Tasks:

  encoder n             n lines, one on, through ⌈log₂ n⌉ units and back    Ackley, Hinton & Sejnowski 1985
  complement-encoder n  the same with one line off                          Fahlman 1988
  xor, parity n         an odd number of bits is on                         Minsky & Papert 1969
  symmetry n            the bits are their own mirror image, n-2-1          Rumelhart, Hinton & Williams 1986
  sine                  sin πx, 41 points from −1 to 1, 1-5-1               MATLAB's SIN
  hagan-sine            ½ + ¼ sin 3πx, 40 points, 1-15-1                    Hagan & Menhaj 1994
  hagan-square-wave     1 where sin 3πx ≥ 0, else 0, 40 points, 1-15-1
  hagan-sinc            sinc x sinc y, 11 × 11 points from −2 to 2, 2-15-1
  hagan-four-inputs     sin(2πx₁) x₂² x₃³ x₄⁴ exp −(x₁+x₂+x₃+x₄), 400 points, 4-50-1

A trial has learnt when

  threshold θ   |y − t| < θ (t_high − t_low) at every output for every example; 0.4 is Fahlman's
                40-20-40 rule: lower 40 % no, upper 40 % yes, between them neither
  mse m         Σ (y − t)²/(N M) ≤ m, as MATLAB counts it

Epochs are those before the first in which the criterion holds (Fahlman 1988). After max_epochs, or
where a method cannot go on or diverges, the trial starts again with fresh weights and keeps counting;
beyond `restarts` it has failed and counts as infinite: failures are never dropped. All variants of
one network begin a trial with the same weights.

Fahlman's remedies for slow learning: slope_offset adds 0.1 to y(1 − y) on the way back, so that
units that are wrong and saturated still learn; the hyperbolic error has the slope ln((1+d)/(1−d)),
d = t − y, in place of d. With the squared error his program takes |d| < 0.1 as right (margin), and
with symmetric sigmoids biases come from a unit whose output is ½ (bias_input).

Work is told in three currencies: epochs (steps of the method); gradient-equivalents (a gradient 1, a
value 1/3, a Gauss–Newton matrix (1 + 2M)/3); and multiplications, in which linear algebra counts too
(as the floating-point operations of Hagan & Menhaj 1994). With n weights:

  value n N,  gradient 3 n N,  JᵀJ (1 + 2M) n N + M N n(n + 1)/2
  a trial of Levenberg–Marquardt n³/6 + n²,  a step of BFGS 3 n²,  of L-BFGS of m pairs 4 m n

Metrics, NAME being the variant's in snake case:

  NAME_epochs_mean, _sd (n − 1), _median, _min, _max, _p5, _p95 (quantiles), _mean_of_successes
  NAME_gradient_equivalents_mean, _median, NAME_multiplications_median
  NAME_restarts, _failures     of all trials
  NAME_rank, _ratio            by the median in `ranked_by`: rank, and ratio to the fastest
  NAME_median_difference_epochs, _sign_p, _wilcoxon_p
                               against `paired_with`, trial by trial: median difference and exact
                               two-sided p of the sign test and of Wilcoxon's signed-rank test
  kendall_tau                  τ_b between the numbers in `published` and our medians
  clear_pairs_in_order         of the pairs whose published numbers are at least a factor of 2 apart,
                               the share that our medians put in the same order
  NAME_weight_ratio_2, _4, _weight_asymmetry, _mirror_share
                               symmetry: medians over the hidden units of the magnitudes
                               |wᵢ − wᵢ′| of mirrored inputs over the smallest (2 and 4 in the paper),
                               of Σ|wᵢ + wᵢ′|/Σ|wᵢ − wᵢ′| (0 where opposite), and the share of the
                               trials within 25 % of 1 : 2 : 4 at every unit

S. E. Fahlman 1988, CMU-CS-88-162; D. E. Rumelhart, G. E. Hinton & R. J. Williams 1986, Nature 323:533
and Parallel Distributed Processing 1, ch. 8; M. Riedmiller & H. Braun 1993, Proc. ICNN, 586; C. Igel &
M. Hüsken 2003, Neurocomputing 50:105; M. T. Hagan & M. B. Menhaj 1994, IEEE Trans. Neural Networks
5:989; H. Demuth & M. Beale, Neural Network Toolbox User's Guide, Speed and Memory Comparison for
Training Multilayer Networks; M. Kendall 1945, Biometrika 33:239; F. Wilcoxon 1945, Biometrics Bull.
1:80.
";
