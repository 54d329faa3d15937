"""An exercise that is declared for one test."""

import pytest

import gdlib as gd
from gdlib.exercises.declaration import Exercise
from gdlib.exercises.said import Said


@pytest.fixture
def judge(monkeypatch, english):
    """What `check` finds in an answer: ``judge(checker, answer, *mistakes)``."""
    monkeypatch.setattr(gd.exercises, "_solved", set())

    def judge(checker, answer, *mistakes):
        exercise = Exercise(
            "trial-1",
            checker,
            right=Said(ko="맞는 까닭.", en="Why it is right."),
            hints=(Said(ko="하나.", en="One."), Said(ko="둘.", en="Two.")),
            mistakes=mistakes,
        )
        monkeypatch.setitem(gd.exercises._EXERCISES, exercise.id, exercise)
        return gd.exercises.check(exercise.id, answer)

    return judge
