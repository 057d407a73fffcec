import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";
const server = spawn("node", ["tests/e2e/server.js", "8124"], {stdio:"ignore"});
await new Promise(r=>setTimeout(r,600));
const browser = await chromium.launch({executablePath:"/usr/bin/chromium", args:["--no-sandbox","--disable-gpu"]});
for (const locale of ["en-US","zh-CN"]) for (const h of ["","hidden=8-8-8-8-8-8-8-8","data=rings;classes=10","data=plane"]) {
  const page = await browser.newPage({viewport:{width:1280,height:800}, locale});
  await page.goto("http://localhost:8124/chainrule/#"+h.replaceAll(";","&"));
  await page.waitForTimeout(500);
  console.log(locale,h, await page.evaluate(()=>{document.querySelector(".board").style.alignItems="start"; return [...document.querySelectorAll(".panel")].map(p=>Math.round(p.getBoundingClientRect().bottom))}));
  await page.close();
}
await browser.close(); server.kill();
