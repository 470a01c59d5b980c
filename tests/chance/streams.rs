//! Draws that differ in one part of their address have nothing to do with each other.
//!
//! Addresses are laid out as in the model: seed, replication, family, group, patient, and within one patient purpose, phase and
//! which of several. Replications that were keyed by small structured words without hashing are correlated with z = -71.

use std::collections::BTreeSet;

use dtoc::engine::Time;
use dtoc::model::{Happening, Model, Monitor, Population, Simulation, Who};
use dtoc::random::Key;
use rand::Rng;

use crate::support::{BACK_HOME, HOSPITAL, World, loaded};

const AXES: [&str; 8] = ["seed", "replication", "family", "group", "patient", "purpose", "phase", "which"];

/// An address: one number for each axis.
type Address = [u64; 8];

fn key([seed, replication, family, group, patient, ..]: Address) -> Key {
    Key::root(seed).child(replication).child(family).child(group).child(patient)
}

fn bits(address: Address) -> u64 {
    let [.., purpose, phase, which] = address;
    key(address).bits(purpose << 48 | phase << 32 | which)
}

/// Small structured addresses, each once, in no particular order.
fn addresses() -> impl Iterator<Item = Address> {
    (0..20_000_u64).map(|n| [n % 3, n / 3 % 40, 1 + n / 120 % 3, n / 5 % 7, n / 2, n % 24, n / 24 % 5, n / 7 % 4])
}

/// The address beside one, so far along an axis.
fn beside(mut address: Address, axis: usize, by: u64) -> Address {
    address[axis] += by;
    address
}

/// As good as a number strictly between 0 and 1.
fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// A chi-square of counts that should be equal, as a standard normal deviate (Wilson and Hilferty 1931).
fn deviate(counts: &[u32]) -> f64 {
    let expected = counts.iter().map(|&count| f64::from(count)).sum::<f64>() / counts.len() as f64;
    let square: f64 = counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum();
    let freedom = (counts.len() - 1) as f64;
    let spread = 2.0 / (9.0 * freedom);
    ((square / freedom).cbrt() - (1.0 - spread)) / spread.sqrt()
}

/// The correlation of pairs as a standard normal deviate.
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (first, second) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|pair| of(pair.0 - first, pair.1 - second)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt() * count.sqrt()
}

#[track_caller]
fn assert_ordinary(z: f64, what: &str) {
    // Each of some hundred deviates in this file is beyond 4.5 once in 150,000 times.
    assert!(z.abs() < 4.5, "{what}: z = {z:.1}");
}

#[test]
fn neighbours_along_every_axis_are_uncorrelated_as_uniforms_and_as_times() {
    for (axis, name) in AXES.iter().enumerate() {
        for by in [1, 2, 64] {
            let pairs: Vec<(f64, f64)> =
                addresses().map(|one| (unit(bits(one)), unit(bits(beside(one, axis, by))))).collect();
            assert_ordinary(correlation(&pairs), &format!("{name}, {by} apart"));
            let times: Vec<(f64, f64)> = pairs.iter().map(|&(one, other)| (-one.ln(), -other.ln())).collect();
            assert_ordinary(correlation(&times), &format!("{name}, {by} apart, exponential times"));
        }
    }
}

#[test]
fn neighbours_along_every_axis_fill_the_cells_of_the_square() {
    for (axis, name) in AXES.iter().enumerate() {
        // The upper bits decide a uniform; the lower ones are looked at because a generator is weakest there.
        for shift in [60, 30, 0] {
            let mut counts = [0; 256];
            for one in addresses() {
                let cell = |bits: u64| (bits >> shift & 15) as usize;
                counts[16 * cell(bits(one)) + cell(bits(beside(one, axis, 1)))] += 1;
            }
            assert_ordinary(deviate(&counts), &format!("{name}, bits from {shift}"));
        }
    }
}

#[test]
fn half_of_the_bits_differ_between_neighbours_and_each_as_often_as_any() {
    for (axis, name) in AXES.iter().enumerate() {
        let mut differ = [0_u32; 64];
        let mut count = 0.0;
        for one in addresses() {
            let difference = bits(one) ^ bits(beside(one, axis, 1));
            (0..64).for_each(|bit| differ[bit] += (difference >> bit & 1) as u32);
            count += 1.0;
        }
        for (bit, &times) in differ.iter().enumerate() {
            let z = (f64::from(times) - count / 2.0) / (count / 4.0).sqrt();
            assert_ordinary(z, &format!("{name}, bit {bit}"));
        }
    }
}

