"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np

import gdlib as gd


def new_names(point, first, second, slope, number, alpha, strength, factor):
    first_after = first + 0.1 * (slope - first)
    second_after = second + 0.001 * (slope * slope - second)
    ratio = first_after / (1 - 0.9**number)
    ratio = ratio / ((second_after / (1 - 0.999**number)) ** 0.5 + 1e-8)
    point = point * (1 - factor * strength) - factor * alpha * ratio
    return point, first_after, second_after


def in_place_on_copies(x, m, v, g, t, lr, decay, c):
    x, m, v = x.copy(), m.copy(), v.copy()
    m *= 0.9
    m += 0.1 * g
    v *= 0.999
    v += 0.001 * np.square(g)
    move = lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    move += decay * x
    x -= c * move
    return [x, m, v]


def by_coordinate(x, m, v, g, t, lr, decay, c):
    x_new, m_new, v_new = (np.zeros(np.shape(x)) for _ in range(3))
    for i in np.ndindex(x.shape):
        m_new[i] = 0.9 * m[i] + 0.1 * g[i]
        v_new[i] = 0.999 * v[i] + 0.001 * g[i] ** 2
        ratio = m_new[i] / (1 - 0.9**t) / (np.sqrt(v_new[i] / (1 - 0.999**t)) + 1e-8)
        x_new[i] = x[i] - c * (lr * ratio + decay * x[i])
    return x_new, m_new, v_new


def with_gdlib(x, m, v, g, t, lr, decay, c):
    state = type(gd.Adam().init(x))(m, v, 0.9 ** (t - 1), 0.999 ** (t - 1))
    new, state = gd.Adam(lr=lr).step(x, g, state)
    return x + c * (new - x) - c * decay * x, state.m, state.v


def one_after_another(w, lr, steps):
    total = 0.0
    for weight in np.ravel(w):
        total += max(abs(weight) - lr * steps, 0.0) ** 2
    return np.sqrt(total / np.sum(w**2))


def step_by_step(w, lr, steps):
    size = np.abs(w)
    for _ in range(steps):
        size = np.where(size > lr, size - lr, 0)
    return np.linalg.norm(size) / np.linalg.norm(w)


def clipped(start, alpha, T):
    rest = start - np.clip(start, -alpha * T, alpha * T)
    return float(np.hypot.reduce(rest, axis=None) / np.hypot.reduce(start, axis=None))


def in_float32(w, lr, steps):
    w = w.astype(np.float32)
    left = np.abs(w) - np.float32(lr * steps)
    left[left < 0] = 0
    return np.linalg.norm(left) / np.linalg.norm(w)


STYLES = {
    "decoupled-decay-3": [new_names, in_place_on_copies, by_coordinate, with_gdlib],
    "decoupled-decay-4": [one_after_another, step_by_step, clipped, in_float32],
}
