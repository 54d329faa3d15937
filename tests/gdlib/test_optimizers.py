"""Every rule against PyTorch, optax and closed forms; and what all rules promise."""

import copy
import importlib.util
import json
import tracemalloc
from dataclasses import FrozenInstanceError
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import gdlib as gd

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location(
    "record_framework_paths", HERE.parents[1] / "scripts" / "record_framework_paths.py"
)
frameworks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(frameworks)

RULES = [gd.SGD, gd.Momentum, gd.RMSprop, gd.Adam, gd.AdamW]
each_rule = pytest.mark.parametrize("rule", RULES)
SETTINGS = [(rule, name) for rule in RULES for name in rule.hyperparameters()]
each_setting = pytest.mark.parametrize(("rule", "name"), SETTINGS)


def walk(optimizer, x, gradient, steps):
    """Points 0 … steps; everything that is passed to ``step`` is locked against writing."""
    x = np.asarray(x)
    state, path = optimizer.init(x), [x]
    for t in range(steps):
        g = np.asarray(gradient(x, t))
        for array in (x, g, *state):
            if isinstance(array, np.ndarray):
                array.flags.writeable = False
        x, state = optimizer.step(x, g, state)
        path.append(x)
    return np.stack(path)


def quadratic(curvatures):
    """``f(x) = sum(l * x**2) / 2`` and its gradient, for ``(n,)`` and ``(n, B)``."""
    curvatures = np.asarray(curvatures, dtype=float)

    def along(x):
        return curvatures.reshape(-1, *(1,) * (np.ndim(x) - 1))

    return SimpleNamespace(
        f=lambda x: (along(x) * x**2).sum(axis=0) / 2,
        grad=lambda x: along(x) * x,
        start=np.ones(len(curvatures)),
    )


# PyTorch and optax


def installed(framework):
    return all(importlib.util.find_spec(name) for name in frameworks.PACKAGES[framework])


def comparisons():
    for framework in frameworks.PATHS:
        packages = " and ".join(frameworks.PACKAGES[framework])
        missing = pytest.mark.skipif(not installed(framework), reason=f"{packages} not installed")
        for case in frameworks.CASES:
            if frameworks.comparable(framework, case):
                yield pytest.param(case, framework, False, id=f"{case.name}, {framework} recorded")
                yield pytest.param(
                    case, framework, True, id=f"{case.name}, {framework} live", marks=missing
                )


RECORDED = {
    framework: json.loads((HERE / "fixtures" / f"{framework}.json").read_text())
    for framework in frameworks.PATHS
}


@pytest.mark.parametrize(("case", "framework", "live"), list(comparisons()))
def test_200_steps_agree_with_the_framework(case, framework, live):
    start, gradient = frameworks.PROBLEMS[case.problem]
    ours = walk(getattr(gd, case.rule)(**case.settings), start, gradient, frameworks.STEPS)
    if live:
        theirs = frameworks.PATHS[framework](case)
    else:
        recorded = RECORDED[framework]
        ours = ours[recorded["steps"]]
        theirs = np.reshape(recorded["paths"][case.name], ours.shape)
    assert np.abs(ours[-1] - start).max() > 1e-9
    difference = np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))
    assert difference.max() < 1e-12


def test_the_recorded_paths_are_those_of_the_cases_and_of_the_pinned_versions():
    pins = (HERE.parents[1] / "requirements-frameworks.txt").read_text().split()
    for framework, recorded in RECORDED.items():
        cases = [c.name for c in frameworks.CASES if frameworks.comparable(framework, c)]
        assert list(recorded["paths"]) == cases
        assert recorded["steps"] == frameworks.STORED
        assert recorded["steps"][-1] == 200
        for package, version in recorded["versions"].items():
            assert f"{package}=={version}" in pins
    assert sum(file.stat().st_size for file in (HERE / "fixtures").iterdir()) < 300_000


@each_rule
def test_every_rule_is_held_against_both_frameworks_with_several_settings_and_shapes(rule):
    cases = [case for case in frameworks.CASES if case.rule == rule.__name__]
    assert len({json.dumps(case.settings) for case in cases}) >= 4
    assert len({frameworks.PROBLEMS[case.problem][0].shape for case in cases}) >= 4
    assert set().union(*(case.settings for case in cases)) >= set(rule.hyperparameters())


# Closed forms


