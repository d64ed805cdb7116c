// Signing in again in another window changes the token of all forms: the page sends the one that holds now.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.cookie.match(/(?:^|; )bihuan_csrf=([^;]+)/)?.[1];
  if (!token || detail.verb !== "post") return;
  detail.headers["x-csrftoken"] = token;
  detail.parameters.csrfmiddlewaretoken = token;
});
