// Keys, copying a citation, words that light up with their note. Everything here is a convenience: pages work without it.
import { startMaps } from "./map.js";

const PAGES = { t: "/", m: "/map", d: "/list/conflict", e: "/list/event", w: "/list/entity", o: "/outlets", s: "/search" };
const rows = () => Array.from(document.querySelectorAll("[data-row]")).filter((row) => row.offsetParent !== null);
let here = -1;
let going = 0;

function move(step) {
  const all = rows();
  if (!all.length) return;
  all[here]?.classList.remove("here");
  here = Math.min(Math.max(here + step, 0), all.length - 1);
  const row = all[here];
  row.classList.add("here");
  row.querySelector("a, summary")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function copy(id) {
  const text = document.getElementById(id);
  if (!text) return;
  const done = () => {
    const button = document.querySelector(`[data-copy="${id}"]`);
    if (button) button.textContent = "Copied";
  };
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text.textContent).then(done, () => getSelection().selectAllChildren(text));
  } else {
    getSelection().selectAllChildren(text);
  }
}

function help() {
  document.getElementById("keys").showModal();
}

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => rows()[here]?.querySelector("a")?.click(),
  e: () => {
    const evidence = rows()[here]?.querySelector("details");
    if (evidence) evidence.open = !evidence.open;
  },
  c: () => {
    const cite = document.querySelector(".cite");
    if (cite) cite.open = true;
    copy("citation");
  },
  "/": () => document.getElementById(document.getElementById("q") ? "q" : "find").focus(),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea, .movable")) return;
  const gone = going && event.timeStamp - going < 1500;
  going = 0;
  if (gone && PAGES[event.key]) {
    location.assign(PAGES[event.key]);
  } else if (event.key === "g") {
    going = event.timeStamp;
  } else if (ACTIONS[event.key]) {
    ACTIONS[event.key]();
  } else {
    return;
  }
  event.preventDefault();
});

function light(keys, on) {
  for (const key of keys) {
    for (const found of document.querySelectorAll(`[data-keys~="${CSS.escape(key)}"], [data-key="${CSS.escape(key)}"]`)) {
      found.classList.toggle("lit", on);
    }
  }
}

for (const note of document.querySelectorAll("[data-key]")) {
  for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    note.addEventListener(name, () => light([note.dataset.key], on));
  }
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button.dataset.copy));
}
for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", help);
}
const rail = new Map(Array.from(document.querySelectorAll(".rail a"), (a) => [a.hash.slice(1), a]));
if (rail.size) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        for (const a of rail.values()) a.removeAttribute("aria-current");
        rail.get(entry.target.id)?.setAttribute("aria-current", "true");
      }
    }
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const id of rail.keys()) {
    const section = document.getElementById(id);
    if (section) seen.observe(section);
  }
}
startMaps();
