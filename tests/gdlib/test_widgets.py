"""Explorers: every stop draws, every number is gdlib's own, and nothing is shown that is dead."""

import html
import re
import subprocess
import sys
from types import SimpleNamespace
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

import gdlib as gd
from gdlib import problems, widgets
from gdlib.widgets import adaptive, quadratics, training

pytestmark = pytest.mark.usefixtures("english")

NAMES = [name for name in widgets.__all__ if name != "Explorer"]
STOPS = [
    (name, {key: stops[i]})
    for name in NAMES
    for key, stops in getattr(widgets, name)().knobs.items()
    for i in (0, len(stops) // 2, -1)
]
each_explorer = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def kernel(monkeypatch):
    pytest.importorskip("ipywidgets")
    shell = SimpleNamespace(kernel=True)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))


def made(name, **state):
    return getattr(gd.widgets, name)(**state)


def numbers(name, **state):
    explorer = made(name, **state)
    return explorer.draw(**explorer.state).numbers


@pytest.mark.parametrize(("name", "state"), STOPS)
def test_the_ends_and_the_middle_of_every_slider_draw(name, state):
    stored = made(name, **state)._repr_html_()
    image = re.search(r'<img [^>]*alt="([^"]+)" .*? src="([^"]+)">', stored)
    drawing = unquote(html.unescape(image[2]).removeprefix("data:image/svg+xml,"))
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert not re.search(r"\bnan\b|[{}]", image[1] + drawing, re.IGNORECASE)


@each_explorer
def test_a_picture_depends_on_its_state_alone(name):
    explorer = made(name)
    first = explorer.draw(**explorer.state)
    for key, stops in explorer.knobs.items():
        other = explorer.draw(**explorer.state | {key: stops[-1]})
        assert other.picture.svg != first.picture.svg, key
    again = explorer.draw(**explorer.state)
    assert again.picture.svg == first.picture.svg
    assert again.numbers == first.numbers


@each_explorer
def test_the_stops_of_a_slider_rise_and_hold_the_start(name):
    explorer = made(name)
    for key, stops in explorer.knobs.items():
        assert list(stops) == sorted(set(stops))
        assert explorer.state[key] in stops


@pytest.mark.parametrize("steps", [1, 10, 300])
def test_the_predicted_loss_is_where_the_descent_ends(steps):
    shown = numbers("learning_rate", steps=steps)
    at_best = numbers("learning_rate", steps=steps, lr=float(shown["best"]))
    assert at_best["loss"] == pytest.approx(shown["lowest"], rel=1e-6)
    patients = problems.LeastSquares()
    path = gd.descend(patients, gd.SGD(lr=0.1), steps=steps)
    loss = path.f[-1] - patients.f(patients.minimum())
    assert shown["loss"] == pytest.approx(loss)
    assert shown["limit"] == pytest.approx(2 / np.linalg.norm(patients.hessian(), 2))


@pytest.mark.parametrize("product", [0.01, 0.5, 1.9, 3.5, 5.0])
@pytest.mark.parametrize("rho", [0.0, 0.5, 0.99])
def test_the_rate_along_a_curvature_is_that_of_the_matrix(product, rho):
    matrix = [[rho, 1], [-product * rho, 1 - product]]
    largest = np.abs(np.linalg.eigvals(matrix)).max()
    assert quadratics.modulus(product, rho) == pytest.approx(largest)


@pytest.mark.parametrize("state", [{}, {"rho": 0.0}, {"kappa": 10, "lr": 0.4, "rho": 0.3}])
def test_the_slowest_rate_is_the_measured_one(state):
    explorer = made("momentum", **state)
    kappa, lr, rho = explorer.state.values()
    rule = gd.Momentum(lr=lr, momentum=rho)
    path = gd.descend(gd.landscapes.ravine(kappa), rule, steps=600)
    distance = np.linalg.norm(path.x, axis=1)
    measured = (distance[600] / distance[300]) ** (1 / 300)
    assert numbers("momentum", **state)["rate"] == pytest.approx(measured, rel=0.002)


