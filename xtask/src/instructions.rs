//! Instructions of the engine's workloads, counted natively and kept in the repository, so that a change for the worse shows
//! in a diff. Counts are exact where times are not.

use crate::shell::{command, output, root, run, say};
use std::fs;
use std::path::{Path, PathBuf};

const KEPT: &str = "docs/instructions.md";
const COMMAND: &str = "cargo xtask instructions";

/// Steps that are counted together: every batch once. The grid has a single pass.
const STEPS: u64 = 16;

/// How far above the kept count a new one may be, in percent.
const TOLERANCE: u64 = 2;

const NO_VALGRIND: &str = "valgrind was not found. Install it (on Debian: `apt-get install valgrind`; elsewhere see https://valgrind.org), \
then try again.";

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
struct Count {
    workload: String,
    instructions: u64,
    per_weight_and_sample: f64,
}

/// Counts, and keeps the table; with `--check`, compares with the kept one instead.
pub(crate) fn instructions(args: &[String]) -> Result<(), String> {
    let check = match args {
        [] => false,
        [only] if only == "--check" => true,
        _ => return Err(format!("usage: {COMMAND} [--check]")),
    };
    output("valgrind", &["--version"]).ok_or(NO_VALGRIND)?;
    let program = built()?;
    say("counting instructions");
    let counts = counted(&program)?;
    let now = document(&counts, &built_with()?, &output("date", &["-u", "+%F"]).unwrap_or_default());
    print!("{now}");
    let file = root().join(KEPT);
    let failed = |error| format!("{KEPT}: {error}");
    if check {
        let kept = fs::read_to_string(&file).map_err(|error| format!("{}. `{COMMAND}` makes it.", failed(error)))?;
        return compare(&kept, &now);
    }
    fs::write(file, now).map_err(failed)
}

/// The program that runs the workloads, with the settings of the release profile.
fn built() -> Result<PathBuf, String> {
    say("building the engine natively, as for release");
    let folder = root().join("target/bench/native");
    let mut build = command("cargo");
    build.args(["build", "--release", "--package", "chainrule-bench", "--example", "run", "--target-dir"]).arg(&folder);
    run(build.env_remove("CARGO_BUILD_TARGET"))?;
    Ok(folder.join("release/examples/run"))
}

/// Compiler and target, in one line.
fn built_with() -> Result<String, String> {
    let told = output("rustc", &["--version", "--verbose"]).ok_or("rustc does not tell its version")?;
    let version = told.lines().next().unwrap_or_default();
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(format!("{version}, {host}"))
}

fn counted(program: &Path) -> Result<Vec<Count>, String> {
    let list = output(&program.to_string_lossy(), &[]).ok_or("the benchmark's program does not list its workloads")?;
    list.lines().map(|line| count(program, line)).collect()
}

/// Counts what `name weights samples` names: so many times, less what comes before the first.
fn count(program: &Path, line: &str) -> Result<Count, String> {
    let (name, size) = line.split_once(' ').ok_or_else(|| format!("not a workload: {line:?}"))?;
    let sizes = size.split(' ').map(|n| n.parse::<f64>().map_err(|error| format!("{line:?}: {error}")));
    let work: f64 = sizes.collect::<Result<Vec<_>, _>>()?.into_iter().product();
    let times = if name == "grid" { 1 } else { STEPS };
    let before = collected(program, name, 0)?;
    let instructions = collected(program, name, times)?.saturating_sub(before) / times;
    Ok(Count { workload: name.to_owned(), instructions, per_weight_and_sample: instructions as f64 / work })
}

