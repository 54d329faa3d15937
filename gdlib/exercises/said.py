"""What an exercise says, in both languages, and how it shows itself."""

import html
import re
from dataclasses import dataclass

from gdlib.words import language

__all__ = ["Hint", "Result", "Said"]


@dataclass(frozen=True)
class Said:
    """One sentence or more in Korean and in English; ``str`` gives those of the present language.

    Names in braces are filled in by a call: ``Said(ko="{t}번", en="{t} times")(t=3)``. Code stands
    between backticks.
    """

    ko: str
    en: str

    def __str__(self):
        return getattr(self, language())

    def __call__(self, **values):
        return str(self).format(**values)


RIGHT = Said(ko="✓ 맞다.", en="✓ Right.")
WRONG = Said(ko="✗ 아직 아니다.", en="✗ Not yet.")
NOT_BEGUN = Said(ko="… 아직 시작하지 않았다.", en="… Not begun.")
HINT = Said(ko="힌트 {number}/{count}.", en="Hint {number} of {count}.")


class _Shown:
    """A headline and a message: one text in a terminal, a small box in a notebook."""

    _colour = "#8a8a8a"

    def __repr__(self):
        return f"{self.headline} {self.message}"

    def _repr_html_(self):
        text = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(self.message, quote=False))
        return (
            f'<div class="gd-exercise" style="border-left:.25rem solid {self._colour};'
            'padding:.25rem .75rem">'
            f"<strong>{self.headline}</strong> {text.replace(chr(10), '<br>')}</div>"
        )


@dataclass(frozen=True, repr=False)
class Result(_Shown):
    """What `check` found: ``ok`` is True, False, or None for an answer that is not begun.

    ``message`` says why in the language of the page; ``mistake`` is the name of the mistake that
    was recognised, two names joined by " or " where two cannot be told apart, or None; ``id`` is
    the exercise.
    """

    id: str
    ok: bool | None
    message: str
    mistake: str | None = None

    def __post_init__(self):
        said = {True: RIGHT, False: WRONG, None: NOT_BEGUN}[self.ok]
        object.__setattr__(self, "headline", str(said))
        for name in ("id", "message"):  # half a character, in an answer's text, cannot be stored
            text = getattr(self, name).encode("utf-8", "replace").decode()
            object.__setattr__(self, name, text)

    @property
    def _colour(self):
        return {True: "#2e8b57", False: "#c77700", None: "#8a8a8a"}[self.ok]


@dataclass(frozen=True, repr=False)
class Hint(_Shown):
    """One of the hints of an exercise: ``message``, its ``number`` and the ``count`` of all."""

    id: str
    message: str
    number: int
    count: int

    def __post_init__(self):
        said = HINT(number=self.number, count=self.count)
        object.__setattr__(self, "headline", said)
