"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np


def all_noise_at_once(grad, x, lr, sigma, steps, seed):
    for noise in np.random.default_rng(seed).standard_normal((steps, len(x))):
        x = x - lr * (grad(x) + sigma * noise)
    return x


def with_normal(gradient, point, alpha, spread, count, seed):
    source = np.random.default_rng(seed)
    point = np.array(point, dtype=float)
    while count > 0:
        point -= alpha * (gradient(point) + source.normal(0.0, spread, point.shape))
        count -= 1
    return point


def number_by_number(grad, x, lr, sigma, steps, seed):
    rng = np.random.Generator(np.random.PCG64(seed))
    for _ in range(steps):
        x = [c - lr * (g + sigma * rng.standard_normal()) for c, g in zip(x, grad(x), strict=True)]
        x = np.array(x)
    return list(x)


def multiplied_out(grad, x, lr, sigma, steps, seed):
    def walk(x, left, rng):
        if left == 0:
            return x
        return walk(x - lr * grad(x) - lr * sigma * rng.normal(size=len(x)), left - 1, rng)

    return walk(x, steps, np.random.default_rng(seed))


def in_float32(grad, x, lr, sigma, steps, seed):
    rng, x = np.random.default_rng(seed), np.float32(x)
    for _ in range(steps):
        noise = rng.standard_normal(x.shape).astype(np.float32)
        x = x - np.float32(lr) * (np.float32(grad(x)) + np.float32(sigma) * noise)
    return x


def mean_of_a_list(grad, x, lr, steps, skip):
    points = []
    for _ in range(steps):
        x = x - lr * grad(x)
        points.append(x)
    return np.mean(points[skip:], axis=0)


def total_on_copies(gradient, start, alpha, count, leave_out):
    point, total = start.astype(float), 0.0
    for number in range(count):
        point -= alpha * gradient(point)
        if number >= leave_out:
            total = total + point
    return total / (count - leave_out)


def in_two_loops(grad, x, lr, steps, skip):
    for _ in range(skip):
        x = x - lr * grad(x)
    average = np.zeros(len(x))
    for k in range(1, steps - skip + 1):
        x = x - lr * grad(x)
        average *= (k - 1) / k
        average += x / k
    return list(average)


def rows_of_a_float32_array(grad, x, lr, steps, skip):
    points = np.empty((steps + 1, len(x)), dtype=np.float32)
    points[0] = x
    for t in range(steps):
        points[t + 1] = points[t] - lr * grad(points[t])
    return points[-(steps - skip) :].mean(axis=0)


STYLES = {
    "stochasticity-3": [
        all_noise_at_once,
        with_normal,
        number_by_number,
        multiplied_out,
        in_float32,
    ],
    "stochasticity-4": [mean_of_a_list, total_on_copies, in_two_loops, rows_of_a_float32_array],
}
