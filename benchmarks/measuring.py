"""The harness that all benchmarks share: check first, then measure in turns, then compare.

Contenders of a case take turns in one process, so that a busy machine slows all of them alike; a
ratio is the median over the rounds, and a time too. A contender whose framework is not installed
stays out.
"""

import importlib.util
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

__all__ = ["ROOT", "Case", "installed", "machine", "measure", "printed_number"]

ROOT = Path(__file__).parent.parent


@dataclass
class Case:
    """One job and those who do it: gdlib first, each a function without arguments.

    ``name`` is a word of gdlib.words. ``check`` takes {contender: its result} and raises
    AssertionError. ``target`` is {contender: gdlib's largest allowed share of it}; for "gdlib"
    itself the largest number allowed. With ``unit="milliseconds"`` the call is timed; in any other
    unit a contender returns its measured number itself.
    """

    name: str
    contenders: dict[str, Callable]
    check: Callable[[dict], None]
    target: dict[str, float]
    rounds: int = 9
    unit: str = "milliseconds"


def installed(framework):
    """Whether a contender can take part."""
    return importlib.util.find_spec(framework) is not None


def measure(case):
    """The case's medians and ratios as plain data, after its results were checked."""
    case.check({name: run() for name, run in case.contenders.items()})
    rounds = []
    for _ in range(case.rounds):
        seen = {}
        for name, run in case.contenders.items():
            begin = perf_counter()
            number = run()
            seen[name] = (perf_counter() - begin) * 1e3 if case.unit == "milliseconds" else number
        rounds.append(seen)
    ours = next(iter(case.contenders))
    return {
        "name": case.name,
        "unit": case.unit,
        "medians": {name: median(r[name] for r in rounds) for name in case.contenders},
        "ratios": {
            name: median(r[ours] / r[name] for r in rounds)
            for name in case.contenders
            if name != ours
        },
        "target": {name: most for name, most in case.target.items() if name in case.contenders},
    }


def printed_number(code, *arguments):
    """What Python code prints last when it runs in a process of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return float(run.stdout.split()[-1])


def machine():
    """Where it was measured, and with which versions."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(
            (s.partition(":")[2].strip() for s in lines if s.startswith("model name")), model
        )
    packages = ["numpy", "scipy", "torch", "jax", "optax"]
    return {
        "processor": f"{model}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {"python": platform.python_version()}
        | {name: version(name).partition("+")[0] for name in packages if installed(name)},
    }
