use super::*;
use crate::optimize::{Method, MethodSettings, gradient_descent::GradientDescent};
use crate::train::EarlyStopping;

/// E(w) = mean of ½(w − tᵢ)² over the targets tᵢ: the minimum is their mean.
struct Targets {
    targets: Vec<f64>,
    selected: Vec<usize>,
    /// Sizes of the batches of all gradients, and the rows of each.
    batches: Vec<Vec<usize>>,
    /// The target of validation.
    validation: Option<f64>,
}

impl Targets {
    fn new(targets: &[f64]) -> Self {
        Targets {
            targets: targets.to_vec(),
            selected: (0..targets.len()).collect(),
            batches: Vec::new(),
            validation: None,
        }
    }
}

impl Objective for Targets {
    fn dimension(&self) -> usize {
        1
    }
    fn value(&mut self, w: &[f64]) -> f64 {
        let sum: f64 = self
            .selected
            .iter()
            .map(|&i| 0.5 * (w[0] - self.targets[i]).powi(2))
            .sum();
        sum / self.selected.len() as f64
    }
    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.batches.push(self.selected.clone());
        let sum: f64 = self.selected.iter().map(|&i| w[0] - self.targets[i]).sum();
        gradient[0] = sum / self.selected.len() as f64;
        self.value(w)
    }
}

impl Trainable for Targets {
    fn examples(&self) -> usize {
        self.targets.len()
    }
    fn select(&mut self, rows: &[usize]) {
        self.selected = rows.to_vec();
    }
    fn select_all(&mut self) {
        self.selected = (0..self.targets.len()).collect();
    }
    fn validation_error(&mut self, w: &[f64]) -> Option<f64> {
        self.validation.map(|target| 0.5 * (w[0] - target).powi(2))
    }
}

fn descend(
    objective: &mut Targets,
    learning_rate: f64,
    batch: BatchSize,
    stopping: Stopping,
    w: &mut [f64],
) -> Trained {
    let settings = GradientDescent {
        learning_rate,
        weight_decay: 0.0,
    };
    train(
        objective,
        &mut *settings.optimizer(1),
        w,
        &Training {
            batch,
            stopping,
            ..Training::default()
        },
        &mut Stream::new(1952, "test", "batches", 0),
        &|| false,
    )
    .unwrap()
}

#[test]
fn the_history_is_the_geometric_series_of_gradient_descent() {
    // One target at 0, η = ½: w = 1, ½, ¼ …, E = ½ · 4⁻ᵗ after t gradients.
    let mut w = [1.0];
    let mut objective = Targets::new(&[0.0]);
    let stopping = Stopping::after_epochs(5);
    let trained = descend(&mut objective, 0.5, BatchSize::Full, stopping, &mut w);
    assert_eq!(trained.stop, StopReason::Epochs);
    assert_eq!(trained.history.len(), 6);
    for (t, record) in trained.history.iter().enumerate() {
        assert_eq!(record.loss, 0.5 * 0.25f64.powi(t as i32));
        assert_eq!(record.counts.gradients, t as u64);
        assert_eq!((record.iteration, record.epoch), (t as u64, t as u64));
    }
    assert_eq!(w[0], 0.5f64.powi(5));
    // The loss at the end is not the method's evaluation and is not counted.
    assert_eq!((trained.counts.gradients, trained.counts.values), (5, 0));
}

#[test]
fn each_rule_stops_with_its_own_reason_on_the_weights_that_meet_it() {
    let run = |stopping: Stopping, learning_rate| {
        let mut w = [1.0];
        let mut objective = Targets::new(&[0.0]);
        let trained = descend(
            &mut objective,
            learning_rate,
            BatchSize::Full,
            stopping,
            &mut w,
        );
        (trained.stop, w[0], trained.final_loss())
    };
    let with = |change: fn(&mut Stopping)| {
        let mut stopping = Stopping::after_epochs(50);
        change(&mut stopping);
        stopping
    };
    let half_steps = |t: i32| (0.5f64.powi(t), 0.5 * 0.25f64.powi(t));
    for (change, reason, t) in [
        (
            (|s| s.target_loss = Some(0.01)) as fn(&mut Stopping),
            StopReason::TargetLoss,
            3,
        ),
        (
            |s| s.gradient_norm = Some(0.25),
            StopReason::GradientNorm,
            2,
        ),
        (|s| s.max_iterations = Some(4), StopReason::Iterations, 4),
        (
            |s| s.max_gradient_equivalents = Some(6.5),
            StopReason::Budget,
            7,
        ),
    ] {
        let (w, loss) = half_steps(t);
        assert_eq!(run(with(change), 0.5), (reason, w, loss));
    }
    // η = 2 jumps between 1 and −1 for ever.
    let (reason, ..) = run(with(|s| s.patience = Some(3)), 2.0);
    assert_eq!(reason, StopReason::NoProgress);
}