@given(
    curvature=st.floats(0.01, 100),
    share=st.floats(0.01, 0.99),
    x0=st.floats(0.1, 10),
    steps=st.integers(1, 60),
)
def test_descent_on_a_quadratic_shrinks_by_one_minus_lr_l_a_step(curvature, share, x0, steps):
    lr = share * 2 / curvature
    path = walk(gd.SGD(lr=lr), [x0], lambda x, t: curvature * x, steps)
    # Relative to the largest rounding error: that of 1, where lr * l is near it.
    expected = x0 * (1 - lr * curvature) ** np.arange(steps + 1)
    np.testing.assert_allclose(path[:, 0], expected, rtol=1e-9, atol=1e-14 * x0)


@given(curvature=st.floats(0.01, 100), off=st.floats(1e-4, 0.4))
def test_descent_diverges_exactly_above_two_over_l(curvature, off):
    lr = np.array([1 - off, 1, 1 + off]) * 2 / curvature
    path = walk(gd.SGD(lr=lr), np.ones((1, 3)), lambda x, t: curvature * x, 20)
    sizes = np.abs(path[:, 0])
    assert (np.diff(sizes[:, 0]) < 0).all()
    np.testing.assert_allclose(sizes[:, 1], 1, rtol=1e-12)
    assert (np.diff(sizes[:, 2]) > 0).all()


def test_the_best_rate_of_descent_is_kappa_minus_1_over_kappa_plus_1():
    for kappa in (2, 20, 300):
        problem = quadratic([1, kappa])
        lrs = np.linspace(0.5, 2.2, 4001) / kappa
        f = gd.sweep(problem, gd.SGD, {"lr": lrs}, steps=400).x
        rates = np.abs(f).max(axis=0) ** (1 / 400)
        assert lrs[rates.argmin()] == pytest.approx(2 / (1 + kappa), rel=2e-3)
        assert rates.min() == pytest.approx((kappa - 1) / (kappa + 1), rel=2e-3)


def test_descent_takes_the_predicted_number_of_steps():
    for kappa, gd_steps, ball_steps in [(10, 69, 21), (100, 691, 69)]:
        root = np.sqrt(kappa)
        assert np.ceil(np.log(1e-6) / np.log((kappa - 1) / (kappa + 1))) == pytest.approx(
            gd_steps, abs=1
        )
        path = walk(gd.SGD(lr=2 / (1 + kappa)), np.ones(2), lambda x, t, k=kappa: [1, k] * x, 800)
        assert np.argmax(np.abs(path).max(axis=1) <= 1e-6) == pytest.approx(gd_steps, abs=1)
        ball = np.log(1e-6) / np.log((root - 1) / (root + 1))
        assert np.ceil(ball) == pytest.approx(ball_steps, abs=1)


@given(
    curvature=st.floats(0.1, 10),
    momentum=st.floats(0, 0.95),
    share=st.floats(0.05, 0.95),
)
def test_heavy_ball_follows_the_powers_of_its_matrix(curvature, momentum, share):
    lr = share * (2 + 2 * momentum) / curvature
    rule = gd.Momentum(lr=lr, momentum=momentum)
    path = walk(rule, [1.0], lambda x, t: curvature * x, 30)[:, 0]
    # (x, v) → (x - lr (ρ v + l x), ρ v + l x)
    matrix = np.array([[1 - lr * curvature, -lr * momentum], [curvature, momentum]])
    expected = [(np.linalg.matrix_power(matrix, t) @ [1, 0])[0] for t in range(31)]
    np.testing.assert_allclose(path, expected, rtol=1e-9, atol=1e-11)


def test_heavy_ball_shrinks_by_the_root_of_momentum_where_its_roots_are_complex():
    # Over whole turns of the complex root: compare norms of (x_t, x_t-1) far apart.
    path = walk(gd.Momentum(lr=1.0, momentum=0.81), [1.0], lambda x, t: 1.0 * x, 400)[:, 0]
    envelope = [np.abs(path[t : t + 40]).max() for t in (40, 240)]
    assert (envelope[1] / envelope[0]) ** (1 / 200) == pytest.approx(0.9, abs=1e-3)


