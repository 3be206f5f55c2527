//! Tables read back: headers, cells, and every bit of a number.

use super::*;
use crate::outcome::figure::{
    Align, Axis, BarGroup, CellShape, Colours, Connection, Fill, Item, Mark, Node, NodeShape,
    Panel, Picture, Style,
};
use crate::outcome::{Column as SeriesColumn, Text};

fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let header = owned(reader.headers().unwrap());
    let rows = reader.records().map(|record| owned(&record.unwrap()));
    (header, rows.collect())
}

#[test]
fn numbers_read_back_bit_for_bit() {
    let values = [
        0.1 + 0.2,
        -0.0,
        5e-324,
        1.797e308,
        1e-9,
        123_456.789,
        f64::NEG_INFINITY,
    ];
    for value in values {
        let back: f64 = number(value).parse().unwrap();
        assert_eq!(back.to_bits(), value.to_bits(), "{}", number(value));
    }
    assert_eq!(
        (number(f64::NAN), number(1e-300)),
        ("NaN".into(), "1e-300".into())
    );
}

#[test]
fn units_of_maps_are_at_their_places_with_number_colour_or_size() {
    let cells = |fill| Mark::Cells {
        label: Text::same("hits"),
        shape: CellShape::Square,
        x: vec![0.0, 1.0],
        y: vec![0.0, 0.0],
        sizes: vec![1.0, 0.5],
        fill,
        texts: vec![String::new(), "7".into()],
    };
    let values = Fill::Values {
        z: vec![3.0, 4.0],
        colours: Colours::Blues,
        limits: None,
    };
    let own = Fill::Own(vec![1.0, 0.0, 0.25, 0.0, 0.0, 0.0]);
    let style = Fill::Style(Style::of("class-1"));
    let marks = [values, own, style].map(cells).to_vec();
    let panel = Panel::new(Axis::default(), Axis::default(), marks);
    let drawn = Figure::single("f", Text::default(), panel);
    let (header, rows) = read(&figure(&drawn, Language::En).unwrap());
    assert_eq!(
        header.join(","),
        "panel,mark,label,key,x,y,value,red,green,blue,text"
    );
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(
        lines,
        [
            "1,cell,hits,,0,0,3,,,,",
            "1,cell,hits,,1,0,4,,,,7",
            "1,cell,hits,,0,0,,1,0,0.25,",
            "1,cell,hits,,1,0,,0,0,0,7",
            "1,cell,hits,class-1,0,0,1,,,,",
            "1,cell,hits,class-1,1,0,0.5,,,,7",
        ]
    );
}

#[test]
fn a_series_heads_each_column_with_its_unit() {
    let column = |name: &str, unit: &str, values: &[f64]| SeriesColumn {
        name: name.into(),
        unit: unit.into(),
        values: values.to_vec(),
    };
    let written = series(&Series {
        name: "s".into(),
        columns: vec![column("t", "ms", &[0.0, 0.5]), column("n", "", &[1.0])],
    });
    assert_eq!(written.unwrap(), "t [ms],n\n0,1\n0.5,\n");
}

#[test]
fn a_figure_is_one_tidy_table_with_units_in_its_header() {
    let line = |label: &str| Mark::Line {
        label: Text::same(label),
        style: Style::of("v"),
        x: vec![0.0, 0.1],
        y: vec![-65.0, 40.25],
    };
    let time = || Axis::linear(Text::new("time, ms", "время, мс"));
    let voltage = Panel::new(time(), Axis::linear(Text::same("V, mV")), vec![line("V")]);
    let band = Mark::Band {
        label: Text::default(),
        style: Style::of("m"),
        x: vec![1.0],
        low: vec![0.25],
        high: vec![0.75],
    };
    let gates = Panel::new(
        time(),
        Axis::linear(Text::same("gates")),
        vec![line("m, h"), band],
    );
    let drawn = Figure::grid("f", Text::default(), 1, vec![voltage, gates]);
    let (header, rows) = read(&figure(&drawn, Language::Ru).unwrap());
    assert_eq!(
        header,
        [
            "panel",
            "mark",
            "label",
            "key",
            "x: время, мс",
            "y: V, mV",
            "y: gates",
            "low",
            "high"
        ]
    );
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[1], ["1", "line", "V", "v", "0.1", "40.25", "", "", ""]);
    assert_eq!(rows[4], ["2", "band", "", "m", "1", "", "", "0.25", "0.75"]);
}

