// A checkbox with data-select-all="NAME" rules all checkboxes of that name in its table or form;
// an element with data-select-count="NAME" shows how many are chosen, one with data-select-bar="NAME" shows only then.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("input[type=checkbox]")) return;
  const name = box.dataset.selectAll ?? box.name;
  const head = document.querySelector(`[data-select-all="${CSS.escape(name)}"]`);
  if (!head) return;
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]:not(:disabled)`)];
  if (box === head) boxes.forEach((each) => { each.checked = head.checked; });
  show(name, head, boxes);
});

function show(name, head, boxes) {
  const chosen = boxes.filter((each) => each.checked).length;
  head.checked = chosen > 0 && chosen === boxes.length;
  head.indeterminate = chosen > 0 && chosen < boxes.length;
  boxes.forEach((each) => each.closest("tr")?.classList.toggle("is-selected", each.checked));
  document.querySelectorAll(`[data-select-count="${CSS.escape(name)}"]`).forEach((each) => { each.textContent = chosen; });
  document.querySelectorAll(`[data-select-bar="${CSS.escape(name)}"]`).forEach((each) => { each.hidden = chosen === 0; });
}
