// Hovering an item lights up its passages in the original, and the reverse.
import { cardOf, passagesOf } from "./reading-choice.js";

const light = (id, on) => {
  [cardOf(id), ...passagesOf(id)].forEach((each) => each?.classList.toggle("is-hovered", on));
};

for (const [name, on] of [["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(name, ({ target }) => {
    const source = target.closest?.("[data-card], [data-source] [data-item]");
    if (source) light(source.dataset.card ?? source.dataset.item, on);
  });
}
