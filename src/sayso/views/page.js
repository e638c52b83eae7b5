"use strict";
// Links alone lead from the lists of sources and of events to the words in the text and back. This
// adds: all words of a statement or an event light up together; n and p go to the next and the previous
// one (while the focus is on one, so that no key is taken from anybody else); a press on a source shows
// it alone.
for (const article of document.querySelectorAll("article")) {
  // Statements by their number, events by "v" and theirs.
  const parts = new Map();
  const add = (name, part) => parts.set(name, [...(parts.get(name) || []), part]);
  for (const part of article.querySelectorAll("[data-q]"))
    for (const number of part.dataset.q.split(" ")) add(number, part);
  for (const part of article.querySelectorAll("[data-v]"))
    for (const number of part.dataset.v.split(" ")) add(`v${number}`, part);

  const numberOf = (element) => {
    const part = element && element.closest && element.closest("[data-q], [data-v]");
    if (!part || !article.contains(part)) return null;
    // Of statements inside of one another the last is the innermost, and an event is inside of all.
    return part.dataset.v ? `v${part.dataset.v.split(" ").pop()}` : part.dataset.q.split(" ").pop();
  };

  let looked = null;
  const look = (number) => {
    if (number === looked) return;
    for (const part of parts.get(looked) || []) part.classList.remove("look");
    for (const part of parts.get(number) || []) part.classList.add("look");
    looked = number;
  };
  const lookAtFocus = () => look(numberOf(document.activeElement));

  article.addEventListener("focusin", lookAtFocus);
  article.addEventListener("focusout", () => look(null));
  article.addEventListener("mouseover", (event) => {
    const number = numberOf(event.target);
    if (number) look(number);
    else lookAtFocus();
  });
  article.addEventListener("mouseleave", lookAtFocus);

  article.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["n", "p", "Escape"].includes(event.key)) return;
    const focused = document.activeElement;
    if (!numberOf(focused)) return;
    if (event.key === "Escape") return void focused.blur();
    // In the text and in the list alike: the next one of those that the focus is among.
    const kinds = ["a.mark", "a.deed-mark", ".source a[href]", ".event a[data-v][href]"];
    const among = [...article.querySelectorAll(kinds.find((kind) => focused.matches(kind)))];
    const next = among[among.indexOf(focused) + (event.key === "n" ? 1 : -1)];
    if (next) next.focus();
    event.preventDefault();
  });

  const buttons = [];
  for (const source of article.querySelectorAll(".source")) {
    const numbers = [...source.querySelectorAll("[data-q]")].map((link) => link.dataset.q);
    const heading = source.firstElementChild;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "only";
    button.title = "Show only the statements of this source";
    button.setAttribute("aria-pressed", "false");
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button && pressed));
      for (const part of article.querySelectorAll(".kept")) part.classList.remove("kept");
      for (const number of numbers) for (const part of parts.get(number) || []) part.classList.add("kept");
      article.querySelector(".text").classList.toggle("alone", pressed);
      const marks = [...article.querySelectorAll(".text .mark.kept")];
      const inSight = marks.some((mark) => {
        const { top, bottom } = mark.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
      if (pressed && marks.length && !inSight) marks[0].scrollIntoView({ block: "center" });
    });
    buttons.push(button);
  }
}
