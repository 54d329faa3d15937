"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np


def with_average(g, sizes):
    return np.average(g, axis=0, weights=sizes)


def batch_by_batch(rows, counts):
    total, seen = 0.0, 0
    for row, count in zip(rows, counts, strict=True):
        total, seen = total + count * row, seen + count
    return total / seen


def repeated_rows(g, sizes):
    return np.repeat(g, sizes, axis=0).mean(axis=0)


def averaged_in_float32(g, sizes):
    weights = (sizes / sizes.sum()).astype(np.float32)
    return (weights[:, None] * g.astype(np.float32)).sum(axis=0)


def with_split(gradient, point, indices, size, alpha):
    for rows in np.split(indices, range(size, len(indices), size)):
        point = point - alpha * gradient(point, rows)
    return point


def in_place_on_a_copy(grad, w, order, B, lr):
    w = w.astype(float)
    for number in range(int(np.ceil(len(order) / B))):
        w -= lr * grad(w, order[number * B : (number + 1) * B])
    return w


def as_recursion(grad, w, order, B, lr):
    if len(order) == 0:
        return list(w)
    return as_recursion(grad, w - lr * grad(w, order[:B]), order[B:], B, lr)


def one_row_at_a_time(grad, w, order, B, lr):
    rows = []
    for number, row in enumerate(order, 1):
        rows.append(row)
        if number % B == 0 or number == len(order):
            w, rows = w - lr * grad(w, rows), []
    return w


def by_norm(each):
    mean = sum(each) / len(each)
    distances = [np.linalg.norm(row - mean) for row in each]
    return np.linalg.norm(mean), np.sqrt(np.mean(np.square(distances)))


def by_variances(each):
    return [np.sqrt((each.mean(0) ** 2).sum()), np.sqrt(each.var(axis=0).sum())]


def by_moments(each):
    length = np.linalg.norm(each.mean(axis=0))
    return length, np.sqrt((each**2).sum() / len(each) - length**2)


def centred_on_a_copy(each):
    each = each.copy()
    mean = each.mean(axis=0, keepdims=True)
    each -= mean
    return float(np.sqrt(mean @ mean.T)[0, 0]), np.linalg.norm(each) / np.sqrt(len(each))


STYLES = {
    "sgd-3": [with_average, batch_by_batch, repeated_rows, averaged_in_float32],
    "sgd-4": [with_split, in_place_on_a_copy, as_recursion, one_row_at_a_time],
    "sgd-5": [by_norm, by_variances, by_moments, centred_on_a_copy],
}
