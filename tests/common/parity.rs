//! Runs whose parameters after 1,000 steps are recorded bit for bit; native and wasm both check them.

use chainrule::nn::Scalar;
use chainrule::session::{Config, Session};

/// A configuration as a link, and the hash of the parameters in `f32` and in `f64`.
pub(crate) const RUNS: &[(&str, u64, u64)] = &[
    ("", 0x1d2bddebfb731098, 0xe9a7757af049de5a),
    (
        "data=spiral&noise=10&hidden=8-7-5&activation=sigmoid&lr=1&seed=7&data_seed=9&batch_size=33",
        0xdaffea4e059f73dc,
        0xa9df3a199ab64bea,
    ),
    (
        "data=multi-gauss&noise=20&hidden=16-3&activation=relu&lr=0.03&l1=0.001&l2=0.002&samples=301&seed=3",
        0xdef8f590b0b6e933,
        0xaf9994070242fa7b,
    ),
    ("data=gauss&hidden=none&loss=half-sse&lr=0.0001&train_share=73", 0xb6022d101710093a, 0x7304965c9f4c0811),
];

/// FNV-1a over the bits of all parameters after 1,000 steps.
pub(crate) fn hash_after_1000_steps<T: Scalar>(link: &str) -> u64 {
    let mut session = Session::<T>::new(Config::from_link(link).expect("a valid link"));
    assert_eq!(session.advance(1000, || true).step, 1000.0);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for param in session.params() {
        for byte in param.to_bits().to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// Compares every run with its record; says all that differ at once.
pub(crate) fn check() {
    let mut wrong = String::new();
    for &(link, single, double) in RUNS {
        let (f32_hash, f64_hash) = (hash_after_1000_steps::<f32>(link), hash_after_1000_steps::<f64>(link));
        if (f32_hash, f64_hash) != (single, double) {
            wrong += &format!("\n    (\"{link}\", 0x{f32_hash:016x}, 0x{f64_hash:016x}),");
        }
    }
    assert!(wrong.is_empty(), "other bits than recorded:{wrong}");
}
