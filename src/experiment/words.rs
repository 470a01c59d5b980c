//! Words that complaints and messages share.

use std::fmt::Display;

/// `1 problem`, `2 problems`.
pub fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A whole number with its thousands set apart: `1,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Names in a sentence: `a`, `b`, `c`.
pub fn listed<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The checksum (CRC-32) of a text, by which it is told from another.
pub fn checksum(text: &str) -> u32 {
    let bit = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
    let byte = |sum: u32, byte: u8| (0..8).fold(sum ^ u32::from(byte), bit);
    !text.bytes().fold(!0, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 12, 999, 1_000, 1_234_567].map(grouped), ["0", "12", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn the_checksum_is_that_of_its_standard() {
        // The check value of the catalogue of G. Cook for CRC-32/ISO-HDLC.
        assert_eq!(checksum("123456789"), 0xCBF4_3926);
    }
}
