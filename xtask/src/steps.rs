//! What the commands do, step by step.

use crate::browser::{self, Browser, Firefox, NO_FIREFOX};
use crate::shell::{command, root, run, run_keeping, say};
use crate::tools::{GECKODRIVER, TRUNK, WASM_BINDGEN, WASM_PACK, install, npm_packages};
use std::ffi::OsStr;
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
    let firefox = browser::firefox()?;
    if firefox.is_some() {
        install(&[GECKODRIVER])?;
    }
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
    let chrome = [OsStr::new("--chrome"), OsStr::new("--chromedriver"), browser.driver.as_os_str()];
    summaries.extend(wasm_tests(&chrome, browser.capabilities()?)?);
    if let Some(firefox) = &firefox {
        say("the same tests in headless Firefox");
        summaries.extend(in_firefox(wasm_tests(&[OsStr::new("--firefox")], firefox.capabilities()?)?));
    }

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
    let left_out = match &firefox {
        None => Some("no Firefox was found: nothing was tested in a second browser".to_owned()),
        Some(firefox) => firefox.too_old().map(|why| format!("{why}: only the engine was tested there")),
    };
    if let Some(firefox) = firefox.as_ref().filter(|_| left_out.is_none()) {
        summaries.extend(in_firefox(firefox_pages(firefox, &[])?));
    }
    say("all tests passed");
    summaries.iter().chain(&left_out).for_each(|line| println!("{line}"));
    Ok(())
}

/// Summaries that say where their tests ran.
fn in_firefox(summaries: Vec<String>) -> impl Iterator<Item = String> {
    summaries.into_iter().map(|line| format!("in Firefox: {line}"))
}

/// Reads what is wrong in so many ways, in an optimised build that checks its arithmetic all the same.
pub(crate) fn fuzz(args: &[String]) -> Result<(), String> {
    let [cases] = counts(args, [1_000_000]).ok_or("usage: cargo xtask fuzz [CASES]")?;
    say(&format!("reading {cases} cases of each kind"));
    let mut fuzz = command("cargo");
    fuzz.args(["test", "--release", "--target-dir", "target/fuzz", "--test", "native", "fuzz::", "--"]);
    // One kind after the other: each is timed.
    fuzz.args(["--nocapture", "--test-threads=1"]).env("FUZZ_CASES", cases.to_string());
    for (key, value) in
        [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OVERFLOW_CHECKS", "true"), ("DEBUG_ASSERTIONS", "true")]
    {
        fuzz.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    run(fuzz.env_remove("CARGO_BUILD_TARGET"))
}

/// The page's tests that Firefox's driver can do.
pub(crate) fn firefox(args: &[String]) -> Result<(), String> {
    let firefox = browser::firefox()?.ok_or(NO_FIREFOX)?;
    if let Some(why) = firefox.too_old() {
        return Err(format!("{why}."));
    }
    install(&[WASM_BINDGEN, TRUNK, WASM_PACK])?;
    npm_packages(".")?;
    package()?;
    site()?;
    firefox_pages(&firefox, args).map(drop)
}

/// The long run of the page: many random changes, many steps, and memory as it was.
pub(crate) fn soak(args: &[String]) -> Result<(), String> {
    let [changes, steps] = counts(args, [1000, 1_000_000]).ok_or("usage: cargo xtask soak [CHANGES] [STEPS]")?;
    install(&[WASM_BINDGEN, TRUNK])?;
    let browser = browser::find()?;
    npm_packages(".")?;
    site()?;
    say(&format!("{changes} changes and {steps} steps in the page (some minutes)"));
    let mut tests = playwright();
    tests.args(["soak.spec", "--retries", "0"]);
    tests.env("CHROME", &browser.chromium);
    run(tests.env("SOAK_CHANGES", changes.to_string()).env("SOAK_STEPS", steps.to_string()))
}

/// Numbers above 0 that are given one after the other, the usual ones for those that are not; nothing where something else was given.
fn counts<const N: usize>(args: &[String], usual: [u64; N]) -> Option<[u64; N]> {
    let mut counts = usual;
    for (place, text) in args.iter().enumerate() {
        *counts.get_mut(place)? = text.parse().ok().filter(|&count| count > 0)?;
    }
    Some(counts)
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

/// Writes what the documents take from the code.
pub(crate) fn docs() -> Result<(), String> {
    install(&[WASM_BINDGEN, WASM_PACK])?;
    package()?;
    run(command("node").arg("xtask/docs.js"))
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
fn wasm_tests(browser: &[&OsStr], capabilities: PathBuf) -> Result<Vec<String>, String> {
    let file = root().join("tests/web.rs");
    let source = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let written = source.lines().filter(|line| line.trim() == "#[wasm_bindgen_test]").count();
    let mut tests = command("wasm-pack");
    tests.args(["test", "--headless"]).args(browser).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
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
    run_keeping(playwright().args(args).env("CHROME", &browser.chromium), counted)
}

fn firefox_pages(firefox: &Firefox, args: &[String]) -> Result<Vec<String>, String> {
    say("end-to-end tests in Firefox");
    let config = ["--config", "playwright.firefox.config.js"];
    run_keeping(playwright().args(config).args(args).env("FIREFOX", &firefox.program), counted)
}

/// Whether a line of the page's test runner counts tests.
fn counted(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|n| n.parse::<u32>().is_ok())
        && matches!(words.next(), Some("passed" | "failed" | "flaky" | "skipped"))
}
