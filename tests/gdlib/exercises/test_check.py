"""What `check`, `hint`, `get`, `ids`, `progress` and `listeners` do, whatever the exercise."""

import warnings

import numpy as np
import pytest

import gdlib as gd
from gdlib.exercises.checkers import Function, Number
from gdlib.exercises.declaration import Mistake
from gdlib.exercises.said import Said

IDS = gd.exercises.ids()
DOUBLE = Function(lambda x: 2 * x, lambda rng: [(3.0,), (rng.normal(),)], names=("x",))


@pytest.fixture
def listeners(monkeypatch):
    monkeypatch.setattr(gd.exercises, "listeners", [])
    return gd.exercises.listeners


def test_a_right_answer_is_told_why_it_is_right(judge):
    result = judge(Number(0.5), 0.5)
    assert (result.id, result.ok, result.mistake) == ("trial-1", True, None)
    assert result.message == "Why it is right."


def test_a_wrong_answer_is_told_which_mistake_it_is(judge):
    half = Mistake("half", 0.25, Said(ko="절반이다.", en="It is a half."))
    result = judge(Number(0.5), 0.25, half)
    assert (result.ok, result.mistake, result.message) == (False, "half", "It is a half.")


def test_an_answer_not_begun_is_neither_right_nor_wrong(judge):
    for answer in (..., (..., 2), [...]):
        result = judge(Number(0.5), answer)
        assert (result.ok, result.mistake) == (None, None)
        assert "in the place of `...`" in result.message


def test_none_is_a_forgotten_value(judge):
    result = judge(Number(0.5), None)
    assert (result.ok, result.mistake) == (False, "none")


def test_words_are_those_of_the_page(judge):
    gd.set_language("ko")
    assert repr(judge(Number(0.5), 0.5)) == "✓ 맞다. 맞는 까닭."
    assert repr(judge(Number(0.5), 0.9)) == "✗ 아직 아니다. 너무 크다."


@pytest.mark.parametrize(
    "error", [SystemExit, GeneratorExit, BaseException, MemoryError, RecursionError, StopIteration]
)
def test_nothing_that_an_answer_raises_comes_out(judge, error):
    def answer(x):
        raise error("no more")

    result = judge(DOUBLE, answer)
    assert result.ok is False
    assert error.__name__ in result.message


def test_an_interrupt_comes_out_and_leaves_the_next_check_as_it_was(judge):
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(DOUBLE, interrupted)
    assert judge(DOUBLE, lambda x: x + x).ok


def test_a_verdict_of_ours_that_an_answer_raises_is_an_error_as_any_other(judge):
    from gdlib.exercises.watch import Verdict

    def answer(x):
        raise Verdict("solved", ok=True)

    result = judge(DOUBLE, answer)
    assert result.ok is False
    assert "Verdict: solved" in result.message


def test_what_cannot_be_read_at_all_is_told_so(judge):
    class Unreadable:
        def __array__(self, *_, **__):
            raise SystemExit

    result = judge(Number(0.5), Unreadable())
    assert (result.ok, result.mistake) == (False, "unreadable")
    assert "cannot be read" in result.message


def test_nothing_that_an_answer_writes_or_warns_of_reaches_the_page(judge, capfd):
    def answer(x):
        print("inside")
        warnings.warn("a warning", stacklevel=1)
        np.log(np.zeros(1))
        return 2 * x

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = judge(DOUBLE, answer)
    assert result.ok
    assert capfd.readouterr() == ("", "")


def test_an_answer_that_prints_is_told_so_whether_right_or_wrong(judge):
    def prints(factor):
        def answer(x):
            print("\n  x is", x, "\nand more")
            return factor * x

        return answer

    for factor in (2, 3):
        message = judge(DOUBLE, prints(factor)).message
        assert message.endswith("(It also prints something: `x is 3.0`)")


@pytest.mark.parametrize(("id", "near"), [("momentum-22", "momentum-2"), ("adam5", "adam-5")])
def test_an_unknown_id_is_told_with_the_nearest_there_is(english, id, near):
    result = gd.exercises.check(id, 1.0)
    assert (result.ok, result.mistake, result.id) == (False, "no-such-id", repr(id))
    assert result.message == f"There is no exercise `{id}`. Is it `{near}`?"


class Unshowable:
    def __repr__(self):
        raise SystemExit


