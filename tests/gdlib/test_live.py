"""One way to show what moves: a widget under a kernel, HTML always."""

import html
import sys
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

import gdlib as gd
from gdlib import live

VIEW = "application/vnd.jupyter.widget-view+json"


class Figure:
    def __repr__(self):
        return "<figure>"

    def _repr_html_(self):
        return "<p>still</p>"


class View:
    def _repr_mimebundle_(self):
        return {VIEW: {"model_id": "1"}, "text/plain": "a widget"}


@pytest.fixture
def kernel(monkeypatch):
    shell = SimpleNamespace(kernel=True)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))


def test_under_a_kernel_the_widget_stands_beside_the_figures_own_html(kernel):
    shown = live.mimebundle(Figure(), View)
    still = {"text/plain": "<figure>", "text/html": "<p>still</p>"}
    assert shown == still | {VIEW: {"model_id": "1"}}


def test_under_a_kernel_without_the_package_the_html_is_all(kernel):
    assert live.mimebundle(Figure(), lambda: None).keys() == {"text/plain", "text/html"}


@pytest.mark.parametrize("shell", [None, SimpleNamespace()])
def test_without_a_kernel_no_widget_is_made(monkeypatch, shell):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    shown = live.mimebundle(Figure(), lambda: pytest.fail("a widget was made"))
    assert shown.keys() == {"text/plain", "text/html"}


def test_an_image_carries_the_drawing_and_its_words():
    picture = gd.plotting.Picture('<svg><text>"α" &amp; #</text></svg>', 300, 90)
    image = live.image(picture, 'α < "β"')
    assert 'alt="α &lt; &quot;β&quot;" width="400" height="120"' in image
    source = image.partition('src="')[2].removesuffix('">')
    assert unquote(html.unescape(source)) == "data:image/svg+xml," + picture.svg
