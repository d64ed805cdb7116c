// Says in the messages region why a request in the background failed, instead of leaving the page silent.
const SENTENCES = {
  400: "提交的内容有误，系统没有接受。请核对后再试。",
  403: "您没有办理这一项的权限，或登录已过期。请刷新页面后再试；仍不行请联系单位管理员。",
  404: "没有找到这一项，可能已被撤回。请刷新页面。",
  409: "这一项刚被别人改过，您的修改还没有保存。请先复制您填写的内容，再刷新页面核对。",
  413: "文件过大，系统没有接受。请压缩图片或拆分后再传。",
  500: "系统出错，这次操作没有保存。请稍后再试；反复出现请联系管理员。",
  503: "系统正忙，这次操作没有保存。请稍候再试。",
};

document.addEventListener("htmx:responseError", ({ detail }) => {
  say(SENTENCES[detail.xhr.status] ?? (detail.xhr.status >= 500 ? SENTENCES[500] : SENTENCES[400]));
});
document.addEventListener("htmx:sendError", () => say("网络不通，这次操作没有保存。请检查网络后再试。"));
document.addEventListener("htmx:timeout", () => say("等待超时，不能确定是否已经保存。请刷新页面核对。"));
document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-htmx-error]")?.remove());

function say(sentence) {
  const region = document.getElementById("messages");
  if (!region) return;
  document.querySelector("[data-htmx-error]")?.remove();
  const alert = document.createElement("div");
  alert.className = "alert alert-error";
  alert.dataset.htmxError = "";
  alert.setAttribute("role", "alert");
  alert.textContent = sentence;
  region.append(alert);
  alert.scrollIntoView({ block: "nearest" });
}
