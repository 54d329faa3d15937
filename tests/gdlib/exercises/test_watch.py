"""Running what a reader wrote, and showing values of any kind in a few characters."""

import linecache
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gd
from gdlib.exercises import watch
from gdlib.exercises.watch import Verdict, Watch, require_begun, shown

pytestmark = pytest.mark.usefixtures("english")


def test_a_call_gives_what_the_function_returns():
    assert Watch().call(lambda x, n: x * n, ("x", "n"), 3, 2) == 6
    assert Watch().call(lambda *, lr: lr, (), lr=0.5) == 0.5


def test_a_call_hands_over_copies():
    x, parts = np.ones(2), [np.ones(2), {"v": np.ones(2)}]
    given = Watch().call(lambda x, parts: (x, parts), ("x", "parts"), x, parts)
    given[0][:], given[1][0][:], given[1][1]["v"][:] = 5, 5, 5
    assert x.tolist() == parts[0].tolist() == parts[1]["v"].tolist() == [1, 1]


def test_functions_are_handed_over_as_they_are():
    for function in (np.sum, gd.SGD().step, lambda x: x, gd.SGD):
        assert Watch().call(lambda f: f, ("f",), function) is function


def test_what_cannot_be_copied_is_handed_over_all_the_same():
    class Single:
        def __deepcopy__(self, memo):
            raise TypeError

    single = Single()
    assert Watch().call(lambda x: x, ("x",), single) is single


def set_first(x):
    x[0] = 7


@pytest.mark.parametrize(
    ("given", "change"),
    [
        (np.ones(2), set_first),
        ([1, 2], set_first),
        ([1, 2], list.clear),
        ({"v": 1}, dict.clear),
        ({"v": np.ones(2)}, lambda state: set_first(state["v"])),
        ((np.ones(2),), lambda state: set_first(state[0])),
        (SimpleNamespace(v=np.ones(2)), lambda state: set_first(state.v)),
        (SimpleNamespace(t=1), lambda state: setattr(state, "t", 2)),
        (SimpleNamespace(t=1), lambda state: setattr(state, "t", [1])),
        (np.array([1.0, np.nan]), set_first),
    ],
)
def test_a_call_that_changes_what_it_is_given_is_told_so(given, change):
    def answer(x):
        change(x)
        return 1.0

    with pytest.raises(Verdict) as error:
        Watch().call(answer, ("x",), given)
    assert error.value.mistake == "changed-in-place"


def test_a_call_that_changes_nothing_passes_whatever_it_is_given():
    state = [np.array([np.nan]), {"t": np.nan, "s": "text"}, SimpleNamespace(v=(1, None)), print]
    assert Watch().call(lambda x: 1.0, ("x",), state) == 1.0


