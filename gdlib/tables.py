"""Tables of computed numbers: ``table(κ=kappas, predicted=rates, measured=found)``."""

import html
import math
import numbers
import re
import unicodedata

import numpy as np

from .words import label, word


class Table:
    """Headings and rows as text; a notebook shows it as an HTML table, a terminal as aligned text."""

    def __init__(self, headings, rows, numeric):
        self.headings, self.rows, self.numeric = headings, rows, numeric
        self._name = word("table")

    def __repr__(self):
        lines = [self.headings, *self.rows]
        widths = [max(_width(line[j]) for line in lines) for j in range(len(self.headings))]
        rule = ["─" * width for width in widths]
        return "\n".join(
            "  ".join(_padded(text, width, right) for text, width, right in zip(line, widths, self.numeric)).rstrip()
            for line in [self.headings, rule, *self.rows]
        )

    def _repr_html_(self):
        aligned = [' style="text-align:right"' if right else ' style="text-align:left"' for right in self.numeric]
        head = "".join(f'<th scope="col"{a}>{html.escape(text)}</th>' for a, text in zip(aligned, self.headings))
        body = "\n".join(
            "<tr>" + "".join(f"<td{a}>{_typeset(text)}</td>" for a, text in zip(aligned, row)) + "</tr>"
            for row in self.rows
        )
        name = html.escape(f"{self._name}: {', '.join(self.headings)}")
        return (
            f'<div class="gd-table-scroll" role="group" aria-label="{name}" tabindex="0" style="overflow-x:auto">\n'
            '<table class="gd-table" style="font-variant-numeric:tabular-nums">\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
        )


def table(columns=None, /, *, formats=None, **more):
    """A table of equally long columns, ``heading=cells`` (or a dict, for headings that are no Python names).

    Headings, and cells that are text, follow ``words.label``: a word key shows its word, anything else itself.
    Numbers show four significant digits, integers all of theirs; ``formats={"measured": ".6f"}`` says otherwise for a
    column, by its heading as written in the call. A cell that is an array shows as a point, ``(0.1, 2)``.

    >>> table(κ=[10, 100], predicted=[0.8182, 0.9802], formats={"predicted": ".3f"})
      κ  predicted
    ───  ─────────
     10      0.818
    100      0.980
    """
    if columns is not None and not isinstance(columns, dict):
        raise TypeError(f"columns must be a dict of heading: cells; got {type(columns).__name__}")
    columns = {**(columns or {}), **more}
    if not columns:
        raise ValueError("table needs at least one column, heading=cells; got none")
    formats = dict(formats or {})
    for heading in formats:
        if heading not in columns:
            raise ValueError(f"formats names {heading!r}, which is no column; the columns are {', '.join(columns)}")
    cells = {heading: _cells(heading, column) for heading, column in columns.items()}
    if len({len(column) for column in cells.values()}) > 1:
        lengths = ", ".join(f"{heading}: {len(column)}" for heading, column in cells.items())
        raise ValueError(f"columns must be equally long; got {lengths}")
    texts = [[_text(cell, formats.get(heading), heading) for cell in column] for heading, column in cells.items()]
    numeric = [all(_is_number(cell) or cell is None for cell in column) for column in cells.values()]
    return Table([label(heading) for heading in columns], [list(row) for row in zip(*texts)], numeric)


def number(value, spec=None):
    """``value`` as a table shows it: four significant digits (or the format ``spec``), never a negative zero."""
    if isinstance(value, numbers.Integral) and spec is None:
        return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
    if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
        return f"{number(value.real, spec)} {'-' if value.imag < 0 else '+'} {number(abs(value.imag), spec)}i"
    value = float(value) if not isinstance(value, numbers.Integral) else int(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    text = format(value, spec or ".4g")
    text = re.sub(r"e([+-])0*(\d)", lambda m: f"e{m[1].strip('+')}{m[2]}", text)
    return text.lstrip("-") if not re.search(r"[1-9]", text.split("e")[0]) else text


def _cells(heading, column):
    if isinstance(column, str) or not hasattr(column, "__len__"):
        raise TypeError(f"column {heading!r} must be a sequence of cells; got {column!r}")
    return list(column)


def _is_number(cell):
    return isinstance(cell, numbers.Number) and not isinstance(cell, (bool, np.bool_)) or _is_scalar_array(cell)


def _is_scalar_array(cell):
    return isinstance(cell, np.ndarray) and cell.ndim == 0


def _text(cell, spec, heading):
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return label(cell)
    if isinstance(cell, (bool, np.bool_)):
        return label("yes" if cell else "no")
    if _is_scalar_array(cell):
        cell = cell.item()
    if _is_number(cell):
        try:
            return number(cell, spec)
        except ValueError as error:
            raise ValueError(f"formats[{heading!r}] must be a number format such as '.4f'; got {spec!r}") from error
    if isinstance(cell, (list, tuple, np.ndarray)):
        return "(" + ", ".join(_text(part, spec, heading) for part in cell) + ")"
    raise TypeError(f"a cell of column {heading!r} must be a number, text or an array; got {cell!r}")


def _typeset(text):
    return html.escape(re.sub(r"(?<![^\s(e])-(?=[\d∞.])", "−", text))


def _width(text):
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _padded(text, width, right):
    space = " " * (width - _width(text))
    return space + text if right else text + space
