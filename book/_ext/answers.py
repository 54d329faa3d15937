"""An exercise's answer opens in one fold: its prose and its code.

A notebook cannot put a code cell inside a directive. So a code cell tagged ``answer`` moves into
the dropdown directly before it.
"""

from docutils import nodes
from sphinx.util import logging
from sphinx_design.shared import is_component

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


def setup(app):
    app.connect("doctree-read", fold_answers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
