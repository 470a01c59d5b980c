//! Charts for slides: each 16 to 9, titled with its finding, as SVG and as PNG.
//!
//! Two layers, one on the other: a scene is what is drawn, and can be written in both formats; a file for each kind of chart
//! turns a small struct of plain data into a scene. Each study reads that data out of what it found, and words the finding, in a
//! file `charts` of its own. Charts are pure functions of their data: the same bytes each time, on every computer.

pub(super) mod axis;
pub(super) mod canvas;
pub(super) mod daily;
pub(super) mod dated;
pub(super) mod fan;
pub(super) mod font;
pub(super) mod heat;
mod labels;
pub(super) mod marks;
pub(super) mod palette;
pub(super) mod panels;
pub(super) mod plot;
pub(super) mod ranges;
pub(super) mod rows;
pub(super) mod scene;
mod scene_png;
mod scene_svg;
pub(super) mod schemes;
pub(super) mod sheet;
pub(super) mod spots;
pub(super) mod tornado;
pub(super) mod words;

use canvas::{Canvas, Heading};
use scene::Scene;

/// A finished chart. It can be sent to another thread, to be painted there.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What its files are called, without ending: small letters, digits, hyphens; unique among the charts of a report.
    pub name: String,
    /// Position in `CareSystem::options` of the option it shows, where it shows one.
    pub option: Option<usize>,
    pub(super) scene: Scene,
}

impl Chart {
    /// What was drawn on a canvas under this heading; `option` is the one it shows.
    pub(super) fn new(name: impl Into<String>, option: Option<usize>, heading: Heading, canvas: &Canvas) -> Self {
        let letter = |letter: char| match letter.to_ascii_lowercase() {
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        let description = format!("{}. {}", heading.title, heading.told);
        let scene = Scene { title: heading.title, description, items: canvas.recorder.take() };
        Self { name: name.into().chars().map(letter).collect(), option, scene }
    }

    /// The finding, as a sentence.
    pub fn title(&self) -> &str {
        &self.scene.title
    }

    /// The chart in words, for those who cannot see it.
    pub fn alternative_text(&self) -> &str {
        &self.scene.description
    }

    /// The chart as an SVG document, which may also stand inside an HTML page.
    pub fn svg(&self) -> String {
        scene_svg::svg(&self.scene)
    }

    /// The chart as a PNG of 1920 x 1080 pixels: some 60 ms of work, worth a thread of its own.
    pub fn png(&self) -> Vec<u8> {
        scene_png::png(&self.scene)
    }
}

/// Numbers charts whose names would be the same.
pub(super) fn name_apart(charts: &mut [Chart]) {
    for at in 1..charts.len() {
        let (before, rest) = charts.split_at_mut(at);
        let base = rest[0].name.clone();
        let mut number = 2;
        while before.iter().any(|chart| chart.name == rest[0].name) {
            rest[0].name = format!("{base}-{number}");
            number += 1;
        }
    }
}
