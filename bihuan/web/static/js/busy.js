// A form with data-busy is sent once: its buttons rest until the answer, and after a second its progress shows.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-busy]")) return;
  setTimeout(() => !event.defaultPrevented && rest(form, true));
});

// Coming back to a page that the browser kept.
addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach((form) => rest(form, false)));

function rest(form, resting) {
  form.classList.toggle("htmx-request", resting);
  form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = resting; });
}
