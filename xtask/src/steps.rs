//! What the commands do, step by step.

use crate::browser::{self, Browser};
use crate::shell::{command, root, run, run_keeping, say};
use crate::tools::{TRUNK, WASM_BINDGEN, WASM_PACK, install, npm_packages};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Serves the playground, and builds it anew when a file changes.
pub(crate) fn serve(args: &[String]) -> Result<(), String> {
    install(&[WASM_BINDGEN, TRUNK])?;
    say("building and serving the playground (at http://127.0.0.1:8080/, unless you say otherwise)");
    run(command("trunk").args(["serve", "--release"]).args(args))
}

/// Measures the engine beside its peers, in both runtimes or in the one that is named.
pub(crate) fn bench(args: &[String]) -> Result<(), String> {
    let runtimes = match args {
        [] => &["node", "chromium"][..],
        [only] if only == "node" => &["node"],
        [only] if only == "chromium" => &["chromium"],
        _ => return Err("usage: cargo xtask bench [node|chromium]".to_owned()),
    };
    install(&[WASM_BINDGEN, TRUNK, WASM_PACK])?;
    let mut measure = command("node");
    measure.arg("xtask/bench/run.js").args(runtimes);
    if runtimes.contains(&"chromium") {
        measure.env("CHROME", browser::find()?.chromium);
    }
    npm_packages(".")?;
    npm_packages("xtask/bench")?;
    say("building the engine for the benchmark");
    for runtime in runtimes {
        let (target, folder) = if *runtime == "node" { ("nodejs", "node") } else { ("web", "web") };
        let out = root().join("target/bench").join(folder);
        let mut build = command("wasm-pack");
        run(build.args(["build", "xtask/bench", "--release", "--target", target, "--out-dir"]).arg(out))?;
    }
    if runtimes.contains(&"chromium") {
        // How soon the page trains, and what its frames take, belong to the benchmark too.
        site()?;
    }
    say("measuring (some minutes; let the machine be)");
    run(&mut measure)
}

/// Makes the release site.
pub(crate) fn build() -> Result<(), String> {
    install(&[WASM_BINDGEN, TRUNK])?;
    npm_packages(".")?;
    site()
}

