"""What each kind of checker takes for right, and what it says of the rest."""

import linecache
import re
import time
from collections import namedtuple
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

import gdlib as gd
from gdlib.exercises import checkers, watch
from gdlib.exercises.checkers import Array, Choice, Function, Number, Optimizer, Setting
from gdlib.exercises.declaration import Mistake
from gdlib.exercises.said import Said


def said(text):
    return Said(ko=text, en=text)


# ---- a number


@pytest.mark.parametrize(
    "answer",
    [
        0.5, np.float64(0.5), np.float32(0.5), np.float16(0.5), np.longdouble(0.5), np.array(0.5),
        np.array([0.5]), [0.5], (0.5,), [[0.5]], Fraction(1, 2), Decimal("0.5"), 0.502, 0.498,
    ],
)  # fmt: skip
def test_a_number_is_right_in_any_type_and_to_three_digits(judge, answer):
    assert judge(Number(0.5), answer).ok


def test_a_number_may_be_asked_for_more_closely(judge):
    assert judge(Number(0.5, rtol=1e-5), 0.500001).ok
    assert not judge(Number(0.5, rtol=1e-5), 0.5001).ok


@pytest.mark.parametrize(
    ("answer", "mistake", "message"),
    [
        (0.6, None, "It is too large."),
        (np.float32(0.4), None, "It is too small."),
        (-0.5, "sign", "The sign is flipped."),
        (np.nan, "not-finite", "There is something in it that is no finite number: nan."),
        (-np.inf, "not-finite", "There is something in it that is no finite number: -inf."),
        ("0.5", "wrong-form", "Numbers are asked for; this is `'0.5'` (str)."),
        (True, "wrong-form", "Numbers are asked for; this is `True` (bool)."),
        (np.True_, "wrong-form", "Numbers are asked for; this is `np.True_` (bool)."),
        (0.5 + 0j, "wrong-form", "Numbers are asked for; this is `complex`."),
        ([0.5, 0.5], "wrong-form", "One number is asked for; this is `(0.5, 0.5)` (list)."),
        ([], "wrong-form", "One number is asked for; this is `[]` (list)."),
        ({0.5}, "wrong-form", "Numbers are asked for; this is `set`."),
        ({"x": 0.5}, "wrong-form", "Numbers are asked for; this is `x=0.5` (dict)."),
        (abs, "wrong-form", "Numbers are asked for; this is `builtin_function_or_method`."),
        (10**400, "wrong-form", "Numbers are asked for; this is `1000"),
    ],
)
def test_a_number_that_is_wrong_is_told_how(judge, answer, mistake, message):
    result = judge(Number(0.5), answer)
    assert (result.ok, result.mistake) == (False, mistake)
    assert result.message.startswith(message)


def test_a_count_must_be_met_exactly_and_knows_its_neighbours(judge):
    count = Number(691, whole=True)
    assert judge(count, 691.0).ok
    assert [judge(count, answer).mistake for answer in (690, 692)] == ["off-by-one"] * 2
    assert [judge(count, answer).mistake for answer in (689, 690.5, 693)] == [None] * 3


def test_a_number_with_too_few_digits_is_told_how_many_it_takes(judge):
    message = "This looks like the right value with too few digits. Round it to 3 of them."
    for expected, given in [(1 / 3, 0.33), (2 / 3, 0.66), (-2 / 3, -0.67), (0.1019, 0.101)]:
        result = judge(Number(expected), given)
        assert (result.mistake, result.message) == ("coarse", message)
    result = judge(Number(1 / 3, rtol=5e-4), 0.333)
    assert (result.mistake, result.message) == ("coarse", message.replace("3", "4"))
    for expected, given in [(1 / 3, 0.3), (1 / 3, 0.34), (0.0, 0.01)]:
        assert judge(Number(expected), given).mistake is None
    for whole in (Number(691, whole=True), Number(2411, rtol=1e-9)):
        assert judge(whole, round(whole.expected, -1)).mistake != "coarse"


def test_a_known_mistake_comes_before_what_holds_of_any_number(judge):
    for checker, wrong in [(Number(0.5), -0.5), (Number(3, whole=True), 2)]:
        assert judge(checker, wrong, Mistake("known", wrong, said("Known."))).mistake == "known"


