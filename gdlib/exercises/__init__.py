"""The checked exercises of the book: each chapter declares its own, and an answer is judged by what
it does.

>>> import gdlib as gd
>>> gd.exercises.check("momentum-1", 0.5)
✗ Not yet. It is too small.

``listeners`` holds functions that are called with every `Result`; what they raise is dropped too,
except a ``KeyboardInterrupt``.
"""

import difflib
from collections import Counter

from gdlib.exercises import (
    adam,
    adamw,
    analytic_gradient,
    choosing,
    decoupled_decay,
    gradient_descent,
    learning_rate,
    momentum,
    numerical_gradient,
    oscillation,
    rmsprop,
    saddle_points,
    sgd,
    source_notes,
    stochasticity,
)
from gdlib.exercises.said import Hint, Result, Said
from gdlib.exercises.watch import Verdict, Watch, require_begun
from gdlib.tables import table
from gdlib.words import word

__all__ = ["Hint", "Result", "check", "get", "hint", "ids", "listeners", "progress"]

CHAPTERS = (  # in the order of the book
    gradient_descent,
    learning_rate,
    numerical_gradient,
    analytic_gradient,
    sgd,
    oscillation,
    saddle_points,
    stochasticity,
    momentum,
    rmsprop,
    adam,
    adamw,
    decoupled_decay,
    choosing,
    source_notes,
)

_EXERCISES = {exercise.id: exercise for chapter in CHAPTERS for exercise in chapter.EXERCISES}
_solved = set()
_hints_given = Counter()
_examining = []

listeners = []

NO_SUCH = Said(
    ko="`{id}`라는 연습 문제는 없다. 혹시 `{near}`일까?",
    en="There is no exercise `{id}`. Is it `{near}`?",
)
UNREADABLE = Said(
    ko="이 답은 읽을 수 없다. 문제에서 말한 꼴로 다시 써 보자.",
    en="This answer cannot be read. Write it in the form that the exercise asks for.",
)
NESTED = Said(
    ko="답 안에서 다시 `check`를 부르고 있다. 밖에서 부르자.",
    en="The answer calls `check` itself. Call it outside.",
)


def ids():
    """The ids of all exercises, in the order of the book."""
    return [*_EXERCISES]


def get(id):
    """The declaration of an exercise, a `declaration.Exercise`; ``KeyError`` if there is none."""
    if not isinstance(id, str) or id not in _EXERCISES:
        raise KeyError(f"id is {id!r}; it must be one of gd.exercises.ids(), such as {_near(id)!r}")
    return _EXERCISES[id]


def check(id, answer):
    """What is right or wrong about an answer: a `Result`, in the language of the page.

    ``answer`` is what the exercise asks for: a number, an array, a function, an optimizer, a
    setting, a letter. Whatever it is, nothing is raised, except a ``KeyboardInterrupt``.
    """
    try:
        result = _examined(id, answer)
    except KeyboardInterrupt:
        raise
    except BaseException:
        name = id if type(id) is str else type(id).__name__
        result = Result(name, False, str(UNREADABLE), "unreadable")
    if result.ok:
        _solved.add(result.id)
    for listener in [*listeners]:
        try:
            listener(result)
        except KeyboardInterrupt:
            raise
        except BaseException:
            continue
    return result


def hint(id):
    """The next hint of an exercise, one step further each time; the last one stays."""
    hints = get(id).hints
    number = _hints_given[id] = min(_hints_given[id] + 1, len(hints))
    return Hint(id, str(hints[number - 1]), number, len(hints))


def progress():
    """A table of what this session has solved, one row a chapter."""
    total = Counter(exercise.chapter for exercise in _EXERCISES.values())
    solved = Counter(_EXERCISES[id].chapter for id in _solved)
    return table(
        chapter=[word(chapter.replace("-", "_")) for chapter in total],
        solved=[f"{solved[chapter]} / {count}" for chapter, count in total.items()],
    )


def _examined(id, answer):
    if not isinstance(id, str) or id not in _EXERCISES:
        return Result(repr(id)[:80], False, NO_SUCH(id=str(id)[:80], near=_near(id)), "no-such-id")
    if _examining:
        return Result(id, False, str(NESTED), "nested")
    exercise, watch = _EXERCISES[id], Watch()
    ok, message, mistake = True, exercise.right, None
    _examining.append(id)
    try:
        with watch.quiet():
            require_begun(answer)
            exercise.checker.examine(answer, exercise.mistakes, watch)
    except Verdict as verdict:
        ok, message, mistake = verdict.ok, verdict.message, verdict.mistake
    finally:
        _examining.clear()
    return Result(id, ok, f"{message} {watch.remark}".rstrip(), mistake)


def _near(id):
    return difflib.get_close_matches(str(id), _EXERCISES, n=1, cutoff=0)[0]
