"""Every page in a real browser: a visit on a laptop, light and dark, and on a narrow phone."""

import gzip
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from axe_core import COLOUR_RULES, faults_of, hide_formulas_and_code
from listening import listening
from site_files import PAGES, text_of

LARGEST_PAGE = 600_000  # bytes, compressed
ALREADY_SMALL = {".woff2", ".png", ".pagefind", ".pf_meta"}
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
WIDER_THAN_SCREEN = """() => [...document.querySelectorAll('body *')]
  .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(node => node.outerHTML.slice(0, 120))"""

SCROLLS_ONLY_BY_HAND = """() => [...document.querySelectorAll('article *')]
  .filter(node => node.scrollWidth > node.clientWidth + 1 && node.tabIndex < 0
    && /auto|scroll/.test(getComputedStyle(node).overflowX) && !node.querySelector('a, summary'))
  .slice(0, 3).map(node => node.outerHTML.slice(0, 120))"""


def weight_of(path):
    content = path.read_bytes()
    return len(content) if path.suffix in ALREADY_SMALL else len(gzip.compress(content))


def solutions_seen(tab):
    """Whether the last solution shows: at first, after Tab and two keys, and after two clicks."""
    summary = tab.locator("details.solutions > summary")
    if not summary.count():
        return None
    last = tab.locator(".tag_solution .cell_input").last
    seen = [last.is_visible()]
    tab.locator(".tick input").last.focus()
    tab.keyboard.press("Tab")
    for turn in (
        lambda: tab.keyboard.press("Enter"),
        lambda: tab.keyboard.press("Space"),
        summary.click,
        summary.click,
    ):
        turn()
        seen.append(last.is_visible())
    return seen


def visit(tab, address, page):
    """Read a page on a phone, then ask axe about it on a laptop, in light and in dark."""
    tab.goto("about:blank")
    tab.set_viewport_size(PHONE)
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    with listening(tab) as (complaints, requests):
        tab.goto(address + page, wait_until="load")
        tab.evaluate("document.fonts.ready.then(() => true)")
        width = tab.evaluate("document.documentElement.scrollWidth")
        too_wide = tab.evaluate(WIDER_THAN_SCREEN) if width > PHONE["width"] else []
        unreachable = tab.evaluate(SCROLLS_ONLY_BY_HAND)
        tab.set_viewport_size(LAPTOP)
        hide_formulas_and_code(tab)
        tab.wait_for_timeout(400)  # the theme waits 300 ms before it minds a new width
        faults = {"light": faults_of(tab)}
        tab.emulate_media(color_scheme="dark")
        tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        faults["dark"] = faults_of(tab, COLOUR_RULES)
    solutions = solutions_seen(tab)  # at the end, since it scrolls, and figures load
    return {
        "complaints": complaints,
        "requests": requests,
        "phone": {"width": width, "too wide": too_wide},
        "unreachable": unreachable,
        "faults": faults,
        "solutions": solutions,
    }


@pytest.fixture(scope="session")
def visits(only_tab, address):
    """Visit a page once and keep what was seen for all tests of that page."""
    return cache(lambda page: visit(only_tab, address, page))


@pytest.mark.parametrize("page", PAGES)
def test_the_console_stays_silent(visits, page):
    assert visits(page)["complaints"] == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_another_host(visits, address, page):
    own_host = (address, "data:", "blob:")
    assert [url for url in visits(page)["requests"] if not url.startswith(own_host)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_fault(visits, page, scheme):
    assert visits(page)["faults"][scheme] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_of_360_pixels_never_scrolls_sideways(visits, page):
    assert visits(page)["phone"] == {"width": 360, "too wide": []}


@pytest.mark.parametrize("page", PAGES)
def test_what_scrolls_inside_itself_scrolls_with_the_keyboard_too(visits, page):
    assert visits(page)["unreachable"] == []


@pytest.mark.parametrize("page", PAGES)
def test_solutions_are_folded_until_the_keyboard_or_a_click_opens_them(visits, site, page):
    solved = "tag_solution" in text_of(site / page)
    assert visits(page)["solutions"] == ([False, True, False, True, False] if solved else None)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_of_code_have_contrast(tab, address, scheme):
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{address}book/en/sgd.html")
    assert faults_of(tab, COLOUR_RULES) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_weighs_under_600_kilobytes(visits, address, site, page):
    paths = (url.removeprefix(address) for url in visits(page)["requests"])
    files = {site / unquote(urlsplit(path).path) for path in paths if ":" not in path}
    assert sum(weight_of(file) for file in files) < LARGEST_PAGE
