//! Paints a scene as PNG, with smooth edges.

use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::font;
use super::scene::{Anchor, Colour, FINENESS, HEIGHT, Item, Point, Scene, Text, WIDTH};
use super::scene_svg::HALO;

/// The scene as a PNG of 1920 x 1080 pixels. Empty should the picture not fit into memory.
pub fn png(scene: &Scene) -> Vec<u8> {
    let Some(mut picture) = Pixmap::new(WIDTH, HEIGHT) else { return Vec::new() };
    picture.fill(Color::WHITE);
    for item in &scene.items {
        paint(&mut picture, item);
    }
    picture.encode_png().unwrap_or_default()
}

fn paint(picture: &mut Pixmap, item: &Item) {
    match item {
        Item::Area { points, colour } => {
            if let Some(path) = polygon(points, true) {
                fill(picture, &path, *colour);
            }
        }
        Item::Line { points, colour, width, dash } => {
            if let Some(path) = polygon(points, false) {
                let dash: Vec<f32> = dash.iter().map(|&length| pixels(length as i32)).collect();
                stroke(picture, &path, *colour, pixels(*width as i32), StrokeDash::new(dash, 0.0));
            }
        }
        Item::Circle { centre, radius, colour } => {
            let circle = PathBuilder::from_circle(pixels(centre.0), pixels(centre.1), pixels(*radius as i32));
            if let Some(path) = circle {
                fill(picture, &path, *colour);
            }
        }
        Item::Text(text) => {
            if let Some(path) = letters(text) {
                if let Some(halo) = text.halo {
                    stroke(picture, &path, halo, (text.size * HALO) as f32, None);
                }
                fill(picture, &path, text.colour);
            }
        }
    }
}

fn ink(colour: Colour) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour.0, colour.1, colour.2, 255);
    paint
}

fn fill(picture: &mut Pixmap, path: &Path, colour: Colour) {
    picture.fill_path(path, &ink(colour), FillRule::Winding, Transform::identity(), None);
}

fn stroke(picture: &mut Pixmap, path: &Path, colour: Colour, width: f32, dash: Option<StrokeDash>) {
    let stroke = Stroke { width, dash, line_join: LineJoin::Round, line_cap: LineCap::Butt, ..Stroke::default() };
    picture.stroke_path(path, &ink(colour), &stroke, Transform::identity(), None);
}

fn polygon(points: &[Point], closed: bool) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    let mut path = PathBuilder::with_capacity(points.len() + 1, points.len() + 1);
    path.move_to(pixels(first.0), pixels(first.1));
    for point in rest {
        path.line_to(pixels(point.0), pixels(point.1));
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// The outlines of the letters of a text, where it stands.
fn letters(text: &Text) -> Option<Path> {
    let x = if text.anchor == Anchor::Start { text.x } else { text.left() };
    let mut path = PathBuilder::new();
    font::outline(&text.text, text.size, text.weight, (x, text.baseline), |stroke| match stroke {
        font::Stroke::Begin(x, y) => {
            path.close();
            path.move_to(x as f32, y as f32);
        }
        font::Stroke::Line(x, y) => path.line_to(x as f32, y as f32),
        font::Stroke::Quadratic([a, b, x, y]) => path.quad_to(a as f32, b as f32, x as f32, y as f32),
        font::Stroke::Cubic([a, b, c, d, x, y]) => {
            path.cubic_to(a as f32, b as f32, c as f32, d as f32, x as f32, y as f32);
        }
    });
    path.close();
    path.finish()
}

fn pixels(steps: i32) -> f32 {
    steps as f32 / FINENESS as f32
}
