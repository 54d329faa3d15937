"""Arithmetic recorded once and repeated in place: rules stay pure and are fast on large points.

A pure rule makes a new array at every operation, and fetching memory for it can take longer than
the operation. A `Tape` runs the rule once on symbols, which note every operation, and decides in
which array each result can be written. From then on it repeats these operations, in the same order
and to the same bits, without a new array; or, for a single point, in plain floats.
"""

import math
import operator
from typing import NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

__all__ = ["Symbol", "Tape"]

_LINE = 64  # bytes

_OPERATORS = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
}
# What is rounded alike everywhere, of two plain floats, whose second one some do not need.
_FLOATS = _OPERATORS | {
    np.negative: lambda value, _: -value,
    np.positive: lambda value, _: value,
    np.square: lambda value, _: value * value,
    np.sqrt: lambda value, _: math.sqrt(value),
}
# What a tape can record.
_KNOWN = {np.power, np.exp, np.sin, np.cos, *_FLOATS}


def _operand(value, dtype):
    """A plain number in the form that a ufunc converts it to at every call otherwise."""
    return np.asarray(value, dtype) if type(value) in (int, float) else value


def _empty(shape, dtype):
    """A new array that begins where a cache line does: vectors of it never lie in two of them."""
    size = math.prod(shape) * np.dtype(dtype).itemsize
    memory = np.empty(size + _LINE, np.uint8)
    begin = -memory.ctypes.data % _LINE
    return memory[begin : begin + size].view(dtype).reshape(shape)


def _copied(value):
    copy = _empty(value.shape, value.dtype)
    copy[...] = value
    return copy


class Symbol(NDArrayOperatorsMixin):
    """Stands for the value in one slot of a tape while that records.

    One that stands for a point has rows, as in ``x1, x2 = x``; `Tape.symbol` puts rows together.
    """

    def __init__(self, tape, slot):
        self.tape, self.slot = tape, slot

    @property
    def dtype(self):
        """The dtype of a large value."""
        return self.tape.kinds[self.slot].dtype

    def astype(self, dtype):
        """Itself, or the symbol of a copy with another dtype."""
        return self if self.dtype == dtype else self.tape.copy(self, dtype)

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        if ufunc not in _KNOWN or method != "__call__" or options:
            return NotImplemented
        return self.tape.note(ufunc, inputs)

    def __array_function__(self, *_):
        return NotImplemented

    def __pow__(self, power):  # as an array does
        return np.square(self) if power == 2 else np.power(self, power)

    def __iter__(self):
        return iter(self.tape.rows(self))

    def __float__(self):
        raise TypeError("a symbol has no value; a recorded step knows elementwise arithmetic alone")

    __bool__ = __float__


class Kind(NamedTuple):
    """What is known of a large value while a tape records; a plain number's dtype is its type."""

    shape: tuple
    dtype: np.dtype | type


def _kind(value):
    plain = type(value) in (int, float)
    return Kind(np.shape(value), type(value) if plain else np.asarray(value).dtype)


