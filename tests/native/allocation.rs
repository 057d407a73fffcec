//! Training, evaluating and grid passes allocate nothing once a session stands.

use chainrule::session::{Config, Session};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

#[expect(unsafe_code, reason = "an allocator is unsafe by its trait; this one counts and passes on")]
// SAFETY: every call goes unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is ending has no counter any more.
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn allocations(f: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    f();
    ALLOCATIONS.get() - before
}

#[test]
fn none_in_steps_metrics_and_grid() {
    assert!(allocations(|| drop(std::hint::black_box(vec![1, 2, 3]))) > 0, "the counter counts");
    for link in [
        "",
        "hidden=32-32-32&activation=relu&batch_size=64&l1=0.001",
        "data=plane&batch_size=5000",
        "in_place=true",
        "data=rings&classes=10&loss=cross-entropy&norm=batch&optimizer=nadam&dropout=30&clip_norm=1&clip_value=0.1&weight_decay=0.01",
        "features=x1-squared.x1x2.sin-x1.cos-x2&formula=max(x1,x2)%5E2/(1%2Babs(x1))",
        "features=x2.x1-squared&formula=tanh(x1)&jitter=0.1&rotation=5&batch_size=33",
        "norm=layer&optimizer=amsgrad&jitter=0.1&rotation=5&mirror=both&label_smoothing=0.1&class_weights=balanced&schedule=plateau&patience=9999",
    ] {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        let mut grid = Vec::new();
        session.grid(100, &mut grid);
        let count = allocations(|| {
            session.advance(2_000, || true).unwrap();
            session.epoch().unwrap();
            session.metrics();
            session.grid(100, &mut grid);
        });
        assert_eq!(count, 0, "{link}");
    }
}
