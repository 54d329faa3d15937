"""A sheet: one plot with its names, marks and legend, laid out by what its texts need."""

from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import (
    FixedLocator,
    FuncFormatter,
    Locator,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    NullLocator,
    ScalarFormatter,
)

from gdlib.plotting.styles import INK, NEUTRAL, QUIET, SOLID
from gdlib.plotting.svg import drawing, text_width, write
from gdlib.words import label

__all__ = [
    "LOST", "REEL", "WIDTH", "Sheet", "extent", "new_sheet", "padded", "power_name", "set_scale",
    "usable",
]  # fmt: skip

WIDTH = 374
LOST = "#f1ece4"

SHAPES = {
    "minimum": {"marker": "*", "ms": 11, "mfc": "#ffd33d", "mec": INK, "mew": 0.8},
    "saddle_point": {"marker": "X", "ms": 8, "mfc": "white", "mec": INK, "mew": 0.9},
}

REEL = ContextVar("reel", default=None)  # what an animation records its steps on


@contextmanager
def new_sheet(kind, size, title, ratio=None):
    """A sheet to draw on; its ``picture`` is there once the block is left."""
    with drawing():
        sheet = Sheet(kind, size, title, ratio)
        yield sheet
        sheet.finish()


class Sheet:
    """A figure with one axes, a legend made of entries, and in the end its picture.

    ``kind`` is the word key that names the sort of figure. Margins are what the texts need, in
    pixels; ``ratio``, height to width of the axes, then sets the height of the figure.
    """

    def __init__(self, kind, size, title, ratio=None):
        if np.shape(size) != (2,) or not min(size) >= 40:
            raise ValueError(f"size is {size!r}; it must be (width, height), each at least 40")
        self.kind, self.ratio = kind, ratio
        self.width, self.height = size
        self.title = None if title is None else label(title)
        self.figure = Figure((size[0] / 72, size[1] / 72), dpi=72, facecolor="white")
        self.ax = self.figure.add_subplot()
        self.ax.spines[["top", "right"]].set_visible(False)
        self.top, self.right, self.framed = None, 8, True
        self.reel, self.picture = REEL.get(), None
        self._entries, self._shapes, self._ends = {}, {}, []

    def name_axes(self, xlabel, ylabel, whole=False):
        """The x name below; the y name upright above its axis, where a phone shows it unturned."""
        if xlabel:
            self.ax.set_xlabel(label(xlabel))
        self.top = label(ylabel) if ylabel else None
        for axis, length in ((self.ax.xaxis, self.width), (self.ax.yaxis, self.height)):
            fixed = isinstance(axis.get_major_locator(), FixedLocator)
            if axis.get_scale() == "linear" and not fixed:
                count, integer = max(3, int(length // 55)), whole and axis is self.ax.xaxis
                axis.set_major_locator(MaxNLocator(count, integer=integer, steps=[1, 2, 5, 10]))
                formatter = ScalarFormatter(useOffset=False, useMathText=False)
                formatter.set_powerlimits((-4, 6))
                axis.set_major_formatter(formatter)

    def bare(self):
        """No axes, only what is drawn."""
        self.ax.axis("off")
        self.framed = False

    def entry(self, name, style, *, dashes=None, marker=False, line=True):
        """A line of the legend; the same name twice is one line."""
        handle = Line2D([], [], color=style.color, lw=1.8, ms=5)
        handle.set(marker=style.marker if marker else "", ls=dashes or style.dashes if line else "")
        self._entries.setdefault(label(name), (handle, style.color))

    def patch(self, name, style=None):
        """A legend entry for an area: of a style, or hatched."""
        looks = {"facecolor": LOST, "edgecolor": "#8a929b", "hatch": "////", "lw": 0.5}
        if style:
            looks = {"facecolor": style.color, "alpha": 0.8}
        self._entries.setdefault(label(name), (Patch(**looks), style.color if style else INK))

    def shape(self, name, x, y):
        """Mark a minimum or a saddle point, by its word key."""
        self.ax.plot(x, y, ls="", zorder=4, **SHAPES[name])
        self._shapes[label(name)] = (Line2D([], [], ls="", **SHAPES[name]), INK)

    def spots(self, marks, size=9, **options):
        """Single marked positions, {label: (x, y)}."""
        for i, (name, at) in enumerate((marks or {}).items()):
            style = NEUTRAL[(i + 1) % len(NEUTRAL)]
            x, y = np.asarray(at, float).reshape(2, -1)
            look = {"color": style.color, "mec": "white", "ms": size, "ls": "", "zorder": 6}
            self.ax.plot(x, y, style.marker, **look, **options)
            self.entry(name, style, marker=True, line=False)

    def arrows(self, arrows):
        """Arrows, {label: (tail, vector)}."""
        for i, (name, (tail, vector)) in enumerate((arrows or {}).items()):
            style = NEUTRAL[(i + 2) % len(NEUTRAL)]
            head = "-|>,head_width=0.28,head_length=0.55"
            look = {"arrowstyle": head, "color": style.color, "lw": 1.8, "shrinkA": 0, "shrinkB": 0}
            tip = np.add(tail, vector)
            self.ax.annotate("", tip, tail, annotation_clip=False, arrowprops=look, zorder=6)
            self.entry(name, style, dashes=SOLID)

    def vertical(self, marks):
        """Marked positions of the x axis, {label: x}; names at the top, clear of each other."""
        placed = []
        for name, x in (marks or {}).items():
            low, high = self.ax.get_xlim()
            if not low <= x <= high:
                continue
            self.ax.axvline(x, color=QUIET, lw=1, ls=(0, (1, 2)), zorder=1.5)
            share = _share(x, low, high, self.ax.get_xscale())
            wide = text_width(label(name), 10) / self.width
            right = share + wide > 0.94
            a, b = (share - wide, share) if right else (share, share + wide)
            rows = {row for row, start, stop in placed if a <= stop and b >= start}
            row = min(set(range(len(placed) + 1)) - rows)
            placed.append((row, a, b))
            aside, below = (-4 if right else 4), -3 - 13 * row
            self._inside(name, (x, 1), ("data", "axes fraction"), aside, below)

    def horizontal(self, marks):
        """Marked positions of the y axis, {label: y}; names at the right."""
        for name, y in (marks or {}).items():
            low, high = self.ax.get_ylim()
            if not low <= y <= high:
                continue
            self.ax.axhline(y, color=QUIET, lw=1, ls=(0, (1, 2)), zorder=1.5)
            above = _share(y, low, high, self.ax.get_yscale()) < 0.85
            self._inside(name, (1, y), ("axes fraction", "data"), -3, 3 if above else -3)

    def _inside(self, name, at, coordinates, aside, up):
        self.note(label(name), at, (aside, up), 10, QUIET, xycoords=coordinates)

    def note(self, text, at, offset, size=11, color=INK, **options):
        """Text beside a place, on the side its offset in pixels points to, on a white rim."""
        side = {"ha": "left" if offset[0] > 0 else "right" if offset[0] < 0 else "center"}
        side["va"] = "bottom" if offset[1] > 0 else "top"
        looks = {"fontsize": size, "color": color, "gid": "gd-halo", "zorder": 8}
        place = {"xytext": offset, "textcoords": "offset points"}
        self.ax.annotate(text, at, **place, **side, **looks, **options)

    def end_label(self, name, y, color):
        """A name in the right margin, at the height of the end of its line."""
        look = {"va": "center", "color": color, "fontsize": 10.5, "annotation_clip": False}
        frame = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
        text = self.ax.annotate(label(name), (1, y), (5, 0), **frame, **look)
        self._ends.append((text, y))

    def finish(self):
        """Lay everything out and make the picture."""
        legend = {**self._entries, **self._shapes}
        columns, rows = self._columns(legend)
        title = 20 if self.title else 0
        top = 7 + title + (13.5 * rows + 3 if rows else 0) + (20 if self.top else 0)
        left, right, bottom = self._margins()
        if self.ratio:
            self.height = round(top + bottom + self.ratio * (self.width - left - right))
        w, h = self.width, self.height
        across, up = w - left - right, h - top - bottom
        if min(across, up) < 20:
            raise ValueError(f"size is {(w, h)}; it must leave room for the plot and its labels")
        self.figure.set_size_inches(w / 72, h / 72)
        self.ax.set_position([left / w, bottom / h, across / w, up / h])
        if self.title:
            self.figure.text(4 / w, 1 - 6 / h, self.title, va="top", fontsize=11.5, weight="bold")
        if legend:
            self._legend(legend, columns, 1 - (4 + title) / h)
        if self.top:
            self.figure.text(4 / w, 1 - (top - 9.5) / h, self.top, fontsize=11)
        self._separate_ends(up)
        animate = self.reel.animate(self.ax) if self.reel else None
        self.picture = write(self.figure, self._said(legend), animate)

    def _said(self, legend):
        said = [self.title, *legend, *(text.get_text() for text, _ in self._ends)]
        said = ", ".join(dict.fromkeys(filter(None, said)))
        return f"{label(self.kind)}: {said}" if said else label(self.kind)

    def _margins(self):
        if not self.framed:
            return 4, 4, 4
        x, y = (
            [t for t in axis.get_major_formatter().format_ticks(axis.get_majorticklocs()) if t]
            for axis in (self.ax.xaxis, self.ax.yaxis)
        )
        left = 10 + max((text_width(text, 10) for text in y), default=0)
        last = text_width(x[-1], 10) / 2 if x else 0
        ends = max((text_width(text.get_text(), 10.5) + 9 for text, _ in self._ends), default=0)
        return left, max(8, last, ends, self.right), 21 + (16 if self.ax.get_xlabel() else 0)

    def _columns(self, legend):
        """How many columns the legend may have, and how many rows that makes."""
        widths = [text_width(text, 10.5) + 38 for text in legend]
        columns = len(widths)

        def needed(columns):
            return sum(max(widths[c::columns]) for c in range(columns))

        while columns > 1 and needed(columns) > self.width - 4:
            columns -= 1
        return columns, -(-len(widths) // columns) if widths else 0

    def _legend(self, legend, columns, y):
        # Matplotlib fills a legend column by column; here a row reads in the order of the series.
        texts = list(legend)
        order = [i for c in range(columns) for i in range(c, len(texts), columns)]
        handles, names = zip(*((legend[texts[i]][0], texts[i]) for i in order), strict=True)
        gaps = {"handlelength": 1.9, "handletextpad": 0.5, "columnspacing": 1.0}
        gaps |= {"borderpad": 0.1, "labelspacing": 0.25, "borderaxespad": 0.1}
        place = {"loc": "upper left", "bbox_to_anchor": (0, y), "ncols": columns}
        drawn = self.figure.legend(handles, names, **place, **gaps)
        for text in drawn.get_texts():
            text.set_color(legend[text.get_text()][1])

    def _separate_ends(self, height):
        """Move end labels apart until no two overlap, keeping their order."""
        scale = self.ax.transScale + self.ax.transLimits
        edge = self.ax.get_xlim()[1]
        wanted = [float(scale.transform((edge, y))[1] * height) for _, y in self._ends]
        order = sorted(range(len(wanted)), key=lambda i: round(wanted[i], 2))
        places = _apart([wanted[i] for i in order], 14, height + 8)
        for i, place in zip(order, places, strict=True):
            self._ends[i][0].set_position((5, place - wanted[i]))


def set_scale(axis, scale, fine=True):
    """A linear axis, or a logarithmic one whose ticks are few and named in plain text."""
    if scale == "linear":
        return
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    axis.set_major_locator(_Decades())
    axis.set_major_formatter(FuncFormatter(lambda v, _: _tick_name(v, axis.get_view_interval())))
    axis.set_minor_formatter(NullFormatter())
    between = LogLocator(subs=tuple(range(2, 10)), numticks=12) if fine else NullLocator()
    axis.set_minor_locator(between)


class _Decades(Locator):
    """At most seven powers of ten; also 2 and 5 times them where there are less than three."""

    def __call__(self):
        return self.tick_values(*sorted(self.axis.get_view_interval()))

    def tick_values(self, low, high):
        low = max(low, 1e-300)
        first, last = _powers(low, high)
        if last - first >= 2:
            every = -(-(last - first) // 6)
            return 10.0 ** np.arange(-(-first // every) * every, last + 1, every)
        ticks = [m * 10.0**e for e in range(first - 1, last + 1) for m in (1, 2, 5)]
        return np.array([t for t in ticks if low * (1 - 1e-9) <= t <= high * (1 + 1e-9)])


def _powers(low, high):
    """The exponents of the first and the last power of ten in a range."""
    return int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))


def _tick_name(value, view):
    """Powers stay among themselves: beside 0.002 and 0.005 the tick between is 0.001, not 10⁻³."""
    first, last = _powers(*sorted(view))
    return power_name(value, view) if last - first >= 2 else f"{value:.10g}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_name(value, view):
    """10⁻⁶ where the view reaches far, else 0.1: a tick of a logarithmic axis."""
    low, high = sorted(view)
    exponent = np.log10(value)
    if (low < 1e-3 or high > 2e4) and abs(exponent - round(exponent)) < 1e-9:
        return "1" if round(exponent) == 0 else "10" + str(round(exponent)).translate(_RAISED)
    return f"{value:.10g}"


def usable(values):
    """Where values can be drawn: neither nan nor infinite nor close to overflow."""
    return np.abs(np.nan_to_num(values, nan=np.inf)) < 1e280


def extent(values):
    """(lowest, highest) of the usable values."""
    values = np.asarray(values, float)
    values = values[usable(values)]
    return (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)


def padded(low, high, margin, above=None):
    """A range made wider by a share of itself: ``margin`` on both sides, or ``above`` on top."""
    width = (high - low) or abs(high) or 1.0
    return (low - margin * width, high + (margin if above is None else above) * width)


def _share(value, low, high, scale):
    if scale == "log":
        value, low, high = np.log([value, low, high])
    return (value - low) / (high - low)


def _apart(places, gap, high):
    """Sorted places at least ``gap`` apart and, from the top down, none above ``high``."""
    places = list(places)
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    for i in reversed(range(len(places))):
        places[i] = min(places[i], high - gap * (len(places) - 1 - i))
    return places
