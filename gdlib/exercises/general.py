"""Slips that are made in any rule, each made from the right one.

A checker looks for them after the mistakes that its exercise declares. They go by the names of
arguments and settings: ``x``, ``g``, ``lr``, ``beta1`` and ``beta2``; a whole number counts
something.
"""

from itertools import permutations

import numpy as np

from gdlib.exercises.declaration import Mistake
from gdlib.exercises.said import Said
from gdlib.exercises.watch import copied

__all__ = ["SIGN", "in_functions", "in_optimizers"]

SIGN = Said(ko="부호가 뒤집혔다.", en="The sign is flipped.")
STEP_ALONE = Said(
    ko="점이 아니라 걸음만 돌려주었다. 걸음은 `x`에서 빼야 다음 점이 된다.",
    en="This is the step alone. Subtract it from `x`: the point is asked for.",
)
RATE_TWICE = Said(ko="학습률을 두 번 곱했다.", en="The learning rate is applied twice.")
RATE_FORGOTTEN = Said(ko="학습률이 빠졌다.", en="The learning rate is missing.")
ORDER = Said(
    ko="돌려준 값은 맞는데 순서가 뒤바뀌었다.",
    en="What is returned is right, its order is not.",
)


def in_functions(right, names, given):
    """The slips of a function with these names of arguments; ``given`` are some to call it with."""

    def with_changed(change):
        return lambda *given: right(*change(dict(zip(names, given, strict=True))).values())

    if "lr" in names:
        yield Mistake("sign", with_changed(lambda a: a | {"lr": -a["lr"]}))
        yield Mistake("rate-twice", with_changed(lambda a: a | {"lr": a["lr"] ** 2}), RATE_TWICE)
        yield Mistake("rate-forgotten", with_changed(lambda a: a | {"lr": 1}), RATE_FORGOTTEN)
    yield Mistake("sign", _stepping_back(right))
    yield Mistake("sign", _negated(right), SIGN)
    if "x" in names and {"g", "lr"} & {*names}:
        for sign in (1, -1):
            yield Mistake("step-for-point", _step_alone(right, sign), STEP_ALONE)
    if {"beta1", "beta2"} <= {*names}:
        yield Mistake("betas-swapped", with_changed(_swapped))
    for name, value in zip(names, given, strict=True):
        if isinstance(value, int | np.integer) and not isinstance(value, bool):
            for more in (-1, 1):
                changed = with_changed(lambda a, n=name, m=more: a | {n: max(0, a[n] + m)})
                yield Mistake("off-by-one", changed)
    value = right(*map(copied, given))
    if isinstance(value, tuple):
        for order in [*permutations(range(len(value)))][1:]:
            yield Mistake("order", _in_order(right, order), ORDER)


def in_optimizers(right):
    """The slips of a class, or function, that makes optimizers."""

    class Uphill:
        def __init__(self, **settings):
            self.rule = right(**settings)

        def init(self, x):
            return self.rule.init(x)

        def step(self, x, g, state):
            return self.rule.step(x, -g, state)

    class RateTwice(Uphill):
        def step(self, x, g, state):
            new, state = self.rule.step(x, g, state)
            return x + self.rule.lr * (new - x), state

    yield Mistake("sign", Uphill)
    yield Mistake("rate-twice", RateTwice, RATE_TWICE)
    yield Mistake("betas-swapped", lambda **settings: right(**_swapped(settings)))


def _swapped(settings):
    return settings | {"beta1": settings["beta2"], "beta2": settings["beta1"]}


def _negated(right):
    def negated(*given):
        value = right(*given)
        return tuple(-part for part in value) if isinstance(value, tuple) else -value

    return negated


def _in_order(right, order):
    def in_order(*given):
        value = right(*given)
        return tuple(value[i] for i in order)

    return in_order


def _of_first(right, change):
    """``change(start, value)`` for the first array given, and what comes back (first) for it."""

    def changed(*given):
        start = next(value for value in given if isinstance(value, np.ndarray))
        value = right(*given)
        if isinstance(value, tuple):
            return change(start, value[0]), *value[1:]
        return change(start, value)

    return changed


def _stepping_back(right):
    """Away from the first array, by as much as the right function steps."""
    return _of_first(right, lambda start, value: 2 * start - value)


def _step_alone(right, sign):
    return _of_first(right, lambda start, value: sign * (start - value))
