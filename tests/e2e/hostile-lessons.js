// Lessons that mean no good: made by code, as long as a file may be, each of a form that has stopped a page or might.

/** Characters of a file, at most: more are refused. */
export const LONGEST = 200_000;

export const HEAD = "---\ntitle: T\nsummary: S\nlink: data=xor&hidden=2\nshow: all\n---\n";

/** A text repeated to about so many characters. */
const fill = (text) => (n) => text.repeat(Math.max(1, Math.floor(n / text.length)));

/** Lines of about 1,000 characters of a text: no line is too long. */
const lines = (text) => (n) => fill(`${fill(text)(1000)}\n`)(n);

/** A file of one step. */
const step = (make) => (n) => `${HEAD}## One\n\n${make(n - HEAD.length - 10)}`;

/** A file whose text has a fence of this kind around what is made. */
const block = (name, make) => step((n) => `\`\`\`${name}\n${make(n - 20)}\n\`\`\`\n`);

/** A text of rising length: parts that grow by one. */
const rising = (part) => (n) => {
  let text = "";
  for (let size = 1; text.length < n && size < 900; size += 1) text += `${part(size)}\n`;
  return text.slice(0, n);
};

const GOAL = "```goal\nsay: it\nwhen: epoch >= 0\n```\n";

/** Texts of which Markdown readers have been quadratic, or which nest. */
const TEXTS = {
  stars: "*a ",
  "double stars": "a**b ",
  "stars and lines": "*a_ ",
  "lines and brackets": "_(",
  "strong in emphasis": "**x*",
  "words joined by lines": "_a__b",
  "lines behind letters": "a_",
  "three stars": "***a ",
  "only stars": "*",
  tildes: "~~a ",
  backticks: "`a ",
  "opened brackets": "[",
  "opened links": "[a](",
  "links with titles": "[a](b ",
  "links to angles": "[](<b",
  pictures: "![",
  "closed brackets": "]",
  references: "[a][b] ",
  angles: "<",
  tags: "<a ",
  comments: "<!-- ",
  instructions: "a <?",
  declarations: "a <!A ",
  sections: "a <![CDATA[",
  attributes: "<a href='",
  ampersands: "&a",
  backslashes: "\\",
  dollars: "$a ",
  formulas: "$x$ ",
  "opened values": "{{a ",
  braces: "{",
  values: "{{lr}} ",
  addresses: "http://a. ",
  colons: "a:",
  quotes: ">",
  "quotes with gaps": "> ",
  bullets: "- ",
  "numbers of lists": "1. ",
  bars: "|",
  "bars and dashes": "-|",
  spaces: " ",
  tabs: "\t",
  zeros: "\0",
  "zero-width": "\u200b",
  "right to left": "\u202eא ",
  surrogates: "😀",
  "half surrogates": "\ud83d ",
  Chinese: "层",
  combining: "e\u0301\u0302",
};

/** Lines that are repeated as they are. */
const LINES = {
  paragraphs: "a\n\n",
  lines: "a\n",
  items: "- a\n",
  "loose items": "- a\n\n",
  "empty items": "-\n",
  "mixed items": "* a\n+ b\n",
  "numbered items": "1. a\n",
  "items with code": "- ~~~\n",
  "quoted lines": "> a\n",
  "lazy lines": "> a\nb\n",
  rules: "---\n",
  underlined: "a\n-\n",
  headings: "### a\n",
  definitions: "[a]: b\n",
  breaks: "a  \n",
  indented: "    a\n\n",
  divisions: "<div>\n\n",
  cells: "|a\n",
  "formulas of lines": "$ a\n",
  "values of lines": "{{a\n",
};

/** Formulas: what stands between the dollars is as long as a line may be. */
const FORMULAS = {
  braces: (n) => `${"{".repeat(n / 2)}x${"}".repeat(n / 2)}`,
  "open braces": (n) => "{".repeat(n),
  "closing braces": (n) => "}".repeat(n),
  roots: (n) => "\\sqrt".repeat(n / 5),
  fractions: (n) => "\\frac".repeat(n / 5),
  "braced fractions": (n) => "\\frac{".repeat(n / 6),
  powers: (n) => "x^{".repeat(n / 3),
  scripts: (n) => "_^".repeat(n / 2),
  hats: (n) => "\\hat".repeat(n / 4),
  texts: (n) => "\\text".repeat(n / 5),
  cases: (n) => "\\cases{".repeat(n / 7),
  bars: (n) => "|".repeat(n),
  names: () => "\\constructor \\text{constructor} \\text{__proto__} \\valueOf \\toString \\hasOwnProperty",
};

