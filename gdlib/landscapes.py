"""Named test functions: the ground that an optimizer walks on.

Coordinates come first. A point has shape ``(n,)``, many points ``(n, B)``, a contour grid
``(2, H, W)``: ``x1, x2 = x`` unpacks all three, so one definition serves one step, ten thousand
runs and a contour plot.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import NamedTuple

import numpy as np

from gdlib.arguments import as_number, as_numbers
from gdlib.tapes import Symbol

__all__ = [
    "Landscape", "Noisy", "parabola", "double_well", "bowl", "ravine", "saddle", "rosenbrock",
    "beale", "himmelblau", "rastrigin",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Landscape:
    """A smooth function with everything that is known about it.

    ``f(x)`` takes ``(n,)``, ``(n, B)`` or a grid ``(n, H, W)`` and returns the shape without the
    ``n``; ``grad(x)`` returns ``(n, ...)``, ``hessian(x)`` ``(n, n, ...)``, all in the dtype of
    ``x``; integers become float64. ``minima`` and ``saddles`` hold every one in the domain, one
    point a column, ``(n, k)``, the lowest first; ``domain`` is ``(n, 2)``, the part worth drawing;
    ``start`` is ``(n,)``, where a descent begins unless it is told otherwise.

    Raises ``ValueError`` if the first axis of ``x`` is not ``n`` long, ``TypeError`` for what is
    no real number.
    """

    name: str
    f: Callable = field(repr=False)
    grad: Callable = field(repr=False)
    hessian: Callable = field(repr=False)
    minima: np.ndarray = field(repr=False)
    saddles: np.ndarray = field(repr=False)
    domain: np.ndarray = field(repr=False)
    start: np.ndarray = field(repr=False)

    def __post_init__(self):
        n = np.size(self.start)
        shapes = {"minima": (n, "k"), "saddles": (n, "k"), "domain": (n, 2), "start": (n,)}
        for name, shape in shapes.items():
            array = np.array(getattr(self, name), dtype=float)
            if len(array.shape) != len(shape) or any(
                wanted not in ("k", size) for wanted, size in zip(shape, array.shape, strict=True)
            ):
                wanted = str(shape).replace("'", "")
                raise ValueError(f"{name} has shape {array.shape}; it must have {wanted}")
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        for name in ("f", "grad", "hessian"):
            object.__setattr__(self, name, _of_points(getattr(self, name), n))

    def __reduce__(self):  # how another process gets it: by its name here, or made anew
        if globals().get(self.name) is self:
            return self.name
        functions = (getattr(self, name).__wrapped__ for name in ("f", "grad", "hessian"))
        arrays = (self.minima, self.saddles, self.domain, self.start)
        return type(self), (self.name, *functions, *arrays)


def _of_points(function, n):
    """``function`` with its argument checked; one point goes the way of a batch of one.

    NumPy rounds scalars and arrays differently in the last bit. This way one run and the same run
    among many agree exactly.
    """

    @wraps(function)
    def of_points(x):
        if isinstance(x, Symbol):  # a recording, on points that were checked before it
            return x.tape.symbol(function(x))
        x = as_numbers(x, "x")
        if x.shape[:1] != (n,):
            raise ValueError(f"x has shape {x.shape}; it must be ({n},), ({n}, B) or ({n}, H, W)")
        return function(x) if x.ndim > 1 else function(x[:, None])[..., 0][()]

    return of_points


class Noisy:
    """A landscape whose gradient is seen through noise, as a minibatch would show it.

    ``noisy_grad(x, rng)`` is ``grad(x)`` plus independent normal noise of standard deviation
    ``scale`` on every coordinate (and every run); everything else is the landscape's own.

    ``scale`` has the gradient's unit, default 1. Raises ``ValueError`` if it is negative or not
    finite, ``TypeError`` for a landscape without ``f``, ``grad`` and ``start``.
    """

    def __init__(self, landscape, scale=1.0):
        if not all(hasattr(landscape, name) for name in ("f", "grad", "start")):
            raise TypeError(f"landscape is {landscape!r}; it must have f, grad and start")
        self.landscape, self.scale = landscape, as_number(scale, "scale", least=0)

    def __getattr__(self, name):
        if name.startswith("__") or name == "landscape":
            raise AttributeError(name)
        return getattr(self.landscape, name)

    def __repr__(self):
        return f"Noisy({self.landscape!r}, scale={self.scale:g})"

    def noisy_grad(self, x, rng):
        """The gradient at ``x``, ``(n,)`` or ``(n, B)``, with noise drawn from ``rng``."""
        g = self.landscape.grad(x)
        return g + self.scale * rng.standard_normal(np.shape(g)).astype(g.dtype)


def _matrix(x, *rows):
    """Rows of numbers and of arrays ``(...)`` as one array ``(n, n, ...)``."""
    entries = [[np.broadcast_to(entry, x.shape[1:]) for entry in row] for row in rows]
    return np.array(entries, dtype=x.dtype)


def _none(n):
    return np.empty((n, 0))


def _parabola():
    def f(x):
        (x,) = x
        return x**2

    def grad(x):
        return 2 * x

    def hessian(x):
        return _matrix(x, [2])

    return Landscape("parabola", f, grad, hessian, [[0]], _none(1), [[-2.5, 2.5]], [-2])


def _double_well():
    # The derivative factors as x (x + 1) (x − 3/2): the unequal minima are exact.
    def f(x):
        (x,) = x
        return x**4 / 4 - x**3 / 6 - 3 * x**2 / 4

    def grad(x):
        return x * (x + 1) * (x - 1.5)

    def hessian(x):
        (x1,) = x
        return _matrix(x, [3 * x1**2 - x1 - 1.5])

    minima = [[1.5, -1]]
    return Landscape("double_well", f, grad, hessian, minima, _none(1), [[-1.9, 2.3]], [-1.8])


def _bowl():
    def f(x):
        x1, x2 = x
        return x1**2 + x2**2

    def grad(x):
        return 2 * x

    def hessian(x):
        return _matrix(x, [2, 0], [0, 2])

    domain = [[-3, 3], [-2, 2]]
    return Landscape("bowl", f, grad, hessian, [[0], [0]], _none(2), domain, [-2.5, 1.5])


def ravine(kappa=20, angle=0):
    """A 2-D quadratic of condition number ``kappa``: flat along one axis, steep along the other.

    The steep curvature is 4 whatever ``kappa`` is (so gradient descent is stable below
    ``lr = 2/4``), the flat one ``4/kappa``. ``angle``, in radians, turns the axes
    counter-clockwise. ``ravine(20)`` is ``0.1 x1**2 + 2 x2**2``.

    Raises ``ValueError`` if ``kappa`` is below 1 or one of them is not finite, ``TypeError`` for
    what is no number.
    """
    kappa, angle = as_number(kappa, "kappa", least=1), as_number(angle, "angle")
    steep, flat = 4.0, 4.0 / kappa
    c, s = math.cos(angle), math.sin(angle)
    form = _QuadraticForm(
        flat * c * c + steep * s * s, (flat - steep) * c * s, flat * s * s + steep * c * c
    )
    start = np.array([-5 * c + 2 * s, -5 * s - 2 * c])
    wide, high = 6.0 * abs(c) + 3.0 * abs(s), 6.0 * abs(s) + 3.0 * abs(c)
    domain = [[-wide, wide], [-high, high]]
    name = f"ravine(kappa={kappa:g}, angle={angle:g})" if angle else f"ravine(kappa={kappa:g})"
    return Landscape(name, form.f, form.grad, form.hessian, [[0], [0]], _none(2), domain, start)


class _QuadraticForm(NamedTuple):
    """Half of ``a x1**2 + 2 b x1 x2 + d x2**2``."""

    a: float
    b: float
    d: float

    def f(self, x):
        a, b, d = self
        x1, x2 = x
        return (a * x1**2 + 2 * b * x1 * x2 + d * x2**2) / 2

    def grad(self, x):
        a, b, d = self
        x1, x2 = x
        return np.array([a * x1 + b * x2, b * x1 + d * x2])

    def hessian(self, x):
        a, b, d = self
        return _matrix(x, [a, b], [b, d])


def _saddle():
    # Bent upwards far out, so that a descent which leaves the saddle arrives somewhere.
    def f(x):
        x1, x2 = x
        return x1**2 / 2 - x2**2 / 2 + x2**4 / 4

    def grad(x):
        x1, x2 = x
        return np.array([x1, x2**3 - x2])

    def hessian(x):
        _, x2 = x
        return _matrix(x, [1, 0], [0, 3 * x2**2 - 1])

    minima, saddles = [[0, 0], [-1, 1]], [[0], [0]]
    domain = [[-2, 2], [-1.6, 1.6]]
    return Landscape("saddle", f, grad, hessian, minima, saddles, domain, [-1.5, 0.001])


def _rosenbrock():
    def f(x):
        x1, x2 = x
        return (1 - x1) ** 2 + 100 * (x2 - x1**2) ** 2

    def grad(x):
        x1, x2 = x
        above = x2 - x1**2  # the bed of the valley
        return np.array([-2 * (1 - x1) - 400 * x1 * above, 200 * above])

    def hessian(x):
        x1, x2 = x
        h11, h12 = 2 - 400 * x2 + 1200 * x1**2, -400 * x1
        return _matrix(x, [h11, h12], [h12, 200])

    domain = [[-2, 2], [-1, 3]]
    return Landscape("rosenbrock", f, grad, hessian, [[1], [1]], _none(2), domain, [-1.2, 1])


def _beale():
    targets = (1.5, 2.25, 2.625)

    def residuals(x1, x2):
        return [c - x1 * (1 - x2**k) for k, c in enumerate(targets, start=1)]

    def f(x):
        return sum(r**2 for r in residuals(*x))

    def grad(x):
        x1, x2 = x
        g1, g2 = 0.0, 0.0
        for k, r in enumerate(residuals(x1, x2), start=1):
            g1 = g1 - 2 * r * (1 - x2**k)
            g2 = g2 + 2 * r * k * x1 * x2 ** (k - 1)
        return np.array([g1, g2])

    def hessian(x):
        x1, x2 = x
        h11, h12, h22 = 0.0, 0.0, 0.0
        for k, r in enumerate(residuals(x1, x2), start=1):
            r1, r2 = x2**k - 1, k * x1 * x2 ** (k - 1)
            r12 = k * x2 ** (k - 1)
            r22 = k * (k - 1) * x1 * x2 ** (k - 2) if k > 1 else 0.0
            h11 = h11 + 2 * r1 * r1
            h12 = h12 + 2 * (r1 * r2 + r * r12)
            h22 = h22 + 2 * (r2 * r2 + r * r22)
        return _matrix(x, [h11, h12], [h12, h22])

    saddles = [[0.100537937324158359, 0], [-2.64451358502312497, 1]]
    domain = [[-4.5, 4.5], [-4.5, 4.5]]
    return Landscape("beale", f, grad, hessian, [[3], [0.5]], saddles, domain, [1, 1.5])


def _himmelblau():
    def f(x):
        x1, x2 = x
        return (x1**2 + x2 - 11) ** 2 + (x1 + x2**2 - 7) ** 2

    def grad(x):
        x1, x2 = x
        a, b = x1**2 + x2 - 11, x1 + x2**2 - 7
        return np.array([4 * x1 * a + 2 * b, 2 * a + 4 * x2 * b])

    def hessian(x):
        x1, x2 = x
        h11, h12, h22 = 12 * x1**2 + 4 * x2 - 42, 4 * (x1 + x2), 12 * x2**2 + 4 * x1 - 26
        return _matrix(x, [h11, h12], [h12, h22])

    minima = [
        [3.0, -2.8051180869527449, -3.7793102533777469, 3.5844283403304917],
        [2.0, 3.1313125182505730, -3.2831859912861694, -1.8481265269644036],
    ]
    saddles = [
        [3.3851541836070209, 0.0866775045553964, -3.0730257507643896, -0.1279613467306801],
        [0.0738518798377493, 2.8842547011747761, -0.0813530442879675, -1.9537149802445764],
    ]
    domain = [[-5, 5], [-5, 5]]
    return Landscape("himmelblau", f, grad, hessian, minima, saddles, domain, [0.5, -4])


def _rastrigin():
    w = 2 * np.pi

    def f(x):
        return sum(10 + c**2 - 10 * np.cos(w * c) for c in x)

    def grad(x):
        return 2 * x + 10 * w * np.sin(w * x)

    def hessian(x):
        h11, h22 = 2 + 10 * w**2 * np.cos(w * x)
        return _matrix(x, [h11, 0], [0, h22])

    def critical(x):  # Newton's method, one coordinate
        for _ in range(20):
            x = x - (2 * x + 10 * w * np.sin(w * x)) / (2 + 10 * w**2 * np.cos(w * x))
        return x

    def products(a, b):
        return np.stack([p.ravel() for p in np.meshgrid(a, b, indexing="ij")])

    valleys, tops = critical(np.arange(-5.0, 6.0)), critical(np.arange(-4.5, 5.0))
    minima = products(valleys, valleys)
    saddles = np.hstack([products(valleys, tops), products(tops, valleys)])
    minima = minima[:, np.argsort(f(minima), kind="stable")]
    saddles = saddles[:, np.argsort(f(saddles), kind="stable")]
    domain = [[-5.12, 5.12], [-5.12, 5.12]]
    return Landscape("rastrigin", f, grad, hessian, minima, saddles, domain, [-3.3, 2.2])


parabola = _parabola()
double_well = _double_well()
bowl = _bowl()
saddle = _saddle()
rosenbrock = _rosenbrock()
beale = _beale()
himmelblau = _himmelblau()
rastrigin = _rastrigin()
