// Data of one's own: pasted, chosen, dropped or ready-made; understood, told of errors, learned, and downloaded.

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, expectChosen, link, open, pixels, read, test, until } from "./page.js";

const SENSORS = `temp;druck;art\n${"5,1;3,5;kalt\n6,2;2,9;warm\n".repeat(20)}5,0;drei;kalt\n5,0;NA;kalt\n1;2\n`;

async function openDialog(page) {
  await page.click("#open-import");
  await expect(page.locator("#import")).toBeVisible();
}

async function paste(page, text) {
  await page.fill("#import-text", text);
  await expect(page.locator("#import-summary")).toBeVisible();
}

test("a pasted table is understood, its errors are told by line, and it is learned", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await expect(page.locator("#import-use")).toBeDisabled();
  await paste(page, SENSORS);
  await expect(page.locator("#import-summary")).toHaveText(
    "43 rows read, 3 columns · separated by semicolons · decimal comma · names above the columns",
  );
  await expect(page.locator("#import-left")).toHaveText(
    "3 of 43 rows are left out: 1 with something that is no number in a chosen column, 1 with nothing in a chosen column, 1 with too few or too many cells.",
  );
  await expect(page.locator(".glance tbody tr").first()).toHaveText("5,13,5kalt");
  await expect(page.locator(".flaws li")).toHaveText([
    "Line 42: “drei” in “druck” is not a number",
    "Line 43: nothing in “druck”",
    "Line 44: 2 cells, other rows have 3",
  ]);
  await expect(page.locator("#import-target")).toHaveValue("2");
  await expect(page.locator("#import-classes")).toHaveText("2 classes: kalt, warm");
  // Without the column that has the errors, its rows are taken.
  await page.locator(".import-inputs label", { hasText: "druck" }).click();
  await expect(page.locator(".flaws li")).toHaveCount(1);
  await expect(page.locator("#import-use")).toHaveText("Use 42 rows");
  await expect(page.locator("#import-left")).toHaveText("1 of 43 rows is left out: 1 with too few or too many cells.");
  await page.locator(".import-inputs label", { hasText: "druck" }).click();
  await page.click("#import-use");
  await expect(page.locator("#import")).toBeHidden();
  await expectChosen(page, "own");
  await expect(page.locator("#counts")).toHaveText("20 training, 20 test points");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "one epoch of the table");
});

for (const [id, rows, inputs] of [
  ["iris", 150, 4],
  ["wine", 178, 13],
  ["breast-cancer", 569, 30],
]) {
  test(`${id} comes with the page and is learned`, async ({ page }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await open(page);
    expect(asked.filter((url) => url.endsWith(".csv"))).toEqual([]);
    await openDialog(page);
    await page.click(`#import-${id}`);
    await expect(page.locator("#import-source")).toContainText("CC BY 4.0");
    await expect(page.locator("#import-use")).toHaveText(`Use ${rows} rows`);
    await expect(page.locator(".import-inputs :checked")).toHaveCount(inputs);
    await page.click("#import-use");
    await page.click("#play");
    await until(page, "counter-epoch", (epoch) => epoch > 40, "trains");
    await page.click("#play");
    expect(await read(page, "test-quality")).toBeGreaterThan(0.9);
  });
}

test("what is passed over and left out is counted, one as one", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await expect(page.locator("#import-passed")).toHaveCount(0);
  await paste(page, "# a sensor\na,b\n\n1,2\n ,\n3,4\n\n");
  await expect(page.locator("#import-summary")).toContainText("2 rows read, 2 columns");
  await expect(page.locator("#import-left")).toHaveText("No row is left out.");
  await expect(page.locator("#import-passed")).toHaveText("Passed over: 2 blank lines, 1 line beginning with #.");
  await paste(page, "a\n1");
  await expect(page.locator("#import-summary")).toContainText("1 row read, 1 column ·");
  await page.click("#import-cancel");
  await page.selectOption("#language", "zh");
  await openDialog(page);
  await paste(page, "a,b\n\n1,2\n3,4\n5\n");
  await expect(page.locator("#import-left")).toHaveText("3 行中有 1 行未采用：1 行的单元格过多或过少。");
  await expect(page.locator("#import-passed")).toHaveText("已跳过：空行 1 行。");
});

