"""A landscape seen from the side."""

import numpy as np
from matplotlib.collections import PolyCollection

from gdlib.plotting.sheets import WIDTH, extent, new_sheet, padded
from gdlib.plotting.styles import mix
from gdlib.plotting.views import finite, function_of, lowest, named_paths, plane_view
from gdlib.plotting.walks import draw_critical_points, draw_walks

__all__ = ["surface"]

CELLS = 24  # a side


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
    view = plane_view(problem, domain)
    named = named_paths(paths, 2)
    f = _heights(problem, view, log)
    grid = np.array(np.meshgrid(*(np.linspace(*side, CELLS + 1) for side in view)))
    camera = _Camera(view, extent(f(grid)), azimuth, elevation)
    with new_sheet("figure_surface", size, title) as sheet:
        sheet.bare()
        sheet.ax.set_aspect("equal")
        _draw_ground(sheet, camera)
        _draw_cells(sheet.ax, camera, grid, f(grid))
        seen = np.concatenate([camera.page(*grid, f(grid)).reshape(2, -1), camera.outline], axis=1)
        box = np.array([padded(*extent(seen[0]), 0.02), padded(*extent(seen[1]), 0.06, 0.03)])
        sheet.ax.set(xlim=box[0], ylim=box[1])

        def lifted(x):
            inside = ((x.T >= view[:, 0]) & (x.T <= view[:, 1])).all(1)
            return np.where(inside, camera.page(*x, f(x)), np.nan)

        draw_walks(sheet, named, box, lifted, styles)
        draw_critical_points(sheet, problem, view, minima, saddles, lifted)
    return sheet.picture


class _Camera:
    """From coordinates to the page: turned by the azimuth, tilted by the elevation."""

    def __init__(self, view, heights, azimuth, elevation):
        a, self.tilt = np.radians([azimuth, elevation])
        self.view, self.low = view, heights[0]
        self.rise = 1.25 / ((heights[1] - heights[0]) or 1)
        self.turn = np.array([[-np.sin(a), np.cos(a)], [np.cos(a), np.sin(a)]])
        ring = np.array([[0, 1, 1, 0, 0], [0, 0, 1, 1, 0]])
        corners = np.take_along_axis(view, ring, axis=1)
        self.outline = self.page(*corners, np.full(5, self.low))

    def _turned(self, x1, x2):
        middle, half = self.view.mean(1), np.ptp(self.view, axis=1) / 2
        flat = np.array([(x1 - middle[0]) / half[0], (x2 - middle[1]) / half[1]])
        return np.tensordot(self.turn, flat, axes=1)

    def page(self, x1, x2, height):
        across, near = self._turned(x1, x2)
        up = (height - self.low) * self.rise
        return np.array([across, up * np.cos(self.tilt) - near * np.sin(self.tilt)])

    def nearness(self, x1, x2):
        return np.round(self._turned(x1, x2)[1], 9)


def _draw_ground(sheet, camera):
    """The outline below the surface, and the names of the coordinates at its front edges."""
    sheet.ax.plot(*camera.outline, color="#8a929b", lw=0.8, zorder=0.5)
    middle = camera.view.mean(1)
    for k, name in enumerate(("x₁", "x₂")):
        sides = [np.where([k == 0, k == 1], middle, end) for end in camera.view[1 - k]]
        front = max(sides, key=lambda side: camera.nearness(*side))
        across, up = camera.page(*front, camera.low)
        sheet.note(name, (across, up), (8 * int(np.sign(across)), -4))


def _draw_cells(ax, camera, grid, heights):
    """The surface's cells from the far end to the near one, each over those behind it."""
    page = np.moveaxis(camera.page(*grid, heights), 0, -1)
    corners = [np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, 1:], np.s_[1:, :-1]]
    quads = np.stack([page[c] for c in corners], axis=2).reshape(-1, 4, 2)
    near = camera.nearness(*(sum(side[c] for c in corners) / 4 for side in grid)).ravel()
    height = sum(heights[c] for c in corners).ravel() / 4
    low, high = extent(heights)
    shade = np.round((height - low) / ((high - low) or 1) * 12) / 12
    order = np.argsort(near, kind="stable")
    colors = [mix("#eef3f9", "#7f9dc0", float(shade[i])) for i in order]
    ax.add_collection(PolyCollection(quads[order], fc=colors, ec="white", lw=0.4, zorder=1))


def _heights(problem, view, log):
    f = function_of(problem)
    grid = np.array(np.meshgrid(*(np.linspace(*side, 31) for side in view)))
    heights = finite(f(grid))
    low = lowest(problem, heights)
    scale = (heights.max() - low) / 100 or 1

    def height(x):
        z = finite(f(x))
        return np.log1p(np.maximum(z - low, 0) / scale) if log else z

    return height
