"""Code runs in the page: pages with cells load the scripts of book/_live, modules all of them.

Python comes from PYODIDE_URL, else from ``pyodide_url`` in _config.yml, when a reader first runs a
cell; gdlib from the wheel that is built into the site.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree

import gdlib

ROOT = Path(gdlib.__file__).parents[1]


def take_address(app, config):
    address = os.environ.get("PYODIDE_URL") or config.pyodide_url
    config.pyodide_url = os.environ["PYODIDE_URL"] = address.rstrip("/") + "/"


def copy_scripts(app):
    folder = Path(app.outdir, "_static/live")
    copytree(Path(app.srcdir, "book/_live"), folder, dirs_exist_ok=True)
    wheels = Path(app.outdir).parent / "wheels"
    command = [sys.executable, ROOT / "scripts/build_wheel.py", wheels]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    app.gdlib_wheel = Path(copy(run.stdout.strip(), folder)).name


def load_scripts(app, pagename, templatename, context, doctree):
    if 'class="cell_input' in context.get("body", ""):
        places = {"data-pyodide": app.config.pyodide_url, "data-wheel": app.gdlib_wheel}
        app.add_js_file("live/run.js", type="module", **places)
        app.add_css_file("live/run.css")


def setup(app):
    app.add_config_value("pyodide_url", "", "html", [str])
    app.connect("config-inited", take_address)
    app.connect("builder-inited", copy_scripts)
    app.connect("html-page-context", load_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