test("a number is predicted where the target has many", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await page.click("#import-iris");
  await page.selectOption("#import-target", { label: "petal width (cm)" });
  await expect(page.locator("#import-kind")).toHaveValue("numbers");
  await page.selectOption("#import-kind", "classes");
  await expect(page.locator("#import-error")).toContainText("“petal width (cm)” does not have 2 to 10");
  await expect(page.locator("#import-use")).toBeDisabled();
  await page.selectOption("#import-kind", "numbers");
  await expect(page.locator("#import-error")).toBeEmpty();
  await page.click("#import-use");
  await page.click("#play");
  await until(page, "counter-epoch", (epoch) => epoch > 40, "trains");
  await page.click("#play");
  expect(await read(page, "test-quality")).toBeGreaterThan(0.8);
});

test("a file is chosen or dropped anywhere, whatever its encoding", async ({ page }) => {
  await open(page);
  await openDialog(page);
  const latin = Buffer.from("größe,höhe\n1,2\n3,4\n5,7\n", "latin1");
  await page.setInputFiles("#import-file", { name: "maße.csv", mimeType: "text/csv", buffer: latin });
  await expect(page.locator("#import-source")).toHaveText("From maße.csv");
  await expect(page.locator(".glance th")).toHaveText(["größe", "höhe"]);
  await page.click("#import-cancel");
  await expectChosen(page, "circle");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["\ufeffa\tb\n1\t2\n3\t4\n"], "drop.tsv"));
    const event = (type) => new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector("#network").dispatchEvent(event("dragover"));
    if (!document.body.classList.contains("dropping")) throw new Error("the page does not show where to drop");
    document.querySelector("#network").dispatchEvent(event("drop"));
  });
  await expect(page.locator("#import-source")).toHaveText("From drop.tsv");
  await expect(page.locator("#import-summary")).toContainText("separated by tabs");
  await expect(page.locator("body.dropping")).toHaveCount(0);
});

test("what an encoding was taken for is shown, with what each one makes of the file, and chosen", async ({ page }) => {
  await open(page);
  await openDialog(page);
  const choose = (name, buffer) => page.setInputFiles("#import-file", { name, mimeType: "text/csv", buffer });
  const encoding = page.locator("#import-encoding");
  await expect(encoding).toBeHidden();
  // 温度,类别: Chinese on an English page.
  const chinese = Buffer.from("cec2b6c82cc0e0b1f00a312cbcd70a322cd2d20a332cbcd70a", "hex");
  await choose("wendu.csv", chinese);
  await expect(encoding).toHaveValue("gb18030");
  await expect(page.locator(".glance th")).toHaveText(["温度", "类别"]);
  await expect(encoding.locator("option")).toContainText([
    "UTF-8: ",
    "Windows-1252: ÎÂ¶È,Àà±ð",
    "GBK: 温度,类别",
    "UTF-16 LE: ",
    "UTF-16 BE: ",
  ]);
  await encoding.selectOption("windows-1252");
  await expect(page.locator(".glance th")).toHaveText(["ÎÂ¶È", "Àà±ð"]);
  await encoding.selectOption("gb18030");
  await expect(page.locator("#import-use")).toHaveText("Use 3 rows");
  // Without a mark.
  await choose("plain.csv", Buffer.from("a,b\n1,2\n3,4\n5,7\n", "utf16le"));
  await expect(encoding).toHaveValue("utf-16le");
  await expect(page.locator(".glance th")).toHaveText(["a", "b"]);
  // A bad byte harms its own cell alone.
  const bad = [Buffer.from("Größe,k\n1,süß\n2,"), Buffer.of(0xe9), Buffer.from("herb\n3,süß\n4,herb\n")];
  await choose("bad.csv", Buffer.concat(bad));
  await expect(encoding).toHaveValue("utf-8");
  await expect(page.locator(".glance th")).toHaveText(["Größe", "k"]);
  await expect(page.locator("#import-unreadable")).toHaveText(
    "Characters that cannot be read (�) are in 1 cell: “�herb” in line 3.",
  );
  await choose("ascii.csv", Buffer.from("a,b\n1,0.5\n5,0.5\n2,0.5\n9,0.5\n"));
  await expect(page.locator(".glance th")).toHaveText(["a", "b"]);
  await expect(encoding).toBeHidden();
  await expect(page.locator("#import-unreadable")).toHaveText("");
  await expect(page.locator(".import-inputs label")).toHaveText(["a", "b (constant)"]);
});

