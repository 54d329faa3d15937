"""The whole book in JupyterLite, beside the pages: scripts/build_lite.py makes it meanwhile.

It starts with the build of the pages and is waited for at their end; where nothing has changed
since the last time it has nothing to do.
"""

import sys
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

from sphinx.errors import ExtensionError

import gdlib

SCRIPT = Path(gdlib.__file__).parents[1] / "scripts/build_lite.py"


def start(app):
    if app.builder.name == "html":
        command = [sys.executable, str(SCRIPT), str(app.srcdir), str(Path(app.outdir, "lite"))]
        app.lite = Popen(command, stdout=PIPE, stderr=STDOUT, text=True)


def finish(app, exception):
    if app.builder.name != "html":
        return
    if exception:
        app.lite.terminate()
    said, _ = app.lite.communicate()
    if app.lite.returncode and not exception:
        raise ExtensionError(said.strip())


def setup(app):
    app.connect("builder-inited", start)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
