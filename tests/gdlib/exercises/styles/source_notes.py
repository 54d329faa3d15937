"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np

import gdlib as gd


def by_the_library(grad, x, steps, lr, beta1, beta2, eps):
    rule = gd.Adam(lr=lr, beta1=beta1, beta2=beta2, eps=eps)
    state = rule.init(np.asarray(x, dtype=float))
    for _ in range(steps):
        x, state = rule.step(np.asarray(x, dtype=float), grad(x), state)
    return x


def with_sums(gradient, point, count, alpha, rho1, rho2, guard):
    """Sums instead of averages, divided by the sums of their weights."""
    sums = squares = weights1 = weights2 = 0.0
    while count > 0:
        g, count = gradient(point), count - 1
        sums, weights1 = rho1 * sums + g, rho1 * weights1 + 1
        squares, weights2 = rho2 * squares + g * g, rho2 * weights2 + 1
        point = point - alpha * (sums / weights1) / ((squares / weights2) ** 0.5 + guard)
    return point


def in_place_on_copies(grad, x, steps, lr, beta1, beta2, eps):
    x = np.array(x, dtype=float)
    m, v = np.zeros_like(x), np.zeros_like(x)
    for t in range(steps):
        g = grad(x)
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g**2 - v)
        x -= lr * m / (1 - beta1 ** (t + 1)) / (np.sqrt(v / (1 - beta2 ** (t + 1))) + eps)
    return x


def one_rate(grad, x, steps, lr, beta1, beta2, eps):
    m, v, power1, power2 = 0.0, 0.0, 1.0, 1.0
    for _ in range(steps):
        g = grad(x)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        power1, power2 = power1 * beta1, power2 * beta2
        root = (1 - power2) ** 0.5
        x = x - lr * root / (1 - power1) * m / (np.sqrt(v) + eps * root)
    return list(x)


def shrunk_first(point, mean, square, slope, count, alpha, rho1, rho2, guard, strength):
    mean = rho1 * mean + (1 - rho1) * slope
    square = rho2 * square + (1 - rho2) * slope * slope
    direction = mean / (1 - rho1**count) / (np.sqrt(square / (1 - rho2**count)) + guard)
    return (1 - alpha * strength) * point - alpha * direction, mean, square


def in_one_bracket(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
    m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g**2 - v)
    ratio = m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return [x - lr * (ratio + weight_decay * x), m, v]


def by_coordinate(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
    x, m, v = x.copy(), m.copy(), v.copy()
    for i in np.ndindex(x.shape):
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        x[i] -= lr * weight_decay * x[i]
        x[i] -= lr * (m[i] / (1 - beta1**t)) / ((v[i] / (1 - beta2**t)) ** 0.5 + eps)
    return x, m, v


def in_float32(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
    x, m, v, g = (np.asarray(part, dtype=np.float32) for part in (x, m, v, g))
    lr, beta1, beta2, eps = np.float32([lr, beta1, beta2, eps])
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return x - lr * (m_hat / (np.sqrt(v_hat) + eps) + np.float32(weight_decay) * x), m, v


STYLES = {
    "source-notes-4": [by_the_library, with_sums, in_place_on_copies, one_rate],
    "source-notes-5": [shrunk_first, in_one_bracket, by_coordinate, in_float32],
}
