// The keyboard of the reading page; buttons with data-key add theirs in shortcuts.js.
import { cards, choose, chosenCard } from "./reading-choice.js";
import { placeAtChosen } from "./reading-caret.js";
import { original, selected } from "./reading-offsets.js";
import { open, openAdd } from "./reading-steps.js";

const step = (by) => {
  const all = cards();
  const place = all.indexOf(chosenCard());
  choose(all[Math.min(Math.max(place + by, 0), all.length - 1)]);
};

const KEYS = [
  ["j", "下一条（或 ↓）", () => step(1)],
  ["k", "上一条（或 ↑）", () => step(-1)],
  ["o", "进入原文：方向键移动光标，Shift 加方向键选字，Ctrl 加 ←→ 按句移动，Esc 回到条目", enterOriginal],
  ["a", "把原文中选中的文字补选为一条（选中后也可按 1–6 定类型）", () => openAdd()],
  ["x", "标记要合并的条目，再按 m 与当前条合并", () => toggleMark()],
];

for (const [key, label, run] of KEYS) {
  document.dispatchEvent(new CustomEvent("bihuan:shortcut", { detail: { key, label, run } }));
}

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-card], body") || document.querySelector("dialog[open]") || event.ctrlKey || event.altKey || event.metaKey) return;
  const act = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => open("retitle") }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function enterOriginal() {
  const tab = document.getElementById("pane-text");
  if (!original().offsetParent) tab.checked = true;
  original().focus({ preventScroll: true });
  if (!selected()?.text) placeAtChosen();
}

function toggleMark() {
  chosenCard()?.classList.toggle("is-marked");
}

// Marked items go along with the chosen one when it is merged.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.parameters.get?.("change") !== "merge" && detail.parameters.change !== "merge") return;
  const marked = [...document.querySelectorAll("[data-card].is-marked")].map((each) => each.dataset.card);
  if (marked.length) detail.parameters.with = marked.join(",");
});