/// Every test. Ends with the runners' own summaries.
pub(crate) fn test() -> Result<(), String> {
    install(&[WASM_BINDGEN, TRUNK, WASM_PACK])?;
    let browser = browser::find()?;
    npm_packages(".")?;

    say("formatting");
    run(command("cargo").args(["fmt", "--all", "--check"]))?;
    say("clippy, native and wasm");
    run(command("cargo").args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let wasm = ["--target", "wasm32-unknown-unknown"];
    run(command("cargo").arg("clippy").args(wasm).args(["--all-targets", "--", "-D", "warnings"]))?;
    say("documentation");
    run(command("cargo").args(["doc", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))?;

    let mut summaries = Vec::new();
    let cargo_result = |line: &str| line.starts_with("test result:") && !line.contains(" 0 passed");
    say("native tests");
    summaries.extend(run_keeping(command("cargo").args(["test", "--workspace"]), cargo_result)?);
    say("tests in headless Chromium");
    let in_browser = wasm_tests(&browser)?;
    summaries.extend(in_browser);

    say("the package for Node, its tests, and those of the messages");
    package()?;
    let node =
        |line: &str| ["ℹ tests", "ℹ pass", "ℹ fail", "# tests", "# pass", "# fail"].iter().any(|s| line.starts_with(s));
    summaries.extend(run_keeping(command("node").arg("--test").args(node_tests()?), node)?);
    say("type check, lint and format of the page");
    run(command("node").arg("node_modules/typescript/bin/tsc").args(["--project", "tsconfig.json"]))?;
    run(command("node").arg("node_modules/eslint/bin/eslint.js").args(["--max-warnings", "0", "."]))?;
    run(command("node").arg("node_modules/prettier/bin/prettier.cjs").args(["--check", "."]))?;

    site()?;
    summaries.extend(pages(&browser, &[])?);
    say("all tests passed");
    summaries.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// Reads what is wrong in so many ways, in an optimised build that checks its arithmetic all the same.
pub(crate) fn fuzz(args: &[String]) -> Result<(), String> {
    let cases = match args {
        [] => "1000000",
        [only] if only.parse::<u64>().is_ok_and(|cases| cases > 0) => only,
        _ => return Err("usage: cargo xtask fuzz [CASES]".to_owned()),
    };
    say(&format!("reading {cases} cases of each kind"));
    let mut fuzz = command("cargo");
    fuzz.args(["test", "--release", "--target-dir", "target/fuzz", "--test", "native", "fuzz::", "--"]);
    // One kind after the other: each is timed.
    fuzz.args(["--nocapture", "--test-threads=1"]).env("FUZZ_CASES", cases);
    for (key, value) in
        [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OVERFLOW_CHECKS", "true"), ("DEBUG_ASSERTIONS", "true")]
    {
        fuzz.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    run(fuzz.env_remove("CARGO_BUILD_TARGET"))
}

/// The page's tests that Firefox's driver can do.
pub(crate) fn firefox(args: &[String]) -> Result<(), String> {
    let firefox = browser::firefox()?;
    install(&[WASM_BINDGEN, TRUNK, WASM_PACK])?;
    npm_packages(".")?;
    package()?;
    site()?;
    say("end-to-end tests in Firefox");
    let mut tests = playwright();
    tests.args(["--config", "playwright.firefox.config.js"]);
    run(tests.args(args).env("FIREFOX", firefox))
}

/// The long run of the page: many random changes, many steps, and memory as it was.
pub(crate) fn soak(args: &[String]) -> Result<(), String> {
    let number = |at: usize, usual: &'static str| match args.get(at) {
        None => Ok(usual.to_owned()),
        Some(text) if text.parse::<u64>().is_ok_and(|number| number > 0) => Ok(text.clone()),
        Some(_) => Err("usage: cargo xtask soak [CHANGES] [STEPS]".to_owned()),
    };
    let (changes, steps) = (number(0, "1000")?, number(1, "1000000")?);
    install(&[WASM_BINDGEN, TRUNK])?;
    let browser = browser::find()?;
    npm_packages(".")?;
    site()?;
    say(&format!("{changes} changes and {steps} steps in the page (some minutes)"));
    let mut tests = playwright();
    tests.args(["soak.spec", "--retries", "0"]);
    tests.env("CHROME", &browser.chromium).env("SOAK_CHANGES", changes).env("SOAK_STEPS", steps);
    run(&mut tests)
}

/// The end-to-end tests alone.
pub(crate) fn e2e(args: &[String]) -> Result<(), String> {
    install(&[WASM_BINDGEN, TRUNK, WASM_PACK])?;
    let browser = browser::find()?;
    npm_packages(".")?;
    package()?;
    site()?;
    pages(&browser, args).map(drop)
}

fn site() -> Result<(), String> {
    say("building the site into dist/");
    run(command("trunk").args(["build", "--release"]))?;
    run(command("node").arg("xtask/pack.js"))
}

/// Named one by one: what Node makes of a folder differs between its versions.
fn node_tests() -> Result<Vec<PathBuf>, String> {
    let folder = root().join("tests/node");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    Ok(files.filter(|file| file.to_string_lossy().ends_with(".test.js")).collect())
}

/// The package that Node drives; the page's code is checked against its types.
fn package() -> Result<(), String> {
    run(command("wasm-pack").args(["build", "--target", "nodejs", "--out-dir", "target/pkg", "--release"]))
}

/// The runner skips in silence what it thinks is not for a browser: so the tests are counted.
fn wasm_tests(browser: &Browser) -> Result<Vec<String>, String> {
    let file = root().join("tests/web.rs");
    let source = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let written = source.lines().filter(|line| line.trim() == "#[wasm_bindgen_test]").count();
    let mut tests = command("wasm-pack");
    tests.args(["test", "--headless", "--chrome", "--chromedriver"]).arg(&browser.driver);
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.capabilities()?);
    let summaries = run_keeping(&mut tests, |line| line.starts_with("test result:") && !line.contains(" 0 passed"))?;
    let expected = format!("test result: ok. {written} passed");
    if written > 0 && summaries.iter().any(|line| line.starts_with(&expected)) {
        return Ok(summaries);
    }
    Err(format!("tests/web.rs has {written} tests, but the browser ran others: {summaries:?}"))
}

/// The page's test runner.
fn playwright() -> Command {
    let mut runner = command("node");
    runner.args(["node_modules/@playwright/test/cli.js", "test"]);
    runner
}

fn pages(browser: &Browser, args: &[String]) -> Result<Vec<String>, String> {
    say("end-to-end tests of the built site");
    run_keeping(playwright().args(args).env("CHROME", &browser.chromium), |line| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(|n| n.parse::<u32>().is_ok())
            && matches!(words.next(), Some("passed" | "failed" | "flaky" | "skipped"))
    })
}
