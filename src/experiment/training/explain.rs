//! What `explain training` prints.

pub const EXPLAIN: &str = "\
A multilayer perceptron y⁽ˡ⁾ = σ(y⁽ˡ⁻¹⁾ W⁽ˡ⁾ + b⁽ˡ⁾), y⁽⁰⁾ = x, learns a data set by several methods.
E(w) is the loss averaged over the training examples:

  squared-error            ½ Σ (y − t)² over the outputs
  mean-squared-error       Σ (y − t)²/M over the M outputs
  hyperbolic-error         Σ (1+d) ln(1+d) + (1−d) ln(1−d), d = t − y, Fahlman 1988
  softmax-cross-entropy    −Σ t ln p, p softmax outputs; ln K nats for K classes undecided
  logistic-cross-entropy   −Σ t ln p + (1 − t) ln(1 − p), p logistic outputs
  kullback-leibler         Σ t ln(t/p), p softmax outputs

In every repeat all runs begin with the same examples, initial weights and order of mini-batches.
An iteration is one step of the method: over the full batch, over one example (stochastic) or over
a mini-batch; an epoch is a pass through all examples. E is recorded after every step of the full
batch, else after every epoch. A run ends at its target loss or by the rules in `stopping`:

  max_epochs, max_iterations, max_gradient_equivalents
  gradient_norm                      ‖∇E‖₂ at which to stop
  patience                           records without a new least loss
  validation.generalisation_loss     GL(t) = 100 (E_va/E_opt − 1) > α              Prechelt 1994
  validation.progress_quotient       GL(t)/P_k(t) > α,                             Prechelt 1998
                                     P_k = 1000 (Σ E_tr/(k min E_tr) − 1)
  validation.successive_rises        E_va rose in s strips of k epochs
  validation.training_progress       P_k(t) below a limit

Where validation is watched, the test part is judged, and figures are drawn, with the weights of the
least validation error (Prechelt 1994).

The learning rate may follow a schedule of the epochs t:

  { step = { every = n, factor = f } }   η f^⌊t/n⌋
  { inverse = d }                        η/(1 + d t)
  { exponential = d }                    η e^(−d t)

Files: losses_<run>.csv has every record of the first repeat in full precision, weights_<run>.csv its
initial and final (or best) weights in the order of the flat vector (layer by layer from the inputs to the
outputs: the matrix row by row, a row for each input of the layer, then the biases). `initial_weights`
takes the same order, so that a run can be laid beside another program's: give the weights,
`test_fraction = 0`, `scaling = \"none\"` and `order = \"as-given\"`.

Sources: Rumelhart, Hinton & Williams 1986, Nature 323:533; Prechelt 1994, Proben1, TR 21/94, Univ.
Karlsruhe; Prechelt 1998, LNCS 1524:55. Each method's formula, presets and source:
`explain <method>`.
";
