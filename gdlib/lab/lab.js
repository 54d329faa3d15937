// The lab: an interactive figure that computes its own paths. One file, no dependencies:
//   1. rules and landscapes: gdlib's numbers, operation by operation;
//   2. state: one table of values, read from and written to the page's address;
//   3. drawing: canvases, controls, words.
// `mount(el, spec)` brings an element to life and returns its clean-up; `<gd-lab>` does so on a
// page, the default export for anywidget. The spec, with words and styles, comes from gdlib.Lab.

// ---------------------------------------------------------------- 1. rules and landscapes

const zeros = (n) => new Float64Array(n);
const moments = (n) => ({ m: zeros(n), v: zeros(n), power1: 1, power2: 1 });

function adam(x, g, s, h) {
  s.power1 *= h.beta1;
  s.power2 *= h.beta2;
  for (let i = 0; i < x.length; i++) {
    s.m[i] = h.beta1 * s.m[i] + (1 - h.beta1) * g[i];
    s.v[i] = h.beta2 * s.v[i] + (1 - h.beta2) * g[i] * g[i];
    x[i] -= (h.lr * (s.m[i] / (1 - s.power1))) / (Math.sqrt(s.v[i] / (1 - s.power2)) + h.eps);
  }
}

// `init(n)` makes the state of a rule; `step` changes the point x and the state s in place.
export const RULES = {
  SGD: {
    init: () => null,
    step(x, g, s, h) {
      for (let i = 0; i < x.length; i++) x[i] -= h.lr * g[i];
    },
  },
  Momentum: {
    init: zeros,
    step(x, g, v, h) {
      for (let i = 0; i < x.length; i++) {
        v[i] = h.momentum * v[i] + g[i];
        x[i] -= h.lr * v[i];
      }
    },
  },
  RMSprop: {
    init: zeros,
    step(x, g, s, h) {
      for (let i = 0; i < x.length; i++) {
        s[i] = h.decay * s[i] + (1 - h.decay) * g[i] * g[i];
        const root = h.eps_inside_root ? Math.sqrt(s[i] + h.eps) : Math.sqrt(s[i]) + h.eps;
        x[i] -= (h.lr * g[i]) / root;
      }
    },
  },
  Adam: { init: moments, step: adam },
  AdamW: {
    init: moments,
    step(x, g, s, h) {
      for (let i = 0; i < x.length; i++) x[i] -= h.lr * h.weight_decay * x[i];
      adam(x, g, s, h);
    },
  },
};

const TURN = 2 * Math.PI;
const square = (v) => v * v;
const egg = (c) => 10 + c * c - 10 * Math.cos(TURN * c);
const BEALE = [1.5, 2.25, 2.625];

// `f(x, y, p)` is the loss, `grad(g, x, y, p)` fills g; `p` is what `parameters(state)` gives.
export const LANDSCAPES = {
  parabola: {
    f: square,
    grad(g, x) { g[0] = 2 * x; },
  },
  double_well: {
    f: (x) => x ** 4 / 4 - x ** 3 / 6 - (3 * x * x) / 4,
    grad(g, x) { g[0] = x * (x + 1) * (x - 1.5); },
  },
  bowl: {
    f: (x, y) => x * x + y * y,
    grad(g, x, y) { g[0] = 2 * x; g[1] = 2 * y; },
  },
  ravine: {
    parameters({ kappa, angle }) {
      const steep = 4, flat = 4 / kappa, c = Math.cos(angle), s = Math.sin(angle);
      return {
        a: flat * c * c + steep * s * s,
        b: (flat - steep) * c * s,
        d: flat * s * s + steep * c * c,
        curvatures: [flat, steep],
      };
    },
    f: (x, y, { a, b, d }) => (a * (x * x) + 2 * b * x * y + d * (y * y)) / 2,
    grad(g, x, y, { a, b, d }) { g[0] = a * x + b * y; g[1] = b * x + d * y; },
  },
  saddle: {
    f: (x, y) => (x * x) / 2 - (y * y) / 2 + y ** 4 / 4,
    grad(g, x, y) { g[0] = x; g[1] = y ** 3 - y; },
  },
  rosenbrock: {
    f: (x, y) => square(1 - x) + 100 * square(y - x * x),
    grad(g, x, y) {
      g[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      g[1] = 200 * (y - x * x);
    },
  },
  beale: {
    f(x, y) {
      let sum = 0;
      for (let k = 1; k <= 3; k++) sum += square(BEALE[k - 1] - x * (1 - y ** k));
      return sum;
    },
    grad(g, x, y) {
      g[0] = g[1] = 0;
      for (let k = 1; k <= 3; k++) {
        const r = BEALE[k - 1] - x * (1 - y ** k);
        g[0] -= 2 * r * (1 - y ** k);
        g[1] += 2 * r * k * x * y ** (k - 1);
      }
    },
  },
  himmelblau: {
    f: (x, y) => square(x * x + y - 11) + square(x + y * y - 7),
    grad(g, x, y) {
      const a = x * x + y - 11, b = x + y * y - 7;
      g[0] = 4 * x * a + 2 * b;
      g[1] = 2 * a + 4 * y * b;
    },
  },
  rastrigin: {
    f: (x, y) => egg(x) + egg(y),
    grad(g, x, y) {
      g[0] = 2 * x + 10 * TURN * Math.sin(TURN * x);
      g[1] = 2 * y + 10 * TURN * Math.sin(TURN * y);
    },
  },
};

// gdlib.Mulberry32's standard_normal: sums of twelve uniform 32-bit numbers less six.
export function mulberry32(seed) {
  let a = seed;
  const uniform = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum - 6;
  };
}

