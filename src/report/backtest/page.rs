//! `report.html` of a back-test.

use super::table::{self, SCORES};
use super::{Tested, finding, title};
use crate::experiment::backtest::scores::Forecaster;
use crate::report::letters::capitalised;
use crate::report::numbers;
use crate::report::page::{self, Section};
use crate::report::quantity::in_words;
use crate::report::{ChartFigure, Stamp};
use maud::{Markup, html};
use page::elements::{number, number_head, plain, prose, table as table_of, text_head};

/// The page.
pub fn html(tested: &Tested, figures: &[ChartFigure], stamp: &Stamp) -> String {
    let section = |id: &'static str, title: &'static str, body| Section { id: id.into(), title: title.into(), body };
    let mut sections = vec![section("scores", "Scores", scores(tested))];
    if !figures.is_empty() {
        let body = html! { @for figure in figures { (page::figures::one(figure)) } };
        sections.push(section("charts", "Charts", body));
    }
    sections.push(section("forecasts", "Every forecast of the model", forecasts(tested)));
    sections.push(section("origins", "What was fitted at each origin", origins(tested)));
    sections.push(section("method", "Method", method(tested)));
    sections.push(section("stamp", "How to repeat this", repeated(tested, stamp)));
    let sentences = finding(tested);
    let (first, rest) = sentences.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let first_screen = html! {
        header id="answer" {
            p.kind { "Back-test: " (tested.scenario.title) }
            h1 { (prose(first.trim_end_matches('.'))) }
            p { (prose(&rest.join(" "))) }
            p.basis {
                "Option simulated: " (tested.option_title()) ". At each origin the quantities are fitted to what was observed by then, and to \
                 nothing later."
            }
        }
    };
    page::document(&format!("{}: back-test", tested.scenario.title), &stamp.version, &first_screen, &sections)
}

fn scores(tested: &Tested) -> Markup {
    let heads = |titles: &[String]| {
        let head = |(at, title): (usize, &String)| if at == 0 { text_head(title) } else { number_head(title) };
        titles.iter().enumerate().map(head).collect::<Vec<_>>()
    };
    let rows = |rows: &[Vec<crate::report::tables::Cell>]| {
        html! {
            @for row in rows {
                tr { td { (row[0].main) } @for cell in &row[1..] { (number(cell)) } }
            }
        }
    };
    let titles: Vec<String> = SCORES.map(str::to_owned).to_vec();
    html! {
        (table_of("short", &table::explained(tested), &heads(&titles), &rows(&table::scores(tested))))
        @if tested.aheads().len() > 1 {
            (table_of(
                "short",
                "The same score by how far ahead the month lies; each is the mean over the origins.",
                &heads(&table::heads_ahead(tested)),
                &rows(&table::scores_ahead(tested)),
            ))
        }
        @if tested.found.origins.len() > 1 {
            (table_of(
                "short",
                "The same score from each origin, the mean over its months.",
                &heads(&table::heads_from(tested)),
                &rows(&table::scores_from(tested)),
            ))
        }
    }
}

fn forecasts(tested: &Tested) -> Markup {
    let head = [
        text_head("Known up to"),
        text_head("Month"),
        number_head("Happened"),
        number_head("Median"),
        number_head("50 %"),
        number_head("80 %"),
        number_head("95 %"),
        number_head("CRPS"),
    ];
    let rows = html! {
        @for forecast in tested.found.forecasts.iter().filter(|forecast| forecast.forecaster == Forecaster::Model) {
            tr {
                td { (numbers::short_date(tested.found.origins[forecast.origin].until)) }
                td { (numbers::short_month(forecast.month.first_day())) }
                (plain(forecast.observed.map_or_else(|| numbers::NOTHING.into(), |observed| numbers::decimal(observed, 1))))
                (plain(numbers::decimal(forecast.ensemble.median(), 1)))
                @for level in crate::experiment::backtest::scores::LEVELS {
                    @let (lower, upper) = forecast.ensemble.central(level);
                    (plain(numbers::range(&numbers::whole(lower), &numbers::whole(upper))))
                }
                (plain(forecast.score().map_or_else(|| numbers::NOTHING.into(), |score| numbers::decimal(score, 1))))
            }
        }
    };
    table_of(
        "long",
        "What happened, the median of the forecast, and the ranges that hold 50, 80 and 95 in 100 futures.",
        &head,
        &rows,
    )
}

