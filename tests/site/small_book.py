"""A book of one chapter in both languages, with the real settings, to try what the whole cannot."""

from shutil import copytree, ignore_patterns

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from site_files import LANGUAGES, ROOT

CONTENTS = """\
format: jb-book
root: book/index
parts:
""" + "".join(
    f"""\
  - caption: {language}
    chapters:
      - file: book/{language}/index
        sections: [{{file: book/{language}/chapter}}]
"""
    for language in LANGUAGES
)
MOVING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><circle cx="30" cy="30" r="9">
<animate attributeName="cx" from="30" to="270" dur="1s" fill="freeze"/></circle></svg>"""


def chapter(headings=("One", "Two"), formula=r"\alpha", solved=True):
    """A chapter with one of each thing that our extensions touch."""
    drawing = {"image/svg+xml": MOVING, "text/plain": "drawing"}
    check = 'gd.exercises.check("momentum-1", ...)'
    solutions = [
        new_markdown_cell("## Solutions\n\nThis one:"),
        new_code_cell(check, execution_count=3, metadata={"tags": ["solution"]}),
    ]
    cells = [
        new_markdown_cell("# Chapter\n\nA first paragraph that says what this chapter is about.\n"),
        new_code_cell(
            "draw()",
            execution_count=1,
            metadata={"tags": ["hide-input", "animation"], "mystnb": {"image": {"alt": "a ball"}}},
            outputs=[new_output("execute_result", data=drawing, execution_count=1)],
        ),
        *(new_markdown_cell(f"## {heading}\n\nWords and ${formula}$.\n") for heading in headings),
        new_markdown_cell("## Exercises\n\n### 1. Half\n\nWhich one?"),
        new_code_cell(check, execution_count=2, metadata={"tags": ["exercise"]}),
        new_markdown_cell("## The end\n\nWords."),
        *(solutions if solved else ()),
    ]
    return new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})


def write_book(folder, ko=None, en=None, lite=False):
    """Write the book's files into a folder and return it; without JupyterLite it builds sooner."""
    for part in ("_ext", "_live", "_static", "_templates"):
        ignored = ignore_patterns("__pycache__")
        copytree(ROOT / "book" / part, folder / "book" / part, ignore=ignored)
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    config = config if lite else config.replace("jupyterlite: true", "jupyterlite: false")
    (folder / "_config.yml").write_text(config, encoding="utf-8")
    (folder / "book/references.bib").write_text("", encoding="utf-8")
    (folder / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "book/index.md").write_text("# Door\n\nA way in.\n", encoding="utf-8")
    for language, notebook in (("ko", ko), ("en", en)):
        own = folder / "book" / language
        own.mkdir()
        (own / "index.md").write_text("# Index\n\nWords.\n", encoding="utf-8")
        nbformat.write(notebook or chapter(), own / "chapter.ipynb")
    return folder
