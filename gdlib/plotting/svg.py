"""A drawn figure as SVG text: small, the same on every machine, its words still text.

``write`` is the only place where an SVG is made of a figure.
"""

import io
import unicodedata
import warnings
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from matplotlib import style
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties

from gdlib.plotting.tidy import SVG, digest, serialised, tidy
from gdlib.words import label, language

__all__ = ["SVG", "Picture", "drawing", "panels", "text_width", "write"]

FONTS = "'DejaVu Sans',Verdana,sans-serif"
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}

LOOKS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "gdlib",
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    "mathtext.fontset": "dejavusans",
    "path.simplify": False,  # tidy does it, on whole numbers
    "axes.unicode_minus": True,
    "axes.edgecolor": "#8a929b",
    "axes.linewidth": 0.8,
    "axes.labelcolor": "#1f2328",
    "axes.labelsize": 11,
    "axes.labelpad": 3,
    "text.color": "#1f2328",
    "xtick.color": "#8a929b",
    "ytick.color": "#8a929b",
    "xtick.labelcolor": "#3d444d",
    "ytick.labelcolor": "#3d444d",
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "xtick.minor.width": 0.5,
    "ytick.minor.width": 0.5,
    "grid.color": "#e4e7eb",
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 10.5,
}


class Picture:
    """An SVG image that a notebook shows; ``width`` and ``height`` are those of its drawing."""

    def __init__(self, svg, width, height):
        self.svg, self.width, self.height = svg, width, height

    def __repr__(self):
        return f"<gdlib picture {self.width}x{self.height}>"

    def _repr_svg_(self):
        return self.svg

    def save(self, path):
        """Write the picture to the file ``path``, which must end in .svg."""
        path = Path(path)
        if path.suffix != ".svg":
            raise ValueError(f"path is {str(path)!r}; it must end in .svg, the only format")
        path.write_text(self.svg, encoding="utf-8")


def panels(pictures, *, columns=1):
    """Several pictures as one, in rows of ``columns``; for two columns draw them 187 wide."""
    pictures = list(pictures)
    if not pictures or not all(isinstance(picture, Picture) for picture in pictures):
        raise TypeError(f"pictures is {pictures!r}; it must be a list of Pictures, not empty")
    if not isinstance(columns, int) or columns < 1:
        raise ValueError(f"columns is {columns!r}; it must be an integer, at least 1")
    rows = [pictures[i : i + columns] for i in range(0, len(pictures), columns)]
    width, height = max(sum(picture.width for picture in row) for row in rows), 0
    root = ElementTree.Element(SVG + "svg")
    ElementTree.SubElement(root, SVG + "rect", width="100%", height="100%", fill="#fff")
    said = []
    for row in rows:
        left = 0
        for picture in row:
            part = ElementTree.fromstring(picture.svg)
            said.append(part.attrib.pop("aria-label"))
            del part.attrib["role"]
            part.attrib |= {"x": str(left), "y": str(height)}
            part.attrib |= {"width": str(picture.width), "height": str(picture.height)}
            root.append(part)
            left += picture.width
        height += max(picture.height for picture in row)
    _frame(root, width, height, f"{label('figure_panels')}: {'; '.join(said)}")
    return Picture(serialised(root), width, height)


def drawing():
    """The style every figure is drawn in; Matplotlib's own settings are back when it closes."""
    return style.context(["default", LOOKS])


def write(figure, said, animate=None):
    """The picture of a Matplotlib figure; ``said`` stands for it where it is not seen.

    ``animate(renderer)``, called when everything has its place, returns a function that adds
    motion to the tree: ``add(root, name)``, ``name`` a class that no other picture has.
    """
    width, height = (float(side) for side in figure.get_size_inches() * 72)
    file = io.StringIO()
    renderer = _Renderer(width, height, file, image_dpi=72, metadata=NO_METADATA)
    figure.canvas.get_renderer = lambda: renderer  # what asks for a renderer measures as it does
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from", UserWarning)
        figure.draw(renderer)
        add = animate(renderer) if animate else None
        renderer.finalize()
    root = ElementTree.fromstring(file.getvalue().encode())
    tidy(root)
    _frame(root, round(width), round(height), said)
    if add:
        add(root, "a" + digest(root))
    return Picture(serialised(root), round(width), round(height))


@cache
def text_width(text, size):
    """The width of a line of text in pixels, Hangul included."""
    font = FontProperties(family=LOOKS["font.family"], size=size)
    renderer = _Renderer(1, 1, io.StringIO(), image_dpi=72, metadata=NO_METADATA)
    return float(renderer.get_text_width_height_descent(text, font, False)[0])


class _Renderer(RendererSVG):
    """Measures Hangul, which DejaVu Sans lacks, as wide as Korean fonts set it: 0.95 em."""

    def get_text_width_height_descent(self, s, prop, ismath):
        known = "".join(c for c in s if unicodedata.east_asian_width(c) not in "WF")
        if ismath or known == s:
            return super().get_text_width_height_descent(s, prop, ismath)
        size = super().get_text_width_height_descent(known or "l", prop, False)
        wide = 0.95 * prop.get_size() * (len(s) - len(known))
        return (size[0] if known else 0) + wide, *size[1:]


def _frame(root, width, height, said):
    root.attrib.clear()
    root.attrib |= {
        "viewBox": f"0 0 {width} {height}",
        "width": str(round(width * 4 / 3)),
        "height": str(round(height * 4 / 3)),
        "role": "img",
        "aria-label": said,
        "lang": language(),
        "stroke-linejoin": "round",
        "font-family": FONTS,
    }