fn origins(tested: &Tested) -> Markup {
    let quantities = &tested.plan.quantities;
    let mut head = vec![text_head("Known up to"), number_head("Observations")];
    head.extend(
        quantities.iter().map(|quantity| number_head(capitalised(&in_words(&quantity.path, &tested.scenario.system)))),
    );
    head.extend([number_head("Unexplained in the last month"), number_head("Left after a month")]);
    let rows = html! {
        @for origin in &tested.found.origins {
            tr {
                td { (numbers::short_date(origin.until)) }
                (plain(origin.fitted.to_string()))
                @for at in 0..quantities.len() {
                    @let quantile = |probability| crate::report::sweep::value_in_words(rounded(origin.posterior.quantile(at, probability)));
                    (number(&crate::report::tables::Cell {
                        main: quantile(0.5),
                        below: Some(numbers::range(&quantile(0.05), &quantile(0.95))),
                    }))
                }
                @match origin.unexplained {
                    Some(unexplained) => {
                        (plain(numbers::decimal(unexplained.last, 1)))
                        (plain(numbers::percent(unexplained.persistence)))
                    }
                    None => { (plain(numbers::NOTHING)) (plain(numbers::NOTHING)) }
                }
            }
        }
    };
    let caption = "The fitted quantities: the median of what is left of their range, and below it nine tenths of it. Unexplained: what was \
                   observed less the mean of the simulation, in patients, averaged over the draws; and the share of it that is expected to \
                   be left a month later.";
    table_of("long", caption, &head, &rows)
}

/// Three significant figures.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

fn method(tested: &Tested) -> Markup {
    let plan = &tested.plan;
    let paragraphs = [
        format!(
            "Fit. {} are fitted by an emulated likelihood in {} of {} points each; {} are drawn from what is left, and each is simulated {} \
             times.",
            numbers::count_of(plan.quantities.len(), "quantity").replace("quantitys", "quantities"),
            numbers::count_of(plan.plan.waves as usize, "wave"),
            numbers::whole(plan.plan.points as f64),
            numbers::count_of(plan.plan.draws as usize, "draw"),
            numbers::whole(plan.replications as f64),
        ),
        "Forecast. The mean of the simulation, smoothed over the draws by an emulator, leaves something unexplained in every known month: capacity that nobody published, outbreaks, \
         changes in counting, and chance. Such differences last for months. They are carried on as a first-order autoregression about zero \
         whose persistence and size are drawn from what the known months say of them (the discrepancy of Kennedy and O’Hagan, 2001, in its \
         simplest form). Draws whose differences are the likelier have the more futures. “Simulation alone” leaves them out: its spread is the doubt about the quantities and the chance of patients."
            .to_owned(),
        "Naive forecasts. “Last value”: the last month known goes on. “Same month last year”. “Seasonal mean”: the mean of that month over \
         all years known. Each is a distribution: the number, plus and minus every error that the same rule, as many months ahead, would \
         have made in the months known by then."
            .to_owned(),
        "Scores. The continuous ranked probability score (Gneiting and Raftery, 2007): what is simulated is a sample of a forecast and scored in \
         the fair form (Ferro, 2014), while the members of a naive forecast are all there is of it. Intervals and differences by Diebold and Mariano (1995) with the correction for few origins by Harvey, Leybourne and Newbold (1997). “By more than chance” \
         allows for several comparisons at once (Bonferroni). Few origins tell little, and forecasts from one origin fail together."
            .to_owned(),
    ];
    html! {
        @for paragraph in &paragraphs { p { (prose(paragraph)) } }
        @if !tested.notes.is_empty() {
            ul { @for note in &tested.notes { li { (prose(note)) } } }
        }
    }
}

fn repeated(tested: &Tested, stamp: &Stamp) -> Markup {
    html! {
        p { "Program " code { "dtoc " (stamp.version) } ", seed " code { (tested.plan.plan.seed) } ", command " code { (stamp.command) } "." }
        p { "SHA-256 of the scenario: " code { (tested.scenario.hash) } }
        p { "Forecasts scored: " (Forecaster::ALL.map(title).join(", ")) "." }
    }
}
