"""One explorer: its knobs, the picture of their setting, and both ways to show it."""

import html
from typing import NamedTuple

from gdlib import live, plotting
from gdlib.arguments import as_number, as_whole
from gdlib.tables import number
from gdlib.words import label, language, word

__all__ = ["Explorer", "Seen"]

LABELS = {"batch": "batch_size"}  # otherwise the name itself
WIDE = {"width": "100%", "max_width": "40em"}


class Seen(NamedTuple):
    """A picture of one setting, and the numbers that its caption tells, by name."""

    picture: plotting.Picture
    numbers: dict


class Explorer:
    """A picture with a slider for each of its settings.

    ``draw(**state)``, a pure function, returns the `Seen` of a state; ``knobs`` maps each setting
    to the stops of its slider, rising; ``state`` gives the setting shown first, any number between
    the ends. The words are ``widget_<name>`` (what is drawn) and ``widget_<name>_said`` (with the
    numbers) of `gdlib.words`.

    In a live notebook with ipywidgets installed it is a widget, and ``state`` follows the sliders.
    Anywhere else it is the picture and how to make it live, as HTML.
    """

    def __init__(self, name, draw, knobs, **state):
        self.name, self.draw, self.knobs = name, draw, knobs
        self._state = {key: self._checked(key, value) for key, value in state.items()}
        self._view = None

    def __repr__(self):
        settings = ", ".join(f"{key}={number(value)}" for key, value in self._state.items())
        return f"<gdlib explorer {self.name}({settings})>"

    @property
    def state(self):
        """The settings that are shown now: a dict."""
        return dict(self._state)

    def _checked(self, key, value):
        stops = self.knobs[key]
        whole = all(isinstance(stop, int) for stop in stops)
        value = as_whole(value, key) if whole else as_number(value, key)
        if not stops[0] <= value <= stops[-1]:
            raise ValueError(f"{key} is {value:g}; it must be from {stops[0]:g} to {stops[-1]:g}")
        return value

    def _said(self, seen):
        told = {
            key: number(value, None if isinstance(value, int) else ".3g")
            for key, value in seen.numbers.items()
        }
        settings = {key: number(value) for key, value in self._state.items()}
        return word(f"widget_{self.name}_said").format(**settings, **told)

    def _repr_html_(self):
        seen = self.draw(**self._state)
        said = self._said(seen)
        picture = live.image(seen.picture, f"{word(f'widget_{self.name}')} {said}")
        key, stops = next(iter(self.knobs.items()))
        code = f"<code>gd.widgets.{self.name}({key}={number(stops[-1])})</code>"
        top = f'<a href="#main-content">{html.escape(word("widget_top"))}</a>'
        still = html.escape(word("widget_still")).format(code=code, top=top)
        return (
            f'<figure class="gd-explorer" lang="{language()}">{picture}'
            f"<figcaption><p>{html.escape(said)}</p><p>{still}</p></figcaption></figure>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return live.mimebundle(self, self._live)

    def _live(self):
        """The sliders and the picture, one widget for all places; None without ipywidgets."""
        try:
            import ipywidgets
        except ImportError:
            return None
        if self._view is None:
            self._view = self._with_sliders(ipywidgets)
        return self._view

    def _with_sliders(self, ipywidgets):
        picture = ipywidgets.HTML(layout={"overflow": "auto"})
        said = ipywidgets.HTML(layout={"max_width": WIDE["max_width"]})
        sliders = []

        def redraw():
            seen = self.draw(**self._state)
            picture.value = seen.picture.svg
            said.value = html.escape(self._said(seen))

        for key, value in self._state.items():
            stops = sorted({*self.knobs[key], value})
            slider = ipywidgets.SelectionSlider(
                options=[(number(stop), stop) for stop in stops],
                value=value,
                description=label(LABELS.get(key, key)),
                style={"description_width": "11em"},
                layout=WIDE,
            )

            def follow(change, key=key):
                self._state[key] = change.new
                redraw()

            slider.observe(follow, "value")
            sliders.append(slider)
        redraw()
        return ipywidgets.VBox([*sliders, picture, said])