def test_no_settings_beat_the_best_of_momentum():
    shown = numbers("momentum", kappa=100)
    lr, rho = np.meshgrid(np.linspace(0.01, 1, 100), np.linspace(0, 0.99, 100))
    rates = np.maximum(quadratics.modulus(lr * 0.04, rho), quadratics.modulus(lr * 4, rho))
    assert shown["best"] <= rates.min() < shown["best"] + 0.01
    assert shown["plain"] <= rates[0].min() < shown["plain"] + 0.001
    assert (shown["best_needed"], shown["plain_needed"]) == (69, 691)
    for lr in (0.85, 2.0):  # on the border (2 + 2ρ)/L, and beyond
        assert numbers("momentum", lr=lr)["needed"] == np.inf


@pytest.mark.parametrize(("decay", "eps"), [(0.9, 1e-8), (0.5, 1e-3), (0.99, 1e-4), (0.0, 1e-8)])
def test_the_recovery_of_rmsprop_is_counted_right(decay, eps):
    rule, x = gd.RMSprop(lr=1.0, decay=decay, eps=eps), np.zeros(1)
    state, steps = rule.init(x), []
    for g in [1.0] * 60 + [0.01] * 2000:
        moved, state = rule.step(x, np.array([g]), state)
        steps.append((x - moved)[0])
        x = moved
    near = np.array(steps[60:]) >= 0.9 * 0.01 / (0.01 + eps)
    assert adaptive.recovery(decay, eps) == near.argmax() + 1


def test_epsilon_takes_half_of_a_step_where_the_gradient_is_as_small():
    sizes = np.abs(problems.LogisticRegression().grad(np.zeros(64)))
    shown = numbers("rmsprop", eps=1e-3)
    assert shown["pixels"] == (sizes > 0).sum()
    assert shown["outside"] == ((sizes > 0) & (sizes < 1e-3)).sum()
    assert shown["inside"] == ((sizes > 0) & (sizes < np.sqrt(1e-3 / 3))).sum()


@pytest.mark.parametrize(("beta1", "beta2"), [(0.9, 0.999), (0.0, 0.999), (0.9, 0.5)])
def test_the_longest_uncorrected_step_is_the_one_adam_makes(beta1, beta2):
    rule, x, steps = gd.Adam(lr=1.0, beta1=beta1, beta2=beta2), np.zeros(1), []
    state = rule.init(x)._replace(power1=0.0, power2=0.0)
    for _ in range(300):
        moved, state = rule.step(x, np.ones(1), state)
        steps.append((x - moved)[0])
        x = moved
    longest = adaptive.largest_uncorrected(beta1, beta2)[0]
    assert longest == pytest.approx(max(steps), rel=1e-6)


def test_l2_is_the_penalty_of_the_problem_and_the_decay_of_adamw_is_exact():
    shown = numbers("weight_decay", weight_decay=0.2)
    train, _, start = training._threes_and_eights()
    penalised = problems.LogisticRegression(train.x, train.y, l2=0.2, batch_size=16)
    rng = np.random.default_rng(0)
    path = gd.descend(penalised, gd.Adam(lr=0.03), start, training.STEPS, rng)
    assert shown["l2_norm"] == pytest.approx(np.linalg.norm(path.x[-1]), rel=1e-6)
    assert shown["decoupled_left"] == pytest.approx(shown["kept"])


def test_batches_of_all_the_data_are_gradient_descent():
    patients = problems.LeastSquares()
    path = gd.descend(patients, gd.SGD(lr=0.05), steps=training.EPOCHS)
    shown = numbers("batch_size", batch=354)
    loss = path.f[-1] - patients.f(patients.minimum())
    assert shown["loss"] == shown["early"] == pytest.approx(loss)
    assert shown["steps"] == training.EPOCHS


