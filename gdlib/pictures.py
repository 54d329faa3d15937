"""A drawn figure as SVG text: small, the same on every machine, its words still text.

``write`` is the only place where an SVG is made.
"""

import hashlib
import io
import re
import unicodedata
import warnings
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from gdlib.words import language

__all__ = ["Picture", "beside", "drawing", "text_width", "write"]

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
FONTS = "'DejaVu Sans',Verdana,sans-serif"

_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "gdlib",
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    "mathtext.fontset": "dejavusans",
    "path.simplify": False,  # _simplified does it, on whole numbers
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
    "legend.frameon": False,
    "legend.fontsize": 10.5,
    "figure.constrained_layout.h_pad": 0.05,
    "figure.constrained_layout.w_pad": 0.05,
}


class Picture:
    """An SVG image that a notebook shows; ``save(path)`` writes it to a file."""

    def __init__(self, svg, width, height):
        self.svg, self.width, self.height = svg, width, height

    def __repr__(self):
        return f"<gdlib picture {self.width}x{self.height}>"

    def _repr_svg_(self):
        return self.svg

    def save(self, path):
        path = Path(path)
        if path.suffix != ".svg":
            raise ValueError(f"path must end in .svg, the format of every picture; got {str(path)!r}")
        path.write_text(self.svg, encoding="utf-8")


def drawing():
    """The style every figure is drawn in; Matplotlib's own settings are back when it closes."""
    from matplotlib import style

    return style.context(["default", _STYLE])


def write(figure, alt, animate=None):
    """The picture of a Matplotlib figure; ``alt`` says what it is to a reader who does not see it.

    ``animate(renderer)``, called when everything has its place, returns a function that adds CSS
    to the tree: ``add(root, name)``, ``name`` a class of the root that no other picture has.
    """
    size = figure.get_size_inches() * 72
    buffer = io.StringIO()
    renderer = _renderer_class()(size[0], size[1], buffer, metadata=_NO_METADATA)
    figure.canvas.get_renderer = lambda: renderer  # layout measures text with the same rules
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from", UserWarning)
        figure.draw(renderer)
        add = animate(renderer) if animate else None
        renderer.finalize()
    root = ElementTree.fromstring(buffer.getvalue().encode())
    width, height = (round(float(side)) for side in size)
    _tidy(root)
    _frame(root, width, height, alt)
    if add:
        add(root, "a" + _digest(_serialised(root)))
    return Picture(_serialised(root), width, height)


def beside(pictures, columns, alt):
    """One picture that holds several, in rows of ``columns``."""
    rows = [pictures[i : i + columns] for i in range(0, len(pictures), columns)]
    height, width, parts = 0, max(sum(p.width for p in row) for row in rows), []
    for row in rows:
        left = 0
        for picture in row:
            part = ElementTree.fromstring(picture.svg)
            part.attrib.update({"x": str(left), "y": str(height)})
            part.attrib.update({"width": str(picture.width), "height": str(picture.height)})
            for name in ("role", "aria-label", "lang"):
                del part.attrib[name]
            parts.append(part)
            left += picture.width
        height += max(picture.height for picture in row)
    root = ElementTree.Element(SVG + "svg")
    _frame(root, width, height, alt)
    root.extend(parts)
    return Picture(_serialised(root), width, height)


def text_width(text, size):
    """The width of a line of text in pixels, Hangul included."""
    from matplotlib.font_manager import FontProperties

    renderer = _renderer_class()(1, 1, io.StringIO(), metadata=_NO_METADATA)
    return renderer.get_text_width_height_descent(text, FontProperties(size=size), False)[0]


_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


