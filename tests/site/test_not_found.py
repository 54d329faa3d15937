"""A wrong address shows a page in both languages that leads back, wherever the site lives."""

from urllib.parse import urlsplit

import pytest
from listening import listening
from playwright.sync_api import expect

WRONG = ["nowhere.html", "book/ko/nowhere.html", "book/en/deep/er/nowhere"]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_address_leads_back_to_both_languages(tab, address, wrong):
    assert tab.goto(address + wrong).status == 404
    for language in ("ko", "en"):
        link = tab.locator(f"a[href*='book/{language}/index.html']")
        contents = f"{urlsplit(address).path}book/{language}/index.html"
        expect(link).to_have_attribute("href", contents)
        assert tab.request.get(address + f"book/{language}/index.html").ok


def test_the_page_speaks_both_languages(tab, address):
    tab.goto(address + "nowhere")
    assert tab.locator("html").get_attribute("lang") == "ko"
    assert "페이지가 없다" in tab.locator("h1").first.inner_text()
    assert "no page" in tab.locator("[lang=en] h1").inner_text()


def test_the_page_asks_nothing_of_another_host(tab, address):
    with listening(tab) as (_, requests):
        tab.goto(address + "a/b/c", wait_until="networkidle")
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(address).netloc}
