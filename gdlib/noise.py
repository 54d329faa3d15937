"""One small named random generator that the interactive figure computes to the same last bit."""

import numpy as np

from gdlib.arguments import as_whole

__all__ = ["Mulberry32"]


class Mulberry32:
    """A 32-bit generator of a few integer operations, for noise that JavaScript repeats exactly.

    NumPy's generators have no counterpart in JavaScript; this one has, in ``lab.js``.
    ``standard_normal(shape)`` gives sums of twelve uniform numbers less six: mean 0, variance 1,
    close to normal and free of functions that two languages round differently. ``descend`` takes
    it as ``rng``. ``seed`` is a whole number from 0 to 2**32 - 1, default 0. Not for statistics,
    nor for secrets.

    Raises ``TypeError`` or ``ValueError`` for any other seed.
    """

    def __init__(self, seed=0):
        seed = as_whole(seed, "seed")
        if seed >= 2**32:
            raise ValueError(f"seed is {seed}; it must be below 2**32")
        self._state = seed

    def random(self):
        """The next uniform number in [0, 1), a float."""
        self._state = a = (self._state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((a ^ (a >> 15)) * (a | 1)) & 0xFFFFFFFF
        t ^= (t + (t ^ (t >> 7)) * (t | 61)) & 0xFFFFFFFF
        return (t ^ (t >> 14)) / 2**32

    def standard_normal(self, shape=()):
        """Numbers of mean 0 and variance 1, an array of ``shape``."""
        flat = [sum(self.random() for _ in range(12)) - 6 for _ in range(int(np.prod(shape)))]
        return np.array(flat).reshape(shape)
