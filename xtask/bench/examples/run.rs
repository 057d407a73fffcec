//! Runs a workload so many times: what `cargo xtask instructions` counts. Without arguments, lists the workloads:
//! name, weights, samples of one time. It is an example because Cargo builds a package's programs for its benches too, which
//! unwind where release aborts, and libraries of both kinds would have one name.

use chainrule_bench::workloads;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let parsed = match &args[..] {
        [] => return list(),
        [name, times] => workloads::engine(name).zip(times.parse().ok()).map(|engine| (name, engine)),
        _ => None,
    };
    let Some((name, (mut engine, times))) = parsed else {
        eprintln!("usage: run [WORKLOAD TIMES], with a workload of {:?}", workloads::NAMES);
        return ExitCode::FAILURE;
    };
    if name == "grid" {
        (0..times).for_each(|_| _ = std::hint::black_box(engine.grid()));
    } else {
        engine.steps(times);
    }
    std::hint::black_box(engine.params());
    ExitCode::SUCCESS
}

fn list() -> ExitCode {
    for name in workloads::NAMES {
        if let Some(workload) = workloads::workload(name) {
            println!("{name} {} {}", workloads::weights(&workload), workloads::samples_at_once(name, &workload));
        }
    }
    ExitCode::SUCCESS
}
