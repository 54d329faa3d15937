"""What a page makes of its cells: answers fold, labs come to life, code runs.

A notebook cannot put a code cell inside a directive, so a code cell tagged ``answer`` moves into
the dropdown directly before it. Labs and cells need scripts, modules, which Jupyter Book would put
on every page, and as classic scripts, from _static; pages that hold one load them. Python comes
from PYODIDE_URL, else from ``pyodide_url`` in _config.yml, and gdlib from a wheel in the site.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree

from docutils import nodes
from sphinx.util import logging
from sphinx_design.shared import is_component

import gdlib

GDLIB = Path(gdlib.__file__).parent
LIVE = Path(__file__).parents[1] / "_live"
log = logging.getLogger(__name__)


def is_answer(node):
    return isinstance(node, nodes.container) and "tag_answer" in node["classes"]


def fold_answers(app, doctree):
    for cell in list(doctree.findall(is_answer)):
        place = cell.parent.index(cell)
        before = cell.parent[place - 1] if place else None
        if before is not None and is_component(before, "dropdown"):
            cell.parent.remove(cell)
            before.append(cell)
        else:
            log.warning("a cell tagged 'answer' must directly follow a dropdown", location=cell)


def take_pyodide(app, config):
    address = os.environ.get("PYODIDE_URL") or config.pyodide_url
    config.pyodide_url = os.environ["PYODIDE_URL"] = address.rstrip("/") + "/"


def copy_scripts(app):
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    copy(GDLIB / "lab/lab.js", static)
    copytree(LIVE, static / "live", dirs_exist_ok=True)
    build = GDLIB.parent / "scripts/build_wheel.py"
    command = [sys.executable, build, app.outdir.parent / "wheels"]
    built = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    app.gdlib_wheel = copy(built.stdout.strip(), static / "live")


def load_scripts(app, pagename, templatename, context, doctree):
    body = context.get("body", "")
    if "<gd-lab" in body:
        app.add_js_file("lab.js", type="module", **{"async": "async"})
    if 'class="cell_input' in body:
        places = {"pyodide": app.config.pyodide_url, "wheel": Path(app.gdlib_wheel).name}
        data = {f"data-{name}": place for name, place in places.items()}
        app.add_js_file("live/run.js", type="module", **data)
        app.add_css_file("live/run.css")


def setup(app):
    app.add_config_value("pyodide_url", "", "html", [str])
    app.connect("config-inited", take_pyodide)
    app.connect("doctree-read", fold_answers)
    app.connect("builder-inited", copy_scripts)
    app.connect("html-page-context", load_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