def test_heavy_ball_is_stable_below_two_plus_two_momentum_and_not_above():
    for momentum in (0.0, 0.5, 0.9):
        lr = (2 + 2 * momentum) * np.array([0.99, 1.01])
        path = walk(gd.Momentum(lr=lr, momentum=momentum), np.ones((1, 2)), lambda x, t: x, 2000)
        assert np.abs(path[-1, 0, 0]) < 1e-3 < 1e3 < np.abs(path[-1, 0, 1])


def test_heavy_ball_at_its_best_settings_has_the_rate_of_the_root_of_kappa():
    low, high = np.sqrt(0.2), 2.0  # roots of the curvatures of 0.1 x1² + 2 x2²
    lr, momentum = (2 / (low + high)) ** 2, ((high - low) / (high + low)) ** 2
    assert np.sqrt(momentum) == pytest.approx(0.6345, abs=5e-5)
    ravine = gd.landscapes.ravine(20)
    for steps, measured in [(20, 0.676), (60, 0.649), (400, 0.637)]:
        path = gd.descend(ravine, gd.Momentum(lr, momentum), steps=steps)
        size = np.linalg.norm(path.x, axis=1)
        assert (size[-1] / size[steps // 2]) ** (2 / steps) == pytest.approx(measured, abs=2e-3)


@pytest.mark.parametrize(
    ("optimizer", "end"),
    [
        (gd.SGD(lr=0.4), (-0.943467, -0.000073)),
        (gd.SGD(lr=0.6), (-0.387814, -1673.365109)),
        (gd.Momentum(lr=0.6, momentum=0.5), (0.007188, 0.002553)),
        (gd.Momentum(lr=0.6, momentum=0.25), (-0.126340, -0.186632)),
        (gd.RMSprop(lr=0.4, decay=0.9, eps=1e-6, eps_inside_root=True), (-0.010599, None)),
    ],
)
def test_twenty_steps_in_the_ravine_end_where_they_are_known_to(optimizer, end):
    x = gd.descend(gd.landscapes.ravine(20), optimizer, steps=20).x[-1]
    for measured, known in zip(x, end, strict=True):
        if known is not None:
            assert measured == pytest.approx(known, abs=6e-7)


@pytest.mark.parametrize(
    ("optimizer", "end"),
    [
        (gd.SGD(lr=0.95), (-7 * 0.905**30, 2 * (-0.9) ** 30)),
        (gd.Momentum(lr=0.1, momentum=0.9), (0.8964, 0.0881)),
        (gd.Adam(lr=0.3), (0.1360, 0.3182)),
    ],
)
def test_thirty_steps_in_the_other_ravine_end_where_they_are_known_to(optimizer, end):
    x = gd.descend(quadratic([0.1, 2]), optimizer, x0=[-7, 2], steps=30).x[-1]
    np.testing.assert_allclose(x, end, atol=6e-5)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_noise_leaves_the_variance_that_theory_predicts(momentum):
    lr, curvature = 0.1, 2.0  # that of the parabola
    noisy = gd.landscapes.Noisy(gd.landscapes.parabola)
    rule, rng = gd.Momentum(lr, momentum), np.random.default_rng(0)
    path = gd.descend(noisy, rule, x0=np.zeros((1, 20_000)), steps=150, rng=rng)
    predicted = (
        lr * (1 + momentum) / (curvature * (1 - momentum) * (2 * (1 + momentum) - lr * curvature))
    )
    assert path.x[-1].var() == pytest.approx(predicted, rel=0.03)


@given(g=st.floats(1e-3, 1e6), lr=st.floats(1e-4, 10), sign=st.sampled_from([-1, 1]))
def test_the_first_step_of_adam_is_lr_whatever_the_gradient(g, lr, sign):
    path = walk(gd.Adam(lr=lr), [0.0], lambda x, t: [sign * g], 1)
    assert path[1, 0] == pytest.approx(-sign * lr, rel=2e-5)


def test_under_a_constant_gradient_adam_keeps_stepping_by_lr():
    path = walk(gd.Adam(lr=0.1, eps=1e-12), np.zeros(2), lambda x, t: [3.0, -0.01], 50)
    np.testing.assert_allclose(np.diff(path, axis=0), np.tile([-0.1, 0.1], (50, 1)), rtol=1e-9)


def test_the_first_step_of_rmsprop_is_lr_over_the_root_of_one_minus_decay():
    for decay in (0.0, 0.9, 0.99):
        path = walk(gd.RMSprop(lr=0.1, decay=decay), [0.0], lambda x, t: [5.0], 3)
        t = np.arange(1, 4)
        np.testing.assert_allclose(-np.diff(path[:, 0]), 0.1 / np.sqrt(1 - decay**t), rtol=1e-7)


def test_epsilon_inside_the_root_is_the_larger_of_the_two():
    g, eps = 1e-4, 1e-6
    settings = {"lr": 1.0, "decay": 0.0, "eps": eps}
    outside = walk(gd.RMSprop(**settings), [0.0], lambda x, t: [g], 1)[1, 0]
    inside = walk(gd.RMSprop(**settings, eps_inside_root=True), [0.0], lambda x, t: [g], 1)[1, 0]
    assert outside == pytest.approx(-g / (g + eps), rel=1e-12)
    assert inside == pytest.approx(-g / np.sqrt(g**2 + eps), rel=1e-12)


@given(weight_decay=st.floats(0, 5), lr=st.floats(1e-3, 0.1))
def test_without_a_gradient_adamw_only_shrinks_the_point(weight_decay, lr):
    rule = gd.AdamW(lr=lr, weight_decay=weight_decay)
    path = walk(rule, [2.0, -3.0], lambda x, t: np.zeros(2), 20)
    factors = (1 - lr * weight_decay) ** np.arange(21)
    np.testing.assert_allclose(path, factors[:, None] * [2, -3], rtol=1e-12)


def test_l2_in_the_loss_is_weight_decay_for_sgd_and_not_for_adam():
    def steep(x, t):
        return np.array([100.0, 1.0]) * (x - 1)

    lr, decay, x0 = 1e-3, 0.5, np.array([3.0, 3.0])
    l2 = walk(gd.SGD(lr), x0, lambda x, t: steep(x, t) + decay * x, 50)[-1]
    x = x0
    for t in range(50):
        x = x - lr * decay * x - lr * steep(x, t)
    np.testing.assert_allclose(l2, x, rtol=1e-12)
    l2 = walk(gd.Adam(lr), x0, lambda x, t: steep(x, t) + decay * x, 50)[-1]
    decoupled = walk(gd.AdamW(lr, weight_decay=decay), x0, steep, 50)[-1]
    assert np.abs(l2 - decoupled).min() > 0.01


# Special cases of one another

size = st.floats(1e-3, 1e3)
gradients = hnp.arrays(float, (12, 3), elements=size | size.map(lambda g: -g) | st.just(0.0))


@given(g=gradients)
def test_rules_contain_one_another(g):
    def path(rule):
        return walk(rule, np.zeros(3), lambda x, t: g[t], 12)

    np.testing.assert_array_equal(path(gd.Momentum(0.1, momentum=0)), path(gd.SGD(0.1)))
    np.testing.assert_array_equal(path(gd.AdamW(0.1, weight_decay=0)), path(gd.Adam(0.1)))
    signs = path(gd.RMSprop(0.1, decay=0, eps=1e-300))
    np.testing.assert_allclose(np.diff(signs, axis=0), -0.1 * np.sign(g), atol=1e-7)
    np.testing.assert_allclose(
        path(gd.Adam(0.1, beta1=0, beta2=0, eps=1e-6)),
        path(gd.RMSprop(0.1, decay=0, eps=1e-6)),
        atol=1e-12,
    )


@each_rule
@given(g=gradients, order=st.permutations(range(3)))
def test_coordinates_do_not_know_of_one_another(rule, g, order):
    x0 = np.array([1.0, -2.0, 0.5])
    path = walk(rule(lr=0.1), x0, lambda x, t: g[t], 12)
    shuffled = walk(rule(lr=0.1), x0[order], lambda x, t: g[t][order], 12)
    np.testing.assert_array_equal(shuffled, path[:, order])
    alone = walk(rule(lr=0.1), x0[:1], lambda x, t: g[t][:1], 12)
    np.testing.assert_array_equal(alone, path[:, :1])


@pytest.mark.parametrize("rule", [gd.RMSprop, gd.Adam])
@given(g=gradients, power=st.integers(-10, 10))
def test_adaptive_rules_do_not_see_the_scale_of_the_loss(rule, g, power):
    optimizer = rule(lr=0.1, eps=1e-30)
    path = walk(optimizer, np.zeros(3), lambda x, t: g[t], 12)
    scaled = walk(optimizer, np.zeros(3), lambda x, t: g[t] * 2.0**power, 12)
    np.testing.assert_allclose(scaled, path, rtol=1e-12, atol=1e-12)


# What all rules promise


@each_rule
def test_a_step_leaves_everything_it_was_given_unchanged(rule):
    optimizer, x, g = rule(lr=0.1), np.array([1.0, -2.0]), np.array([0.3, 5.0])
    state = optimizer.init(x)
    for _ in range(3):
        before = copy.deepcopy((x, g, state, optimizer))
        new, after = optimizer.step(x, g, state)
        np.testing.assert_equal((x, g, tuple(state)), (*before[:2], tuple(before[2])))
        assert optimizer == before[3]
        arrays = [new, *(a for a in after if isinstance(a, np.ndarray))]
        given_arrays = [x, g, *(a for a in state if isinstance(a, np.ndarray))]
        assert not any(np.shares_memory(a, b) for a in arrays for b in given_arrays)
        np.testing.assert_equal(optimizer.step(x, g, state), (new, after))
        x, state = new, after


@each_rule
def test_init_does_not_hold_on_to_the_point(rule):
    x = np.array([1.0, 2.0])
    state = rule().init(x)
    x[:] = 7
    assert all(np.all((part == 0) | (part == 1)) for part in state)


@each_rule
def test_an_optimizer_cannot_be_changed(rule):
    optimizer = rule(lr=0.1)
    with pytest.raises(FrozenInstanceError):
        optimizer.lr = 0.2
    lrs = np.array([0.1, 0.2])
    batch = rule(lr=lrs)
    lrs[0] = -1
    np.testing.assert_array_equal(batch.lr, [0.1, 0.2])
    with pytest.raises(ValueError, match="read-only"):
        batch.lr[0] = 5


@each_rule
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("lr", [0.1, np.float64(0.1), [0.1, 0.2, 0.3]])
@pytest.mark.parametrize("g_dtype", [np.float32, np.float64, int])
def test_the_dtype_of_the_point_is_kept(rule, dtype, lr, g_dtype):
    x = np.ones((2, 3), dtype)
    path = walk(rule(lr=lr), x, lambda x, t: np.full((2, 3), 3, g_dtype), 5)
    assert path.dtype == dtype
    assert not np.array_equal(path[-1], x)


@each_rule
def test_float32_runs_with_an_array_of_settings_stay_close_to_the_single_ones(rule):
    lrs = np.array([0.001, 0.01, 0.1])
    x = np.ones((2, 3), np.float32)
    many = walk(rule(lr=lrs), x, lambda x, t: x**3, 50)
    for i, lr in enumerate(lrs):
        one = walk(rule(lr=lr), x[:, i], lambda x, t: x**3, 50)
        np.testing.assert_allclose(many[..., i], one, rtol=0, atol=2e-5)


@each_rule
@pytest.mark.parametrize("x", [[3, -2], (3, -2), np.array([3, -2]), np.array([3, 2], np.uint8)])
def test_integer_points_become_float64_and_a_step_never_truncates(rule, x):
    optimizer = rule(lr=0.1)
    expected = walk(optimizer, np.asarray(x, float), lambda x, t: x, 20)
    new, state = x, optimizer.init(x)
    for _ in range(20):
        new, state = optimizer.step(new, new, state)
    assert new.dtype == np.float64
    np.testing.assert_array_equal(new, expected[-1])
    assert (new != np.round(new)).all()


@each_rule
@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 5), (2, 3, 4)])
def test_a_point_of_any_shape_keeps_it(rule, shape):
    x = np.random.default_rng(0).normal(size=shape)
    path = walk(rule(lr=0.01), x, lambda x, t: x, 4)
    assert path.shape == (5, *shape)
    assert (np.abs(path[-1]) < np.abs(x)).all()


