"""The interactive figure: ``lab.js``, which computes and draws, and its thin Python face.

``lab.js`` ports the update rules, the landscapes and the noise; its numbers are gdlib's, and a
test in a real browser holds them to it.
"""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np

from gdlib import landscapes, live, plotting
from gdlib.arguments import as_number, as_point, as_whole
from gdlib.descent import descend
from gdlib.noise import Mulberry32
from gdlib.optimizers import SGD, Adam, AdamW, Momentum, RMSprop
from gdlib.words import label, language, word

__all__ = ["SCRIPT", "Lab"]

SCRIPT = Path(__file__).with_name("lab.js")

LANDSCAPES = tuple(name for name in landscapes.__all__ if name[0].islower())
QUADRATIC = {"parabola", "bowl", "ravine"}
OPTIMIZERS = {rule.__name__: rule for rule in (SGD, Momentum, RMSprop, Adam, AdamW)}
SECANTS = dict(zip(("forward", "central"), plotting.NEUTRAL, strict=False))

# The ends of every slider, and its step: 0 for one that moves by ratios.
RANGES = {
    "lr": (1e-4, 10, 0),
    "momentum": (0, 0.99, 0.01),
    "decay": (0, 0.999, 0.001),
    "beta1": (0, 0.99, 0.01),
    "beta2": (0, 0.999, 0.001),
    "eps": (1e-10, 1, 0),
    "weight_decay": (0, 2, 0.01),
    "kappa": (1, 1000, 0),
    "angle": (-1.57, 1.57, 0.01),
    "noise": (0, 10, 0.1),
    "batch": (1, 1024, 0),
    "seed": (0, 2**32 - 1, 1),
    "steps": (1, 1000, 0),
    "t": (0, 1000, 1),
    "h": (1e-12, 2, 0),
}
WHOLE = ("batch", "seed", "steps", "t")
LABELS = {
    "momentum": "rho",
    "batch": "batch_size",
    "h": "step_width",
    "angle": "lab_angle",
}  # otherwise the name itself