#[test]
fn divergence_is_a_reason_with_its_iteration() {
    // η = 1e200: |w| grows by 1e200 a step, E overflows after the first.
    let mut w = [1.0];
    let mut objective = Targets::new(&[0.0]);
    let stopping = Stopping::after_epochs(50);
    let trained = descend(&mut objective, 1e200, BatchSize::Full, stopping, &mut w);
    assert_eq!(trained.stop, StopReason::Diverged { iteration: 1 });
    assert_eq!(trained.stop.to_string(), "diverged at iteration 1");
    assert_eq!(trained.final_loss(), f64::INFINITY);
}

#[test]
fn every_epoch_of_mini_batches_sees_every_example_once_in_a_new_order() {
    let mut objective = Targets::new(&[1.0, 2.0, 3.0, 4.0, 5.0]);
    let mut w = [0.0];
    let stopping = Stopping::after_epochs(2);
    let trained = descend(&mut objective, 0.1, BatchSize::Mini(2), stopping, &mut w);
    assert_eq!(trained.history.len(), 3);
    assert_eq!(trained.counts.gradients, 6);
    let sizes: Vec<usize> = objective.batches.iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 2, 1, 2, 2, 1]);
    let epochs: Vec<Vec<usize>> = objective
        .batches
        .chunks(3)
        .map(|epoch| epoch.concat())
        .collect();
    assert_ne!(epochs[0], epochs[1]);
    for mut epoch in epochs {
        epoch.sort_unstable();
        assert_eq!(epoch, [0, 1, 2, 3, 4]);
    }
}

#[test]
fn examples_stay_in_the_order_given_where_that_is_asked() {
    let mut objective = Targets::new(&[1.0, 2.0, 3.0]);
    let training = Training {
        batch: BatchSize::Mini(2),
        order: Order::AsGiven,
        stopping: Stopping::after_epochs(2),
        ..Training::default()
    };
    train(
        &mut objective,
        &mut *GradientDescent::default().optimizer(1),
        &mut [0.0],
        &training,
        &mut Stream::new(1952, "test", "batches", 0),
        &|| false,
    )
    .unwrap();
    assert_eq!(objective.batches.concat(), [0, 1, 2, 0, 1, 2]);
}

#[test]
fn stochastic_descent_stops_within_an_epoch_when_its_iterations_are_used_up() {
    let mut objective = Targets::new(&[1.0; 10]);
    let mut w = [0.0];
    let stopping = Stopping::after_iterations(3);
    let trained = descend(&mut objective, 0.5, BatchSize::Stochastic, stopping, &mut w);
    assert_eq!(trained.stop, StopReason::Iterations);
    // All targets are 1: w = 1 − 2⁻³.
    assert_eq!(w[0], 0.875);
}

#[test]
fn a_method_that_searches_along_lines_refuses_mini_batches() {
    let mut optimizer = Method::named("bfgs").unwrap().optimizer(1);
    let error = train(
        &mut Targets::new(&[1.0, 2.0]),
        &mut *optimizer,
        &mut [0.0],
        &Training {
            batch: BatchSize::Mini(1),
            ..Training::default()
        },
        &mut Stream::new(1952, "test", "batches", 0),
        &|| false,
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "bfgs needs the full batch, not mini-batches of 1"
    );
}

