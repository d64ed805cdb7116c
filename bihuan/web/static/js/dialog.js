// Opens a <dialog> from data-dialog-open="ID"; closes it from data-dialog-close or a click beside it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
  } else if (event.target.matches?.("dialog.dialog:not([data-dialog-stays])") && isOutside(event)) {
    event.target.close();
  }
});

// A click on the backdrop reports the dialog itself as target; so does one on its own edge.
function isOutside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