@each_rule
def test_many_runs_are_the_single_runs_to_the_last_bit(rule):
    rosenbrock, rng = gd.landscapes.rosenbrock, np.random.default_rng(0)
    starts = rng.uniform(-1, 1, (2, 33))
    many = walk(rule(lr=1e-4), starts, lambda x, t: rosenbrock.grad(x), 60)
    for i in range(33):
        one = walk(rule(lr=1e-4), starts[:, i], lambda x, t: rosenbrock.grad(x), 60)
        np.testing.assert_array_equal(many[..., i], one)


@each_setting
def test_an_array_of_any_setting_is_the_single_runs_to_the_last_bit(rule, name):
    values = np.array([0.001, 0.02, 0.3, 0.9])
    x0 = np.array([[1.0] * 4, [-2.0] * 4, [0.0] * 4])

    def gradient(x, t):
        return 0.5 * x + np.reshape([1, -1, 0.001], (3, *(1,) * (x.ndim - 1)))

    many = walk(rule(**{name: values}), x0, gradient, 40)
    for i, value in enumerate(values):
        one = walk(rule(**{name: value}), x0[:, i], gradient, 40)
        np.testing.assert_array_equal(many[..., i], one)


def test_settings_of_one_run_axis_go_together():
    optimizer = gd.Adam(lr=[0.1, 0.2], beta1=[0.5, 0.9], eps=[1e-8])
    assert optimizer.runs == (2,)
    many = walk(optimizer, np.ones((1, 2)), lambda x, t: x, 9)
    one = walk(gd.Adam(lr=0.2, beta1=0.9), np.ones(1), lambda x, t: x, 9)
    np.testing.assert_array_equal(many[..., 1], one)
    assert gd.Adam().runs == ()


