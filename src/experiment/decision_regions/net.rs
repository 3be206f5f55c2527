//! The networks of the page.

use super::DecisionRegions;
use super::shape::Shape;
use crate::outcome::Text;

/// One network, its set and how it comes by its weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Net {
    /// One unit.
    HandOne,
    /// AND of half-planes.
    HandTwo,
    /// OR of ANDs.
    HandThree,
    /// The best that an AND can do for the set of three layers: its convex hull.
    HandHull,
    TrainedOne,
    TrainedTwo,
    TrainedThree,
    /// Three layers of linear units on the set of three layers.
    TrainedLinear,
    /// Two layers on the set of three layers.
    CounterExample,
    /// Two layers with so many hidden units on the set of three layers.
    Sweep(usize),
}

impl Net {
    /// In the order of the jobs.
    pub fn all(settings: &DecisionRegions) -> Vec<Net> {
        let fixed = [
            Net::HandOne,
            Net::HandTwo,
            Net::HandThree,
            Net::TrainedOne,
            Net::TrainedTwo,
            Net::TrainedThree,
            Net::HandHull,
            Net::TrainedLinear,
            Net::CounterExample,
        ];
        let sweep = settings
            .trained
            .sweep
            .iter()
            .map(|&units| Net::Sweep(units));
        fixed.into_iter().chain(sweep).collect()
    }

    /// First part of the names of its metrics.
    pub fn key(self) -> String {
        match self {
            Net::HandOne => "hand_one_layer".into(),
            Net::HandTwo => "hand_two_layers".into(),
            Net::HandThree => "hand_three_layers".into(),
            Net::HandHull => "hand_hull".into(),
            Net::TrainedOne => "trained_one_layer".into(),
            Net::TrainedTwo => "trained_two_layers".into(),
            Net::TrainedThree => "trained_three_layers".into(),
            Net::TrainedLinear => "trained_linear_layers".into(),
            Net::CounterExample => "counter_example".into(),
            Net::Sweep(units) => format!("two_layers_of_{units}"),
        }
    }

    /// As figures and tables call it.
    pub fn label(self) -> Text {
        match self {
            Net::HandOne => Text::new(
                "1 layer by hand: half-plane",
                "1 слой, вручную: полуплоскость",
            ),
            Net::HandTwo => Text::new("2 layers by hand: AND", "2 слоя, вручную: И"),
            Net::HandThree => {
                Text::new("3 layers by hand: OR of ANDs", "3 слоя, вручную: ИЛИ из И")
            }
            Net::HandHull => Text::new(
                "2 layers by hand: AND, the hull",
                "2 слоя, вручную: И (оболочка)",
            ),
            Net::TrainedOne => Text::new("1 layer, trained", "1 слой, обучен"),
            Net::TrainedTwo => Text::new("2 layers, trained", "2 слоя, обучены"),
            Net::TrainedThree => Text::new("3 layers, trained", "3 слоя, обучены"),
            Net::TrainedLinear => Text::new("3 linear layers, trained", "3 линейных слоя, обучены"),
            Net::CounterExample => Text::new("2 layers, trained", "2 слоя, обучены"),
            Net::Sweep(units) => Text::new(
                format!("2 layers, hidden units: {units}"),
                format!("2 слоя, скрытых нейронов: {units}"),
            ),
        }
    }

    /// The set it is to cut out.
    pub fn target(self, settings: &DecisionRegions) -> Shape {
        match self {
            Net::HandOne | Net::TrainedOne => Shape::HalfPlane {
                normal: settings.half_plane.normal,
                offset: settings.half_plane.offset,
            },
            Net::HandTwo | Net::TrainedTwo => Shape::Union(vec![settings.convex.clone()]),
            _ => Shape::Union(settings.regions.clone()),
        }
    }
}
