//! What each slip does, in words and as a table.

use super::PrintedMembrane;
use super::runs::{Behaviour, Found};
use crate::outcome::{Cell, Table, Text};

/// A note for each slip, and one about the constants.
pub fn notes(settings: &PrintedMembrane, found: &Found) -> Vec<Text> {
    vec![
        sign(settings, found),
        alpha_h(settings, found),
        Text::new(
            "0/0: a run that begins exactly 25 or 10 mV above rest is not a number from its first \
             derivative on; near these values the printed quotient loses digits (fourth panel). A run \
             that passes by between two steps does not notice. The limit x/(eˣ − 1) → 1 mends both.",
            "0/0: расчёт, начинающийся ровно на 25 или 10 мВ выше покоя, даёт NaN с первой же \
             производной; вблизи этих значений напечатанная дробь теряет знаки (четвёртая панель). \
             Расчёт, проходящий мимо между двумя шагами, этого не замечает. Предел x/(eˣ − 1) → 1 \
             исправляет и то и другое.",
        ),
        Text::new(
            "The lecture prints no constants: those of Table 3 of Hodgkin & Huxley 1952 are used, in \
             the lecture's sign V_Na = 115, V_K = −12, V_l = 10.613 mV, unless the settings differ.",
            "Констант в лекции нет: взяты значения из табл. 3 Ходжкина и Хаксли (1952), в знаках \
             лекции V_Na = 115, V_K = −12, V_l = 10,613 мВ, если в настройках не заданы другие.",
        ),
    ]
}

fn sign(settings: &PrintedMembrane, found: &Found) -> Text {
    let (bound, shock) = (settings.bound_mv, settings.shock_mv);
    let [after, alone] = &found.sign;
    let (after, alone) = (digits(after.time_ms, 2), digits(alone.time_ms, 2));
    let duration = settings.duration_ms;
    Text::new(
        format!(
            "Sign: the ionic currents drive V away from their equilibrium potentials instead of \
             towards them, and no leak brings it back. V is {bound} mV from rest {after} ms after a \
             shock of {shock} mV, and after {alone} ms without any (–: not within {duration} ms)."
        ),
        format!(
            "Знак: ионные токи уводят V от равновесных потенциалов, а не приближают к ним, и нет \
             утечки, которая вернула бы его к покою. После толчка {shock} мВ отклонение достигает \
             {bound} мВ через {after} мс, без всякого стимула — через {alone} мс (–: не за \
             {duration} мс)."
        ),
    )
}

/// A number with fixed decimals; a dash where there is none.
fn digits(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        "–".into()
    } else {
        format!("{value:.decimals$}")
    }
}

fn alpha_h(settings: &PrintedMembrane, found: &Found) -> Text {
    let (shock, current) = (settings.shock_mv, settings.current_ua_cm2);
    // Corrected, printed.
    let both = |decimals: usize, value: fn(&Behaviour) -> f64| {
        let [right, wrong] = &found.alpha_h;
        (
            digits(value(right), decimals),
            digits(value(wrong), decimals),
        )
    };
    let (h, h_wrong) = both(3, |b| b.h.0);
    let (tau, tau_wrong) = both(2, |b| b.h.1);
    let (rest, rest_wrong) = both(2, |b| b.rest_mv);
    let (back, back_wrong) = both(2, |b| b.shock.return_ms);
    let (again, again_wrong) = both(2, |b| b.refractory_ms);
    let (gap, gap_wrong) = both(2, |b| b.refractory_ms - b.shock.return_ms);
    let (rate, rate_wrong) = both(1, |b| b.current.rate_hz());
    Text::new(
        format!(
            "α_h = 0.7 exp(−V/20): at rest h is {h_wrong} instead of {h} and recovers with \
             {tau_wrong} ms instead of {tau} ms. Rest moves from {rest} to {rest_wrong} mV; the spike \
             after a shock of {shock} mV is back at rest after {back_wrong} instead of {back} ms; a \
             second shock fires {again_wrong} instead of {again} ms after the first, {gap_wrong} \
             instead of {gap} ms after the end of the spike. {current} µA/cm² give {rate_wrong} \
             instead of {rate} Hz."
        ),
        format!(
            "α_h = 0,7 exp(−V/20): в покое h равно {h_wrong} вместо {h} и восстанавливается за \
             {tau_wrong} мс вместо {tau} мс. Потенциал покоя сдвигается с {rest} на {rest_wrong} мВ; \
             импульс после толчка {shock} мВ возвращается к покою через {back_wrong} мс вместо \
             {back} мс; второй толчок вызывает импульс через {again_wrong} мс после первого вместо \
             {again} мс, то есть через {gap_wrong} мс после конца импульса вместо {gap} мс. Ток \
             {current} мкА/см² даёт {rate_wrong} Гц вместо {rate} Гц."
        ),
    )
}

/// Its name in both languages, its decimals, and how to read it off.
type Quantity = (&'static str, &'static str, usize, fn(&Behaviour) -> f64);

/// What α_h changes.
pub fn table(found: &Found) -> Table {
    let rows: [Quantity; 9] = [
        ("rest, mV", "потенциал покоя, мВ", 3, |b| {
            b.rest_mv
        }),
        ("h at rest", "h в покое", 4, |b| b.h.0),
        ("τ_h at rest, ms", "τ_h в покое, мс", 3, |b| b.h.1),
        (
            "peak after the shock, mV",
            "пик после толчка, мВ",
            2,
            |b| b.shock.peak_mv,
        ),
        (
            "return to rest after the shock, ms",
            "возврат к покою после толчка, мс",
            2,
            |b| b.shock.return_ms,
        ),
        (
            "lowest potential after it, mV",
            "минимум после пика, мВ",
            2,
            |b| b.shock.lowest_mv,
        ),
        (
            "shortest interval of two shocks that both fire, ms",
            "наименьший интервал двух толчков, вызывающих импульсы, мс",
            2,
            |b| b.refractory_ms,
        ),
        (
            "spikes under the current",
            "число импульсов при токе",
            0,
            |b| b.current.spikes_ms.len() as f64,
        ),
        (
            "firing rate under the current, Hz",
            "частота импульсов при токе, Гц",
            1,
            |b| b.current.rate_hz(),
        ),
    ];
    let row = |(en, ru, decimals, value): Quantity| {
        let mut cells = vec![Cell::Text(Text::new(en, ru))];
        cells.extend(found.alpha_h.iter().map(|behaviour| Cell::Number {
            value: value(behaviour),
            decimals,
        }));
        cells
    };
    Table {
        name: "alpha_h".into(),
        caption: Text::new(
            "What α_h = 0.7 exp(−V/20) changes",
            "Что меняет α_h = 0,7 exp(−V/20)",
        ),
        header: vec![
            Text::default(),
            Text::new("corrected", "исправлено"),
            Text::new("as printed", "как напечатано"),
        ],
        rows: rows.into_iter().map(row).collect(),
    }
}
