"""Learning rates over time: a schedule maps the step ``t = 0, 1, …`` to a factor on ``lr``."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from gdlib.arguments import as_number
from gdlib.optimizers import Optimizer

__all__ = ["constant", "inverse_time", "drop", "cosine", "Scheduled"]


def constant():
    """Always 1."""
    return lambda t: 1.0


def inverse_time(half):
    r"""$1 / (1 + t / \text{half})$: half the rate after ``half`` steps, then falling as $1/t$.

    Its sum diverges and the sum of its squares converges, which is what Robbins and Monro (1951)
    ask of a rate that is to end at the minimum in spite of noise. ``half`` is positive.
    """
    half = as_number(half, "half", above=0)
    return lambda t: 1.0 / (1.0 + t / half)


def drop(every, factor=0.1):
    """Times ``factor`` (positive, default 0.1) after every ``every`` steps (positive)."""
    every, factor = as_number(every, "every", above=0), as_number(factor, "factor", above=0)
    return lambda t: factor ** (t // every)


def cosine(steps):
    r"""$\tfrac12 (1 + \cos(\pi t / \text{steps}))$: from 1 to 0 in ``steps`` steps, then 0."""
    steps = as_number(steps, "steps", above=0)
    return lambda t: 0.5 * (1.0 + float(np.cos(np.pi * min(t / steps, 1.0))))


class ScheduledState(NamedTuple):
    """``t``, the number of steps so far, and the state of the optimizer inside."""

    t: int
    inner: Any


@dataclass(frozen=True)
class Scheduled:
    """``optimizer`` with its ``lr`` multiplied by ``schedule(t)`` at step ``t``.

    Follows the same protocol as the optimizer it wraps: ``init(x)`` and ``step(x, g, state)``. A
    factor of 0 leaves the point where it is; moments still take in the gradient.

    Raises ``TypeError`` unless ``optimizer`` is one of gdlib's and ``schedule`` can be called,
    and, from ``step``, ``ValueError`` for a factor that is negative or not finite.
    """

    optimizer: Optimizer
    schedule: Callable

    def __post_init__(self):
        if not isinstance(self.optimizer, Optimizer):
            raise TypeError(
                f"optimizer is {self.optimizer!r}; it must be an instance such as gd.SGD(lr=0.1)"
            )
        if not callable(self.schedule):
            raise TypeError(
                f"schedule is {self.schedule!r}; it must be a function of the step t, "
                "such as gd.schedules.cosine(100)"
            )

    @property
    def runs(self):
        """The run axis of the optimizer inside."""
        return self.optimizer.runs

    def init(self, x):
        """The state before the first step from ``x``."""
        return ScheduledState(0, self.optimizer.init(x))

    def step(self, x, g, state):
        """The next point and the next state; errors as of the optimizer inside."""
        factor = as_number(self.schedule(state.t), f"schedule({state.t})", least=0)
        lr = self.optimizer.lr * factor
        moves = lr > 0  # not at a factor of 0, nor where the product is too small for a float
        rule = replace(self.optimizer, lr=np.where(moves, lr, self.optimizer.lr))
        new, inner = rule.step(x, g, state.inner)
        new = np.where(moves, new, x).astype(new.dtype)
        return new, ScheduledState(state.t + 1, inner)
