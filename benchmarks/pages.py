"""The whole book's build, per page; it stands alone, there is nothing to compare it with."""

import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measuring import ROOT, Case


def built():
    """Milliseconds a page of a build from scratch."""
    with TemporaryDirectory() as folder:
        begin = perf_counter()
        program = Path(sysconfig.get_path("scripts"), "jupyter-book")
        command = [program, "build", ROOT, "--all", "--path-output", folder]
        subprocess.run(command, check=True, capture_output=True)
        seconds = perf_counter() - begin
        pages = len([*(Path(folder) / "_build" / "html" / "book").rglob("*.html")])
    assert pages > 20
    return 1e3 * seconds / pages


def cases():
    yield Case("bench_build", {"gdlib": built}, lambda _: None, {}, rounds=1, unit="bench_ms_page")
