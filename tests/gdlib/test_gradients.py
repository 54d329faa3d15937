"""Finite differences: their error, their cost, and what the check of a gradient finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize

import gdlib as gd

SCHEMES = ["forward", "central"]
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)


def smooth(x):
    """A function of any number of coordinates, for points ``(n,)`` and ``(n, B)``."""
    return np.sin(x).sum(axis=0) + (x**2).sum(axis=0) / 3


def slope(x):
    return np.cos(x) + 2 * x / 3


class Counted:
    def __init__(self, f):
        self.f, self.calls, self.points = f, 0, 0

    def __call__(self, x):
        self.calls += 1
        self.points += 1 if x.ndim == 1 else x.shape[1]
        return self.f(x)


@pytest.mark.parametrize(("scheme", "within"), [("forward", 1e-7), ("central", 1e-9)])
@pytest.mark.parametrize("n", [1, 2, 7])
def test_the_default_h_comes_close_to_the_true_gradient(scheme, within, n):
    x = np.random.default_rng(n).normal(size=n)
    np.testing.assert_allclose(
        gd.numerical_gradient(smooth, x, scheme=scheme), slope(x), atol=within
    )


def test_scipy_finds_the_same_gradient():
    rosenbrock = gd.landscapes.rosenbrock
    for x in np.random.default_rng(0).uniform(-2, 2, (20, 2)):
        scipys = optimize.approx_fprime(x, rosenbrock.f, 1.5e-8)
        ours = gd.numerical_gradient(rosenbrock.f, x, h=1.5e-8, scheme="forward")
        np.testing.assert_allclose(ours, scipys, atol=1e-4, rtol=1e-6)


@pytest.mark.parametrize(("scheme", "order"), [("forward", 1), ("central", 2)])
def test_the_error_falls_with_h_at_the_order_of_the_scheme(scheme, order):
    h = np.array([1e-1, 1e-2, 1e-3])
    errors = [abs(gd.numerical_gradient(np.exp, 1.0, h=k, scheme=scheme) - np.e) for k in h]
    slopes = np.diff(np.log10(errors)) / np.diff(np.log10(h))
    np.testing.assert_allclose(slopes, order, atol=0.05)


@pytest.mark.parametrize(
    ("scheme", "best", "error"), [("forward", 1e-8, 1e-8), ("central", 1e-5, 1e-10)]
)
def test_the_error_on_exp_is_least_near_the_known_h(scheme, best, error):
    h = 10.0 ** np.arange(-13, 0)
    errors = [abs(gd.numerical_gradient(np.exp, 1.0, h=k, scheme=scheme) - np.e) for k in h]
    assert abs(np.log10(h[np.argmin(errors)]) - np.log10(best)) <= 1
    assert min(errors) < error


def test_a_tiny_h_drowns_in_rounding():
    assert abs(gd.numerical_gradient(np.sin, 1.0, h=1e-12) - np.cos(1)) > 1e-6
    assert gd.numerical_gradient(np.sin, 1.0, h=1e-17) == 0


@pytest.mark.parametrize(("scheme", "evaluations"), [("forward", 6), ("central", 10)])
@pytest.mark.parametrize("batched", [False, True])
def test_the_cost_is_n_plus_1_evaluations_forward_and_2n_central(scheme, evaluations, batched):
    f = Counted(smooth)
    gd.numerical_gradient(f, np.ones(5), scheme=scheme, batched=batched)
    assert f.points == evaluations
    assert f.calls == (1 if batched else evaluations)


@each_scheme
@given(x=hnp.arrays(float, st.integers(1, 6), elements=st.floats(-10, 10)))
def test_batched_and_one_by_one_agree(scheme, x):
    def f(x):
        return (x * x).sum(axis=0)

    loop = gd.numerical_gradient(f, x, scheme=scheme)
    np.testing.assert_allclose(
        gd.numerical_gradient(f, x, scheme=scheme, batched=True), loop, rtol=1e-6, atol=1e-6
    )


@each_scheme
@given(data=st.data())
def test_a_linear_function_has_its_coefficients_as_gradient(scheme, data):
    finite = st.floats(-100, 100)
    a, x = data.draw(hnp.arrays(float, (2, 4), elements=finite))
    np.testing.assert_allclose(
        gd.numerical_gradient(lambda p: a @ p, x, scheme=scheme), a, atol=1e-3
    )


@each_scheme
@pytest.mark.parametrize("batched", [False, True])
def test_integer_points_become_float64(scheme, batched):
    rosenbrock = gd.landscapes.rosenbrock
    for x in ([1, 2], (1, 2), np.array([1, 2]), np.array([1, 2], np.uint8)):
        g = gd.numerical_gradient(rosenbrock.f, x, scheme=scheme, batched=batched)
        assert g.dtype == np.float64
        np.testing.assert_allclose(g, [-400, 200], rtol=1e-6)


@each_scheme
@pytest.mark.parametrize("batched", [False, True])
def test_float32_is_kept_and_gets_an_h_of_its_own(scheme, batched):
    x = np.array([0.3, -1.2, 2.5], np.float32)
    g = gd.numerical_gradient(smooth, x, scheme=scheme, batched=batched)
    assert g.dtype == np.float32
    np.testing.assert_allclose(g, slope(x), atol=0.01)


@each_scheme
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 2, 2)])
def test_the_gradient_has_the_shape_of_the_point(scheme, shape):
    x = np.random.default_rng(0).normal(size=shape)
    g = gd.numerical_gradient(lambda p: np.sum(np.sin(p)), x, scheme=scheme)
    assert g.shape == shape
    np.testing.assert_allclose(g, np.cos(x), atol=1e-7)


@each_scheme
@pytest.mark.parametrize("batched", [False, True])
def test_the_point_stays_as_it_was_even_if_f_scribbles_on_its_argument(scheme, batched):
    def scribbling(p):
        loss = smooth(p)
        p[:] = 0
        return loss

    x = np.array([1.0, 2.0])
    g = gd.numerical_gradient(scribbling, x, scheme=scheme, batched=batched)
    np.testing.assert_array_equal(x, [1, 2])
    np.testing.assert_allclose(g, slope(x), atol=1e-7)


def test_many_coordinates_one_by_one_need_little_memory():
    import tracemalloc

    x = np.zeros(2000)
    tracemalloc.start()
    gd.numerical_gradient(lambda p: float(p[0]), x, scheme="forward")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1e6  # a matrix of all the points would be 32 MB


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"scheme": "backward"},
            ValueError,
            "scheme is 'backward'; it must be 'forward' or 'central'",
        ),
        ({"scheme": None}, ValueError, "scheme is None; it must be"),
        ({"h": 0}, ValueError, "h is 0; it must be a finite number above 0"),
        ({"h": -1e-5}, ValueError, "h is -1e-05; it must be"),
        ({"h": np.nan}, ValueError, "h is nan; it must be"),
        ({"h": np.inf}, ValueError, "h is inf; it must be"),
        ({"h": "small"}, TypeError, "h is 'small'; it must be"),
        ({"h": [1e-5, 1e-5]}, TypeError, "h is .*; it must be"),
        (
            {"x": [1, np.nan]},
            ValueError,
            r"x\[1\] is nan; every coordinate must be a finite number",
        ),
        ({"x": [np.inf, 0]}, ValueError, r"x\[0\] is inf; every coordinate must be"),
        ({"x": "1, 2"}, TypeError, "x is '1, 2'; it must be a number or an array of numbers"),
        ({"x": [1j, 0]}, TypeError, "x is .*; it must be a number or an array of numbers"),
        ({"x": None}, TypeError, "x is None; it must be a number or an array of numbers"),
        (
            {"x": np.zeros((2, 3)), "batched": True},
            ValueError,
            r"x has shape \(2, 3\); .* shape \(n,\)",
        ),
        ({"f": lambda x: x}, ValueError, "f returned .*; it must return one number a point"),
        (
            {"f": lambda x: None},
            ValueError,
            "f returned .*None.*; it must return one number a point",
        ),
        ({"f": lambda x: 1.0, "batched": True}, ValueError, r"f returned shape \(\) for 4 points"),
    ],
)
def test_what_cannot_be_differentiated_is_refused(arguments, error, message):
    arguments = {"f": smooth, "x": [1.0, 2.0], **arguments}
    with pytest.raises(error, match=message):
        gd.numerical_gradient(**arguments)


def test_an_h_that_float32_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="h is 1e-60; it must be .* float32"):
        gd.numerical_gradient(smooth, np.ones(2, np.float32), h=1e-60)


def test_the_check_passes_a_right_gradient_and_finds_a_wrong_one():
    x = np.array([0.4, -1.1, 2.0])
    assert gd.check_gradient(smooth, slope, x) < 1e-8
    assert gd.check_gradient(smooth, lambda p: -slope(p), x) == pytest.approx(2, rel=1e-6)
    assert gd.check_gradient(smooth, lambda p: 1.01 * slope(p), x) == pytest.approx(
        0.01 / 1.01, rel=1e-4
    )
    off = np.array([0, 0, 1e-3])
    assert gd.check_gradient(smooth, lambda p: slope(p) + off, x) > 1e-4


def test_the_check_is_the_relative_error_of_the_worst_coordinate():
    def f(x):
        return x @ np.array([1.0, 10.0])

    error = gd.check_gradient(f, lambda x: np.array([1.5, 10.0]), [0.3, 0.4])
    assert error == pytest.approx(0.5 / 1.5, rel=1e-6)


def test_the_check_is_not_fooled_by_rounding_where_the_true_slope_is_zero():
    landscape = gd.landscapes.ravine(1e4)
    assert gd.check_gradient(landscape.f, landscape.grad, [0.0, 3.0]) < 1e-6


def test_the_check_at_a_flat_point_is_zero():
    assert gd.check_gradient(lambda x: 3.0, np.zeros_like, [1.0, 2.0]) == 0


def test_the_check_speaks_up_at_a_kink():
    assert gd.check_gradient(lambda x: np.abs(x).sum(), np.sign, [2e-6, 1.0]) > 1e-2


def test_the_check_does_not_call_a_nan_right():
    assert not gd.check_gradient(smooth, lambda x: x * np.nan, [1.0, 2.0]) < 1e-2


def test_the_check_refuses_a_gradient_of_another_shape():
    with pytest.raises(
        ValueError, match=r"grad\(x\) has shape \(3,\); it must be the point's, \(2,\)"
    ):
        gd.check_gradient(smooth, lambda x: np.ones(3), [1.0, 2.0])
    with pytest.raises(TypeError, match="x is 'a'"):
        gd.check_gradient(smooth, slope, "a")
