//! What `explain hopfield-storage` prints.

pub const EXPLAIN: &str = "\
What a Hopfield network of N units makes of the n random patterns that it stores by Hebb's rule
(Hopfield 1982, pp. 2556-2557; there N = 100, n = 5, 10, 15 and units 0/1).

    T_ij = Σ_s (2V_i^s − 1)(2V_j^s − 1),  T_ii = 0;  V_i → 1 if Σ_j T_ij V_j > 0, → 0 if < 0

bit error    P: the probability that a given unit leaves a stored pattern at once. The noise from the
             n − 1 other patterns beats the signal:
                 units 0/1  P = Q(√(N/(2(n − 1)))),    units ±1  P = Q(√(N/(n − 1)))
             with Q the tail of the normal distribution (dashed), or exactly, from sums of random
             signs (solid),
                 P = Σ_K Bin(N − 1, ½)(K)·P(B > nK/2),  B ~ Bin((n − 1)K, ½);  ±1: K = N − 1.
stable       the share of patterns that are fixed points. Were units independent, it would be
             (1 − P)^N ≈ e^(−NP) (dashed); errors come together, so it is more. Dotted: up to
             n = N/(4 ln N) all patterns, and up to N/(2 ln N) nearly all, are fixed points of large
             networks with units ±1 (McEliece, Posner, Rodemich & Venkatesh 1987).
recalled     where asynchronous relaxation from the pattern itself ends: the distribution of the
             number of wrong units (paper, fig. 2), and the share with at most `errors` of them.

The encoding decides: with 0/1 only the half of the units that fire sends, the signal is halved, the
noise falls by √2 only.

Metrics: binary_10_bit_error, binary_10_bit_error_exact, binary_10_bit_error_normal,
binary_10_stable, binary_10_stable_independent, binary_10_within, binary_10_mean_overlap …, and the
same with bipolar_; unsettled counts relaxations given up; largest_deviation is that of the bit error
from the exact one in standard errors over networks, where at least 20 errors are expected. Upright
lines and intervals: 95 % (Student), over networks, since units of one network are not independent.

J. J. Hopfield 1982, PNAS 79:2554; R. J. McEliece, E. C. Posner, E. R. Rodemich & S. S. Venkatesh
1987, IEEE Trans. Inform. Theory 33:461.";
