//! How a file in an output folder names the scenario that it extends.

use std::path::{Component, Path, PathBuf};

use crate::cli::sources::Text;

/// The name of a scenario inside the program, or the way from the output folder to the file.
pub fn name(text: &Text, typed: &Path, destination: &Path) -> String {
    if text.folder().is_none() {
        return text.name.clone();
    }
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let way = between(&absolute(destination), &absolute(typed));
    // Slashes are understood on every system.
    way.to_string_lossy().replace('\\', "/")
}

/// The way from a folder to a file, both absolute; the file itself where there is none (another drive).
fn between(folder: &Path, file: &Path) -> PathBuf {
    let plain = |path: &Path| {
        let mut parts: Vec<Component<'_>> = Vec::new();
        for part in path.components() {
            match part {
                Component::ParentDir => drop(parts.pop()),
                Component::CurDir => {}
                part => parts.push(part),
            }
        }
        parts.into_iter().map(|part| part.as_os_str().to_owned()).collect::<Vec<_>>()
    };
    let (folder, target) = (plain(folder), plain(file));
    let common = folder.iter().zip(&target).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return file.to_owned();
    }
    let up = std::iter::repeat_n(PathBuf::from(".."), folder.len() - common);
    up.chain(target[common..].iter().map(PathBuf::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_and_down() {
        let way = |folder: &str, file: &str| between(Path::new(folder), Path::new(file)).display().to_string();
        assert_eq!(way("/home/ada/output/mine-plan", "/home/ada/mine.toml"), "../../mine.toml");
        assert_eq!(way("/home/ada/plan", "/home/ada/scenarios/mine.toml"), "../scenarios/mine.toml");
        assert_eq!(way("/home/ada/./plan", "/home/ada/x/../mine.toml"), "../mine.toml");
    }
}