def test_two_mistakes_that_look_alike_are_both_named(judge):
    first, second = Mistake("a", 0.25, said("A.")), Mistake("b", 0.2501, said("B."))
    result = judge(Number(0.5), 0.25, first, second, Mistake("c", 0.3, said("C.")))
    assert result.mistake == "a or b"
    assert "It may be this: A.\nOr this: B." in result.message


# ---- several numbers


@pytest.mark.parametrize(
    "answer", [(1.0, 2.0), [1, 2], np.array([1, 2]), np.float32([1, 2]), (np.array(1), [2.0])]
)
def test_several_numbers_are_right_in_any_sequence(judge, answer):
    assert judge(Array((1.0, 2.0), names=("a", "b")), answer).ok
    if not isinstance(answer, tuple) or np.shape(answer[1]) == ():
        assert judge(Array([1.0, 2.0]), answer).ok


@pytest.mark.parametrize(
    ("answer", "mistake", "message"),
    [
        ((1.0, 3.0), None, "`b` is off. It is too large."),
        ((0.5, 2.0), None, "`a` is off. It is too small."),
        ((2.0, 1.0), "order", "The values are right, their order is not."),
        ((-1.0, -2.0), "sign", "The sign is flipped."),
        ((1.0,), "wrong-form", "2 values are asked for, a, b, in this order; this is `(1)` (tu"),
        (1.0, "wrong-form", "2 values are asked for, a, b, in this order; this is `1` (float)."),
        ({1.0, 2.0}, "wrong-form", "2 values are asked for, a, b, in this order; this is `set`."),
        ((1.0, "2"), "wrong-form", "`b`: Numbers are asked for; this is `'2'` (str)."),
        ((1.0, [2.0, 2.0]), "wrong-form", "`b`: One number is asked for; this is `(2, 2)` (list)."),
        ((1.0, np.nan), "not-finite", "There is something in it that is no finite number: nan."),
        ((1.0, None), "none", "The answer is None."),
    ],
)
def test_several_numbers_are_told_which_of_them_is_wrong_and_how(judge, answer, mistake, message):
    result = judge(Array((1.0, 2.0), names=("a", "b")), answer)
    assert (result.ok, result.mistake) == (False, mistake)
    assert result.message.startswith(message)


def test_a_part_with_too_few_digits_is_told_so(judge):
    result = judge(Array((1 / 3, 2.0), names=("a", "b")), (0.33, 2.0))
    assert result.mistake == "coarse"
    assert result.message.startswith("`a` is off. This looks like the right value")


def test_a_count_among_several_numbers_must_be_met_exactly(judge):
    array = Array((62, 0.1), names=("steps", "lr"), counts=("steps",))
    assert judge(array, (62.0, 0.1001)).ok
    for steps in (61.9, 62.1):
        result = judge(array, (steps, 0.1))
        assert (result.ok, result.mistake) == (False, "count")
        assert result.message == "`steps` is a count: give it exactly, as a whole number."
    assert judge(array, (61, 0.1)).message == "`steps` is off. It is too small."


def test_without_names_parts_are_told_by_their_place(judge):
    result = judge(Array([1.0, 2.0, 3.0]), [1, 2, 4])
    assert result.message == "`[2]` is off. It is too large."
    assert judge(Array(np.eye(2)), [[1, 0], [1, 1]]).message == "`[1]` is off."
    result = judge(Array(np.eye(2)), [1, 0, 0, 1])
    assert result.message == "An array of shape (2, 2) is asked for; this one has the shape (4,)."


def test_many_numbers_are_not_read_one_by_one(judge):
    class Closed(np.ndarray):
        def __iter__(self):
            raise AssertionError

    answer = np.zeros(1_000_000).view(Closed)
    assert judge(Array((1.0, 2.0), names=("a", "b")), answer).mistake == "wrong-form"


# ---- a function


def halve(x, n):
    """x halved n times."""
    return x / 2**n


def points(rng):
    yield np.array([4.0, -2.0]), 1
    yield np.array([3, -5]), 2
    yield rng.normal(size=3), 3


HALVE = Function(halve, points, names=("x", "n"))


def by_a_loop(x, n):
    for _ in range(n):
        x = 0.5 * x
    return x


def as_a_list(x, n):
    return [float(value) / 2**n for value in x]


def in_float32(x, n):
    return np.float32(x) / np.float32(2**n)


