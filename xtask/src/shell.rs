//! Running other programs.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// Where tools are installed that the machine does not have.
pub(crate) fn tool_folder() -> PathBuf {
    root().join("target/tools")
}

/// Says what happens next.
pub(crate) fn say(what: &str) {
    eprintln!("\n==> {what}");
}

/// A program of the project's own tools, or of the machine, started in the project's folder.
pub(crate) fn command(program: &str) -> Command {
    let own = tool_folder().join("bin");
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(own.clone()).chain(std::env::split_paths(&rest));
    // The program itself is looked up on this process' PATH: name it where it is ours.
    let ours = own.join(program);
    let mut command = if ours.exists() { Command::new(ours) } else { Command::new(program) };
    command.current_dir(root());
    // They would replace the flags of .cargo/config.toml, without which the engine refuses to compile.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    if let Ok(path) = std::env::join_paths(paths) {
        command.env("PATH", path);
    }
    command
}

/// Runs to the end; fails with the command line.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{} did not start: {error}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("failed: {}", shown(command))) }
}

/// Runs to the end, shows what it prints, and gives the lines of its output that `keep` picks.
pub(crate) fn run_keeping(command: &mut Command, keep: impl Fn(&str) -> bool) -> Result<Vec<String>, String> {
    let failed = |command: &Command, error| format!("{} did not start: {error}", shown(command));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| failed(command, error))?;
    let mut kept = Vec::new();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            println!("{line}");
            if keep(&line) {
                kept.push(line.trim().to_owned());
            }
        }
    }
    let status = child.wait().map_err(|error| failed(command, error))?;
    if status.success() { Ok(kept) } else { Err(format!("failed: {}", shown(command))) }
}

/// What a program prints, or nothing where it does not run.
pub(crate) fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = command(program).args(args).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
