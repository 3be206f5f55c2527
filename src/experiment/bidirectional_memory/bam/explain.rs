//! What `explain bam` prints.

pub const EXPLAIN: &str = "\
Kosko's bidirectional associative memory (Kosko 1988, IEEE Trans. Systems, Man, and Cybernetics
18:49-60; 1987, Applied Optics 26:4947-4960): layers A of n and B of p units, connected by one matrix
that is used in both directions. The pairs (X_k, Y_k) are stored in ±1:

    M = Σ_k X_kᵀ Y_k                                   n × p correlations
    A -> B   b_j fires if (A M)_j > 0, is silent if below, stays if equal
    B -> A   a_i fires if (B Mᵀ)_i > 0, is silent if below, stays if equal
    E(A, B) = -A M Bᵀ

A and B are 1 and 0 (units = \"binary\", as in the paper) or 1 and -1 (\"bipolar\"). Every pass that
changes a unit lowers E, for any matrix, so passes to and fro end in resonance, a pair that sends each
other. Recall starts with a cue in A and with B silent.

The default is the paper's example: A1 = 101010, B1 = 1100, A2 = 111000, B2 = 1010. The cue 011000 is
A2 with one unit off and recalls the second pair; 000110 lies nearer to the complement of A2 and
recalls the complement of that pair: with every pair (X, Y) its complement is stored too, since
(-X)ᵀ(-Y) = XᵀY.

Figures: M of at most 40000 entries; recalls, each frame layer A on the left and layer B on the right; their energies; where
recall ends against the share of pixels of A that are flipped.

Checks: M and the energies by the sum of outer products written out (matrix_difference,
energy_difference = 0); passes after which the energy is higher (energy_rises = 0); recalls that do not
end in resonance (unstable_recalls = 0). cue_1_recalls is the number of the recalled pair, negative for
its complement, 0 for neither; cue_1_passes counts the passes until nothing changed; noise_0_1_recalled
is the share of cues with a tenth of the pixels flipped that recall their pair. For at most 64
connections matrix_i_j, pair_k_field_j and cue_k_field_j are the entries of M and of A M.";