def test_minibatches_visit_every_example_once_an_epoch():
    order = training._order()
    for epoch in np.split(order, training.EPOCHS, axis=1):
        assert (np.sort(epoch) == np.arange(354)).all()


@pytest.mark.parametrize("language", ["ko", "en"])
@each_explorer
def test_it_speaks_the_language_of_the_page(name, language):
    gd.set_language(language)
    stored = made(name)._repr_html_()
    assert f'<figure class="gd-explorer" lang="{language}">' in stored
    alt = re.search('alt="([^"]+)"', stored)[1]
    said = re.sub("<code>.*?</code>|<[^>]*>", "", stored)
    for text in (alt, said):
        assert bool(re.search("[가-힣]", text)) == (language == "ko")
    assert len(alt) > 100


@each_explorer
def test_the_still_has_no_control_and_says_what_to_run(name):
    stored = made(name)._repr_html_()
    assert not re.search(r"<(input|select|button|script|gd-lab)\b|\bon\w+=", stored)
    code = html.unescape(re.search("<code>(.*?)</code>", stored)[1])
    other = eval(code, {"gd": gd})
    assert other._repr_html_() != stored
    assert stored == made(name)._repr_html_()


@each_explorer
def test_under_a_kernel_a_slider_changes_the_picture_and_the_words(name, kernel):
    explorer = made(name)
    shown = explorer._repr_mimebundle_()
    assert shown.keys() >= {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"}
    *sliders, picture, said = explorer._live().children
    assert len(sliders) == len(explorer.knobs)
    for slider, key in zip(sliders, explorer.knobs, strict=True):
        before = picture.value, said.value
        slider.index = len(slider.options) - 1
        assert explorer.state[key] == explorer.knobs[key][-1]
        assert (picture.value, said.value) != before
    now = explorer.draw(**explorer.state)
    assert picture.value == now.picture.svg


def test_two_explorers_do_not_move_each_other(kernel):
    first, second = made("learning_rate"), made("learning_rate")
    (slider, *_), (*_, picture, _) = first._live().children, second._live().children
    before = picture.value
    slider.index = 0
    assert first.state["lr"] == 0.01
    assert second.state["lr"] == 0.1
    assert picture.value == before


def test_a_start_between_two_stops_becomes_a_stop(kernel):
    explorer = made("learning_rate", lr=0.1234)
    slider = explorer._live().children[0]
    assert slider.value == 0.1234
    assert [stop for _, stop in slider.options] == sorted({*explorer.knobs["lr"], 0.1234})


def test_without_a_kernel_or_ipywidgets_the_html_is_all(monkeypatch):
    assert made("momentum")._repr_mimebundle_().keys() == {"text/html", "text/plain"}
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert made("momentum")._live() is None
    assert repr(made("momentum")) == "<gdlib explorer momentum(kappa=100, lr=0.25, rho=0.7)>"


@pytest.mark.parametrize(
    ("name", "state", "error", "says"),
    [
        ("learning_rate", {"lr": 7}, ValueError, "lr is 7; it must be from 0.01 to 0.6"),
        ("learning_rate", {"lr": "fast"}, TypeError, "lr is 'fast'"),
        ("learning_rate", {"steps": 2.5}, TypeError, "steps is 2.5; it must be a whole number"),
        ("batch_size", {"batch": 1}, ValueError, "batch is 1; it must be from 2 to 354"),
        ("adam", {"beta2": 1}, ValueError, "beta2 is 1; it must be from 0 to 0.9999"),
    ],
)
def test_bad_input_is_named(name, state, error, says):
    with pytest.raises(error, match=says):
        made(name, **state)


def test_importing_the_widgets_loads_no_widgets():
    code = "import sys, gdlib as gd; gd.widgets.momentum(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"ipywidgets", "anywidget", "sklearn"} & set(run.stdout.split())
