// Files in the encodings that people's tables come in, most of which do not say which.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, ENCODINGS, excerpt, guess, isPlain, unreadable } from "../../www/encoding.js";

/** Windows-1252 from 0x80 on; some versions of Node decode it as Latin-1. */
const FROM_80 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
if (new TextDecoder("windows-1252").decode(Uint8Array.of(0x80)) !== "€") {
  const Platform = TextDecoder;
  globalThis.TextDecoder = class extends Platform {
    decode(bytes, options) {
      const text = super.decode(bytes, options);
      if (this.encoding !== "windows-1252") return text;
      return text.replace(/[\x80-\x9f]/g, (c) => FROM_80[c.charCodeAt(0) - 0x80]);
    }
  };
}

const utf8 = (text) => new TextEncoder().encode(text);
const utf16 = (text, little) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  [...Array(text.length).keys()].forEach((at) => view.setUint16(at * 2, text.charCodeAt(at), little));
  return bytes;
};

/** Each character's bytes in an encoding that can only be decoded here. */
function encoder(encoding, leads) {
  const table = new Map();
  for (const lead of leads) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const c = new TextDecoder(encoding).decode(Uint8Array.of(lead, trail));
      if ([...c].length === 1 && c !== "\ufffd" && !table.has(c)) table.set(c, [lead, trail]);
    }
  }
  const bytes = (c) => (c < "\x80" ? [c.charCodeAt(0)] : (table.get(c) ?? assert.fail(`${encoding} has no ${c}`)));
  return (text) => Uint8Array.from([...text].flatMap(bytes));
}
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const gbk = encoder("gb18030", range(0x81, 0xfe));
const big5 = encoder("big5", range(0xa1, 0xf9));
const windows1252 = (text) =>
  Uint8Array.from([...text].map((c) => (FROM_80.includes(c) ? 0x80 + FROM_80.indexOf(c) : c.charCodeAt(0))));

const LATIN = [
  "größe,höhe\n1,2\n3,4\n",
  "Straße;Hausnr\nMüllerstraße;7\nGroßer Weg;12\n",
  "GRÖSSE,MASS\n1,2\n",
  "Größe\n1\n",
  "prénom,âge\nRenée,31\nFrançois,28\nNoël,44\n",
  "CRÉÉE,MODIFIÉE\n1,2\n",
  "nome,município\nJoão,São Paulo\nConceição,Maranhão\n",
  "produkt;cena\nkafé;10 €\n",
  "price,€\n5,9\n",
  "price\n€5\n€12\n",
  "t (°C),µg/m³\n20,3\n",
  "“curly”,it’s\n1–2,3…\n",
  "¿cuántos?,año\n3,2024\n",
  "navn,by\nSøren,Århus\nÆrø,Nørre Åby\n",
  `${"a,b\n1,2\n".repeat(20000)}caf\u00e9,3\n`,
];

const CHINESE = [
  "温度,类别\n1,甲\n2,乙\n",
  "组,pH值\nA组,6.5\nB组,7.1\n",
  "姓名,性别,年龄\n王鑫,男,31\n李婷,女,28\n赵璐,女,45\n",
  "一,二\n1,2\n",
  "城市,人口（万）\n北京,2189\n上海，浦东,568\n",
  `${"x,y\n1,2\n".repeat(9999)}备注,3\n`,
];

const TELLS = { sure: true, encoding: "utf-8" };

test("valid UTF-8 is UTF-8, with its mark or without", () => {
  for (const text of [
    ...LATIN,
    ...CHINESE,
    "город,улица\nМосква,Арбат\n",
    "이름,나이\n김,3\n",
    "名前,かな\n",
    "😀,b\n1,2\n",
    "a,b\n1,2",
    "",
  ]) {
    assert.deepEqual(guess(utf8(text)), TELLS);
    assert.deepEqual(guess(utf8(`\ufeff${text}`)), TELLS);
    assert.equal(decode(utf8(`\ufeff${text}`), "utf-8"), text, "without its mark");
  }
});

test("text in Windows-1252 is found, and what it says", () => {
  for (const text of LATIN) {
    const bytes = windows1252(text);
    assert.deepEqual(guess(bytes), { encoding: "windows-1252", sure: false }, text.slice(-60));
    assert.equal(decode(bytes, "windows-1252"), text);
  }
});

test("text in GBK is found, whatever the language of the page", () => {
  for (const text of CHINESE) {
    const bytes = gbk(text);
    assert.deepEqual(guess(bytes), { encoding: "gb18030", sure: false }, text.slice(-60));
    assert.equal(decode(bytes, "gb18030"), text);
  }
});

