//! What `explain stdp` prints.

pub const EXPLAIN: &str = "\
A leaky integrate-and-fire cell with many excitatory Poisson inputs that learn, and inhibitory ones that
do not:

  τ_m dV/dt = V_rest − V + g_ex (E_ex − V) + g_in (E_in − V),  τ_ex dg_ex/dt = −g_ex,  V ≥ θ: V → reset

g_ex and g_in are in units of the leak; a spike of input i adds its weight w_i to g_ex. Weights change by
pairs of spikes, Δt being the time of the cell's spike less that of the input's:

  Δt > 0    Δw = +A₊ w_max (1 − w/w_max)^μ e^(−Δt/τ₊)
  Δt ≤ 0    Δw = −A₋ w_max (w/w_max)^μ e^(Δt/τ₋)                 within [0, w_max]

All pairs count (pairing all-to-all) or each spike with the last one of the other side (nearest). μ = 0 is
the additive rule of the paper, μ = 1 the multiplicative one. An input that spikes at the very grid point
of the cell's spike comes after it.

With A₋ τ₋ > A₊ τ₊ chance pairs weaken, and only inputs that help to fire the cell gain. They compete:
the weights end at the two bounds. Strong input rates leave fewer strong synapses, so the output rate
follows the input rate only weakly, and the cell, driven by fluctuations, fires irregularly.

Strengthening and weakening all but cancel (A₋/A₊ = 1.05), so the final rate is sensitive to the shortest
distances and thus to the time step: after 1500 s with inputs at 20 Hz the output fires at 3.3, 6.7, 9.1 and
11.3 Hz with steps of 0.5, 0.2, 0.1 and 0.05 ms; weights and CV change little.

Metrics at each input rate:

  output_hz_at_…       output rate over the last measured_s
  cv_at_…              coefficient of variation of its intervals; 1 for a Poisson train
  low_fraction_at_…    share of the weights in the lowest fifth of [0, w_max]
  high_fraction_at_…   share in the highest fifth
  mean_weight_at_…     mean w/w_max
  untrained_hz_at_…    output rate with the weights of the beginning, without learning

and of all rates:

  output_growth      output rate at the highest over that at the lowest, where there are several
  untrained_growth   the same without learning
  outer_fraction     low_fraction + high_fraction, the least over the rates; 0.4 for even weights
  window_misfit      largest deviation of Δw/w_max from the closed form over pairs at all distances

S. Song, K. D. Miller & L. F. Abbott 2000, Nature Neurosci. 3:919; A. Morrison, M. Diesmann & W. Gerstner
2008, Biol. Cybern. 98:459; R. Gütig, R. Aharonov, S. Rotter & H. Sompolinsky 2003, J. Neurosci. 23:3697.
";
