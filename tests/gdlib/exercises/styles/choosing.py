"""Right answers to the chapter's exercises, each written in another style."""

from itertools import product

import numpy as np


def seed_by_seed(first, second):
    gaps = [int(x) - int(y) for x, y in zip(first, second, strict=True)]
    count, mean = len(gaps), sum(gaps) / len(gaps)
    variance = sum((gap - mean) ** 2 for gap in gaps) / (count - 1)
    return [mean, (variance / count) ** 0.5, 4 * variance]


def by_covariance(a, b):
    (va, both), (_, vb) = np.cov(a, b)
    variance = va + vb - 2 * both
    return a.mean() - b.mean(), np.sqrt(variance / len(a)), 4 * variance


def subtracted_on_a_copy(a, b):
    d = a.astype(float)
    d -= b
    error = np.std(d, ddof=1) / len(d) ** 0.5
    return d.mean(), error, len(d) * (2 * error) ** 2


def in_float32(a, b):
    d = (a - b).astype(np.float32)
    return d.mean(), d.std(ddof=1) / np.sqrt(np.float32(len(d))), 4 * d.var(ddof=1)


def with_loops(rates, losses, fresh):
    best, lowest = None, np.inf
    for column, rate in enumerate(rates):
        total = sum(row[column] for row in losses)
        if best is None or total < lowest:
            best, lowest, chosen = column, total, rate
    return chosen, sum(row[best] for row in fresh) / len(fresh)


def with_min(alphas, choosing, reporting):
    means = dict(zip(alphas, zip(choosing.mean(0), reporting.mean(0), strict=True), strict=True))
    alpha = min(means, key=lambda rate: means[rate][0])
    return [alpha, means[alpha][1]]


def by_sorting(rates, losses, fresh):
    best = np.argsort(losses.sum(axis=0), kind="stable")[0]
    return float(rates[best]), np.average(fresh, axis=0)[best]


def every_draw(losses, k):
    return np.mean([min(drawn) for drawn in product(losses, repeat=k)])


def by_layers(values, count):
    """The smallest loss, and every further one only as far as all draws lie above."""
    ordered, total = sorted(values), 0.0
    for rank, (low, high) in enumerate(zip([0.0, *ordered], ordered, strict=False)):
        total += (high - low) * (1 - rank / len(ordered)) ** count
    return total


def with_diff(losses, k):
    losses = losses.copy()
    losses.sort()
    beyond = np.linspace(1, 0, len(losses) + 1) ** k
    return np.sum(losses * -np.diff(beyond))


def drawn_in_float32(losses, k):
    n, i = np.float32(len(losses)), np.arange(len(losses), dtype=np.float32)
    chance = (1 - i / n) ** k - (1 - (i + 1) / n) ** k
    return np.sort(losses.astype(np.float32)) @ chance.astype(np.float32)


STYLES = {
    "choosing-2": [seed_by_seed, by_covariance, subtracted_on_a_copy, in_float32],
    "choosing-3": [with_loops, with_min, by_sorting],
    "choosing-4": [every_draw, by_layers, with_diff, drawn_in_float32],
}
