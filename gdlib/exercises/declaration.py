"""What a chapter declares: an exercise, and the mistakes that are made in it."""

from dataclasses import dataclass, field
from typing import Any

from gdlib.exercises.said import Said
from gdlib.exercises.slips import SLIPS

__all__ = ["Exercise", "Mistake"]


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its ``name``, an answer that makes it, and what to say of it.

    ``wrong`` is an answer of the kind that the exercise asks for: a number, an array, a function.
    An answer that does what ``wrong`` does, on the same inputs, is recognised as this mistake.
    Names in `SLIPS` bring their own words; ``says`` is needed for all others.
    """

    name: str
    wrong: Any = field(repr=False)
    says: Said | None = None

    def __post_init__(self):
        if self.says is None:
            if self.name not in SLIPS:
                known = ", ".join(SLIPS)
                raise ValueError(f"says is None for {self.name!r}; only {known} have their words")
            object.__setattr__(self, "says", SLIPS[self.name])


@dataclass(frozen=True)
class Exercise:
    """One exercise: its ``id`` ("momentum-2"), how an answer is judged, and what is said.

    ``checker`` judges; ``right`` says what makes a right answer right and where to go from there;
    ``hints`` go one step further each; ``mistakes`` are recognised in their order. The prompt
    stands in the chapter, the solution in the chapter's cell tagged ``solution``.
    """

    id: str
    checker: Any = field(repr=False)
    right: Said = field(repr=False)
    hints: tuple[Said, ...] = field(repr=False)
    mistakes: tuple[Mistake, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "hints", tuple(self.hints))
        object.__setattr__(self, "mistakes", tuple(self.mistakes))
        names = [mistake.name for mistake in self.mistakes]
        if len(set(names)) < len(names):
            raise ValueError(f"mistakes has the names {names}; each must stand once")

    @property
    def chapter(self):
        """The chapter it belongs to: "momentum"."""
        return self.id.rpartition("-")[0]
