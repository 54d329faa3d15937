// `mount(el, spec)` returns its clean-up

// ---- 1. Rules and landscapes: gdlib's numbers

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
        x[i] -= (h.lr * g[i]) / (Math.sqrt(s[i]) + h.eps);
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
const egg = (c) => 10 + c * c - 10 * Math.cos(TURN * c), slope = (c) => 2 * c + 10 * TURN * Math.sin(TURN * c);
const residuals = (x, y) => [1.5, 2.25, 2.625].map((c, k) => c - x * (1 - y ** (k + 1)));

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
    f: (x, y) => residuals(x, y).reduce((sum, r) => sum + r * r, 0),
    grad(g, x, y) {
      g.fill(0);
      residuals(x, y).forEach((r, k) => {
        g[0] -= 2 * r * (1 - y ** (k + 1));
        g[1] += 2 * r * (k + 1) * x * y ** k;
      });
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
    grad(g, x, y) { g[0] = slope(x); g[1] = slope(y); },
  },
};

// gdlib.Mulberry32
export function mulberry32(seed) {
  let a = seed;
  return () => {
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = Math.imul(a ^ (a >>> 15), a | 1);
      t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
      sum += ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }
    return sum - 6;
  };
}

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

// On a quadratic: the factor of a step, the rate that makes it 1, the loss under noise
const isKnown = (rule) => rule === "SGD" || rule === "Momentum";
function rate({ lr, momentum = 0 }, curvatures) {
  return Math.max(...curvatures.map((l) => {
    const sum = 1 + momentum - lr * l, root = sum * sum - 4 * momentum;
    return root < 0 ? Math.sqrt(momentum) : (Math.abs(sum) + Math.sqrt(root)) / 2;
  }));
}
const threshold = ({ momentum = 0 }, curvatures) => (2 + 2 * momentum) / Math.max(...curvatures);
const floorOf = ({ lr, momentum = 0 }, curvatures, noise) =>
  curvatures.reduce((sum, l) => sum + (lr * square(noise) * (1 + momentum)) / (1 - momentum) / (2 + 2 * momentum - lr * l) / 2, 0);

// ---- 2. State: one table, written to the address

const VERSION = "1";
const clamp = (v, min, max) => Math.min(max, Math.max(min, v));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const settings = (state, rule) => {
  const own = Object.keys(state).filter((key) => key.startsWith(rule + "."));
  return Object.fromEntries(own.map((key) => [key.slice(rule.length + 1), state[key]]));
};

function fieldOf({ state, ranges }, key) {
  return Object.hasOwn(state, key) && (ranges[key] ?? ranges[key.split(".").pop()]);
}

// The nearest valid state, and what is not understood
export function changed(spec, state, changes) {
  const next = { ...state }, refused = [], words = (raw) => String(raw).split(/[ ,]+/).filter(Boolean);
  const { x: asked, ...others } = changes;
  for (const key in others) {
    const raw = changes[key], field = fieldOf(spec, key), number = String(raw).trim() ? Number(raw) : NaN;
    if (key === "on") {
      next.on = Object.keys(spec.rules).filter((rule) => words(raw).includes(rule));
      refused.push(...words(raw).filter((rule) => !next.on.includes(rule)));
    } else if (key === "landscape" && Object.hasOwn(spec.landscapes, raw)) next[key] = raw;
    else if (field && Number.isFinite(number)) next[key] = clamp(field.whole ? Math.round(number) : number, field.min, field.max);
    else refused.push(key);
  }
  const { start, domain } = spec.landscapes[next.landscape], x = words(asked).map(Number);
  if (next.landscape !== state.landscape) next.x = start;
  if (x.length === start.length && x.every(Number.isFinite)) next.x = x.map((v, i) => clamp(v, ...domain[i]));
  else if (asked !== undefined) refused.push("x");
  return [next, refused];
}

function toAddress({ name, state: start }, state) {
  const parts = new URLSearchParams({ lab: name, v: VERSION });
  for (const key in state) if (!same(state[key], start[key])) parts.set(key, [].concat(state[key]).join(" "));
  return "#" + parts;
}

// ---- 3. Drawing

