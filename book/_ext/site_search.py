"""Search by Pagefind, one index per language.

Sphinx's own finds nothing for 진동 where the page says 진동은; Pagefind matches the beginnings
of words. So that 하강법 finds 경사하강법, the ends of the glossary's compound words are written
into an attribute that Pagefind indexes too. Headings get ids, so that results lead to sections.
"""

import re
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

from docutils import nodes
from sphinx.errors import ExtensionError

GLOSSARY = "book/ko/glossary"
COMPOUND = re.compile("[가-힣]{4,}")
LABELS = r'(?:<span id="[^"]*"></span>)*'
HEADING = re.compile(rf'(<section\b[^>]*? id="([^"]+)"[^>]*>\s*{LABELS})<(h[2-6])>')
PAGEFIND = [sys.executable, "-m", "pagefind", "--glob", "book/{ko,en}/*.html"]
PAGEFIND += ["--root-selector", "article.bd-article"]
PAGEFIND += ["--exclude-selectors", ".katex, .eqno, .headerlink, .cell_input"]


def read_compounds(app, env):
    """Map each long word of the glossary's first column to its ends: 경사하강법 to 하강법."""
    rows = env.get_doctree(GLOSSARY).findall(nodes.row) if GLOSSARY in env.all_docs else []
    words = {word for row in rows for word in COMPOUND.findall(row[0].astext())}
    env.word_ends = {word: [word[start:] for start in range(2, len(word) - 1)] for word in words}


def mark_sections(app, pagename, templatename, context, doctree):
    if not context.get("body"):
        return
    before, *sections = re.split("<section ", context["body"])
    for place, text in enumerate(sections):
        found = {end for word, ends in app.env.word_ends.items() if word in text for end in ends}
        if found:
            ends = " ".join(sorted(found))
            sections[place] = f'data-pagefind-index-attrs="data-ends" data-ends="{ends}" {text}'
    body = "<section ".join([before, *sections])
    context["body"] = HEADING.sub(r'\1<\3 id="\2-heading">', body)


def without_sphinx_search(app):
    app.builder.search = False


def index_pages(app, exception):
    if exception or app.builder.name != "html":
        return
    rmtree(Path(app.outdir, "pagefind"), ignore_errors=True)
    command = [*PAGEFIND, "--site", str(app.outdir)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise ExtensionError(f"Pagefind could not index the site:\n{run.stdout}{run.stderr}")


def setup(app):
    app.connect("builder-inited", without_sphinx_search)
    app.connect("env-updated", read_compounds)
    app.connect("html-page-context", mark_sections)
    app.connect("build-finished", index_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
