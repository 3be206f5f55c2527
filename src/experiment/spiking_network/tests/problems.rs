//! Everything that can be wrong with a value of the right type.

use super::*;

/// The sentences on a file of a population `e` of 10 leaky cells with an exponential current
/// receptor `exc`, a generator `in` of 4, and what is added.
pub fn say(added: &str) -> Vec<String> {
    say_all(&format!(
        r#"
        {added}
        [[population]]
        name = "e"
        neurons = 10
        neuron = {{ model = "leaky" }}
        receptors = [{{ name = "exc", tau_ms = 5.0 }}, {{ name = "inh", tau_ms = 5.0, reversal_mv = -80 }}]
        [[population]]
        name = "in"
        neurons = 4
        poisson = {{ rate_hz = 10.0 }}
        "#
    ))
}

fn say_all(file: &str) -> Vec<String> {
    say_at(file, Path::new("."))
}

fn say_at(file: &str, base: &Path) -> Vec<String> {
    let problems = read(file).problems(base);
    let told = problems.iter().map(|p| format!("{} {}", p.key, p.message));
    told.collect()
}

#[test]
fn times() {
    assert_eq!(
        say("dt_ms = 0\nduration_ms = -1"),
        [
            "dt_ms is 0, must be from 0.0001 to 100",
            "duration_ms is -1, must be above 0 and at most 1000000000"
        ]
    );
    assert_eq!(
        say("duration_ms = 0.05"),
        [
            "duration_ms is 0.05, must be at least dt_ms = 0.1",
            "bin_ms is 1, must be from dt_ms = 0.1 to what is left after warm_up_ms, 0.05 ms"
        ]
    );
    assert_eq!(
        say("warm_up_ms = 1000\nbin_ms = 0.01\ncv_spikes = 2"),
        [
            "warm_up_ms is 1000, must be at least 0 and below duration_ms = 1000",
            "bin_ms is 0.01, must be from dt_ms = 0.1 to what is left after warm_up_ms, 0 ms",
            "cv_spikes is 2, must be at least 3"
        ]
    );
    assert_eq!(
        say("dt_ms = 0.0001\nduration_ms = 1e9"),
        ["duration_ms is 1000000000, which is 1.0e13 steps; at most 2e9"]
    );
}

#[test]
fn populations() {
    assert_eq!(
        say_all(""),
        ["population is missing; a network needs at least one"]
    );
    let file = r#"
        [[population]]
        name = "a b"
        neurons = 0
        [[population]]
        name = "x-1"
        neurons = 5
        neuron = { model = "leaky", c_m_pf = -3 }
        poisson = { rate_hz = 3 }
        [[population]]
        name = "x_1"
        neurons = 5
        poisson = { rate_hz = 1e9, start_ms = 5, stop_ms = 4 }
        receptors = [{ name = "exc", tau_ms = 3 }]
        initial.v_mv = 3
        [[population]]
        name = "x_1"
        neurons = 5
        regular = { interval_ms = 0.01, start_ms = 5000, shift_ms = -1 }
        [[population]]
        name = "p"
        neurons = 5
        packet = { time_ms = -1, spread_ms = -2 }
    "#;
    assert_eq!(
        say_all(file),
        [
            "population[0].name is `a b`, must be of letters a–z, digits, `-` and `_`",
            "population[0].neurons is 0, must be from 1 to 10000000",
            "population[0] has neither `neuron` nor `poisson`, `regular`, `packet` or `spike_list`; needs one",
            "population[1].poisson is there beside `neuron`; only one is possible",
            "population[2].name is `x_1`, too near to `x-1`; must be another",
            "population[2].receptors is for cells, but this is a generator (`poisson`)",
            "population[2].initial is for cells, but this is a generator (`poisson`)",
            "population[2].poisson.stop_ms is 4, must come after start_ms = 5",
            "population[2].poisson.rate_hz is 1000000000, must be from 0 to 10000",
            "population[3].name is `x_1`, too near to `x-1`; must be another",
            "population[3].regular.start_ms is 5000, must be from 0 to duration_ms = 1000",
            "population[3].regular.interval_ms is 0.01, must be finite and at least dt_ms = 0.1",
            "population[3].regular.shift_ms is -1, must be from 0 to 1000",
            "population[4].packet.time_ms is -1, must be from 0 to 1000",
            "population[4].packet.spread_ms is -2, must be from 0 to 1000",
        ]
    );
}

