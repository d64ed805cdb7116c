// Keys that come while the server answers wait their turn: each acts on the reading that the one before made.
const waiting = [];
const reading = () => document.getElementById("reading");
let busy = false;

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.target?.id !== "reading") return;
  busy = true;
  reading().dataset.busy = "";
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id === "reading" && !detail.shouldSwap) setTimeout(release);
});
document.addEventListener("htmx:afterSettle", () => busy && setTimeout(release));
for (const failed of ["htmx:sendError", "htmx:timeout", "htmx:swapError"]) document.addEventListener(failed, release);

document.addEventListener("keydown", (event) => {
  if (!busy || event.key === "Tab" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting.push({ key: event.key, shiftKey: event.shiftKey });
}, true);

function isTyping(target) {
  return target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
}

function release() {
  busy = false;
  delete reading().dataset.busy;
  while (waiting.length && !busy) {
    const key = new KeyboardEvent("keydown", { ...waiting.shift(), bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(key);
  }
}
