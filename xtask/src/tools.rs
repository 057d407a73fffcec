//! The tools that builds and tests need: found, or installed at the pinned version.

use crate::shell::{command, output, root, run, say, tool_folder};
use std::fs;

/// A program from crates.io.
pub(crate) struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
}

/// Must be the version of the crate in Cargo.lock.
pub(crate) const WASM_BINDGEN: Tool = Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: "0.2.130" };
/// Builds and serves the site.
pub(crate) const TRUNK: Tool = Tool { package: "trunk", program: "trunk", version: "0.21.14" };
/// Tests in a browser; the package for Node.
pub(crate) const WASM_PACK: Tool = Tool { package: "wasm-pack", program: "wasm-pack", version: "0.15.1" };
/// Drives a Firefox, where there is one.
pub(crate) const GECKODRIVER: Tool = Tool { package: "geckodriver", program: "geckodriver", version: "0.37.1" };

/// Installs the tools that are missing or of another version.
pub(crate) fn install(tools: &[Tool]) -> Result<(), String> {
    wasm_target()?;
    for tool in tools {
        let Tool { package, program, version } = tool;
        let found = output(program, &["--version"]).unwrap_or_default();
        if found.split_whitespace().any(|word| word == *version) {
            continue;
        }
        say(&format!("installing {package} {version} into target/tools (once; some minutes)"));
        let with = |locked: bool| {
            let mut cargo = command("cargo");
            cargo.args(["install", &format!("{package}@{version}"), "--root"]).arg(tool_folder());
            cargo.arg("--target-dir").arg(root().join("target/tools-build"));
            if locked {
                cargo.arg("--locked");
            }
            // The tools' own release profiles take three times as long to build, for no gain here.
            for (key, value) in [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1"), ("DEBUG", "0")] {
                cargo.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
            }
            run(cargo.env_remove("CARGO_BUILD_TARGET"))
        };
        // A crate of the lock file may have been withdrawn.
        with(true).or_else(|_| with(false))?;
        let _ = fs::remove_dir_all(root().join("target/tools-build"));
    }
    Ok(())
}

/// The standard library for wasm32, and what checks the code.
fn wasm_target() -> Result<(), String> {
    let target = "wasm32-unknown-unknown";
    let library = output("rustc", &["--print", "target-libdir", "--target", target]).unwrap_or_default();
    if library.is_empty() || fs::read_dir(library).is_err() {
        say(&format!("adding the target {target}"));
        run(command("rustup").args(["target", "add", target]))?;
    }
    for (component, program) in [("clippy", "cargo-clippy"), ("rustfmt", "cargo-fmt")] {
        if output(program, &["--version"]).is_none() {
            say(&format!("adding {component}"));
            run(command("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// The packages of a folder's package-lock.json, unless those are there.
pub(crate) fn npm_packages(folder: &str) -> Result<(), String> {
    let folder = root().join(folder);
    let wanted = fs::read(folder.join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("installing the packages of package-lock.json");
    // The system's browser is used.
    let mut npm = command("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run(npm.current_dir(&folder))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}
