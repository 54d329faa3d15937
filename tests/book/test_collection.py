"""The notebooks on disk, in `_toc.yml` and collected by nbval are the same, in both languages."""

import os
import subprocess
import sys

import pytest
import yaml
from bookfiles import BOOK, LANGUAGES, ROOT, expect_none, names


def on_disk(book):
    return {
        f"{language}/{name}" for language in LANGUAGES for name in names(book, language, ".ipynb")
    }


def listed(toc):
    """Every file that `_toc.yml` names, as 'ko/momentum'."""
    found, waiting = set(), [yaml.safe_load(toc.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        waiting += (
            node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        )
        if isinstance(node, dict) and "file" in node:
            found.add(node["file"].removeprefix("book/"))
    return found


def collected(book):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    command += ["-p", "no:xdist", "-c", os.devnull, "--rootdir", book, book]
    run = subprocess.run(command, capture_output=True, text=True, cwd=book)
    return {line.split(".ipynb::")[0] for line in run.stdout.splitlines() if ".ipynb::" in line}


def differences(book, toc):
    disk, collection, contents = on_disk(book), collected(book), listed(toc)
    pages = {
        f"{language}/{name}" for language in LANGUAGES for name in names(book, language, ".md")
    }
    problems = [f"{name} is on disk and not in _toc.yml" for name in (disk | pages) - contents]
    problems += [f"{name} is in _toc.yml and not on disk" for name in contents - disk - pages]
    problems += [f"{name} is on disk and not collected" for name in disk - collection]
    for name in names(book, "ko", "") ^ names(book, "en", ""):
        problems.append(f"{name} stands in one language only")
    return problems


def test_disk_contents_and_collection_agree():
    expect_none(differences(BOOK, ROOT / "_toc.yml"))


@pytest.fixture
def small_toc(small_book):
    files = [f"book/{language}/{name}" for language in LANGUAGES for name in ["steps", "glossary"]]
    toc = small_book / "_toc.yml"
    toc.write_text(
        yaml.safe_dump({"root": "book/index", "chapters": [{"file": file} for file in files]})
    )
    return toc


def test_the_small_book_is_right(small_book, small_toc):
    expect_none(differences(small_book, small_toc))


def test_a_missing_contents_line_is_found(small_book, small_toc):
    small_toc.write_text(small_toc.read_text().replace("- file: book/en/steps\n", ""))
    assert "en/steps is on disk and not in _toc.yml" in differences(small_book, small_toc)


def test_a_missing_notebook_is_found(small_book, small_toc):
    (small_book / "ko" / "steps.ipynb").unlink()
    assert set(differences(small_book, small_toc)) == {
        "ko/steps is in _toc.yml and not on disk",
        "steps stands in one language only",
    }
