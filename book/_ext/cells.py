"""What a page makes of its cells: answers fold, figures wait for the reader, labs come to life.

A notebook cannot put a code cell inside a directive, so a code cell tagged ``answer`` moves into
the dropdown directly before it. A lab's output is HTML; pages that hold one load its script, a
module, which Jupyter Book would put on every page, and as a classic script, from _static.
A figure below the first loads when the reader comes near: on a slow machine a dozen drawings
hold up everything else for a second.
"""

import re
from pathlib import Path
from shutil import copy

from docutils import nodes
from sphinx.util import logging
from sphinx_design.shared import is_component

import gdlib

LAB = Path(gdlib.__file__).parent / "lab/lab.js"
FIGURE = re.compile(r'<img (?=[^>]*src="[^"]*/([^"/]+\.svg)")')
SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
CARD = 18  # pixels that book.css puts around a figure
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


def let_figures_wait(app, pagename, templatename, context, doctree):
    files = {name: file for file, name in app.builder.images.items()}
    first, *others = re.split("(?<=</figure>)", context.get("body", ""), maxsplit=1)

    def waiting(found):
        drawing = Path(app.srcdir, files[found[1]]).read_text(encoding="utf-8")
        width, height = (int(side) + CARD for side in SIZE.search(drawing).groups())
        return f'<img loading="lazy" width="{width}" height="{height}" '

    if others:
        context["body"] = first + FIGURE.sub(waiting, others[0])


def setup(app):
    app.connect("doctree-read", fold_answers)
    app.connect("builder-inited", copy_lab)
    app.connect("html-page-context", load_lab)
    app.connect("html-page-context", let_figures_wait)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
