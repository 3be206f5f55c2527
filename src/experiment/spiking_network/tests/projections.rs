//! Everything that can be wrong with a projection of the right type.

use super::problems::say;

/// The sentences on a projection from `e` to itself, with what is added or replaced.
fn projection(added: &str) -> Vec<String> {
    let table = |key: &str, default: &str| {
        let given = format!("{key} =");
        if added.lines().any(|line| line.starts_with(&given)) {
            String::new()
        } else {
            format!("{key} = {default}\n")
        }
    };
    let mut lines = String::from("[[projection]]\n");
    lines += &table("source", "\"e\"");
    lines += &table("target", "\"e\"");
    lines += &table("receptor", "\"exc\"");
    lines += &table("pattern", "\"all-to-all\"");
    if !added.contains("weight_") {
        lines += "weight_pa = 1.0\n";
    }
    lines += added;
    say(&lines)
}

#[test]
fn names_of_projections() {
    assert_eq!(
        projection("source = \"ee\"\ntarget = [\"in\", \"e[5..20]\", \"e[3..\"]"),
        [
            "projection[0].source names an unknown population `ee`, did you mean `e`? Populations are e, in",
            "projection[0].target[0] is `in`, a generator of spikes; must be of cells",
            "projection[0].target[1] is `e[5..20]`, but `e` has 10 neurons: a part is `e[a..b]` with a < b ≤ 10",
            "projection[0].target[2] is `e[3..`, must be a name or a part, `name[0..50]`, of a population",
        ]
    );
    assert_eq!(
        projection("target = []\nreceptor = \"ex\""),
        ["projection[0].target is empty, must name populations"]
    );
    assert_eq!(
        projection("receptor = \"ex\""),
        [
            "projection[0].receptor names an unknown receptor `ex`, did you mean `exc`? Receptors of `e` are exc, inh"
        ]
    );
}

#[test]
fn weights() {
    assert_eq!(
        projection("weight_ns = 3"),
        [
            "projection[0].weight_ns is in nS, but the receptor `exc` of `e` takes pA: use `weight_pa`"
        ]
    );
    assert_eq!(
        projection("stdp = { w_max = 3 }\nshort_term = { u = 2 }\nweight_pa = -1"),
        [
            "projection[0].short_term.u is 2, must be above 0 and at most 1",
            "projection[0].weight_pa is negative, must be at least 0 with `stdp`",
        ]
    );
    assert_eq!(
        projection("receptor = \"inh\"\nweight_ns = { normal = [-3, 1] }"),
        [
            "projection[0].weight_ns is -3, must be at least 0: it is a conductance, whose reversal potential makes it inhibitory"
        ]
    );
    assert_eq!(
        projection("weight_pa = { normal = [3, -1] }"),
        [
            "projection[0].weight_pa.normal is 3 with deviation -1, must be two finite numbers, the deviation at least 0"
        ]
    );
    assert_eq!(
        projection("weight_pa = { gaussian = { peak = 1, width = 1 } }"),
        [
            "projection[0].weight_pa depends on the distance, which this pattern has not; must be a number, `uniform` or `normal`, or the pattern a `chain`, `ring` or `grid`"
        ]
    );
    assert_eq!(
        say(
            "[[projection]]\nsource = \"e\"\ntarget = \"e\"\nreceptor = \"inh\"\npattern = \"all-to-all\""
        ),
        ["projection[0] needs `weight_ns`: the receptor `inh` of `e` takes nS"]
    );
}

