// Between the page and the text: offsets count code points of the document, as the server counts them.
const blocks = () => [...document.querySelectorAll("[data-source] [data-start]")];

export const original = () => document.querySelector("[data-original]");

// The selection in the original as {start, end, text}; null if it lies elsewhere.
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || !original()?.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null ? null : { start, end, text: range.toString() };
}

export function offsetOf(node, at) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element.closest("[data-start]") ?? blockFrom(element, at);
  if (!block) return null;
  if (!block.contains(node)) return Number(block.dataset.start);
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, at);
  return Number(block.dataset.start) + [...range.toString()].length;
}

function blockFrom(element, at) {
  const following = element.childNodes[at] ?? element;
  return blocks().find((each) => following.contains(each) || following.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
}

// The text between two offsets, as far as it stands on this page; blocks are joined by a line feed.
export function textBetween(start, end) {
  const pieces = [];
  for (const block of blocks()) {
    const from = Number(block.dataset.start);
    const letters = [...block.textContent];
    if (from + letters.length <= start || from >= end) continue;
    pieces.push(letters.slice(Math.max(0, start - from), end - from).join(""));
  }
  return pieces.join("\n");
}
