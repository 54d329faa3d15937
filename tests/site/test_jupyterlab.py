"""A reader comes from a chapter's Binder button: JupyterLab of binder/'s own environment.

What no container is needed for: the packages in a clean environment, binder/postBuild, the server,
the address that the button leads to, a whole chapter, and sliders that move figures.
"""

import json
import os
import subprocess
import time
from pathlib import Path
from shutil import copytree, ignore_patterns

import nbformat
import pytest
from binder_environment import environment, run
from site_files import ROOT

CHAPTER = "book/ko/momentum.ipynb"
NOTEBOOK = "jupyterapp.shell.currentWidget"
CODE = f"[...{NOTEBOOK}.content.model.cells].filter(cell => cell.type === 'code')"
SHOW = f"""text => {{
  const {{content}} = {NOTEBOOK};
  content.activeCellIndex = [...content.model.cells].findIndex(
    cell => cell.sharedModel.getSource().includes(text));
  return content.scrollToItem(content.activeCellIndex, 'start');
}}"""
HOLDS = f"""async code => {{
  let said = '';
  const future = {NOTEBOOK}.sessionContext.session.kernel.requestExecute({{code}});
  future.onIOPub = message => {{ said += message.content.text ?? message.content.evalue ?? ''; }};
  await future.done;
  return said.trim() === 'True';
}}"""


@pytest.fixture(scope="module")
def server(pytestconfig, tmp_path_factory):
    """The address of a Jupyter server as Binder starts it, in a copy of the repository's book."""
    python = environment(pytestconfig.cache.mkdir("binder"))
    home, log = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("log") / "jupyter"
    for part in ("book", "binder"):
        copytree(ROOT / part, home / part, ignore=ignore_patterns("__pycache__", ".ipynb*"))
    surroundings = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)}
    surroundings |= {f"JUPYTER_{kind}_DIR": f"{home}/{kind}" for kind in ("DATA", "CONFIG")}
    surroundings = {**os.environ, **surroundings, "JUPYTER_RUNTIME_DIR": f"{home}/runtime"}
    run("bash", "binder/postBuild", cwd=home, env=surroundings)
    command = [python.parent / "jupyter-lab", "--no-browser", "--allow-root", "--port=0"]
    command += ["--ServerApp.ip=127.0.0.1", "--IdentityProvider.token="]
    command += ["--LabApp.expose_app_in_browser=True"]
    with open(log, "w") as output:
        server = subprocess.Popen(command, cwd=home, env=surroundings, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 60
        while not (running := list(Path(home, "runtime").glob("jpserver-*.json"))):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield json.loads(running[0].read_text())["url"]
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def requests():
    return set()


@pytest.fixture(scope="module")
def opened(browser, server, requests):
    """The chapter in JupyterLab, at the address that Binder's button names, before any cell ran."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.on("request", lambda request: requests.add(request.url))
        tab = context.new_page()
        tab.set_default_timeout(60_000)
        tab.goto(f"{server}lab/tree/{CHAPTER}")
        idle = f"window.jupyterapp && {NOTEBOOK}?.sessionContext?.session?.kernel?.status"
        tab.wait_for_function(f"{idle} === 'idle'")
        yield tab


@pytest.fixture(scope="module")
def chapter(opened):
    """The same after "Run All Cells" in the menu."""
    opened.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    opened.wait_for_function(f"{CODE}.every(cell => !cell.executionCount && !cell.outputs.length)")
    opened.get_by_role("menuitem", name="Run", exact=True).click()
    opened.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    opened.wait_for_function(f"{CODE}.every(cell => cell.executionCount)")
    return opened


def texts(cells):
    """What code cells show as text, without what differs between a notebook and its live self."""
    outputs = (output for cell in cells for output in cell["outputs"])
    shown = (output.get("text") or output["data"]["text/plain"] for output in outputs)
    return ["".join(text) for text in shown]


def test_the_chapter_opens_with_its_stored_figures_and_no_dialog(opened):
    assert opened.locator(".jp-Dialog").count() == 0
    assert opened.locator(".jp-RenderedSVG svg, .jp-RenderedSVG img").first.is_visible()


def test_every_cell_runs_and_says_what_the_book_says(chapter):
    live = chapter.evaluate(f"{CODE}.map(cell => cell.toJSON())")
    stored = nbformat.read(ROOT / CHAPTER, as_version=4).cells
    assert texts(live) == texts([cell for cell in stored if cell.cell_type == "code"])


@pytest.fixture
def lab(chapter):
    """The cell that shows the lab, and a way to wait for what Python sees of it."""
    chapter.evaluate(SHOW, "gd.Lab(")
    cell = chapter.locator(".jp-Cell.jp-mod-active")
    cell.locator("input[type=range]").first.wait_for()
    number = chapter.evaluate(f"{NOTEBOOK}.content.activeCell.model.executionCount")

    def wait_until(condition):
        code = f"state = Out[{number}].state; print({condition})"
        chapter.wait_for_function(HOLDS, arg=code, polling=200, timeout=10_000)

    return cell, wait_until


def test_a_slider_of_the_lab_moves_its_figure_and_its_state_in_python(chapter, lab):
    cell, wait_until = lab
    wait_until("state['SGD.lr'] == 0.4762")
    picture = cell.locator(".lab").screenshot()
    cell.get_by_role("slider", name="SGD: 학습률 α").focus()
    for _ in range(5):
        chapter.keyboard.press("ArrowLeft")
    wait_until("state['SGD.lr'] < 0.47")
    assert cell.locator(".lab").screenshot() != picture


def test_the_start_is_dragged_and_python_knows_where_to(chapter, lab):
    cell, wait_until = lab
    wait_until("state['x'] == [-5, -2]")
    place = cell.locator(".handle").bounding_box()
    chapter.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    chapter.mouse.down()
    chapter.mouse.move(place["x"] + 80, place["y"], steps=5)
    chapter.mouse.up()
    wait_until("state['x'][0] > -4")


def test_a_slider_of_an_explorer_redraws_its_figure_and_python_knows_its_value(chapter):
    chapter.evaluate(
        f"""async code => {{
          const {{commands}} = jupyterapp;
          await commands.execute('notebook:insert-cell-below');
          {NOTEBOOK}.content.activeCell.model.sharedModel.setSource(code);
          await commands.execute('notebook:run-cell');
        }}""",
        "explorer = gd.widgets.momentum()\nexplorer",
    )
    cell = chapter.locator(".jp-Cell.jp-mod-active")
    cell.get_by_role("slider").first.wait_for()
    figure = cell.locator(".jupyter-widgets svg").first
    before = figure.inner_html()
    cell.get_by_role("slider").first.focus()
    chapter.keyboard.press("ArrowRight")
    condition = "print(explorer.state != gd.widgets.momentum().state)"
    chapter.wait_for_function(HOLDS, arg=condition, polling=200, timeout=10_000)
    active = "document.querySelector('.jp-mod-active .jupyter-widgets svg')"
    moved = f"before => {active}?.innerHTML !== before"
    chapter.wait_for_function(moved, arg=before)


def test_no_other_host_is_asked(chapter, server, requests):
    own = (server, server.replace("http", "ws"), "data:", "blob:")
    assert [address for address in requests if not address.startswith(own)] == []
