"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np


def new_names(point, velocity, gradient, alpha, decay):
    velocity_after = velocity * decay + gradient
    return point - (velocity_after * decay + gradient) * alpha, velocity_after


def by_coordinate(x, v, g, lr, rho):
    v_new, x_new = np.empty(np.shape(v)), np.empty(np.shape(x))
    for i in np.ndindex(np.shape(x)):
        x_new[i] = x[i] - lr * (rho**2 * v[i] + (1 + rho) * g[i])
        v_new[i] = rho * v[i] + g[i]
    return [x_new, v_new]


def by_way_of_the_point_behind(x, v, g, lr, rho):
    behind = x + lr * rho * v
    v = rho * v + g
    return behind - lr * v - lr * rho * v, v


def in_place_on_copies(x, v, g, lr, rho):
    x, v = x.copy(), v.copy()
    x -= lr * rho * rho * v
    x -= lr * (1 + rho) * g
    v *= rho
    v += g
    return x, v


def in_float32(x, v, g, lr, rho):
    x, v, g = (np.asarray(part, dtype=np.float32) for part in (x, v, g))
    after = np.float32(rho) * v + g
    return x - np.float32(lr) * (np.float32(rho) * after + g), after


def as_a_loop(gradient, start, alpha, decay, count):
    x, v = start, 0.0
    while count > 0:
        v = decay * v + gradient(x)
        x, count = x - alpha * v, count - 1
    return x


def in_place_on_a_copy(grad, x, lr, rho, steps):
    x = np.array(x, dtype=float)
    v = np.zeros_like(x)
    for _ in range(steps):
        v *= rho
        v += grad(x)
        x -= lr * v
    return x


def as_recursion(grad, x, lr, rho, steps, v=0.0):
    if steps == 0:
        return list(x)
    v = rho * v + grad(np.array(x))
    return as_recursion(grad, x - lr * v, lr, rho, steps - 1, v)


STYLES = {
    "momentum-4": [
        new_names,
        by_coordinate,
        by_way_of_the_point_behind,
        in_place_on_copies,
        in_float32,
    ],
    "momentum-5": [as_a_loop, in_place_on_a_copy, as_recursion],
}
