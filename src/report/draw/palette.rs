//! A fixed colour for each method, gate and class, so that a thing looks the same in every figure.
//!
//! The colours are those of Okabe & Ito (2008) and of Tol's *bright* and *muted* schemes
//! (SRON/EPS/TN/09-002), which people with a colour vision deficiency can tell apart; where there
//! are more methods than such colours, the dash tells relatives apart. A key that ends in `-N` and
//! is not in the list belongs to a numbered family (`group-3`): its members take colours from dark
//! to light in the order of their numbers. Other unknown keys take colours in the order in which the
//! figure names them.

use super::colour_map;
use super::scene::Colour;
use crate::outcome::figure::{Colours, Dash, Figure, Fill, Item, Mark, Style};
use std::collections::BTreeSet;

/// The colour and the usual line pattern of one key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// The style key.
    pub key: &'static str,
    /// `0xRRGGBB`.
    pub rgb: u32,
    /// Used where a style asks for a solid line.
    pub dash: Dash,
}

const fn solid(key: &'static str, rgb: u32) -> Shade {
    Shade {
        key,
        rgb,
        dash: Dash::Solid,
    }
}

const fn dashed(key: &'static str, rgb: u32) -> Shade {
    Shade {
        key,
        rgb,
        dash: Dash::Dashed,
    }
}

/// The known keys: methods, gates and currents, classes, roles.
pub const PALETTE: &[Shade] = &[
    // First-order methods.
    solid("gradient-descent", 0x4D4D4D),
    dashed("stochastic-gradient-descent", 0x8C8C8C),
    solid("momentum", 0x56B4E9),
    dashed("nesterov", 0x4477AA),
    dashed("weight-decay", 0x999933),
    solid("adagrad", 0x8C510A),
    dashed("adadelta", 0xB8860B),
    dashed("rmsprop", 0x882255),
    solid("adam", 0xAA3377),
    dashed("adamw", 0xEE6677),
    // Methods of the lecture's comparison: the most distinct colours.
    solid("quickprop", 0xE69F00),
    solid("rprop", 0xD55E00),
    solid("conjugate-gradients", 0x009E73),
    dashed("scaled-conjugate-gradients", 0x44AA66),
    solid("bfgs", 0x0072B2),
    dashed("l-bfgs", 0x332288),
    solid("levenberg-marquardt", 0xCC79A7),
    // Membrane potential, gates, currents.
    solid("potential", 0x1F2328),
    solid("m", 0xD55E00),
    solid("h", 0x0072B2),
    solid("n", 0x009E73),
    solid("sodium", 0xCC3311),
    solid("potassium", 0x117733),
    solid("leak", 0x88857F),
    solid("stimulus", 0xE69F00),
    // Classes.
    solid("class-0", 0xD55E00),
    solid("class-1", 0x0072B2),
    solid("class-2", 0x009E73),
    solid("class-3", 0xCC79A7),
    solid("class-4", 0xE69F00),
    solid("class-5", 0x56B4E9),
    solid("class-6", 0x882255),
    solid("class-7", 0x999933),
    solid("class-8", 0x332288),
    solid("class-9", 0x6E6E6E),
    // Roles and activations.
    solid("train", 0x0072B2),
    solid("test", 0xD55E00),
    solid("linear", 0x4D4D4D),
    solid("tanh", 0x0072B2),
    solid("product", 0xD55E00),
    solid("single", 0x0072B2),
    solid("deep_linear", 0xD55E00),
    solid("deep_tanh", 0x009E73),
    solid("packet", 0x0072B2),
    solid("survives", 0x0072B2),
    solid("dies", 0xD55E00),
    // What others are compared with.
    dashed("reference", 0x1F2328),
    dashed("rest", 0x6E6E6E),
    // Phase planes: fixed points and what belongs to them.
    solid("stable", 0x0072B2),
    solid("saddle", 0xE69F00),
    solid("unstable", 0xD55E00),
    dashed("separatrix", 0xCC79A7),
    solid("whole", 0x332288),
    // Rates of a gate; equations as printed and corrected.
    solid("opening", 0xCC79A7),
    solid("closing", 0xE69F00),
    solid("corrected", 0x0072B2),
    solid("printed", 0xD55E00),
    // Maps: the inputs they learn, what carries their units.
    solid("inputs", 0xC3C8CF),
    solid("lattice", 0x0072B2),
    solid("ground", 0xF0F1F3),
];

