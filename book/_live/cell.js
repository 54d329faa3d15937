// One cell of the page: its code, its controls, its results.

import { Editor } from "./editor.js";
import { element } from "./elements.js";
import { Results } from "./results.js";
import { words } from "./words.js";

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

export class Cell {
  // `on` has { run, runAbove, stop }, called with the cell.
  constructor(box, number, consent, on) {
    Object.assign(this, { box, number, name: words.cell(number) });
    const input = box.querySelector(".cell_input");
    const run = () => this.idle && on.run(this);
    this.fold = input.closest("details.hide");
    this.editor = new Editor(input.querySelector("pre"), words.code(number), `run-keys-${number}`, {
      run,
      leave: () => this.runButton.focus(),
      changed: () => (this.originalButton.hidden = this.editor.isOriginal),
    });

    const button = (text, onclick, hidden = false) =>
      element("button", { type: "button", textContent: text, ariaLabel: `${text}, ${this.name}`, onclick, hidden });
    this.runButton = button(words.run, run);
    this.stopButton = button(words.stop, () => on.stop(this), true);
    this.aboveButton = button(words.runAbove, () => this.idle && on.runAbove(this), number === 1);
    const editButton = button(words.edit, () => this.edit());
    this.originalButton = button(words.original, () => this.editor.restore(), true);
    this.swapButton = button("", () => this.results.showOwn(!this.results.showsOwn), true);
    this.runButton.setAttribute("aria-describedby", consent);
    const buttons = [this.runButton, this.stopButton, this.aboveButton, editButton, this.originalButton, this.swapButton];

    this.status = element("span", { className: "run-status", role: "status" });
    this.bar = element("progress", { ariaLabel: words.loading(["Python"]), hidden: true });
    this.amount = element("span", { className: "run-amount" });
    this.note = element("div", { className: "run-note", role: "status" });
    const keys = element("span", { id: `run-keys-${number}`, className: "run-keys", textContent: words.keys });
    const controls = element(
      "div",
      { className: "run-bar", role: "group", ariaLabel: this.name },
      element("span", { className: "run-number", textContent: this.name, ariaHidden: "true" }),
      ...buttons,
      keys,
      this.status,
      this.bar,
      this.amount,
    );
    (this.fold ?? input).after(controls, this.note);
    this.results = new Results(box.querySelector(".cell_output"), this.note, () => this.offerSwap());
    this.settle("");
  }

  get code() {
    return this.editor.code;
  }

  edit() {
    if (this.fold) this.fold.open = true;
    this.editor.open();
  }

  offerSwap() {
    const text = this.results.showsOwn ? words.stored : words.yours;
    Object.assign(this.swapButton, { textContent: text, ariaLabel: `${text}, ${this.name}`, hidden: !this.results.differs });
  }

  // ---- What happens to it, in this order

  wait() {
    this.busy(words.waiting);
    this.tell();
  }

  load({ what, received, total }) {
    const stage = what.length ? words.loading(what) : words.starting;
    this.busy(stage);
    this.bar.hidden = false;
    if (total) Object.assign(this.bar, { max: total, value: Math.min(received, total) });
    else this.bar.removeAttribute("value");
    this.amount.textContent = received ? words.amount(megabytes(received), total && megabytes(total)) : "";
  }

  work() {
    this.busy(words.running);
    this.hideAmount();
    this.results.begin();
    this.since = performance.now();
  }

  finish(ok) {
    this.results.replace();
    const seconds = ((performance.now() - this.since) / 1000).toFixed(1);
    this.settle(ok ? words.done(seconds) : words.failed);
    const answer = this.box.closest("details");
    if (!ok && answer) answer.open = true;
  }

  // ---- How it looks

  busy(text) {
    this.idle = false;
    this.runButton.ariaDisabled = this.aboveButton.ariaDisabled = "true";
    this.stopButton.hidden = false;
    this.say(text);
  }

  settle(text) {
    this.idle = true;
    this.runButton.ariaDisabled = this.aboveButton.ariaDisabled = null;
    if (document.activeElement === this.stopButton) this.runButton.focus();
    this.stopButton.hidden = true;
    this.hideAmount();
    this.say(text);
  }

  hideAmount() {
    this.bar.hidden = true;
    this.amount.textContent = "";
  }

  // Said again only where it is new, since a screen reader reads every change aloud.
  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  // A paragraph below the controls, with links to other ways; without a text, none.
  tell(text, links = []) {
    const list = element("ul", {}, ...links.map((link) => element("li", {}, link)));
    this.note.replaceChildren(...(text ? [element("p", { textContent: text }), ...(links.length ? [list] : [])] : []));
  }
}
