//! What `explain hopfield-capacity` prints.

pub const EXPLAIN: &str = "\
How many random patterns Hopfield's network retrieves. N units with p = αN patterns stored by Hebb's
rule relax asynchronously from a stored pattern (or from one with a share `noise` of its units
reversed); where do they end?

    m = (1/N) Σ_i ξ_i V_i    overlap of the final state with the pattern; 1: the pattern itself

Theory for N → ∞, units ±1, temperature 0 (Amit, Gutfreund & Sompolinsky 1985, 1987; replica-symmetric
mean field):

    m = erf(m/√(2αr)),  r = (1 − C)⁻²,  C = √(2/(παr))·e^(−m²/(2αr))

α load, r noise from the other patterns, C susceptibility. A solution with m near 1 exists up to
α_c = 0.138, where m = 0.967; beyond, the retrieval state is gone at once and the network drifts far
away (m about 0.35 in the authors' simulations). In networks of finite size the fall is smeared: the
larger N, the steeper (figure capacity, middle). Units 0/1 hold less; the theory shown is not for
them.

Figures: capacity (mean overlap against α with 95 % intervals over networks, mean field, α_c; share
of patterns with m above `retrieved`; and the load at which that share is ½, with those at which it is
0.75 and 0.25, against N), overlaps (distribution of m in the largest network: two heaps and little
between).

Metrics: n1500_overlap_at_0_12, n1500_retrieved_at_0_12 … for the largest N; n250_transition_load …
(load at which ½ of the patterns are retrieved, between two loads by a straight line);
n250_transition_width … (from 0.75 to 0.25); critical_load and critical_overlap of the theory;
mean_field_difference (largest |m − theory| of the largest N at loads up to 0.12); unsettled
(relaxations given up).

D. J. Amit, H. Gutfreund & H. Sompolinsky 1985, Phys. Rev. Lett. 55:1530; 1987, Ann. Phys. 173:30;
J. J. Hopfield 1982, PNAS 79:2554 (\"about 0.15 N\").";
