"""Pictures of steps whose length a rule chooses by itself: RMSprop's and Adam's."""

from functools import cache

import numpy as np

from gdlib import plotting, problems
from gdlib.optimizers import SGD, Adam, RMSprop
from gdlib.tables import number
from gdlib.widgets.explorers import Seen

__all__ = ["adam", "largest_uncorrected", "recovery", "rmsprop"]

SIZE = (374, 190)
LOUD, QUIET = 1.0, 0.01
CHANGES = (60, 180, 240)  # the gradient is loud up to the first, quiet to the second, loud again
DRAWN = 100  # minibatch gradients of the digits


@cache
def _pixels():
    """Sizes of the gradient of 3 against 8 by the weight of a pixel, at the start, rising."""
    problem = problems.LogisticRegression()
    sizes = np.sort(np.abs(problem.grad(problem.start)))
    return sizes[sizes > 0]


@cache
def _minibatch_gradients():
    """What a descent on 3 against 8 sees, 32 images a step: (steps, living pixels)."""
    problem, rng = problems.LogisticRegression(), np.random.default_rng(0)
    rule, w, seen = SGD(lr=0.5), problem.start, []
    state = rule.init(w)
    for _ in range(DRAWN):
        seen.append(problem.noisy_grad(w, rng))
        w, state = rule.step(w, seen[-1], state)
    alive = problem.x.max(axis=0) > 0
    return np.array(seen)[:, alive]


def _steps(rule, state, gradients):
    """The steps that a rule of rate 1 makes of a sequence of gradients ``(steps, n)``."""
    x, steps = np.zeros(gradients.shape[1]), []
    for g in gradients:
        moved, state = rule.step(x, g, state)
        steps.append(x - moved)
        x = moved
    return np.array(steps)


def rmsprop(decay, eps):
    """Above, the step while the gradient's size changes; below, the step for every size."""
    gradients = np.full((CHANGES[-1], 1), LOUD)
    gradients[CHANGES[0] : CHANGES[1]] = QUIET
    sizes = _pixels()
    shown = sizes[np.linspace(0, len(sizes) - 1, 24).round().astype(int)]
    over_time, settled, small = {}, {}, {}
    for name, inside in (("eps_outside", False), ("eps_inside", True)):
        rule = RMSprop(lr=1.0, decay=decay, eps=eps, eps_inside_root=inside)
        over_time[name] = _steps(rule, rule.init(np.zeros(1)), gradients)[:, 0]
        length = _settled(sizes, eps, inside)
        settled[name] = _settled(shown, eps, inside)
        small[name] = int((length < 0.5).sum())
    above = plotting.lines(
        np.arange(1, CHANGES[-1] + 1),
        over_time,
        xlabel="step",
        ylabel="step_in_lr",
        yscale="log",
        ylim=(1e-3, 100),
        vertical={"|g| = 0.01": CHANGES[0], "|g| = 1": CHANGES[1]},
        fine=False,
        size=SIZE,
    )
    below = plotting.lines(
        shown,
        settled,
        xlabel="pixel_gradient",
        ylabel="step_in_lr",
        xscale="log",
        ylim=(0, 1.1),
        fine=False,
        size=SIZE,
    )
    numbers = {
        "half_life": np.log(0.5) / np.log(decay) if decay else 0,
        "first": 1 / np.sqrt(1 - decay),
        "late": recovery(decay, eps),
        "outside": small["eps_outside"],
        "inside": small["eps_inside"],
        "pixels": len(sizes),
    }
    return Seen(plotting.panels([above, below]), numbers)


def recovery(decay, eps):
    """The steps from loud to quiet gradients until the step is within 10 % of its size."""
    t = np.arange(1, 30_001)
    square = QUIET**2 + (LOUD**2 * (1 - decay ** CHANGES[0]) - QUIET**2) * decay**t
    return int((QUIET / (np.sqrt(square) + eps) >= 0.9 * _settled(QUIET, eps, False)).argmax()) + 1


def _settled(size, eps, inside):
    """The step in units of the rate under a gradient that keeps its size."""
    return size / np.sqrt(size**2 + eps) if inside else size / (size + eps)


def largest_uncorrected(beta1, beta2):
    """The longest step, in units of the rate, that Adam without bias correction makes of equal
    gradients; an array of ``beta2`` gives an array."""
    t = np.arange(1, 2001)[:, None]
    return ((1 - beta1**t) / np.sqrt(1 - np.ravel(beta2) ** t)).max(axis=0)


def adam(beta1, beta2):
    """Above, the mean step on real gradients; below, the longest step for every beta2."""
    rule, gradients = Adam(lr=1.0, beta1=beta1, beta2=beta2), _minibatch_gradients()
    fresh = rule.init(gradients[0])
    states = {
        "with_correction": fresh,
        "without_correction": fresh._replace(power1=0.0, power2=0.0),
    }
    lengths = {
        name: abs(_steps(rule, state, gradients)).mean(axis=1) for name, state in states.items()
    }
    above = plotting.lines(
        np.arange(1, DRAWN + 1),
        lengths,
        xlabel="step",
        ylabel="step_in_lr",
        yscale="log",
        ylim=(0.02, 100),
        fine=False,
        styles={"with_correction": "Adam"},
        size=SIZE,
    )
    rest = np.geomspace(1, 1e-4, 41)
    here = float(largest_uncorrected(beta1, beta2)[0])
    below = plotting.lines(
        rest,
        {
            "with_correction": np.ones_like(rest),
            "without_correction": largest_uncorrected(beta1, 1 - rest),
            f"β₂ = {number(beta2)}": ([1 - beta2], [here]),
        },
        xlabel="1 − β₂",
        ylabel="longest_step",
        xscale="log",
        yscale="log",
        ylim=(0.5, 200),
        fine=False,
        styles={"with_correction": "Adam"},
        size=SIZE,
    )
    without = lengths["without_correction"]
    numbers = {
        "longest": here,
        "first": lengths["with_correction"][0],
        "first_without": without[0],
        "peak": without.max(),
        "at": int(without.argmax()) + 1,
        "ratio": without[-1] / lengths["with_correction"][-1],
    }
    return Seen(plotting.panels([above, below]), numbers)
