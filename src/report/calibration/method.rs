//! How a calibration is made and what it cannot say, in words.

use super::answer::Calibrated;
use super::tables;
use crate::experiment::calibration::Shape;
use crate::report::document::Block;
use crate::report::numbers;

/// The method, the waves of the fit, and the limits.
pub fn method(calibrated: &Calibrated) -> Vec<Block> {
    let posterior = &calibrated.posterior;
    let shape = match posterior.quantities.first().map(|quantity| quantity.shape) {
        Some(Shape::Pert) => "most about the stated value (PERT)",
        Some(Shape::Uniform) | None => "evenly",
    };
    vec![
        Block::paragraph(format!(
            "Before anything is observed, probability is spread between low and high {shape}. Points are spread over the ranges and each is \
             simulated once; quadratic polynomials of the observed numbers are fitted to the runs; the observed numbers are then Gaussian \
             about them, scattered by chance, by what the polynomials do not know and by the errors of counting. Markov chains draw from \
             the posterior, the next wave’s points are drawn from a widened one, and so on: a synthetic likelihood (Wood 2010) with an \
             emulator in waves (history matching, Vernon, Goldstein and Bower 2010). A bound is a number that is not known but for it."
        )),
        tables::waves(calibrated).into(),
        Block::paragraph(format!(
            "{} of the draws from the last posterior were refused by the scenario, and left out: values that cannot be have no \
             probability. The predictions are {} new runs, one for each draw, with chances of their own.",
            numbers::whole(posterior.refused as f64),
            numbers::whole(posterior.draws.len() as f64),
        )),
        Block::List(LIMITS.map(Into::into).to_vec()),
    ]
}

const LIMITS: [&str; 3] = [
    "A fitted quantity stands for what the scenario lacks, too. A narrow interval says that the observations allow no other value in \
     this model, not that the model is right.",
    "Errors of counting are taken as independent of one another; numbers that share an error are given too much weight.",
    "One winter is one draw from chance. Where chance scatters the numbers far, even exact counts tell little.",
];
