"""What a page makes of its cells: solutions fold, figures wait for the reader.

The section that holds cells tagged ``solution``, the last of a notebook, becomes one dropdown at
the end of the exercises, and a link leads to each exercise by its id, ``#momentum-1``. A figure
below the first loads when the reader comes near: on a slow machine a dozen drawings hold up
everything else for a second.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util import logging
from sphinx_design.shared import create_component

CHECK = re.compile(r'exercises\.check\("([\w-]+)"')
FIGURE = re.compile(r'<img (?=[^>]*src="[^"]*/([^"/]+\.svg)")')
SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
CARD = 18  # pixels that book.css puts around a figure
log = logging.getLogger(__name__)


def tagged(doctree, tag):
    cells = doctree.findall(nodes.container)
    return [cell for cell in cells if f"tag_{tag}" in cell["classes"]]


def arrange_exercises(app, doctree):
    asked, solved = tagged(doctree, "exercise"), tagged(doctree, "solution")
    if not asked and not solved:
        return
    if not asked or not solved:
        log.warning("cells tagged 'exercise' and 'solution' go together", location=doctree)
        return
    for cell in asked:
        if check := CHECK.search(cell.astext()):
            cell.parent["ids"].insert(0, check[1])
    # An exercise has a heading of its own below that of all exercises; the solutions have one.
    exercises, solutions = asked[0].parent.parent, solved[0].parent
    title = solutions.pop(0)
    titled = nodes.rubric(title.rawsource, "", *title.children, ids=["solutions"])
    look = {"container_classes": ["solutions"], "title_classes": [], "body_classes": []}
    shut = {"opened": False, "has_title": True, "icon": None, "chevron": None}
    fold = create_component("dropdown", **shut, **look)
    exercises += fold
    fold += [titled, *solutions.children]
    solutions.parent.remove(solutions)


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
    app.connect("doctree-read", arrange_exercises, priority=50)  # before sections are compared
    app.connect("html-page-context", let_figures_wait)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
