// Bytes from outside, in portions: how many they may be is looked at between them.

/** Bytes of a portion of what is compressed: unpacked they are up to a thousand times as many. */
const SLICE = 4096;

/**
 * Bytes as a stream that gives a portion when it is asked for one.
 * @param {Uint8Array} bytes
 */
export function inSlices(bytes) {
  let at = 0;
  return new ReadableStream(
    {
      pull(stream) {
        if (at >= bytes.length) return stream.close();
        stream.enqueue(bytes.subarray(at, at + SLICE));
        at += SLICE;
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * All that a stream gives. Throws a RangeError where that is too much; nothing more is read then.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most bytes
 */
export async function collected(stream, most) {
  const parts = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(/** @type {BlobPart[]} */ (parts));
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError(`more than ${most} bytes`);
    }
    parts.push(value);
  }
}