const LIGHT = { ink: "#1f2328", quiet: "#57606a", line: "#d6dae0", ground: "#ffffff", hill: 0xdec8b4 };
const DARK = { ink: "#e6edf3", quiet: "#a8b3bf", line: "#3a414a", ground: "#1b1f24", hill: 0xa08468 };

const STYLE = `
:host { display: block; margin: 1rem 0; }
.lab { color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; contain: strict;
  font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums; container-type: inline-size; }
.all { padding: .75rem; }
.stage, .controls { display: grid; gap: .25rem 2rem; align-items: start; }
.map, .track { position: relative; display: grid; min-width: 0; }
canvas { width: 100%; }
.map canvas { grid-area: 1 / 1; touch-action: pan-y; cursor: move; }
.handle { position: absolute; will-change: translate; width: 44px; height: 44px; margin: -22px; padding: 12px; border: 0; color: inherit; background: none; cursor: move; touch-action: none; }
.handle::after { content: ""; display: block; height: 14px; border-radius: 50%; border: 3px solid; background: var(--ground); }
.bar { display: flex; flex-wrap: wrap; gap: .4rem; margin: .5rem 0; align-items: center; }
.bar input { flex: 1 1 4rem; }
ul { margin: .5rem 0; padding: 0; display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; }
li { display: contents; }
li > * { display: flex; gap: .4rem; align-items: center; min-height: 1.75rem; word-break: keep-all; }
li > :first-child, .lost, [role=alert] { font-weight: 600; }
.off { color: var(--quiet); }
.swatch { width: 2rem; }
input { margin: 0; min-width: 0; height: 1.75rem; accent-color: var(--ink); }
[type=checkbox] { width: 1.1rem; }
.row { display: grid; grid-template-columns: minmax(6.5rem, 1fr) 1.5fr 3.2rem; gap: 0 .6rem; align-items: center; min-height: 2rem; }
select, small { grid-column: 2 / 4; }
i { position: absolute; height: 1.6rem; border-left: 2px dashed; pointer-events: none; }
small span { margin-right: .8rem; padding-left: .3rem; border-left: 2px dashed; white-space: nowrap; }
.key, select { min-height: 2rem; min-width: 2.25rem; padding: .1rem .6rem; font: inherit; color: var(--ink); background: var(--ground);
  border: 1px solid var(--quiet); border-radius: .35rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--ink); }
p { margin: 0; color: var(--quiet); }
[role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
textarea { width: 100%; }
@container (min-width: 38rem) { .stage { grid-template-columns: 3fr 2fr; } .controls { grid-template-columns: 1fr 1fr; } }
`;

const element = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  node.append(...children);
  return node;
};

function isDark() {
  const { theme } = document.documentElement.dataset, { jpThemeLight } = document.body.dataset;
  return theme ? theme === "dark" : jpThemeLight ? jpThemeLight === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const power = (v) => "10" + String(v).replace(/./g, (d) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(d)]);
function spoken(value) {
  const size = Math.abs(value), text = size < 1e5 && (size >= 1e-4 || !size) ? String(Number(value.toPrecision(4))) : value.toExponential(2);
  return text.replace(/e\+?(.+)/, (_, v) => "·" + power(v)).replace("-", "−").replace("Infinity", "∞");
}
const point = (x) => (x.length > 1 ? `(${Array.from(x, spoken).join(", ")})` : `x = ${spoken(x[0])}`);

const spread = ([a, b], many) => Array.from({ length: many + 1 }, (_, i) => a + ((b - a) * i) / many);

function ticks([low, high], many, whole) {
  const rough = (high - low) / many, unit = 10 ** Math.floor(Math.log10(rough)), found = [];
  const gap = Math.max([1, 2, 5, 10].find((m) => m * unit >= rough) * unit, whole ? 1 : 0);
  for (let k = Math.ceil(low / gap); k * gap <= high; k++) found.push(Number((k * gap).toPrecision(12)));
  return found;
}

