// An input with data-pick="ADDRESS" offers what the address finds for its text ({found: [{label}]}): arrows move,
// Enter takes, Escape closes. Without this module the text is typed in full and found by the server.
const PAUSE = 200;

for (const input of document.querySelectorAll("input[data-pick]")) offer(input);

function offer(input) {
  const list = document.createElement("ul");
  list.className = "pick-list";
  list.id = `${input.id}-offered`;
  list.role = "listbox";
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "pick-box";
  input.replaceWith(box);
  box.append(input, list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);

  let timer, asked = 0, marked = -1;
  const options = () => [...list.children].filter((each) => each.role === "option");
  const close = () => { list.hidden = true; marked = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (option) => { input.value = option.textContent; close(); input.dispatchEvent(new Event("change", { bubbles: true })); };
  const mark = (number) => {
    const all = options();
    if (!all.length) return;
    marked = (number + all.length) % all.length;
    all.forEach((each, place) => each.setAttribute("aria-selected", String(place === marked)));
    all[marked].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[marked].id);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, number) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${number}`, role: "option", textContent: each.label });
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    if (!found.length) {
      const none = document.createElement("li");
      Object.assign(none, { className: "pick-none", role: "presentation", textContent: "没有找到，换几个字试试" });
      list.append(none);
    }
    marked = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const number = ++asked;
    const address = new URL(input.dataset.pick, location.href);
    address.searchParams.set("q", input.value);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && number === asked && document.activeElement === input) show((await answer.json()).found);
    } catch { close(); }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", () => { clearTimeout(timer); asked += 1; close(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask(); else mark(marked + (event.key === "ArrowDown" ? 1 : marked < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden && marked >= 0) {
      event.preventDefault();
      take(options()[marked]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
}
