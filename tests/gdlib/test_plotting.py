"""Figures: the same bytes everywhere, small, in the reader's language, true to any path."""

import hashlib
import os
import re
import subprocess
import sys
import warnings
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path as File
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest

import gdlib as gd
from gdlib import plotting
from gdlib.plotting.ground import HIGH
from gdlib.plotting.tidy import TOLERANCE, _path, _simplified
from gdlib.plotting.walks import segment_within

pytestmark = pytest.mark.usefixtures("english")

SVG = "{http://www.w3.org/2000/svg}"
BOWL, RAVINE, PARABOLA = gd.landscapes.bowl, gd.landscapes.ravine(20), gd.landscapes.parabola


class SGD:
    """An optimizer that must not be asked anything."""

    def __getattr__(self, name):
        raise AssertionError(f"a figure asked its optimizer for {name}")


class Adam(SGD):
    """Another one."""


@dataclass
class Path:
    """What a figure may look at."""

    x: np.ndarray
    f: np.ndarray
    optimizer: Any


def walk(landscape, lr=0.1, steps=20, x0=None, rule=SGD):
    """A path of plain gradient descent, far into divergence where it diverges."""
    x = np.array(landscape.start if x0 is None else x0, float)
    xs = [x]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            xs.append(xs[-1] - lr * landscape.grad(xs[-1]))
        return Path(np.array(xs), np.array([landscape.f(x) for x in xs]), rule())


def starts(landscape, runs, seed=0):
    low, high = landscape.domain[:, :1], landscape.domain[:, 1:]
    return np.random.default_rng(seed).uniform(low, high, (len(low), runs))


def two_paths(landscape, lr, steps=20):
    other = walk(landscape, lr / 2, steps, rule=Adam)
    return {"SGD": walk(landscape, lr, steps), "Adam": other}


def sweep():
    axes = {"momentum": np.linspace(0, 0.9, 15), "lr": np.geomspace(0.01, 1, 18)}
    f = np.outer(1 + axes["momentum"], axes["lr"]) ** 9
    f[-3:, -4:] = np.inf
    return SimpleNamespace(axes=axes, f=f)


H = 10.0 ** np.arange(-12, 0)
SAMPLES = np.random.default_rng(0).normal(size=(2, 400))

# A typical figure of every function.
FIGURES = {
    "curve": lambda: plotting.curve(PARABOLA, two_paths(PARABOLA, 0.9)),
    "curve with tangents": lambda: plotting.curve(
        gd.landscapes.double_well, walk(gd.landscapes.double_well, steps=5), tangents=True
    ),
    "curve of a function": lambda: plotting.curve(
        np.exp, domain=(0, 2), secants=[(1, 0.5), (1, 0.1)], tangents=[1], vertical={"start": 1}
    ),
    "contours": lambda: plotting.contours(RAVINE, two_paths(RAVINE, 0.08, 40), label_steps=(0, 1)),
    "contours of many runs": lambda: plotting.contours(
        gd.landscapes.himmelblau, walk(gd.landscapes.himmelblau, 0.01, 40, starts(BOWL, 50))
    ),
    "contours with marks": lambda: plotting.contours(
        BOWL, arrows={"gradient": ((1, 1), (2, 2))}, points={"start": (1, 1)}, title="bowl"
    ),
    "contours of many hills": lambda: plotting.contours(gd.landscapes.rastrigin, log=False),
    "field": lambda: plotting.field(gd.landscapes.saddle),
    "surface": lambda: plotting.surface(gd.landscapes.saddle, walk(gd.landscapes.saddle, 0.05)),
    "losses": lambda: plotting.losses(two_paths(RAVINE, 0.08), predicted={"SGD": 0.7}, floor=0.01),
    "losses of many runs": lambda: plotting.losses({"noisy": walk(BOWL, x0=starts(BOWL, 30))}),
    "lines": lambda: plotting.lines(
        H, {"forward": H, "central": H**2}, xlabel="step_width", ylabel="error", xscale="log",
        yscale="log", predicted={"h²": H**2}, bands={"forward": (H / 2, 2 * H)},
        vertical={"best": 1e-8}, horizontal={"limit": 1e-6},
    ),
    "points": lambda: plotting.points({"minibatch_gradient": SAMPLES}, marks={"mean": (0, 0)}),
    "histogram": lambda: plotting.histogram(
        SAMPLES[0], density=lambda x: np.exp(-x * x / 2) / np.sqrt(2 * np.pi), vertical={"mean": 0}
    ),
    "bars": lambda: plotting.bars({"SGD": 0.5, "Adam": 3.16}, predicted={"Adam": 3.2}),
    "bars in groups": lambda: plotting.bars({"l2": {"loss": 1, "error": 2}, "κ": {"loss": 3}}),
    "heatmap": lambda: plotting.heatmap(sweep(), marks={"best": (0.1, 0.5)}),
    "images": lambda: plotting.images(SAMPLES[0, :384].reshape(6, 64), list("123456")),
    "animation of a curve": lambda: plotting.animation(PARABOLA, walk(PARABOLA, 0.9, 15)),
    "animation of contours": lambda: plotting.animation(RAVINE, two_paths(RAVINE, 0.08, 40)),
    "panels": lambda: plotting.panels(
        [plotting.contours(BOWL, size=(187, 200)), plotting.field(BOWL, size=(187, 200))], columns=2
    ),
}  # fmt: skip
MADE = {}


