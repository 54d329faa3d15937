"""How long a check takes: with the solution, with each known mistake, with what is no answer.

python benchmarks/exercises.py

Every answer is checked a few times, after a first one that loads what it needs; its median counts.
None of the answers waits. Processor time, which a busy machine disturbs less.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import process_time

import numpy as np

import gdlib as gd

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/gdlib/exercises"))

ALLOWED = 100  # milliseconds
TIMES = 5


def answers(id):
    """The answers to an exercise by what they are, and whether they are answers at all."""
    from answers import NONSENSE, solution

    with redirect_stdout(StringIO()):
        yield "solution", solution(id), True
    for mistake in gd.exercises.get(id).mistakes:
        yield mistake.name, mistake.wrong, True
    for kind, answer in NONSENSE.items():
        yield kind, answer, False


def check(id, answer):
    """The milliseconds of a check."""
    times = []
    for _ in range(1 + TIMES):
        begin = process_time()
        gd.exercises.check(id, answer)
        times.append(1000 * (process_time() - begin))
    return np.median(times[1:])


def main():
    found = {}
    for id in gd.exercises.ids():
        chapter = found.setdefault(gd.exercises.get(id).chapter, [])
        chapter += [(check(id, answer), id, kind, real) for kind, answer, real in answers(id)]
    for chapter, times in found.items():
        worst, id, kind, _ = max(times)
        print(
            f"{chapter:<20} median {np.median([time for time, *_, real in times if real]):4.1f} ms"
            f"   worst {worst:4.0f} ms   ({ALLOWED} ms allowed)   {id}: {kind}"
        )


if __name__ == "__main__":
    main()
