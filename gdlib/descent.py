"""Running an optimizer: one path, many paths, or a whole grid of settings at once."""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from gdlib.arguments import as_point, as_rng, as_whole
from gdlib.optimizers import Optimizer

__all__ = ["Path", "Sweep", "descend", "sweep"]


@dataclass(frozen=True, eq=False)
class Path:
    """What a descent leaves behind.

    ``x`` has shape ``(steps+1, n)``, or ``(steps+1, n, B)`` for ``B`` runs; ``f`` the losses,
    ``(steps+1,)`` or ``(steps+1, B)``; ``grad``, of the shape of ``x``, the gradients as the
    optimizer saw them (with their noise, where there was any). ``diverged_at`` is the first step
    whose point or loss is no finite number, or None; for ``B`` runs an integer array ``(B,)``
    with -1 for the runs that stayed finite. ``optimizer`` is the rule that walked, ``steps`` the
    number of its steps.
    """

    x: np.ndarray = field(repr=False)
    f: np.ndarray = field(repr=False)
    grad: np.ndarray = field(repr=False)
    optimizer: Any

    @property
    def steps(self):
        """The number of steps taken."""
        return len(self.f) - 1

    @property
    def diverged_at(self):
        """The first step with a point or loss that is not finite: None or -1 if there is none."""
        lost = ~(np.isfinite(self.f) & np.isfinite(self.x).all(axis=1))
        first = np.where(lost.any(axis=0), lost.argmax(axis=0), -1)
        if first.ndim:
            return first
        return None if first < 0 else int(first)


@dataclass(frozen=True, eq=False)
class Sweep:
    """The result of every combination of a grid of settings.

    ``axes`` maps each setting to its values, in the order of the grid; ``f`` has one axis a
    setting (and a last one, ``start``, if several starts were given), ``x`` the coordinates
    before those. With ``record="all"`` both have a leading axis of ``steps+1``.
    """

    axes: dict = field(repr=False)
    f: np.ndarray = field(repr=False)
    x: np.ndarray = field(repr=False)
    optimizer_class: type


def descend(problem, optimizer, x0=None, steps=100, rng=None):
    """Run ``optimizer`` on ``problem`` for ``steps`` steps and record the path.

    ``problem`` has ``f(x)``, ``grad(x)`` and ``start``. ``x0``, ``(n,)`` or ``(n, B)``, is the
    start (default ``problem.start``); integers become float64. With ``rng``, a NumPy generator
    or a `Mulberry32`, every gradient is ``problem.noisy_grad(x, rng)``. Settings that are arrays
    ``(B,)`` make ``B`` runs, all from the same start if ``x0`` is ``(n,)``.

    A run that diverges is recorded to the end and says so in ``path.diverged_at``.

    Raises ``TypeError`` or ``ValueError``, before the first step, for a problem or an optimizer
    without these methods, a start with a NaN or of the wrong dimension, and steps that are not a
    whole number of at least 0.
    """
    start, steps = _checked(problem, optimizer, x0, steps, rng)
    runs = getattr(optimizer, "runs", ())
    if len(runs) > 1:
        raise ValueError(f"the optimizer's settings broadcast to {runs}; one run axis is allowed")
    if runs and start.ndim == 1:
        start = np.repeat(start[:, None], runs[0], axis=1)
    xs, fs, gs = [], [], []
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for x, g in _walk(problem, optimizer, start, steps, rng):
            xs.append(x)
            gs.append(g)
            fs.append(_loss(problem, x))
    return Path(np.stack(xs), np.stack(fs), np.stack(gs), optimizer)


