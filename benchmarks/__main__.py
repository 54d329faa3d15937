"""gdlib beside PyTorch, optax and SciPy: `python -m benchmarks`, or `make bench`.

Prints a table a case and stores results.json, from which the book draws its page. Names of
modules, `python -m benchmarks paths sweeps`, measure only these and store nothing.
"""

import os

THREADS = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"]
os.environ |= dict.fromkeys(THREADS, "1")  # before anything loads its thread pool
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import json  # noqa: E402
import sys  # noqa: E402
from importlib import import_module  # noqa: E402

import gdlib as gd  # noqa: E402
from benchmarks.measuring import ROOT, installed, machine, measure  # noqa: E402

MODULES = ["paths", "sweeps", "steps", "networks", "derivatives", "pages"]


def shown(result):
    """One case as a table: who, how much, gdlib's share of it, what is allowed."""
    names = list(result["medians"])
    columns = {
        "bench_contender": [gd.words.literal(name) for name in names],
        result["unit"]: list(result["medians"].values()),
        "bench_share": [result["ratios"].get(name) for name in names],
        "bench_allowed": [result["target"].get(name) for name in names],
    }
    return f"{gd.words.word(result['name'])}\n{gd.table(columns)}\n"


def main(names):
    gd.set_language("en")
    if installed("torch"):
        import torch

        torch.set_num_threads(1)
    where = machine()
    versions = ", ".join(f"{name} {v}" for name, v in where["versions"].items())
    print(f"{where['processor']}, {where['system']}, one thread\n{versions}\n")
    results = []
    for name in names or MODULES:
        for case in import_module(f"benchmarks.{name}").cases():
            results.append(measure(case))
            print(shown(results[-1]), flush=True)
    if not names:
        file = ROOT / "benchmarks" / "results.json"
        file.write_text(json.dumps({"machine": where, "cases": results}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
