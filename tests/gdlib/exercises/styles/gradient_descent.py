"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np


def example_by_example(w, x, y):
    loss = slope = 0.0
    for input, target in zip(x, y, strict=True):
        error = w * input - target
        loss += error**2 / 2 / len(x)
        slope += error * input / len(x)
    return [loss, slope]


def with_products(weight, inputs, targets):
    residual = targets - weight * inputs
    N = len(targets)
    return residual @ residual / (2 * N), -inputs @ residual / N


def from_the_moments(w, x, y):
    xx, xy, yy = np.mean(x * x), np.mean(x * y), np.mean(y * y)
    return (w * w * xx - 2 * w * xy + yy) / 2, w * xx - xy


def averaged_in_float32(w, x, y):
    x, y = np.float32(x), np.float32(y)
    error = np.float32(w) * x - y
    return np.square(error).mean() / 2, (error * x).mean()


def as_a_loop(gradient, point, alpha, count):
    while count > 0:
        point, count = point - alpha * gradient(point), count - 1
    return point


def as_recursion(grad, x, lr, steps):
    return list(x) if steps == 0 else as_recursion(grad, x - lr * grad(x), lr, steps - 1)


def in_place_on_a_copy(grad, x, lr, steps):
    x = np.array(x, dtype=float)
    for _ in range(steps):
        x -= lr * grad(x)
    return x


def in_a_table(grad, x, lr, steps):
    points = np.empty((steps + 1, len(x)))
    points[0] = x
    for t in range(steps):
        points[t + 1] = points[t] - lr * grad(points[t])
    return points[-1]


def by_coordinate(grad, x, lr, steps):
    x = [float(part) for part in x]
    for _ in range(steps):
        g = grad(np.array(x))
        x = [part - lr * slope for part, slope in zip(x, g, strict=True)]
    return x


def by_cases(g, order):
    if order == 2:
        return -g / np.sqrt(g @ g)
    if order == np.inf:
        return np.where(g > 0, -1, 1)
    return np.where(abs(g) == max(abs(g)), -np.sign(g), 0)


def by_the_dual_power(g, order):
    """|g|^(q − 1) for the dual q: the formula of all norms, with q large for the 1-norm."""
    q = {1: 10**9, 2: 2, np.inf: 1}[order]
    size = abs(g) / max(abs(g))
    u = -np.sign(g) * size ** (q - 1)
    return u / np.linalg.norm(u, ord=order)


def from_candidates(g, order):
    """The corner of the unit ball with the smallest slope."""
    n = len(g)
    if order == 2:
        return [-part / sum(other**2 for other in g) ** 0.5 for part in g]
    if order == np.inf:
        corners = np.array(np.meshgrid(*[[-1, 1]] * n)).reshape(n, -1).T
    else:
        corners = np.vstack([np.eye(n), -np.eye(n)])
    return corners[np.argmin(corners @ g)]


def in_the_type_of_the_gradient(g, order):
    u = np.zeros_like(g)
    if order == 1:
        u[abs(g).argmax()] = 1
    return -np.sign(g) * {1: u, np.inf: 1, 2: abs(g) / (g @ g) ** 0.5}[order]


STYLES = {
    "gradient-descent-2": [
        example_by_example,
        with_products,
        from_the_moments,
        averaged_in_float32,
    ],
    "gradient-descent-3": [as_a_loop, as_recursion, in_place_on_a_copy, in_a_table, by_coordinate],
    "gradient-descent-4": [
        by_cases,
        by_the_dual_power,
        from_candidates,
        in_the_type_of_the_gradient,
    ],
}
