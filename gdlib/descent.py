"""Running an optimizer: one path, many paths, or a whole grid of settings at once."""

import os
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import partial
from importlib.util import find_spec
from math import prod
from numbers import Integral
from time import monotonic
from typing import Any

import numpy as np

from gdlib.arguments import as_numbers, as_point, as_rng, as_whole
from gdlib.landscapes import Landscape
from gdlib.optimizers import RECORDABLE, Optimizer, played_in_parts
from gdlib.tapes import Tape

__all__ = ["Path", "Sweep", "descend", "sweep"]

# Numbers in the points of a chunk: fewer cost more calls, more leave the processor's cache.
_CHUNK = 2**15
# Numbers in a point from which a step in place is faster than one with new arrays.
_LARGE = 2**11
# Steps of one point from which floats on a tape are faster than arrays, whose tape takes time.
_MANY = 30
# Runs whose first step is held against the rule before the rule is played from a tape.
_FEW = 16
# Arrays as large as a chunk's points that a step holds at once, at most.
_ARRAYS = 16
# Seconds after which a sweep in a terminal shows its progress.
_PATIENCE = 5


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
    before those. With ``record="all"`` or ``record=k`` both have a leading axis, an entry for
    each of the steps ``t``. ``done``, with the axes of the settings, tells the runs that reached
    their last step: all, unless the sweep was interrupted. What was not computed is NaN.
    """

    axes: dict = field(repr=False)
    f: np.ndarray = field(repr=False)
    x: np.ndarray = field(repr=False)
    optimizer_class: type
    t: np.ndarray = field(repr=False)
    done: np.ndarray = field(repr=False)


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
    with _quiet():
        on_landscape = _landscape(problem)
        if on_landscape and rng is None:
            xs = _path(problem, optimizer, start, steps)
            gs = np.ascontiguousarray(np.moveaxis(problem.grad(_side_by_side(xs)), 0, 1))
        else:
            xs, gs = map(np.stack, zip(*_walk(problem, optimizer, start, steps, rng), strict=True))
        if on_landscape:
            fs = problem.f(_side_by_side(xs))
        else:
            fs = np.stack([_loss(problem, x) for x in xs])
    return Path(xs, fs, gs, optimizer)


def sweep(
    problem, optimizer_class, grid, x0=None, steps=100, record="last", rng=None,
    *, chunk=None, executor=None, progress=None,
):  # fmt: skip
    """Run every combination of a grid of settings, thousands of runs at once.

    ``grid`` maps settings of ``optimizer_class`` to their values, ``{"lr": [...], "momentum":
    [...]}``; a value that is a single number is fixed and adds no axis. ``x0`` is ``(n,)`` or,
    for ``K`` starts, ``(n, K)``. ``record`` is ``"last"`` (the end of every run), ``"all"``
    (every step) or a whole number k (steps 0, k, 2k, … and the last). Returns a `Sweep`;
    ``sweep.f[i, j]`` belongs to the ``i``-th value of the first setting and the ``j``-th of the
    second. The problem must accept points of shape ``(n, B)``.

    The runs go in chunks of ``chunk``, by default as many as fit the processor's cache. With
    ``rng`` they go together by default, so that all see the same minibatches; of several chunks
    each has its own generator, spawned from ``rng``.

    Memory, in numbers of the point's dtype: the result takes ``n + 1`` a run and recorded step,
    the work about ``16 n`` a run of one chunk, and the problem what it needs for a chunk. More
    than the free memory is refused before the first step.

    ``executor``, any ``concurrent.futures.Executor`` (a process pool; a Dask client's, by
    ``client.get_executor()``), computes the chunks, to the same bits as this process does on the
    same kind of machine. The problem must be picklable; repeating what a dead worker lost is the
    executor's work, and Dask's does it.

    ``progress=True`` shows a bar (needs tqdm), ``False`` none; by default one appears after five
    seconds in a terminal. An interrupt (Ctrl-C) ends the sweep, with a warning, and returns what
    is done; where nothing is, it is raised.

    Raises ``TypeError`` or ``ValueError`` for an unknown setting or record, empty values, and
    everything that `descend` refuses; ``MemoryError`` for a request that does not fit.
    """
    axes, fixed = _grid(optimizer_class, grid)
    start, steps = _checked(problem, optimizer_class(**fixed), x0, steps, rng)
    recorded = _recorded(record, steps)
    if start.ndim > 1:
        axes["start"] = np.arange(start.shape[1])
    n, shape = len(start), tuple(len(values) for values in axes.values())
    runs = prod(shape)
    if chunk is None:
        chunk = runs if rng is not None else max(1, _CHUNK // n)
    chunk = min(as_whole(chunk, "chunk", least=1), runs)
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise TypeError(f"executor is {executor!r}; it must have submit, as a process pool has")
    _check_memory(f"record={record!r}", len(recorded) + 1, n, runs, chunk, start.itemsize)

    t = np.append(np.array(recorded, int), steps)
    bounds = range(0, runs, chunk)
    work = [
        _Chunk(problem, partial(optimizer_class, **fixed), axes, start, steps, t, low,
               min(low + chunk, runs), its_rng)
        for low, its_rng in zip(bounds, _generators(rng, len(bounds)), strict=True)
    ]  # fmt: skip
    x, f, done = np.full((len(t), n, runs), np.nan, start.dtype), None, np.zeros(runs, bool)
    with _Progress(len(work) * (steps + 1), progress) as advance, _quiet():
        source = _here(work, advance) if executor is None else _there(work, advance, executor)
        try:
            for runs_of_it, rows, some_x, some_f in source:
                if f is None:
                    f = np.full((len(t), runs), np.nan, np.result_type(some_f, np.float16))
                x[rows, :, runs_of_it], f[rows, runs_of_it] = some_x, some_f
                done[runs_of_it] = rows.stop == len(t)
        except KeyboardInterrupt:
            if f is None:
                raise
            warnings.warn(f"interrupted: {done.sum()} of {runs} runs are done", stacklevel=2)
    x, f = x.reshape(len(t), n, *shape), f.reshape(len(t), *shape)
    if record == "last":
        x, f = x[0], f[0]
    return Sweep(axes, f, x, optimizer_class, t, done.reshape(shape))


@dataclass(frozen=True)
class _Chunk:
    """Some of the runs of a sweep, ``low`` to ``high``, with all they need to run anywhere."""

    problem: Any
    rule: Any
    axes: dict
    start: np.ndarray
    steps: int
    t: np.ndarray
    low: int
    high: int
    rng: Any

    @property
    def runs(self):
        return slice(self.low, self.high)

    def walk(self, advance=lambda steps: None):
        """Yield the rows of the result that are known now, with their points and losses."""
        sizes = [len(values) for values in self.axes.values()]
        places = np.unravel_index(np.arange(self.low, self.high), sizes) if sizes else ()
        settings = {
            name: values[place]
            for (name, values), place in zip(self.axes.items(), places, strict=True)
        }
        points, column = self.start.reshape(len(self.start), -1), settings.pop("start", None)
        runs = self.high - self.low
        points = np.repeat(points, runs, axis=1) if column is None else points[:, column]
        row = 0
        walk = _points(self.problem, self.rule(**settings), points, self.steps, self.rng)
        for step, x in enumerate(walk):
            advance(1)
            if step == self.t[row]:
                yield slice(row, row + 1), x, _loss(self.problem, x)
                row += 1

    def collect(self):
        """All rows at once, as another process sends them back."""
        with _quiet():
            _, x, f = zip(*((rows, x.copy(), f) for rows, x, f in self.walk()), strict=True)
        return np.stack(x), np.stack(f)


def _here(work, advance):
    """Walk the chunks one after another: yield runs, rows, points and losses as they come."""
    for chunk in work:
        for rows, x, f in chunk.walk(advance):
            yield chunk.runs, rows, x, f


def _there(work, advance, executor):
    """Submit all chunks, and yield the same in their order; what is left over is cancelled."""
    waiting = [(chunk, executor.submit(chunk.collect)) for chunk in work]
    try:
        for chunk, future in waiting:
            x, f = future.result()
            advance(chunk.steps + 1)
            yield chunk.runs, slice(0, len(chunk.t)), x, f
    except KeyboardInterrupt:
        for chunk, future in waiting:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield chunk.runs, slice(0, len(chunk.t)), *future.result()
        raise
    finally:
        for _, future in waiting:
            future.cancel()


class _Progress:
    """Counts steps, and shows them once that is wanted."""

    def __init__(self, total, wanted):
        if wanted not in (None, True, False):
            raise ValueError(f"progress is {wanted!r}; it must be True, False or None")
        self.total, self.wanted, self.count, self.bar = total, wanted, 0, None
        if wanted is None and not (sys.stderr and sys.stderr.isatty() and find_spec("tqdm")):
            self.wanted = False
        self.shown_from = monotonic() + (0 if wanted else _PATIENCE)

    def __enter__(self):
        return self

    def __call__(self, steps):
        self.count += steps
        if self.bar is not None:
            self.bar.update(steps)
        elif self.wanted is not False and monotonic() >= self.shown_from:
            from tqdm.auto import tqdm

            self.bar = tqdm(total=self.total, initial=self.count, unit="step")

    def __exit__(self, *_):
        if self.bar is not None:
            self.bar.close()


def _quiet():
    """Runs that diverge overflow without a warning; the result tells them."""
    return np.errstate(over="ignore", invalid="ignore", divide="ignore")


def _recorded(record, steps):
    """The steps to record before the last, as a range."""
    if isinstance(record, str) and record in ("last", "all"):
        return range(0, steps if record == "all" else 0)
    if isinstance(record, bool) or not isinstance(record, Integral) or record < 1:
        raise ValueError(
            f"record is {record!r}; it must be 'last', 'all' or a whole number of at least 1"
        )
    return range(0, steps, record)


def _generators(rng, chunks):
    """One generator a chunk: ``rng`` itself, or its children."""
    if rng is None or chunks == 1:
        return [rng] * chunks
    if not callable(getattr(rng, "spawn", None)):
        raise TypeError(f"rng is {rng!r}; with several chunks it must be a numpy.random.Generator")
    return rng.spawn(chunks)


def _check_memory(record, rows, n, runs, chunk, itemsize):
    """Refuse what does not fit the free memory."""
    needed = (rows * (n + 1) * runs + _ARRAYS * n * chunk) * itemsize
    free = _free_memory()
    if free is not None and needed > free:
        raise MemoryError(
            f"{record} needs {needed / 2**30:.3g} GiB for {rows:,} steps of {runs:,} runs, and "
            f"{free / 2**30:.3g} GiB are free; it must be 'last' or a larger k, "
            "the runs fewer or chunk smaller"
        )


def _free_memory():
    """Bytes that can be allocated, as the system and a container's limit say; None if unknown."""
    sizes = []
    with suppress(OSError), open("/proc/meminfo") as file:
        sizes += [int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:")]
    with suppress(OSError, ValueError), open("/sys/fs/cgroup/memory.max") as file:
        sizes.append(int(file.read()))  # or "max", without a limit
    if not sizes:
        with suppress(AttributeError, OSError, ValueError):
            sizes.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(sizes, default=None)


def _walk(problem, optimizer, x, steps, rng):
    """Yield the point and the gradient seen there, ``steps + 1`` times."""
    state = optimizer.init(x)
    for t in range(steps + 1):
        g = _gradient(problem, x, rng)
        yield x, g
        if t < steps:
            x, state = optimizer.step(x, g, state)


def _landscape(problem):
    """Whether the problem is a landscape, seen with or without its noise."""
    return isinstance(getattr(problem, "landscape", problem), Landscape)


def _path(problem, optimizer, x, steps):
    """All points of a walk on a landscape, ``(steps+1, n)`` or ``(steps+1, n, B)``."""
    recordable = type(optimizer) in RECORDABLE and steps >= _MANY
    if recordable and x.dtype == np.float64 and x.shape[1:] == ():
        with suppress(Exception):  # a gradient may do anything with a symbol
            tape, state = _tape(problem, optimizer, x), optimizer.init(x)
            xs = np.array([x, *tape.in_floats(x, state, steps)])
            if np.array_equal(xs[1], optimizer.step(x, problem.grad(x), state)[0]):
                return xs
    return np.stack([x.copy() for x in _points(problem, optimizer, x, steps)])


def _side_by_side(xs):
    """The points of a walk as the runs of one call."""
    return np.ascontiguousarray(np.moveaxis(xs, 1, 0))


def _points(problem, optimizer, x, steps, rng=None):
    """Yield the point ``steps + 1`` times; a large one is overwritten by the next."""
    state, play = optimizer.init(x), None
    yield x
    for t in range(steps):
        if t == 0 and x.size >= _LARGE and type(optimizer) in RECORDABLE:
            x, state, play = _in_place(problem, optimizer, x, state, rng)
        elif play is None:
            x, state = optimizer.step(x, _gradient(problem, x, rng), state)
        else:
            state = play(state)
        yield x


def _in_place(problem, optimizer, x, state, rng):
    """The next point and state, and a function that takes a state to the one after it, and the
    point with it.
    """
    if rng is None and _landscape(problem):
        with suppress(Exception):
            return _on_tape(problem, optimizer, x, state)
    x, state = optimizer.step(x, _gradient(problem, x, rng), state)
    play = played_in_parts(optimizer, x, state)

    def next_state(state):
        g = as_numbers(_gradient(problem, x, rng), "problem.grad(x)")
        return play(state, g.astype(x.dtype, copy=np.may_share_memory(g, x)))

    return x, state, next_state


def _on_tape(problem, optimizer, x, state):
    """The same for a gradient that is recorded with the rule: arithmetic alone.

    Raises ``TypeError`` for any other, or where a few runs show that the tape takes another step.
    """
    played, after, play = _tape(problem, optimizer, x).start(x, state)
    after = play(after)

    def few(value):
        return value[..., :_FEW] if np.ndim(value) else value

    settings = {name: few(getattr(optimizer, name)) for name in optimizer.hyperparameters()}
    rule, start = replace(optimizer, **settings), few(x)
    expected, state = rule.step(start, problem.grad(start), rule.init(start))
    for value, right in zip((played, *after), (expected, *state), strict=True):
        value, right = np.asarray(few(value)), np.asarray(right)
        if value.dtype != right.dtype or not np.array_equal(value, right, equal_nan=True):
            raise TypeError("problem.grad(x) cannot be recorded")
    return played, after, play


def _tape(problem, optimizer, x):
    def step(x, state):
        return optimizer.step(x, problem.grad(x), state)

    return Tape(step, x, optimizer.init(x))


def _gradient(problem, x, rng):
    g = problem.grad(x) if rng is None else problem.noisy_grad(x, rng)
    if np.shape(g) != x.shape:
        raise ValueError(f"problem.grad(x) has shape {np.shape(g)}; it must be {x.shape}")
    return g


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
