// What is saved, as text for a link and as a file: the engine's bytes, compressed. They come from outside: how large they may become is limited.

import { collected, inSlices } from "./bytes.js";
import { save as keep } from "./files.js";

/** Longest text of a link: browsers take more, but what carries links often does not. */
export const LONGEST = 32_000;

/** Most bytes that something saved may have, unpacked: as many as the engine reads. */
const MOST = 8 << 20;

/** What a file begins with. */
const HEAD = "chainrule\n";

/** How a file's name ends. */
export const SUFFIX = ".chainrule";

/** The beginning of a link that holds more than settings. */
const PREFIX = "saved=";

/**
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} way
 */
async function through(bytes, way) {
  const all = await collected(inSlices(bytes).pipeThrough(way), MOST);
  return new Uint8Array(await all.arrayBuffer());
}

// With a checksum (zlib): what was damaged on its way does not pass.
const packed = (/** @type {Uint8Array} */ bytes) => through(bytes, new CompressionStream("deflate"));
const unpacked = (/** @type {Uint8Array} */ bytes) => through(bytes, new DecompressionStream("deflate"));

/**
 * Bytes as a text of as many signs.
 * @param {Uint8Array} bytes
 */
export function toText(bytes) {
  let text = "";
  // A call takes so many arguments.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** @param {string} text */
export function fromText(text) {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

/**
 * The part of a link behind `#`.
 * @param {Uint8Array} bytes
 */
export async function toLink(bytes) {
  return (
    PREFIX +
    btoa(toText(await packed(bytes)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "")
  );
}

/**
 * Whether a link holds more than settings.
 * @param {string} link
 */
export function isSaved(link) {
  return link.startsWith(PREFIX);
}

/**
 * The bytes in a link.
 * @param {string} link
 * @returns {Promise<Uint8Array | null>} nothing where it is damaged or too long
 */
export async function fromLink(link) {
  const text = link.slice(PREFIX.length);
  if (text.length > 4 * LONGEST) return null;
  try {
    return await unpacked(fromText(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
  } catch {
    return null;
  }
}

/**
 * Offers a file to keep.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function toFile(name, bytes) {
  const small = await packed(bytes);
  keep(name + SUFFIX, new Blob([HEAD, /** @type {BlobPart} */ (small)]));
}

/**
 * The bytes in a file.
 * @param {Blob} file
 * @returns {Promise<Uint8Array | null>} nothing where it is another kind of file, damaged or too large
 */
export async function fromFile(file) {
  if (file.size > MOST || (await file.slice(0, HEAD.length).text()) !== HEAD) return null;
  try {
    return await unpacked(new Uint8Array(await file.slice(HEAD.length).arrayBuffer()));
  } catch {
    return null;
  }
}

/** Number of the file that was opened last. */
let opening = 0;

/**
 * Opens what a file holds, unless another file was opened meanwhile.
 * @param {Blob} file
 * @param {(bytes: Uint8Array | null) => void} open called with nothing where they cannot be read
 */
export async function openFile(file, open) {
  opening += 1;
  const mine = opening;
  const bytes = await fromFile(file);
  if (mine === opening) open(bytes);
}
