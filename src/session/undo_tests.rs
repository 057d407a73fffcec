//! What undo brings back, and what makes no entry.

use super::tests::{other, trained_from};
use super::*;
use rand::RngExt;

/// Under this loss each choice fits, and these initialisers have scales.
const LINK: &str = "loss=mse&initializer=uniform&bias_initializer=uniform&optimizer=adam&patience=900";

/// A session and its undo, and a clock that leaves time between changes.
struct Desk {
    session: Session<f32>,
    undo: Undo<f32>,
    time: f64,
}

/// All that is seen of a session.
type Seen = (Config, Vec<f64>, Progress, Vec<Record>);

fn desk(link: &str) -> Desk {
    Desk { session: trained_from(link), undo: Undo::default(), time: 0.0 }
}

impl Desk {
    fn set(&mut self, key: &str, value: impl Into<Value>) -> Effect {
        self.time += 5_000.0;
        self.slide(key, value, 0.0)
    }

    /// The same, so many milliseconds after the last one.
    fn slide(&mut self, key: &str, value: impl Into<Value>, after: f64) -> Effect {
        self.time += after;
        let config = self.session.config().with([(key, value.into())]).unwrap();
        self.undo.configure(&mut self.session, config, &[key], self.time)
    }

    /// A point, at the time of the last change.
    fn paint(&mut self, right: f64) {
        let config = self.session.painted([right, 0.5], 1.0).unwrap();
        self.undo.configure(&mut self.session, config, &[], self.time);
    }

    fn restart(&mut self) {
        self.time += 5_000.0;
        let config = self.session.config().clone();
        self.undo.restart(&mut self.session, config, &[], self.time);
    }

    fn set_params(&mut self, params: &[f64]) -> bool {
        self.time += 5_000.0;
        self.undo.params(&mut self.session, self.time, |session| session.set_params(params)).is_ok()
    }

    fn undo(&mut self) -> Option<Undone> {
        self.undo.undo(&mut self.session)
    }

    fn redo(&mut self) -> Option<Undone> {
        self.undo.redo(&mut self.session)
    }

    fn train(&mut self, steps: u64) {
        self.session.advance(steps, || true).unwrap();
    }

    fn seen(&mut self) -> Seen {
        let session = &mut self.session;
        (session.config().clone(), session.params(), session.progress(), session.curve().collect())
    }

