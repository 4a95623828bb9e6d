// Opens the words a line was read from: finds the article, marks the span, scrolls to it.
// Offsets in the record are code points; the page's strings are UTF-16, so they are counted over.
"use strict";
(() => {
  const clear = () => {
    for (const mark of document.querySelectorAll("mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  };
  const units = (text, points) => {
    let at = 0;
    for (let i = 0; i < points && at < text.length; i += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  };
  const markPiece = (piece, start, end) => {
    const node = piece.firstChild;
    if (!node) return null;
    const from = Number(piece.dataset.at);
    const size = Array.from(node.data).length;
    const first = Math.max(start - from, 0);
    const last = Math.min(end - from, size);
    if (first >= last) return null;
    const range = document.createRange();
    range.setStart(node, units(node.data, first));
    range.setEnd(node, units(node.data, last));
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    return mark;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.open");
    if (!link) return;
    const article = document.getElementById(`t-${link.dataset.article}`);
    if (!article) return;
    event.preventDefault();
    clear();
    article.open = true;
    const start = Number(link.dataset.start);
    const end = Number(link.dataset.end);
    const marks = Array.from(article.querySelectorAll("[data-at]"), (piece) => markPiece(piece, start, end)).filter(Boolean);
    (marks[0] || article).scrollIntoView({ block: "center" });
    article.querySelector("summary").focus({ preventScroll: true });
  });
})();
