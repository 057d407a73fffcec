//! A Chromium and its driver: found, or installed where that is one package away.

use crate::shell::{command, output, run, say};
use std::path::{Path, PathBuf};

/// Programs that tests drive.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// ChromeDriver of the same version.
    pub(crate) driver: PathBuf,
}

const HOW: &str = "No Chromium with ChromeDriver was found. Install both (on Debian: `apt-get install chromium \
chromium-driver`; elsewhere Chrome and the ChromeDriver of its version), or name them in CHROME and CHROMEDRIVER.";

/// Finds both, or installs Debian's packages where that is the system and this is root.
pub(crate) fn find() -> Result<Browser, String> {
    if let Some(browser) = on_machine() {
        return Ok(browser);
    }
    let root = output("id", &["-u"]).is_some_and(|id| id == "0");
    if !(root && Path::new("/etc/debian_version").exists()) {
        return Err(HOW.to_owned());
    }
    say("installing Debian's chromium and chromium-driver");
    run(command("apt-get").arg("update"))?;
    let mut install = command("apt-get");
    install.args(["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"]);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    on_machine().ok_or_else(|| HOW.to_owned())
}

fn on_machine() -> Option<Browser> {
    let chromium = named("CHROME").or_else(|| {
        ["chromium", "google-chrome", "chrome", "chromium-browser"].iter().find_map(|name| on_path(name))
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
