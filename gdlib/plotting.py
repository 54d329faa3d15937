"""Draws landscapes, computed paths and measured numbers; runs no optimizer.

Every function returns a ``Picture``, the last expression of a cell. Every label it takes follows
``gdlib.words.label``: a word key ("loss", "noise_floor") shows its word in the language of the
page, anything else ("κ", "α = 0.1", "SGD") shows as it is.

Options shared by all: ``title`` (a label above the plot) and ``size`` (width and height in pixels
of the drawing; 374 wide reads well on a phone).
"""

from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from gdlib.pictures import Picture, beside, drawing, text_width, write
from gdlib.tables import number
from gdlib.words import label, word

__all__ = [
    "NEUTRAL", "STYLES", "Picture", "Style", "animation", "bars", "contours", "curve", "field",
    "heatmap", "histogram", "images", "lines", "losses", "panels", "points", "surface",
]  # fmt: skip

WIDTH = 374


class Style(NamedTuple):
    """How one series looks everywhere: colour, dash pattern (in line widths), marker."""

    color: str
    dashes: Any
    marker: str


SOLID = "solid"

# Dark enough to be read as text on white; told apart without colour by dashes and marker.
STYLES = {
    "SGD": Style("#1f2328", SOLID, "o"),
    "Momentum": Style("#0a58ca", (0, (5, 1.4)), "s"),
    "RMSprop": Style("#bc4a00", (0, (6, 1.4, 1.2, 1.4)), "^"),
    "Adam": Style("#8f2a9b", (0, (2.6, 1.2)), "D"),
    "AdamW": Style("#00705c", (0, (1.2, 1.2)), "v"),
}

# For whatever is no optimizer, in this order.
NEUTRAL = (
    Style("#3f5468", SOLID, "o"),
    Style("#946200", (0, (5, 1.4)), "s"),
    Style("#9b2c4d", (0, (6, 1.4, 1.2, 1.4)), "^"),
    Style("#3c7326", (0, (2.6, 1.2)), "D"),
    Style("#6e5346", (0, (1.2, 1.2)), "v"),
    Style("#5d6b99", (0, (8, 1.4, 1.2, 1.4, 1.2, 1.4)), "P"),
)

_INK = "#1f2328"
_QUIET = "#57606a"
_LOW, _HIGH = "#fbfcfe", "#a9bfd8"  # the ground: light, so that every line stands out from it


# ---------------------------------------------------------------- landscapes and paths


def curve(
    problem,
    paths=None,
    *,
    domain=None,
    tangents=(),
    secants=(),
    minima=True,
    vertical=None,
    ylim=None,
    xlabel="x",
    ylabel="loss",
    styles=None,
    title=None,
    size=(WIDTH, 240),
):
    """A function of one variable, with the steps of one or more paths on it.

    ``problem``: a landscape of one coordinate, or any function with ``domain=(low, high)``.
    ``paths``: a Path, or {label: Path}. ``tangents``: positions, or True for every point of the
    paths. ``secants``: pairs (x, h), a line through the points at x and x + h. ``vertical``:
    {label: x} marks positions.
    """
    f, view = _line_ground(problem, domain)
    named = _named_paths(paths, 1)
    grid = np.linspace(*view, 401)
    values = _finite(f(grid))
    with _sheet("figure_curve", size, title) as sheet:
        ax = sheet.ax
        ax.plot(grid, values, color=_QUIET, lw=1.6, zorder=2)
        low, high = ylim or _padded(values.min(), values.max(), 0.06, 0.12)
        ax.set(xlim=view, ylim=(low, high))
        box = np.array([view, (low, high)])
        _axes_names(sheet, xlabel, ylabel)
        _vertical(sheet, vertical)
        for x in _tangent_points(tangents, named, view):
            y, slope = f(x), _slope(problem, f, x, view)
            _straight(ax, x, y, slope, box, color="#946200", lw=1.2, zorder=3)
            ax.plot([x], [y], "o", color="#946200", ms=4, zorder=3)
        for i, (x, h) in enumerate(secants):
            style = NEUTRAL[1 + i % 5]
            y, slope = f(x), (f(x + h) - f(x)) / h
            _straight(ax, x, y, slope, box, color=style.color, lw=1.2, ls=style.dashes, zorder=3)
            ax.plot([x, x + h], [y, f(x + h)], style.marker, color=style.color, ms=5, ls="")
            sheet.entry(f"h = {number(h)}", style, marker=True)
        if minima and hasattr(problem, "minima"):
            for x in np.ravel(problem.minima):
                if view[0] <= x <= view[1]:
                    _star(ax, x, f(x))
                    sheet.mark("minimum", "star")
        _walks(sheet, named, box, lambda xs: np.array([xs[0], f(xs[0])]), styles)
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
    styles=None,
    xlabel="x₁",
    ylabel="x₂",
    title=None,
    size=None,
):
    """Filled contours of a landscape of two coordinates, darker where it is higher, with paths.

    ``paths``: a Path, or {label: Path}; a batched path draws every run. ``levels``: how many, or
    the values. ``log``: levels by equal ratios above the lowest value, else by equal steps.
    ``field``: "uphill" or "downhill" draws arrows of the gradient or its negative (True: uphill).
    ``arrows``: {label: (point, vector)}. ``points``: {label: (2,) or (2, K)} marked positions.
    ``label_steps``: steps whose points get their name, such as (0, 1, 2).
    """
    with _ground(problem, domain, size, "figure_contours", title, log, levels) as sheet:
        _axes_names(sheet, xlabel, ylabel)
        if field:
            _field_arrows(sheet.ax, problem, sheet.box, field)
        named = _named_paths(paths, 2)
        _walks(sheet, named, sheet.box, lambda x: x, styles, label_steps)
        _critical_points(sheet, problem, minima, saddles)
        for i, (name, spot) in enumerate((points or {}).items()):
            style = NEUTRAL[i % len(NEUTRAL)]
            x1, x2 = np.asarray(spot, float).reshape(2, -1)
            sheet.ax.plot(x1, x2, style.marker, color=style.color, mec="white", ms=6, zorder=5)
            sheet.entry(name, style, marker=True, line=False)
        for i, (name, (tail, vector)) in enumerate((arrows or {}).items()):
            style = NEUTRAL[(i + 1) % len(NEUTRAL)]
            _arrow(sheet.ax, tail, np.add(tail, vector), style.color, lw=1.8)
            sheet.entry(name, style, dashes=SOLID)
    return sheet.picture


def field(problem, *, domain=None, direction="downhill", title=None, size=None, **options):
    """The gradient ("uphill") or its negative ("downhill") as arrows on the contours.

    Longer arrows are steeper, on a compressed scale; the other options are those of contours.
    """
    return contours(
        problem, domain=domain, field=direction, title=title, size=size, **options
    )


def surface(
    problem,
    paths=None,
    *,
    domain=None,
    log=False,
    azimuth=-60,
    elevation=35,
    minima=True,
    saddles=True,
    styles=None,
    title=None,
    size=(WIDTH, 290),
):
    """A landscape of two coordinates seen from the side, with paths on it.

    ``log`` compresses the heights; ``azimuth`` and ``elevation`` are degrees.
    """
    view = _plane(problem, domain)
    named = _named_paths(paths, 2)
    f = _heights(problem, view, log)
    project = _projection(view, f, azimuth, elevation)
    with _sheet("figure_surface", size, title) as sheet:
        ax = sheet.ax
        ax.axis("off")
        ax.set_aspect("equal")
        corners = _draw_surface(ax, view, f, project)
        _edge_names(ax, project, corners)

        def lift(x):
            inside = ((x.T >= view[:, 0]) & (x.T <= view[:, 1])).all(1)
            return np.where(inside, project(x[0], x[1], f(x)), np.nan)

        box = np.array([ax.get_xlim(), ax.get_ylim()])
        _walks(sheet, named, box, lift, styles)
        _critical_points(sheet, problem, minima, saddles, lift, view)
    return sheet.picture