@cache
def _renderer_class():
    from matplotlib.backends.backend_svg import RendererSVG

    class Renderer(RendererSVG):
        def __init__(self, width, height, file, **options):
            super().__init__(width, height, file, image_dpi=72, **options)

        def get_text_width_height_descent(self, s, prop, ismath):
            """Hangul has no glyph in DejaVu Sans; Korean fonts set it about 0.95 em wide."""
            wide = sum(unicodedata.east_asian_width(c) in "WF" for c in s)
            if not wide or ismath:
                return super().get_text_width_height_descent(s, prop, ismath)
            rest = "".join(c for c in s if unicodedata.east_asian_width(c) not in "WF")
            width, height, descent = super().get_text_width_height_descent(rest or "l", prop, False)
            return (width if rest else 0) + 0.95 * wide * prop.get_size(), height, descent

    return Renderer


def _serialised(root):
    ElementTree.register_namespace("", SVG[1:-1])
    ElementTree.register_namespace("xlink", HREF[1:].split("}")[0])
    return ElementTree.tostring(root, encoding="unicode")


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _frame(root, width, height, alt):
    root.attrib.clear()
    root.attrib.update(
        {
            "viewBox": f"0 0 {width} {height}",
            "width": str(round(width * 4 / 3)),
            "height": str(round(height * 4 / 3)),
            "role": "img",
            "aria-label": alt,
            "lang": language(),
            "stroke-linejoin": "round",
            "font-family": FONTS,
        }
    )


