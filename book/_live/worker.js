// Python beside the page, as a module worker. It is told once where Python lies and then what to run, one cell at a time:
// { address, wheel, language }, { code, name }. It answers with "loading" and "ready" or "unavailable"; "working", what
// session.py says, and "done" or "broken".

const say = (kind, content) => postMessage({ kind, ...content });

// ---- How far the loading is

// What Python, its library and its list of packages come to. They travel compressed, and announce only what travels.
const CORE = 12.26e6;
const OFTEN = 100; // milliseconds between two reports

const fetchPlain = self.fetch;
let loads = {}; // name: [received, total], while something loads
let reported = 0;

function report() {
  const rows = Object.entries(loads);
  const sum = (column) => rows.reduce((all, [, row]) => all + row[column], 0);
  const known = rows.every(([, [received, total]]) => total && received <= total * 1.05);
  const coming = rows.filter(([, [received, total]]) => received < total || !total).map(([name]) => name);
  say("loading", { what: coming, received: sum(0), total: known ? sum(1) : 0 });
  reported = Date.now();
}

async function fetchCounted(...request) {
  const response = await fetchPlain(...request);
  if (!response.ok || !response.body) return response;
  const file = new URL(response.url).pathname.split("/").pop();
  const name = file.endsWith(".whl") ? file.split("-")[0] : "Python";
  const row = (loads[name] ??= [0, Number(response.headers.get("Content-Length"))]);
  const count = new TransformStream({
    transform(chunk, controller) {
      row[0] += chunk.byteLength;
      if (Date.now() - reported > OFTEN) report();
      controller.enqueue(chunk);
    },
    flush: report,
  });
  return new Response(response.body.pipeThrough(count), response);
}

async function counting(expected, task) {
  loads = expected;
  self.fetch = fetchCounted;
  try {
    return await task();
  } finally {
    self.fetch = fetchPlain;
  }
}

// ---- Python, and the packages a cell asks for

let pyodide, session, modulesOf, wheel;

async function start(told) {
  say("loading", { what: ["Python"], received: 0, total: 0 });
  const [{ loadPyodide }, source] = await Promise.all([
    import(`${told.address}pyodide.mjs`),
    fetch(new URL("session.py", import.meta.url)).then((response) => response.text()),
  ]);
  const env = { HOME: "/home/pyodide", GDLIB_LANGUAGE: told.language, MPLBACKEND: "agg" };
  pyodide = await loadPyodide({ indexURL: told.address, env });
  const globals = pyodide.toPy({ __name__: "session" });
  pyodide.runPython(source, { globals, filename: "session.py" });
  session = globals.get("Session")((json) => postMessage(JSON.parse(json)));
  modulesOf = globals.get("modules_of");
  wheel = told.wheel;
}

// What cannot be had is left out: the cell that imports it says so.
async function load(modules) {
  const quiet = { messageCallback() {}, errorCallback() {} };
  if (modules.includes("gdlib")) await pyodide.loadPackage(wheel, quiet);
  await pyodide.loadPackagesFromImports(modules.map((name) => `import ${name}\n`).join(""), quiet);
}

onmessage = async ({ data }) => {
  try {
    if (data.address) {
      await counting({ Python: [0, CORE] }, () => start(data));
      return say("ready");
    }
    const modules = modulesOf(data.code).toJs();
    await counting({}, () => load(modules));
    say("working");
    say("done", { ok: await session.run(data.code, data.name) });
  } catch (error) {
    say(data.address ? "unavailable" : "broken", { reason: String(error) });
  }
};
