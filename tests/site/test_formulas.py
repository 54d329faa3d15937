"""Formulas are in the page before any script runs."""

import re

import pytest
from site_files import CHAPTERS, text_of

FORMULA = re.compile(r'<(?:span|div) class="math[^"]*"[^>]*>')
CODE = re.compile(r"<(pre|code|script|annotation)\b.*?</\1>", re.DOTALL)


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_formula_is_drawn_in_the_file_itself(site, page):
    text = text_of(site / page)
    assert text.count('class="katex-html"') == len(FORMULA.findall(text))


@pytest.mark.parametrize("page", CHAPTERS)
def test_no_formula_is_left_as_source(site, page):
    prose = CODE.sub("", text_of(site / page))
    assert [mark for mark in ("$$", "\\(", "\\[", "\\begin", "katex-error") if mark in prose] == []


def test_the_pages_use_the_fonts_that_lie_in_the_site(site):
    style = text_of(site / "_static/katex/katex.min.css")
    fonts = set(re.findall(r"url\(([^)]+)\)", style))
    assert fonts
    assert [font for font in fonts if not (site / "_static/katex" / font).exists()] == []
