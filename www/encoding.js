// A file's bytes as text: which encoding they are most likely in, and what of them it cannot read.
//
// Candidates are ranked by what they decode to, as by a code: a character costs about as many bits as it is rare in tables, and the reading that costs
// least is the guess.

/** Encodings that are offered, by the labels of `TextDecoder`, with their names. Of two that cost the same the first is guessed. */
export const ENCODINGS = /** @type {Record<string, string>} */ ({
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  gb18030: "GBK",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
});

/** What decoders put where bytes are of no character. */
const BAD = "\ufffd";

/** Most bytes that are judged. */
const JUDGED = 1 << 18;

/** Bytes that an excerpt is taken of, and those before the first that tells encodings apart. */
const [SHOWN, BEFORE] = [256, 64];

/** Costs in bits. A byte that is none of UTF-8 happens where files are joined; the other encodings leave hardly any out. */
const COST = { usual: 5, symbol: 9, accented: 8, latin: 11, script: 9, frequent: 12, rare: 20, bad: 24, control: 30 };
const BAD_IN_UTF8 = 14;

/** Added for each ASCII letter that touches an ideograph: `Gr鲞e` is no word. */
const TOUCHING = 6;

/** @param {Uint8Array} bytes @param {string} encoding one of {@link ENCODINGS} */
export function decode(bytes, encoding) {
  return new TextDecoder(encoding).decode(bytes);
}

/** Whether bytes are printable ASCII, which most encodings read alike. @param {Uint8Array} bytes */
export function isPlain(bytes) {
  return firstOdd(bytes) < 0;
}

/** The place of the first byte that is no printable ASCII. @param {Uint8Array} bytes */
function firstOdd(bytes) {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7e || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return at;
  }
  return -1;
}

/** So many bytes around the first that tells encodings apart, a whole number of units of UTF-16 from the beginning. @param {Uint8Array} bytes @param {number} most */
function telling(bytes, most) {
  const start = Math.max(0, firstOdd(bytes) - BEFORE) & ~1;
  return bytes.subarray(start, start + most);
}

/**
 * The encoding that bytes are most likely in, and whether that is sure: they begin with its mark, or are valid UTF-8.
 * @param {Uint8Array} bytes
 */
export function guess(bytes) {
  const [a = 0, b = 0, c = 0] = bytes;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", sure: true };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", sure: true };
  if (isUtf8(bytes, a === 0xef && b === 0xbb && c === 0xbf)) return { encoding: "utf-8", sure: true };
  const part = telling(bytes, JUDGED);
  const costs = Object.keys(ENCODINGS).map((encoding) => {
    // Of a part the last character may be cut off.
    const text = new TextDecoder(encoding).decode(part, { stream: part.length === JUDGED });
    return { encoding, cost: cost(text, encoding === "utf-8" ? BAD_IN_UTF8 : COST.bad) };
  });
  return { encoding: costs.reduce((best, other) => (other.cost < best.cost ? other : best)).encoding, sure: false };
}

/** Whether bytes are UTF-8: they say so, or are valid and have no control characters, as UTF-16 has. @param {Uint8Array} bytes @param {boolean} marked */
function isUtf8(bytes, marked) {
  if (marked) return true;
  try {
    // eslint-disable-next-line no-control-regex
    return !/[\0-\x08\x0e-\x1f]/.test(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

/** @param {string} text @param {number} bad cost of what could not be decoded */
function cost(text, bad) {
  /** @type {Map<string, number>} */
  const known = new Map([[BAD, bad]]);
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at + c.length)];
    let each = known.get(c);
    if (each === undefined) known.set(c, (each = costOf(c)));
    // In words, accented letters stand between plain ones.
    if (each === COST.accented && (before >= 0x80 || after >= 0x80)) each = COST.latin;
    else if (c >= "\u3400" && c <= "\ud7a3") each += TOUCHING * (Number(isLetter(before)) + Number(isLetter(after)));
    sum += each;
    at += c.length - 1;
  }
  return sum;
}

/** Whether this is an ASCII letter. @param {number} code */
function isLetter(code) {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

/** What a character costs wherever it stands. @param {string} c */
function costOf(c) {
  const code = c.codePointAt(0) ?? 0;
  if (/[\w\t\n\r ,;."-]/.test(c)) return COST.usual;
  if (code < 0xa0) return code > 0x20 && code < 0x7f ? COST.symbol : COST.control;
  if (/[\p{Co}\p{Cn}\p{Cs}]/u.test(c)) return COST.bad;
  if (code < 0x250) return /\p{L}/u.test(c) ? COST.accented : COST.latin;
  // Greek, Cyrillic, Hebrew, Arabic; and marks of every script, such as quotes, dashes and the euro.
  if (code < 0x700) return COST.script;
  if ((code >= 0x2010 && code < 0x20d0) || code === 0x2122) return COST.latin;
  return frequent().has(c) ? COST.frequent : COST.rare;
}

/** @type {Set<string> | undefined} */
let usual;

/**
 * Characters of East Asia that are in use: the first levels of the standards GB 2312 and Big5, marks and kana, and the syllables of KS X 1001. Decoders know them.
 */
function frequent() {
  if (usual) return usual;
  usual = new Set();
  for (const [encoding, first, last, trails] of /** @type {[string, number, number, number][]} */ ([
    ["gb18030", 0xa1, 0xa5, 0xa1],
    ["gb18030", 0xb0, 0xd7, 0xa1],
    ["big5", 0xa4, 0xc6, 0x40],
    ["euc-kr", 0xb0, 0xc8, 0xa1],
  ])) {
    const pairs = [];
    for (let lead = first; lead <= last; lead += 1) {
      for (let trail = trails; trail < 0xff; trail += 1) pairs.push(lead, trail);
    }
    for (const c of decode(Uint8Array.from(pairs), encoding)) usual.add(c);
  }
  return usual;
}

/**
 * A few characters as an encoding reads them, around the first that tells encodings apart: people see which reading is right.
 * @param {Uint8Array} bytes
 * @param {string} encoding
 */
export function excerpt(bytes, encoding) {
  const text = decode(telling(bytes, SHOWN), encoding);
  const odd = Math.max(0, text.search(/[^\t\n\r -~]/));
  const [before = ""] = text
    .slice(Math.max(0, odd - 8), odd)
    .split(/[\n\r]/)
    .reverse();
  const [after = ""] = text.slice(odd, odd + 16).split(/[\n\r]/);
  return `${before}${after}`.replace(/\p{C}/gu, BAD).trim();
}

/** Ends of a cell. */
const ENDS = new Set([...'\n\r,;\t|"']);

/** Longest part of a cell that is told on either side. */
const TOLD = 20;

/**
 * The cells of a table that have something that could not be decoded, and the lines that they stand in.
 * @param {string} text
 * @returns {{ line: number, cell: string }[]}
 */
export function unreadable(text) {
  const cells = [];
  let [line, counted] = [1, 0];
  for (let place = text.indexOf(BAD); place >= 0;) {
    let [start, end] = [place, place + 1];
    while (start > 0 && place - start < TOLD && !ENDS.has(text[start - 1] ?? "")) start -= 1;
    while (end < text.length && end - place < TOLD && !ENDS.has(text[end] ?? "")) end += 1;
    line += text.slice(counted, place).match(/\r\n?|\n/g)?.length ?? 0;
    counted = place;
    cells.push({ line, cell: text.slice(start, end).trim() });
    while (end < text.length && !ENDS.has(text[end] ?? "")) end += 1;
    place = text.indexOf(BAD, end);
  }
  return cells;
}
