"""Each page speaks its own language and knows its twin."""

import re
from urllib.parse import urlsplit

import pytest
from site_files import CHAPTERS, language_of, read, text_of, twin_of

# Words that the theme or its extensions would leave on a Korean page.
ENGLISH = tuple(
    "Toggle|Show code|Hide code|Contents|Skip to|Back to top|Search|Color mode|Click to|Download|"
    "Print to|Next|Previous|Permalink|Link to|Copyright|By ".split("|")
)
PROSE = re.compile(r"<article.*?</article>|<script.*?</script>|<style.*?</style>", re.DOTALL)
PART = re.compile(r'toctree-l1[^>]*><a[^>]* href="([^"]*)".*?<details([^>]*)>', re.DOTALL)
SPOKEN = re.compile(r'>([^<>]+)<|(?:title|aria-label|placeholder|data-bs-title)="([^"]*)"')


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_page_declares_its_language(site, page):
    assert next(read(site / page).all("html"))["lang"] == language_of(page)


@pytest.mark.parametrize("page", CHAPTERS)
def test_twins_name_each_other_and_the_door(site, page):
    alternates = {
        link["hreflang"]: (site / page).parent.joinpath(link["href"]).resolve()
        for link in read(site / page).all("link", rel="alternate")
    }
    here, there = language_of(page), language_of(twin_of(page))
    assert alternates == {
        here: site / page,
        there: site / twin_of(page),
        "x-default": site / "book/index.html",
    }


@pytest.mark.parametrize("page", CHAPTERS)
def test_twins_share_the_ids_of_their_sections(site, page):
    def sections(page):
        return [section["id"] for section in read(site / page).all("section")]

    assert sections(page) == sections(twin_of(page))


@pytest.mark.parametrize("page", CHAPTERS)
def test_previous_and_next_stay_in_the_language(site, page):
    reading = read(site / page)
    for link in [*reading.all("a", rel="prev"), *reading.all("link", rel="prev"),
                 *reading.all("link", rel="next")]:  # fmt: skip
        assert ".." not in link["href"]


@pytest.mark.parametrize("page", [page for page in CHAPTERS if language_of(page) == "ko"])
def test_a_korean_page_keeps_no_english_words_of_the_theme(site, page):
    frame = PROSE.sub("", text_of(site / page))
    spoken = [(text or name).strip() for text, name in SPOKEN.findall(frame)]
    assert [words for words in spoken if words.startswith(ENGLISH)] == []


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_sidebar_opens_the_chapters_of_its_own_language(site, page):
    sidebar = text_of(site / page).split('<nav class="bd-links', 1)[1].split("</nav>", 1)[0]
    opened = [
        (site / page).parent.joinpath(href.replace("#", "index.html")).resolve()
        for href, state in PART.findall(sidebar)
        if "open" in state
    ]
    assert opened == [(site / page).parent / "index.html"]


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
