//! Charts for slides: each 16 to 9, titled with its finding, as SVG and as PNG.
//!
//! Two layers, one on the other: a scene is what is drawn, and can be written in both formats; a file for each kind of chart
//! turns a small struct of plain data into a scene. Each study reads that data out of what it found, and words the finding, in a
//! file `charts` of its own. Charts are pure functions of their data: the same bytes each time, on every computer.

mod axis;
mod canvas;
mod chart;
mod daily;
mod dated;
mod fan;
mod font;
mod heat;
mod labels;
mod marks;
pub(super) mod palette;
mod panels;
mod plot;
mod ranges;
mod rows;
pub(super) mod scene;
mod scene_png;
mod scene_svg;
mod schemes;
mod sheet;
mod spots;
mod tornado;
pub(super) mod words;

pub(super) use axis::{Bottom, Days, Edge, Quantity, Values};
pub(super) use canvas::{Heading, Pen, RIGHT, Style, Swatch};
pub use chart::Chart;
pub(super) use chart::name_apart;
pub(super) use daily::{DailyFan, Series, add_observed, add_series, add_target};
pub(super) use dated::{AIMED, Aim, Dated, NAMED, Observed};
pub(super) use fan::{FAN_ENDS, FAN_PLACE, FAN_PROBABILITIES, FAN_RANGES, Fan};
pub(super) use font::CAPITAL;
pub(super) use heat::{Heat, HeatAxis};
pub(super) use marks::{Band, Caption, Dots, Level, Line, Stated};
pub(super) use palette::{
    AXIS, BANDS, BLOCKED, INK, LABEL, MUTED, NAVY, OPTIONS, REASONS, REFERENCE, RULE, SMALLEST, WHITE,
};
pub(super) use panels::{MOST_PANELS, Panels, Titled, panel_of_days};
pub(super) use plot::{Datum, Plot};
pub(super) use ranges::{Ranged, Ranges};
pub(super) use rows::Rows;
pub(super) use scene::{Anchor, Colour};
pub(super) use schemes::SchemeBar;
pub(super) use sheet::{Across, Mark, Panel, Scale};
pub(super) use spots::{Frontier, Look, Name, Names, Spot, Spots};
pub(super) use tornado::{Bar, Tip, Tornado};
pub(super) use words::Unit;
