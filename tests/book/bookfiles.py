"""The book's files as the tests of this folder read them. Every check takes the folder `book`, so
that a test can hand it a broken copy; what is wrong comes back as a list of sentences."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
LANGUAGES = ("ko", "en")
HANGUL = re.compile("[가-힣]")


def names(book, language, ending):
    """The pages of one language, by name: {'momentum', ...}."""
    return {path.stem for path in Path(book, language).glob(f"*{ending}")}


def notebooks(book):
    """Language, name and content of every notebook."""
    for language in LANGUAGES:
        for name in sorted(names(book, language, ".ipynb")):
            yield language, name, read(book, language, name)


def read(book, language, name):
    return nbformat.read(Path(book, language, f"{name}.ipynb"), as_version=4)


def cells(book, kind="code"):
    """Language, place ('ko/momentum, cell first-step') and cell, for all cells of one kind."""
    for language, name, notebook in notebooks(book):
        for cell in notebook.cells:
            if cell.cell_type == kind:
                yield language, f"{language}/{name}, cell {cell.id}", cell


def texts(book):
    """Language, where it stands and text of all that is written in Markdown, cells and pages."""
    for language, where, cell in cells(book, "markdown"):
        yield language, where, cell.source
    for language in LANGUAGES:
        for path in sorted(Path(book, language).glob("*.md")):
            yield language, f"{language}/{path.name}", path.read_text(encoding="utf-8")


def change(book, language, name, edit):
    """Store a notebook as `edit` leaves it: how the tests break a copy."""
    notebook = read(book, language, name)
    edit(notebook)
    nbformat.write(notebook, Path(book, language, f"{name}.ipynb"))


def execute(book, *names):
    """Run notebooks and store their outputs, as `make execute` does."""
    command = [sys.executable, ROOT / "scripts/execute_notebooks.py", "--book", book, *names]
    return subprocess.run(command, capture_output=True, text=True)


def expect_none(problems):
    """Fail with the whole list, one problem a line."""
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
