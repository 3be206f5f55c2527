//! What comes of networks small enough to follow by hand, and of larger ones on several threads.

use super::*;
use crate::experiment::spiking_network::run::simulate;
use crate::experiment::spiking_network::translate::translate;

/// Two neurons, the second of which hears the first 2 ms later. The jump of 20 mV lifts it from rest
/// over the threshold, so it fires a step after the arrival, unless it is refractory (5 ms).
#[test]
fn two_neurons_and_a_delay_spike_by_spike() {
    let settings = read(
        r#"
        duration_ms = 20.0
        [[population]]
        name = "first"
        neurons = 1
        spike_list = { spikes = [[1.0, 0], [3.0, 0], [7.0, 0]] }
        [[population]]
        name = "second"
        neurons = 1
        neuron = { model = "leaky" }
        receptors = [{ name = "jump", shape = "jump" }]
        [[projection]]
        source = "first"
        target = "second"
        receptor = "jump"
        pattern = "all-to-all"
        weight_mv = 20.0
        delay_ms = 2.0
        "#,
    );
    let outcome = outcome(&settings);
    let times: Vec<_> = spikes(&outcome)
        .iter()
        .map(|&(t, population, _)| ((t * 10.0).round() as u32, population))
        .collect();
    assert_eq!(
        times,
        [(10, 0.0), (30, 0.0), (31, 1.0), (70, 0.0), (91, 1.0)]
    );
    assert_eq!(value(&outcome, "synapses"), 1.0);
    assert_eq!(value(&outcome, "synaptic_events"), 3.0);
    assert_eq!(value(&outcome, "rate_hz_second"), 100.0);
    assert_eq!(value(&outcome, "active_at_end"), 0.0);
    assert!(outcome.find_metric("rate_hz_first").is_none());
    assert!(outcome.find_metric("diverged_at_ms").is_none());
}

/// A constant current of 200 pA through 10 nS drives V from −60 towards −40 mV: it is at −50 after
/// τ ln 2 = 13.863 ms, at the grid point 13.9, and after 5 ms at the reset again and again.
#[test]
fn a_constant_current_gives_the_rate_of_the_closed_form() {
    let settings = read(
        r#"
        duration_ms = 1000.0
        [[population]]
        name = "cell"
        neurons = 2
        neuron = { model = "leaky" }
        [[current]]
        target = "cell"
        amplitude_pa = 200.0
        [[record]]
        population = "cell"
        variable = "v_mv"
        every_ms = 0.5
        "#,
    );
    let outcome = outcome(&settings);
    // 13.9 + 52 · 18.9 = 996.7 ms.
    assert_eq!(value(&outcome, "rate_hz_cell"), 53.0);
    assert!(value(&outcome, "isi_cv_cell") < 1e-12);
    assert!((value(&outcome, "chi_cell") - 1.0).abs() < 1e-12);
    assert_eq!(value(&outcome, "active_at_end"), 1.0);
    let trace = &outcome.series[2];
    assert_eq!(trace.name, "trace-1-cell-v_mv");
    assert_eq!(trace.columns.len(), 3);
    assert_eq!(trace.columns[1].values.len(), 2001);
    // V(10 ms) = −40 − 20 e^(−1/2).
    let expected = -40.0 - 20.0 * (-0.5f64).exp();
    assert!((trace.columns[1].values[20] - expected).abs() < 1e-9);
}