export function mount(el, spec, { address, onChange } = {}) {
  const secant = spec.kind === "secant", rules = Object.keys(spec.rules), stop = new AbortController(), refreshers = [], swatches = [];
  let state = spec.state, paths = {}, playing = 0, pending = 0, settling = 0, fitted, held, pixel = null, palette, font;

  const on = (target, type, act) => target.addEventListener(type, act, { signal: stop.signal });
  const say = (key, values) => spec.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const landscape = () => LANDSCAPES[state.landscape];
  const about = () => ({ ...spec.landscapes[state.landscape], ...landscape().parameters?.(state) });
  const noise = () => state.noise / Math.sqrt(state.batch);
  const now = () => Math.min(state.t, state.steps);

  const picture = (attributes) => element("canvas", { "aria-hidden": true, ...attributes }), ground = picture(), map = picture(), graph = picture();
  const handle = element("button", { class: "handle", role: "slider", "aria-label": say("start") });
  const time = element("input", { type: "range", min: 0, "aria-label": say("step") }), moment = element("output");
  const list = element("ul"), controls = element("div", { class: "controls" });
  const note = element("p", { role: "alert" }), status = element("p", { role: "status" });
  const text = element("textarea", { readonly: "", hidden: "", rows: 10, "aria-label": say("copy_code") });
  const key = (name, act, sign) => {
    const button = element("button", { class: "key", "aria-label": say(name) }, sign ?? say(name));
    on(button, "click", act);
    return button;
  };
  const play = key("play", () => (playing ? set({ t: now() }) : run()), "▶");
  const bar = element("div", { class: "bar" }, play, key("back", () => set({ t: now() - 1 }), "‹"), key("forward", () => set({ t: now() + 1 }), "›"), time, moment);
  const keys = element("div", { class: "bar" }, key("reset", () => set(spec.state)), key("copy_code", () => copy(code(), "code_copied")));
  if (address) keys.append(key("copy_link", () => copy(location.href.split("#")[0] + toAddress(spec, state), "link_copied")));
  if (spec.controls.includes("noise")) keys.prepend(key("reroll", () => set({ seed: (state.seed * 69069 + 1) % 4294967296 })));
  const all = element("div", { class: "all" }, element("div", { class: "stage" }, element("div", { class: "map" }, ground, map, handle), graph),
    secant ? "" : bar, list, controls, keys, element("p", {}, say("hint")), note, text, status);
  const frame = element("div", { class: "lab", role: "group", "aria-label": spec.title }, all);
  on(time, "input", () => set({ t: time.value }));

  for (const rule of secant ? ["true_slope", ...rules] : rules) {
    const many = spec.rules[rule] && rules.length > 1, box = element("input", { type: "checkbox" });
    const canvas = picture({ class: "swatch" }), words = element("span");
    const row = element("li", {}, element(many ? "label" : "span", {}, many ? box : "", canvas, labelOf(rule)), words);
    on(box, "change", () => set({ on: rules.filter((r) => (r === rule ? box.checked : state.on.includes(r))) }));
    refreshers.push(() => {
      box.checked = !many || state.on.includes(rule);
      const [told, lost] = box.checked ? where(rule) : [""];
      words.textContent = told;
      row.className = lost ? "lost" : box.checked ? "" : "off";
    });
    swatches.push(() => {
      const [c, w, h] = sheet(canvas, 14);
      look(c, rule, 2.5);
      line(c, [0, h / 2], [w, h / 2]);
      marker(c, rule, w / 2, h / 2, 4);
    });
    list.append(row);
  }

  function addSlider(control) {
    const targets = Object.keys(spec.state).filter((k) => k === control || k.endsWith("." + control)), [first] = targets;
    const name = first.split(".").pop(), { min, max, step } = fieldOf(spec, first), ratio = Math.log(max / min);
    const shared = Object.keys(spec.state).filter((k) => k.endsWith("." + name)).length > targets.length;
    const label = (shared ? `${labelOf(control.split(".")[0])}: ` : "") + say(name);
    const input = element("input", { type: "range", "aria-label": label, ...(step ? { min, max, step } : { min: 0, max: 1, step: 0.005 }) });
    const share = (v) => (step ? (v - min) / (max - min) : Math.log(v / min) / ratio), value = element("output");
    const marks = name === "lr" ? targets.map((k) => k.slice(0, -3)).filter(isKnown).map((rule) => [rule, element("i"), element("span")]) : [];
    on(input, "input", () => {
      const v = step ? Number(input.value) : Number((min * Math.exp(input.value * ratio)).toPrecision(3));
      set(Object.fromEntries(targets.map((k) => [k, v])));
    });
    refreshers.push(() => {
      const v = state[first];
      input.value = step ? v : share(v);
      value.textContent = input.ariaValueText = spoken(v);
      for (const [rule, line, words] of marks) {
        const limit = threshold(settings(state, rule), about().curvatures), at = share(limit);
        line.hidden = words.hidden = !(at > 0 && at < 1 && state.on.includes(rule));
        line.style = words.style = `border-color: ${color(rule)}; left: calc(7px + ${at} * (100% - 1rem))`;
        words.textContent = `${rule === "SGD" ? "2/L" : "(2+2ρ)/L"} = ${spoken(limit)}`;
      }
    });
    controls.append(element("div", { class: "row" }, element("span", {}, label), element("span", { class: "track" }, input, ...marks.map((m) => m[1])),
      value, element("small", {}, ...marks.map((m) => m[2]))));
  }

  if (Object.keys(spec.landscapes).length > 1) {
    const select = element("select", { "aria-label": say("landscape") });
    for (const name in spec.landscapes) select.append(element("option", { value: name }, spec.landscapes[name].label));
    on(select, "change", () => set({ landscape: select.value }));
    refreshers.push(() => (select.value = state.landscape));
    controls.append(element("div", { class: "row" }, element("span", {}, say("landscape")), select));
  }
  spec.controls.forEach(addSlider);

  function set(changes, from) {
    const [next, refused] = changed(spec, state, changes);
    state = next;
    note.textContent = refused.length ? say("not_understood", { what: refused.join(", ") }) : "";
    text.hidden = true;
    if (from !== "play") pause();
    if (Object.keys(changes).join() !== "t") compute();
    pending ||= requestAnimationFrame(draw);
    clearTimeout(settling);
    settling = setTimeout(() => {
      status.textContent = summary();
      if (from === "outside") return;
      if (address) history.replaceState(history.state, "", same(state, spec.state) ? location.pathname + location.search : toAddress(spec, state));
      onChange?.(state);
    }, 400);
  }

  function compute() {
    paths = {};
    if (!secant) for (const rule of state.on) paths[rule] = descend(landscape(), about(), rule, settings(state, rule), state.x, state.steps, noise(), state.seed);
  }

  function run() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set({ t: state.steps });
    const begin = now() < state.steps ? now() : 0, pace = clamp(state.steps * 60, 1500, 6000) / state.steps;
    let began;
    const tick = (moment) => {
      const t = Math.min(state.steps, begin + Math.floor((moment - (began ??= moment)) / pace));
      playing = t < state.steps ? requestAnimationFrame(tick) : 0;
      set({ t }, "play");
    };
    playing = requestAnimationFrame(tick);
  }

  function pause() {
    cancelAnimationFrame(playing);
    playing = 0;
  }

  async function copy(words, done) {
    text.hidden = false;
    text.value = words;
    text.select();
    try {
      await navigator.clipboard.writeText(words);
      note.textContent = say(done);
    } catch {
      note.textContent = say("copy_by_hand");
    }
  }

  function code() {
    const { landscape: name, x, h } = state, x0 = `[${x.join(", ")}]`, draw = `gd.plotting.${x.length > 1 ? "contours" : "curve"}(problem`;
    const head = `import gdlib as gd\n\nproblem = gd.landscapes.${name}${name === "ravine" ? `(${state.kappa}, angle=${state.angle})` : ""}\n`;
    if (secant) return `${head}for scheme in ["${state.on.join('", "')}"]:
    print(scheme, gd.numerical_gradient(problem.f, ${x0}, ${h}, scheme))
${draw}, tangents=${x0}, secants=[(${x[0]}, ${h})])\n`;
    const noisy = state.noise ? `problem = gd.landscapes.Noisy(problem, ${state.noise} / ${state.batch} ** 0.5)\n` : "";
    const rule = (name) => `gd.${name}(${Object.entries(settings(state, name)).map((pair) => pair.join("=")).join(", ")})`;
    return `${head}${noisy}paths = {}
for rule in [
    ${state.on.map(rule).join(",\n    ")}
]:
    name = type(rule).__name__
    paths[name] = gd.descend(problem, rule, ${x0}, ${now()}${noisy && `, gd.Mulberry32(${state.seed})`})
    print(name, paths[name].x[-1], paths[name].f[-1])
${draw}, paths)\n`;
  }

  function styleOf(rule) { return spec.rules[rule] ?? { color: LIGHT.quiet, dashes: [1, 1.5] }; }
  function labelOf(rule) { return spec.rules[rule]?.label ?? say(rule); }
  function color(rule) {
    const own = styleOf(rule).color;
    return palette === LIGHT ? own : own === LIGHT.ink ? palette.ink : `color-mix(in srgb, ${own} 45%, #fff)`;
  }

  function sheet(canvas, tall) {
    const width = canvas.wide, height = Math.round(tall), scale = devicePixelRatio, c = canvas.getContext("2d"), size = [width, height, scale];
    if (!same(canvas.size, size)) {
      canvas.size = size;
      canvas.width = width * scale;
      canvas.height = height * scale;
      canvas.style.height = `${height}px`;
    }
    c.reset();
    c.scale(scale, scale);
    c.font = font;
    c.lineJoin = "round";
    return [c, width, height];
  }

  const pen = (c, style, width, dashes = []) => { c.strokeStyle = c.fillStyle = style; c.lineWidth = width; c.setLineDash(dashes); };
  const look = (c, rule, width) => pen(c, color(rule), width, styleOf(rule).dashes.map((d) => d * width));
  const line = (c, ...points) => { c.beginPath(); for (const p of points) c.lineTo(...p); c.stroke(); };

  function plane(canvas, height, [a, b], [d, e]) {
    const [c, width] = sheet(canvas, height), left = 40, top = 22, w = width - left - 8, h = height - top - 34;
    return {
      c, box: [left, top, w, h], X: (v) => left + ((v - a) / (b - a)) * w, Y: (v) => top + ((e - v) / (e - d)) * h,
      back: (x, y) => [a + ((x - left) / w) * (b - a), e - ((y - top) / h) * (e - d)],
    };
  }
  const within = (c, box) => { c.beginPath(); c.rect(...box); c.clip(); };

  function axes(canvas, height, xs, ys, names, { logx, logy, bands } = {}) {
    const { c, box, X, Y } = plane(canvas, height, xs, ys), [left, top, w, h] = box;
    if (bands) c.drawImage(bands(w, h), ...box);
    pen(c, palette.line, 1);
    c.strokeRect(...box);
    c.textAlign = "right"; c.textBaseline = "middle";
    for (const v of ticks(ys, h / 32, logy)) {
      pen(c, palette.line, 0.6);
      if (!bands) line(c, [left, Y(v)], [left + w, Y(v)]);
      c.fillStyle = palette.quiet;
      c.fillText(logy ? power(v) : spoken(v), left - 5, Y(v));
    }
    c.textAlign = "center"; c.textBaseline = "top";
    for (const v of ticks(xs, w / 48, logx)) c.fillText(logx ? power(v) : spoken(v), X(v), top + h + 4);
    c.fillText(names[0], left + w / 2, top + h + 19);
    c.textAlign = "left"; c.fillText(names[1], 2, 3);
    within(c, box);
    return { c, X, Y };
  }

  function shape(c, x, y, [corners, turn], r, inner = r) {
    c.beginPath();
    for (let i = 0; i < corners; i++) {
      const a = TURN * (i / corners + turn), size = i % 2 ? inner : r;
      c.lineTo(x + size * Math.cos(a), y + size * Math.sin(a));
    }
    c.closePath();
    c.fill();
  }
  const marker = (c, rule, x, y, r) => shape(c, x, y, { s: [4, 1 / 8], D: [4, 0], "^": [3, -1 / 4], v: [3, 1 / 4], o: [40, 0] }[styleOf(rule).marker] ?? [0], 1.2 * r);

  function trace(c, rule, last, x, y, dots) {
    let end = 0;
    c.beginPath();
    for (; end <= last && Number.isFinite(x(end) + y(end)); end++) c.lineTo(bound(x(end)), bound(y(end)));
    pen(c, palette.ground, 4.5);
    if (dots !== undefined) c.stroke();
    look(c, rule, 2); c.stroke();
    c.setLineDash([]);
    if (dots) for (let i = 0; i < end; i++) marker(c, rule, x(i), y(i), 2.2);
  }
  const bound = (v) => clamp(v, -1e5, 1e5);

  function tip(c, rule, x, y) {
    look(c, rule, 1);
    marker(c, rule, bound(x), bound(y), 5);
    pen(c, palette.ground, 1.2); c.stroke();
  }

  function drawMap() {
    const { domain: [[a, b], [d, e] = []], minima, saddles, ...p } = about(), { f } = landscape(), flat = d === undefined, width = map.wide;
    const xs = spread([a, b], 240), curve = flat ? xs.map((x) => f(x)) : [], low = Math.min(...curve), high = Math.max(...curve), room = (high - low) * 0.08;
    const ys = flat ? [low - room, high + room] : [d, e], tall = flat ? width * 0.6 : clamp(((width - 48) * (e - d)) / (b - a), 150, 400) + 56;
    const { c, X, Y, box, back } = plane(map, tall, [a, b], ys), place = ([x, y]) => [X(x), Y(flat ? f(x) : y)];
    within(c, box);
    const name = [state.landscape, p.a, p.b, width, devicePixelRatio, font, palette.hill];
    const drawGround = (fine) => {
      ground.fine = fine;
      const { c } = axes(ground, tall, [a, b], ys, flat ? ["x", say("loss")] : ["x₁", "x₂"], { bands: !flat && bands });
      pen(c, palette.quiet, 2);
      if (flat) line(c, ...xs.map((x, i) => [X(x), Y(curve[i])]));
      for (const [u, v] of saddles.map(place)) for (const s of [-4, 4]) line(c, [u - 4, v - s], [u + 4, v + s]);
      for (const spot of minima.map(place)) {
        pen(c, LIGHT.ink, 1);
        c.fillStyle = "#f2c230";
        shape(c, ...spot, [10, -1 / 4], 8, 3.4);
        c.stroke();
      }
    };
    if (!same(ground.name, name)) {
      ground.name = name;
      drawGround(1);
      if (!flat) setTimeout(() => same(ground.name, name) && drawGround(Math.max(2, devicePixelRatio)), 300);
    }
    if (secant) drawSecants(c, X, Y, f);
    for (const rule in paths) {
      const { n, x, f } = paths[rule], across = (i) => X(x[n * i]), up = (i) => Y(flat ? f[i] : x[n * i + 1]);
      trace(c, rule, now(), across, up, state.steps <= 100);
      tip(c, rule, across(now()), up(now()));
    }
    pixel = back;
    const [left, top] = place(state.x), values = { min: a, max: b, now: state.x[0], text: point(state.x) };
    handle.style = `translate: ${left}px ${top}px`;
    for (const name in values) handle.setAttribute("aria-value" + name, values[name]);
  }

  // The landscape in bands of equal ratios
  function bands(width, height) {
    const w = Math.round(width * ground.fine), h = Math.round(height * ground.fine), p = about(), many = 14;
    const canvas = element("canvas", { width: w, height: h }), { f } = landscape(), [[a, b], [d, e]] = p.domain, values = zeros(w * h);
    let high = p.lowest;
    for (let j = 0, k = 0; j < h; j++)
      for (let i = 0; i < w; i++, k++) {
        values[k] = f(a + ((i + 0.5) / w) * (b - a), e - ((j + 0.5) / h) * (e - d), p);
        if (values[k] > high) high = values[k];
      }
    const edges = spread([0, 1], many).map((t) => p.lowest + ((high - p.lowest) * (1001 ** t - 1)) / 1000);
    const shades = spread([0, 255], many).map((alpha) => palette.hill + 2 ** 24 * Math.round(alpha)), above = zeros(w);
    const c = canvas.getContext("2d"), image = c.createImageData(w, h), pixels = new Uint32Array(image.data.buffer);
    for (let j = 0, k = 0; j < h; j++)
      for (let i = 0, left; i < w; i++, k++) {
        let band = above[i];
        while (band < many - 1 && values[k] >= edges[band + 1]) band++;
        while (band && values[k] < edges[band]) band--;
        pixels[k] = shades[Math.min(many, (j && band !== above[i]) || (i && band !== left) ? band + 3 : band)];
        left = above[i] = band;
      }
    c.putImageData(image, 0, 0);
    return canvas;
  }

  const side = () => (graph.wide < map.wide ? Math.max(parseFloat(map.style.height), 220) : graph.wide * 0.6);

  function drawLosses() {
    const { lowest, quadratic, curvatures } = about(), { steps, x } = state, begin = Math.max(landscape().f(x[0], x[1], about()) - lowest, 1e-12);
    const excess = (v) => Math.log10(clamp(v - lowest, begin * 1e-16, begin * 1e6)), all = [excess(begin + lowest)];
    for (const rule in paths) for (const v of paths[rule].f) if (!Number.isNaN(v)) all.push(excess(v));
    const low = Math.floor(Math.min(...all) - 0.05), high = Math.max(Math.ceil(Math.max(...all) + 0.05), low + 2);
    const { c, X, Y } = axes(graph, side(), [0, steps * 1.03], [low, high], [say("step"), say("excess_loss")], { logy: true });
    for (const rule in paths) {
      trace(c, rule, steps, X, (i) => Y(excess(paths[rule].f[i])));
      if (!quadratic || !isKnown(rule)) continue;
      const h = settings(state, rule), r = rate(h, curvatures), [from, fall] = noise() ? [floorOf(h, curvatures, noise()), 0] : [begin, 2 * steps * Math.log10(r || 1e-9)];
      pen(c, color(rule), 1.5, [1.5, 3]);
      if (r < 1 || fall) line(c, [X(0), Y(Math.log10(from))], [X(steps), bound(Y(Math.log10(from) + fall))]);
      c.textAlign = "right"; c.fillStyle = palette.quiet;
      c.fillText("┈ " + say("predicted"), X(steps) - 4, Y(high) + 5);
    }
    cursor(c, X(now()), (rule) => Y(excess(paths[rule].f[now()])), Object.keys(paths));
  }

  function cursor(c, x, height, rules) {
    pen(c, palette.ink, 1, [3, 3]);
    line(c, [x, 0], [x, 999]);
    for (const rule of rules) tip(c, rule, x, height(rule));
  }

  function slopes(h = state.h) {
    const { f, grad } = landscape(), g = [0], [x] = state.x;
    grad(g, x);
    return { true_slope: g[0], forward: (f(x + h) - f(x)) / h, central: (f(x + h) - f(x - h)) / (2 * h) };
  }

  function drawSecants(c, X, Y, f) {
    const [x] = state.x, { h } = state, s = slopes();
    for (const rule of ["true_slope", ...state.on]) {
      const ends = { true_slope: [x], forward: [x, x + h], central: [x - h, x + h] }[rule];
      look(c, rule, 2);
      line(c, ...[-9, 9].map((far) => [X(ends[0] + far), Y(f(ends[0]) + far * s[rule])]));
      for (const end of ends) tip(c, rule, X(end), Y(f(end)));
    }
  }

  function drawErrors() {
    const { min, max } = fieldOf(spec, "h"), ends = [min, max].map(Math.log10);
    const { c, X, Y } = axes(graph, side(), ends, [-14, 1], ["h", say("absolute_error")], { logx: true, logy: true });
    const error = (rule, h) => Y(Math.log10(Math.max(Math.abs(slopes(h)[rule] - slopes().true_slope), 1e-14)));
    for (const rule of state.on) {
      look(c, rule, 1.75);
      line(c, ...spread(ends, 160).map((v) => [X(v), error(rule, 10 ** v)]));
    }
    cursor(c, X(Math.log10(state.h)), (rule) => error(rule, state.h), state.on);
  }

  function where(rule) {
    if (secant) {
      const s = slopes(), value = spoken(s[rule]);
      return [rule === "true_slope" ? value : say("slope", { value, error: spoken(Math.abs(s[rule] - s.true_slope)) })];
    }
    const { n, x, f, lost } = paths[rule], t = now(), at = x.subarray(t * n, t * n + n);
    if (lost !== null && lost <= t) return [say("diverged", { t: lost }), true];
    const away = f[t] > f[0] && about().domain.some(([low, high], i) => at[i] < low || at[i] > high);
    return [say(away ? "leaving" : "at", { x: point(at), loss: spoken(f[t]) }), away];
  }

  function summary() {
    const all = state.on.map((rule) => `${labelOf(rule)}: ${where(rule)[0]}`);
    return [secant ? `h = ${spoken(state.h)}` : `${say("step")} ${now()}`, ...all].join(". ");
  }

  function draw() {
    pending = 0;
    if (!fitted) return;
    drawMap();
    (secant ? drawErrors : drawLosses)();
    play.textContent = playing ? "❚❚" : "▶";
    play.ariaLabel = say(playing ? "pause" : "play");
    time.max = state.steps;
    time.value = now();
    moment.textContent = `${now()} / ${state.steps}`;
    for (const refresh of refreshers) refresh();
  }

  function moveTo(event) {
    const { left, top } = map.getBoundingClientRect();
    set({ x: pixel(event.clientX - left, event.clientY - top).slice(0, state.x.length).map((v) => v.toFixed(2)) });
  }
  for (const target of [handle, map])
    on(target, "pointerdown", (event) => {
      if (event.button || (target === map && event.pointerType === "touch")) return; // fingers scroll
      event.preventDefault();
      held = event.pointerId;
      handle.setPointerCapture(held);
      handle.focus({ preventScroll: true });
      if (target === map) moveTo(event);
    });
  on(handle, "pointermove", (event) => { if (event.pointerId === held) moveTo(event); });
  on(handle, "lostpointercapture", () => (held = 0));
  on(map, "click", moveTo);
  on(handle, "keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    set({ x: state.x.map((v, i) => (by[i] ? (v + by[i] * (event.shiftKey ? 0.01 : 0.1)).toFixed(2) : v)) });
  });

  function redraw() {
    palette = isDark() ? DARK : LIGHT;
    for (const name in palette) frame.style.setProperty("--" + name, palette[name]);
    font = `12px ${getComputedStyle(frame).fontFamily}`;
    for (const paint of swatches) paint();
    draw();
  }

  function fit() {
    const size = [el.clientWidth, devicePixelRatio];
    if (!el.clientWidth) return (fitted = undefined);
    if (!same(size, fitted)) {
      fitted = size;
      frame.style.width = `${el.clientWidth - 2}px`;
      for (const canvas of frame.querySelectorAll("canvas")) canvas.wide = canvas.clientWidth;
      redraw();
    }
    frame.style.height = `${all.offsetHeight}px`;
  }

  function visit() {
    const { lab, v, ...changes } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (lab !== spec.name) return;
    state = spec.state;
    set(changes, "outside");
    if (v !== VERSION) note.prepend(say("stale"), " ");
    el.scrollIntoView({ block: "center" });
  }

  const root = el.shadowRoot ?? el.attachShadow({ mode: "open" });
  root.replaceChildren(element("style", {}, STYLE), frame);
  compute();
  fit();
  const sizes = new ResizeObserver(fit), themes = new MutationObserver(redraw);
  for (const target of [el, all]) sizes.observe(target);
  for (const target of [document.documentElement, document.body]) themes.observe(target, { attributeFilter: ["data-theme", "data-jp-theme-light"] });
  on(matchMedia("(prefers-color-scheme: dark)"), "change", redraw);
  if (address) { on(window, "hashchange", visit); visit(); }

  return Object.assign(() => {
    stop.abort(); sizes.disconnect(); themes.disconnect();
    pause(); cancelAnimationFrame(pending); clearTimeout(settling);
    root.replaceChildren();
  }, { set, code, state: () => state, paths: () => Object.fromEntries(Object.entries(paths).map(([rule, { n, x, f }]) =>
    [rule, Array.from(f, (_, t) => Array.from(x.subarray(t * n, t * n + n)))])) });
}

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
    get paths() { return this.lab.paths(); }
  });

export default {
  render({ model, el }) {
    el.dataset.lmSuppressShortcuts = 1;
    const lab = mount(el, model.get("spec"), {
      onChange(state) { model.set("state", state); model.save_changes(); },
    });
    model.on("change:state", () => same(model.get("state"), lab.state()) || lab.set(model.get("state"), "outside"));
    return lab;
  },
};
