//! Competing hazards of waiting: those who wait, die, lose readiness and are treated again, as renewal theory has it.

use dtoc::model::{Measure, Outcome};

use crate::support::{HOSPITAL, World};

#[test]
fn deaths_losses_of_readiness_and_those_who_wait_are_as_the_hazards_say() {
    let (per_day, treatment, delay, renewed, death, loss) = (4.0, 3.0, 6.0, 5.0, 0.04, 0.08);
    let (days, replications) = (60, 400);
    let results = World::of_days(days)
        .warm_up(150)
        .with(HOSPITAL)
        .with(format!(
            "[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = {per_day}
treatment = {{ gamma = {{ mean_days = {treatment}, sd_days = 1 }} }}
while_waiting = {{ death_per_day = {death}, loss_of_readiness_per_day = {loss}, renewed_treatment = {{ exponential = {{ mean_days = {renewed} }} }} }}
pathways = {{ care = 1 }}
[[pathway]]
id = \"care\"
number = 1
steps = [{{ equipment = {{ delay = {{ constant = {{ days = {delay} }} }} }} }}]"
        ))
        .experiment(replications);
    let hazard = death + loss;
    let struck = 1.0 - f64::exp(-hazard * delay);
    let lost = struck * loss / hazard;
    // Each loss of readiness brings another treatment and another wait.
    let waits = per_day / (1.0 - lost);
    let daily = |measure| results.options[0].daily(&results, measure).expect("a measure")[days as usize - 1].mean();
    let total = |outcome| results.options[0].outcome(&results, outcome).expect("an outcome").mean();
    let period = f64::from(days);
    // With room for everybody all of these are Poisson.
    for (what, found, mean) in [
        ("wait", daily(Measure::Delayed), waits * struck / hazard),
        ("are treated", daily(Measure::InTreatment(0)), per_day * treatment + waits * lost * renewed),
        ("die", total(Outcome::DeathsWhileWaiting), waits * struck * death / hazard * period),
        ("lose readiness", total(Outcome::LostReadiness), waits * lost * period),
        ("leave", total(Outcome::Discharges), waits * (1.0 - struck) * period),
    ] {
        // Losses of one patient come in clusters of geometric size, which widens their variance.
        let z = (found - mean) / (mean * (1.0 + lost) / (1.0 - lost) / replications as f64).sqrt();
        assert!(z.abs() < 4.5, "{found} {what}, where {mean} should");
    }
}