def on_a_copy(x, n):
    x = np.array(x, dtype=float)
    x /= 2**n
    return x


class Halving:
    def __call__(self, x, n=1, *more, **settings):
        return x / 2**n


@pytest.mark.parametrize(
    "answer",
    [halve, by_a_loop, as_a_list, in_float32, on_a_copy, Halving(), lambda *a: halve(*a),
     lambda x, n: tuple(halve(x, n)), lambda x, n: halve(x, n)[::-1][::-1]],
)  # fmt: skip
def test_a_function_is_right_by_what_it_does(judge, answer):
    assert judge(HALVE, answer).ok


def test_a_function_that_is_off_is_told_the_first_input_where(judge):
    result = judge(HALVE, lambda x, n: x / 2 + (n > 1))
    assert (result.ok, result.mistake) == (False, None)
    assert result.message == (
        "For `x = [3, -5]`, `n = 2`, `[0.75, -1.25]` was expected; yours is `[2.5, -1.5]`."
    )


def test_a_part_that_is_off_is_told_by_its_name(judge):
    checker = Function(lambda x: (x, 2 * x), lambda rng: [(3.0,)], ("x",), returns=("a", "b"))
    assert judge(checker, lambda x: [x, 2 * x]).ok
    message = judge(checker, lambda x: (x, 3 * x)).message
    assert message == "For `x = 3`, in `b`, `6` was expected; yours is `9`."
    result = judge(checker, lambda x: x)
    assert result.mistake == "wrong-form"
    assert result.message == "2 values are asked for, a, b, in this order; this is `3` (float)."


def test_values_that_look_alike_are_told_with_more_digits(judge):
    def rough(x, n):
        return np.sqrt(x) * (1 + 1e-5)

    checker = Function(lambda x, n: np.sqrt(x), lambda rng: [(4.0, 1)], names=("x", "n"))
    assert "`2` was expected; yours is `2.00002`" in judge(checker, rough).message


def test_a_right_formula_that_loses_its_digits_is_told_so(judge):
    checker = Function(
        lambda x: 1 / x, lambda rng: [(4.0,), (9.0,)], names=("x",), inaccurate=said("Digits.")
    )

    def off(at_four, at_nine):
        return lambda x: (1 + {4.0: at_four, 9.0: at_nine}[x]) / x

    assert judge(checker, off(0, 0)).ok
    assert judge(checker, off(0, 1e-4)).mistake == "inaccurate"
    assert judge(checker, off(0, -0.2)).message == "Digits."
    assert judge(checker, off(0, 0.6)).mistake is None
    assert judge(checker, off(1e-4, 1e-4)).mistake is None


def test_a_part_of_another_shape_is_told_by_its_name(judge):
    checker = Function(
        lambda x: (x, x), lambda rng: [(np.ones(2),)], names=("x",), returns=("a", "b")
    )
    result = judge(checker, lambda x: (x, x[:1]))
    assert result.message.startswith("`b`: An array of shape (2,) is asked for")


def test_float32_may_be_off_by_its_rounding_and_no_more(judge):
    wrong = [lambda x, n: np.float32(halve(x, n) * 1.001), lambda x, n: halve(x, n) * (1 + 1e-5)]
    assert judge(HALVE, lambda x, n: np.float32(halve(x, n) * (1 + 1e-5))).ok
    assert not any(judge(HALVE, answer).ok for answer in wrong)


def test_a_rule_that_is_exact_up_to_an_error_of_its_own_may_be_off_by_it(judge):
    loose = Function(halve, points, names=("x", "n"), rtol=0.01)
    assert judge(loose, lambda x, n: halve(x, n) * 1.005).ok
    assert not judge(loose, lambda x, n: halve(x, n) * 1.05).ok


@pytest.mark.parametrize("answer", [3.0, "halve", halve(np.ones(1), 1), Halving, np.ndarray])
def test_what_is_no_function_is_told_so(judge, answer):
    result = judge(HALVE, answer)
    assert result.mistake == "wrong-form"
    assert result.message.startswith("A function is asked for; this is")


@pytest.mark.parametrize("answer", [lambda: 1, lambda x: x, lambda x, n, m: x, lambda *, x, n: x])
def test_a_function_with_other_arguments_is_told_which_it_gets(judge, answer):
    result = judge(HALVE, answer)
    assert result.mistake == "arguments"
    assert result.message == "The function is called with 2 arguments, in this order: `x`, `n`."


