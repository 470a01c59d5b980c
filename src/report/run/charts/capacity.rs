//! Charts of the places of services: their finding, worded from the results, and their data.

use super::story::{Pool, Story, alike, average, name, pooled, shortened};
use crate::experiment::OptionResults;
use crate::model::Measure;
use crate::model::dates::plus_days;
use crate::model::parameters::{Setting, UNLIMITED};
use crate::report::charts::{
    BANDS, BLOCKED, Band, Chart, Days, Heading, INK, LABEL, Line, MOST_PANELS, NAVY, Panels, Pen, Style, Titled,
    panel_of_days, words,
};

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

    /// True when no mean differs by half a place or more.
    fn like(&self, other: &Self) -> bool {
        alike(&self.open, &other.open)
            && alike(&self.staffed, &other.staffed)
            && alike(&self.occupied, &other.occupied)
            && alike(&self.blocked, &other.blocked)
    }

    /// The days on which places are staffed, as position of the day, staffed places and places in use. People who stay on
    /// in a place that has lost its staff are in none of these.
    fn staffed_days(&self) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        let days = self.staffed.iter().zip(&self.occupied).enumerate();
        days.filter(|(_, (staffed, _))| **staffed > 0.0)
            .map(|(day, (staffed, used))| (day, *staffed, used.min(*staffed)))
    }

    /// Share of the staffed places that are in use, over the days on which there are any.
    fn in_use(&self) -> f64 {
        let sums = self.staffed_days().fold((0.0, 0.0), |sums, (_, staffed, used)| (sums.0 + staffed, sums.1 + used));
        sums.1 / f64::max(sums.0, 1e-9)
    }

    /// Over which days [`Self::in_use`] is taken, to be added to it: nothing when it is all of them.
    fn span(&self, days: &Days) -> String {
        let staffed: Vec<usize> = self.staffed_days().map(|(day, ..)| day).collect();
        let date = |day: usize| words::short_date(plus_days(days.first, day as i64));
        match staffed[..] {
            [] => String::new(),
            _ if staffed.len() == self.staffed.len() => String::new(),
            [only] => format!(" on {}", date(only)),
            [first, .., last] if last - first + 1 == staffed.len() => {
                format!(" from {} to {}", date(first), date(last))
            }
            _ => format!(" on the {} days with staff", words::count(staffed.len() as f64)),
        }
    }

    /// True when half a place or more is staffed on some day.
    fn ever_staffed(&self) -> bool {
        self.staffed.iter().any(|&staffed| staffed >= 0.5)
    }

    /// In words, for below the title of a panel.
    fn note(&self, days: &Days) -> String {
        let blocked = words::count(average(&self.blocked));
        if !self.ever_staffed() {
            return "no staffed places".to_owned();
        }
        let in_use = words::per_cent(self.in_use());
        format!("{in_use} of staffed places in use{}, {blocked} blocked on average", self.span(days))
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
    let pools = pooled(story, |option| Use::of(story, option, service), Use::like);
    let shown = &pools[..pools.len().min(MOST_PANELS)];
    let panels: Vec<Titled> = shown.iter().filter_map(|pool| titled(story, pool, service, shown.len() < 3)).collect();
    let title = format!("{}: {}", shortened(&about.title), finding(&main, headline, &story.days()));
    let notes: Vec<String> = panels.iter().map(|panel| format!("{}: {}", panel.title, panel.note)).collect();
    let more = match pools[shown.len()..].iter().map(|pool| pool.others.len() + 1).sum::<usize>() {
        0 => String::new(),
        more => format!(
            " {} not drawn; see daily.csv.",
            words::plural(more as f64, "further option is", "further options are")
        ),
    };
    let heading = Heading {
        title,
        subtitle:
            "Places by day: how many are open, have staff, are in use, and are blocked by people who cannot move on"
                .into(),
        footnote: story.footnote(&format!("Lines and areas are means; the band around use holds 80 of 100.{more}")),
        told: format!("Places of the service by day for each option. {}.", notes.join("; ")),
    };
    Some(Panels { heading, panels, one_scale: true }.chart(format!("places-{}", about.id)))
}

