//! The chart of people in post: its finding, worded from the results, and its data.

use super::story::{Story, alike, name, pooled, shortened};
use crate::experiment::OptionResults;
use crate::model::Measure;
use crate::report::charts::{
    BANDS, Band, Chart, Heading, INK, LABEL, Line, MUTED, NAVY, Panels, Pen, Style, Titled, panel_of_days, words,
};
use crate::report::numbers;

const FUNDED: Pen = Pen { colour: INK, width: 2.5, dash: &[10.0, 6.0] };
const IN_POST: Pen = Pen::solid(NAVY, 4.0);

/// Most panels: the lines of each are named, which takes room.
const MOST_WORKFORCES: usize = 6;

/// The chart of people in post, a panel for each workforce; nothing without one.
pub fn posts(story: &Story) -> Option<Chart> {
    let headline = story.headline();
    let workforces = &story.scenario.system.workforces;
    let panels: Vec<Titled> =
        (0..workforces.len()).filter_map(|at| workforce(story, at)).take(MOST_WORKFORCES).collect();
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
        numbers::date(story.days().last()),
        name(headline)
    );
    let notes: Vec<String> = panels.iter().map(|panel| format!("{}: {}", panel.title, panel.note)).collect();
    let heading = Heading {
        title,
        subtitle: "People in post and funded posts by day, whole-time equivalents; other options where they differ"
            .into(),
        footnote: story.footnote(&format!(
            "Lines are means; the band holds 80 of 100. Funded posts are those of {}.",
            name(headline)
        )),
        told: format!("People in post against funded posts by day. {}.", notes.join("; ")),
    };
    Some(Panels { heading, panels, one_scale: false }.chart("people-in-post"))
}

/// Means by day of the people in post, and of the posts funded: people and vacancies.
fn in_post_and_funded(story: &Story, option: &OptionResults, workforce: usize) -> Option<(Vec<f64>, Vec<f64>)> {
    let in_post = story.mean(option, Measure::InPost(workforce))?;
    let vacancies = story.mean(option, Measure::Vacancies(workforce))?;
    let funded = in_post.iter().zip(&vacancies).map(|(people, vacant)| people + vacant).collect();
    Some((in_post, funded))
}

fn workforce(story: &Story, at: usize) -> Option<Titled> {
    let (headline, days) = (story.headline(), story.days());
    let (in_post, funded) = in_post_and_funded(story, headline, at)?;
    let measure = Measure::InPost(at);
    let last = |values: &[f64]| values.last().copied().unwrap_or(0.0);
    let (lower, upper) = (story.quantile(headline, measure, 0.1)?, story.quantile(headline, measure, 0.9)?);
    let mut panel = panel_of_days(days);
    let range = Band::between(&days.points(&lower), &days.points(&upper), BANDS[1]);
    panel.add_area(range.around(IN_POST)).key(1, format!("In post, 80% range: {}", headline.title));
    let line = Line { points: days.points(&funded), pen: FUNDED };
    panel.add(line).key(0, "Funded posts").end(0, "Funded", Style::new(LABEL, MUTED));
    let means = |option: &&OptionResults| story.mean(option, measure);
    for pool in pooled(story, means, |a, b| alike(a, b)).iter().rev() {
        let is_headline = pool.first.option == headline.option;
        let pen = if is_headline { IN_POST } else { story.pen(pool.first) };
        let style = Style::new(LABEL, pen.colour);
        let style = if is_headline { style.bold() } else { style };
        panel.add(Line { points: days.points(&pool.found), pen }).end(0, pool.title(), style);
    }
    let filled = words::per_cent(last(&in_post) / last(&funded).max(1e-9));
    let note = format!("{filled} of funded posts filled on the last day");
    let title = story.scenario.system.workforces.get(at)?.title.clone();
    Some(Titled { short_title: title.clone(), title, note, panel })
}