def animation(problem, path, *, seconds=5, domain=None, styles=None, title=None, size=None, **options):
    """A descent that plays once when its page opens, and rests at its end.

    ``problem`` has one or two coordinates; ``path`` is a Path or {label: Path}; ``seconds`` at
    most 5. A reader who asked for reduced motion sees the whole path at once. The other options
    are those of curve or contours.
    """
    if not 0 < seconds <= 5:
        raise ValueError(f"seconds must be above 0 and at most 5; got {seconds!r}")
    n = _coordinates(problem, domain)
    named = _named_paths(path, n)
    if any(p.x.ndim != 2 for _, p in named) or not named:
        raise ValueError("path must be a single run of shape (steps+1, n), or {label: such a Path}")
    reel = _Reel(seconds)
    draw = curve if n == 1 else contours
    if size:
        options["size"] = size
    with reel.recording():
        return draw(problem, path, domain=domain, styles=styles, title=title, **options)


# ---------------------------------------------------------------- series


def losses(
    paths,
    *,
    predicted=None,
    floor=None,
    log=True,
    xlabel="step",
    ylabel="loss",
    ylim=None,
    vertical=None,
    styles=None,
    title=None,
    size=(WIDTH, 235),
):
    """Loss against step.

    ``paths``: a Path, or {label: Path or array of values, one a step}; of a batched path, the
    median and the range from the 10th to the 90th percentile. ``predicted``: {label: rate}, the
    factor by which a step changes the value shown, drawn dashed from the first value; or
    {label: array}. ``floor``: {label: value} or a value, a horizontal mark. A logarithmic axis
    shows no value below 1e-14 of the largest start: there, rounding decides.
    """
    series = _named_series(paths)
    predicted = dict(predicted or {})
    for name in predicted:
        if name not in dict(series):
            raise ValueError(f"predicted names {name!r}, which is no series; they are {[n for n, _ in series]}")
    rows, bands = {}, {}
    for name, values in series:
        rows[name] = values if values.ndim == 1 else _quantile(values, 0.5)
        if values.ndim == 2:
            bands[name] = (_quantile(values, 0.1), _quantile(values, 0.9))
    guides = {}
    for name, rate in predicted.items():
        steps = np.arange(len(rows[name]))
        with np.errstate(over="ignore"):
            guides[name] = rows[name][0] * rate**steps if np.ndim(rate) == 0 else np.asarray(rate)
    marks = {} if floor is None else floor if isinstance(floor, dict) else {"noise_floor": floor}
    return _series(
        "figure_losses", None, rows, dict(paths) if isinstance(paths, dict) else {None: paths},
        bands=bands, predicted=guides, horizontal=marks, vertical=vertical, xscale="linear",
        yscale="log" if log else "linear", xlabel=xlabel, ylabel=ylabel, xlim=None,
        ylim=ylim or _loss_range(rows, log), markers=False, styles=styles, title=title,
        size=size, whole=True,
    )  # fmt: skip


def lines(
    x,
    series,
    *,
    xlabel,
    ylabel,
    xscale="linear",
    yscale="linear",
    predicted=None,
    bands=None,
    vertical=None,
    horizontal=None,
    markers=None,
    xlim=None,
    ylim=None,
    styles=None,
    title=None,
    size=(WIDTH, 235),
):
    """Values against x: error against h, a sweep's result against its setting.

    ``series``: {label: values}, or values alone; a pair (x, values) brings its own x.
    ``predicted``: {label: values}, drawn thin and dashed without markers; a label of ``series``
    lends its colour. ``bands``: {label of series: (low, high)} shades a spread. ``vertical`` and
    ``horizontal``: {label: position} mark a place on an axis. ``markers``: True, False or None
    (up to 25 points have them).
    """
    series = series if isinstance(series, dict) else {None: series}
    return _series(
        "figure_lines", x, series, series, bands=bands or {}, predicted=dict(predicted or {}),
        horizontal=horizontal, vertical=vertical, xscale=_scale("xscale", xscale),
        yscale=_scale("yscale", yscale), xlabel=xlabel, ylabel=ylabel, xlim=xlim, ylim=ylim,
        markers=markers, styles=styles, title=title, size=size,
    )  # fmt: skip


def points(
    samples,
    *,
    xlabel="x₁",
    ylabel="x₂",
    marks=None,
    arrows=None,
    equal=True,
    domain=None,
    styles=None,
    title=None,
    size=None,
):
    """Points of the plane, such as the gradients of many minibatches.

    ``samples``: (2, B), or {label: (2, B)}. ``marks``: {label: (x, y)} single large points.
    ``arrows``: {label: (tail, vector)}. ``equal``: one unit is as long on both axes.
    """
    named = samples if isinstance(samples, dict) else {None: samples}
    clouds = {name: np.asarray(values, float) for name, values in named.items()}
    for name, values in clouds.items():
        if values.ndim != 2 or len(values) != 2:
            raise ValueError(f"samples {name!r} must have shape (2, B); got {values.shape}")
    marks = {name: np.asarray(at, float).reshape(2, 1) for name, at in (marks or {}).items()}
    every = np.concatenate([*clouds.values(), *marks.values()], axis=1)
    if domain is None:
        domain = [_padded(c[np.isfinite(c)].min(), c[np.isfinite(c)].max(), 0.06) for c in every]
    domain = np.asarray(domain, float)
    chosen = _choose_styles(clouds, {}, styles)
    with _sheet("figure_points", size or _plane_size(domain, equal), title) as sheet:
        ax = sheet.ax
        ax.set(xlim=domain[0], ylim=domain[1])
        if equal:
            ax.set_aspect("equal")
        ax.grid(True)
        _axes_names(sheet, xlabel, ylabel)
        for name, values in clouds.items():
            style = chosen[name]
            few = values.shape[1] <= 60
            alpha = 0.8 if few else 0.35
            ax.plot(*values, style.marker, color=style.color, alpha=alpha, ms=4 if few else 3, mew=0)
            if name is not None:
                sheet.entry(name, style, marker=True, line=False)
        for i, (name, at) in enumerate(marks.items()):
            style = NEUTRAL[(i + 2) % len(NEUTRAL)]
            ax.plot(*at, style.marker, color=style.color, mec="white", ms=9, zorder=6)
            sheet.entry(name, style, marker=True, line=False)
        for i, (name, (tail, vector)) in enumerate((arrows or {}).items()):
            style = NEUTRAL[(i + 1) % len(NEUTRAL)]
            _arrow(ax, tail, np.add(tail, vector), style.color, lw=1.8)
            sheet.entry(name, style, dashes=SOLID)
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
    data = {name: values[np.isfinite(values)] for name, values in data.items()}
    for name, values in data.items():
        if not len(values):
            raise ValueError(f"samples {name!r} must hold a finite number; got none")
    every = np.concatenate(list(data.values()))
    edges = np.histogram_bin_edges(every, bins, xlim)
    chosen = _choose_styles(data, {}, styles)
    curves = density if isinstance(density, dict) else {"predicted": density} if density else {}
    with _sheet("figure_histogram", size, title) as sheet:
        ax = sheet.ax
        ax.grid(True, axis="y")
        for name, values in data.items():
            heights, _ = np.histogram(values, edges, density=True)
            style = chosen[name]
            ax.stairs(heights, edges, fill=True, color=style.color, alpha=0.22, lw=0)
            ax.stairs(heights, edges, color=style.color, lw=1, ls=style.dashes)
            if name is not None:
                sheet.entry(name, style, patch=True)
        grid = np.linspace(edges[0], edges[-1], 201)
        for i, (name, function) in enumerate(curves.items()):
            style = NEUTRAL[(i + 2) % len(NEUTRAL)]
            ax.plot(grid, function(grid), color=style.color, lw=1.8)
            sheet.entry(name, style, dashes=SOLID)
        ax.set_xlim(edges[0], edges[-1])
        ax.set_ylim(bottom=0)
        _axes_names(sheet, xlabel, ylabel)
        _vertical(sheet, vertical)
    return sheet.picture


