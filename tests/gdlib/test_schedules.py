"""Learning rates over time, and the optimizer that follows one."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gd
from gdlib.schedules import Scheduled, constant, cosine, drop, inverse_time

RULES = [gd.SGD, gd.Momentum, gd.RMSprop, gd.Adam, gd.AdamW]
each_rule = pytest.mark.parametrize("rule", RULES)


@given(st.integers(0, 10**9))
def test_a_constant_schedule_is_1(t):
    assert constant()(t) == 1


@given(half=st.floats(1e-3, 1e6))
def test_inverse_time_is_1_then_a_half_then_a_third(half):
    factor = inverse_time(half)
    assert [factor(k * half) for k in range(3)] == pytest.approx([1, 1 / 2, 1 / 3])


def test_the_sum_of_inverse_time_diverges_and_that_of_its_squares_does_not():
    factors = [inverse_time(10)(t) for t in range(100_000)]
    assert sum(factors) == pytest.approx(10 * math.log(10_000), rel=0.01)
    assert sum(f * f for f in factors) < 10.6


def test_a_drop_falls_at_every_multiple_and_nowhere_else():
    factor = drop(3, 0.5)
    assert [factor(t) for t in range(10)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]
    assert drop(10)(10) == pytest.approx(0.1)


def test_a_cosine_falls_from_1_to_0_and_stays_there():
    factor = cosine(100)
    assert [factor(t) for t in (0, 50, 100, 101, 10**6)] == pytest.approx([1, 0.5, 0, 0, 0])
    assert (np.diff([factor(t) for t in range(101)]) < 0).all()


@pytest.mark.parametrize(
    ("schedule", "name"),
    [(inverse_time, "half"), (drop, "every"), (cosine, "steps"), (lambda v: drop(5, v), "factor")],
)
@pytest.mark.parametrize("value", [0, -1, np.nan, np.inf, "10", None, True, [1]])
def test_a_schedule_with_a_setting_that_is_not_positive_is_refused(schedule, name, value):
    with pytest.raises((ValueError, TypeError)) as caught:
        schedule(value)
    assert str(caught.value) == f"{name} is {value!r}; it must be a finite number above 0"


@each_rule
def test_a_constant_schedule_changes_nothing(rule):
    ravine = gd.landscapes.ravine(20)
    plain = gd.descend(ravine, rule(lr=0.1), steps=40)
    scheduled = gd.descend(ravine, Scheduled(rule(lr=0.1), constant()), steps=40)
    np.testing.assert_array_equal(scheduled.x, plain.x)


@each_rule
def test_every_step_has_the_lr_of_its_time(rule):
    x = np.array([3.0, -2.0])
    optimizer = Scheduled(rule(lr=0.2), drop(2, 0.5))
    state, rule_state = optimizer.init(x), rule().init(x)
    for t, lr in enumerate([0.2, 0.2, 0.1, 0.1, 0.05]):
        expected, rule_state = rule(lr=lr).step(x, 2 * x, rule_state)
        new, state = optimizer.step(x, 2 * x, state)
        np.testing.assert_allclose(new, expected, rtol=1e-15)
        assert state.t == t + 1
        np.testing.assert_equal(tuple(state.inner), tuple(rule_state))
        x = new


@each_rule
def test_where_the_rate_falls_below_the_smallest_float_that_run_alone_rests(rule):
    x = np.array([[3.0, 3.0], [-2.0, -2.0]])
    optimizer = Scheduled(rule(lr=np.array([1e-200, 0.1])), lambda t: 1e-200)
    new, _ = optimizer.step(x, x, optimizer.init(x))
    np.testing.assert_array_equal(new[:, 0], x[:, 0])
    alone, _ = rule(lr=0.1 * 1e-200).step(x, x, rule().init(x))
    np.testing.assert_array_equal(new[:, 1], alone[:, 1])


@each_rule
def test_at_a_factor_of_0_the_point_rests_and_the_moments_still_take_in_the_gradient(rule):
    x, g = np.array([3.0, -2.0]), np.array([1.0, 1.0])
    optimizer = Scheduled(rule(lr=0.1), lambda t: 0 if t == 0 else 1)
    new, state = optimizer.step(x, g, optimizer.init(x))
    np.testing.assert_array_equal(new, x)
    assert not np.shares_memory(new, x)
    _, expected = rule(lr=0.1).step(x, g, rule(lr=0.1).init(x))
    np.testing.assert_equal(tuple(state.inner), tuple(expected))
    assert optimizer.step([3, -2], g, optimizer.init(x))[0].dtype == np.float64


@each_rule
def test_a_scheduled_step_leaves_everything_unchanged(rule):
    optimizer, x = Scheduled(rule(lr=0.1), cosine(10)), np.ones(2)
    x.flags.writeable = False
    state = optimizer.init(x)
    first, second = optimizer.step(x, x, state), optimizer.step(x, x, state)
    np.testing.assert_equal(first, second)
    assert state.t == 0
    with pytest.raises(FrozenInstanceError):
        optimizer.schedule = constant()


def test_an_array_of_rates_falls_together():
    ravine = gd.landscapes.ravine(20)
    lrs = np.array([0.1, 0.3])
    many = gd.descend(ravine, Scheduled(gd.SGD(lr=lrs), inverse_time(5)), steps=20)
    assert many.x.shape == (21, 2, 2)
    for i, lr in enumerate(lrs):
        one = gd.descend(ravine, Scheduled(gd.SGD(lr=lr), inverse_time(5)), steps=20)
        np.testing.assert_array_equal(many.x[..., i], one.x)


def test_a_falling_rate_ends_closer_to_the_minimum_than_a_constant_one_under_noise():
    noisy = gd.landscapes.Noisy(gd.landscapes.parabola)
    x0, rng = np.ones((1, 2000)), np.random.default_rng
    constant_rate = gd.descend(noisy, gd.SGD(0.1), x0, 300, rng(0)).x[-1]
    falling = gd.descend(noisy, Scheduled(gd.SGD(0.1), inverse_time(20)), x0, 300, rng(0)).x[-1]
    assert falling.var() < constant_rate.var() / 4


@pytest.mark.parametrize("factor", [-0.5, np.nan, np.inf, "1", None])
def test_a_factor_that_makes_no_rate_is_refused_with_its_step(factor):
    optimizer, x = Scheduled(gd.SGD(), lambda t: factor if t else 1.0), np.ones(1)
    _, state = optimizer.step(x, x, optimizer.init(x))
    with pytest.raises((ValueError, TypeError)) as caught:
        optimizer.step(x, x, state)
    message = f"schedule(1) is {factor!r}; it must be a finite number of at least 0"
    assert str(caught.value) == message


def test_what_is_no_optimizer_or_no_schedule_is_refused():
    with pytest.raises(TypeError, match="optimizer is .*SGD.*; it must be an instance"):
        Scheduled(gd.SGD, cosine(10))
    with pytest.raises(TypeError, match="schedule is 0.5; it must be a function of the step t"):
        Scheduled(gd.SGD(), 0.5)