#[test]
fn cells() {
    let file = r#"
        [[population]]
        name = "e"
        neurons = 5
        neuron = { model = "leaky", c_m_pf = -3, refractory_ms = -1 }
        receptors = [
            { name = "exc" },
            { name = "exc", tau_ms = -1 },
            { name = "v_mv", shape = "jump", tau_ms = 3, reversal_mv = 4 },
            { name = "", shape = "pulse" },
            { name = "g", tau_ms = 3, reversal_mv = 0 },
        ]
        initial = { v_m = 3, v_mv = { uniform = [2, 1] }, g = -1, exc = { linear = { at_zero = 1, per_unit = 2 } } }
    "#;
    assert_eq!(
        say_all(file),
        [
            "population[0].neuron.c_m_pf is -3, must be finite and above 0",
            "population[0].neuron.refractory_ms is -1, must be finite and at least 0",
            "population[0].receptors[0] needs `tau_ms`, its time constant",
            "population[0].receptors[1].name is `exc`, which is there already; must be another",
            "population[0].receptors[1].tau_ms is -1, must be finite and above 0",
            "population[0].receptors[2].name is `v_mv`, the name of a state variable; must be another",
            "population[0].receptors[2].tau_ms has no meaning for the shape `jump`",
            "population[0].receptors[2].reversal_mv has no meaning for the shape `jump`",
            "population[0].receptors[3].name is empty",
            "population[0].initial.exc depends on a distance, which a single cell has not",
            "population[0].initial.g is -1, must be at least 0: it is a conductance",
            "population[0].initial.v_m is an unknown variable `v_m`, did you mean `v_mv`? Variables are v_mv, exc, exc, , g",
            "population[0].initial.v_mv.uniform is from 2 to 1, must be two finite numbers, the lower first",
        ]
    );
}

