"""Right answers to the chapter's exercises, each written in another style."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np


def as_recursion(grad, x, lr, decay, eps, steps, s=0.0):
    if steps == 0:
        return [*x]
    g = np.asarray(grad(np.array(x)))
    s = decay * s + (1 - decay) * g * g
    return as_recursion(grad, x - lr * g / (np.sqrt(s) + eps), lr, decay, eps, steps - 1, s)


def in_place_on_a_copy(slope, start, alpha, gamma, guard, count):
    x, s = start.copy(), np.zeros_like(start)
    while count:
        g = slope(x)
        s += (1 - gamma) * (g**2 - s)
        x -= alpha / (s**0.5 + guard) * g
        count -= 1
    return x


def by_coordinate(grad, x, lr, decay, eps, steps):
    point, squares = [float(part) for part in x], [0.0] * len(x)
    for _ in range(steps):
        for i, g in enumerate(grad(np.array(point)).tolist()):
            squares[i] = decay * squares[i] + (1 - decay) * g**2
            point[i] -= lr * g / (squares[i] ** 0.5 + eps)
    return point


def in_float32(grad, x, lr, decay, eps, steps):
    x = x.astype(np.float32)
    s = np.zeros_like(x)
    for _ in range(steps):
        g = grad(x).astype(np.float32)
        s = np.float32(decay) * s + np.float32(1 - decay) * g * g
        x = x - np.float32(lr) * g / (np.sqrt(s) + np.float32(eps))
    return x


class NothingInherited:
    def __init__(self, lr, decay, eps):
        self.lr, self.decay, self.eps = lr, decay, eps

    def init(self, x):
        return None

    def step(self, x, g, state):
        old = 0.0 if state is None else state
        s = self.decay * old + (1 - self.decay) * g**2
        return x - self.lr * g * (s + self.eps) ** -0.5, s


@dataclass
class InFloat32:
    lr: float
    decay: float
    eps: float

    def init(self, x):
        return np.zeros(x.shape, dtype=np.float32)

    def step(self, x, g, state):
        s = (self.decay * state + (1 - self.decay) * np.square(g)).astype(np.float32)
        x = x - self.lr * g / np.sqrt(s + self.eps)
        return [x.astype(np.float32), s]


def made_by_a_function(**settings):
    """The whole history is the state, the newest gradient first."""
    lr, decay, eps = (settings[name] for name in ("lr", "decay", "eps"))

    def step(x, g, state):
        state = [g, *state]
        s = sum((1 - decay) * decay**k * old**2 for k, old in enumerate(state))
        return x - lr / np.sqrt(s + eps) * g, state

    return SimpleNamespace(init=lambda x: [], step=step)


STYLES = {
    "rmsprop-4": [as_recursion, in_place_on_a_copy, by_coordinate, in_float32],
    "rmsprop-5": [NothingInherited, InFloat32, made_by_a_function],
}
