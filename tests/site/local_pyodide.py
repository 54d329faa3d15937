"""Pyodide on this machine: its core from npm, and pure-Python packages from a package index, all of
the versions that the site's lock file names. A folder named by PYODIDE_DISTRIBUTION adds what else
a distribution holds, NumPy above all.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copy

from build_lite import AT_START, described
from packaging.utils import canonicalize_name, parse_wheel_filename
from site_files import ROOT

CORE = ROOT / "node_modules/pyodide"
CORE_FILES = "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"
FULL = os.environ.get("PYODIDE_DISTRIBUTION")


def needed(packages, names):
    """The names and all that they depend on."""
    found, waiting = set(), [*names]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return found


def wheels_in(folder):
    return {parse_wheel_filename(wheel.name)[0]: wheel for wheel in Path(folder).glob("*.whl")}


def download(packages, folder):
    """Fetch the pure wheels of these versions, as far as they are not in ``folder`` yet."""
    have = wheels_in(folder)
    wanted = [
        f"{package['name']}=={package['version']}"
        for package in packages
        if f"-{package['version']}-" not in getattr(have.get(package["name"]), "name", "")
    ]
    if wanted:
        options = ["--no-deps", "--only-binary=:all:", "--python-version", "3.14", "--dest", folder]
        command = [sys.executable, "-m", "pip", "download", "--quiet", *options, *wanted]
        run = subprocess.run(command, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr


def write_distribution(site, folder, cache):
    """Fill ``folder`` with files that take the place of the site's own, so that no host is asked.

    ``folder/pyodide`` is the distribution; the lock file and the settings lead there.
    """
    local = folder / "pyodide"
    local.mkdir(parents=True)
    for name in CORE_FILES:
        copy(CORE / name, local)
    lock = json.loads((site / "lite/packages/pyodide-lock.json").read_text())
    packages = lock["packages"]
    stock = [
        packages[name]
        for name in needed(packages, [*AT_START, "typing-extensions"])
        if packages[name]["file_name"].startswith("http")
    ]
    download(stock, cache)
    wheels = wheels_in(cache) | (wheels_in(FULL) if FULL else {})
    for name, wheel in wheels.items():
        place = f"../../pyodide/{Path(copy(wheel, local)).name}"
        entry = described(wheel, place, packages)
        packages[name] |= {key: entry[key] for key in ("file_name", "sha256")}
    target = folder / "lite/packages"
    target.mkdir(parents=True)
    (target / "pyodide-lock.json").write_text(json.dumps(lock))
    settings = (site / "lite/jupyter-lite.json").read_text()
    before, after = settings.split('"pyodideUrl": "', 1)
    after = './../pyodide/pyodide.mjs"' + after.split('"', 1)[1]
    (folder / "lite/jupyter-lite.json").write_text(f'{before}"pyodideUrl": "{after}')
    return folder
