// The steps that need a word more: split, retitle, move, add. Each is a dialog with one form.
import { aspectBefore, chosenCard, itemBefore } from "./reading-choice.js";
import { selected, textBetween } from "./reading-offsets.js";
import { tell } from "./reading-swap.js";

const SENTENCE_END = /[。！？!?；;]+["”’'」）)]*\s*|\n+/gu;
const dialogOf = (step) => document.querySelector(`[data-step="${step}"]`);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) open(opener.dataset.open);
});

// Opened by hand, so that the field has the focus before the next key comes.
document.addEventListener("click", (event) => {
  const details = event.target.closest("[data-drop] > summary")?.parentElement;
  if (!details) return;
  event.preventDefault();
  details.open = !details.open;
  if (details.open) details.querySelector("[name=reason]").focus();
});

document.addEventListener("keydown", (event) => {
  const details = event.target.closest?.("[data-drop][open]");
  if (event.key !== "Escape" || !details) return;
  details.open = false;
  details.closest("[data-card]").focus();
});

export function open(step) {
  const card = chosenCard();
  const dialog = dialogOf(step);
  if (!card || !dialog || "rest" in card.dataset) return;
  const form = dialog.querySelector("form");
  if (step === "retitle") form.elements.title.value = card.dataset.title;
  if (step === "move") form.elements.aspect.value = card.dataset.aspect;
  if (step === "split" && !offerSentences(form, card)) return;
  dialog.showModal();
  if (step === "retitle") form.elements.title.select();
  if (step === "split") form.querySelector("[name=at]").focus();
  if (step === "move") form.elements.aspect.focus();
}

// The places where the chosen item can be cut: the beginnings of its sentences but the first.
function offerSentences(form, card) {
  const start = Number(card.dataset.start);
  const text = textBetween(start, Number(card.dataset.end));
  const places = [...text.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length).filter((at) => at < text.length);
  const choices = form.querySelector("[data-split-choices]");
  choices.querySelectorAll("label").forEach((each) => each.remove());
  places.forEach((at, index) => choices.append(choice(start + [...text.slice(0, at)].length, text.slice(at), index === 0)));
  if (!places.length) tell("这一条只有一句话。请按 o 进入原文，把光标放到要断开的地方，再按 s。");
  return places.length > 0;
}

function choice(at, text, first) {
  const label = document.createElement("label");
  label.className = "choice";
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "at", value: at, required: true, checked: first });
  const words = document.createElement("span");
  words.textContent = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  label.append(radio, words);
  return label;
}

export function splitAt(card, at) {
  const form = dialogOf("split")?.querySelector("form");
  if (!form || !card) return tell("光标不在任何一条之中，不能拆分。");
  form.querySelectorAll("[data-split-choices] label").forEach((each) => each.remove());
  form.querySelector("[data-split-choices]").append(choice(at, "", true));
  form.elements.item.value = card.dataset.card;
  form.requestSubmit();
}

// Add what is selected in the original; a number chooses the type at once.
export function openAdd(number) {
  const dialog = dialogOf("add");
  const span = selected();
  if (!dialog) return;
  if (!span || !span.text.trim()) return tell("请先在原文中选中要补选的文字：按 o 进入原文，用 Shift 加方向键选择。");
  const form = dialog.querySelector("form");
  form.elements.start.value = span.start;
  form.elements.end.value = span.end;
  dialog.querySelector("[data-add-excerpt]").textContent = span.text.length > 90 ? `${span.text.slice(0, 90)}…` : span.text;
  form.elements.aspect.value = aspectBefore(span.start);
  const types = [...form.elements.type];
  const near = types.find((each) => each.value === itemBefore(span.start)?.dataset.type);
  (types[number - 1] ?? near ?? types[0]).checked = true;
  dialog.showModal();
  types.find((each) => each.checked).focus();
}