def figure(name):
    """A figure of the table, drawn once, in English."""
    if name not in MADE:
        gd.set_language("en")
        MADE[name] = FIGURES[name]()
    return MADE[name]


def tree(picture):
    return ElementTree.fromstring(picture.svg)


def texts(picture):
    return [element.text for element in tree(picture).iter(SVG + "text")]


every_figure = pytest.mark.parametrize("name", FIGURES)


# ---- one writer, one kind of file


@every_figure
def test_a_figure_is_small_and_its_numbers_have_two_decimals(name):
    svg = figure(name).svg
    assert len(svg.encode()) < 80_000
    for element in tree(figure(name)).iter():
        for attribute in ("d", "x", "y", "width", "height", "transform", "stroke-dasharray"):
            assert not re.search(r"\.\d{3}|e-", element.get(attribute, "")), element.attrib


@every_figure
def test_a_figure_says_what_it_is_and_scales(name):
    root = tree(figure(name))
    width, height = figure(name).width, figure(name).height
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert repr(figure(name)) == f"<gdlib picture {width}x{height}>"
    assert root.get("role") == "img"
    assert root.get("lang") == "en"
    assert len(root.get("aria-label")) > 3
    assert root.get("font-family").startswith("'DejaVu Sans'")
    assert root.get("font-family").endswith("sans-serif")


@every_figure
def test_a_figure_has_no_date_no_maker_and_no_style_of_its_own_but_motion(name):
    svg = figure(name).svg
    assert not re.search(r"20\d\d-|[Mm]atplotlib|metadata|<!--|<\?xml|DOCTYPE", svg)
    assert ("<style" in svg) == name.startswith("animation")
    assert 'style="' not in svg or name.startswith("animation")


@every_figure
def test_every_reference_inside_a_figure_leads_somewhere(name):
    svg = figure(name).svg
    named = set(re.findall(r'\bid="([^"]+)"', svg))
    assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)) <= {
        pair for i in named for pair in ((i, ""), ("", i))
    }
    assert "xlink" not in svg


@every_figure
def test_two_calls_give_the_same_bytes(name):
    assert FIGURES[name]().svg == figure(name).svg


