"""A descent that plays once on a static page: CSS inside the SVG, no script."""

from xml.etree import ElementTree

import numpy as np

from gdlib.plotting.ground import contours, curve
from gdlib.plotting.sheets import REEL
from gdlib.plotting.svg import SVG
from gdlib.plotting.views import coordinates, named_paths
from gdlib.plotting.walks import segment_within

__all__ = ["animation"]


def animation(problem, path, *, seconds=5, domain=None, **options):
    """A descent that plays once when its page opens, and rests at its end.

    ``problem`` has one or two coordinates; ``path`` is a Path or {label: Path}, of single runs;
    ``seconds`` at most 5, half a second a step at most. A reader who asked for reduced motion
    sees the whole path at once. The other options are those of curve or contours.
    """
    if not (np.isscalar(seconds) and 0 < seconds <= 5):
        raise ValueError(f"seconds is {seconds!r}; it must be above 0 and at most 5")
    n = coordinates(problem, domain)
    named = named_paths(path, n)
    if not named or any(run.x.ndim != 2 for _, run in named):
        allowed = "a Path of one run, (steps+1, n), or a dict of label: such a Path"
        raise ValueError(f"path is {path!r}; it must be {allowed}")
    token = REEL.set(_Reel(seconds, max(len(run.x) for _, run in named) - 1))
    try:
        return (curve if n == 1 else contours)(problem, path, domain=domain, **options)
    finally:
        REEL.reset(token)


class _Reel:
    """Steps that appear in turn and a point that moves, noted while a path is drawn."""

    def __init__(self, seconds, steps):
        self.beat = min(seconds / max(steps, 1), 0.5)
        self.routes = []

    def film(self, ax, walk, style):
        """Draw a path step by step; what appears when is said by the names of its parts."""
        run, spots, far = len(self.routes), walk.spots, 0.2 * np.ptp(walk.box, axis=1)
        look = {"color": style.color, "clip_on": False}
        rim = {"mec": "white", "mew": 0.5, "ms": 3.6, "zorder": 5}
        for t in range(1, len(spots)):
            segment = segment_within(spots[t - 1], spots[t], walk.box)
            if segment is not None:
                ends = np.transpose(segment)
                ax.plot(*ends, lw=1.5, zorder=3, gid=f"gd-step-{run}-{t}", **look)
            if walk.inside[t]:
                ax.plot(*spots[t], style.marker, gid=f"gd-dot-{run}-{t}", **rim, **look)
        route = np.clip(spots, walk.box[:, 0] - far, walk.box[:, 1] + far)
        rim = {"mec": "white", "mew": 1.2, "ms": 8.5, "zorder": 7}
        ax.plot(*route[-1], style.marker, color=style.color, gid=f"gd-ball-{run}", **rim)
        self.routes.append(route)

    def animate(self, ax):
        """For ``write``: once all has its place, a function that adds the motion to the SVG."""

        def placed(renderer):
            flip = np.array([1, -1]), np.array([0, renderer.height])
            pixels = [ax.transData.transform(route) * flip[0] + flip[1] for route in self.routes]
            return lambda root, name: self._add_motion(root, name, pixels)

        return placed

    def _add_motion(self, root, name, routes):
        rules = [
            f".{name} .gd-in{{animation:{name}-in .01s both}}",
            f"@keyframes {name}-in{{from{{opacity:0}}}}",
        ]
        for element in root.iter():
            kind, run, step = [*element.get("class", "").split("-"), "", "", ""][1:4]
            if kind in ("step", "dot"):
                element.set("class", "gd-in")
                element.set("style", f"animation-delay:{int(step) * self.beat:.2f}s")
            elif kind == "ball":
                route = routes[int(run)]
                seconds = self.beat * (len(route) - 1)
                rules.append(_keyframes(f"{name}-{run}", route))
                element.set("class", "gd-ball")
                element.set("style", f"animation:{name}-{run} {seconds:.2f}s linear both")
        still = f".{name} *{{animation:none!important}}"
        rules.append(f"@media (prefers-reduced-motion:reduce){{{still}}}")
        style = ElementTree.Element(SVG + "style")
        style.text = "".join(rules)
        root.set("class", name)
        root.insert(0, style)


def _keyframes(name, route):
    """The way of a point as it differs from its end, where it stands without any motion."""
    shifts = np.round(route - route[-1], 2) + 0.0
    share = 100 / max(len(route) - 1, 1)
    frames = [
        f"{t * share:.4g}%{{transform:translate({dx:g}px,{dy:g}px)}}"
        for t, (dx, dy) in enumerate(shifts)
    ]
    return f"@keyframes {name}{{{''.join(frames)}}}"