def forgets_to_return(x, n):
    x = x / 2**n


def yields(x, n):
    yield from halve(x, n)


async def waits(x, n):
    return halve(x, n)


async def waits_and_yields(x, n):
    yield halve(x, n)


@pytest.mark.parametrize(
    ("answer", "mistake", "message"),
    [
        (forgets_to_return, "returns-none", "The function returns None."),
        (yields, "returns-generator", "The function gives a generator or a coroutine"),
        (waits, "returns-generator", "The function gives a generator or a coroutine"),
        (waits_and_yields, "returns-generator", "The function gives a generator or a coroutine"),
        (lambda x, n: halve, "wrong-form", "Numbers are asked for; this is `halve` (function)."),
        (lambda x, n: "x", "wrong-form", "Numbers are asked for; this is `'x'` (str)."),
        (lambda x, n: x[0], "wrong-form", "An array of shape (2,) is asked for"),
    ],
)
def test_a_function_that_gives_no_values_is_told_what_it_gives(judge, answer, mistake, message):
    result = judge(HALVE, answer)
    assert (result.ok, result.mistake) == (False, mistake)
    assert result.message.startswith(message)


@pytest.mark.filterwarnings("error")
def test_no_coroutine_is_left_behind(judge):
    assert judge(HALVE, waits).mistake == "returns-generator"


@pytest.mark.parametrize("answer", [lambda x, n: ..., lambda x, n: (..., ...)])
def test_a_function_that_returns_the_dots_is_not_begun(judge, answer):
    assert judge(HALVE, answer).ok is None


def fails_deep_inside(x, n):
    return np.linalg.inv(np.ones((2, 2))) @ x[:5, None, None]


def test_an_error_is_told_in_one_line_with_the_readers_own_line_of_code(judge):
    result = judge(HALVE, fails_deep_inside)
    line = fails_deep_inside.__code__.co_firstlineno + 1
    assert result.ok is False
    assert result.message.startswith(
        f"Your answer stopped at line {line}, "
        "`return np.linalg.inv(np.ones((2, 2))) @ x[:5, None, None]`, with LinAlgError: "
    )
    shown = f"{result!r}{result._repr_html_()}"
    assert "\n" not in shown
    assert "Traceback" not in shown
    assert "linalg.py" not in shown


def test_an_error_inside_what_we_hand_over_is_told_at_the_readers_line(judge):
    def flat(x):
        return x[5]

    checker = Function(lambda f, x: x, lambda rng: [(flat, np.ones(2))], names=("f", "x"))
    code = "def answer(f, x):\n    return f(x)\n"
    linecache.cache["<cell 7>"] = (len(code), None, code.splitlines(keepends=True), "<cell 7>")
    scope = {}
    exec(compile(code, "<cell 7>", "exec"), scope)
    flat.__code__ = flat.__code__.replace(co_filename=checkers.__file__)
    message = judge(checker, scope["answer"]).message
    assert message.startswith("Your answer stopped at line 2, `return f(x)`, with IndexError: ")


def test_an_error_without_its_source_is_told_all_the_same(judge):
    scope = {}
    exec("def answer(x, n):\n    return 1 / 0", scope)
    message = judge(HALVE, scope["answer"]).message
    assert message == "Your answer stopped with ZeroDivisionError: division by zero"


def test_an_error_of_many_lines_is_told_in_one(judge):
    def answer(x, n):
        raise ValueError("first\n" + "and so on\n" * 1000)

    message = judge(HALVE, answer).message
    assert "ValueError: first and so on and so on" in message
    assert "\n" not in message
    assert len(message) < 400


def test_a_function_that_keeps_something_between_calls_is_told_so(judge):
    kept = []

    def counting(x, n):
        kept.append(0)
        return halve(x, n) + len(kept)

    def default(x, n, before=np.zeros(2)):  # noqa: B008
        before += halve(x, n)
        return before

    def last(x, n):
        kept.append(x)
        return halve(x, n) + (kept[-2][0] if len(kept) > 1 else 0)

    def another(x, n):
        kept.append(x)
        return halve(x, n) + len(kept[-2:][0]) - len(x)

    for answer in (counting, default, last, another):
        kept.clear()
        assert judge(HALVE, answer).mistake == "shared-state", answer.__name__


