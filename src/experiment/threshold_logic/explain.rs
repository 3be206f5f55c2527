//! What `explain threshold-logic` prints.

pub const EXPLAIN: &str = "\
The formal neuron as a logic gate.

A unit fires, y = 1, where its weighted inputs reach a threshold, and else is silent, y = 0:
    y = 1 where s = w·x − θ ≥ 0.
x inputs 0 or 1, w weights, θ threshold, s potential. The hyperplane s = 0 cuts the corners of the cube
of inputs into two classes; w is its normal and points to where the unit fires. A corner lies |s|/‖w‖
from it, and the least of these distances is the margin. McCulloch and Pitts have whole thresholds, on
which corners lie; midway = true moves them between the corners, the truth table stays.

gates    AND w = 1, θ = n;  OR w = 1, θ = 1;  NOT w = −1, θ = 0;  NAND and NOR have their weights and
         thresholds with the other sign;  majority w = 1, θ = ⌊n/2⌋ + 1. Exclusive or takes two layers:
         OR and NAND, joined by AND; of more inputs, units that count to 1 … n, and their alternating
         sum. No single unit computes it: with y(0,0) = y(1,1) = 0 the sum s(0,0) + s(1,1) is below 0,
         with y(0,1) = y(1,0) = 1 the equal sum s(0,1) + s(1,0) is not.
tables   any function: by the unit of widest margin where one unit computes it, else in two layers, a
         unit for each row with y = 1 and their OR.
units    your own; wrong rows are counted where you say what table it is to compute.

Figures: each gate's plane or cube with hyperplane, weight vector and regions; of two layers the lines
of the hidden units, and the plane of their outputs, in which one line is enough; all sixteen functions
of two inputs; and how many functions of n inputs one unit computes. These are counted by Chow's
parameters, which no two threshold functions share, and up to n = 4 also one by one, by whether the
widest margin is above 0.

Metrics: wrong_rows of all circuits; <gate>_wrong_rows and <gate>_margin (of two layers the margin of
the first) of each, <gate> being not, and …, table_0110, unit_1; threshold_functions_<n>, and for
n ≤ 4 threshold_functions_<n>_by_margin.

W. S. McCulloch & W. Pitts 1943, Bull. Math. Biophys. 5:115; M. Minsky & S. Papert 1969, Perceptrons,
MIT Press; C. K. Chow 1961, Proc. 2nd Symp. Switching Circuit Theory, p. 34; T. M. Cover 1965, IEEE
Trans. Electronic Computers EC-14:326; S. Muroga 1971, Threshold Logic and its Applications; numbers:
OEIS A000609.";
