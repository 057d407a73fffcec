// Under `trunk serve` only: loads the page again when Trunk has built it anew.

export const socket = new WebSocket(`ws://${location.host}/.well-known/trunk/ws`);
socket.addEventListener("message", (event) => {
  if (JSON.parse(event.data).type === "reload") location.reload();
});
