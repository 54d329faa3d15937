"""Every landscape is what it says: derivatives, minima, saddles, shapes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

import gdlib as gd
from gdlib.landscapes import Landscape, Noisy, ravine

LANDSCAPES = [
    gd.landscapes.parabola,
    gd.landscapes.double_well,
    gd.landscapes.bowl,
    gd.landscapes.saddle,
    gd.landscapes.rosenbrock,
    gd.landscapes.beale,
    gd.landscapes.himmelblau,
    gd.landscapes.rastrigin,
    ravine(),
    ravine(7.5, angle=0.6),
]
each_landscape = pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda item: item.name)


def points(landscape, count, seed=0):
    """Random points of the domain, ``(n, count)``."""
    low, high = landscape.domain.T
    return np.random.default_rng(seed).uniform(low, high, (count, len(low))).T


def grid(landscape, count):
    """A regular grid over the domain as points ``(n, count**n)``."""
    axes = [np.linspace(low, high, count) for low, high in landscape.domain]
    return np.stack([a.ravel() for a in np.meshgrid(*axes, indexing="ij")])


def eigenvalues(landscape, x):
    """Those of the Hessian at points ``(n, k)``, in rising order, ``(k, n)``."""
    return np.linalg.eigvalsh(np.moveaxis(landscape.hessian(x), -1, 0))


def critical_points(landscape, count=161):
    """All of them strictly inside the domain, by Newton's method from a fine grid."""
    x = grid(landscape, count)
    for _ in range(60):
        hessian = np.moveaxis(landscape.hessian(x), -1, 0)
        regular = np.abs(np.linalg.det(hessian)) > 1e-12
        x, hessian = x[:, regular], hessian[regular]
        x = x - np.linalg.solve(hessian, landscape.grad(x).T[..., None])[..., 0].T
        x = x[:, np.abs(x).max(axis=0) < 100]
    low, high = landscape.domain.T[..., None]
    inside = ((x > low) & (x < high)).all(axis=0) & (np.abs(landscape.grad(x)).max(axis=0) < 1e-8)
    return np.unique(np.round(x[:, inside], 6) + 0.0, axis=1)


def assert_same_points(found, listed):
    assert found.shape == listed.shape
    same = np.abs(found[:, :, None] - listed[:, None, :]).max(axis=0) < 2e-6
    assert same.any(axis=0).all()
    assert same.any(axis=1).all()


@each_landscape
def test_the_gradient_is_the_slope_of_f(landscape):
    for x in points(landscape, 30).T:
        assert gd.check_gradient(landscape.f, landscape.grad, x) < 1e-6
        scipys = optimize.approx_fprime(x, landscape.f)
        scale = np.maximum(1, np.abs(landscape.grad(x)).max())
        np.testing.assert_allclose(landscape.grad(x), scipys, rtol=0, atol=1e-4 * scale)


@each_landscape
def test_the_hessian_is_the_slope_of_the_gradient(landscape):
    for x in points(landscape, 30).T:
        hessian = landscape.hessian(x)
        rows = [
            gd.numerical_gradient(lambda p, i=i: landscape.grad(p)[i], x) for i in range(len(x))
        ]
        scale = np.maximum(1, np.abs(hessian).max())
        np.testing.assert_allclose(hessian, rows, rtol=0, atol=1e-7 * scale)
        np.testing.assert_array_equal(hessian, hessian.T)


@each_landscape
def test_at_minima_the_gradient_vanishes_and_all_curvatures_are_positive(landscape):
    assert landscape.minima.shape[1] > 0
    np.testing.assert_allclose(landscape.grad(landscape.minima), 0, atol=1e-9)
    assert (eigenvalues(landscape, landscape.minima) > 0).all()


@each_landscape
def test_at_saddles_the_gradient_vanishes_and_curvatures_have_both_signs(landscape):
    np.testing.assert_allclose(landscape.grad(landscape.saddles), 0, atol=1e-9)
    if landscape.saddles.size:
        curvatures = eigenvalues(landscape, landscape.saddles)
        assert (curvatures[:, 0] < 0).all()
        assert (curvatures[:, -1] > 0).all()


@each_landscape
def test_minima_and_saddles_are_all_there_are_in_the_domain(landscape):
    found = critical_points(landscape)
    curvatures = eigenvalues(landscape, found)
    assert_same_points(found[:, (curvatures > 0).all(axis=1)], landscape.minima)
    mixed = (curvatures < 0).any(axis=1) & (curvatures > 0).any(axis=1)
    assert_same_points(found[:, mixed], landscape.saddles)


