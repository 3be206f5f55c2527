//! What `explain diagram` prints.

pub const EXPLAIN: &str = "\
Schematic pictures of the systems the suite computes, one for each value of `of`.

membrane          C dV/dt = I − g_Na m³h (V − V_Na) − g_K n⁴ (V − V_K) − g_L (V − V_L): a capacitance in
                  parallel with conductances, each in series with its battery. Long plates of batteries
                  are positive: sodium's faces the inside, the others' the outside. Arrows through
                  resistors: conductances that change with V and time (Hodgkin & Huxley 1952, fig. 1).
neuron            y = σ(Σ w_i x_i − w_0) (McCulloch & Pitts 1943).
feed-forward      y(l) = σ(y(l−1) W(l) + b(l)); the inputs only hand their numbers on.
elman             hidden units see the inputs and their own outputs one step before, copied with weight 1
                  into context units (Elman 1990).
lstm              c_t = f_t c_{t−1} + i_t g_t, h_t = o_t h(c_t), gates i, f, o between 0 and 1 (Hochreiter &
                  Schmidhuber 1997; the forget gate f: Gers, Schmidhuber & Cummins 2000, absent with
                  `complete = false`).
kohonen           the unit of the nearest weights wins, and it and its neighbours on the lattice learn
                  (Kohonen 1982).
hopfield          every unit sees all others, w_ij = w_ji, w_ii = 0 (Hopfield 1982).
bam               two layers send their states to and fro through one matrix M and its transpose (Kosko
                  1988).
art               bottom-up weights W choose a category, top-down weights T recall its prototype; gain G
                  lets F1 work, R resets a category whose prototype matches less than the vigilance ρ
                  (Carpenter & Grossberg 1987).
gradient-descent  the flow chart of training.

Layers of more units than the picture has room for are drawn with ⋮ in their middle.

Metrics
  nodes        units (of circuit and chart: elements)
  connections  connections between them, also of units that are not drawn
  weights      numbers that learning sets: feed-forward Σ (n_l + 1) n_{l+1}, Elman (n + h + 1) h + (h + 1) m,
               LSTM cell of one input and one unit 3 for each gate and for the input g, Hopfield n(n − 1)/2
               + n thresholds, BAM n·p, Kohonen n·units, ART 2·n·categories.";
