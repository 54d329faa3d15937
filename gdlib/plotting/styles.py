"""One look for each optimizer in the whole book, and neutral looks for everything else."""

from typing import Any, NamedTuple

from matplotlib.patheffects import Normal, Stroke

__all__ = ["INK", "NEUTRAL", "QUIET", "SOLID", "STYLES", "Style", "choose_styles", "halo", "mix"]


class Style(NamedTuple):
    """How one series looks everywhere: colour, dash pattern (in line widths), marker."""

    color: str
    dashes: Any
    marker: str


INK = "#1f2328"
QUIET = "#57606a"
SOLID = "solid"

# Dark enough to be read as text on white; told apart without colour by dashes and marker.
STYLES = {
    "SGD": Style(INK, SOLID, "o"),
    "Momentum": Style("#0a58ca", (0, (5, 1.4)), "s"),
    "RMSprop": Style("#bc4a00", (0, (6, 1.4, 1.2, 1.4)), "^"),
    "Adam": Style("#7a1f86", (0, (2.6, 1.2)), "D"),
    "AdamW": Style("#00705c", (0, (1.2, 1.2)), "v"),
}

# For whatever is no optimizer, in this order.
NEUTRAL = (
    Style("#3f5468", SOLID, "o"),
    Style("#946200", (0, (5, 1.4)), "s"),
    Style("#8a0f3c", (0, (6, 1.4, 1.2, 1.4)), "^"),
    Style("#0971a5", (0, (2.6, 1.2)), "D"),
    Style("#5a7a1a", (0, (1.2, 1.2)), "v"),
    Style("#4a2a1a", (0, (8, 1.4, 1.2, 1.4, 1.2, 1.4)), "P"),
)


def choose_styles(names, sources=None, styles=None):
    """A style a name: as ``styles`` says, else its optimizer's, else the next neutral one.

    ``sources`` maps a name to its Path, whose optimizer counts where the name itself is no
    optimizer's; of several names for one optimizer, the first wears its style.
    """
    sources, styles = sources or {}, styles or {}
    chosen, taken, others = {}, set(), []
    for name in names:
        wanted = styles.get(name)
        if wanted is not None and wanted not in STYLES:
            allowed = ", ".join(STYLES)
            raise ValueError(f"styles[{name!r}] is {wanted!r}; it must be one of {allowed}")
        optimizer = type(getattr(sources.get(name), "optimizer", None)).__name__
        own = (key for key in (name, optimizer) if key in STYLES and key not in taken)
        key = wanted or next(own, None)
        if key:
            taken.add(key)
        else:
            others.append(name)
        chosen[name] = STYLES.get(key)
    free = NEUTRAL[1:] if "SGD" in taken else NEUTRAL  # the first is close to SGD's
    for i, name in enumerate(others):
        chosen[name] = free[i % len(free)]
    return chosen


def mix(first, second, share):
    """The colour a share of the way from the first to the second."""
    a, b = ([int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in (first, second))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))


def halo(width):
    """A white line below a line, so that it stands out from any ground."""
    return [Stroke(linewidth=width, foreground="white"), Normal()]
