//! The parameters of the twenty patterns, as in the program `figure1.m` that Izhikevich published with
//! the paper of 2004: one entry a panel.

use super::pattern::Pattern;
use super::stimulus::{FOREVER, Stimulus, hold, ramp};

/// One panel of the figure.
pub struct Entry {
    /// Its name.
    pub pattern: Pattern,
    /// Its letter in the paper.
    pub letter: char,
    /// English and Russian.
    pub title: (&'static str, &'static str),
    /// a (1/ms), b (pA/mV), c (mV), d (pA).
    pub parameters: [f64; 4],
    /// Coefficients of v², v and 1 in v′.
    pub quadratic: [f64; 3],
    /// v at the beginning, mV; u is b v, but for accommodation, where it is −16.
    pub v0_mv: f64,
    /// The program's step, ms.
    pub tau_ms: f64,
    /// Length of the panel, ms.
    pub duration_ms: f64,
    /// The current.
    pub stimulus: Stimulus,
}

const USUAL: [f64; 3] = [0.04, 5.0, 140.0];
const CLASS_1: [f64; 3] = [0.04, 4.1, 108.0];

/// In the order of [`Pattern`].
pub const TABLE: [Entry; 20] = [
    Entry {
        pattern: Pattern::TonicSpiking,
        letter: 'A',
        title: ("tonic spiking", "тонические импульсы"),
        parameters: [0.02, 0.2, -65.0, 6.0],
        quadratic: USUAL,
        v0_mv: -70.0,
        tau_ms: 0.25,
        duration_ms: 100.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(10.0, FOREVER, 14.0)],
        },
    },
    Entry {
        pattern: Pattern::PhasicSpiking,
        letter: 'B',
        title: ("phasic spiking", "фазический импульс"),
        parameters: [0.02, 0.25, -65.0, 6.0],
        quadratic: USUAL,
        v0_mv: -64.0,
        tau_ms: 0.25,
        duration_ms: 200.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(20.0, FOREVER, 0.5)],
        },
    },
    Entry {
        pattern: Pattern::TonicBursting,
        letter: 'C',
        title: ("tonic bursting", "тонические пачки"),
        parameters: [0.02, 0.2, -50.0, 2.0],
        quadratic: USUAL,
        v0_mv: -70.0,
        tau_ms: 0.25,
        duration_ms: 220.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(22.0, FOREVER, 15.0)],
        },
    },
    Entry {
        pattern: Pattern::PhasicBursting,
        letter: 'D',
        title: ("phasic bursting", "фазическая пачка"),
        parameters: [0.02, 0.25, -55.0, 0.05],
        quadratic: USUAL,
        v0_mv: -64.0,
        tau_ms: 0.2,
        duration_ms: 200.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(20.0, FOREVER, 0.6)],
        },
    },
    Entry {
        pattern: Pattern::MixedMode,
        letter: 'E',
        title: ("mixed mode", "смешанный режим"),
        parameters: [0.02, 0.2, -55.0, 4.0],
        quadratic: USUAL,
        v0_mv: -70.0,
        tau_ms: 0.25,
        duration_ms: 160.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(16.0, FOREVER, 10.0)],
        },
    },
    Entry {
        pattern: Pattern::FrequencyAdaptation,
        letter: 'F',
        title: ("frequency adaptation", "адаптация частоты"),
        parameters: [0.01, 0.2, -65.0, 8.0],
        quadratic: USUAL,
        v0_mv: -70.0,
        tau_ms: 0.25,
        duration_ms: 85.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(8.5, FOREVER, 30.0)],
        },
    },
    Entry {
        pattern: Pattern::Class1,
        letter: 'G',
        title: ("class 1 excitable", "возбудимость класса 1"),
        parameters: [0.02, -0.1, -55.0, 6.0],
        quadratic: CLASS_1,
        v0_mv: -60.0,
        tau_ms: 0.25,
        duration_ms: 300.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[ramp(30.0, FOREVER, 0.0, 0.075)],
        },
    },
    Entry {
        pattern: Pattern::Class2,
        letter: 'H',
        title: ("class 2 excitable", "возбудимость класса 2"),
        parameters: [0.2, 0.26, -65.0, 0.0],
        quadratic: USUAL,
        v0_mv: -64.0,
        tau_ms: 0.25,
        duration_ms: 300.0,
        stimulus: Stimulus {
            base_pa: -0.5,
            pieces: &[ramp(30.0, FOREVER, -0.5, 0.015)],
        },
    },
    Entry {
        pattern: Pattern::SpikeLatency,
        letter: 'I',
        title: ("spike latency", "задержка импульса"),
        parameters: [0.02, 0.2, -65.0, 6.0],
        quadratic: USUAL,
        v0_mv: -70.0,
        tau_ms: 0.2,
        duration_ms: 100.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(10.0, 13.0, 7.04)],
        },
    },
    Entry {
        pattern: Pattern::SubthresholdOscillations,
        letter: 'J',
        title: ("subthreshold oscillations", "подпороговые колебания"),
        parameters: [0.05, 0.26, -60.0, 0.0],
        quadratic: USUAL,
        v0_mv: -62.0,
        tau_ms: 0.25,
        duration_ms: 200.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(20.0, 25.0, 2.0)],
        },
    },
    Entry {
        pattern: Pattern::Resonator,
        letter: 'K',
        title: ("resonator", "резонатор"),
        parameters: [0.1, 0.26, -60.0, -1.0],
        quadratic: USUAL,
        v0_mv: -62.0,
        tau_ms: 0.25,
        duration_ms: 400.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[
                hold(40.0, 44.0, 0.65),
                hold(60.0, 64.0, 0.65),
                hold(280.0, 284.0, 0.65),
                hold(320.0, 324.0, 0.65),
            ],
        },
    },
    Entry {
        pattern: Pattern::Integrator,
        letter: 'L',
        title: ("integrator", "интегратор"),
        parameters: [0.02, -0.1, -55.0, 6.0],
        quadratic: CLASS_1,
        v0_mv: -60.0,
        tau_ms: 0.25,
        duration_ms: 100.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[
                hold(100.0 / 11.0, 100.0 / 11.0 + 2.0, 9.0),
                hold(100.0 / 11.0 + 5.0, 100.0 / 11.0 + 7.0, 9.0),
                hold(70.0, 72.0, 9.0),
                hold(80.0, 82.0, 9.0),
            ],
        },
    },
    Entry {
        pattern: Pattern::ReboundSpike,
        letter: 'M',
        title: ("rebound spike", "импульс отдачи"),
        parameters: [0.03, 0.25, -60.0, 4.0],
        quadratic: USUAL,
        v0_mv: -64.0,
        tau_ms: 0.2,
        duration_ms: 200.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(20.0, 25.0, -15.0)],
        },
    },
    Entry {
        pattern: Pattern::ReboundBurst,
        letter: 'N',
        title: ("rebound burst", "пачка отдачи"),
        parameters: [0.03, 0.25, -52.0, 0.0],
        quadratic: USUAL,
        v0_mv: -64.0,
        tau_ms: 0.2,
        duration_ms: 200.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(20.0, 25.0, -15.0)],
        },
    },
    Entry {
        pattern: Pattern::ThresholdVariability,
        letter: 'O',
        title: ("threshold variability", "изменчивость порога"),
        parameters: [0.03, 0.25, -60.0, 4.0],
        quadratic: USUAL,
        v0_mv: -64.0,
        tau_ms: 0.25,
        duration_ms: 100.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[
                hold(10.0, 15.0, 1.0),
                hold(70.0, 75.0, -6.0),
                hold(80.0, 85.0, 1.0),
            ],
        },
    },
    Entry {
        pattern: Pattern::Bistability,
        letter: 'P',
        title: ("bistability", "бистабильность"),
        parameters: [0.1, 0.26, -60.0, 0.0],
        quadratic: USUAL,
        v0_mv: -61.0,
        tau_ms: 0.25,
        duration_ms: 300.0,
        stimulus: Stimulus {
            base_pa: 0.24,
            pieces: &[hold(37.5, 42.5, 1.24), hold(216.0, 221.0, 1.24)],
        },
    },
    Entry {
        pattern: Pattern::AfterPotential,
        letter: 'Q',
        title: ("depolarising after-potential", "следовая деполяризация"),
        parameters: [1.0, 0.2, -60.0, -21.0],
        quadratic: USUAL,
        v0_mv: -70.0,
        tau_ms: 0.1,
        duration_ms: 50.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[hold(9.0, 11.0, 20.0)],
        },
    },
    Entry {
        pattern: Pattern::Accommodation,
        letter: 'R',
        title: ("accommodation", "аккомодация"),
        parameters: [0.02, 1.0, -55.0, 4.0],
        quadratic: USUAL,
        v0_mv: -65.0,
        tau_ms: 0.5,
        duration_ms: 400.0,
        stimulus: Stimulus {
            base_pa: 0.0,
            pieces: &[ramp(0.0, 200.0, 0.0, 0.04), ramp(300.0, 312.5, 0.0, 0.32)],
        },
    },
    Entry {
        pattern: Pattern::InhibitionInducedSpiking,
        letter: 'S',
        title: ("inhibition-induced spiking", "импульсы при торможении"),
        parameters: [-0.02, -1.0, -60.0, 8.0],
        quadratic: USUAL,
        v0_mv: -63.8,
        tau_ms: 0.5,
        duration_ms: 350.0,
        stimulus: Stimulus {
            base_pa: 75.0,
            pieces: &[hold(-FOREVER, 50.0, 80.0), hold(250.0, FOREVER, 80.0)],
        },
    },
    Entry {
        pattern: Pattern::InhibitionInducedBursting,
        letter: 'T',
        title: ("inhibition-induced bursting", "пачки при торможении"),
        parameters: [-0.026, -1.0, -45.0, -2.0],
        quadratic: USUAL,
        v0_mv: -63.8,
        tau_ms: 0.5,
        duration_ms: 350.0,
        stimulus: Stimulus {
            base_pa: 75.0,
            pieces: &[hold(-FOREVER, 50.0, 80.0), hold(250.0, FOREVER, 80.0)],
        },
    },
];
