//! From TOML to the description of a network and back.

use super::*;
use crate::experiment::Experiment;
use crate::experiment::spiking_network::translate::translate;
use crate::neuron::Model;
use crate::neuron::leaky::Leaky;
use crate::spiking::{self, Generator, Part, Watched};

const FILE: &str = r#"
dt_ms = 0.2
duration_ms = 50.0
warm_up_ms = 10.0
[[population]]
name = "e"
neurons = 12
neuron = { model = "leaky", e_l_mv = -49.0 }
receptors = [
    { name = "ampa", shape = "alpha", tau_ms = 2.0 },
    { name = "gaba", tau_ms = 10.0, reversal_mv = -80.0 },
]
initial = { v_mv = { uniform = [-60.0, -50.0] }, gaba = { normal = [1.0, 0.5] } }
[[population]]
name = "i"
neurons = 12
neuron = { model = "leaky" }
receptors = [{ name = "ampa", shape = "pulse" }]
[[population]]
name = "kick"
name_ru = "толчок"
neurons = 2
packet = { time_ms = 5.0, spread_ms = 1.0 }
[[projection]]
source = "e"
target = ["e", "i[2..6]"]
receptor = "ampa"
pattern = "all-to-all"
weight_pa = { normal = [-3.0, 1.0] }
delay_ms = { normal = [1.0, 0.5] }
autapses = true
[[projection]]
source = "e"
target = "e"
receptor = "gaba"
pattern = { grid = { columns = 4, peak = 0.5, width = 2.0 } }
weight_ns = { gaussian = { peak = 3.0, width = 1.0 } }
delay_ms = { linear = { at_zero = 0.0, per_unit = 0.3 } }
[[projection]]
name = "given"
source = "kick"
target = "i[0..2]"
receptor = "ampa"
pattern = { list = [{ source = 0, target = 1, weight = 7 }, { source = 1, target = 1, delay_ms = 3.0 }] }
weight_pa = 5
multapses = true
[[current]]
target = ["e", "i"]
start_ms = 3.0
from_pa = 1.0
to_pa = 2.0
[[noise]]
target = "e"
sigma_pa_sqrt_ms = 4.0
stop_ms = 20.0
[[background]]
target = "e[0..4]"
receptor = "gaba"
rate_hz = 50.0
weight_ns = 0.5
[[record]]
population = "e[1..3]"
variable = "gaba"
every_ms = 0.4
[show]
raster = ["i", "kick"]
neurons = 5
spectrum = { segment_ms = 20.0 }
"#;

#[test]
fn a_file_becomes_the_network_it_describes() {
    let settings = read(FILE);
    let translated = translate(&settings, Path::new(".")).ok().unwrap();
    let network = &translated.network;
    let sizes: Vec<_> = network.populations.iter().map(|p| p.neurons).collect();
    assert_eq!(sizes, [12, 12, 2]);
    let spiking::Sort::Cells {
        model,
        receptors,
        initial,
    } = &network.populations[0].sort
    else {
        panic!("cells");
    };
    let leaky = Leaky {
        e_l_mv: -49.0,
        ..Leaky::default()
    };
    assert_eq!(*model, Model::Leaky(leaky));
    assert_eq!(receptors[1].reversal_mv, Some(-80.0));
    assert_eq!(initial[0].name, "gaba");
    // A conductance does not start below 0.
    let gaba = spiking::Quantity::Normal {
        mean: 1.0,
        deviation: 0.5,
        least: 0.0,
        most: f64::INFINITY,
    };
    assert_eq!(initial[0].value, gaba);
    assert_eq!(
        network.populations[2].sort,
        spiking::Sort::Generator(Generator::Packet {
            time_ms: 5.0,
            spread_ms: 1.0
        })
    );
    let names: Vec<_> = network
        .projections
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["e → e", "e → i", "e → e 2", "given"]);
    let first = &network.projections[0];
    assert!(first.autapses && !first.multapses);
    // Inhibitory weights stay inhibitory, delays are no shorter than a step.
    assert_eq!(
        first.weight,
        spiking::Quantity::Normal {
            mean: -3.0,
            deviation: 1.0,
            least: f64::NEG_INFINITY,
            most: 0.0
        }
    );
    assert_eq!(
        first.delay_ms,
        spiking::Quantity::Normal {
            mean: 1.0,
            deviation: 0.5,
            least: 0.2,
            most: 50.0
        }
    );
    let part = Part {
        population: 1,
        cells: 2..6,
    };
    assert_eq!(network.projections[1].target, part);
    assert_eq!(network.projections[2].receptor, 1);
    let grid = spiking::Pattern::Grid {
        columns: 4,
        peak: 0.5,
        width: 2.0,
        periodic: true,
    };
    assert_eq!(network.projections[2].pattern, grid);
    let spiking::Pattern::List(list) = &network.projections[3].pattern else {
        panic!("a list");
    };
    assert_eq!((list[0].weight, list[1].delay_ms), (Some(7.0), Some(3.0)));
    assert_eq!(network.currents.len(), 2);
    assert_eq!(
        (network.currents[1].from_pa, network.currents[1].to_pa),
        (1.0, 2.0)
    );
    assert_eq!(network.noises[0].stop_ms, 20.0);
    assert_eq!(network.backgrounds[0].weight, 0.5);
    let recorder = &translated.listening.recorders[0];
    assert_eq!(
        (recorder.watched, recorder.every),
        (Watched::Receptor(1), 2)
    );
    let raster: Vec<_> = translated
        .raster
        .iter()
        .map(|p| (p.population, p.cells.clone()))
        .collect();
    assert_eq!(raster, [(1, 0..5), (2, 0..2)]);
}

#[test]
fn resolved_settings_read_back_the_same() {
    let settings = read(FILE);
    let resolved = Experiment::resolved(&settings).unwrap();
    let text = toml::to_string(&resolved).unwrap();
    assert_eq!(read(&text), settings);
}

#[test]
fn the_estimate_of_memory_grows_with_synapses_spikes_and_samples() {
    let settings = read(FILE);
    let bytes = |settings: &SpikingNetwork| Settings::memory_bytes(settings, Path::new("."));
    let small = bytes(&settings);
    let mut larger = settings.clone();
    larger.record[0].every_ms = Some(0.2);
    assert_eq!(bytes(&larger) - small, 2 * 125 * 80);
    let mut longer = settings.clone();
    longer.duration_ms = 100.0;
    // 24 cells of 50 Hz for another 50 ms, and 125 samples of two cells.
    assert_eq!(bytes(&longer) - small, 24 * 5 * 160 / 2 + 2 * 125 * 80);
}