def test_a_fresh_process_with_another_hash_seed_gives_the_same_bytes():
    names = ["contours", "curve", "losses", "heatmap", "animation of a curve", "panels"]
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_plotting import *\n"
        "for name in sys.argv[2:]:\n"
        "    print(hashlib.sha256(figure(name).svg.encode()).hexdigest())"
    )
    package = str(File(gd.__file__).parents[1])
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": package}
    here = str(File(__file__).parent)
    run = subprocess.run(
        [sys.executable, "-c", code, here, *names],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    expected = [hashlib.sha256(figure(name).svg.encode()).hexdigest() for name in names]
    assert run.stdout.split() == expected


@pytest.mark.parametrize("draw", [plotting.contours, plotting.surface, plotting.field])
@pytest.mark.parametrize("landscape", [gd.landscapes.himmelblau, BOWL, gd.landscapes.ravine(9, 1)])
def test_a_machine_that_rounds_the_last_digit_otherwise_gives_the_same_bytes(draw, landscape):
    def rounded(function):
        rng = np.random.default_rng(0)
        return lambda x: (y := function(x)) * (1 + rng.choice([-2e-16, 0, 2e-16], np.shape(y)))

    other = SimpleNamespace(**vars(landscape))
    other.f, other.grad = rounded(landscape.f), rounded(landscape.grad)
    assert draw(other).svg == draw(landscape).svg


def test_two_figures_with_one_id_mean_the_same_by_it():
    held = {}
    for name in FIGURES:
        for element in tree(figure(name)).iter():
            if "id" in element.attrib:
                text = ElementTree.tostring(element)
                assert held.setdefault(element.get("id"), text) == text


def test_a_picture_is_saved_as_svg_and_as_nothing_else(tmp_path):
    picture = figure("bars")
    picture.save(tmp_path / "bars.svg")
    assert (tmp_path / "bars.svg").read_text(encoding="utf-8") == picture._repr_svg_()
    with pytest.raises(ValueError, match=r"path is .*bars.png'; it must end in .svg"):
        picture.save(tmp_path / "bars.png")


def test_drawing_changes_no_setting_and_loads_no_pyplot():
    code = (
        "import gdlib as gd, matplotlib, sys\n"
        "before = matplotlib.rcParams.copy()\n"
        "gd.plotting.curve(gd.landscapes.parabola)\n"
        "assert matplotlib.rcParams.copy() == before\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    package = str(File(gd.__file__).parents[1])
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": package}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.split() == ["False"]


def test_a_readers_own_settings_change_no_figure():
    with matplotlib.rc_context({"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "path"}):
        assert FIGURES["losses"]().svg == figure("losses").svg
        assert matplotlib.rcParams["font.size"] == 30


def test_a_figure_that_fails_leaves_the_settings_as_they_were():
    before = matplotlib.rcParams.copy()
    with pytest.raises(ValueError, match="size is"):
        plotting.curve(PARABOLA, size=(60, 50))
    assert matplotlib.rcParams.copy() == before


# ---- the reader's language


def test_figures_speak_korean_in_a_korean_folder(tmp_path, monkeypatch):
    folder = tmp_path / "ko"
    folder.mkdir()
    monkeypatch.chdir(folder)
    gd.set_language(None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = FIGURES["losses"]()
    assert {"스텝", "손실", "예측", "SGD"} <= set(texts(picture))
    assert tree(picture).get("lang") == "ko"
    assert tree(picture).get("aria-label").startswith("손실")


@every_figure
def test_no_english_word_is_left_in_a_korean_figure(name):
    gd.set_language("ko")
    for text in filter(None, texts(FIGURES[name]())):
        assert not re.search(r"\b[a-z]{3,}\b", text), text


def test_the_start_is_named_after_the_axis():
    for xlabel, start in {"w": "w₀", "weight": "x₀"}.items():
        assert start in texts(plotting.curve(PARABOLA, walk(PARABOLA), xlabel=xlabel))
    assert "z₀" in texts(plotting.contours(RAVINE, walk(RAVINE), xlabel="z₁", ylabel="z₂"))


def test_text_stays_text_and_hangul_has_room():
    gd.set_language("ko")
    short = plotting.lines([1, 2], {"SGD": [1, 2]}, xlabel="h", ylabel="h")
    long = plotting.lines([1, 2], {"최적의 학습률": [1, 2]}, xlabel="h", ylabel="h")

    def end(picture):
        named = [t for t in tree(picture).iter(SVG + "text") if t.text in ("SGD", "최적의 학습률")]
        return float(named[0].get("x"))

    assert end(short) - end(long) > 40
    assert 374 - end(long) > 6.5 * 0.92 * 10.5


def test_a_label_that_is_no_word_is_refused_before_anything_is_drawn():
    with pytest.raises(KeyError, match="no_such_word"):
        plotting.losses({"no_such_word": [1.0, 0.5]})


# ---- paths as they come


@pytest.mark.parametrize("lr", [1.1, 3.0, 50.0])
def test_a_diverged_path_is_drawn_to_where_it_leaves(lr):
    path = walk(PARABOLA, lr, 4500)
    assert not np.isfinite(path.x).all()
    for picture in (
        plotting.curve(PARABOLA, path),
        plotting.curve(PARABOLA, path, ylim=(0, 1e6)),
        plotting.losses(path),
        plotting.losses({"SGD": path}, log=False),
    ):
        assert not re.search("nan|inf", re.sub("<text.*?</text>", "", picture.svg))
        assert len(picture.svg) < 40_000
    step = next(t for t, x in enumerate(path.x) if abs(x[0]) > 2.5 or path.f[t] > 7)
    assert f"t = {step}" in texts(plotting.curve(PARABOLA, path))


def test_a_diverged_path_on_contours_is_cut_at_the_edge():
    path = walk(RAVINE, 1.0, 400)
    picture = plotting.contours(RAVINE, path)
    coordinates = [abs(float(n)) for n in re.findall(r'[xy]="(-?[\d.]+)"', picture.svg)]
    assert max(coordinates) < 500
    assert any(str(text).startswith("t = ") for text in texts(picture))


def test_a_path_that_leaves_and_returns_is_not_called_lost():
    x = np.array([[-2.0, 0], [5.0, 0], [0.5, 0]])
    picture = plotting.contours(BOWL, Path(x, np.ones(3), SGD()))
    assert not any(str(text).startswith("t = ") for text in texts(picture))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e308, -1e308])
def test_values_of_any_kind_are_survived(bad):
    x = np.array([[1.0, 1.0], [bad, 0.5], [0.2, 0.1]])
    plotting.contours(BOWL, Path(x, np.array([1, bad, 0.1]), SGD()))
    plotting.surface(BOWL, Path(x, np.array([1, bad, 0.1]), SGD()))
    plotting.losses({"SGD": [1, bad, 0.1], "Adam": [bad, bad, bad]})
    plotting.lines([1, 2, 3], {"measured": [1, bad, 3]}, xlabel="κ", ylabel="loss", yscale="log")
    plotting.histogram([1, 2, bad, 3])
    plotting.bars({"SGD": bad, "Adam": 1.0})
    plotting.heatmap([[1, bad], [2, 3]], [1, 2], [1, 2], xlabel="κ", ylabel="λ")


def test_a_start_outside_the_view_or_without_number_is_no_error():
    plotting.contours(BOWL, walk(BOWL, 0.1, 5, [50.0, 50.0]))
    plotting.contours(BOWL, Path(np.full((3, 2), np.nan), np.full(3, np.nan), SGD()))
    plotting.curve(PARABOLA, Path(np.full((3, 1), np.nan), np.full(3, np.nan), SGD()))
    plotting.losses(Path(np.full((3, 1), np.nan), np.full(3, np.nan), SGD()))
    plotting.losses({"SGD": [0.0, 0.0]})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0.2, 0.2), (0.8, 0.2), ((0.2, 0.2), (0.8, 0.2))),
        ((-1, 0.5), (2, 0.5), ((0, 0.5), (1, 0.5))),
        ((0.5, 0.5), (0.5, 9), ((0.5, 0.5), (0.5, 1))),
        ((-1, -1), (2, 2), ((0, 0), (1, 1))),
        ((2, 2), (3, 0.5), None),
        ((0.5, 2), (0.9, 2), None),
        ((0.5, 0.5), (1e300, 0.5), ((0.5, 0.5), (1, 0.5))),
    ],
)
def test_a_segment_is_cut_at_the_edges_of_its_box(a, b, expected):
    found = segment_within(np.array(a, float), np.array(b, float), np.array([[0, 1], [0, 1]]))
    if expected is None:
        assert found is None
    else:
        np.testing.assert_allclose(found, expected, atol=1e-9)


