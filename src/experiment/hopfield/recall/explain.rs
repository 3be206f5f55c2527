//! What `explain hopfield-recall` prints.

pub const EXPLAIN: &str = "\
Recall of pictures by Hopfield's network: units that fire (on) or do not (off), each connected with
all others, relax from a damaged picture to a stored one.

    h_i = Σ_j T_ij V_j,  V_i fires if h_i > 0, is silent if h_i < 0, stays if h_i = 0
    hebb            T_ij = Σ_μ ξ_i^μ ξ_j^μ,  T_ii = 0
    pseudo-inverse  T = Ξ (ΞᵀΞ)⁻¹ Ξᵀ,  T_ii = 0
    E = −½ Σ_ij T_ij V_i V_j

V_i output of unit i, ±1 (bipolar) or 0/1 (binary, as in the paper); ξ^μ = ±1 the stored pictures,
the columns of Ξ; h field, E energy; all without unit.

asynchronous  one unit after the other in random order, all once a sweep: each flip lowers E, so a
              fixed point is reached (Hopfield 1982).
synchronous   all units at once: E may rise, and the network may end in a cycle of two states, never
              of more (Goles-Chacc, Fogelman-Soulié & Pellegrin 1985; Bruck 1990).

Hebb's rule keeps pictures that are nearly orthogonal. Pictures that resemble each other, such as
letters, disturb one another; the pseudo-inverse rule keeps any linearly independent ones as fixed
points, but with basins that shrink as their number grows.

Figures: recall (stored picture, cue, frames after equal numbers of flips, with the sweeps taken and
E in units of the stored picture's |E|; below −1 the network fell deeper than what was stored; wrong
units red), energy (E/N on the way; a disc where the stored picture's energy is), basin
(probability that exactly the stored picture comes back, and the share of units wrong after recall,
against the share of units reversed; 95 % bands: Wilson's for the probability).

Metrics, each with the rule in front (hebb_, pseudo_inverse_):
    stable_pictures        pictures that are fixed points
    energy_rises           recorded rises of E in the drawn recalls, beyond rounding
    energy_misfit          largest |E − E of the full matrix|/|E| over the pictures (up to 2000 units)
    cue_errors, end_errors units wrong in all drawn recalls, before and after
    asynchronous_recall_at_0_2, synchronous_recall_at_0_2 …  the basin curve
    asynchronous_half_basin, synchronous_half_basin  noise at which recall falls to ½ (0: never above)
    two_cycles             synchronous recalls of the basin curve that ended in a cycle of two states
    asynchronous_unsettled, synchronous_unsettled    recalls given up

J. J. Hopfield 1982, PNAS 79:2554; L. Personnaz, I. Guyon & G. Dreyfus 1985, J. Physique Lett.
46:L359; I. Kanter & H. Sompolinsky 1987, Phys. Rev. A 35:380; E. Goles-Chacc, F. Fogelman-Soulié &
D. Pellegrin 1985, Discrete Appl. Math. 12:261; J. Bruck 1990, Proc. IEEE 78:1579; E. B. Wilson 1927,
J. Am. Stat. Assoc. 22:209.";
