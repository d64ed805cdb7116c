// Warns two minutes before the session ends and lets it go on. Tabs share the moment of the last request.
// Forms and htmx always send the token of the newest sign-in, so that a page outlives signing in again elsewhere.
const WARN = 120;
const dialog = document.querySelector("[data-session-warning]");
const part = (name) => dialog.querySelector(`[data-session-${name}]`);
const now = () => Date.now() / 1000;
const shared = {
  get: (name) => Number(localStorage.getItem(`bihuan:${name}`) ?? 0),
  set: (name, value) => localStorage.setItem(`bihuan:${name}`, String(value)),
};
let dismissed = "";

shared.set("seen", now());
shared.set("ends", now() + Number(dialog.dataset.left));
setInterval(look, 1000);
document.addEventListener("visibilitychange", look);
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && shared.set("seen", now()));
part("extend").addEventListener("click", extend);
dialog.addEventListener("close", () => (dismissed = state()));

function left() {
  return { idle: shared.get("seen") + Number(dialog.dataset.idle) - now(), last: shared.get("ends") - now() };
}

function state() {
  const { idle, last } = left();
  if (Math.min(idle, last) <= 0) return "over";
  if (last < WARN) return "last";
  return idle < WARN ? "idle" : "";
}

function look() {
  const found = state();
  if (!found) {
    dismissed = "";
    if (dialog.open) dialog.close();
    return;
  }
  for (const name of ["idle", "last", "over"]) part(name).hidden = name !== found;
  part("extend").hidden = found !== "idle";
  const seconds = Math.max(0, Math.round(Math.min(left().idle, left().last)));
  for (const clock of dialog.querySelectorAll("[data-session-clock]")) clock.textContent = `${seconds}秒`;
  if (!dialog.open && dismissed !== found) dialog.showModal();
}

async function extend() {
  const answer = await fetch(dialog.dataset.extend, {
    method: "POST",
    headers: { "x-csrftoken": token() },
    redirect: "manual",
  }).catch(() => null);
  if (answer?.status === 204) shared.set("seen", now());
  else if (answer) shared.set("ends", 0);
  look();
}

function token() {
  return document.cookie.match(/(?:^|;\s*)(?:__Host-)?bihuan_csrf=([^;]+)/)?.[1] ?? "";
}

document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector("[name=csrfmiddlewaretoken]");
  if (field && token()) field.value = token();
}, true);
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!token() || detail.verb === "get") return;
  detail.headers["x-csrftoken"] = token();
  detail.parameters.csrfmiddlewaretoken = token();
});
