//! A Chromium and its driver: found, or installed where that is one package away. And a Firefox, where there is one.

use crate::shell::{command, output, root, run, say};
use std::fs;
use std::path::PathBuf;

/// Programs that tests drive.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// ChromeDriver of the same version.
    pub(crate) driver: PathBuf,
}

const HOW: &str = "No Chromium with ChromeDriver was found. Install both (on Debian: `apt-get install chromium \
chromium-driver`; elsewhere Chrome and the ChromeDriver of its version), or name them in CHROME and CHROMEDRIVER.";

impl Browser {
    /// The project's webdriver.json with this browser in it, as a file.
    pub(crate) fn capabilities(&self) -> Result<PathBuf, String> {
        let failed = |error| format!("webdriver.json: {error}");
        let text = fs::read_to_string(root().join("webdriver.json")).map_err(failed)?;
        let binary = format!("\"binary\": {:?},\n    \"args\"", self.chromium.display().to_string());
        let file = root().join("target/webdriver.json");
        fs::write(&file, text.replacen("\"args\"", &binary, 1)).map_err(failed)?;
        Ok(file)
    }
}

/// Finds both, or installs Debian's packages where that is the system and this is root.
pub(crate) fn find() -> Result<Browser, String> {
    if let Some(browser) = on_machine()? {
        return Ok(browser);
    }
    let is_root = output("id", &["-u"]).is_some_and(|id| id == "0");
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    if !(is_root && system.lines().any(|line| line == "ID=debian")) {
        return Err(HOW.to_owned());
    }
    say("installing Debian's chromium and chromium-driver");
    run(command("apt-get").arg("update"))?;
    let mut install = command("apt-get");
    install.args(["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"]);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    on_machine()?.ok_or_else(|| HOW.to_owned())
}

const NAMES: [&str; 5] = [
    "chromium",
    "google-chrome",
    "chrome",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The second browser of the tests.
pub(crate) struct Firefox {
    pub(crate) program: PathBuf,
    /// Where it tells it.
    version: Option<u32>,
}

/// The oldest Firefox that the page's tests ran in; before 143 there is no `network.addDataCollector`, without which they do not begin.
const PAGES_SINCE: u32 = 153;

/// What to do where none was found.
pub(crate) const NO_FIREFOX: &str =
    "No Firefox was found. Install it (on Debian: `apt-get install firefox-esr`), or name it in FIREFOX.";

impl Firefox {
    /// What its driver is told, as a file.
    pub(crate) fn capabilities(&self) -> Result<PathBuf, String> {
        let text = format!("{{ \"moz:firefoxOptions\": {{ \"binary\": {:?} }} }}", self.program.display().to_string());
        let file = root().join("target/webdriver-firefox.json");
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(file)
    }

    /// Why the page's tests cannot run in it, where they cannot. The engine's can.
    pub(crate) fn too_old(&self) -> Option<String> {
        let version = self.version.filter(|version| *version < PAGES_SINCE)?;
        Some(format!(
            "Firefox {version} was found, and the page's tests need {PAGES_SINCE} or newer (FIREFOX may name another)"
        ))
    }
}

/// The number in `Mozilla Firefox 140.10.2esr`.
fn version_in(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

/// Finds it; none is installed: it is the second browser of the tests.
pub(crate) fn firefox() -> Result<Option<Firefox>, String> {
    let found = named("FIREFOX")?.or_else(|| ["firefox", "firefox-esr"].iter().find_map(|name| on_path(name)));
    Ok(found.map(|program| {
        let said = output(&program.to_string_lossy(), &["--version"]);
        Firefox { program, version: said.as_deref().and_then(version_in) }
    }))
}

fn on_machine() -> Result<Option<Browser>, String> {
    let chromium = named("CHROME")?.or_else(|| NAMES.iter().find_map(|name| on_path(name)));
    let driver = named("CHROMEDRIVER")?.or_else(|| on_path("chromedriver"));
    Ok(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
}

fn named(variable: &str) -> Result<Option<PathBuf>, String> {
    match std::env::var_os(variable).map(PathBuf::from) {
        Some(path) if !path.is_file() => Err(format!("{variable} names no file: {}", path.display())),
        named => Ok(named),
    }
}

/// An absolute name stands for itself.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_firefoxes_are_told() {
        let said = |said: &str| Firefox { program: PathBuf::new(), version: version_in(said) }.too_old();
        assert!(said("Mozilla Firefox 140.10.2esr").is_some_and(|why| why.contains("Firefox 140")));
        assert_eq!(
            [said("Mozilla Firefox 153.0"), said("Mozilla Firefox 201.0.1"), said("who knows")],
            [None, None, None]
        );
    }
}