/** Whole files and blocks. */
const FILES = {
  empty: () => "",
  "only a head": () => HEAD,
  "an open head": (n) => `---\n${fill("title: a\n")(n - 4)}`,
  "a head of one key": (n) => `---\n${fill("data: a\n")(n - 20)}---\n## S\n`,
  "only lines of a head": fill("---\n"),
  "no lesson": fill("some words\n"),
  "a mark of order": () => `\uFEFF${HEAD}## One\n\nText $x$.\n`,
  "two marks of order": () => `\uFEFF\uFEFF${HEAD}## One\n`,
  "carriage returns": (n) => step(fill("Text $x$ {{lr}}.\n\n"))(n / 40).replaceAll("\n", "\r\n"),
  "only carriage returns": (n) => step(fill("Text\n"))(n).replaceAll("\n", "\r"),
  "a line that is long": (n) => `${HEAD}## One\n\n${"a".repeat(n)}`,
  "a title that is long": () => `${HEAD}## ${"a".repeat(3900)}\n\nText.\n`,
  steps: (n) => HEAD + fill("## a\n")(n - HEAD.length),
  "steps with setups": (n) => HEAD + fill("## a\n```setup\nchange: lr=0.1\n```\n")(n - HEAD.length),
  "fences that do not close": step(fill("````a\n```\n")),
  "fences that are empty": step(fill("```\n```\n")),
  "fences of all names": step((n) => Array.from({ length: n / 14 }, (_, at) => `\`\`\`a${at}\n\`\`\`\n`).join("")),
  "a fence of many backticks": step((n) => `\`\`\`${"`".repeat(Math.min(n, 3900))} x y\n`),
  "a fence of many spaces": step((n) => `\`\`\`${" ".repeat(Math.min(n, 3900))}x y\n`),
  goals: step(fill(GOAL)),
  "goals in steps": (n) => HEAD + fill(`## a\n${GOAL}`)(n - HEAD.length),
  questions: step(fill("```ask\nquestion: q\nright: a\nwrong: b\nbecause: c\n```\n")),
  answers: block("ask", (n) => `question: q\nbecause: b\nright: a\n${fill("wrong: a\n")(n - 40)}`),
  numbers: block("ask", (n) => `question: q\nbecause: b\n${fill("number: a | sample(0).loss | 1\n")(n - 40)}`),
  rows: block("figure", (n) => `title: t\n${fill("row: a | definition[1]\n")(n - 20)}`),
  comparisons: block("goal", (n) => `say: it\nwhen: lr > 0${" and lr > 0".repeat(Math.min(n, 3900) / 11)}`),
  "spaces before and": block("goal", (n) => `say: it\nwhen: a${" ".repeat(Math.min(n, 3900))}b`),
  "is without within": block("goal", (n) => `say: it\nwhen: lr${" is lr".repeat(Math.min(n, 3900) / 6)}`),
  digits: block("goal", (n) => `say: it\nwhen: lr > ${"1".repeat(Math.min(n, 3900))}x`),
  "digits in brackets": block("goal", (n) => `say: it\nwhen: param[${"1".repeat(Math.min(n, 3900))} > 1`),
  "names of objects": step(
    () =>
      "{{valueOf}} {{constructor}} {{__proto__}} {{toString}} {{hasOwnProperty}} {{lr}}\n\n```valueOf\na\n```\n\n```constructor\n{{isPrototypeOf}}\n```\n\n```__proto__\nb\n```\n",
  ),
  "names of objects in conditions": step(() => "```goal\nsay: it\nwhen: constructor == valueOf\n```\n"),
  "names of objects in settings": step(
    () =>
      "```setup\nchange: __proto__=1&constructor=2\nshow: all\n```\n\n```goal\nsay: it\nwhen: view == constructor\n```\n",
  ),
  "names of objects in keys": block("goal", () => "say: it\nconstructor: a\nvalueOf: b\nwhen: lr > 0"),
  "digits behind the point": step(() => `{{lr|0.${"0".repeat(3900)}}}\n`),
  "fields without values": block("goal", fill("say:\n")),
  "fields that are none": block("goal", fill("say\n")),
  "fields of spaces": block("goal", (n) => `say: it\nwhen:${" ".repeat(Math.min(n, 3900))}\u2028x`),
  "fields of many lines": block("goal", (n) => `say: |\n${fill("  a\n")(n - 40)}when: lr > 0`),
  "a reason of many words": block(
    "ask",
    (n) => `question: q\nright: a\nwrong: b\nbecause: |\n${fill("  *a*\n")(n - 60)}`,
  ),
  code: block("", (n) => fill("let a = b;\n")(n)),
  "code of values": block("", lines("{{lr}} ")),
  "code of braces": block("", lines("{{")),
  "code of another fence": step((n) => `~~~\n${lines("{{a ")(n)}`),
  "data of many rows": block(
    "setup",
    (n) => `link: hidden=2\nshow: all\ndata: |\n  a,b,c\n${fill("  1,2,3\n")(n - 60)}`,
  ),
  "data of many columns": block(
    "setup",
    (n) => `link: hidden=2\nshow: all\ndata: |\n${fill(`  ${"1,".repeat(1900)}1\n`)(n - 60)}`,
  ),
  "data of one cell": block(
    "setup",
    (n) => `link: hidden=2\nshow: all\ndata: |\n${lines('"a')(n - 60).replace(/^/gm, "  ")}`,
  ),
  parameters: block("setup", (n) => `link: hidden=2\nshow: all\nparams: |\n${fill("  1, 1e999\n")(n - 60)}`),
  "settings to show": block("setup", (n) => `link: hidden=2\nshow: |\n${fill("  lr bias\n")(n - 60)}`),
  "a large network": step(
    () =>
      "```setup\nlink: data=spiral&hidden=32-32-32-32-32-32-32-32&samples=1000\nshow: all\n```\n\n{{check}} {{definition[7]}} {{sample(3).loss}}\n\n```goal\nsay: it\nwhen: check >= 0\n```\n",
  ),
  "a network larger than there is": step(
    () => `\`\`\`setup\nlink: hidden=${"99999999-".repeat(400)}9\nshow: all\n\`\`\`\n`,
  ),
  "values of a large network": step(
    () =>
      `\`\`\`setup\nlink: data=spiral&hidden=32-32-32-32-32-32-32-32\nshow: all\n\`\`\`\n\n${Array.from({ length: 90 }, (_, at) => `{{sample(${at}).loss}} {{definition[${at}]}}`).join("\n")}`,
  ),
  "a race of large networks": step(
    () =>
      `\`\`\`setup\nlink: data=spiral&hidden=32-32-32-32-32-32-32-32&samples=1000&batch_size=1000\nshow: all\n\`\`\`\n\n\`\`\`race\nlabel: go\nepoch: 99999999\n${"lane: a | lr=0.1\n".repeat(6)}\`\`\`\n`,
  ),
  lanes: block("race", (n) => `label: go\nepoch: 1\n${fill("lane: a | lr=0.1\n")(n - 40)}`),
  "a wide table": step((n) => {
    const columns = Math.min(1900, Math.floor(n / 8));
    return `${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n${fill("|x|\n")(Math.max(4, n - 4 * columns - 10))}`;
  }),
  "a long table": step((n) => `|a|b|\n|-|-|\n${fill("|c|d|\n")(n - 20)}`),
  "items in items": step(rising((size) => `${" ".repeat(2 * size)}- a`)),
  "quotes in quotes": step(rising((size) => `${">".repeat(size)}a`)),
  "more and more backticks": step(rising((size) => `${"`".repeat(size)}a`)),
  "emphasis around emphasis": step((n) => `${"*".repeat(Math.min(n / 2, 1900))}a${"*".repeat(Math.min(n / 2, 1900))}`),
  "emphasis in emphasis": step(
    (n) => `${"*a **b ".repeat(Math.min(n / 14, 270))}${"b** a*".repeat(Math.min(n / 14, 270))}`,
  ),
};

/** @type {Record<string, (n: number) => string>} name of each, and what makes it of about so many characters */
export const HOSTILE = Object.fromEntries([
  ...Object.entries(TEXTS).map(([name, text]) => [`text: ${name}`, step(lines(text))]),
  ...Object.entries(LINES).map(([name, text]) => [`lines: ${name}`, step(fill(text))]),
  ...Object.entries(FORMULAS).map(([name, make]) => [
    `formula: ${name}`,
    step((n) => `$${make(Math.min(n, 3900))}$\n`),
  ]),
  ...Object.entries(FILES),
]);
