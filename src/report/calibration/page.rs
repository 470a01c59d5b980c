//! `report.html` of a calibration.

use super::finding::{observed, pairs};
use super::{Calibrated, NOT_NARROWED, findings, headline};
use crate::experiment::calibration::Shape;
use crate::report::letters::capitalised;
use crate::report::numbers;
use crate::report::page::{self, Section};
use crate::report::sweep::value_in_words;
use crate::report::{ChartFigure, Stamp};
use maud::{Markup, html};
use page::elements::{folded, number_head, plain, prose, table, text_head};

/// The page.
pub fn html(calibrated: &Calibrated, figures: &[ChartFigure], stamp: &Stamp) -> String {
    let section = |id: &'static str, title: &'static str, body| Section { id: id.into(), title: title.into(), body };
    let charts = html! { @for figure in figures { (page::figures::one(figure)) } };
    let mut sections = vec![
        section("charts", "Charts", charts),
        section("quantities", "The fitted quantities", quantities(calibrated)),
        section("observations", "Observed and predicted", observations(calibrated)),
        section("together", "What is known only together", together(calibrated)),
    ];
    if !calibrated.influences.is_empty() {
        sections.push(section("screening", "What was fitted, and what was left out", screening(calibrated)));
    }
    sections.push(section("method", "Method and limits", method(calibrated)));
    sections.push(section("stamp", "How to repeat this", repeated(calibrated, stamp)));
    let first_screen = html! {
        header id="answer" {
            p.kind { "Calibration: " (calibrated.scenario.title) }
            h1 { (prose(&headline(calibrated))) }
            @for sentence in findings(calibrated) { p { (prose(&sentence)) } }
            p.basis {
                (prose(&format!(
                    "Fitted under “{}” to the observations of {}. The fitted scenario is {}, the draws of its quantities are in \
                     posterior.csv. The fitted scenario is one draw, the likeliest: its forecast can differ from that of all the draws. \
                     A forecast with what is not known is “dtoc run SCENARIO --posterior posterior.csv”; with --uncertain each range would be \
                     drawn by itself, and a 90 % interval taken for the whole range.",
                    calibrated.option_title(), calibrated.observed, super::revised::NAME,
                )))
            }
        }
    };
    page::document(&format!("{}: calibration", calibrated.scenario.title), &stamp.version, &first_screen, &sections)
}

fn quantities(calibrated: &Calibrated) -> Markup {
    let posterior = &calibrated.posterior;
    let head = [
        text_head("Quantity"),
        number_head("Stated before"),
        number_head("Low to high before"),
        number_head("Likeliest"),
        number_head("Median"),
        number_head("90 % interval"),
        number_head("Spread left"),
        text_head("The observations"),
    ];
    let rows = html! {
        @for (at, quantity) in posterior.quantities.iter().enumerate() {
            @let (low, high) = calibrated.interval(at);
            @let narrowed = posterior.narrowed(at);
            tr {
                td { (calibrated.words(quantity)) br; code { (quantity.path) } }
                (plain(value_in_words(quantity.stated)))
                (plain(format!("{} to {}", value_in_words(quantity.low), value_in_words(quantity.high))))
                (plain(calibrated.value(at, posterior.draws[posterior.likeliest][at])))
                (plain(calibrated.value(at, posterior.quantile(at, 0.5))))
                (plain(format!("{} to {}", calibrated.value(at, low), calibrated.value(at, high))))
                (plain(numbers::percent((narrowed * 100.0).round() / 100.0)))
                td { (told(narrowed)) }
            }
        }
    };
    let caption = "Before and after. Likeliest is the draw that fits best of all, with which the fitted scenario is written. Spread left is the standard deviation afterwards as a share of that before: at 100 % nothing was \
                   learnt.";
    table("long", caption, &head, &rows)
}

/// What the observations tell about a quantity.
fn told(narrowed: f64) -> &'static str {
    match narrowed {
        narrowed if narrowed >= NOT_NARROWED => "tell nothing of it",
        narrowed if narrowed >= 0.6 => "tell a little of it",
        _ => "tell much of it",
    }
}

fn observations(calibrated: &Calibrated) -> Markup {
    let head = [
        text_head("Observation"),
        number_head("Observed"),
        number_head("Counting error (SD)"),
        number_head("Chance (SD)"),
        number_head("Predicted median"),
        number_head("50 % range"),
        number_head("80 % range"),
        number_head("95 % range"),
        number_head("Observed less median"),
        text_head("In the 80 % range"),
        text_head("Source"),
    ];
    let range = |(lower, upper): (f64, f64)| format!("{} to {}", numbers::whole(lower), numbers::whole(upper));
    let rows = html! {
        @for (at, predicted) in calibrated.predicted.iter().enumerate() {
            @let observation = &predicted.observation;
            tr {
                td { (capitalised(&calibrated.observation(observation))) br; code { (observation.name) } }
                (plain(observed(predicted)))
                (plain(numbers::decimal(observation.error, 1)))
                (plain(numbers::decimal(calibrated.posterior.chance[at], 1)))
                (plain(numbers::whole(predicted.quantile(0.5))))
                (plain(range(predicted.range(0.5))))
                (plain(range(predicted.range(0.8))))
                (plain(range(predicted.range(0.95))))
                (plain(numbers::decimal(observation.value - predicted.quantile(0.5), 1)))
                td { @if predicted.holds(0.8) { "yes" } @else { strong { "no" } } }
                td { (prose(&observation.source)) }
            }
        }
    };
    let all = calibrated.predicted.len();
    let caption = format!(
        "What was observed beside what the fitted scenario predicts, with chance, the uncertainty of the quantities and the errors of \
         counting. The 50 % range holds {} of {all}, the 80 % range {}, the 95 % range {}.",
        calibrated.held(0.5),
        calibrated.held(0.8),
        calibrated.held(0.95)
    );
    table("long", &caption, &head, &rows)
}

