"""Tables of computed numbers: ``table(κ=kappas, predicted=rates, measured=found)``."""

import html
import math
import re
import unicodedata
from numbers import Complex, Integral, Number, Real

import numpy as np

from gdlib.words import label, word

__all__ = ["Table", "number", "table"]


class Table:
    """Headings and rows as text: HTML in a notebook, aligned columns in a terminal."""

    def __init__(self, headings, rows, numeric):
        self.headings, self.rows, self.numeric = headings, rows, numeric
        self._name = word("table")

    def __repr__(self):
        lines = [self.headings, *self.rows]
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["─" * width for width in widths])
        texts = ("  ".join(map(_padded, line, widths, self.numeric)) for line in lines)
        return "\n".join(text.rstrip() for text in texts)

    def _repr_html_(self):
        sides = ["right" if numeric else "left" for numeric in self.numeric]

        def row(tag, texts):
            cells = zip(sides, map(_typeset, texts), strict=True)
            name = tag.split()[0]
            return "".join(f'<{tag} style="text-align:{s}">{text}</{name}>' for s, text in cells)

        said = html.escape(f"{self._name}: {', '.join(self.headings)}")
        head = row('th scope="col"', self.headings)
        body = "\n".join(f"<tr>{row('td', cells)}</tr>" for cells in self.rows)
        return (
            f'<div class="gd-table-scroll" role="group" aria-label="{said}" tabindex="0"'
            ' style="overflow-x:auto">\n'
            '<table class="gd-table" style="font-variant-numeric:tabular-nums">\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
        )


def table(columns=None, /, *, formats=None, **more):
    """A table of equally long columns, ``heading=cells``; a dict for headings of any text.

    Headings, and cells that are text, follow ``words.label``: a word key shows its word, anything
    else itself. Numbers show four significant digits, integers all of theirs;
    ``formats={"measured": ".6f"}`` says otherwise for a column, by its heading as written in the
    call. A cell that is an array shows as a point, ``(0.1, 2)``.

    >>> table(κ=[10, 100], predicted=[0.8182, 0.9802], formats={"predicted": ".3f"})
      κ  predicted
    ───  ─────────
     10      0.818
    100      0.980
    """
    if columns is not None and not isinstance(columns, dict):
        raise TypeError(f"columns is {columns!r}; it must be a dict of heading: cells")
    columns, formats = {**(columns or {}), **more}, formats or {}
    if not columns:
        raise ValueError("columns is empty; there must be one at least, heading=cells")
    if unknown := [heading for heading in formats if heading not in columns]:
        allowed = ", ".join(columns)
        raise ValueError(f"formats has the heading {unknown[0]!r}; it must be one of {allowed}")
    cells = {heading: _cells(heading, column) for heading, column in columns.items()}
    lengths = {heading: len(column) for heading, column in cells.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{heading}: {length}" for heading, length in lengths.items())
        raise ValueError(f"columns have the lengths {said}; they must be equal")
    texts = [
        [_text(cell, formats.get(heading), heading) for cell in column]
        for heading, column in cells.items()
    ]
    numeric = [all(cell is None or _is_number(cell) for cell in c) for c in cells.values()]
    return Table([*map(label, columns)], [*map(list, zip(*texts, strict=True))], numeric)


def number(value, spec=None):
    """``value`` with four significant digits, or in the format ``spec``; never a negative zero."""
    if isinstance(value, Integral):
        if spec is None:
            return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
        value = int(value)
    elif isinstance(value, Complex) and not isinstance(value, Real):
        sign = "-" if value.imag < 0 else "+"
        return f"{number(value.real, spec)} {sign} {number(abs(value.imag), spec)}i"
    else:
        value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    text = re.sub(r"e([+-])0*(\d)", _exponent, format(value, spec or ".4g"))
    return text if re.search("[1-9]", text.partition("e")[0]) else text.lstrip("-")


def _exponent(match):
    return f"e{match[1].strip('+')}{match[2]}"


def _cells(heading, column):
    single = isinstance(column, np.ndarray) and column.ndim == 0
    if single or isinstance(column, str | dict) or not hasattr(column, "__len__"):
        raise TypeError(f"column {heading!r} is {column!r}; it must be a sequence of cells")
    return list(column)


def _is_number(cell):
    scalar = isinstance(cell, Number) or isinstance(cell, np.ndarray) and cell.ndim == 0
    return scalar and not isinstance(cell, bool | np.bool_)


def _text(cell, spec, heading):
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return label(cell)
    if isinstance(cell, bool | np.bool_):
        return label("yes" if cell else "no")
    if _is_number(cell):
        try:
            return number(cell.item() if isinstance(cell, np.ndarray) else cell, spec)
        except ValueError as error:
            said = f"formats[{heading!r}] is {spec!r}"
            raise ValueError(f"{said}; it must be a format of numbers such as '.4f'") from error
    if isinstance(cell, list | tuple | np.ndarray):
        return f"({', '.join(_text(part, spec, heading) for part in cell)})"
    raise TypeError(f"column {heading!r} has {cell!r}; a cell must be a number, text or an array")


def _typeset(text):
    """Escaped, with true minus signs before numbers."""
    return html.escape(re.sub(r"(?:(?<=^)|(?<=[\s(])|(?<=\de))-(?=[\d∞.])", "−", text))


def _width(text):
    """Columns of a terminal: none for what combines, two for Hangul."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _padded(text, width, right):
    space = " " * (width - _width(text))
    return space + text if right else text + space