#[test]
fn patterns() {
    let one = |pattern: &str| {
        let mut told = projection(&format!("pattern = {pattern}"));
        assert_eq!(told.len(), 1, "{told:?}");
        told.remove(0)
    };
    assert_eq!(
        one("{ fixed_probability = 1.5 }"),
        "projection[0].pattern.fixed_probability is 1.5, must be from 0 to 1"
    );
    assert_eq!(
        one("{ fixed_in_degree = 10 }"),
        "projection[0].pattern.fixed_in_degree is 10, but there are only 9 possible sources of a target; must be at most that, or set `multapses`"
    );
    assert_eq!(
        one("{ fixed_out_degree = 11 }"),
        "projection[0].pattern.fixed_out_degree is 11, but there are only 9 possible targets of a source; must be at most that, or set `multapses`"
    );
    assert_eq!(
        projection("pattern = { fixed_in_degree = 30 }\nmultapses = true"),
        [""; 0]
    );
    assert_eq!(
        one("{ chain = { groups = 3 } }"),
        "projection[0].pattern.chain.groups is 3, must be at least 2 and divide the 10 sources and the 10 targets"
    );
    assert_eq!(
        one("{ ring = { reach = 0 } }"),
        "projection[0].pattern.ring.reach is 0, must be at least 1"
    );
    assert_eq!(
        one("{ grid = { columns = 3, peak = 1, width = 1 } }"),
        "projection[0].pattern.grid.columns is 3, must divide the 10 neurons"
    );
    assert_eq!(
        projection("pattern = { grid = { columns = 5, peak = 2, width = 0 } }"),
        [
            "projection[0].pattern.grid.peak is 2, must be from 0 to 1",
            "projection[0].pattern.grid.width is 0, must be finite and above 0"
        ]
    );
    assert_eq!(
        projection("source = \"in\"\npattern = \"one-to-one\""),
        [
            "projection[0].pattern one-to-one needs source and target of one size, but they have 4 and 10 neurons"
        ]
    );
    assert_eq!(
        projection(
            "source = \"in\"\npattern = { list = [{ source = 4, target = 10, delay_ms = 0.01 }] }"
        ),
        [
            "projection[0].pattern.list[0].source is 4, must be below 4",
            "projection[0].pattern.list[0].target is 10, must be below 10",
            "projection[0].pattern.list[0].delay_ms is 0.01, must be 0 (a spike acts at the grid point where it is fired) or at least dt_ms = 0.1",
        ]
    );
}

#[test]
fn delays() {
    let one = |delay: &str| {
        let mut told = projection(&format!("delay_ms = {delay}"));
        assert_eq!(told.len(), 1, "{told:?}");
        told.remove(0)
    };
    assert_eq!(
        one("0.05"),
        "projection[0].delay_ms is 0.05, must be 0 (a spike acts at the grid point where it is fired) or at least dt_ms = 0.1"
    );
    assert_eq!(
        one("2000"),
        "projection[0].delay_ms is 2000, must be at most duration_ms = 1000"
    );
    assert_eq!(
        one("{ uniform = [0.05, 3] }"),
        "projection[0].delay_ms.uniform[0] is 0.05, must be at least dt_ms = 0.1"
    );
    assert_eq!(
        one("{ uniform = [1, 3000] }"),
        "projection[0].delay_ms.uniform[1] is 3000, must be at most duration_ms = 1000"
    );
    assert_eq!(
        one("{ normal = [0.01, 1] }"),
        "projection[0].delay_ms.normal[0] is 0.01, must be at least dt_ms = 0.1"
    );
    assert_eq!(
        projection(
            "pattern = { ring = { reach = 2 } }\ndelay_ms = { linear = { at_zero = 0, per_unit = 0.05 } }"
        ),
        [
            "projection[0].delay_ms.linear.per_unit is 0.05, must be at least 0, and at least dt_ms = 0.1 where at_zero is 0"
        ]
    );
    assert_eq!(
        projection(
            "pattern = { ring = { reach = 2 } }\ndelay_ms = { linear = { at_zero = 1, per_unit = 600 } }"
        ),
        [
            "projection[0].delay_ms.linear makes delays of up to 1201 ms, longer than duration_ms = 1000"
        ]
    );
    assert_eq!(
        projection(
            "pattern = { ring = { reach = 2 } }\ndelay_ms = { gaussian = { peak = 1, width = 6 } }"
        ),
        [
            "projection[0].delay_ms.gaussian cannot be a delay; a number, `uniform`, `normal` or `linear`"
        ]
    );
}
