//! How much of what is said to be uncertain is chance, and how much is not knowing.

use super::findings::Findings;
use crate::experiment::{Asked, Drawn, Known, Quantity};
use crate::model::CareSystem;
use crate::report::numbers;
use crate::statistics::{Estimate, Twins};

/// How the spread of one quantity of one option splits.
#[derive(Clone, Debug)]
pub struct Split {
    pub asked: Asked,
    twins: Twins,
    /// Standard deviation of chance and ignorance together.
    pub deviation: Estimate,
    /// Standard deviation of chance alone.
    pub chance: Estimate,
    /// Standard deviation that not knowing alone would give.
    pub ignorance: Estimate,
    /// Share of the variance that is chance.
    pub share: Estimate,
}

/// A number that is read from a split.
type Part = fn(&Split) -> Estimate;

impl Split {
    /// What it is read as, with the name in files.
    pub const PARTS: [(&'static str, Part); 5] = [
        ("deviation", |split| split.deviation),
        ("deviation_of_chance", |split| split.chance),
        ("deviation_of_ignorance", |split| split.ignorance),
        ("share_of_chance", |split| split.share),
        ("share_of_ignorance", Self::share_of_ignorance),
    ];

    /// The name of what is split, as in `replications.csv`; one that ends in `.difference` is a paired difference to the reference.
    pub fn name(&self, system: &CareSystem) -> String {
        let difference = if self.asked.less.is_some() { ".difference" } else { "" };
        format!("{}{difference}", self.asked.quantity.outcome().id(system))
    }

    fn new(drawn: &Drawn, asked: Asked) -> Self {
        let twins = drawn.twins(asked);
        Self {
            asked,
            deviation: twins.deviation(),
            chance: twins.deviation_of_chance(),
            ignorance: twins.deviation_of_shared(),
            share: twins.share_of_chance(),
            twins,
        }
    }

    /// The share of the variance that is not knowing.
    pub fn share_of_ignorance(&self) -> Estimate {
        let Estimate { mean, lower, upper, .. } = self.share;
        Estimate { mean: 1.0 - mean, lower: 1.0 - upper, upper: 1.0 - lower, ..self.share }
    }

    /// Whether there is a spread to split, and enough draws to do it.
    pub fn is_known(&self) -> bool {
        numbers::is_known(&self.share)
    }

    /// Whether every draw came to the same.
    pub fn is_without_spread(&self) -> bool {
        self.twins.are_all_alike()
    }
}

/// An assumption that was drawn, and how what is asked rises and falls with it.
#[derive(Clone, Debug)]
pub struct Drawing<'a> {
    pub known: &'a Known,
    pub correlation: Estimate,
}

impl Drawing<'_> {
    /// The least that is drawn, the value that is stated where one is, and the most.
    pub fn range(&self) -> (f64, Option<f64>, f64) {
        match self.known {
            Known::Range(one) => (one.low, Some(one.value), one.high),
            Known::Sample { smallest, largest, .. } => (*smallest, None, *largest),
        }
    }
}

/// What was found about not knowing.
#[derive(Clone, Debug)]
pub struct Ignorance<'a> {
    pub drawn: &'a Drawn,
    /// For each option each quantity, then its difference to the reference.
    pub splits: Vec<Split>,
    /// The option that correlations are of, by its position in the results: the one with the lowest mean count.
    pub lowest: usize,
    /// What was drawn, the strongest correlation with the count of that option first.
    pub drawings: Vec<Drawing<'a>>,
    /// For each option the share of draws in which its count is the lowest.
    pub shares_of_lowest: Vec<Estimate>,
}

impl<'a> Ignorance<'a> {
    /// Gathers it; nothing where every assumption kept its stated value.
    pub fn of(findings: &Findings<'a>) -> Option<Self> {
        let results = findings.results;
        let drawn = results.drawn.as_ref()?;
        let options = 0..results.options.len();
        let asked = options.flat_map(|option| {
            let less = [None, (option != results.reference).then_some(results.reference)];
            let parts = less.into_iter().enumerate().filter(|(at, less)| *at == 0 || less.is_some());
            parts.flat_map(move |(_, less)| Quantity::ALL.map(|quantity| Asked { quantity, option, less }))
        });
        let lowest = findings.lowest().and_then(|lowest| findings.options.iter().position(|o| std::ptr::eq(o, lowest)));
        let lowest = lowest.unwrap_or(0);
        let correlations = drawn.correlations(Asked { quantity: Quantity::Delayed, option: lowest, less: None });
        let mut drawings: Vec<Drawing> =
            drawn.known.iter().zip(correlations).map(|(known, correlation)| Drawing { known, correlation }).collect();
        let strength = |drawing: &Drawing| -> f64 {
            if drawing.correlation.mean.is_nan() { -1.0 } else { drawing.correlation.mean.abs() }
        };
        drawings.sort_by(|one, other| strength(other).total_cmp(&strength(one)));
        Some(Self {
            drawn,
            splits: asked.map(|asked| Split::new(drawn, asked)).collect(),
            lowest,
            drawings,
            shares_of_lowest: drawn.lowest(),
        })
    }

    /// The split of a quantity.
    pub fn split(&self, quantity: Quantity, option: usize, is_difference: bool) -> Option<&Split> {
        let is_asked = |asked: Asked| {
            asked.quantity == quantity && asked.option == option && asked.less.is_some() == is_difference
        };
        self.splits.iter().find(|split| is_asked(split.asked))
    }
}
