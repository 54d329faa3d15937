"""Right answers to the chapter's exercises, each written in another style."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np


def new_names(point, mean, square, slope, count, alpha, rho1, rho2, guard):
    mean = mean + (slope - mean) * (1 - rho1)
    square = square + (slope * slope - square) * (1 - rho2)
    debt = np.sqrt(1 - rho2**count)
    length = alpha * debt / (1 - rho1**count)
    return point - length * mean / (np.sqrt(square) + guard * debt), mean, square


def by_coordinate(x, m, v, g, t, lr, beta1, beta2, eps):
    x, m, v = x.copy(), m.copy(), v.copy()
    for i in np.ndindex(x.shape):
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        x[i] -= lr * (m[i] / (1 - beta1**t)) / ((v[i] / (1 - beta2**t)) ** 0.5 + eps)
    return [x, m, v]


def in_place_on_copies(x, m, v, g, t, lr, beta1, beta2, eps):
    x, m, v = (np.array(part) for part in (x, m, v))
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * np.square(g)
    x -= lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return x, m, v


def in_float32(x, m, v, g, t, lr, beta1, beta2, eps):
    x, m, v, g = (np.asarray(part, dtype=np.float32) for part in (x, m, v, g))
    lr, beta1, beta2, eps = np.float32([lr, beta1, beta2, eps])
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    return x - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


class NothingInherited:
    def __init__(self, lr, beta1, beta2, eps):
        self.settings = lr, beta1, beta2, eps

    def init(self, x):
        return {"m": np.zeros(len(x)), "v": np.zeros(len(x)), "t": 1}

    def step(self, x, g, state):
        x, m, v = in_place_on_copies(x, state["m"], state["v"], g, state["t"], *self.settings)
        return x, {"m": m, "v": v, "t": state["t"] + 1}


@dataclass
class PowersKept:
    """Keeps the powers of the betas instead of a count, and sums instead of averages."""

    lr: float
    beta1: float
    beta2: float
    eps: float

    def init(self, x):
        return 0.0, 0.0, 1.0, 1.0

    def step(self, x, g, state):
        sums, squares, power1, power2 = state
        sums, squares = self.beta1 * sums + g, self.beta2 * squares + g**2
        power1, power2 = self.beta1 * power1, self.beta2 * power2
        m_hat = (1 - self.beta1) * sums / (1 - power1)
        v_hat = (1 - self.beta2) * squares / (1 - power2)
        return x - self.lr * m_hat / (v_hat**0.5 + self.eps), (sums, squares, power1, power2)


def made_by_a_function(lr, beta1, beta2, eps):
    """The whole history is the state."""

    def step(x, g, state):
        gradients = [*state, g]
        weights1 = [beta1**k for k in range(len(gradients))]
        weights2 = [beta2**k for k in range(len(gradients))]
        m_hat = sum(w * h for w, h in zip(weights1, gradients[::-1], strict=True)) / sum(weights1)
        v_hat = sum(w * h**2 for w, h in zip(weights2, gradients[::-1], strict=True))
        return x - lr * m_hat / (np.sqrt(v_hat / sum(weights2)) + eps), gradients

    return SimpleNamespace(init=lambda x: [], step=step)


STYLES = {
    "adam-4": [new_names, by_coordinate, in_place_on_copies, in_float32],
    "adam-5": [NothingInherited, PowersKept, made_by_a_function],
}
