//! A system that starts from its own equilibrium census stays in equilibrium from the first day.

use dtoc::model::{AttributableTo, Measure};

use crate::support::{HOSPITAL, World, experiment_with};
use crate::theory::markov::Queue;

/// Two stages with room for everybody: treatment, a pure delay in the bed, and a service.
fn tandem(per_day: f64, times: [&str; 3], census: [u32; 3]) -> World {
    let [treatment, delay, stay] = times;
    let [treated, delayed, cared_for] = census;
    World::of_days(60).with(HOSPITAL).with(format!(
        "[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = {per_day}
treatment = {{ {treatment} }}
pathways = {{ care = 1 }}
[[pathway]]
id = \"care\"
number = 1
steps = [{{ equipment = {{ delay = {{ {delay} }}, attribution = \"nhs\" }} }}, {{ place = {{ service = \"care\" }} }}]
[[service]]
id = \"care\"
places = \"unlimited\"
stay = {{ {stay} }}
afterwards = {{ home = 1 }}
reason = \"E\"
[opening]
in_treatment = [{{ group = \"adults\", patients = {treated} }}]
waiting = [{{ group = \"adults\", pathway = \"care\", step = \"equipment\", patients = {delayed} }}]
in_service = [{{ service = \"care\", patients = {cared_for} }}]
"
    ))
}

#[test]
fn with_places_for_everybody_every_stage_keeps_its_mean() {
    // Four a day, and means of 5, 3 and 10 days: 20, 12 and 40 present.
    let times = [
        [
            "log_normal = { mean_days = 5, sd_days = 6 }",
            "exponential = { mean_days = 3 }",
            "gamma = { mean_days = 10, sd_days = 4 }",
        ],
        [
            "constant = { days = 5 }",
            "uniform = { low_days = 0, high_days = 6 }",
            "log_normal = { mean_days = 10, sigma = 0.6 }",
        ],
        [
            "weibull = { mean_days = 5, shape = 0.8 }",
            "triangular = { low_days = 1, mode_days = 2, high_days = 6 }",
            "table = { values_days = [4, 13], weights = [1, 2] }",
        ],
        [
            "table = { edges_days = [0, 2, 13], weights = [5, 8] }",
            "log_normal = { mean_days = 3, median_days = 2 }",
            "constant = { days = 10 }",
        ],
    ];
    let replications = 400;
    for times in times {
        let results = tandem(4.0, times, [20, 12, 40]).experiment(replications);
        for (measure, mean) in [
            (Measure::InTreatment(0), 20.0),
            (Measure::Delayed, 12.0),
            (Measure::DelayedAttributableTo(AttributableTo::Nhs), 12.0),
            (Measure::Occupied(0), 40.0),
        ] {
            let daily = results.options[0].daily(&results, measure).expect("a measure");
            for (day, histogram) in daily.iter().enumerate() {
                // At most Poisson variance: those of the opening census are a fixed number.
                let z = (histogram.mean() - mean) / (mean / replications as f64).sqrt();
                assert!(z.abs() < 4.5, "{measure:?} on day {day}: {} of {mean}, {times:?}", histogram.mean());
            }
        }
    }
}

#[test]
fn a_queue_that_starts_as_it_is_in_equilibrium_stays_so() {
    let queue = Queue { per_day: 1.2, mean_days: 3.0, places: 5 };
    let settled = queue.in_equilibrium();
    let days = 40;
    let runs = 6_000.0;
    let (mut sums, mut squares, mut count) = (vec![0.0; days], vec![0.0; days], 0.0);
    let mut occupied = vec![0.0; days];
    // Every number of people at the beginning in proportion to its probability.
    for (present, share) in settled.iter().enumerate() {
        let replications = (runs * share).round() as u64;
        if replications == 0 {
            continue;
        }
        let (cared_for, waiting) = (present.min(5), present.saturating_sub(5));
        let model = World::of_days(days as u32)
            .with(HOSPITAL)
            .with(format!(
                "[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = 1.2
treatment = {{ constant = {{ days = 0 }} }}
pathways = {{ care = 1 }}
[[pathway]]
id = \"care\"
number = 1
steps = [{{ place = {{ service = \"care\" }} }}]
[[service]]
id = \"care\"
places = 5
stay = {{ exponential = {{ mean_days = 3 }} }}
afterwards = {{ home = 1 }}
reason = \"E\"
[opening]
in_service = [{{ service = \"care\", patients = {cared_for} }}]
waiting = [{{ group = \"adults\", pathway = \"care\", patients = {waiting} }}]
"
            ))
            .model();
        // Other people for every number, so that runs are independent.
        let results = experiment_with(&model, present as u64, replications);
        let delayed = results.options[0].daily(&results, Measure::Delayed).expect("a measure");
        let present = results.options[0].daily(&results, Measure::Occupied(0)).expect("a measure");
        count += replications as f64;
        for day in 0..days {
            for (value, times) in delayed[day].iter() {
                sums[day] += f64::from(value) * f64::from(times);
                squares[day] += f64::from(value).powi(2) * f64::from(times);
            }
            occupied[day] += present[day].mean() * replications as f64;
        }
    }
    let waiting = queue.waiting(&settled);
    for day in 0..days {
        let mean = sums[day] / count;
        let error = ((squares[day] / count - mean * mean) / count).sqrt();
        assert!((mean - waiting).abs() < 4.5 * error, "day {day}: {mean} +- {error} wait, where {waiting} should");
        let busy = occupied[day] / count;
        assert!((busy - 3.6).abs() < 4.5 * (2.5 / count).sqrt(), "day {day}: {busy} of 3.6 in places");
    }
}