@pytest.mark.parametrize("id", [None, 3, [], np.zeros(3), "x" * 100_000, "\ud800", Unshowable()])
def test_an_id_of_any_type_is_answered(id):
    result = gd.exercises.check(id, 1.0)
    assert result.ok is False
    assert len(result.id) <= 100
    assert f"{result!r}{result._repr_html_()}".encode()


def test_get_gives_the_declaration_and_names_the_nearest_for_an_unknown_id():
    assert [gd.exercises.get(id).id for id in IDS] == IDS
    with pytest.raises(KeyError, match="id is 'momentum-22'; .* such as 'momentum-2'"):
        gd.exercises.get("momentum-22")
    with pytest.raises(KeyError, match="id is None"):
        gd.exercises.get(None)


def test_ids_is_a_list_of_ones_own():
    gd.exercises.ids().clear()
    assert gd.exercises.ids() == IDS


def test_a_check_inside_an_answer_is_told_so(judge):
    inner = []

    def answer(x):
        inner.append(gd.exercises.check("trial-1", 6.0))
        return 2 * x

    assert judge(DOUBLE, answer).ok
    assert {(result.ok, result.mistake) for result in inner} == {(False, "nested")}
    assert "calls `check` itself" in inner[0].message
    assert judge(DOUBLE, lambda x: 2 * x).ok, "the next one stands outside again"


def test_listeners_hear_every_result_in_turn(judge, listeners):
    heard = []
    listeners += [lambda heard_now: heard.append((1, heard_now))]
    listeners += [lambda heard_now: heard.append((2, heard_now))]
    results = [judge(Number(0.5), answer) for answer in (0.5, 0.9, ...)]
    assert heard == [(number, result) for result in results for number in (1, 2)]


@pytest.mark.parametrize("error", [ValueError, SystemExit, GeneratorExit])
def test_what_a_listener_raises_is_dropped(judge, listeners, error):
    def fails(result):
        raise error

    heard = []
    listeners += [fails, heard.append]
    assert judge(Number(0.5), 0.5).ok
    assert len(heard) == 1


def test_an_interrupt_of_a_listener_comes_out(judge, listeners):
    def interrupted(result):
        raise KeyboardInterrupt

    listeners.append(interrupted)
    with pytest.raises(KeyboardInterrupt):
        judge(Number(0.5), 0.5)


def test_a_listener_may_take_itself_off(judge, listeners):
    heard = []

    def once(result):
        heard.append("once")
        listeners.remove(once)

    listeners += [once, lambda result: heard.append("always")]
    for _ in range(2):
        judge(Number(0.5), 0.5)
    assert heard == ["once", "always", "always"]


def test_hints_go_on_one_by_one_and_the_last_stays(judge, monkeypatch):
    judge(Number(0.5), ...)
    hints = [gd.exercises.hint("trial-1") for _ in range(3)]
    assert [(hint.number, hint.count, hint.message) for hint in hints] == [
        (1, 2, "One."), (2, 2, "Two."), (2, 2, "Two."),
    ]  # fmt: skip
    assert repr(hints[0]) == "Hint 1 of 2. One."
    monkeypatch.delitem(gd.exercises._hints_given, "trial-1")


def test_a_hint_for_no_exercise_is_an_error_that_names_the_nearest():
    with pytest.raises(KeyError, match="'momentum-2'"):
        gd.exercises.hint("momentum-22")


@pytest.mark.parametrize(
    ("language", "chapter", "solved"), [("en", "momentum", "solved"), ("ko", "모멘텀", "푼 문제")]
)
def test_progress_counts_what_was_solved_chapter_by_chapter(monkeypatch, language, chapter, solved):
    monkeypatch.setattr(gd.exercises, "_solved", set())
    gd.set_language(language)
    for answer in ("a", ..., "b", "b", "a"):
        gd.exercises.check("momentum-6", answer)
    for answer in (..., 0.5, None):
        gd.exercises.check("momentum-1", answer)
    table = gd.exercises.progress()
    gd.set_language(None)
    count = sum(id.startswith("momentum-") for id in IDS)
    assert [chapter, f"1 / {count}"] in table.rows
    assert sum(cell.startswith("0 /") for _, cell in table.rows) == len(table.rows) - 1
    assert sum(int(cell.partition("/")[2]) for _, cell in table.rows) == len(IDS)
    assert solved in repr(table)