fn random_network() -> SpikingNetwork {
    read(
        r#"
        duration_ms = 60.0
        show.spectrum = { segment_ms = 20.0, lowest_hz = 60.0 }
        [[population]]
        name = "excitatory"
        neurons = 1300
        neuron = { model = "leaky", e_l_mv = -49.0 }
        receptors = [{ name = "fast", tau_ms = 5.0 }, { name = "slow", tau_ms = 10.0 }]
        initial = { v_mv = { uniform = [-60.0, -50.0] }, fast = { normal = [5.0, 1.0] } }
        [[population]]
        name = "noise"
        neurons = 20
        poisson = { rate_hz = 200.0 }
        [[projection]]
        source = "excitatory"
        target = "excitatory"
        receptor = "slow"
        pattern = { fixed_in_degree = 20 }
        weight_pa = { normal = [-40.0, 10.0] }
        delay_ms = { uniform = [0.5, 3.0] }
        [[projection]]
        source = "noise"
        target = ["excitatory[0..600]", "excitatory[600..1300]"]
        receptor = "fast"
        pattern = { fixed_out_degree = 50 }
        weight_pa = 30.0
        [[noise]]
        target = "excitatory"
        sigma_pa_sqrt_ms = 20.0
        [[background]]
        target = "excitatory"
        receptor = "fast"
        rate_hz = 100.0
        weight_pa = 10.0
        [[record]]
        population = "excitatory[500..520]"
        variable = "v_mv"
        "#,
    )
}

#[test]
fn the_outcome_is_the_same_for_any_number_of_threads() {
    let settings = random_network();
    let context = context();
    let run = |threads| {
        let translated = translate(&settings, context.base).ok().unwrap();
        let part = simulate(&settings, translated, threads, &context)
            .ok()
            .unwrap();
        settings.assemble(vec![part], &context).unwrap()
    };
    let alone = run(1);
    assert!(value(&alone, "rate_hz_excitatory") > 1.0);
    assert_eq!(value(&alone, "synapses"), 1300.0 * 20.0 + 2.0 * 20.0 * 50.0);
    // As text: a NaN is not equal to itself.
    let text = |outcome: &Outcome| serde_json::to_string(outcome).unwrap();
    for threads in [2, 3] {
        assert!(text(&run(threads)) == text(&alone), "{threads} threads");
    }
}