def test_time_adds_up_over_the_calls_of_a_watch(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(watch, "perf_counter", lambda: next(clock) * 0.4)
    watching = Watch()
    for _ in range(7):
        watching.call(lambda: 1, ())
    with pytest.raises(Verdict, match="takes 0.4 s") as error:
        watching.call(lambda: 1, ())
    assert error.value.mistake == "slow"


def test_one_long_call_is_enough(monkeypatch):
    clock = iter([0.0, 1.2])
    monkeypatch.setattr(watch, "perf_counter", lambda: next(clock))
    with pytest.raises(Verdict, match="takes 1.2 s"):
        Watch().call(lambda: 1, ())


def test_only_what_is_written_is_remarked_on():
    watching = Watch()
    with watching.quiet():
        pass
    assert watching.remark == ""
    with watching.quiet():
        print("\n \n")
    assert watching.remark == ""
    with watching.quiet():
        print("  first ", end="")
        warnings.warn("not this", stacklevel=1)
        print("line" * 50)
        print("second")
    assert watching.remark.startswith("(It also prints something: `first lineline")
    assert len(watching.remark) < 100


class Silent(Exception):
    def __str__(self):
        raise ValueError


def raising(error, file):
    """A function that raises, with its one line of code in a file of this name."""
    code = "def answer():\n    raise error\n"
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    scope = {"error": error}
    exec(compile(code, file, "exec"), scope)
    return scope["answer"]


def told(function):
    with pytest.raises(Verdict) as error:
        Watch().call(function, ())
    return error.value.message


@pytest.mark.parametrize("file", ["<cell>", "/home/reader/gdlib-answers/mine.py", "C:\\mine.py"])
def test_the_readers_code_may_lie_anywhere(file):
    message = told(raising(ValueError("no"), file))
    assert message == "Your answer stopped at line 2, `raise error`, with ValueError: no"


@pytest.mark.parametrize("module", [gd, np, linecache, watch])
def test_code_of_the_library_or_installed_is_not_told_as_the_readers(module):
    message = told(raising(ValueError("no"), module.__file__))
    assert message == "Your answer stopped with ValueError: no"


def test_a_folder_that_begins_as_the_library_is_called_is_the_readers():
    beside = str(watch.Path(gd.__file__).parent) + "-exercises/mine.py"
    assert "line 2, `raise error`" in told(raising(ValueError("no"), beside))


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ValueError(), "Your answer stopped with ValueError"),
        (KeyError("lr"), "Your answer stopped with KeyError: 'lr'"),
        (Silent(), "Your answer stopped with Silent"),
        (SystemExit(3), "Your answer stopped with SystemExit: 3"),
        (ExceptionGroup("two", [ValueError()]), "Your answer stopped with ExceptionGroup: two"),
    ],
)
def test_any_error_has_its_name_and_its_words_if_it_has_any(error, message):
    assert told(raising(error, np.__file__)).startswith(message)


def test_integers_that_cannot_hold_a_result_are_told_so():
    def answer():
        whole = np.array([3, -5])
        whole -= 0.1 * whole

    message = told(answer)
    assert "with UFuncTypeError: " in message
    assert message.endswith("Convert it first: `x.astype(float)`.")


@pytest.mark.parametrize("answer", [..., (1, ...), [...]])
def test_dots_are_not_begun(answer):
    with pytest.raises(Verdict) as error:
        require_begun(answer)
    assert (error.value.ok, error.value.mistake) == (None, None)


@pytest.mark.parametrize("answer", [0, "", (), [], np.array(...), {"x": ...}])
def test_what_holds_something_is_begun(answer):
    require_begun(answer)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.23456789, "1.235"), (np.float32(0.1), "0.1"), (123456, "123456"), (np.int8(5), "5"),
        (1e-20, "1e-20"), (np.nan, "nan"), (True, "True"), ("a b", "'a b'"), (None, "NoneType"),
        (np.array([1, 2.5]), "[1, 2.5]"), (np.array(2.0), "2"), (np.zeros((3, 7)), "3×7 ndarray"),
        (np.array(["a"]), "ndarray"), ((1, 2.0), "(1, 2)"), ([], "[]"), ({}, "{}"),
        ((1, [2, "x"]), "(1, (2, 'x'))"), ([1, 2, 3, 4, 5], "(1, 2, 3, 4, …)"),
        ({"lr": 0.1}, "lr=0.1"), (dict.fromkeys("abcde", 1), "a=1, b=1, c=1, d=1, …"),
        (halve := lambda x: x, "<lambda>"), (int, "type"), (gd.SGD(), "SGD"), (1j, "complex"),
    ],
)  # fmt: skip
def test_a_value_is_shown_in_a_few_characters(value, text):
    assert shown(value) == text


@given(
    st.recursive(
        st.one_of(st.integers(-(10**99), 10**99), st.floats(), st.text(), st.binary()),
        lambda inner: st.one_of(
            st.lists(inner), st.tuples(inner, inner), st.dictionaries(st.text(), inner)
        ),
    )
)
def test_no_value_is_shown_in_many_characters(value):
    assert len(shown(value)) <= 120
    assert "\n" not in shown(value)
