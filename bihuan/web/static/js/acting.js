// Says with every form for whom its page was opened, so that nothing is done in another name
// when the identity was changed in another window meanwhile. Kept forms already say it themselves.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "post" || formData.has("acting_for")) return;
  formData.append("acting_for", document.body.dataset.actingFor);
});
