"""What is drawn: a problem's function, its view, its paths, all checked before anything is."""

import numpy as np

from gdlib.plotting.sheets import WIDTH, extent

__all__ = [
    "coordinates", "finite", "function_of", "is_path", "line_view", "lowest", "named_paths",
    "plane_size", "plane_view",
]  # fmt: skip


def coordinates(problem, domain=None):
    """How many coordinates a problem has; a plain function has as many as its domain."""
    for known in ("domain", "start"):
        if hasattr(problem, known):
            return len(getattr(problem, known))
    if not callable(problem) or domain is None:
        allowed = "a landscape, or a function with domain given"
        raise TypeError(f"problem is {problem!r}; it must be {allowed}")
    return 1 if np.ndim(domain) == 1 else len(domain)


def function_of(problem):
    """f of points of any shape after the coordinates; the problem's own sees (n, B)."""
    inner = problem.f if hasattr(problem, "f") else problem

    def f(x):
        x = np.asarray(x, float)
        flat = x.reshape(len(x), -1)
        with np.errstate(all="ignore"):
            values = np.asarray(inner(flat), float)
        if values.size != flat.shape[1]:
            said = f"the function's values of points {flat.shape} have shape {values.shape}"
            raise ValueError(f"{said}; it must be {flat.shape[1:]}")
        return values.reshape(x.shape[1:])

    return f


def line_view(problem, domain):
    """(f of positions, array [low, high]) of a problem with one coordinate."""
    n = coordinates(problem, domain)
    if n != 1:
        said = f"problem is {_name(problem)}, which has {n} coordinates"
        raise ValueError(f"{said}; it must have one (contours draws two)")
    inner = function_of(problem)
    return lambda x: inner(np.asarray(x, float)[None]), _range(np.ravel(_domain(problem, domain)))


def plane_view(problem, domain):
    """Array [[low, high], [low, high]] of a problem with two coordinates."""
    n = coordinates(problem, domain)
    if n != 2:
        said = f"problem is {_name(problem)}, which has {n} coordinates"
        raise ValueError(f"{said}; it must have two (curve draws one)")
    view = np.asarray(_domain(problem, domain), float)
    if view.shape != (2, 2):
        raise ValueError(f"domain is {domain!r}; it must be ((low, high), (low, high))")
    return np.array([_range(side) for side in view])


def plane_size(size, view, equal):
    """(size, ratio of the axes): a size that is not given follows from the view."""
    if size:
        return size, None
    return (WIDTH, WIDTH), float(np.ptp(view[1]) / np.ptp(view[0])) if equal else 0.7


def lowest(problem, values):
    """The lowest of the values and of the minima that the problem knows."""
    minima = np.asarray(getattr(problem, "minima", np.zeros((1, 0))), float)
    known = function_of(problem)(minima) if minima.size else values
    return min(float(np.min(values)), float(np.min(known)))


def finite(values):
    """The values, what is no finite number among them replaced by the ends of the rest."""
    low, high = extent(values)
    return np.nan_to_num(np.asarray(values, float), nan=high, posinf=high, neginf=low)


def is_path(thing):
    """Whether this is a recorded Path (a problem's f is a function, a Path's an array)."""
    return hasattr(thing, "x") and hasattr(thing, "f") and not callable(thing.f)


def named_paths(paths, n):
    """[(label or None, Path), …] of a Path or of {label: Path}, each of n coordinates."""
    if paths is None:
        return []
    named = list(paths.items()) if isinstance(paths, dict) else [(None, paths)]
    for name, path in named:
        said = "paths" if name is None else f"paths[{name!r}]"
        if not is_path(path):
            raise TypeError(f"{said} is {path!r}; it must be a Path, or a dict of label: Path")
        if np.ndim(path.x) not in (2, 3) or path.x.shape[1] != n:
            allowed = f"(steps+1, {n}) or (steps+1, {n}, B)"
            raise ValueError(f"{said} has points of shape {np.shape(path.x)}; it must be {allowed}")
    return named


def _domain(problem, domain):
    if domain is None and not hasattr(problem, "domain"):
        raise ValueError(f"domain is None; it must be given, {_name(problem)} has none of its own")
    return problem.domain if domain is None else domain


def _range(pair):
    pair = np.asarray(pair, float)
    if pair.shape != (2,) or not np.isfinite(pair).all() or not pair[0] < pair[1]:
        raise ValueError(f"domain is {pair.tolist()}; it must be finite, low < high")
    return pair


def _name(problem):
    return getattr(problem, "name", type(problem).__name__)
