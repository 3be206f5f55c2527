use super::*;

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "optimizer-comparison/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        interrupted: &|| false,
    }
}

fn outcome(settings: &OptimizerComparison, context: &Context) -> Outcome {
    let parts = (0..settings.jobs(context))
        .map(|job| settings.run(job, context).unwrap())
        .collect();
    settings.assemble(parts, context).unwrap()
}

/// The experiments of the file as (settings, repeats, name).
fn experiments() -> Vec<(OptimizerComparison, u64, String)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/experiments/optimizer-comparison.toml"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let file: toml::Table = toml::from_str(&text).unwrap();
    file["experiment"]
        .as_array()
        .unwrap()
        .iter()
        .map(|experiment| {
            let mut table = experiment.as_table().unwrap().clone();
            let name = table.remove("name").unwrap();
            assert_eq!(
                table.remove("kind").unwrap().as_str(),
                Some(OptimizerComparison::KIND)
            );
            let repeats = table
                .remove("repeat")
                .map_or(1, |n| n.as_integer().unwrap());
            for key in ["title", "sweep", "claim"] {
                table.remove(key);
            }
            let settings = table.try_into().unwrap();
            (settings, repeats as u64, name.as_str().unwrap().into())
        })
        .collect()
}

#[test]
#[ignore]
fn try_out() {
    use crate::outcome::Cell;
    for (settings, repeats, name) in experiments() {
        let t0 = std::time::Instant::now();
        let context = context(repeats);
        use rayon::prelude::*;
        let mut times = vec![0.0; settings.datasets.len() * settings.methods.len()];
        let timed: Vec<_> = (0..settings.jobs(&context))
            .into_par_iter()
            .map(|job| {
                let t = std::time::Instant::now();
                let p = settings.run(job, &context).unwrap();
                (t.elapsed().as_secs_f64(), p)
            })
            .collect();
        for (job, (t, _)) in timed.iter().enumerate() {
            times[job / repeats as usize] += t;
        }
        let parts = timed.into_iter().map(|x| x.1).collect();
        let outcome = settings.assemble(parts, &context).unwrap();
        println!("{name}: {:?}", t0.elapsed());
        println!("{times:.2?}");
        for table in &outcome.tables {
            println!("== {}", table.caption.en);
            for row in &table.rows {
                let cells: Vec<String> = row
                    .iter()
                    .map(|c| match c {
                        Cell::Text(t) => format!("{:22}", t.en),
                        Cell::Number { value, .. } => format!("{value:.2}"),
                        Cell::Spread {
                            low,
                            middle,
                            high,
                            decimals,
                        } => format!("{middle:.d$} [{low:.d$},{high:.d$}]", d = *decimals),
                    })
                    .collect();
                println!("{}", cells.join(" | "));
            }
        }
        for note in &outcome.notes {
            println!("{}", note.en);
        }
    }
}
