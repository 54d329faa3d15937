"""A descent records what happened; a sweep is many descents at once."""

import copy
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import warnings
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gd
from gdlib.landscapes import Noisy, ravine

RULES = [gd.SGD, gd.Momentum, gd.RMSprop, gd.Adam, gd.AdamW]
each_rule = pytest.mark.parametrize("rule", RULES)
bowl, parabola, rosenbrock = gd.landscapes.bowl, gd.landscapes.parabola, gd.landscapes.rosenbrock


@each_rule
def test_a_path_holds_every_point_its_loss_and_its_gradient(rule):
    optimizer = rule(lr=1e-3)
    path = gd.descend(rosenbrock, optimizer, steps=25)
    assert path.x.shape == path.grad.shape == (26, 2)
    assert path.f.shape == (26,)
    assert path.steps == 25
    assert path.optimizer is optimizer
    x, state = rosenbrock.start, optimizer.init(rosenbrock.start)
    for t in range(26):
        np.testing.assert_array_equal(path.x[t], x)
        assert path.f[t] == rosenbrock.f(x)
        np.testing.assert_array_equal(path.grad[t], rosenbrock.grad(x))
        x, state = optimizer.step(x, path.grad[t], state)


def test_no_steps_record_the_start_alone():
    path = gd.descend(bowl, gd.SGD(), steps=0)
    np.testing.assert_array_equal(path.x, [bowl.start])
    assert path.steps == 0
    assert path.diverged_at is None


@pytest.mark.parametrize("name", ["rastrigin", "beale", "himmelblau", "saddle", "parabola"])
def test_the_losses_of_a_path_are_those_of_its_points_to_the_last_bit(name):
    landscape = getattr(gd.landscapes, name)
    for ground in (landscape, Noisy(landscape, 0.1)):
        path = gd.descend(ground, gd.Momentum(1e-3), steps=100)
        np.testing.assert_array_equal(path.f, [landscape.f(x) for x in path.x])
        starts = np.linspace(-1, 1, 5) * landscape.start[:, None]
        path = gd.descend(ground, gd.Momentum(1e-3), x0=starts, steps=20)
        np.testing.assert_array_equal(path.f, [landscape.f(x) for x in path.x])


@each_rule
def test_many_starts_are_the_single_descents_to_the_last_bit(rule):
    starts = np.random.default_rng(0).uniform(-2, 2, (2, 9))
    for landscape in (gd.landscapes.himmelblau, gd.landscapes.rastrigin, gd.landscapes.beale):
        many = gd.descend(landscape, rule(lr=1e-4), x0=starts, steps=30)
        assert many.x.shape == many.grad.shape == (31, 2, 9)
        assert many.f.shape == (31, 9)
        for i in range(9):
            one = gd.descend(landscape, rule(lr=1e-4), x0=starts[:, i], steps=30)
            np.testing.assert_array_equal(many.x[..., i], one.x)
            np.testing.assert_array_equal(many.f[..., i], one.f)


def test_an_array_of_settings_spreads_one_start_over_its_runs():
    path = gd.descend(bowl, gd.Momentum(lr=[0.1, 0.2, 0.3]), steps=4)
    assert path.x.shape == (5, 2, 3)
    np.testing.assert_array_equal(path.x[0], np.tile(bowl.start[:, None], 3))
    one = gd.descend(bowl, gd.Momentum(lr=0.2), steps=4)
    np.testing.assert_array_equal(path.x[..., 1], one.x)


def test_the_start_is_copied_so_that_not_even_the_problem_can_change_it():
    def scribbling(x):
        x[:] = 0
        return 0.0 * x[0]

    x0 = np.array([1.0, 2.0])
    path = gd.descend(SimpleNamespace(f=scribbling, grad=np.copy, start=x0), gd.SGD(0.1), steps=2)
    assert not np.shares_memory(path.x, x0)
    np.testing.assert_array_equal(x0, [1, 2])


@pytest.mark.parametrize("x0", [[3, -2], (3, -2), np.array([3, -2], np.int8)])
def test_an_integer_start_becomes_float64(x0):
    path = gd.descend(bowl, gd.SGD(lr=0.1), x0=x0, steps=3)
    assert path.x.dtype == np.float64
    np.testing.assert_allclose(path.x[-1], 0.8**3 * np.array([3, -2]))


