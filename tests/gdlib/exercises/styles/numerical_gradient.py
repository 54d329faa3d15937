"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np


def moved_in_a_copy(function, point, width):
    point = point.astype(float)
    slopes = []
    for i, kept in enumerate(point.copy()):
        point[i] = kept + width
        ahead = function(point)
        point[i] = kept - width
        slopes.append((ahead - function(point)) / (2 * width))
        point[i] = kept
    return slopes


def by_a_column_of_moves(f, x, h):
    values = np.array([[f(x + s * h * e) for s in (1, -1)] for e in np.eye(x.size)])
    return values @ [0.5 / h, -0.5 / h]


def in_float32(f, x, h):
    x, h = x.astype(np.float32), np.float32(h)
    moves = h * np.eye(len(x), dtype=np.float32)
    return np.array([(f(x + e) - f(x - e)) / (2 * h) for e in moves], dtype=np.float32)


def halves(f, x, h):
    units = np.identity(len(x))
    forward = np.array([f(x + h * e) - f(x) for e in units]) / h
    backward = np.array([f(x) - f(x - h * e) for e in units]) / h
    return (forward + backward) / 2


def by_extrapolation(function, point, width):
    def slope(h):
        return (function(point + h) - function(point - h)) / (2 * h)

    return slope(width) + (slope(width) - slope(2 * width)) / 3


def as_a_weighted_sum(f, x, h):
    weights = {-2: 1, -1: -8, 1: 8, 2: -1}
    return sum(weight * f(x + k * h) for k, weight in weights.items()) / (12 * h)


def as_a_dot_product(f, x, h):
    values = [f(point) for point in x + h * np.array([-2.0, -1.0, 1.0, 2.0])]
    return np.dot(values, [1 / 12, -2 / 3, 2 / 3, -1 / 12]) / h


STYLES = {
    "numerical-gradient-4": [moved_in_a_copy, by_a_column_of_moves, in_float32, halves],
    "numerical-gradient-5": [by_extrapolation, as_a_weighted_sum, as_a_dot_product],
}
