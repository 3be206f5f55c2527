//! What `explain weight-decay` prints.

pub const EXPLAIN: &str = "\
Weight decay against overfitting.

A network with more freedom than the examples can hold down learns their noise: the loss on the
examples it is trained on goes on falling, that on others rises. Weight decay adds a spring to every
weight,
    E_ρ(w) = E(w) + ½ ρ |w|²,   ΔW = η (∇E + ρ W)   (the lecture's general rule),
so that a weight stays away from 0 only as far as the examples pull it there.

w    weights; biases decay like all others     E   mean loss of the training examples
ρ    strength of the decay, `decays`           η   learning rate, a setting of the method
Losses: cross-entropy of softmax outputs for classes, half the squared error for numbers. All losses
that are shown are E, without the penalty, and the test part has no share in the training.

Figures
  loss_curves      training and test loss against the epochs, a line for each ρ (median of the
                   repeats): overfitting is a test loss that rises while the training loss falls.
  against_decay    both losses, the share of wrong answers and |w|² at the end against ρ: median and
                   quartiles; dotted lines stand for ρ = 0. Too little decay fits noise, too much fits
                   nothing: the test loss has its least value between them.
  weights          histograms of all weights, one for each ρ, on the same axis.
  regions, fits    the answers for the least, the best and the largest ρ: decision regions of two
                   features, the curve for a sine wave.
  weight_maps      weights of the first layer as pictures, for images.
  against_size     the losses against the number of hidden units (`sizes`), with decay and without.
  ridge            |w|² of a linear network against ρ, trained and in closed form.

The ridge as a check. For a network without hidden layer and the squared error the end of training is
known (Hoerl & Kennard 1970): with X the inputs and a column of ones, T the targets, N examples,
    (XᵀX/N + ρ I) W = XᵀT/N,
solved by Cholesky factorisation. Such a network of one output learns the first number of the targets
of the first repeat's examples by Levenberg–Marquardt with the same decay, on biases as on all weights.
  ridge_largest_deviation   largest |w − w_exact| over max |w_exact| among all ρ
  ridge_norm_rises          how often |w_exact|² rises from one ρ to the next: never, by theory, for
                            d|w|²/dρ = −2 wᵀ(XᵀX/N + ρI)⁻¹ w < 0

Metrics, medians over the repeats; X stands for ρ, its point as _ (rho_0_001)
  train_loss_rho_X, test_loss_rho_X, train_wrong_rho_X, test_wrong_rho_X, sum_of_squares_rho_X
  best_decay                the ρ of the least test loss
  test_loss_gain            test loss at the least ρ over that at the best
  test_loss_rise            final test loss at the least ρ over the least one on its way: above 1
                            the network overfits, and stopping early would have helped
  norm_rises                how often the median of |w|² rises from one ρ to the next

A. Krogh & J. A. Hertz 1992, A simple weight decay can improve generalization, NIPS 4:950;
C. M. Bishop 1995, Neural Networks for Pattern Recognition, §9.2; A. E. Hoerl & R. W. Kennard 1970,
Technometrics 12:55; Lecture 14, weight decay.";
