//! What `explain classification` prints.

pub const EXPLAIN: &str = "\
A multilayer perceptron with softmax outputs p learns the classes of one part of a data set and is
judged on another. It minimises the cross-entropy, averaged over N examples with one-of-K targets t:

  E(w) = −(1/N) Σₙ Σₖ tₙₖ ln pₙₖ(w)         in nats; ln K for undecided outputs

by any method (`explain METHOD`) on mini-batches, drawn anew without replacement in every epoch. The
predicted class is the most probable one, the first of equals. Inputs are scaled, and weights of the
least validation loss chosen, without a look at the test part.

n examples, tₖ of class k, pₖ answered as k, c answered rightly; of class k TP answered rightly, FP of
another class answered as k, FN of class k answered otherwise:

  precision = TP/(TP + FP)    recall = TP/(TP + FN)    F₁ = 2TP/(2TP + FP + FN)     0 for 0/0
  support = TP + FN           accuracy = c/n
  macro average               plain mean over the classes that occur or are answered
  weighted average            mean weighted by support; that of recall is the accuracy
  balanced accuracy           mean recall of the classes that occur
  Matthews' correlation       R_K = (c n − Σ tₖpₖ)/√((n² − Σ pₖ²)(n² − Σ tₖ²)), 0 for 0/0
  Cohen's κ                   (a − e)/(1 − e), a = c/n, e = Σ tₖpₖ/n²
  log-loss                    −(1/n) Σ ln p of the actual class, p kept in 2⁻⁵² … 1 − 2⁻⁵²
  Brier score                 (1/n) Σ Σₖ (p − t)², half of it for two classes

ROC curve of a class against the rest: true positive rate TP/(TP + FN) over false positive rate
FP/(FP + TN) while the threshold on the class's probability falls from +∞ to its least value. Points
on straight lines are left out. AUC is the area under it by trapezoids, the probability that an example
of the class has a higher score than one of another class, ties counting ½ (Mann–Whitney). Two classes
have the curve of the second. Averages run over the classes of which there are examples and which are
not all examples.

All definitions are scikit-learn's, whose values the measures equal to 1e-12 on the same answers; only
where a class does not occur scikit-learn leaves the macro average of AUC undefined.

Cross-validation (`split = { folds = k }`) deals the examples of every class to k parts; the answers of
the k networks, each for the part it has not seen, are pooled before they are judged, so that every
example counts once in a repeat. Ranks of pooled probabilities compare different networks (Forman &
Scholz 2010): `fold` in predictions.csv allows to judge each fold for itself.

Metrics are means over the repeats, `…_sd` their standard deviations (divisor n − 1). Repeats share
examples, so that their spread is not the error of the mean. Report, confusion matrix, ROC curves and
regions are those of the first repeat.

Files: predictions.csv has every answer: row of the table, actual and predicted class, probability of
each class, rows and classes counted from 0; history.csv the losses of the first run.

  import pandas, sklearn.metrics as m
  d = pandas.read_csv(\"predictions.csv\")
  d = d[d.repeat == 0]                      # where there are several
  print(m.classification_report(d.actual, d.predicted, digits=3))

Sources: Pedregosa et al. 2011, J. Mach. Learn. Res. 12:2825; Matthews 1975, Biochim. Biophys. Acta
405:442; Gorodkin 2004, Comput. Biol. Chem. 28:367; Cohen 1960, Educ. Psychol. Meas. 20:37; Brier 1950,
Mon. Weather Rev. 78:1; Hanley & McNeil 1982, Radiology 143:29; Fawcett 2006, Pattern Recogn. Lett.
27:861; Forman & Scholz 2010, SIGKDD Explor. 12(1):49.
";
