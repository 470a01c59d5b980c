//! Colours and sizes, the same in every chart.
//!
//! Checked in the tests: everything written is at least 4.5 to 1 on white (WCAG AA); bands differ in lightness, so that they
//! survive greyscale printing and colour blindness; lines differ in dash as well as in colour.

use super::scene::Colour;

const fn colour(hexadecimal: u32) -> Colour {
    plotters::style::RGBColor((hexadecimal >> 16) as u8, (hexadecimal >> 8) as u8, hexadecimal as u8)
}

/// Titles, observed points, strong words.
pub const INK: Colour = colour(0x1f2a30);
/// Everything that explains.
pub const MUTED: Colour = colour(0x4c6272);
/// Horizontal rules.
pub const RULE: Colour = colour(0xe3e8ec);
/// Axes and leader lines.
pub const AXIS: Colour = colour(0x8796a1);
pub const WHITE: Colour = colour(0xffffff);
/// The target, and only the target.
pub const TARGET: Colour = colour(0xc25000);
/// The median of a fan.
pub const NAVY: Colour = colour(0x003087);
/// The 95 %, 80 % and 50 % bands of a fan, outermost first.
pub const BANDS: [Colour; 3] = [colour(0xdce9f7), colour(0xb0cfed), colour(0x74a8da)];
/// The option that others are compared with.
pub const REFERENCE: Colour = colour(0x66737c);
/// A scheme's bar.
pub const SCHEME: Colour = colour(0xe8e3f3);
/// The words and the rim of a scheme's bar.
pub const SCHEME_INK: Colour = colour(0x4a3380);
/// People in places whose stay is over.
pub const BLOCKED: Colour = colour(0x8c2f39);

/// Lines of options, and the lengths of their dashes in pixels. No orange: that is the target's.
pub const OPTIONS: [(Colour, &[f64]); 10] = [
    (colour(0x003087), &[]),
    (colour(0xa3195b), &[18.0, 5.0]),
    (colour(0x00756b), &[14.0, 6.0]),
    (colour(0x7a4fbf), &[5.0, 5.0]),
    (colour(0x7a5c00), &[22.0, 6.0, 5.0, 6.0]),
    (colour(0x1272b6), &[24.0, 8.0]),
    (colour(0x3a3f44), &[3.0, 4.0]),
    (colour(0xd6336c), &[12.0, 5.0, 3.0, 5.0, 3.0, 5.0]),
    (colour(0x2f7d32), &[8.0, 8.0]),
    (colour(0x6b1f10), &[30.0, 5.0, 3.0, 5.0]),
];

/// Areas of delay reasons, lowest first; neighbours differ in lightness.
pub const REASONS: [Colour; 8] = [
    colour(0x003087),
    colour(0x74a8da),
    colour(0x00756b),
    colour(0x9ed3c7),
    colour(0x7a4fbf),
    colour(0xcdb9ec),
    colour(0x8a6d1b),
    colour(0xd5d9dc),
];

/// Sizes of letters in pixels.
pub const TITLE: f64 = 42.0;
pub const SUBTITLE: f64 = 27.0;
pub const LABEL: f64 = 24.0;
/// Nothing is smaller: at the back of a room it could not be read.
pub const SMALLEST: f64 = 22.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Colour) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn whatever_is_written_can_be_read_on_white() {
        let options = OPTIONS.iter().map(|(colour, _)| *colour);
        for colour in options.chain([INK, MUTED, TARGET, NAVY, REFERENCE, SCHEME_INK, BLOCKED]) {
            assert!(contrast(colour, WHITE) >= 4.5, "{colour:?}: {:.2}", contrast(colour, WHITE));
        }
        assert!(contrast(SCHEME_INK, SCHEME) >= 4.5);
    }

    #[test]
    fn bands_grow_darker_inwards_and_the_median_stands_out() {
        let mut outside = WHITE;
        for band in BANDS {
            assert!(luminance(band) < luminance(outside) && contrast(band, outside) >= 1.2);
            outside = band;
        }
        assert!(contrast(NAVY, BANDS[2]) >= 4.5);
    }

    #[test]
    fn neighbouring_reasons_differ_in_grey() {
        for pair in REASONS.windows(2) {
            assert!(contrast(pair[0], pair[1]) >= 1.5, "{pair:?}");
        }
    }

    #[test]
    fn no_two_options_look_alike() {
        for (at, a) in OPTIONS.iter().enumerate() {
            assert!(OPTIONS[..at].iter().all(|b| a.0 != b.0 && a.1 != b.1));
        }
    }
}
