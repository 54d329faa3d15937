"""binder/'s environment in a clean venv; kept until one of its sources changes."""

import hashlib
import platform
import subprocess
import sys
import tomllib
import venv

from bookfiles import ROOT

SOURCES = [ROOT / "binder/requirements.txt", ROOT / "requirements.txt"]


def run(*command, cwd=ROOT, **options):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def digest(*parts):
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def environment(cache):
    """Its Python; made first where it is missing or out of date."""
    folder = cache / "environment"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sources = [file.read_text(encoding="utf-8") for file in SOURCES]
    state = digest(project, sources, sys.version, platform.platform())
    library = [path for path in (ROOT / "gdlib").rglob("*") if path.suffix in (".py", ".js")]
    gdlib = digest(sorted((str(path), path.read_bytes()) for path in library))
    stamp = folder / "made-from"
    made = stamp.read_text().split() if stamp.is_file() else [None, None]
    if made[0] != state:
        venv.create(folder, clear=True, with_pip=True)
        run(python, "-m", "pip", "install", "--quiet", "-r", "binder/requirements.txt")
    elif made[1] != gdlib:
        options = ["--quiet", "--no-deps", "--force-reinstall"]
        run(python, "-m", "pip", "install", *options, ".")
    stamp.write_text(f"{state} {gdlib}")
    return python