def test_settings_are_told_apart_by_value():
    assert gd.Adam(lr=0.1) == gd.Adam(lr=np.float64(0.1)) != gd.Adam(lr=0.2)
    assert gd.Adam(lr=0.1) != gd.AdamW(lr=0.1)
    assert hash(gd.SGD(lr=1)) == hash(gd.SGD(lr=1.0))
    assert repr(gd.SGD(lr=1)) == "SGD(lr=1.0)"


def test_defaults_are_pytorchs():
    assert gd.SGD() == gd.SGD(lr=1e-3)
    assert gd.Momentum() == gd.Momentum(lr=1e-3, momentum=0.9)
    assert gd.RMSprop() == gd.RMSprop(lr=1e-2, decay=0.99, eps=1e-8, eps_inside_root=False)
    assert gd.Adam() == gd.Adam(lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8)
    assert gd.AdamW() == gd.AdamW(lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2)


# What is refused

NOT_POSITIVE = [0, -0.1, -np.inf, np.inf, np.nan]
NOT_UNIT = [-0.1, 1, 1.5, np.inf, np.nan]
WRONG = {
    "lr": ("positive and finite", NOT_POSITIVE),
    "eps": ("positive and finite", NOT_POSITIVE),
    "momentum": ("in [0, 1)", NOT_UNIT),
    "decay": ("in [0, 1)", NOT_UNIT),
    "beta1": ("in [0, 1)", NOT_UNIT),
    "beta2": ("in [0, 1)", NOT_UNIT),
    "weight_decay": ("zero or above, and finite", [-0.1, np.inf, np.nan]),
}


