//! Charts for slides: each 16 to 9, titled with its finding, as SVG and as PNG.
//!
//! A chart is a heading and a panel: two scales, and marks drawn on them. Axes, key and labels at the edge follow from the scales and
//! the marks. Each study reads its data out of what it found, and words the finding, in a file `charts` of its own; nothing here
//! knows a study. Charts are pure functions of their data: the same bytes each time, on every computer.
//!
//! ```text
//! chart      a finished chart, and the ways out of it
//! sheet      a panel: its scales, its marks, their layers, key and labels
//! panels     several panels side by side
//! rows       a sheet of rows, each with a title and words beside it: ranges, tornado
//! heat       a sheet of cells
//! marks      lines, areas, levels, dots; spots: points with intervals and names; fan: nested ranges
//! daily      what is drawn over days; dated: targets and observations; schemes: when they run
//! axis       scales of values, days and quantities; labels: names at the right edge
//! plot       values to pixels; canvas: pixels to items of a scene, heading and key
//! scene      what is drawn; scene_svg, scene_png: the two ways it is written; font, palette, words
//! ```

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
