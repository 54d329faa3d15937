"""Right answers to the chapter's exercises, each written in another style."""

import math

import numpy as np


def step_by_step(start, curvature, alpha, count):
    x = start
    for _ in range(count):
        x = x - alpha * curvature * x
    return x


def by_coordinate(x0, curvatures, lr, t):
    return [math.pow(1 - lr * h, t) * x for x, h in zip(x0, curvatures, strict=True)]


def in_float32(x0, curvatures, lr, t):
    factors = 1 - np.float32(lr) * curvatures.astype(np.float32)
    return np.power(factors, t) * x0.astype(np.float32)


def in_place_on_a_copy(x0, curvatures, lr, t):
    x = x0.astype(float)
    x *= np.prod([1 - lr * curvatures] * t, axis=0)
    return x


def as_a_loop(lr, L, share):
    left, steps = 1.0, 0
    while left > share:
        left, steps = left * abs(1 - lr * L), steps + 1
    return steps


def as_recursion(rate, curvature, goal):
    factor = abs(1 - rate * curvature)
    return 1 if factor <= goal else 1 + as_recursion(rate, curvature, goal / factor)


def in_decimal_logarithms(lr, L, share):
    factor = abs(1 - lr * L)
    return 1.0 if factor == 0 else 1 + math.floor(math.log10(share) / math.log10(factor))


STYLES = {
    "learning-rate-4": [step_by_step, by_coordinate, in_float32, in_place_on_a_copy],
    "learning-rate-5": [as_a_loop, as_recursion, in_decimal_logarithms],
}
