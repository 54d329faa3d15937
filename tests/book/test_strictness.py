"""nbval compares what the book stores: numbers, words and drawings."""

import subprocess
import sys

import pytest
from bookfiles import ROOT, change

NEWEST = ["--nbval-sanitize-with", ROOT / "tests/book/without-figures.cfg"]


def nbval(book, *options):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    command += [
        "-p",
        "no:xdist",
        "-c",
        ROOT / "pyproject.toml",
        "--rootdir",
        book,
        *options,
        book / "en",
    ]
    return subprocess.run(command, capture_output=True, text=True)


def change_number(notebook):
    data = notebook.cells[3].outputs[0].data
    data["text/plain"] = data["text/plain"].replace("0.25", "0.26")


def change_drawing(notebook):
    data = notebook.cells[4].outputs[0].data
    data["image/svg+xml"] = data["image/svg+xml"].replace("L1,1", "L1,1.01")


def change_code(notebook):
    notebook.cells[3].source = notebook.cells[3].source.replace("0.5", "0.6")


def test_the_small_book_is_right(small_book):
    run = nbval(small_book)
    assert run.returncode == 0, run.stdout
    assert "3 passed" in run.stdout


@pytest.mark.parametrize(
    ("edit", "options", "passes"),
    [
        (change_number, [], False),
        (change_code, [], False),
        (change_drawing, [], False),
        (change_drawing, NEWEST, True),
        (change_number, NEWEST, False),
    ],
)
def test_a_changed_output_fails(edit, options, passes, small_book):
    change(small_book, "en", "steps", edit)
    run = nbval(small_book, *options)
    assert (run.returncode == 0) == passes, run.stdout
    assert passes or "Cell outputs differ" in run.stdout
