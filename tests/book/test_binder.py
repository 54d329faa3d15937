"""binder/: repo2docker accepts it, nothing of what that lets through is wrong, a chapter runs."""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from binder_environment import environment, run
from bookfiles import BOOK, ROOT, expect_none
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

CHAPTER = BOOK / "ko" / "gradient-descent.ipynb"
READ = {"requirements.txt", "runtime.txt", "postBuild", "start", "apt.txt", "environment.yml"}


def test_repo2docker_accepts_the_repository(tmp_path):
    """It reads what git holds; the environments and caches of this folder would slow it down."""
    ignored = shutil.ignore_patterns(".*", "node_modules", "_build", "__pycache__")
    repository = shutil.copytree(ROOT, tmp_path / "repository", ignore=ignored)
    recipe = run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", ".", cwd=repository)
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in recipe
    assert "RUN ./binder/postBuild" in recipe


def without_version(folder):
    """Requirements that neither name a version nor are named by a file of constraints."""
    lines, pinned = (folder / "binder/requirements.txt").read_text().splitlines(), set()
    lines = [line.partition("#")[0].strip() for line in lines]
    for file in (line[2:].strip() for line in lines if line.startswith(("-c", "-r"))):
        constraints = folder / "binder" / file
        if not constraints.is_file():
            yield f"binder/requirements.txt: {file} is no file"
            continue
        for line in constraints.read_text().splitlines():
            if "==" in line:
                pinned.add(canonicalize_name(line.split("==")[0]))
    for line in filter(None, lines):
        if line.startswith(("-c", "-r", "-e", ".")):
            continue
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            yield f"binder/requirements.txt: {line} is no requirement"
            continue
        exact = any(part.operator == "==" for part in requirement.specifier)
        if not exact and canonicalize_name(requirement.name) not in pinned:
            yield f"binder/requirements.txt: {line} has no version"


def unknown_packages(folder):
    """Names in apt.txt that this system's package lists do not hold."""
    file = folder / "binder/apt.txt"
    for line in file.read_text().splitlines() if file.is_file() else ():
        name = line.partition("#")[0].strip()
        known = name and subprocess.run(["apt-cache", "show", name], capture_output=True)
        if name and known.returncode:
            yield f"binder/apt.txt: {name} is no known package"


def faults(folder):
    """What repo2docker lets through, though it is wrong or has no effect."""
    yield from without_version(folder)
    yield from unknown_packages(folder)
    for path in sorted((folder / "binder").iterdir()):
        if path.name not in READ:
            yield f"binder/{path.name} is read by nobody"
        if path.name in ("postBuild", "start") and not os.access(path, os.X_OK):
            yield f"binder/{path.name} cannot be run"
    for name in sorted(READ - {"requirements.txt"}):
        if (folder / name).exists():
            yield f"{name} is ignored: binder/ holds what counts"
    binder = (folder / "binder/requirements.txt").read_text()
    if (folder / "requirements.txt").exists() and "../requirements.txt" not in binder:
        yield "requirements.txt is ignored: binder/requirements.txt does not name it"
    python = (folder / "binder/runtime.txt").read_text().strip()
    wanted = re.search(r'requires-python = ">=3\.(\d+)"', (folder / "pyproject.toml").read_text())
    given = re.fullmatch(r"python-3\.(\d+)", python)
    if not given or int(given[1]) < int(wanted[1]):
        yield f"binder/runtime.txt: {python} is not python-3.{wanted[1]} or newer"


def test_what_repo2docker_lets_through_is_right_too():
    expect_none(list(faults(ROOT)))


@pytest.fixture
def copied(tmp_path):
    for file in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    shutil.copytree(ROOT / "binder", tmp_path / "binder")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "edit", "fault"),
    [
        ("binder/requirements.txt", ("lab==4.6.6", "lab"), "jupyterlab has no version"),
        ("binder/requirements.txt", ("ipykernel", "ipy kernel"), "ipy kernel is no requirement"),
        ("binder/requirements.txt", ("-c ../requirements.txt", ""), "requirements.txt is ignored"),
        ("binder/requirements.txt", ("../requirements", "../gone"), "../gone.txt is no file"),
        ("binder/apt.txt", ("", "no-such-package"), "no-such-package is no known package"),
        ("binder/postbuild", ("", "true"), "binder/postbuild is read by nobody"),
        ("binder/runtime.txt", ("3.11", "3.9"), "python-3.9 is not python-3.11 or newer"),
        ("apt.txt", ("", "graphviz"), "apt.txt is ignored"),
    ],
)
def test_a_slip_is_found(copied, file, edit, fault):
    path = copied / file
    path.write_text(path.read_text().replace(*edit) if path.exists() else edit[1])
    assert any(fault in found for found in faults(copied))


def test_a_script_that_cannot_be_run_is_found(copied):
    (copied / "binder/postBuild").chmod(0o644)
    assert list(faults(copied)) == ["binder/postBuild cannot be run"]


def shown(notebook):
    """The text that each cell shows: what it prints, in however many parts, and plain values."""
    cells = [cell.get("outputs", []) for cell in notebook.cells]
    return ["".join(o.get("text") or o.data.get("text/plain") for o in cell) for cell in cells]


def test_a_clean_environment_runs_a_chapter(pytestconfig, tmp_path):
    python = environment(pytestconfig.cache.mkdir("binder"))
    execute = ["-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--log-level", "WARN"]
    run(python, *execute, "--output-dir", tmp_path, CHAPTER)
    executed = nbformat.read(tmp_path / CHAPTER.name, as_version=4)
    assert shown(executed) == shown(nbformat.read(CHAPTER, as_version=4))
