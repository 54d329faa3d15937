"""Where links arrive: the site's own address, its root, its sections, and what does not exist.

SITE_URL, or the project's GitHub Pages, makes the links of search engines and shares absolute.
A section has one id in both languages, so that the language switch keeps it. The not-found page
finds the site from any depth, under any path.
"""

import os
import re
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

from bilingual import in_language
from docutils import nodes
from sphinx.util import logging

INNER = re.compile(r'\b(href|src)="(?![a-z]+:|[#/.])([^"])')
FORMULA_MARKUP = re.compile(r"\\(?:mathcal|mathbf|hat)?|[{}]")
log = logging.getLogger(__name__)


def take_address(app, config):
    owner, _, project = os.environ.get("GITHUB_REPOSITORY", "").partition("/")
    pages = f"https://{owner}.github.io/{project}" if owner else ""
    address = os.environ.get("SITE_URL") or config.html_baseurl or pages
    if address:
        config.html_baseurl = config.ogp_site_url = address.rstrip("/") + "/"
        config.html_context["site_address"] = config.html_baseurl


def share_section_ids(app, doctree):
    """Korean headings would be ``id1``, ``id2``; they take the English ids, by order."""
    docname, twin = app.env.docname, in_language(app.env.docname, "en")
    if docname == twin or twin not in app.env.all_docs:
        return
    app.env.note_dependency(app.env.doc2path(twin))
    ours = list(doctree.findall(nodes.section))
    theirs = list(app.env.get_doctree(twin).findall(nodes.section))
    if len(ours) != len(theirs):
        log.warning("%d headings here, %d in %s", len(ours), len(theirs), twin, location=docname)
        return
    taken = {their["ids"][0] for their in theirs}
    for our, their in zip(ours, theirs, strict=True):
        our["ids"] = [their["ids"][0], *(id_ for id_ in our["ids"] if id_ not in taken)]


def describe(app, pagename, templatename, context, doctree):
    """Let the first paragraphs describe a shared page, without the markup of their formulas."""
    meta = context.get("meta") or {}
    if doctree and "og:description" not in meta:
        opening = " ".join(node.astext() for node in list(doctree.findall(nodes.paragraph))[:6])
        plain = FORMULA_MARKUP.sub("", opening)
        context["meta"] = {**meta, "og:description": textwrap.shorten(plain, 160, placeholder="…")}


def not_found_page(app):
    yield "404", {"site_path": urlsplit(app.config.html_baseurl).path or "/"}, "404.html"


def show_door_at_root(app, exception):
    if exception or app.builder.name != "html":
        return
    page = Path(app.outdir, f"{app.config.root_doc}.html").read_text(encoding="utf-8")
    page = INNER.sub(r'\1="book/\2', page).replace('="../', '="').replace('root=""', 'root="./"')
    Path(app.outdir, "index.html").write_text(page, encoding="utf-8")


def setup(app):
    app.connect("config-inited", take_address, priority=900)
    app.connect("doctree-read", share_section_ids, priority=100)  # before contents and labels
    app.connect("html-page-context", describe, priority=100)
    app.connect("html-collect-pages", not_found_page)
    app.connect("build-finished", show_door_at_root)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
