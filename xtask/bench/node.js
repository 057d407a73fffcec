// The benchmark in Node: prints, and writes rows to the file named first.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.js";

const package_ = createRequire(import.meta.url)(process.argv[2]);
const wasmFolder = fileURLToPath(new URL("node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url));
const rows = await measure("node", package_, wasmFolder, console.log);
console.log(rows.length, "rows");