class Lab:
    """A landscape that the reader's hand moves on: every path follows at once.

    ``gd.Lab("ravine", [gd.SGD(lr=0.4), gd.Momentum(lr=0.4)], controls=["lr", "kappa"])``

    Parameters: ``landscape``, one name of `gdlib.landscapes` or a list of names to choose from,
    the first shown first. ``optimizers``, instances of different classes, each with settings that
    are single numbers. ``x0``, the start, default the landscape's. ``steps`` from 1 to 1000,
    default 50. Every gradient carries independent noise of standard deviation
    ``noise / sqrt(batch)``, default none, drawn from ``Mulberry32(seed)``. ``kappa`` and ``angle``
    shape the ravine. ``controls``: what gets a slider, in this order; "lr" moves the learning rate
    of all optimizers, "Momentum.momentum" a setting of one; else "kappa", "angle", "noise",
    "batch", "steps", "h". ``ranges`` replaces the ends of sliders, ``{"lr": (0.01, 1)}``.
    ``name``, by which addresses know the figure, default the landscape's. ``kind="secant"`` draws,
    without optimizers, the forward and the central difference of width ``h``.

    In a live notebook with anywidget installed it is a widget: ``state`` is what the reader sees
    and may be set. Anywhere else it shows HTML that ``lab.js`` brings to life, and a still
    picture where no script runs.

    Raises ``ValueError`` or ``TypeError`` for an unknown name and for values out of range.
    """

    def __init__(
        self, landscape, optimizers=(), *, x0=None, steps=50, noise=0, batch=1, seed=1,
        kappa=20, angle=0, h=0.5, controls=(), ranges=None, name=None, kind="descent",
    ):  # fmt: skip
        if kind not in ("descent", "secant"):
            raise ValueError(f"kind is {kind!r}; it must be 'descent' or 'secant'")
        names = [landscape] if isinstance(landscape, str) else list(landscape)
        if not names or len({*names}) < len(names) or not {*names} <= {*LANDSCAPES}:
            raise ValueError(f"landscape is {landscape!r}; it must be of {', '.join(LANDSCAPES)}")
        self.landscapes, self.secant = names, kind == "secant"
        self.name = "-".join(names).replace("_", "-") if name is None else name
        if not re.fullmatch(r"[a-z0-9-]+", self.name):
            raise ValueError(f"name is {name!r}; it must consist of a-z, 0-9 and hyphens")
        self._rules = self._checked_rules(optimizers)
        sizes = {"steps": steps, "noise": noise, "batch": batch, "seed": seed}
        state = {"h": h} if self.secant else {**sizes, "t": RANGES["t"][1]}
        if "ravine" in names:
            state |= {"kappa": kappa, "angle": angle}
        for rule in () if self.secant else self._rules.values():
            name = type(rule).__name__
            state |= {f"{name}.{key}": getattr(rule, key) for key in rule.hyperparameters()}
        self._ranges = self._checked_ranges(state, ranges or {})
        self.controls = list(controls)
        for control in self.controls:
            if control in ("seed", "t") or not self._keys(control, self._ranges | state):
                allowed = [key for key in state if key not in ("seed", "t")]
                raise ValueError(f"controls has {control!r}; it must be of {', '.join(allowed)}")
        self._state = {"landscape": names[0], "on": [*self._rules], "x": None, **state}
        start = self._ground().start if x0 is None else x0
        self._state |= self._checked({**state, "x": start}, "x0")
        self._start, self._view = dict(self._state), None

    def __repr__(self):
        return f"<gdlib lab {self.name}>"

    @property
    def state(self):
        """What the figure shows now: a dict. Setting it to a dict of changes moves the figure.

        ``lab.state = {"x": [1, 2], "SGD.lr": 0.1, "on": ["SGD"]}``
        """
        return {key: list(v) if isinstance(v, list) else v for key, v in self._state.items()}

    @state.setter
    def state(self, changes):
        self._state = {**self._state, **self._checked(changes)}
        if self._view is not None:
            self._view.state = self.state

    @property
    def paths(self):
        """The paths of the optimizers that are switched on: ``{name: Path}``, by gdlib."""
        if self.secant:
            return {}
        state, ground, rng = self._state, self._ground(), None
        if state["noise"]:
            ground = landscapes.Noisy(ground, state["noise"] / np.sqrt(state["batch"]))
        paths = {}
        for name in state["on"]:
            settings = {
                k.partition(".")[2]: v for k, v in state.items() if k.startswith(name + ".")
            }
            rng = Mulberry32(state["seed"]) if state["noise"] else None
            rule = OPTIMIZERS[name](**settings)
            paths[name] = descend(ground, rule, state["x"], state["steps"], rng)
        return paths

    @property
    def spec(self):
        """Everything that ``lab.js`` needs to know, in the language of the page."""
        styles = SECANTS if self.secant else plotting.STYLES
        words = {key: word(f"lab_{key}") for key in SPOKEN}
        shown = dict.fromkeys(key.split(".")[-1] for key in self._ranges)
        words |= {key: word(LABELS.get(key, key)) for key in shown if key not in ("seed", "t")}
        if self.secant:
            words["hint"] = word("lab_hint_secant")
        keys = "step", "loss", "excess_loss", "landscape", "absolute_error", "predicted"
        words |= {key: word(key) for key in keys}
        return {
            "name": self.name,
            "kind": "secant" if self.secant else "descent",
            "title": self._title(),
            "landscapes": {name: self._about(name) for name in self.landscapes},
            "rules": {
                name: {
                    "label": label(name),
                    "color": styles[name].color,
                    "dashes": []
                    if isinstance(styles[name].dashes, str)
                    else styles[name].dashes[1],
                    "marker": styles[name].marker,
                }
                for name in self._rules
            },
            "state": self._start,
            "controls": self.controls,
            "ranges": {
                key: {"min": low, "max": high, "step": step, "whole": key in WHOLE}
                for key, (low, high, step) in self._ranges.items()
            },
            "words": words,
        }

    def _title(self):
        return f"{word('lab_title')}: {', '.join(map(label, self.landscapes))}"

    def _about(self, name):
        ground = self._ground(name)
        lowest = ground.minima[:, 0]
        curvatures = np.linalg.eigvalsh(ground.hessian(lowest))
        wide = name == "ravine" and self._keys("angle", self.controls)
        return {
            "label": label(name),
            "start": ground.start.tolist(),
            "domain": [[-6, 6], [-6, 6]] if wide else ground.domain.tolist(),
            "minima": ground.minima.T.round(6).tolist(),
            "saddles": ground.saddles.T.round(6).tolist(),
            "lowest": float(ground.f(lowest)),
            "curvatures": curvatures.tolist(),
            "quadratic": name in QUADRATIC,
        }

    def _ground(self, name=None):
        name = name or self._state["landscape"]
        if name == "ravine":
            return landscapes.ravine(self._state["kappa"], self._state["angle"])
        return getattr(landscapes, name)

    @staticmethod
    def _keys(control, state):
        """The entries of the state that a control moves."""
        return [key for key in state if key == control or key.endswith("." + control)]

    def _checked_rules(self, optimizers):
        rules = {type(rule).__name__: rule for rule in optimizers}
        if len(rules) < len(list(optimizers)) or not {*rules} <= {*OPTIMIZERS}:
            allowed = ", ".join(OPTIMIZERS)
            raise ValueError(
                f"optimizers is {optimizers!r}; it must be instances, one a class, of {allowed}"
            )
        if self.secant == bool(rules):
            allowed = "be empty for kind='secant'" if rules else "not be empty for kind='descent'"
            raise ValueError(f"optimizers is {optimizers!r}; it must {allowed}")
        for name, rule in rules.items():
            if rule.runs:
                raise ValueError(f"optimizers has {name} with array settings; they must be numbers")
            if getattr(rule, "eps_inside_root", False):
                raise ValueError(f"optimizers has {rule}; the lab keeps epsilon outside the root")
        return SECANTS if self.secant else rules

    def _checked_ranges(self, state, given):
        """The ends and the step of every number in the state."""
        names = {key.split(".")[-1]: key for key in state if key.split(".")[-1] in RANGES}
        ranges = {name: list(RANGES[name]) for name in names}
        for key, ends in given.items():
            if not self._keys(key, state):
                raise ValueError(f"ranges has {key!r}; it must be of {', '.join(ranges)}")
            least, most, step = RANGES[key.split(".")[-1]]
            try:
                low, high = (as_number(end, f"ranges[{key!r}]") for end in ends)
            except (TypeError, ValueError):
                raise TypeError(f"ranges[{key!r}] is {ends!r}; it must be two numbers") from None
            if not least <= low < high <= most:
                raise ValueError(
                    f"ranges[{key!r}] is {ends!r}; it must rise within {least:g} and {most:g}"
                )
            ranges[key] = [low, high, step]
        return ranges

    def _checked(self, changes, x="x"):
        """Changes to the state in one form, or the error that names what is off."""
        if not isinstance(changes, dict):
            raise TypeError(f"state is {changes!r}; it must be a dict of changes")
        new, before = {}, self._state
        for key, value in changes.items():
            name = key.split(".")[-1]
            if key not in before:
                raise ValueError(f"state has {key!r}; it must be of {', '.join(before)}")
            if key == "landscape" and value not in self.landscapes:
                raise ValueError(f"landscape is {value!r}; it must be of {self.landscapes}")
            elif key == "on":
                if not {*value} <= {*self._rules}:
                    raise ValueError(f"on is {value!r}; it must be of {[*self._rules]}")
                value = [rule for rule in self._rules if rule in value]
            elif name in RANGES:
                low, high, _ = self._ranges.get(key) or self._ranges[name]
                value = as_whole(value, key) if name in WHOLE else as_number(value, key)
                if not low <= value <= high:
                    raise ValueError(f"{key} is {value:g}; it must be from {low:g} to {high:g}")
            new[key] = value
        about = self._about(new.get("landscape", before["landscape"]))
        if new.get("landscape", before["landscape"]) != before["landscape"]:
            new.setdefault("x", about["start"])
        if "x" in new:
            point, (low, high) = as_point(new["x"], x), np.transpose(about["domain"])
            if point.shape != low.shape or (point < low).any() or (point > high).any():
                raise ValueError(f"{x} is {new['x']}; it must be a point within {about['domain']}")
            new["x"] = point.tolist()
        return new

    def _repr_html_(self):
        spec = json.dumps(self.spec, ensure_ascii=False, separators=(",", ":"))
        spec = spec.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
        picture = live.image(self._still(), f"{self._title()}. {self._said()}")
        caption = word("lab_still")
        return f"<gd-lab lang=\"{language()}\" spec='{spec}'>{picture}<p>{caption}</p></gd-lab>"

    def _still(self):
        ground, state = self._ground(), self._state
        if self.secant:
            (x,), h = state["x"], state["h"]
            chords = {"secants": [(x, h), (x - h, 2 * h)], "tangents": [x]}
            return plotting.curve(ground, **chords)
        draw = plotting.curve if len(state["x"]) == 1 else plotting.contours
        return draw(ground, self.paths)

    def _said(self):
        """The situation in words, for who does not see the picture."""
        if self.secant:
            return f"x = {self._state['x'][0]:.4g}, h = {self._state['h']:.4g}"
        ends = [f"{name}: {word('loss')} {path.f[-1]:.3g}" for name, path in self.paths.items()]
        return ", ".join(ends)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return live.mimebundle(self, self._live)

    def _live(self):
        """The widget, one for all places that show this lab; None without anywidget."""
        if self._view is None and _widget() is not None:
            self._view = _widget()(spec=self.spec, state=self.state)
            self._view.observe(self._follow, "state")
        return self._view

    def _follow(self, change):
        self._state = dict(change.new)


# What lab.js says, besides the names of what it shows.
SPOKEN = (
    "start", "play", "pause", "back", "forward", "reset", "reroll", "copy_code", "copy_link",
    "code_copied", "link_copied", "copy_by_hand", "not_understood", "stale", "hint", "at",
    "leaving", "diverged", "slope", "true_slope",
)  # fmt: skip


@cache
def _widget():
    """The class of the live figure, or None where anywidget is not installed."""
    try:
        import anywidget
        import traitlets
    except ImportError:
        return None

    # JupyterLab would take a slider's arrow keys: the script marks the place as none of its own.
    class LabView(anywidget.AnyWidget):
        _esm = SCRIPT
        spec = traitlets.Dict().tag(sync=True)
        state = traitlets.Dict().tag(sync=True)

    return LabView
