//! A scenario as a text, simulated and answered in values: no file is read or written.
//!
//! ```text
//! cargo run --release --no-default-features --example in_memory
//! ```

use dtoc::experiment::{Experiment, Listeners, Stopping};
use dtoc::model::{Measure, Model};
use dtoc::scenario;

const SCENARIO: &str = r#"
title = "Ten more places in a rehabilitation ward"

[period]
start = 2026-01-01
end = 2026-06-30
warm_up_days = 60

[[hospital]]
id = "hospital"
kind = "acute"
beds = 200

[[patient_group]]
id = "older-people"
hospital = "hospital"
admissions_per_day = 12
treatment = { log_normal = { mean_days = 8, sd_days = 6 } }
pathways = { home-as-before = 0.8, rehabilitation = 0.2 }

[[pathway]]
id = "home-as-before"
number = 0

[[pathway]]
id = "rehabilitation"
number = 2
steps = [{ place = { service = "ward", reason = "C" } }]

[[service]]
id = "ward"
places = 50
stay = { log_normal = { mean_days = 21, sd_days = 12 } }
afterwards = { home = 1 }

[[scheme]]
id = "ten-places"
starts = 2026-02-01
effects = [{ open_places = { service = "ward", places = 10 } }]

[[option]]
id = "as-it-is"
schemes = []

[[option]]
id = "ten-more"
schemes = ["ten-places"]
"#;

fn main() -> Result<(), String> {
    let alone = |name: &str| Err(format!("{name}: there are no files here"));
    let scenario = scenario::load("example", "example", SCENARIO, &alone).map_err(|problems| problems.render(false))?;

    let model = Model::new(scenario.system);
    let experiment = Experiment { seed: 1, stopping: Stopping::Replications(64), options: vec![0, 1], threads: None };
    let mut listeners = Listeners { row: &mut |_, _, _| (), progress: &|_| true };
    let results = experiment.run(&model, &mut listeners).map_err(|interrupted| format!("{interrupted:?}"))?;

    for option in &results.options {
        println!("{}: delayed at midnight, mean of {} replications", option.id, results.replications);
        let daily = option.daily(&results, Measure::Delayed).ok_or("no count of delayed patients")?;
        for (date, count) in results.dates.iter().zip(daily).step_by(30) {
            println!("  {date} {:5.1}", count.mean());
        }
    }
    Ok(())
}
