// Lets a file be dropped anywhere on data-dropzone and says what was chosen; data-max-bytes refuses larger ones.
const MEGABYTE = 1024 * 1024;

const zoneOf = (event) => event.target.closest?.("[data-dropzone]");
const fileInput = (zone) => zone.querySelector("input[type=file]");

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("is-over", name === "dragover");
    if (name === "drop") take(zone, event.dataTransfer.files);
  });
}

document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  if (zone && event.target === fileInput(zone)) describe(zone);
});

function take(zone, files) {
  const input = fileInput(zone);
  if (!files.length) return;
  const kept = new DataTransfer();
  [...files].slice(0, input.multiple ? files.length : 1).forEach((file) => kept.items.add(file));
  input.files = kept.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function describe(zone) {
  const input = fileInput(zone);
  const limit = Number(zone.dataset.maxBytes) || Infinity;
  const large = [...input.files].find((file) => file.size > limit);
  const said = zone.querySelector("[data-dropzone-chosen]");
  said.classList.toggle("is-refused", Boolean(large));
  said.textContent = large
    ? `“${large.name}”有 ${size(large)}，超过 ${Math.floor(limit / MEGABYTE)} MB，请压缩图片或拆分后再选。`
    : [...input.files].map((file) => `已选：${file.name}（${size(file)}）`).join("；");
  if (large) input.value = "";
}

function size({ size: bytes }) {
  return bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
