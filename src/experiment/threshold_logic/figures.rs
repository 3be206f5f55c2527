//! Gates with their lines and planes, circuits of two layers, and all functions of two inputs.

use super::cube;
use super::gate::{Circuit, Row};
use super::plane::{Frame, class_key, discs};
use super::tables::{formula, subscript};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Outcome, Text};
use crate::threshold::{Unit, Workspace};

/// The square of two inputs with room around its corners.
pub(super) const SQUARE: Frame = Frame::square(-0.4, 1.4);

/// Adds all figures of circuits.
pub fn add(circuits: &[Circuit], outcome: &mut Outcome) {
    let single: Vec<Panel> = circuits.iter().filter_map(of_one_unit).collect();
    if !single.is_empty() {
        let columns = single.len().min(3);
        let title = Text::new(
            "One threshold unit: it fires on one side of a hyperplane",
            "Один пороговый нейрон срабатывает по одну сторону гиперплоскости",
        );
        outcome
            .figures
            .push(Figure::grid("gates", title, columns, single));
    }
    let layered: Vec<Panel> = circuits.iter().flat_map(of_two_layers).collect();
    if !layered.is_empty() {
        let title = Text::new(
            "Two layers: the hidden units move the corners so that one line is enough",
            "Два слоя: скрытые нейроны переносят вершины так, что достаточно одной прямой",
        );
        outcome
            .figures
            .push(Figure::grid("two_layers", title, 2, layered));
    }
}

pub(super) fn answer(fires: bool) -> Text {
    Text::same(format!("y = {}", u8::from(fires)))
}

fn line_label() -> Text {
    Text::new("hyperplane w·x = θ", "гиперплоскость w·x = θ")
}

fn normal_label() -> Text {
    Text::new("direction of the weights w", "направление весов w")
}

pub(super) fn line_style() -> Style {
    Style::of("potential").width(3.0)
}

fn normal_style() -> Style {
    Style::of("whole").width(3.5)
}

/// The points of each class, those of wrong rows with a dark heart.
fn corners(table: &[Row], place: impl Fn(&Row) -> [f64; 2], radius: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    for fires in [false, true] {
        // The colour of a corner is what the row is to be, so that a wrong one stands out from its
        // region.
        let is_of_class = |row: &&Row| (row.y != row.is_wrong) == fires;
        let points: Vec<[f64; 2]> = table.iter().filter(is_of_class).map(&place).collect();
        if !points.is_empty() {
            marks.extend(discs(&points, answer(fires), class_key(fires), radius));
        }
    }
    let wrong: Vec<&Row> = table.iter().filter(|row| row.is_wrong).collect();
    if !wrong.is_empty() {
        let places: Vec<[f64; 2]> = wrong.into_iter().map(place).collect();
        marks.push(Mark::Points {
            label: Text::new("wrong row", "неверная строка"),
            style: Style::of("potential").radius(radius / 2.5),
            x: places.iter().map(|p| p[0]).collect(),
            y: places.iter().map(|p| p[1]).collect(),
        });
    }
    marks
}

fn of_one_unit(circuit: &Circuit) -> Option<Panel> {
    let unit = circuit.unit()?;
    let panel = match circuit.inputs() {
        1 => one_input(circuit, unit),
        2 => two_inputs(circuit, &[unit]),
        3 => three_inputs(circuit, &[unit]),
        _ => many_inputs(circuit),
    };
    let (name, formula) = (&circuit.name, formula(unit, "x"));
    let title = |name: &str, formula: &str| format!("{name}: {}", in_one_line(formula));
    Some(panel.titled(Text::new(
        title(&name.en, &formula.en),
        title(&name.ru, &formula.ru),
    )))
}

/// A formula that no line break divides.
fn in_one_line(formula: &str) -> String {
    formula.replace(' ', "\u{a0}")
}

/// The line of one input, on which the hyperplane is a point; drawn as a strip.
fn one_input(circuit: &Circuit, unit: &Unit) -> Panel {
    // With a second weight 0 a unit of one input is one of two.
    let wide = Unit::new(vec![unit.weights[0], 0.0], unit.threshold);
    let mut marks = SQUARE.sides(&wide);
    marks.extend(lines(&[&wide]));
    marks.extend(corners(&circuit.table(), |row| [row.x[0], 0.5], 11.0));
    let nothing = Text::new("(no second input)", "(второго входа нет)");
    SQUARE.panel_of_bits([Text::same("x₁"), nothing], marks)
}

/// Lines and weight vectors of units of two inputs.
fn lines(units: &[&Unit]) -> Vec<Mark> {
    let lines = units
        .iter()
        .filter_map(|unit| SQUARE.line(unit, line_label(), line_style()));
    // Beside the diagonals, on which corners lie.
    let near = |unit: &Unit| {
        let along = unit.line().map_or([0.0; 2], |line| line.direction);
        let middle = SQUARE.middle();
        [0, 1].map(|axis| middle[axis] + 0.3 * along[axis])
    };
    let normals = units
        .iter()
        .filter_map(|unit| SQUARE.normal(unit, near(unit), normal_label(), normal_style()));
    lines.chain(normals).collect()
}

