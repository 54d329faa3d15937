"""The tree of an SVG made light: rounded coordinates, short paths, nothing said twice."""

import hashlib
import re
from xml.etree import ElementTree

import numpy as np

__all__ = ["SVG", "digest", "serialised", "tidy"]

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
NUMBER = r"-?\d+\.?\d*(?:e[-+]?\d+)?"
TOLERANCE = 8  # how far a simplified line may stray, in hundredths of a pixel

ElementTree.register_namespace("", SVG[1:-1])


def serialised(root):
    """The tree as text."""
    return ElementTree.tostring(root, encoding="unicode")


def digest(root):
    """A short name for what a tree holds."""
    return hashlib.sha256(serialised(root).encode()).hexdigest()[:8]


def tidy(root):
    """Round every coordinate, drop what nobody refers to, name the rest by what it holds."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (SVG + "style", SVG + "metadata"):
                parent.remove(child)
    for element in root.iter():
        _round(element)
        _restyle(element)
    _rename(root)
    _flatten(root)
    _share(root)
    for element in root.iter():
        if element.text and not element.text.strip():
            element.text = None
        element.tail = None


def _round(element):
    for name in ("x", "y", "width", "height"):
        if name in element.attrib:
            element.set(name, _rounded(element.get(name).removesuffix("pt")))
    if "transform" in element.attrib:
        text = re.sub(NUMBER, lambda match: _rounded(match[0]), element.get("transform"))
        element.set("transform", text)
        if re.fullmatch(r"(rotate\(0( [^)]*)?\))?", text.strip()):
            del element.attrib["transform"]
    if "d" in element.attrib:
        element.set("d", _path(element.get("d")))


# What a style says anyway: SVG's own defaults, and the root's.
_KNOWN = {
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "round"),
    ("stroke-width", "1"),
    ("stroke-dashoffset", "0"),
    ("text-anchor", "start"),
}


def _restyle(element):
    """A style as attributes: shorter, and no style sheet that could reach beyond its picture."""
    for rule in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name == "font":  # Matplotlib before 3.9: "700 11px 'DejaVu Sans'"
            element.set("font-size", re.search(r"([\d.]+)px", value)[1])
            if "700" in value or "bold" in value:
                element.set("font-weight", "700")
        elif name == "font-size":
            element.set(name, value.removesuffix("px"))
        elif name == "stroke-dasharray":
            element.set(name, " ".join(map(_rounded, value.split(","))))
        elif name and name != "font-family" and (name, value) not in _KNOWN:
            element.set(name, re.sub(r"#(.)\1(.)\2(.)\3$", r"#\1\2\3", value))


def _rename(root):
    """Ids by content, so that two machines, and two pictures of one page, agree about them.

    Of ids that a drawing gave itself, ``gd-halo`` becomes a white rim, another ``gd-`` a class.
    """
    names, kept = {}, {}
    for parent in list(root.iter()):
        for element in list(parent):
            old = element.attrib.pop("id", "")
            if old == "gd-halo":
                element.attrib |= {"paint-order": "stroke", "stroke": "#fff", "stroke-width": "3"}
            elif old.startswith("gd-"):
                element.set("class", old)
            elif old and element.tag in (SVG + "clipPath", SVG + "path", SVG + "pattern"):
                names[old] = "i" + digest(element)
                if names[old] in kept:
                    parent.remove(element)
                kept.setdefault(names[old], element)
    used = set()
    for element in root.iter():
        if HREF in element.attrib:
            new = names[element.attrib.pop(HREF)[1:]]
            element.set("href", f"#{new}")
            used.add(new)
        for name in ("clip-path", "fill"):
            if element.get(name, "").startswith("url(#"):
                new = names[element.get(name)[5:-1]]
                element.set(name, f"url(#{new})")
                used.add(new)
    for new in used:
        kept[new].set("id", new)


def _flatten(root):
    """Groups that say nothing give way to what they hold; empty ones go."""

    def children(element):
        for child in element:
            held = list(children(child))
            named = child.get("class", "").startswith(("gd-step", "gd-dot"))
            if named and len(held) == 1 and "class" not in held[0].attrib:
                held[0].set("class", child.get("class"))
                yield from held
            elif child.tag == SVG + "g" and not child.attrib:
                yield from held
            elif child.tag not in (SVG + "g", SVG + "defs") or held:
                child[:] = held
                yield child

    root[:] = list(children(root))


def _share(element):
    """Neighbours that look alike say so once, in a group around them."""
    for child in element:
        _share(child)
    held, run = [], []

    def close():
        common = dict(set.intersection(*(_looks(e) for e in run))) if len(run) > 2 else {}
        if not common:
            held.extend(run)
            return
        group = ElementTree.Element(SVG + "g", dict(sorted(common.items())))
        for e in run:
            for name in common:
                del e.attrib[name]
        group.extend(run)
        held.append(group)

    for child in list(element):
        if run and _kind(run[0]) == _kind(child) and _kind(child):
            run.append(child)
        else:
            close()
            run = [child]
    close()
    element[:] = held


def _kind(element):
    """What may share a group: drawn shapes that agree in all that is set, but for the fill."""
    if element.tag not in (SVG + "path", SVG + "use", SVG + "text"):
        return None
    rest = sorted(item for item in _looks(element) if item[0] not in ("fill", "text-anchor"))
    return (element.tag, *rest)


def _looks(element):
    placed = ("d", "x", "y", "href", "transform", "id", "class", "style")
    return {item for item in element.attrib.items() if item[0] not in placed}


def _rounded(text):
    return _fixed(round(float(text) * 100))


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
    runs = []
    for token in re.findall(f"[MLQCz]|{NUMBER}", data):
        if token.isalpha():
            if token != "L" or runs[-1][0] != "L":
                runs.append((token, []))
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
    return np.where(along < 0, (v * v).sum(1), np.where(along > length, (w * w).sum(1), from_line))
