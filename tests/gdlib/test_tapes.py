"""A tape repeats arithmetic in place, to the same bits, and refuses what it cannot record."""

from typing import NamedTuple

import numpy as np
import pytest

from gdlib.tapes import Tape


class State(NamedTuple):
    """A large part and a number."""

    m: np.ndarray
    t: float


def test_a_tape_repeats_a_step_in_the_same_arrays():
    def step(x, g, state):
        t = state.t + 1
        m = (x - g) / t
        return np.sqrt(m * m) + 2 * x, State(m - state.m, t)

    rng = np.random.default_rng(0)
    x, state = rng.random((50, 3)), State(rng.random((50, 3)), 0.0)
    expected, expected_state = x.copy(), State(state.m.copy(), 0.0)
    tape, m = Tape(step, x, x, state), state.m
    play = tape.on(x, state)
    for _ in range(5):
        g = rng.random((50, 3))
        expected, expected_state = step(expected, g, expected_state)
        state = play(g, state)
        np.testing.assert_array_equal(x, expected)
        np.testing.assert_array_equal(state.m, expected_state.m)
        assert state.m is m
        assert state.t == expected_state.t


def test_a_tape_serves_fewer_rows_than_it_was_made_for():
    def step(x, g, state):
        return x - 0.1 * g * state.t, state

    x = np.ones(10)
    tape = Tape(step, x, x, State(x, 2.0))
    few = np.arange(4.0)
    tape.on(few, State(np.zeros(4), 2.0))(np.ones(4), State(np.zeros(4), 2.0))
    np.testing.assert_allclose(few, np.arange(4) - 0.2)


@pytest.mark.parametrize(
    "step",
    [
        lambda x, g, state: (np.where(x > 0, x, g), state),
        lambda x, g, state: (np.where(x, x, g), state),
        lambda x, g, state: (np.sign(x), state),
        lambda x, g, state: (x if g else g, state),
        lambda x, g, state: (np.add.reduce(x) + x, state),
        lambda x, g, state: (np.add(x, g, dtype=np.float32), state),
        lambda x, g, state: (x * float(g), state),
    ],
)
def test_a_step_of_anything_else_is_refused(step):
    with pytest.raises(TypeError):
        Tape(step, np.ones(3), np.ones(3), State(np.ones(3), 1.0))
