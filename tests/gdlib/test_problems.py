"""Problems on real data: their gradients, their minima, their data and minibatches."""

import importlib.util

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

import gdlib as gd
from gdlib.problems import LeastSquares, LogisticRegression, Network, minibatches

RNG = np.random.default_rng(0)
X = RNG.normal(size=(23, 4))
CLASSES = np.arange(23) % 3


def small():
    """One small problem of every kind."""
    return [
        LeastSquares(X, X @ [1.0, -2.0, 0.5, 0.0] + RNG.normal(size=23)),
        LogisticRegression(X, (CLASSES == 0).astype(int), l2=0.1),
        Network(X, CLASSES, hidden=5),
    ]


each_problem = pytest.mark.parametrize("problem", small(), ids=lambda p: type(p).__name__)


def weights(problem, *runs, seed=1):
    return np.random.default_rng(seed).normal(size=(len(problem.start), *runs))


@each_problem
@pytest.mark.parametrize("rows", [None, np.array([3, 1, 8])])
def test_the_gradient_is_the_slope_of_the_loss(problem, rows):
    for seed in range(5):
        error = gd.check_gradient(
            lambda w: problem.f(w, rows),
            lambda w: problem.grad(w, rows),
            weights(problem, seed=seed),
        )
        assert error < 1e-6


