//! Charts of places and people in post: their finding, worded from the results, and their data.

use super::canvas::{Heading, Pen, Style, Swatch};
use super::labels::Label;
use super::palette::{BANDS, BLOCKED, INK, LABEL, MUTED, NAVY};
use super::panels::{self, Layer, MOST, Panel, Panels};
use super::story::{Story, average, name, shortened};
use super::words;
use super::{Chart, Kind};
use crate::experiment::OptionResults;
use crate::model::Measure;
use crate::model::parameters::{Setting, UNLIMITED};

const OPEN: Pen = Pen { colour: INK, width: 2.5, dash: &[10.0, 6.0] };
const STAFFED: Pen = Pen::solid(INK, 2.5);
const IN_USE: Pen = Pen::solid(NAVY, 4.0);

/// The means of one service under one option.
struct Use {
    open: Vec<f64>,
    staffed: Vec<f64>,
    occupied: Vec<f64>,
    blocked: Vec<f64>,
}

impl Use {
    fn of(story: &Story, option: &OptionResults, service: usize) -> Option<Self> {
        let mean = |measure| story.mean(option, measure);
        Some(Self {
            open: mean(Measure::Open(service))?,
            staffed: mean(Measure::Staffed(service))?,
            occupied: mean(Measure::Occupied(service))?,
            blocked: mean(Measure::Blocked(service))?,
        })
    }

    /// Share of the staffed places that are in use.
    fn in_use(&self) -> f64 {
        average(&self.occupied) / average(&self.staffed).max(1e-9)
    }

    /// In words, for below the title of a panel.
    fn note(&self) -> String {
        let blocked = words::count(average(&self.blocked));
        if average(&self.staffed) < 0.5 {
            return "no staffed places".to_owned();
        }
        format!("{} of staffed places in use, {blocked} blocked on average", words::per_cent(self.in_use()))
    }
}

/// One chart of places for a service that can be full; nothing for others.
pub fn places(story: &Story, service: usize) -> Option<Chart> {
    let about = story.scenario.system.services.get(service)?;
    if !matches!(about.setting, Setting::Places(places) if places != UNLIMITED) {
        return None;
    }
    let headline = story.headline();
    let main = Use::of(story, headline, service)?;
    let ever_open = story.results.options.iter().filter_map(|option| story.mean(option, Measure::Open(service)));
    if ever_open.flatten().fold(0.0, f64::max) < 0.5 {
        return None;
    }
    let panels: Vec<Panel> =
        panel_options(story).into_iter().filter_map(|option| panel(story, option, service)).collect();
    let title = format!("{}: {}", shortened(&about.title), finding(&main, headline));
    let notes: Vec<String> = panels.iter().map(|panel| format!("{}: {}", panel.title, panel.note)).collect();
    let description = format!("{title}. Places of the service by day for each option. {}.", notes.join("; "));
    let left_out = story.results.options.len().saturating_sub(panels.len());
    let more = if left_out == 0 { String::new() } else { format!(" {left_out} further options are in the tables.") };
    let chart = Panels {
        heading: Heading {
            title,
            subtitle:
                "Places by day: how many are open, have staff, are in use, and are blocked by people who cannot move on"
                    .into(),
            footnote: story.footnote(&format!("Lines and areas are means; the band around use holds 80 of 100.{more}")),
        },
        days: story.days(),
        key: vec![
            (Swatch::Line(OPEN), "Open".into()),
            (Swatch::Line(STAFFED), "With staff".into()),
            (Swatch::Band(BANDS[1], IN_USE), "In use, 80% range".into()),
            (Swatch::Area(BLOCKED), "Of these blocked".into()),
        ],
        panels,
        one_scale: true,
        description,
    };
    Some(Chart::new(format!("places-{}", about.id), Kind::Places, None, panels::draw(&chart)))
}

