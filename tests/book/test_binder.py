"""binder/: repo2docker accepts it, and a clean environment made from it runs a chapter."""

import hashlib
import platform
import shutil
import subprocess
import sys
import tomllib
import venv

import nbformat
from bookfiles import BOOK, ROOT

CHAPTER = BOOK / "ko" / "gradient-descent.ipynb"
SOURCES = ["binder/requirements.txt", "requirements.txt"]


def run(*command, cwd=ROOT):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_repo2docker_accepts_the_repository(tmp_path):
    """It reads what git holds; the environments and caches of this folder would slow it down."""
    ignored = shutil.ignore_patterns(".*", "node_modules", "_build", "__pycache__")
    repository = shutil.copytree(ROOT, tmp_path / "repository", ignore=ignored)
    recipe = run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", ".", cwd=repository)
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in recipe


def environment(cache):
    """binder/'s environment in a clean venv; kept until one of its sources changes."""
    parts = [(ROOT / source).read_text(encoding="utf-8") for source in SOURCES]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts += [str(project), sys.version, platform.platform(), str(ROOT)]
    folder = cache / "environment"
    stamp, state = folder / "made-from", hashlib.sha256("".join(parts).encode()).hexdigest()
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not stamp.is_file() or stamp.read_text() != state:
        venv.create(folder, clear=True, with_pip=True)
        run(python, "-m", "pip", "install", "--quiet", "-r", "binder/requirements.txt")
        stamp.write_text(state)
    return python


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
