"""Samples as points or as a histogram, and numbers as bars."""

import numpy as np

from gdlib.plotting.sheets import WIDTH, extent, new_sheet, padded, set_scale, usable
from gdlib.plotting.styles import NEUTRAL, SOLID, STYLES, choose_styles
from gdlib.plotting.views import plane_size
from gdlib.tables import number
from gdlib.words import label

__all__ = ["bars", "histogram", "points"]


def points(
    samples,
    *,
    marks=None,
    arrows=None,
    equal=True,
    domain=None,
    xlabel="x₁",
    ylabel="x₂",
    styles=None,
    title=None,
    size=None,
):
    """Points of the plane, such as the gradients of many minibatches.

    ``samples``: (2, B), or {label: (2, B)}. ``marks``: {label: (x, y)}, single large points.
    ``arrows``: {label: (tail, vector)}. ``equal``: one unit is as long on both axes.
    """
    named = samples if isinstance(samples, dict) else {None: samples}
    clouds = {name: np.asarray(values, float) for name, values in named.items()}
    for name, values in clouds.items():
        if values.ndim != 2 or len(values) != 2:
            raise ValueError(f"samples[{name!r}] has shape {values.shape}; it must be (2, B)")
    spots = [np.asarray(at, float).reshape(2, -1) for at in (marks or {}).values()]
    every = np.concatenate([*clouds.values(), *spots], axis=1)
    view = np.array([padded(*extent(side), 0.06) for side in every] if domain is None else domain)
    chosen = choose_styles(clouds, styles=styles)
    size, ratio = plane_size(size, view, equal)
    with new_sheet("figure_points", size, title, ratio) as sheet:
        sheet.ax.set(xlim=view[0], ylim=view[1])
        sheet.ax.set_aspect("equal" if equal else "auto")
        sheet.ax.grid(True)
        sheet.name_axes(xlabel, ylabel)
        for name, values in clouds.items():
            color, _, marker = chosen[name]
            alpha = float(np.clip(8 / np.sqrt(values.shape[1]), 0.3, 0.85))
            sheet.ax.plot(*values, marker, color=color, alpha=alpha, ms=4, mew=0)
            if name is not None:
                sheet.entry(name, chosen[name], marker=True, line=False)
        sheet.spots(marks, size=10)
        sheet.arrows(arrows)
    return sheet.picture


def histogram(
    samples,
    *,
    bins=30,
    density=None,
    vertical=None,
    xlabel="value",
    ylabel="density",
    xlim=None,
    styles=None,
    title=None,
    size=(WIDTH, 225),
):
    """How samples are spread, with predicted densities over them.

    ``samples``: an array, or {label: array}. ``bins``: how many, or their edges. ``density``: a
    function of x, or {label: function}. ``vertical``: {label: x}.
    """
    named = samples if isinstance(samples, dict) else {None: samples}
    data = {name: np.ravel(np.asarray(values, float)) for name, values in named.items()}
    data = {name: values[usable(values)] for name, values in data.items()}
    for name, values in data.items():
        if not values.size:
            raise ValueError(f"samples[{name!r}] has no finite number; it must have one at least")
    edges = np.histogram_bin_edges(np.concatenate(list(data.values())), bins, xlim)
    chosen = choose_styles(data, styles=styles)
    curves = density if isinstance(density, dict) else {"predicted": density} if density else {}
    with new_sheet("figure_histogram", size, title) as sheet:
        sheet.ax.grid(True, axis="y")
        for name, values in data.items():
            heights, _ = np.histogram(values, edges, density=True)
            color, dashes, _ = chosen[name]
            sheet.ax.stairs(heights, edges, fill=True, color=color, alpha=0.22, lw=0)
            sheet.ax.stairs(heights, edges, color=color, lw=1, ls=dashes)
            if name is not None:
                sheet.patch(name, chosen[name])
        grid = np.linspace(edges[0], edges[-1], 201)
        for i, (name, function) in enumerate(curves.items()):
            style = NEUTRAL[(i + 2) % len(NEUTRAL)]
            sheet.ax.plot(grid, function(grid), color=style.color, lw=1.8)
            sheet.entry(name, style, dashes=SOLID)
        sheet.ax.set_xlim(edges[0], edges[-1])
        sheet.ax.set_ylim(bottom=0)
        sheet.name_axes(xlabel, ylabel)
        sheet.vertical(vertical)
    return sheet.picture


def bars(
    values,
    *,
    predicted=None,
    format=None,
    log=False,
    xlabel="value",
    xlim=None,
    styles=None,
    title=None,
    size=None,
):
    """One bar a label, its number beside it.

    ``values``: {label: number}, or {label: {series: number}} for groups. ``predicted``: the same,
    or {label: number}, a tick where a prediction lies. ``format``: of the numbers, ".3f".
    """
    if not isinstance(values, dict) or not values:
        raise TypeError(f"values is {values!r}; it must be a dict of label: number, not empty")
    grouped = all(isinstance(group, dict) for group in values.values())
    groups = values if grouped else {name: {name: value} for name, value in values.items()}
    series = dict.fromkeys(name for group in groups.values() for name in group)
    chosen = choose_styles(series, styles=styles)
    if not grouped and not styles and not STYLES.keys() & series:
        chosen = dict.fromkeys(series, NEUTRAL[0])  # the labels tell them apart
    count = sum(map(len, groups.values()))
    height = 62 + 17 * count + 10 * len(groups) + (20 if title else 0)
    with new_sheet("figure_bars", size or (WIDTH, height), title) as sheet:
        ax, at, middles = sheet.ax, 0.0, {}
        set_scale(ax.xaxis, "log" if log else "linear")
        ax.grid(True, axis="x")
        for group, members in groups.items():
            middles[at + (len(members) - 1) / 2] = label(group)
            for name, value in members.items():
                guess = (predicted or {}).get(group)
                guess = guess.get(name) if isinstance(guess, dict) else guess
                _draw_bar(sheet, at, value, guess, chosen[name], format)
                if grouped:
                    sheet.patch(name, chosen[name])
                at += 1
            at += 0.6
        ax.set_yticks(list(middles), list(middles.values()))
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(at - 1, -0.6)
        ax.margins(x=0.14)
        if xlim:
            ax.set_xlim(xlim)
        sheet.name_axes(xlabel, None)
    return sheet.picture


def _draw_bar(sheet, at, value, guess, style, spec):
    shown = value if usable(value) else 0
    sheet.ax.barh(at, shown, 0.86, color=style.color, alpha=0.8)
    end = max(shown, 0, guess or 0)
    frame = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "fontsize": 10}
    sheet.ax.annotate(number(value, spec), (end, at), **frame)
    if guess is not None:
        look = NEUTRAL[2]._replace(dashes=SOLID)
        sheet.ax.plot([guess, guess], [at - 0.5, at + 0.5], color=look.color, lw=2.4)
        sheet.entry("predicted", look)