@each_setting
def test_a_setting_out_of_range_is_refused_by_name_and_value(rule, name):
    allowed, values = WRONG[name]
    for value in values:
        with pytest.raises(ValueError) as caught:  # noqa: PT011
            rule(**{name: value})
        assert str(caught.value) == f"{name} is {float(value)}; it must be {allowed}"
        with pytest.raises(ValueError) as caught:  # noqa: PT011
            rule(**{name: [0.5, value, 0.5]})
        assert str(caught.value) == f"{name}[1] is {float(value)}; it must be {allowed}"


@each_setting
@pytest.mark.parametrize(
    "value", ["0.1", None, 1j, True, [0.1, None], ["0.1"], {}, [[0.1], [0.1, 0.2]]]
)
def test_a_setting_that_is_no_number_is_refused(rule, name, value):
    with pytest.raises(TypeError) as caught:
        rule(**{name: value})
    assert str(caught.value) == f"{name} is {value!r}; it must be a number or an array of numbers"


@each_setting
def test_an_empty_array_of_settings_is_refused(rule, name):
    with pytest.raises(ValueError, match=rf"{name} is \[\]; it must be "):
        rule(**{name: []})


@each_setting
def test_the_edges_that_are_allowed_are_allowed(rule, name):
    edge = {"lr": 5e-324, "eps": 5e-324}.get(name, 0)
    assert getattr(rule(**{name: edge}), name) == edge
    assert getattr(rule(**{name: 1 - 2**-53}), name) == 1 - 2**-53


