"""Runs what a reader wrote, and sees what it does besides answering."""

import copy
import inspect
import io
import linecache
import os
import re
import sysconfig
import types
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from numbers import Number
from pathlib import Path
from time import perf_counter

import numpy as np

from gdlib.exercises.said import Said
from gdlib.exercises.slips import SLIPS

__all__ = ["Verdict", "Watch", "copied", "require_begun", "shown"]

CALL_SECONDS, ALL_SECONDS = 1.0, 3.0
NOT_THEIRS = (
    "<frozen",
    str(Path(__file__).parents[1]) + os.sep,
    *(sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")),
)

NOT_BEGUN = Said(
    ko="`...` 자리에 답을 쓰고 셀을 다시 실행하자.",
    en="Write your answer in the place of `...` and run the cell again.",
)
NONE = Said(
    ko="답이 None이다. 값을 넣는 것을 잊었을까?",
    en="The answer is None. Was the value forgotten?",
)
RETURNS_NONE = Said(
    ko="함수가 None을 돌려준다. `return`으로 끝날까? 반복문이나 `if` 안에만 있지는 않을까?",
    en="The function returns None. Does it end with a `return`, outside of every loop and `if`?",
)
GENERATOR = Said(
    ko="함수가 값 대신 제너레이터나 코루틴을 돌려준다. `yield`나 `async` 없이 `return`으로 "
    "돌려주자.",
    en="The function gives a generator or a coroutine instead of values: use `return`, without "
    "`yield` or `async`.",
)
RAISED = Said(ko="답을 실행하다 멈췄다: {error}", en="Your answer stopped with {error}")
RAISED_AT = Said(
    ko="답을 실행하다 {line}번째 줄 `{code}`에서 멈췄다: {error}",
    en="Your answer stopped at line {line}, `{code}`, with {error}",
)
INTEGERS = Said(
    ko="정수 배열은 소수를 담지 못한다. 먼저 실수로 바꾸자: `x.astype(float)`.",
    en="An array of integers cannot hold fractions. Convert it first: `x.astype(float)`.",
)
ARGUMENTS = Said(
    ko="함수가 받아야 할 인수는 {count}개, 차례로 {names}이다.",
    en="The function is called with {count} arguments, in this order: {names}.",
)
SLOW = Said(
    ko="답을 한 번 부르는 데 {seconds:.1f}초가 걸린다. 훨씬 적은 계산으로 된다. 기다리게 하는 "
    "줄이 있을까?",
    en="The answer takes {seconds:.1f} s. Far less work will do. Is there a line that waits?",
)
PRINTS = Said(
    ko="(답이 무언가를 출력하기도 한다: `{text}`)",
    en="(It also prints something: `{text}`)",
)


class Verdict(Exception):
    """What ends an examination before all of it is passed: the message, and the mistake's name."""

    def __init__(self, message, mistake=None, ok=False):
        super().__init__(str(message))
        self.message, self.mistake, self.ok = str(message), mistake, ok


class Watch:
    """Calls functions of the reader, and holds what they write."""

    def __init__(self):
        self._out, self._spent = io.StringIO(), 0.0

    @property
    def remark(self):
        """What to add to a message if something was written: its first line."""
        lines = (line.strip() for line in self._out.getvalue().splitlines())
        printed = _short(next(filter(None, lines), ""), 60)
        return PRINTS(text=printed) if printed else ""

    @contextmanager
    def quiet(self):
        """Nothing written or warned of inside reaches the reader's page."""
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            redirect_stdout(self._out),
            redirect_stderr(self._out),
        ):
            warnings.simplefilter("ignore")
            yield

    def call(self, function, names, *given, **settings):
        """What ``function`` returns for copies of what is given.

        Raises `Verdict` if it cannot be called so, stops, takes long, changes what it was given,
        or returns nothing.
        """
        self._fits(function, names, given, settings)
        given = [copied(value) for value in given]
        before = [copied(value) for value in given]
        start = perf_counter()
        try:
            value = function(*given, **settings)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise Verdict(_told(error)) from None
        took = perf_counter() - start
        self._spent += took
        if value is None:
            raise Verdict(RETURNS_NONE, "returns-none")
        if inspect.iscoroutine(value):
            value.close()  # or Python warns that nothing awaited it
        if inspect.iscoroutine(value) or inspect.isgenerator(value) or inspect.isasyncgen(value):
            raise Verdict(GENERATOR, "returns-generator")
        require_begun(value)
        if took > CALL_SECONDS or self._spent > ALL_SECONDS:
            raise Verdict(SLOW(seconds=took), "slow")
        if not all(map(_same, given, before)):
            raise Verdict(SLIPS["changed-in-place"], "changed-in-place")
        return value

    def _fits(self, function, names, given, settings):
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return
        try:
            signature.bind(*given, **settings)
        except TypeError:
            names = [*names, *(f"{name}=" for name in settings)]
            told = ", ".join(f"`{name}`" for name in names)
            raise Verdict(ARGUMENTS(count=len(names), names=told), "arguments") from None


