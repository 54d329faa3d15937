// The code of one cell: as stored, until it is opened; then a text field over its coloured copy.

import { element } from "./elements.js";
import { paint } from "./paint.js";

const STEP = "    ";

export class Editor {
  // `on` has { run, leave, changed }.
  constructor(pre, label, description, on) {
    this.pre = pre;
    this.stored = pre.innerHTML;
    this.original = pre.textContent.replace(/\n$/, "");
    Object.assign(this, { label, description, on, field: null });
  }

  get code() {
    return this.field?.value ?? this.original;
  }

  get isOriginal() {
    return this.code === this.original;
  }

  open() {
    if (!this.field) {
      this.field = element("textarea", {
        value: this.original,
        ariaLabel: this.label,
        spellcheck: false,
        autocapitalize: "off",
        autocomplete: "off",
        wrap: "off",
        oninput: () => this.show(),
        onkeydown: (event) => this.press(event),
      });
      this.field.setAttribute("autocorrect", "off");
      this.field.setAttribute("aria-describedby", this.description);
      const sheet = element("div", { className: "run-sheet" });
      this.pre.replaceWith(element("div", { className: "run-editor" }, sheet));
      sheet.append(this.pre, this.field);
      this.pre.ariaHidden = "true";
      this.pre.removeAttribute("tabindex");
    }
    this.field.focus();
  }

  show() {
    this.pre.innerHTML = this.isOriginal ? this.stored : `${paint(this.code)}\n`;
    this.on.changed();
  }

  restore() {
    this.field.value = this.original;
    this.show();
  }

  press(event) {
    const { key, isComposing, shiftKey, ctrlKey, metaKey } = event;
    if (isComposing) return; // a syllable of Hangul is being put together
    if (key === "Escape") this.on.leave();
    else if (key === "Enter" && (shiftKey || ctrlKey || metaKey)) this.on.run();
    else if (key === "Enter") this.breakLine();
    else return;
    event.preventDefault();
  }

  // A new line begins below the last one, and further in after a colon.
  breakLine() {
    const line = this.field.value.slice(0, this.field.selectionStart).split("\n").at(-1);
    const indent = line.match(/^ */)[0] + (/:\s*(#.*)?$/.test(line) ? STEP : "");
    document.execCommand("insertText", false, `\n${indent}`); // the one way that undo knows of
  }
}
