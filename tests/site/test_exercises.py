"""The exercises on the built site: solutions stay folded, and the map shows what is solved.

A check reports through the page's own messages; here a short script stands in for Python, whose
own part test_run.py tries.
"""

import re
from contextlib import closing

import pytest
from axe_core import COLOUR_RULES, faults_of, hide_formulas_and_code
from listening import listening
from playwright.sync_api import expect
from site_files import LANGUAGES, read, text_of

import gdlib as gd

IDS = gd.exercises.ids()
CHAPTERS = [*dict.fromkeys(gd.exercises.get(id).chapter for id in IDS)]
SHORT = "learning-rate"  # a chapter that a browser opens quickly
OWN = [id for id in IDS if gd.exercises.get(id).chapter == SHORT]
WORDS = {
    "ko": {
        "solved": "풀었다, 연습 문제 {}",
        "none": f"연습 문제 {len(OWN)}개",
        "some": f"연습 문제 {len(OWN)}개 중 {{}}개를 풀었다",
        "all": f"연습 문제 {len(OWN)}개를 모두 풀었다",
        "total": f"연습 문제 {len(IDS)}개 중 {{}}개를 풀었다. 표시는 이 브라우저에만 남는다.",
        "erase": "표시 지우기",
        "undo": "되돌리기",
        "blocked": "이 브라우저는 아무것도 저장하지 않아서",
    },
    "en": {
        "solved": "Solved, exercise {}",
        "none": f"{len(OWN)} exercises",
        "some": f"{{}} of {len(OWN)} exercises solved",
        "all": f"All {len(OWN)} exercises solved",
        "total": f"{{}} of {len(IDS)} exercises solved. The marks are kept in this browser only.",
        "erase": "Erase the marks",
        "undo": "Undo",
        "blocked": "This browser keeps nothing",
    },
}
# In the place of Python: it finds the answers of a cell wrong that say so, and all others right.
PYTHON = """onmessage = ({ data: { address, code } }) => {
  if (address) return postMessage({ kind: "ready" });
  const id = code.match(/check\\("(.*?)"/)[1];
  postMessage({ kind: "working" });
  postMessage({ kind: "exercise", id, ok: !code.includes("wrong") });
  postMessage({ kind: "done", ok: true });
};"""
BLOCK = """Object.defineProperty(window, "localStorage", {
  configurable: true, get() { throw new DOMException("blocked", "SecurityError"); },
});"""


class Chapter:
    """The page of that chapter in one language."""

    def __init__(self, tab, address, language):
        self.tab, self.words = tab, WORDS[language]
        tab.goto(f"{address}book/{language}/{SHORT}.html")

    def box(self, number):
        return self.tab.get_by_role("checkbox", name=self.words["solved"].format(number))

    def run(self, number, code=None, kind="exercise"):
        cell = self.tab.locator(f".tag_{kind}").nth(number - 1)
        if code:
            cell.get_by_role("button", name=re.compile("Edit|고치기")).click()
            cell.locator("textarea").fill(code)
        cell.get_by_role("button", name=re.compile("^(Run|실행),")).click()
        expect(cell.locator(".run-status")).to_have_text(re.compile("Done|끝났다"))


class Map:
    """The map on the first page of a language."""

    def __init__(self, tab, address, language):
        self.tab, self.words = tab, WORDS[language]
        tab.goto(f"{address}book/{language}/index.html")
        self.row = tab.locator(".sd-card", has=tab.locator(f"a[href='{SHORT}.html']"))
        self.link = self.row.locator("a.exercises")
        self.total = tab.locator(".exercises-total")

    def button(self, name):
        return self.tab.get_by_role("button", name=self.words[name])

    def expect(self, *solved):
        """The marks and words of the chapter, and the words for the whole book."""
        words = "none" if not solved else "all" if len(solved) == len(OWN) else "some"
        expect(self.link).to_have_text(self.words[words].format(len(solved)))
        marks = self.link.locator("i").evaluate_all("all => all.map(({className}) => className)")
        assert marks == ["solved" if id in solved else "" for id in OWN]
        if solved:
            expect(self.total).to_contain_text(self.words["total"].format(len(solved)))


