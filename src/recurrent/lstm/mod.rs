//! Long short-term memory: the cell of 1997 and the cell of today.

mod forgetting;
mod input_gate;
mod memory_blocks;
mod online;

pub use forgetting::{Lstm, LstmCell};
pub use input_gate::InputGateCell;
pub use memory_blocks::{Lstm1997, MemoryBlocks};
pub use online::Online;
