"""What lives in the reader's browser: labs, Python in the page, the exercises solved, JupyterLite.

Pages load the scripts that they need, modules, which Jupyter Book would put on every page if they
lay in _static. A page with cells tagged ``stored`` reads a file of the repository, and is not run;
the map is a page of cards. scripts/build_lite.py makes JupyterLite beside the pages. Pyodide comes
from PYODIDE_URL or ``pyodide_url``, at the first run, and gdlib from a wheel of the site's own.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree
from subprocess import PIPE, STDOUT, Popen

from sphinx.errors import ExtensionError

import gdlib

GDLIB = Path(gdlib.__file__).parent
SCRIPTS = GDLIB.parent / "scripts"


def take_address(app, config):
    address = os.environ.get("PYODIDE_URL") or config.pyodide_url
    config.pyodide_url = os.environ["PYODIDE_URL"] = address.rstrip("/") + "/"


def copy_scripts(app):
    folder = Path(app.outdir, "_static/live")
    copytree(Path(app.srcdir, "book/_live"), folder, dirs_exist_ok=True)
    copy(GDLIB / "lab/lab.js", folder.parent)
    wheels = Path(app.outdir).parent / "wheels"
    command = [sys.executable, SCRIPTS / "build_wheel.py", wheels]
    run = subprocess.run(command, stdout=PIPE, text=True, check=True)
    app.gdlib_wheel = Path(copy(run.stdout.strip(), folder)).name


def load_scripts(app, pagename, templatename, context, doctree):
    body = context.get("body", "")
    if "<gd-lab" in body:
        app.add_js_file("lab.js", type="module", **{"async": "async"})
    if 'class="cell_input' in body and "tag_stored" not in body:
        places = {"data-pyodide": app.config.pyodide_url, "data-wheel": app.gdlib_wheel}
        app.add_js_file("live/run.js", type="module", **places)
        app.add_js_file("live/ticks.js", type="module")
        app.add_css_file("live/run.css")
    if "sd-card-title" in body:
        ids = {"data-exercises": " ".join(app.config.exercises)}
        app.add_js_file("live/map.js", type="module", **ids)


def start_lite(app):
    app.lite = None
    if app.config.jupyterlite and app.builder.name == "html":
        command = [sys.executable, SCRIPTS / "build_lite.py", app.srcdir, Path(app.outdir, "lite")]
        app.lite = Popen(command, stdout=PIPE, stderr=STDOUT, text=True)


def finish_lite(app, exception):
    if app.lite is None:
        return
    if exception:
        app.lite.terminate()
    said, _ = app.lite.communicate()
    if app.lite.returncode and not exception:
        raise ExtensionError(said.strip())


def setup(app):
    app.add_config_value("pyodide_url", "", "html", [str])
    app.add_config_value("exercises", gdlib.exercises.ids(), "html", [list])
    app.add_config_value("jupyterlite", True, "html", [bool])
    app.connect("config-inited", take_address)
    app.connect("builder-inited", copy_scripts)
    app.connect("builder-inited", start_lite)
    app.connect("html-page-context", load_scripts)
    app.connect("build-finished", finish_lite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
