// Which item is chosen: its card, its passages in the original and the fields of all forms agree.
const root = () => document.getElementById("reading");

export const cards = () => [...root().querySelectorAll("[data-card]")];
export const chosenCard = () => root().querySelector("[data-card].is-selected");
export const passagesOf = (id) => [...root().querySelectorAll(`[data-item="${CSS.escape(id)}"]`)];
export const cardOf = (id) => root().querySelector(`[data-card="${CSS.escape(id)}"]`);

export function choose(card, { focus = true, scroll = true } = {}) {
  if (!card) return;
  if (card !== chosenCard()) mark(card);
  if (focus) card.focus({ preventScroll: true });
  if (scroll) {
    card.scrollIntoView({ block: "nearest" });
    showPassage(card);
  }
}

function mark(card) {
  const before = chosenCard();
  before?.classList.remove("is-selected");
  before?.removeAttribute("aria-current");
  cards().forEach((each) => { each.tabIndex = each === card ? 0 : -1; });
  card.classList.add("is-selected");
  card.setAttribute("aria-current", "true");
  root().querySelectorAll(".passage.is-selected").forEach((each) => each.classList.remove("is-selected"));
  passagesOf(card.dataset.card).forEach((each) => each.classList.add("is-selected"));
  moveActions(card);
}

// One bar of actions serves all items: it moves into the chosen card.
function moveActions(card) {
  const bar = root().querySelector("[data-actions]");
  root().querySelectorAll("[data-chosen-item]").forEach((each) => { each.value = card.dataset.card; });
  if (!bar) return;
  bar.querySelectorAll("details[open]").forEach((each) => { each.open = false; });
  const isRest = "rest" in card.dataset;
  bar.querySelector("[data-for-item]").hidden = isRest;
  const form = bar.querySelector("[data-retype]");
  form.elements.change.value = isRest ? "add" : "retype";
  for (const name of ["start", "end", "aspect"]) form.elements[name].disabled = !isRest;
  if (isRest) {
    form.elements.start.value = card.dataset.start;
    form.elements.end.value = card.dataset.end;
    form.elements.aspect.value = aspectBefore(Number(card.dataset.start));
  }
  bar.querySelectorAll("[data-retype] button").forEach((each) => {
    each.toggleAttribute("aria-pressed", each.value === card.dataset.type);
  });
  card.append(bar);
}

// The item that stands before an offset: what is added there most likely is of its type and aspect.
export function itemBefore(offset) {
  const before = cards().filter((each) => "type" in each.dataset && Number(each.dataset.start) < offset);
  return before.sort((one, other) => Number(one.dataset.start) - Number(other.dataset.start)).at(-1);
}

export const aspectBefore = (offset) => itemBefore(offset)?.dataset.aspect ?? "";

function showPassage(card) {
  const passage = passagesOf(card.dataset.card)[0] ?? blockAt(Number(card.dataset.start));
  passage?.scrollIntoView({ block: "nearest" });
}

function blockAt(offset) {
  const blocks = [...root().querySelectorAll("[data-source] [data-start]")];
  return blocks.filter((each) => Number(each.dataset.start) <= offset).at(-1);
}

document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.("[data-card]")) choose(target, { focus: false });
});

// On a narrow screen one pane shows at a time: the chosen item is in view in either.
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-pane-choice]") || !chosenCard()) return;
  chosenCard().scrollIntoView({ block: "center" });
  showPassage(chosenCard());
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-card-link]")) event.preventDefault();
  const card = event.target.closest("[data-card]");
  if (card && !event.target.closest("[data-actions]")) choose(card);
  const passage = event.target.closest("[data-source] [data-item]");
  if (passage && getSelection().isCollapsed) choose(cardOf(passage.dataset.item), { focus: false });
});