@each_landscape
def test_the_first_minimum_is_the_lowest_point_of_the_domain(landscape):
    depths = landscape.f(landscape.minima)
    assert (np.diff(depths) >= -1e-12).all()
    assert (landscape.f(grid(landscape, 101)) >= depths[0] - 1e-12).all()


@each_landscape
def test_scipy_ends_at_one_of_the_minima(landscape):
    end = optimize.minimize(landscape.f, landscape.start, jac=landscape.grad, tol=1e-10).x
    assert np.abs(landscape.minima - end[:, None]).max(axis=0).min() < 1e-5


@each_landscape
def test_a_point_a_batch_and_a_grid_all_unpack(landscape):
    n, x = len(landscape.start), points(landscape, 12)
    assert np.shape(landscape.f(x[:, 0])) == ()
    assert landscape.grad(x[:, 0]).shape == (n,)
    assert landscape.hessian(x[:, 0]).shape == (n, n)
    for shape in [(12,), (3, 4)]:
        many = x.reshape(n, *shape)
        assert landscape.f(many).shape == shape
        assert landscape.grad(many).shape == (n, *shape)
        assert landscape.hessian(many).shape == (n, n, *shape)


@each_landscape
def test_one_point_and_the_same_point_among_many_agree_to_the_last_bit(landscape):
    x = points(landscape, 37)
    for function in (landscape.f, landscape.grad, landscape.hessian):
        one_by_one = np.stack([function(point) for point in x.T], axis=-1)
        np.testing.assert_array_equal(function(x), one_by_one)


@each_landscape
def test_nothing_that_is_passed_in_changes_and_nothing_is_shared(landscape):
    x = points(landscape, 5)
    before = x.copy()
    for function in (landscape.f, landscape.grad, landscape.hessian):
        for argument in (x, x[:, 0]):
            result = function(argument)
            assert not np.shares_memory(result, x)
    np.testing.assert_array_equal(x, before)


@each_landscape
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_point_is_kept(landscape, dtype):
    for x in (landscape.start.astype(dtype), points(landscape, 4).astype(dtype)):
        assert landscape.f(x).dtype == dtype
        assert landscape.grad(x).dtype == dtype
        assert landscape.hessian(x).dtype == dtype


@each_landscape
def test_integers_and_lists_are_taken_as_float64(landscape):
    whole = np.array([3, 2])[: len(landscape.start)]
    for function in (landscape.f, landscape.grad, landscape.hessian):
        expected = function(whole.astype(float))
        for x in (whole, whole.astype(np.uint8), whole.tolist()):
            assert function(x).dtype == np.float64
            np.testing.assert_array_equal(function(x), expected)


@each_landscape
@pytest.mark.parametrize("function", ["f", "grad", "hessian"])
def test_a_point_of_another_dimension_is_refused(landscape, function):
    n = len(landscape.start)
    for x in (np.zeros(n + 1), np.zeros((n + 2, 5)), np.zeros(()), np.zeros((0,))):
        with pytest.raises(ValueError, match=rf"x has shape .*; it must be \({n},\)"):
            getattr(landscape, function)(x)


@pytest.mark.parametrize("x", ["12", [None, 1], [1j, 0], [True, False], [[1], [2, 3]]])
def test_a_point_that_is_no_number_is_refused(x):
    with pytest.raises(TypeError, match="x is .*; it must be a number or an array of numbers"):
        gd.landscapes.bowl.f(x)


