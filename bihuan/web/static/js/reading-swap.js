// After every correction the server renders the reading again; places, choice and focus stay where they were.
import { cardOf, choose, cards } from "./reading-choice.js";

const reading = () => document.getElementById("reading");
const panes = () => [...reading().querySelectorAll(".pane")];
let kept = null;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id !== "reading") return;
  if (isSignIn(detail)) {
    detail.shouldSwap = false;
    tell("登录已过期，这一步没有保存。请在新窗口重新登录，再回到这一页按一次。");
    return;
  }
  if ([409, 422].includes(detail.xhr.status)) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
  kept = { tops: panes().map((pane) => pane.scrollTop), tab: reading().querySelector("[data-pane-choice]:checked")?.id };
});

// Once the session is over, the answer is the page for signing in.
function isSignIn({ xhr, serverResponse }) {
  return xhr.status === 200 && !serverResponse.includes('id="reading"');
}

document.addEventListener("htmx:afterSettle", () => {
  if (!kept || !reading()) return;
  const { tops, tab } = kept;
  kept = null;
  panes().forEach((pane, index) => { pane.scrollTop = tops[index] ?? 0; });
  if (tab) document.getElementById(tab).checked = true;
  begin(true);
});

function begin(focus) {
  const { chosen } = reading().dataset;
  const card = (chosen && cardOf(chosen)) || cards()[0];
  card?.classList.remove("is-selected");
  choose(card, { focus, scroll: true });
}

// A sentence for the user that needs no answer from the server.
export function tell(sentence) {
  const place = document.querySelector("[data-reading-notice]");
  place.querySelector("[data-told]")?.remove();
  const alert = document.createElement("div");
  alert.className = "alert alert-warning";
  alert.dataset.told = "";
  alert.setAttribute("role", "alert");
  const body = document.createElement("div");
  body.className = "alert-body";
  body.textContent = sentence;
  alert.append(body);
  place.append(alert);
}

begin(Boolean(reading().dataset.chosen));
