"""Answers to the exercises of the book: those of its notebooks, and what is no answer at all."""

from functools import cache
from pathlib import Path

import nbformat
import numpy as np

import gdlib as gd

BOOK = Path(gd.__file__).parents[1] / "book"


@cache
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
    """What `run` finds in each solution of a chapter."""
    return [run(cell) for cell in cells(chapter, "solution")]


def solution(id):
    """The answer that solves an exercise."""
    return next(answer for solved_id, answer, _ in solved(gd.exercises.get(id).chapter)
                if solved_id == id)  # fmt: skip


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


class Exiting:
    def __call__(self, *_, **__):
        raise SystemExit(3)


def endless(*_, **__):
    return endless()


def generator(*_, **__):
    yield 1.0


async def coroutine(*_, **__):
    return 1.0


async def waiting_generator(*_, **__):
    yield 1.0


def checking(*_, **__):
    return gd.exercises.check(gd.exercises.ids()[0], 1.0)


class Empty:
    def __init__(self, *_, **__):
        pass


class Chaotic(Empty):
    """An optimizer in form alone."""

    def init(self, x):
        return Trap()

    def step(self, x, g, state):
        return g[:1], x


NONSENSE = {
    "None": None, "text": "abc", "empty text": "", "bytes": b"1", "NaN": np.nan,
    "infinity": -np.inf, "huge": 10**400, "larger than can be shown": 10**5000,
    "huge text": "9" * 100_000, "half a character": "\ud800", "a large array": np.zeros(1_000_000),
    "a long list": [0.0] * 1_000_000, "a large dict": dict.fromkeys(range(10_000)),
    "wrong shape": np.ones((2, 3, 4)), "empty": [],
    "ragged": [[1], [2, 3]], "complex": 1 + 2j, "NaNs": np.full(2, np.nan),
    "objects": np.array([None, "a"], dtype=object), "True": True,
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"), "a dict": {"lr": 0.1},
    "a set": {1, 2}, "a class": int, "a class of ours": gd.Lab, "an optimizer": gd.SGD(),
    "a module": np, "a range": range(3), "an iterator": iter([1, 2]), "a generator": generator(),
    "slice": slice(3), "an exception": ValueError("x"), "a trap": Trap(),
    "a class that traps": Trap, "an array settings optimizer": gd.SGD(lr=[0.1, 0.2]),
    "a type": type, "a ufunc": np.add, "no arguments": lambda: 1.0, "raises": lambda *_: 1 / 0,
    "exits": Exiting(), "returns text": lambda *_: "abc", "returns a trap": lambda *_: Trap(),
    "endless": endless, "returns itself": lambda *a: endless, "returns NaN": lambda *_: np.nan,
    "generator": generator, "returns too much": lambda *_: (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "coroutine": coroutine, "waiting generator": waiting_generator, "returns None": lambda *_: None,
    "a print": print, "a nested list": [[[[1.0]]]], "returns its arguments": lambda *a: a,
    "checks": checking, "masked": np.ma.masked, "notimplemented": NotImplemented,
    "a string array": np.array(["a"]), "an empty class": Empty, "a chaotic optimizer": Chaotic,
}  # fmt: skip
