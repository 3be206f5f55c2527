//! Colour maps from 0..1: viridis (van der Walt & Smith 2015), a blue–white–red map of
//! evenly falling lightness (Brewer's RdBu), grey, and blue from white (Brewer's Blues).

use super::scene::{Colour, MISSING};
use crate::outcome::figure::Colours;

/// viridis at nine evenly spaced places.
const VIRIDIS: [u32; 9] = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
];

/// RdBu reversed, at nine evenly spaced places, white in the middle.
const BLUE_RED: [u32; 9] = [
    0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xFFFFFF, 0xF4A582, 0xD6604D, 0xB2182B, 0x67001F,
];

/// Brewer's Blues from white, at nine evenly spaced places.
const BLUES: [u32; 9] = [
    0xFFFFFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C, 0x08306B,
];

const GREY: [u32; 2] = [0x000000, 0xFFFFFF];

/// The colour at `share` of the map (cut to 0..1); NaN has a colour of its own.
pub fn colour(map: Colours, share: f64) -> Colour {
    if share.is_nan() {
        return MISSING;
    }
    let stops: &[u32] = match map {
        Colours::Sequential => &VIRIDIS,
        Colours::Diverging => &BLUE_RED,
        Colours::Grey => &GREY,
        Colours::Blues => &BLUES,
    };
    let place = share.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
    let below = (place as usize).min(stops.len() - 2);
    Colour::hex(stops[below]).mix(Colour::hex(stops[below + 1]), place - below as f64)
}

/// The ends of the colour scale of some values: the smallest and largest finite one, symmetric
/// around zero for the diverging map; never empty.
pub fn limits(map: Colours, values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.into_iter().filter(|value| value.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    if map == Colours::Diverging {
        high = low.abs().max(high.abs());
        low = -high;
    }
    if low == high {
        let half = if low == 0.0 { 1.0 } else { 0.5 * low.abs() };
        (low, high) = (low - half, high + half);
    }
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_white_in_the_diverging_map() {
        let (low, high) = limits(Colours::Diverging, [-0.5, 2.0, f64::NAN]);
        assert_eq!((low, high), (-2.0, 2.0));
        let zero = colour(Colours::Diverging, (0.0 - low) / (high - low));
        assert_eq!(zero, Colour::hex(0xFFFFFF));
    }

    #[test]
    fn maps_begin_and_end_as_published_and_cut_what_lies_outside() {
        assert_eq!(colour(Colours::Sequential, -3.0), Colour::hex(0x440154));
        assert_eq!(colour(Colours::Sequential, 2.0), Colour::hex(0xFDE725));
        assert_eq!(colour(Colours::Grey, 0.5).rgb, (128, 128, 128));
        assert_eq!(colour(Colours::Grey, f64::NAN), MISSING);
    }

    #[test]
    fn constant_and_empty_data_still_have_a_scale() {
        for values in [vec![], vec![3.0], vec![0.0, 0.0], vec![f64::INFINITY]] {
            let (low, high) = limits(Colours::Sequential, values);
            assert!(low < high);
        }
    }
}
