//! What `explain fuzzy-art` prints.

pub const EXPLAIN: &str = "\
Fuzzy ART puts vectors a in [0, 1]^M into categories and stays stable while it learns on (Carpenter,
Grossberg & Rosen 1991, Neural Networks 4:759-771). It is ART1 with the minimum ∧ in place of AND; |.|
is the sum of components:

    I = (a, 1 - a)                     complement coding: |I| = M for every a
    T_j = |I ∧ w_j| / (α + |w_j|)      choice: the category of the largest T is tried first
    |I ∧ w_j| / |I| >= ρ               resonance; otherwise reset, and the next one is tried
    w_j <- β (I ∧ w_j) + (1 - β) w_j   learning; β = 1 is fast

ρ in [0, 1] is the vigilance, α > 0 the parameter of choice, β in (0, 1] the learning rate. With
complement coding w_j = (u, 1 - v) is a box R_j from corner u to corner v. Fast learning draws the
smallest box around all inputs of the category; its size |R_j| = Σ (v - u) is at most M (1 - ρ). With
fast_commitment and β < 1 (fast commitment, slow recoding) the first input is learned at once and the
later ones slowly.

What must hold, and is counted: no box exceeds M (1 - ρ) (oversized_boxes = 0; largest_box is the
largest as a share of it); with fast learning a box is the bounds of what its category learned, found
beside the network (box_difference = 0), and holds all its points (outside = 0); in the limit of small α
one pass is enough (passes = 1), and then every input finds its category directly (direct_access = 1).

Figures: the boxes over the points; categories, purity and passes against ρ for the chosen order of
presentation and, as band, for shuffled ones; random points, each presented once, with and without
complement coding. Purity is the share of points whose class is the most frequent one of their category:
it rises with the number of categories and is 1 when every point has its own.

Without complement coding weights can only fall: every input smaller than its template draws it towards
0, where it matches no large input (|I ∧ w|/|I| < ρ), and new categories open on and on. The metrics
random_categories_coded and _uncoded are the final numbers, late_categories_coded and _uncoded what the
second half of the inputs added. Metrics of one vigilance begin with it: rho_0_75_categories, _passes,
_stable, _direct_access, _purity, _oversized_boxes, _largest_box, _outside, _box_difference.";
