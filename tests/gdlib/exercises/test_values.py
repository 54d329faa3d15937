"""Reading what a reader gives as numbers, and comparing it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gdlib.exercises.values import agree, first_difference, read, require_finite
from gdlib.exercises.watch import Verdict

pytestmark = pytest.mark.usefixtures("english")

TWO, PAIR = np.zeros(2), (np.float64(0), np.zeros(2))


@pytest.mark.parametrize("value", [[1, 2], (1.0, 2.0), np.array([1, 2], "i2"), np.float32([1, 2])])
def test_any_sequence_of_real_numbers_is_an_array(value):
    array = read(value, TWO)
    assert isinstance(array, np.ndarray)
    assert array.tolist() == [1, 2]


@pytest.mark.parametrize("value", [3, [3], np.array(3), np.array([[3.0]]), np.uint8(3)])
def test_one_number_alone_is_a_number_in_any_brackets(value):
    assert read(value, np.float64(0)).shape == ()


@pytest.mark.parametrize(
    "value", [(1, [2, 3]), [np.float32(1), (2, 3)], (np.array([1]), np.array([2, 3]))]
)
def test_parts_are_read_one_by_one(value):
    one, two = read(value, PAIR)
    assert (one.tolist(), two.tolist()) == (1, [2, 3])


def test_an_array_has_parts_where_its_rows_have_their_shape():
    assert [part.tolist() for part in read(np.eye(2), (TWO, TWO))] == [[1, 0], [0, 1]]
    with pytest.raises(Verdict):
        read(np.eye(3), (TWO, TWO))


@pytest.mark.parametrize(
    ("value", "like", "message"),
    [
        ([1, 2, 3], TWO, "An array of shape (2,) is asked for; this one has the shape (3,)."),
        (1.0, TWO, "An array of shape (2,) is asked for; this is one number, `1` (float)."),
        ([[1], [2, 3]], TWO, "Numbers are asked for; this is `((1), (2, 3))` (list)."),
        ([1, "x"], TWO, "Numbers are asked for; this is `(1, 'x')` (list)."),
        (np.zeros(2, dtype=complex), TWO, "Numbers are asked for; this is `ndarray`."),
        (np.array(["1", "2"]), TWO, "Numbers are asked for; this is `ndarray`."),
        (np.zeros(2, dtype=bool), TWO, "Numbers are asked for; this is `ndarray`."),
        ((1, 2, 3), PAIR, "2 values are asked for, a, b, in this order; this is `(1, 2, 3)` (tu"),
        (range(2), PAIR, "2 values are asked for, a, b, in this order; this is `range`."),
        ((1, ...), PAIR, "Write your answer in the place of `...`"),
    ],
)
def test_what_has_another_form_is_told_which_is_asked_for(value, like, message):
    with pytest.raises(Verdict) as error:
        read(value, like, names=("a", "b"))
    assert error.value.message.startswith(message)


def test_parts_without_names_are_counted():
    with pytest.raises(Verdict, match="^2 values are asked for, 2, in this order"):
        read(3.0, (TWO, TWO))


@given(hnp.arrays(st.sampled_from([np.float64, np.float32, np.int64]), (3,)))
def test_every_answer_agrees_with_itself(values):
    assert agree(values, values)
    assert agree([(values, values)], [(values, values)])


@pytest.mark.parametrize(
    ("values", "others", "same"),
    [
        (np.float64(1), np.float64(1 + 1e-7), True),
        (np.float64(1), np.float64(1 + 1e-5), False),
        (np.float32(1), np.float64(1 + 1e-5), True),
        (np.float32(1), np.float64(1.001), False),
        (np.float16(1), np.float64(1.005), True),
        (np.float16(1), np.float64(1.1), False),
        (np.array(1), np.float64(1 + 1e-5), False),
        (np.array([1e6, 1e-3]), np.array([1e6, 0.0]), True),
        (np.array([1.0, 1e-3]), np.array([1.0, 0.0]), False),
        (np.float64(1e-16), np.float64(0), True),
        (np.float64(1e-12), np.float64(0), False),
        (np.float64(np.nan), np.float64(np.nan), True),
        (np.float64(np.nan), np.float64(1), False),
        (np.float64(np.inf), np.float64(np.inf), True),
        (np.float64(np.inf), np.float64(-np.inf), False),
        (np.zeros(2), np.zeros(3), False),
        (np.zeros(1), np.float64(0), False),
        ((np.zeros(1),), np.zeros(1), False),
        ([np.zeros(1)], [np.zeros(1), np.zeros(1)], False),
        ((np.zeros(0),), (np.zeros(0),), True),
    ],
)
def test_two_answers_agree_up_to_the_rounding_of_the_coarser(values, others, same):
    assert bool(agree(values, others)) is same


def test_a_looser_comparison_is_never_stricter():
    assert agree(np.float64(1), np.float64(1.005), rtol=0.01)
    assert agree(np.float32(1), np.float64(1.0001), rtol=1e-9)


def test_the_first_part_that_differs_is_found_by_its_name():
    values = (np.float64(1), np.float64(2), np.float64(4))
    expected = (np.float64(1), np.float64(3), np.float64(5))
    assert first_difference(values, expected, names=("a", "b", "c")) == ("b", 2, 3)
    assert first_difference(values, expected) == ("2", 2, 3)
    assert first_difference(np.float64(1), np.float64(2)) == ("", 1, 2)


@pytest.mark.parametrize("value", [np.array([1, np.nan]), (np.zeros(2), np.array(-np.inf))])
def test_what_is_not_finite_is_told_so(value):
    with pytest.raises(Verdict, match="no finite number: .*(nan|inf)") as error:
        require_finite(value)
    assert error.value.mistake == "not-finite"


def test_finite_numbers_pass():
    require_finite((np.array([1e300]), np.array(3)))
