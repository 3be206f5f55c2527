//! What `explain art1` prints.

pub const EXPLAIN: &str = "\
ART1 puts binary pictures into categories and stays stable while it learns on (Carpenter & Grossberg
1987, Comput. Vis. Graph. Image Process. 37:54-115). I is a picture of M pixels, w_j the template of
category j, |.| the number of pixels that are on, ∧ the AND of pixels:

    T_j = |I ∧ w_j| / (β + |w_j|)      choice: the category of the largest T is tried first
    |I ∧ w_j| / |I| >= ρ               resonance; otherwise reset, and the next one is tried
    w_j <- I ∧ w_j                     fast learning: templates only shrink
    w_new = I                          a new category where all were reset

ρ in [0, 1] is the vigilance, β = L - 1 > 0 the parameter of choice; all are pure numbers. The
bottom-up weights of the paper are L w_j / (L - 1 + |w_j|), so they need not be kept. The fields'
differential equations, gain control and slow learning come to these lines in the limit of fast
learning.

What must hold, and is counted: a template gains no pixel (grown_pixels = 0); learning ends, for small
β after at most as many passes as the pictures have sizes |I| (passes against sizes_of_pictures;
Georgiopoulos, Heileman & Huang 1991, Neural Networks 4:751-760); then every picture finds its category
without a reset (direct_access = 1) and holds its template (outside = 0). Fuzzy ART of the pixels as
numbers without complement coding must decide every presentation alike (differ_from_fuzzy_art = 0).

Figures: categories and passes against ρ, for the chosen order of presentation and, as band and mean,
for shuffled ones; the templates with the pictures of each category; the search of every presentation;
the templates after each of the first presentations.

The number of categories mostly rises with ρ, but no law says so for one order: falls counts the steps
at which it is smaller than one step before. At such a step one more mismatch sends a picture elsewhere;
the category it left keeps a larger template, which resonates with later pictures that needed a new
category before. The mean over shuffled orders, compared at tenths of ρ, does not fall (falls_of_mean =
0). Metrics of one vigilance begin with it: rho_0_5_categories, _passes (that changed a template),
_stable, _resets, _direct_access, _grown_pixels, _outside, _differ_from_fuzzy_art. Over all ρ and orders:
most_passes, unstable (learnings cut off by max_passes), falls, falls_per_order, categories_at_0 and _at_1.";
