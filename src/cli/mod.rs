//! The command line: what it accepts, and which part of the house answers.
//!
//! Results go to standard output, progress and mistakes to standard error. Exit codes: 0 fine,
//! 1 something failed or moved, 2 bad usage or configuration, 130 interrupted.

mod check;
mod explain;
mod interrupt;
mod progress;
mod run;

use crate::config::{self, Overrides, Plan};
use crate::outcome::Language;
use crate::report::Format;
use crate::suite::{self, Drawing, Shard};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Everything asked for was done.
pub const FINE: u8 = 0;
/// An experiment failed, or a number moved.
pub const FAILED: u8 = 1;
/// Bad usage or configuration; nothing was run.
pub const USAGE: u8 = 2;
/// The user asked to stop.
pub const INTERRUPTED: u8 = 130;

const EXAMPLES: &str = "\
Examples:
  galvani experiments/all.toml                     run everything into results/
  galvani experiments/all.toml --only 'membrane/*' run some of it
  galvani run my.toml --lang ru --formats png,svg  Russian figures, for slides
  galvani check experiments/quick.toml             did any number move?
  galvani explain membrane                         equations, settings, sources
  galvani run all.toml --shard 2/8                 the second of eight parts";

/// Reproduces the classic experiments of neural computation from one TOML file.
///
/// Give it a file of experiments: it runs them in parallel, draws their figures, compares their
/// numbers with the published ones and leaves it all in `results/`; open `results/index.html`.
/// What is finished and unchanged is not run again.
#[derive(Debug, Parser)]
#[command(name = "galvani", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: RunArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run experiments (the same as giving files without a command).
    Run(RunArgs),
    /// Run again and compare every metric with the committed references.
    ///
    /// The references of FILE.toml are in the folder reference/FILE beside it. Nothing is drawn and
    /// results/ is left alone. Exits with 1 when a metric moved, is missing or is new, when a
    /// published number is no longer reproduced, or when an experiment fails.
    Check(CheckArgs),
    /// Run, then store the metrics as the new references.
    Accept(CheckArgs),
    /// List the kinds of experiment, or the experiments of files.
    List {
        /// Files of experiments.
        files: Vec<PathBuf>,
    },
    /// Explain a kind, a training method or an experiment: equations, sources, settings, presets.
    Explain {
        /// Name of a kind, of a training method, or of an experiment of FILE.
        name: String,
        /// File in which to look for experiments.
        #[arg(long, default_value = "experiments/all.toml")]
        file: PathBuf,
    },
    /// Draw again and put the report together from stored results, computing nothing.
    Report(RunArgs),
    /// Print the JSON schema of experiment files, for editors.
    Schema,
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Which experiments, and how.
#[derive(Debug, Args)]
struct SelectArgs {
    /// Files of experiments.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only experiments whose name matches; may be given several times.
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// Threads [default: all cores].
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Seed in place of the files' own.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    seed: Option<u64>,
    /// Only part i of n: `2/8`, or `auto`, `auto/8` in a cluster's job array.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
    /// Say less (errors and results only).
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more (every metric).
    #[arg(short, long)]
    verbose: bool,
    /// Colours on the terminal; `auto` also honours NO_COLOR.
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

#[derive(Debug, Args)]
struct RunArgs {
    #[command(flatten)]
    select: SelectArgs,
    /// Folder of the results.
    #[arg(long, value_name = "DIR", default_value = "results")]
    out: PathBuf,
    /// Language of titles, axes and tables.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// Formats of the figures, and of the series besides their CSV; several between commas.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [FileFormat::Png])]
    formats: Vec<FileFormat>,
    /// Width of the figures in pixels.
    #[arg(long, value_name = "PIXELS", default_value_t = 1600, value_parser = clap::value_parser!(u32).range(400..=6400))]
    width: u32,
    /// Run again what is finished.
    #[arg(long)]
    fresh: bool,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    select: SelectArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lang {
    En,
    Ru,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// Figures as bitmaps; the report shows these.
    Png,
    /// Figures as vector graphics.
    Svg,
    /// Every series as a NumPy array of float64, rows × columns as in its CSV.
    Npy,
}

impl Colour {
    fn on(self) -> bool {
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                std::io::stderr().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        }
    }
}

impl RunArgs {
    fn drawing(&self) -> Drawing {
        let mut formats = Vec::new();
        for format in &self.formats {
            let format = match format {
                FileFormat::Png => Format::Png,
                FileFormat::Svg => Format::Svg,
                FileFormat::Npy => continue,
            };
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        Drawing {
            language: match self.lang {
                Lang::En => Language::En,
                Lang::Ru => Language::Ru,
            },
            formats,
            npy: self.formats.contains(&FileFormat::Npy),
            width: self.width,
        }
    }
}

impl SelectArgs {
    /// The checked plan of the files, or the exit code once the mistakes are printed.
    fn plan(&self) -> Result<Plan, u8> {
        let overrides = Overrides {
            seed: self.seed,
            memory_bytes: None,
        };
        config::load(&self.files, &overrides).map_err(|diagnostics| {
            complain(&diagnostics.render(self.color.on()));
            USAGE
        })
    }

    fn shard(&self) -> Result<Option<Shard>, u8> {
        let shard = self
            .shard
            .as_deref()
            .map(|text| Shard::parse(text, |name| std::env::var(name).ok()));
        shard.transpose().map_err(|error| usage_error(&error))
    }

    fn selected<'a>(&self, plan: &'a Plan) -> Result<Vec<&'a config::Planned>, u8> {
        suite::select(plan, &self.only, self.shard()?).map_err(|error| usage_error(&error))
    }

    /// Runs `work` on a pool of as many threads as asked for.
    fn in_pool<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, u8> {
        let threads = self.jobs.map_or(0, usize::from);
        match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => Ok(pool.install(work)),
            Err(error) => Err(usage_error(&format!(
                "cannot start {threads} threads: {error}"
            ))),
        }
    }
}

/// Prints a mistake in the usage and gives its exit code.
fn usage_error(error: &dyn std::fmt::Display) -> u8 {
    complain(&format!("error: {error}\n"));
    USAGE
}

/// Prints to standard output; a reader that has gone away (`| head`) is no error.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Prints to standard error; a terminal that has gone away is no reason to stop.
fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Parses the arguments, answers them and gives the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors: clap gives them code 0.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(USAGE);
        }
    };
    let result = match cli.command {
        None => run::run(&cli.run),
        Some(Command::Run(arguments)) => run::run(&arguments),
        Some(Command::Report(arguments)) => run::report(&arguments),
        Some(Command::Check(arguments)) => check::check(&arguments.select),
        Some(Command::Accept(arguments)) => check::accept(&arguments.select),
        Some(Command::List { files }) => explain::list(&files),
        Some(Command::Explain { name, file }) => explain::explain(&name, &file),
        Some(Command::Schema) => {
            print(&format!("{:#}\n", config::schema()));
            Ok(FINE)
        }
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "galvani", &mut script);
            print(&String::from_utf8_lossy(&script));
            Ok(FINE)
        }
    };
    result.unwrap_or_else(|code| code)
}
