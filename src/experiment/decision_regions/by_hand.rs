//! The networks of threshold units, their weights set by hand (Lippmann 1987).

use super::shape::convex_hull;
use super::{DecisionRegions, Net};
use crate::experiment::Failure;
use crate::threshold::Network;
use crate::threshold::regions::{ConvexPolygon, Point, RegionError, half_plane, triangles, union};

/// The network of one panel; `None` where the net is a trained one.
pub fn network(net: Net, settings: &DecisionRegions) -> Result<Option<Network>, Failure> {
    let built = match net {
        Net::HandOne => Ok(one_layer(settings)),
        Net::HandTwo => ConvexPolygon::new(&settings.convex).map(|polygon| polygon.inside()),
        Net::HandThree => three_layers(&settings.regions),
        Net::HandHull => {
            let corners: Vec<Point> = settings.regions.iter().flatten().copied().collect();
            ConvexPolygon::new(&convex_hull(&corners)).map(|polygon| polygon.inside())
        }
        _ => return Ok(None),
    };
    built.map(Some).map_err(Failure::told)
}

fn one_layer(settings: &DecisionRegions) -> Network {
    let unit = half_plane(settings.half_plane.normal, settings.half_plane.offset);
    Network::new(2, vec![vec![unit]]).expect("the unit has two inputs")
}

/// The OR of convex polygons; what is not convex is cut into triangles first.
fn three_layers(polygons: &[Vec<Point>]) -> Result<Network, RegionError> {
    let mut convex = Vec::new();
    for corners in polygons {
        match ConvexPolygon::new(corners) {
            Ok(polygon) => convex.push(polygon),
            Err(RegionError::NotConvex { .. }) => convex.extend(triangles(corners)?),
            Err(error) => return Err(error),
        }
    }
    union(&convex)
}