#[test]
fn classes_places_and_pictures_have_columns_of_their_own() {
    let regions = Mark::Regions {
        columns: 2,
        x: (0.0, 1.0),
        y: (0.0, 4.0),
        class: vec![0, 1, 1, 0],
        keys: vec!["class-0".into(), "class-1".into()],
    };
    let bars = Mark::Bars {
        places: vec![Text::same("BFGS")],
        groups: vec![BarGroup {
            label: Text::same("training"),
            style: Style::of("train"),
            values: vec![2.0],
            low: vec![1.5],
            high: vec![2.5],
        }],
    };
    let images = Mark::Images {
        label: Text::same("weight"),
        width: 2,
        height: 1,
        per_row: 1,
        pictures: vec![Picture {
            caption: Text::default(),
            values: vec![0.5, -0.5],
        }],
        colours: Colours::Grey,
        shared_scale: true,
    };
    let panel = |mark| Panel::new(Axis::default(), Axis::default(), vec![mark]);
    let mut panels = [regions, bars, images].map(panel).to_vec();
    panels[2].title = Text::same("BFGS");
    let drawn = Figure::grid("f", Text::default(), 1, panels);
    let (header, rows) = read(&figure(&drawn, Language::En).unwrap());
    assert_eq!(
        header.join(","),
        "panel,title,mark,label,key,place,picture,x,y,low,high,value,class"
    );
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(lines[1], "1,,region,,class-1,,,0.75,1,,,,1");
    assert_eq!(lines[4], "2,,bar,training,train,BFGS,,,2,1.5,2.5,,");
    assert_eq!(lines[6], "3,BFGS,image,weight,,,1,1,0,,,-0.5,");
}

#[test]
fn cells_of_matrices_and_ranks_belong_to_names() {
    let names = |names: &[&str]| names.iter().map(|name| Text::same(*name)).collect();
    let matrix = Mark::Matrix {
        label: Text::same("examples"),
        rows: names(&["a", "b"]),
        columns: names(&["p", "q"]),
        z: vec![7.0, 1.0, f64::NAN, 5.0],
        texts: ["7", "1", "–", "5"].map(String::from).to_vec(),
        colours: Colours::Blues,
        limits: None,
    };
    let hinton = Mark::Hinton {
        label: Text::same("weight"),
        rows: names(&["unit"]),
        columns: names(&["", ""]),
        z: vec![0.5, -2.0],
        largest: None,
    };
    let ranks = Mark::CriticalDifference {
        names: names(&["BFGS", "Rprop"]),
        keys: vec!["bfgs".into(), "rprop".into()],
        ranks: vec![1.25, 1.75],
        distance: 0.9,
        groups: vec![vec![0, 1]],
    };
    let steps = Mark::Steps {
        label: Text::same("BFGS"),
        style: Style::of("bfgs"),
        x: vec![1.0],
        y: vec![0.5],
    };
    let panel = |mark| Panel::new(Axis::default(), Axis::default(), vec![mark]);
    let panels = [matrix, hinton, ranks, steps].map(panel).to_vec();
    let drawn = Figure::grid("f", Text::default(), 1, panels);
    let (header, rows) = read(&figure(&drawn, Language::En).unwrap());
    assert_eq!(
        header.join(","),
        "panel,mark,label,key,row,column,x,y,value,text,class"
    );
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(
        lines,
        [
            "1,matrix,examples,,a,p,,,7,7,",
            "1,matrix,examples,,a,q,,,1,1,",
            "1,matrix,examples,,b,p,,,NaN,–,",
            "1,matrix,examples,,b,q,,,5,5,",
            "2,hinton,weight,,unit,1,,,0.5,,",
            "2,hinton,weight,,unit,2,,,-2,,",
            "3,rank,BFGS,bfgs,,,1.25,,,,",
            "3,rank,Rprop,rprop,,,1.75,,,,",
            "3,critical difference,,,,,,,0.9,,",
            "3,group,BFGS,,,,1.25,,,,1",
            "3,group,Rprop,,,,1.75,,,,1",
            "4,steps,BFGS,bfgs,,,1,0.5,,,",
        ]
    );
}

#[test]
fn a_schematic_lists_its_nodes_and_the_points_of_its_lines() {
    let node = Item::Node(Node {
        shape: NodeShape::Circle,
        at: (1.0, 2.0),
        size: (3.0, 3.0),
        label: Text::new("output", "выход"),
        em: 1.0,
        align: Align::Middle,
        key: "class-2".into(),
    });
    let arrow = Item::Line(Connection {
        points: vec![(0.0, 2.0), (0.5, 2.0)],
        curved: false,
        arrow: true,
        style: Style::of(""),
    });
    let mark = Mark::Schematic {
        size: (4.0, 4.0),
        items: vec![node, arrow],
    };
    let panel = Panel::new(Axis::default(), Axis::default(), vec![mark]);
    let drawn = Figure::single("f", Text::default(), panel);
    let (header, rows) = read(&figure(&drawn, Language::Ru).unwrap());
    assert_eq!(header.join(","), "panel,mark,label,key,row,x,y");
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(
        lines,
        [
            "1,node,выход,class-2,,1,2",
            "1,arrow,,,1,0,2",
            "1,arrow,,,1,0.5,2"
        ]
    );
}