#[test]
fn figures_and_tables_are_whole() {
    let outcome = outcome(&random_network());
    let names: Vec<_> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["raster", "traces", "intervals", "spectrum"]);
    // The raster above the rates, the generator at the bottom and last in the legend.
    let raster = &outcome.figures[0].panels[0];
    let rows: Vec<(String, f64)> = (raster.marks.iter())
        .map(|mark| match mark {
            crate::outcome::figure::Mark::Raster { label, y, .. } => (
                label.en.clone(),
                y.iter().copied().fold(f64::INFINITY, f64::min),
            ),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(rows[0].0, "excitatory");
    assert!(rows[0].1 >= 20.0, "{rows:?}");
    assert_eq!(rows[1].0, "noise");
    assert!(rows[1].1 < 20.0, "{rows:?}");
    assert_eq!(outcome.figures[1].panels[0].marks.len(), 5);
    let table = &outcome.tables[0];
    assert_eq!(table.rows.len(), 2);
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    assert!(value(&outcome, "peak_hz_excitatory") >= 60.0);
}

/// A jump of −10¹⁰ mV at 5 ms is what no cell can bear.
#[test]
fn a_divergence_ends_the_run_with_what_was_recorded() {
    let settings = read(
        r#"
        duration_ms = 20.0
        [[population]]
        name = "wild"
        neurons = 3
        neuron = { model = "leaky" }
        receptors = [{ name = "jump", shape = "jump" }]
        [[population]]
        name = "input"
        neurons = 1
        regular = { start_ms = 5.0, interval_ms = 100.0 }
        [[projection]]
        source = "input"
        target = "wild[1..2]"
        receptor = "jump"
        pattern = "all-to-all"
        weight_mv = -1e10
        "#,
    );
    let outcome = outcome(&settings);
    assert_eq!(value(&outcome, "diverged_at_ms"), 5.1);
    assert_eq!(outcome.ended_early.as_ref(), outcome.notes.first());
    assert_eq!(
        outcome.notes[0].en,
        "diverged at t = 5.1 ms: the potential of neuron 1 of `wild` is no longer finite; shown is \
         what was recorded until then"
    );
    assert!(
        outcome.notes[0]
            .ru
            .starts_with("расходимость при t = 5.1 мс: потенциал нейрона 1")
    );
    assert_eq!(spikes(&outcome), [(5.0, 1.0, 0.0)]);
}

#[test]
fn an_interruption_is_passed_on() {
    let context = Context {
        interrupted: &|| true,
        ..context()
    };
    let end = random_network().run(0, &context).err();
    assert_eq!(end, Some(Failure::Interrupted));
}

/// An input at 10 and 60 ms finds the full resources, then 1 − U e^(−50/τ) of them.
#[test]
fn depression_scales_what_a_second_spike_delivers() {
    let settings = read(
        r#"
        duration_ms = 70.0
        [[population]]
        name = "input"
        neurons = 1
        spike_list = { spikes = [[10.0, 0], [60.0, 0]] }
        [[population]]
        name = "cell"
        neurons = 1
        neuron = { model = "leaky" }
        receptors = [{ name = "current", tau_ms = 1.0 }]
        [[projection]]
        source = "input"
        target = "cell"
        receptor = "current"
        pattern = "all-to-all"
        weight_pa = 100.0
        short_term = { u = 0.5, tau_rec_ms = 100.0 }
        [[record]]
        population = "cell"
        variable = "current"
        "#,
    );
    let outcome = outcome(&settings);
    let current = &outcome.series[2].columns[1].values;
    let decay = (-0.1f64).exp();
    assert!((current[101] - 50.0 * decay).abs() < 1e-9);
    // What is left of the first after 50 ms is 50 e^(−50).
    let second = 50.0 * (1.0 - 0.5 * (-0.5f64).exp());
    assert!(
        (current[601] - second * decay).abs() < 1e-9,
        "{}",
        current[601]
    );
}

/// Inputs that come 1 ms before their target fires all grow, and the file says by how much.
#[test]
fn weights_learn_and_are_told_before_and_after() {
    let settings = read(
        r#"
        duration_ms = 50.0
        [[population]]
        name = "input"
        neurons = 4
        regular = { start_ms = 10.0, interval_ms = 100.0 }
        [[population]]
        name = "teacher"
        neurons = 1
        regular = { start_ms = 10.9, interval_ms = 100.0 }
        [[population]]
        name = "cell"
        neurons = 1
        neuron = { model = "leaky" }
        receptors = [{ name = "jump", shape = "jump" }]
        [[projection]]
        source = "input"
        target = "cell"
        receptor = "jump"
        pattern = "all-to-all"
        weight_mv = 0.5
        stdp = { w_max = 1.0, a_plus = 0.1 }
        [[projection]]
        source = "teacher"
        target = "cell"
        receptor = "jump"
        pattern = "all-to-all"
        weight_mv = 20.0
        "#,
    );
    let outcome = outcome(&settings);
    let expected = 0.5 + 0.1 * (-1.0f64 / 20.0).exp();
    assert!((value(&outcome, "weight_input_cell") - expected).abs() < 1e-12);
    assert_eq!(value(&outcome, "weight_low_input_cell"), 0.0);
    assert_eq!(outcome.figures.last().unwrap().name, "weights");
}

#[test]
fn the_experiments_on_file_give_the_metrics_they_claim() {
    let text = include_str!("../../../../experiments/spiking-networks.toml");
    let file: toml::Table = text.parse().unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        let claims = table.get("claim").cloned();
        for key in ["name", "kind", "title", "repeat", "sweep", "claim"] {
            table.remove(key);
        }
        let mut settings: SpikingNetwork = table.try_into().unwrap();
        assert_eq!(settings.problems(Path::new(".")), []);
        settings.duration_ms = settings.duration_ms.min(100.0);
        settings.warm_up_ms = 0.0;
        settings.show = Show::default();
        let outcome = outcome(&settings);
        for claim in claims.iter().flat_map(|claims| claims.as_array().unwrap()) {
            // Over repeats the suite gives the median.
            let metric = claim["metric"].as_str().unwrap();
            let metric = metric.trim_end_matches("_median");
            assert!(outcome.find_metric(metric).is_some(), "{metric}");
        }
    }
}