test("UTF-16 is found in either order, with a mark or without", () => {
  const texts = [
    ...LATIN,
    ...CHINESE,
    "a,b\n1,2\n",
    "город,улица\nМосква,Арбат\n",
    "이름,나이\n김철수,3\n",
    "名前,かな\nさくら,1\n",
  ];
  // Nothing but ideographs, of which some bytes look like ASCII.
  texts.push("温度类别甲乙", "中文", "年龄性别身高体重", "姓名籍貫學歷職業", "数据分析报告北京上海广州深圳");
  for (const text of texts) {
    for (const [encoding, little] of [
      ["utf-16le", true],
      ["utf-16be", false],
    ]) {
      const bytes = utf16(text, little);
      assert.deepEqual(guess(bytes), { encoding, sure: false }, text.slice(-60));
      assert.equal(decode(bytes, encoding), text);
      assert.deepEqual(guess(utf16(`\ufeff${text}`, little)), { encoding, sure: true });
      assert.equal(decode(utf16(`\ufeff${text}`, little), encoding), text);
      // The last byte is lost.
      if (text.length > 12) assert.equal(guess(bytes.subarray(0, -1)).encoding, encoding, text.slice(-60));
    }
  }
});

test("plain text is not taken for Chinese in UTF-16", () => {
  for (const text of ["Bush hid the facts", "this app can break", "a,b\n1,2\n3,4\n", "{|+^~}[]\n"]) {
    assert.deepEqual(guess(utf8(text)), TELLS);
    assert.ok(isPlain(utf8(text)));
  }
  assert.ok(!isPlain(utf8("é")) && !isPlain(utf16("a", true)));
});

test("UTF-8 with a few bad bytes stays UTF-8, and the cells are told", () => {
  const bad = (byte, text) => Uint8Array.from([...text].flatMap((c) => (c === "✗" ? [byte] : [...utf8(c)])));
  for (const [text, told] of [
    ["Größe,k\n1,süß\n2,✗herb\n", [[3, "�herb"]]],
    ["温度,类别\n1,甲✗\n2,乙\n", [[2, "甲�"]]],
    [
      "ville;âge\nN✗mes;3\nÉvian;4\nAl✗s;5\n",
      [
        [2, "N�mes"],
        [4, "Al�s"],
      ],
    ],
    [
      "größe\r\n1\r\n✗\r\n\r\na✗b\t✗c",
      [
        [3, "�"],
        [5, "a�b"],
        [5, "�c"],
      ],
    ],
    [
      'é,b\n"a ✗, ✗",1\n',
      [
        [2, "a �"],
        [2, "�"],
      ],
    ],
  ]) {
    for (const byte of [0xe9, 0xff, 0xf1]) {
      const bytes = bad(byte, text);
      assert.equal(guess(bytes).encoding, "utf-8", text);
      const cells = unreadable(decode(bytes, "utf-8")).map(({ line, cell }) => [line, cell]);
      assert.deepEqual(cells, told);
    }
  }
  // The last character is cut off.
  assert.equal(guess(utf8("größe,b\n1,ß").subarray(0, -1)).encoding, "utf-8");
  assert.deepEqual(unreadable("größe,b\n1,2\n"), []);
  assert.deepEqual(
    unreadable(`${"x".repeat(1000)}�${"y".repeat(1000)},�`).map(({ cell }) => cell.length),
    [40, 1],
  );
});

test("a single byte beyond ASCII is a letter of Windows-1252 if it is one, else a bad byte", () => {
  assert.equal(guess(Uint8Array.from([...utf8("n,caf"), 0xe9, ...utf8("\n1,2")])).encoding, "windows-1252");
  assert.equal(guess(Uint8Array.from([...utf8("n,caf"), 0x81, ...utf8("\n1,2")])).encoding, "utf-8");
});

test("what no offered encoding reads is never sure", () => {
  for (const bytes of [big5("溫度,類別\n1,甲\n2,乙\n"), Uint8Array.from(range(0, 255)), Uint8Array.of(0xff)]) {
    const { encoding, sure } = guess(bytes);
    assert.ok(Object.hasOwn(ENCODINGS, encoding) && !sure);
  }
});

test("an excerpt shows what tells the readings apart", () => {
  const bytes = gbk("id,name,温度,类别\n1,x,2,甲\n");
  assert.equal(excerpt(bytes, "gb18030"), "id,name,温度,类别");
  assert.equal(excerpt(bytes, "windows-1252"), "id,name,ÎÂ¶È,Àà±ð");
  assert.equal(excerpt(utf8(`${"1,2\n".repeat(999)}long, long and with ü\nin it\n`), "utf-8"), "nd with ü");
  assert.equal(excerpt(utf16("a,b\n1,2", true), "utf-16le"), "a,b");
  assert.equal(excerpt(utf16("a,b", true), "utf-8"), "a�,�b�");
  assert.equal(excerpt(utf8(""), "utf-8"), "");
});