/// Colours of keys that are not in [`PALETTE`], in the order in which they are handed out.
const SPARE: [u32; 10] = [
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x882255, 0x999933, 0x332288,
    0x4D4D4D,
];

/// The share of the sequential map that numbered families use: its lightest colours are too pale
/// for lines on white.
const FAMILY_END: f64 = 0.88;

/// The colours of one figure.
#[derive(Clone, Debug)]
pub struct FigureColours {
    keys: Vec<(String, Colour, Dash)>,
}

impl FigureColours {
    /// Hands out the colours of all keys in the figure.
    pub fn of(figure: &Figure) -> Self {
        let mut names: Vec<&str> = Vec::new();
        let marks = figure.panels.iter().flat_map(|panel| &panel.marks);
        for key in marks.flat_map(keys) {
            if !names.contains(&key) {
                names.push(key);
            }
        }
        let taken: BTreeSet<u32> = names
            .iter()
            .filter_map(|key| known(key))
            .map(|s| s.rgb)
            .collect();
        let free: Vec<u32> = SPARE
            .into_iter()
            .filter(|rgb| !taken.contains(rgb))
            .collect();
        let mut next = 0;
        let keys = names.iter().map(|&name| {
            let (colour, dash) = if let Some(shade) = known(name) {
                (Colour::hex(shade.rgb), shade.dash)
            } else if let Some((family, number)) = numbered(name) {
                (member(family, number, &names), Dash::Solid)
            } else {
                // Round again when all are used; a figure that needs it has too many lines anyway.
                let spares = if free.is_empty() { &SPARE[..] } else { &free };
                next += 1;
                (Colour::hex(spares[(next - 1) % spares.len()]), Dash::Solid)
            };
            (name.to_owned(), colour, dash)
        });
        FigureColours {
            keys: keys.collect(),
        }
    }

    /// The colour of a key.
    pub fn colour(&self, key: &str) -> Colour {
        self.keys
            .iter()
            .find(|(name, ..)| name == key)
            .map_or(super::scene::INK, |&(_, colour, _)| colour)
    }

    /// The line pattern of a style: its own, or its key's where it asks for a solid line.
    pub fn dash(&self, style: &Style) -> Dash {
        let usual = self.keys.iter().find(|(name, ..)| *name == style.key);
        match (style.dash, usual) {
            (Dash::Solid, Some(&(_, _, dash))) => dash,
            (dash, _) => dash,
        }
    }
}

fn known(key: &str) -> Option<&'static Shade> {
    PALETTE.iter().find(|shade| shade.key == key)
}

/// Splits `group-3` into `group` and 3.
fn numbered(key: &str) -> Option<(&str, u64)> {
    let (family, number) = key.rsplit_once('-')?;
    Some((family, number.parse().ok()?))
}

fn member(family: &str, number: u64, names: &[&str]) -> Colour {
    let numbers: BTreeSet<u64> = names
        .iter()
        .filter_map(|name| numbered(name))
        .filter(|&(other, _)| other == family)
        .map(|(_, number)| number)
        .collect();
    let rank = numbers.range(..number).count() as f64;
    let last = (numbers.len().max(2) - 1) as f64;
    colour_map::colour(Colours::Sequential, FAMILY_END * rank / last)
}

