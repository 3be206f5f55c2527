//! A panic in one experiment becomes that experiment's failure, with the place where it happened,
//! and nothing is printed into the progress display.

use crate::experiment::Failure;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Where the last panic on this thread happened; `None` outside [`caught`].
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Runs `work`; a panic in it is `Failure::Failed` with message, file and line.
pub fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    HOOK.call_once(note_places);
    let outer = PLACE.replace(Some(String::new()));
    // Parts and outcomes are handed over whole or not at all, so nothing half-changed is seen.
    let result = catch_unwind(AssertUnwindSafe(work));
    let place = PLACE.replace(outer).unwrap_or_default();
    result.unwrap_or_else(|payload| {
        Err(Failure::Failed(format!(
            "internal error: {} ({place}); please report this as a bug",
            words(payload.as_ref())
        )))
    })
}

/// Panics inside [`caught`] are noted and not printed; all others go to the hook that was there.
fn note_places() {
    let print = take_hook();
    set_hook(Box::new(move |info| {
        let noted = PLACE.with_borrow_mut(|place| match place {
            Some(place) => {
                *place = info.location().map(ToString::to_string).unwrap_or_default();
                true
            }
            None => false,
        });
        if !noted {
            print(info);
        }
    }));
}

fn words(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_that_says_where() {
        let failure = caught::<()>(|| panic!("index {} out of range", 7)).unwrap_err();
        let Failure::Failed(message) = failure else {
            panic!("not a failure of the general kind");
        };
        assert!(message.contains("index 7 out of range"), "{message}");
        assert!(message.contains("panics.rs:"), "{message}");
    }
}