def test_arrays_of_settings_that_do_not_fit_together_are_refused():
    with pytest.raises(ValueError, match=r"shapes lr \(2,\), momentum \(3,\); they must broadcast"):
        gd.Momentum(lr=[0.1, 0.2], momentum=[0.1, 0.2, 0.3])


@pytest.mark.parametrize("value", [1, 0, "yes", None, [True]])
def test_a_place_of_epsilon_that_is_no_bool_is_refused(value):
    with pytest.raises(TypeError, match="eps_inside_root is .*; it must be True or False"):
        gd.RMSprop(eps_inside_root=value)


@each_rule
@pytest.mark.parametrize(
    ("x", "g", "error", "message"),
    [
        ([1.0, 2.0], [1.0], ValueError, r"g has shape \(1,\); it must be the point's, \(2,\)"),
        ([1.0, 2.0], 1.0, ValueError, r"g has shape \(\); it must be the point's, \(2,\)"),
        ([1.0, 2.0], [[1.0], [2.0]], ValueError, r"g has shape \(2, 1\); it must be"),
        ([1.0, 2.0], ["a", "b"], TypeError, "g is .*; it must be a number or an array of numbers"),
        ([1.0, 2.0], None, TypeError, "g is None; it must be a number or an array of numbers"),
        ([1.0, 2.0], [1j, 0], TypeError, "g is .*; it must be a number or an array of numbers"),
        ("point", [1.0, 2.0], TypeError, "x is 'point'; it must be a number or an array"),
        ([None, 2.0], [1.0, 2.0], TypeError, "x is .*; it must be a number or an array"),
    ],
)
def test_a_step_refuses_what_is_no_point_or_not_its_gradient(rule, x, g, error, message):
    optimizer = rule()
    with pytest.raises(error, match=message):
        optimizer.step(x, g, optimizer.init([1.0, 2.0]))


@each_rule
@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        ([1, np.nan], ValueError, r"x\[1\] is nan; every coordinate must be a finite number"),
        ([[1.0], [np.inf]], ValueError, r"x\[1, 0\] is inf; every coordinate must be"),
        (np.nan, ValueError, "x is nan; every coordinate must be a finite number"),
        ("start", TypeError, "x is 'start'; it must be a number or an array of numbers"),
        (None, TypeError, "x is None; it must be"),
    ],
)
def test_no_state_begins_at_what_is_no_point(rule, x, error, message):
    with pytest.raises(error, match=message):
        rule().init(x)


@pytest.mark.parametrize("rule", RULES[1:])
def test_a_state_of_another_point_or_rule_is_refused(rule):
    optimizer = rule()
    x = np.ones((2, 2))
    for shape in [(2,), (3, 2), ()]:
        with pytest.raises(
            ValueError, match=r"state\.\w has shape .*; it must be the point's, \(2, 2\)"
        ):
            optimizer.step(x, x, optimizer.init(np.ones(shape)))
    for state in (None, gd.SGD().init(x), (x,)):
        with pytest.raises(
            TypeError, match="(?s)state is .*; it must come from init or from the last step"
        ):
            optimizer.step(x, x, state)


@each_rule
@pytest.mark.parametrize("shape", [(3,), (2,), (2, 2), (2, 4)])
def test_settings_that_do_not_fit_the_run_axis_are_refused(rule, shape):
    optimizer, x = rule(lr=[0.1, 0.2, 0.3]), np.ones(shape)
    with pytest.raises(ValueError, match=r"lr have shape \(3,\); it must broadcast over the run"):
        optimizer.step(x, x, optimizer.init(x))


@each_rule
def test_a_step_from_a_lost_run_stays_lost_and_says_nothing(rule, recwarn):
    optimizer, x = rule(lr=0.1), np.array([1.0, np.nan])
    new, _ = optimizer.step(x, x, optimizer.init([1.0, 2.0]))
    np.testing.assert_array_equal(np.isnan(new), [False, True])
    assert not recwarn.list


# A step in place


