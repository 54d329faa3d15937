"""A landscape as a curve or as contours, with paths on it."""

import numpy as np
from contourpy import contour_generator
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from gdlib.plotting.sheets import WIDTH, new_sheet, padded
from gdlib.plotting.styles import NEUTRAL, QUIET, SOLID, mix
from gdlib.plotting.views import (
    finite,
    function_of,
    line_view,
    lowest,
    named_paths,
    plane_size,
    plane_view,
)
from gdlib.plotting.walks import draw_critical_points, draw_walks, segment_within
from gdlib.tables import number

__all__ = ["contours", "curve", "field"]

LOW, HIGH = "#fbfcfe", "#bccee2"  # light, so that every line stands out from the ground
TANGENT = NEUTRAL[2]._replace(dashes=SOLID)
CORNERS = 7000  # of all contour lines together


def curve(
    problem,
    paths=None,
    *,
    domain=None,
    tangents=(),
    secants=(),
    minima=True,
    vertical=None,
    label_steps=(),
    xlabel="x",
    ylabel="loss",
    ylim=None,
    styles=None,
    title=None,
    size=(WIDTH, 240),
):
    """A function of one variable, with the steps of one or more paths on it.

    ``problem``: a landscape of one coordinate, or any function with ``domain=(low, high)``.
    ``paths``: a Path, or {label: Path}. ``tangents``: positions, or True for every point of the
    paths. ``secants``: pairs (x, h), a line through the points at x and x + h. ``vertical``:
    {label: x} marks positions. ``label_steps``: the steps of the first path whose points get
    their name, such as (0, 1, 2).
    """
    f, view = line_view(problem, domain)
    named = named_paths(paths, 1)
    grid = np.linspace(*view, 401)
    heights = finite(f(grid))
    with new_sheet("figure_curve", size, title) as sheet:
        ax = sheet.ax
        ax.plot(grid, heights, color=QUIET, lw=1.6, zorder=2)
        box = np.array([view, ylim or padded(heights.min(), heights.max(), 0.06, 0.12)])
        ax.set(xlim=box[0], ylim=box[1])
        sheet.name_axes(xlabel, ylabel)
        sheet.vertical(vertical)
        for x in _tangent_points(tangents, named, view):
            y, slope = float(f(x)), _slope(problem, f, x, view)
            _draw_straight(sheet, x, y, slope, box, TANGENT, lw=1.4)
            ax.plot([x], [y], "o", color=TANGENT.color, ms=4, zorder=3)
            sheet.entry("tangent", TANGENT)
        for i, (x, h) in enumerate(secants):
            style = NEUTRAL[(1, 3, 5, 4)[i % 4]]
            ends = f(np.array([x, x + h]))
            _draw_straight(sheet, x, ends[0], (ends[1] - ends[0]) / h, box, style, lw=1.2)
            ax.plot([x, x + h], ends, style.marker, color=style.color, ms=5)
            sheet.entry(f"h = {number(h)}", style, marker=True)
        if minima and hasattr(problem, "minima"):
            for (x,) in np.transpose(problem.minima):
                if view[0] <= x <= view[1]:
                    sheet.shape("minimum", [x], [f(x)])

        def place(x):
            return np.array([x[0], f(x[0])])

        draw_walks(sheet, named, box, place, styles, label_steps, xlabel)
    return sheet.picture


def contours(
    problem,
    paths=None,
    *,
    domain=None,
    levels=12,
    log=True,
    minima=True,
    saddles=True,
    field=False,
    arrows=None,
    points=None,
    label_steps=(),
    xlabel="x₁",
    ylabel="x₂",
    styles=None,
    title=None,
    size=None,
):
    """Filled contours of a landscape of two coordinates, darker where it is higher, with paths.

    ``paths``: a Path, or {label: Path}; of a batched path, up to 60 runs. ``levels``: how many,
    or the values. ``log``: levels by equal ratios above the lowest value, else by equal steps.
    ``field``: "uphill" or "downhill" draws arrows of the gradient or its negative.
    ``arrows``: {label: (tail, vector)}. ``points``: {label: (2,) or (2, K)} marked positions.
    ``label_steps``: the steps of the first path whose points get their name, such as (0, 1, 2).
    """
    view = plane_view(problem, domain)
    named = named_paths(paths, 2)
    if field not in (False, "uphill", "downhill"):
        raise ValueError(f'field is {field!r}; it must be False, "uphill" or "downhill"')
    if field and not hasattr(problem, "grad"):
        raise TypeError(f"problem is {problem!r}; it must have grad, whose field is drawn")
    across, up = np.meshgrid(*(np.linspace(*side, 81) for side in view))
    heights = finite(function_of(problem)(np.array([across, up])))
    steps = _levels(heights, lowest(problem, heights), levels, log and _has_minima(problem))
    equal = 0.4 <= np.ptp(view[1]) / np.ptp(view[0]) <= 2.2
    size, ratio = plane_size(size, view, equal)
    with new_sheet("figure_contours", size, title, ratio) as sheet:
        sheet.ax.set(xlim=view[0], ylim=view[1], facecolor=LOW)
        sheet.ax.set_aspect("equal" if equal else "auto")
        sheet.ax.spines[:].set_visible(False)
        _draw_levels(sheet.ax, across, up, heights, steps)
        sheet.name_axes(xlabel, ylabel)
        if field:
            _draw_field(sheet.ax, problem, view, equal, 1 if field == "uphill" else -1)
        draw_walks(sheet, named, view, lambda x: x, styles, label_steps, xlabel)
        draw_critical_points(sheet, problem, view, minima, saddles)
        sheet.arrows(arrows)
        sheet.spots(points, size=7)
    return sheet.picture


