"""Numbers on a grid: a sweep's heat map, the pixels of small images."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from gdlib.plotting.sheets import LOST, WIDTH, extent, new_sheet, power_name, set_scale
from gdlib.plotting.styles import NEUTRAL, halo, mix
from gdlib.plotting.svg import text_width
from gdlib.tables import number
from gdlib.words import label

__all__ = ["heatmap", "images"]

SHADES = 16
PAPER = "#f3f5f8"


def heatmap(
    values,
    x=None,
    y=None,
    *,
    value="loss",
    log=True,
    limits=None,
    marks=None,
    curves=None,
    xlabel=None,
    ylabel=None,
    title=None,
    size=(WIDTH, 285),
):
    """A number for every pair of settings as shades, darker is higher; hatched where it diverged.

    ``values``: a Sweep of two settings (the first runs up y, the second along x), or an array
    (H, W) with ``x`` (W,) and ``y`` (H,), evenly or geometrically spaced. ``limits``: the range
    of the shades (by default all values; of a logarithmic scale, at most from 1e-6 to 1e4 times
    their median). ``marks``: {label: (x, y)}. ``curves``: {label: (xs, ys)}.
    """
    if hasattr(values, "axes"):
        (first, y), (second, x) = _two_axes(values)
        values, xlabel, ylabel = values.f, xlabel or _setting(second), ylabel or _setting(first)
    values, x, y = (np.asarray(a, float) for a in (values, x, y))
    if values.shape != y.shape + x.shape or values.ndim != 2:
        allowed = f"(len(y), len(x)), here {y.shape + x.shape}"
        raise ValueError(f"values has shape {values.shape}; it must be {allowed}")
    shades, ticks = _shades(values, log, limits)
    with new_sheet("figure_heatmap", size, title) as sheet:
        for axis, settings in ((sheet.ax.xaxis, x), (sheet.ax.yaxis, y)):
            set_scale(axis, "log" if _geometric(settings) else "linear")
        xs, ys = _edges(x), _edges(y)
        sheet.ax.set(xlim=(xs[0], xs[-1]), ylim=(ys[0], ys[-1]))
        _draw_cells(sheet.ax, xs, ys, shades)
        if (shades < 0).any():
            sheet.patch("diverges")
        for i, (name, line) in enumerate((curves or {}).items()):
            style = NEUTRAL[(i + 2) % len(NEUTRAL)]
            look = {"color": style.color, "ls": style.dashes, "lw": 1.8}
            sheet.ax.plot(*line, path_effects=halo(3.8), **look)
            sheet.entry(name, style)
        sheet.spots(marks, clip_on=False)
        sheet.name_axes(xlabel, ylabel)
        if ticks:
            _draw_scale(sheet, ticks, label(value))
    return sheet.picture


def images(pixels, labels=None, *, columns=8, limits=None, title=None, size=None):
    """Small images in rows, darker where a value is higher, such as the 8x8 digits.

    ``pixels``: (k, h, w), or (k, 64) for digits. ``labels``: one under each. ``limits``: the
    values of the lightest and the darkest shade.
    """
    pixels = np.asarray(pixels, float)
    if pixels.ndim == 2 and pixels.shape[1] == 64:
        pixels = pixels.reshape(-1, 8, 8)
    if pixels.ndim != 3 or not len(pixels):
        raise ValueError(f"pixels has shape {pixels.shape}; it must be (k, h, w) or (k, 64)")
    k, h, w = pixels.shape
    if labels is not None and len(labels) != k:
        raise ValueError(f"labels has length {len(labels)}; it must be one an image, {k}")
    columns = min(columns, k)
    low, high = limits or extent(pixels)
    levels = np.clip((pixels - low) / ((high - low) or 1) * SHADES, 0, SHADES).round().astype(int)
    across, row = max(columns * (w + 1) - 1, 40), h + (2.6 if labels is not None else 1)
    down = -(-k // columns) * row
    height = round(down * WIDTH / across) + 12 + (20 if title else 0)
    with new_sheet("figure_images", size or (WIDTH, height), title) as sheet:
        sheet.bare()
        sheet.ax.set(xlim=(0, across), ylim=(down, 0))
        boxes = {}
        for i, image in enumerate(levels):
            left, top = i % columns * (w + 1), i // columns * row
            boxes.setdefault(0, []).append((left, top, w, h))
            for r, line in enumerate(image):
                for start, stop, level in _runs(line):
                    if level:
                        box = (left + start, top + r, stop - start, 1)
                        boxes.setdefault(int(level), []).append(box)
            if labels is not None:
                text = labels[i] if isinstance(labels[i], str) else number(labels[i])
                place = {"ha": "center", "va": "top", "fontsize": 10}
                sheet.ax.text(left + w / 2, top + h + 0.4, label(text), **place)
        for level, rectangles in sorted(boxes.items()):
            _draw_rectangles(sheet.ax, rectangles, mix(PAPER, "#1f3044", level / SHADES))
    return sheet.picture


def _setting(name):
    return "rho" if name == "momentum" else name


def _two_axes(sweep):
    if len(sweep.axes) != 2 or np.ndim(sweep.f) != 2:
        said = f"values is a Sweep of {list(sweep.axes)} with f of shape {np.shape(sweep.f)}"
        raise ValueError(f"{said}; it must have two settings, one start and the last losses only")
    return sweep.axes.items()


def _shades(values, log, limits):
    """A shade a cell, -1 where there is no number; and (share, name) of the scale's ticks."""
    usable = np.isfinite(values) & ((values > 0) | (not log))
    if not usable.any():
        return np.full(values.shape, -1), []
    low, high = limits or extent(values[usable])
    if log and not limits:
        middle = float(np.sort(values[usable])[usable.sum() // 2])
        low, high = max(low, 1e-6 * middle), min(high, 1e4 * middle)
    scale = np.log10 if log else np.asarray
    a, b = float(scale(low)), float(scale(high))
    share = (scale(np.where(usable, values, low)) - a) / ((b - a) or 1)
    shades = np.floor(np.clip(np.round(share * SHADES, 6), 0, SHADES - 1)).astype(int)
    shades[~np.isfinite(values)] = -1
    exponents = range(int(np.ceil(a - 1e-9)), int(np.floor(b + 1e-9)) + 1)
    if log and len(exponents) > 1:
        every = -(-len(exponents) // 5)
        names = {e: power_name(10.0**e, (low, high)) for e in exponents[::every]}
        return shades, [((e - a) / (b - a), name) for e, name in names.items()]
    ends = (0, 1) if log else (0, 0.5, 1)
    return shades, [(s, number(low + s * (high - low), ".3g")) for s in ends]


def _shade_color(level):
    return mix(PAPER, "#1d3f66", level / (SHADES - 1))


def _draw_cells(ax, xs, ys, shades):
    boxes = {}
    for i, row in enumerate(shades):
        for start, stop, level in _runs(row):
            box = (xs[start], ys[i], xs[stop] - xs[start], ys[i + 1] - ys[i])
            boxes.setdefault(int(level), []).append(box)
    for level, rectangles in sorted(boxes.items()):
        if level < 0:
            _draw_rectangles(ax, rectangles, LOST, edgecolor="#8a929b", hatch="////")
        else:
            color = _shade_color(level)
            _draw_rectangles(ax, rectangles, color, edgecolor=color, lw=0.3)


def _draw_scale(sheet, ticks, name):
    """The shades and their numbers, right of the axes."""
    wide = max(text_width(text, 10) for _, text in ticks)
    sheet.right = max(36 + wide, 14 + text_width(name, 10.5))
    ax = sheet.ax.inset_axes([1.04, 0, 0.05, 0.86])
    ax.set(xlim=(0, 1), ylim=(0, SHADES), xticks=[])
    for level in range(SHADES):
        color = _shade_color(level)
        _draw_rectangles(ax, [(0, level, 1, 1)], color, edgecolor=color, lw=0.3)
    ax.yaxis.tick_right()
    ax.set_yticks([share * SHADES for share, _ in ticks], [text for _, text in ticks])
    ax.tick_params(length=2)
    ax.spines[:].set_visible(False)
    place = {"xycoords": "axes fraction", "ha": "left", "va": "bottom", "fontsize": 10.5}
    sheet.ax.annotate(name, (1.04, 0.9), **place)


def _draw_rectangles(ax, boxes, color, edgecolor="none", lw=0.0, hatch=None):
    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in boxes]
    codes = [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY] * len(boxes)
    outline = Outline(np.concatenate(corners), codes)
    ax.add_artist(PathPatch(outline, facecolor=color, edgecolor=edgecolor, lw=lw, hatch=hatch))


def _runs(row):
    """(start, stop, value) of each run of equal neighbours."""
    cuts = [0, *(np.flatnonzero(np.diff(row)) + 1).tolist(), len(row)]
    return [(start, stop, row[start]) for start, stop in zip(cuts, cuts[1:], strict=False)]


def _geometric(values):
    """Whether neighbours have one ratio rather than one distance."""
    if len(values) < 3 or (values <= 0).any():
        return False
    steps, ratios = np.diff(values), values[1:] / values[:-1]
    return bool(np.ptp(ratios) / abs(ratios[0]) < 0.05 < np.ptp(steps) / abs(steps[0]))


def _edges(values):
    """The borders of cells around the values."""
    if len(values) == 1:
        return np.array([values[0] - 0.5, values[0] + 0.5])
    places = np.log(values) if _geometric(values) else values
    middles = (places[1:] + places[:-1]) / 2
    edges = np.array([2 * places[0] - middles[0], *middles, 2 * places[-1] - middles[-1]])
    return np.exp(edges) if _geometric(values) else edges
