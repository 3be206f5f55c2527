//! The table, the stimuli, both schemes, the criteria, and the kind's TOML.

use super::simulation::by_euler;
use super::*;
use crate::neuron::point::{PointNeuron, Stretch};
use crate::neuron::{Izhikevich, izhikevich::PEAK_MV};

fn context() -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        threads: 1,
        base: Path::new("."),
        interrupted: &|| false,
    }
}

fn outcome(settings: &IzhikevichPatterns) -> Outcome {
    let context = context();
    assert_eq!(settings.problems(context.base), []);
    let parts = (0..settings.jobs(&context))
        .map(|job| settings.run(job, &context).unwrap())
        .collect();
    settings.assemble(parts, &context).unwrap()
}

fn converged() -> IzhikevichPatterns {
    IzhikevichPatterns {
        scheme: Scheme::Converged,
        ..IzhikevichPatterns::default()
    }
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    outcome.find_metric(name).unwrap().value
}

/// Letters of the patterns that an outcome does not show.
fn missing(outcome: &Outcome) -> String {
    let not_shown = |p: &Pattern| value(outcome, &format!("{}_shown", p.prefix())) == 0.0;
    let patterns = Pattern::all().into_iter().filter(not_shown);
    patterns.map(|p| p.entry().letter).collect()
}

#[test]
fn the_table_has_the_order_of_the_page() {
    for (place, pattern) in Pattern::all().into_iter().enumerate() {
        let entry = pattern.entry();
        assert_eq!(pattern as usize, place);
        assert_eq!(entry.letter, (b'A' + place as u8) as char);
        let pieces = entry.stimulus.pieces;
        assert!(pieces.iter().all(|p| p.after_ms < p.before_ms));
        assert!(pieces.windows(2).all(|p| p[0].before_ms <= p[1].after_ms));
        // The program's steps end with the panel.
        let steps = entry.duration_ms / entry.tau_ms;
        assert!((steps - steps.round()).abs() < 1e-9, "{pattern:?}");
    }
}

#[test]
fn stimuli_checked_by_hand() {
    let at = |pattern: Pattern, t: f64| pattern.entry().stimulus.at(t);
    assert_eq!(at(Pattern::TonicSpiking, 10.0), 0.0);
    assert_eq!(at(Pattern::TonicSpiking, 10.25), 14.0);
    assert_eq!(at(Pattern::Class2, 130.0), 1.0);
    assert_eq!(at(Pattern::Integrator, 15.0), 9.0);
    assert_eq!(at(Pattern::Integrator, 70.0), 0.0);
    assert_eq!(at(Pattern::Bistability, 100.0), 0.24);
    assert!((at(Pattern::Accommodation, 306.25) - 2.0).abs() < 1e-12);
    assert_eq!(at(Pattern::Accommodation, 250.0), 0.0);
    // The inhibition takes in its ends.
    let inhibited = [49.5, 50.0, 250.0, 250.5].map(|t| at(Pattern::InhibitionInducedSpiking, t));
    assert_eq!(inhibited, [80.0, 75.0, 75.0, 80.0]);
}

#[test]
fn stretches_cover_the_panel_with_the_same_current() {
    for pattern in Pattern::all() {
        let entry = pattern.entry();
        let lines = entry.stimulus.stretches(entry.duration_ms);
        assert_eq!(lines[0].from_ms, 0.0);
        assert_eq!(lines[lines.len() - 1].to_ms, entry.duration_ms);
        assert!(lines.windows(2).all(|l| l[0].to_ms == l[1].from_ms));
        for line in lines {
            for share in [0.01, 0.5, 0.99] {
                let t = line.from_ms + share * (line.to_ms - line.from_ms);
                let difference = line.at(t) - entry.stimulus.at(t);
                assert!(difference.abs() < 1e-12, "{pattern:?} at {t}");
            }
        }
    }
}