#[test]
fn no_two_addresses_give_the_same_bits() {
    let mut seen = BTreeSet::new();
    for one in addresses() {
        for (axis, name) in AXES.iter().enumerate() {
            // Far enough along the axis to be nobody's own address.
            assert!(seen.insert(bits(beside(one, axis, 100_000))), "{one:?} and {name}");
        }
    }
    assert_eq!(seen.len(), 160_000);
}

#[test]
fn the_gap_before_a_patient_says_nothing_of_the_patient() {
    let pairs: Vec<(f64, f64)> = addresses()
        .map(|one| {
            let gap = key(one).stream(0).next_u64();
            (unit(gap), unit(bits(one)))
        })
        .collect();
    assert_ordinary(correlation(&pairs), "the gap and a draw of the same patient");
    let siblings: Vec<(f64, f64)> =
        addresses().map(|one| (unit(key(one).stream(0).next_u64()), unit(key(one).child(0).bits(0)))).collect();
    assert_ordinary(correlation(&siblings), "the gap and a draw below the same key");
}

#[test]
fn uniforms_of_a_patient_group_are_even_over_thousands_of_cells() {
    let mut counts = vec![0; 4096];
    for patient in 0..200_000 {
        let uniform = key([1, 0, 1, 0, patient, 0, 0, 0]).uniform(14 << 48);
        counts[(uniform * 4096.0) as usize] += 1;
    }
    assert_ordinary(deviate(&counts), "stays of one group");
}

/// Counts who comes, by group.
#[derive(Default)]
struct Arrivals {
    by_group: [f64; 2],
    treated: f64,
}

impl Monitor for Arrivals {
    fn begins(&mut self, _option: usize) {
        *self = Self::default();
    }

    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        match what {
            Happening::Arrives => self.by_group[who.group] += 1.0,
            Happening::Ready { .. } => self.treated += f64::from(at.seconds()),
            _ => {}
        }
    }
}

fn two_groups() -> Model {
    let group = |id: &str| {
        format!(
            "[[patient_group]]\nid = \"{id}\"\nhospital = \"acute\"\nadmissions_per_day = 3\ntreatment = {{ exponential = {{ mean_days = 2 }} }}\npathways = {{ back-home = 1 }}\n"
        )
    };
    let world = World::of_days(6).with(HOSPITAL).with(BACK_HOME).with(group("one")).with(group("other"));
    Model::new(loaded(&world.text()).system)
}

#[test]
fn neighbouring_replications_seeds_and_groups_have_nothing_to_do_with_each_other() {
    let model = two_groups();
    let mut simulation = Simulation::new(&model, Arrivals::default());
    let mut population = Population::new();
    let replications = 4_000;
    let mut run = |seed, replication| {
        model.draw(seed, replication, &mut population);
        simulation.run(0, &population);
        let Arrivals { by_group, treated } = *simulation.monitor();
        [by_group[0], by_group[1], treated]
    };
    let series: Vec<[f64; 3]> = (0..replications).map(|replication| run(1, replication)).collect();
    let other: Vec<[f64; 3]> = (0..replications).map(|replication| run(2, replication)).collect();
    for (what, name) in ["patients of one group", "patients of the other", "moments of readiness"].iter().enumerate() {
        for lag in [1, 2, 3] {
            let pairs: Vec<(f64, f64)> = series.iter().zip(&series[lag..]).map(|(a, b)| (a[what], b[what])).collect();
            assert_ordinary(correlation(&pairs), &format!("{name} of replications {lag} apart"));
        }
        let pairs: Vec<(f64, f64)> = series.iter().zip(&other).map(|(a, b)| (a[what], b[what])).collect();
        assert_ordinary(correlation(&pairs), &format!("{name} of two seeds"));
    }
    let groups: Vec<(f64, f64)> = series.iter().map(|counts| (counts[0], counts[1])).collect();
    assert_ordinary(correlation(&groups), "two groups of one replication");
    // Poisson: the variance of a count is its mean, 18. The index of n counts has standard deviation sqrt(2 / n).
    for group in 0..2 {
        let count = replications as f64;
        let mean = series.iter().map(|counts| counts[group]).sum::<f64>() / count;
        let variance = series.iter().map(|counts| (counts[group] - mean).powi(2)).sum::<f64>() / (count - 1.0);
        assert_ordinary((mean - 18.0) / (18.0 / count).sqrt(), "mean arrivals");
        assert_ordinary((variance / mean - 1.0) / (2.0 / count).sqrt(), "dispersion of arrivals");
    }
}
