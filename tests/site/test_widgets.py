"""No control of a page is dead: a widget needs a kernel, and a built page has none."""

import re

import pytest
from site_files import CHAPTERS, LANGUAGES, Reading, text_of

VIEW = re.compile(r"application/vnd\.jupyter\.widget-(?:view|state)\+json")
CONTROLS = ("input", "select", "textarea", "button")


class Outputs(Reading):
    """What stands in the outputs of cells: each element with the classes of those around it."""

    EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, text):
        self.around, self.shown = [], []
        super().__init__(text)

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if any("cell_output" in outer for _, outer in self.around):
            self.shown.append((tag, dict(attributes)))
        if tag not in self.EMPTY:
            self.around.append((tag, classes))
        super().handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        while self.around and self.around.pop()[0] != tag:
            pass


def dead_controls(text):
    """Widget views, sliders and other controls in a built page that nothing answers.

    A lab holds an image and words until its script runs, so it needs no exception; the page's own
    controls are no sliders and stand outside the outputs.
    """
    reading = Outputs(text)
    found = VIEW.findall(text)
    for tag, attributes in reading.elements:
        classes = (attributes.get("class") or "").split()
        if any(re.match(r"(jupyter-widgets|widget-|jp-OutputArea)", each) for each in classes):
            found.append(f"<{tag} class={classes}>")
        if tag == "input" and attributes.get("type") == "range":
            found.append("<input type=range>")
    return found + [f"<{tag}> in an output" for tag, _ in reading.shown if tag in CONTROLS]


@pytest.mark.parametrize("page", CHAPTERS)
def test_no_page_has_a_control_without_effect(site, page):
    assert dead_controls(text_of(site / page)) == []


OUTPUT = '<div class="cell_output docutils container"><p>one<br>two{}</p></div>'


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/vnd.jupyter.widget-view+json">{"model_id": "1"}</script>',
        '<script type="application/vnd.jupyter.widget-state+json">{}</script>',
        '<div class="jupyter-widgets widget-inline-hbox"></div>',
        '<input type="range">',
        OUTPUT.format("<select></select>"),
        OUTPUT.format("<img><button>run</button>"),
    ],
)
def test_a_dead_control_is_found(broken):
    assert dead_controls(f"<main><p>words</p>{broken}<p>words</p></main>")


@pytest.mark.parametrize(
    "alive", ['<input type="search">', OUTPUT.format("") + "<button></button>"]
)
def test_the_pages_own_controls_are_none(alive):
    assert dead_controls(alive) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explorer_on_a_page_is_a_described_picture_and_the_way_to_run_it(site, language):
    pages = [page for page in CHAPTERS if f"/{language}/" in page]
    texts = [text_of(site / page) for page in pages]
    figures = [
        figure
        for text in texts
        for figure in re.findall(r'<figure class="gd-explorer".*?</figure>', text, re.DOTALL)
    ]
    assert len(figures) >= 6
    for figure in figures:
        alt = re.search(r'<img [^>]*alt="([^"]+)"', figure)[1]
        assert bool(re.search("[가-힣]", alt)) == (language == "ko")
        assert '<a href="#main-content">' in figure
        assert "<code>gd.widgets." in figure
