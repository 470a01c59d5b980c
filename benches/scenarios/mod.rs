//! The scenarios that are measured: those inside the program, and the tandems of this folder.

use dtoc::model::Model;
use dtoc::scenario;

const TANDEM: &str = include_str!("tandem.toml");
const TANDEM_X5: &str = include_str!("tandem-x5.toml");

/// Their names.
pub fn names() -> impl Iterator<Item = &'static str> {
    scenario::embedded().iter().map(|embedded| embedded.id).chain(["tandem", "tandem-x5"])
}

/// The model of a scenario, by its name.
pub fn model(name: &str) -> Model {
    let text = match name {
        "tandem" => TANDEM,
        "tandem-x5" => TANDEM_X5,
        _ => scenario::embedded().iter().find(|embedded| embedded.id == name).expect("it is embedded").text,
    };
    let read = |name: &str| if name == "tandem.toml" { Ok(TANDEM.to_owned()) } else { Err(name.to_owned()) };
    let scenario = scenario::load(name, name, text, &read).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    Model::new(scenario.system)
}
