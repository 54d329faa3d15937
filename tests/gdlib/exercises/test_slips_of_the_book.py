"""The slips that are made everywhere are recognised by name wherever they can be made: the
solutions of the book are spoilt in every way that their exercises allow.
"""

import re
from functools import cache

import numpy as np
import pytest
from answers import cells, solution

import gdlib as gd
from gdlib.exercises.checkers import Array, Function, Number, Optimizer
from gdlib.exercises.watch import copied

pytestmark = pytest.mark.usefixtures("english")

LISTED = [
    "sign", "rate-twice", "betas-swapped", "no-bias-correction", "bias-step-stuck",
    "epsilon-inside", "epsilon-outside", "epsilon-beside", "updated-velocity", "shared-state",
    "changed-in-place", "truncated", "off-by-one", "decay-in-gradient", "mean-and-sum",
]  # fmt: skip

# What no solution can be spoilt into from outside: where a rule is given all of these arguments
# or settings, its exercise must declare one of the mistakes.
DECLARED = [
    ({"beta1", "beta2"}, {"no-bias-correction"}),
    ({"beta1", "beta2"}, {"bias-step-stuck"}),
    ({"eps"}, {"epsilon-inside", "epsilon-outside"}),
    ({"eps"}, {"epsilon-beside"}),
    ({"rho"}, {"updated-velocity"}),
    ({"momentum"}, {"updated-velocity"}),
    ({"weight_decay"}, {"decay-in-gradient"}),
]

IDS = gd.exercises.ids()
CHECKERS = {id: gd.exercises.get(id).checker for id in IDS}


def of_kind(*kinds):
    return [id for id in IDS if isinstance(CHECKERS[id], kinds)]


each_rule = pytest.mark.parametrize("id", of_kind(Function, Optimizer))
each_function = pytest.mark.parametrize("id", of_kind(Function))
each_optimizer = pytest.mark.parametrize("id", of_kind(Optimizer))


def declared(id):
    return {mistake.name for mistake in gd.exercises.get(id).mistakes}


def names(id):
    """The names of what a rule is given: arguments, or settings."""
    checker = CHECKERS[id]
    return [*checker.names] if isinstance(checker, Function) else [*checker.settings[0]]


def named(id, answer):
    """The names of the mistakes that are recognised in an answer; it may not be right."""
    result = gd.exercises.check(id, answer)
    assert result.ok is False, result
    return (result.mistake or "none").split(" or ")


@pytest.mark.parametrize("name", LISTED)
def test_each_slip_of_the_list_is_declared_somewhere(name):
    assert any(name in declared(id) for id in IDS)


@each_rule
def test_what_a_rule_is_given_says_which_slips_its_exercise_declares(id):
    for where, slips in DECLARED:
        if where <= {*names(id)}:
            assert slips & declared(id), f"{' or '.join(slips)} can be made in {id}"


@each_rule
def test_a_rule_that_adds_up_or_averages_may_have_confused_them(id):
    number = int(id.rpartition("-")[2])
    cell = cells(gd.exercises.get(id).chapter, "solution")[number - 1]
    rule = re.search(r"^(def|class) .*?(?=^\S|\Z)", cell, re.MULTILINE | re.DOTALL)[0]
    if re.search(r"\.mean\(|\.sum\(|/ len\(", rule):
        assert "mean-and-sum" in declared(id)


@pytest.mark.parametrize("id", of_kind(Number, Array))
def test_numbers_with_a_flipped_sign_or_a_count_off_by_one_have_a_name(id):
    assert named(id, negated(solution(id))) != ["none"]
    if getattr(CHECKERS[id], "whole", False):
        for more in (-1, 1):
            assert named(id, solution(id) + more) != ["none"]


# ---- functions


@cache
def trials(id):
    return [*CHECKERS[id].inputs(np.random.default_rng(0))]


def spoilt(id, change):
    """The solution, and after each of its calls ``change(given, value)`` instead of its value."""
    right = solution(id)
    return lambda *given: change(given, right(*given))


def changed(id, **changes):
    """The solution, with other values for the arguments that are named."""
    right = solution(id)

    def answer(*given):
        given = dict(zip(names(id), given, strict=True))
        return right(*(given | {n: change(given) for n, change in changes.items()}).values())

    return answer


def negated(value):
    return tuple(-part for part in value) if isinstance(value, tuple) else -np.asarray(value)


def added(value, more):
    """The value, or the first of several, and more."""
    return (value[0] + more, *value[1:]) if isinstance(value, tuple) else value + more


@cache
def moved(id):
    """The index of the first array that a function is given, if it gives back one of that form."""
    arrays = (i for i, value in enumerate(trials(id)[0]) if isinstance(value, np.ndarray))
    index = next(arrays, None)
    if index is None:
        return None
    for given in trials(id):
        value = solution(id)(*map(copied, given))
        if np.shape(value[0] if isinstance(value, tuple) else value) != given[index].shape:
            return None
    return index


@each_function
def test_a_function_that_remembers_its_calls_is_recognised(id):
    calls, values = [], [0.0]

    def counting(given, value):
        calls.append(given)
        return added(value, len(calls))

    def adding_up(given, value):
        values.append(values[-1] + 1 + np.sum(value[0] if isinstance(value, tuple) else value) ** 2)
        return added(value, values[-2])

    for change in (counting, adding_up):
        assert named(id, spoilt(id, change)) == ["shared-state"], change.__name__


