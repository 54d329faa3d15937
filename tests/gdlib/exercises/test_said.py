"""What is said, in both languages, and how it shows itself."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gd
from gdlib.exercises.said import Hint, Result, Said
from gdlib.words import LANGUAGES

TEXT = Said(ko="{t}번 걷는다.", en="{t} steps.")
HEADLINES = {
    "en": {True: "✓ Right.", False: "✗ Not yet.", None: "… Not begun."},
    "ko": {True: "✓ 맞다.", False: "✗ 아직 아니다.", None: "… 아직 시작하지 않았다."},
}


@pytest.fixture(params=LANGUAGES)
def language(request):
    gd.set_language(request.param)
    yield request.param
    gd.set_language(None)


def test_words_are_those_of_the_present_language(language):
    assert str(TEXT) == {"ko": "{t}번 걷는다.", "en": "{t} steps."}[language]
    assert TEXT(t=3) == {"ko": "3번 걷는다.", "en": "3 steps."}[language]


def test_braces_in_what_is_filled_in_stay(language):
    assert TEXT(t="{t}").startswith("{t}")


@pytest.mark.parametrize("ok", [True, False, None])
def test_a_result_is_one_text_that_begins_with_a_sign_and_a_word(language, ok):
    assert repr(Result("momentum-1", ok, "Because.")) == f"{HEADLINES[language][ok]} Because."


@pytest.mark.parametrize("ok", [True, False, None])
def test_a_result_is_told_without_its_colour(language, ok):
    shown = Result("momentum-1", ok, "Because.")._repr_html_()
    text = html.unescape(re.sub("<[^>]*>", "", shown))
    assert text == f"{HEADLINES[language][ok]} Because."
    assert f"<strong>{HEADLINES[language][ok]}</strong>" in shown


def test_the_three_colours_differ_and_are_those_of_a_border_alone(language):
    styles = {ok: re.search('style="([^"]*)"', Result("a", ok, "b")._repr_html_())[1]
              for ok in (True, False, None)}  # fmt: skip
    assert len(set(styles.values())) == 3
    assert all(style.startswith("border-left:.25rem solid #") for style in styles.values())
    assert not any(re.search("(^|;)(color|background)", style) for style in styles.values())


def test_a_hint_tells_its_number(language):
    shown = {"ko": "힌트 2/3. 더 보자.", "en": "Hint 2 of 3. 더 보자."}[language]
    hint = Hint("momentum-1", "더 보자.", 2, 3)
    assert repr(hint) == shown
    assert shown.partition(". ")[0] in hint._repr_html_()


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("`x -= lr * g`", "<code>x -= lr * g</code>"),
        ("`a < b` and `c`", "<code>a &lt; b</code> and <code>c</code>"),
        ("one\ntwo", "one<br>two"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("`</code><img src=x>`", "<code>&lt;/code&gt;&lt;img src=x&gt;</code>"),
        ("a ` alone", "a ` alone"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_code_is_marked_and_what_html_would_read_is_not_read(message, shown):
    assert shown in Result("momentum-1", False, message)._repr_html_()
    assert message in repr(Result("momentum-1", False, message))


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.opened, self.text = [], ""

    def handle_starttag(self, tag, attributes):
        self.opened.append(tag)

    def handle_data(self, data):
        self.text += data


@given(st.text(st.characters()))
def test_any_message_can_be_stored_and_shown(message):
    result = Result("momentum-1", False, message)
    assert f"{result!r}{result._repr_html_()}".encode()
    tags = Tags()
    tags.feed(result._repr_html_())
    assert {*tags.opened} <= {"div", "strong", "code", "br"}


def test_a_result_cannot_be_changed():
    result = Result("momentum-1", True, "Because.")
    with pytest.raises(AttributeError):
        result.ok = False


def test_results_are_compared_by_what_they_say(language):
    assert Result("a", True, "b") == Result("a", True, "b")
    assert Result("a", True, "b") != Result("a", False, "b")
