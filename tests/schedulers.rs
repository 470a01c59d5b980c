//! The files that hand shards to schedulers, carried out on one machine.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const RUN: [&str; 2] = ["--replications", "200"];

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/schedulers")
}

/// A folder with a tiny scenario, and what one run writes: `one`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tiny.toml"), include_str!("cli/tiny.toml")).unwrap();
    run(folder.path(), Command::new(dtoc()).args(["run", "tiny.toml", "--out", "one"]).args(RUN));
    folder
}

fn dtoc() -> PathBuf {
    assert_cmd::cargo::cargo_bin("dtoc")
}

/// Carries out a command, with dtoc on the path, and lets it end well.
#[track_caller]
fn run(folder: &Path, command: &mut Command) -> Output {
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", dtoc().parent().unwrap().display());
    let output = command.current_dir(folder).env("PATH", path).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {told}");
    output
}

/// Both folders hold the same files with the same bytes.
#[track_caller]
fn assert_same(one: &Path, other: &Path) {
    let names = |folder: &Path| {
        let mut names: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let (one, other) = (one.join(&name), other.join(&name));
        if one.is_dir() {
            assert_same(&one, &other);
        } else {
            assert!(std::fs::read(one).unwrap() == std::fs::read(other).unwrap(), "{name:?} differs");
        }
    }
}

/// The results are the bytes of one run.
#[track_caller]
fn assert_is_one_run(folder: &Path, results: &str) {
    assert!(folder.join("one/report.html").exists() && folder.join("one/charts").exists());
    assert_same(&folder.join("one"), &folder.join(results));
}

#[test]
fn the_slurm_script_submits_an_array_whose_tasks_are_the_shards_and_a_job_that_merges_them() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let here = folder.path();
    let script = examples().join("slurm.sh");
    run(here, Command::new("bash").arg("-n").arg(&script));
    // In place of Slurm's own: notes what was asked for, and runs what is wrapped when told to.
    let sbatch = here.join("bin/sbatch");
    std::fs::create_dir(here.join("bin")).unwrap();
    std::fs::write(&sbatch, "#!/bin/sh\nprintf '%s\\n' \"$@\" >> asked\necho '4711;cluster'\n").unwrap();
    std::fs::set_permissions(&sbatch, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", here.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let words = ["tiny.toml", "results", "3"];
    let submitted = Command::new("bash")
        .current_dir(here)
        .arg(&script)
        .args(words)
        .args(RUN)
        .env("PATH", path)
        .env("DTOC", dtoc())
        .output()
        .unwrap();
    assert!(submitted.status.success(), "{}", String::from_utf8_lossy(&submitted.stderr));
    let asked = std::fs::read_to_string(here.join("asked")).unwrap();
    for part in ["--array=1-3\n", "tiny.toml\nresults\n3\n--replications\n200\n", "--dependency=afterok:4711\n"] {
        assert!(asked.contains(part), "{part:?} in {asked}");
    }
    for task in ["2", "1", "3"] {
        run(here, Command::new("bash").arg(&script).args(words).args(RUN).env("SLURM_ARRAY_TASK_ID", task));
    }
    let merge = asked.lines().find_map(|line| line.strip_prefix("--wrap=")).unwrap();
    run(here, Command::new("sh").args(["-c", merge]));
    assert_is_one_run(here, "results");
}

/// The scripts of the containers, in order: the block that follows `- |`, without its indentation.
fn scripts(manifest: &str) -> Vec<String> {
    let blocks = manifest.split("            - |\n").skip(1);
    let inner = |block: &str| {
        let lines = block.lines().map_while(|line| line.strip_prefix("              "));
        lines.collect::<Vec<_>>().join("\n")
    };
    blocks.map(inner).collect()
}

#[test]
fn the_commands_of_the_kubernetes_jobs_are_the_shards_and_their_merge() {
    let folder = folder();
    let here = folder.path();
    let manifest = std::fs::read_to_string(examples().join("kubernetes.yaml")).unwrap();
    assert!(manifest.contains("completionMode: Indexed\n"));
    assert_eq!(manifest.matches("8\" } # SHARDS").count() + manifest.matches(": 8 # SHARDS").count(), 3);
    let scripts = scripts(&manifest);
    let [shard, merge] = scripts.as_slice() else { panic!("{scripts:?}") };
    let pod = |script: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", script]).env("SCENARIO", "tiny.toml").env("REPLICATIONS", "200");
        command.env("SHARDS", "3").env("RESULTS", here.join("results"));
        command
    };
    for index in ["0", "1", "2"] {
        run(here, pod(shard).env("JOB_COMPLETION_INDEX", index));
    }
    run(here, &mut pod(merge));
    assert_is_one_run(here, "results/report");
}

/// A Python that has Dask: the one that `DTOC_PYTHON` names, or `python3`.
fn python_with_dask() -> Option<String> {
    let python = std::env::var("DTOC_PYTHON").unwrap_or_else(|_| "python3".into());
    let asked = Command::new(&python).args(["-c", "import dask.distributed"]).output();
    asked.is_ok_and(|output| output.status.success()).then_some(python)
}

#[test]
fn the_dask_script_runs_the_shards_on_a_cluster_and_merges_them() {
    let Some(python) = python_with_dask() else {
        eprintln!("skipped: no Dask here; `pip install dask distributed`, or name a Python that has it in DTOC_PYTHON");
        return;
    };
    let folder = folder();
    let script = examples().join("dask_shards.py");
    let words = ["tiny.toml", "results", "--shards", "3", "--"];
    run(folder.path(), Command::new(python).arg(script).args(words).args(RUN));
    assert_is_one_run(folder.path(), "results");
    assert!(folder.path().join("results.shards/3/partial.dtoc").exists());
}
