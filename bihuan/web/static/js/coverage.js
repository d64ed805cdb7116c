// Coverage: hovering or focusing a box brings out its lines; after a verdict the focus goes to the next candidate.
const picture = document.querySelector("[data-coverage-picture]");

if (picture) {
  for (const name of ["pointerover", "focusin"]) picture.addEventListener(name, ({ target }) => bringOut(target));
  for (const name of ["pointerleave", "focusout"]) picture.addEventListener(name, () => bringOut(null));
}

function bringOut(target) {
  const node = target?.closest?.("[data-node]")?.dataset.node;
  picture.classList.toggle("has-focus", Boolean(node));
  const near = new Set([node]);
  for (const line of picture.querySelectorAll("[data-from]")) {
    const mine = line.dataset.from === node || line.dataset.to === node;
    mark(line, mine);
    if (mine) near.add(line.dataset.from).add(line.dataset.to);
  }
  for (const box of picture.querySelectorAll("[data-node]")) mark(box, near.has(box.dataset.node));
}

function mark(element, near) {
  element.classList.toggle("is-near", near);
  element.classList.toggle("is-faded", !near);
}

document.addEventListener("htmx:afterSwap", () => {
  const links = document.querySelector("[data-coverage-links]");
  const next = links?.querySelector(".is-waiting button") ?? document.querySelector("[data-key=g], [data-key=n]");
  next?.focus();
});