def bars(
    values,
    *,
    xlabel="value",
    predicted=None,
    log=False,
    format=None,
    xlim=None,
    styles=None,
    title=None,
    size=None,
):
    """One bar a label, its number beside it.

    ``values``: {label: number}, or {label: {series: number}} for groups. ``predicted``: the same
    shape or {label: number}, a tick where a prediction lies. ``format``: of the numbers, ".3f".
    """
    if not isinstance(values, dict) or not values:
        raise TypeError(f"values must be a dict of label: number; got {values!r}")
    grouped = all(isinstance(group, dict) for group in values.values())
    groups = values if grouped else {name: {name: v} for name, v in values.items()}
    names = list(dict.fromkeys(name for group in groups.values() for name in group))
    chosen = _choose_styles(dict.fromkeys(names), {}, styles)
    rows = [(group, name, v) for group, members in groups.items() for name, v in members.items()]
    height = 62 + 17 * len(rows) + 10 * len(groups) + (20 if title else 0)
    with _sheet("figure_bars", size or (WIDTH, height), title) as sheet:
        ax = sheet.ax
        y, ticks, spots = 0.0, [], {}
        for group, members in groups.items():
            places = [y + i for i in range(len(members))]
            ticks.append((np.mean(places), label(group)))
            spots |= {(group, name): p for name, p in zip(members, places, strict=True)}
            y = places[-1] + 1.6
        finite = [v for *_, v in rows if np.isfinite(v)]
        top = max(finite, default=1)
        for group, name, v in rows:
            style = chosen[name] if grouped or name in STYLES or styles else NEUTRAL[0]
            at = spots[group, name]
            shown = v if np.isfinite(v) else top
            ax.barh(at, shown, 0.86, color=style.color, alpha=0.8, hatch=None if np.isfinite(v) else "///")
            ax.annotate(
                number(v, format), (max(shown, 0), at), (4, 0), textcoords="offset points",
                va="center", fontsize=10,
            )  # fmt: skip
            guess = (predicted or {}).get(group)
            guess = guess.get(name) if isinstance(guess, dict) else guess
            if guess is not None:
                ax.plot([guess, guess], [at - 0.5, at + 0.5], color="#9b2c4d", lw=2.4)
                sheet.entry("predicted", NEUTRAL[2], dashes=SOLID)
            if grouped:
                sheet.entry(name, style, patch=True)
        ax.set_yticks([t for t, _ in ticks], [t for _, t in ticks])
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(min([0, *finite]) >= 0)
        ax.set_ylim(y - 1.0, -0.6)
        _axis_scale(ax.xaxis, "log" if log else "linear")
        ax.margins(x=0.14)
        if xlim:
            ax.set_xlim(xlim)
        ax.grid(True, axis="x")
        _axes_names(sheet, xlabel, None)
    return sheet.picture


def heatmap(
    values,
    x=None,
    y=None,
    *,
    xlabel=None,
    ylabel=None,
    value="loss",
    log=True,
    limits=None,
    marks=None,
    curves=None,
    title=None,
    size=(WIDTH, 285),
):
    """A number for every pair of settings as shades, darker is higher; hatched where it diverged.

    ``values``: a Sweep of two settings (the first runs down y, the second along x), or an array
    (H, W) with ``x`` (W,) and ``y`` (H,). Evenly spaced or geometric axes both work. ``limits``:
    the range of shades. ``marks``: {label: (x, y)}. ``curves``: {label: (xs, ys)}.
    """
    if hasattr(values, "axes") and hasattr(values, "f"):
        (ylab, y), (xlab, x) = _two_axes(values)
        xlabel, ylabel, values = xlabel or xlab, ylabel or ylab, values.f
    values = np.asarray(values, float)
    x, y = np.asarray(x, float), np.asarray(y, float)
    if values.shape != (len(y), len(x)):
        raise ValueError(f"values must have shape (len(y), len(x)) = {(len(y), len(x))}; got {values.shape}")
    shade, ticks = _shades(values, log, limits)
    with _sheet("figure_heatmap", size, title) as sheet:
        ax = sheet.ax
        xs, ys = _edges(x), _edges(y)
        _axis_scale(ax.xaxis, "log" if _geometric(x) else "linear")
        _axis_scale(ax.yaxis, "log" if _geometric(y) else "linear")
        ax.set(xlim=(xs[0], xs[-1]), ylim=(ys[0], ys[-1]))
        _cells(ax, xs, ys, shade)
        if (shade < 0).any():
            sheet.entry("diverges", NEUTRAL[0], hatch=True)
        for i, (name, (cx, cy)) in enumerate((curves or {}).items()):
            style = NEUTRAL[(i + 2) % len(NEUTRAL)]
            ax.plot(cx, cy, color=style.color, lw=1.8, ls=style.dashes, path_effects=_halo(3.4))
            sheet.entry(name, style)
        for i, (name, at) in enumerate((marks or {}).items()):
            style = NEUTRAL[(i + 1) % len(NEUTRAL)]
            ax.plot(*at, style.marker, color=style.color, mec="white", ms=9, clip_on=False, zorder=6)
            sheet.entry(name, style, marker=True, line=False)
        _axes_names(sheet, xlabel or "", ylabel or "")
        _scale_bar(sheet, ticks, value)
    return sheet.picture


