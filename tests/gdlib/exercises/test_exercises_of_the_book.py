"""Every exercise of the book: its solution passes, its known mistakes are recognised, its words
stand in both languages, and no nonsense gets more than a kind message."""

import re
import runpy
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import gdlib as gd
from gdlib.exercises.said import Said
from gdlib.words import LANGUAGES

pytestmark = pytest.mark.usefixtures("english")

BOOK = Path(gd.__file__).parents[1] / "book"
STYLES = Path(__file__).parent / "styles"
HANGUL = re.compile("[가-힣]")
IDS = gd.exercises.ids()
CHAPTERS = [*dict.fromkeys(gd.exercises.get(id).chapter for id in IDS)]
MISTAKES = [(id, mistake.name) for id in IDS for mistake in gd.exercises.get(id).mistakes]
IMPLEMENTATIONS = [id for id in IDS if gd.exercises.get(id).checker.implementation]
each_exercise = pytest.mark.parametrize("id", IDS)


def cells(chapter, tag, language="en"):
    """The code of a chapter's cells with a tag, in order."""
    notebook = nbformat.read(BOOK / language / f"{chapter}.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def run(cell):
    """The id, the answer and the result of the check that ends a cell, after the set-up alone."""
    checks = []

    class Recording:
        @staticmethod
        def check(id, answer):
            checks.append((id, answer, gd.exercises.check(id, answer)))

        def __getattr__(self, name):
            return getattr(gd, name)

    Recording.exercises = Recording
    exec(compile(cell, "<cell>", "exec"), {"np": np, "gd": Recording()})
    assert len(checks) == 1, f"one check ends the cell:\n{cell}"
    return checks[0]


@cache
def solved(chapter):
    return [run(cell) for cell in cells(chapter, "solution")]


@cache
def styles():
    """Right answers in other styles, by the exercise's id."""
    tables = (runpy.run_path(str(path))["STYLES"] for path in sorted(STYLES.glob("*.py")))
    return {id: answers for table in tables for id, answers in table.items()}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_asks_and_solves_each_of_its_exercises_in_order(chapter):
    declared = [id for id in IDS if gd.exercises.get(id).chapter == chapter]
    assert declared == [f"{chapter}-{number}" for number in range(1, len(declared) + 1)]
    assert 4 <= len(declared) <= 6
    asked = [run(cell) for cell in cells(chapter, "exercise")]
    assert [id for id, _, _ in asked] == declared
    assert [(id, result.ok) for id, _, result in asked] == [(id, None) for id in declared]
    assert [(id, result.ok) for id, _, result in solved(chapter)] == [(id, True) for id in declared]


@pytest.mark.parametrize(("id", "name"), MISTAKES)
def test_a_known_mistake_is_recognised_as_itself(id, name):
    mistake = next(m for m in gd.exercises.get(id).mistakes if m.name == name)
    result = gd.exercises.check(id, mistake.wrong)
    assert result.ok is False, result
    assert name in (result.mistake or "").split(" or "), result
    assert str(mistake.says) in result.message


@pytest.mark.parametrize("id", IMPLEMENTATIONS)
def test_a_right_answer_in_another_style_passes(id):
    answers = styles().get(id, [])
    assert len(answers) >= 3, f"tests/gdlib/exercises/styles has {len(answers)} answers to {id}"
    for answer in answers:
        result = gd.exercises.check(id, answer)
        assert result.ok, f"{answer.__name__}: {result}"


def test_styles_are_those_of_implementations():
    assert sorted(styles()) == sorted(IMPLEMENTATIONS)


def said(thing):
    """Every text that a declaration holds."""
    if isinstance(thing, Said):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from said(part)
    elif hasattr(thing, "__dataclass_fields__"):
        yield from said([getattr(thing, name) for name in thing.__dataclass_fields__])


@each_exercise
def test_every_word_stands_in_both_languages(id):
    exercise = gd.exercises.get(id)
    assert len(exercise.hints) >= 2
    texts = [*said(exercise)]
    assert len(texts) >= 1 + len(exercise.hints) + len(exercise.mistakes)
    for text in texts:
        assert HANGUL.search(text.ko), text
        assert not HANGUL.search(text.en), text
        for words in (text.ko, text.en):
            assert words == words.strip()
            assert words.count("`") % 2 == 0, words
            assert not re.search(r"\$|\\", words), f"plain text, no formula markup: {words}"
        assert re.findall(r"\{(\w+)", text.ko) == re.findall(r"\{(\w+)", text.en)


@each_exercise
def test_no_text_gives_away_that_it_is_the_same_in_both_languages(id):
    for text in said(gd.exercises.get(id)):
        assert text.ko != text.en


@each_exercise
def test_hints_go_one_step_further_and_end(id):
    count = len(gd.exercises.get(id).hints)
    numbers = [gd.exercises.hint(id).number for _ in range(count + 2)]
    assert numbers[-3:] == [count] * 3


class Trap:
    """An object that raises wherever it is touched."""

    def __getattribute__(self, name):
        raise SystemExit(name)

    def __array__(self, *_, **__):
        raise RuntimeError

    def __repr__(self):
        raise GeneratorExit

    def __bool__(self):
        raise ValueError

    def __eq__(self, other):
        raise OverflowError

    def __len__(self):
        raise MemoryError

    def __float__(self):
        raise RecursionError

    __hash__ = None


class Callable:
    def __call__(self, *_, **__):
        raise SystemExit(3)


def endless(*_):
    return endless(*_)


def generator(*_):
    yield 1.0


async def coroutine(*_):
    return 1.0


NONSENSE = {
    "None": None, "text": "abc", "empty text": "", "bytes": b"1", "NaN": np.nan,
    "infinity": -np.inf, "huge": 10**400, "huge text": "9" * 100_000,
    "a large array": np.zeros(1_000_000), "wrong shape": np.ones((2, 3, 4)), "empty": [],
    "ragged": [[1], [2, 3]], "complex": 1 + 2j, "NaNs": np.full(2, np.nan),
    "objects": np.array([None, "a"], dtype=object), "True": True,
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"), "a dict": {"lr": 0.1},
    "a set": {1, 2}, "a class": int, "a class of ours": gd.Lab, "an optimizer": gd.SGD(),
    "a module": np, "a range": range(3), "an iterator": iter([1, 2]), "a generator": generator(),
    "slice": slice(3), "an exception": ValueError("x"), "a trap": Trap(),
    "a class that traps": Trap, "an array settings optimizer": gd.SGD(lr=[0.1, 0.2]),
    "a type": type, "a ufunc": np.add, "no arguments": lambda: 1.0, "raises": lambda *_: 1 / 0,
    "exits": Callable(), "returns text": lambda *_: "abc", "returns a trap": lambda *_: Trap(),
    "endless": endless, "returns itself": lambda *a: endless, "returns NaN": lambda *_: np.nan,
    "generator": generator, "returns too much": lambda *_: (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "coroutine": coroutine, "returns None": lambda *_: None, "a print": print,
    "a nested list": [[[[1.0]]]], "returns its arguments": lambda *a: a,
    "checks": lambda *a: gd.exercises.check("x", a), "masked": np.ma.masked,
    "notimplemented": NotImplemented, "a string array": np.array(["a"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", NONSENSE)
@each_exercise
def test_nonsense_gets_a_kind_message(id, kind):
    result = gd.exercises.check(id, NONSENSE[kind])
    assert result.ok is False
    assert len(result.message) > 10
    assert "Traceback" not in f"{result!r}{result._repr_html_()}"


@each_exercise
def test_what_is_not_begun_is_told_so(id):
    for answer in (..., (..., ...), [...], lambda *_, **__: ..., lambda *_, **__: (..., ...)):
        result = gd.exercises.check(id, answer)
        if not callable(answer) or id in IMPLEMENTATIONS:
            assert result.ok is None, result
            assert result.mistake is None


numbers = st.one_of(
    st.integers(), st.floats(), st.complex_numbers(), st.booleans(), st.none(), st.text(max_size=9)
)
anything = st.recursive(
    st.one_of(
        numbers,
        st.binary(max_size=9),
        hnp.arrays(st.one_of(hnp.scalar_dtypes(), hnp.unicode_string_dtypes()), hnp.array_shapes()),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=3), inner, max_size=2),
        st.builds(lambda value: lambda *_, **__: value, inner),
    ),
    max_leaves=6,
)


@given(id=st.sampled_from(IDS), answer=anything)
def test_whatever_the_answer_nothing_is_raised(id, answer):
    result = gd.exercises.check(id, answer)
    assert result.ok in (True, False, None)
    assert result.message
    assert result._repr_html_().startswith("<div")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_solutions_need_nothing_but_the_set_up_and_are_the_same_everywhere(chapter, language):
    assert cells(chapter, "solution", language) == cells(chapter, "solution")
