"""The lab's Python face; what lab.js does with it is tested in a browser, in tests/site."""

import html
import json
import os
import re
import subprocess
import sys
from types import SimpleNamespace
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

import gdlib as gd
from gdlib import lab as lab_module
from gdlib.lab import SCRIPT

pytestmark = pytest.mark.usefixtures("english")

KB, COMPRESSED = 40_000, 12 * 1024


def ravine(**options):
    rules = [gd.SGD(lr=0.4), gd.Momentum(lr=0.2, momentum=0.5)]
    return gd.Lab("ravine", rules, **{"controls": ["lr", "kappa"], "steps": 30} | options)


def spec_of(lab):
    stored = re.search(r"<gd-lab lang=\"\w+\" spec='([^']*)'>", lab._repr_html_())
    return json.loads(html.unescape(stored[1]))


def test_the_stored_html_holds_everything_that_the_script_needs():
    lab = ravine()
    assert spec_of(lab) == json.loads(json.dumps(lab.spec))
    assert lab.spec["state"]["SGD.lr"] == 0.4
    assert lab.spec["rules"]["Momentum"]["color"] == gd.plotting.STYLES["Momentum"].color


def test_two_labs_alike_store_the_same_html_without_ids():
    first, second = ravine()._repr_html_(), ravine()._repr_html_()
    assert first == second
    assert not re.search(r"<[^>]*\bid=", re.sub('src="[^"]*"', "", first))
    assert repr(ravine()) == "<gdlib lab ravine>"


def test_another_process_stores_the_same_html():
    code = "import gdlib as gd; print(gd.Lab('ravine', [gd.SGD()], controls=['lr'])._repr_html_())"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "GDLIB_LANGUAGE": "en"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.parametrize(("language", "word"), [("ko", "학습률 α"), ("en", "learning rate α")])
def test_it_speaks_the_language_of_the_page(language, word):
    gd.set_language(language)
    lab = ravine()
    assert lab.spec["words"]["lr"] == word
    assert f'lang="{language}"' in lab._repr_html_()
    korean = re.search("[가-힣]", re.sub("<[^>]*>", "", lab._repr_html_()))
    assert bool(korean) == (language == "ko")


@pytest.mark.parametrize(
    "lab",
    [
        ravine(),
        gd.Lab("parabola", [gd.Adam(lr=0.1)]),
        gd.Lab("double_well", kind="secant", x0=[1.0], controls=["h"]),
    ],
)
def test_without_scripts_a_still_picture_stands_there(lab):
    picture = re.search(
        r'<img loading="lazy" alt="([^"]+)" width="\d+" height="\d+" src="([^"]+)">',
        lab._repr_html_(),
    )
    drawing = unquote(html.unescape(picture[2]).removeprefix("data:image/svg+xml,"))
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert "A still picture." in lab._repr_html_()


def test_its_paths_are_gdlibs():
    lab = ravine(noise=2, batch=4, seed=9)
    noisy = gd.landscapes.Noisy(gd.landscapes.ravine(20), 1.0)
    path = gd.descend(noisy, gd.SGD(lr=0.4), steps=30, rng=gd.Mulberry32(9))
    np.testing.assert_array_equal(lab.paths["SGD"].x, path.x)
    assert set(lab.paths) == {"SGD", "Momentum"}


def test_the_state_can_be_set_and_moves_the_paths():
    lab = ravine()
    lab.state = {"x": [1, 2], "SGD.lr": 0.1, "on": ["SGD"], "kappa": 4}
    assert lab.state["x"] == [1.0, 2.0]
    path = gd.descend(gd.landscapes.ravine(4), gd.SGD(lr=0.1), x0=[1, 2], steps=30)
    np.testing.assert_array_equal(lab.paths["SGD"].x, path.x)
    assert set(lab.paths) == {"SGD"}
    assert lab.spec["state"]["SGD.lr"] == 0.4, "what a reset returns to"
    lab.state["x"][0] = 7
    assert lab.state["x"] == [1.0, 2.0], "a copy"


def test_another_landscape_begins_at_its_own_start():
    lab = gd.Lab(["himmelblau", "beale"], [gd.SGD(lr=0.01)])
    lab.state = {"landscape": "beale"}
    assert lab.state["x"] == gd.landscapes.beale.start.tolist()


def test_a_ravine_that_turns_is_drawn_on_a_square():
    assert ravine(controls=["angle"]).spec["landscapes"]["ravine"]["domain"] == [[-6, 6], [-6, 6]]


SGD = [gd.SGD(lr=0.1)]


