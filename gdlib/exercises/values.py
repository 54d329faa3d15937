"""Reads what a reader gives as numbers, and compares it with what was expected."""

import numpy as np

from gdlib.exercises.said import Said
from gdlib.exercises.watch import Verdict, require_begun, shown

__all__ = ["agree", "first_difference", "read", "require_finite"]

TOLERANCES = {8: 1e-6, 4: 2e-4, 2: 2e-2}  # by the bytes of the coarsest float in an answer

NUMBER = Said(
    ko="여기에는 수 하나가 와야 하는데 {got}이(가) 왔다.",
    en="One number is asked for; this is {got}.",
)
SHAPE = Said(
    ko="모양이 {want}인 배열이 와야 하는데 모양이 {got}인 배열이 왔다.",
    en="An array of shape {want} is asked for; this one has the shape {got}.",
)
ARRAY = Said(
    ko="모양이 {want}인 배열이 와야 하는데 수 하나, {got}이(가) 왔다.",
    en="An array of shape {want} is asked for; this is one number, {got}.",
)
PARTS = Said(
    ko="값 {count}개({names})가 차례로 와야 하는데 {got}이(가) 왔다.",
    en="{count} values are asked for, {names}, in this order; this is {got}.",
)
NOT_NUMBERS = Said(
    ko="수가 와야 하는데 {got}이(가) 왔다.",
    en="Numbers are asked for; this is {got}.",
)
NOT_FINITE = Said(
    ko="유한한 수가 아닌 값이 들어 있다: {got}.",
    en="There is something in it that is no finite number: {got}.",
)


def read(value, like, names=()):
    """``value`` in the form of ``like``: an array, or a tuple of them for a tuple.

    Lists, other sequences and arrays of any real dtype will do. Raises `Verdict` for what has
    another form, or is no number; NaN and infinity are left to the comparison.
    """
    if isinstance(like, tuple):
        parts = _parts(value, like)
        if parts is None or len(parts) != len(like):
            told = ", ".join(names) or str(len(like))
            said = PARTS(count=len(like), names=told, got=_told(value))
            raise Verdict(said, "wrong-form")
        for part in parts:
            require_begun(part)
        names = names or [""] * len(like)
        return tuple(_part(*part) for part in zip(names, parts, like, strict=True))
    if isinstance(value, str | bytes | bool | dict | set) or callable(value):
        raise Verdict(NOT_NUMBERS(got=_told(value)), "wrong-form")
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":
            array = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise Verdict(NOT_NUMBERS(got=_told(value)), "wrong-form") from None
    if array.dtype.kind not in "iuf":
        raise Verdict(NOT_NUMBERS(got=_told(value)), "wrong-form")
    shape = np.shape(like)
    if shape == () and array.size == 1:
        array = array.reshape(())
    if array.shape != shape:
        if not shape:
            raise Verdict(NUMBER(got=_told(value)), "wrong-form")
        said = SHAPE if array.shape else ARRAY
        raise Verdict(said(want=shape, got=array.shape or _told(value)), "wrong-form")
    return array


def agree(values, others, rtol=None):
    """Whether two answers, each read already, or lists of them, are the same up to rounding."""
    if isinstance(values, tuple | list) != isinstance(others, tuple | list):
        return False
    if isinstance(values, tuple | list):
        together = zip(values, others, strict=False)
        return len(values) == len(others) and all(agree(v, o, rtol) for v, o in together)
    values, others = np.asarray(values), np.asarray(others)
    if values.shape != others.shape:
        return False
    kinds = [array.dtype.itemsize for array in (values, others) if array.dtype.kind == "f"]
    size = min(kinds, default=8)
    tolerance = max(rtol or 0.0, TOLERANCES.get(size, 1e-6))
    values, others = values.astype(float), others.astype(float)
    finite = np.abs(others[np.isfinite(others)])
    scale = finite.max() if finite.size else 0.0
    floor = tolerance * scale or 8 * np.finfo(f"f{size}").eps  # zero may be off by rounding
    return np.allclose(values, others, rtol=tolerance, atol=floor, equal_nan=True)


def first_difference(values, expected, rtol=None, names=()):
    """Where two answers of one form first differ: the part's name or "", and both values there."""
    if isinstance(expected, tuple):
        names = names or [str(number) for number in range(1, len(expected) + 1)]
        for name, value, wanted in zip(names, values, expected, strict=True):
            if not agree(value, wanted, rtol):
                return name, value, wanted
    return "", values, expected


def require_finite(value):
    """Raise the `Verdict` for NaN or infinity anywhere in an answer that was read."""
    for part in value if isinstance(value, tuple) else (value,):
        if not np.isfinite(part.astype(float)).all():
            raise Verdict(NOT_FINITE(got=shown(part)), "not-finite")


def _part(name, value, like):
    """`read` for a part; what is said against it begins with its name."""
    try:
        return read(value, like)
    except Verdict as verdict:
        said = f"`{name}`: {verdict.message}" if name else verdict.message
        raise Verdict(said, verdict.mistake, verdict.ok) from None


def _parts(value, like):
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, np.ndarray) and value.shape == (len(like), *np.shape(like[0])):
        return tuple(value)
    return None


def _told(value):
    """A value and the type that it has."""
    text, kind = shown(value), type(value).__name__
    return f"`{text}`" if text == kind else f"`{text}` ({kind})"