    /// How many changes can be taken back. Takes them back.
    fn count(&mut self) -> usize {
        std::iter::from_fn(|| self.undo()).count()
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

#[test]
fn a_setting_comes_back_and_what_was_trained_stays() {
    let mut desk = desk("");
    desk.set("lr", 0.5);
    desk.train(100);
    let (_, params, ..) = desk.seen();
    let undone = desk.undo().unwrap();
    assert_eq!(undone.change, Change { kind: ChangeKind::Settings, keys: vec!["lr"] });
    assert_eq!((undone.swapped, undone.effect), (false, Effect::default()));
    assert_eq!((desk.session.config(), desk.session.progress().step), (&Config::default(), 600.0));
    assert_eq!(desk.session.params(), params);
    assert_eq!(desk.undo.next(), Undoable { undo: None, redo: Some(undone.change.clone()) });
    assert_eq!((desk.undo(), desk.redo(), desk.redo()), (None, Some(undone), None));
    assert_eq!((desk.session.config().lr, desk.session.params()), (0.5, params));
}

/// Whatever the setting: back and forth, and where it starts afresh the old network goes on to the same bits as one that nothing has happened to.
#[test]
fn every_setting_comes_back() {
    for setting in SETTINGS {
        // The wrong rule is one of plain steps.
        let link = if setting.key == "in_place" { "" } else { LINK };
        let (mut desk, mut twin) = (desk(link), desk(link));
        desk.session.metrics();
        let (before, value) = (desk.seen(), other(setting, desk.session.config()));
        let effect = desk.set(setting.key, value);
        desk.train(30);
        let after = desk.seen();
        let undone = desk.undo().unwrap_or_else(|| panic!("{} can be taken back", setting.key));
        assert_eq!(undone.change.keys, [setting.key], "those that came along are not told of");
        assert_eq!((undone.swapped, undone.effect.reset), (effect.reset, false), "{}", setting.key);
        assert_eq!(desk.session.config(), &before.0, "{}", setting.key);
        if effect.reset {
            assert_eq!(desk.seen(), before, "{}", setting.key);
            desk.train(700);
            twin.train(700);
            assert_eq!(desk.seen(), twin.seen(), "{}", setting.key);
        } else {
            assert_eq!(desk.session.params(), after.1, "{}", setting.key);
        }
        assert!(desk.redo().is_some() && desk.redo().is_none());
        assert_eq!(desk.session.config(), &after.0, "{}", setting.key);
        if effect.reset {
            assert_eq!(desk.seen(), after, "{}", setting.key);
        }
    }
}

#[test]
fn a_reset_gives_the_same_first_weights_and_gives_the_others_back() {
    for link in ["", "norm=batch&patience=5&schedule=plateau&dropout=10", "data=plane&optimizer=adam&batch_size=5000"] {
        let (mut desk, mut twin) = (desk(link), trained_from(link));
        let before = desk.seen();
        desk.restart();
        twin.reset();
        desk.train(300);
        twin.advance(300, || true).unwrap();
        assert_eq!((desk.session.params(), desk.session.progress()), (twin.params(), twin.progress()), "{link}");
        let after = desk.seen();
        let undone = desk.undo().unwrap();
        assert_eq!((undone.change.kind, undone.swapped), (ChangeKind::Reset, true));
        assert_eq!(desk.seen(), before, "{link}");
        desk.redo();
        assert_eq!(desk.seen(), after, "{link}");
    }
}

#[test]
fn a_link_is_one_change() {
    let mut desk = desk("");
    let before = desk.seen();
    let config = Config::from_link("lr=0.3&l2=0.01").unwrap();
    desk.undo.restart(&mut desk.session, config.clone(), &["lr", "noise", "l2"], 0.0);
    assert_eq!((desk.session.config(), desk.session.progress().step), (&config, 0.0));
    assert_eq!(desk.undo().unwrap().change, Change { kind: ChangeKind::Settings, keys: vec!["lr", "l2"] });
    assert_eq!((desk.seen(), desk.count()), (before, 0));
}

#[test]
fn a_slider_that_is_drawn_along_is_one_change() {
    let mut desk = desk("");
    let lr = desk.session.config().lr;
    for step in 1..=50 {
        desk.slide("lr", 0.1 + f64::from(step) / 100.0, 900.0);
    }
    assert_eq!((desk.count(), desk.session.config().lr), (1, lr));
    desk.redo();
    assert_eq!(desk.session.config().lr, 0.6);

    // One that starts afresh: the network before the first piece comes back.
    let before = desk.seen();
    for step in 1..=9 {
        desk.slide("init_scale", f64::from(step), 100.0);
    }
    desk.slide("init_scale", 0.25, 100.0);
    let after = desk.seen();
    desk.undo();
    assert_eq!(desk.seen(), before);
    desk.redo();
    assert_eq!(desk.seen(), after);
}

/// A stroke of the brush is one change of points, whatever settings come along; the network goes on with and without it.
#[test]
fn a_brush_makes_one_change() {
    let mut desk = desk("");
    let (before, params) = (desk.seen(), desk.session.params());
    for right in [0.2, 0.3, 0.4] {
        desk.paint(right);
    }
    assert_eq!((desk.session.points().0.len(), desk.session.params()), (503, params));
    desk.undo.seal();
    desk.paint(0.5);
    let undone = desk.undo().unwrap();
    assert_eq!(undone.change, Change { kind: ChangeKind::Points, keys: Vec::new() });
    assert_eq!((undone.swapped, undone.effect), (false, Effect { reset: false, data: true }));
    assert_eq!(desk.session.points().0.len(), 503);
    assert_eq!((desk.count(), desk.seen()), (1, before));
    while desk.redo().is_some() {}
    assert_eq!(desk.session.points().0.len(), 504);
}

/// What is in view is nothing that was changed.
#[test]
fn the_window_stays_where_it_is() {
    let mut desk = desk("");
    desk.set("hidden", Value::List(vec![3.0]));
    desk.session.zoom(2.0, [0.2, 0.3]).unwrap();
    let view = desk.session.view().clone();
    desk.restart();
    desk.set("seed", 5.0);
    assert_eq!(desk.session.view(), &view);
    desk.undo();
    desk.undo();
    assert_eq!(desk.session.view(), &view);
    desk.set("data", "sine");
    assert_ne!(desk.session.view(), &view, "another plane");
    desk.undo();
    assert_eq!(desk.session.view(), &view);
}

#[test]
fn changes_apart_stay_apart() {
    // Late, of another setting, of a choice, of a seed: each is its own.
    let number = Value::Number;
    for (first, second, after, count) in [
        (("lr", number(0.3)), ("lr", number(0.2)), 999.0, 1),
        (("lr", number(0.3)), ("lr", number(0.2)), 1000.0, 2),
        (("lr", number(0.3)), ("l2", number(0.2)), 1.0, 2),
        (("loss", "mse".into()), ("loss", "hinge".into()), 1.0, 2),
        (("seed", number(8.0)), ("seed", number(9.0)), 1.0, 2),
    ] {
        let mut desk = desk("");
        desk.slide(first.0, first.1.clone(), 0.0);
        desk.slide(second.0, second.1.clone(), after);
        assert_eq!(desk.count(), count, "{first:?}, {second:?}");
    }
    // A new press begins a new one.
    let mut desk = desk("");
    desk.slide("lr", 0.3, 0.0);
    desk.undo.seal();
    desk.slide("lr", 0.2, 1.0);
    desk.slide("lr", 0.25, 1.0);
    assert_eq!(desk.count(), 2);
    // What was taken back is not drawn along with what comes then.
    let mut desk = self::desk("");
    desk.set("lr", 0.3);
    desk.set("lr", 0.2);
    desk.undo();
    desk.slide("lr", 0.25, 1.0);
    assert_eq!(desk.count(), 2);
}

#[test]
fn what_changes_nothing_makes_no_entry() {
    let mut desk = desk("");
    let (lr, params) = (desk.session.config().lr, desk.session.params());
    desk.set("lr", lr);
    assert!(desk.set_params(&params));
    assert!(!desk.set_params(&params[1..]) && !desk.set_params(&vec![f64::NAN; params.len()]));
    // There and back again.
    desk.set("lr", 0.5);
    desk.slide("lr", lr, 10.0);
    assert_eq!(desk.undo.next(), Undoable { undo: None, redo: None });
    desk.restart();
    desk.restart();
    assert_eq!(desk.count(), 1, "the first weights are there already");
    // A refusal leaves what can be made again.
    assert!(!desk.set_params(&[]) && desk.undo.next().redo.is_some());
    desk.set("l2", 0.1);
    assert_eq!((desk.undo.next().redo, desk.redo()), (None, None), "a new change is another way on");
}

#[test]
fn parameters_come_back() {
    let mut desk = desk("optimizer=momentum");
    let before = desk.session.params();
    let mut one = before.clone();
    for step in 0..5 {
        one[3] = f64::from(step);
        let time = f64::from(step);
        desk.undo.params(&mut desk.session, time, |session| session.set_params(&one)).unwrap();
    }
    assert!(desk.set_params(&vec![0.5; before.len()]));
    desk.train(10);
    let kind = desk.undo().unwrap().change.kind;
    assert_eq!((kind, desk.session.params()), (ChangeKind::Params, one.clone()));
    desk.train(10);
    let trained = desk.session.params();
    // One that was turned by a wheel is one change, and training on the others stays.
    desk.undo();
    let params = desk.session.params();
    assert_eq!((params[3], &params[4..]), (before[3], &trained[4..]));
    desk.redo();
    assert_eq!(desk.session.params(), trained);
    desk.undo();
    assert!(desk.undo().is_none() && desk.session.progress().step == 520.0);
}

/// A value under which the loss is infinite by now is left out: what lies before it is taken back.
#[test]
fn undo_does_not_fail() {
    let mut desk = desk("data=plane&activation=linear&lr=0.001&hidden=2");
    desk.set("l2", 0.01);
    let before = desk.session.params();
    let mut large = before.clone();
    large[0] = 1e15;
    assert!(desk.set_params(&large));
    let mut small = before.clone();
    small[0] = 0.0;
    assert!(desk.set_params(&small));
    let others: Vec<f64> = before.iter().enumerate().map(|(i, &p)| if i == 0 { 0.0 } else { p * 1e8 }).collect();
    desk.session.set_params(&others).unwrap();
    assert_eq!(desk.undo().unwrap().change.keys, Vec::<&str>::new(), "{:?}", desk.session.params());
    assert_eq!(desk.session.params()[0], before[0]);
    assert_eq!((desk.undo().unwrap().change.keys, desk.count()), (vec!["l2"], 0));
}

#[test]
fn memory_is_bounded() {
    let mut desk = desk("");
    for step in 1..=150 {
        desk.set("lr", f64::from(step) / 100.0);
    }
    assert_eq!((desk.count(), desk.session.config().lr), (100, 0.5));

    // Sessions that do not fit fall back to their settings, the furthest first; the nearest is kept, whatever its size.
    let mut desk = self::desk("");
    desk.undo.room = 2 * desk.session.bytes();
    let mut seen = Vec::new();
    for seed in 2..=6 {
        seen.push(desk.seen());
        desk.set("seed", f64::from(seed));
        desk.train(20);
    }
    let last = desk.seen();
    let kept: Vec<bool> = (0..5)
        .map(|_| {
            let undone = desk.undo().unwrap();
            let before = seen.pop().unwrap();
            assert!(undone.swapped && desk.session.config() == &before.0);
            assert_eq!(undone.effect.reset, desk.seen() != before);
            !undone.effect.reset
        })
        .collect();
    assert_eq!(kept, [true, true, false, false, false]);
    let forth: Vec<bool> = (0..5).map(|_| !desk.redo().unwrap().effect.reset).collect();
    assert!(forth[0] && desk.session.config() == &last.0, "{forth:?}");
    desk.undo.room = 0;
    desk.train(20);
    let before = desk.seen();
    desk.restart();
    desk.undo();
    assert_eq!(desk.seen(), before);
}

/// Tables of the user's own are shared where they are the same, and the oldest changes go where they take too much.
#[test]
fn tables_are_bounded() {
    let mut desk = desk("samples=5000");
    let table = 5_000 * 3 * size_of::<f64>();
    desk.undo.room = 4 * table;
    for step in 0..20 {
        desk.time += 5_000.0;
        desk.paint(f64::from(step) / 20.0);
        desk.set("lr", 0.2 + f64::from(step) / 100.0);
    }
    assert!(desk.undo.tables(&desk.session) <= desk.undo.room);
    // Three tables that were, each a little larger than the first, and what was changed under them.
    assert_eq!(desk.count(), 7);
    assert_eq!(desk.session.points().0.len(), 5_017);
    assert!(desk.undo.tables(&desk.session) <= desk.undo.room);
    while desk.redo().is_some() {}
    assert_eq!(desk.session.points().0.len(), 5_020);
}

/// Any walk through changes, training and resets leads back to where it began, and forth again.
#[test]
fn a_long_walk_leads_back() {
    let mut desk = desk(LINK);
    let mut rng = crate::nn::rng(7, 0);
    let mut draw = |n: usize| rng.random_range(0..n);
    let first = desk.session.config().clone();
    let mut made = 0;
    while made < 80 {
        let setting = &SETTINGS[draw(SETTINGS.len())];
        let value = other(setting, desk.session.config());
        let Ok(config) = desk.session.config().with([(setting.key, value)]) else { continue };
        desk.time += 5_000.0;
        made += usize::from(config != *desk.session.config());
        desk.undo.configure(&mut desk.session, config, &[setting.key], desk.time);
        if draw(3) == 0 && desk.session.config().can_train().is_ok() {
            desk.train(5);
        }
    }
    let last = desk.session.config().clone();
    assert_eq!((desk.count(), desk.session.config()), (made, &first));
    assert_eq!((std::iter::from_fn(|| desk.redo()).count(), desk.session.config()), (made, &last));
}

/// First weights that were given are those that a reset goes back to, as long as no others are asked for.
#[test]
fn first_weights_that_were_given_are_gone_back_to() {
    let given = [0.5, -0.25, 0.125, 1.0, 0.75, -1.5, 0.0, 0.25, -0.5];
    let session = Session::prepared("hidden=2&data=moons", None, Some(&given)).unwrap();
    let mut desk = Desk { session, undo: Undo::default(), time: 0.0 };
    let drawn = |config: &Config| Session::<f32>::new(config.clone()).params();
    desk.train(50);
    desk.restart();
    assert_eq!((desk.session.params(), desk.session.progress().step), (given.to_vec(), 0.0));
    desk.train(20);
    desk.set("lr", 0.2);
    desk.restart();
    assert_eq!(desk.session.params(), given, "under another rate too");
    // Another draw, or another network; and back.
    for (key, other, back) in
        [("seed", 2.0.into(), 1.0.into()), ("hidden", Value::List(vec![3.0]), Value::List(vec![2.0]))]
    {
        desk.set(key, other);
        assert_eq!(desk.session.params(), drawn(desk.session.config()), "{key}");
        desk.restart();
        assert_eq!(desk.session.params(), drawn(desk.session.config()), "{key}");
        desk.set(key, back);
        assert_eq!(desk.session.params(), given, "{key}");
    }
    // A link names its seed: whoever opens it begins with what that draws.
    let config = desk.session.config().clone();
    desk.undo.restart(&mut desk.session, config.clone(), &["seed", "hidden", "lr"], 1e6);
    assert_eq!(desk.session.params(), drawn(&config));
    desk.undo();
    assert_eq!(desk.session.params(), given);
    // Where a session had no room any more, they are there again all the same.
    desk.train(30);
    desk.undo.room = desk.session.bytes() * 3 / 2;
    desk.set("hidden", Value::List(vec![4.0]));
    desk.set("hidden", Value::List(vec![5.0]));
    (0..2).for_each(|_| drop(desk.undo()));
    assert_eq!((desk.session.params(), desk.session.progress().step), (given.to_vec(), 0.0));
}
