// What is compressed and comes from outside: it is unpacked in portions, and no further than it may be.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { collected, inSlices } from "../../www/bytes.js";

// The page's language is asked of the browser.
globalThis.navigator ??= /** @type {any} */ ({ languages: ["en"] });
const { fromFile, fromLink, openFile } = await import("../../www/saved.js");

const MEGA = 1 << 20;

/** Passes bytes on, and counts them. */
function counter() {
  const count = { bytes: 0 };
  const way = new TransformStream(
    {
      transform(chunk, to) {
        count.bytes += chunk.length;
        to.enqueue(chunk);
      },
    },
    { highWaterMark: 1 },
    { highWaterMark: 0 },
  );
  return { count, way };
}

for (const [what, bytes] of Object.entries({
  zeros: new Uint8Array(64 * MEGA),
  "a pattern": Uint8Array.from({ length: 16 * MEGA }, (_, at) => at % 7),
})) {
  test(`what unpacks to far more than it may be is left soon after: ${what}`, async () => {
    const packed = deflateSync(bytes);
    const { count, way } = counter();
    const stream = inSlices(packed).pipeThrough(new DecompressionStream("deflate")).pipeThrough(way);
    await assert.rejects(collected(stream, MEGA), RangeError);
    // A portion of 4 KB unpacks to 4 MB at most, and two may be on their way.
    assert.ok(count.bytes <= 9 * MEGA, `${count.bytes} bytes were unpacked`);
  });

  test(`a file that unpacks to too much is none: ${what}`, async () => {
    const file = new Blob(["chainrule\n", deflateSync(bytes)]);
    assert.equal(await fromFile(file), null);
  });
}

test("what unpacks a whole portion before it is asked for more is given no more than a few of them", async () => {
  // So browsers do: all that comes of a portion is there at once.
  let taken = 0;
  const eager = new TransformStream({
    transform(chunk, to) {
      taken += chunk.length;
      to.enqueue(new Uint8Array(1000 * chunk.length));
    },
  });
  await assert.rejects(collected(inSlices(new Uint8Array(MEGA)).pipeThrough(eager), 8 * MEGA), RangeError);
  assert.ok(taken <= (8 * MEGA) / 1000 + 4 * 4096, `${taken} bytes were taken`);
});

test("bytes that are read in portions are the same, up to the limit", async () => {
  for (const length of [0, 1, 4095, 4096, 4097, 100_000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
    const read = await collected(inSlices(bytes), length);
    assert.deepEqual(new Uint8Array(await read.arrayBuffer()), bytes);
    if (length > 0) await assert.rejects(collected(inSlices(bytes), length - 1), RangeError);
    const saved = await fromFile(new Blob(["chainrule\n", deflateSync(bytes)]));
    assert.deepEqual(saved, bytes);
  }
});

test("a stream without an end is left at the limit", async () => {
  let given = 0;
  let left = false;
  const stream = new ReadableStream({
    pull(to) {
      given += 1000;
      to.enqueue(new Uint8Array(1000));
    },
    cancel() {
      left = true;
    },
  });
  await assert.rejects(collected(stream, 50_000), RangeError);
  assert.ok(left);
  assert.ok(given <= 53_000, `${given} bytes`);
});

test("damaged bytes are told from whole ones, in files and links", async () => {
  const packed = deflateSync(Buffer.from("some bytes that are saved".repeat(400)));
  for (const at of [2, packed.length >> 1, packed.length - 1]) {
    const damaged = Uint8Array.from(packed);
    damaged[at] ^= 0x55;
    assert.equal(await fromFile(new Blob(["chainrule\n", damaged])), null);
    assert.equal(await fromLink(`saved=${Buffer.from(damaged).toString("base64url")}`), null);
  }
  assert.equal(await fromFile(new Blob(["chainrule\n", packed.subarray(0, -4)])), null);
  const whole = await fromLink(`saved=${packed.toString("base64url")}`);
  assert.equal(Buffer.from(whole).toString(), "some bytes that are saved".repeat(400));
});

test("of two files that are opened, the newest wins, whichever is read first", async () => {
  const opened = [];
  const open = (bytes) => opened.push(bytes && Buffer.from(bytes).toString());
  const file = (text) => new Blob(["chainrule\n", deflateSync(Buffer.from(text))]);
  let release = () => {};
  const late = file("late");
  const slice = late.slice.bind(late);
  late.slice = (...of) => {
    const part = slice(...of);
    const { text } = part;
    part.text = async () => {
      await new Promise((done) => (release = done));
      return text.call(part);
    };
    return part;
  };
  const first = openFile(late, open);
  await openFile(file("soon"), open);
  release();
  await first;
  assert.deepEqual(opened, ["soon"]);
});