@pytest.mark.parametrize("problem", [LeastSquares, lambda: LogisticRegression(l2=0.01), Network])
def test_on_the_real_data_the_slope_along_any_direction_is_right(problem):
    problem = problem()
    w = problem.start + 0.1 * weights(problem)
    for seed in (2, 3):
        direction = weights(problem, seed=seed)
        direction /= np.linalg.norm(direction)
        slope = gd.numerical_gradient(lambda t: problem.f(w + t * direction), 0.0)  # noqa: B023
        assert slope == pytest.approx(problem.grad(w) @ direction, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("problem", small()[:2], ids=lambda p: type(p).__name__)
def test_the_hessian_is_the_slope_of_the_gradient(problem):
    w = weights(problem)
    rows = [gd.numerical_gradient(lambda v, i=i: problem.grad(v)[i], w) for i in range(4)]
    np.testing.assert_allclose(problem.hessian(w), rows, atol=1e-7)


@each_problem
def test_many_runs_are_the_single_ones(problem):
    w = weights(problem, 6)
    losses, gradients = problem.f(w), problem.grad(w)
    assert losses.shape == (6,)
    assert gradients.shape == w.shape
    for i in range(6):
        assert losses[i] == pytest.approx(problem.f(w[:, i]), rel=1e-13)
        np.testing.assert_allclose(gradients[:, i], problem.grad(w[:, i]), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rows", [slice(64), slice(None)])
def test_a_run_of_the_network_is_to_the_last_bit_what_it_is_alone(rows, dtype):
    network = Network()
    rows = np.arange(len(network.y))[rows]
    w = (network.start[:, None] + 0.1 * weights(network, 40)).astype(dtype)
    losses, gradients, hits = network.f(w, rows), network.grad(w, rows), network.accuracy(w)
    for i in (0, 1, 31, 32, 39):
        assert losses[i] == network.f(w[:, i], rows)
        np.testing.assert_array_equal(gradients[:, i], network.grad(w[:, i], rows))
        np.testing.assert_array_equal(gradients[:, i], network.grad(w[:, i:], rows)[:, 0])
        assert hits[i] == network.accuracy(w[:, i])


@each_problem
@pytest.mark.parametrize("runs", [(), (3,)])
def test_weights_of_float32_compute_in_float32_and_close_to_float64(problem, runs):
    w = weights(problem, *runs)
    single = w.astype(np.float32)
    assert problem.f(single).dtype == problem.grad(single).dtype == np.float32
    np.testing.assert_allclose(problem.f(single), problem.f(w), rtol=1e-5)
    np.testing.assert_allclose(problem.grad(single), problem.grad(w), atol=1e-5)


@each_problem
def test_all_rows_are_no_restriction_and_some_rows_are_a_problem_of_their_own(problem):
    w, n = weights(problem), len(problem.y)
    assert problem.f(w, np.arange(n)) == problem.f(w)
    rows, mask = np.array([0, 4, 7]), np.isin(np.arange(n), [0, 4, 7])
    assert problem.f(w, rows) == pytest.approx(problem.f(w, mask), rel=1e-14)
    np.testing.assert_allclose(problem.grad(w, rows), problem.grad(w, mask), rtol=1e-12)
    single = [problem.f(w, [i]) for i in rows]
    assert problem.f(w, rows) == pytest.approx(np.mean(single), rel=1e-12)


@each_problem
def test_a_noisy_gradient_is_reproducible_and_right_on_average(problem):
    w = weights(problem)
    draw = [problem.noisy_grad(w, np.random.default_rng(s)) for s in (1, 1, 2)]
    np.testing.assert_array_equal(draw[0], draw[1])
    one = type(problem)(problem.x, problem.y, batch_size=4)
    rng = np.random.default_rng(0)
    mean = np.mean([one.noisy_grad(one.start, rng) for _ in range(4000)], axis=0)
    np.testing.assert_allclose(mean, one.grad(one.start), atol=0.06)
    whole = type(problem)(problem.x, problem.y, batch_size=23)
    np.testing.assert_allclose(whole.noisy_grad(one.start, rng), whole.grad(one.start), atol=1e-13)


@each_problem
def test_a_problem_leaves_its_arguments_alone_and_keeps_its_start(problem):
    w = weights(problem)
    before = w.copy()
    problem.f(w), problem.grad(w), problem.noisy_grad(w, np.random.default_rng())
    np.testing.assert_array_equal(w, before)
    with pytest.raises(ValueError, match="read-only"):
        problem.start[0] = 1


@each_problem
def test_weights_of_another_shape_are_refused(problem):
    n = len(problem.start)
    for w in (np.zeros(n + 1), np.zeros(n - 1), np.zeros((1, n)), np.zeros((n, 2, 2)), 0.0):
        for function in (problem.f, problem.grad):
            with pytest.raises(
                ValueError, match=rf"w has shape .*; it must be \({n},\) or \({n}, B\)"
            ):
                function(w)
    with pytest.raises(TypeError, match="w is 'w'; it must be a number or an array of numbers"):
        problem.f("w")


@pytest.mark.parametrize("problem", [LeastSquares, LogisticRegression, Network])
@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ({"x": X}, ValueError, "y is None; x and y must be given together, or neither"),
        ({"y": CLASSES}, ValueError, "x is None; x and y must be given together, or neither"),
        ({"x": X, "y": [0, 1]}, ValueError, r"x has shape \(23, 4\) and y \(2,\); they must be"),
        ({"x": X[:, 0], "y": CLASSES % 2}, ValueError, r"x has shape \(23,\) and y \(23,\)"),
        ({"x": X * np.nan, "y": CLASSES % 2}, ValueError, "x or y holds NaN or infinity"),
        ({"x": [["a"]], "y": [0]}, TypeError, "x is .*; it must be a number or an array"),
        ({"x": [[0.1]], "y": ["spam"]}, TypeError, "y is .*; it must be a number or an array"),
        (
            {"x": X, "y": CLASSES % 2, "batch_size": 24},
            ValueError,
            "batch_size is 24; .* examples, 23",
        ),
        (
            {"x": X, "y": CLASSES % 2, "batch_size": 0},
            ValueError,
            "batch_size is 0; it must be a whole",
        ),
        ({"x": X, "y": CLASSES % 2, "batch_size": 2.0}, TypeError, "batch_size is 2.0; it must be"),
    ],
)
def test_data_that_make_no_problem_are_refused(problem, data, error, message):
    with pytest.raises(error, match=message):
        problem(**data)


