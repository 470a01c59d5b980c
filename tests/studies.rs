//! A study is a value: what is asked and what is found can be written down, and what is wrong is said at once.

use dtoc::experiment::comparison::{self, Comparison};
use dtoc::experiment::study::{Study, Subject, conducted};
use dtoc::experiment::sweep::{self, Sweep};
use dtoc::scenario::Draft;

fn tiny() -> Subject {
    let draft = Draft::read("tiny.toml", "tiny", include_str!("cli/tiny.toml"), &|name| Err(name.into()));
    Subject::new(draft).expect("a right scenario")
}

#[test]
fn what_is_asked_and_found_can_be_written_down() {
    let asked = comparison::Asked { cap: 6, ..comparison::Asked::default() };
    let written = serde_json::to_string(&asked).unwrap();
    let read: comparison::Asked = serde_json::from_str(&written).unwrap();
    assert_eq!(read, asked);
    let study = Comparison::question(&tiny(), &read).unwrap();
    assert_eq!(study.identity().kind, "compare");
    let found = serde_json::to_value(conducted(&study, Some(1)).unwrap()).unwrap();
    assert_eq!(found["options"][1]["id"], "more-places");
    assert_eq!(found, serde_json::to_value(conducted(&study, Some(2)).unwrap()).unwrap());
}

#[test]
fn everything_that_is_wrong_is_said_at_once_with_what_to_change() {
    let asked = sweep::Asked {
        vary: vec!["service.care.places=1..2:0".into(), "service.care.place=1..x".into()],
        options: vec!["as-it-was".into(), "as-it-is".into(), "neither".into()],
        samples: None,
        replications: 3,
        seed: 1,
    };
    let wrong = Sweep::question(&tiny(), &asked).err().unwrap();
    let said = wrong.to_string();
    for what in ["the step of `service.care.places` is 0", "`x` is not a number", "`as-it-was`", "`neither`"] {
        assert!(said.contains(what), "{what}: {said}");
    }
    assert!(wrong.0.iter().all(|complaint| complaint.help.is_some()), "{wrong:?}");
}
