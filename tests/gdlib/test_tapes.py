"""A tape repeats arithmetic in place, to the same bits, and refuses what it cannot record."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gd
from gdlib.optimizers import RECORDABLE
from gdlib.tapes import Symbol, Tape

GROUNDS = [getattr(gd.landscapes, name) for name in gd.landscapes.__all__]
GROUNDS = [ground for ground in GROUNDS if isinstance(ground, gd.landscapes.Landscape)]
GROUNDS += [gd.landscapes.ravine(20, angle=0.5)]


class State(NamedTuple):
    """A large part and a number."""

    m: np.ndarray
    t: float


def test_a_tape_repeats_a_step_in_the_same_arrays():
    def step(x, state, g):
        t = state.t + 1
        m = (x - g) / t
        return np.sqrt(m * m) + 2 * x, State(m - state.m, t)

    rng = np.random.default_rng(0)
    x, state = rng.random((50, 3)), State(rng.random((50, 3)), 0.0)
    expected, expected_state = x.copy(), State(state.m.copy(), 0.0)
    tape, m = Tape(step, x, state, x), state.m
    play = tape.on(x, state)
    for _ in range(5):
        g = rng.random((50, 3))
        expected, expected_state = step(expected, expected_state, g)
        state = play(state, g)
        np.testing.assert_array_equal(x, expected)
        np.testing.assert_array_equal(state.m, expected_state.m)
        assert state.m is m
        assert state.t == expected_state.t


def test_a_tape_serves_fewer_rows_than_it_was_made_for():
    def step(x, state, g):
        return x - 0.1 * g * state.t, state

    x = np.ones(10)
    tape = Tape(step, x, State(x, 2.0), x)
    few = np.arange(4.0)
    tape.on(few, State(np.zeros(4), 2.0))(State(np.zeros(4), 2.0), np.ones(4))
    np.testing.assert_allclose(few, np.arange(4) - 0.2)


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.name)
@pytest.mark.parametrize("rule", RECORDABLE)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_gradient_of_every_landscape_is_recorded_with_every_rule(ground, rule, dtype):
    optimizer = rule(lr=0.01)

    def step(x, state):
        return optimizer.step(x, ground.grad(x), state)

    x = np.random.default_rng(0).uniform(-1, 1, (len(ground.start), 99)).astype(dtype)
    state = optimizer.init(x)
    played, after, play = Tape(step, x, state).start(x, state)
    with np.errstate(over="ignore"):  # a rate that suits one landscape is too large for another
        for _ in range(5):
            x, state = step(x, state)
            after = play(after)
            assert played.dtype == dtype
            for one, other in zip((played, *after), (x, *state), strict=True):
                np.testing.assert_array_equal(one, other)


class Two(NamedTuple):
    """Two large parts."""

    m: np.ndarray
    v: np.ndarray


OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: b * a,
    "/": lambda a, b: a / (b * b + 1),
    "root": lambda a, b: np.sqrt(a**2 + 1) - b,
}
which = st.integers(0, 99)
calls = st.tuples(st.sampled_from([*OPERATIONS, "rows"]), st.booleans(), which, which)


def programmed(program, ends, constant):
    """A step of such calls, of points, of their rows, and of numbers."""

    def step(x, state):
        points, rows = [x, state.m, state.v], [*x, *state.v]
        for name, whole, i, j in program:
            if name == "rows":
                both = np.array([rows[i % len(rows)], rows[j % len(rows)]])
                points.append(x.tape.symbol(both) if isinstance(x, Symbol) else both)
                continue
            ones = points if whole else rows
            others = [2.0, constant, *rows, *(points if whole else ())]
            ones.append(OPERATIONS[name](ones[i % len(ones)], others[j % len(others)]))
        x, m, v = (points[end % len(points)] for end in ends)
        return 0.5 * x, Two(0.5 * m, 0.25 * v - state.m)

    return step


@settings(max_examples=400)
@given(program=st.lists(calls, max_size=12), ends=st.tuples(which, which, which))
def test_nothing_is_overwritten_too_soon_whatever_is_computed_in_whatever_order(program, ends):
    constants, rng = np.array([0.5, 1.5, 2.5]), np.random.default_rng(0)
    step = programmed(program, ends, constants)
    x, state = rng.random((2, 3)), Two(*rng.random((2, 2, 3)))
    one, first = x[:, 0], Two(*(part[:, 0] for part in state))
    in_floats = Tape(programmed(program, ends, 0.5), one, first).in_floats(one, first, 3)
    played, after, play = Tape(step, x, state).start(x, state)
    with np.errstate(all="ignore"):
        for point in in_floats:
            x, state = step(x, state)
            after = play(after)
            for value, other in zip((played, *after, point), (x, *state, x[:, 0]), strict=True):
                np.testing.assert_array_equal(value, other)


def test_floats_refuse_what_arrays_round_in_their_own_way():
    x, state = np.ones(2), State(np.ones(2), 1.0)
    for function in (np.sin, lambda x: x**3):
        tape = Tape(lambda x, state, f=function: (f(x), state), x, state)
        with pytest.raises(KeyError):
            next(tape.in_floats(x, state, 1))
    single = x.astype(np.float32)
    with pytest.raises(TypeError, match="float64"):
        next(Tape(lambda x, state: (2 * x, state), single, state).in_floats(single, state, 1))


@pytest.mark.parametrize(
    "step",
    [
        lambda x, state, g: (np.where(x > 0, x, g), state),
        lambda x, state, g: (np.where(x, x, g), state),
        lambda x, state, g: (np.sign(x), state),
        lambda x, state, g: (x if g else g, state),
        lambda x, state, g: (np.add.reduce(x) + x, state),
        lambda x, state, g: (np.add(x, g, dtype=np.float32), state),
        lambda x, state, g: (x * float(g), state),
    ],
)
def test_a_step_of_anything_else_is_refused(step):
    with pytest.raises(TypeError):
        Tape(step, np.ones(3), State(np.ones(3), 1.0), np.ones(3))
