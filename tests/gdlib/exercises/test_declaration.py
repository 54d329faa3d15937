"""What a chapter declares, and the errors of a declaration that cannot be meant."""

import pytest

from gdlib.exercises.checkers import Number
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.exercises.slips import SLIPS

TEXT = Said(ko="가", en="a")


def exercise(*mistakes, id="decoupled-decay-3", hints=(TEXT, TEXT)):
    return Exercise(id, Number(1), right=TEXT, hints=hints, mistakes=mistakes)


@pytest.mark.parametrize("name", SLIPS)
def test_a_mistake_that_is_made_everywhere_brings_its_words(name):
    assert Mistake(name, 1).says is SLIPS[name]


def test_a_chapter_may_say_it_in_its_own_words():
    assert Mistake("sign", 1, TEXT).says is TEXT


def test_any_other_mistake_needs_words():
    with pytest.raises(ValueError, match="says is None for 'signs'; only sign, .* have their"):
        Mistake("signs", 1)


def test_a_name_stands_once():
    with pytest.raises(ValueError, match=r"mistakes has the names \['sign', 'sign'\]"):
        exercise(Mistake("sign", 1), Mistake("sign", 2))


def test_an_exercise_knows_its_chapter():
    assert exercise().chapter == "decoupled-decay"


def test_hints_and_mistakes_may_come_as_lists_and_cannot_be_changed():
    made = exercise(Mistake("sign", 1), hints=[TEXT])
    assert made.hints == (TEXT,)
    assert isinstance(made.mistakes, tuple)
    with pytest.raises(AttributeError):
        made.hints = ()


def test_what_is_shown_of_a_declaration_gives_no_answer_away():
    shown = repr(exercise(Mistake("sign", 4321)))
    assert "decoupled-decay-3" in shown
    assert "4321" not in shown
    assert "Number" not in shown
