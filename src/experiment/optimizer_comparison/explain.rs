//! What `explain optimizer-comparison` prints.

pub const EXPLAIN: &str = "\
A multilayer perceptron with softmax outputs p is trained to classify. The loss is the
cross-entropy, averaged over N training examples with one-of-K targets t:

  E(w) = −(1/N) Σₙ Σₖ tₙₖ ln pₙₖ(w)        in nats; ln K for undecided outputs

Every method starts a repeat from the same initial weights on the same stratified split, and ends
when its budget of evaluations is used up or E ≤ target_loss. Work is counted in
gradient-equivalents, the work of one gradient over all training examples:

  one gradient, which brings E with it                     1
  one value of E, a forward pass                           1/3
  one Gauss–Newton matrix of a network with M outputs      (1 + 2M)/3
  one gradient over a mini-batch of B of N examples        B/N

Linear algebra between evaluations (n² numbers for BFGS, a Cholesky factorisation of n³/3
operations for Levenberg–Marquardt, n weights) is not counted. `explain METHOD` tells a method's
formula, sources, settings and presets.

  gradient-descent     w ← w − η g                                       Cauchy 1847
  momentum             ΔW ← η g + μ ΔW, w ← w − ΔW                       Polyak 1964
  nesterov             the gradient where the momentum leads             Nesterov 1983
  quickprop            minimum of a parabola through two slopes          Fahlman 1988
  rprop                step sizes by the signs of two gradients          Riedmiller & Braun 1993
  adagrad              steps divided by the root of Σ g²                 Duchi et al. 2011
  adadelta             steps in the units of the weights                 Zeiler 2012
  rmsprop              g divided by the root of a running mean of g²     Tieleman & Hinton 2012
  adam                 bias-corrected moments of the gradient            Kingma & Ba 2015
  adamw                Adam, weights decay outside of the moments        Loshchilov & Hutter 2019
  conjugate-gradients  p ← −g + β p, strong Wolfe line search            Fletcher & Reeves 1964
  scaled-conjugate-gradients
                       α = μ/δ, the curvature δ from two gradients       Møller 1993
  bfgs                 p = −H g, H from differences of gradients         Nocedal & Wright 2006, ch. 6
  l-bfgs               BFGS from its last m differences                  Liu & Nocedal 1989
  levenberg-marquardt  (G + λD) δ = g, w ← w − δ                         Marquardt 1963

Measures on the test part: accuracy; macro F1, the mean over classes of 2TP/(2TP + FP + FN);
log-loss −(1/N) Σ ln p of the actual class. Lines and boxes show medians and quartiles over the
repeats. Ranks order the methods within each data set and repeat: first those that reached the
target loss, by work; then the others, by their final loss.
";
