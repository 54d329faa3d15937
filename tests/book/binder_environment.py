"""binder/'s environment in a clean venv; kept until one of its sources changes."""

import hashlib
import platform
import subprocess
import sys
import tomllib
import venv

from bookfiles import ROOT

SOURCES = ["binder/requirements.txt", "requirements.txt"]


def run(*command, cwd=ROOT, **options):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def environment(cache):
    """Its Python; made first where it is missing or out of date."""
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