# ---- one look for one optimizer


def contrast(a, b):
    def luminance(color):
        c = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_can_be_read_as_text_and_stands_out_from_the_darkest_ground():
    for style in [*plotting.STYLES.values(), *plotting.NEUTRAL]:
        assert contrast(style.color, "#ffffff") >= 4.5
        assert contrast(style.color, HIGH) >= 3


def test_optimizers_differ_in_colour_dashes_and_marker():
    for styles in (plotting.STYLES.values(), plotting.NEUTRAL):
        for a, b in combinations(styles, 2):
            assert a.color != b.color
            assert a.dashes != b.dashes
            assert a.marker != b.marker


def test_there_is_a_style_for_every_optimizer_of_the_book():
    assert set(plotting.STYLES) == {"SGD", "Momentum", "RMSprop", "Adam", "AdamW"}
    assert all(hasattr(gd, name) for name in plotting.STYLES)


def test_a_path_wears_the_style_of_its_optimizer():
    paths = {"κ": walk(PARABOLA, rule=Adam)}
    for picture in (plotting.curve(PARABOLA, paths), plotting.losses(paths)):
        assert plotting.STYLES["Adam"].color in picture.svg


def test_a_label_counts_more_than_the_class_and_a_wish_more_than_both():
    from gdlib.plotting.styles import choose_styles

    paths = {"Adam": walk(PARABOLA), "α = 1": walk(PARABOLA), "α = 2": walk(PARABOLA)}
    chosen = choose_styles(paths, paths)
    assert chosen["Adam"] == plotting.STYLES["Adam"]
    assert chosen["α = 1"] == plotting.STYLES["SGD"]
    assert chosen["α = 2"] == plotting.NEUTRAL[1]
    chosen = choose_styles(paths, paths, {"α = 2": "SGD"})
    assert chosen["α = 2"] == plotting.STYLES["SGD"]
    with pytest.raises(ValueError, match="styles\\['α = 2'\\] is 'red'; it must be one of SGD"):
        choose_styles(paths, paths, {"α = 2": "red"})


