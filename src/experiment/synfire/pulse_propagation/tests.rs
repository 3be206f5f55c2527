//! Runs of the kind, its problems and its TOML.

use super::*;

fn context<'a>(experiment: &'a str) -> Context<'a> {
    Context {
        seed: 1952,
        experiment,
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    }
}

fn outcome(settings: &PulsePropagation, experiment: &str) -> Outcome {
    let context = context(experiment);
    assert_eq!(settings.problems(context.base), []);
    let parts = (0..settings.jobs(&context))
        .map(|job| settings.run(job, &context).unwrap())
        .collect();
    settings.assemble(parts, &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    outcome.find_metric(name).unwrap().value
}

fn short() -> PulsePropagation {
    PulsePropagation {
        warm_up_ms: 10.0,
        duration_ms: 50.0,
        packet: PacketSettings {
            time_ms: 30.0,
            ..PacketSettings::default()
        },
        ..PulsePropagation::default()
    }
}

#[test]
fn a_packet_survives_and_its_outcome_is_whole() {
    let settings = PulsePropagation {
        portrait: vec![PortraitPacket {
            spikes: 10,
            spread_ms: 1.0,
        }],
        ..short()
    };
    let outcome = outcome(&settings, "test");
    assert_eq!(value(&outcome, "survived"), 1.0);
    assert_eq!(value(&outcome, "portrait_survivors"), 0.0);
    assert!((value(&outcome, "packet_size") - 100.0).abs() <= 10.0);
    assert!(value(&outcome, "packet_spread_ms") < 0.6);
    let names: Vec<_> = outcome
        .figures
        .iter()
        .map(|figure| figure.name.as_str())
        .collect();
    assert_eq!(names, ["raster", "packet", "state-space"]);
    assert_eq!(outcome.tables[0].rows.len(), 10);
    let width = outcome.tables[0].header.len();
    assert!(outcome.tables[0].rows.iter().all(|row| row.len() == width));
    assert_eq!(outcome.figures[0].panels[0].marks.len(), 10);
}

/// A chain without noise whose groups fire as one.
fn noiseless(delay_ms: f64, delay_spread_ms: f64) -> Outcome {
    let mut settings = PulsePropagation {
        delay_ms,
        delay_spread_ms,
        scatter: ScatterName::Uniform,
        weight_mv: 10.0,
        duration_ms: 100.0,
        ..short()
    };
    settings.neuron.noise_mv_per_sqrt_ms = 0.0;
    // The synaptic current outlasts the reset: this keeps the neurons from firing again.
    settings.neuron.refractory_ms = 20.0;
    settings.packet = PacketSettings {
        spikes: 100,
        spread_ms: 0.0,
        time_ms: 30.0,
    };
    let outcome = outcome(&settings, "test");
    assert_eq!(value(&outcome, "packet_size"), 100.0);
    assert_eq!(value(&outcome, "background_rate_hz"), 0.0);
    outcome
}

/// Without scatter the chain's latency is the axonal delay and the time in which the α current
/// lifts a resting cell to the threshold.
#[test]
fn without_noise_the_latency_is_delay_and_rise() {
    let rise = value(&noiseless(0.0, 0.0), "latency_ms_per_group");
    assert!(rise > 0.1 && rise < 0.5, "{rise}");
    let delayed = noiseless(2.0, 0.0);
    assert!((value(&delayed, "latency_ms_per_group") - rise - 2.0).abs() < 1e-9);
    assert!(value(&delayed, "packet_spread_ms") < 1e-12);
}

/// Inputs that do not come together do not lift all cells alike.
#[test]
fn scattered_delays_widen_the_packet() {
    let (sharp, scattered) = (noiseless(3.0, 0.0), noiseless(3.0, 1.0));
    assert!(value(&sharp, "packet_spread_ms") < 1e-12);
    assert!(value(&scattered, "packet_spread_ms") > 0.02);
}

#[test]
fn the_same_seed_gives_the_same_outcome() {
    assert_eq!(outcome(&short(), "a"), outcome(&short(), "a"));
    assert_ne!(outcome(&short(), "a"), outcome(&short(), "b"));
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let say = |settings: PulsePropagation| -> Vec<String> {
        let found = settings.problems(Path::new("."));
        found
            .iter()
            .map(|p| format!("{} {}", p.key, p.message))
            .collect()
    };
    let mut settings = PulsePropagation {
        groups: 0,
        weight_mv: -1.0,
        portrait: vec![PortraitPacket {
            spikes: 10,
            spread_ms: f64::NAN,
        }],
        ..PulsePropagation::default()
    };
    settings.neuron.tau_m_ms = 0.0;
    assert_eq!(
        say(settings),
        [
            "weight_mv is -1, must be from 0 to 10000",
            "neuron.tau_m_ms is 0, must be from 0.1 to 1000",
            "groups is 0, must be from 1 to 1000",
            "portrait[0].spread_ms is NaN, must be from 0 to 50",
        ]
    );
    let late = PulsePropagation {
        delay_ms: 0.01,
        warm_up_ms: 100.0,
        duration_ms: 110.0,
        ..PulsePropagation::default()
    };
    assert_eq!(
        say(late),
        [
            "delay_ms is 0.01, must be 0 (a spike acts at the grid point where it is fired) or at \
             least dt_ms = 0.02",
            "packet.time_ms is 100, must come after warm_up_ms = 100",
            "duration_ms is 110, must be at least 118.1 for the packet to pass 10 groups",
        ]
    );
    let crowded = PulsePropagation {
        group_size: 2000,
        ..PulsePropagation::default()
    };
    assert_eq!(
        say(crowded),
        ["group_size is 2000, which with 10 groups gives more than 20000000 synapses"]
    );
}

#[test]
fn the_experiments_on_file_give_what_they_claim() {
    let text = include_str!("../../../../experiments/pulse-propagation.toml");
    let file: toml::Table = text.parse().unwrap();
    let experiments = file["experiment"].as_array().unwrap();
    assert!(experiments.len() >= 3);
    for experiment in experiments {
        let mut table = experiment.as_table().unwrap().clone();
        if table["kind"].as_str() != Some("pulse-propagation") {
            continue;
        }
        let name = table["name"].as_str().unwrap().to_owned();
        let claims = table.get("claim").cloned();
        for key in ["name", "kind", "title", "repeat", "sweep", "claim"] {
            table.remove(key);
        }
        let mut settings: PulsePropagation = table.try_into().unwrap();
        assert_eq!(settings.problems(Path::new(".")), []);
        // The portraits take seconds; the papers' tests know what becomes of their packets.
        settings.portrait.clear();
        let outcome = outcome(&settings, &name);
        for claim in claims.iter().flat_map(|claims| claims.as_array().unwrap()) {
            let metric = claim["metric"].as_str().unwrap();
            // Repeats give the median of what one gives.
            let metric = metric.trim_end_matches("_median");
            if metric == "survived" {
                let published = claim["published"].as_integer().unwrap();
                assert_eq!(value(&outcome, metric), published as f64, "{name}");
            } else {
                assert!(metric.starts_with("portrait") || outcome.find_metric(metric).is_some());
            }
        }
    }
}

#[test]
fn resolved_settings_read_back_the_same() {
    let settings = PulsePropagation {
        portrait: vec![PortraitPacket {
            spikes: 10,
            spread_ms: 1.5,
        }],
        ..PulsePropagation::default()
    };
    let text = toml::to_string(&settings).unwrap();
    let back: PulsePropagation = toml::from_str(&text).unwrap();
    assert_eq!(toml::to_string(&back).unwrap(), text);
    let unknown = toml::from_str::<PulsePropagation>("colour = 1").unwrap_err();
    assert!(
        unknown.to_string().contains("unknown field `colour`"),
        "{unknown}"
    );
}
