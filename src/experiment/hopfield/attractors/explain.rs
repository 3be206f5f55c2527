//! What `explain hopfield-attractors` prints.

pub const EXPLAIN: &str = "\
The fixed points of Hopfield's network that nobody stored. A network of N units with p random
patterns relaxes from random states; each end is sorted:

    stored         V = ξ^μ, but for a share `errors` of the units (so for all sorts)
    reversed       V = −ξ^μ: with units ±1, E(−V) = E(V)
    mixtures       V = sgn(±ξ^μ ± ξ^ν ± ξ^λ) of three, or of five or seven patterns: an even number
                   would leave units undecided. Overlaps with each: ½ for three, 3/8 for five
    other          none of these: what the noise between patterns makes (spin-glass states)

    E = −½ Σ_ij T_ij V_i V_j ≈ −½ N² Σ_μ m_μ²   (Hebb's rule, units ±1, p small):
    stored and reversed −N²/2, mixtures of three −(3/8) N², of five −0.352 N²

so stored patterns lie deepest; mixtures vanish as the load grows (those of three at α about 0.03),
and other states take over (Amit, Gutfreund & Sompolinsky 1985).

Updating all units at once (synchronous) has the same fixed points and beside them cycles of two
states, no longer ones (Goles-Chacc et al. 1985; Bruck 1990).

Second method: of small networks (exact) all 2^N states are gone through with the full matrix; fixed
points of each sort and cycles are counted and compared with what random starts find.

Figures: attractors (share of starts in each sort, with the share of starts in cycles of two states
when all units decide at once; different fixed points found per network, against p), energies (E/N²
of the different fixed points of each sort at p = `listed`, ideal energies dashed), exact (fixed
points per small network, all against found; cycles of two states). An even p leaves more fields at
0 than an odd one, and cycles with them.

Metrics: p7_stored_share, p7_reversed_share, p7_mixture_of_3_share … (shares of starts);
p7_stored_states … (different fixed points per network); p7_stored_energy … (their mean E/N²);
p7_two_cycle_share; exact_fixed_points, exact_found_share, exact_false_ends (ends that are no fixed
points), exact_two_cycles, exact_longer_cycles; unsettled.

D. J. Amit, H. Gutfreund & H. Sompolinsky 1985, Phys. Rev. A 32:1007; J. J. Hopfield 1982, PNAS
79:2554; E. Goles-Chacc, F. Fogelman-Soulié & D. Pellegrin 1985, Discrete Appl. Math. 12:261; J. Bruck
1990, Proc. IEEE 78:1579; L. Personnaz, I. Guyon & G. Dreyfus 1985, J. Physique Lett. 46:L359.";
