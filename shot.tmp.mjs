import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";
const [,, ...specs] = process.argv; // name,w,h,scheme,locale,hash,action
const server = spawn("node", ["tests/e2e/server.js", "8123"], {stdio:"ignore"});
await new Promise(r=>setTimeout(r,600));
const browser = await chromium.launch({executablePath:"/usr/bin/chromium", args:["--no-sandbox","--disable-gpu"]});
for (const spec of specs) {
  const [name,w,h,scheme,locale,hash="",action=""] = spec.split(",");
  const page = await browser.newPage({viewport:{width:+w,height:+h}, colorScheme:scheme, locale});
  page.on("console",m=>["error","warning"].includes(m.type())&&console.log(name,m.text()));
  page.on("pageerror",e=>console.log(name,e.message));
  await page.goto("http://localhost:8123/chainrule/#"+hash.replaceAll(";","&"));
  await page.waitForTimeout(700);
  for (const a of action.split("+").filter(Boolean)) {
    if (a.startsWith("wait")) await page.waitForTimeout(+a.slice(4));
    else await page.click(a, {timeout:3000}).catch(e=>console.log(name,a,e.message.split("\n")[0]));
  }
  await page.waitForTimeout(300);
  const [sw, sh] = await page.evaluate(()=>[document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  console.log(name, sw, sh);
  await page.screenshot({path:`/tmp/${name}.png`, fullPage: w<700});
  await page.close();
}
await browser.close(); server.kill();