/// What stands out in the use of a service.
fn finding(main: &Use, option: &OptionResults) -> String {
    let [open, staffed, occupied, blocked] =
        [&main.open, &main.staffed, &main.occupied, &main.blocked].map(|v| average(v));
    let name = name(option);
    let blocked_share = blocked / occupied.max(1e-9);
    if staffed < 0.5 {
        format!("no place is staffed ({name})")
    } else if staffed < 0.97 * open {
        format!("staff for only {} of {} places on average ({name})", words::count(staffed), words::count(open))
    } else if blocked_share >= 0.1 {
        let held = words::per_cent(blocked_share.min(1.0));
        format!("{held} of those in its places cannot move on ({name})")
    } else {
        format!("{} of staffed places are in use ({name})", words::per_cent(main.in_use()))
    }
}

/// The headline option, the reference and the first others, as many as there are panels.
fn panel_options<'a>(story: &Story<'a>) -> Vec<&'a OptionResults> {
    let mut options = vec![story.headline()];
    for option in std::iter::once(story.reference()).chain(story.others()) {
        if options.len() < MOST && options.iter().all(|chosen| chosen.option != option.option) {
            options.push(option);
        }
    }
    options
}

fn panel(story: &Story, option: &OptionResults, service: usize) -> Option<Panel> {
    let of = Use::of(story, option, service)?;
    let measure = Measure::Occupied(service);
    let nothing = vec![0.0; of.open.len()];
    let figure = |values: &[f64], colour, bold: bool| {
        let (value, style) = (values.last().copied().unwrap_or(0.0), Style::new(LABEL, colour));
        let style = if bold { style.bold() } else { style };
        Label { value, words: String::new(), figure: words::count(value), style }
    };
    let mut labels = vec![figure(&of.occupied, NAVY, true), figure(&of.staffed, INK, false)];
    let last = |values: &[f64]| words::count(values.last().copied().unwrap_or(0.0));
    if last(&of.open) != last(&of.staffed) {
        labels.push(figure(&of.open, INK, false));
    }
    if last(&of.blocked) != "0" {
        labels.push(figure(&of.blocked, BLOCKED, true));
    }
    let note = of.note();
    let (lower, upper) = (story.quantile(option, measure, 0.1)?, story.quantile(option, measure, 0.9)?);
    let layers = vec![
        Layer::Band { lower: nothing.clone(), upper: of.occupied.clone(), colour: BANDS[0] },
        Layer::Band { lower, upper, colour: BANDS[1] },
        Layer::Band { lower: nothing, upper: of.blocked, colour: BLOCKED },
        Layer::Line { values: of.open, pen: OPEN },
        Layer::Line { values: of.staffed, pen: STAFFED },
        Layer::Line { values: of.occupied, pen: IN_USE },
    ];
    Some(Panel { title: option.title.clone(), note, layers, labels })
}

/// The chart of people in post, a panel for each workforce; nothing without one.
pub fn posts(story: &Story) -> Option<Chart> {
    let headline = story.headline();
    let workforces = &story.scenario.system.workforces;
    let panels: Vec<Panel> = (0..workforces.len()).filter_map(|at| workforce(story, at)).take(MOST).collect();
    let filled = |at: usize| {
        let (in_post, funded) = in_post_and_funded(story, headline, at)?;
        Some((at, *in_post.last()?, *funded.last()?))
    };
    let vacant = |&(_, in_post, funded): &(usize, f64, f64)| in_post / f64::max(funded, 1e-9);
    let worst = (0..workforces.len()).filter_map(filled).min_by(|a, b| vacant(a).total_cmp(&vacant(b)));
    let (at, in_post, funded) = worst?;
    let title = format!(
        "{}: {} of {} posts filled on {} ({})",
        shortened(&workforces[at].title),
        words::count(in_post),
        words::count(funded),
        words::date(story.days().last()),
        name(headline)
    );
    let notes: Vec<String> = panels.iter().map(|panel| format!("{}: {}", panel.title, panel.note)).collect();
    let description = format!("{title}. People in post against funded posts by day. {}.", notes.join("; "));
    let chart = Panels {
        heading: Heading {
            title,
            subtitle: "People in post and funded posts by day, whole-time equivalents; other options where they differ"
                .into(),
            footnote: story.footnote(&format!(
                "Lines are means; the band holds 80 of 100. Funded posts are those of {}.",
                name(headline)
            )),
        },
        days: story.days(),
        key: vec![
            (Swatch::Line(OPEN), "Funded posts".into()),
            (Swatch::Band(BANDS[1], IN_USE), format!("In post, 80% range: {}", headline.title)),
        ],
        panels,
        one_scale: false,
        description,
    };
    Some(Chart::new("people-in-post".into(), Kind::Posts, None, panels::draw(&chart)))
}

