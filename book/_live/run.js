// Every code cell of the page can be changed and run, by Python in a worker that starts with the first run.
// The attributes of this script's tag say where Python and gdlib lie.

import { Cell } from "./cell.js";
import { element } from "./elements.js";
import { words } from "./words.js";

const { pyodide, wheel } = document.querySelector("script[data-pyodide]").dataset;
const address = new URL(pyodide, import.meta.url);
const place = address.host === location.host ? words.here : address.host;
const told = {
  address: address.href,
  wheel: new URL(wheel, import.meta.url).href,
  language: document.documentElement.lang,
};

// ---- Python: one worker, and the cells that wait for it, the first of which runs

let worker = null;
let ready = false;
let ran = new Set(); // since the worker started
const queue = [];

function run(wanted) {
  const added = wanted.filter((cell) => cell.idle);
  added.forEach((cell) => cell.wait());
  const waits = queue.length > 0;
  queue.push(...added);
  if (!waits) next();
}

function next() {
  const [cell] = queue;
  if (!cell) return;
  if (ready) worker.postMessage({ code: cell.code, name: cell.name });
  else start();
}

function start() {
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => hear[data.kind](data);
  worker.onerror = ({ message }) => hear[ready ? "broken" : "unavailable"]({ reason: message });
  worker.postMessage(told);
}

const show = (message) => queue[0]?.results.take(message);
const hear = {
  loading: (message) => queue[0].load(message),
  ready() {
    ready = true;
    next();
  },
  working: () => queue[0].work(),
  stream: show,
  show,
  cut: show,
  error(message) {
    show(message);
    explain(queue[0], message);
  },
  exercise({ id, ok }) {
    const ours = queue[0].box.closest(".solutions"); // the book solves it there, not the reader
    if (!ours) dispatchEvent(new CustomEvent("gdlib-exercise", { detail: { id, ok } }));
  },
  done({ ok }) {
    const cell = queue.shift();
    ran.add(cell);
    cell.finish(ok);
    if (!ok) queue.splice(0).forEach((other) => other.settle(words.notReached(cell.name)));
    next();
  },
  unavailable({ reason }) {
    console.warn(reason);
    giveUp(words.unavailable(place), otherWays());
  },
  broken({ reason }) {
    console.warn(reason);
    giveUp(words.broken);
  },
};

// The worker goes, and with it all that the cells have made.
function giveUp(text, links) {
  worker.onmessage = null;
  worker.terminate();
  worker = null;
  ready = false;
  ran = new Set();
  const [cell, ...others] = queue.splice(0);
  others.forEach((other) => other.settle(""));
  cell.settle("");
  cell.tell(text, links);
}

// ---- Help where a cell cannot do without what the page has not

function explain(cell, { type, lacking }) {
  if (lacking) cell.tell(words.lacking(lacking, place), otherWays());
  else if (type === "NameError" && cells.slice(0, cell.number - 1).some((other) => !ran.has(other))) cell.tell(words.unknownName);
}

function otherWays() {
  const launches = [...document.querySelectorAll(".dropdown-launch-buttons a[href]")].map(({ href, textContent }) =>
    element("a", { href, textContent: words.openIn(textContent.trim()) }),
  );
  const { href } = document.querySelector("a.btn-download-source-button") ?? {};
  return href ? [...launches, element("a", { href, download: "", textContent: words.download })] : launches;
}

// ---- The page

const boxes = [...document.querySelectorAll("article .cell:has(.cell_input pre)")];
const on = {
  run: (cell) => run([cell]),
  runAbove: (cell) => run(cells.slice(0, cell.number)),
  stop: () => giveUp(words.stopped),
};
const cells = boxes.map((box, index) => new Cell(box, index + 1, "run-consent", on));
cells[0]?.box.append(element("p", { id: "run-consent", className: "run-consent", textContent: words.consent(place) }));
