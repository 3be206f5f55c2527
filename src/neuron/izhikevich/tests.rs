use super::*;
use crate::neuron::point::Stretch;

/// Moves one cell of `neuron` on by a step.
fn step(neuron: &Izhikevich, dt_ms: f64, state: &mut [Vec<f64>], drive: f64, g: &[f64]) {
    neuron.stepper(dt_ms, &[]).advance(Stretch {
        state,
        cells: 0..1,
        drive: &[drive],
        conductance_ns: g,
        normals: &[],
    });
}

/// v = −60, u = −10, I = 5, dt = 1: v′ = 144 − 300 + 140 + 10 + 5 = −1, so v = −60.5 after a half
/// step; there v′ = 146.41 − 302.5 + 155 = −1.09, so v = −61.045; then
/// u = −10 + 0.02 (0.2 · (−61.045) + 10) = −10.04418.
#[test]
fn a_step_checked_by_hand() {
    let mut state = [vec![-60.0], vec![-10.0]];
    step(&Izhikevich::default(), 1.0, &mut state, 5.0, &[]);
    assert!((state[0][0] + 61.045).abs() < 1e-12, "{state:?}");
    assert!((state[1][0] + 10.044_18).abs() < 1e-12, "{state:?}");
}

/// The same with one substep, the coefficients of class 1 and a conductance of 0.5 nS with E = 20 mV,
/// of which g E = 10 is in the drive: v′ = 144 − 246 + 108 + 10 + 15 + 30 = 61.
#[test]
fn a_conductance_pulls_with_the_potential() {
    let neuron = Izhikevich {
        quadratic: [0.04, 4.1, 108.0],
        v_substeps: 1,
        ..Izhikevich::default()
    };
    let mut state = [vec![-60.0], vec![-10.0]];
    step(&neuron, 0.1, &mut state, 5.0 + 10.0, &[0.5]);
    assert!((state[0][0] + 53.9).abs() < 1e-12, "{state:?}");
    let u = -10.0 + 0.1 * 0.02 * (0.2 * -53.9 + 10.0);
    assert!((state[1][0] - u).abs() < 1e-14, "{state:?}");
}

#[test]
fn a_spike_resets_v_and_lifts_u() {
    let mut state = [vec![31.0, 0.0], vec![1.0, 2.0]];
    let stepper = Izhikevich::default().stepper(1.0, &[]);
    stepper.fire(&mut state, 0);
    assert_eq!(state, [vec![-65.0, 0.0], vec![9.0, 2.0]]);
}

/// The excitatory and the inhibitory cells of the paper's network at r = ½: c = −65 + 15/4 and
/// d = 8 − 6/4; a = 0.02 + 0.04 and b = 0.25 − 0.025.
#[test]
fn cells_of_the_network_differ_as_in_the_paper() {
    let excitatory = Izhikevich {
        toward: Toward {
            c: Some(-50.0),
            d: Some(2.0),
            ..Toward::default()
        },
        ..Izhikevich::default()
    };
    let [a, b, c, d] = excitatory.parameters(0.5);
    assert_eq!((a, b), (0.02, 0.2));
    assert!((c + 61.25).abs() < 1e-13 && (d - 6.5).abs() < 1e-14);
    assert_eq!(excitatory.parameters(0.0), [0.02, 0.2, -65.0, 8.0]);
    let inhibitory = Izhikevich {
        b: 0.25,
        d: 2.0,
        toward: Toward {
            a: Some(0.1),
            b: Some(0.2),
            ..Toward::default()
        },
        toward_power: 1.0,
        ..Izhikevich::default()
    };
    let [a, b, c, d] = inhibitory.parameters(0.5);
    assert!((a - 0.06).abs() < 1e-15 && (b - 0.225).abs() < 1e-15);
    assert_eq!((c, d), (-65.0, 2.0));
}

/// A cell that differs moves and fires as one of a population whose cells all have its parameters.
#[test]
fn a_cell_that_differs_is_a_cell_of_its_own_parameters() {
    let neuron = Izhikevich {
        toward: Toward {
            a: Some(0.1),
            b: Some(0.25),
            c: Some(-50.0),
            d: Some(2.0),
        },
        ..Izhikevich::default()
    };
    assert_eq!(neuron.variables().len(), 6);
    let mut state = vec![vec![0.0; 3]; 6];
    neuron.start(&mut state, 0..3, &mut Stream::new(1, "test", "start", 0));
    assert_ne!(state[2][0], state[2][1]);
    for cell in 0..3 {
        let [a, b, c, d] = [2, 3, 4, 5].map(|k| state[k][cell]);
        let alone = Izhikevich {
            a,
            b,
            c,
            d,
            ..Izhikevich::default()
        };
        let mut one: Vec<Vec<f64>> = state.iter().map(|values| vec![values[cell]]).collect();
        let mut other = vec![vec![START_MV], vec![b * START_MV]];
        for _ in 0..200 {
            step(&neuron, 0.5, &mut one, 20.0, &[]);
            step(&alone, 0.5, &mut other, 20.0, &[]);
            assert_eq!(one[..2], other[..]);
            if one[0][0] >= PEAK_MV {
                neuron.stepper(0.5, &[]).fire(&mut one, 0);
                alone.stepper(0.5, &[]).fire(&mut other, 0);
            }
        }
    }
}

/// Euler's method: half the step, half the error, against the adaptive solver.
#[test]
fn the_method_is_of_order_1() {
    let neuron = Izhikevich::default();
    let exact = crate::integrate::Solver::default()
        .integrate(
            |_, y: &[f64; 2], dy: &mut [f64; 2]| {
                let [v, u] = *y;
                *dy = [
                    0.04 * v * v + 5.0 * v + 140.0 - u + 10.0,
                    0.02 * (0.2 * v - u),
                ];
            },
            (0.0, 2.0),
            [-70.0, -14.0],
            &[],
            &[],
        )
        .unwrap()
        .end;
    let error = |steps: u32| {
        let mut state = [vec![-70.0], vec![-14.0]];
        for _ in 0..steps {
            step(&neuron, 2.0 / f64::from(steps), &mut state, 10.0, &[]);
        }
        [state[0][0] - exact[0], state[1][0] - exact[1]]
    };
    let (coarse, fine) = (error(400), error(800));
    for k in 0..2 {
        let ratio = coarse[k] / fine[k];
        assert!((ratio - 2.0).abs() < 0.05, "{k}: {coarse:?} {fine:?}");
    }
}

#[test]
fn no_current_overflows() {
    for current in [1e300, -1e300, 1e8, -1e8] {
        for v_substeps in [1, 2, 100] {
            let neuron = Izhikevich {
                v_substeps,
                ..Izhikevich::default()
            };
            let mut state = [vec![29.9], vec![0.0]];
            step(&neuron, 1.0, &mut state, current, &[]);
            assert!(state[0][0].is_finite(), "{current} {v_substeps} {state:?}");
        }
    }
}

#[test]
fn values_out_of_range_are_named() {
    let toward = Toward {
        c: Some(31.0),
        a: Some(f64::NAN),
        ..Toward::default()
    };
    let neuron = Izhikevich {
        c: 30.0,
        v_substeps: 0,
        toward_power: 0.0,
        quadratic: [0.0, 5.0, f64::INFINITY],
        toward,
        ..Izhikevich::default()
    };
    let keys: Vec<_> = neuron.problems().into_iter().map(|p| p.key).collect();
    let expected = [
        "c",
        "quadratic[0]",
        "quadratic[2]",
        "v_substeps",
        "toward_power",
        "toward.a",
        "toward.c",
    ];
    assert_eq!(keys, expected);
}
