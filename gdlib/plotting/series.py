"""Values against steps, or against anything else."""

import numpy as np

from gdlib.plotting.sheets import WIDTH, new_sheet, padded, set_scale, usable
from gdlib.plotting.styles import QUIET, Style, choose_styles
from gdlib.plotting.svg import text_width
from gdlib.plotting.views import is_path
from gdlib.words import label

__all__ = ["lines", "losses"]

GUIDE = Style(QUIET, (0, (3, 2)), "")


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
    {label: array}. ``floor``: a value, or {label: value}, marked by a horizontal line. A
    logarithmic axis shows no value below 1e-14 of the largest start: there, rounding decides.
    """
    named = paths if isinstance(paths, dict) else {None: paths}
    rows, bands, guides = {}, {}, {}
    for name, path in named.items():
        values = np.asarray(path.f if is_path(path) else path, float)
        if values.ndim not in (1, 2) or not len(values):
            said = f"paths[{name!r}] has values of shape {values.shape}"
            raise ValueError(f"{said}; it must be (steps+1,) or (steps+1, B)")
        if values.ndim == 2:
            bands[name] = _quantile(values, 0.1), _quantile(values, 0.9)
        rows[name] = values if values.ndim == 1 else _quantile(values, 0.5)
    for name, rate in (predicted or {}).items():
        start = rows[_member("predicted", name, rows)]
        with np.errstate(over="ignore"):
            guides[name] = start[0] * rate ** np.arange(len(start)) if np.ndim(rate) == 0 else rate
    marks = floor if isinstance(floor, dict) else {} if floor is None else {"noise_floor": floor}
    steps = {name: (np.arange(len(values)), values) for name, values in rows.items()}
    plot = _Plot(steps, bands, guides, ("linear", "log" if log else "linear"))
    plot.limits = None, ylim or _loss_range(rows, marks, log)
    plot.marks = vertical, marks
    plot.styles = choose_styles(rows, named, styles)
    return plot.drawn("figure_losses", xlabel, ylabel, title, size, markers=False, whole=True)


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
    fine=True,
    styles=None,
    title=None,
    size=(WIDTH, 235),
):
    """Values against x: error against h, a sweep's result against its setting.

    ``series``: {label: values}, or values alone; a pair (x, values) brings its own x.
    ``predicted``: {label: values}, drawn thin and dashed without markers; a label of ``series``
    lends its colour. ``bands``: {label of series: (low, high)} shades a spread. ``vertical`` and
    ``horizontal``: {label: position} mark a place on an axis. ``markers``: True, False or None
    (up to 25 points have them). ``fine=False`` leaves out the ticks between powers of ten, which
    take most of the time that a logarithmic plot does.
    """
    for argument, scale in (("xscale", xscale), ("yscale", yscale)):
        if scale not in ("linear", "log"):
            raise ValueError(f'{argument} is {scale!r}; it must be "linear" or "log"')
    named = series if isinstance(series, dict) else {None: series}
    rows = {name: _xy("series", name, x, values) for name, values in named.items()}
    plot = _Plot(rows, bands or {}, predicted or {}, (xscale, yscale), x)
    plot.limits, plot.fine = (xlim, ylim), fine
    plot.marks = vertical, horizontal
    plot.styles = choose_styles(rows, styles=styles)
    return plot.drawn("figure_lines", xlabel, ylabel, title, size, markers=markers)


class _Plot:
    """Series with their spreads and predictions, reduced to what their axes can show."""

    limits = marks = (None, None)
    styles, fine = {}, True

    def __init__(self, rows, bands, predicted, scales, x=None):
        self.scales = scales
        self.rows = {name: self._visible(*row) for name, row in rows.items()}
        self.bands = {
            name: (rows[_member("bands", name, rows)][0], *np.asarray(edges, float))
            for name, edges in bands.items()
        }
        self.predicted = {}
        for name, values in predicted.items():
            at = rows[name][0] if name in rows else x
            self.predicted[name] = self._visible(*_xy("predicted", name, at, values))

    def drawn(self, kind, xlabel, ylabel, title, size, markers=None, whole=False):
        """The picture; ``whole`` says that x counts steps."""
        with new_sheet(kind, size, title) as sheet:
            ax = sheet.ax
            set_scale(ax.xaxis, self.scales[0], self.fine)
            set_scale(ax.yaxis, self.scales[1], self.fine)
            self._set_limits(ax, margin=0 if whole else 0.03)
            ax.grid(True, axis="y" if self.scales[0] == "linear" else "both")
            self._draw_bands(ax)
            self._draw_predicted(sheet)
            self._draw_rows(sheet, markers)
            sheet.name_axes(xlabel, ylabel, whole)
            sheet.vertical(self.marks[0])
            sheet.horizontal(self.marks[1])
        return sheet.picture

    def _visible(self, x, y):
        """Points that the axes can show; of a diverged rest, that it is huge."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        keep = np.isfinite(x) & ~np.isnan(y) & (y > -np.inf)
        for values, scale in zip((x, y), self.scales, strict=True):
            if scale == "log":
                keep &= values > 0
        return x[keep], np.clip(y[keep], -1e290, 1e290)

    def _set_limits(self, ax, margin):
        xs = [x for x, _ in self.rows.values()]
        ys = [y for _, y in self.rows.values()] + [y for _, *ys in self.bands.values() for y in ys]
        ys.append(np.array(list((self.marks[1] or {}).values()), float))
        ax.set_xlim(self.limits[0] or _span(xs, self.scales[0], margin))
        ax.set_ylim(self.limits[1] or _span(ys, self.scales[1], 0.06))

    def _reachable(self, ax, y):
        """What is far outside the view is brought just outside it."""
        low, high = ax.get_ylim()
        if self.scales[1] == "log":
            return np.clip(y, low / 1e3, high * 1e3)
        return np.clip(y, low - 9 * (high - low), high + 9 * (high - low))

    def _draw_bands(self, ax):
        for name, (x, low, high) in self.bands.items():
            low, high = (self._reachable(ax, np.nan_to_num(y, nan=np.inf)) for y in (low, high))
            ax.fill_between(x, low, high, color=self.styles[name].color, alpha=0.16, lw=0)

    def _draw_predicted(self, sheet):
        for name, (x, y) in self.predicted.items():
            own = name in self.rows
            color = self.styles[name].color if own else QUIET
            y = self._reachable(sheet.ax, y)
            sheet.ax.plot(x, y, color=color, lw=1.1, ls=GUIDE.dashes, zorder=2.5)
            sheet.entry("predicted" if own else name, GUIDE)

    def _draw_rows(self, sheet, markers):
        names = [name for name in self.rows if name is not None]
        widest = max((text_width(label(name), 10.5) for name in names), default=0)
        direct = widest < 0.26 * sheet.width and len(names) <= 6
        low, high = sheet.ax.get_ylim()
        for name, (x, y) in self.rows.items():
            color, dashes, marker = style = self.styles[name]
            dotted = len(x) <= 25 if markers is None else markers
            look = {"color": color, "ls": dashes, "marker": marker if dotted else "", "ms": 4.5}
            sheet.ax.plot(x, self._reachable(sheet.ax, y), lw=1.7, zorder=3, **look)
            if len(y) and y[-1] > high:
                out = x[len(y) - np.argmax(y[::-1] <= high)] if (y <= high).any() else x[0]
                look = {"color": color, "mec": "white", "ms": 8, "clip_on": False, "zorder": 6}
                sheet.ax.plot([out], [high], "^", **look)
            if name is not None and direct and len(y):
                sheet.end_label(name, float(np.clip(y[-1], low, high)), color)
            elif name is not None:
                sheet.entry(name, style, marker=dotted)