fn two_inputs(circuit: &Circuit, units: &[&Unit]) -> Panel {
    let mut workspace = Workspace::default();
    let mut marks = match circuit.unit() {
        Some(unit) => SQUARE.sides(unit),
        None => vec![SQUARE.regions(|x| circuit.network.fires(x, &mut workspace))],
    };
    marks.extend(lines(units));
    marks.extend(corners(&circuit.table(), |row| [row.x[0], row.x[1]], 11.0));
    SQUARE.panel_of_bits(["x₁", "x₂"].map(Text::same), marks)
}

fn three_inputs(circuit: &Circuit, units: &[&Unit]) -> Panel {
    let view = if units.len() == 1 {
        cube::FRONT
    } else {
        cube::SIDE
    };
    let mut marks = view.edges();
    for unit in units {
        marks.extend(view.section(unit, line_label()));
    }
    if let [unit] = units {
        marks.extend(view.normal(unit, normal_label()));
    }
    let place = |row: &Row| view.project(&row.x);
    marks.extend(corners(&circuit.table(), place, 9.0));
    let (english, russian) = view.words;
    let x = Text::new(english, russian);
    view.frame.panel_of_bits([x, Text::same("x₂")], marks)
}

/// The potential of each row, in the order of the number of active inputs.
fn many_inputs(circuit: &Circuit) -> Panel {
    let table = circuit.table();
    let active = |row: &Row| row.x.iter().sum::<f64>();
    let mut marks = vec![Mark::Horizontal {
        label: line_label(),
        style: line_style(),
        at: 0.0,
    }];
    marks.extend(corners(&table, |row| [active(row), row.potential], 6.0));
    let x = Text::new("active inputs", "активных входов");
    let y = Text::new("potential s", "потенциал s");
    let end = circuit.inputs() as f64 + 0.3;
    Panel::new(
        Axis::linear(x).from_to(-0.3, end).whole(),
        Axis::linear(y).with_zero(),
        marks,
    )
}

/// The inputs with the lines of the hidden units, and the plane of two hidden units, or the potential
/// of the output where there are more.
fn of_two_layers(circuit: &Circuit) -> Vec<Panel> {
    let [hidden, output] = circuit.network.layers() else {
        return Vec::new();
    };
    let units: Vec<&Unit> = hidden.iter().collect();
    let first = match circuit.inputs() {
        2 => two_inputs(circuit, &units),
        3 => three_inputs(circuit, &units),
        _ => hidden_activity(circuit),
    };
    let second = match hidden.len() {
        2 => hidden_plane(circuit, &output[0]),
        _ => many_inputs(circuit),
    };
    let name = &circuit.name;
    let title = |english: &str, russian: &str| {
        Text::new(
            format!("{}: {english}", name.en),
            format!("{}: {russian}", name.ru),
        )
    };
    let formula = formula(&output[0], "h");
    let output_title = match hidden.len() {
        2 => title(
            &format!("outputs of the hidden units, {}", in_one_line(&formula.en)),
            &format!("выходы скрытых нейронов, {}", in_one_line(&formula.ru)),
        ),
        _ => title(
            "potential of the output unit",
            "потенциал выходного нейрона",
        ),
    };
    vec![
        first.titled(title("inputs and hidden units", "входы и скрытые нейроны")),
        second.titled(output_title),
    ]
}

/// How many hidden units fire, of circuits with too many inputs for a picture.
fn hidden_activity(circuit: &Circuit) -> Panel {
    let table = circuit.table();
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let place = |row: &Row| [sum(&row.x), sum(&row.hidden)];
    let x = Text::new("active inputs", "активных входов");
    let y = Text::new("active hidden units", "активных скрытых нейронов");
    Panel::new(
        Axis::linear(x).whole(),
        Axis::linear(y).whole(),
        corners(&table, place, 6.0),
    )
}

/// The plane of two hidden units: corners that fall on one point lie side by side.
fn hidden_plane(circuit: &Circuit, output: &Unit) -> Panel {
    let table = circuit.table();
    let mut marks = SQUARE.sides(output);
    marks.extend(lines(&[output]));
    let place = |row: &Row| {
        let is_same = |other: &&Row| other.hidden == row.hidden;
        let before = table.iter().take_while(|other| other.x != row.x);
        let (rank, all) = (
            before.filter(is_same).count() as f64,
            table.iter().filter(is_same).count() as f64,
        );
        let aside = 0.12 * (rank - (all - 1.0) / 2.0);
        [row.hidden[0] + aside, row.hidden[1] - aside]
    };
    marks.extend(corners(&table, place, 11.0));
    let name = |k: usize| Text::same(format!("h{}", subscript(k)));
    SQUARE.panel_of_bits([name(1), name(2)], marks)
}
