//! The letters of the charts: Noto Sans, carried in the program, so that a picture is the same on every computer.

use std::sync::OnceLock;

use ab_glyph::{Font as _, FontRef, GlyphId, OutlineCurve};

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// Height of a capital letter, as a share of the font size.
pub const CAPITAL: f64 = 0.714;
/// Depth below the baseline of letters such as g and p, as a share of the font size.
pub const DESCENT: f64 = 0.22;

/// A piece of the outline of a text, in pixels from the start of its baseline; y grows downwards.
pub enum Stroke {
    /// Begin a new closed contour here.
    Begin(f64, f64),
    Line(f64, f64),
    /// Quadratic curve: control point, then end.
    Quadratic([f64; 4]),
    /// Cubic curve: two control points, then end.
    Cubic([f64; 6]),
}

/// The font of a weight; `None` should the file inside the program be unreadable, and texts then have no width.
fn font(weight: Weight) -> Option<&'static FontRef<'static>> {
    static REGULAR: OnceLock<Option<FontRef<'static>>> = OnceLock::new();
    static BOLD: OnceLock<Option<FontRef<'static>>> = OnceLock::new();
    match weight {
        Weight::Regular => REGULAR.get_or_init(|| FontRef::try_from_slice(notosans::REGULAR_TTF).ok()),
        Weight::Bold => BOLD.get_or_init(|| FontRef::try_from_slice(notosans::BOLD_TTF).ok()),
    }
    .as_ref()
}

/// Each glyph of a text and where its pen starts, in font units; and where the pen ends.
fn layout(font: &FontRef<'_>, text: &str) -> (Vec<(GlyphId, f64)>, f64) {
    let mut pen = 0.0;
    let mut before: Option<GlyphId> = None;
    let mut glyphs = Vec::with_capacity(text.len());
    for letter in text.chars() {
        let glyph = font.glyph_id(letter);
        if let Some(before) = before {
            pen += f64::from(font.kern_unscaled(before, glyph));
        }
        glyphs.push((glyph, pen));
        pen += f64::from(font.h_advance_unscaled(glyph));
        before = Some(glyph);
    }
    (glyphs, pen)
}

/// Pixels for each font unit at a font size in pixels.
fn scale(font: &FontRef<'_>, size: f64) -> f64 {
    size / f64::from(font.units_per_em().unwrap_or(1000.0))
}

/// Width of a text in pixels.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    font(weight).map_or(0.0, |font| layout(font, text).1 * scale(font, size))
}

/// Walks the outline of a text whose baseline starts at `(x, y)`.
pub fn outline(text: &str, size: f64, weight: Weight, (x, y): (f64, f64), mut walk: impl FnMut(Stroke)) {
    let Some(font) = font(weight) else { return };
    let scale = scale(font, size);
    for (glyph, pen) in layout(font, text).0 {
        let Some(outline) = font.outline(glyph) else { continue };
        let at = |p: ab_glyph::Point| (x + (pen + f64::from(p.x)) * scale, y - f64::from(p.y) * scale);
        let mut pen_at = None;
        for curve in outline.curves {
            let start = match &curve {
                OutlineCurve::Line(a, _) | OutlineCurve::Quad(a, _, _) | OutlineCurve::Cubic(a, _, _, _) => *a,
            };
            if pen_at != Some(start) {
                let (x, y) = at(start);
                walk(Stroke::Begin(x, y));
            }
            let end = match curve {
                OutlineCurve::Line(_, b) => {
                    walk(Stroke::Line(at(b).0, at(b).1));
                    b
                }
                OutlineCurve::Quad(_, b, c) => {
                    walk(Stroke::Quadratic([at(b).0, at(b).1, at(c).0, at(c).1]));
                    c
                }
                OutlineCurve::Cubic(_, b, c, d) => {
                    walk(Stroke::Cubic([at(b).0, at(b).1, at(c).0, at(c).1, at(d).0, at(d).1]));
                    d
                }
            };
            pen_at = Some(end);
        }
    }
}

/// Breaks a text at spaces into lines of at most `room` pixels. Where that takes more than `most_lines`, or a single word is
/// too long, the text is cut and ends in "…".
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64, most_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, weight) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    if lines.len() > most_lines {
        let rest = lines.split_off(most_lines.max(1) - 1).join(" ");
        lines.push(shorten(&rest, size, weight, room));
    }
    lines.iter().map(|line| shorten(line, size, weight, room)).collect()
}

