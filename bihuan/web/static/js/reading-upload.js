// Sending a file: a refusal comes back into the same form, so that the chosen file and all that was typed stay.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.elt.matches("[data-upload]") || detail.xhr.status !== 422) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

document.addEventListener("htmx:afterSettle", () => {
  const wrong = document.querySelector("#intake-notice a.button, #intake-file-error .errorlist, #intake-fields [aria-invalid=true]");
  if (!wrong) return;
  if (!wrong.matches("a, input, textarea, select")) document.getElementById("id_file").focus();
  else wrong.focus();
});
