// The benchmark in a browser: leaves its rows in `window.rows`.

import init, * as engine from "bindings";
import { measure } from "./measure.js";

await init({ module_or_path: "chainrule_bench_bg.wasm" });
window.rows = await measure("chromium", engine, "/", console.log);