// A path: `x` holds steps + 1 points of n coordinates one after the other, `f` their losses,
// `lost` is the first step that is no finite number.
export function descend({ f, grad }, p, rule, h, x0, steps, noise = 0, seed = 0) {
  const n = x0.length, { init, step } = RULES[rule], normal = mulberry32(seed);
  const path = { n, x: zeros((steps + 1) * n), f: zeros(steps + 1), lost: null };
  const x = Float64Array.from(x0), g = zeros(n), s = init(n);
  for (let t = 0; ; t++) {
    path.x.set(x, t * n);
    path.f[t] = f(x[0], x[1], p);
    if (path.lost === null && !(Number.isFinite(path.f[t]) && x.every(Number.isFinite))) path.lost = t;
    if (t === steps) return path;
    grad(g, x[0], x[1], p);
    if (noise) for (let i = 0; i < n; i++) g[i] += noise * normal();
    step(x, g, s, h);
  }
}

const isKnown = (rule) => rule === "SGD" || rule === "Momentum"; // where theory knows the answers

// The factor by which a step shrinks the distance to the minimum of a quadratic, at last.
export function rate({ lr, momentum = 0 }, curvatures) {
  return Math.max(...curvatures.map((l) => {
    const sum = 1 + momentum - lr * l, root = sum * sum - 4 * momentum;
    return root < 0 ? Math.sqrt(momentum) : (Math.abs(sum) + Math.sqrt(root)) / 2;
  }));
}

// The learning rate at which that factor is 1.
const threshold = ({ momentum = 0 }, curvatures) => (2 + 2 * momentum) / Math.max(...curvatures);

// The mean loss above the minimum at which noise of a standard deviation holds a descent.
const noiseFloor = ({ lr, momentum = 0 }, curvatures, noise) =>
  curvatures.reduce((sum, l) => sum + (lr * noise * noise * (1 + momentum)) / (1 - momentum) / (2 + 2 * momentum - lr * l) / 2, 0);

// ---------------------------------------------------------------- 2. state

const VERSION = "1";
const clamp = (v, min, max) => Math.min(max, Math.max(min, v));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const settings = (state, rule) => {
  const own = Object.keys(state).filter((key) => key.startsWith(rule + "."));
  return Object.fromEntries(own.map((key) => [key.slice(rule.length + 1), state[key]]));
};

// What a number of the state may be, or undefined for what is no number of this lab.
// A step of 0 means a slider that moves by ratios.
function fieldOf({ state, ranges, whole }, key) {
  const name = key.split(".").pop(), ends = Object.hasOwn(state, key) && (ranges[key] ?? ranges[name]);
  return ends ? { name, min: ends[0], max: ends[1], step: ends[2], whole: whole.includes(name) } : undefined;
}

// `changes` laid over `state`: the nearest valid state, and what was not understood.
export function changed(spec, state, changes) {
  const next = { ...state }, refused = [], grounds = spec.landscapes;
  for (const [key, raw] of Object.entries(changes)) {
    const field = fieldOf(spec, key), number = typeof raw === "string" && !raw.trim() ? NaN : Number(raw);
    if (key === "x") continue;
    else if (key === "landscape" && Object.hasOwn(grounds, raw)) next.landscape = raw;
    else if (key === "on") {
      const names = String(raw).split(/[ ,]+/).filter(Boolean), known = Object.keys(spec.rules);
      refused.push(...names.filter((name) => !known.includes(name)));
      next.on = known.filter((name) => names.includes(name));
    } else if (field && Number.isFinite(number)) next[key] = clamp(field.whole ? Math.round(number) : number, field.min, field.max);
    else refused.push(key === "landscape" ? raw : key);
  }
  const { start, domain } = grounds[next.landscape];
  if (next.landscape !== state.landscape) next.x = start;
  if ("x" in changes) {
    const x = String(changes.x).split(/[ ,]+/).map((v) => (v ? Number(v) : NaN));
    if (x.length === start.length && x.every(Number.isFinite)) next.x = x.map((v, i) => clamp(v, ...domain[i]));
    else refused.push("x");
  }
  return [next, refused];
}

function toAddress({ name, state: start }, state) {
  const parts = new URLSearchParams({ lab: name, v: VERSION });
  for (const key in state) if (!same(state[key], start[key])) parts.set(key, [].concat(state[key]).join(" "));
  return "#" + parts;
}

// ---------------------------------------------------------------- 3. drawing

const LIGHT = { ink: "#1f2328", quiet: "#57606a", line: "#d6dae0", grid: "#e4e7eb", ground: "#ffffff", accent: "#1d4f91", low: "#fdfdfe", high: "#a3b7cf" };
const DARK = { ink: "#e6edf3", quiet: "#a8b3bf", line: "#444c56", grid: "#2b323a", ground: "#1b1f24", accent: "#8ab8f5", low: "#161a20", high: "#4d678a" };

