//! A finished chart, and the ways out of it.

use super::canvas::{Canvas, Heading};
use super::scene::Scene;
use super::{scene_png, scene_svg};

/// A finished chart. It can be sent to another thread, to be painted there.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What its files are called, without ending: small letters, digits, hyphens; unique among the charts of a report.
    pub name: String,
    /// Position in `CareSystem::options` of the option it shows, where it shows one.
    pub option: Option<usize>,
    pub(in crate::report) scene: Scene,
}

impl Chart {
    /// What was drawn on a canvas under this heading; `option` is the one it shows.
    pub(in crate::report) fn new(
        name: impl Into<String>,
        option: Option<usize>,
        heading: Heading,
        canvas: &Canvas,
    ) -> Self {
        let letter = |letter: char| match letter.to_ascii_lowercase() {
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        let description = format!("{}. {}", heading.title, heading.told);
        let scene = Scene { title: heading.title, description, items: canvas.take() };
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
pub fn name_apart(charts: &mut [Chart]) {
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