@each_function
def test_a_function_that_changes_an_array_in_place_is_recognised(id):
    for index, name in enumerate(names(id)):
        if isinstance(trials(id)[0][index], np.ndarray):

            def change(given, value, index=index):
                value = added(value, 0)
                given[index][...] += 1
                return value

            assert named(id, spoilt(id, change)) == ["changed-in-place"], name


@each_function
def test_a_flipped_sign_is_recognised(id):
    assert "sign" in named(id, spoilt(id, lambda given, value: negated(value)))
    if moved(id) is not None:

        def step_back(given, value):
            if isinstance(value, tuple):
                return 2 * given[moved(id)] - value[0], *value[1:]
            return 2 * given[moved(id)] - value

        assert "sign" in named(id, spoilt(id, step_back))
        if "lr" in names(id):
            assert "sign" in named(id, changed(id, lr=lambda given: -given["lr"]))


@each_function
def test_a_step_in_the_place_of_the_point_is_recognised(id):
    if moved(id) is not None and "x" in names(id) and {"g", "lr"} & {*names(id)}:
        for sign in (1, -1):

            def alone(given, value, sign=sign):
                if isinstance(value, tuple):
                    return sign * (given[moved(id)] - value[0]), *value[1:]
                return sign * (given[moved(id)] - value)

            assert "step-for-point" in named(id, spoilt(id, alone))


@each_function
def test_a_rate_applied_twice_is_recognised(id):
    if "lr" in names(id) and moved(id) is not None:
        assert "rate-twice" in named(id, changed(id, lr=lambda given: given["lr"] ** 2))


@each_function
def test_a_rate_left_out_is_recognised(id):
    if "lr" in names(id) and moved(id) is not None:
        assert "rate-forgotten" in named(id, changed(id, lr=lambda given: 1))


@each_function
def test_values_that_come_back_in_another_order_are_recognised(id):
    value = solution(id)(*map(copied, trials(id)[0]))
    if isinstance(value, tuple) and len({*map(np.shape, value)}) == 1:
        assert "order" in named(id, spoilt(id, lambda given, value: value[::-1]))


@each_function
def test_swapped_betas_are_recognised(id):
    if {"beta1", "beta2"} <= {*names(id)}:
        other = {"beta1": lambda given: given["beta2"], "beta2": lambda given: given["beta1"]}
        assert "betas-swapped" in named(id, changed(id, **other))


@each_function
def test_a_step_too_many_or_too_few_is_recognised(id):
    for name, value in zip(names(id), trials(id)[0], strict=True):
        if isinstance(value, int):
            for more in (-1, 1):
                answer = changed(id, **{name: lambda given, n=name, m=more: max(0, given[n] + m)})
                result = gd.exercises.check(id, answer)
                known = result.mistake in {"off-by-one", *declared(id)}
                assert known or "stopped" in result.message, (name, more)


@each_function
def test_integers_that_were_cut_are_recognised(id):
    index = moved(id)
    if index is None or not any(given[index].dtype.kind == "i" for given in trials(id)):
        return

    def stored(given, value):
        new = given[index].copy()
        new[:] = value
        return new

    def rounded(given, value):
        return np.floor(value) if given[index].dtype.kind == "i" else value

    for change in (stored, rounded):
        assert "truncated" in named(id, spoilt(id, change)), change.__name__


# ---- optimizers


def spoilt_optimizer(id, step):
    """The solution, with ``step(rule, x, g, state)`` in the place of its own."""
    right = solution(id)

    class Spoilt:
        def __init__(self, **settings):
            self.rule = right(**settings)

        def init(self, x):
            return self.rule.init(x)

        def step(self, x, g, state):
            return step(self.rule, x, g, state)

    return Spoilt


def arrays(state):
    """Every array in a state of tuples."""
    if isinstance(state, tuple):
        return [array for part in state for array in arrays(part)]
    return [state] if isinstance(state, np.ndarray) else []


@each_optimizer
def test_an_optimizer_that_remembers_its_steps_is_recognised(id):
    steps = []

    def counting(rule, x, g, state):
        steps.append(x)
        x, state = rule.step(x, g, state)
        return x + 0.01 * len(steps), state

    assert named(id, spoilt_optimizer(id, counting)) == ["shared-state"]


@each_optimizer
@pytest.mark.parametrize("what", ["x", "g", "state"])
def test_an_optimizer_that_changes_what_it_is_given_is_recognised(id, what):
    def in_place(rule, x, g, state):
        new = rule.step(x, g, state)
        for array in {"x": [x], "g": [g], "state": arrays(state)}[what]:
            array += 1
        return new

    assert named(id, spoilt_optimizer(id, in_place)) == ["changed-in-place"]


@each_optimizer
def test_an_optimizer_that_walks_uphill_is_recognised(id):
    uphill = spoilt_optimizer(id, lambda rule, x, g, state: rule.step(x, -g, state))
    assert "sign" in named(id, uphill)


@each_optimizer
def test_an_optimizer_with_a_slip_in_its_settings_is_recognised(id):
    right = solution(id)

    def twice(lr, **more):
        return right(lr=lr**2, **more)

    def swapped(beta1, beta2, **more):
        return right(beta1=beta2, beta2=beta1, **more)

    if "lr" in names(id):
        assert "rate-twice" in named(id, twice)
    if {"beta1", "beta2"} <= {*names(id)}:
        assert "betas-swapped" in named(id, swapped)