/// What stands out in the use of a service.
fn finding(main: &Use, option: &OptionResults, days: &Days) -> String {
    let [open, staffed, occupied, blocked] =
        [&main.open, &main.staffed, &main.occupied, &main.blocked].map(|v| average(v));
    let name = name(option);
    let blocked_share = blocked / occupied.max(1e-9);
    if !main.ever_staffed() {
        format!("no place is staffed ({name})")
    } else if staffed < 0.97 * open {
        format!("staff for only {} of {} places on average ({name})", words::count(staffed), words::count(open))
    } else if blocked_share >= 0.1 {
        let held = words::per_cent(blocked_share.min(1.0));
        format!("{held} of those in its places cannot move on ({name})")
    } else {
        format!("{} of staffed places are in use{} ({name})", words::per_cent(main.in_use()), main.span(days))
    }
}

/// The panel of a pool of options; its figures are named where there is room for words.
fn titled(story: &Story, pool: &Pool<Use>, service: usize, named: bool) -> Option<Titled> {
    let (option, of, days) = (pool.first, &pool.found, story.days());
    let quantile = |probability| story.quantile(option, Measure::Occupied(service), probability);
    let (lower, upper) = (days.points(&quantile(0.1)?), days.points(&quantile(0.9)?));
    let nothing = days.points(&vec![0.0; of.open.len()]);
    let last = |values: &[f64]| words::count(values.last().copied().unwrap_or(0.0));
    let name = |words: &'static str| if named { words } else { "" };
    let plain = Style::new(LABEL, INK);
    let mut panel = panel_of_days(days);
    panel.add_area(Band::between(&nothing, &days.points(&of.occupied), BANDS[0]));
    panel.add_area(Band::between(&lower, &upper, BANDS[1]).around(IN_USE)).key(2, "In use, 80% range");
    let blocked = panel.add_area(Band::between(&nothing, &days.points(&of.blocked), BLOCKED));
    blocked.key(3, "Of these blocked");
    if last(&of.blocked) != "0" {
        blocked.end(3, name("Blocked"), Style::new(LABEL, BLOCKED).bold());
    }
    let open = panel.add(Line { points: days.points(&of.open), pen: OPEN });
    let all_staffed = last(&of.open) == last(&of.staffed);
    open.key(0, "Open").end(2, name(if all_staffed { "Open and staffed" } else { "Open" }), plain);
    let staffed = panel.add(Line { points: days.points(&of.staffed), pen: STAFFED });
    staffed.key(1, "With staff");
    if !all_staffed {
        staffed.end(1, name("With staff"), plain);
    }
    let in_use = Line { points: days.points(&of.occupied), pen: IN_USE };
    panel.add(in_use).end(0, name("In use"), Style::new(LABEL, NAVY).bold());
    Some(Titled { title: pool.full_title(), short_title: pool.title(), note: of.note(&days), panel })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(staffed: &[f64], occupied: &[f64]) -> Use {
        Use { open: staffed.to_vec(), staffed: staffed.to_vec(), occupied: occupied.to_vec(), blocked: vec![0.0; 4] }
    }

    #[test]
    fn people_left_in_closed_places_are_not_in_staffed_ones() {
        let days = Days { first: jiff::civil::date(2015, 12, 30), count: 4 };
        let closed_early = of(&[10.0, 10.0, 0.0, 0.0], &[5.0, 12.0, 12.0, 6.0]);
        assert_eq!(closed_early.in_use(), 0.75);
        assert_eq!(
            closed_early.note(&days),
            "75% of staffed places in use from 30 Dec to 31 Dec, 0 blocked on average"
        );
        let again = of(&[10.0, 0.0, 0.0, 10.0], &[10.0; 4]);
        assert_eq!((again.in_use(), again.span(&days).as_str()), (1.0, " on the 2 days with staff"));
        assert_eq!(of(&[0.0, 2.0, 0.0, 0.0], &[0.0; 4]).span(&days), " on 31 Dec");
        assert_eq!(of(&[10.0; 4], &[8.0; 4]).span(&days), "");
        assert_eq!(of(&[0.0; 4], &[8.0; 4]).note(&days), "no staffed places");
    }
}
