"""The mistakes that are made everywhere, and what is said of each."""

import pytest

import gdlib as gd
from gdlib.exercises.slips import SLIPS

MISTAKES = [mistake for id in gd.exercises.ids() for mistake in gd.exercises.get(id).mistakes]


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_said_in_both_languages(name):
    assert SLIPS[name].ko != SLIPS[name].en
    assert SLIPS[name].ko.endswith((".", "자."))
    assert SLIPS[name].en.endswith(".")


def test_no_two_slips_say_the_same():
    assert len({slip.en for slip in SLIPS.values()}) == len(SLIPS)
    assert len({slip.ko for slip in SLIPS.values()}) == len(SLIPS)


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_occurs_in_the_book(name):
    assert name in {mistake.name for mistake in MISTAKES}
