//! Writes a scene as SVG: real text, a title and a description for those who cannot see it, no scripts and no references.

use std::fmt::Write as _;

use super::font::Weight;
use super::scene::{Anchor, Colour, FINENESS, HEIGHT, Item, Point, Scene, Text, WIDTH};

/// The letters of the charts first, then what Windows and other systems have.
const FAMILY: &str = "Noto Sans, Segoe UI, Arial, sans-serif";

/// Width of the rim around letters with a halo, as a share of the font size.
pub(super) const HALO: f64 = 0.26;

/// The scene as a whole SVG document, which may also stand inside an HTML page: it defines no identifiers.
pub fn svg(scene: &Scene) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let (title, description) = (escape(&scene.title), escape(&scene.description));
    // A `String` takes every write, so the results of `write!` below carry nothing.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         role=\"img\" aria-label=\"{title}\" font-family=\"{FAMILY}\">\n<title>{title}</title>\n<desc>{description}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n"
    );
    for item in &scene.items {
        write_item(&mut out, item);
    }
    out.push_str("</svg>\n");
    out
}

fn write_item(out: &mut String, item: &Item) {
    match item {
        Item::Area { points, colour } => {
            let _ = writeln!(out, "<path d=\"{}Z\" fill=\"{}\"/>", path(points), hexadecimal(*colour));
        }
        Item::Line { points, colour, width, dash } => {
            let _ = write!(
                out,
                "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                path(points),
                hexadecimal(*colour),
                pixels(*width as i32)
            );
            if !dash.is_empty() {
                let dash: Vec<String> = dash.iter().map(|&length| pixels(length as i32)).collect();
                let _ = write!(out, " stroke-dasharray=\"{}\"", dash.join(" "));
            }
            out.push_str("/>\n");
        }
        Item::Circle { centre, radius, colour } => {
            let (x, y, r) = (pixels(centre.0), pixels(centre.1), pixels(*radius as i32));
            let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{}\"/>", hexadecimal(*colour));
        }
        Item::Text(text) => write_text(out, text),
    }
}

/// The halo is a text of its own below the letters: `paint-order` is unknown to office programs.
fn write_text(out: &mut String, text: &Text) {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if text.weight == Weight::Bold { " font-weight=\"bold\"" } else { "" };
    let place = format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor}",
        decimal(text.x),
        decimal(text.baseline),
        decimal(text.size)
    );
    let words = escape(&text.text);
    if let Some(halo) = text.halo {
        let (colour, width) = (hexadecimal(halo), decimal(text.size * HALO));
        let _ = writeln!(
            out,
            "{place} fill=\"{colour}\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" \
             aria-hidden=\"true\">{words}</text>"
        );
    }
    let _ = writeln!(out, "{place} fill=\"{}\">{words}</text>", hexadecimal(text.colour));
}

fn path(points: &[Point]) -> String {
    let mut out = String::with_capacity(points.len() * 14);
    for (at, point) in points.iter().enumerate() {
        out.push(if at == 0 { 'M' } else { 'L' });
        let _ = write!(out, "{} {}", pixels(point.0), pixels(point.1));
    }
    out
}

/// Grid steps as pixels.
fn pixels(steps: i32) -> String {
    decimal(f64::from(steps) / f64::from(FINENESS))
}

/// At most two digits after the point, and no needless ones.
fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hexadecimal(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
}

/// The text as XML wants it. Control characters, which XML forbids, are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_marks_of_xml_are_escaped() {
        let scene = Scene { title: "A & B <\"C\">\u{7}".into(), ..Scene::default() };
        let svg = svg(&scene);
        assert!(svg.contains("<title>A &amp; B &lt;&quot;C&quot;&gt;</title>"), "{svg}");
    }

    #[test]
    fn lengths_are_short_and_keep_their_sign() {
        assert_eq!(pixels(16), "1");
        assert_eq!(pixels(-24), "-1.5");
        assert_eq!(pixels(1), "0.06");
        assert_eq!(decimal(100.0), "100");
    }
}
