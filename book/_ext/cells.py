"""What a page makes of two kinds of cells: answers fold, labs come to life.

A notebook cannot put a code cell inside a directive, so a code cell tagged ``answer`` moves into
the dropdown directly before it. A lab's output is HTML; pages that hold one load its script, a
module, which Jupyter Book would put on every page, and as a classic script, from _static.
"""

from pathlib import Path
from shutil import copy

from docutils import nodes
from sphinx.util import logging
from sphinx_design.shared import is_component

import gdlib

LAB = Path(gdlib.__file__).parent / "lab/lab.js"
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


def copy_lab(app):
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    copy(LAB, static)


def load_lab(app, pagename, templatename, context, doctree):
    if "<gd-lab" in context.get("body", ""):
        app.add_js_file("lab.js", type="module", **{"async": "async"})


def setup(app):
    app.connect("doctree-read", fold_answers)
    app.connect("builder-inited", copy_lab)
    app.connect("html-page-context", load_lab)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
