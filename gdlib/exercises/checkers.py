"""How an answer is judged: a number, an array, a function, an optimizer, a setting or a choice.

A known mistake is recognised by what it does: its own wrong answer is put through the same, and
compared. So are the slips that are made in any rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlib.exercises import general
from gdlib.exercises.said import Said
from gdlib.exercises.slips import SLIPS
from gdlib.exercises.values import agree, first_difference, read, require_finite
from gdlib.exercises.watch import Verdict, Watch, copied, shown
from gdlib.optimizers import Optimizer as Rule

__all__ = ["Array", "Checker", "Choice", "Function", "Number", "Optimizer", "Setting"]

TOO_LARGE = Said(ko="너무 크다.", en="It is too large.")
TOO_SMALL = Said(ko="너무 작다.", en="It is too small.")
PART = Said(ko="`{name}`의 값이 다르다.", en="`{name}` is off.")
COUNT = Said(
    ko="`{name}`은(는) 개수다. 어림하지 말고 정확한 정수로 쓰자.",
    en="`{name}` is a count: give it exactly, as a whole number.",
)
COARSE = Said(
    ko="맞는 값을 거칠게 자른 것 같다. 유효숫자 {digits}자리까지 반올림해서 쓰자.",
    en="This looks like the right value with too few digits. Round it to {digits} of them.",
)
ORDER = Said(ko="값은 맞는데 순서가 뒤바뀌었다.", en="The values are right, their order is not.")
FUNCTION = Said(
    ko="함수가 와야 하는데 `{got}`이(가) 왔다. 괄호 없이 함수 이름만 넣자.",
    en="A function is asked for; this is `{got}`. Give its name, without brackets.",
)
DIFFERS = Said(
    ko="{given}일 때 {part}기대한 값은 `{want}`, 답은 `{got}`이다.",
    en="For {given}, {part}`{want}` was expected; yours is `{got}`.",
)
OF_PART = Said(ko="`{name}`에서 ", en="in `{name}`, ")
MAKER = Said(
    ko="옵티마이저를 만드는 클래스나 함수가 와야 하는데 `{got}`이(가) 왔다.",
    en="A class or function that makes an optimizer is asked for; this is `{got}`.",
)
METHODS = Said(
    ko="옵티마이저에는 메서드 `init(x)`와 `step(x, g, state)`가 있어야 한다. `{missing}`이(가) "
    "없다.",
    en="An optimizer has the methods `init(x)` and `step(x, g, state)`; `{missing}` is missing.",
)
STEP = Said(
    ko="`step`은 점과 상태, 두 값을 돌려줘야 하는데 `{got}`을(를) 돌려준다.",
    en="`step` returns two values, the point and the state; yours returns `{got}`.",
)
KIND = Said(
    ko="`{want}`이(가) 와야 하는데 `{got}`이(가) 왔다.",
    en="`{want}` is asked for; this is `{got}`.",
)
LETTER = Said(
    ko='보기의 글자 {letters} 가운데에서 골라 `"{first}"`처럼 쓴다.',
    en='Choose among the letters {letters} and write, say, `"{first}"`.',
)
SOME_OFF = Said(
    ko="틀린 것을 골랐거나 빠뜨린 것이 있다. 보기를 하나씩 다시 따져 보자.",
    en="Not all of these, or not only these. Go through the statements one by one.",
)
OTHER = Said(ko="이것은 아니다.", en="It is not this one.")
ONLY_ONE = Said(ko="하나만 고르자.", en="Choose only one.")
ONE_OF = Said(
    ko="두 실수가 여기서는 똑같이 보인다. 하나는 이렇다. {first}\n다른 하나는 이렇다. {second}",
    en="Two mistakes look alike here. It may be this: {first}\nOr this: {second}",
)


def recognise(values, found, mistakes, same=agree):
    """Raise the `Verdict` of the known mistakes whose own ``values`` are the ones ``found``."""
    named = []
    for mistake in mistakes:
        try:
            if same(found, values(mistake.wrong)):
                named.append(mistake)
        except Verdict:
            continue
    if len(named) == 1:
        raise Verdict(named[0].says, named[0].name)
    if named:
        both = ONE_OF(first=named[0].says, second=named[1].says)
        raise Verdict(both, " or ".join(mistake.name for mistake in named[:2]))


def consistent(value, trials):
    """The ``value`` of each trial; raises `Verdict` if the first has another when asked again."""
    first, found = trials[0], []
    for trial in (first, *trials, first):
        found.append(value(trial))
        if trial is first and not agree(found[-1], found[0]):
            raise Verdict(SLIPS["shared-state"], "shared-state")
    return found[1:-1]


class Checker:
    """What all have: ``implementation`` is True where the reader writes a rule."""

    implementation = False

    def examine(self, answer, mistakes, watch):
        """Nothing for a right answer; raises `Verdict` for any other. ``watch`` calls functions."""
        raise NotImplementedError


@dataclass(frozen=True)
class Number(Checker):
    """One number. ``rtol`` is how far, relative to it, an answer may be off; 0.005 allows three
    significant digits. With ``whole`` it is a count and must be met exactly.
    """

    expected: float
    rtol: float = 0.005
    whole: bool = False

    def examine(self, answer, mistakes, watch):
        found = self._read(answer)
        require_finite(found)
        rtol, wanted = (1e-12 if self.whole else self.rtol), np.float64(self.expected)
        if self._near(found, wanted, rtol):
            return
        recognise(self._read, found, mistakes, lambda f, w: self._near(f, w, rtol))
        if self._near(found, -wanted, rtol):
            raise Verdict(general.SIGN, "sign")
        if self.whole and abs(found - wanted) == 1:
            raise Verdict(SLIPS["off-by-one"], "off-by-one")
        if not self.whole and coarse(found, wanted, rtol):
            raise Verdict(COARSE(digits=digits_for(rtol)), "coarse")
        raise Verdict(TOO_LARGE if found > wanted else TOO_SMALL)

    def _read(self, answer):
        return read(answer, np.float64(0))

    def _near(self, found, wanted, rtol):
        return abs(float(found) - float(wanted)) <= rtol * abs(float(wanted)) + 1e-300


@dataclass(frozen=True)
class Array(Checker):
    """Several numbers in a fixed order, or an array. ``names`` are those of the parts.

    ``rtol`` is how far, relative to each, they may be off. Those named in ``counts`` are counts
    and must be met exactly.
    """

    expected: Any
    names: tuple[str, ...] = ()
    rtol: float = 0.005
    counts: tuple[str, ...] = ()

    def examine(self, answer, mistakes, watch):
        found, wanted = self._read(answer), self._wanted
        require_finite(found)
        if self._near(found, wanted):
            for name, part, right in zip(self.names, found, wanted, strict=False):
                if name in self.counts and part != right:
                    raise Verdict(COUNT(name=name), "count")
            return
        recognise(self._read, found, mistakes, self._near)
        if self._near(found, wanted[::-1]):
            raise Verdict(ORDER, "order")
        if self._near(found, tuple(-part for part in wanted) if self.names else -wanted):
            raise Verdict(general.SIGN, "sign")
        for index, (part, right) in enumerate(zip(found, wanted, strict=True)):
            if not self._near(part, right):
                name = self.names[index] if self.names else f"[{index}]"
                said, mistake = str(PART(name=name)), None
                if np.ndim(part) == 0 and coarse(part, right, self.rtol):
                    said, mistake = f"{said} {COARSE(digits=digits_for(self.rtol))}", "coarse"
                elif np.ndim(part) == 0:
                    said += f" {TOO_LARGE if part > right else TOO_SMALL}"
                raise Verdict(said, mistake)

    @property
    def _wanted(self):
        if self.names:
            return tuple(np.asarray(part, dtype=float) for part in self.expected)
        return np.asarray(self.expected, dtype=float)

    def _read(self, answer):
        return read(answer, self._wanted, self.names)

    def _near(self, found, wanted):
        if isinstance(wanted, tuple):
            return len(found) == len(wanted) and all(map(self._near, found, wanted))
        close = np.shape(found) == np.shape(wanted)
        return close and np.allclose(found, wanted, rtol=self.rtol, atol=1e-12)


@dataclass(frozen=True)
class Function(Checker):
    """A function, judged by what it returns.

    ``expected`` is the right function, and ``inputs(rng)`` gives tuples of arguments: the plainest
    first (a message shows the first that differs), edge cases and random ones after it. ``names``
    are the arguments' in their order, ``returns`` those of what comes back if it is a tuple.
    ``rtol`` loosens the comparison, for rules that are exact only up to an error of their own.
    ``inaccurate`` is said of an answer whose formula is right while its rounding spoils it: right
    for the first input, and off by no more than a third for any other.
    """

    expected: Callable
    inputs: Callable
    names: tuple[str, ...]
    returns: tuple[str, ...] = ()
    rtol: float | None = None
    inaccurate: Said | None = None
    implementation = True

    def examine(self, answer, mistakes, watch):
        if isinstance(answer, type) or not callable(answer):
            raise Verdict(FUNCTION(got=shown(answer)), "wrong-form")
        trials = [(given, self._right(given)) for given in self.inputs(np.random.default_rng())]
        wanted = [right for _, right in trials]
        found = consistent(lambda trial: self._value(answer, *trial, watch), trials)
        if agree(found, wanted, self.rtol):
            return

        def values(wrong):
            return [self._value(wrong, *trial, Watch()) for trial in trials]

        recognise(values, found, mistakes)
        right_at_first = agree(found[0], wanted[0], self.rtol)
        if self.inaccurate and right_at_first and agree(found, wanted, rtol=1 / 6):
            raise Verdict(self.inaccurate, "inaccurate")
        if self._right_for_floats(answer, trials, watch):
            raise Verdict(SLIPS["truncated"], "truncated")
        for slip in general.in_functions(self.expected, self.names, trials[0][0]):
            recognise(values, found, [slip])
        for (given, right), got in zip(trials, found, strict=True):
            if not agree(got, right, self.rtol):
                raise Verdict(self._difference(given, got, right))

    def _right(self, given):
        value = self.expected(*map(copied, given))
        return tuple(map(np.asarray, value)) if isinstance(value, tuple) else np.asarray(value)

    def _value(self, function, given, right, watch):
        """What a function returns, read in the form that the right value has."""
        return kept(read(watch.call(function, self.names, *given), right, self.returns))

    def _right_for_floats(self, answer, trials, watch):
        """Whether an answer is right once an argument holds floats in the place of integers."""
        for index in {i for given, _ in trials for i, v in enumerate(given) if of_integers(v)}:
            floats = [(as_floats(given, index), right) for given, right in trials]
            try:
                found = [self._value(answer, *trial, watch) for trial in floats]
            except Verdict:
                continue
            if agree(found, [right for _, right in trials], self.rtol):
                return True
        return False

    def _difference(self, given, got, right):
        told = ", ".join(f"`{n} = {shown(v)}`" for n, v in zip(self.names, given, strict=True))
        name, got, right = first_difference(got, right, self.rtol, self.returns)
        part = OF_PART(name=name) if name else ""
        want, got = told_apart(right, got)
        return DIFFERS(given=told, part=part, want=want, got=got)


@dataclass(frozen=True)
class Optimizer(Checker):
    """A class (or function) that makes optimizers with ``init(x)`` and ``step(x, g, state)``.

    ``expected`` is a right one, such as ``gd.Adam``; ``settings`` a list of dicts of its settings.
    Each is walked along gradients that are given, so that one wrong step does not hide the next.
    """

    expected: Callable
    settings: list
    steps: int = 5
    implementation = True

    def examine(self, answer, mistakes, watch):
        if not callable(answer):
            raise Verdict(MAKER(got=shown(answer)), "wrong-form")
        walks = [*self._walks(np.random.default_rng())]
        found = consistent(lambda walk: self._points(answer, *walk, watch), walks)

        def values(rule):
            return [self._points(rule, *walk, Watch()) for walk in walks]

        wanted = values(self.expected)
        if agree(found, wanted):
            return
        recognise(values, found, mistakes)
        for slip in general.in_optimizers(self.expected):
            recognise(values, found, [slip])
        for walk, got, right in zip(walks, found, wanted, strict=True):
            if not agree(got, right):
                raise Verdict(self._difference(walk, got, right))

    def _walks(self, rng):
        """Settings, a start and gradients, the last one zero, for each of the settings."""
        for settings in self.settings:
            x, *gradients = rng.normal(size=(self.steps, 2))
            yield settings, x, [*gradients, np.zeros(2)]

    def _points(self, make, settings, x, gradients, watch):
        """Every point of a walk along given gradients."""
        rule = watch.call(make, (), **settings)
        for name in ("init", "step"):
            if not callable(getattr(rule, name, None)):
                raise Verdict(METHODS(missing=name), "wrong-form")
        state, points, start = self._begin(rule, x, watch), [], x
        for g in gradients:
            value = watch.call(rule.step, ("x", "g", "state"), x, g, state)
            if not isinstance(value, tuple | list) or len(value) != 2:
                raise Verdict(STEP(got=shown(value)), "wrong-form")
            x, state = kept(read(value[0], start)), value[1]
            points.append(x)
        return tuple(points)

    def _begin(self, rule, x, watch):
        """What ``init`` gives; None is a state too, for a rule that remembers nothing."""
        try:
            return watch.call(rule.init, ("x",), x)
        except Verdict as verdict:
            if verdict.mistake != "returns-none":
                raise
            return None

    def _difference(self, walk, got, right):
        settings, x, gradients = walk
        step, value, wanted = first_difference(got, right)
        given = {"x": x, "g": gradients[: int(step)], **settings}
        told = ", ".join(f"`{name} = {shown(part)}`" for name, part in given.items())
        want, got = told_apart(wanted, value)
        return DIFFERS(given=told, part="", want=want, got=got)


@dataclass(frozen=True)
class Setting(Checker):
    """A setting that has to reach a goal: an optimizer with its hyperparameters, or numbers.

    ``kind`` is the class of optimizer asked for, or ``float`` for one number, or the names of
    several. ``measure(setting)`` is a number that must fall below ``goal``; not finite means that
    the run diverged. ``missed`` tells the measure: ``Said(...)`` with ``{value}`` in it.
    """

    kind: Any
    measure: Callable
    goal: float
    missed: Said
    diverged: Said

    @property
    def _of_rule(self):
        return isinstance(self.kind, type) and issubclass(self.kind, Rule)

    def _read(self, answer):
        if self._of_rule:
            if type(answer) is not self.kind:
                want = f"gd.{self.kind.__name__}(...)"
                raise Verdict(KIND(want=want, got=shown(answer)), "wrong-form")
            if answer.runs:
                raise Verdict(KIND(want="float", got="array"), "wrong-form")
            return tuple(np.float64(getattr(answer, name)) for name in answer.hyperparameters())
        if self.kind is float:
            return read(answer, np.float64(0))
        return read(answer, tuple(np.float64(0) for _ in self.kind), self.kind)

    def examine(self, answer, mistakes, watch):
        found = self._read(answer)
        require_finite(found)
        if self._of_rule:
            given = answer
        else:
            given = tuple(map(float, found)) if isinstance(found, tuple) else float(found)
        value = self.measure(given)
        if value < self.goal:
            return
        recognise(self._read, found, mistakes, lambda f, w: np.allclose(f, w, 0.005, atol=0))
        if not np.isfinite(value):
            raise Verdict(self.diverged, "diverges")
        raise Verdict(self.missed(value=f"{value:.2g}"))


@dataclass(frozen=True)
class Choice(Checker):
    """One or more letters of those that the prompt offers: ``Choice("b", among="abcd")``."""

    expected: str
    among: str

    def _letters(self, answer):
        together = isinstance(answer, list | tuple | set | frozenset)
        texts = answer if together else [answer]
        letters = "".join(texts) if all(isinstance(text, str) for text in texts) else ""
        letters = re.sub(r"[\s,.()\[\]]", "", letters).lower()
        if not letters or not set(letters) <= set(self.among):
            told = LETTER(letters=", ".join(self.among), first=self.among[0])
            raise Verdict(told, "wrong-form")
        return "".join(sorted(set(letters)))

    def examine(self, answer, mistakes, watch):
        found = self._letters(answer)
        if found == "".join(sorted(self.expected)):
            return
        if len(found) > len(self.expected) == 1:
            raise Verdict(ONLY_ONE, "wrong-form")
        recognise(self._letters, found, mistakes, str.__eq__)
        raise Verdict(SOME_OFF if len(self.expected) > 1 else OTHER)


def digits_for(rtol):
    """How many significant digits it takes for rounding to stay within ``rtol``."""
    return int(np.ceil(1 + np.log10(0.5 / rtol)))


def coarse(found, wanted, rtol):
    """Whether it is the number wanted with two digits or more, but too few, or cut off. A whole
    number is wanted as it is: 2410 is no rough 2411.
    """
    found, wanted = float(found), float(wanted)
    if wanted == np.round(wanted):
        return False
    for digits in range(2, digits_for(rtol) + 1):
        unit = 10.0 ** (np.floor(np.log10(abs(wanted))) + 1 - digits)
        ways = (np.round(wanted / unit), np.trunc(wanted / unit))
        if any(np.isclose(found, way * unit, rtol=1e-9, atol=0) for way in ways):
            return True
    return False


def told_apart(*values):
    """The values as they are shown, with as many digits as it takes to see that they differ."""
    for digits in (4, 8, 16):
        texts = [shown(value, digits) for value in values]
        if len({*texts}) == len(texts):
            break
    return texts


def kept(value):
    """A copy that later calls cannot change."""
    return tuple(part.copy() for part in value) if isinstance(value, tuple) else value.copy()


def of_integers(value):
    return isinstance(value, np.ndarray) and value.dtype.kind in "iu"


def as_floats(given, index):
    return *given[:index], np.asarray(given[index], dtype=float), *given[index + 1 :]
