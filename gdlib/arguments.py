"""What numbers and points may be: the checks that all modules share.

Each returns the argument in one form, or raises the error that names it, its value and what is
allowed.
"""

from numbers import Integral, Real

import numpy as np

__all__ = ["as_number", "as_numbers", "as_point", "as_rng", "as_whole"]


def as_number(value, name, *, least=None, above=None):
    """``value`` as a float: finite, at least ``least`` or above ``above`` where they are given."""
    allowed = "a finite number"
    if least is not None:
        allowed += f" of at least {least}"
    if above is not None:
        allowed += f" above {above}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise TypeError(f"{name} is {value!r}; it must be {allowed}")
    too_low = (least is not None and value < least) or (above is not None and value <= above)
    if too_low or not np.isfinite(value):
        raise ValueError(f"{name} is {value!r}; it must be {allowed}")
    return float(value)


def as_whole(value, name, least=0):
    """``value`` as an int of at least ``least``; no float is, not even 3.0."""
    allowed = f"a whole number of at least {least}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
        raise TypeError(f"{name} is {value!r}; it must be {allowed}")
    if value < least:
        raise ValueError(f"{name} is {value!r}; it must be {allowed}")
    return int(value)


def as_numbers(values, name):
    """``values`` as a floating-point array: integers become float64, float32 stays float32."""
    try:
        array = np.asarray(values)
    except ValueError:  # rows of different lengths
        array = np.asarray(None)
    if array.dtype.kind in "iu":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        raise TypeError(f"{name} is {values!r}; it must be a number or an array of numbers")
    return array


def as_point(x, name="x"):
    """Like `as_numbers`, and every coordinate must be finite."""
    x = as_numbers(x, name)
    finite = np.isfinite(x)
    if not finite.all():
        index = ", ".join(map(str, np.argwhere(~finite)[0]))
        where = f"{name}[{index}]" if index else name
        raise ValueError(f"{where} is {x[~finite][0]}; every coordinate must be a finite number")
    return x


def as_rng(rng, name="rng", has="standard_normal"):
    """``rng`` as it is: a NumPy generator, or whatever else has the method that is needed."""
    if isinstance(rng, type) or not callable(getattr(rng, has, None)):
        raise TypeError(f"{name} is {rng!r}; it must be a numpy.random.Generator, or have {has}")
    return rng
