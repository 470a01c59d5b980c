//! Charts for slides: each 16 to 9, titled with its finding, as SVG and as PNG.
//!
//! Three layers, each on the one before: a [`scene`] is what is drawn, and can be written in both formats; a file for each
//! kind of chart turns a small struct of plain data into a scene; the `from_…` files read that data out of a scenario and its
//! results, and word the finding. Charts are pure functions of their data: the same bytes each time, on every computer.

mod axis;
mod canvas;
mod fan;
mod font;
mod labels;
mod lines;
mod marks;
mod palette;
mod panels;
mod plot;
mod scene;
mod scene_png;
mod scene_svg;
mod schemes;
mod stack;
mod value;
mod words;
