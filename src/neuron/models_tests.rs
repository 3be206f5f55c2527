//! Laws of every registered model, with its default settings.

use super::*;
use crate::neuron::point::{Refractory, Stepper, Stretch};
use crate::random::Stream;

/// A few cells of one model with a constant drive, as a population runs them.
struct Cells {
    state: Vec<Vec<f64>>,
    stepper: Box<dyn Stepper>,
    refractory: Refractory,
    refractory_steps: u64,
    threshold_mv: f64,
    silent_until: [u64; N],
    step: u64,
}

const N: usize = 3;
const DT_MS: f64 = 0.1;

impl Cells {
    fn new(model: &Model) -> Self {
        let neuron = model.neuron();
        let mut state = vec![vec![f64::NAN; N]; neuron.variables().len()];
        neuron.start(&mut state, 0..N, &mut Stream::new(1, "laws", "start", 0));
        // Some models start at random places: here all cells start where the first does.
        for values in &mut state {
            let first = values[0];
            values.fill(first);
        }
        Cells {
            state,
            stepper: neuron.stepper(DT_MS, &[]),
            refractory: neuron.refractory(),
            refractory_steps: (neuron.refractory().ms() / DT_MS).round() as u64,
            threshold_mv: neuron.threshold_mv(),
            silent_until: [0; N],
            step: 0,
        }
    }

    /// Moves on by a step; returns how many cells fired.
    fn advance(&mut self, current_pa: f64) -> usize {
        let drive = [current_pa * self.stepper.current_gain(); N];
        let normals = vec![0.0; N * self.stepper.normals()];
        self.stepper.advance(Stretch {
            state: &mut self.state,
            cells: 0..N,
            drive: &drive,
            conductance_ns: &[],
            normals: &normals,
        });
        self.step += 1;
        let mut fired = 0;
        for cell in 0..N {
            if self.step <= self.silent_until[cell] {
                if let Refractory::Clamped { reset_mv, .. } = self.refractory {
                    self.state[0][cell] = reset_mv;
                }
            } else if self.state[0][cell] >= self.threshold_mv {
                self.stepper.fire(&mut self.state, cell);
                self.silent_until[cell] = self.step + self.refractory_steps;
                fired += 1;
            }
        }
        fired
    }

    fn is_finite(&self) -> bool {
        self.state.iter().flatten().all(|x| x.is_finite())
    }
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = Model::all().iter().map(Model::name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Model::all().len());
}

#[test]
fn defaults_have_no_problems_and_describe_a_state() {
    for model in Model::all() {
        let neuron = model.neuron();
        assert_eq!(neuron.problems(), [], "{}", model.name());
        assert_eq!(neuron.variables()[0].name, "v_mv", "{}", model.name());
        assert!(neuron.threshold_mv().is_finite(), "{}", model.name());
        assert!(neuron.refractory().ms() >= 0.0, "{}", model.name());
        assert!(Cells::new(&model).is_finite(), "{}", model.name());
    }
}

#[test]
fn settings_read_back_the_same_and_unknown_keys_are_refused() {
    for model in Model::all() {
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Model>(&json).unwrap(), model);
        let toml = toml::to_string(&model).unwrap();
        assert_eq!(toml::from_str::<Model>(&toml).unwrap(), model, "{toml}");
        // The name alone means the defaults.
        let name = format!("model = \"{}\"\n", model.name());
        assert_eq!(toml::from_str::<Model>(&name).unwrap(), model);
        let unknown = toml::from_str::<Model>(&(name + "colour = 1")).unwrap_err();
        assert!(
            unknown.to_string().contains("unknown field `colour`"),
            "{unknown}"
        );
    }
    assert!(toml::from_str::<Model>("model = \"nobody\"").is_err());
}

/// Without input a cell comes to rest without a spike and stays there.
#[test]
fn a_cell_without_input_rests() {
    for model in Model::all() {
        let mut cells = Cells::new(&model);
        let settling: usize = (0..30_000).map(|_| cells.advance(0.0)).sum();
        let rest = cells.state.clone();
        let resting: usize = (0..1_000).map(|_| cells.advance(0.0)).sum();
        assert_eq!(settling + resting, 0, "{}", model.name());
        for (before, after) in rest.iter().flatten().zip(cells.state.iter().flatten()) {
            assert!(
                (before - after).abs() < 1e-9,
                "{}: {before} {after}",
                model.name()
            );
        }
    }
}

/// Some current makes it fire again and again, all its cells alike, and nothing stops being finite
/// under currents much too strong.
#[test]
fn a_strong_current_makes_it_fire() {
    for model in Model::all() {
        let fires = [10.0, 100.0, 1e3, 1e4].into_iter().any(|current| {
            let mut cells = Cells::new(&model);
            let fired: usize = (0..5_000).map(|_| cells.advance(current)).sum();
            assert!(cells.is_finite(), "{} at {current} pA", model.name());
            assert_eq!(fired % N, 0, "{}", model.name());
            fired >= 5 * N
        });
        assert!(fires, "{}", model.name());
    }
}

/// What a cell does depends neither on where it lies nor on how the population is cut.
#[test]
fn stretches_may_be_cut_anywhere() {
    for model in Model::all() {
        let neuron = model.neuron();
        let stepper = neuron.stepper(DT_MS, &[]);
        let mut whole = vec![vec![0.0; 37]; neuron.variables().len()];
        neuron.start(&mut whole, 0..37, &mut Stream::new(1, "laws", "start", 0));
        for (k, v) in whole[0].iter_mut().enumerate() {
            *v += k as f64;
        }
        let mut cut = whole.clone();
        let drive: Vec<f64> = (0..37).map(f64::from).collect();
        let normals = vec![0.3; 37 * stepper.normals()];
        for (state, edges) in [(&mut whole, vec![0, 37]), (&mut cut, vec![0, 1, 18, 37])] {
            for edge in edges.windows(2) {
                let cells = edge[0]..edge[1];
                stepper.advance(Stretch {
                    state,
                    drive: &drive[cells.clone()],
                    conductance_ns: &[],
                    normals: &normals[..cells.len() * stepper.normals()],
                    cells,
                });
            }
        }
        assert_eq!(whole, cut, "{}", model.name());
    }
}
