// Warns before a page is left while a form with data-unsaved holds changes that were not sent.
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) dirty.add(form);
});

for (const finished of ["submit", "reset"]) {
  document.addEventListener(finished, (event) => {
    if (!event.defaultPrevented) dirty.delete(event.target);
  });
}

// A form that htmx sends is clean only once the server has taken it.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) dirty.delete(detail.elt);
});

window.addEventListener("beforeunload", (event) => {
  if (![...dirty].some((form) => form.isConnected)) return;
  event.preventDefault();
  event.returnValue = ""; // Chromium before 119 asks for this
});
