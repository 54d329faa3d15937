"""Right answers to the chapter's exercises, each written in another style."""

import numpy as np


def along_a_unit_vector(hessian, direction):
    unit = direction / np.linalg.norm(direction)
    return unit.dot(hessian).dot(unit)


def entry_by_entry(H, d):
    total = sum(d[i] * H[i, j] * d[j] for i in range(len(d)) for j in range(len(d)))
    return float(total / sum(part**2 for part in d))


def as_a_column(H, d):
    d = np.asarray(d, dtype=np.float32)[:, None]
    return (d.T @ H.astype(np.float32) @ d) / (d.T @ d)


def by_eigenvectors(H, d):
    eigenvalues, Q = np.linalg.eigh(H)
    z = Q.T @ d
    return np.average(eigenvalues, weights=z**2)


def through_z(x, g, H, lr):
    D = np.diag(1 / np.sqrt(np.diag(H)))
    z = np.linalg.solve(D, x)
    return D @ (z - lr * D @ g)


def coordinate_by_coordinate(point, gradient, hessian, alpha):
    return [point[i] - alpha / hessian[i, i] * gradient[i] for i in range(len(point))]


def in_place_on_a_copy(x, g, H, lr):
    x = np.array(x, dtype=float)
    x -= lr * g * H.diagonal() ** -1.0
    return x


def in_float32(x, g, H, lr):
    x, g, H = (np.asarray(part, dtype=np.float32) for part in (x, g, H))
    return x - np.float32(lr) * g / np.diagonal(H)


STYLES = {
    "oscillation-4": [along_a_unit_vector, entry_by_entry, as_a_column, by_eigenvectors],
    "oscillation-5": [through_z, coordinate_by_coordinate, in_place_on_a_copy, in_float32],
}