test("bad input is told beside the field and changes nothing", async ({ page }) => {
  await open(page, "data=xor");
  await openDialog(page);
  for (const [text, message] of [
    ["# nothing", "no row of data"],
    [`${"1,".repeat(60)}1\n`, "up to 50 columns"],
    ["a,b\nx,y\nz,w\n", "“a” has “x”, which is not a number"],
    ["a\n1\n2\n", "at least two columns, one to learn from and one to predict; this one has 1"],
    ["1,2", "At least 2 are needed"],
  ]) {
    await page.fill("#import-text", text);
    await expect(page.locator("#import-error")).toContainText(message);
    await expect(page.locator("#import-use")).toBeDisabled();
    await expect(page.locator("#import-text")).toHaveValue(text);
  }
  const buffer = Buffer.alloc(6_000_000, "1,2\n");
  await page.setInputFiles("#import-file", { name: "big.csv", mimeType: "text/csv", buffer });
  await expect(page.locator("#import-error")).toContainText("this one has 6.0 MB");
  await page.keyboard.press("Escape");
  await expect(page.locator("#import")).toBeHidden();
  await expectChosen(page, "xor");
});

test("all of it by keyboard, and the page's own keys rest meanwhile", async ({ page }) => {
  await open(page);
  await page.focus("#open-import");
  await page.keyboard.press("Enter");
  await expect(page.locator("#import-iris")).toBeFocused();
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  await expect(page.locator("#import-use")).toHaveText("Use 150 rows");
  await page.focus(".import-inputs input");
  await page.keyboard.press("Space");
  await expect(page.locator(".import-inputs :checked")).toHaveCount(3);
  await page.focus("#import-use");
  await page.keyboard.press("Enter");
  await expect(page.locator("#import")).toBeHidden();
  await expect(page.locator("#open-import")).toBeFocused();
  await expect(page.locator("#counter-step")).toHaveText("0");
  await expectChosen(page, "own");
  // Opened again, the choice is as it was.
  await page.keyboard.press("Enter");
  await expect(page.locator(".import-inputs :checked")).toHaveCount(3);
});

test("what is downloaded reads back", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await page.click("#import-wine");
  await page.click("#import-use");
  await openDialog(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#import-download")]);
  const text = readFileSync(await download.path(), "utf8");
  const sorted = (lines) => lines.trim().split("\n").slice(1).sort();
  expect(sorted(text)).toEqual(sorted(readFileSync("www/data/wine.csv", "utf8")));
});

