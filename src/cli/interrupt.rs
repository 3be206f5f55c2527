//! Ctrl-C: the first asks for a clean end, the second ends at once.

use super::{INTERRUPTED, complain};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static HANDLER: Once = Once::new();

/// True once the user has asked to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Listens for Ctrl-C (and SIGTERM) from now on.
pub fn listen() {
    HANDLER.call_once(|| {
        let handler = || {
            if ASKED.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(INTERRUPTED));
            }
            complain("\nstopping; what is finished is kept (Ctrl-C again ends at once)\n");
        };
        if let Err(error) = ctrlc::set_handler(handler) {
            complain(&format!("warning: Ctrl-C will end at once: {error}\n"));
        }
    });
}