def large(shape, dtype=float, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


@each_rule
@pytest.mark.parametrize("shape", [(100_003,), (30_011, 3), (3, 30_011), (5,), (40, 50, 60)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_step_in_place_is_the_step_to_the_last_bit(rule, shape, dtype):
    optimizer, x = rule(lr=0.01), large(shape, dtype)
    expected, expected_state, state = x, optimizer.init(x), optimizer.init(x)
    x = x.copy()
    for t in range(3):
        g = large(shape, dtype, seed=t)
        before = g.copy()
        expected, expected_state = optimizer.step(expected, g, expected_state)
        state = gd.step_in_place(optimizer, x, g, state)
        np.testing.assert_array_equal(x, expected)
        np.testing.assert_equal(tuple(state), tuple(expected_state))
        np.testing.assert_array_equal(g, before)
        assert x.dtype == dtype
        assert type(state) is type(expected_state)


@each_setting
def test_a_step_in_place_takes_an_array_of_any_setting(rule, name):
    optimizer = rule(**{name: [0.001, 0.02, 0.3]})
    for dtype, tolerance in [(np.float64, 0), (np.float32, 1e-5)]:
        x = large((12_011, 3), dtype)
        expected, expected_state = x, optimizer.init(x)
        x, state = x.copy(), optimizer.init(x)
        for t in range(3):
            g = large(x.shape, dtype, seed=t)
            expected, expected_state = optimizer.step(expected, g, expected_state)
            state = gd.step_in_place(optimizer, x, g, state)
            np.testing.assert_allclose(x, expected, rtol=0, atol=tolerance)
        for ours, theirs in zip(state, expected_state, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance)
            assert getattr(ours, "dtype", dtype) in (dtype, np.float64)


@each_rule
def test_a_step_in_place_overwrites_what_it_was_given(rule):
    x, optimizer = np.ones(70_000), rule(lr=0.01)
    state = optimizer.init(x)
    after = gd.step_in_place(optimizer, x, np.ones_like(x), state)
    assert (x < 1).all()
    for old, new in zip(state, after, strict=True):
        assert new is old or not isinstance(old, np.ndarray)


@each_rule
def test_a_gradient_that_shares_the_points_memory_is_seen_before_the_step(rule):
    for gradient in (lambda x: x, lambda x: x[::-1]):
        x, optimizer = large(100_003), rule(lr=0.01)
        expected, _ = optimizer.step(x, gradient(x), optimizer.init(x))
        gd.step_in_place(optimizer, x, gradient(x), optimizer.init(x))
        np.testing.assert_array_equal(x, expected)


def test_a_step_in_place_needs_memory_for_a_small_part_of_the_point():
    x, optimizer = np.ones(2_000_000, np.float32), gd.AdamW()
    g, state = np.ones_like(x), optimizer.init(x)
    tracemalloc.start()
    gd.step_in_place(optimizer, x, g, state)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 0.25 * x.nbytes


def locked(array):
    array.flags.writeable = False
    return array


@pytest.mark.parametrize(
    ("optimizer", "x", "error", "message"),
    [
        (gd.Adam, np.ones(3), TypeError, "optimizer is .*; it must be one of gdlib's, such"),
        (gd.Adam(), [1.0, 2], TypeError, r"x is \[1.0, 2\]; it must be an array of floating"),
        (gd.Adam(), np.ones(3, int), TypeError, "x is .*; it must be an array of floating"),
        (gd.Adam(), np.array(1.0), TypeError, "x is .*; it must be an array of floating"),
        (gd.Adam(), locked(np.ones(3)), ValueError, "x is read-only; it must be an array that can"),
        (gd.Adam(lr=[0.1, 0.2]), np.ones(3), ValueError, r"lr have shape \(2,\); it must broad"),
    ],
)
def test_a_step_that_cannot_be_taken_in_place_is_refused(optimizer, x, error, message):
    with pytest.raises(error, match=message):
        gd.step_in_place(optimizer, x, np.ones(3), gd.Adam().init(np.ones(3)))


def test_a_state_that_cannot_be_overwritten_is_refused_before_the_point_moves():
    x, adam = np.ones(3), gd.Adam()
    state = adam.init(x)._replace(v=locked(np.zeros(3)))
    with pytest.raises(ValueError, match="state.v is read-only; it must be an array that can be"):
        gd.step_in_place(adam, x, np.ones(3), state)
    with pytest.raises(ValueError, match=r"g has shape \(2,\); it must be the point's, \(3,\)"):
        gd.step_in_place(adam, x, np.ones(2), adam.init(x))
    np.testing.assert_array_equal(x, 1)
    assert (state.m == 0).all()
