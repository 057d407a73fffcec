//! Training, evaluating, grid passes and pictures allocate nothing once a session stands.

use super::counting::allocations;
use chainrule::plot::{self, Colors, CurveView, Curves, Ground, Look, Marks, Range, Scene, Still, Surface, Table};
use chainrule::session::{Answers, Config, Session, What};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;

#[test]
fn none_in_steps_metrics_and_grid() {
    assert!(allocations(|| drop(std::hint::black_box(vec![1, 2, 3]))) > 0, "the counter counts");
    for link in [
        "",
        "hidden=32-32-32&activation=relu&batch_size=64&l1=0.001",
        "data=plane&batch_size=5000",
        "in_place=true",
        "data=rings&classes=10&loss=cross-entropy&norm=batch&optimizer=nadam&dropout=30&clip_norm=1&clip_value=0.1&weight_decay=0.01",
        "samples=3000&train_share=90&batch_size=2000&hidden=8&activation=gelu&dropout=10&class_weights=balanced",
        "features=x1-squared.x1x2.sin-x1.cos-x2&formula=max(x1,x2)%5E2/(1%2Babs(x1))",
        "optimizer=adam&frozen=1-3&off=101-202&dropout=10&l2=0.01",
        "in_place=true&frozen=2",
        "features=x2.x1-squared&formula=tanh(x1)&jitter=0.1&rotation=5&batch_size=33",
        "norm=layer&optimizer=amsgrad&jitter=0.1&rotation=5&mirror=both&label_smoothing=0.1&class_weights=balanced&schedule=plateau&patience=9999",
    ] {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        let (mut grid, mut map) = (Answers::default(), Vec::new());
        session.grid(100, &mut grid);
        session.unit_map(1, 0, 100, &mut map);
        let count = allocations(|| {
            session.advance(2_000, || true).unwrap();
            session.epoch().unwrap();
            session.metrics();
            session.grid(100, &mut grid);
            session.unit_map(1, 0, 100, &mut map);
            std::hint::black_box(session.param(0));
        });
        assert_eq!(count, 0, "{link}");
    }
}

/// A surface that counts what is drawn.
#[derive(Default)]
struct Counter {
    marks: usize,
}

impl Counter {
    fn draw(&mut self, points: impl IntoIterator) -> Result<(), DrawingErrorKind<Infallible>> {
        self.marks += points.into_iter().count();
        Ok(())
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Counter {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (640, 400)
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        self.draw([1])
    }
    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Drawn {
        self.draw([1])
    }
    fn draw_rect<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S, _: bool) -> Drawn {
        self.draw([1])
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        self.draw(path)
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        self.draw(path)
    }
    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, _: &S, _: bool) -> Drawn {
        self.draw([1])
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, _: &S, _: BackendCoord) -> Drawn {
        self.draw(text.chars())
    }
}

impl Surface for Counter {
    fn dash(&mut self, _: u32, _: u32) {}
    fn picture(&mut self, _: usize, _: BackendCoord, _: (u32, u32)) {
        self.marks += 1;
    }
}

pub(crate) fn colors() -> Colors {
    let look = Look {
        scale: 2.0,
        background: "#ffffff".to_owned(),
        text: "#111111".to_owned(),
        grid: "#dddddd".to_owned(),
        train: "#1f6feb".to_owned(),
        wrong: "#123456".to_owned(),
        test: "#b35900".to_owned(),
        low: "#e8710a".to_owned(),
        middle: "#f4f4f6".to_owned(),
        high: "#1a73e8".to_owned(),
        classes: vec!["#008080".to_owned(); 10],
    };
    look.read().expect("valid colours")
}

/// All that a frame draws: boundary, maps of all neurons, network, points, curve.
#[test]
fn none_in_pictures() {
    let colors = colors();
    for link in [
        "",
        "data=rings&classes=3&hidden=32-32-32-32-32-32-32-32&activation=relu&log_loss=true",
        "data=plane",
        "data=sine",
        "contours=true&hard=true",
    ] {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        let (mut maps, mut rgba, mut records) = (Vec::new(), Vec::new(), Vec::new());
        let (mut grid, mut line) = (Answers::default(), Answers::default());
        let mut counter = Counter::default();
        session.epoch().unwrap();
        session.note(What::Data);
        let pin = session.pin();
        let mut frame = |session: &mut Session<f32>| {
            session.grid(100, &mut grid);
            let ground = Ground::of(session);
            for hard in [false, true] {
                plot::paint_answers(&grid, ground, hard, &colors, &mut rgba);
            }
            plot::draw_contours(&mut counter, &colors, &grid, ground).unwrap();
            session.line(200, &mut line);
            plot::draw_fit(&mut counter, &colors, [-1.0, 1.0], &line.values).unwrap();
            session.maps(24, &mut maps);
            rgba.clear();
            let table = Table::new(Range::Signed, &colors);
            maps.chunks(24 * 24).for_each(|map| plot::paint_more(map, &table, plot::reach(map), &mut rgba));
            let spot = plot::hit((640, 400), 2.0, plot::links(session.network()), (200.0, 100.0), 40.0);
            let (lit, used) = (spot.as_slice(), spot.as_slice());
            let still = Still { frozen: &[1], off: &[101] };
            plot::draw_network(&mut counter, &colors, plot::links(session.network()), &still).unwrap();
            let marks = Marks { selected: spot, lit, used };
            plot::draw_marks(&mut counter, &colors, plot::links(session.network()), &marks).unwrap();
            let (all, mut wrong) = (session.points().0.len(), 0);
            session.wrong(0..all, |_| wrong += 1);
            let scene = Scene::of(session);
            plot::draw_points(&mut counter, &colors, &scene).unwrap();
            plot::draw_relief(&mut counter, &colors, session.view(), &grid, ground, session.axes()).unwrap();
            (0..wrong.min(9)).for_each(|place| plot::draw_ring(&mut counter, &colors, &scene, place).unwrap());
            records.clear();
            records.extend(session.curve());
            let (events, problem) = (session.events(), session.config().problem());
            let curves = Curves { records: &records, events, problem, pinned: Some(&pin) };
            for all in [false, true] {
                let view = CurveView { log_loss: all, log_epoch: all, accuracy: all, lr: all };
                let chart = plot::draw_curve(&mut counter, &colors, curves, view).unwrap();
                plot::draw_reading(&mut counter, &colors, &chart, curves, 1).unwrap();
            }
        };
        session.advance(5_000, || true).unwrap();
        frame(&mut session);
        let count = allocations(|| {
            session.advance(300, || true).unwrap();
            frame(&mut session);
        });
        assert_eq!(count, 0, "{link}");
        assert!(counter.marks > 1_000, "{link}: {} marks", counter.marks);
    }
}
