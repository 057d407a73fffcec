//! Everything that comes from outside, wrong in every way: links, settings, formulas, tables, saved sessions. A case is made from its number alone.
//! A few cases run with the other tests; `cargo xtask fuzz` runs millions.

#![allow(clippy::unwrap_used, reason = "a test")]

mod chance;
mod kinds;
mod mutate;

use super::counting::peak;
use chainrule::error::Error;
use chainrule::error::Kind::UnknownSetting;
use chainrule::session::{Config, Session};
use chance::Chance;
use std::time::{Duration, Instant};

/// Cases of each kind, unless FUZZ_CASES says otherwise.
const CASES: u64 = 3_000;

/// The longest that a case may take.
const LONGEST: Duration = Duration::from_secs(1);

/// The same among the other tests: their build is slower, and they run side by side.
const LONGEST_AMONG_OTHERS: Duration = Duration::from_secs(20);

/// How often a case is read again that took longer than any before.
const AGAIN: usize = 3;

/// The most bytes that a case may hold beyond what was there.
const MOST: u64 = 64 << 20;

/// One kind of thing from outside.
trait Kind {
    /// Something to be read: in most cases nearly right.
    fn input(&self, chance: &mut Chance) -> Vec<u8>;

    /// Reads it, and goes on with what was read. Whatever is refused is refused by one error.
    fn read(&self, input: &[u8], chance: &mut Chance) -> Result<(), Error>;
}

/// What all cases of a kind came to.
#[derive(Default)]
struct Tally {
    taken: u64,
    refused: u64,
    slowest: (Duration, u64),
    largest: (u64, u64),
}

/// Says which case it was when there is a panic.
struct Named<'a>(&'a str, u64, &'a [u8]);

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Named(name, case, input) = self;
            let shown = &input[..input.len().min(2000)];
            eprintln!("{name}, case {case}, {} bytes: {:?}", input.len(), String::from_utf8_lossy(shown));
        }
    }
}

/// Reads a case: what comes of it, the most bytes that were held, and how long it took.
fn timed(kind: &dyn Kind, input: &[u8], mut chance: Chance) -> (Result<(), Error>, u64, Duration) {
    let begun = Instant::now();
    let (result, bytes) = peak(|| kind.read(input, &mut chance));
    (result, bytes, begun.elapsed())
}

fn run(name: &str, kind: &dyn Kind) {
    let (cases, longest) = match std::env::var("FUZZ_CASES") {
        Ok(cases) => (cases.parse().expect("FUZZ_CASES is a number"), LONGEST),
        Err(_) => (CASES, LONGEST_AMONG_OTHERS),
    };
    // A session that stands beside all of it. Nothing that is read may change it.
    let mut before = Session::<f32>::new(Config::default());
    before.advance(50, || true).unwrap();
    let (config, params) = (before.config().clone(), before.params());
    let mut tally = Tally::default();
    let start = Instant::now();
    for case in 0..cases {
        let mut chance = Chance::new(case);
        let input = kind.input(&mut chance);
        let _named = Named(name, case, &input);
        let (result, bytes, mut took) = timed(kind, &input, chance);
        // A machine that is held up is not the case's doing: what seems slow is read again.
        for _ in 0..AGAIN {
            if took <= tally.slowest.0 {
                break;
            }
            let mut chance = Chance::new(case);
            kind.input(&mut chance);
            took = took.min(timed(kind, &input, chance).2);
        }
        assert!(took < longest, "took {took:?}");
        assert!(bytes < MOST, "held {bytes} bytes");
        tally.slowest = tally.slowest.max((took, case));
        tally.largest = tally.largest.max((bytes, case));
        match result {
            Ok(()) => tally.taken += 1,
            Err(error) => {
                tally.refused += 1;
                let text = error.to_string();
                let named = !error.field.is_empty() || error.kind == UnknownSetting;
                assert!(named && !error.expected.is_empty() && text.len() < 500, "{text}");
            }
        }
        if case % 1000 == 0 {
            assert_eq!((before.config(), before.params()), (&config, params.clone()));
        }
    }
    before.advance(1, || true).unwrap();
    let Tally { taken, refused, slowest, largest } = tally;
    println!(
        "{name}: {cases} cases in {:.0} s, {taken} taken, {refused} refused; slowest {:.1} ms (case {}), most memory {:.2} MiB (case {})",
        start.elapsed().as_secs_f64(),
        slowest.0.as_secs_f64() * 1e3,
        slowest.1,
        largest.0 as f64 / 1_048_576.0,
        largest.1,
    );
    assert!(taken > cases / 100 && refused > cases / 100, "both happen: {taken} taken, {refused} refused");
}

#[test]
fn fuzz_links() {
    run("links", &kinds::Links);
}

#[test]
fn fuzz_settings() {
    run("settings", &kinds::Settings);
}

#[test]
fn fuzz_formulas() {
    run("formulas", &kinds::Formulas);
}

#[test]
fn fuzz_tables() {
    run("tables", &kinds::Tables);
}

#[test]
fn fuzz_saved_sessions() {
    run("saved sessions", &kinds::Saved::new());
}