/// The program's steps are those of the point neuron with one step of v, to the last bit.
#[test]
fn the_point_neuron_makes_the_same_steps() {
    for pattern in Pattern::all() {
        if pattern == Pattern::Accommodation {
            continue; // Its u has an equation of its own.
        }
        let entry = pattern.entry();
        let [a, b, c, d] = entry.parameters;
        let neuron = Izhikevich {
            a,
            b,
            c,
            d,
            quadratic: entry.quadratic,
            v_substeps: 1,
            ..Izhikevich::default()
        };
        let h = entry.tau_ms;
        let stepper = neuron.stepper(h, &[]);
        let mut state = entry.start().map(|x| vec![x]);
        let (mut spikes, mut v) = (Vec::new(), vec![entry.v0_mv]);
        for step in 0..(entry.duration_ms / h).round() as u32 {
            stepper.advance(Stretch {
                state: &mut state,
                cells: 0..1,
                drive: &[entry.stimulus.at(f64::from(step) * h)],
                conductance_ns: &[],
                normals: &[],
            });
            v.push(state[0][0].min(PEAK_MV));
            if state[0][0] >= PEAK_MV {
                spikes.push(f64::from(step + 1) * h);
                stepper.fire(&mut state, 0);
            }
        }
        let course = by_euler(entry, h);
        assert_eq!(course.spikes_ms, spikes, "{pattern:?}");
        assert_eq!(course.v_mv, v, "{pattern:?}");
    }
}

#[test]
fn the_papers_steps_show_all_twenty_patterns() {
    let outcome = outcome(&IzhikevichPatterns::default());
    assert_eq!(missing(&outcome), "");
    assert_eq!(value(&outcome, "patterns_shown"), 20.0);
    assert!(outcome.notes.is_empty());
    assert_eq!(outcome.figures[0].panels.len(), 20);
    assert_eq!(outcome.tables[0].rows.len(), 20);
    let all: f64 = Pattern::all()
        .iter()
        .map(|p| value(&outcome, &format!("{}_spikes", p.prefix())))
        .sum();
    assert_eq!(outcome.series[0].columns[1].values.len() as f64, all);
}

/// Where the step is part of the pattern the equations themselves do something else; T runs away.
#[test]
fn four_patterns_are_those_of_the_step() {
    let outcome = outcome(&converged());
    assert_eq!(missing(&outcome), "PQST");
    assert_eq!(outcome.notes.len(), 1);
    assert!(
        outcome.notes[0].en.starts_with("T, "),
        "{:?}",
        outcome.notes
    );
}

/// Euler's method with ever shorter steps tends to the adaptive solver's spikes, at order 1.
#[test]
fn shorter_steps_tend_to_the_converged_spikes() {
    let exact = outcome(&IzhikevichPatterns {
        patterns: vec![Pattern::TonicSpiking],
        ..converged()
    });
    let exact = value(&exact, "tonic_spiking_spike_5_ms");
    let error = |dt_ms| {
        let steps = outcome(&IzhikevichPatterns {
            patterns: vec![Pattern::TonicSpiking],
            dt_ms: Some(dt_ms),
            ..IzhikevichPatterns::default()
        });
        value(&steps, "tonic_spiking_spike_5_ms") - exact
    };
    let (coarse, fine) = (error(1.0 / 256.0), error(1.0 / 512.0));
    assert!(fine > 0.0 && fine < 0.05, "{coarse} {fine}");
    // The errors are 23 steps, to which the grid may add one.
    assert!((coarse / fine - 2.0).abs() < 0.1, "{coarse} {fine}");
}

#[test]
fn a_tighter_tolerance_moves_no_spike() {
    let times = |tolerance| {
        let settings = IzhikevichPatterns {
            tolerance,
            ..converged()
        };
        outcome(&settings).series[0].columns[1].values.clone()
    };
    let (loose, tight) = (times(1e-9), times(1e-12));
    assert_eq!(loose.len(), tight.len());
    for (a, b) in loose.iter().zip(&tight) {
        assert!((a - b).abs() < 1e-6, "{a} {b}");
    }
}

