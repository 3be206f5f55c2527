//! What `explain` prints of the kind.

/// Equations, the grid, patterns, metrics, citations.
pub const EXPLAIN: &str = "\
A network of spiking neurons as the file describes it: populations of cells (of a model, with
receptors) or of generators of spikes; projections, whose synapses have a weight and a delay; currents,
noise and background spikes; recorders. Units: ms, mV, pA, nS, pF, Hz.

Receptors: what a spike of weight w does to its target, t after it arrived,

  jump         V -> V + w                          weight_mv
  pulse        I = w for one time step             weight_pa
  exponential  w e^(-t/tau)                        weight_pa, or weight_ns with reversal_mv
  alpha        w (t/tau) e^(1 - t/tau)             weight_pa, or weight_ns with reversal_mv

With a reversal potential E it is a conductance g, and the current is g (E - V).

The grid: time goes in steps of dt_ms. A cell whose potential is at or above its threshold at the end
of a step fires at that grid point. A synapse of delay d (rounded to the grid) delivers d later, before
the step that follows; a delay of 0 acts at the grid point of the spike itself and cannot fire its
target before the next one. Generators emit at grid points. Models that are linear between spikes are
integrated exactly (Rotter & Diesmann 1999, Biol. Cybern. 81:381), so that dt_ms moves only the times
of spikes. Currents are sampled at the middle of each step.

Patterns: all-to-all; one-to-one; fixed_probability (each pair independently); fixed_in_degree and
fixed_out_degree (drawn uniformly; multapses allows repetitions); chain (each group to all of the
next); ring (to all within reach); grid (probability peak e^(-r^2/(2 width^2))); list. Weights and
delays are numbers or { uniform = [low, high] }, { normal = [mean, deviation] }, and in chain, ring and
grid { linear = { at_zero, per_unit } } or { gaussian = { peak, width } } of the distance r in groups,
places or spacings. Normal weights are redrawn until they have the sign of their mean, normal delays
until they are at least dt_ms.

stdp (Song, Miller & Abbott 2000; Gutig et al. 2003): with the distance D of the target's spike from the
arrival of the source's, weights w in 0..w_max change by

  D > 0:   +a_plus w_max (1 - w/w_max)^mu e^(-D/tau_plus_ms)
  D <= 0:  -a_minus w_max (w/w_max)^mu e^(D/tau_minus_ms)

short_term (Tsodyks, Pawelzik & Markram 1998): a spike sets u to u + U (1 - u), delivers w u R, and
takes u R from R, which recovers to 1 with tau_rec_ms while u falls to 0 with tau_facil_ms.

Metrics, counted after warm_up_ms, for every population of cells (name in snake case):
  rate_hz_*   spikes per neuron and second
  isi_cv_*    standard deviation over mean of the intervals of a neuron, averaged over the neurons
              with at least cv_spikes spikes
  fano_*      variance over mean of the population's spike counts in bins of bin_ms; 1 for independent
              Poisson trains, more with synchrony
  chi_*       where at least two potentials are recorded: sqrt(var of their mean / mean of their
              variances); 1 in synchrony, about 1/sqrt(N) without (Golomb & Rinzel 1993, Phys. Rev. E
              48:4810)
  peak_hz_*   with show.spectrum: the highest peak of the spectrum of the population rate (Welch's
              method, Hann windows) from lowest_hz on
  weight_*, weight_low_*, weight_high_*   of projections with stdp: the mean weight at the end, and the
              shares of weights in the lowest and highest fifth of 0..w_max
rate_hz and isi_cv are over all cells. synapses counts them, synaptic_events the spikes they carried;
active_at_end is 1 when any cell fires in the last tenth of the run. diverged_at_ms is there only when
a potential stopped being finite; the outcome is then what was recorded until then.

Models of cells: leaky (Lapicque 1907; Stein 1965), leaky-filtered-noise (Diesmann, Gewaltig & Aertsen
1999), adaptive-exponential (Brette & Gerstner 2005), izhikevich (2003), and what else the schema
names under `neuron`. Networks on which simulators are compared: Brette et al. 2007, J. Comput.
Neurosci. 23:349-398.

Two neurons, the second 5 ms behind the first:

  [[experiment.population]]
  name = \"first\"
  neurons = 1
  spike_list = { spikes = [[10.0, 0], [15.0, 0]] }

  [[experiment.population]]
  name = \"second\"
  neurons = 1
  neuron = { model = \"leaky\", e_l_mv = -65.0 }
  receptors = [{ name = \"excitatory\", shape = \"exponential\", tau_ms = 5.0 }]
  initial.v_mv = { uniform = [-65.0, -60.0] }

  [[experiment.projection]]
  source = \"first\"
  target = \"second\"            # or a part, \"second[0..1]\", or a list
  receptor = \"excitatory\"
  pattern = \"all-to-all\"       # or { fixed_probability = 0.1 }, { ring = { reach = 2 } } ...
  weight_pa = 600.0
  delay_ms = 5.0

  [[experiment.record]]
  population = \"second\"
  variable = \"v_mv\"            # or a receptor's name";