const STYLE = `
:host { display: block; margin: 1rem 0; }
.lab { color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem;
  font-size: .9rem; line-height: 1.4; text-align: start; container-type: inline-size; }
.lab * { box-sizing: border-box; }
.stage, .controls { display: grid; gap: .5rem 1.5rem; align-items: start; }
.map { position: relative; min-width: 0; }
canvas { display: block; width: 100%; min-width: 0; }
.map canvas { touch-action: pan-y; cursor: crosshair; }
.handle { position: absolute; width: 2.75rem; height: 2.75rem; margin: -1.375rem; padding: 0; border: 0; border-radius: 50%; background: none; cursor: grab; touch-action: none; }
.handle:active { cursor: grabbing; }
.handle::after { content: ""; position: absolute; inset: .85rem; border-radius: 50%; border: 3px solid var(--ink); background: var(--ground); box-shadow: 0 0 0 2px var(--ground); }
.bar { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .5rem; align-items: center; }
.bar input { flex: 1 1 8rem; min-width: 6rem; }
ul { list-style: none; margin: .5rem 0; padding: 0; font-variant-numeric: tabular-nums; }
li { display: flex; gap: 0 .75rem; align-items: center; min-height: 1.75rem; }
li > :first-child { display: flex; gap: .4rem; align-items: center; flex: none; min-width: 7.5rem; font-weight: 600; }
li.off { opacity: .6; }
li.lost span { font-weight: 600; }
.swatch { width: 2rem; flex: none; }
input { margin: 0; accent-color: var(--accent); }
input[type=checkbox] { width: 1.1rem; height: 1.1rem; }
input[type=range] { height: 1.75rem; min-width: 4rem; }
.row { display: grid; grid-template-columns: minmax(6.5rem, 2fr) 3fr 4rem; gap: 0 .6rem; align-items: center; min-height: 2rem; }
.row output { text-align: right; font-variant-numeric: tabular-nums; }
.row select { grid-column: 2 / 4; }
.track { position: relative; display: grid; min-width: 0; }
.track i { position: absolute; top: 0; height: 1.75rem; border-left: 2px dashed; pointer-events: none; }
.row small { grid-column: 2 / 4; line-height: 1; margin-top: -.2rem; font-size: .8rem; }
small span { margin-right: .8rem; white-space: nowrap; }
button.key, select { min-height: 2rem; min-width: 2.25rem; padding: .1rem .6rem; font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: .35rem; cursor: pointer; }
button.key:hover { border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
p { margin: .5rem 0 0; font-size: .85rem; color: var(--quiet); }
p[role=alert] { color: var(--ink); font-weight: 600; } p:empty { margin: 0; }
p[role=status] { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
textarea { width: 100%; font: .8rem/1.4 ui-monospace, monospace; color: var(--ink); background: var(--ground); }
[hidden] { display: none !important; }
@container (min-width: 38rem) { .stage { grid-template-columns: 3fr 2fr; } .controls { grid-template-columns: 1fr 1fr; } }
`;

const element = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  node.append(...children);
  return node;
};
const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const mixed = (a, b, t) => rgb(a).map((v, i) => Math.round(v + (rgb(b)[i] - v) * t));
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function isDark() {
  const { theme } = document.documentElement.dataset, { jpThemeLight } = document.body.dataset;
  return theme ? theme === "dark" : jpThemeLight ? jpThemeLight === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// A number as people write it: four significant digits, a true minus sign.
const spoken = (value) => {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  const text = size && (size < 1e-3 || size >= 1e5) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  return text.replace("e+", "e").replace(/-/g, "−");
};
const point = (x) => (x.length > 1 ? `(${Array.from(x, spoken).join(", ")})` : `x = ${spoken(x[0])}`);
const power = (v) => "10" + String(v).replace(/./g, (d) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(d)]);

// Round numbers between two ends, `many` at most.
function ticks([low, high], many, whole) {
  const rough = (high - low) / many, unit = 10 ** Math.floor(Math.log10(rough));
  const gap = Math.max([1, 2, 5, 10].map((m) => m * unit).find((v) => v >= rough * 0.999), whole ? 1 : 0), found = [];
  for (let k = Math.ceil(low / gap - 1e-9); k * gap <= high + gap / 1e6; k++) found.push(Number((k * gap).toPrecision(12)));
  return found;
}