# ---- what a figure shows


def test_losses_draw_what_a_rate_predicts():
    values = 8 * 0.5 ** np.arange(11)
    exact = plotting.losses({"measured": values}, predicted={"measured": 0.5})
    given = plotting.losses({"measured": values}, predicted={"measured": values})
    assert exact.svg == given.svg
    assert "predicted" in texts(exact)


def test_losses_of_many_runs_show_their_median():
    runs = np.array([[4.0, 5, 6, 7, 8], [1, 2, 3, 4, 100]])
    banded = plotting.losses(Path(np.zeros((2, 1, 5)), runs, SGD()), ylim=(1, 10))
    alone = plotting.losses(np.array([6.0, 3.0]), styles={None: "SGD"}, ylim=(1, 10))

    def line(picture):
        dark = (e for e in tree(picture).iter() if e.get("stroke") == plotting.STYLES["SGD"].color)
        return [e.get("d") for e in dark if e.get("stroke-width") == "1.7"]

    assert line(banded) == line(alone) != []
    assert "fill-opacity" in banded.svg
    assert "fill-opacity" not in alone.svg


def test_rounding_noise_does_not_reach_a_loss_plot():
    values = np.array([1.0, 1e-10, 1e-30, 3e-33])
    noisy = plotting.losses({"SGD": values})
    other = plotting.losses({"SGD": values * [1, 1, 1, 1.7]})
    assert "10⁻³⁰" not in texts(noisy)
    assert texts(noisy) == texts(other)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1e-6, 1.0, "10⁻⁶"), (0.01, 10.0, "0.01"), (2.0, 9.0, "5"), (1e-12, 1e12, "10¹⁰")],
)
def test_logarithmic_axes_name_few_powers_in_plain_text(low, high, expected):
    shown = texts(plotting.lines([1, 2], [low, high], xlabel="κ", ylabel="loss", yscale="log"))
    assert expected in shown
    assert len(shown) < 20


@pytest.mark.parametrize(
    ("low", "named", "other"), [(4e-4, "0.001", "10⁻³"), (1e-5, "10⁻³", "0.001")]
)
def test_a_logarithmic_axis_names_all_its_ticks_in_one_way(low, named, other):
    shown = texts(plotting.lines([low, 5e-3], [1, 2], xlabel="κ", ylabel="loss", xscale="log"))
    assert named in shown
    assert other not in shown
    assert ("0.002" in shown) == (named == "0.001")


def test_a_line_plot_can_do_without_the_ticks_between_powers_of_ten():
    looks = {"xlabel": "κ", "ylabel": "loss", "xscale": "log", "yscale": "log"}
    fine, plain = (
        plotting.lines([1, 1000], [1, 1000], fine=fine, **looks) for fine in (True, False)
    )
    assert texts(plain) == texts(fine)
    ticks = [picture.svg.count('stroke-width="0.5"') for picture in (fine, plain)]
    assert ticks[0] > ticks[1] == 0


def test_end_labels_do_not_overlap():
    series = {f"κ = {i}": [1, 2 + i / 1000] for i in range(6)}
    picture = plotting.lines([0, 1], series, xlabel="step", ylabel="loss")
    heights = sorted(
        float(t.get("y")) for t in tree(picture).iter(SVG + "text") if str(t.text).startswith("κ =")
    )
    assert len(heights) == 6
    assert min(np.diff(heights)) > 13


