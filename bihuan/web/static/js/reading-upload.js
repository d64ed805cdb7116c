// Sending a file: a refusal comes back into the same form, so that the chosen file and all that was typed stay.

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.elt.matches("[data-upload]")) return;
  if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
  } else if (detail.xhr.status === 200) {
    // A success leads on by a header; a whole page instead is the one for signing in.
    detail.shouldSwap = false;
    refuse("登录已过期，文件没有导入。请在新窗口重新登录，再回到这一页提交；这里填写的内容都还在。");
  }
});

function refuse(sentence) {
  const error = Object.assign(document.createElement("p"), { className: "field-error", textContent: sentence });
  document.getElementById("intake-file-error").replaceChildren(error);
}

document.addEventListener("htmx:afterSettle", () => {
  const wrong = document.querySelector("#intake-notice a.button, #intake-file-error .errorlist, #intake-fields [aria-invalid=true]");
  if (!wrong) return;
  if (!wrong.matches("a, input, textarea, select")) document.getElementById("id_file").focus();
  else wrong.focus();
});
