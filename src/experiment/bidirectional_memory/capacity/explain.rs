//! What `explain bam-capacity` prints.

pub const EXPLAIN: &str = "\
How many random pairs Kosko's bidirectional associative memory keeps (`explain bam` has its equations).
m pairs of n and p random signs are stored in M = Σ_k X_kᵀ Y_k; a pair is kept when it is in resonance,
and recalled when a cue with a share `noise` of A flipped ends in it.

Kosko's rule of thumb is min(n, p) pairs (Kosko 1988, IEEE Trans. Systems, Man, and Cybernetics
18:49-60): an upper limit that matters for chosen, nearly orthogonal pairs. Random pairs disturb each
other far sooner (Haines & Hecht-Nielsen 1988, IEEE Int. Conf. Neural Networks I:247-254). With ±1
units the field of a unit of B in a stored pair is n times its sign plus n(m - 1) random signs, so

    P(unit of B leaves) = Q(√(n/(m - 1))),  of A with p for n         normal approximation
    P(pair is kept) = (1 - Q(√(n/(m-1))))^p (1 - Q(√(p/(m-1))))^n     if units failed independently

They do not: all units of B receive the same overlaps of X_k with the other X, so failures come
together, in few of the pairs, and more pairs are kept than independence says. The formula of the figure
takes the chance of a unit to fail as beta-distributed over the pairs, with the first two moments from
the chances of one unit and of two units to fail (normal fields, with a correction for their steps). Where
one layer is much larger than the other, as with 200 and 50 units, it still lies a little low. Q(x) is the
upper tail of the normal distribution; with 1 and 0 as outputs half of the units send, and √(n/(2(m - 1)))
stands in place of √(n/(m - 1)). The second figure compares single units with the exact distribution, of a
binomial number of opposing signs where a field of 0 keeps the unit's state.

Metrics of one memory begin with its size, n100_p100: _rule_of_thumb is min(n, p); _half_stable and
_half_recalled the numbers of pairs at which half are kept and recalled (between two loads in
proportion), _half_stable_expected the largest of which the formula keeps half;
_stable_at_most_pairs the share kept at the largest load; _difference_from_closed_form,
_difference_if_independent and _unit_error_difference the largest differences of shares. Of all recalls: energy_rises (0: no pass
raises the energy) and unstable_recalls (0: all end in resonance).";