@each_rule
def test_a_float32_start_makes_a_float32_path(rule):
    path = gd.descend(bowl, rule(lr=0.1), x0=np.ones(2, np.float32), steps=3)
    assert path.x.dtype == path.f.dtype == path.grad.dtype == np.float32
    swept = gd.sweep(bowl, rule, {"lr": [0.1, 0.2]}, x0=np.ones(2, np.float32), steps=3)
    assert swept.x.dtype == swept.f.dtype == np.float32


def test_any_problem_and_any_rule_with_the_right_methods_will_do():
    class Sign:
        def init(self, x):
            return ()

        def step(self, x, g, state):
            return x - 0.25 * np.sign(g), state

    problem = SimpleNamespace(f=lambda x: abs(x[0]), grad=np.sign, start=[2])
    path = gd.descend(problem, Sign(), steps=8)
    np.testing.assert_array_equal(path.f, np.arange(8, -1, -1) / 4)


# Divergence


@pytest.mark.parametrize("rule", [gd.SGD, gd.Momentum])
def test_a_run_that_diverges_is_recorded_to_the_end_without_a_warning(rule):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for landscape in (parabola, bowl, rosenbrock, gd.landscapes.beale, gd.landscapes.rastrigin):
            path = gd.descend(landscape, rule(lr=50), steps=2000)
            assert path.f.shape == (2001,)
            assert path.diverged_at is not None
            assert not np.isfinite(path.f[-1])
            np.testing.assert_array_equal(path.f[: path.diverged_at], path.f[np.isfinite(path.f)])
        sweep = gd.sweep(rosenbrock, rule, {"lr": [1e-6, 50]}, steps=2000)
        assert np.isfinite(sweep.f).tolist() == [True, False]


def test_the_floating_point_settings_of_the_caller_are_left_alone():
    before = np.geterr()
    gd.descend(parabola, gd.SGD(lr=50), steps=1000)
    gd.sweep(parabola, gd.SGD, {"lr": [50]}, steps=1000)
    assert np.geterr() == before


def test_diverged_at_is_the_first_step_whose_loss_is_not_finite():
    # |x| doubles a step from 2, so x² is infinite from |x| = 2^512 on.
    path = gd.descend(parabola, gd.SGD(lr=1.5), steps=600)
    assert path.diverged_at == 511
    assert isinstance(path.diverged_at, int)
    assert np.isfinite(path.f[510])
    assert np.isinf(path.f[511])


def test_a_point_that_is_lost_counts_even_where_its_loss_is_finite():
    problem = SimpleNamespace(
        f=lambda x: np.zeros(x.shape[1:]), grad=lambda x: np.full_like(x, -np.inf), start=[1.0, 1.0]
    )
    path = gd.descend(problem, gd.SGD(), steps=5)
    assert np.isfinite(path.f).all()
    assert path.diverged_at == 1


def test_runs_that_stay_finite_have_none_or_minus_1():
    assert gd.descend(parabola, gd.SGD(0.1), steps=10).diverged_at is None
    path = gd.descend(parabola, gd.SGD(lr=[0.1, 1.5, 0.99, 2.5]), steps=600)
    singles = [gd.descend(parabola, gd.SGD(lr), steps=600).diverged_at for lr in (1.5, 2.5)]
    assert path.diverged_at.tolist() == [-1, singles[0], -1, singles[1]]
    assert path.diverged_at.dtype.kind == "i"


@given(curvature=st.floats(0.1, 40), off=st.floats(0.02, 0.5))
def test_descent_diverges_above_two_over_the_largest_curvature_and_not_below(curvature, off):
    problem = SimpleNamespace(
        f=lambda x: curvature * (x * x).sum(axis=0) / 2, grad=lambda x: curvature * x, start=[1.0]
    )
    lr = [2 / curvature * (1 - off), 2 / curvature * (1 + off)]
    path = gd.descend(problem, gd.SGD(lr=lr), steps=60)
    assert path.f[-1, 0] < path.f[0, 0] < path.f[-1, 1]


# Noise