#[test]
fn a_schedule_sets_the_learning_rate_of_every_epoch() {
    // η = ½ · ½ᵗ on E = w²/2: w is multiplied by ½, ¾, ⅞ …
    let halving = Schedule::Step(crate::train::Steps {
        every: 1,
        factor: 0.5,
    });
    for (batch, steps_an_epoch) in [(BatchSize::Full, 1), (BatchSize::Mini(1), 2)] {
        let settings = GradientDescent {
            learning_rate: 0.5,
            ..GradientDescent::default()
        };
        let training = Training {
            batch,
            schedule: halving,
            stopping: Stopping::after_epochs(3),
            ..Training::default()
        };
        let mut w = [1.0];
        let objective = &mut Targets::new(&[0.0, 0.0]);
        let optimizer = &mut *settings.optimizer(1);
        let stream = &mut Stream::new(1952, "test", "batches", 0);
        train(objective, optimizer, &mut w, &training, stream, &|| false).unwrap();
        let by_hand = (0.5 * 0.75 * 0.875f64).powi(steps_an_epoch);
        approx::assert_relative_eq!(w[0], by_hand, max_relative = 1e-14);
    }
}

#[test]
fn a_schedule_for_a_method_without_a_learning_rate_is_refused() {
    let training = Training {
        schedule: Schedule::Inverse(0.1),
        ..Training::default()
    };
    let error = train(
        &mut Targets::new(&[0.0]),
        &mut *Method::named("rprop").unwrap().optimizer(1),
        &mut [1.0],
        &training,
        &mut Stream::new(1952, "test", "batches", 0),
        &|| false,
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "rprop has no learning rate that the schedule `inverse` could change"
    );
}

#[test]
fn the_validation_error_ends_it_and_its_least_is_remembered() {
    // w = 1, ½, ¼ … passes the validation target 0.3 between epochs 1 and 2; E_va is least at 2
    // (0.05²) and has risen twice at epoch 4.
    let mut objective = Targets::new(&[0.0]);
    objective.validation = Some(0.3);
    let stopping = Stopping {
        validation: Some(EarlyStopping {
            strip: 1,
            successive_rises: Some(2),
            ..EarlyStopping::default()
        }),
        ..Stopping::after_epochs(50)
    };
    let mut w = [1.0];
    let trained = descend(
        &mut objective,
        0.5,
        BatchSize::Full,
        stopping.clone(),
        &mut w,
    );
    assert_eq!(trained.stop, StopReason::SuccessiveRises);
    assert_eq!(w[0], 0.5f64.powi(4));
    let best = trained.best.unwrap();
    assert_eq!(
        (best.epoch, best.weights.as_slice()),
        (2, [0.25].as_slice())
    );
    approx::assert_relative_eq!(best.error, 0.5 * 0.05f64.powi(2), max_relative = 1e-12);
    let recorded: Vec<bool> = trained
        .history
        .iter()
        .map(|record| record.validation.is_finite())
        .collect();
    assert_eq!(recorded, [false, true, true, true, true]);

    let error = train(
        &mut Targets::new(&[0.0]),
        &mut *GradientDescent::default().optimizer(1),
        &mut [1.0],
        &Training {
            stopping,
            ..Training::default()
        },
        &mut Stream::new(1952, "test", "batches", 0),
        &|| false,
    )
    .unwrap_err();
    assert_eq!(error, Error::NoValidation);
}

#[test]
fn an_interruption_ends_it_before_the_next_step() {
    let mut w = [1.0];
    let calls = std::cell::Cell::new(0);
    let trained = train(
        &mut Targets::new(&[0.0]),
        &mut *GradientDescent::default().optimizer(1),
        &mut w,
        &Training::default(),
        &mut Stream::new(1952, "test", "batches", 0),
        &|| calls.replace(calls.get() + 1) == 3,
    )
    .unwrap();
    assert_eq!(trained.stop, StopReason::Interrupted);
    assert_eq!(trained.counts.gradients, 3);
}

#[test]
fn batch_sizes_are_read_from_words_and_numbers() {
    #[derive(Debug, Serialize, Deserialize)]
    struct File {
        batch: BatchSize,
    }
    for (text, size) in [
        ("\"full\"", BatchSize::Full),
        ("\"stochastic\"", BatchSize::Stochastic),
        ("32", BatchSize::Mini(32)),
    ] {
        let file: File = toml::from_str(&format!("batch = {text}")).unwrap();
        assert_eq!(file.batch, size);
        let again: File = toml::from_str(&toml::to_string(&file).unwrap()).unwrap();
        assert_eq!(again.batch, size);
    }
    for text in ["0", "-1", "\"half\"", "1.5"] {
        let error = toml::from_str::<File>(&format!("batch = {text}")).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("expected \"full\", \"stochastic\" or a number"),
            "{error}"
        );
    }
}
