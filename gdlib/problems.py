"""Real data to learn from: least squares, logistic regression and a small network.

Every problem has ``f``, ``grad`` and ``start`` like a landscape, and a ``noisy_grad`` that sees
only a random minibatch. Its point is one flat vector of weights, ``(n,)``, or ``(n, B)`` for
``B`` runs at once; losses are means over the examples. The rows of a data matrix are examples.
Losses and gradients are computed in the dtype of the weights: float32 weights take about half
the time of float64.
"""

import math
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from gdlib.arguments import as_number, as_numbers, as_rng, as_whole

__all__ = [
    "Data", "diabetes", "digits", "LeastSquares", "LogisticRegression", "Network", "minibatches",
]  # fmt: skip

EXAMPLES_AT_ONCE = 2048  # times the runs of a batch: what the network's arrays hold at a time


class Data(NamedTuple):
    """Training and test examples, one a row, with their targets."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def minibatches(n, size, rng):
    """One epoch: a list of index arrays, 0 … n-1 in random order, ``size`` at a time, none twice.

    The last minibatch is smaller where ``size`` does not divide ``n``. ``rng`` is a NumPy
    generator. Raises ``TypeError`` or ``ValueError`` unless ``n`` and ``size`` are whole numbers
    with ``1 <= size <= n``.
    """
    n, size = as_whole(n, "n", least=1), _size(size, n, "size")
    order = as_rng(rng, has="permutation").permutation(n)
    return [order[i : i + size] for i in range(0, n, size)]


def _size(size, n, name):
    size = as_whole(size, name, least=1)
    if size > n:
        raise ValueError(f"{name} is {size}; it must be at most the number of examples, {n}")
    return size


def _split(x, y, test, seed):
    if as_number(test, "test", least=0) >= 1:
        raise ValueError(f"test is {test!r}; it must be a share in [0, 1)")
    order = np.random.default_rng(seed).permutation(len(y))
    cut = len(y) - round(test * len(y))
    train, rest = order[:cut], order[cut:]
    return Data(x[train], y[train], x[rest], y[rest])


def digits(only=None, test=0.2, seed=0):
    """The 1,797 handwritten digits that ship with scikit-learn, 8x8 pixels, scaled to [0, 1].

    Returns a `Data`. ``only=(3, 8)`` keeps two digits and gives the second the target 1, the first
    0. A share ``test`` of the examples in [0, 1), by default 0.2, drawn with ``seed``, is kept
    apart for testing.
    """
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    if only is not None:
        if np.shape(only) != (2,) or only[0] == only[1] or not np.isin(only, range(10)).all():
            raise ValueError(f"only is {only!r}; it must be two different digits, such as (3, 8)")
        keep = np.isin(y, only)
        x, y = x[keep], (y[keep] == only[1]).astype(int)
    return _split(x / 16, y, test, seed)


def diabetes(test=0.2, seed=0):
    """442 patients that ship with scikit-learn: ten measurements and the disease's progress.

    Returns a `Data`. Measurements and target are standardised (mean 0, standard deviation 1 over
    all patients). A share ``test`` of them in [0, 1), by default 0.2, drawn with ``seed``, is kept
    apart for testing.
    """
    from sklearn.datasets import load_diabetes

    x, y = load_diabetes(return_X_y=True)
    return _split((x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std(), test, seed)


class _DataProblem:
    """Examples ``x`` ``(N, features)`` with targets ``y`` ``(N,)``, a start, and what all share."""

    def __init__(self, x, y, batch_size):
        x, y = as_numbers(x, "x").astype(float), as_numbers(y, "y").astype(float)
        if x.ndim != 2 or y.shape != x.shape[:1]:
            raise ValueError(
                f"x has shape {x.shape} and y {y.shape}; they must be (N, features) and (N,)"
            )
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            raise ValueError("x or y holds NaN or infinity; every number must be finite")
        if batch_size is None:
            batch_size = min(32, len(y))
        self.x, self.y, self.batch_size = x, y, _size(batch_size, len(y), "batch_size")

    def __repr__(self):
        return (
            f"{type(self).__name__}({len(self.y)} examples, {len(self.start)} weights, "
            f"batch_size={self.batch_size})"
        )

    def f(self, w, rows=None):
        """The mean loss: a number for weights ``(n,)``, ``(B,)`` for ``(n, B)``.

        ``rows``, indices or a mask, restricts it to some of the examples.
        """
        raise NotImplementedError

    def grad(self, w, rows=None):
        """The gradient of `f`, of the shape of ``w``; ``rows`` as there."""
        raise NotImplementedError

    def noisy_grad(self, w, rng):
        """The gradient on ``batch_size`` examples drawn without replacement."""
        rng = as_rng(rng, has="choice")
        return self.grad(w, rng.choice(len(self.y), self.batch_size, replace=False))

    def _given(self, w, rows):
        """Weights, examples and targets, the targets shaped to subtract from scores."""
        w, (x, y) = self._weights(w), self._rows(rows)
        x, y = (a.astype(w.dtype, copy=False) for a in (x, y))
        return w, x, _columns(y, w)

    def _rows(self, rows):
        return (self.x, self.y) if rows is None else (self.x[rows], self.y[rows])

    def _weights(self, w):
        w, n = as_numbers(w, "w"), len(self.start)
        if w.ndim not in (1, 2) or w.shape[0] != n:
            raise ValueError(f"w has shape {w.shape}; it must be ({n},) or ({n}, B)")
        return w


def _columns(y, w):
    return y if w.ndim == 1 else np.asarray(y)[:, None]


def _fixed(start):
    start.flags.writeable = False
    return start


def _default(x, y, data, *options):
    """The examples that were given, or the training part of ``data``."""
    if (x is None) != (y is None):
        name = "x" if x is None else "y"
        raise ValueError(f"{name} is None; x and y must be given together, or neither")
    return data(*options)[:2] if x is None else (x, y)


class LeastSquares(_DataProblem):
    r"""$f(w) = \frac{1}{2N} \lVert Xw - y \rVert^2$, with gradient $\frac1N X^\top (Xw - y)$.

    By default on `diabetes` (354 training examples, 10 weights, started at zero); otherwise ``x``
    is ``(N, features)`` and ``y`` ``(N,)``. ``batch_size``, that of `noisy_grad`, is 32 by
    default, or N if there are fewer.

    Raises ``ValueError`` or ``TypeError`` for data of other shapes, with a NaN, or no numbers.
    """

    def __init__(self, x=None, y=None, batch_size=None):
        super().__init__(*_default(x, y, diabetes), batch_size)
        self.start = _fixed(np.zeros(self.x.shape[1]))

    def f(self, w, rows=None):
        w, x, y = self._given(w, rows)
        return ((x @ w - y) ** 2).mean(axis=0) / 2

    def grad(self, w, rows=None):
        w, x, y = self._given(w, rows)
        return x.T @ (x @ w - y) / len(y)

    def hessian(self, w=None):
        r"""$\frac1N X^\top X$, ``(n, n)``, the same at every point."""
        return self.x.T @ self.x / len(self.y)

    def minimum(self):
        """The weights that solve the problem exactly, by NumPy's least squares."""
        return np.linalg.lstsq(self.x, self.y, rcond=None)[0]


