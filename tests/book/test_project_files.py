"""Requirements, workflows, licence and citation: complete, pinned, readable by their tools."""

import re
import subprocess
import tomllib

import pytest
import yaml
from bookfiles import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = ["requirements.txt", "requirements-test.txt", "requirements-frameworks.txt"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def lines(file):
    content = [line.strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    return [line for line in content if line and not line.startswith(("#", "-"))]


def pinned(file):
    """The exact version of each package listed."""
    requirements = map(Requirement, lines(file))
    return {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in requirements}


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_every_version_is_exact(file):
    for line in lines(file):
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; sys_platform [!=]= \"\w+\")?", line)


@pytest.mark.parametrize("file", [*REQUIREMENTS, "package-lock.json", "binder/requirements.txt"])
def test_no_registry_is_named(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"index-url|find-links|\"resolved\": \"http", text)


def test_the_reading_environment_is_free_of_test_packages():
    assert not pinned("requirements.txt").keys() & pinned("requirements-test.txt").keys()
    assert not pinned("requirements.txt").keys() & {"torch", "jax", "optax", "pytest", "playwright"}


@pytest.mark.parametrize(
    ("file", "direct"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements.txt", sum(PROJECT["project"]["optional-dependencies"].values(), [])),
        ("requirements.txt", PROJECT["dependency-groups"]["book"]),
        ("requirements-test.txt", PROJECT["dependency-groups"]["test"]),
    ],
)
def test_the_pins_answer_what_pyproject_asks(file, direct):
    versions = pinned(file)
    for requirement in map(Requirement, direct):
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(versions[name]), f"{requirement}: {versions[name]}"


def test_the_cited_version_is_the_projects():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "type"} <= citation.keys()
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["project"]["version"]
    assert all(author.keys() <= {"name", "website"} for author in citation["authors"])
    assert set(citation["license"]) == {"MIT", "CC-BY-4.0"}


def test_the_licence_names_both_parts():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "CC BY 4.0" in text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_and_asks_for_little(path):
    text = path.read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)
    assert workflow["on"]
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        for step in job["steps"]:
            assert "uses" in step or "run" in step
    for action in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"actions/[\w-]+@v\d+", action)


def test_there_are_the_three_workflows():
    assert [path.stem for path in WORKFLOWS] == ["newest", "publish", "test"]


def test_help_lists_every_command():
    run = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    commands = re.findall(r"^  make (\w+) +\w", run.stdout, re.MULTILINE)
    assert commands == "help setup serve book execute pyodide test lint bench clean".split()
