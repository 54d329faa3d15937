"""Readers search in their own language, with the mouse or the keyboard."""

import pytest
from axe_core import faults_of
from playwright.sync_api import expect

RESULTS = "pagefind-results a[href*='.html']"


def search(tab, address, language, query):
    tab.goto(f"{address}book/{language}/index.html")
    tab.locator("pagefind-modal-trigger button").first.click()
    tab.keyboard.type(query)
    expect(tab.locator(RESULTS).first).to_be_visible()
    return [link.get_attribute("href") for link in tab.locator(RESULTS).all()]


@pytest.mark.parametrize(
    ("query", "language", "chapter"),
    [
        ("진동", "ko", "oscillation"),
        ("학습률", "ko", "learning-rate"),
        ("안장점", "ko", "saddle-points"),
        ("하강법", "ko", "gradient-descent"),
        ("momentum", "en", "momentum"),
        ("saddle", "en", "saddle-points"),
    ],
)
def test_search_finds_the_chapter(tab, address, query, language, chapter):
    found = search(tab, address, language, query)
    assert any(f"book/{language}/{chapter}.html" in link for link in found), found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_search_stays_in_the_language_of_the_page(tab, address, language):
    found = search(tab, address, language, "Adam")
    assert [link for link in found if f"/book/{language}/" not in link] == []


def test_the_keyboard_alone_searches_and_opens_a_result(tab, address):
    tab.goto(f"{address}book/ko/index.html")
    tab.locator("pagefind-modal-trigger button").first.wait_for()
    tab.keyboard.press("Control+k")
    tab.keyboard.type("진동")
    expect(tab.locator(RESULTS).first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/book/ko/*.html*")
    tab.wait_for_function("!location.pathname.endsWith('/index.html')")


@pytest.mark.parametrize(("language", "words"), [("ko", "검색"), ("en", "Search")])
def test_the_search_dialog_speaks_the_language_of_the_page(tab, address, language, words):
    search(tab, address, language, "Adam")
    assert words in tab.locator("dialog[open]").inner_html()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_the_open_search(tab, address, scheme):
    tab.emulate_media(color_scheme=scheme)
    search(tab, address, "ko", "진동")
    assert faults_of(tab) == []