def test_a_state_is_found_before_it_meets_an_input_of_another_shape(judge):
    velocity = np.zeros(2)

    def answer(x, n):
        nonlocal velocity
        velocity = velocity + x
        return velocity / 2**n

    assert judge(HALVE, answer).mistake == "shared-state"


def test_a_function_that_changes_what_it_is_given_is_told_so(judge):
    def in_place(x, n):
        x /= 2**n
        return x

    def on_the_side(x, n):
        value = halve(x, n)
        x[0] = 0
        return value

    for answer in (in_place, on_the_side):
        result = judge(HALVE, answer)
        assert (result.ok, result.mistake) == (False, "changed-in-place")


def test_integers_that_were_cut_are_told_however_it_happened(judge):
    def at_the_end(x, n):
        return halve(x, n).astype(x.dtype)

    def on_the_way(x, n):
        new = x.copy()
        for _ in range(n):
            new[:] = new / 2
        return new

    for answer in (at_the_end, on_the_way):
        assert judge(HALVE, answer).mistake == "truncated"
    assert judge(HALVE, lambda x, n: on_the_way(x, n) + 1).mistake is None


def test_what_is_integer_by_right_is_no_cut(judge):
    pick = Function(
        lambda x, rows: x[rows], lambda rng: [(np.ones(3), np.array([0, 2]))], names=("x", "rows")
    )
    assert judge(pick, lambda x, rows: x[rows] * 2).mistake is None


def test_a_count_off_by_one_is_told_in_any_function(judge):
    assert judge(HALVE, lambda x, n: halve(x, n - 1)).mistake == "off-by-one"
    assert judge(HALVE, lambda x, n: halve(x, n + 1)).mistake == "off-by-one"
    assert judge(HALVE, lambda x, n: halve(x, n + 2)).mistake is None


def rates(rng):
    for _ in range(3):
        yield rng.normal(size=2), rng.normal(size=2), rng.uniform(0.1, 0.9), 0.5, 0.9


def test_slips_with_rates_and_betas_are_told_in_any_function(judge):
    def step(x, g, lr, beta1, beta2):
        return x - lr * (beta1 * g + beta2 * g**2), g

    checker = Function(step, rates, names=("x", "g", "lr", "beta1", "beta2"), returns=("x", "g"))
    uphill = judge(checker, lambda x, g, lr, b, c: (x + lr * (b * g + c * g**2), g))
    assert (uphill.mistake, uphill.message[:25]) == ("sign", "The sign is flipped. The ")
    twice = judge(checker, lambda x, g, lr, b, c: step(x, g, lr * lr, b, c))
    assert (twice.mistake, twice.message) == ("rate-twice", "The learning rate is applied twice.")
    assert judge(checker, lambda x, g, lr, b, c: step(x, g, lr, c, b)).mistake == "betas-swapped"


def test_random_numbers_handed_over_are_the_same_for_the_answer_and_for_the_right_one(judge):
    checker = Function(lambda rng: rng.normal(), lambda rng: [(rng,), (rng,)], names=("rng",))
    assert judge(checker, lambda rng: rng.normal()).ok
    assert not judge(checker, lambda rng: rng.uniform()).ok


def test_a_sign_is_told_in_any_function(judge):
    result = judge(HALVE, lambda x, n: -halve(x, n))
    assert (result.mistake, result.message) == ("sign", "The sign is flipped.")
    towards = Function(lambda x, n: x - halve(x, n), points, names=("x", "n"))
    result = judge(towards, lambda x, n: x + halve(x, n))
    assert result.mistake == "sign"
    assert "subtract it to go down" in result.message


def test_a_known_mistake_comes_before_the_slips_of_any_function(judge):
    known = Mistake("known", lambda x, n: halve(x, n - 1), said("Known."))
    assert judge(HALVE, lambda x, n: 2 * halve(x, n), known).mistake == "known"


def test_a_known_mistake_that_cannot_be_called_is_passed_over(judge):
    fails = Mistake("fails", lambda x, n: 1 / 0, said("Fails."))
    known = Mistake("known", lambda x, n: 2 * x, said("Known."))
    assert judge(HALVE, lambda x, n: 2 * x, fails, known).mistake == "known"