test("20,000 rows of 20 columns stay usable", async ({ page }) => {
  await open(page);
  await openDialog(page);
  let text = "";
  for (let row = 0; row < 20_000; row++) {
    for (let column = 0; column < 20; column++) text += `${(((row * 31 + column * 7) % 997) / 7).toFixed(3)},`;
    text += `${row % 3 ? "b" : "a"}\n`;
  }
  const start = Date.now();
  await page.setInputFiles("#import-file", { name: "large.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.locator("#import-use")).toHaveText("Use 20,000 rows");
  console.log(`20,000 × 21 read after ${Date.now() - start} ms`);
  await page.click("#import-use");
  await expect(page.locator("#counts")).toHaveText("10,000 training, 10,000 test points");
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 500, "trains");
  await page.click("#play");
});

for (const [language, width, colorScheme] of [
  ["en-US", 1280, "dark"],
  ["zh-CN", 360, "light"],
]) {
  test.describe(`in ${language} at ${width}`, () => {
    test.use({ locale: language, viewport: { width, height: width > 700 ? 800 : 740 }, colorScheme });
    test("the dialog fits, speaks the language, and axe finds nothing", async ({ page }, info) => {
      await open(page);
      await openDialog(page);
      await page.click("#import-breast-cancer");
      await expect(page.locator("#import-use")).toBeEnabled();
      await expect(page.locator("#import-title")).toHaveText(language === "en-US" ? "Your data" : "自己的数据");
      const box = await page.locator("#import").boundingBox();
      expect(box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(width > 700 ? 800 : 740);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (width === 360) {
        for (const target of await page
          .locator("#import :is(button, select, .file, .chip, .standardise):visible")
          .all()) {
          expect((await target.boundingBox()).height).toBeGreaterThanOrEqual(40);
        }
      }
      await page.screenshot({ path: info.outputPath("import.png") });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    });
  });
}

test("more columns than two: any pair on the axes, the others held, and points asked about", async ({ page }) => {
  await open(page, "train_share=80");
  await openDialog(page);
  await page.click("#import-iris");
  await page.click("#import-use");
  await expect(page.locator("#counts")).toHaveText("120 training, 30 test points");
  await expect(page.locator("#axis-x option")).toHaveCount(4);
  const label = () => page.locator(".points").getAttribute("aria-label");
  const first = await label();
  await page.selectOption("#axis-x", { label: "petal length (cm)" });
  await expect.poll(label).not.toBe(first);
  // The other axis gives way where both would have the same column.
  await page.selectOption("#axis-y", { label: "petal length (cm)" });
  await expect(page.locator("#axis-x")).toHaveValue("1");
  await page.selectOption("#axis-x", { label: "petal width (cm)" });
  await page.click("#play");
  await until(page, "train-quality", (accuracy) => accuracy > 0.95, "rises above 95 %");
  await page.click("#play");
  const slice = await pixels(page, ".heat");
  await page.click("#open-held");
  await expect(page.locator("#sheet-held input")).toHaveCount(2);
  await page.locator("#held-0").focus();
  for (let i = 0; i < 20; i += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(() => pixels(page, ".heat")).not.toBe(slice);
  await page.keyboard.press("Escape");
  await page.locator(".points").focus();
  await page.keyboard.press("ArrowRight");
  const probe = page.locator(".probe");
  await expect(probe).toContainText("sepal length (cm)");
  await expect(probe).toContainText("class setosa:");
  expect(link(page)).toContain("data=own");
  const counts = await page.locator("#counts").textContent();
  // Its points are not in the link,
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.locator("#notice")).toContainText("too many to be in it");
  await expect(other.locator("#counts")).toHaveText("400 training, 100 test points");
  // but the tab has them.
  await page.reload();
  await expect(page.locator("#notice")).toContainText("You are back where you were");
  await expect(page.locator("#counts")).toHaveText(counts);
});

test("losses of standardised numbers say so, and errors are in units of the answer", async ({ page }) => {
  await open(page, "data=plane");
  const head = page.locator("#numbers thead th").first();
  await expect(head).toHaveText("loss");
  await openDialog(page);
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${250 + 7 * i}.5`).join("\n");
  await paste(page, `hours,euros\n${rows}\n`);
  await page.click("#import-use");
  await expect(head).toHaveText("loss (standardised)");
  await page.click("[aria-controls=sheet-figures]");
  const names = page.locator(".sheet.figures table.figures tbody th");
  await expect(names).toHaveText([
    "Loss, of numbers in standard deviations",
    "R²",
    "Mean absolute error, in units of euros",
  ]);
  expect(await read(page, "train-mae")).toBeGreaterThan(10);
});