def test_noise_is_reproducible_and_the_noisy_gradient_is_recorded():
    noisy = Noisy(bowl, 0.3)
    first, again, other = (
        gd.descend(noisy, gd.SGD(0.1), steps=20, rng=np.random.default_rng(seed))
        for seed in (5, 5, 6)
    )
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.grad, again.grad)
    assert not np.array_equal(first.x, other.x)
    np.testing.assert_array_equal(first.x[1:], first.x[:-1] - 0.1 * first.grad[:-1])
    assert np.abs(first.grad - bowl.grad(first.x.T).T).std() > 0.1


def test_without_a_generator_a_noisy_problem_is_seen_exactly():
    quiet = gd.descend(Noisy(bowl, 0.3), gd.SGD(0.1), steps=20)
    np.testing.assert_array_equal(quiet.x, gd.descend(bowl, gd.SGD(0.1), steps=20).x)


# Sweeps


@pytest.mark.parametrize("record", ["last", "all"])
@pytest.mark.parametrize("order", [("lr", "beta1", "eps"), ("eps", "lr", "beta1")])
def test_a_sweep_is_the_single_descents_to_the_last_bit(record, order):
    values = {"lr": [0.01, 0.1], "beta1": [0.0, 0.5, 0.9], "eps": [1e-8, 1e-3, 0.1, 1.0]}
    grid = {name: values[name] for name in order}
    sweep = gd.sweep(rosenbrock, gd.Adam, grid, steps=15, record=record)
    shape = tuple(len(values[name]) for name in order)
    steps = (16,) if record == "all" else ()
    assert sweep.f.shape == (*steps, *shape)
    assert sweep.x.shape == (*steps, 2, *shape)
    assert list(sweep.axes) == list(order)
    for name in order:
        np.testing.assert_array_equal(sweep.axes[name], values[name])
    for index in np.ndindex(shape):
        settings = {name: values[name][i] for name, i in zip(order, index, strict=True)}
        path = gd.descend(rosenbrock, gd.Adam(**settings), steps=15)
        x, f = (path.x, path.f) if record == "all" else (path.x[-1], path.f[-1])
        np.testing.assert_array_equal(sweep.x[..., *index], x)
        np.testing.assert_array_equal(sweep.f[..., *index], f)


def test_several_starts_are_the_last_axis_of_a_sweep():
    starts = np.random.default_rng(0).uniform(-1, 1, (2, 4))
    grid = {"lr": [1e-4, 1e-3], "momentum": [0.0, 0.5, 0.9]}
    sweep = gd.sweep(rosenbrock, gd.Momentum, grid, x0=starts, steps=10)
    assert sweep.f.shape == (2, 3, 4)
    assert sweep.x.shape == (2, 2, 3, 4)
    assert list(sweep.axes) == ["lr", "momentum", "start"]
    np.testing.assert_array_equal(sweep.axes["start"], range(4))
    for i, j, k in np.ndindex(2, 3, 4):
        rule = gd.Momentum(grid["lr"][i], grid["momentum"][j])
        path = gd.descend(rosenbrock, rule, x0=starts[:, k], steps=10)
        np.testing.assert_array_equal(sweep.x[:, i, j, k], path.x[-1])
        assert sweep.f[i, j, k] == path.f[-1]


def test_a_single_value_is_fixed_and_adds_no_axis():
    grid = {"lr": [0.1, 0.2], "decay": 0.9, "eps_inside_root": True}
    sweep = gd.sweep(ravine(20), gd.RMSprop, grid, steps=10)
    assert sweep.f.shape == (2,)
    assert list(sweep.axes) == ["lr"]
    path = gd.descend(ravine(20), gd.RMSprop(0.2, 0.9, eps_inside_root=True), steps=10)
    assert sweep.f[1] == path.f[-1]
    alone = gd.sweep(ravine(20), gd.RMSprop, {"lr": 0.2}, x0=np.ones((2, 3)), steps=10)
    assert alone.f.shape == (3,)
    assert gd.sweep(ravine(20), gd.RMSprop, {"lr": 0.2}, steps=10).f.shape == ()


def test_an_axis_of_one_value_stays_an_axis():
    sweep = gd.sweep(bowl, gd.SGD, {"lr": [0.1]}, x0=np.ones((2, 1)), steps=1, record="all")
    assert sweep.f.shape == (2, 1, 1)
    assert sweep.x.shape == (2, 2, 1, 1)


