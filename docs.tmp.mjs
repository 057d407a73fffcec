import { chromium } from "@playwright/test"; import { spawn } from "node:child_process";
const server = spawn("node", ["tests/e2e/server.js", "8125"], {stdio:"ignore"});
await new Promise(r=>setTimeout(r,600));
const browser = await chromium.launch({executablePath:"/usr/bin/chromium", args:["--no-sandbox","--disable-gpu"]});
const page = await browser.newPage({viewport:{width:1280,height:800}, colorScheme:"light", locale:"en-US"});
await page.goto("http://localhost:8125/chainrule/#data=spiral&noise=10&hidden=8-8-4&activation=tanh&optimizer=adam&lr=0.003&batch_size=32");
await page.waitForTimeout(500); await page.click("#play"); await page.waitForTimeout(1300); await page.click("#play"); await page.waitForTimeout(300);
await page.screenshot({path:"docs/screenshot.png"}); await browser.close(); server.kill();
