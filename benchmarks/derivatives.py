"""Numerical gradients of one call against one call per coordinate."""

import numpy as np

import gdlib as gd
from benchmarks.measuring import Case, installed

SIZES = {2: {}, 100: {"SciPy": 0.10}, 1000: {}}


def chain(x):
    """Rosenbrock's function in any dimension, of a point ``(n,)`` or of many ``(n, B)``."""
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum(axis=0)


def same_gradients(results):
    for g in results.values():
        np.testing.assert_allclose(g, results["gdlib"], rtol=1e-4, atol=1e-3)


def cases():
    for n, target in SIZES.items():
        x = np.random.default_rng(0).uniform(-1, 1, n)

        def gdlib(x=x):
            return gd.numerical_gradient(chain, x, scheme="forward", batched=True)

        def scipy(x=x):
            from scipy.optimize import approx_fprime

            return approx_fprime(x, chain)

        contenders = {"gdlib": gdlib} | ({"SciPy": scipy} if installed("scipy") else {})
        yield Case(f"bench_gradient_{n}", contenders, same_gradients, target, rounds=25)