class Tape:
    """``function(x, state, *given)``, recorded for such arguments, to be played on others.

    It returns the next ``x`` and ``state``, elementwise in ``x`` or put together from its rows.
    Arrays of the shape of ``x``, and its rows, are played in place, all other values anew. Dtypes
    and all axes but the first stay as they are; ``rows``, by default those of ``x``, are the most
    that will be played at once. ``kinds`` are those of the large values, by their slots.

    Raises ``TypeError`` for a function of more than elementwise arithmetic.
    """

    def __init__(self, function, x, state, *given, rows=None):
        self._whole, self._homes = x.shape, 1 + len(state)
        self._arguments = self._homes + len(given)
        self.kinds, self._values = {}, []  # of large slots, and of all others
        self._notes, self._row_of = [], {}
        x, *parts = map(self._argument, (x, *state))
        new, after = function(x, type(state)(*parts), *map(self._argument, given))
        self._results = [self.symbol(value).slot for value in (new, *after)]
        self._find_places()
        self._make_places(self._whole[0] if rows is None else rows)

    # ---- Recording

    def _argument(self, value):
        kind = _kind(value)
        return self._slot(kind=kind) if kind.shape == self._whole else self._slot(value)

    def _slot(self, value=None, kind=None):
        slot = len(self._values)
        self._values.append(value)
        if kind:
            self.kinds[slot] = kind
        return Symbol(self, slot)

    def symbol(self, value):
        """The symbol of a value: itself if it is one, that of its rows together, or a new one."""
        if isinstance(value, Symbol):
            return value
        if isinstance(value, np.ndarray) and value.dtype == object:  # np.array([row, row])
            return self._together([*value] if value.ndim == 1 else [])
        return self._slot(value)

    def note(self, ufunc, inputs):
        """Remember one operation, and return the result's symbol."""
        slots = [self.symbol(value).slot for value in inputs]
        if self.kinds.keys() & {*slots}:
            result = self._slot(kind=self._kind_of_result(ufunc, slots))
        else:
            values = [self._values[slot] for slot in slots]
            if not any(isinstance(value, np.ndarray) for value in values):
                ufunc = _OPERATORS.get(ufunc, ufunc)
            result = self._slot(ufunc(*values))
        self._notes.append((ufunc, slots, result.slot))
        return result

    def _kind_of_result(self, ufunc, slots):
        kinds = [self.kinds.get(slot) or _kind(self._values[slot]) for slot in slots]
        shapes, dtypes = zip(*kinds, strict=True)
        shape = np.broadcast_shapes(*shapes)
        if shape not in (self._whole, self._whole[1:]):
            raise TypeError(f"a recorded step keeps the shape {self._whole}; this has {shape}")
        return Kind(shape, ufunc.resolve_dtypes((*dtypes, None))[-1])

    def copy(self, symbol, dtype):
        """The symbol of a copy of a large value."""
        copy = self._slot(kind=Kind(self.kinds[symbol.slot].shape, np.dtype(dtype)))
        self._notes.append((np.positive, [symbol.slot], copy.slot))
        return copy

    def rows(self, whole):
        """The symbols of the rows of a large one."""
        shape, dtype = self.kinds.get(whole.slot, ((), None))
        if shape != self._whole or self._homes <= whole.slot < self._arguments:
            raise TypeError("a recorded step takes rows of a point alone")
        rows = [self._slot(kind=Kind(shape[1:], dtype)) for _ in range(shape[0])]
        self._row_of |= {row.slot: (whole.slot, i) for i, row in enumerate(rows)}
        return rows

    def _together(self, rows):
        """The symbol of rows that were put together; they are computed where they belong."""
        kinds = {self.kinds.get(row.slot) if isinstance(row, Symbol) else None for row in rows}
        kind = kinds.pop() if len(kinds) == 1 else None
        if kind is None or (len(rows), *kind.shape) != self._whole:
            raise TypeError("a recorded step puts rows of one dtype together that it has computed")
        whole = self._slot(kind=Kind(self._whole, kind.dtype))
        for i, row in enumerate(rows):
            if row.slot in self._row_of:  # of another point already
                row = self.copy(row, kind.dtype)
            self._row_of[row.slot] = whole.slot, i
        return whole

    # ---- Where results go

    def _owner(self, slot):
        """The slot whose memory a slot lies in: its own, or that of the point it is a row of."""
        return self._row_of.get(slot, (slot,))[0]

    def _place_early(self):
        """Compute what a row is made of where that row belongs, if nothing else needs it."""
        last = {s: i for i, (_, slots, _) in enumerate(self._notes) for s in slots}
        made = {result: (i, slots) for i, (_, slots, result) in enumerate(self._notes)}
        for row in [*self._row_of]:
            while row is not None and row in made:
                i, slots = made[row]
                kind, place = self.kinds[row], self._row_of[row]
                alike = (s for s in slots if s in made and self.kinds.get(s) == kind)
                row = next((s for s in alike if last[s] == i and s not in self._row_of), None)
                if row is not None:
                    self._row_of[row] = place

    def _find_places(self):
        """Where each large result goes: where a value was that is read no more, or a new array.

        A place has the number of the slot that had it first; what was given is not for writing.
        """
        self._place_early()
        notes = enumerate(self._notes)
        last = {self._owner(s): i for i, (_, slots, result) in notes for s in (*slots, result)}
        last |= dict.fromkeys(self._results, len(self._notes))
        self._places = {s: s for s in range(self._homes) if s in self.kinds}
        home_of = {result: home for home, result in enumerate(self._results)}
        free = []
        for i, (_, slots, result) in enumerate(self._notes):
            owners = dict.fromkeys(map(self._owner, slots))
            free = [self._places[s] for s in owners if s in self._places and last[s] == i] + free
            owner = self._owner(result)
            if owner in self.kinds and owner not in self._places:
                alike = [p for p in free if self.kinds[p] == self.kinds[owner]]
                if owner in home_of:  # what is returned lies in no other part's home
                    alike = [p for p in alike if p == home_of[owner] or p >= self._homes]
                self._places[owner] = place = next(iter(alike), owner)
                free = [p for p in free if p != place]
        for home, result in enumerate(self._results):
            place = self._places.get(result)
            others = {*range(self._homes)} - {home}
            if (home in self.kinds) != (place is not None) or place in others:
                raise TypeError("a recorded step leaves every part of a state where it was")

    def _make_places(self, rows):
        self._new = {}
        for place in {*self._places.values()} - {*range(self._homes)}:
            shape, dtype = self.kinds[place]
            if shape == self._whole:
                shape = rows, *shape[1:]
            self._new[place] = _empty(shape, dtype)

    # ---- Playing

    def start(self, x, state):
        """Copies of ``x`` and ``state``, and the function of a state that `on` makes for them."""
        parts = (_copied(part) if np.shape(part) == x.shape else part for part in state)
        x, state = _copied(x), type(state)(*parts)
        return x, state, self.on(x, state)

    def on(self, x, state):
        """A function of a state, and of what was given, that overwrites ``x`` and the large parts
        of ``state``.

        It returns the next state, and takes that the next time. What is given has the dtype that it
        had at the recording and shares no memory with what is overwritten.
        """
        if len(self._whole) == 1 and self._row_of:
            raise TypeError("the rows of one point are no arrays; its tape is played in floats")
        homes = [x, *state]
        arrays = dict(enumerate(homes)) | {
            place: new[: len(x)] if self.kinds[place].shape == self._whole else new
            for place, new in self._new.items()
        }
        values = [*self._values]
        for slot in self.kinds:
            if (owner := self._owner(slot)) in self._places:
                values[slot] = arrays[self._places[owner]]
            if slot in self._row_of:
                values[slot] = values[slot][self._row_of[slot][1]]
        small, large, changing = [], [], []
        moving = {*range(self._arguments)} - {*self._places}
        for compute, slots, result in self._notes:
            if result in self.kinds:
                dtype = self.kinds[result].dtype
                operands = [_operand(values[slot], dtype) for slot in slots] + [values[result]]
                large.append((compute, operands))
                changing += [(operands, k, s) for k, s in enumerate(slots) if s in moving]
            else:
                small.append((compute, slots, result))
                moving.add(result)
        ends = [
            (home, values[result])
            for home, result in zip(homes, self._results, strict=True)
            if result in self._places and values[result] is not home
        ]
        after = [s if s in self._places else r for s, r in enumerate(self._results)][1:]

        def play(state, *given):
            values[1 : self._arguments] = *state, *given
            for compute, slots, result in small:
                values[result] = compute(*[values[slot] for slot in slots])
            for operands, k, slot in changing:
                operands[k] = values[slot]
            for ufunc, operands in large:
                ufunc(*operands)
            for home, end in ends:  # where the result has another dtype
                home[...] = end
            return type(state)(*[values[slot] for slot in after])

        return play

    def in_floats(self, x, state, steps):
        """Yield the next ``steps`` points after ``x``, one point ``(n,)``, as lists of floats.

        To the bits of arrays of float64, and below a dozen coordinates faster. Raises
        ``TypeError`` or ``KeyError`` for other dtypes, and for what arrays round differently;
        ``ArithmeticError`` or ``ValueError`` where a float has no result and an array has.
        """
        if any(kind.dtype != np.float64 for kind in self.kinds.values()):
            raise TypeError("floats play float64 alone")
        values, cells = [], {}
        for slot, value in enumerate(self._values):
            if slot not in self._row_of:
                count = len(x) if self.kinds.get(slot, ((),))[0] == self._whole else 1
                cells[slot] = range(len(values), len(values) + count)
                values += [value] * count
        cells |= {slot: cells[owner][i : i + 1] for slot, (owner, i) in self._row_of.items()}
        calls = []
        for ufunc, slots, result in self._notes:
            compute = _FLOATS[ufunc] if isinstance(ufunc, np.ufunc) else ufunc
            for i, cell in enumerate(cells[result]):
                a, b = (cells[s][i if len(cells[s]) > 1 else 0] for s in (slots[0], slots[-1]))
                calls.append((compute, cell, a, b))
        homes = [number for part in (x, *state) for number in np.atleast_1d(part).tolist()]
        ends = [cell for slot in self._results for cell in cells[slot]]
        values = homes + [value and float(value) for value in values[len(homes) :]]
        for _ in range(steps):
            for compute, cell, a, b in calls:
                values[cell] = compute(values[a], values[b])
            values[: len(homes)] = [values[cell] for cell in ends]
            yield values[: len(x)]