def test_targets_and_settings_of_another_kind_are_refused():
    with pytest.raises(ValueError, match=r"y holds \[0. 1. 2.\]; every target must be 0 or 1"):
        LogisticRegression(X, CLASSES)
    with pytest.raises(ValueError, match="l2 is -1; it must be a finite number of at least 0"):
        LogisticRegression(X, CLASSES % 2, l2=-1)
    with pytest.raises(TypeError, match="l2 is 'small'; it must be"):
        LogisticRegression(X, CLASSES % 2, l2="small")
    for y in (CLASSES - 1, CLASSES + 0.5):
        with pytest.raises(ValueError, match="y holds .*; targets must be classes 0, 1, …"):
            Network(X, y)
    with pytest.raises(ValueError, match="hidden is 0; it must be a whole number of at least 1"):
        Network(X, CLASSES, hidden=0)
    with pytest.raises(TypeError, match="hidden is 2.5; it must be"):
        Network(X, CLASSES, hidden=2.5)


# Least squares and logistic regression against others


def test_the_minimum_of_least_squares_is_where_its_gradient_vanishes():
    problem = LeastSquares()
    w = problem.minimum()
    np.testing.assert_allclose(problem.grad(w), 0, atol=1e-12)
    normal = np.linalg.solve(problem.hessian(), problem.x.T @ problem.y / len(problem.y))
    np.testing.assert_allclose(w, normal, rtol=1e-9)
    assert (np.linalg.eigvalsh(problem.hessian()) > 0).all()
    end = optimize.minimize(problem.f, problem.start, jac=problem.grad, tol=1e-10).x
    np.testing.assert_allclose(end, w, atol=1e-5)


def test_descent_ends_at_the_minimum_of_least_squares():
    problem = LeastSquares(X, X @ [1.0, -2.0, 0.5, 0.0])
    low, *_, high = np.linalg.eigvalsh(problem.hessian())
    path = gd.descend(problem, gd.SGD(lr=2 / (low + high)), steps=300)
    np.testing.assert_allclose(path.x[-1], [1, -2, 0.5, 0], atol=1e-10)
    np.testing.assert_allclose(problem.minimum(), [1, -2, 0.5, 0], atol=1e-12)


@pytest.mark.parametrize("l2", [0.1, 0.001])
def test_scikit_learn_finds_the_same_logistic_regression(l2):
    from sklearn.linear_model import LogisticRegression as Sklearns

    problem = LogisticRegression(l2=l2)
    n = len(problem.y)
    # Its loss is C times the sum over the examples, plus half the squared norm.
    theirs = Sklearns(C=1 / (n * l2), fit_intercept=False, solver="newton-cholesky", tol=1e-12)
    theirs.fit(problem.x, problem.y)
    w = problem.start
    for _ in range(30):
        w = w - np.linalg.solve(problem.hessian(w), problem.grad(w))
    np.testing.assert_allclose(w, theirs.coef_[0], atol=1e-7)
    np.testing.assert_allclose(problem.grad(theirs.coef_[0]), 0, atol=1e-8)
    assert problem.accuracy(w) == theirs.score(problem.x, problem.y)
    test = gd.problems.digits(only=(3, 8))[2:]
    assert problem.accuracy(w, *test) == theirs.score(*test)


def test_logistic_loss_stays_finite_at_any_score():
    problem = LogisticRegression([[1.0], [-1.0]], [1, 0])
    for size in (1e3, 1e300):
        assert problem.f([size]) == 0
        assert problem.f([-size]) == size
        np.testing.assert_array_equal(problem.grad([-size]), [-1])


def test_the_accuracy_of_many_runs_is_that_of_each():
    problem = LogisticRegression()
    w = weights(problem, 3)
    assert problem.accuracy(w).tolist() == [problem.accuracy(v) for v in w.T]
    network = Network()
    w = weights(network, 3)
    assert network.accuracy(w).tolist() == [network.accuracy(v) for v in w.T]


# The network