#[test]
fn stimuli_and_records() {
    assert_eq!(
        say(r#"
            [[current]]
            target = "e"
            from_pa = 3
            [[current]]
            target = "in"
            amplitude_pa = 1
            start_ms = -3
            [[noise]]
            target = "e"
            sigma_pa_sqrt_ms = -1
            [[background]]
            target = "e"
            receptor = "exc"
            rate_hz = -1
            weight_mv = 1
            [[record]]
            population = "e"
            variable = "v"
            every_ms = 0.25
            "#),
        [
            "current[0] needs either `amplitude_pa` or both `from_pa` and `to_pa`",
            "current[1].start_ms is -3, must be from 0 to duration_ms = 1000",
            "current[1].target is `in`, a generator of spikes; must be of cells",
            "noise[0].sigma_pa_sqrt_ms is -1, must be finite and at least 0",
            "background[0].rate_hz is -1, must be from 0 to 1000000",
            "background[0].weight_mv is in mV, but the receptor `exc` of `e` takes pA: use `weight_pa`",
            "record[0].every_ms is 0.25, must be a multiple of dt_ms = 0.1, up to duration_ms = 1000",
            "record[0].variable names an unknown variable `v`; variables of `e` are v_mv, exc, inh",
        ]
    );
}

#[test]
fn what_is_shown() {
    assert_eq!(
        say(
            "show = { raster = [\"x\"], neurons = 0, traces = 101, from_ms = 5, to_ms = 5, spectrum = { lowest_hz = 500, highest_hz = 3, segment_ms = 2000 } }"
        ),
        [
            "show.neurons is 0, must be from 1 to 10000",
            "show.traces is 101, must be from 1 to 100",
            "show.to_ms is 5, must be above show.from_ms = 5 and at most duration_ms = 1000",
            "show.spectrum.lowest_hz is 500, must be at least 0 and below 1/(2 bin_ms) = 500",
            "show.spectrum.highest_hz is 3, must be above lowest_hz = 500",
            "show.spectrum.segment_ms is 2000, must be from 4 bins, 4 ms, to what is left after warm_up_ms, 1000 ms",
            "show.raster[0] names an unknown population `x`; populations are e, in",
        ]
    );
}

#[test]
fn spike_lists() {
    let folder = tempfile::tempdir().unwrap();
    let list = |list: &str| {
        let file = format!("[[population]]\nname = \"p\"\nneurons = 3\nspike_list = {list}");
        let told = say_at(&file, folder.path());
        told.into_iter().next().unwrap_or_default()
    };
    let file = |text: &str| {
        std::fs::write(folder.path().join("spikes.csv"), text).unwrap();
        let told = list("{ file = \"spikes.csv\" }");
        let path = folder.path().join("spikes.csv").display().to_string();
        told.replace(&path, "spikes.csv")
    };
    let key = "population[0].spike_list";
    assert_eq!(file("time_ms,neuron\n1.5,0\n2,2\n"), "");
    assert_eq!(
        file("1.5,0\n2,2,2\n"),
        format!("{key}.file spikes.csv: line 2 has 3 fields, must have two: time in ms, neuron")
    );
    assert_eq!(
        file("t,n\n3,0\n\n2,1\n"),
        format!(
            "{key}.file spikes.csv: line 4 is at 2 ms, before the one in front of it at 3 ms; must be in order of time"
        )
    );
    assert_eq!(
        file("-1,0\n"),
        format!("{key}.file spikes.csv: line 1 is at -1 ms, must be finite and at least 0")
    );
    assert_eq!(
        file("NaN,0\n"),
        format!("{key}.file spikes.csv: line 1 is at NaN ms, must be finite and at least 0")
    );
    assert_eq!(
        file("1,3\n"),
        format!("{key}.file spikes.csv: line 1 is of neuron 3, must be from 0 to 2")
    );
    assert_eq!(
        file("1,0\nx,0\n"),
        format!("{key}.file spikes.csv: line 2: `x` is no time in ms")
    );
    assert_eq!(
        file("1,-1\n"),
        format!("{key}.file spikes.csv: line 1: `-1` is no neuron, must be from 0 to 2")
    );
    assert_eq!(
        file("time_ms,neuron\n"),
        format!("{key}.file spikes.csv: has no spikes")
    );
    assert!(list("{ file = \"none.csv\" }").starts_with(&format!("{key}.file cannot read ")));
    assert_eq!(
        list("{ spikes = [[2, 0], [1, 0]] }"),
        format!(
            "{key}.spikes spike 2 is at 1 ms, before the one in front of it at 2 ms; must be in order of time"
        )
    );
    assert_eq!(
        list("{ spikes = [] }"),
        format!("{key}.spikes has no spikes")
    );
    assert_eq!(
        list("{}"),
        format!("{key} needs one of `file` and `spikes`")
    );
}

#[test]
fn sizes() {
    let large = |duration: &str, connect: &str| {
        say_all(&format!(
            r#"
            duration_ms = {duration}
            [[population]]
            name = "e"
            neurons = 1000000
            neuron = {{ model = "leaky" }}
            receptors = [{{ name = "exc", tau_ms = 5.0 }}]
            {connect}
            "#
        ))
    };
    let all = "[[projection]]\nsource = \"e\"\ntarget = \"e\"\nreceptor = \"exc\"\npattern = \"all-to-all\"\nweight_pa = 1";
    assert_eq!(
        large("10", all),
        [
            "projection makes about 1.0e12 synapses, the largest alone 1.0e12; at most 4.3e9 are possible"
        ]
    );
    assert_eq!(
        large("1e7", ""),
        ["duration_ms is 10000000, which makes 1.0e14 steps of single neurons; at most 1e13"]
    );
    assert_eq!(
        large(
            "1000",
            "[[record]]\npopulation = \"e\"\nvariable = \"v_mv\""
        ),
        [
            "record makes 1.0e10 samples, at most 1e9 are possible; record fewer cells, or larger `every_ms`"
        ]
    );
}

/// What serde alone would tell without a key, or not at all.
#[test]
fn wrong_types_are_told_with_their_key() {
    let error = |population: &str| {
        let file = format!("[[population]]\nname = \"e\"\nneurons = 3\n{population}");
        toml::from_str::<SpikingNetwork>(&file)
            .unwrap_err()
            .message()
            .to_string()
    };
    assert!(
        error("neuron = { model = \"lif\" }").starts_with("unknown model `lif`; models are leaky")
    );
    assert!(
        error("neuron = { model = \"leeky\" }")
            .starts_with("unknown model `leeky`, did you mean `leaky`?")
    );
    assert!(
        error("neuron = { model = \"leaky\", e_l = 3 }")
            .starts_with("unknown field `e_l`, expected one of")
    );
    assert!(
        error("neuron = { model = \"leaky\", e_l_mv = \"x\" }")
            .starts_with("`e_l_mv`: invalid type: string")
    );
    assert_eq!(error("neuron = { e_l_mv = 3 }"), "missing field `model`");
    assert!(error("initial.v_mv = \"x\"").ends_with(
        "expected a number, or a table with one of `uniform`, `normal`, `linear` and `gaussian`"
    ));
    assert_eq!(
        error("initial.v_mv = {}"),
        "needs one of `uniform`, `normal`, `linear` and `gaussian`"
    );
    assert_eq!(
        error("initial.v_mv = { uniform = [1, 2], normal = [1, 2] }"),
        "has several of `uniform`, `normal`, `linear` and `gaussian`, must have one"
    );
    let pattern = |pattern: &str| {
        let file = format!(
            "[[projection]]\nsource = \"e\"\ntarget = \"e\"\nreceptor = \"x\"\npattern = {pattern}"
        );
        toml::from_str::<SpikingNetwork>(&file)
            .unwrap_err()
            .message()
            .to_string()
    };
    assert!(
        pattern("\"all_to_all\"")
            .starts_with("unknown pattern `all_to_all`, did you mean `all-to-all`?")
    );
    assert!(pattern("{}").starts_with("needs one of `fixed_probability`"));
}