@pytest.mark.parametrize(
    ("arguments", "options", "says"),
    [
        (("valley", SGD), {}, "landscape is 'valley'; it must be of parabola, double_well"),
        (([], SGD), {}, "landscape is \\[\\]"),
        (("bowl",), {}, "optimizers is \\(\\); it must not be empty for kind='descent'"),
        (("bowl", [0.1]), {}, "optimizers is \\[0.1\\]; it must be instances, one a class, of"),
        (("bowl", SGD * 2), {}, "it must be instances, one a class, of"),
        (("bowl", [gd.SGD(lr=[0.1, 0.2])]), {}, "optimizers has SGD with array settings"),
        (("bowl", [gd.RMSprop(eps_inside_root=True)]), {}, "epsilon outside the root"),
        (("parabola", SGD), {"kind": "secant"}, "it must be empty for kind='secant'"),
        (("bowl", SGD), {"kind": "film"}, "kind is 'film'; it must be 'descent' or 'secant'"),
        (
            ("bowl", SGD),
            {"controls": ["speed"]},
            "controls has 'speed'; it must be of steps, noise",
        ),
        (("bowl", SGD), {"controls": ["kappa"]}, "controls has 'kappa'"),
        (("bowl", SGD), {"x0": [9, 9]}, "x0 is \\[9, 9\\]; it must be a point within"),
        (("bowl", SGD), {"x0": [1]}, "x0 is \\[1\\]"),
        (("bowl", SGD), {"steps": 0}, "steps is 0; it must be from 1 to 1000"),
        (("bowl", SGD), {"noise": -1}, "noise is -1; it must be from 0 to 10"),
        (("bowl", [gd.SGD(lr=100)]), {}, "SGD.lr is 100; it must be from 0.0001 to 10"),
        (("bowl", SGD), {"ranges": {"lr": (0.2, 1)}}, "SGD.lr is 0.1; it must be from 0.2 to 1"),
        (
            ("bowl", SGD),
            {"ranges": {"lr": (1, 0.2)}},
            "ranges\\['lr'\\] is \\(1, 0.2\\); it must rise",
        ),
        (("bowl", SGD), {"ranges": {"rate": (0, 1)}}, "ranges has 'rate'"),
        (("bowl", SGD), {"name": "a b"}, "name is 'a b'; it must consist of a-z"),
    ],
)
def test_bad_input_is_named(arguments, options, says):
    with pytest.raises(ValueError, match=says):
        gd.Lab(*arguments, **options)


@pytest.mark.parametrize(
    ("state", "error", "says"),
    [
        ({"speed": 1}, ValueError, "state has 'speed'; it must be of landscape, on, x, steps"),
        ({"SGD.lr": "fast"}, TypeError, "SGD.lr is 'fast'"),
        ({"landscape": "bowl"}, ValueError, "landscape is 'bowl'; it must be of \\['ravine'\\]"),
        ({"on": ["Adam"]}, ValueError, "on is \\['Adam'\\]; it must be of \\['SGD', 'Momentum'\\]"),
        ({"steps": 2.5}, TypeError, "steps is 2.5; it must be a whole number"),
        ([1], TypeError, "state is \\[1\\]; it must be a dict of changes"),
    ],
)
def test_a_state_that_cannot_be_is_refused_and_changes_nothing(state, error, says):
    lab = ravine()
    before = lab.state
    with pytest.raises(error, match=says):
        lab.state = state
    assert lab.state == before


def test_a_live_kernel_gets_a_widget_that_keeps_the_state_in_step(monkeypatch):
    pytest.importorskip("anywidget")
    shell = SimpleNamespace(kernel=True)
    ipython = SimpleNamespace(get_ipython=lambda: shell, version_info=(9, 0))
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    lab = ravine()
    shown = lab._repr_mimebundle_()
    assert shown.keys() >= {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"}
    lab.state = {"SGD.lr": 0.2}
    assert lab._view.state["SGD.lr"] == 0.2
    lab._view.state = {**lab._view.state, "kappa": 7.0}
    assert lab.state["kappa"] == 7.0


def test_without_a_kernel_or_anywidget_the_html_is_all(monkeypatch):
    assert ravine()._repr_mimebundle_().keys() == {"text/html", "text/plain"}
    monkeypatch.setitem(sys.modules, "anywidget", None)
    lab_module._widget.cache_clear()
    assert lab_module._widget() is None
    lab_module._widget.cache_clear()


def test_importing_the_lab_loads_no_widgets():
    code = "import sys, gdlib as gd; gd.Lab; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"anywidget", "ipywidgets"} & set(loaded.stdout.split())


def test_the_module_is_small():
    import gzip

    script = SCRIPT.read_bytes()
    assert len(script) <= KB
    assert len(gzip.compress(script, 9)) <= COMPRESSED