def require_begun(answer):
    """Raise the `Verdict` "not begun" for ``...`` or a few values of which one is ``...``."""
    parts = answer if type(answer) in (tuple, list) else (answer,)
    if any(part is ... for part in parts):
        raise Verdict(NOT_BEGUN, ok=None)
    if answer is None:
        raise Verdict(NONE, "none")


def copied(value):
    """A copy to be changed without harm; a function, and what cannot be copied, as it is."""
    if callable(value):
        return value
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def shown(value, digits=4):
    """A value in a few characters, whatever it is, its numbers with so many ``digits``."""
    if isinstance(value, types.FunctionType):
        return value.__name__
    if isinstance(value, bool | np.bool_) or isinstance(value, str):
        return _short(repr(value))
    if isinstance(value, float | np.floating):
        return f"{value:.{digits}g}"
    if isinstance(value, int | np.integer):
        return _short(str(value))
    if isinstance(value, tuple | list | dict) and not value:
        return repr(value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        if value.size <= 12:
            short = {"all": lambda number: f"{number:.{digits}g}"}
            return " ".join(np.array2string(value, separator=", ", formatter=short).split())
        return f"{'×'.join(map(str, value.shape))} {type(value).__name__}"
    if isinstance(value, tuple | list):
        return _short(f"({', '.join(map(shown, value[:4]))}{', …' * (len(value) > 4)})", 120)
    if isinstance(value, dict):
        first = [f"{name}={shown(part)}" for name, part in [*value.items()][:4]]
        return _short(f"{', '.join(first)}{', …' * (len(value) > 4)}", 120)
    return type(value).__name__


def _short(text, most=80):
    text = " ".join(str(text).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _same(value, before):
    if value is before:
        return True
    if type(value) is not type(before):
        return False
    if isinstance(before, np.ndarray):
        return np.array_equal(value, before, equal_nan=before.dtype.kind == "f")
    if isinstance(before, tuple | list):
        return len(value) == len(before) and all(map(_same, value, before))
    if isinstance(before, dict):
        return value.keys() == before.keys() and all(_same(value[k], before[k]) for k in value)
    if isinstance(before, Number):
        return value == before or value != value
    return _same(getattr(value, "__dict__", None), getattr(before, "__dict__", None))


def _told(error):
    """The error in one line, with the line of the reader's code where it came up."""
    try:
        said = f"{type(error).__name__}: {_short(error, 200)}".removesuffix(": ")
    except Exception:
        said = type(error).__name__
    line = code = None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith(NOT_THEIRS):
            line, code = trace.tb_lineno, linecache.getline(file, trace.tb_lineno).strip()
        trace = trace.tb_next
    told = RAISED_AT(line=line, code=code, error=said) if code else RAISED(error=said)
    cut = re.search(r"dtype\('float\d+'\) to dtype\('u?int", said)
    return f"{told}\n{INTEGERS}" if cut else told