fn together(calibrated: &Calibrated) -> Markup {
    let pairs = pairs(calibrated);
    if pairs.is_empty() {
        return html! { p { "No two quantities trade off noticeably: every correlation in the posterior is below one half." } };
    }
    let quantities = &calibrated.posterior.quantities;
    let head = [text_head("Quantity"), text_head("Quantity"), number_head("Correlation"), text_head("What is known")];
    let rows = html! {
        @for (one, other, correlation) in pairs {
            tr {
                td { (calibrated.words(&quantities[one])) }
                td { (calibrated.words(&quantities[other])) }
                (plain(numbers::decimal(correlation, 2)))
                td { @if correlation > 0.0 { "their difference" } @else { "their sum" } ", rather than either" }
            }
        }
    };
    table(
        "short",
        "Pairs of quantities that trade off: one can be higher where the other is, too, or is lower.",
        &head,
        &rows,
    )
}

fn screening(calibrated: &Calibrated) -> Markup {
    let is_fitted = |path: &str| calibrated.posterior.quantities.iter().any(|quantity| quantity.path == path);
    let head = [text_head("Quantity"), number_head("Low to high"), number_head("Distance"), text_head("Fitted")];
    let (seen, unseen): (Vec<_>, Vec<_>) = calibrated.influences.iter().partition(|influence| influence.distance > 0.0);
    let rows = html! {
        @for influence in &seen {
            tr {
                td { (calibrated.words(&influence.quantity)) br; code { (influence.quantity.path) } }
                (plain(format!("{} to {}", value_in_words(influence.quantity.low), value_in_words(influence.quantity.high))))
                (plain(numbers::decimal(influence.distance, 2)))
                td { @if is_fitted(&influence.quantity.path) { "yes" } @else { "left out" } }
            }
        }
    };
    let caption = "Each quantity moved from low to high alone: how far that moves the observation it moves most, in standard deviations \
                   of chance and counting.";
    let list = html! {
        ul { @for influence in &unseen { li {
            code { (influence.quantity.path) }
            @if influence.is_refused { " (the scenario refuses an end of its range)" }
        } } }
    };
    html! {
        (table("long", caption, &head, &rows))
        (folded(false, &format!("{} that change no observation, or none visibly", numbers::count_of(unseen.len(), "other")), &list))
    }
}

fn method(calibrated: &Calibrated) -> Markup {
    let posterior = &calibrated.posterior;
    let shape = match posterior.quantities.first().map(|quantity| quantity.shape) {
        Some(Shape::Pert) => "most about the stated value (PERT)",
        _ => "evenly",
    };
    let head = [
        number_head("Wave"),
        number_head("Points"),
        number_head("Refused"),
        number_head("Runs used"),
        number_head("Volume left"),
        number_head("Scale reduction"),
    ];
    let rows = html! {
        @for (at, wave) in posterior.waves.iter().enumerate() {
            tr {
                (plain((at + 1).to_string()))
                (plain(numbers::whole(wave.points as f64)))
                (plain(numbers::whole(wave.refused as f64)))
                (plain(numbers::whole(wave.fitted as f64)))
                (plain(value_in_words((wave.volume * 1e6).round() / 1e6)))
                (plain(numbers::decimal(wave.agreement, 3)))
            }
        }
    };
    html! {
        p { (prose(&format!(
            "Before anything is observed, probability is spread between low and high {shape}. Points are spread over the ranges and each is \
             simulated once; quadratic polynomials of the observed numbers are fitted to the runs; the observed numbers are then Gaussian \
             about them, scattered by chance, by what the polynomials do not know and by the errors of counting. Markov chains draw from \
             the posterior, the next wave’s points are drawn from a widened one, and so on: a synthetic likelihood (Wood 2010) with an \
             emulator in waves (history matching, Vernon, Goldstein and Bower 2010). A bound is a number that is not known but for it."
        ))) }
        (table("short", "The waves. Volume left is the product of the ratios of standard deviations after and before.", &head, &rows))
        p { (prose(&format!(
            "{} of the draws from the last posterior were refused by the scenario, and left out: values that cannot be have no \
             probability. The predictions are {} new runs, one for each draw, with chances of their own.",
            numbers::whole(posterior.refused as f64), numbers::whole(posterior.draws.len() as f64),
        ))) }
        ul {
            li { "A fitted quantity stands for what the scenario lacks, too. A narrow interval says that the observations allow no other \
                  value in this model, not that the model is right." }
            li { "Errors of counting are taken as independent of one another; numbers that share an error are given too much weight." }
            li { "One winter is one draw from chance. Where chance scatters the numbers far, even exact counts tell little." }
        }
    }
}

fn repeated(calibrated: &Calibrated, stamp: &Stamp) -> Markup {
    html! {
        p {
            "Program " code { "dtoc " (stamp.version) } ", seed " code { (calibrated.posterior.seed) } ", command "
            code { (stamp.command) } "."
        }
        p { "SHA-256 of the scenario: " code { (calibrated.scenario.hash) } }
    }
}
