// Wires engine, store, loop and panels together; nothing else.

import { Autosave } from "./autosave.js";
import { begin, beside } from "./begin.js";
import { byId } from "./dom.js";
import { embedded, embedPanel } from "./embed.js";
import { load } from "./engine.js";
import { fillPage, loadMessages } from "./i18n/index.js";
import { Loading } from "./loading.js";
import { Loop } from "./loop.js";
import { keepOffline } from "./offline.js";
import { announcePanel } from "./panels/announce.js";
import { countersPanel } from "./panels/counters.js";
import { curvePanel } from "./panels/curve.js";
import { explainPanel } from "./panels/explain.js";
import { figuresPanel } from "./panels/figures.js";
import { helpPanel } from "./panels/help.js";
import { lessonsPanel } from "./panels/lessons.js";
import { messagesPanel, showFatal, showUnsupported } from "./panels/messages.js";
import { watchPictures } from "./panels/pictures.js";
import { networkPanel } from "./panels/network.js";
import { outputPanel } from "./panels/output.js";
import { ownPanel } from "./panels/own.js";
import { prefsPanel } from "./panels/prefs.js";
import { settingsPanel } from "./panels/settings.js";
import { sharePanel } from "./panels/share.js";
import { transportPanel } from "./panels/transport.js";
import { undoPanel } from "./panels/undo.js";
import { skipLinks } from "./skip.js";
import { Store } from "./store.js";
import { apply, look, theme, watch } from "./theme.js";
import * as url from "./url.js";

async function start() {
  apply(theme());
  const told = new Loading();
  const loading = load((bytes, all) => told.heard(bytes, all)).finally(() => told.end());
  // A failure is told once there are messages to tell it with.
  loading.catch(() => {});
  // A frame of another page is no tab of its own.
  const recalling = embedded ? Promise.resolve(new Autosave()) : Autosave.recall();
  await loadMessages();
  byId("unloaded").remove();
  told.speak();
  fillPage();
  const engine = await loading.catch(showUnsupported);
  if (!engine) return;
  const catalog = engine.catalog();
  const [asked, autosave] = await Promise.all([url.read(engine), recalling]);
  const begun = begin(engine, asked, autosave);
  const store = new Store(begun.playground, (error) => {
    autosave.failed();
    showFatal(error);
  });

  const lookAgain = () => {
    store.call((playground) => playground.set_look(look()));
    store.changed("look");
  };
  lookAgain();
  watch(lookAgain);
  watchPictures(store, lookAgain);

  new Loop(store);
  skipLinks();
  const panels = [
    settingsPanel(store, catalog),
    ownPanel(store, { engine, autosave }),
    networkPanel(store, catalog),
    outputPanel(store, catalog),
    countersPanel(store),
    figuresPanel(store),
    curvePanel(store, catalog), // after the figures: its words have them
    transportPanel(store, catalog),
    announcePanel(store), // after the figures: it reads them out
    explainPanel(store, catalog),
    lessonsPanel(store, { catalog, engine, autosave }),
    undoPanel(store), // its buttons stand among those of the transport
    messagesPanel(store),
    sharePanel(store, { autosave, engine }),
    prefsPanel(store),
    helpPanel(store), // its button stands behind those
  ];
  panels.push(await embedPanel(store, { catalog, engine })); // all else is there that it may hide
  // Each by itself: what one cannot draw keeps no other from drawing.
  for (const panel of panels) store.subscribe((topics) => panel.draw(topics));
  store.subscribe((topics) => {
    if (topics.has("config")) url.write(store.call((playground) => playground.link()) ?? "", autosave.id);
  });
  const notice = begun.notice(store);
  if (notice) store.notify(notice);
  /** The move in the browser's history that is being followed. */
  let following = "";
  const moved = async () => {
    const run = history.state?.run;
    const move = `${run} ${location.href}`;
    if (run === autosave.id || move === following) return;
    following = move;
    url.stop();
    // Back and forward in the browser's history: another run of this tab.
    const back = typeof run === "string" && (await autosave.goTo(run, store));
    if (!back && url.link() !== store.call((playground) => playground.link())) await followed();
    following = "";
    store.changed("config"); // the address is the page's again
  };
  /** Takes what a link says for a run of its own; a link that is not understood changes nothing. */
  const followed = async () => {
    const { saved, config, notice: wrong } = await url.read(engine);
    if (wrong?.key === "error.link") return store.notify({ ...wrong, key: "error.link.kept" });
    if (saved || wrong?.key === "saved.damaged") return autosave.open(store, saved);
    // What a lesson leads to belongs to the lesson. A link is the same run, whatever was trained before.
    if (autosave.lesson) store.reset(config);
    else await autosave.branch(store, () => store.reset(config));
    if (wrong) store.notify(beside(wrong, store.state.notice));
  };
  // A link fires both, going back in the history only the second where the addresses are alike.
  addEventListener("hashchange", moved);
  addEventListener("popstate", moved);
  autosave.follow(store);
  autosave.late?.then(() => {
    const run = autosave.mine[0] ?? autosave.orphan;
    if (run && run.id !== autosave.id) store.notify(autosave.offer(store, run.id, "recalled"));
  });
  store.changed("config", "data", "training", "running", "refused", "notice", "look", "text");
  if (!embedded) keepOffline(store);
}

start().catch((error) => {
  document.getElementById("loading")?.remove();
  // Without messages, index.html has the words.
  const unloaded = document.getElementById("unloaded");
  if (!unloaded) return showFatal(error);
  unloaded.classList.add("now");
  reportError(error);
});
// Under `trunk serve` the page loads itself again after a build.
if (["127.0.0.1", "localhost"].includes(location.hostname) && location.port === "8080") import("./dev.js");
