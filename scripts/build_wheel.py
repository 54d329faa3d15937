"""Build gdlib's wheel: python scripts/build_wheel.py [folder, default _build/wheels]

The same sources give the same bytes, so what a browser keeps stays good. Prints the wheel's path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
BUILD = "import flit_core.buildapi as api, sys; print(api.build_wheel(sys.argv[1]))"
LONG_AGO = "946684800"  # the time of every file in the wheel


def build_wheel(folder):
    """Build the wheel into ``folder``, in place of older ones, and return its path."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": LONG_AGO}
    with TemporaryDirectory(dir=folder) as scratch:
        command = [sys.executable, "-c", BUILD, str(Path(scratch).resolve())]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"gdlib's wheel could not be built:\n{run.stderr}")
        name = run.stdout.split()[-1]
        for older in folder.glob("gdlib-*.whl"):
            if older.name != name:
                older.unlink()
        return shutil.move(Path(scratch, name), folder / name)


if __name__ == "__main__":
    print(build_wheel(sys.argv[1] if len(sys.argv) > 1 else ROOT / "_build/wheels"))
