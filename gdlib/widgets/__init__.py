"""Explorers: sliders for a live notebook, and the same picture, still, where no kernel runs.

``gd.widgets.learning_rate()`` shows one; ``gd.widgets.learning_rate(lr=0.3)`` begins at another
setting, which is also how a page without sliders shows it. Each stop of a slider has its number in
``explorer.knobs``.
"""

import numpy as np

from gdlib.widgets import adaptive, quadratics, training
from gdlib.widgets.explorers import Explorer

__all__ = ["Explorer", "adam", "batch_size", "learning_rate", "momentum", "rmsprop", "weight_decay"]


def _stops(low, high, count, start):
    """Numbers of two digits, each about the same multiple of the one before, and the start."""
    return tuple(sorted({start, *(float(f"{x:.2g}") for x in np.geomspace(low, high, count))}))


def learning_rate(lr=0.1, steps=10):
    """The loss of the diabetes data after some steps, for every learning rate.

    ``lr`` is the rate from 0.01 to 0.6, ``steps`` from 1 to 300; both have sliders.
    Returns an `Explorer`. Raises ``ValueError`` or ``TypeError`` for values out of range.
    """
    knobs = {"lr": _stops(0.01, 0.6, 36, 0.1), "steps": (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300)}
    return Explorer("learning_rate", quadratics.learning_rate, knobs, lr=lr, steps=steps)


def momentum(kappa=100, lr=0.25, rho=0.7):
    """The rate of gradient descent and of momentum for every curvature of a quadratic.

    ``kappa``, the condition number, from 1 to 1000, with the largest curvature 4; ``lr`` from 0.01
    to 2; ``rho``, the momentum, from 0 to 0.99. All have sliders.
    Returns an `Explorer`. Raises ``ValueError`` or ``TypeError`` for values out of range.
    """
    rhos = (*(round(0.05 * i, 2) for i in range(19)), 0.92, 0.94, 0.96, 0.98, 0.99)
    knobs = {"kappa": _stops(1, 1000, 25, 100), "lr": _stops(0.01, 2, 32, 0.25), "rho": rhos}
    return Explorer("momentum", quadratics.momentum, knobs, kappa=kappa, lr=lr, rho=rho)


def rmsprop(decay=0.9, eps=1e-4):
    """How RMSprop's step follows the size of the gradient, and where epsilon takes over.

    ``decay`` from 0 to 0.999, ``eps`` from 1e-10 to 1; both have sliders.
    Returns an `Explorer`. Raises ``ValueError`` or ``TypeError`` for values out of range.
    """
    decays = (0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999)
    knobs = {"decay": decays, "eps": tuple(10.0**e for e in range(-10, 1))}
    return Explorer("rmsprop", adaptive.rmsprop, knobs, decay=decay, eps=eps)


def adam(beta1=0.9, beta2=0.999):
    """Adam's step with and without bias correction, on gradients of the digits.

    ``beta1`` from 0 to 0.99 and ``beta2`` from 0 to 0.9999; both have sliders.
    Returns an `Explorer`. Raises ``ValueError`` or ``TypeError`` for values out of range.
    """
    ones = (0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)
    twos = (0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999)
    return Explorer("adam", adaptive.adam, {"beta1": ones, "beta2": twos}, beta1=beta1, beta2=beta2)


def weight_decay(weight_decay=0.1, lr=0.03):
    """What is left of the weights of a digits classifier: L2 in Adam against AdamW.

    ``weight_decay`` from 0.001 to 10, ``lr`` from 0.003 to 0.1; both have sliders.
    Returns an `Explorer`. Raises ``ValueError`` or ``TypeError`` for values out of range.
    """
    knobs = {"weight_decay": training.DECAYS, "lr": (0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1)}
    return Explorer("weight_decay", training.weight_decay, knobs, weight_decay=weight_decay, lr=lr)


def batch_size(batch=32, lr=0.05):
    """The loss of the diabetes data for every batch size: after equally many examples, or steps.

    ``batch`` from 2 to 354, all the data; ``lr`` from 0.005 to 0.3. Both have sliders.
    Returns an `Explorer`. Raises ``ValueError`` or ``TypeError`` for values out of range.
    """
    knobs = {"batch": training.BATCHES, "lr": _stops(0.005, 0.3, 16, 0.05)}
    return Explorer("batch_size", training.batch_size, knobs, batch=batch, lr=lr)