/// Means by day of the people in post, and of the posts funded: people and vacancies.
fn in_post_and_funded(story: &Story, option: &OptionResults, workforce: usize) -> Option<(Vec<f64>, Vec<f64>)> {
    let in_post = story.mean(option, Measure::InPost(workforce))?;
    let vacancies = story.mean(option, Measure::Vacancies(workforce))?;
    let funded = in_post.iter().zip(&vacancies).map(|(people, vacant)| people + vacant).collect();
    Some((in_post, funded))
}

fn workforce(story: &Story, at: usize) -> Option<Panel> {
    let headline = story.headline();
    let (in_post, funded) = in_post_and_funded(story, headline, at)?;
    let measure = Measure::InPost(at);
    let last = |values: &[f64]| values.last().copied().unwrap_or(0.0);
    let (lower, upper) = (story.quantile(headline, measure, 0.1)?, story.quantile(headline, measure, 0.9)?);
    let mut layers =
        vec![Layer::Band { lower, upper, colour: BANDS[1] }, Layer::Line { values: funded.clone(), pen: OPEN }];
    let label = |values: &[f64], words: String, style: Style| {
        let value = last(values);
        Label { value, words, figure: words::count(value), style }
    };
    let mut labels = vec![label(&funded, "Funded".into(), Style::new(LABEL, MUTED))];
    let groups = alike(story, measure);
    for (option, others, values) in groups.iter().rev() {
        let same = option.option == headline.option;
        let pen = if same { IN_USE } else { story.pen(option) };
        let more = match others {
            0 => String::new(),
            others => format!(" and {}", words::plural(*others as f64, "other", "others")),
        };
        let style = Style::new(LABEL, pen.colour);
        let style = if same { style.bold() } else { style };
        labels.push(label(values, format!("{}{more}", shortened(&option.title)), style));
        layers.push(Layer::Line { values: values.clone(), pen });
    }
    let filled = words::per_cent(last(&in_post) / last(&funded).max(1e-9));
    let note = format!("{filled} of funded posts filled on the last day");
    Some(Panel { title: story.scenario.system.workforces.get(at)?.title.clone(), note, layers, labels })
}

/// Options whose means never differ by half a person or more, pooled: the first of them, how many others, and its means. The
/// headline option leads the first pool.
fn alike<'a>(story: &Story<'a>, measure: Measure) -> Vec<(&'a OptionResults, usize, Vec<f64>)> {
    let mut pools: Vec<(&OptionResults, usize, Vec<f64>)> = Vec::new();
    let headline = story.headline();
    let rest = story.results.options.iter().filter(|option| option.option != headline.option);
    for option in std::iter::once(headline).chain(rest) {
        let Some(values) = story.mean(option, measure) else { continue };
        let same = |pool: &&mut (&OptionResults, usize, Vec<f64>)| {
            pool.2.iter().zip(&values).all(|(a, b)| (a - b).abs() < 0.5)
        };
        match pools.iter_mut().find(same) {
            Some(pool) => pool.1 += 1,
            None => pools.push((option, 0, values)),
        }
    }
    pools
}