def test_an_answer_that_waits_is_told_so(judge, monkeypatch):
    def waits(x, n):
        time.sleep(0.03)
        return halve(x, n)

    assert judge(HALVE, waits).ok
    monkeypatch.setattr(watch, "ALL_SECONDS", 0.05)
    assert judge(HALVE, waits).mistake == "slow"
    monkeypatch.setattr(watch, "CALL_SECONDS", 0.02)
    result = judge(HALVE, waits)
    assert (result.ok, result.mistake) == (False, "slow")
    assert result.message.startswith("The answer takes 0.0 s.")


# ---- an optimizer

MOMENTUM = Optimizer(
    gd.Momentum, settings=[{"lr": 0.1, "momentum": 0.5}, {"lr": 0.3, "momentum": 0.9}]
)
State = namedtuple("State", "v")


class Rule:
    """Momentum; ``State`` is what its state is made of."""

    keep, look = State, staticmethod(lambda state: state.v)

    def __init__(self, lr, momentum):
        self.lr, self.momentum = lr, momentum

    def init(self, x):
        return self.keep(np.zeros(np.shape(x)))

    def step(self, x, g, state):
        v = self.momentum * self.look(state) + g
        return x - self.lr * v, self.keep(v)


def keeping(keep, look):
    return type("Kept", (Rule,), {"keep": staticmethod(keep), "look": staticmethod(look)})


STATES = {
    "an array": (lambda v: v, lambda state: state),
    "a tuple": (lambda v: (v,), lambda state: state[0]),
    "a list": (lambda v: [v], lambda state: state[0]),
    "a named tuple": (State, lambda state: state.v),
    "a dict": (lambda v: {"v": v}, lambda state: state["v"]),
    "an object": (lambda v: SimpleNamespace(v=v), lambda state: state.v),
    "a nest of them": (lambda v: [{"v": (v, "text")}], lambda state: state[0]["v"][0]),
}


@pytest.mark.parametrize("kind", STATES)
def test_an_optimizer_is_right_whatever_its_state_is_made_of(judge, kind):
    assert judge(MOMENTUM, keeping(*STATES[kind])).ok


@pytest.mark.parametrize("kind", STATES)
def test_an_optimizer_that_changes_its_state_in_place_is_told_so(judge, kind):
    class InPlace(keeping(*STATES[kind])):
        def step(self, x, g, state):
            v = self.look(state)
            v *= self.momentum
            v += g
            return x - self.lr * v, state

    result = judge(MOMENTUM, InPlace)
    assert (result.ok, result.mistake) == (False, "changed-in-place")


def test_a_count_in_the_state_must_not_be_changed_in_place_either(judge):
    class Counting(Rule):
        def init(self, x):
            return SimpleNamespace(v=0 * x, t=0)

        def step(self, x, g, state):
            state.t += 1
            v = self.momentum * state.v + g
            return x - self.lr * v, SimpleNamespace(v=v, t=state.t)

    assert judge(MOMENTUM, Counting).mistake == "changed-in-place"


@pytest.mark.parametrize("name", ["x", "g"])
def test_an_optimizer_that_changes_the_point_or_the_gradient_is_told_so(judge, name):
    class InPlace(Rule):
        def step(self, x, g, state):
            new = super().step(x, g, state)
            {"x": x, "g": g}[name][:] = 0
            return new

    assert judge(MOMENTUM, InPlace).mistake == "changed-in-place"


def test_a_function_that_makes_an_optimizer_will_do(judge):
    assert judge(MOMENTUM, lambda lr, momentum: gd.Momentum(lr, momentum)).ok


def test_no_state_at_all_is_a_state(judge):
    class Plain:
        def __init__(self, lr):
            self.lr = lr

        def init(self, x):
            pass

        def step(self, x, g, state):
            return x - self.lr * g, state

    assert judge(Optimizer(gd.SGD, settings=[{"lr": 0.1}]), Plain).ok


def changed(**methods):
    return type("Changed", (Rule,), methods)