def _xy(argument, name, x, values):
    if isinstance(values, tuple) and len(values) == 2 and np.ndim(values[0]) == 1:
        x, values = values
    values = np.asarray(values, float)
    x = np.arange(len(values)) if x is None and values.ndim == 1 else np.asarray(x, float)
    if values.ndim != 1 or x.shape != values.shape:
        said = f"{argument}[{name!r}] has shape {values.shape}"
        raise ValueError(f"{said}; it must have one value for each x, whose shape is {x.shape}")
    return x, values


def _member(argument, name, rows):
    if name not in rows:
        raise ValueError(f"{argument} has the label {name!r}; it must be one of {list(rows)}")
    return name


def _quantile(values, q):
    values = np.where(np.isnan(values), np.inf, values)
    return np.quantile(values, q, axis=1, method="nearest")


def _span(arrays, scale, margin):
    values = np.concatenate([np.ravel(a) for a in arrays] or [np.zeros(0)])
    values = values[usable(values)]
    if scale == "log":
        values = values[values > 0]
    if not values.size:
        return (0.1, 10) if scale == "log" else (0, 1)
    if scale == "linear":
        return padded(values.min(), values.max(), margin)
    low, high = np.log10(values.min()), np.log10(values.max())
    pad = margin * (high - low) if high > low else 0.5
    return (10 ** (low - pad), 10 ** (high + pad))


def _loss_range(rows, marks, log):
    """From the start to the best, not to wherever a diverging run went nor below rounding."""
    values = np.concatenate(list(rows.values()))
    values = values[usable(values) & ((values > 0) | (not log))]
    starts = [row[0] for row in rows.values() if usable(row[0]) and (row[0] > 0 or not log)]
    if not values.size or not starts:
        return None
    start, low, high = max(starts), values.min(), values.max()
    if log:
        ends = [max(low, 1e-14 * start), min(high, 1e3 * start), *marks.values()]
        return _span([np.array(ends)], "log", 0.05)
    reach = start - low  # a run may rise as far above the best start as that is above the best
    ends = [low, min(high, start + reach) if reach else high, *marks.values()]
    return _span([np.array(ends)], "linear", 0.05)