export function mount(el, spec, { address = false, onChange } = {}) {
  const secant = spec.kind === "secant", rules = Object.keys(spec.rules), stop = new AbortController(), timers = {}, refreshers = [];
  let state = spec.state, paths = {}, playing = 0, pending = 0, ground = {}, view = null, palette = LIGHT;

  const on = (target, type, act) => target.addEventListener(type, act, { signal: stop.signal });
  const say = (key, values) => spec.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const later = (name, wait, act) => { clearTimeout(timers[name]); timers[name] = setTimeout(act, wait); };
  const landscape = () => LANDSCAPES[state.landscape];
  const about = () => ({ ...spec.landscapes[state.landscape], ...landscape().parameters?.(state) });
  const noise = () => state.noise / Math.sqrt(state.batch);
  const now = () => Math.min(state.t, state.steps);

  // ---- the parts, and what they do

  const map = element("canvas", { "aria-hidden": true }), graph = element("canvas", { "aria-hidden": true });
  const handle = element("button", { class: "handle", type: "button", role: "slider", "aria-label": say("start") });
  const time = element("input", { type: "range", min: 0, "aria-label": say("step") }), moment = element("output");
  const list = element("ul"), controls = element("div", { class: "controls" });
  const note = element("p", { role: "alert" }), status = element("p", { role: "status" });
  const text = element("textarea", { readonly: "", hidden: "", "aria-label": say("copy_code") });
  const key = (name, act, sign) => {
    const button = element("button", { class: "key", type: "button", ...(sign && { "aria-label": say(name), title: say(name) }) }, sign ?? say(name));
    on(button, "click", act);
    return button;
  };
  const play = key("play", () => (playing ? pause() : run()), "▶");
  const bar = element("div", { class: "bar" }, play, key("back", () => step(-1), "‹"), key("forward", () => step(1), "›"), time, moment);
  const keys = element("div", { class: "bar" }, key("reset", () => set(spec.state)), key("copy_code", () => copy(code(), "code_copied")));
  if (address) keys.append(key("copy_link", () => copy(location.href.split("#")[0] + toAddress(spec, state), "link_copied")));
  if (spec.controls.includes("noise")) keys.prepend(key("reroll", () => set({ seed: (Math.imul(state.seed, 1664525) + 1013904223) >>> 0 })));
  const frame = element("div", { class: "lab", role: "group", "aria-label": spec.title },
    element("div", { class: "stage" }, element("div", { class: "map" }, map, handle), graph),
    ...(secant ? [] : [bar]), list, controls, keys, element("p", {}, say("hint")), note, text, status);

  // One row for each rule: a switch, its look, where it is.
  for (const rule of secant ? ["true_slope", ...rules] : rules) {
    const own = spec.rules[rule], canvas = element("canvas", { class: "swatch", "aria-hidden": true }), told = element("span");
    const box = element("input", { type: "checkbox" }), name = element(own && rules.length > 1 ? "label" : "span", {}, canvas, own?.label ?? say(rule));
    if (name.tagName === "LABEL") name.prepend(box);
    const row = element("li", {}, name, told);
    on(box, "change", () => set({ on: rules.filter((r) => (r === rule ? box.checked : state.on.includes(r))) }));
    refreshers.push(() => {
      box.checked = !own || state.on.includes(rule);
      const [words, lost] = box.checked ? where(rule) : ["", false];
      told.textContent = words;
      row.className = box.checked ? (lost ? "lost" : "") : "off";
      const [c, w, h] = sheet(canvas, 14);
      look(c, rule, 2.5);
      c.beginPath(); c.moveTo(0, h / 2); c.lineTo(w, h / 2); c.stroke();
      marker(c, rule, w / 2, h / 2, 4);
    });
    list.append(row);
  }

  // One row for each control: a name, a slider with its thresholds, the value.
  function addSlider(control) {
    const targets = Object.keys(spec.state).filter((k) => k === control || k.endsWith("." + control));
    const field = fieldOf(spec, targets[0]), { min, max, name } = field, log = !field.step, ratio = Math.log(max / min);
    const label = (control.includes(".") && rules.length > 1 ? control.split(".")[0] + ": " : "") + say(name);
    const input = element("input", { type: "range", "aria-label": label, ...(log ? { min: 0, max: 240 } : { min, max, step: field.step }) });
    const place = (v) => (log ? (240 * Math.log(v / min)) / ratio : v), value = element("output");
    const marks = name === "lr" ? targets.map((k) => k.split(".")[0]).filter(isKnown).map((rule) => [rule, element("i"), element("span")]) : [];
    on(input, "input", () => {
      let v = Number(input.value);
      if (log) v = Number(clamp(min * Math.exp((v / 240) * ratio), min, max).toPrecision(3));
      set(Object.fromEntries(targets.map((k) => [k, v])));
    });
    refreshers.push(() => {
      const v = state[targets[0]];
      input.value = place(v);
      value.textContent = spoken(v);
      input.setAttribute("aria-valuetext", spoken(v));
      for (const [rule, line, words] of marks) {
        const limit = threshold(settings(state, rule), about().curvatures), share = (place(limit) - place(min)) / (place(max) - place(min));
        line.hidden = words.hidden = !(share > 0 && share < 1 && state.on.includes(rule));
        line.style = words.style = `color: ${color(rule)}; left: calc(.5rem + ${share} * (100% - 1rem))`;
        words.textContent = `┊ ${state[rule + ".momentum"] ? "(2+2ρ)/L" : "2/L"} = ${spoken(limit)}`;
      }
    });
    controls.append(element("div", { class: "row" }, element("span", {}, label), element("span", { class: "track" }, input, ...marks.map((m) => m[1])), value,
      element("small", {}, ...marks.map((m) => m[2]))));
  }

  if (Object.keys(spec.landscapes).length > 1) {
    const select = element("select", { "aria-label": say("landscape") });
    for (const name in spec.landscapes) select.append(element("option", { value: name }, spec.landscapes[name].label));
    on(select, "change", () => set({ landscape: select.value }));
    refreshers.push(() => { select.value = state.landscape; });
    controls.append(element("div", { class: "row" }, element("span", {}, say("landscape")), select));
  }
  spec.controls.forEach(addSlider);

  // ---- changes

  function set(changes, quiet = false) {
    const [next, refused] = changed(spec, state, changes), moved = Object.keys(changes).some((k) => k !== "t");
    state = next;
    note.textContent = refused.length ? say("not_understood", { what: refused.join(", ") }) : "";
    text.hidden = true;
    if (moved) { pause(); compute(); }
    pending ||= requestAnimationFrame(() => { pending = 0; draw(); });
    if (quiet) return;
    later("told", 250, () => {
      if (address) history.replaceState(history.state, "", same(state, spec.state) ? location.pathname + location.search : toAddress(spec, state));
      onChange?.(state);
    });
    later("spoken", 700, () => { status.textContent = summary(); });
  }

  function compute() {
    paths = {};
    if (!secant) for (const rule of state.on) paths[rule] = descend(landscape(), about(), rule, settings(state, rule), state.x, state.steps, noise(), state.seed);
  }

  function step(by) {
    pause();
    set({ t: now() + by });
  }

  function run() {
    if (calm()) return set({ t: state.steps });
    const begin = now() < state.steps ? now() : 0, length = clamp(state.steps * 60, 1500, 6000);
    let began = null;
    const tick = (moment) => {
      began ??= moment - (begin / state.steps) * length;
      const t = Math.min(state.steps, Math.floor(((moment - began) / length) * state.steps));
      set({ t });
      if (t < state.steps) playing = requestAnimationFrame(tick);
      else pause();
    };
    playing = requestAnimationFrame(tick);
    name(play, "pause", "❚❚");
  }

  function pause() {
    cancelAnimationFrame(playing);
    playing = 0;
    name(play, "play", "▶");
  }

  function name(button, words, sign) {
    button.textContent = sign;
    button.title = button.ariaLabel = say(words);
  }

  async function copy(words, done) {
    try {
      await navigator.clipboard.writeText(words);
      note.textContent = say(done);
    } catch {
      text.hidden = false;
      text.value = words;
      text.rows = words.split("\n").length;
      text.select();
      note.textContent = say("copy_by_hand");
    }
  }

  // The situation as gdlib code that ends at the same numbers.
  function code() {
    const { landscape: ground, kappa, angle, x, h, batch } = state, x0 = `[${x.join(", ")}]`, lines = ["import gdlib as gd", ""];
    lines.push(`problem = gd.landscapes.${ground === "ravine" ? `ravine(${kappa}, angle=${angle})` : ground}`);
    if (secant) return [...lines, `for scheme in ["${state.on.join('", "')}"]:`, `    print(scheme, gd.numerical_gradient(problem.f, ${x0}, h=${h}, scheme=scheme))`,
      `gd.plotting.curve(problem, tangents=${x0}, secants=[(${x[0]}, ${h})])`, ""].join("\n");
    if (state.noise) {
      lines.unshift("import math", "");
      lines.push(`problem = gd.landscapes.Noisy(problem, ${state.noise} / math.sqrt(${batch}))`);
    }
    lines.push(`x0, steps = ${x0}, ${now()}`, "paths = {");
    for (const rule of state.on) {
      const given = Object.entries(settings(state, rule)).map(([k, v]) => `${k}=${typeof v === "boolean" ? (v ? "True" : "False") : v}`);
      lines.push(`    "${rule}": gd.descend(`, `        problem, gd.${rule}(${given.join(", ")}), x0, steps${state.noise ? `, gd.Mulberry32(${state.seed})` : ""}`, "    ),");
    }
    const draws = x.length > 1 ? "contours" : "curve";
    return [...lines, "}", "for name, path in paths.items():", "    print(name, path.x[-1], path.f[-1])", `gd.plotting.${draws}(problem, paths)`, ""].join("\n");
  }

  // ---- drawing

  const styleOf = (rule) => spec.rules[rule] ?? { color: LIGHT.quiet, dashes: [1, 1.5], marker: "" };
  const color = (rule) => {
    const own = styleOf(rule).color;
    return palette === LIGHT ? own : own === LIGHT.ink ? palette.ink : own === LIGHT.quiet ? palette.quiet : `rgb(${mixed(own, "#ffffff", 0.55)})`;
  };

  // A canvas at the screen's own resolution, cleared; width and height in CSS pixels.
  function sheet(canvas, height) {
    const width = canvas.clientWidth || 300, scale = devicePixelRatio || 1, [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; canvas.style.height = `${height}px`; }
    const c = canvas.getContext("2d");
    c.setTransform(scale, 0, 0, scale, 0, 0);
    c.clearRect(0, 0, width, height);
    c.font = font;
    c.lineJoin = "round";
    return [c, width, height];
  }
  let font = "12px sans-serif";

  const pen = (c, style, width, dashes = []) => { c.strokeStyle = c.fillStyle = style; c.lineWidth = width; c.setLineDash(dashes); };
  const look = (c, rule, width) => pen(c, color(rule), width, styleOf(rule).dashes.map((d) => d * width));
  const line = (c, ...points) => { c.beginPath(); for (const [x, y] of points) c.lineTo(x, y); c.stroke(); };

  // A frame with axes; `X` and `Y` map values to pixels. Logarithmic axes count powers of ten.
  function axes(canvas, height, xs, ys, names, { logx, logy, grid = true, ground } = {}) {
    const [c, w, h] = sheet(canvas, height), box = { left: 40, right: w - 8, top: 22, bottom: h - 34 };
    const X = (v) => box.left + ((v - xs[0]) / (xs[1] - xs[0])) * (box.right - box.left);
    const Y = (v) => box.bottom - ((v - ys[0]) / (ys[1] - ys[0])) * (box.bottom - box.top);
    if (ground) c.drawImage(ground(box), box.left, box.top, box.right - box.left, box.bottom - box.top);
    pen(c, palette.grid, 1);
    c.textAlign = "right"; c.textBaseline = "middle";
    for (const v of ticks(ys, (box.bottom - box.top) / 32, logy)) {
      if (grid) line(c, [box.left, Y(v)], [box.right, Y(v)]);
      c.fillStyle = palette.quiet;
      c.fillText(logy ? power(v) : spoken(v), box.left - 5, Y(v));
    }
    c.textAlign = "center"; c.textBaseline = "top";
    for (const v of ticks(xs, (box.right - box.left) / 48, logx)) c.fillText(logx ? power(v) : spoken(v), X(v), box.bottom + 4);
    c.fillText(names[0], (box.left + box.right) / 2, box.bottom + 19);
    c.textAlign = "left"; c.fillText(names[1], 2, 3);
    pen(c, palette.line, 1);
    c.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    c.save();
    c.beginPath(); c.rect(box.left, box.top, box.right - box.left, box.bottom - box.top); c.clip();
    return { c, box, X, Y };
  }

  function marker(c, rule, x, y, r) {
    const [corners, turn] = { s: [4, 1 / 8], D: [4, 0], "^": [3, -1 / 4], v: [3, 1 / 4], o: [40, 0] }[styleOf(rule).marker] ?? [0];
    c.beginPath();
    for (let i = 0; i < corners; i++) c.lineTo(x + 1.2 * r * Math.cos(TURN * (i / corners + turn)), y + 1.2 * r * Math.sin(TURN * (i / corners + turn)));
    c.closePath();
    c.fill();
  }

  function star(c, x, y) {
    c.beginPath();
    for (let i = 0; i < 10; i++) {
      const a = TURN * (i / 10 - 1 / 4), r = i % 2 ? 3.2 : 7.5;
      c.lineTo(x + r * Math.cos(a), y + r * Math.sin(a));
    }
    c.closePath();
    pen(c, LIGHT.ink, 1);
    c.fillStyle = "#f2c230";
    c.fill(); c.stroke();
  }

  const bound = (v) => clamp(v, -1e5, 1e5);

  // The points x(0), y(0) … as one line, until a value is lost; on the map with a mark each.
  function trace(c, rule, last, x, y, dots) {
    let end = 0;
    c.beginPath();
    for (; end <= last && Number.isFinite(x(end) + y(end)); end++) c.lineTo(bound(x(end)), bound(y(end)));
    pen(c, palette.ground, 4.5); c.globalAlpha = 0.75; c.stroke(); c.globalAlpha = 1;
    look(c, rule, 2); c.stroke();
    c.setLineDash([]);
    if (dots) for (let i = 0; i < end; i++) marker(c, rule, x(i), y(i), 2.2);
    if (!end) return;
    const tip = [bound(x(end - 1)), bound(y(end - 1))];
    marker(c, rule, ...tip, 5);
    pen(c, palette.ground, 1.2); c.stroke();
  }

  const tall = (canvas) => (graph.clientWidth < 0.9 * map.clientWidth ? Math.max(map.height / (devicePixelRatio || 1), 220) : clamp(canvas.clientWidth * 0.6, 180, 300));

  function drawCurve() {
    const { domain: [ends], minima } = about(), { f } = landscape(), many = 240, xs = Array.from({ length: many + 1 }, (_, i) => ends[0] + ((ends[1] - ends[0]) * i) / many);
    const heights = xs.map((x) => f(x)), low = Math.min(...heights), high = Math.max(...heights), room = (high - low) * 0.08;
    const { c, box, X, Y } = axes(map, clamp(map.clientWidth * 0.62, 200, 320), ends, [low - room, high + room], ["x", say("loss")]);
    pen(c, palette.quiet, 2);
    line(c, ...xs.map((x, i) => [X(x), Y(heights[i])]));
    for (const [x] of minima) star(c, X(x), Y(f(x)));
    if (secant) drawSecants(c, X, Y, f);
    for (const rule in paths) trace(c, rule, now(), (i) => X(paths[rule].x[i]), (i) => Y(paths[rule].f[i]), state.steps <= 100);
    c.restore();
    view = ([px]) => [ends[0] + ((px - box.left) / (box.right - box.left)) * (ends[1] - ends[0])];
    put(X(state.x[0]), Y(f(state.x[0])));
  }

  function drawMap() {
    const { domain: [[a, b], [d, e]], minima, saddles } = about(), height = clamp(((map.clientWidth - 48) * (e - d)) / (b - a), 150, 400);
    const { c, box, X, Y } = axes(map, height + 56, [a, b], [d, e], ["x₁", "x₂"], { grid: false, ground: bands });
    pen(c, palette.ink, 1.75);
    for (const [x, y] of saddles) {
      line(c, [X(x) - 4, Y(y) - 4], [X(x) + 4, Y(y) + 4]);
      line(c, [X(x) - 4, Y(y) + 4], [X(x) + 4, Y(y) - 4]);
    }
    for (const [x, y] of minima) star(c, X(x), Y(y));
    for (const rule in paths) trace(c, rule, now(), (i) => X(paths[rule].x[2 * i]), (i) => Y(paths[rule].x[2 * i + 1]), state.steps <= 100);
    c.restore();
    view = ([px, py]) => [a + ((px - box.left) / (box.right - box.left)) * (b - a), d + ((box.bottom - py) / (box.bottom - box.top)) * (e - d)];
    put(X(state.x[0]), Y(state.x[1]));
  }

  // The landscape in bands, each as many times higher than the one below, with a line between.
  function bands({ left, right, top, bottom }) {
    const fine = Math.max(2, devicePixelRatio), w = Math.round((right - left) * fine), h = Math.round((bottom - top) * fine), p = about();
    const name = [state.landscape, p.a, p.b, w, h, palette.low].join();
    if (ground.name === name) return ground.canvas;
    const canvas = element("canvas", { width: w, height: h }), { f } = landscape(), [[a, b], [d, e]] = p.domain, values = zeros(w * h), many = 14;
    let high = p.lowest;
    for (let j = 0, k = 0; j < h; j++)
      for (let i = 0, y = e - ((j + 0.5) / h) * (e - d); i < w; i++, k++) {
        const v = (values[k] = f(a + ((i + 0.5) / w) * (b - a), y, p));
        if (v > high) high = v;
      }
    const edges = Array.from({ length: many }, (_, i) => p.lowest + ((high - p.lowest) * (1001 ** (i / many) - 1)) / 1000);
    const shade = (t) => mixed(palette.low, palette.high, t).reduceRight((all, v) => all * 256 + v, 255);
    const shades = edges.map((_, i) => shade(i / many)), lines = edges.map((_, i) => shade(i / many + 0.16));
    const c = canvas.getContext("2d"), image = c.createImageData(w, h), pixels = new Uint32Array(image.data.buffer), row = new Uint8Array(w);
    for (let j = 0, k = 0; j < h; j++)
      for (let i = 0, left = 0; i < w; i++, k++) {
        let band = row[i];
        while (band < many - 1 && values[k] >= edges[band + 1]) band++;
        while (band > 0 && values[k] < edges[band]) band--;
        pixels[k] = (j && band !== row[i]) || (i && band !== left) ? lines[band] : shades[band];
        left = row[i] = band;
      }
    c.putImageData(image, 0, 0);
    ground = { name, canvas };
    return canvas;
  }

  function drawLosses() {
    const { lowest, quadratic, curvatures } = about(), { steps, x } = state, begin = Math.max(landscape().f(x[0], x[1], about()) - lowest, 1e-12);
    const excess = (v) => (Number.isNaN(v) ? NaN : Math.log10(clamp(v - lowest, begin * 1e-16, begin * 1e6))), all = [excess(begin + lowest)];
    for (const rule in paths) for (const v of paths[rule].f) if (!Number.isNaN(v)) all.push(excess(v));
    const low = Math.floor(Math.min(...all) - 0.05), high = Math.ceil(Math.max(...all) + 0.05);
    const { c, box, X, Y } = axes(graph, tall(graph), [0, steps], [low, Math.max(high, low + 2)], [say("step"), say("excess_loss")], { logy: true });
    for (const rule in paths) {
      trace(c, rule, steps, X, (i) => Y(excess(paths[rule].f[i])));
      if (!quadratic || !isKnown(rule)) continue;
      const h = settings(state, rule), r = rate(h, curvatures), from = Math.log10(begin);
      pen(c, color(rule), 1.25, [1.5, 3]);
      if (!noise()) line(c, [X(0), Y(from)], [X(steps), bound(Y(from + 2 * steps * Math.log10(Math.max(r, 1e-9))))]);
      else if (r < 1) line(c, [X(0), Y(Math.log10(noiseFloor(h, curvatures, noise())))], [X(steps), Y(Math.log10(noiseFloor(h, curvatures, noise())))]);
      c.setLineDash([]); c.textAlign = "right"; c.textBaseline = "top"; c.fillStyle = palette.quiet;
      c.fillText("┈ " + say("predicted"), box.right - 5, box.top + 4);
    }
    pen(c, palette.ink, 1, [3, 3]);
    line(c, [X(now()), box.top], [X(now()), box.bottom]);
    c.setLineDash([]);
    for (const rule in paths) if (Number.isFinite(excess(paths[rule].f[now()]))) { look(c, rule, 1); marker(c, rule, X(now()), Y(excess(paths[rule].f[now()])), 4.5); }
    c.restore();
  }

  // ---- the numerical gradient: two chords of width h, and the tangent

  function slopes(h = state.h) {
    const { f, grad } = landscape(), g = [0], [x] = state.x;
    grad(g, x);
    return { true_slope: g[0], forward: (f(x + h) - f(x)) / h, central: (f(x + h) - f(x - h)) / (2 * h) };
  }

  function drawSecants(c, X, Y, f) {
    const [x] = state.x, { h } = state, s = slopes();
    for (const rule of ["true_slope", ...state.on]) {
      const at = rule === "true_slope" ? x : x + h, far = 9;
      look(c, rule, 2);
      line(c, [X(at - far), Y(f(at) - far * s[rule])], [X(at + far), Y(f(at) + far * s[rule])]);
      for (const end of { true_slope: [], forward: [x, x + h], central: [x - h, x + h] }[rule]) marker(c, rule, X(end), Y(f(end)), 4.5);
    }
  }

  function drawErrors() {
    const { min, max } = fieldOf(spec, "h"), ends = [Math.log10(min), Math.log10(max)];
    const { c, box, X, Y } = axes(graph, tall(graph), ends, [-14, 1], ["h", say("absolute_error")], { logx: true, logy: true });
    const error = (rule, h) => Y(Math.log10(Math.max(Math.abs(slopes(h)[rule] - slopes(h).true_slope), 1e-14))), at = X(Math.log10(state.h));
    for (const rule of state.on) {
      look(c, rule, 1.75);
      line(c, ...Array.from({ length: 161 }, (_, i) => ends[0] + ((ends[1] - ends[0]) * i) / 160).map((v) => [X(v), error(rule, 10 ** v)]));
    }
    pen(c, palette.ink, 1, [3, 3]);
    line(c, [at, box.top], [at, box.bottom]);
    for (const rule of state.on) { look(c, rule, 1); marker(c, rule, at, error(rule, state.h), 5); }
    c.restore();
  }

  // ---- words

  // Where a rule is, in words, and whether it is lost.
  function where(rule) {
    if (secant) {
      const s = slopes(), value = spoken(s[rule]);
      return [rule === "true_slope" ? value : say("slope", { value, error: spoken(Math.abs(s[rule] - s.true_slope)) })];
    }
    const { n, x, f, lost } = paths[rule], t = now(), at = x.subarray(t * n, t * n + n), loss = spoken(f[t]);
    if (lost !== null && lost <= t) return [say("diverged", { t: lost }), true];
    const away = f[t] > f[0] && about().domain.some(([low, high], i) => at[i] < low || at[i] > high);
    return [say(away ? "leaving" : "at", { x: point(at), loss }), away];
  }

  function summary() {
    const told = (secant ? ["true_slope", ...state.on] : state.on).map((rule) => `${spec.rules[rule]?.label ?? say(rule)}: ${where(rule)[0]}`);
    return [secant ? `h = ${spoken(state.h)}` : say("time", { t: now(), steps: state.steps }), ...told].join(". ");
  }

  function put(x, y) {
    handle.style.left = `${x}px`;
    handle.style.top = `${y}px`;
    const { domain } = about(), values = { min: domain[0][0], max: domain[0][1], now: state.x[0], text: point(state.x) };
    for (const name in values) handle.setAttribute("aria-value" + name, values[name]);
  }

  function draw() {
    (about().start.length > 1 ? drawMap : drawCurve)();
    (secant ? drawErrors : drawLosses)();
    time.max = state.steps;
    time.value = now();
    moment.textContent = `${now()} / ${state.steps}`;
    time.setAttribute("aria-valuetext", say("time", { t: now(), steps: state.steps }));
    for (const refresh of refreshers) refresh();
  }

  // ---- the reader's hand

  let held = null;
  function moveTo(event) {
    const { left, top } = map.getBoundingClientRect(), { domain } = about();
    set({ x: view([event.clientX - left, event.clientY - top]).map((v, i) => Number(v.toFixed(Math.max(0, 3 - Math.floor(Math.log10(domain[i][1] - domain[i][0])))))) });
  }
  for (const target of [handle, map])
    on(target, "pointerdown", (event) => {
      if (event.button || (target === map && event.pointerType !== "mouse")) return;
      held = event.pointerId;
      handle.setPointerCapture(held);
      if (target === map) moveTo(event);
      handle.focus({ preventScroll: true });
      event.preventDefault();
    });
  on(handle, "pointermove", (event) => { if (event.pointerId === held) moveTo(event); });
  on(handle, "lostpointercapture", () => { held = null; });
  on(map, "click", (event) => { if (event.pointerType !== "mouse") moveTo(event); });
  on(handle, "keydown", (event) => {
    const [axis, sign] = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] }[event.key] ?? [9];
    if (axis >= state.x.length) return;
    event.preventDefault();
    const [low, high] = about().domain[axis];
    set({ x: state.x.map((v, i) => (i === axis ? Number((v + (sign * (high - low)) / (event.shiftKey ? 400 : 40)).toPrecision(12)) : v)) });
  });
  on(time, "input", () => { pause(); set({ t: time.value }); });

  // ---- the surroundings

  function redraw() {
    palette = isDark() ? DARK : LIGHT;
    for (const name in palette) frame.style.setProperty("--" + name, palette[name]);
    font = `12px ${getComputedStyle(frame).fontFamily}`;
    draw();
  }

  function visit() {
    const { lab, v, ...changes } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (lab !== spec.name) return;
    state = spec.state;
    set(changes, true);
    if (v !== VERSION) note.textContent = `${say("stale")} ${note.textContent}`;
    el.scrollIntoView({ block: "center" });
  }

  const root = el.shadowRoot ?? el.attachShadow({ mode: "open" });
  root.replaceChildren(element("style", {}, STYLE), frame);
  compute();
  redraw();
  const sizes = new ResizeObserver(redraw), themes = new MutationObserver(redraw);
  sizes.observe(frame);
  for (const target of [document.documentElement, document.body]) themes.observe(target, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] });
  on(matchMedia("(prefers-color-scheme: dark)"), "change", redraw);
  if (address) { on(window, "hashchange", visit); visit(); }

  return Object.assign(() => {
    stop.abort(); sizes.disconnect(); themes.disconnect();
    pause(); cancelAnimationFrame(pending);
    for (const name in timers) clearTimeout(timers[name]);
    root.replaceChildren();
  }, { set, code, state: () => state, paths: () => paths });
}

// ---------------------------------------------------------------- where it lives

if (!customElements.get("gd-lab"))
  customElements.define("gd-lab", class extends HTMLElement {
    connectedCallback() {
      this.lab = mount(this, JSON.parse(this.getAttribute("spec")), { address: true });
      this.setAttribute("ready", "");
    }
    disconnectedCallback() {
      this.lab?.();
      this.removeAttribute("ready");
    }
    get spec() { return { ...JSON.parse(this.getAttribute("spec")), state: this.lab.state() }; }
    set spec({ state }) { this.lab.set(state); }
    get code() { return this.lab.code(); }
    get paths() {
      const points = ({ n, x }) => Array.from({ length: x.length / n }, (_, t) => Array.from(x.subarray(t * n, t * n + n)));
      return Object.fromEntries(Object.entries(this.lab.paths()).map(([rule, path]) => [rule, points(path)]));
    }
  });

export default {
  render({ model, el }) {
    const lab = mount(el, model.get("spec"), {
      onChange(state) { model.set("state", state); model.save_changes(); },
    });
    model.on("change:state", () => { if (!same(model.get("state"), lab.state())) lab.set(model.get("state"), true); });
    return lab;
  },
};
