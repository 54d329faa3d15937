"""Build JupyterLite with the book's notebooks: python scripts/build_lite.py . _build/html/lite

JupyterLab and a Python in the browser, as files that any web server serves. PYODIDE_URL names the
folder on the web that Pyodide comes from; without it, the public one of the kernel's version. A
second run with the same sources changes nothing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from build_wheel import ROOT, build_wheel
from jupyterlite_pyodide_kernel.constants import (
    PYODIDE_CDN_URL,
    PYODIDE_KERNEL_PLUGIN_ID,
    PYODIDE_VERSION,
)
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTENSIONS = Path(sysconfig.get_path("data"), "share/jupyter/labextensions")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
SHOWN = [KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget", "jupyterlab-myst"]
PAGES = "book/*/*.ipynb", "book/*/*.md", "benchmarks/results.json"
# What the kernel needs before its first cell, and would ask a package index for.
AT_START = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
# They hold what JupyterLab shows of a widget, which is here already; Python never imports them.
FRONT_ENDS = {"jupyterlab-widgets", "widgetsnbextension"}
COMPILED = {".so", ".pyd", ".pyc"}
UNREAD = "doc", "rspack.config*", "build/**/*.eot", "build/**/*.ttf"  # browsers take the woff2
LONG_AGO = (2000, 1, 1, 0, 0, 0)


def pyodide_folder():
    """The address of the folder that Pyodide comes from, with a slash at its end."""
    return (os.environ.get("PYODIDE_URL") or PYODIDE_CDN_URL).rstrip("/") + "/"


def pack(name, folder):
    """Make a wheel for every machine of an installed package, without its compiled copies."""
    package = distribution(name)
    wheel = folder / f"{name.replace('-', '_')}-{package.version}-py3-none-any.whl"
    about = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(package.files, key=str):
            content = None if file.suffix in COMPILED or ".." in file.parts else file.read_binary()
            if file.name == "WHEEL":
                content = about.encode()
            if content is not None and file.name not in ("RECORD", "INSTALLER", "REQUESTED"):
                archive.writestr(zipfile.ZipInfo(str(file), LONG_AGO), content, 8)
    return wheel


def opened(wheel):
    """What a wheel says of itself, and the names of its files."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(metadata).decode()), names


def described(wheel, file_name, known):
    """The entry of a wheel in Pyodide's lock file, with those requirements that are known."""
    about, names = opened(wheel)
    tops = {name.split("/")[0].removesuffix(".py") for name in names if name.endswith(".py")}
    return {
        "name": canonicalize_name(about["Name"]),
        "version": about["Version"],
        "file_name": file_name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "imports": sorted(tops),
        "depends": [name for name in required(about) if name in known],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def required(about):
    """Names of the packages that a package asks for; those of gdlib's extras are among them."""
    wanted = map(Requirement, about.get_all("Requires-Dist", []))
    return sorted(
        canonicalize_name(requirement.name)
        for requirement in wanted
        if about["Name"] == "gdlib"
        or requirement.marker is None
        or requirement.marker.evaluate({"extra": ""})
    )


def stock_packages():
    """Pyodide's own lock file; npm's package carries the lock of the whole distribution."""
    package = ROOT / "node_modules/pyodide"
    about = package / "package.json"
    found = json.loads(about.read_text())["version"] if about.exists() else "none"
    if found != PYODIDE_VERSION:
        needed = f"JupyterLite needs Pyodide {PYODIDE_VERSION} in node_modules, found {found}"
        sys.exit(f"{needed}; run: make setup")
    return json.loads((package / "pyodide-lock.json").read_text())


def write_packages(site):
    """Write a lock file by which `import gdlib` loads gdlib and all it imports."""
    folder = site / "packages"
    folder.mkdir()
    lock = stock_packages()
    packages = lock["packages"]
    for package in packages.values():
        package["file_name"] = pyodide_folder() + package["file_name"]
    wheels = {"gdlib": Path(build_wheel(folder))}
    waiting = ["comm", *required(opened(wheels["gdlib"])[0])]
    while waiting:
        name = waiting.pop()
        if name not in packages.keys() | wheels.keys() | FRONT_ENDS:
            wheels[name] = pack(name, folder)
            waiting += required(opened(wheels[name])[0])
    for wheel in sorted((site / "extensions" / KERNEL / "static/pypi").glob("*.whl")):
        name = canonicalize_name(wheel.name.split("-")[0])
        if name not in FRONT_ENDS:
            wheels[name] = wheel
    known = packages.keys() | wheels.keys()
    for name, wheel in wheels.items():
        place = os.path.relpath(wheel, folder).replace(os.sep, "/")
        packages[name] = described(wheel, place, known)
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def settings():
    """What the page reads when it starts."""
    kernel = {
        "pyodideUrl": f"{pyodide_folder()}pyodide.mjs",
        "loadPyodideOptions": {
            "lockFileURL": "./packages/pyodide-lock.json",
            "packages": AT_START,
        },
    }
    plugins = {PYODIDE_KERNEL_PLUGIN_ID: kernel}
    shown = {"appName": "Gradient Descent", "litePluginSettings": plugins}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": shown}


def trusted(page):
    """A page's text; a notebook's stored figures are trusted, or only their names would show."""
    text = page.read_text(encoding="utf-8")
    if page.suffix != ".ipynb":
        return text
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
    return json.dumps(notebook, ensure_ascii=False)


def build(book, work):
    """Build the site in ``work / "site"``."""
    for pattern in PAGES:
        for page in book.glob(pattern):
            target = work / "contents" / page.relative_to(book)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(trusted(page), encoding="utf-8")
    options = {
        "apps": ["lab"],
        "contents": ["contents"],
        "federated_extensions": [str(EXTENSIONS / name) for name in SHOWN],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_libarchive": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": "site",
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": options}))
    (work / "jupyter-lite.json").write_text(json.dumps(settings()))
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    run = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"JupyterLite could not be built:\n{run.stdout}{run.stderr}")
    write_packages(work / "site")
    for pattern in UNREAD:
        for path in (work / "site").glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def sources(book):
    """A digest of all that the site is made from."""
    files = [path for pattern in PAGES for path in book.glob(pattern)]
    files += [path for path in (ROOT / "gdlib").rglob("*") if path.suffix in (".py", ".js")]
    files += [ROOT / "requirements.txt", ROOT / "pyproject.toml", Path(__file__)]
    digest = hashlib.sha256(f"{sys.version} {pyodide_folder()}".encode())
    for file in sorted(files):
        digest.update(f"\0{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def main(book, output):
    book, output = Path(book).resolve(), Path(output).resolve()
    made_from, state = output / "made-from", sources(book)
    if made_from.is_file() and made_from.read_text() == state:
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output.parent, prefix=".lite-") as work:
        build(book, Path(work))
        shutil.rmtree(output, ignore_errors=True)
        shutil.move(Path(work, "site"), output)
    made_from.write_text(state)


if __name__ == "__main__":
    main(*sys.argv[1:])