def test_a_heat_map_takes_a_sweep_or_an_array():
    s = sweep()
    direct = plotting.heatmap(s.f, s.axes["lr"], s.axes["momentum"], xlabel="lr", ylabel="rho")
    assert direct.svg == plotting.heatmap(s).svg
    assert "diverges" in texts(direct)


def test_minima_are_starred_and_a_crowd_of_them_is_not():
    assert "saddle point" in texts(plotting.contours(gd.landscapes.himmelblau))
    assert "saddle point" not in texts(plotting.contours(gd.landscapes.rastrigin))
    assert "minimum" not in texts(plotting.contours(BOWL, minima=False))


def test_plain_functions_can_be_drawn():
    plotting.curve(lambda x: np.sin(3 * x), domain=(-1, 1), tangents=[0])
    plotting.contours(lambda x: x[0] ** 2 + x[1], domain=((-1, 1), (-2, 1)))


def test_panels_keep_their_pictures_whole():
    picture = figure("panels")
    assert (picture.width, picture.height) == (374, 200)
    parts = [part for part in tree(picture) if part.tag == SVG + "svg"]
    assert [part.get("x") for part in parts] == ["0", "187"]
    stacked = plotting.panels([figure("bars"), figure("images")])
    assert stacked.height == figure("bars").height + figure("images").height


def test_simplified_lines_stay_within_a_tenth_of_a_pixel():
    t = np.linspace(0, 6, 400)
    points = [(int(x), int(y)) for x, y in zip(5000 * t, 8000 * np.sin(t), strict=True)]
    kept = _simplified(points)
    assert len(kept) < 80
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    line = np.array(kept, float)
    for point in np.array(points, float)[::7]:
        a, b = line[:-1], line[1:]
        share = np.clip(((point - a) * (b - a)).sum(1) / ((b - a) ** 2).sum(1), 0, 1)
        assert np.hypot(*(a + share[:, None] * (b - a) - point).T).min() <= TOLERANCE


def test_path_data_is_relative_short_and_exact():
    assert _path("M 1.004 2 L 3 2 L 3 5.5 z M 0 0 L 0 1") == "m1 2l2 0 0 3.5zm-1-2v1"
    assert _path("M 0 0 Q 1 1 2 0 C 1 2 3 4 5 6") == "m0 0q1 1 2 0c-1 2 1 4 3 6"


# ---- motion


def animated():
    return figure("animation of contours")


def test_an_animation_plays_once_within_five_seconds_and_rests_at_its_end():
    root = tree(animated())
    rules = next(root.iter(SVG + "style")).text
    assert "infinite" not in rules
    timed = [e.get("style") for e in root.iter() if e.get("style")]
    seconds = [float(s) for text in timed for s in re.findall(r"([\d.]+)s\b", text)]
    assert 0 < max(seconds) <= 5
    for frames in re.findall(r"@keyframes \w+-\d+\{(.*?)\}\}", rules):
        assert frames.endswith("100%{transform:translate(0px,0px)")


def test_an_animation_rests_at_once_for_a_reader_who_asked_for_no_motion():
    rules = next(tree(animated()).iter(SVG + "style")).text
    still = re.search(r"@media \(prefers-reduced-motion:reduce\)\{(.*)\}$", rules)[1]
    name = tree(animated()).get("class")
    assert still == f".{name} *{{animation:none!important}}"


def test_the_rules_of_an_animation_reach_no_other_picture():
    rules = next(tree(animated()).iter(SVG + "style")).text
    name = tree(animated()).get("class")
    assert all(part.startswith((f".{name} ", "@")) for part in re.split(r"(?<=\})(?=[.@])", rules))
    other = figure("animation of a curve")
    assert tree(other).get("class") != name


def test_without_motion_an_animation_shows_the_whole_path():
    steps = 15
    root = tree(figure("animation of a curve"))
    shown = [e for e in root.iter() if e.get("class") == "gd-in"]
    assert len([e for e in shown if e.tag == SVG + "path"]) == steps
    assert len(shown) == 2 * steps
    assert not any("opacity" in e.attrib for e in root.iter())


