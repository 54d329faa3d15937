"""Why sweeps run as one batch, and why coordinates come first: both measured, side by side.

Prints medians over interleaved repetitions and their ratios; nothing here is a test.
"""

import platform
from statistics import median
from time import perf_counter

import numpy as np

import gdlib as gd

RUNS, STEPS, REPEATS = 1000, 100, 9
RAVINE = gd.landscapes.ravine(20)
RATES = np.linspace(0.01, 0.49, RUNS)


def one_batch():
    return gd.sweep(RAVINE, gd.Momentum, {"lr": RATES, "momentum": 0.5}, steps=STEPS).x


def one_after_another():
    rules = [gd.Momentum(lr=lr, momentum=0.5) for lr in RATES[::50]]
    return [gd.descend(RAVINE, rule, steps=STEPS).x[-1] for rule in rules]


def momentum(shape, curvatures, rates):
    """The bare rule on a quadratic, in the layout that the shapes give it."""
    x, v = np.ones(shape), np.zeros(shape)
    for _ in range(STEPS):
        v = 0.5 * v + curvatures * x
        x = x - rates * v
    return x


def coordinates_first():
    return momentum((2, RUNS), np.array([[0.2], [4.0]]), RATES)


def coordinates_last():
    return momentum((RUNS, 2), np.array([0.2, 4.0]), RATES[:, None])


def compare(title, fast, slow, share=1):
    """Print both medians; ``slow`` does only 1/``share`` of the work and is scaled up."""
    times = {fast: [], slow: []}
    for _ in range(REPEATS):
        for contender, seen in times.items():
            start = perf_counter()
            contender()
            seen.append(perf_counter() - start)
    a, b = median(times[fast]) * 1e3, median(times[slow]) * 1e3 * share
    print(f"{title}: {fast.__name__} {a:.1f} ms, {slow.__name__} {b:.1f} ms, ratio {b / a:.1f}")


if __name__ == "__main__":
    print(f"{RUNS} runs x {STEPS} steps, NumPy {np.__version__}, {platform.machine()}")
    assert np.allclose(one_batch()[:, ::50].T, one_after_another())
    assert np.allclose(coordinates_first(), coordinates_last().T)
    compare("batch", one_batch, one_after_another, share=50)
    compare("layout", coordinates_first, coordinates_last)
