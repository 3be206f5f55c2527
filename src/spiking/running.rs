//! The run of a simulation: one worker alone, or several that meet behind every step.

use super::barrier::Barrier;
use super::mailbox::Mailbox;
use super::records::End;
use super::worker::{Divergence, Worker};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Steps between two looks at whether the user wants to stop.
const PATIENCE: u64 = 256;

/// Takes the steps, until a potential stops being finite or `go_on` is false. Returns the grid point
/// reached and why the run ended.
pub fn run(workers: &mut [Worker], steps: Range<u64>, go_on: &dyn Fn() -> bool) -> (u64, End) {
    if let [worker] = workers {
        run_alone(worker, steps, go_on)
    } else {
        run_together(workers, steps, go_on)
    }
}

fn run_alone(worker: &mut Worker, steps: Range<u64>, go_on: &dyn Fn() -> bool) -> (u64, End) {
    for step in steps.clone() {
        if let Err(divergence) = worker.advance(step) {
            return (step + 1, end_of(divergence));
        }
        worker.hear_itself(step + 1);
        worker.record(step + 1);
        if asks(step) && !go_on() {
            return (step + 1, End::Interrupted);
        }
    }
    (steps.end.max(steps.start), End::Complete)
}

fn asks(step: u64) -> bool {
    step % PATIENCE == PATIENCE - 1
}

fn end_of(Divergence { population, neuron }: Divergence) -> End {
    End::Diverged { population, neuron }
}

/// What the workers share.
struct Exchange {
    barrier: Barrier,
    /// Each worker has two in turn, so that one barrier a step is enough: a mailbox is written again
    /// only after everybody has passed the barrier behind its reading.
    mailboxes: Vec<[Mailbox; 2]>,
    /// All stop behind the barrier of this step.
    stop_after: AtomicU64,
    /// Why.
    ends: Mutex<Vec<End>>,
}

impl Exchange {
    fn new(workers: &[Worker]) -> Self {
        let mailbox = |worker: &Worker| Mailbox::new(worker.most_fired());
        let mailboxes = workers
            .iter()
            .map(|worker| [mailbox(worker), mailbox(worker)]);
        Exchange {
            barrier: Barrier::new(workers.len()),
            mailboxes: mailboxes.collect(),
            stop_after: AtomicU64::new(u64::MAX),
            ends: Mutex::new(Vec::with_capacity(workers.len() + 1)),
        }
    }

    fn stop(&self, step: u64, end: End) {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.push(end);
        self.stop_after.fetch_min(step, Ordering::AcqRel);
    }

    /// The grid point reached, and the end that a single worker would have met.
    fn end(self) -> Option<(u64, End)> {
        let ends = self
            .ends
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        // A divergence comes before an interruption, the first cell before the others.
        let first = ends.into_iter().min_by_key(|end| match *end {
            End::Diverged { population, neuron } => (population, neuron),
            End::Complete | End::Interrupted => (usize::MAX, u32::MAX),
        });
        first.map(|end| (self.stop_after.into_inner() + 1, end))
    }
}

fn run_together(workers: &mut [Worker], steps: Range<u64>, go_on: &dyn Fn() -> bool) -> (u64, End) {
    let exchange = Exchange::new(workers);
    let (first, others) = workers.split_at_mut(1);
    std::thread::scope(|scope| {
        let mut handles = Vec::with_capacity(others.len());
        for (index, worker) in others.iter_mut().enumerate() {
            let (exchange, steps) = (&exchange, steps.clone());
            let follow = move || follow(worker, index + 1, steps, exchange, &|| true);
            handles.push(scope.spawn(follow));
        }
        follow(&mut first[0], 0, steps.clone(), &exchange, go_on);
        for handle in handles {
            if let Err(panic) = handle.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
    exchange
        .end()
        .unwrap_or((steps.end.max(steps.start), End::Complete))
}

/// One worker's way through the steps.
fn follow(
    worker: &mut Worker,
    index: usize,
    steps: Range<u64>,
    exchange: &Exchange,
    go_on: &dyn Fn() -> bool,
) {
    let _guard = exchange.barrier.guard();
    for step in steps {
        let advanced = worker.advance(step);
        if let Err(divergence) = advanced {
            exchange.stop(step, end_of(divergence));
        } else if asks(step) && !go_on() {
            exchange.stop(step, End::Interrupted);
        }
        let turn = step as usize % 2;
        exchange.mailboxes[index][turn].write(worker.fired());
        if exchange.barrier.wait(index).is_err() {
            return;
        }
        worker.begin_hearing(step + 1);
        for mailbox in &exchange.mailboxes {
            worker.hear(step + 1, mailbox[turn].read());
        }
        worker.record(step + 1);
        if exchange.stop_after.load(Ordering::Acquire) <= step {
            return;
        }
    }
}
