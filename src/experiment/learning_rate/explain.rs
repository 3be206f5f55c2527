//! What `explain learning-rate` prints.

pub const EXPLAIN: &str = "\
A linear unit learns P examples x with targets d by least mean squares (equations of LeCun et al. 1998):

  E(w) = (1/2P) Σ (d − w·x)² = E_min + ½ (w − w*)ᵀ H (w − w*),  H = (1/P) Σ x xᵀ       (28–30)

With a bias the last x is always 1. Along the eigenvectors of H, ν = Θ (w − w*), batch learning
w ← w − η ∂E/∂w takes each coordinate by itself:

  ν ← (1 − ηλ) ν                                                                      (37)
  converges for η < 2/λ_max: largest_rate                                             (38)
  η_opt = 1/λ_max: best_rate                                                          (39)

in a time proportional to the condition number κ = λ_max/λ_min. Stochastic learning
w ← w + η (d − w·x) x, an example at a time drawn at random (with replacement; the paper does not say),
follows (1 − ηλ)ᵗ in the mean and then stays about η Σλ/2 above E_min, as a share of it, for small η
(Widrow & Stearns 1985; not read for this).

The paper's example: 100 examples of two normal classes centred at (−0.4, −0.8) and (0.4, 0.8), whose
covariance matrix has the eigenvalues 0.84 and 0.036, so that η_max = 2/0.84 = 2.38; η = 1.5 converges,
η = 2.5 diverges, and stochastic η = 0.2 is noisier (its figures 10–12). The paper gives neither the
spread nor the start: deviation 0.19 has these eigenvalues, 0.8 + σ² and σ². Its unit has a bias, whose
input 1 adds an eigenvalue of about 1 to H: with it the limit is 2, and 2.38 is that of a unit without.

Preparing the inputs (§4.3): centred, scaled to variance 1, decorrelated: κ falls, to 1 in the end.

Metrics: (expected_)largest_input_eigenvalue and smallest_…, of (1/P) Σ x xᵀ without the bias (expected:
of the distribution); largest_eigenvalue, smallest_eigenvalue of H; condition_… of every preparation;
least_error E_min; for each rate, such as batch_1_5:

  _converged      1 where it ended nearer to w* than it began, else 0
  _epochs         epochs made; a run ends early at 10⁶ times the first distance
  _factor         change of |w − w*| an epoch, over the second half
  _factor_theory  max |1 − ηλ|
  _misadjustment, _misadjustment_theory   mean (E − E_min)/E_min over the second half; η Σλ/2

In the figure of paths a ring marks the start and a star the end; a run that does not converge starts at a
large disc and is followed until it leaves the window; at most 1000 steps are drawn.

The sigmoid f(x) = 1.7159 tanh(2x/3) of §4.4: sigmoid_at_one f(1), sigmoid_sharpest_bend the x of the
largest |f″|, which is (3/2) artanh(1/√3) = 0.98772, sigmoid_slope_at_rest f′(0),
sigmoid_output_variance of f for standard normal x.

Y. LeCun, L. Bottou, G. B. Orr & K.-R. Müller 1998, Efficient BackProp, in Neural Networks: Tricks of the
Trade, LNCS 1524:9; B. Widrow & M. E. Hoff 1960, IRE WESCON 4:96; B. Widrow & S. D. Stearns 1985, Adaptive
Signal Processing.
";
