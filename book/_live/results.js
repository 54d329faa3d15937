// What a cell shows: its stored output, and the reader's own in its place.

import { element } from "./elements.js";
import { words } from "./words.js";

const COLOURS = /\x1b\[[0-9;]*m/g;
const OVERWRITTEN = /^.*\r(?!\n)/gm;

function drawing(svg) {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const alt = root.getAttribute("aria-label") ?? words.drawing;
  return picture(`data:image/svg+xml,${encodeURIComponent(svg)}`, alt);
}

const picture = (src, alt = words.drawing) => element("figure", {}, element("img", { src, alt }));

function html(text) {
  const box = element("div", { className: "output text_html", innerHTML: text });
  if (box.querySelector("gd-lab") && !customElements.get("gd-lab")) import("../lab.js");
  return box;
}

const printed = (text, kind) =>
  element("div", { className: `output ${kind}` }, element("div", { className: "highlight" }, element("pre", { textContent: text })));

// What scrolls can be reached with the keyboard.
function reach(pre) {
  if (pre.scrollWidth > pre.clientWidth || pre.scrollHeight > pre.clientHeight) pre.tabIndex = 0;
}

// The first of these that a value offers is shown.
const SHOWN = {
  "text/html": html,
  "image/svg+xml": drawing,
  "image/png": (data) => picture(`data:image/png;base64,${data}`),
  "image/jpeg": (data) => picture(`data:image/jpeg;base64,${data}`),
  "text/plain": (text) => printed(text, "text_plain"),
};

export class Results {
  // `stored` may be null; the reader's own output comes after `place`; `changed` is called when another one shows.
  constructor(stored, place, changed) {
    this.stored = stored;
    this.own = element("div", { className: "cell_output docutils container run-output", hidden: true });
    (stored ?? place).after(this.own);
    this.changed = changed;
    this.there = false; // an output of the reader's own
  }

  get differs() {
    return this.there && Boolean(this.stored || this.own.childElementCount);
  }

  get showsOwn() {
    return !this.own.hidden;
  }

  begin() {
    this.kept = true; // what is shown stays until there is something new
  }

  take({ kind, name, text, data, short, whole }) {
    this.replace();
    if (kind === "stream") this.print(name, text);
    else if (kind === "show") {
      const type = Object.keys(SHOWN).find((type) => data[type] !== undefined);
      this.own.append(SHOWN[type](data[type]));
    } else if (kind === "error") this.own.append(this.error(short, whole));
    else if (kind === "cut") this.own.append(element("p", { className: "run-cut", textContent: words.cut }));
    this.own.querySelectorAll(".highlight > pre").forEach(reach);
    this.changed();
  }

  print(name, text) {
    const kind = name === "stderr" ? "stderr" : "stream";
    const last = this.own.lastElementChild;
    const box = last?.classList.contains(kind) ? last : this.own.appendChild(printed("", kind));
    const pre = box.querySelector("pre");
    pre.append(text.replace(COLOURS, ""));
    if (text.includes("\r")) pre.textContent = pre.textContent.replace(OVERWRITTEN, "");
  }

  error(short, whole) {
    const box = printed(short.trimEnd(), "run-error");
    if (whole !== short)
      box.append(
        element("details", {}, element("summary", { textContent: words.trace }), element("pre", { textContent: whole.trimEnd(), tabIndex: 0 })),
      );
    return box;
  }

  // The first news, or the end without any, takes the place of what was shown.
  replace() {
    if (!this.kept) return;
    this.kept = false;
    this.there = true;
    this.own.replaceChildren();
    this.showOwn(true);
  }

  showOwn(yes) {
    this.own.hidden = !yes;
    if (this.stored) this.stored.hidden = yes;
    this.changed();
  }
}
