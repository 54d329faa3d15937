"""Arithmetic recorded once and repeated in place: rules stay pure and are fast on large points.

A pure rule makes a new array at every operation, and fetching memory for it can take longer than
the operation. A `Tape` runs the rule once on symbols, which note every operation, and decides in
which array each result can be written. From then on it repeats these operations, in the same order
and to the same bits, without a new array.
"""

import operator

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

__all__ = ["Symbol", "Tape"]

# What a tape can record, and the same for plain numbers.
_KNOWN = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.sqrt: np.sqrt,
}


class Symbol(NDArrayOperatorsMixin):
    """Stands for the value in one slot of a tape while that records."""

    def __init__(self, tape, slot):
        self.tape, self.slot = tape, slot

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        if ufunc not in _KNOWN or method != "__call__" or options:
            return NotImplemented
        return self.tape.note(ufunc, inputs)

    def __array__(self, *_, **__):
        raise TypeError("a symbol has no values; a recorded step knows + - * / and np.sqrt alone")

    __bool__ = __float__ = __array__


class Tape:
    """``step(x, g, state)``, recorded on the first row of its arguments, to be played on all.

    ``step`` is elementwise along the first axis and returns the next ``x`` and ``state``. Dtypes
    and all axes but the first stay as they are; ``rows``, by default those of ``x``, are the most
    that will be played at once. Raises ``TypeError`` for a step of more than + - * / and roots.
    """

    def __init__(self, step, x, g, state, rows=None):
        rows = len(x) if rows is None else rows
        x, g, *parts = [v[:1] if np.shape(v) == x.shape else v for v in (x, g, *state)]
        self._arguments, self._values, self._notes = 2 + len(parts), [], []
        x_in, g_in, *parts_in = map(self._symbol, (x, g, *parts))
        new, after = step(x_in, g_in, type(state)(*parts_in))
        self._results = [self._symbol(value).slot for value in (new, *after)]
        self._find_places(rows, x.shape)

    def _symbol(self, value):
        """The symbol of a value: itself if it is one, else that of a new slot."""
        if isinstance(value, Symbol):
            return value
        self._values.append(value)
        return Symbol(self, len(self._values) - 1)

    def note(self, ufunc, inputs):
        """Compute one operation, remember it, and return the result's symbol."""
        slots = [self._symbol(value).slot for value in inputs]
        values = [self._values[slot] for slot in slots]
        small = not any(isinstance(value, np.ndarray) for value in values)
        result = self._symbol((_KNOWN[ufunc] if small else ufunc)(*values))
        self._notes.append((ufunc, slots, result.slot))
        return result

    def _find_places(self, rows, shape):
        """Where each large result goes: where a value was that is read no more, or a new array.

        A place has the number of the slot that had it first; the gradient's is not for writing.
        """
        large = {s: v.dtype for s, v in enumerate(self._values) if np.shape(v) == shape}
        last = {slot: i for i, (_, slots, _) in enumerate(self._notes) for slot in slots}
        last |= dict.fromkeys(self._results, len(self._notes))
        self._places = {s: s for s in large if s < self._arguments and s != 1}
        free = []
        for i, (_, slots, result) in enumerate(self._notes):
            done = [s for s in dict.fromkeys(slots) if s in self._places and last[s] == i]
            free = [self._places[s] for s in done] + free
            if result in large:
                place = next((p for p in free if large[p] == large[result]), result)
                free = [p for p in free if p != place]
                self._places[result] = place
        self._new = {
            p: np.empty((rows, *shape[1:]), large[p])
            for p in set(self._places.values())
            if p >= self._arguments
        }
        self._values = [None if s in large else value for s, value in enumerate(self._values)]

    def on(self, x, state):
        """A function of ``g`` and a state that overwrites ``x`` and the large parts of ``state``.

        It returns the next state, and takes that the next time. ``g`` has the dtype of ``x`` and
        shares no memory with what is overwritten.
        """
        homes = [x, None, *state]
        values = homes + self._values[self._arguments :]
        arrays = dict(enumerate(homes)) | {p: a[: len(x)] for p, a in self._new.items()}
        small, large = [], []
        for ufunc, slots, result in self._notes:
            a, b = slots if len(slots) == 2 else (*slots, None)
            if result in self._places:
                values[result] = arrays[self._places[result]]
                large.append((ufunc, a, b, values[result]))
            else:
                small.append((_KNOWN[ufunc], a, b, result))
        ends = [
            (home, values[result])
            for home, result in zip([x, *state], self._results, strict=True)
            if result in self._places and values[result] is not home
        ]

        def play(g, state):
            values[1], values[2 : self._arguments] = g, state
            for compute, a, b, result in small:
                values[result] = compute(values[a]) if b is None else compute(values[a], values[b])
            for ufunc, a, b, out in large:
                if b is None:
                    ufunc(values[a], out)
                else:
                    ufunc(values[a], values[b], out)
            for home, end in ends:  # where the result has another dtype
                home[...] = end
            return type(state)(
                *(
                    part if result in self._places else values[result]
                    for part, result in zip(state, self._results[1:], strict=True)
                )
            )

        return play