class LogisticRegression(_DataProblem):
    r"""Two classes: $f(w) = \frac1N \sum_i \left(\log(1 + e^{s_i}) - y_i s_i\right) + \frac\lambda2
    \lVert w \rVert^2$ with scores $s = Xw$ and targets 0 or 1.

    By default on `digits`, 3 against 8 (286 training examples, 64 weights, started at zero).
    ``l2`` is $\lambda$, default 0; the separable digits have no minimum without it.
    ``batch_size`` and errors as for `LeastSquares`; besides, ``ValueError`` for other targets or
    an ``l2`` below zero.
    """

    def __init__(self, x=None, y=None, l2=0.0, batch_size=None):
        super().__init__(*_default(x, y, digits, (3, 8)), batch_size)
        if not np.isin(self.y, (0, 1)).all():
            raise ValueError(f"y holds {np.unique(self.y)[:5]}; every target must be 0 or 1")
        self.l2 = as_number(l2, "l2", least=0)
        self.start = _fixed(np.zeros(self.x.shape[1]))

    def f(self, w, rows=None):
        w, x, y = self._given(w, rows)
        s = x @ w
        return (np.logaddexp(0, s) - y * s).mean(axis=0) + (self.l2 * w * w).sum(axis=0) / 2

    def grad(self, w, rows=None):
        w, x, y = self._given(w, rows)
        return x.T @ (_sigmoid(x @ w) - y) / len(y) + self.l2 * w

    def hessian(self, w):
        r"""$\frac1N X^\top \mathrm{diag}(p (1 - p)) X + \mu I$, ``(n, n)``, for one ``w``."""
        p = _sigmoid(self.x @ self._weights(w))
        return (self.x.T * (p * (1 - p))) @ self.x / len(self.y) + self.l2 * np.eye(len(w))

    def accuracy(self, w, x=None, y=None):
        """The share of examples (by default the training ones) on the right side."""
        w, (x, y) = self._weights(w), (self.x, self.y) if x is None else (x, y)
        return ((x @ w > 0) == _columns(y, w)).mean(axis=0)


def _sigmoid(s):
    return 0.5 * (1 + np.tanh(0.5 * s))


