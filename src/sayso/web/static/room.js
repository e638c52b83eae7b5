// The room works without this. It adds: what is known of the statement that is looked at, beside its
// words; filters; files that are dropped; pages that wait; news as they come in.
(() => {
  document.documentElement.classList.add("scripted");
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // -- A statement or an event in another part of a long page ----------------------------------
  if (find("[data-parts]")) {
    const seek = () => {
      const wanted = location.hash.slice(1);
      const address = new URL(location.href);
      if (!/^[QV]\d+$/.test(wanted) || document.getElementById(wanted)) return;
      if (address.searchParams.get("at") === wanted) return;
      address.searchParams.delete("part");
      address.searchParams.set("at", wanted);
      location.replace(address);
    };
    addEventListener("hashchange", seek);
    seek();
  }

  // -- A statement that is looked at -----------------------------------------------------------
  const rows = new Map(all("[data-row]").map((row) => [row.dataset.row, row]));
  const text = find("#p1 .text");
  if (text && rows.size) {
    const card = document.createElement("div");
    card.className = "card";
    card.hidden = true;
    const name = card.appendChild(document.createElement("p"));
    name.className = "card-source";
    const facts = card.appendChild(document.createElement("dl"));
    const more = card.appendChild(document.createElement("a"));
    more.textContent = "Everything this source said";
    const send = card.appendChild(document.createElement("button"));
    send.type = "button";
    document.body.append(card);

    let shown = null;
    let leaving = 0;
    const hide = () => {
      card.hidden = true;
      shown = null;
    };
    const fact = (term, value) => {
      if (!value) return;
      facts.appendChild(document.createElement("dt")).textContent = term;
      facts.appendChild(document.createElement("dd")).textContent = value;
    };
    const show = (part, number) => {
      clearTimeout(leaving);
      const row = rows.get(number);
      if (!row || shown === part) return;
      shown = part;
      const cells = [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " "));
      name.textContent = cells[1];
      facts.replaceChildren();
      fact("cue", cells[2]);
      fact("form", cells[3]);
      fact("chain", cells[4]);
      fact("confidence", cells[5]);
      more.hidden = !row.dataset.profile;
      if (row.dataset.profile) more.href = `/sources/${row.dataset.profile}`;
      send.textContent = "Copy its address";
      send.dataset.id = row.dataset.id;
      card.hidden = false;
      const rects = part.getClientRects();
      const place = rects[rects.length - 1] || part.getBoundingClientRect();
      const room = document.documentElement.clientWidth - card.offsetWidth - 12;
      card.style.left = `${Math.max(12, Math.min(place.left, room))}px`;
      const above = place.bottom + card.offsetHeight + 16 > innerHeight && rects[0].top > card.offsetHeight + 16;
      card.style.top = `${scrollY + (above ? rects[0].top - card.offsetHeight - 6 : place.bottom + 6)}px`;
    };
    const partOf = (element) => element.closest && element.closest("[data-q]");
    const innermost = (part) => part.dataset.q.split(" ").pop();

    text.addEventListener("mouseover", (event) => {
      const part = partOf(event.target);
      if (part) show(part, innermost(part));
    });
    text.addEventListener("click", (event) => {
      const part = partOf(event.target);
      if (part && !event.target.closest("a")) show(part, innermost(part));
    });
    text.addEventListener("focusin", (event) => {
      const part = partOf(event.target);
      if (part) show(part, innermost(part));
    });
    const leave = () => {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 250);
    };
    text.addEventListener("mouseout", leave);
    text.addEventListener("focusout", leave);
    card.addEventListener("mouseover", () => clearTimeout(leaving));
    card.addEventListener("focusin", () => clearTimeout(leaving));
    card.addEventListener("mouseout", leave);
    card.addEventListener("focusout", leave);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
    send.addEventListener("click", async () => {
      const url = new URL(location.href);
      url.hash = send.dataset.id;
      try {
        await navigator.clipboard.writeText(url.href);
        send.textContent = "Copied";
      } catch {
        // Without leave to use the clipboard, the address bar has it.
        location.hash = send.dataset.id;
        send.textContent = "It is in the address bar";
      }
    });

    // An address that leads to a statement or an event lights up its words.
    const arrive = () => {
      const place = document.getElementById(location.hash.slice(1));
      if (place && place.matches("details")) place.open = true;
      const mark = place && place.closest("a.mark, a.deed-mark");
      if (!mark) return;
      const folded = mark.closest("details");
      if (folded) folded.open = true;
      mark.focus();
      mark.scrollIntoView({ block: "center" });
    };
    addEventListener("hashchange", arrive);
    addEventListener("load", arrive);
  }

  // -- Which statements to show ----------------------------------------------------------------
  const filters = find("[data-filters]");
  if (filters && text) {
    // Beside the choice of an order, where they belong; without this script they do nothing.
    find("#p1 .order").after(filters);
    const count = find("[data-count]", filters);
    const names = ["source", "naming", "form"];
    const chosen = () => names.filter((name) => filters.elements[name].value);
    const sift = () => {
      const wanted = chosen();
      const kept = new Set();
      for (const [number, row] of rows) {
        const fits = wanted.every((name) => row.dataset[name] === filters.elements[name].value);
        row.hidden = !fits;
        if (fits) kept.add(number);
      }
      for (const part of all("#p1 [data-q]"))
        part.classList.toggle("kept", part.dataset.q.split(" ").some((number) => kept.has(number)));
      text.classList.toggle("alone", wanted.length > 0);
      for (const item of all("#p1 .source > ol > li"))
        item.hidden = wanted.length > 0 && !kept.has(find("[data-q]", item).dataset.q);
      for (const source of all("#p1 .source"))
        source.hidden = !find(":scope > ol > li:not([hidden])", source);
      for (const button of all("#p1 .only")) button.setAttribute("aria-pressed", "false");
      count.textContent = wanted.length ? `${kept.size} of ${rows.size} statements` : "";
      const url = new URL(location.href);
      for (const name of names) {
        if (filters.elements[name].value) url.searchParams.set(name, filters.elements[name].value);
        else url.searchParams.delete(name);
      }
      history.replaceState(null, "", url);
    };
    filters.addEventListener("change", sift);
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("reset", () => setTimeout(sift));
    // A press on a source in the list shows it alone; then the filters have nothing to say.
    find("#p1").addEventListener("click", (event) => {
      if (!event.target.closest(".only")) return;
      for (const row of rows.values()) row.hidden = false;
      if (chosen().length) for (const name of names) filters.elements[name].value = "";
      count.textContent = "";
    });
    const asked = new URLSearchParams(location.search);
    for (const name of names) {
      const value = asked.get(name);
      if (value && [...filters.elements[name].options].some((option) => option.value === value))
        filters.elements[name].value = value;
    }
    if (chosen().length) sift();
  }

  // -- A page that is dropped ------------------------------------------------------------------
  const drop = find("[data-drop]");
  if (drop) {
    const busy = find("[data-busy]", drop);
    drop.addEventListener("submit", () => {
      busy.textContent = "Being opened and read …";
    });
    addEventListener("pageshow", () => {
      busy.textContent = "";
    });
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    };
    addEventListener("dragenter", over);
    addEventListener("dragover", over);
    addEventListener("dragleave", () => drop.classList.remove("over"));
    addEventListener("drop", (event) => {
      drop.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      const file = new DataTransfer();
      file.items.add(event.dataTransfer.files[0]);
      drop.elements.file.files = file.files;
      drop.elements.text.value = "";
      drop.elements.url.value = "";
      drop.requestSubmit();
    });
  }

  // -- A page that waits to be read ------------------------------------------------------------
  const waiting = find("[data-waiting]");
  if (waiting) {
    const says = find("[role=status]", waiting);
    const ask = async () => {
      try {
        const answer = await fetch(waiting.dataset.waiting, { headers: { Accept: "application/json" } });
        const state = await answer.json();
        if (!answer.ok || state.state === "done" || state.state === "failed") return void location.reload();
        if (says.textContent !== state.says) says.textContent = state.says;
      } catch {
        says.textContent = "The room does not answer. This page goes on trying.";
      }
      setTimeout(ask, 1000);
    };
    setTimeout(ask, 1000);
  }

  const again = find("[data-again]");
  if (again) setTimeout(() => location.reload(), Number(again.dataset.again));

  // -- What takes a while ----------------------------------------------------------------------
  for (const part of all("[data-load]")) {
    const says = find("[data-loading]", part);
    says.textContent = "Comparing the pages …";
    const load = async () => {
      const answer = await fetch(part.dataset.load, { cache: "no-cache" });
      if (answer.status === 202) return void setTimeout(() => load().catch(fail), 700);
      if (!answer.ok) throw new Error(answer.status);
      // Of this room, escaped where it was made; no script in it would run.
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      says.replaceWith(...made.body.childNodes);
      const place = document.getElementById(location.hash.slice(1));
      if (place && part.contains(place)) place.scrollIntoView();
    };
    const fail = () => {
      const again = document.createElement("a");
      again.href = part.dataset.load.split("?")[0];
      again.textContent = "Try it on a page of its own";
      says.replaceChildren("The pages could not be compared. ", again);
    };
    load().catch(fail);
  }

  // -- News as they come in --------------------------------------------------------------------
  const live = find("[data-live]");
  const stories = find("#stories");
  if (live && stories) {
    const wanted = find("input", live);
    const says = find("[data-news]", live);
    const numbers = (within) => new Set(all("[data-story]", within).map((one) => one.dataset.story));
    let tag = null;
    const look = async () => {
      if (!wanted.checked || document.hidden) return;
      const answer = await fetch(live.dataset.live, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (answer.status !== 200) return;
      const first = tag === null;
      tag = answer.headers.get("ETag");
      const html = await answer.text();
      const made = new DOMParser().parseFromString(html, "text/html").body;
      if (made.innerHTML.trim() === stories.innerHTML.trim() && first) return;
      const before = numbers(stories);
      const fresh = [...numbers(made)].filter((number) => !before.has(number));
      const focused = stories.contains(document.activeElement) && document.activeElement.getAttribute("href");
      stories.replaceChildren(...made.childNodes);
      for (const number of fresh) find(`[data-story="${number}"]`, stories).classList.add("fresh");
      if (focused) find(`a[href="${focused}"]`, stories)?.focus({ preventScroll: true });
      if (fresh.length) says.textContent = fresh.length === 1 ? "One new story" : `${fresh.length} new stories`;
    };
    setInterval(() => look().catch(() => {}), 10000);
    document.addEventListener("visibilitychange", () => look().catch(() => {}));
  }
})();
