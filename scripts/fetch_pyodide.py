"""Fill a folder with Pyodide, for a network that its usual host cannot be reached from.

python scripts/fetch_pyodide.py [--from ADDRESS] FOLDER [package ...]

Fetches Python and the packages that the book needs, or those named, with all that they need in
turn, from the address in _config.yml unless another is given. When the book is built, PYODIDE_URL
names the folder's new address: https://host/folder/, with leave for pages of other hosts (CORS),
or /folder/ on the host of the book itself.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

import yaml
from packaging.utils import canonicalize_name

CONFIG = Path(__file__).parents[1] / "_config.yml"
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
LOCK = "pyodide-lock.json"
# For the pages, and for JupyterLite, whose kernel is a whole IPython.
PACKAGES = ["numpy", "matplotlib", "scikit-learn", "micropip", "ipython", "jedi"]


class FetchError(Exception):
    """A file that could not be had, or is not what the lock says."""


def fetch(address):
    try:
        with urlopen(address, timeout=60) as answer:
            return answer.read()
    except (URLError, TimeoutError) as error:
        raise FetchError(f"{address}: {error}") from None


def with_what_they_need(names, packages):
    """The entries of the lock file for packages and all that these depend on."""
    found, waiting = {}, list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in packages:
            raise FetchError(f"package is {name!r}; Pyodide has no package of this name")
        if name not in found:
            found[name] = packages[name]
            waiting += packages[name]["depends"]
    return list(found.values())


def fill(folder, address, names):
    """Write what is not there yet, and replace what is damaged; yield each file's name and size."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = fetch(urljoin(address, LOCK))
    entries = with_what_they_need(names, json.loads(lock)["packages"])
    sums = {entry["file_name"]: entry["sha256"] for entry in entries}
    for name in [*CORE, *sums]:
        path, known = folder / name, sums.get(name)
        kept = known and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == known
        if not kept:
            content = fetch(urljoin(address, name))
            if known and hashlib.sha256(content).hexdigest() != known:
                raise FetchError(f"{urljoin(address, name)}: not the file that {LOCK} describes")
            path.write_bytes(content)
        yield name, path.stat().st_size
    (folder / LOCK).write_bytes(lock)  # last: a new folder that holds it is complete


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    usual = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["sphinx"]["config"]["pyodide_url"]
    parser.add_argument("--from", dest="address", default=usual)
    parser.add_argument("folder", type=Path)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    options = parser.parse_args()
    try:
        for name, size in fill(options.folder, options.address.rstrip("/") + "/", options.packages):
            print(f"{size / 1e6:6.1f} MB  {name}", flush=True)
    except FetchError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
