// A caret in the original without a mouse: arrows move it, Shift selects, `a` and 1–6 add, `s` splits, Escape goes back.
// The text stays plain (not editable), so that no input method can ever write into it.
import { chosenCard, cardOf, choose, passagesOf } from "./reading-choice.js";
import { offsetOf, original, selected } from "./reading-offsets.js";
import { openAdd, splitAt } from "./reading-steps.js";

const MOVES = {
  ArrowLeft: ["backward", "character"],
  ArrowRight: ["forward", "character"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};

document.addEventListener("keydown", (event) => {
  if (event.target !== original() || event.altKey || event.metaKey) return;
  if (MOVES[event.key]) move(event);
  else if (event.ctrlKey) return;
  else if (event.key === "Escape") take(event, () => choose(cardAtCaret() ?? chosenCard()));
  else if (event.key === "Enter") take(event, () => choose(cardAtCaret()));
  else if (event.key === "s" && caret() !== null) take(event, () => splitAt(cardAtCaret(), caret()));
  else if (/^[1-6]$/.test(event.key) && selected()?.text) take(event, () => openAdd(Number(event.key)));
}, true);

function take(event, act) {
  event.preventDefault();
  event.stopPropagation();
  act();
}

function move(event) {
  take(event, () => {
    const selection = getSelection();
    if (!original().contains(selection.anchorNode)) placeAtChosen();
    const [direction, granularity] = MOVES[event.key];
    const step = event.ctrlKey && granularity === "character" ? "sentence" : granularity;
    const before = [selection.focusNode, selection.focusOffset];
    selection.modify(event.shiftKey ? "extend" : "move", direction, step);
    if (!original().querySelector("[data-source]").contains(selection.focusNode)) restore(selection, before, event.shiftKey);
    draw(true);
  });
}

function restore(selection, [node, at], extend) {
  if (extend) selection.extend(node, at);
  else selection.collapse(node, at);
}

// The caret begins at the chosen item, else at the first text on the page.
export function placeAtChosen() {
  const id = chosenCard()?.dataset.card;
  const place = (id && passagesOf(id)[0]) || blockOf(chosenCard()) || original().querySelector("[data-source] [data-start]");
  if (!place) return;
  const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT).nextNode();
  getSelection().collapse(text ?? place, 0);
  draw(true);
}

function blockOf(card) {
  if (!card) return null;
  const start = Number(card.dataset.start);
  return [...original().querySelectorAll("[data-start]")].filter((each) => Number(each.dataset.start) <= start).at(-1);
}

function caret() {
  const { focusNode, focusOffset } = getSelection();
  return focusNode && original().contains(focusNode) ? offsetOf(focusNode, focusOffset) : null;
}

function cardAtCaret() {
  const node = getSelection().focusNode;
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const passage = element?.closest?.("[data-item]");
  return passage ? cardOf(passage.dataset.item) : null;
}

document.addEventListener("selectionchange", () => draw(false));
document.addEventListener("focusin", ({ target }) => {
  if (target === original() && target.matches(":focus-visible") && !original().contains(getSelection().anchorNode)) placeAtChosen();
});

function draw(scroll) {
  const pane = original();
  if (!pane) return;
  const selection = getSelection();
  const inside = document.activeElement === pane && pane.contains(selection.focusNode);
  const mark = pane.querySelector(".source-caret") ?? pane.appendChild(made());
  mark.hidden = !inside;
  if (!inside) return;
  const box = boxOf(selection);
  const frame = pane.getBoundingClientRect();
  mark.style.left = `${box.left - frame.left + pane.scrollLeft}px`;
  mark.style.top = `${box.top - frame.top + pane.scrollTop}px`;
  mark.style.height = `${box.height}px`;
  if (scroll) mark.scrollIntoView({ block: "nearest" });
}

function boxOf({ focusNode, focusOffset }) {
  const range = document.createRange();
  range.setStart(focusNode, focusOffset);
  range.collapse(true);
  const boxes = range.getClientRects();
  if (boxes.length) return boxes[boxes.length - 1];
  const element = focusNode.nodeType === Node.TEXT_NODE ? focusNode.parentElement : focusNode;
  return element.getBoundingClientRect();
}

function made() {
  const mark = document.createElement("span");
  mark.className = "source-caret";
  mark.setAttribute("aria-hidden", "true");
  return mark;
}
