"""Every exercise of the book: its solution passes, its known mistakes are recognised, its words
stand in both languages, and no nonsense gets more than a kind message."""

import builtins
import re
import runpy
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from answers import (
    BOOK,
    NONSENSE,
    Empty,
    Trap,
    cells,
    checking,
    coroutine,
    endless,
    generator,
    run,
    solved,
    waiting_generator,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import gdlib as gd
from gdlib.exercises.said import Said
from gdlib.words import LANGUAGES

pytestmark = pytest.mark.usefixtures("english")

STYLES = Path(__file__).parent / "styles"
HANGUL = re.compile("[가-힣]")
IDS = gd.exercises.ids()
CHAPTERS = [*dict.fromkeys(gd.exercises.get(id).chapter for id in IDS)]
MISTAKES = [(id, mistake.name) for id in IDS for mistake in gd.exercises.get(id).mistakes]
IMPLEMENTATIONS = [id for id in IDS if gd.exercises.get(id).checker.implementation]
each_exercise = pytest.mark.parametrize("id", IDS)


@cache
def styles():
    """Right answers in other styles, by the exercise's id."""
    tables = (runpy.run_path(str(path))["STYLES"] for path in sorted(STYLES.glob("*.py")))
    return {id: answers for table in tables for id, answers in table.items()}


def test_chapters_stand_in_the_order_of_the_book():
    contents = (BOOK.parent / "_toc.yml").read_text(encoding="utf-8")
    order = re.findall(r"book/en/([\w-]+)", contents)
    assert CHAPTERS == [chapter for chapter in order if chapter in CHAPTERS]


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


@each_exercise
def test_nonsense_gets_a_kind_message(id):
    for kind, answer in NONSENSE.items():
        result = gd.exercises.check(id, answer)
        assert result.ok is False, kind
        assert 10 < len(result.message) < 1000, kind
        assert "Traceback" not in shown(result), kind


def shown(result):
    """Both forms of a result, which must be fit to be stored."""
    both = f"{result!r}{result._repr_html_()}"
    assert both.encode()
    return both


@each_exercise
def test_what_is_not_begun_is_told_so(id):
    for answer in (..., (..., ...), [...], lambda *_, **__: ..., lambda *_, **__: (..., ...)):
        result = gd.exercises.check(id, answer)
        if not callable(answer) or id in IMPLEMENTATIONS:
            assert result.ok is None, result
            assert result.mistake is None


text = st.text(st.characters(), max_size=9)
numbers = st.one_of(
    st.integers(), st.floats(), st.complex_numbers(), st.booleans(), st.none(), text
)
anything = st.recursive(
    st.one_of(
        numbers,
        st.binary(max_size=9),
        hnp.arrays(st.one_of(hnp.scalar_dtypes(), hnp.unicode_string_dtypes()), hnp.array_shapes()),
        st.sampled_from([..., NotImplemented, Trap, np.ma.masked]),
        st.builds(Trap),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(text, inner, max_size=2),
    ),
    max_leaves=6,
)


class Bare(BaseException):
    """An error that is no `Exception` and cannot be told."""

    def __str__(self):
        raise Bare


builtin = [error for error in vars(builtins).values() if isinstance(error, type)]
errors = st.sampled_from(
    [e for e in builtin if issubclass(e, BaseException) and e is not KeyboardInterrupt] + [Bare]
)


def spoil(value):
    """Change whatever can be changed in an argument."""
    for part in value if isinstance(value, tuple | list) else [value]:
        if isinstance(part, np.ndarray):
            part[...] = 7
        elif hasattr(part, "clear"):
            part.clear()


def raising(error, arguments):
    def act(given):
        raise error(*arguments)

    return act


def writing(written):
    return lambda given: print(written, file=sys.stderr if len(written) % 2 else sys.stdout)


def spoiling(given):
    for value in given:
        spoil(value)


def calling(given):
    for value in given:
        if callable(value):
            value(*given)


acts = st.one_of(
    st.builds(writing, text),
    st.builds(raising, errors, st.lists(anything, max_size=2)),
    st.sampled_from([spoiling, calling, checking]),
)
index = st.integers(0, 3)
values = st.one_of(
    anything.map(lambda value: lambda given: value),
    index.map(lambda i: lambda given: given[i % len(given)]),
    st.lists(index, max_size=3).map(
        lambda several: lambda given: tuple(given[i % len(given)] for i in several)
    ),
    st.tuples(index, anything).map(lambda two: lambda given: (given[two[0] % len(given)], two[1])),
    st.floats().map(lambda factor: lambda given: [factor * value for value in given]),
    st.sampled_from([generator, coroutine, waiting_generator, lambda given: endless]),
)
SIGNATURES = [
    "*given", "*given, **settings", "a, *given", "a, b, *given", "a=1, *given", "a, b, /, *given",
    "", "a", "a, b", "a, b, c", "a, b, c, d, e, /", "*, a", "**settings", "*given, a",
]  # fmt: skip


@st.composite
def functions(draw):
    """A function with any signature that acts a few times and returns something."""
    does, value = draw(st.lists(acts, max_size=2)), draw(values)

    def body(given):
        given = [*given.pop("given", ()), *given.pop("settings", {}).values(), *given.values()]
        for act in does:
            act(given)
        return value(given)

    signature = draw(st.one_of(st.just("*given, **settings"), st.sampled_from(SIGNATURES)))
    return eval(f"lambda {signature}: body(locals())", {"body": body})


def method(function):
    return lambda self, *given: function(*given)


classes = st.fixed_dictionaries(
    {}, optional={name: functions().map(method) for name in ("init", "step")} | {"lr": anything}
).map(lambda parts: type("Made", (Empty,), parts))
rules = st.builds(lambda made: lambda **settings: made(), classes)


@given(id=st.sampled_from(IDS), answer=anything)
def test_whatever_the_answer_nothing_is_raised(id, answer):
    result = gd.exercises.check(id, answer)
    assert result.ok in (True, False, None)
    assert 10 < len(result.message) < 1000
    assert shown(result)


@settings(max_examples=500)
@given(id=st.sampled_from(IMPLEMENTATIONS), answer=st.one_of(functions(), classes, rules))
def test_whatever_a_function_does_nothing_is_raised(id, answer):
    result = gd.exercises.check(id, answer)
    assert result.ok in (False, None)
    assert 10 < len(result.message) < 1000
    assert shown(result)


@each_exercise
def test_an_interrupt_passes(id):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    if id in IMPLEMENTATIONS:
        with pytest.raises(KeyboardInterrupt):
            gd.exercises.check(id, interrupted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_solutions_need_nothing_but_the_set_up_and_are_the_same_everywhere(chapter, language):
    assert cells(chapter, "solution", language) == cells(chapter, "solution")
