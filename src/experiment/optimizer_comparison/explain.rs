//! What `explain optimizer-comparison` prints.

pub const EXPLAIN: &str = "\
A multilayer perceptron with one set of initial weights is trained by several methods on the same
parts of the same data sets, within the same budget of work. Classes are predicted by softmax
outputs p, numbers by linear outputs y, and the loss, averaged over N examples, is

  E(w) = −(1/N) Σₙ Σₖ tₙₖ ln pₙₖ(w)        cross-entropy in nats; ln K for undecided outputs
  E(w) = (1/N) Σₙ (yₙ(w) − tₙ)²            targets of mean 0 and deviation 1: 1 for the mean itself

Work is counted in gradient-equivalents, the work of one gradient over all training examples:

  one gradient, which brings E with it                     1
  one value of E, a forward pass                           1/3
  one Gauss–Newton matrix of a network with M outputs      (1 + 2M)/3
  one gradient over a mini-batch of B of N examples        B/N

Linear algebra between evaluations (n² numbers for BFGS, a Cholesky factorisation of n³/3
operations for Levenberg–Marquardt, n weights) is not counted; it shows in the seconds, which the
report has beside the results and nothing compares. `explain METHOD` tells a method's formula,
sources, presets and the range over which it is tuned.

Protocol. In every run the examples are split at random, every class with its share, into training,
validation and test part (or, with `split = { folds = k }`, k times in every repeat so that each
example is tested once). Inputs are encoded and scaled by the training part alone. A training ends
when its budget is used up (a step that has begun is finished) or E ≤ target_loss. After every epoch
the validation loss is looked at, uncounted; the weights of the least one are judged on the test
part.

Tuning. With `trials = T` every method is trained T times more, over a logarithmic grid of its main
setting (quasi-random points where `tune` names several); \"tuned\" is, in every run, the training of
least validation loss, the defaults included. All methods have the same number of trials
(external tuning of Dahl et al. 2023, arXiv:2306.07179; Schneider, Balles & Hennig 2019, DeepOBS).

Targets. A run has solved its problem when E ≤ E_L + τ (E₀ − E_L), with E₀ the loss of the initial
weights and E_L the least that any method reached in that run (Moré & Wild 2009, SIAM J. Optim.
20:172), on the training and on the validation part. A miss counts as infinite.

  ρ(a)    share of problems solved with at most a times the work of the fastest method
          (performance profile: Dolan & Moré 2002, Math. Program. 91:201)
  score   mean of ρ for a from 1 to 4 (Dahl et al. 2023)
  d(κ)    share of problems solved with at most κ gradient-equivalents (data profile: Moré & Wild)

Ranks. On each data set the methods are ranked by their mean test loss (and by their median
training loss); Friedman's test with Iman & Davenport's F, then Nemenyi's critical difference
CD = q₀.₀₅ √(k(k+1)/(6 N)) for k methods on N data sets: methods joined by a bar do not differ
(Demšar 2006, J. Mach. Learn. Res. 7:1).

Wins. On each data set every pair is compared by the corrected resampled t-test on the test loss,
t = d̄/√((1/J + n_test/n_train) s²) of J runs (Nadeau & Bengio 2003, Mach. Learn. 52:239), with
Holm's correction over the pairs (Holm 1979, Scand. J. Stat. 6:65), at the level 0.05.

Measures on the test part: accuracy; precision, recall and F1, means over the classes; log-loss
−(1/N) Σ ln p of the actual class; MCC, Matthews' correlation (Gorodkin's R_K for several classes);
area under the ROC curve, the mean over the classes of one against the rest; for numbers RMSE, MAE
(in units of the table) and R². Definitions are scikit-learn's (`explain classification`). Means have
Student's 95 % interval, medians the bootstrap's.

Files: splits_<data set>.csv tells for every run which row was for training (0), validation (1) and
test (2), so that another program can be given the same.
";