class Network(_DataProblem):
    r"""Two layers and a softmax: $h = \tanh(X W_1 + b_1)$, scores $h W_2 + b_2$, cross-entropy.

    By default the digits, 64-32-10. All weights are one flat vector, $W_1, b_1, W_2, b_2$ one
    after the other; `unpack` shows them as matrices. ``start`` is drawn with ``seed`` (normal, of
    variance 1/fan-in; biases zero). Targets are the classes 0, 1, …; ``hidden``, default 32, is
    the number of hidden units. ``batch_size`` and errors as for `LeastSquares`; besides,
    ``ValueError`` for other targets.
    """

    def __init__(self, x=None, y=None, hidden=32, batch_size=None, seed=0):
        super().__init__(*_default(x, y, digits), batch_size)
        if (self.y != np.round(self.y)).any() or self.y.min() < 0:
            raise ValueError(f"y holds {np.unique(self.y)[:5]}; targets must be classes 0, 1, …")
        self.y = self.y.astype(int)
        inputs, hidden = self.x.shape[1], as_whole(hidden, "hidden", least=1)
        classes = int(self.y.max()) + 1
        self.shapes = ((inputs, hidden), (hidden,), (hidden, classes), (classes,))
        ends = [*accumulate(map(math.prod, self.shapes))]
        self._places = [slice(*pair) for pair in pairwise([0, *ends])]
        rng = np.random.default_rng(seed)
        w1 = rng.standard_normal((inputs, hidden)) / np.sqrt(inputs)
        w2 = rng.standard_normal((hidden, classes)) / np.sqrt(hidden)
        parts = [w1.ravel(), np.zeros(hidden), w2.ravel(), np.zeros(classes)]
        self.start = _fixed(np.concatenate(parts))

    def unpack(self, w):
        """$W_1, b_1, W_2, b_2$; from weights ``(n, B)``, each with a leading run axis."""
        return self._parts(np.ascontiguousarray(self._weights(w).T))

    def _parts(self, w):
        """Views of the matrices in flat weights ``(n,)`` or ``(B, n)``."""
        runs = w.shape[:-1]
        together = zip(self._places, self.shapes, strict=True)
        return [w[..., place].reshape(runs + shape) for place, shape in together]

    def _forward(self, w1, b1, w2, b2, x):
        """Hidden units and scores, examples last: ``(…, hidden, N)`` and ``(…, classes, N)``."""
        h = _t(w1) @ x.T
        h += b1[..., None]
        np.tanh(h, out=h)
        scores = _t(w2) @ h
        scores += b2[..., None]
        return h, scores

    def f(self, w, rows=None):
        return self._each(self._losses, w, *self._rows(rows))

    def _losses(self, w, x, y):
        _, scores = self._forward(*self._parts(w), x)
        top = scores.max(axis=-2)
        spread = np.log(np.exp(scores - top[..., None, :]).sum(axis=-2)) + top
        return (spread - scores[..., y, np.arange(len(y))]).mean(axis=-1)

    def grad(self, w, rows=None):
        return self._each(self._gradients, w, *self._rows(rows))

    def _gradients(self, w, x, y):
        parts = self._parts(w)
        h, p = self._forward(*parts, x)
        p -= p.max(axis=-2, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=-2, keepdims=True)
        p[..., y, np.arange(len(y))] -= 1
        p /= len(y)  # now the derivative of the loss by the scores
        w2, each, g = parts[2], np.ones(len(y), w.dtype), np.empty_like(w)
        g1, gb1, g2, gb2 = self._parts(g)
        np.matmul(h, _t(p), out=g2)
        np.matmul(p, each, out=gb2)
        h *= h
        d = w2 @ p
        d *= np.subtract(1, h, out=h)  # and by what goes into tanh
        np.matmul(d, each, out=gb1)
        np.matmul(x.T, _t(d), out=g1)
        return g

    def accuracy(self, w, x=None, y=None):
        """The share of examples (by default the training ones) whose class has the top score."""
        x, y = (self.x, self.y) if x is None else (x, y)
        return self._each(self._hits, w, x, y)

    def _hits(self, w, x, y):
        return (self._forward(*self._parts(w), x)[1].argmax(axis=-2) == y).mean(axis=-1)

    def _each(self, function, w, x, y):
        """``function`` of weights ``(n,)``, or of a few runs of ``(n, B)`` after the others.

        Runs come first there, so that every matrix of a run lies in one piece and a run's numbers
        are, to the last bit, those that it has alone. A block of runs stays in the cache.
        """
        w = self._weights(w)
        x = np.asarray(x, w.dtype)
        if w.ndim == 1:
            return function(w, x, y)
        few = max(1, EXAMPLES_AT_ONCE // len(y))
        blocks = (np.ascontiguousarray(w[:, i : i + few].T) for i in range(0, w.shape[1], few))
        return np.concatenate([function(block, x, y).T for block in blocks], axis=-1)


def _t(matrices):
    return np.swapaxes(matrices, -1, -2)
