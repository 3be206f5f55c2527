//! The table of the populations.

use super::results::{Measured, Results};
use crate::outcome::{Cell, Table, Text};
use crate::spiking::{Generator, Sort};

/// Size and statistics of every population.
pub fn populations(results: &Results) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let bin_ms = results.settings.bin_ms;
    let row = |(index, population): (usize, &Measured)| {
        let sort = &results.run.translated.network.populations[index].sort;
        vec![
            Cell::Text(population.label.clone()),
            Cell::Text(sort_of(sort)),
            number(population.neurons as f64, 0),
            number(results.spikes(index).len() as f64, 0),
            number(population.trains.mean_rate_hz(), 2),
            number(population.cv.mean, 3),
            number(population.cv.neurons as f64, 0),
            number(population.trains.fano_factor(bin_ms), 2),
        ]
    };
    Table {
        name: "populations".into(),
        caption: Text::new("The populations", "Популяции"),
        header: vec![
            Text::new("population", "популяция"),
            Text::new("neurons are", "нейроны"),
            Text::new("size", "размер"),
            Text::new("spikes", "импульсов"),
            Text::new("rate, Hz", "частота, Гц"),
            Text::new("CV of intervals", "CV интервалов"),
            Text::new("CV over neurons", "CV по нейронам"),
            Text::new("Fano factor", "фактор Фано"),
        ],
        rows: results.populations.iter().enumerate().map(row).collect(),
    }
}

fn sort_of(sort: &Sort) -> Text {
    match sort {
        Sort::Cells { model, .. } => {
            let (english, russian) = model.words();
            Text::new(english, russian)
        }
        Sort::Generator(Generator::Poisson { .. }) => {
            Text::new("Poisson trains", "пуассоновские последовательности")
        }
        Sort::Generator(Generator::Regular { .. }) => {
            Text::new("regular trains", "регулярные последовательности")
        }
        Sort::Generator(Generator::Packet { .. }) => Text::new("a packet", "пачка импульсов"),
        Sort::Generator(Generator::List(_)) => Text::new("given spikes", "заданные импульсы"),
    }
}