/// All instructions of the program that runs a workload so many times.
fn collected(program: &Path, name: &str, times: u64) -> Result<u64, String> {
    let mut valgrind = command("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args([name, &times.to_string()]);
    let output = valgrind.output().map_err(|error| format!("valgrind did not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    total(&said)
        .filter(|_| output.status.success())
        .ok_or_else(|| format!("valgrind counted nothing of {name}:\n{said}"))
}

/// The sum that callgrind tells at its end: `==123== Collected : 385075`.
fn total(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

fn document(counts: &[Count], built_with: &str, date: &str) -> String {
    let rows: String = counts.iter().map(row).collect();
    format!(
        "# Instructions

What one step of training takes natively, or one pass over the grid: counted by valgrind, over {STEPS} steps (the grid: one pass) less none.
The workloads are those of `xtask/bench/src/workloads.rs`. `{COMMAND}` keeps this table anew; with `--check` it fails where a count is more
than {TOLERANCE} % above it.

| workload | instructions | per weight and sample |
|---|---|---|
{rows}
Built with {built_with}.
Counted on {date}.
"
    )
}

fn row(count: &Count) -> String {
    format!("| {} | {} | {:.2} |\n", count.workload, grouped(count.instructions), count.per_weight_and_sample)
}

/// `1,234,567`.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The counts of a kept table.
fn rows(document: &str) -> Vec<(&str, u64)> {
    let parsed = document.lines().filter_map(|line| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        Some((cells.next()?, cells.next()?.replace(',', "").parse().ok()?))
    });
    parsed.collect()
}

/// Fails where `now` is worse than `kept`, or cannot be compared.
fn compare(kept: &str, now: &str) -> Result<(), String> {
    let built = |document: &str| document.lines().find(|line| line.starts_with("Built with ")).map(str::to_owned);
    let (was, is) = (built(kept).unwrap_or_default(), built(now).unwrap_or_default());
    if was != is {
        return Err(format!(
            "{KEPT} cannot be compared. Found: {is:?}, expected: {was:?}. `{COMMAND}` keeps a table of this compiler and target."
        ));
    }
    let expected = rows(kept);
    let mut wrong = Vec::new();
    for (name, found) in rows(now) {
        match expected.iter().find(|(kept, _)| *kept == name) {
            None => wrong.push(format!("{name}: found {}, expected a line in {KEPT}", grouped(found))),
            Some(&(_, kept)) if found * 100 > kept * (100 + TOLERANCE) => {
                let more = (found as f64 / kept as f64 - 1.0) * 100.0;
                let (found, kept) = (grouped(found), grouped(kept));
                wrong.push(format!(
                    "{name}: found {found}, expected at most {TOLERANCE} % above {kept} (it is {more:.1} %)"
                ));
            }
            Some(_) => {}
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let wrong = wrong.join("\n");
    Err(format!(
        "More instructions than {KEPT} has:\n{wrong}\nFind what added them, or run `{COMMAND}` to keep the new counts, and say why in the commit."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(w1: u64, built_with: &str) -> String {
        let count =
            |name: &str, instructions| Count { workload: name.to_owned(), instructions, per_weight_and_sample: 1.5 };
        document(&[count("W1", w1), count("grid", 14_609_432)], built_with, "2026-01-02")
    }

    #[test]
    fn totals_are_read_from_what_callgrind_says() {
        let said = "==7== Events    : Ir\n==7== Collected : 385075\n==7== \n==7== I   refs:      385,075\n";
        assert_eq!(total(said), Some(385_075));
        assert_eq!(total("==7== Command: run W1 0\n"), None);
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        assert_eq!(rows(&table(5_074, "rustc")), [("W1", 5_074), ("grid", 14_609_432)]);
    }

    #[test]
    fn only_what_is_worse_fails() {
        for (found, fails) in [(5_000, false), (10_000, false), (10_200, false), (10_201, true)] {
            assert_eq!(compare(&table(10_000, "rustc"), &table(found, "rustc")).is_err(), fails, "{found}");
        }
        let message = compare(&table(10_000, "rustc"), &table(12_000, "rustc")).unwrap_err();
        assert!(message.contains("W1: found 12,000, expected at most 2 % above 10,000 (it is 20.0 %)"), "{message}");
        assert!(!message.contains("grid:"), "{message}");
    }

    #[test]
    fn another_compiler_and_a_missing_line_are_told() {
        assert!(compare(&table(1, "rustc"), &table(1, "another")).unwrap_err().contains("cannot be compared"));
        let kept = table(1, "rustc").replace("| W1 |", "| W0 |");
        assert!(compare(&kept, &table(1, "rustc")).unwrap_err().contains("W1: found 1, expected a line"));
    }
}
