//! The project's commands. `cargo xtask` lists them; README.md says what they are for.

mod browser;
mod instructions;
mod shell;
mod steps;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [ARG…]  installs what is missing and serves the playground (ARGs go to `trunk serve`)
  build         installs what is missing and makes the release site in dist/
  test          installs what is missing and passes every test
  e2e [ARG…]    builds the site and runs its end-to-end tests only (ARGs go to `playwright test`)
  firefox [ARG…]
                builds the site and runs some of its end-to-end tests in Firefox (named in FIREFOX, or on the PATH)
  soak [CHANGES] [STEPS]
                trains in the page for a million steps while a thousand controls change, and compares memory (or so many)
  fuzz [CASES]  reads a million wrong links, settings, formulas, tables and saved sessions each (or CASES)
  docs          writes README's table and docs/api.md from the code
  bench [node|chromium]
                measures the engine beside ConvNetJS and TensorFlow.js, in Node and in headless Chromium or in one of them
  instructions [--check]
                counts the engine's instructions and keeps them in docs/instructions.md, or compares with what is kept";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let done = match command.as_str() {
        "serve" => steps::serve(&rest),
        "build" => steps::build(),
        "test" => steps::test(),
        "e2e" => steps::e2e(&rest),
        "firefox" => steps::firefox(&rest),
        "soak" => steps::soak(&rest),
        "fuzz" => steps::fuzz(&rest),
        "docs" => steps::docs(),
        "bench" => steps::bench(&rest),
        "instructions" => instructions::instructions(&rest),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
