"""Right answers to the chapter's exercises, each written in another style."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np


@dataclass
class WithNewNames:
    inner: Any
    strength: float

    def __init__(self, rule, weight_decay):
        self.inner, self.strength = rule, weight_decay

    def init(self, point):
        return self.inner.init(point)

    def step(self, point, slope, memory):
        keep = 1 - self.inner.lr * self.strength
        return self.inner.step(keep * point, slope, memory)


class DecayAfterTheStep:
    """The step does not depend on where it begins, so the decay may follow it."""

    def __init__(self, rule, weight_decay):
        self.rule, self.share = rule, rule.lr * weight_decay

    def init(self, x):
        return [self.rule.init(x)]

    def step(self, x, g, state):
        new, inner = self.rule.step(x, g, state[0])
        new -= self.share * x
        return new, [inner]


class ByCoordinateOnACopy:
    def __init__(self, rule, weight_decay):
        self.__dict__.update(rule=rule, weight_decay=weight_decay)

    def init(self, x):
        return {"inner": self.rule.init(x)}

    def step(self, x, g, state):
        shrunk = x.copy()
        for i in range(len(shrunk)):
            shrunk[i] -= self.rule.lr * self.weight_decay * shrunk[i]
        x, inner = self.rule.step(shrunk, g, state["inner"])
        return x, {"inner": inner}


def in_float32(rule, weight_decay):
    def step(x, g, state):
        x = np.asarray(x, dtype=np.float32)
        shrunk = x - np.float32(rule.lr * weight_decay) * x
        return rule.step(shrunk, np.asarray(g, dtype=np.float32), state)

    return SimpleNamespace(init=lambda x: rule.init(x.astype(np.float32)), step=step)


STYLES = {"adamw-5": [WithNewNames, DecayAfterTheStep, ByCoordinateOnACopy, in_float32]}
