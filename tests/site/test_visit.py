"""Every page in a real browser: a visit on a laptop, light and dark, and on a narrow phone."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest
from axe_core import COLOUR_RULES, faults_of, hide_formulas_and_code
from site_files import CHAPTERS, PAGES, twin_of

LARGEST_PAGE = 600_000  # bytes, compressed
ALREADY_SMALL = {".woff2", ".png", ".pagefind", ".pf_meta"}
# All tests of a page go to the process that visits it (pytest -n 2 --dist loadgroup).
VISITED = [pytest.param(page, marks=pytest.mark.xdist_group(page)) for page in PAGES]
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


@pytest.fixture(scope="session")
def visits(browser, address, site):
    """Visit a page once and keep what was seen for all tests of that page."""
    seen = {}

    def visit(page):
        if page in seen:
            return seen[page]
        with browser.new_context(viewport=PHONE, reduced_motion="reduce") as context:
            tab, complaints, requests = context.new_page(), [], set()
            tab.on("console", lambda line: line.type == "error" and complaints.append(line.text))
            tab.on("pageerror", lambda error: complaints.append(str(error)))
            tab.on("request", lambda request: requests.add(request.url))
            tab.emulate_media(color_scheme="light")
            tab.goto(address + page, wait_until="load")
            tab.evaluate("document.fonts.ready")
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
            own = {url for url in requests if url.startswith(address)}
            files = {site / unquote(urlsplit(url[len(address) :]).path) for url in own}
        seen[page] = {
            "complaints": complaints,
            "elsewhere": {url for url in requests - own if urlsplit(url).netloc},
            "faults": faults,
            "phone": {"width": width, "too wide": too_wide},
            "unreachable": unreachable,
            "weight": sum(weight_of(file) for file in files),
        }
        return seen[page]

    return visit


@pytest.mark.parametrize("page", VISITED)
def test_the_console_stays_silent(visits, page):
    assert visits(page)["complaints"] == []


@pytest.mark.parametrize("page", VISITED)
def test_nothing_is_asked_of_another_host(visits, page):
    assert visits(page)["elsewhere"] == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", VISITED)
def test_axe_finds_no_fault(visits, page, scheme):
    assert visits(page)["faults"][scheme] == []


@pytest.mark.parametrize("page", VISITED)
def test_a_phone_of_360_pixels_never_scrolls_sideways(visits, page):
    assert visits(page)["phone"] == {"width": 360, "too wide": []}


@pytest.mark.parametrize("page", VISITED)
def test_what_scrolls_inside_itself_scrolls_with_the_keyboard_too(visits, page):
    assert visits(page)["unreachable"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_of_code_have_contrast(tab, address, scheme):
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{address}book/en/sgd.html")
    assert faults_of(tab, COLOUR_RULES) == []


@pytest.mark.parametrize("page", VISITED)
def test_a_page_weighs_under_600_kilobytes(visits, page):
    assert visits(page)["weight"] < LARGEST_PAGE


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_language_switch_lands_on_the_twin_and_keeps_the_section(tab, address, page):
    tab.emulate_media(reduced_motion="reduce")  # no smooth scrolling
    tab.goto(address + page)
    sections = tab.locator("article section section[id]")
    middle = sections.nth(sections.count() // 2).get_attribute("id") if sections.count() else ""
    tab.goto(f"{address}{page}#{middle}")
    tab.locator("a.language-switch").evaluate("link => link.click()")  # without scrolling to it
    tab.wait_for_url(f"{address}{twin_of(page)}*")
    assert urlsplit(tab.url).fragment == middle
    assert not middle or tab.locator(f"section[id='{middle}'] > :is(h2, h3, h4)").is_visible()
