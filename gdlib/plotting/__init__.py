"""Draws landscapes, computed paths and measured numbers; runs no optimizer.

Every function returns a ``Picture``, the last expression of a cell. Every label it takes follows
``gdlib.words.label``: a word key ("loss", "noise_floor") shows its word in the language of the
page, anything else ("κ", "α = 0.1", "SGD") shows as it is.

Options shared by all: ``title`` (a label above the plot), ``size`` (width and height in pixels
of the drawing; 374 wide reads well on a phone), and ``styles`` ({label: "Adam"} gives a series
the look of an optimizer).
"""

from gdlib.plotting.animations import animation
from gdlib.plotting.grids import heatmap, images
from gdlib.plotting.ground import contours, curve, field
from gdlib.plotting.samples import bars, histogram, points
from gdlib.plotting.series import lines, losses
from gdlib.plotting.styles import NEUTRAL, STYLES, Style
from gdlib.plotting.surfaces import surface
from gdlib.plotting.svg import Picture, panels

__all__ = [
    "NEUTRAL", "STYLES", "Picture", "Style", "animation", "bars", "contours", "curve", "field",
    "heatmap", "histogram", "images", "lines", "losses", "panels", "points", "surface",
]  # fmt: skip
