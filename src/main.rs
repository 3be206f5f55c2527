//! The `galvani` command; see [`galvani::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(galvani::cli::main(std::env::args_os()))
}