/// Spikes that a pattern is not made of.
#[test]
fn criteria_refuse_other_patterns() {
    let shows = |pattern, spikes: &[f64]| {
        let course = Course {
            spikes_ms: spikes.to_vec(),
            ..Course::default()
        };
        checks::shown(pattern, &course)
    };
    assert!(shows(Pattern::TonicSpiking, &[20.0, 50.0, 80.0]));
    assert!(!shows(Pattern::TonicSpiking, &[20.0, 30.0, 40.0]));
    assert!(!shows(Pattern::TonicSpiking, &[5.0, 50.0, 95.0]));
    assert!(!shows(Pattern::PhasicSpiking, &[30.0, 60.0]));
    assert!(!shows(Pattern::PhasicBursting, &[30.0, 33.0, 90.0]));
    assert!(!shows(
        Pattern::TonicBursting,
        &[30.0, 33.0, 90.0, 93.0, 150.0]
    ));
    assert!(!shows(Pattern::MixedMode, &[20.0, 50.0, 80.0]));
    assert!(!shows(
        Pattern::FrequencyAdaptation,
        &[10.0, 20.0, 32.0, 46.0]
    ));
    assert!(shows(Pattern::Class1, &[100.0, 140.0, 170.0]));
    assert!(!shows(Pattern::Class2, &[100.0, 140.0, 170.0]));
    assert!(!shows(Pattern::Class1, &[100.0, 110.0, 119.0]));
    assert!(!shows(Pattern::SpikeLatency, &[12.0]));
    assert!(!shows(Pattern::Resonator, &[62.0]));
    assert!(!shows(Pattern::Integrator, &[81.0]));
    assert!(!shows(Pattern::ReboundSpike, &[22.0]));
    assert!(!shows(Pattern::ThresholdVariability, &[12.0, 85.0]));
    assert!(!shows(Pattern::Bistability, &[45.0, 85.0, 125.0, 230.0]));
    assert!(!shows(Pattern::Accommodation, &[150.0, 312.0]));
    assert!(!shows(
        Pattern::InhibitionInducedSpiking,
        &[90.0, 150.0, 255.0]
    ));
    for pattern in Pattern::all() {
        assert!(!shows(pattern, &[]), "{pattern:?}");
    }
}

#[test]
fn values_out_of_range_are_named() {
    let settings = IzhikevichPatterns {
        patterns: vec![Pattern::Class1, Pattern::Class1],
        dt_ms: Some(2.0),
        tolerance: 1.0,
        ..converged()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<_> = problems.iter().map(|p| p.key.as_str()).collect();
    assert_eq!(keys, ["patterns[1]", "dt_ms", "dt_ms", "tolerance"]);
    let none = IzhikevichPatterns {
        patterns: Vec::new(),
        ..IzhikevichPatterns::default()
    };
    assert_eq!(none.problems(Path::new("."))[0].key, "patterns");
}

#[test]
fn resolved_settings_read_back_the_same() {
    let settings = IzhikevichPatterns {
        dt_ms: Some(0.1),
        ..IzhikevichPatterns::default()
    };
    let text = toml::to_string(&settings).unwrap();
    let back: IzhikevichPatterns = toml::from_str(&text).unwrap();
    assert_eq!(toml::to_string(&back).unwrap(), text);
    let unknown = toml::from_str::<IzhikevichPatterns>("colour = 1").unwrap_err();
    assert!(
        unknown.to_string().contains("unknown field `colour`"),
        "{unknown}"
    );
    assert!(toml::from_str::<IzhikevichPatterns>("patterns = [\"none\"]").is_err());
}

/// Every claim of the TOML names a metric of its experiment and agrees as it expects to.
#[test]
fn the_experiments_make_good_their_claims() {
    let text = include_str!("../../../experiments/izhikevich.toml");
    let file: toml::Table = toml::from_str(text).unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        assert_eq!(table["kind"].as_str(), Some(IzhikevichPatterns::KIND));
        let claims = table["claim"].clone();
        for key in ["name", "kind", "title", "claim"] {
            table.remove(key);
        }
        let outcome = outcome(&table.try_into().unwrap());
        for claim in claims.as_array().unwrap() {
            let claim: crate::outcome::Claim = claim.clone().try_into().unwrap();
            let ours = value(&outcome, &claim.metric);
            let agrees = (ours - claim.published).abs() <= claim.tolerance_abs;
            let expected = claim.expect == crate::outcome::Expectation::Reproduced;
            assert_eq!(agrees, expected, "{}: {ours}", claim.metric);
        }
    }
}
