//! What `explain` prints.

pub const EXPLAIN: &str = "\
Networks with memories of different kinds learn sequences in which what matters lies far back.

networks
  elman      y(t) = f(x(t) W_x + y(t−1) W_y + b): hidden units that see themselves one step ago.
  lstm       i, f, o = σ(…), g = tanh(…) of x(t), y(t−1) and 1;
             c(t) = f ∘ c(t−1) + i ∘ g,  y(t) = o ∘ tanh c(t): today's memory cell.
  lstm-1997  s(t) = s(t−1) + in ∘ g,  y(t) = out ∘ h(s(t)),  g in [−2, 2], h in [−1, 1], in and out
             gates shared by the cells of a block, no forget gate; the gates feed back as well.
  input-gate-1997  y = σ(W x + v s), s(t) = s(t−1) + σ(w_in x) σ(w_c x): the paper's network for the long
             time lag; the cell is added after `cell_added_after` sequences.
An error in y(t) reaches an earlier step of `elman` through as many factors W_y f′ as lie between,
and vanishes (or explodes); in a memory cell it flows back through s unchanged, the constant error
carrousel. `gradient = \"truncated\"` follows this way alone. With `on_line_rate` lstm-1997 learns by
appendix A.1 of the paper: at every step with a target w ← w − α ∂E(t)/∂w with sums ∂s/∂w that are
carried forwards. Otherwise `method` moves the weights by the mean gradient of `batch` sequences
from back-propagation through time.

tasks
  adding          pairs (number in [−1, 1), mark); at the end the answer is ½ + (X1 + X2)/4 of the two
                  marked numbers, right within 0.04 (experiment 4 of 1997).
  embedded-reber  the next symbol of B x R x E, x = T or P, R a string of Reber's grammar; a string is
                  right when at every step all legal symbols are answered above all others; training
                  draws from fixed strings, the test adds others (experiment 1).
  long-time-lag   x a1 … a(p−1) x or y a1 … a(p−1) y: the last symbol is the first; right within 0.25
                  at every step that is judged (experiment 2a). Only these two sequences exist.

Figures: learning curves (error on the test sequences, median and quartiles over the runs) and the
share of runs that have solved the task; for several lags, success and sequences against the lag;
and the inside of each network while it reads a sequence after learning: the gates, and the cell
that keeps what is needed.

Metrics, each beginning with the network's name in snake case (and, where there are several lags,
ending with _lag_p): _solved (share of runs), _sequences_median (a run that failed counts as
infinite), _sequences_mean (of the runs that succeeded), _error (median at the end), _right (median
share of test sequences), _weights, _gradient_difference (back-propagation against central
differences, largest over runs, relative to the largest entry), _on_line_difference (the on-line
rule against truncated back-propagation).

J. L. Elman 1990, Cognitive Science 14:179; S. Hochreiter & J. Schmidhuber 1997, Neural Computation
9:1735; F. A. Gers, J. Schmidhuber & F. Cummins 2000, Neural Computation 12:2451.";
