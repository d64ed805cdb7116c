// Asks before a form with data-confirm is sent or a button or link with data-confirm is followed.
// data-confirm-action is the word on the button, data-confirm-tone="danger" makes it red.
let allowed = null;

document.addEventListener("click", (event) => {
  const source = event.target.closest("[data-confirm]:not(form)");
  if (source) ask(event, source, () => source.click());
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm) ask(event, form, () => form.requestSubmit(event.submitter));
}, true);

function ask(event, source, goOn) {
  if (allowed === source) {
    allowed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = question(source.dataset);
  dialog.addEventListener("close", () => {
    dialog.remove();
    source.isConnected && source.focus?.();
    if (dialog.returnValue !== "yes") return;
    allowed = source;
    goOn();
    allowed = null;
  });
  document.body.append(dialog);
  dialog.showModal();
}

function question({ confirm, confirmAction = "确定", confirmTone }) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "confirm-question");
  dialog.innerHTML = `
    <form method="dialog">
      <div class="dialog-body"><p id="confirm-question"></p></div>
      <div class="dialog-actions">
        <button class="button" value="no" autofocus>取消</button>
        <button class="button" value="yes"></button>
      </div>
    </form>`;
  dialog.querySelector("p").textContent = confirm;
  const yes = dialog.querySelector("[value=yes]");
  yes.textContent = confirmAction;
  yes.classList.add(confirmTone === "danger" ? "button-danger-solid" : "button-primary");
  return dialog;
}
