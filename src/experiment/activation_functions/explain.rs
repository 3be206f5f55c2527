//! What `explain activation-functions` prints.

pub const EXPLAIN: &str = "\
Activation functions y = σ(s) of the weighted sum s, and their derivatives.

    tanh        bipolar sigmoid  tanh s                     σ′ = 1 − y²
    logistic    exponential sigmoid  1/(1 + e^(−s))         σ′ = y (1 − y)
    threshold   Heaviside's step, 1 for s ≥ 0, else 0       σ′ = 0 (but at 0, where there is none)
    relu        max(0, s)                                   σ′ = 0 or 1
    softmax     y_k = e^(s_k)/Σ e^(s_j) over a layer        ∂y_k/∂s_1 = y_k (δ_k1 − y_1)
    softsign    s/(1 + |s|)                                 σ′ = (1 − |y|)²
    lecun-tanh  1.7159 tanh(2s/3)                           σ′ = 2/3·1.7159 (1 − (y/1.7159)²)
    linear      s                                           σ′ = 1
    symmetric-logistic  1/(1 + e^(−s)) − 1/2                σ′ = 1/4 − y²

The derivatives are what back-propagation uses, formulas in y; each is compared with the central
difference (σ(s + h) − σ(s − h))/2h at every point, and σ″ likewise with the difference of σ′. Points
within h of a kink (relu, threshold, softsign at 0) are left out.

firing: the stochastic neuron fires, y = 1, with the probability P = 1/(1 + e^(−βs)); β is the gain, 1/β
the temperature of Ackley, Hinton & Sejnowski. At each s it is drawn trials times by the network's own
sampling. Error bars are Wilson's intervals of 95 %; z = (k − nP)/√(nP(1 − P)) for k spikes in n trials
tells how far the frequency is from the law. z and its sum of squares χ² take in points with
nP(1 − P) ≥ 5, where k is nearly normal.

Metrics: derivative_deviation and curvature_deviation, the largest of all functions;
<function>_derivative_deviation, <function>_largest_slope, and of smooth sigmoids
<function>_bends_most_at, the s > 0 where |σ″| is largest; lecun_tanh_at_1; largest_abs_z, chi_square,
chi_square_points, chi_square_p and interval_coverage over all gains, gain_<β>_largest_abs_z.

Y. LeCun, L. Bottou, G. B. Orr & K.-R. Müller 1998, Efficient BackProp, §4.4; D. H. Ackley, G. E.
Hinton & T. J. Sejnowski 1985, Cognitive Science 9:147; J. S. Bridle 1990, NATO ASI F68:227;
D. L. Elliott 1993, TR 93-8, Univ. of Maryland; E. B. Wilson 1927, J. Am. Stat. Assoc. 22:209.
Lecture 14, “activation functions”.";
