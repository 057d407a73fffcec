//! Runs whose parameters after 1,000 steps are recorded bit for bit; native and wasm both check them.

use chainrule::nn::Scalar;
use chainrule::session::{Config, Session};

/// A configuration as a link, and the hash of the parameters in `f32` and in `f64`.
pub(crate) const RUNS: &[(&str, u64, u64)] = &[
    ("", 0x051fdef9abcfc66a, 0xaf5be578f6f33ccf),
    (
        "data=spiral&noise=10&hidden=8-7-5&activation=sigmoid&lr=1&seed=7&data_seed=9&batch_size=33",
        0xc0a27ab2e254f3e8,
        0xc6057a1c97f3f10e,
    ),
    (
        "data=multi-gauss&noise=20&hidden=16-3&activation=relu&lr=0.03&l1=0.001&l2=0.002&samples=301&seed=3",
        0x515aa8dbfced4187,
        0x00bf9ac64ed9cff4,
    ),
    ("data=gauss&hidden=none&loss=half-sse&lr=0.0001&train_share=73", 0x6893d8b1c83804d5, 0xe9d944558af8d26e),
    (
        "data=blobs&classes=5&loss=cross-entropy&hidden=8-6&activation=gelu.mish&norm=batch&optimizer=adamw&batch_size=32&drop_last=true",
        0x88dbeabe0303d6aa,
        0xc06e433792f5b2ac,
    ),
    (
        "data=rings&classes=4&noise=20&hidden=9&activation=sine&norm=layer&initializer=orthogonal&bias_initializer=normal&optimizer=nadam&dropout=20&label_smoothing=0.1&class_weights=balanced&clip_norm=1&schedule=cosine-restarts&schedule_every=7",
        0xd2b376a958b09a31,
        0x086e05fbc7206c4b,
    ),
    (
        "data=multi-gauss&hidden=8-8&activation=silu&output_activation=tanh&loss=huber&initializer=lecun-normal&optimizer=lion&jitter=0.1&rotation=20&mirror=both&schedule=plateau&schedule_every=3&patience=500&order=fixed",
        0x547d9b2022800f75,
        0xde89fc336cb47a83,
    ),
    (
        "data=spiral&classes=4&features=x1.x2.x1x2.sin-x1.cos-x2&formula=exp(x1%2F9)%5E1.5-ln(3%2Babs(x2))%2Ftan(2)&hidden=9&jitter=0.1",
        0xbdd70985daf6f0a4,
        0xbf64a8ba1bffbfe7,
    ),
];

/// FNV-1a over the bits of all parameters after 1,000 steps.
pub(crate) fn hash_after_1000_steps<T: Scalar>(link: &str) -> u64 {
    let mut session = Session::<T>::new(Config::from_link(link).expect("a valid link"));
    assert_eq!(session.advance(1000, || true).expect("a network that trains").step, 1000.0);
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
