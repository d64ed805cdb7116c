// Single keys: data-key="e" on a link, button or field acts on it; `?` lists the keys of the page.
// A page module adds its own with  document.dispatchEvent(new CustomEvent("bihuan:shortcut", {detail: {key, label, run}})).
const SWITCH = "bihuan-shortcuts-off";
const own = new Map();

document.addEventListener("bihuan:shortcut", ({ detail }) => own.set(detail.key, detail));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    list();
  } else if (localStorage.getItem(SWITCH) !== "1") {
    act(event);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts-list]")) list();
});

function isTyping(target) {
  return target.isContentEditable || target.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
}

function keyed() {
  return [...document.querySelectorAll("[data-key]")].filter((each) => each.offsetParent !== null && !each.disabled);
}

function act(event) {
  const mine = own.get(event.key);
  const element = keyed().find((each) => each.dataset.key === event.key);
  if (!mine && !element) return;
  event.preventDefault();
  if (mine) mine.run(event);
  else if (element.matches("a, button, summary")) element.click();
  else element.focus();
}

function list() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "shortcuts-title");
  dialog.innerHTML = `
    <div class="dialog-head"><h2 id="shortcuts-title">本页快捷键</h2>
      <button class="button button-small" type="button" data-dialog-close autofocus>关闭</button></div>
    <div class="dialog-body"><dl class="key-list"></dl>
      <label class="choice"><input type="checkbox"> 停用单键快捷键（用读屏软件时可勾选）</label></div>`;
  const rows = [...own.values(), ...keyed().map((each) => ({ key: each.dataset.key, label: labelOf(each) }))];
  rows.push({ key: "?", label: "显示本页快捷键" });
  rows.forEach((row) => dialog.querySelector("dl").append(term(row.key), detail(row.label)));
  remember(dialog.querySelector("input"));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function labelOf(element) {
  if (element.dataset.keyLabel || element.ariaLabel) return element.dataset.keyLabel || element.ariaLabel;
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((each) => each.remove());
  return copy.textContent.trim() || element.labels?.[0]?.textContent.trim() || "";
}

function term(key) {
  const cell = document.createElement("dt");
  const cap = document.createElement("kbd");
  cap.textContent = key === " " ? "空格" : key;
  cell.append(cap);
  return cell;
}

function detail(label) {
  const cell = document.createElement("dd");
  cell.textContent = label;
  return cell;
}

function remember(box) {
  box.checked = localStorage.getItem(SWITCH) === "1";
  box.addEventListener("change", () => {
    localStorage.setItem(SWITCH, box.checked ? "1" : "0");
  });
}
