// Pictures that the browser takes away, and gives back empty.

const LOST = "app.pictures";

/**
 * @param {import("../store.js").Store} store
 * @param {() => void} drawAgain
 */
export function watchPictures(store, drawAgain) {
  // The events do not bubble.
  document.addEventListener("contextlost", () => store.notify({ key: LOST }), true);
  document.addEventListener(
    "contextrestored",
    () => {
      if (store.state.notice?.key === LOST) store.notify(null);
      drawAgain();
    },
    true,
  );
}
