//! The tables, for the terminal and the page: what each lever is set to and what a step of it does, what each sum buys, and where
//! patients wait.

use super::{Plan, value_in_words};
use crate::experiment::plan::Step;
use crate::experiment::plan::simulated::Waiting;
use crate::report::numbers::{self, NOTHING};
use crate::report::page::elements::{number, number_head, table, text_head};
use crate::report::tables::{Cell, wrapped};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use maud::{Markup, html};

/// Most rows of what each sum buys.
const MOST_SUMS: usize = 14;

/// A table of text in the first columns and numbers in the others.
pub struct Part {
    pub title: &'static str,
    pub caption: String,
    head: Vec<String>,
    /// How many of the columns are text: the first, or the first and the last.
    texts: Vec<usize>,
    rows: Vec<Vec<Cell>>,
}

fn plain(text: impl Into<String>) -> Cell {
    Cell { main: text.into(), below: None }
}

/// What each lever is set to, and what one more step of it does.
pub fn levers(plan: &Plan) -> Part {
    let (order, answer) = (&plan.planned.order, &plan.planned.answer);
    let rows = order.levers.iter().enumerate().map(|(at, lever)| {
        let step = |steps: &[Step]| steps.iter().find(|step| step.lever == at).cloned();
        let mut row = vec![
            plain(lever.title.clone()),
            plain(numbers::range(&value_in_words(lever.least), &value_in_words(lever.most))),
            plain(value_in_words(lever.value(answer.best[at]))),
        ];
        for steps in [&answer.first_steps, &answer.steps] {
            row.extend(step_cells(step(steps).as_ref()));
        }
        row
    });
    let what = if answer.is_plan { "the plan" } else { "the best mix" };
    let head = ["Lever", "Range", "Set to", "First step: fewer", "per £100k", "Last step: fewer", "per £100k"];
    Part {
        title: "The levers",
        caption: format!(
            "What each lever is set to, and the price of moving it: delayed patients fewer {} for one step from nothing bought, and \
             for the next step at {what} (the last one, where the lever is at its most). Paired differences of the same people, with \
             95 % intervals. “free”: the step does not clearly cost anything.",
            plan.when()
        ),
        head: head.map(str::to_owned).to_vec(),
        texts: vec![0],
        rows: rows.collect(),
    }
}

fn step_cells(step: Option<&Step>) -> [Cell; 2] {
    let Some(step) = step else { return [plain(NOTHING), plain(NOTHING)] };
    let fewer = numbers::figure(&step.fewer, 0.01).into();
    let ratio = step.per_100_000.map_or_else(
        || plain(if step.fewer.lower > 0.0 { "free" } else { NOTHING }),
        |ratio| numbers::figure(&ratio, 0.01).into(),
    );
    [fewer, ratio]
}

/// What each sum buys: the frontier.
pub fn sums(plan: &Plan) -> Part {
    let answer = &plan.planned.answer;
    let mut points = plan.frontier();
    if points.len() > MOST_SUMS {
        let last = points.len() - 1;
        points = (0..MOST_SUMS).map(|row| points[row * last / (MOST_SUMS - 1)]).collect();
    }
    let shares = plan.has_shares();
    let rows = points.into_iter().map(|at| {
        let evaluated = &answer.evaluated[at];
        let mut row =
            vec![numbers::money_figure(&evaluated.cost).into(), numbers::figure(&evaluated.delayed, 0.1).into()];
        if shares {
            row.push(Cell {
                main: numbers::percent(evaluated.measure.mean),
                below: Some(format!("{} %", numbers::hundredths(&evaluated.measure))),
            });
        }
        row.push(plain(plan.mix(&evaluated.point)));
        row
    });
    let mut head = vec!["Cost".to_owned(), "Delayed".to_owned()];
    head.extend(shares.then(|| format!("At {} or fewer", plan.at_most())));
    head.push("Mix".into());
    Part {
        title: "What each sum buys",
        caption: format!(
            "Of all points simulated those that no cheaper one equals: cost on average, and delayed patients {}, with 95 % intervals.",
            plan.when()
        ),
        texts: vec![head.len() - 1],
        head,
        rows: rows.collect(),
    }
}

/// Where those who are still delayed wait, most first.
pub fn waiting(plan: &Plan) -> Part {
    let system = &plan.scenario.system;
    let mut found = plan.planned.waiting.clone();
    found.retain(|(_, estimate)| estimate.mean >= 0.05);
    let is_service = |waiting: &Waiting| matches!(waiting, Waiting::ForService(_));
    found.sort_by(|one, other| is_service(&one.0).cmp(&is_service(&other.0)).then(other.1.mean.total_cmp(&one.1.mean)));
    let rows = found.into_iter().map(|(waiting, estimate)| {
        let (kind, what) = match waiting {
            Waiting::Because(reason) => {
                ("Delayed in hospital, reason", format!("{}: {}", reason.code(), reason.title()))
            }
            Waiting::ForService(service) => ("For a place, wherever they are", system.services[service].title.clone()),
        };
        vec![plain(kind), plain(what), numbers::figure(&estimate, 0.1).into()]
    });
    let what = if plan.planned.answer.is_plan { "With the plan" } else { "With the best mix" };
    Part {
        title: "Where they wait",
        caption: format!("{what}, {}: patients on average, with 95 % intervals, in fresh replications.", plan.when()),
        head: vec!["Who".into(), "Wait for".into(), "Patients".into()],
        texts: vec![0, 1],
        rows: rows.collect(),
    }
}

impl Part {
    /// For a terminal of so many columns.
    pub fn text(&self, columns: usize) -> String {
        let mut table = Table::new();
        let light = TableStyle::new()
            .header_separator(LineStyle::none().fill('─').junction('─'))
            .row_separator(LineStyle::none().fill(' ').junction(' '));
        table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(columns as u16);
        table.set_header(self.head.clone());
        for row in &self.rows {
            let lines = |cell: &Cell| std::iter::once(cell.main.clone()).chain(cell.below.clone()).collect::<Vec<_>>();
            table.add_row(row.iter().map(|cell| lines(cell).join("\n")));
        }
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding(if at == 0 { (0, 1) } else { (1, 0) });
            if !self.texts.contains(&at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        format!("{}\n\n{}\n\n{}\n", self.title, table.trim_fmt(), wrapped(&self.caption, columns))
    }

    /// For the page.
    pub fn html(&self) -> Markup {
        let head: Vec<_> = (0..self.head.len())
            .map(|at| if self.texts.contains(&at) { text_head(&*self.head[at]) } else { number_head(&*self.head[at]) })
            .collect();
        let rows = html! {
            @for row in &self.rows {
                tr {
                    @for (at, cell) in row.iter().enumerate() {
                        @if self.texts.contains(&at) { td { (cell.main) } } @else { (number(cell)) }
                    }
                }
            }
        };
        table("long", &self.caption, &head, &rows)
    }
}