def _tidy(root):
    """Round every coordinate, drop what nobody refers to, name the rest by what it holds."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == SVG + "style" or child.tag == SVG + "metadata":
                parent.remove(child)
    for element in root.iter():
        _round(element)
        _restyle(element)
    _rename(root)
    _flatten(root)
    for element in root.iter():
        if element.text and not element.text.strip():
            element.text = None
        element.tail = None


def _round(element):
    for name in ("x", "y", "width", "height"):
        if name in element.attrib:
            element.set(name, _fixed(round(float(element.get(name).removesuffix("pt")) * 100)))
    if "transform" in element.attrib:
        number = re.compile(r"-?\d+\.?\d*(?:e[-+]?\d+)?")
        text = number.sub(lambda m: _fixed(round(float(m[0]) * 100)), element.get("transform"))
        element.set("transform", text)
        if re.fullmatch(r"(rotate\(-?0( [^)]*)?\))?", text.strip()):
            del element.attrib["transform"]
    if "d" in element.attrib:
        element.set("d", _path(element.get("d")))


# What a style says anyway: SVG's own defaults, and the root's.
_NOT_SAID = {
    "stroke-linecap: butt",
    "stroke-linejoin: round",
    "stroke-width: 1",
    "font-weight: 400",
    "text-anchor: start",
    "stroke-dashoffset: 0",
}


def _restyle(element):
    """A style as attributes: shorter, and no style sheet can reach beyond its picture."""
    style = element.attrib.pop("style", "")
    for rule in filter(None, (rule.strip() for rule in style.split(";"))):
        name, value = (part.strip() for part in rule.split(":", 1))
        if name == "font":  # Matplotlib before 3.9: "bold 11px 'DejaVu Sans'"
            size = re.search(r"([\d.]+)px", value)[1]
            element.set("font-size", size)
        elif name in ("font-family", "font-size"):
            if name == "font-size":
                element.set(name, value.removesuffix("px"))
        elif name == "stroke-dasharray":
            element.set(name, " ".join(_fixed(round(float(x) * 100)) for x in value.split(",")))
        elif f"{name}: {value}" not in _NOT_SAID:
            element.set(name, re.sub(r"#(.)\1(.)\2(.)\3$", r"#\1\2\3", value))


def _rename(root):
    """Ids by content, so that two machines, and two pictures of one page, agree about them."""
    names = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old is None:
            continue
        if old.startswith("gd-"):
            element.set("class", old)
        elif element.tag in (SVG + "clipPath", SVG + "path"):
            names[old] = (element, "i" + _digest(_serialised(element)))
    text = "".join(" ".join(e.attrib.values()) for e in root.iter())
    for old, (element, new) in names.items():
        if old in text:
            element.set("id", new)
    for element in root.iter():
        if HREF in element.attrib:
            element.set("href", "#" + names[element.attrib.pop(HREF)[1:]][1])
        clip = element.get("clip-path")
        if clip:
            element.set("clip-path", f"url(#{names[clip[5:-1]][1]})")


def _flatten(root):
    """Groups that say nothing give way to what they hold; empty ones go."""

    def children(element):
        for child in element:
            held = list(children(child))
            if child.tag == SVG + "g" and not child.attrib:
                yield from held
            elif child.tag not in (SVG + "g", SVG + "defs") or held:
                child[:] = held
                yield child

    root[:] = list(children(root))


def _fixed(hundredths):
    """Hundredths as the shortest decimal: -50 -> "-.5"."""
    text = f"{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}".rstrip("0").rstrip(".")
    text = text.removeprefix("0") if text.startswith("0.") else text
    return f"-{text}" if hundredths < 0 and text != "0" else text


_COUNT = {"M": 1, "L": 1, "Q": 2, "C": 3}


def _path(data):
    """Absolute path data as short relative data, in hundredths of a pixel."""
    out, pen, first = [], (0, 0), (0, 0)
    for kind, points in _runs(data):
        if kind == "z":
            out.append("z")
            pen = first
            continue
        relative = []
        for i, (x, y) in enumerate(points):
            relative += [x - pen[0], y - pen[1]]
            if (i + 1) % _COUNT[kind] == 0:
                pen = (x, y)
        if kind == "M":
            first = pen
        out.append(_command(kind, relative))
    return "".join(out)


def _command(kind, numbers):
    if kind == "L" and len(numbers) == 2 and 0 in numbers:
        dx, dy = numbers
        return f"h{_fixed(dx)}" if dy == 0 else f"v{_fixed(dy)}"
    text = kind.lower()
    for i, n in enumerate(map(_fixed, numbers)):
        text += n if i == 0 or n.startswith("-") else " " + n
    return text


def _runs(data):
    """(command, points) of a path: neighbouring lines joined and freed of needless corners."""
    tokens = re.findall(r"[MLQCZz]|-?\d+\.?\d*(?:e[-+]?\d+)?", data)
    runs, kind = [], None
    for token in tokens:
        if token.isalpha():
            kind = token if token != "Z" else "z"
            if kind == "z" or kind != "L" or not runs or runs[-1][0] != "L":
                runs.append((kind, []))
        else:
            runs[-1][1].append(round(float(token) * 100))
    pen = None
    for kind, flat in runs:
        points = list(zip(flat[::2], flat[1::2], strict=True))
        if kind == "L":
            points = _simplified([pen, *points])[1:]
        if points:
            pen = points[-1]
        if points or kind == "z":
            yield kind, points


TOLERANCE = 8  # hundredths of a pixel


def _simplified(points):
    """The line without the corners that stray less than TOLERANCE: Douglas and Peucker.

    On whole numbers, so that equal distances are equal on every machine.
    """
    corners = [points[0]] + [p for q, p in zip(points, points[1:], strict=False) if p != q]
    if len(corners) < 4:
        return corners
    line = np.array(corners, dtype=np.int64)
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        far = _strays(line[a], line[b], line[a + 1 : b])
        i = int(far.argmax())
        if far[i] > TOLERANCE**2:
            keep[a + 1 + i] = True
            spans += [(a, a + 1 + i), (a + 1 + i, b)]
    return [tuple(map(int, p)) for p in line[keep]]


def _strays(a, b, points):
    """Squared distances of the points from the segment a b."""
    d, v = b - a, points - a
    length = int(d @ d)
    if length == 0:
        return (v * v).sum(1).astype(float)
    along = v @ d
    cross = v[:, 0] * d[1] - v[:, 1] * d[0]
    from_line = cross.astype(float) ** 2 / length
    w = points - b
    return np.where(
        along < 0,
        (v * v).sum(1),
        np.where(along > length, (w * w).sum(1), from_line),
    )