def sweep(problem, optimizer_class, grid, x0=None, steps=100, record="last", rng=None):
    """Run every combination of a grid of settings in one batch.

    ``grid`` maps settings of ``optimizer_class`` to their values, ``{"lr": [...], "momentum":
    [...]}``; a value that is a single number is fixed and adds no axis. ``x0`` is ``(n,)`` or,
    for ``K`` starts, ``(n, K)``. ``record`` is ``"last"`` (the end of every run) or ``"all"``
    (every step). Returns a `Sweep`; ``sweep.f[i, j]`` belongs to the ``i``-th value of the first
    setting and the ``j``-th of the second. The problem must accept points of shape ``(n, B)``.

    Raises ``TypeError`` or ``ValueError`` for an unknown setting or record, empty values, and
    everything that `descend` refuses.
    """
    axes, fixed = _grid(optimizer_class, grid)
    if record not in ("last", "all"):
        raise ValueError(f"record is {record!r}; it must be 'last' or 'all'")
    start, steps = _checked(problem, optimizer_class(**fixed), x0, steps, rng)
    if start.ndim > 1:
        axes["start"] = np.arange(start.shape[1])
    n, shape = len(start), tuple(len(values) for values in axes.values())
    places = np.meshgrid(*axes.values(), indexing="ij")
    settings = {name: p.ravel() for name, p in zip(axes, places, strict=True) if name != "start"}
    optimizer = optimizer_class(**fixed, **settings)
    ones = (1,) * (len(shape) - start.ndim + 1)
    start = start.reshape(n, *ones, *start.shape[1:])
    start = np.broadcast_to(start, (n, *shape)).reshape(n, -1)

    xs, fs = [], []
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for t, (x, _) in enumerate(_walk(problem, optimizer, start, steps, rng)):
            if record == "all" or t == steps:
                xs.append(x.reshape(n, *shape))
                fs.append(_loss(problem, x).reshape(shape))
    if record == "last":
        return Sweep(axes, fs[0], xs[0], optimizer_class)
    return Sweep(axes, np.stack(fs), np.stack(xs), optimizer_class)


def _walk(problem, optimizer, x, steps, rng):
    """Yield the point and the gradient seen there, ``steps + 1`` times."""
    state = optimizer.init(x)
    for t in range(steps + 1):
        g = problem.grad(x) if rng is None else problem.noisy_grad(x, rng)
        if np.shape(g) != x.shape:
            raise ValueError(f"problem.grad(x) has shape {np.shape(g)}; it must be {x.shape}")
        yield x, g
        if t < steps:
            x, state = optimizer.step(x, g, state)


def _loss(problem, x):
    """``problem.f(x)``, one number a run."""
    loss = np.asarray(problem.f(x))
    if loss.shape != x.shape[1:]:
        raise ValueError(
            f"problem.f(x) has shape {loss.shape} for x of shape {x.shape}; "
            f"it must be {x.shape[1:]}, one number a run"
        )
    return loss


def _checked(problem, optimizer, x0, steps, rng):
    """A copy of the start, and the number of steps; or the error that names what is off."""
    if not all(hasattr(problem, name) for name in ("f", "grad", "start")):
        raise TypeError(f"problem is {problem!r}; it must have f, grad and start")
    walks = hasattr(optimizer, "init") and hasattr(optimizer, "step")
    if isinstance(optimizer, type) or not walks:
        raise TypeError(
            f"optimizer is {optimizer!r}; it must be an instance with init and step, "
            "such as gd.SGD(lr=0.1)"
        )
    steps = as_whole(steps, "steps")
    if rng is not None:
        as_rng(rng)
        if not hasattr(problem, "noisy_grad"):
            raise TypeError(
                f"problem is {problem!r}; with rng it must have noisy_grad, "
                "as gd.landscapes.Noisy has"
            )
    x, n = as_point(problem.start if x0 is None else x0, "x0"), len(problem.start)
    if x.ndim not in (1, 2) or x.shape[0] != n:
        raise ValueError(f"x0 has shape {x.shape}; this problem takes ({n},) or ({n}, B)")
    return x.copy(), steps


def _grid(optimizer_class, grid):
    """The values with an axis, and the fixed ones, of a grid of settings."""
    if not (isinstance(optimizer_class, type) and issubclass(optimizer_class, Optimizer)):
        raise TypeError(
            f"optimizer_class is {optimizer_class!r}; it must be a class such as gd.SGD"
        )
    if not isinstance(grid, dict) or not grid:
        raise TypeError(f"grid is {grid!r}; it must map settings to values: {{'lr': [0.1, 0.2]}}")
    known, axes, fixed = [f.name for f in fields(optimizer_class)], {}, {}
    for name, values in grid.items():
        if name not in known:
            raise ValueError(
                f"grid has {name!r}; the settings of {optimizer_class.__name__} are {known}"
            )
        if np.ndim(values) == 0:
            fixed[name] = values
            continue
        if np.ndim(values) != 1 or name not in optimizer_class.hyperparameters():
            raise ValueError(f"grid[{name!r}] is {values!r}; it must be one value or a flat list")
        axes[name] = getattr(optimizer_class(**{name: values}), name)
    return axes, fixed