/// The style keys that a mark names, in order.
fn keys<'a>(mark: &'a Mark) -> Vec<&'a str> {
    match mark {
        Mark::Line { style, .. }
        | Mark::Steps { style, .. }
        | Mark::Band { style, .. }
        | Mark::Points { style, .. }
        | Mark::Raster { style, .. }
        | Mark::Path { style, .. }
        | Mark::Horizontal { style, .. }
        | Mark::Vertical { style, .. } => vec![&style.key],
        Mark::Regions { keys, .. } | Mark::CriticalDifference { keys, .. } => {
            keys.iter().map(String::as_str).collect()
        }
        Mark::Bars { groups, .. } => groups.iter().map(|g| g.style.key.as_str()).collect(),
        Mark::Boxes { groups, .. } => groups.iter().map(|g| g.style.key.as_str()).collect(),
        Mark::Schematic { items, .. } => {
            let key = |item: &'a Item| match item {
                Item::Node(node) => node.key.as_str(),
                Item::Line(line) => line.style.key.as_str(),
            };
            items
                .iter()
                .map(key)
                .filter(|key| !key.is_empty())
                .collect()
        }
        Mark::Cells {
            fill: Fill::Style(style),
            ..
        } => vec![&style.key],
        Mark::Cells { .. }
        | Mark::HeatMap { .. }
        | Mark::Matrix { .. }
        | Mark::Hinton { .. }
        | Mark::Contours { .. }
        | Mark::Images { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Text;
    use crate::outcome::figure::{Axis, Panel};

    fn figure(keys: &[&str]) -> Figure {
        let line = |key: &&str| Mark::Horizontal {
            label: Text::default(),
            style: Style::of(*key),
            at: 0.0,
        };
        let marks = keys.iter().map(line).collect();
        let panel = Panel::new(Axis::default(), Axis::default(), marks);
        Figure::single("f", Text::default(), panel)
    }

    fn distance(a: Colour, b: Colour) -> f64 {
        let d = |x: u8, y: u8| (f64::from(x) - f64::from(y)).powi(2);
        (d(a.rgb.0, b.rgb.0) + d(a.rgb.1, b.rgb.1) + d(a.rgb.2, b.rgb.2)).sqrt()
    }

    #[test]
    fn keys_that_share_a_figure_differ_in_colour_or_pattern() {
        let groups: [&[Shade]; 3] = [&PALETTE[..17], &PALETTE[17..25], &PALETTE[25..35]];
        for group in groups {
            for (k, a) in group.iter().enumerate() {
                for b in &group[k + 1..] {
                    let apart = distance(Colour::hex(a.rgb), Colour::hex(b.rgb));
                    let least = if a.dash == b.dash { 45.0 } else { 25.0 };
                    assert!(apart > least, "{} and {} are {apart} apart", a.key, b.key);
                }
            }
        }
    }

    #[test]
    fn a_known_key_has_its_colour_whatever_else_is_drawn() {
        let alone = FigureColours::of(&figure(&["rprop"]));
        let among = FigureColours::of(&figure(&["a", "b", "bfgs", "rprop"]));
        assert_eq!(alone.colour("rprop"), among.colour("rprop"));
        assert_eq!(alone.colour("rprop"), Colour::hex(0xD55E00));
    }

    #[test]
    fn unknown_keys_take_colours_in_order_and_none_that_is_in_use() {
        let colours = FigureColours::of(&figure(&["bfgs", "mine", "yours"]));
        assert_eq!(colours.colour("mine"), Colour::hex(0xD55E00));
        assert_eq!(colours.colour("yours"), Colour::hex(0x009E73));
    }

    #[test]
    fn numbered_families_run_from_dark_to_light() {
        let names = ["group-2", "group-1", "group-10"];
        let colours = FigureColours::of(&figure(&names));
        let light = |key| {
            let (r, g, b) = colours.colour(key).rgb;
            u32::from(r) + u32::from(g) + u32::from(b)
        };
        assert!(light("group-1") < light("group-2") && light("group-2") < light("group-10"));
    }

    #[test]
    fn a_style_that_asks_for_a_pattern_gets_it() {
        let colours = FigureColours::of(&figure(&["l-bfgs", "bfgs"]));
        assert_eq!(colours.dash(&Style::of("l-bfgs")), Dash::Dashed);
        assert_eq!(colours.dash(&Style::of("bfgs")), Dash::Solid);
        assert_eq!(colours.dash(&Style::of("bfgs").dashed()), Dash::Dashed);
    }
}