def field(problem, *, direction="downhill", **options):
    """The gradient ("uphill") or its negative ("downhill") as arrows on the contours.

    Longer arrows are steeper, on a compressed scale; the other options are those of contours.
    """
    return contours(problem, field=direction, **options)


def _draw_levels(ax, x, y, z, steps):
    """Each level laid over the one below it: one edge a level, and no gap between two."""
    generator = contour_generator(x, y, z, fill_type="OuterCode")
    roof = 2 * abs(z).max() + 1
    rings = [generator.filled(level, roof) for level in steps]
    while len(rings) > 4 and sum(len(line) for lines, _ in rings for line in lines) > CORNERS:
        rings = rings[1::2]  # many hills: fewer levels keep the picture light
    for i, (lines, codes) in enumerate(rings):
        if lines:
            outline = Outline(np.concatenate(lines), np.concatenate(codes))
            color = mix(LOW, HIGH, (i + 1) / len(rings))
            patch = PathPatch(outline, facecolor=color, edgecolor="white", lw=0.6, zorder=1)
            ax.add_artist(patch)


def _levels(heights, low, levels, log):
    if np.ndim(levels):
        return np.sort(np.asarray(levels, float))
    if not isinstance(levels, int | np.integer) or not 2 <= levels <= 30:
        raise ValueError(f"levels is {levels!r}; it must be an integer from 2 to 30, or the values")
    high = heights.max()
    if not log:
        return np.linspace(low, high, levels + 2)[1:-1]
    above = np.sort((heights - low).ravel()) / ((high - low) or 1)
    first = np.clip(above[len(above) // 100], 1e-7, 1e-2) / 3
    return low + np.geomspace(first, 1, levels + 1)[:-1] * (high - low)


def _has_minima(problem):
    return np.size(getattr(problem, "minima", ())) > 0


def _draw_field(ax, problem, view, equal, sign):
    counts = 13, max(5, round(13 * min(1.1, np.ptp(view[1]) / np.ptp(view[0]))))
    sides = []
    for (low, high), count in zip(view, counts, strict=True):
        half = (high - low) / (2 * count)
        sides.append(np.linspace(low + half, high - half, count))
    grid = np.array(np.meshgrid(*sides))
    g = sign * np.asarray(problem.grad(grid.reshape(2, -1)), float).reshape(grid.shape)
    steep = np.hypot(*g)
    unit = np.array([1, 1] if equal else np.ptp(view, axis=1)).reshape(2, 1, 1)  # of the page
    ahead = g / unit
    ahead /= np.maximum(np.hypot(*ahead), 1e-300)
    longest = 0.92 / 13 * (np.ptp(view[0]) if equal else 1)
    arrows = ahead * unit * longest * np.cbrt(steep / (steep.max() or 1))
    arrows[:, steep <= 1e-9 * steep.max()] = np.nan
    heads = {"headwidth": 4.2, "headlength": 4.6, "headaxislength": 4.2, "minlength": 0}
    scale = {"angles": "xy", "scale_units": "xy", "scale": 1, "units": "dots", "width": 1.3}
    tails = grid - arrows / 2
    ax.quiver(*tails, *arrows, color="#2d4a6b", zorder=2, **scale, **heads)


def _tangent_points(tangents, named, view):
    if tangents is not True:
        return tangents or ()
    every = np.concatenate([np.ravel(path.x) for _, path in named] or [np.zeros(0)])
    return every[(every >= view[0]) & (every <= view[1])][:12]


def _slope(problem, f, x, view):
    if hasattr(problem, "grad"):
        return float(np.ravel(problem.grad(np.array([x], float)))[0])
    h = 1e-5 * np.ptp(view)
    return float((f(x + h) - f(x - h)) / (2 * h))


def _draw_straight(sheet, x, y, slope, box, style, lw):
    reach = 2 * np.ptp(box[0]) * np.array([1, slope])
    ends = segment_within((x, y) - reach, (x, y) + reach, box)
    if ends is not None:
        sheet.ax.plot(*np.transpose(ends), color=style.color, ls=style.dashes, lw=lw, zorder=3)
