"""Words: one rule for what a label shows, and one for the language it shows it in."""

import ast
import inspect
import os
import re

import pytest

from gdlib import words
from gdlib.words import UnknownWord, label, language, literal, set_language, word


@pytest.fixture(autouse=True)
def _undecided(monkeypatch, tmp_path):
    """No choice, no folder, no environment: what remains is the locale."""
    monkeypatch.chdir(tmp_path)
    for name in ("GDLIB_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("C", None))
    set_language(None)
    yield
    set_language(None)


def test_every_word_has_two_languages_and_a_key_that_a_label_recognises():
    for key, texts in words.WORDS.items():
        assert words._KEY.fullmatch(key), key
        assert len(texts) == 2, key
        for text in texts:
            assert isinstance(text, str)
            assert text == text.strip() != "", key
        assert not re.search("[가-힣]", texts[1]), key


def test_no_key_stands_twice():
    tree = ast.parse(inspect.getsource(words))
    table = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    keys = [key.value for key in table.keys]
    assert len(keys) == len(set(keys))


def test_terms_are_those_of_the_book():
    terms = {
        "gradient": "그라디언트",
        "learning_rate": "학습률",
        "momentum": "모멘텀",
        "oscillation": "진동",
        "condition_number": "조건수",
        "hessian": "헤세 행렬",
        "singular_value": "특이값",
        "local_minimum": "국소 최솟값",
        "saddle_point": "안장점",
        "stochastic_gradient_descent": "확률적 경사하강법",
        "minibatch": "미니배치",
        "numerical_gradient": "수치 그라디언트",
        "analytic_gradient": "해석적 그라디언트",
        "bias_correction": "편향 보정",
        "regularization": "규제",
        "convergence": "수렴",
        "divergence": "발산",
    }
    assert {key: words.WORDS[key][0] for key in terms} == terms


@pytest.mark.parametrize(("chosen", "shown"), [("ko", "손실"), ("en", "loss")])
def test_a_chosen_language_wins(chosen, shown, monkeypatch):
    monkeypatch.setenv("GDLIB_LANGUAGE", "ko" if chosen == "en" else "en")
    set_language(chosen)
    assert language() == chosen
    assert word("loss") == shown


def test_the_nearest_folder_named_after_a_language_decides(tmp_path, monkeypatch):
    inner = tmp_path / "en" / "book" / "ko" / "drafts"
    inner.mkdir(parents=True)
    monkeypatch.setenv("GDLIB_LANGUAGE", "en")
    monkeypatch.chdir(inner)
    assert language() == "ko"
    monkeypatch.chdir(tmp_path / "en" / "book")
    assert language() == "en"


def test_a_folder_that_only_begins_like_a_language_decides_nothing(tmp_path, monkeypatch):
    (tmp_path / "korea").mkdir()
    monkeypatch.chdir(tmp_path / "korea")
    assert language() == "en"


def test_the_environment_decides_where_no_folder_does(monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("GDLIB_LANGUAGE", "ko")
    assert language() == "ko"


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_then_the_locale_of_the_system(name, monkeypatch):
    monkeypatch.setenv(name, "ko_KR.UTF-8")
    assert language() == "ko"


@pytest.mark.parametrize(
    ("known", "expected"), [("Korean_Korea", "ko"), ("de_DE", "en"), (None, "en")]
)
def test_then_the_locale_python_knows_and_in_the_end_english(known, expected, monkeypatch):
    monkeypatch.setattr("locale.getlocale", lambda: (known, None))
    assert language() == expected


def test_the_language_is_decided_when_a_word_is_asked_for():
    set_language("ko")
    before = word("step")
    set_language("en")
    assert (before, word("step")) == ("스텝", "step")


@pytest.mark.parametrize("bad", ["KO", "kr", "", 1, ["ko"]])
def test_another_language_is_refused_and_the_choice_stays(bad):
    set_language("ko")
    with pytest.raises(ValueError, match=r'language is .*; it must be "ko" or "en"'):
        set_language(bad)
    assert language() == "ko"


def test_another_language_in_the_environment_is_refused_by_its_name(monkeypatch):
    monkeypatch.setitem(os.environ, "GDLIB_LANGUAGE", "fr")
    with pytest.raises(ValueError, match="GDLIB_LANGUAGE is 'fr'"):
        language()


def test_an_unknown_key_is_named_with_its_neighbours_and_the_place_for_it():
    with pytest.raises(UnknownWord) as caught:
        word("momentun")
    said = str(caught.value)
    assert "'momentun'" in said
    assert "momentum" in said
    assert "gdlib/words.py" in said
    assert isinstance(caught.value, KeyError)


def test_a_key_must_be_text():
    with pytest.raises(TypeError, match="key is 3"):
        word(3)


@pytest.mark.parametrize(
    "text",
    ["κ", "h", "x1", "x₁", "SGD", "RMSprop", "α = 0.1", "Adam, β₁ = 0", "", "너무 작다", "√B"],
)
def test_what_is_no_key_is_shown_as_it_is(text):
    assert label(text) == text


def test_a_key_is_shown_as_its_word():
    set_language("ko")
    for key in ("loss", "noise_floor", "beta1", "l2"):
        assert label(key) == words.WORDS[key][0]


def test_literal_text_may_look_like_a_key():
    assert label(literal("lr")) == "lr"
    assert label(literal("no_such_word")) == "no_such_word"


def test_a_word_can_stand_inside_other_text():
    set_language("ko")
    assert label(f"{word('predicted')}, κ = 10") == "예측, κ = 10"
    assert label(word("loss")) == "손실"
    set_language("en")
    assert label(word("loss")) == "loss"


def test_a_label_that_looks_like_a_key_must_be_one():
    with pytest.raises(UnknownWord, match="too_smal"):
        label("too_smal")


@pytest.mark.parametrize("bad", [None, 1, ["loss"]])
def test_a_label_must_be_text(bad):
    with pytest.raises(TypeError, match="a label is"):
        label(bad)
