//! The plan as a scenario file: the scenario with the levers set, and an option for it.

use super::answer::Plan;
use super::finding::headline;

/// What the file is called.
pub const NAME: &str = "plan.toml";

/// The file, for `dtoc run`.
pub fn text(plan: &Plan) -> String {
    let order = &plan.planned.order;
    let best = &plan.planned.answer.best;
    let option = &plan.scenario.system.options[order.option];
    let schemes = option.schemes.iter().map(|&at| quoted(&plan.scenario.system.schemes[at].id));
    let schemes = schemes.collect::<Vec<_>>().join(", ");
    let word = if plan.planned.answer.is_plan { "Plan" } else { "The best that can be had" };
    let mut text = format!("# {}.\n\n", headline(plan).replace('\n', " "));
    text.push_str(&format!("title = {}\n", quoted(&format!("{}: the plan", plan.scenario.title))));
    text.push_str(&format!("extends = {}\n\n[values]\n", quoted(&plan.extends)));
    for (path, value) in order.values(best) {
        text.push_str(&format!("{} = {value}\n", quoted(&path)));
    }
    text.push_str(&format!(
        "\n[[option]]\nid = {}\ntitle = {}\ndescription = {}\nschemes = [{schemes}]\n",
        quoted(&option_id(plan)),
        quoted(word),
        quoted(&format!("{}.", plan.mix(best)))
    ));
    text
}

/// The option of the plan: that of the scenario, or where the scenario has none for it a new one.
fn option_id(plan: &Plan) -> String {
    let system = &plan.scenario.system;
    let option = &system.options[plan.planned.order.option];
    if !plan.is_new_option {
        return option.id.clone();
    }
    let is_free = |id: &String| system.options.iter().all(|other| other.id != *id);
    let ids = std::iter::once("the-plan".to_owned()).chain((2..).map(|number| format!("the-plan-{number}")));
    ids.into_iter().find(is_free).unwrap_or_default()
}

/// A text of TOML: its basic strings escape as those of JSON do.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
