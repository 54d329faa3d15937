"""Cells edited and run in the page, by Pyodide's core: no other host, no package but gdlib.

A whole distribution is taken from the folder that PYODIDE_DISTRIBUTION names, where there is one.
"""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from axe_core import COLOUR_RULES, faults_of
from playwright.sync_api import expect
from site_files import CHAPTERS, ROOT, read, text_of

import gdlib as gd

CORE = ROOT / "node_modules/pyodide"
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
FULL = os.environ.get("PYODIDE_DISTRIBUTION")
PAGE = "book/en/source-notes.html"  # it holds no lab
START = 120_000  # milliseconds at most until Python has started
NAMED = re.compile(r'(data-pyodide)="[^"]*"')
WATCH_PROGRESS = """() => {
  window.seen = [];
  const bar = document.querySelector(".run-bar");
  new MutationObserver(() => {
    const progress = bar.querySelector("progress");
    window.seen.push([bar.querySelector(".run-status").textContent,
      bar.querySelector(".run-amount").textContent, progress.hidden ? 0 : progress.position]);
  }).observe(bar, { subtree: true, childList: true, attributes: true });
}"""


class FromAnywhere(http.server.SimpleHTTPRequestHandler):
    """A host of files that the pages of another may read."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def sending(folder):
    handler = functools.partial(FromAnywhere, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Cell:
    """One cell of an open page, by the number that its controls show."""

    def __init__(self, tab, number):
        self.tab, self.number = tab, number
        self.box = tab.locator("article .cell").nth(number - 1)
        self.status, self.note = self.box.locator(".run-status"), self.box.locator(".run-note")
        self.own = self.box.locator(".run-output")
        self.stored = self.box.locator(".cell_output:not(.run-output)")
        self.field = self.box.locator(".run-sheet textarea")

    def button(self, name):
        return self.box.get_by_role("button", name=f"{name}, Cell {self.number}", exact=True)

    def write(self, code):
        self.button("Edit").click()
        self.field.fill(code)
        return self

    def run(self, code=None):
        """Run the cell, with other code if some is given, and wait until it rests."""
        if code is not None:
            self.write(code)
        self.button("Run").click()
        return self.rest()

    def rest(self):
        expect(self.button("Stop")).to_be_hidden(timeout=START)
        return self


@contextmanager
def opened(browser, page, pyodide):
    """A page of the site in a window of its own, where Pyodide comes from the address given."""

    def point_at_pyodide(route):
        answer = route.fetch()
        body = NAMED.sub(rf'\1="{pyodide}"', answer.text())
        assert pyodide in body
        route.fulfill(response=answer, body=body)

    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        tab = context.new_page()
        tab.requests, complaints = [], []
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        context.on("request", lambda request: tab.requests.append(request.url))  # the worker's too
        context.route(
            lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort()
        )
        context.route("**/*.html", point_at_pyodide)
        tab.goto(page)
        tab.wait_for_selector(".run-bar")
        yield tab
        assert complaints == []


@pytest.fixture(scope="module")
def pyodide():
    with sending(CORE) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser, address, pyodide):
    """A page whose Python has started; what was seen on the way is kept with it."""
    with opened(browser, address + PAGE, pyodide) as tab:
        tab.evaluate("document.fonts.ready.then(() => true)")
        tab.wait_for_load_state("networkidle")
        tab.asked_before = list(tab.requests)
        tab.evaluate(WATCH_PROGRESS)
        Cell(tab, 1).run("print('started')")
        tab.progress = tab.evaluate("window.seen")
        yield tab


@pytest.fixture
def cell(page):
    return lambda number: Cell(page, number)


# ---- Before the first run


def test_nothing_is_fetched_before_the_first_run(page, address):
    late = ("worker.js", "session.py", ".whl")
    assert [url for url in page.asked_before if not url.startswith(address)] == []
    assert [url for url in page.asked_before if url.split("?")[0].endswith(late)] == []
    assert any(url.endswith("pyodide.asm.wasm") for url in page.requests)


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "{}에서 파이썬(Pyodide"), ("en", "Python (Pyodide")]
)
def test_the_page_names_the_host_before_it_asks_it(tab, address, language, words):
    tab.goto(f"{address}book/{language}/sgd.html")
    host = "cdn.jsdelivr.net"
    assert host in CONFIG["pyodide_url"]
    note = tab.locator("#run-consent").inner_text()
    assert words.format(host) in note
    assert host in note
    described = tab.locator('.run-bar button[aria-describedby="run-consent"]').count()
    assert described == tab.locator("article .cell").count()


@pytest.mark.parametrize("page_file", CHAPTERS)
def test_only_pages_with_code_that_can_run_there_carry_its_scripts(site, page_file):
    scripts = [s for s in read(site / page_file).all("script") if "data-pyodide" in s]
    text = text_of(site / page_file)
    can_run = '<div class="cell_input ' in text and "tag_stored" not in text
    assert len(scripts) == can_run
    assert ("tag_stored" in text) == page_file.endswith("/benchmarks.html")


def test_the_versions_of_pyodide_agree():
    version = json.loads((CORE / "package.json").read_text())["version"]
    assert f"/v{version}/" in CONFIG["pyodide_url"]


def test_progress_knows_what_python_comes_to():
    text = (ROOT / "book/_live/worker.js").read_text(encoding="utf-8")
    told = float(re.search(r"CORE = ([\d.e]+)", text)[1])
    files = "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"
    assert sum((CORE / name).stat().st_size for name in files) == pytest.approx(told, rel=0.01)


# ---- Running


def test_the_loading_says_what_and_how_far(page):
    loading = [(amount, part) for text, amount, part in page.progress if text == "Loading Python"]
    parts = [part for amount, part in loading if amount]
    assert parts == sorted(parts)
    assert 0 < parts[0] < parts[-1] <= 1
    assert re.fullmatch(r"\d+\.\d of 12\.\d MB", loading[-1][0])
    assert "Starting Python" in [text for text, _, _ in page.progress]


def test_an_edited_cell_shows_its_new_output_in_place_of_the_stored_one(cell):
    cell(2).run("for k in range(3):\n    print(k * 14)\n'last'")
    expect(cell(2).own).to_have_text(re.compile(r"0\s+14\s+28\s+'last'"))
    expect(cell(2).stored).to_be_hidden()
    expect(cell(2).status).to_have_text(re.compile(r"Done in \d+\.\d s"))


def test_the_stored_output_and_code_come_back(cell):
    original = cell(5).box.locator("pre").first.inner_text()
    cell(5).run("print('mine')")
    cell(5).button("Stored output").click()
    expect(cell(5).stored).to_be_visible()
    expect(cell(5).own).to_be_hidden()
    cell(5).button("Your output").click()
    expect(cell(5).own).to_have_text("mine\n")
    cell(5).button("Original code").click()
    assert cell(5).field.input_value() == original.rstrip("\n")
    expect(cell(5).button("Original code")).to_be_hidden()


def test_cells_share_their_names_and_run_in_their_order(cell):
    for number in (2, 3):
        cell(number).write(f"trail = [*globals().get('trail', []), {number}]")
    cell(1).write("trail = []")
    cell(4).write("print(trail, __name__)")
    cell(4).button("Run up to here").click()
    expect(cell(4).rest().own).to_have_text("[2, 3] __main__\n")


def test_run_all_stops_at_an_error_and_says_where(cell):
    cell(1).write("x = 1")
    cell(2).write("x / 0")
    cell(3).write("x = 2")
    cell(3).button("Run up to here").click()
    expect(cell(3).rest().status).to_have_text("Not reached: Cell 2 ended in an error")
    expect(cell(4).run("print(x)").own).to_have_text("1\n")


def test_an_error_shows_the_readers_own_lines_and_keeps_the_others(cell):
    cell(2).run("import json\ndef read(text):\n    return json.loads(text)\nread('{')")
    short, whole = cell(2).own.locator("pre").all_text_contents()
    assert re.findall(r'File "(.*?)", line (\d+)', short) == [("<Cell 2>", "4"), ("<Cell 2>", "3")]
    assert "    return json.loads(text)\n" in short
    assert short.splitlines()[-1].startswith("json.decoder.JSONDecodeError: Expecting property")
    assert "decoder.py" in whole
    assert "session.py" not in whole
    expect(cell(2).status).to_have_text("Stopped at an error")


def test_a_slip_in_the_syntax_is_shown_where_it_is(cell):
    cell(2).run("x = 1\ny = = 2")
    (shown,) = cell(2).own.locator("pre").all_text_contents()
    assert shown.startswith('  File "<Cell 2>", line 2\n    y = = 2\n')
    assert shown.endswith("SyntaxError: invalid syntax")


def test_rich_outputs_come_in_their_order(cell):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" aria-label="a dot"/>'
    cell(2).run(
        "import sys\n"
        "class Shown:\n"
        "    def __init__(self, **ways): vars(self).update(ways)\n"
        "print('first')\n"
        "print('aside', file=sys.stderr)\n"
        "display(Shown(_repr_html_=lambda: '<b>bold</b>'), [1, 2])\n"
        f"Shown(_repr_svg_=lambda: '{svg}')"
    )
    kinds = (
        "[...document.querySelectorAll('article .cell')[1].querySelector('.run-output').children]"
    )
    kinds = cell(2).tab.evaluate(f"{kinds}.map(node => node.className || node.localName)")
    assert kinds == [
        "output stream",
        "output stderr",
        "output text_html",
        "output text_plain",
        "figure",
    ]
    expect(cell(2).own.locator("b")).to_have_text("bold")
    picture = cell(2).own.get_by_role("img", name="a dot")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 9


def test_a_lab_made_in_the_page_comes_to_life(page, cell):
    made = gd.Lab("bowl", [gd.SGD(lr=0.1)])._repr_html_()
    assert page.evaluate("customElements.get('gd-lab')") is None
    cell(2).run(f"class Lab:\n    def _repr_html_(self):\n        return {made!r}\nLab()")
    expect(cell(2).own.locator("gd-lab[ready]")).to_be_visible()
    cell(2).button("Stored output").click()
    expect(cell(2).own).to_be_hidden()


def test_a_line_that_is_written_over_is_shown_once(cell):
    cell(2).run("for k in range(3):\n    print(k, end='\\r')\nprint('\\x1b[31mend')")
    expect(cell(2).own).to_have_text("end\n")


def test_gdlib_is_there_in_the_language_of_the_page_and_numpy_is_missed_kindly(cell):
    code = "import importlib.util, os\nprint(os.environ['GDLIB_LANGUAGE'])\n"
    cell(2).run(f"{code}try:\n    import gdlib\nexcept ModuleNotFoundError as error:\n"
                "    print(error.name, importlib.util.find_spec('gdlib').origin)")  # fmt: skip
    expect(cell(2).own).to_have_text(re.compile(r"en\s+numpy \S+/site-packages/gdlib/__init__.py"))
    cell(3).run("import gdlib as gd\ngd.plotting.curve(gd.landscapes.parabola)")
    expect(cell(3).note).to_contain_text("could not get matplotlib, numpy from 127.0.0.1")
    link = cell(3).note.get_by_role("link", name="Download this chapter's notebook")
    assert link.get_attribute("href").endswith("book/en/source-notes.ipynb")


def test_a_checked_exercise_is_told_to_the_page_and_kept_there(page, cell):
    page.evaluate("addEventListener('gdlib-exercise', ({ detail }) => window.heard = detail)")
    cell(2).run(
        "import sys, types\n"
        "module = types.ModuleType('gdlib.exercises')\n"
        "module.listeners = []\n"
        "sys.modules |= {'gdlib': types.ModuleType('gdlib'), 'gdlib.exercises': module}"
    )
    result = "types.SimpleNamespace(id='step', ok=True)"
    cell(3).run(f"[tell({result}) for tell in module.listeners]\nlen(module.listeners)")
    cell(4).run("del sys.modules['gdlib'], sys.modules['gdlib.exercises']\nprint(1)")
    expect(cell(3).own).to_have_text("1\n")
    assert page.evaluate("window.heard") == {"id": "step", "ok": True}
    assert page.evaluate("localStorage.getItem('gradient-descent-solved')") == '["step"]'


def test_what_cells_define_can_be_read_again_and_pickled(cell):
    cell(2).run(
        "import inspect, pickle\nclass Kept: pass\ndef f(x):\n    return x\n"
        "print(inspect.getsource(f), type(pickle.loads(pickle.dumps(Kept()))).__name__)"
    )
    expect(cell(2).own).to_have_text("def f(x):\n    return x\n Kept\n")


def test_input_says_what_to_do_instead(cell):
    cell(2).run("input('How many? ')")
    expect(cell(2).own).to_contain_text("RuntimeError: input() cannot ask anything in the page")


def test_too_much_output_is_cut(cell):
    cell(2).run("print('x' * 60_000)\nprint('unseen')")
    assert len(cell(2).own.locator("pre").text_content()) == 50_000
    expect(cell(2).own).to_contain_text("the rest is left out")


# ---- The editor


def test_the_keyboard_alone_edits_runs_and_leaves(page, cell):
    cell(7).button("Edit").focus()
    page.keyboard.press("Enter")
    expect(cell(7).field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("for k in (1, 2):\nprint(k)\nprint(-k)")
    assert cell(7).field.input_value() == "for k in (1, 2):\n    print(k)\n    print(-k)"
    page.keyboard.press("Shift+Enter")
    expect(cell(7).rest().own).to_have_text("1\n-1\n2\n-2\n")
    expect(cell(7).field).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell(7).button("Run")).to_be_focused()
    cell(7).field.focus()
    page.keyboard.press("Tab")
    expect(cell(7).field).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cell(7).field).to_be_focused()


def test_the_field_lies_exactly_over_its_coloured_copy(cell):
    cell(8).write("def f(x):\n    return '가나다' + x  # " + "a long line " * 20 + "\n\nf('<&>')")
    sizes = """cell => [...cell.querySelectorAll('.run-sheet > *')].map(node => {
      const { font, paddingLeft, paddingTop, letterSpacing, tabSize } = getComputedStyle(node);
      const { x, y, width, height } = node.getBoundingClientRect();
      return [font, paddingLeft, paddingTop, letterSpacing, tabSize, x, y, width, height];
    })"""
    copy, field = cell(8).box.evaluate(sizes)
    assert copy == field
    hidden = "node => [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight]"
    assert cell(8).field.evaluate(hidden) == [0, 0]
    assert (
        cell(8).box.locator(".run-sheet pre").text_content() == cell(8).field.input_value() + "\n"
    )


def test_code_keeps_its_colours_while_it_is_edited(cell):
    colours = """pre => [...pre.querySelectorAll('span')].map(
      span => [span.textContent, getComputedStyle(span).color])"""
    pre = cell(9).box.locator(".cell_input pre")
    before = dict(pre.evaluate(colours))
    cell(9).write(cell(9).box.locator("pre").first.text_content() + "#")
    after = dict(pre.evaluate(colours))
    both = {text for text in before.keys() & after.keys() if text.strip()}
    assert len(both) > 20
    assert {text for text in both if before[text] != after[text]} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_editors_and_results(page, cell, scheme):
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
    cell(2).run("import sys\nprint(1, file=sys.stderr)\ndisplay(2)\nimport json\njson.loads('')")
    cell(3).run("nowhere")
    rules = None if scheme == "light" else COLOUR_RULES
    assert faults_of(page, rules, within=".cell:has(.run-error)") == []
    page.emulate_media(color_scheme="light")


def test_controls_and_results_fit_a_phone_and_are_not_printed(page, cell):
    cell(2).run("print('wide ' * 99)")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.emulate_media(media="print")
    expect(cell(2).button("Run")).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})


# ---- What goes wrong; the worker of the other tests ends here


def test_an_endless_loop_is_stopped_and_the_next_cell_runs(page, cell):
    cell(2).write("kept = 1\nwhile True:\n    print('round')").button("Run").click()
    cell(3).button("Run").click()
    expect(cell(2).own).to_contain_text("round", timeout=START)
    expect(cell(3).status).to_have_text("Waiting for its turn")
    assert faults_of(page, within=".cell:has(.run-bar [aria-disabled])") == []
    cell(5).button("Edit").click()  # the page goes on meanwhile
    expect(cell(5).field).to_be_focused()
    cell(2).button("Stop").click()
    expect(cell(2).note).to_contain_text("all variables are gone")
    expect(cell(3).status).to_have_text("")
    cell(3).run("print(2**100, 'kept' in globals())")
    expect(cell(3).own).to_have_text("1267650600228229401496703205376 False\n")
    cell(4).run("kept")
    expect(cell(4).note).to_contain_text("Some cells above have not been run yet")


def test_where_pyodide_is_missing_the_reader_is_told_and_the_page_stays(browser, address, tmp_path):
    with sending(tmp_path) as empty, opened(browser, f"{address}book/ko/sgd.html", empty) as tab:
        box = tab.locator("article .cell").nth(2)
        before = box.locator(".cell_output").first.inner_html()
        box.get_by_role("button", name="실행, 셀 3", exact=True).click()
        note = box.locator(".run-note")
        expect(note).to_contain_text("에서 파이썬을 받지 못했다", timeout=START)
        assert empty.split("/")[2] in note.inner_text()
        assert note.get_by_role("link", name="노트북을 내려받아").count() == 1
        assert box.locator(".cell_output").first.inner_html() == before
        expect(box.locator(".cell_output").first).to_be_visible()
        (tmp_path / "pyodide.mjs").write_text("export const loadPyodide = () => { throw 'again' };")
        box.get_by_role("button", name="실행, 셀 3", exact=True).click()
        expect(note).to_contain_text("에서 파이썬을 받지 못했다", timeout=START)


# ---- What gdlib loads, and a whole chapter

USES = {
    "plotting": "gd.plotting",
    "Lab": "gd.Lab",
    "widgets": "gd.widgets.adam()._repr_html_()",
    "digits": "gd.problems.digits()",
    "diabetes": "gd.problems.diabetes()",
}
WITHOUT = """
import sys
hidden, *uses = sys.argv[1:]
sys.modules[hidden] = None
import gdlib as gd
for use in uses:
    try:
        eval(use)
        print("does without")
    except ModuleNotFoundError:
        print(hidden)