def test_unpacked_weights_are_the_matrices_of_the_network():
    network = Network(X, CLASSES, hidden=5)
    w1, b1, w2, b2 = network.unpack(np.arange(4 * 5 + 5 + 5 * 3 + 3))
    np.testing.assert_array_equal(w1, np.arange(20).reshape(4, 5))
    np.testing.assert_array_equal(b1, np.arange(20, 25))
    np.testing.assert_array_equal(w2, np.arange(25, 40).reshape(5, 3))
    np.testing.assert_array_equal(b2, np.arange(40, 43))
    many = network.unpack(weights(network, 7))
    assert [part.shape for part in many] == [(7, 4, 5), (7, 5), (7, 5, 3), (7, 3)]


def test_the_network_starts_with_scaled_weights_no_bias_and_the_loss_of_a_guess():
    network = Network()
    w1, b1, w2, b2 = network.unpack(network.start)
    assert w1.std() == pytest.approx(1 / 8, rel=0.05)
    assert w2.std() == pytest.approx(1 / np.sqrt(32), rel=0.1)
    assert not b1.any()
    assert not b2.any()
    assert network.f(network.start) == pytest.approx(np.log(10), rel=0.2)
    assert network.f(0 * network.start) == pytest.approx(np.log(10))
    np.testing.assert_array_equal(Network(seed=0).start, network.start)
    assert not np.array_equal(Network(seed=1).start, network.start)


@pytest.mark.skipif(not importlib.util.find_spec("torch"), reason="torch not installed")
def test_pytorchs_autograd_finds_the_same_gradients_live():
    import torch

    def logistic(w, x, y, l2):
        losses = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y)
        return losses + l2 / 2 * (w**2).sum()

    def network_loss(w, x, y):
        sizes = [int(np.prod(shape)) for shape in network.shapes]
        parts = torch.split(w, sizes)
        w1, b1, w2, b2 = (p.reshape(s) for p, s in zip(parts, network.shapes, strict=True))
        return torch.nn.functional.cross_entropy(torch.tanh(x @ w1 + b1) @ w2 + b2, y)

    network, regression = Network(), LogisticRegression(l2=0.01)
    for problem, loss in [
        (network, lambda w, x, y: network_loss(w, x, y)),
        (regression, lambda w, x, y: logistic(w, x, y, 0.01)),
        (LeastSquares(), lambda w, x, y: ((x @ w - y) ** 2).mean() / 2),
    ]:
        point = problem.start + 0.3 * weights(problem)
        w = torch.tensor(point, requires_grad=True)
        value = loss(w, torch.from_numpy(problem.x), torch.from_numpy(problem.y))
        value.backward()
        assert problem.f(point) == pytest.approx(value.item(), rel=1e-12)
        np.testing.assert_allclose(problem.grad(point), w.grad.numpy(), rtol=1e-9, atol=1e-14)


def test_the_network_learns_the_digits_from_minibatches():
    data = gd.problems.digits()
    network = Network(batch_size=64)
    path = gd.descend(network, gd.Adam(lr=0.02), steps=200, rng=np.random.default_rng(0))
    assert path.f[-1] < 0.1 < 2 < path.f[0]
    assert network.accuracy(path.x[-1]) > 0.97
    assert network.accuracy(path.x[-1], data.x_test, data.y_test) > 0.95


# Data


@pytest.mark.parametrize(
    ("load", "examples", "features"),
    [
        (gd.problems.digits, 1797, 64),
        (gd.problems.diabetes, 442, 10),
        (lambda **options: gd.problems.digits(only=(3, 8), **options), 357, 64),
    ],
)
def test_training_and_test_examples_are_all_examples_once(load, examples, features):
    data = load()
    assert data.x_train.shape == (len(data.y_train), features)
    assert data.x_test.shape == (len(data.y_test), features)
    assert len(data.y_train) + len(data.y_test) == examples
    assert len(data.y_test) == round(0.2 * examples)
    everything = load(test=0)
    assert len(everything.y_test) == 0
    both = np.sort(
        np.c_[np.r_[data.x_train, data.x_test], np.r_[data.y_train, data.y_test]], axis=0
    )
    np.testing.assert_array_equal(
        both, np.sort(np.c_[everything.x_train, everything.y_train], axis=0)
    )
    np.testing.assert_array_equal(load().x_test, data.x_test)
    assert not np.array_equal(load(seed=1).x_test, data.x_test)


