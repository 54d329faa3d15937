"""Code cells: short, narrow, set up alike."""

import ast

import pytest
from bookfiles import BOOK, cells, change, expect_none, notebooks

LINES, COLUMNS, IMPORTS = 15, 88, 5
SETUP = ["import numpy as np", "import gdlib as gd"]


def long_cells(book):
    problems = []
    for _, where, cell in cells(book):
        lines = cell.source.splitlines()
        if len(lines) > LINES:
            problems.append(f"{where}: {len(lines)} lines, {LINES} are allowed")
        problems += [
            f"{where}: {len(line)} columns: {line}" for line in lines if len(line) > COLUMNS
        ]
    return problems


def unclear_results(book):
    """A trailing semicolon hides a result; an empty cell has none."""
    problems = []
    for _, where, cell in cells(book):
        if not cell.source.strip():
            problems.append(f"{where}: empty")
        elif cell.source.rstrip().endswith(";"):
            problems.append(f"{where}: ends in a semicolon")
    return problems


def unlike_setups(book):
    """The first code cell imports NumPy and gdlib, as in every chapter, and little else."""
    problems = []
    for language, name, notebook in notebooks(book):
        first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
        lines = first.source.splitlines() if first else []
        imports = all(
            isinstance(node, ast.Import | ast.ImportFrom)
            for node in ast.parse("\n".join(lines)).body
        )
        if not set(SETUP) <= set(lines) or not imports or len(lines) > IMPORTS:
            problems.append(
                f"{language}/{name}: set-up is to be {SETUP} and at most {IMPORTS} imports"
            )
    return problems


CHECKS = [long_cells, unclear_results, unlike_setups]


@pytest.mark.parametrize("check", CHECKS)
def test_the_book(check):
    expect_none(check(BOOK))


@pytest.mark.parametrize("check", CHECKS)
def test_the_small_book_is_right(check, small_book):
    expect_none(check(small_book))


@pytest.mark.parametrize(
    ("check", "cell", "source"),
    [
        (long_cells, 3, "1\n" * 16),
        (long_cells, 3, "x = 1" + " + 1" * 30),
        (unclear_results, 3, "x = 1\nx;"),
        (unclear_results, 3, "\n"),
        (unlike_setups, 1, "import gdlib as gd"),
        (unlike_setups, 1, "\n".join([*SETUP, "rng = np.random.default_rng(0)"])),
    ],
)
def test_a_broken_copy_is_found(check, cell, source, small_book):
    change(small_book, "ko", "steps", lambda notebook: notebook.cells[cell].update(source=source))
    assert len(check(small_book)) == 1
