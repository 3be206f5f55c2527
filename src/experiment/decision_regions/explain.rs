//! What `explain` prints of the kind.

pub const EXPLAIN: &str = "\
How many layers a network needs to cut a set out of the plane.

By hand, from threshold units y = 1 where w·x ≥ θ, else 0 (Lippmann 1987, fig. 14):
    one layer      a half-plane              n·x ≥ c
    two layers     a convex region           AND of half-planes
    three layers   any union of such regions OR of ANDs; a polygon that is not convex is first cut into
                   triangles (ears clipped, Meisters 1975)
Trained, from points x drawn uniformly in the window with t = 1 in the set and 0 off it: hidden units
σ(w·x + b), a logistic output p and cross-entropy, the best of several starts; the region is p > 1/2.
Two trained layers have as many hidden units as the convex polygon has sides.

“Two layers: a convex region” holds of the AND alone. The output unit weighs half-planes and compares
the sum with a threshold, which draws regions that are not convex and fall into pieces (Makhoul,
El-Jaroudi & Schwartz 1989), and with hidden units enough comes as near as one likes to any region
(Cybenko 1989). The second figure sets three networks to the set of three layers: the AND, which can at
best draw its convex hull; three layers of linear units, which equal one (kind linear-collapse) and draw
a half-plane; and two trained layers, the counter-example. The third shows how many hidden units these
need.

For each network <net> the metrics tell
    <net>_accuracy    share of a grid's cells whose middle is on the right side, where middles on the
                      line of a unit built by hand are left out
    <net>_units       processing units: those of all layers
    <net>_components  pieces of the region that hang together by sides of cells, those above
                      a thousandth of the window
    <net>_outside     share of 20000 pairs of points of the region whose midpoint lies outside it: 0 for a
                      convex region
with <net> = hand_one_layer, hand_two_layers, hand_three_layers, trained_one_layer, trained_two_layers,
trained_three_layers, hand_hull, trained_linear_layers, counter_example; and two_layers_of_<n>_accuracy.
target_components and target_outside are those of the set itself.

Lecture 14, “number of layers”. R. P. Lippmann 1987, IEEE ASSP Magazine 4(2):4-22; G. Cybenko 1989,
Math. Control Signals Syst. 2:303-314; J. Makhoul, A. El-Jaroudi & R. Schwartz 1989, Proc. IJCNN 1:455-460;
G. H. Meisters 1975, Am. Math. Monthly 82:648-651.";
