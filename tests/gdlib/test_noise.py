"""Mulberry32: the numbers everybody's Mulberry32 gives, and noise fit for a gradient."""

import numpy as np
import pytest

import gdlib as gd

# The first outputs of the reference implementation in C for seed 0, divided by 2**32.
REFERENCE = [1144304738, 1416247, 958946056, 627933444, 2007157716]


def test_it_gives_the_numbers_of_the_reference():
    generator = gd.Mulberry32(0)
    assert [generator.random() * 2**32 for _ in REFERENCE] == REFERENCE


def test_the_same_seed_repeats_and_another_does_not():
    first, second, other = (gd.Mulberry32(seed).standard_normal(50) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, other)


def test_its_normal_numbers_have_mean_0_and_variance_1():
    x = gd.Mulberry32(1).standard_normal((100, 200)).ravel()
    assert abs(x.mean()) < 4 / np.sqrt(x.size)
    assert x.var() == pytest.approx(1, rel=0.05)
    assert (abs(x) < 1).mean() == pytest.approx(0.683, abs=0.02)
    assert abs(np.corrcoef(x[:-1], x[1:])[0, 1]) < 0.03


@pytest.mark.parametrize("shape", [(), (3,), 4, (2, 3)])
def test_it_fills_any_shape_in_one_order(shape):
    x = gd.Mulberry32(5).standard_normal(shape)
    assert x.shape == np.zeros(shape).shape
    flat = gd.Mulberry32(5).standard_normal(x.size)
    np.testing.assert_array_equal(x.ravel(), flat)


def test_descend_takes_it_as_rng():
    noisy = gd.landscapes.Noisy(gd.landscapes.bowl, 0.5)
    first, second = (gd.descend(noisy, gd.SGD(0.1), rng=gd.Mulberry32(3)) for _ in range(2))
    np.testing.assert_array_equal(first.x, second.x)
    assert not np.array_equal(first.x, gd.descend(noisy, gd.SGD(0.1)).x)


def test_a_problem_that_draws_examples_asks_for_a_numpy_generator():
    with pytest.raises(TypeError, match="must be a numpy.random.Generator, or have choice"):
        gd.descend(gd.problems.LeastSquares(), gd.SGD(0.1), steps=1, rng=gd.Mulberry32())


@pytest.mark.parametrize(
    ("seed", "error", "says"),
    [
        (-1, ValueError, "seed is -1; it must be a whole number of at least 0"),
        (2**32, ValueError, "seed is 4294967296; it must be below 2\\*\\*32"),
        (1.5, TypeError, "seed is 1.5"),
        (None, TypeError, "seed is None"),
    ],
)
def test_other_seeds_are_refused(seed, error, says):
    with pytest.raises(error, match=says):
        gd.Mulberry32(seed)