@each_landscape
def test_the_start_lies_in_the_domain_and_constants_cannot_be_overwritten(landscape):
    low, high = landscape.domain.T
    assert ((low <= landscape.start) & (landscape.start <= high)).all()
    for constant in ("minima", "saddles", "domain", "start"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(landscape, constant)[...] = 0


def test_the_ravine_without_settings_is_the_one_of_the_book():
    x1, x2 = x = np.random.default_rng(1).normal(size=(2, 50))
    np.testing.assert_allclose(ravine(20).f(x), 0.1 * x1**2 + 2 * x2**2, rtol=1e-14)
    np.testing.assert_array_equal(ravine(20).start, [-5, -2])
    assert ravine().name == ravine(20).name == "ravine(kappa=20)"


@given(kappa=st.floats(1, 1e6), angle=st.floats(-7, 7))
def test_a_ravine_has_the_condition_number_it_was_given_at_any_angle(kappa, angle):
    landscape = ravine(kappa, angle)
    flat, steep = np.linalg.eigvalsh(landscape.hessian([0.0, 0.0]))
    assert steep == pytest.approx(4, rel=1e-12)
    assert steep / flat == pytest.approx(kappa, rel=1e-9)
    assert landscape.f(landscape.start) == pytest.approx(ravine(kappa).f([-5, -2]), rel=1e-9)


def test_the_angle_turns_a_ravine_counter_clockwise():
    valley = np.array([np.cos(0.3), np.sin(0.3)])
    np.testing.assert_allclose(ravine(10, 0.3).grad(valley), 0.4 * valley, rtol=1e-12)


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"kappa": 0.5}, ValueError),
        ({"kappa": -1}, ValueError),
        ({"kappa": np.nan}, ValueError),
        ({"kappa": np.inf}, ValueError),
        ({"kappa": "20"}, TypeError),
        ({"kappa": None}, TypeError),
        ({"kappa": [10, 20]}, TypeError),
        ({"angle": np.inf}, ValueError),
        ({"angle": "north"}, TypeError),
    ],
)
def test_a_ravine_of_no_shape_is_refused(settings, error):
    ((name, value),) = settings.items()
    with pytest.raises(error) as caught:
        ravine(**settings)
    assert str(caught.value).startswith(f"{name} is {value!r}; it must be a finite number")


def test_a_numpy_kappa_does_not_promote_float32():
    landscape = ravine(np.float64(20), np.float64(0.5))
    assert landscape.grad(np.ones(2, np.float32)).dtype == np.float32


def test_a_landscape_of_ones_own_is_checked_when_it_is_made():
    parts = {
        "name": "plane",
        "f": lambda x: x[0],
        "grad": lambda x: np.stack([np.ones_like(x[0]), 0 * x[1]]),
        "hessian": lambda x: np.zeros((2, 2, *x.shape[1:])),
        "minima": np.empty((2, 0)),
        "saddles": np.empty((2, 0)),
        "domain": [[-1, 1], [-1, 1]],
        "start": [1, 0],
    }
    assert Landscape(**parts).f([3, 4]) == 3
    for name, value, shape in [
        ("domain", [-1, 1], r"\(2, 2\)"),
        ("minima", [[0, 0, 0]], r"\(2, k\)"),
        ("saddles", [0, 0], r"\(2, k\)"),
    ]:
        with pytest.raises(ValueError, match=rf"{name} has shape .*; it must have {shape}"):
            Landscape(**{**parts, name: value})


def test_noise_has_the_mean_and_spread_that_was_asked_for():
    bowl = gd.landscapes.bowl
    x = np.tile(bowl.start[:, None], 100_000)
    seen = Noisy(bowl, 0.5).noisy_grad(x, np.random.default_rng(0)) - bowl.grad(x)
    np.testing.assert_allclose(seen.mean(axis=1), 0, atol=0.006)
    np.testing.assert_allclose(seen.std(axis=1), 0.5, rtol=0.01)
    assert abs(np.corrcoef(seen)[0, 1]) < 0.01


def test_noise_of_one_seed_is_always_the_same():
    noisy = Noisy(gd.landscapes.bowl)
    first, second = (noisy.noisy_grad(noisy.start, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, noisy.noisy_grad(noisy.start, np.random.default_rng(8)))


def test_a_noisy_landscape_is_the_landscape_in_all_else():
    bowl = gd.landscapes.bowl
    noisy = Noisy(bowl, 2)
    assert noisy.f is bowl.f
    assert noisy.grad is bowl.grad
    assert noisy.start is bowl.start
    assert noisy.noisy_grad(bowl.start.astype(np.float32), np.random.default_rng()).dtype == "f4"
    assert repr(noisy) == "Noisy(Landscape(name='bowl'), scale=2)"
    with pytest.raises(AttributeError):
        _ = noisy.slope


@pytest.mark.parametrize(
    ("scale", "error"), [(-1, ValueError), (np.nan, ValueError), ("1", TypeError), ([1], TypeError)]
)
def test_noise_of_no_size_is_refused(scale, error):
    with pytest.raises(error, match="scale is .*; it must be a finite number of at least 0"):
        Noisy(gd.landscapes.bowl, scale)


def test_noise_on_what_is_no_landscape_is_refused():
    with pytest.raises(TypeError, match="landscape is 0.5; it must have f, grad and start"):
        Noisy(0.5)
