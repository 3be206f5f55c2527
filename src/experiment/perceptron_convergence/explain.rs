//! What `explain perceptron-convergence` prints.

pub const EXPLAIN: &str = "\
The perceptron's rule, its mistakes against Novikoff's bound, and its cycles.

An example (x, y), y = ±1, x with a constant 1 appended for the bias, is a mistake where y (w·x) ≤ 0;
then
    w ← w + y x,        w = 0 at first.
The examples are shown in their order, pass after pass, until a pass is without mistakes. If a unit
vector u separates the classes by the margin γ, y (u·x) ≥ γ for all, and no x is longer than R, then
k mistakes make
    γ k ≤ u·w ≤ ‖w‖ ≤ R √k,        so that        k ≤ (R/γ)²        (Novikoff 1962).
γ here is the widest margin, found exactly (Wolfe's nearest point of the hull of the y x).

sets      random sets of examples in the unit ball that a plane through its middle separates with at
          least the given margin, none farther from it than some margins; and orthogonal examples, each of which must be a mistake once, so
          that they attain the bound but for the share of the bias.
learning  one set: yours (data, or points and classes), or points of a disc drawn at random. In two
          dimensions the line is drawn after chosen mistakes, with the corrected example ringed. Then
          ‖w‖ after each mistake between the proof's two bounds, which cross at (R/γ)².
cycling   a truth table. Of a function that no line separates ‖w‖ stays bounded (Block & Levin 1970),
          so that weights, whole numbers here, return, and the same mistakes are made for ever. The
          most rows right are those of the pocket algorithm (Gallant 1990): the best weights met.

Metrics: sets, violations (sets with more mistakes than the bound, must be 0), unconverged,
largest_ratio and median_ratio of mistakes to bound, orthogonal_ratio; learning_mistakes,
learning_passes, learning_bound, learning_margin, learning_converged, learning_most_right (a share);
cycle_converged, cycle_start_passes, cycle_period_passes, cycle_mistakes_per_pass, cycle_most_right
(rows), cycle_largest_norm.

F. Rosenblatt 1958, Psychol. Rev. 65:386, and 1962, Principles of Neurodynamics; A. B. J. Novikoff
1962, Proc. Symp. Math. Theory of Automata 12:615; H. D. Block 1962, Rev. Mod. Phys. 34:123;
M. Minsky & S. Papert 1969, Perceptrons, ch. 11; H. D. Block & S. A. Levin 1970, Proc. Am. Math. Soc.
26:229; S. I. Gallant 1990, IEEE Trans. Neural Netw. 1:179.";