@pytest.fixture
def reader(tab, address):
    """The tab of a reader who has solved nothing yet, and will have when others come."""
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(f"{address}_static/favicon.svg")
    tab.evaluate("localStorage.clear()")
    yield tab
    tab.goto(f"{address}_static/favicon.svg")
    tab.evaluate("localStorage.clear()")


@pytest.fixture
def behind(reader):
    """A second tab of the same reader, behind the first."""
    with closing(reader.context.new_page()) as second:
        reader.bring_to_front()
        yield second


# ---- What is built


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_an_exercise_has_its_id_for_an_address_and_no_control_without_a_script(
    site, language, chapter
):
    page = site / f"book/{language}/{chapter}.html"
    ids = [id for id in IDS if gd.exercises.get(id).chapter == chapter]
    assert [one["id"] for one in read(page).all("section") if one["id"] in IDS] == ids
    assert text_of(page).count("tag_exercise") == len(ids)
    assert not [*read(page).all("input", type="checkbox")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_lists_the_exercises_of_gdlib_and_has_a_card_for_each_chapter(site, language):
    page = text_of(site / f"book/{language}/index.html")
    assert re.search('data-exercises="(.*?)"', page)[1].split() == IDS
    cards = re.findall(r'sd-card-title[^>]*>\s*<a [^>]*href="([\w-]+)\.html"', page)
    assert {*CHAPTERS} <= {*cards}


# ---- What is solved


def test_a_tick_by_hand_is_kept_and_shows_at_once_in_another_tab_and_language(
    reader, behind, address
):
    there = Map(behind, address, "ko")
    there.expect()
    expect(there.total).to_contain_text(f"{len(IDS)}개")
    here = Chapter(reader, address, "en")
    here.box(2).check()
    there.expect(OWN[1])
    here.tab.reload()
    expect(here.box(2)).to_be_checked()
    expect(here.box(1)).not_to_be_checked()
    here = Chapter(reader, address, "ko")
    expect(here.box(2)).to_be_checked()
    Map(behind, address, "en").expect(OWN[1])
    here.box(2).uncheck()
    Map(behind, address, "en").expect()
    assert reader.evaluate("localStorage.getItem('gradient-descent-solved')") is None


def test_a_right_check_ticks_and_a_wrong_one_or_our_own_solution_changes_nothing(reader, address):
    script = {"body": PYTHON, "content_type": "text/javascript"}
    reader.route("**/worker.js*", lambda route: route.fulfill(**script))
    page, fold = Chapter(reader, address, "en"), reader.locator("details.solutions")
    page.run(1)
    expect(page.box(1)).to_be_checked()
    page.run(1, f'answer = "wrong"\ngd.exercises.check("{OWN[0]}", answer)')
    expect(page.box(1)).to_be_checked()
    page.run(3, f'answer = "wrong"\ngd.exercises.check("{OWN[2]}", answer)')
    expect(page.box(3)).not_to_be_checked()
    assert "check" not in fold.aria_snapshot()
    fold.locator("summary").first.click()
    assert "check" in fold.aria_snapshot()
    page.run(4, kind="solution")
    expect(page.box(4)).not_to_be_checked()
    reader.unroute("**/worker.js*")
    Map(reader, address, "en").expect(OWN[0])


def test_the_row_of_a_chapter_leads_to_the_first_exercise_that_is_not_solved(reader, address):
    chapters = Map(reader, address, "en")
    chapters.link.click()
    reader.wait_for_url(f"**/{SHORT}.html#{OWN[0]}")
    for number in (1, 3):
        reader.get_by_role("checkbox", name=WORDS["en"]["solved"].format(number)).check()
    reader.go_back()
    chapters.expect(OWN[0], OWN[2])
    chapters.link.click()
    reader.wait_for_url(f"**/{SHORT}.html#{OWN[1]}")
    expect(reader.locator(f"section[id='{OWN[1]}'] > h3")).to_be_in_viewport()
    for box in reader.locator(".tick input").all():
        box.check()
    reader.go_back()
    chapters.expect(*OWN)
    assert chapters.link.get_attribute("title") == "Exercise 1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marks_are_erased_and_brought_back_with_the_keyboard(reader, behind, address, language):
    page = Chapter(behind, address, language)
    chapters = Map(reader, address, language)
    expect(chapters.button("erase")).to_be_hidden()
    expect(chapters.button("undo")).to_be_hidden()
    page.box(1).evaluate("box => box.click()")
    chapters.expect(OWN[0])
    chapters.button("erase").focus()
    reader.keyboard.press("Enter")
    chapters.expect()
    expect(page.box(1)).not_to_be_checked()
    expect(chapters.button("undo")).to_be_focused()
    page.box(2).evaluate("box => box.click()")
    chapters.expect(OWN[1])
    reader.keyboard.press("Enter")
    chapters.expect(OWN[0], OWN[1])
    expect(page.box(1)).to_be_checked()
    expect(chapters.button("erase")).to_be_focused()
    expect(chapters.button("undo")).to_be_hidden()


def test_what_else_lies_in_the_storage_does_no_harm(reader, address):
    page = Map(reader, address, "en")
    with listening(reader) as (complaints, _):
        for text in ("", "{", "3", '"solved"', '{"a": 1}', '["momentum-99", 5, null]'):
            reader.evaluate("text => localStorage.setItem('gradient-descent-solved', text)", text)
            reader.evaluate("dispatchEvent(new Event('storage'))")
            page.expect()
    assert complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_browser_keeps_nothing_the_pages_work_and_say_so(browser, address, language):
    with browser.new_context() as context:
        context.add_init_script(BLOCK)
        tab = context.new_page()
        with listening(tab) as (complaints, _):
            chapters = Map(tab, address, language)
            expect(chapters.link).to_have_text(WORDS[language]["none"])
            expect(chapters.total).to_contain_text(WORDS[language]["blocked"])
            page = Chapter(tab, address, language)
            note = tab.get_by_text(WORDS[language]["blocked"]).first
            expect(note).to_be_hidden()
            page.box(1).check()
            expect(note).to_be_visible()
            tab.locator(".theme-switch-button").first.click()
        assert complaints == []


# ---- How it looks, with some solved


@pytest.mark.parametrize("page", ["book/en/index.html", f"book/ko/{SHORT}.html"])
def test_marks_and_ticks_suit_every_reader_and_are_not_printed(reader, address, page):
    reader.evaluate(f"localStorage.setItem('gradient-descent-solved', '[\"{OWN[0]}\"]')")
    with listening(reader) as (complaints, requests):
        reader.goto(address + page)
        hide_formulas_and_code(reader)
        part = "#the-map" if "index" in page else "#exercises"
        controls = reader.locator("a.exercises, .exercises-total button:visible, .tick > label")
        assert controls.count() >= len(OWN)
        assert reader.get_by_text(re.compile("^1 of|^풀었다")).first.is_visible()
        faults = faults_of(reader, within=part)
        reader.emulate_media(color_scheme="dark")
        reader.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        faults += faults_of(reader, COLOUR_RULES, within=part)
        reader.set_viewport_size({"width": 360, "height": 740})
        assert reader.evaluate("document.documentElement.scrollWidth") == 360
        boxes = [control.bounding_box() for control in controls.all()]
        assert min(min(box["width"], box["height"]) for box in boxes) >= 24
        assert max(box["x"] + box["width"] for box in boxes) < 360
        reader.emulate_media(media="print")
        assert not controls.evaluate_all("all => all.some((one) => one.checkVisibility())")
        reader.emulate_media(media="screen")
    assert faults == complaints == []
    assert [url for url in requests if not url.startswith((address, "data:"))] == []
