// Tables as programs write them, in the dialog: what is asked, what is told beside columns and lines.

import AxeBuilder from "@axe-core/playwright";
import { expect, open, test } from "./page.js";

const NOTES = ".import-inputs label";

async function paste(page, text) {
  await page.fill("#import-text", text);
  await expect(page.locator("#import-summary")).toBeVisible();
}

test("numbers that read both ways are shown both ways, and a person chooses", async ({ page }) => {
  await open(page);
  await page.click("#open-import");
  await paste(page, "area;price\n1.250;2.400\n3.750;4.100\n5.125;6.300\n");
  const [point, comma] = [page.locator('.doubt [value="point"]'), page.locator('.doubt [value="comma"]')];
  await expect(page.locator(".doubt span")).toHaveText(
    "Numbers in “area” can be read in two ways. Choose the right one:",
  );
  await expect(page.locator(".doubt label")).toHaveText([
    "decimal point: “1.250” is 1.25, “3.750” is 3.75, “5.125” is 5.125",
    "decimal comma: “1.250” is 1250, “3.750” is 3750, “5.125” is 5125",
  ]);
  await expect(point).toBeChecked();
  await expect(page.locator("#import-summary")).toContainText("decimal point");
  await comma.check();
  await expect(comma).toBeChecked();
  await expect(comma).toBeFocused();
  await expect(page.locator("#import-summary")).toContainText("decimal comma");
  const axe = await new AxeBuilder({ page }).include("#import").analyze();
  expect(axe.violations.map(({ id }) => id)).toEqual([]);
  await page.click("#import-use");
  await page.click("#open-import");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#import-download")]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString().trim().split("\n").sort()).toEqual([
    "1250,2400",
    "3750,4100",
    "5125,6300",
    "area,price",
  ]);
  // Another table is not read as that one was said to be.
  await paste(page, "u;v\n1.125;2\n3.250;4\n");
  await expect(point).toBeChecked();
  await paste(page, "u;v\n1.12;2\n3.25;4\n");
  await expect(page.locator(".doubt")).toHaveCount(0);
});

test("beside each column stands how it is read, and why it is not suggested", async ({ page }) => {
  await open(page);
  await page.click("#open-import");
  await paste(
    page,
    "user_id,run,paid,rate,mass,kind\n71,1,yes,5%,3 kg,u\n18,2,no,7%,4 kg,v\n52,3,yes,9%,5 kg,u\n33,4,no,8%,7 kg,v\n",
  );
  const told = [
    "user_id (an identifier by its name)",
    "run (counts the rows)",
    "paid (no = 0, yes = 1)",
    "rate (read without %)",
    "mass (another word in each row · “3 kg” in line 2 has a unit behind its number)",
    "kind (words)",
  ];
  await expect(page.locator(NOTES)).toHaveText(told);
  await expect(page.locator(".import-inputs :checked")).toHaveCount(2);
  await expect(page.locator("#import-target")).toHaveValue("5");
  // What is not suggested can be chosen all the same.
  await page.locator(NOTES, { hasText: "run" }).click();
  await expect(page.locator(".import-inputs :checked")).toHaveCount(3);
  await expect(page.locator("#import-use")).toHaveText("Use 4 rows");
  await expect(page.locator(".import-inputs input").nth(4)).toBeDisabled();
});

test("odd lines are told by number, in both languages", async ({ page }) => {
  await open(page);
  const text = "Logger X\nSerial: 7\ntime,force\ns,kN\n0.5,1\n1.5,4\n2.5,9\n";
  const over = 'n,by,k\n1,"Bell,0\n2,Dow,1\n3,Dow",1\n4,Dow,0\n5,Fox,1\n';
  await page.click("#open-import");
  await paste(page, text);
  await expect(page.locator("#import-passed")).toHaveText(
    "Passed over: lines 1 to 2 (above the table), line 4 (units or types under the names).",
  );
  await expect(page.locator("#import-left")).toHaveText("No row is left out.");
  await paste(page, `sep=,\n${over}`);
  await expect(page.locator("#import-passed")).toHaveText("Passed over: line 1 (names the separator).");
  await expect(page.locator(".flaws li")).toHaveText([
    "Line 3: a cell in quotes goes on to line 5 and holds rows of its own; check the quotes in lines 3 and 5",
  ]);
  await page.click("#import-cancel");
  await page.selectOption("#language", "zh");
  await page.click("#open-import");
  await paste(page, text);
  await expect(page.locator("#import-passed")).toHaveText(
    "已跳过：第 1 至 2 行（位于表格上方）、第 4 行（列名下方的单位或类型）。",
  );
  await paste(page, "area;price\n1.250;2.400\n3.750;4.100\n");
  await expect(page.locator(".doubt label").first()).toHaveText("小数点为点号：“1.250”读作 1.25、“3.750”读作 3.75");
});