def test_a_sweep_with_noise_is_reproducible_and_every_run_has_its_own():
    noisy, grid = Noisy(bowl), {"lr": [0.1, 0.1]}
    first, again = (
        gd.sweep(noisy, gd.SGD, grid, steps=5, rng=np.random.default_rng(3)) for _ in range(2)
    )
    np.testing.assert_array_equal(first.x, again.x)
    assert not np.array_equal(first.x[:, 0], first.x[:, 1])


def test_ten_thousand_runs_of_a_hundred_steps_take_a_moment():
    lrs = np.linspace(1e-3, 0.6, 100)
    grid = {"lr": lrs, "momentum": np.linspace(0, 0.99, 100)}
    sweep = gd.sweep(ravine(20), gd.Momentum, grid, steps=100)
    assert sweep.f.shape == (100, 100)
    best = np.unravel_index(sweep.f.argmin(), sweep.f.shape)
    assert 0.2 < sweep.axes["momentum"][best[1]] < 0.6  # the best for kappa 20 is 0.40


# Sweeps in chunks


def equal(one, other):
    """The same result, to the last bit."""
    assert one.axes.keys() == other.axes.keys()
    for name in ("x", "f", "t", "done"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("record", ["last", "all", 4])
@pytest.mark.parametrize("x0", [None, np.array([[0.5, -1, 0], [1, 2, 3]])])
def test_chunks_of_any_size_give_the_same_result(record, x0):
    grid = {"lr": np.geomspace(1e-4, 1e-2, 7), "momentum": [0.0, 0.9]}
    whole = gd.sweep(rosenbrock, gd.Momentum, grid, x0, steps=10, record=record)
    for chunk in (1, 4, 13, 1000):
        equal(gd.sweep(rosenbrock, gd.Momentum, grid, x0, 10, record, chunk=chunk), whole)


@each_rule
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_large_sweep_is_the_readable_loop_to_the_last_bit(rule, dtype):
    lrs = np.geomspace(1e-6, 1e-3, 3000)
    problem = SimpleNamespace(f=bowl.f, grad=lambda x: x, start=bowl.start)  # its memory is x's
    for ground in (rosenbrock, problem):
        grid = {"lr": lrs}
        sweep = gd.sweep(ground, rule, grid, ground.start.astype(dtype), steps=50, record="all")
        optimizer = rule(lr=lrs)
        x = np.tile(ground.start[:, None].astype(dtype), 3000)
        state = optimizer.init(x)
        for t in range(51):
            np.testing.assert_array_equal(sweep.x[t], x)
            x, state = optimizer.step(x, ground.grad(x).copy(), state)


@each_rule
@pytest.mark.parametrize("name", [n for n in gd.landscapes.__all__ if n.islower()])
def test_a_long_path_is_the_readable_loop_to_the_last_bit(rule, name):
    ground = getattr(gd.landscapes, name)
    ground = ground(20, angle=0.5) if name == "ravine" else ground
    for lr in (0.001, 1.0):  # which leaves most of them for infinity
        for start in (
            ground.start,
            ground.start.astype(np.float32),
            np.tile(ground.start[:, None], 3),
        ):
            path = gd.descend(ground, rule(lr=lr), start, steps=60)
            x, state = start, rule(lr=lr).init(start)
            with np.errstate(all="ignore"):
                for t in range(61):
                    np.testing.assert_array_equal(path.x[t], x)
                    np.testing.assert_array_equal(path.grad[t], ground.grad(x))
                    np.testing.assert_array_equal(path.f[t], ground.f(x))
                    x, state = rule(lr=lr).step(x, ground.grad(x), state)
            assert path.x.dtype == path.grad.dtype == start.dtype


def test_a_gradient_that_no_tape_can_record_is_called_at_every_step():
    asked = []

    def grad(x):
        asked.append(x.shape)
        return np.where(x > 0, x, -x)

    ground = gd.landscapes.Landscape(
        "own", bowl.f, grad, bowl.hessian, bowl.minima, bowl.saddles, bowl.domain, bowl.start
    )
    path = gd.descend(ground, gd.SGD(lr=0.1), steps=100)
    assert len(asked) > path.steps
    for before, after in pairwise(path.x):
        np.testing.assert_array_equal(after, before - 0.1 * np.abs(before))


def test_a_large_sweep_takes_a_rule_of_the_readers_own():
    @dataclass(frozen=True)
    class Sign(gd.SGD):
        def step(self, x, g, state):
            return x - self.lr * np.where(g > 0, 1.0, -1.0), state

    sweep = gd.sweep(bowl, Sign, {"lr": np.full(3000, 0.25)}, x0=[2.0, -2.0], steps=8)
    np.testing.assert_array_equal(sweep.x, 0)


def test_every_kth_step_is_recorded_and_the_last():
    grid = {"lr": [0.1, 0.2, 0.3]}
    every = gd.sweep(bowl, gd.Adam, grid, steps=11, record="all")
    assert every.t.tolist() == [*range(12)]
    for k, steps in [(4, [0, 4, 8, 11]), (11, [0, 11]), (50, [0, 11]), (1, [*range(12)])]:
        some = gd.sweep(bowl, gd.Adam, grid, steps=11, record=k)
        assert some.t.tolist() == steps
        np.testing.assert_array_equal(some.x, every.x[steps])
        np.testing.assert_array_equal(some.f, every.f[steps])
    assert gd.sweep(bowl, gd.Adam, grid, steps=11).t.tolist() == [11]
    assert gd.sweep(bowl, gd.Adam, grid, steps=0, record=3).f.shape == (1, 3)


def test_with_noise_runs_go_together_unless_chunks_are_asked_for_and_then_each_has_a_generator():
    noisy, grid = Noisy(bowl), {"lr": np.full(20_000, 0.1)}

    def sweep(**how):
        return gd.sweep(noisy, gd.SGD, grid, steps=1, rng=np.random.default_rng(5), **how)

    together = bowl.start[:, None] - 0.1 * noisy.noisy_grad(
        np.tile(bowl.start[:, None], 20_000), np.random.default_rng(5)
    )
    np.testing.assert_array_equal(sweep().x, together)
    equal(sweep(chunk=8000), sweep(chunk=8000))
    assert len(np.unique(sweep(chunk=8000).x)) == 40_000


def test_a_sweep_of_a_million_runs_stays_under_a_gibibyte():
    code = """
import resource, sys, numpy as np, gdlib as gd
grid = {"lr": np.geomspace(1e-6, 1e-3, 1000), "momentum": np.linspace(0, 0.99, 1000)}
sweep = gd.sweep(gd.landscapes.rosenbrock, gd.Momentum, grid, steps=3)
assert sweep.f.shape == (1000, 1000) and sweep.done.all()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024) / 2**30)
"""
    pytest.importorskip("resource")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 1


@pytest.mark.parametrize("record", ["all", 10])
def test_what_would_not_fit_the_memory_is_refused_before_it_starts(record):
    lrs = np.linspace(0.1, 0.2, 1000)
    with pytest.raises(MemoryError, match=rf"record={record!r} needs .* GiB .* are free; it must"):
        gd.sweep(Untouched(), gd.SGD, {"lr": lrs}, steps=10**9, record=record)
    with pytest.raises(MemoryError, match="record='last' needs .* GiB for 1 steps of 10,000,000"):
        gd.sweep(
            SimpleNamespace(f=None, grad=None, start=np.zeros(10**6)),
            gd.SGD,
            {"lr": np.full(10**7, 0.1)},
        )


class Interrupted:
    """The bowl, at which Ctrl-C is pressed when the gradient is asked for the n-th time."""

    start, f = bowl.start, staticmethod(bowl.f)

    def __init__(self, at):
        self.at, self.asked = at, 0

    def grad(self, x):
        self.asked += 1
        if self.asked == self.at:
            raise KeyboardInterrupt
        return bowl.grad(x)


def test_an_interrupted_sweep_keeps_what_is_done():
    grid = {"lr": [0.1, 0.2, 0.3], "momentum": [0.0, 0.5]}
    whole = gd.sweep(bowl, gd.Momentum, grid, steps=9, record=3)
    with pytest.warns(UserWarning, match="interrupted: 4 of 6 runs are done"):
        part = gd.sweep(Interrupted(9 + 9 + 6), gd.Momentum, grid, steps=9, record=3, chunk=2)
    assert part.done.tolist() == [[True, True], [True, True], [False, False]]
    np.testing.assert_array_equal(part.f[:, :2], whole.f[:, :2])
    np.testing.assert_array_equal(part.x[..., :2, :], whole.x[..., :2, :])
    np.testing.assert_array_equal(part.f[:2, 2], whole.f[:2, 2])  # steps 0 and 3 of the last chunk
    assert np.isnan(part.f[2:, 2]).all()
    assert np.isnan(part.x[2:, :, 2]).all()
    assert whole.done.all()


def test_an_interrupt_before_anything_is_done_is_raised():
    with pytest.raises(KeyboardInterrupt):
        gd.sweep(Interrupted(3), gd.SGD, {"lr": [0.1, 0.2]}, steps=9)


def bars(monkeypatch, terminal):
    """The progress bars that sweeps show, as lists of the steps they count."""
    shown = []

    class Bar:
        def __init__(self, total, initial, unit):
            shown.append([total, initial])

        def update(self, steps):
            shown[-1].append(steps)

        def close(self):
            shown[-1].append("closed")

    monkeypatch.setattr("tqdm.auto.tqdm", Bar)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    return shown


def test_progress_shows_when_asked_for_and_in_a_terminal_once_it_takes_long(monkeypatch):
    shown = bars(monkeypatch, terminal=True)
    sweep = partial(gd.sweep, bowl, gd.SGD, {"lr": [0.1, 0.2]}, steps=2, chunk=1)
    sweep()
    sweep(progress=False)
    assert shown == []
    sweep(progress=True)
    assert shown.pop() == [6, 1, 1, 1, 1, 1, 1, "closed"]
    seconds = iter([0, 1, 2, 6, 7, 8, 9])
    monkeypatch.setattr("gdlib.descent.monotonic", lambda: next(seconds))
    sweep()
    assert shown.pop() == [6, 3, 1, 1, 1, "closed"]
    shown = bars(monkeypatch, terminal=False)
    monkeypatch.setattr("gdlib.descent._PATIENCE", -1)
    sweep()
    assert shown == []


def test_a_real_bar_counts_to_the_end(capfd):
    gd.sweep(bowl, gd.SGD, {"lr": [0.1, 0.2]}, steps=4, chunk=1, progress=True)
    assert "10/10" in capfd.readouterr().err


# Sweeps on other processes

GRID = {"lr": np.geomspace(1e-5, 1e-2, 6), "beta1": [0.5, 0.9]}


@pytest.mark.parametrize(
    ("problem", "rng"),
    [(rosenbrock, None), (ravine(20, 0.3), None), (Noisy(bowl, 0.5), np.random.default_rng(1))],
)
def test_a_process_pool_gives_the_same_bits(problem, rng):
    arguments = {"steps": 20, "record": 7, "chunk": 5}
    here = gd.sweep(problem, gd.Adam, GRID, rng=copy.deepcopy(rng), **arguments)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        equal(gd.sweep(problem, gd.Adam, GRID, rng=rng, executor=executor, **arguments), here)


def test_an_error_on_another_process_arrives_and_the_rest_is_cancelled():
    def broken(x):
        raise ArithmeticError("broken")

    problem = SimpleNamespace(f=bowl.f, grad=broken, start=bowl.start)
    with ThreadPoolExecutor(1) as executor, pytest.raises(ArithmeticError, match="broken"):
        gd.sweep(problem, gd.SGD, {"lr": [0.1] * 500}, chunk=1, executor=executor)


def test_an_interrupt_while_others_compute_keeps_what_they_have_done():
    class Slow(Future):
        def result(self, timeout=None):
            raise KeyboardInterrupt

    class Others:
        """Runs at once; only the second result does not come."""

        submitted = 0

        def submit(self, work):
            self.submitted += 1
            future = Slow() if self.submitted == 2 else Future()
            if self.submitted != 2:
                future.set_result(work())
            return future

    with pytest.warns(UserWarning, match="interrupted: 2 of 3 runs are done"):
        part = gd.sweep(bowl, gd.SGD, {"lr": [0.1, 0.2, 0.3]}, chunk=1, executor=Others())
    assert part.done.tolist() == [True, False, True]
    assert np.isfinite(part.f).tolist() == [True, False, True]


def test_dask_repeats_what_a_killed_worker_lost_and_the_result_is_the_same(tmp_path):
    distributed = pytest.importorskip("distributed")

    class Deadly:
        """The Rosenbrock valley; the first to come to x1 > -1.1 kills its whole process."""

        start, f, killed = rosenbrock.start, staticmethod(rosenbrock.f), str(tmp_path / "killed")

        def grad(self, x):
            if (x[0] > -1.1).any() and not os.path.exists(self.killed):
                open(self.killed, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            return rosenbrock.grad(x)

    arguments = {"steps": 200, "record": 50, "chunk": 2}
    here = gd.sweep(rosenbrock, gd.Adam, GRID, **arguments)
    assert (here.x[-1, 0] > -1.1).any()
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        equal(gd.sweep(Deadly(), gd.Adam, GRID, executor=client.get_executor(), **arguments), here)
    assert (tmp_path / "killed").exists()


# What is refused

START = [
    ([1, np.nan], ValueError, r"x0\[1\] is nan; every coordinate must be a finite number"),
    ([[np.inf], [1]], ValueError, r"x0\[0, 0\] is inf; every coordinate must be"),
    ([1.0], ValueError, r"x0 has shape \(1,\); this problem takes \(2,\) or \(2, B\)"),
    ([1.0, 2.0, 3.0], ValueError, r"x0 has shape \(3,\); this problem takes \(2,\) or \(2, B\)"),
    (1.0, ValueError, r"x0 has shape \(\); this problem takes"),
    (np.ones((2, 3, 4)), ValueError, r"x0 has shape \(2, 3, 4\); this problem takes"),
    ("start", TypeError, "x0 is 'start'; it must be a number or an array of numbers"),
    ([1j, 0], TypeError, "x0 is .*; it must be a number or an array of numbers"),
]
OTHER = [
    ({"steps": -1}, ValueError, "steps is -1; it must be a whole number of at least 0"),
    ({"steps": 2.5}, TypeError, "steps is 2.5; it must be a whole number of at least 0"),
    ({"steps": 10.0}, TypeError, "steps is 10.0; it must be a whole number"),
    ({"steps": "10"}, TypeError, "steps is '10'; it must be a whole number"),
    ({"steps": True}, TypeError, "steps is True; it must be a whole number"),
    ({"steps": None}, TypeError, "steps is None; it must be a whole number"),
    ({"rng": 0}, TypeError, "rng is 0; it must be a numpy.random.Generator"),
    (
        {"rng": np.random.default_rng()},
        TypeError,
        "problem is .*; with rng it must have noisy_grad",
    ),
]
REFUSED = [({"x0": x0}, error, message) for x0, error, message in START] + OTHER


class Untouched:
    """A problem that must not be asked anything."""

    start = np.zeros(2)

    def f(self, x):
        raise AssertionError("f was called")

    grad = f


@pytest.mark.parametrize(("arguments", "error", "message"), REFUSED)
def test_a_descent_that_cannot_begin_is_refused_before_its_first_step(arguments, error, message):
    with pytest.raises(error, match=message):
        gd.descend(Untouched(), gd.SGD(), **arguments)
    with pytest.raises(error, match=message):
        gd.sweep(Untouched(), gd.SGD, {"lr": [0.1, 0.2]}, **arguments)


@pytest.mark.parametrize("problem", [None, lambda x: x, SimpleNamespace(f=abs, grad=abs)])
def test_what_is_no_problem_is_refused(problem):
    for x0 in (None, [1.0]):
        with pytest.raises(TypeError, match="problem is .*; it must have f, grad and start"):
            gd.descend(problem, gd.SGD(), x0=x0)
        with pytest.raises(TypeError, match="problem is .*; it must have f, grad and start"):
            gd.sweep(problem, gd.SGD, {"lr": [0.1]}, x0=x0)


@pytest.mark.parametrize("optimizer", [gd.SGD, None, "SGD", 0.1])
def test_what_is_no_optimizer_is_refused(optimizer):
    with pytest.raises(
        TypeError, match="optimizer is .*; it must be an instance with init and step"
    ):
        gd.descend(Untouched(), optimizer)


def test_settings_that_ask_for_other_runs_than_the_starts_are_refused():
    with pytest.raises(
        ValueError, match=r"lr have shape \(3,\); it must broadcast over the run axis"
    ):
        gd.descend(bowl, gd.SGD(lr=[0.1, 0.2, 0.3]), x0=np.ones((2, 2)))
    with pytest.raises(
        ValueError, match=r"settings broadcast to \(2, 2\); one run axis is allowed"
    ):
        gd.descend(bowl, gd.SGD(lr=[[0.1, 0.2], [0.3, 0.4]]))


def test_a_problem_whose_shapes_are_wrong_is_named():
    wrong_f = SimpleNamespace(f=lambda x: x**2, grad=lambda x: 2 * x, start=[1.0])
    with pytest.raises(ValueError, match=r"problem.f\(x\) has shape \(1,\) for x of shape \(1,\)"):
        gd.descend(wrong_f, gd.SGD())
    wrong_grad = SimpleNamespace(f=lambda x: x[0], grad=lambda x: 1.0, start=[1.0])
    with pytest.raises(ValueError, match=r"problem.grad\(x\) has shape \(\); it must be \(1,\)"):
        gd.descend(wrong_grad, gd.SGD())


@pytest.mark.parametrize(
    ("grid", "error", "message"),
    [
        ({}, TypeError, r"grid is \{\}; it must map settings to values"),
        (None, TypeError, "grid is None; it must map settings to values"),
        ([("lr", [0.1])], TypeError, "grid is .*; it must map settings to values"),
        (
            {"learning_rate": [0.1]},
            ValueError,
            "grid has 'learning_rate'; the settings of Momentum",
        ),
        ({"beta1": [0.1]}, ValueError, r"grid has 'beta1'; .* are \['lr', 'momentum'\]"),
        ({"lr": []}, ValueError, r"lr is \[\]; it must be positive and finite"),
        (
            {"lr": [[0.1, 0.2]]},
            ValueError,
            r"grid\['lr'\] is .*; it must be one value or a flat list",
        ),
        ({"lr": [0.1, -0.2]}, ValueError, r"lr\[1\] is -0.2; it must be positive and finite"),
        ({"lr": ["0.1"]}, TypeError, "lr is .*; it must be a number or an array of numbers"),
        ({"lr": 0}, ValueError, "lr is 0.0; it must be positive and finite"),
        (
            {"lr": [0.1], "momentum": [0.5, 1]},
            ValueError,
            r"momentum\[1\] is 1.0; it must be in \[0, 1\)",
        ),
        ({"lr": [0.1], "momentum": "high"}, TypeError, "momentum is 'high'; it must be a number"),
    ],
)
def test_a_grid_that_cannot_be_swept_is_refused(grid, error, message):
    with pytest.raises(error, match=message):
        gd.sweep(Untouched(), gd.Momentum, grid)


def test_a_setting_that_is_no_number_cannot_be_an_axis():
    with pytest.raises(ValueError, match=r"grid\['eps_inside_root'\] is .*; it must be one value"):
        gd.sweep(Untouched(), gd.RMSprop, {"eps_inside_root": [True, False]})


@pytest.mark.parametrize("record", ["first", None, True, 0, -2, 2.0, ["all"]])
def test_an_unknown_record_is_refused(record):
    message = f"record is {record!r}; it must be 'last', 'all' or a whole number of at least 1"
    with pytest.raises(ValueError, match=re.escape(message)):
        gd.sweep(Untouched(), gd.SGD, {"lr": [0.1]}, record=record)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"chunk": 0}, ValueError, "chunk is 0; it must be a whole number of at least 1"),
        ({"chunk": 2.5}, TypeError, "chunk is 2.5; it must be a whole number of at least 1"),
        ({"executor": 4}, TypeError, "executor is 4; it must have submit, as a process pool has"),
        ({"progress": "yes"}, ValueError, "progress is 'yes'; it must be True, False or None"),
    ],
)
def test_a_sweep_that_cannot_be_driven_so_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        gd.sweep(Untouched(), gd.SGD, {"lr": [0.1, 0.2]}, **arguments)


def test_a_generator_without_children_cannot_serve_several_chunks():
    noisy, rng = Noisy(bowl), gd.Mulberry32(1)
    with pytest.raises(TypeError, match="rng is .*Mulberry32.*; with several chunks it must be"):
        gd.sweep(noisy, gd.SGD, {"lr": [0.1, 0.2]}, chunk=1, rng=rng)


@pytest.mark.parametrize("optimizer_class", [gd.SGD(), None, dict, "SGD"])
def test_what_is_no_class_of_optimizers_is_refused(optimizer_class):
    with pytest.raises(TypeError, match="optimizer_class is .*; it must be a class such as gd.SGD"):
        gd.sweep(Untouched(), optimizer_class, {"lr": [0.1]})