"""


def test_what_a_cell_has_gdlib_load_is_known_beforehand(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "book/_live")
    from session import LOADED_BY, modules_of

    needed = {word: set() for word in USES}
    for module in ("matplotlib", "sklearn"):
        command = [sys.executable, "-c", WITHOUT, module, *USES.values()]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        for word, missed in zip(USES, run.stdout.splitlines(), strict=True):
            needed[word] |= {missed} & {module}
    assert needed == LOADED_BY
    for word, use in USES.items():
        assert {*modules_of(f"import gdlib as gd\n{use}")} == {"gdlib", "numpy"} | needed[word]


@pytest.mark.skipif(not FULL, reason="PYODIDE_DISTRIBUTION names no folder with a distribution")
@pytest.mark.parametrize("page_file", ["book/en/learning-rate.html", "book/ko/adam.html"])
def test_a_whole_chapter_shows_in_the_page_what_is_stored(browser, address, page_file):
    with sending(Path(FULL)) as full, opened(browser, address + page_file, full) as tab:
        tab.get_by_role("button", name=re.compile("Run all above|위 셀까지")).last.click()
        tab.wait_for_function(
            "!document.querySelector('.run-bar [aria-disabled]')", timeout=300_000
        )
        assert tab.locator(".run-error").all_text_contents() == []
        for kind in (".stream", ".text_html:not(:has(gd-lab))"):
            stored = tab.locator(f".cell_output:not(.run-output) > {kind}").all_text_contents()
            own = tab.locator(f".run-output > {kind}").all_text_contents()
            assert [text.split() for text in own] == [text.split() for text in stored]
        ticked = tab.locator(".tick :checked")  # not by exercises not begun, nor by our solutions
        assert ticked.count() == 0
        asks, solves = tab.locator(".tag_exercise").first, tab.locator(".tag_solution").first
        asks.get_by_role("button", name=re.compile("Edit|고치기")).click()
        asks.locator("textarea").fill(solves.locator(".cell_input pre").first.text_content())
        asks.get_by_role("button", name=re.compile("^(Run|실행),")).click()
        expect(tab.locator(".tick input").first).to_be_checked(timeout=START)
        assert ticked.count() == 1
