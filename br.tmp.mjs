import { brotliCompressSync } from "node:zlib"; import { readFileSync } from "node:fs";
console.log(process.argv[2], readFileSync(process.argv[2]).length, brotliCompressSync(readFileSync(process.argv[2])).length);