def images(pixels, labels=None, *, columns=None, limits=None, title=None, size=None):
    """Small images in a row, darker where a value is higher, such as the 8x8 digits.

    ``pixels``: (k, h, w), or (k, 64) for digits. ``labels``: one under each. ``columns``: how
    many fit a row (default 8).
    """
    pixels = np.asarray(pixels, float)
    if pixels.ndim == 2 and pixels.shape[1] == 64:
        pixels = pixels.reshape(-1, 8, 8)
    if pixels.ndim != 3 or not len(pixels):
        raise ValueError(f"pixels must have shape (k, h, w) or (k, 64); got {pixels.shape}")
    k, h, w = pixels.shape
    if labels is not None and len(labels) != k:
        raise ValueError(f"labels must be as many as the {k} images; got {len(labels)}")
    columns = min(columns or 8, k)
    rows = -(-k // columns)
    below = 2.4 if labels is not None else 0.6
    low, high = limits or (pixels.min(), pixels.max())
    levels = np.clip((pixels - low) / ((high - low) or 1) * 16, 0, 16).round().astype(int)
    across, down = columns * (w + 1) - 1, rows * (h + below)
    unit = WIDTH / max(across, 40)
    height = round(down * unit) + (24 if title else 0)
    with _sheet("figure_images", size or (WIDTH, height), title) as sheet:
        ax = sheet.ax
        ax.axis("off")
        ax.set(xlim=(0, max(across, 40)), ylim=(down, 0))
        rects = {}
        for i, image in enumerate(levels):
            left, top = (i % columns) * (w + 1), (i // columns) * (h + below)
            rects.setdefault("frame", []).append((left, top, w, h))
            for r, row in enumerate(image):
                for start, stop, level in _same(row):
                    if level:
                        rects.setdefault(level, []).append((left + start, top + r, stop - start, 1))
            if labels is not None:
                text = labels[i] if isinstance(labels[i], str) else number(labels[i])
                ax.text(left + w / 2, top + h + 0.4, label(text), ha="center", va="top", fontsize=10)
        for level, boxes in rects.items():
            color = "#f3f5f8" if level == "frame" else _mix("#f3f5f8", "#1f3044", level / 16)
            _rectangles(ax, boxes, color)
    return sheet.picture


def panels(pictures, *, columns=1):
    """Several pictures as one, in rows of ``columns``; for two columns draw them 187 wide."""
    pictures = list(pictures)
    if not pictures or not all(isinstance(p, Picture) for p in pictures):
        raise TypeError("pictures must be a list of Pictures, at least one")
    if not isinstance(columns, int) or columns < 1:
        raise ValueError(f"columns must be an integer, at least 1; got {columns!r}")
    return beside(pictures, columns, label("figure_panels"))


# ---------------------------------------------------------------- the sheet


class _Sheet:
    """A figure with one axes, a legend made of entries, and in the end its picture."""

    def __init__(self, kind, size, title):
        from matplotlib.figure import Figure

        if len(size) != 2 or min(size) < 60:
            raise ValueError(f"size must be a width and a height of 60 or more; got {size!r}")
        self.kind, self.width, self.height = kind, *size
        self.title = None if title is None else label(title)
        self.figure = Figure((size[0] / 72, size[1] / 72), dpi=72, layout="constrained")
        self.figure.set_facecolor("white")
        self.ax = self.figure.add_subplot()
        self.ax.spines[["top", "right"]].set_visible(False)
        self.handles, self.named, self.ends, self.top = {}, [], [], None
        self.reel = _Reel.now
        self.box = None
        self.picture = None

    def entry(self, name, style, *, dashes=None, marker=False, line=True, patch=False, hatch=False):
        """A line of the legend; the same name twice is one line."""
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch

        text = label(name)
        if text in self.handles:
            return
        if hatch:
            handle = Patch(facecolor=_DIVERGED, edgecolor="#8a929b", hatch="////", lw=0.5)
        elif patch:
            handle = Patch(facecolor=style.color, alpha=0.8)
        else:
            handle = Line2D(
                [], [], color=style.color, lw=1.8 if line else 0,
                ls=dashes or style.dashes, marker=style.marker if marker else "", ms=5,
            )  # fmt: skip
        self.handles[text] = (handle, style.color if not hatch else _INK)

    def mark(self, name, shape):
        from matplotlib.lines import Line2D

        self.handles.setdefault(label(name), (Line2D([], [], ls="", **_SHAPES[shape]), _INK))

    def finish(self):
        lift = 0
        if self.top:
            self.ax.annotate(
                self.top, (0, 1), (-4, 6), xycoords="axes fraction", textcoords="offset points",
                ha="left", va="bottom", fontsize=11,
            )  # fmt: skip
            lift = 19
        if self.handles:
            self._legend(lift)
        if self.title:
            self.figure.suptitle(self.title, x=0.01, ha="left", fontsize=11.5, fontweight="bold")
        self._separate_ends()
        alt = ": ".join(filter(None, [label(self.kind), ", ".join(self._said())]))
        animate = self.reel.animate(self.ax) if self.reel else None
        self.picture = write(self.figure, alt, animate)

    def _said(self):
        ends = [text.get_text() for text, _ in self.ends]
        return dict.fromkeys(filter(None, [self.title, *self.handles, *ends]))

    def _legend(self, lift):
        from matplotlib.transforms import ScaledTranslation

        texts = list(self.handles)
        widths = [text_width(text, 10.5) + 40 for text in texts]
        columns = len(texts)
        while columns > 1 and _columns_width(widths, columns) > self.width - 30:
            columns -= 1
        shift = ScaledTranslation(-6 / 72, lift / 72, self.figure.dpi_scale_trans)
        legend = self.ax.legend(
            [handle for handle, _ in self.handles.values()], texts, loc="lower left",
            bbox_to_anchor=(0, 1), bbox_transform=self.ax.transAxes + shift, ncols=columns,
            handlelength=1.9, handletextpad=0.5, columnspacing=1.1, borderpad=0.1,
            labelspacing=0.25, borderaxespad=0.2,
        )  # fmt: skip
        for text, (_, color) in zip(legend.get_texts(), self.handles.values(), strict=True):
            text.set_color(color)

    def end_label(self, name, y, color):
        """A name in the right margin, at the height of the end of its line."""
        text = self.ax.annotate(
            label(name), (1, y), (5, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", va="center", color=color, fontsize=10.5,
            annotation_clip=False,
        )  # fmt: skip
        self.ends.append((text, y))

    def _separate_ends(self):
        """Move end labels apart until no two overlap, keeping their order."""
        if not self.ends:
            return
        from io import StringIO

        self.figure.canvas.get_renderer = lambda: _measuring(StringIO(), self.width, self.height)
        self.figure.get_layout_engine().execute(self.figure)
        height = self.ax.bbox.height
        wanted = [
            (self.ax.transData.transform((self.ax.get_xlim()[1], y))[1] - self.ax.bbox.y0, text)
            for text, y in self.ends
        ]
        order = sorted(range(len(wanted)), key=lambda i: round(wanted[i][0], 2))
        gap = 14
        places = _apart([min(max(wanted[i][0], 0), height) for i in order], gap, -4, height + 8)
        for i, place in zip(order, places, strict=True):
            want, text = wanted[i]
            text.set_position((5, place - want))


def _measuring(file, width, height):
    from gdlib.pictures import _NO_METADATA, _renderer_class

    return _renderer_class()(width, height, file, metadata=_NO_METADATA)


@contextmanager
def _sheet(kind, size, title):
    with drawing():
        sheet = _Sheet(kind, size, title)
        yield sheet
        sheet.finish()


def _columns_width(widths, columns):
    return sum(max(widths[c::columns]) for c in range(columns))


def _apart(places, gap, low, high):
    """Sorted places, moved as little as a simple sweep can, at least ``gap`` apart."""
    places = list(places)
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    if places and places[-1] > high:
        places[-1] = high
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - gap)
    return places


def _axes_names(sheet, xlabel, ylabel):
    """The x name below, the y name upright above its axis, where a phone shows it unturned."""
    if xlabel:
        sheet.ax.set_xlabel(label(xlabel))
    sheet.top = label(ylabel) if ylabel else None
    for axis in (sheet.ax.xaxis, sheet.ax.yaxis):
        if axis.get_scale() == "linear" and not len(axis.get_ticklabels(minor=True)):
            pass
    _thin_ticks(sheet)


def _thin_ticks(sheet):
    from matplotlib.ticker import FixedLocator, MaxNLocator, ScalarFormatter

    for axis, length in ((sheet.ax.xaxis, sheet.width), (sheet.ax.yaxis, sheet.height)):
        if axis.get_scale() != "linear" or isinstance(axis.get_major_locator(), FixedLocator):
            continue
        whole = getattr(axis, "gd_whole", False)
        axis.set_major_locator(MaxNLocator(max(3, int(length // 55)), integer=whole, steps=[1, 2, 5, 10]))
        formatter = ScalarFormatter(useOffset=False, useMathText=False)
        formatter.set_powerlimits((-4, 6))
        axis.set_major_formatter(formatter)


def _axis_scale(axis, scale):
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    if scale == "linear":
        return
    axis._set_axes_scale("log")
    axis.set_major_locator(_decades())
    axis.set_major_formatter(FuncFormatter(lambda v, _: _power_name(v, axis.get_view_interval())))
    axis.set_minor_locator(LogLocator(subs=tuple(range(2, 10)), numticks=12))
    axis.set_minor_formatter(NullFormatter())


def _decades():
    from matplotlib.ticker import Locator

    class Decades(Locator):
        """At most seven powers of ten; 2 and 5 times them where there are less than three."""

        def __call__(self):
            return self.tick_values(*sorted(self.axis.get_view_interval()))

        def tick_values(self, low, high):
            low = max(low, 1e-300)
            first, last = int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))
            if last - first >= 2:
                every = -(-(last - first) // 6)
                return 10.0 ** np.arange(-(-first // every) * every, last + 1, every)
            ticks = [m * 10.0**e for e in range(first - 1, last + 1) for m in (1, 2, 5)]
            return np.array([t for t in ticks if low * (1 - 1e-9) <= t <= high * (1 + 1e-9)])

    return Decades()


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _power_name(value, view):
    low, high = sorted(view)
    exponent = np.log10(value)
    if (low < 1e-3 or high > 2e4) and abs(exponent - round(exponent)) < 1e-9:
        return "1" if round(exponent) == 0 else "10" + str(round(exponent)).translate(_RAISED)
    return f"{value:.10g}"


# ---------------------------------------------------------------- series, drawn


def _series(
    kind, x, series, sources, *, bands, predicted, horizontal, vertical, xscale, yscale, xlabel,
    ylabel, xlim, ylim, markers, styles, title, size, whole=False,
):  # fmt: skip
    rows = {name: _xy(name, x, values) for name, values in series.items()}
    chosen = _choose_styles(rows, sources, styles)
    with _sheet(kind, size, title) as sheet:
        ax = sheet.ax
        ax.xaxis.gd_whole = whole
        _axis_scale(ax.xaxis, xscale)
        _axis_scale(ax.yaxis, yscale)
        shown = [_visible(xs, ys, xscale, yscale) for xs, ys in rows.values()]
        hints = [_visible(*_xy(n, rows.get(n, (x,))[0], v), xscale, yscale) for n, v in predicted.items()]
        spans = [_visible(rows[_member("bands", n, rows)][0], v, xscale, yscale) for n, b in bands.items() for v in b]
        ax.set_xlim(xlim or _span([xs for xs, _ in shown], xscale, 0.0 if whole else 0.03))
        marks = list((horizontal or {}).values())
        every = [ys for _, ys in shown + spans] + ([] if ylim else [np.array(marks, float)])
        ax.set_ylim(ylim or _span(every + ([y for _, y in hints] if not any(len(e) for e in every) else []), yscale, 0.06))
        ax.grid(True, axis="y" if xscale == "linear" else "both")
        for (name, (low, high)) in bands.items():
            xs, style = rows[name][0], chosen[name]
            floor = ax.get_ylim()[0]
            low, high = (np.nan_to_num(np.asarray(v, float), nan=floor, posinf=1e300) for v in (low, high))
            top = ax.get_ylim()[1] * (1e3 if yscale == "log" else 10)
            ax.fill_between(xs, np.clip(low, floor, top), np.clip(high, floor, top), color=style.color, alpha=0.16, lw=0)
        for (name, values), (xs, ys) in zip(predicted.items(), hints, strict=True):
            color = chosen[name].color if name in chosen else _QUIET
            _polyline(ax, xs, ys, color=color, lw=1.1, ls=(0, (3, 2)), zorder=2.5)
            sheet.entry("predicted" if name in chosen else name, Style(_QUIET, (0, (3, 2)), ""))
        names = [name for name in rows if name is not None]
        direct = names and max(text_width(label(n), 10.5) for n in names) < 0.26 * sheet.width
        for (name, _), (xs, ys) in zip(rows.items(), shown, strict=True):
            style = chosen[name]
            dotted = len(xs) <= 25 if markers is None else markers
            _polyline(
                ax, xs, ys, color=style.color, lw=1.7, ls=style.dashes, zorder=3,
                marker=style.marker if dotted else "", ms=4.5,
            )  # fmt: skip
            _leaves(ax, xs, ys, style.color)
            if name is None:
                continue
            if direct and len(ys) and len(names) <= 6:
                low, high = ax.get_ylim()
                sheet.end_label(name, float(np.clip(ys[-1], low, high)), style.color)
            else:
                sheet.entry(name, style, marker=dotted)
        _axes_names(sheet, xlabel, ylabel)
        _horizontal(sheet, horizontal)
        _vertical(sheet, vertical)
    return sheet.picture


def _xy(name, x, values):
    if isinstance(values, tuple) and len(values) == 2 and np.ndim(values[0]) == 1:
        x, values = values
    if isinstance(values, str) or not np.ndim(values) == 1:
        raise ValueError(f"series {name!r} must be one-dimensional; got shape {np.shape(values)}")
    values = np.asarray(values, float)
    x = np.arange(len(values)) if x is None else np.asarray(x, float)
    if x.shape != values.shape:
        raise ValueError(f"series {name!r} must have as many values as x, {len(x)}; got {len(values)}")
    return x, values


def _member(argument, name, rows):
    if name not in rows:
        raise ValueError(f"{argument} names {name!r}, which is no series; they are {list(rows)}")
    return name


def _visible(x, y, xscale, yscale):
    """The part of a series that its axes can show; a diverged rest is huge, not absent."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    keep = np.isfinite(x) & ~np.isnan(y) & (y > -np.inf)
    if xscale == "log":
        keep &= x > 0
    if yscale == "log":
        keep &= y > 0
    return x[keep], np.clip(y[keep], -1e290, 1e290)


def _span(arrays, scale, margin):
    values = np.concatenate([np.ravel(a) for a in arrays] or [np.zeros(0)])
    values = values[np.isfinite(values) & (np.abs(values) < 1e280)]
    if scale == "log":
        values = values[values > 0]
        if not len(values):
            return (0.1, 10)
        low, high = np.log10(values.min()), np.log10(values.max())
        pad = margin * (high - low) if high > low else 0.5
        return (10 ** (low - pad), 10 ** (high + pad))
    if not len(values):
        return (0, 1)
    return _padded(values.min(), values.max(), margin)


def _loss_range(rows, log):
    """From the start to the best, not to wherever a diverging run went or below rounding."""
    starts = [r[0] for r in rows.values() if len(r) and np.isfinite(r[0])]
    every = np.concatenate([r[np.isfinite(r)] for r in rows.values()] or [np.zeros(0)])
    if not len(every) or not starts:
        return None
    top = min(every.max(), max(starts) * (1e3 if log else 1.5) if max(starts) > 0 else every.max())
    if not log:
        return _padded(every.min(), max(top, every.min()), 0.05)
    positive = every[every > 0]
    if not len(positive) or top <= 0:
        return None
    low = max(positive.min(), 1e-14 * max(max(starts), positive.min()))
    return _span([np.array([low, top])], "log", 0.05)


def _polyline(ax, x, y, **options):
    """A line that may leave the view by any distance: what is far outside is cut off."""
    low, high = ax.get_ylim()
    if ax.yaxis.get_scale() == "log":
        y = np.clip(y, low / 1e6, high * 1e6)
    else:
        y = np.clip(y, low - 50 * (high - low), high + 50 * (high - low))
    ax.plot(x, y, **options)


def _leaves(ax, x, y, color):
    """An arrowhead on the upper edge where a series leaves it for good."""
    top = ax.get_ylim()[1]
    out = y > top
    if not len(y) or not out[-1]:
        return
    last_inside = np.flatnonzero(~out)
    i = last_inside[-1] if len(last_inside) else 0
    ax.plot([x[min(i + 1, len(x) - 1)]], [top], "^", color=color, ms=7, mec="white", clip_on=False, zorder=6)


def _vertical(sheet, marks):
    """Marked positions of the x axis, their names inside at the top, clear of each other."""
    place = []
    for name, x in (marks or {}).items():
        low, high = sheet.ax.get_xlim()
        sheet.ax.axvline(x, color=_QUIET, lw=1, ls=(0, (1, 2)), zorder=1.5)
        share = _share(x, low, high, sheet.ax.xaxis.get_scale())
        wide = text_width(label(name), 10) / sheet.width
        right = share + wide > 0.94
        span = (share - wide, share) if right else (share, share + wide)
        row = next(r for r in range(9) if all(r != q or span[0] > b or span[1] < a for q, a, b in place))
        place.append((row, *span))
        sheet.ax.annotate(
            label(name), (x, 1), (-4 if right else 4, -3 - 13 * row), fontsize=10, color=_QUIET,
            xycoords=("data", "axes fraction"), textcoords="offset points", gid="gd-halo",
            ha="right" if right else "left", va="top", zorder=7,
        )  # fmt: skip


def _horizontal(sheet, marks):
    for name, y in (marks or {}).items():
        sheet.ax.axhline(y, color=_QUIET, lw=1, ls=(0, (1, 2)), zorder=1.5)
        low, high = sheet.ax.get_ylim()
        above = _share(y, low, high, sheet.ax.yaxis.get_scale()) < 0.85
        sheet.ax.annotate(
            label(name), (1, y), (-3, 3 if above else -3), fontsize=10, color=_QUIET, gid="gd-halo",
            xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
            va="bottom" if above else "top", zorder=7,
        )  # fmt: skip


def _share(x, low, high, scale):
    if scale == "log":
        x, low, high = np.log([x, low, high])
    return (x - low) / (high - low)


# ---------------------------------------------------------------- landscapes, drawn


@contextmanager
def _ground(problem, domain, size, kind, title, log, levels):
    """A sheet with the filled contours of a problem."""
    view = _plane(problem, domain)
    equal = 0.4 <= np.ptp(view[1]) / np.ptp(view[0]) <= 2.2
    grid = np.meshgrid(np.linspace(*view[0], 81), np.linspace(*view[1], 81))
    with np.errstate(all="ignore"):
        z = _finite(problem.f(np.array(grid)))
    steps = _levels(problem, z, levels, log)
    with _sheet(kind, size or _plane_size(view, equal), title) as sheet:
        ax = sheet.ax
        ax.set(xlim=view[0], ylim=view[1])
        if equal:
            ax.set_aspect("equal")
        ax.spines[:].set_visible(False)
        ax.set_facecolor(_LOW)
        _filled(ax, *grid, z, steps)
        sheet.box = view
        yield sheet


def _filled(ax, x, y, z, steps):
    """Each level laid over the one below it: one edge a level, and no gap between two."""
    from contourpy import contour_generator
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    generator = contour_generator(x, y, z, fill_type="OuterCode")
    roof = 2 * abs(z).max() + 1
    for i, level in enumerate(steps):
        color = _mix(_LOW, _HIGH, (i + 1) / len(steps))
        outlines, codes = generator.filled(level, roof)
        if outlines:
            whole = Path(np.concatenate(outlines), np.concatenate(codes))
            ax.add_patch(PathPatch(whole, facecolor=color, edgecolor="white", lw=0.6, zorder=1))


def _levels(problem, z, levels, log):
    if np.ndim(levels):
        return np.sort(np.asarray(levels, float))
    if not isinstance(levels, (int, np.integer)) or not 2 <= levels <= 30:
        raise ValueError(f"levels must be values, or how many, 2 to 30; got {levels!r}")
    low, high = z.min(), z.max()
    minima = np.asarray(getattr(problem, "minima", np.zeros((2, 0))))
    if minima.size:
        low = min(low, float(np.min(problem.f(minima))))
    if log and minima.size:
        return low + np.geomspace(1e-3, 1, levels + 1)[:-1] * (high - low)
    return np.linspace(low, high, levels + 2)[1:-1]


def _critical_points(sheet, problem, minima, saddles, lift=None, view=None):
    view = sheet.box if view is None else view
    for shown, name, shape in ((minima, "minima", "star"), (saddles, "saddles", "saddle")):
        spots = np.asarray(getattr(problem, name, np.zeros((2, 0))), float)
        if not shown or not spots.size:
            continue
        inside = ((spots.T >= view[:, 0]) & (spots.T <= view[:, 1])).all(1)
        if inside.any():
            spots = spots[:, inside]
            spots = lift(spots) if lift else spots
            sheet.ax.plot(*spots, ls="", zorder=4, **_SHAPES[shape])
            sheet.mark("minimum" if name == "minima" else "saddle_point", shape)


_SHAPES = {
    "star": {"marker": "*", "ms": 11, "mfc": "#ffd33d", "mec": _INK, "mew": 0.8},
    "saddle": {"marker": "X", "ms": 8, "mfc": "white", "mec": _INK, "mew": 0.9},
}


def _star(ax, x, y):
    ax.plot([x], [y], ls="", zorder=4, **_SHAPES["star"])


def _field_arrows(ax, problem, view, direction):
    if direction is True:
        direction = "uphill"
    if direction not in ("uphill", "downhill"):
        raise ValueError(f'field must be False, True, "uphill" or "downhill"; got {direction!r}')
    columns = 13
    rows = max(5, round(columns * min(1.1, np.ptp(view[1]) / np.ptp(view[0]))))
    axes = [np.linspace(a + (b - a) / (2 * k), b - (b - a) / (2 * k), k) for (a, b), k in zip(view, (columns, rows), strict=True)]
    grid = np.array(np.meshgrid(*axes))
    g = np.asarray(problem.grad(grid), float) * (1 if direction == "uphill" else -1)
    span = np.ptp(view, axis=1).reshape(2, 1, 1)
    steep = np.hypot(*g)
    top = steep.max() or 1
    equal = ax.get_aspect() == 1
    on_page = g if equal else g / span
    length = np.hypot(*on_page)
    unit = on_page / np.where(length > 0, length, 1)
    scale = (steep / top) ** (1 / 3) * (span[0, 0, 0] / columns * 0.92 if equal else 0.92 / columns)
    shift = unit * np.where(steep > 1e-9 * top, scale, 0) * (1 if equal else span)
    ax.quiver(
        *(grid - shift / 2), *shift, angles="xy", scale_units="xy", scale=1, color="#2d4a6b",
        width=1.3, units="dots", headwidth=4.2, headlength=4.6, headaxislength=4.2, minlength=0,
        zorder=2,
    )  # fmt: skip


def _draw_surface(ax, view, f, project):
    from matplotlib.collections import PolyCollection

    k = 30
    x1, x2 = np.meshgrid(np.linspace(*view[0], k + 1), np.linspace(*view[1], k + 1))
    z = f(np.array([x1, x2]))
    page = project(x1, x2, z)
    depth = project.depth(x1, x2)
    low, high = z.min(), z.max()
    quads, colors, order = [], [], []
    for i in range(k):
        for j in range(k):
            ring = [(i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j)]
            quads.append([page[:, a, b] for a, b in ring])
            height = (np.mean([z[a, b] for a, b in ring]) - low) / ((high - low) or 1)
            colors.append(_mix("#eef3f9", "#7f9dc0", round(float(height) * 12) / 12))
            order.append(round(float(np.mean([depth[a, b] for a, b in ring])), 6))
    rank = np.argsort(-np.array(order), kind="stable")
    ax.add_collection(
        PolyCollection(
            [quads[r] for r in rank], facecolors=[colors[r] for r in rank], edgecolors="white",
            linewidths=0.4, zorder=1,
        )
    )  # fmt: skip
    ends = page.reshape(2, -1)
    ax.set(xlim=_padded(*_ends(ends[0]), 0.03), ylim=_padded(*_ends(ends[1]), 0.09, 0.03))
    return view, low


def _projection(view, f, azimuth, elevation):
    """From coordinates to the page: turned by azimuth, tilted by elevation."""
    a, e = np.radians([azimuth, elevation])
    grid = np.array(np.meshgrid(np.linspace(*view[0], 31), np.linspace(*view[1], 31)))
    low, high = _ends(f(grid))
    middle, half = view.mean(1), np.ptp(view, axis=1) / 2

    def turned(x1, x2):
        u, v = (x1 - middle[0]) / half[0], (x2 - middle[1]) / half[1]
        return -u * np.sin(a) + v * np.cos(a), u * np.cos(a) + v * np.sin(a)

    def project(x1, x2, z):
        across, near = turned(x1, x2)
        up = (np.asarray(z) - low) / ((high - low) or 1) * 1.25
        return np.array([across, up * np.cos(e) - near * np.sin(e)])

    project.depth = lambda x1, x2: -turned(x1, x2)[1]
    return project


def _edge_names(ax, project, corners):
    (view, low), kwargs = corners, {"ha": "center", "va": "top", "fontsize": 11}
    spots = [(view[0].mean(), y) for y in view[1]] + [(x, view[1].mean()) for x in view[0]]
    front = [max(pair, key=lambda p: -project.depth(*p)) for pair in (spots[:2], spots[2:])]
    for (x1, x2), name in zip(front, ("x₁", "x₂"), strict=True):
        across, up = project(x1, x2, low)
        ax.annotate(name, (across, up), (12 * np.sign(across), -4), textcoords="offset points", **kwargs)


def _heights(problem, view, log):
    grid = np.array(np.meshgrid(np.linspace(*view[0], 31), np.linspace(*view[1], 31)))
    with np.errstate(all="ignore"):
        z = _finite(problem.f(grid))
    minima = np.asarray(getattr(problem, "minima", np.zeros((2, 0))))
    low = min(z.min(), float(np.min(problem.f(minima)))) if minima.size else z.min()
    scale = (z.max() - low) / 1e3 or 1

    def f(x):
        with np.errstate(all="ignore"):
            z = _finite(problem.f(np.asarray(x, float)))
        return np.log1p(np.maximum(z - low, 0) / scale) if log else z

    return f


# ---------------------------------------------------------------- paths, drawn


def _walks(sheet, named, box, place, styles, label_steps=()):
    """Every path: its line, its points, its start and end, and where it leaves the view."""
    chosen = _choose_styles([name for name, _ in named], dict(named), styles)
    alone = len(named) == 1
    for number_of, (name, path) in enumerate(named):
        style = chosen[name]
        xs = np.asarray(path.x, float)
        if xs.ndim == 3:
            for b in range(min(xs.shape[2], 60)):
                _walk(sheet, xs[:, :, b].T, box, place, style, faint=True)
        else:
            _walk(sheet, xs.T, box, place, style, steps=label_steps, turn=number_of, named=alone)
        if name is not None:
            sheet.entry(name, style, marker=xs.ndim == 2)


def _walk(sheet, xs, box, place, style, *, faint=False, steps=(), turn=0, named=False):
    ax = sheet.ax
    with np.errstate(all="ignore"):
        spots = np.asarray(place(np.clip(xs, -1e150, 1e150)), float).T
    known = np.isfinite(spots).all(1) & np.isfinite(xs).all(0)
    count = len(spots) if known.all() else int(known.argmin())
    spots = spots[:count]
    if not count:
        return
    inside = ((spots >= box[:, 0]) & (spots <= box[:, 1])).all(1)
    pieces, exit_ = _pieces(spots, inside, box)
    options = {"color": style.color, "ls": style.dashes, "solid_capstyle": "round"}
    if sheet.reel and not faint:
        sheet.reel.film(ax, spots, inside, box, style)
    else:
        for piece in pieces:
            if faint:
                ax.plot(*piece.T, color=style.color, lw=0.8, alpha=0.45, zorder=3)
            else:
                ax.plot(*piece.T, lw=1.5, zorder=3, path_effects=_halo(3.4), **options)
        if not faint:
            every = max(1, -(-int(inside.sum()) // 40))
            dots = spots[inside][::every]
            ax.plot(*dots.T, style.marker, color=style.color, ms=4, mec="white", mew=0.5, ls="", zorder=5)
    if faint:
        if inside[-1] and count == xs.shape[1]:
            ax.plot(*spots[-1], "o", color=style.color, ms=3.5, mec="white", mew=0.5, zorder=5)
        return
    if inside[0]:
        ax.plot(*spots[0], "o", ms=7, mfc="white", mec=style.color, mew=1.6, zorder=5.5)
    if turn == 0:
        _step_names(sheet, spots, inside, steps or ((0,) if named else ()), box)
    if count < xs.shape[1] or not inside[-1]:
        _mark_exit(sheet, exit_, spots, inside, box, style)


def _step_names(sheet, spots, inside, steps, box):
    """x₀, x₁, … beside their points, where there is room for them."""
    taken = []
    for t in steps:
        if t >= len(spots) or not inside[t]:
            continue
        at = (spots[t] - box[:, 0]) / np.ptp(box, axis=1) * (sheet.width - 40, sheet.height - 60)
        if any(np.hypot(*(at - other)) < 18 for other in taken):
            continue
        taken.append(at)
        left = at[0] > sheet.width - 75
        sheet.ax.annotate(
            "x" + str(t).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")), spots[t],
            (-7 if left else 7, 5), textcoords="offset points", ha="right" if left else "left",
            fontsize=11, gid="gd-halo", zorder=8,
        )  # fmt: skip


def _pieces(spots, inside, box):
    """The parts of a path within the view, and (step, place, direction) of its last way out."""
    pieces, now, exit_ = [], [], None
    for t in range(len(spots) - 1):
        cut = _cut(spots[t], spots[t + 1], box)
        if cut is None:
            if now:
                pieces.append(now)
            now = []
            continue
        a, b = cut
        if not now:
            now = [a]
        now.append(b)
        if inside[t] and not inside[t + 1]:
            exit_ = (t + 1, b, b - a)
        if not inside[t + 1]:
            pieces.append(now)
            now = []
    if now:
        pieces.append(now)
    return [np.array(p) for p in pieces], exit_


def _cut(a, b, box):
    """The part of the segment a b within the box, or None: Liang and Barsky."""
    far = 1e6 * np.ptp(box, axis=1)
    a, b = (np.clip(p, box[:, 0] - far, box[:, 1] + far) for p in (a, b))
    d = b - a
    start, stop = 0.0, 1.0
    for k in range(2):
        if d[k] == 0:
            if not box[k, 0] <= a[k] <= box[k, 1]:
                return None
            continue
        t = sorted(((box[k, 0] - a[k]) / d[k], (box[k, 1] - a[k]) / d[k]))
        start, stop = max(start, t[0]), min(stop, t[1])
    if start > stop:
        return None
    return a + start * d, a + stop * d


def _mark_exit(sheet, exit_, spots, inside, box, style):
    """Where the path leaves for good: an arrowhead that points outward, and the step."""
    if exit_ is None:
        return
    t, at, direction = exit_
    pixels = direction / np.ptp(box, axis=1) * (sheet.width, sheet.height)
    angle = np.degrees(np.arctan2(pixels[1], pixels[0]))
    sheet.ax.plot(*at, marker=(3, 0, angle - 90), color=style.color, ms=9, mec="white", zorder=6, clip_on=False)
    middle = box.mean(1)
    left, low = at[0] > middle[0], at[1] < middle[1]
    sheet.ax.annotate(
        f"t = {t}", at, (-8 if left else 8, 8 if low else -8), textcoords="offset points",
        ha="right" if left else "left", va="bottom" if low else "top", fontsize=10,
        color=style.color, gid="gd-halo", zorder=8,
    )  # fmt: skip


class _Reel:
    """What an animation adds to a drawing: steps that appear in turn, and a point that moves."""

    now = None

    def __init__(self, seconds):
        self.seconds, self.runs = seconds, []

    @contextmanager
    def recording(self):
        _Reel.now = self
        try:
            yield
        finally:
            _Reel.now = None

    def film(self, ax, spots, inside, box, style):
        run = len(self.runs)
        route = [spots[0]]
        for t in range(1, len(spots)):
            cut = _cut(spots[t - 1], spots[t], box)
            if cut is not None:
                ax.plot(
                    *np.array(cut).T, color=style.color, lw=1.5, zorder=3, gid=f"gd-step-{run}-{t}",
                    solid_capstyle="round",
                )  # fmt: skip
            if inside[t]:
                ax.plot(*spots[t], style.marker, color=style.color, ms=3.6, mec="white", mew=0.5, zorder=5, gid=f"gd-dot-{run}-{t}")
            far = np.ptp(box, axis=1) * 0.2
            route.append(np.clip(spots[t], box[:, 0] - far, box[:, 1] + far))
        end = len(spots) - 1
        ax.plot(*route[end], style.marker, color=style.color, ms=8.5, mec="white", mew=1.2, zorder=7, gid=f"gd-ball-{run}")
        self.runs.append(np.array(route))

    def animate(self, ax):
        def measure(renderer):
            height = renderer.height
            routes = [ax.transData.transform(r) * (1, -1) + (0, height) for r in self.runs]
            return lambda root, name: self._add(root, name, routes)

        return measure

    def _add(self, root, name, routes):
        from xml.etree import ElementTree

        from gdlib.pictures import SVG

        steps = max(len(r) for r in routes) - 1
        beat = min(self.seconds / max(steps, 1), 0.5)
        css = [
            f".{name} .gd-in{{animation:{name}-in .01s both}}",
            f"@keyframes {name}-in{{from{{opacity:0}}}}",
        ]
        for element in root.iter():
            kind, _, rest = element.get("class", "").removeprefix("gd-").partition("-")
            if kind in ("step", "dot"):
                t = int(rest.split("-")[1])
                element.set("class", "gd-in")
                element.set("style", f"animation-delay:{round(t * beat - 0.01, 2):g}s")
            elif kind == "ball":
                run = int(rest)
                shift = np.round(routes[run] - routes[run][-1], 2) + 0.0
                total = beat * (len(shift) - 1)
                frames = "".join(
                    f"{round(100 * t / max(len(shift) - 1, 1), 2):g}%"
                    f"{{transform:translate({dx:g}px,{dy:g}px)}}"
                    for t, (dx, dy) in enumerate(shift)
                )
                css.append(f"@keyframes {name}-{run}{{{frames}}}")
                element.set("class", "gd-ball")
                element.set("style", f"animation:{name}-{run} {total:.2f}s linear both")
        css.append(f"@media (prefers-reduced-motion:reduce){{.{name} *{{animation:none!important}}}}")
        style = ElementTree.Element(SVG + "style")
        style.text = "".join(css)
        root.set("class", name)
        root.insert(0, style)


# ---------------------------------------------------------------- heat maps


_DIVERGED = "#f1ece4"


def _two_axes(sweep):
    if len(sweep.axes) != 2 or np.ndim(sweep.f) != 2:
        raise ValueError(
            f"values must be a Sweep of two settings with one start; got the settings {list(sweep.axes)} "
            f"and f of shape {np.shape(sweep.f)}"
        )
    return list(sweep.axes.items())


def _shades(values, log, limits):
    """A shade 0..15 a cell, -1 where there is no number; and (share, name) of the scale's ticks."""
    finite = np.isfinite(values)
    if log:
        finite &= values > 0
    usable = values[finite]
    if not len(usable):
        return np.full(values.shape, -1), []
    low, high = limits or (usable.min(), usable.max())
    scale = np.log10 if log else np.asarray
    if log and not limits:
        high = min(high, 1e12 * low)
    a, b = (float(scale(v)) for v in (low, high))
    share = (scale(np.where(finite, values, low)) - a) / ((b - a) or 1)
    shade = np.clip(np.round(share * 15, 6), 0, 15).round().astype(int)
    lost = ~np.isfinite(values)
    shade = np.where(lost, -1, np.where(finite, shade, 0))
    if log:
        exponents = range(int(np.ceil(a - 1e-9)), int(np.floor(b + 1e-9)) + 1)
        every = max(1, -(-len(exponents) // 5))
        ticks = [((e - a) / ((b - a) or 1), _power_name(10.0**e, (low, high))) for e in exponents][::every]
        if len(ticks) < 2:
            ticks = [(0, number(low, ".2g")), (1, number(high, ".2g"))]
    else:
        ticks = [(s, number(a + s * (b - a), ".3g")) for s in (0, 0.5, 1)]
    return shade, ticks


def _shade_color(level):
    return _mix("#f4f7fb", "#1d3f66", level / 15)


def _cells(ax, xs, ys, shade):
    boxes = {}
    for i, row in enumerate(shade):
        for start, stop, level in _same(row):
            box = (xs[start], ys[i], xs[stop] - xs[start], ys[i + 1] - ys[i])
            boxes.setdefault(int(level), []).append(box)
    for level, rects in sorted(boxes.items()):
        if level < 0:
            _rectangles(ax, rects, _DIVERGED, hatch="////", edgecolor="#8a929b", lw=0)
        else:
            color = _shade_color(level)
            _rectangles(ax, rects, color, edgecolor=color, lw=0.3)


def _scale_bar(sheet, ticks, value):
    """The shades and their numbers, right of the axes."""
    if not ticks:
        return
    ax = sheet.ax.inset_axes([1.04, 0, 0.05, 0.86])
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[])
    for level in range(16):
        _rectangles(ax, [(0, level / 16, 1, 1 / 16)], _shade_color(level), edgecolor=_shade_color(level), lw=0.3)
    ax.yaxis.tick_right()
    ax.set_yticks([s for s, _ in ticks], [name for _, name in ticks])
    ax.tick_params(length=2)
    ax.spines[:].set_visible(False)
    sheet.ax.annotate(
        label(value), (1.04, 0.9), xycoords="axes fraction", ha="left", va="bottom", fontsize=10.5
    )


def _rectangles(ax, boxes, color, edgecolor="none", lw=0.0, hatch=None):
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in boxes]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(boxes)
    path = Path(np.concatenate(corners), codes)
    ax.add_patch(PathPatch(path, facecolor=color, edgecolor=edgecolor, lw=lw, hatch=hatch))


def _same(row):
    """(start, stop, value) of each run of equal neighbours."""
    cuts = [0, *(np.flatnonzero(np.diff(row)) + 1).tolist(), len(row)]
    return [(a, b, row[a]) for a, b in zip(cuts, cuts[1:], strict=False)]


def _geometric(values):
    if len(values) < 3 or (values <= 0).any():
        return False
    ratios = values[1:] / values[:-1]
    return np.ptp(ratios) < 0.05 * ratios[0] and abs(ratios[0] - 1) > 0.05 and not np.ptp(np.diff(values)) < 1e-9


def _edges(values):
    if len(values) == 1:
        return np.array([values[0] - 0.5, values[0] + 0.5])
    v = np.log(values) if _geometric(values) else values
    middles = (v[1:] + v[:-1]) / 2
    edges = np.array([2 * v[0] - middles[0], *middles, 2 * v[-1] - middles[-1]])
    return np.exp(edges) if _geometric(values) else edges


# ---------------------------------------------------------------- arguments


def _coordinates(problem, domain=None):
    if hasattr(problem, "domain"):
        return len(problem.domain)
    if callable(problem) and domain is not None:
        return 1
    raise TypeError(f"problem must be a landscape, with f and domain; got {problem!r}")


def _line_ground(problem, domain):
    """(f of an array of positions, (low, high)) for a landscape of one coordinate or a function."""
    n = _coordinates(problem, domain)
    if n != 1:
        raise ValueError(f"problem must have one coordinate; {_name(problem)} has {n}: draw it with contours")
    inner = problem.f if hasattr(problem, "f") else problem

    def f(x):
        with np.errstate(all="ignore"):
            y = np.asarray(inner(np.reshape(np.asarray(x, float), (1, -1))), float)
        return y.reshape(np.shape(x)) if np.ndim(x) else float(y.ravel()[0])

    view = np.ravel(problem.domain if domain is None else domain).astype(float)
    return f, _interval("domain", view)


def _plane(problem, domain):
    n = _coordinates(problem)
    if n != 2:
        raise ValueError(f"problem must have two coordinates; {_name(problem)} has {n}: draw it with curve")
    view = np.asarray(problem.domain if domain is None else domain, float)
    if view.shape != (2, 2):
        raise ValueError(f"domain must be ((low, high), (low, high)); got shape {view.shape}")
    return np.array([_interval("domain", side) for side in view])


def _interval(argument, pair):
    if np.shape(pair) != (2,) or not np.isfinite(pair).all() or not pair[0] < pair[1]:
        raise ValueError(f"{argument} must be finite, low < high; got {tuple(np.ravel(pair).tolist())}")
    return tuple(float(p) for p in pair)


def _name(problem):
    return getattr(problem, "name", type(problem).__name__)


def _is_path(thing):
    return hasattr(thing, "x") and hasattr(thing, "f") and not callable(thing.f)


def _named_paths(paths, n):
    if paths is None:
        return []
    named = list(paths.items()) if isinstance(paths, dict) else [(None, paths)]
    for name, path in named:
        if not _is_path(path):
            raise TypeError(f"paths must be a Path or a dict of label: Path; got {path!r} for {name!r}")
        if np.ndim(path.x) not in (2, 3) or path.x.shape[1] != n:
            raise ValueError(f"path {name!r} must have x of shape (steps+1, {n}[, B]); got {np.shape(path.x)}")
    return named


def _named_series(paths):
    named = list(paths.items()) if isinstance(paths, dict) else [(None, paths)]
    series = []
    for name, path in named:
        values = np.asarray(path.f if _is_path(path) else path, float)
        if values.ndim not in (1, 2) or not len(values):
            raise ValueError(f"series {name!r} must have one value a step, shape (steps+1[, B]); got {values.shape}")
        series.append((name, values))
    return series


def _choose_styles(names, sources, styles):
    """A style a name: as ``styles`` says, else its optimizer's (once), else the next neutral one."""
    chosen, free = {}, iter(NEUTRAL * 9)
    used = set()
    for name in names:
        wanted = (styles or {}).get(name)
        if wanted is not None and wanted not in STYLES:
            raise ValueError(f"styles[{name!r}] must be one of {', '.join(STYLES)}; got {wanted!r}")
        optimizer = type(getattr(sources.get(name), "optimizer", None)).__name__
        key = wanted or next((k for k in (name, optimizer) if k in STYLES and k not in used), None)
        used.add(key)
        chosen[name] = STYLES[key] if key else next(free)
    return chosen


def _scale(argument, value):
    if value not in ("linear", "log"):
        raise ValueError(f'{argument} must be "linear" or "log"; got {value!r}')
    return value


def _tangent_points(tangents, named, view):
    if tangents is True:
        every = np.concatenate([np.ravel(p.x) for _, p in named] or [np.zeros(0)])
        return [x for x in every[np.isfinite(every)] if view[0] <= x <= view[1]][:12]
    return [] if tangents is False else list(tangents)


def _slope(problem, f, x, view):
    if hasattr(problem, "grad"):
        return float(np.ravel(problem.grad(np.array([x])))[0])
    h = 1e-5 * (view[1] - view[0])
    return (f(x + h) - f(x - h)) / (2 * h)


def _straight(ax, x, y, slope, box, **options):
    reach = 2 * np.ptp(box[0])
    cut = _cut(np.array([x - reach, y - slope * reach]), np.array([x + reach, y + slope * reach]), box)
    if cut is not None:
        ax.plot(*np.array(cut).T, **options)


def _arrow(ax, tail, head, color, lw=1.5):
    ax.annotate(
        "", head, tail, annotation_clip=False,
        arrowprops={"arrowstyle": "-|>,head_width=0.28,head_length=0.55", "color": color, "lw": lw, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip


def _halo(width):
    from matplotlib.patheffects import Normal, Stroke

    return [Stroke(linewidth=width, foreground="white"), Normal()]


def _plane_size(view, equal):
    ratio = np.ptp(view[1]) / np.ptp(view[0]) if equal else 0.75
    return (WIDTH, int(np.clip(round((WIDTH - 44) * ratio) + 82, 150, 440)))


def _finite(values):
    values = np.asarray(values, float)
    usable = values[np.isfinite(values)]
    low, high = (usable.min(), usable.max()) if usable.size else (0.0, 1.0)
    return np.nan_to_num(values, nan=high, posinf=high, neginf=low)


def _quantile(values, q):
    with np.errstate(all="ignore"):
        return np.quantile(np.where(np.isnan(values), np.inf, values), q, axis=1, method="nearest")


def _ends(values):
    return float(np.min(values)), float(np.max(values))


def _padded(low, high, margin, top=None):
    width = (high - low) or abs(high) or 1.0
    return (low - margin * width, high + (margin if top is None else top) * width)


def _mix(first, second, share):
    a, b = ([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (first, second))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))
