"""Gradients by finite differences, and the check of a hand-derived gradient against them."""

import numpy as np

from gdlib.arguments import as_number, as_point

__all__ = ["numerical_gradient", "check_gradient"]

# The truncation error grows as h (forward) or h² (central) and the rounding error as eps/h; they
# balance at eps to this power.
_BALANCE = {"forward": 1 / 2, "central": 1 / 3}


def numerical_gradient(f, x, h=None, scheme="central", batched=False):
    r"""The gradient of ``f`` at ``x`` by finite differences.

    Forward: $\partial_i f \approx (f(x + h e_i) - f(x)) / h$, ``n + 1`` evaluations, error $O(h)$.
    Central: $\partial_i f \approx (f(x + h e_i) - f(x - h e_i)) / 2h$, ``2n`` evaluations, error
    $O(h^2)$.

    Parameters: ``x`` is a point of any shape (usually ``(n,)``); integers become float64.
    ``h`` is a positive number in the unit of ``x``; by default ``eps**(1/2)`` (forward) or
    ``eps**(1/3)`` (central) of the dtype, times ``max(1, |x_i|)``. ``batched=True`` says that
    ``f`` takes ``(n, B)`` and returns ``(B,)``: all evaluations are then one call, on an array of
    ``n`` times their number.

    Returns an array of the shape and dtype of ``x``. Raises ``ValueError`` for an unknown scheme,
    an ``h`` that is not positive, a point with a NaN or an ``f`` that does not return one number
    a point, ``TypeError`` for what is no number.

    Source: Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    if scheme not in _BALANCE:
        raise ValueError(f"scheme is {scheme!r}; it must be 'forward' or 'central'")
    x = as_point(x)
    if h is None:
        h = np.finfo(x.dtype).eps ** _BALANCE[scheme] * np.maximum(1, np.abs(x))
    else:
        h = np.full(x.shape, as_number(h, "h", above=0))
    steps = h.astype(x.dtype).ravel()
    if not steps.all():
        raise ValueError(f"h is {h.flat[0]}; it must be large enough for {x.dtype}")
    losses = (_losses_at_once if batched else _losses_one_by_one)(f, x, steps, scheme)
    ahead, behind = losses[: x.size], losses[x.size :]
    width = 2 * steps if scheme == "central" else steps
    return ((ahead - behind) / width).astype(x.dtype).reshape(x.shape)


def _losses_one_by_one(f, x, steps, scheme):
    """``f`` at every ``x + h e_i``, then at every ``x - h e_i`` or, for forward, once at ``x``."""

    def loss(i, h):
        point = x.copy()
        point.flat[i] += h
        value = np.asarray(f(point))
        if value.shape != () or value.dtype.kind not in "iuf":
            raise ValueError(f"f returned {value!r}; it must return one number a point")
        return float(value)

    ahead = [loss(i, h) for i, h in enumerate(steps)]
    behind = [loss(i, -h) for i, h in enumerate(steps)] if scheme == "central" else [loss(0, 0)]
    return np.array(ahead + behind)


def _losses_at_once(f, x, steps, scheme):
    """The same from one call of ``f``; where forward steps ask for ``f(x)`` it is one column."""
    if x.ndim != 1:
        raise ValueError(f"x has shape {x.shape}; with batched=True it must have shape (n,)")
    n = len(x)
    points = np.repeat(x[:, None], 2 * n if scheme == "central" else n + 1, axis=1)
    each = np.arange(n)
    points[each, each] += steps
    if scheme == "central":
        points[each, n + each] -= steps
    losses = np.asarray(f(points))
    if losses.shape != points.shape[1:] or losses.dtype.kind not in "iuf":
        raise ValueError(
            f"f returned shape {losses.shape} for {points.shape[1]} points; "
            "it must return one number a point"
        )
    return losses.astype(float)


def check_gradient(f, grad, x):
    r"""The largest relative error of ``grad`` at ``x`` against central differences.

    For every coordinate $|a - n| / \max(|a|, |n|)$, with $a$ the analytic and $n$ the numerical
    derivative; the largest of these is returned, a float, and 0 where both gradients are 0. As the
    notes of Stanford's CS231n read it: below 1e-7 is right, above 1e-2 is wrong; between them,
    look for a kink or a lack of precision. A coordinate below a thousandth of the largest is
    measured against that thousandth: what rounding leaves of it says nothing about the formula.

    Raises ``ValueError`` if ``grad(x)`` does not have the shape of ``x``, and whatever
    `numerical_gradient` raises.
    """
    x = as_point(x)
    analytic, numerical = np.asarray(grad(x)), numerical_gradient(f, x)
    if analytic.shape != x.shape:
        raise ValueError(f"grad(x) has shape {analytic.shape}; it must be the point's, {x.shape}")
    scale = np.maximum(np.abs(analytic), np.abs(numerical))
    scale = np.maximum(scale, 1e-3 * scale.max(initial=0))
    error = np.abs(analytic - numerical)
    relative = np.divide(error, scale, out=np.zeros_like(error), where=scale != 0)
    return float(relative.max(initial=0))