@pytest.mark.parametrize(
    ("answer", "mistake", "message"),
    [
        (gd.Momentum(), "wrong-form", "A class or function that makes an optimizer is asked for"),
        (3.0, "wrong-form", "A class or function that makes an optimizer is asked for"),
        (lambda: Rule(0.1, 0.5), "arguments", "The function is called with 2 arguments, in this "
         "order: `lr=`, `momentum=`."),
        (lambda lr, momentum: None, "returns-none", "The function returns None."),
        (lambda lr, momentum: 3, "wrong-form", "An optimizer has the methods"),
        (changed(init=None), "wrong-form", "An optimizer has the methods `init(x)` and `step(x, g, "
         "state)`; `init` is missing."),
        (changed(step=None), "wrong-form", "An optimizer has the methods"),
        (changed(step=lambda self, x, g: x), "arguments", "The function is called with 3 "
         "arguments, in this order: `x`, `g`, `state`."),
        (changed(step=lambda self, x, g, state: x), "wrong-form", "`step` returns two values, the "
         "point and the state; yours returns"),
        (changed(step=lambda self, x, g, state: None), "returns-none", "The function returns None"),
        (changed(step=lambda self, x, g, state: (x[:1], state)), "wrong-form", "An array of "
         "shape (2,) is asked for; this one has the shape (1,)."),
        (changed(step=lambda self, x, g, state: ("x", state)), "wrong-form", "Numbers are asked"),
        (changed(init=lambda self, x: 1 / 0), None, "Your answer stopped at line"),
        (changed(step=lambda self, x, g, state: (x - 0.1 * g, state)), None, "For `x = "),
    ],
)  # fmt: skip
def test_an_optimizer_that_is_wrong_is_told_how(judge, answer, mistake, message):
    result = judge(MOMENTUM, answer)
    assert (result.ok, result.mistake) == (False, mistake)
    assert result.message.startswith(message)


def test_an_optimizer_that_goes_wrong_later_is_told_the_gradients_so_far(judge):
    class Forgets(Rule):
        def step(self, x, g, state):
            return super().step(x, g, State(0 * g if g.any() else state.v))

    message = judge(MOMENTUM, Forgets).message
    assert re.search(r"`g = \(\[[^]]*\], \[[^]]*\]\)`, `lr = 0.1`, `momentum = 0.5`, ", message)


@pytest.mark.parametrize(
    "answer",
    [changed(init=lambda self, x: ...), changed(step=lambda self, x, g, state: ...),
     changed(step=lambda self, x, g, state: (..., ...)), lambda lr, momentum: ...],
)  # fmt: skip
def test_an_optimizer_with_dots_left_in_it_is_not_begun(judge, answer):
    assert judge(MOMENTUM, answer).ok is None


def test_an_optimizer_that_keeps_its_state_in_the_class_is_told_so(judge):
    class Remembers(Rule):
        v = 0.0

        def step(self, x, g, state):
            type(self).v = self.momentum * self.v + g
            return x - self.lr * self.v, state

    assert judge(MOMENTUM, Remembers).mistake == "shared-state"


def test_slips_with_signs_rates_and_betas_are_told_in_any_optimizer(judge):
    uphill = changed(step=lambda self, x, g, state: Rule.step(self, x, -g, state))
    assert judge(MOMENTUM, uphill).mistake == "sign"
    twice = judge(MOMENTUM, lambda lr, momentum: Rule(lr**2, momentum))
    assert (twice.mistake, twice.message) == ("rate-twice", "The learning rate is applied twice.")
    adam = Optimizer(gd.Adam, settings=[{"lr": 0.1, "beta1": 0.5, "beta2": 0.9}])
    swapped = judge(adam, lambda lr, beta1, beta2: gd.Adam(lr, beta2, beta1))
    assert swapped.mistake == "betas-swapped"


def test_an_optimizer_that_prints_is_told_so(judge):
    class Prints(Rule):
        def step(self, x, g, state):
            print("step")
            return super().step(x, g, state)

    result = judge(MOMENTUM, Prints)
    assert result.ok
    assert "`step`" in result.message


# ---- a setting

STEPS = Setting(
    gd.SGD,
    lambda rule: gd.descend(gd.landscapes.parabola, rule, steps=10).f[-1],
    goal=1e-6,
    missed=said("The loss is {value}."),
    diverged=said("It diverges."),
)
RATE = Setting(float, lambda lr: abs(1 - 2 * lr), 0.1, said("{value} is left."), said("Diverged."))
BOTH = Setting(
    ("lr", "rho"), lambda two: abs(two[0] - two[1]), 0.1, said("{value} apart."), said("Diverged.")
)


