//! What `explain backpropagation` prints.

pub const EXPLAIN: &str = "\
Back-propagation (Rumelhart, Hinton & Williams 1986, Nature 323:533), one step worked.

Forward, layer by layer (y(0) = x the inputs):
    s_u = Σ_i w_iu y_i + b_u,   y_u = σ(s_u),   E = ½ Σ (y − t)² (or another loss)
Backward, from the outputs to the inputs:
    δ_u = ∂E/∂s_u:   at the outputs  δ = (y − t) σ′(s),   before them  δ_i = σ′(s_i) Σ_u w_iu δ_u
    ∂E/∂w_iu = y_i δ_u,   ∂E/∂b_u = δ_u
Then plain gradient descent, w ← w − η ∂E/∂w, again and again.

Figures
  forward    the network with the outputs in its units; lines as wide as |w|, blue for w > 0, red for
             w < 0; b below a unit is its bias.
  backward   the same network with δ in its units; lines as wide as |∂E/∂w|, coloured by its sign.
  loss       E against the step.
Of several examples the first one is shown; the gradient is the mean over all.

The same gradient in two other ways
  central_difference_deviation   (E(w + h) − E(w − h))/2h with h = 6·10⁻⁶ max(1, |w|)
  forward_mode_deviation         the derivative carried along forwards with every number, one pass for
                                 each weight (forward-mode differentiation)
Both metrics are the largest distance to back-propagation over the largest |∂E/∂w|.

Other metrics: loss_before, loss_after_one_step, final_loss, output_K, delta_L_U (layer L from 1, unit
U), gradient_L_I_U, weight_L_I_U_after_step (from unit I to unit U of layer L), bias_L_U_after_step,
final_output_K.

The defaults are the network of M. Mazur, A Step by Step Backpropagation Example (2015,
mattmazur.com), whose weights w1 … w8 are here 1_1_1, 1_2_1, 1_1_2, 1_2_2, 2_1_1, 2_2_1, 2_1_2, 2_2_2
and whose biases do not learn (`biases_learn = true` lets them).

The slip `outputs_first`: W of a layer is updated first and δ of the layer before it computed from the
new W. Mazur's text warns of it, and its gradients and new weights are right, but the errors it quotes
after the first and the last round are those of the slip.";
