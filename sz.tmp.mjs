import { brotliCompressSync } from "node:zlib"; import { readdirSync, readFileSync } from "node:fs";
let by={};
for (const f of readdirSync("dist",{recursive:true})) { if(!/\.\w+$/.test(f))continue; const n=brotliCompressSync(readFileSync("dist/"+f)).length; const e=f.split(".").pop(); by[e]=(by[e]||0)+n; if(n>3000)console.log(n,f);} console.log(by);
