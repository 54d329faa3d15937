"""Paths: their lines, points, starts and ends, and where they leave the view."""

import numpy as np

from gdlib.plotting.styles import choose_styles, halo

__all__ = ["draw_critical_points", "draw_walks", "segment_within"]

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
RUNS = 60  # of a batched path, so many are drawn


def draw_walks(sheet, named, box, place, styles=None, label_steps=(), axis="x"):
    """Draw every path in ``box``; ``place`` takes points (n, T) to the plane of the sheet.

    ``axis`` is the name of the first axis, whose letter the named steps get: w₀ on
    an axis w, x₀ where the axis has a word for a name.
    """
    chosen = choose_styles([name for name, _ in named], dict(named), styles)
    for i, (name, path) in enumerate(named):
        style, x = chosen[name], np.asarray(path.x, float)
        if x.ndim == 3:
            for run in range(min(x.shape[2], RUNS)):
                _draw_faint(sheet.ax, _Walk(x[:, :, run].T, box, place), style)
        else:
            walk = _Walk(x.T, box, place)
            _draw(sheet, walk, style)
            if i == 0:
                steps = label_steps or ((0,) if len(named) == 1 else ())
                _name_steps(sheet, walk, steps, axis[0] if len(axis) <= 2 else "x")
        if name is not None:
            sheet.entry(name, style, marker=x.ndim == 2)


def draw_critical_points(sheet, problem, view, minima, saddles, place=lambda x: x):
    """Mark the minima and saddle points that the problem knows."""
    wanted = (("minimum", "minima", minima), ("saddle_point", "saddles", saddles))
    for name, attribute, shown in wanted:
        points = np.asarray(getattr(problem, attribute, ()), float)
        if not shown or not points.size:
            continue
        inside = ((points.T >= view[:, 0]) & (points.T <= view[:, 1])).all(1)
        if inside.sum() > 12:  # a crowd says nothing: only the lowest, and no saddle
            inside &= (np.arange(len(inside)) == 0) & (name == "minimum")
        if inside.any():
            sheet.shape(name, *place(points[:, inside]))


class _Walk:
    """A path on the plane of its sheet, up to its first point that is no finite number."""

    def __init__(self, x, box, place):
        with np.errstate(all="ignore"):
            spots = np.asarray(place(np.clip(x, -1e150, 1e150)), float).T
        known = np.isfinite(spots).all(1) & np.isfinite(x).all(0)
        count = len(known) if known.all() else int(known.argmin())
        self.box, self.spots = box, spots[:count]
        self.inside = ((self.spots >= box[:, 0]) & (self.spots <= box[:, 1])).all(1)
        self.stays = count == len(known) and bool(self.inside[-1])
        self.pieces, self.exit = _within(self.spots, self.inside, box)


def _draw(sheet, walk, style):
    if not len(walk.spots):
        return
    ax, color = sheet.ax, style.color
    if sheet.reel:
        sheet.reel.film(ax, walk, style)
    else:
        look = {"color": color, "ls": style.dashes, "solid_capstyle": "round", "lw": 1.5}
        for piece in walk.pieces:
            ax.plot(*piece.T, path_effects=halo(3.4), zorder=3, **look)
        every = -(-int(walk.inside.sum()) // 40) or 1
        dots = walk.spots[walk.inside][::every]
        ax.plot(*dots.T, style.marker, color=color, ms=4, mec="white", mew=0.5, zorder=5)
    if walk.inside[0]:
        ax.plot(*walk.spots[0], "o", ms=7, mfc="white", mec=color, mew=1.6, zorder=5.5)
    if not walk.stays and walk.exit:
        _mark_exit(sheet, walk, style)


def _draw_faint(ax, walk, style):
    for piece in walk.pieces:
        ax.plot(*piece.T, color=style.color, lw=0.8, alpha=0.45, zorder=3)
    if walk.stays:
        ax.plot(*walk.spots[-1], "o", color=style.color, ms=3.5, mec="white", mew=0.5, zorder=5)


def _mark_exit(sheet, walk, style):
    """Where the path leaves for good: an arrowhead that points outward, and the step."""
    step, at, direction = walk.exit
    pixels = direction / np.ptp(walk.box, axis=1) * (sheet.width, sheet.height)
    turn = round(float(np.degrees(np.arctan2(pixels[1], pixels[0]))) - 90, 1)
    look = {"color": style.color, "ms": 9, "mec": "white", "zorder": 6, "clip_on": False}
    sheet.ax.plot(*at, marker=(3, 0, turn), **look)
    aside = np.where(at < walk.box.mean(1), 8, -8)
    sheet.note(f"t = {step}", at, tuple(map(int, aside)), 10, style.color)


def _name_steps(sheet, walk, steps, letter):
    """x₀, x₁, … beside their points, where there is room for them."""
    spots, taken = walk.spots, []
    pixel = np.ptp(walk.box, axis=1) / (sheet.width - 40, sheet.height - 60)
    for t in steps:
        if t >= len(spots) or not walk.inside[t]:
            continue
        at = (spots[t] - walk.box[:, 0]) / pixel
        if any(np.hypot(*(at - other)) < 18 for other in taken):
            continue
        taken.append(at)
        ahead = spots[t + 1] - spots[t] if t + 1 < len(spots) else np.zeros(2)
        left = ahead[0] > 0 and at[0] > 24 or at[0] > sheet.width - 75
        low = ahead[1] > 0 and at[1] > 20
        offset = (-6 if left else 6, -5 if low else 5)
        sheet.note(f"{letter}{str(t).translate(_LOWERED)}", spots[t], offset)


def _within(spots, inside, box):
    """The parts of a path within the box, and (step, place, direction) of its last way out."""
    pieces, piece, exit_ = [], [], None
    for t in range(len(spots) - 1):
        segment = segment_within(spots[t], spots[t + 1], box)
        if segment is not None:
            a, b = segment
            piece = piece or [a]
            piece.append(b)
            if inside[t] and not inside[t + 1]:
                exit_ = (t + 1, b, b - a)
        if piece and (segment is None or not inside[t + 1]):
            pieces.append(np.array(piece))
            piece = []
    if piece:
        pieces.append(np.array(piece))
    return pieces, exit_


def segment_within(a, b, box):
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
        enter, leave = sorted(((box[k, 0] - a[k]) / d[k], (box[k, 1] - a[k]) / d[k]))
        start, stop = max(start, enter), min(stop, leave)
    return None if start > stop else (a + start * d, a + stop * d)