def test_a_diverging_descent_can_be_animated():
    plotting.animation(PARABOLA, walk(PARABOLA, 1.5, 30))
    plotting.animation(RAVINE, {"SGD": walk(RAVINE, 1.0, 500), "Adam": walk(RAVINE, 0.05, 8)})


# ---- wrong arguments, by their name


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: plotting.curve(BOWL), ValueError, "problem is bowl, which has 2 coordinates"),
        (lambda: plotting.contours(PARABOLA), ValueError, "problem is parabola, which has 1"),
        (lambda: plotting.surface(PARABOLA), ValueError, "problem is parabola, which has 1"),
        (lambda: plotting.curve(np.exp), TypeError, "problem is .*exp.* with domain given"),
        (lambda: plotting.contours(3), TypeError, "problem is 3; it must be a landscape"),
        (lambda: plotting.curve(PARABOLA, domain=(2, 1)), ValueError, r"domain is \[2.0, 1.0\]"),
        (lambda: plotting.contours(BOWL, domain=(0, 1)), ValueError, r"domain is \(0, 1\)"),
        (lambda: plotting.contours(BOWL, levels=1), ValueError, "levels is 1"),
        (lambda: plotting.contours(BOWL, field="up"), ValueError, "field is 'up'"),
        (lambda: plotting.contours(BOWL, [1, 2]), TypeError, r"paths is \[1, 2\]"),
        (lambda: plotting.contours(BOWL, {"SGD": BOWL}), TypeError, r"paths\['SGD'\] is"),
        (lambda: plotting.contours(BOWL, walk(PARABOLA)), ValueError, r"shape \(21, 1\)"),
        (lambda: plotting.contours(np.sum, domain=((0, 1), (0, 1))), ValueError, "have shape"),
        (lambda: plotting.field(np.sum, domain=((0, 1), (0, 1))), TypeError, "must have grad"),
        (lambda: plotting.animation(BOWL, walk(BOWL), seconds=6), ValueError, "seconds is 6"),
        (lambda: plotting.animation(BOWL, None), ValueError, "path is None"),
        (
            lambda: plotting.animation(BOWL, walk(BOWL, x0=starts(BOWL, 3))),
            ValueError,
            r"must be a Path of one run",
        ),
        (lambda: plotting.losses({"SGD": 3.0}), ValueError, r"paths\['SGD'\] has values of shape"),
        (lambda: plotting.losses([1.0], predicted={"κ": 1}), ValueError, "predicted has the label"),
        (
            lambda: plotting.lines([1, 2], {"κ": [1]}, xlabel="κ", ylabel="loss"),
            ValueError,
            r"series\['κ'\] has shape \(1,\)",
        ),
        (
            lambda: plotting.lines([1], [1], xlabel="κ", ylabel="loss", xscale="square"),
            ValueError,
            "xscale is 'square'",
        ),
        (
            lambda: plotting.lines([1], [1], xlabel="κ", ylabel="loss", bands={"SGD": ([1], [2])}),
            ValueError,
            "bands has the label 'SGD'",
        ),
        (lambda: plotting.points([1, 2, 3]), ValueError, "it must be \\(2, B\\)"),
        (lambda: plotting.histogram([np.nan]), ValueError, "has no finite number"),
        (lambda: plotting.bars([1, 2]), TypeError, r"values is \[1, 2\]"),
        (lambda: plotting.heatmap(np.eye(3), [1, 2], [1, 2, 3]), ValueError, r"shape \(3, 3\)"),
        (
            lambda: plotting.heatmap(SimpleNamespace(axes={"lr": [1]}, f=np.ones(1))),
            ValueError,
            "must have two settings",
        ),
        (lambda: plotting.images(np.ones((2, 3))), ValueError, r"pixels has shape \(2, 3\)"),
        (lambda: plotting.images(np.ones((2, 64)), ["1"]), ValueError, "labels has length 1"),
        (lambda: plotting.panels([]), TypeError, "pictures is"),
        (lambda: plotting.panels([figure("bars")], columns=0), ValueError, "columns is 0"),
        (lambda: plotting.curve(PARABOLA, size=(1, 2)), ValueError, r"size is \(1, 2\)"),
        (lambda: plotting.curve(PARABOLA, title=3), TypeError, "a label is 3"),
    ],
)
def test_a_wrong_argument_is_named_with_its_value_and_what_is_allowed(call, error, said):
    with pytest.raises(error, match=said):
        call()