/// The words of a text; a date such as `24 March 2016` is one word, so that no line break parts it.
fn words(text: &str) -> Vec<String> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let is_month =
        |word: &str| word.get(..3).is_some_and(|start| MONTHS.contains(start) && start.starts_with(char::is_uppercase));
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let last = words.last().map_or("", |before| before.rsplit(' ').next().unwrap_or_default());
        let in_a_date = is_number(last) && is_month(word) || is_month(last) && is_number(word);
        match words.last_mut() {
            Some(before) if in_a_date => {
                before.push(' ');
                before.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// The same in lines of about equal length, so that no word stands alone on the last.
pub fn wrap_evenly(text: &str, size: f64, weight: Weight, room: f64, most_lines: usize) -> Vec<String> {
    let widest = wrap(text, size, weight, room, most_lines);
    let (mut enough, mut too_little) = (room, room / 2.0);
    // Each step halves what is left to gain; eight leave less than a letter.
    for _ in 0..8 {
        let middle = f64::midpoint(enough, too_little);
        let tried = wrap(text, size, weight, middle, most_lines);
        if tried.len() == widest.len() && !tried.iter().any(|line| line.ends_with('…')) {
            enough = middle;
        } else {
            too_little = middle;
        }
    }
    wrap(text, size, weight, enough, most_lines)
}

/// The text when it fits into `room` pixels, else as much of its beginning as does, and "…".
pub fn shorten(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let cut = |kept: usize| {
        let beginning: String = letters[..kept].iter().collect();
        format!("{}…", beginning.trim_end_matches([' ', ',', ':', ';']))
    };
    let (mut fits, mut too_long) = (0, letters.len());
    while too_long - fits > 1 {
        let middle = usize::midpoint(fits, too_long);
        if width(&cut(middle), size, weight) <= room {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    cut(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_twice_the_size_is_twice_as_wide() {
        let small = width("Delayed transfers", 20.0, Weight::Regular);
        assert!(small > 100.0);
        assert!((width("Delayed transfers", 40.0, Weight::Regular) - 2.0 * small).abs() < 1e-6);
        assert!(width("Delayed transfers", 20.0, Weight::Bold) > small);
    }

    #[test]
    fn lines_keep_to_their_room_and_lose_no_word_when_there_is_enough() {
        let text = "Spend the same on home care and reablement instead";
        let lines = wrap(text, 24.0, Weight::Regular, 250.0, 9);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), text);
        for lines in
            [lines, wrap(text, 24.0, Weight::Bold, 180.0, 2), wrap(&"x".repeat(99), 24.0, Weight::Bold, 90.0, 2)]
        {
            assert!(lines.iter().all(|line| width(line, 24.0, Weight::Bold) <= 290.0), "{lines:?}");
        }
        assert_eq!(wrap(text, 24.0, Weight::Regular, 250.0, 1).len(), 1);
        assert!(wrap("", 24.0, Weight::Regular, 250.0, 1).is_empty());
    }

    #[test]
    fn a_date_is_not_parted() {
        let found = words("lowest on 24 March 2016: 30 fewer by 3 May");
        assert_eq!(found, ["lowest", "on", "24 March 2016:", "30", "fewer", "by", "3 May"]);
    }

    #[test]
    fn even_lines_are_no_more_and_no_longer() {
        let text = "Pilot beds and home care is lowest on 24 March 2016: 124 fewer delayed than Do nothing";
        let (lines, even) =
            (wrap(text, 42.0, Weight::Bold, 1824.0, 3), wrap_evenly(text, 42.0, Weight::Bold, 1824.0, 3));
        let widths: Vec<f64> = even.iter().map(|line| width(line, 42.0, Weight::Bold)).collect();
        assert_eq!((lines.len(), even.len()), (2, 2));
        assert!((widths[0] - widths[1]).abs() < 300.0, "{widths:?}");
    }

    #[test]
    fn outlines_are_closed_contours_inside_their_box() {
        let mut begun = 0;
        outline("iO", 100.0, Weight::Regular, (0.0, 100.0), |stroke| match stroke {
            Stroke::Begin(x, y) => {
                begun += 1;
                assert!((0.0..110.0).contains(&x) && (20.0..=102.0).contains(&y));
            }
            Stroke::Line(..) | Stroke::Quadratic(_) | Stroke::Cubic(_) => assert!(begun > 0),
        });
        assert_eq!(begun, 4, "dot and stem of the i, outside and inside of the O");
    }
}
