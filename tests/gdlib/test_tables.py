"""Tables: headings in the reader's language, numbers that line up, text that is escaped."""

import re
import unicodedata
from fractions import Fraction
from xml.etree import ElementTree

import numpy as np
import pytest

import gdlib as gd
from gdlib.tables import number, table
from gdlib.words import UnknownWord, literal

pytestmark = pytest.mark.usefixtures("english")


def cells(shown):
    """Rows of cells of the HTML, headings first."""
    root = ElementTree.fromstring(shown._repr_html_())
    return [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"), (7, "7"), (-3, "-3"), (9999, "9999"), (10_000, "10,000"), (-12_345, "-12,345"),
        (np.int64(12), "12"), (np.uint8(5), "5"), (2.0, "2"), (0.1, "0.1"), (0.904762, "0.9048"),
        (69.000001, "69"), (1234.56, "1235"), (123456.0, "1.235e5"), (1e-6, "1e-6"),
        (2.4e-9, "2.4e-9"), (1.5e300, "1.5e300"), (-0.0, "0"), (0.0, "0"), (np.float32(0.5), "0.5"),
        (np.inf, "∞"), (-np.inf, "-∞"), (np.nan, "NaN"), (Fraction(1, 4), "0.25"),
        (0.5 - 0.25j, "0.5 - 0.25i"), (complex(0, 1), "0 + 1i"),
    ],
)  # fmt: skip
def test_a_number_has_four_significant_digits_and_integers_all_of_theirs(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "spec", "shown"),
    [
        (1.0, ".4f", "1.0000"), (-0.00001, ".4f", "0.0000"), (-0.0, ".2f", "0.00"),
        (3, ".1f", "3.0"), (0.5, ".0%", "50%"), (12345.678, ",.1f", "12,345.7"),
        (-1e-12, ".2e", "-1.00e-12"), (np.inf, ".4f", "∞"), (-0.04, ".1f", "0.0"),
        (-0.05001, ".1f", "-0.1"),
    ],
)  # fmt: skip
def test_a_format_decides_otherwise_but_zero_is_never_negative(value, spec, shown):
    assert number(value, spec) == shown


def test_headings_and_text_cells_are_words_of_the_language():
    def shown():
        return cells(table(scheme=["forward", "central"], error=[2.4e-9, 2.2e-11]))

    assert shown() == [["scheme", "error"], ["forward", "2.4e−9"], ["central", "2.2e−11"]]
    gd.set_language("ko")
    assert shown()[0] == ["차분 방식", "오차"]
    assert shown()[1][0] == "전진 차분"


def test_a_table_keeps_the_language_it_was_made_in():
    made = table(loss=[1.0])
    gd.set_language("ko")
    assert "loss" in repr(made)
    assert "loss" in made._repr_html_()


def test_symbols_and_literal_text_are_shown_as_they_are():
    made = table({"κ": [10], "α/α*": [0.5], literal("lr"): [0.1]}, x1=["SGD"])
    assert cells(made) == [["κ", "α/α*", "lr", "x1"], ["10", "0.5", "0.1", "SGD"]]


def test_a_heading_that_looks_like_a_word_must_be_one():
    with pytest.raises(UnknownWord, match="predcted"):
        table(predcted=[1])


def test_numbers_stand_right_and_text_left():
    html = table(method=["SGD"], loss=[0.5], converges=[True])._repr_html_()
    for tag in ('th scope="col"', "td"):
        assert re.findall(f'<{tag} style="text-align:(.+?)">', html) == ["left", "right", "left"]


def test_the_html_scrolls_inside_itself_and_can_be_reached_by_keyboard():
    root = ElementTree.fromstring(table(loss=[1])._repr_html_())
    assert root.get("style") == "overflow-x:auto"
    assert root.get("tabindex") == "0"
    assert (root.get("role"), root.get("aria-label")) == ("group", "table: loss")
    assert root[0].get("class") == "gd-table"


def test_text_is_escaped():
    made = table({"<b>": ["a & b", '"<script>"']})
    assert "<script>" not in made._repr_html_()
    assert cells(made) == [["<b>"], ["a & b"], ['"<script>"']]


def test_html_has_true_minus_signs_and_plain_text_has_hyphens():
    made = table(κ=[-1.5, 1e-6], loss=[-np.inf, 2 - 3j], point=[(-1, 2), (0, -3)], x1=["a-1", "-h"])
    assert cells(made)[1] == ["−1.5", "−∞", "(−1, 2)", "a-1"]
    assert cells(made)[2] == ["1e−6", "2 - 3i", "(0, −3)", "-h"]
    assert "−" not in repr(made)


def test_plain_text_lines_up():
    assert repr(table(κ=[10, 100], predicted=[0.8182, 0.9802], formats={"predicted": ".3f"})) == (
        "  κ  predicted\n───  ─────────\n 10      0.818\n100      0.980"
    )


def test_plain_text_lines_up_in_korean_where_a_letter_is_two_columns_wide():
    gd.set_language("ko")
    lines = repr(table(method=["SGD", "heavy_ball"], loss=[0.25, 10])).splitlines()

    def width(text):
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

    assert lines[0].startswith("방법")
    assert len({width(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (True, "yes"), (np.bool_(False), "no"), (None, "–"), (np.array(0.25), "0.25"),
        (np.array([1.0, -2.0]), "(1, −2)"), ((0.5, np.nan), "(0.5, NaN)"), ([1, "SGD"], "(1, SGD)"),
    ],
)  # fmt: skip
def test_other_cells(cell, shown):
    assert cells(table(value=[cell]))[1] == [shown]


def test_columns_may_be_arrays_and_ranges():
    made = table(step=range(2), value=np.array([0.5, 1]), point=np.eye(2))
    assert cells(made)[1:] == [["0", "0.5", "(1, 0)"], ["1", "1", "(0, 1)"]]


def test_columns_of_unequal_length_are_named():
    with pytest.raises(ValueError, match=r"lengths κ: 2, measured: 3; they must be equal"):
        table(κ=[1, 2], measured=[1, 2, 3])


@pytest.mark.parametrize("bad", ["abc", 3, 1.5, {"a": 1}, np.array(2.0), None])
def test_a_column_must_be_a_sequence(bad):
    with pytest.raises(TypeError, match="column 'value' is .*; it must be a sequence of cells"):
        table(value=bad)


def test_other_bad_arguments_are_named():
    with pytest.raises(ValueError, match="columns is empty"):
        table()
    with pytest.raises(TypeError, match=r"columns is \[1\]; it must be a dict"):
        table([1])
    with pytest.raises(ValueError, match="formats has the heading 'loss'; it must be one of κ"):
        table(κ=[1], formats={"loss": ".2f"})
    with pytest.raises(ValueError, match="formats\\['κ'\\] is 'four'"):
        table(κ=[1.0], formats={"κ": "four"})
    with pytest.raises(TypeError, match="a cell must be a number, text or an array"):
        table(value=[object()])
