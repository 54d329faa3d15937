"""binder/: repo2docker accepts it, and a clean environment made from it runs a chapter."""

import shutil
import sys

import nbformat
from binder_environment import environment, run
from bookfiles import BOOK, ROOT

CHAPTER = BOOK / "ko" / "gradient-descent.ipynb"


def test_repo2docker_accepts_the_repository(tmp_path):
    """It reads what git holds; the environments and caches of this folder would slow it down."""
    ignored = shutil.ignore_patterns(".*", "node_modules", "_build", "__pycache__")
    repository = shutil.copytree(ROOT, tmp_path / "repository", ignore=ignored)
    recipe = run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", ".", cwd=repository)
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in recipe


def shown(notebook):
    """The text that the cells show: what they print, and values in plain text."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.get("text") or output.data.get("text/plain") for output in outputs]


def test_a_clean_environment_runs_a_chapter(pytestconfig, tmp_path):
    python = environment(pytestconfig.cache.mkdir("binder"))
    execute = ["-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--log-level", "WARN"]
    run(python, *execute, "--output-dir", tmp_path, CHAPTER)
    executed = nbformat.read(tmp_path / CHAPTER.name, as_version=4)
    assert shown(executed) == shown(nbformat.read(CHAPTER, as_version=4))
