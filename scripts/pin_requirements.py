"""Write requirements.txt and requirements-test.txt: the versions of the environment that runs this.

    make lint NEWEST=1 PYTHON=python3.11      # installs the newest that pyproject.toml allows
    .venv/newest/bin/python scripts/pin_requirements.py

What the book uses directly stands in pyproject.toml; here everything is listed that these need, on
every system: Linux, macOS and Windows, Python 3.11 to 3.13.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SYSTEMS = {
    "linux": {"os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
    "darwin": {"os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
    "win32": {"os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
}
PYTHONS = ["3.11", "3.12", "3.13"]
MARKERS = {
    frozenset(SYSTEMS): "",
    frozenset({"linux", "darwin"}): ' ; sys_platform != "win32"',
    frozenset({"darwin", "win32"}): ' ; sys_platform != "linux"',
    frozenset({"linux", "win32"}): ' ; sys_platform != "darwin"',
    **{frozenset({name}): f' ; sys_platform == "{name}"' for name in SYSTEMS},
}
HEADER = """\
# {what}, every version exact.
# Made by scripts/pin_requirements.py from pyproject.toml; its first lines say how.
"""


@cache
def installed(name):
    """Name, version and requirements; those of another system's package are asked of pip."""
    try:
        found = distribution(name)
        return found.name, found.version, tuple(found.requires or ())
    except PackageNotFoundError:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps"]
            command += ["--report", "-", "--target", folder, "--only-binary=:all:"]
            command += ["--platform", "win_amd64", name]
            report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        data = report["install"][0]["metadata"]
        return data["name"], data["version"], tuple(data.get("requires_dist", ()))


def closure(direct, environment):
    """Names of all packages that the requirements `direct` bring in one environment."""
    names, seen, waiting = set(), set(), [(Requirement(line), "") for line in direct]
    while waiting:
        requirement, extra = waiting.pop()
        marker = requirement.marker
        if marker and not marker.evaluate(environment | {"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for wanted in {"", *requirement.extras} - {e for n, e in seen if n == name}:
            seen.add((name, wanted))
            names.add(name)
            waiting += [(Requirement(line), wanted) for line in installed(name)[2]]
    return names


def pins(direct, without=()):
    """One line per package; a marker where only some systems need it."""
    systems = {}
    for (system, values), python in product(SYSTEMS.items(), PYTHONS):
        versions = {"python_version": python, "python_full_version": f"{python}.0"}
        for name in closure(direct, values | versions | {"sys_platform": system}):
            systems.setdefault(name, set()).add(system)
    return [
        "{}=={}{}".format(*installed(name)[:2], MARKERS[frozenset(systems[name])])
        for name in sorted(systems.keys() - set(without))
    ]


def main():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups, extras = project["dependency-groups"], project["project"]["optional-dependencies"]
    book = project["project"]["dependencies"] + sum(extras.values(), []) + groups["book"]
    book_pins = pins(book)
    names = {canonicalize_name(line.split("==")[0]) for line in book_pins}
    for file, what, lines in [
        ("requirements.txt", "The environment of the book", book_pins),
        ("requirements-test.txt", "What the tests need besides", pins(groups["test"], names)),
    ]:
        (ROOT / file).write_text(HEADER.format(what=what) + "\n".join(lines) + "\n")
        print(f"{file}: {len(lines)} packages")


if __name__ == "__main__":
    main()
