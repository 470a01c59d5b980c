//! What `--vary` says: a quantity by its path, and its values.

use crate::experiment::study::Complaint;

/// A quantity and its values, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    pub path: String,
    pub from: End,
    pub to: End,
    /// From one value to the next; `None` for a tenth of the range.
    pub step: Option<f64>,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    At(f64),
    /// The low of the assumption.
    Low,
    /// The high of the assumption.
    High,
}

/// Reads `PATH=FROM..TO:STEP`, `PATH=FROM..TO` or `PATH`.
pub fn vary(typed: &str) -> Result<Vary, Complaint> {
    let form = "write PATH=FROM..TO:STEP, as in service.reablement.places=40..80:10";
    let (path, values) = match typed.split_once('=') {
        None => (typed, "low..high"),
        Some((path, values)) => (path, values),
    };
    let path = path.trim();
    if path.is_empty() {
        return Err(Complaint::new(format!("`--vary {typed}` names no quantity")).help(form));
    }
    let (range, step) = match values.split_once(':') {
        None => (values, None),
        Some((range, step)) => (range, Some(step)),
    };
    let Some((from, to)) = range.split_once("..").filter(|(_, to)| !to.starts_with('.')) else {
        return Err(Complaint::new(format!("`--vary {typed}` has no range FROM..TO")).help(form));
    };
    let end = |text: &str| match text.trim() {
        "low" => Ok(End::Low),
        "high" => Ok(End::High),
        text => number(text).map(End::At).ok_or_else(|| not_a_number(typed, text, "a number, or low or high")),
    };
    let (from, to) = (end(from)?, end(to)?);
    let step = step.map(|text| number(text.trim()).ok_or_else(|| not_a_number(typed, text.trim(), "a number")));
    Ok(Vary { path: path.to_owned(), from, to, step: step.transpose()? })
}

fn not_a_number(typed: &str, text: &str, wanted: &str) -> Complaint {
    let what = match text {
        "" => format!("`--vary {typed}` leaves out a number"),
        text => format!("in `--vary {typed}`, `{text}` is not a number"),
    };
    Complaint::new(what).help(format!("write {wanted}, as in PATH=40..80:10"))
}

/// A finite number; thousands may be set apart as in scenario files: `10_000`.
fn number(text: &str) -> Option<f64> {
    text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(path: &str, from: End, to: End, step: Option<f64>) -> Result<Vary, Complaint> {
        Ok(Vary { path: path.into(), from, to, step })
    }

    #[test]
    fn ranges_are_read_in_every_form() {
        let (path, at) = ("service.a.places", End::At);
        assert_eq!(vary("service.a.places=80..140:10"), read(path, at(80.0), at(140.0), Some(10.0)));
        assert_eq!(vary("service.a.places=0.5..1.5:0.25"), read(path, at(0.5), at(1.5), Some(0.25)));
        assert_eq!(vary("service.a.places=140..80:-10"), read(path, at(140.0), at(80.0), Some(-10.0)));
        assert_eq!(vary("service.a.places=-2..3"), read(path, at(-2.0), at(3.0), None));
        assert_eq!(vary("service.a.places=.5..1e3"), read(path, at(0.5), at(1_000.0), None));
        assert_eq!(vary("service.a.places = 1_000 .. 2_000 : 500"), read(path, at(1_000.0), at(2_000.0), Some(500.0)));
        assert_eq!(vary("service.a.places"), read(path, End::Low, End::High, None));
        assert_eq!(vary("service.a.places=low..high"), read(path, End::Low, End::High, None));
        assert_eq!(vary("service.a.places=low..90:5"), read(path, End::Low, at(90.0), Some(5.0)));
    }

    #[test]
    fn wrong_forms_say_what_is_wrong() {
        for (typed, what) in [
            ("", "names no quantity"),
            ("=1..2:1", "names no quantity"),
            ("a=", "has no range"),
            ("a=5", "has no range"),
            ("a=1-5", "has no range"),
            ("a=1:5:1", "has no range"),
            ("a=1.5", "has no range"),
            ("a=1...5", "has no range"),
            ("a=..", "leaves out a number"),
            ("a=1..", "leaves out a number"),
            ("a=..5", "leaves out a number"),
            ("a=1..5:", "leaves out a number"),
            ("a=1..5:x", "`x` is not a number"),
            ("a=one..5", "`one` is not a number"),
            ("a=1..5..9", "`5..9` is not a number"),
            ("a=1..5:1:2", "`1:2` is not a number"),
            ("a=nan..5", "`nan` is not a number"),
            ("a=0..inf", "`inf` is not a number"),
            ("a=0..1e999", "`1e999` is not a number"),
            ("a=0..5:low", "`low` is not a number"),
            ("a=80,5..90", "`80,5` is not a number"),
        ] {
            let wrong = vary(typed).expect_err(typed);
            assert!(wrong.what.contains(what), "{typed}: {wrong:?}");
            assert!(wrong.help.is_some());
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(typed in ".{0,40}") {
            let _ = vary(&typed);
        }
    }
}
