// Wires engine, store, loop and panels together; nothing else.

import { load } from "./engine.js";
import { fillPage, loadMessages } from "./i18n/index.js";
import { Loop } from "./loop.js";
import { countersPanel } from "./panels/counters.js";
import { curvePanel } from "./panels/curve.js";
import { explainPanel } from "./panels/explain.js";
import { figuresPanel } from "./panels/figures.js";
import { messagesPanel, showFatal, showUnsupported } from "./panels/messages.js";
import { networkPanel } from "./panels/network.js";
import { outputPanel } from "./panels/output.js";
import { ownPanel } from "./panels/own.js";
import { prefsPanel } from "./panels/prefs.js";
import { settingsPanel } from "./panels/settings.js";
import { transportPanel } from "./panels/transport.js";
import { undoPanel } from "./panels/undo.js";
import { Store } from "./store.js";
import { apply, look, theme, watch } from "./theme.js";
import * as url from "./url.js";

async function start() {
  apply(theme());
  const loading = load();
  // A failure is told once there are messages to tell it with.
  loading.catch(() => {});
  await loadMessages();
  fillPage();
  const engine = await loading.catch(showUnsupported);
  if (!engine) return;
  const catalog = engine.catalog();
  const { config, notice } = url.read(engine);
  const store = new Store(new engine.Playground(config), showFatal);

  const lookAgain = () => {
    store.call((playground) => playground.set_look(look()));
    store.changed("look");
  };
  lookAgain();
  watch(lookAgain);

  new Loop(store);
  const panels = [
    settingsPanel(store, catalog),
    ownPanel(store, engine),
    networkPanel(store, catalog),
    outputPanel(store, catalog),
    countersPanel(store),
    figuresPanel(store),
    curvePanel(store, catalog), // after the figures: its words have them
    transportPanel(store, catalog), // after the figures: it reads them out
    explainPanel(store, catalog),
    undoPanel(store), // its buttons stand among those of the transport
    messagesPanel(store),
    prefsPanel(store),
  ];
  store.subscribe((topics) => {
    for (const panel of panels) panel.draw(topics);
    if (topics.has("config")) url.write(store.call((playground) => playground.link()) ?? "");
  });
  if (notice) store.notify(notice);
  addEventListener("hashchange", () => {
    const read = url.read(engine);
    store.reset(read.config); // a link is the same run, whatever was trained before
    store.notify(read.notice);
  });
  store.changed("config", "data", "training", "running", "refused", "notice", "look", "text");
}

start().catch(showFatal);
// Under `trunk serve` the page loads itself again after a build.
if (["127.0.0.1", "localhost"].includes(location.hostname) && location.port === "8080") import("./dev.js");
