//! The page that lists every key.

/// The page for planners.
const README: &str = include_str!("../../../scenarios/README.md");

#[test]
fn the_page_names_every_key_of_the_whole_schema() {
    let whole = include_str!("whole.toml");
    let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let keys = whole.match_indices(" = ").filter_map(|(at, _)| {
        let start = whole[..at].rfind(|character: char| !is_name(character) && character != '-').map_or(0, |at| at + 1);
        Some(&whole[start..at]).filter(|key| !key.is_empty() && key.chars().all(is_name))
    });
    let parts = ["nursing", "emergency", "scale_hours", "edges_hours", "hours", "home", "ward", "died"];
    for key in keys.filter(|key| !parts.contains(key)) {
        let is_named = README.match_indices(key).any(|(at, _)| {
            let ends = README[at + key.len()..].chars().next().is_none_or(|next| !is_name(next));
            ends && README[..at].chars().next_back().is_none_or(|before| !is_name(before))
        });
        assert!(is_named, "`{key}` is not on the page");
    }
}