def test_pixels_lie_in_0_to_1_and_patients_are_standardised():
    digits, patients = gd.problems.digits(), gd.problems.diabetes(test=0)
    assert (digits.x_train.min(), digits.x_train.max()) == (0, 1)
    np.testing.assert_array_equal(np.unique(digits.y_train), range(10))
    np.testing.assert_allclose(patients.x_train.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(patients.x_train.std(axis=0), 1)
    assert patients.y_train.std() == pytest.approx(1)


def test_two_digits_have_the_targets_0_and_1_in_their_order():
    from sklearn.datasets import load_digits

    _, y = load_digits(return_X_y=True)
    forward, backward = gd.problems.digits(only=(3, 8)), gd.problems.digits(only=(8, 3))
    assert forward.y_train.sum() + forward.y_test.sum() == (y == 8).sum()
    np.testing.assert_array_equal(forward.y_test, 1 - backward.y_test)


@pytest.mark.parametrize("only", [(3,), (3, 3), (3, 10), (-1, 3), 3, "38", (1, 2, 3), (1.5, 2)])
def test_digits_that_there_are_not_are_refused(only):
    with pytest.raises(ValueError, match="only is .*; it must be two different digits"):
        gd.problems.digits(only=only)


@pytest.mark.parametrize("load", [gd.problems.digits, gd.problems.diabetes])
@pytest.mark.parametrize(
    ("test", "error"),
    [(-0.1, ValueError), (1, ValueError), (np.nan, ValueError), ("0.2", TypeError)],
)
def test_a_share_that_is_none_is_refused(load, test, error):
    with pytest.raises(error, match=f"test is {test!r}; it must be"):
        load(test=test)


# Minibatches


@given(n=st.integers(1, 200), data=st.data())
def test_minibatches_partition_the_examples(n, data):
    size = data.draw(st.integers(1, n))
    batches = minibatches(n, size, np.random.default_rng(data.draw(st.integers(0, 99))))
    np.testing.assert_array_equal(np.sort(np.concatenate(batches)), range(n))
    assert len(batches) == -(-n // size)
    assert all(len(batch) == size for batch in batches[:-1])
    assert 1 <= len(batches[-1]) <= size


def test_minibatches_are_shuffled_and_reproducible():
    first, again, other = (minibatches(100, 32, np.random.default_rng(seed)) for seed in (4, 4, 5))
    for a, b in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, b)
    assert not np.array_equal(first[0], other[0])
    assert not np.array_equal(np.sort(first[0]), range(32))
    rng = np.random.default_rng(4)
    assert not np.array_equal(minibatches(100, 32, rng)[0], minibatches(100, 32, rng)[0])


@pytest.mark.parametrize(
    ("n", "size", "rng", "error", "message"),
    [
        (10, 0, 0, ValueError, "size is 0; it must be a whole number of at least 1"),
        (10, -3, 0, ValueError, "size is -3; it must be a whole number of at least 1"),
        (10, 2.5, 0, TypeError, "size is 2.5; it must be a whole number of at least 1"),
        (10, True, 0, TypeError, "size is True; it must be a whole number"),
        (10, 11, 0, ValueError, "size is 11; it must be at most the number of examples, 10"),
        (0, 1, 0, ValueError, "n is 0; it must be a whole number of at least 1"),
        ("10", 1, 0, TypeError, "n is '10'; it must be a whole number of at least 1"),
        (10, 5, None, TypeError, "rng is None; it must be a numpy.random.Generator"),
    ],
)
def test_minibatches_that_cannot_be_cut_are_refused(n, size, rng, error, message):
    rng = np.random.default_rng(rng) if rng is not None else None
    with pytest.raises(error, match=message):
        minibatches(n, size, rng)
