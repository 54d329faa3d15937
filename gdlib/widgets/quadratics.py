"""Pictures of descents on quadratics: rates and losses that a formula predicts."""

from functools import cache

import numpy as np

from gdlib import plotting, problems
from gdlib.descent import descend
from gdlib.optimizers import SGD
from gdlib.tables import number
from gdlib.widgets.explorers import Seen

__all__ = ["learning_rate", "modulus", "momentum"]

SIZE = (374, 190)
LARGEST = 4.0  # the largest curvature of the ravines in the book


@cache
def _patients():
    """The least squares problem, its lowest loss, its curvatures and, along each, the distance."""
    problem = problems.LeastSquares()
    lowest = problem.minimum()
    curvatures, axes = np.linalg.eigh(problem.hessian())
    return problem, problem.f(lowest), curvatures, axes.T @ (problem.start - lowest)


def learning_rate(lr, steps):
    """Above, the loss on the way at one rate; below, where that many steps end at every rate."""
    problem, lowest, curvatures, distances = _patients()
    limit = 2 / curvatures[-1]
    path = descend(problem, SGD(lr=lr), steps=steps)
    excess = np.maximum(path.f - lowest, 1e-99)
    rates = np.geomspace(0.01, 0.6, 120)
    with np.errstate(over="ignore"):
        factors = (1 - rates * curvatures[:, None]) ** (2 * steps)
        ends = (curvatures * distances**2 / 2) @ factors
    best = int(ends.argmin())
    looks = {"ylabel": "excess_loss", "yscale": "log", "ylim": (1e-5, 3), "fine": False}
    above = plotting.lines(np.arange(steps + 1), {"SGD": excess}, xlabel="step", size=SIZE, **looks)
    below = plotting.lines(
        rates,
        {"predicted": ends, f"α = {number(lr)}": ([lr], excess[-1:])},
        xlabel="lr",
        xscale="log",
        vertical={"2/L": limit},
        size=SIZE,
        **looks,
    )
    numbers = {"loss": excess[-1], "best": rates[best], "lowest": ends[best], "limit": limit}
    return Seen(plotting.panels([above, below]), numbers)


def modulus(product, rho):
    """The rate per step of heavy-ball momentum ``rho`` where the rate times the curvature is
    ``product``: the larger modulus of the roots of r² − (1 + ρ − αλ) r + ρ."""
    trace = 1 + rho - np.asarray(product, float)
    root = np.sqrt((trace**2 - 4 * rho).astype(complex))
    return np.maximum(abs(trace + root), abs(trace - root)) / 2


def momentum(kappa, lr, rho):
    """Above, the rate along every curvature; below, the slowest of them for every momentum."""
    smallest = LARGEST / kappa
    curvatures = np.geomspace(LARGEST / 1000, LARGEST, 240)
    above = plotting.lines(
        curvatures,
        {"SGD": modulus(lr * curvatures, 0), "Momentum": modulus(lr * curvatures, rho)},
        xlabel="curvature",
        ylabel="rate",
        xscale="log",
        ylim=(0, 1.3),
        vertical={"μ": smallest, "L": LARGEST},
        fine=False,
        size=SIZE,
    )

    def slowest(lr, rho):
        return np.maximum(modulus(lr * smallest, rho), modulus(lr * LARGEST, rho))

    rhos = np.linspace(0, 0.99, 199)
    here, best = float(slowest(lr, rho)), (np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)
    plain = (kappa - 1) / (kappa + 1)
    below = plotting.lines(
        rhos,
        {
            f"α = {number(lr)}": slowest(lr, rhos),
            "best_lr": slowest(2 * (1 + rhos) / (smallest + LARGEST), rhos),
            f"ρ = {number(rho)}": ([rho], [here]),
        },
        xlabel="rho",
        ylabel="slowest_rate",
        ylim=(0, 1.3),
        horizontal={"limit": 1},
        size=SIZE,
    )
    numbers = {
        "rate": here,
        "needed": _steps(here),
        "best": best,
        "best_needed": _steps(best),
        "plain": plain,
        "plain_needed": _steps(plain),
    }
    return Seen(plotting.panels([above, below]), numbers)


def _steps(rate):
    """Steps by the rate alone until a millionth of the distance is left."""
    if rate > 1 - 1e-9:  # the border itself, but for rounding
        return np.inf
    return 1 if rate == 0 else int(np.ceil(np.log(1e-6) / np.log(rate)))
