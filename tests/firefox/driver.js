#!/usr/bin/env node
// Stands between the runner and Firefox: starts Firefox, and answers what a Firefox does not know yet of the protocol (WebDriver BiDi) as if it were done: tests that
// need that are not among those for Firefox.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { WebSocket, WebSocketServer } from "ws";

/** Firefox 153 does not know yet which colours and how much motion the runner asks for (`emulation.setMediaFeaturesOverride`). */
const setAside = (/** @type {string} */ method) => method.startsWith("emulation.");

const firefox = spawn(process.env.FIREFOX ?? "firefox", process.argv.slice(2), {
  stdio: ["inherit", "inherit", "pipe"],
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => firefox.kill(signal));
firefox.on("exit", (code) => process.exit(code ?? 0));

// The runner reads where Firefox listens: it is told where this program does.
createInterface({ input: firefox.stderr }).on("line", (line) => {
  const address = /WebDriver BiDi listening on (ws:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
  if (address) listen(address);
  else process.stderr.write(`${line}\n`);
});

/** @param {string} address */
function listen(address) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false }, () => {
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}\n`);
  });
  server.on("connection", (near, request) => connect(near, new WebSocket(address + request.url)));
}

/**
 * @param {WebSocket} near the runner
 * @param {WebSocket} far Firefox
 */
function connect(near, far) {
  const [waiting, asked] = [[], new Set()];
  far.on("open", () => waiting.splice(0).forEach((text) => far.send(text)));
  far.on("close", () => near.close());
  near.on("close", () => far.close());
  near.on("message", (data) => {
    const text = String(data);
    const { id, method } = JSON.parse(text);
    if (setAside(method)) asked.add(id);
    if (far.readyState === WebSocket.OPEN) far.send(text);
    else waiting.push(text);
  });
  far.on("message", (data) => {
    const message = JSON.parse(String(data));
    const unknown = asked.delete(message.id) && message.type === "error" && message.error === "unknown command";
    const told = unknown ? { type: "success", id: message.id, result: {} } : message;
    near.send(JSON.stringify(told));
  });
}
