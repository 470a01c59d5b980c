//! Workforces, and the teams and panels whose time patients wait for.

use super::distributions::constant;
use super::problems::Problem;
use super::quantities::Rule;
use super::reader::Reader;
use super::references::Names;
use super::services::STAND_IN;
use crate::model::parameters::{Agency, Panel, Recruitment, Team, UNLIMITED, Workforce};

/// Days from advert to start, where nothing is said: eight to twelve weeks are usual.
const LEAD_DAYS: f64 = 70.0;
/// Days of induction, where nothing is said.
const INDUCTION_DAYS: f64 = 14.0;
/// Share of working time lost to sickness, where nothing is said.
const SICKNESS: f64 = 0.04;
/// Contact hours a week of one post, where nothing is said.
const CONTACT_HOURS: f64 = 24.0;

const POSTS: Rule = Rule::count("a number of posts");

/// Reads a `[[workforce]]`.
pub(super) fn workforce(reader: Reader<'_>) -> Workforce {
    let (id, title) = reader.id_and_title();
    let funded = reader.needed_count("funded_posts", &POSTS);
    let in_post = reader.count("in_post", &POSTS);
    if let (Some(funded), Some(in_post)) = (funded, in_post)
        && in_post > funded
    {
        let headline = format!("`{}` has {in_post} people in {funded} funded posts", reader.path);
        reader.desk.report(Problem::error(reader.place_of("in_post"), headline).label("at most `funded_posts`"));
    }
    let turnover = reader
        .needed_number("turnover_per_year", &Rule::between("leavers a year as a share of those in post", 0.0, 5.0));
    let hours = Rule::between("hours a week", 0.0, 168.0).above_zero();
    let workforce = Workforce {
        id,
        title,
        funded_posts: funded.unwrap_or(0),
        in_post: in_post.or(funded).unwrap_or(0),
        turnover_per_year: turnover.unwrap_or(0.0),
        recruitment: recruitment(&reader),
        induction_days: reader.number("induction_days", &Rule::between("days", 0.0, 3_650.0)).unwrap_or(INDUCTION_DAYS),
        sickness: reader.share("sickness", "a share of working time", SICKNESS),
        contact_hours_per_week: reader.number("contact_hours_per_week", &hours).unwrap_or(CONTACT_HOURS),
        agency: agency(&reader),
        cost_per_post_year: reader.pounds("cost_per_post_year", "pounds for a post for a year"),
    };
    reader.finish();
    workforce
}

fn recruitment(reader: &Reader<'_>) -> Recruitment {
    let Some(inner) = reader.inner("recruitment") else {
        return Recruitment { lead: constant(LEAD_DAYS), success: 1.0 };
    };
    let lead = inner.distribution("lead").unwrap_or_else(|| constant(LEAD_DAYS));
    let success = inner.share("success", "the probability that one round fills the post", 1.0);
    inner.finish();
    Recruitment { lead, success }
}

fn agency(reader: &Reader<'_>) -> Agency {
    let Some(inner) = reader.inner("agency") else { return Agency { cover: 0.0, premium: 0.0 } };
    let cover = inner.share("cover", "a share of vacant posts", 0.0);
    let premium =
        inner.number("premium", &Rule::between("extra cost as a share of the post's own", 0.0, 10.0)).unwrap_or(0.0);
    inner.finish();
    Agency { cover, premium }
}

/// Reads a `[[team]]`.
pub(super) fn team(reader: Reader<'_>, names: &Names) -> Team {
    let (id, title) = reader.id_and_title();
    let cases_at_once = reader.count("cases_at_once", &Rule::capacity("cases in progress at once"));
    let team = Team {
        id,
        title,
        cases_at_once: cases_at_once.unwrap_or(if reader.has("cases_at_once") { STAND_IN } else { UNLIMITED }),
        working_hours: reader.working_hours(),
        staffing: reader.staffing("hours_per_week_per_case", None, names),
    };
    reader.finish();
    team
}

/// Reads a `[[panel]]`.
pub(super) fn panel(reader: Reader<'_>) -> Panel {
    let (id, title) = reader.id_and_title();
    let sits_on = reader.weekdays("sits_on");
    reader.require("sits_on", "the weekdays of its sittings, as [\"tue\", \"thu\"]");
    if sits_on == Some([false; 7]) {
        let problem = Problem::error(reader.place_of("sits_on"), format!("`{}` never sits", reader.path));
        reader.desk.report(problem.label("at least one weekday"));
    }
    let panel = Panel {
        id,
        title,
        sits_on: sits_on.unwrap_or([true; 7]),
        at_hour: reader.hour("at_hour").unwrap_or(10.0),
        cases_per_sitting: reader
            .count("cases_per_sitting", &Rule::capacity("cases at a sitting"))
            .unwrap_or(UNLIMITED),
        bank_holidays: reader.flag("sits_on_bank_holidays").unwrap_or(false),
    };
    reader.finish();
    panel
}