def test_any_setting_that_meets_the_goal_is_right(judge):
    assert all(judge(STEPS, gd.SGD(lr=lr)).ok for lr in (0.4, 0.5, np.float32(0.55)))
    assert all(judge(RATE, lr).ok for lr in (0.5, np.array([0.52]), Fraction(1, 2)))
    assert all(judge(BOTH, pair).ok for pair in [(0.5, 0.5), [1, 1], np.array([0.3, 0.35])])


def test_a_setting_that_misses_the_goal_is_told_what_it_reaches(judge):
    result = judge(STEPS, gd.SGD(lr=0.1))
    assert (result.ok, result.mistake) == (False, None)
    assert result.message.startswith("The loss is 0.0")
    assert judge(RATE, 0.3).message == "0.4 is left."
    assert judge(BOTH, (0.1, 0.5)).message == "0.4 apart."


def test_a_setting_that_diverges_is_told_so(judge):
    forever = Setting(float, lambda lr: np.inf, 1.0, said("Missed."), said("It diverges."))
    result = judge(forever, 1.5)
    assert (result.mistake, result.message) == ("diverges", "It diverges.")


@pytest.mark.parametrize(
    ("checker", "answer", "mistake", "message"),
    [
        (STEPS, 0.5, "wrong-form", "`gd.SGD(...)` is asked for; this is `0.5`."),
        (STEPS, gd.SGD, "wrong-form", "`gd.SGD(...)` is asked for; this is `type`."),
        (STEPS, gd.Momentum(), "wrong-form", "`gd.SGD(...)` is asked for; this is `Momentum`."),
        (STEPS, gd.SGD(lr=np.array([0.1, 0.5])), "wrong-form", "`float` is asked for; this is"),
        (RATE, gd.SGD(lr=0.5), "wrong-form", "Numbers are asked for; this is `SGD`."),
        (RATE, np.inf, "not-finite", "There is something in it that is no finite number: inf."),
        (BOTH, 0.5, "wrong-form", "2 values are asked for, lr, rho, in this order; this is"),
    ],
)
def test_what_is_no_setting_of_the_kind_is_told_so(judge, checker, answer, mistake, message):
    result = judge(checker, answer)
    assert (result.ok, result.mistake) == (False, mistake)
    assert result.message.startswith(message)


def test_a_setting_near_a_known_mistake_is_told_which(judge):
    mistake = Mistake("cautious", gd.SGD(lr=0.1), said("Too cautious."))
    assert judge(STEPS, gd.SGD(lr=0.1003), mistake).mistake == "cautious"
    assert judge(STEPS, gd.SGD(lr=0.11), mistake).mistake is None


# ---- a choice


@pytest.mark.parametrize("answer", ["b", "B", " b. ", "(b)", ["b"], ("b",), {"b"}, np.str_("b")])
def test_a_letter_is_right_however_it_is_written(judge, answer):
    assert judge(Choice("b", among="abcd"), answer).ok


@pytest.mark.parametrize("answer", ["ac", "ca", "a, c", "A C", ["a", "c"], {"c", "a"}, "acc"])
def test_several_letters_are_right_in_any_order(judge, answer):
    assert judge(Choice("ac", among="abcd"), answer).ok


@pytest.mark.parametrize("answer", ["e", "", " ", "be", 1, True, b"b", 0.5, print, {}, "ㄱ"])
def test_what_is_no_letter_of_the_choice_is_told_which_there_are(judge, answer):
    result = judge(Choice("b", among="abcd"), answer)
    assert result.mistake == "wrong-form"
    assert result.message == 'Choose among the letters a, b, c, d and write, say, `"a"`.'


def test_a_wrong_letter_is_told_why_where_that_is_known(judge):
    known = Mistake("called-slow", "a", said("It is not slow."))
    assert judge(Choice("b", among="abc"), "A", known).message == "It is not slow."
    assert judge(Choice("b", among="abc"), "c", known).message == "It is not this one."
    assert judge(Choice("ab", among="abc"), "a").message.startswith("Not all of these")


def test_several_letters_where_one_is_asked_for_are_no_choice(judge):
    result = judge(Choice("b", among="abc"), "bc")
    assert (result.mistake, result.message) == ("wrong-form", "Choose only one.")
