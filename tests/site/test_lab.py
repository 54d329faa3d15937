"""The lab in a real browser: its numbers, every way to move it, its address, its words.

Most tests open a bare page with a few labs; the last ones visit the built site.
"""

import json
import math

import numpy as np
import pytest
from axe_core import faults_of
from site_files import CHAPTERS, language_of, text_of
from site_server import serving

import gdlib as gd
from gdlib.lab import SCRIPT

PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Labs</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script type="module" src="lab.js"></script>
<body style="margin: 0"><main><h1>Labs</h1>{labs}</main>"""
OPTIMIZERS = (
    [gd.SGD(0.01), gd.Momentum(0.01), gd.RMSprop(0.01), gd.Adam(0.05), gd.AdamW(0.05)],
    [
        gd.SGD(0.03),
        gd.Momentum(0.02, momentum=0.5),
        gd.RMSprop(0.005, decay=0.9, eps=1e-3),
        gd.Adam(0.2, beta1=0.5, beta2=0.9, eps=1e-3),
        gd.AdamW(0.01, beta1=0.0, weight_decay=1),
    ],
)
# Where gradients are large, a rate must be small, or two correct programs part in chaos.
GENTLER = {"rosenbrock": 0.02, "beale": 0.05, "himmelblau": 0.1, "rastrigin": 0.02}


def two_labs():
    rules = [gd.SGD(lr=0.4), gd.Momentum(lr=0.25, momentum=0.6)]
    yield gd.Lab(
        "ravine", rules, steps=40, name="two", ranges={"lr": (0.01, 1)},
        controls=["lr", "Momentum.momentum", "kappa", "noise", "batch", "steps"],
    )  # fmt: skip
    yield gd.Lab(["double_well", "parabola"], [gd.SGD(lr=0.1)], name="one", controls=["lr"])
    yield gd.Lab("double_well", kind="secant", x0=[-1.3], controls=["h"], name="secant")


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The address of a folder with a page of labs in each language."""
    folder = tmp_path_factory.mktemp("labs")
    (folder / "lab.js").write_bytes(SCRIPT.read_bytes())
    (folder / "404.html").write_text("")
    for language in ("ko", "en"):
        gd.set_language(language)
        labs = "".join(lab._repr_html_() for lab in two_labs())
        page = PAGE.format(language=language, labs=labs)
        (folder / f"{language}.html").write_text(page, encoding="utf-8")
    gd.set_language(None)
    with serving(folder) as address:
        yield address


class Handle:
    """One lab of an open page."""

    def __init__(self, tab, name):
        self.tab, self.element = tab, tab.locator(f'gd-lab[spec*=\'"name":"{name}"\']')

    def part(self, selector):
        return self.element.locator(selector)

    @property
    def state(self):
        return self.element.evaluate("lab => lab.spec.state")

    @property
    def paths(self):
        return self.element.evaluate("lab => lab.paths")

    @property
    def rows(self):
        self.wait_until_drawn()
        return self.part("li").all_inner_texts()

    @property
    def time(self):
        self.wait_until_drawn()
        return self.part("output").first.inner_text()

    def set(self, **state):
        self.element.evaluate("(lab, state) => { lab.spec = { state } }", state)
        self.wait_until_drawn()

    def wait_until_drawn(self):
        self.tab.evaluate("new Promise(requestAnimationFrame)")

    def ring(self):
        self.wait_until_drawn()
        box = self.part(".handle").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def opened(tab, address, page="en.html", name="two"):
    tab.goto(address + page)
    tab.wait_for_selector("gd-lab[ready]")
    return Handle(tab, name)


@pytest.fixture
def lab(tab, bare):
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened(tab, bare)
    assert complaints == []


# ---- its numbers are gdlib's


@pytest.mark.parametrize("noise", [0, 0.5])
@pytest.mark.parametrize("landscape", gd.lab.LANDSCAPES)
def test_every_path_is_gdlibs(tab, bare, landscape, noise):
    opened(tab, bare)
    for optimizers in OPTIMIZERS:
        gentle = GENTLER.get(landscape, 1)
        rules = [gd.SGD(optimizers[0].lr * gentle)]
        rules += [gd.Momentum(optimizers[1].lr * gentle, optimizers[1].momentum), *optimizers[2:]]
        lab = gd.Lab(
            landscape, rules, steps=200, noise=noise, batch=3, seed=7, kappa=30, angle=noise
        )
        found = tab.evaluate(
            """spec => {
              const lab = document.createElement('gd-lab');
              lab.setAttribute('spec', JSON.stringify(spec));
              document.body.append(lab);
              const { paths } = lab;
              lab.remove();
              return paths;
            }""",
            lab.spec,
        )
        for name, path in lab.paths.items():
            error = abs(np.array(found[name]) - path.x).max()
            assert error <= 1e-12 * abs(path.x).max(), (name, error)


def test_a_diverged_path_is_gdlibs_too_and_says_so(lab):
    lab.set(**{"SGD.lr": 1, "steps": 1000})
    assert "diverges" in lab.rows[0] or "diverged: no finite number from step" in lab.rows[0]
    expected = gd.descend(gd.landscapes.ravine(20), gd.SGD(lr=1), steps=1000)
    assert f"from step {expected.diverged_at} on" in lab.rows[0]
    lab.set(steps=30)
    assert "diverges: (" in lab.rows[0]
    assert "diverge" not in lab.rows[1]


def run_copied(code, monkeypatch):
    """What copied code leaves behind: its names, its paths."""
    monkeypatch.setattr(gd.plotting, "contours", lambda *a, **k: None)
    monkeypatch.setattr(gd.plotting, "curve", lambda *a, **k: None)
    names = {}
    exec(code, names)
    return names


@pytest.mark.parametrize("noise", [0, 1.5])
def test_copied_code_ends_where_the_figure_ends(lab, monkeypatch, noise):
    lab.set(x=[1.25, -2.5], kappa=12.3, noise=noise, batch=7, seed=5, t=33, **{"SGD.lr": 0.123})
    paths = run_copied(lab.element.evaluate("lab => lab.code"), monkeypatch)["paths"]
    for name, points in lab.paths.items():
        assert paths[name].x[-1].tolist() == points[33]


def test_copied_code_of_a_secant_gives_its_slopes(tab, bare, monkeypatch, capsys):
    lab = opened(tab, bare, name="secant")
    lab.set(x=[0.7], h=0.01)
    run_copied(lab.element.evaluate("lab => lab.code"), monkeypatch)
    for scheme, line in zip(
        ("forward", "central"), capsys.readouterr().out.splitlines(), strict=True
    ):
        name, slope = line.split(" ", 1)
        shown = lab.rows[1 if scheme == "forward" else 2].split("\n")[-1].split(",")[0]
        assert name == scheme
        assert float(slope.strip("[]")) == pytest.approx(float(shown.replace("−", "-")), rel=1e-3)


def test_the_copy_button_copies_that_code(browser, bare):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        lab = opened(context.new_page(), bare)
        lab.part("text=copy as code").click()
        lab.part("p[role=alert]:has-text('Code copied')").wait_for()
        code = lab.element.evaluate("lab => lab.code")
        assert lab.tab.evaluate("navigator.clipboard.readText()") == code
        assert lab.part("textarea").input_value() == code


# ---- the reader's hand


def test_the_mouse_drags_the_start_and_every_path_follows(lab):
    before, (x, y) = lab.state["x"], lab.ring()
    lab.tab.mouse.move(x, y)
    lab.tab.mouse.down()
    lab.tab.mouse.move(x + 80, y - 30, steps=4)
    after = lab.state["x"]
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert all(path[0] == after for path in lab.paths.values())
    assert lab.ring() == pytest.approx((x + 80, y - 30), abs=2)
    lab.tab.mouse.move(x - 900, y)
    assert lab.state["x"][0] == -6, "no farther than the landscape"
    lab.tab.mouse.up()
    lab.tab.mouse.move(x, y)
    assert lab.state["x"][0] == -6, "let go"


def test_a_press_on_the_landscape_moves_the_start_there(lab):
    x, y = lab.ring()
    lab.tab.mouse.click(x + 60, y)
    assert lab.ring() == pytest.approx((x + 60, y), abs=2)


def test_a_finger_drags_the_start_and_a_tap_moves_it(browser, bare):
    viewport = {"width": 360, "height": 740}
    with browser.new_context(has_touch=True, is_mobile=True, viewport=viewport) as context:
        lab = opened(context.new_page(), bare)
        touch = context.new_cdp_session(lab.tab)
        x, y = lab.ring()

        def send(kind, *points):
            points = [{"x": px, "y": py} for px, py in points]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart", (x, y))
        for i in range(1, 6):
            send("touchMove", (x + 12 * i, y - 4 * i))
        send("touchEnd")
        assert lab.ring() == pytest.approx((x + 60, y - 20), abs=2)
        lab.tab.wait_for_timeout(500)  # or the two touches are a gesture of their own
        lab.tab.touchscreen.tap(x + 120, y - 10)
        lab.tab.wait_for_timeout(500)
        assert lab.ring() == pytest.approx((x + 120, y - 10), abs=2)


def test_arrow_keys_move_the_start(lab):
    lab.set(x=[1, 1])
    lab.part(".handle").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "Shift+ArrowDown"):
        lab.tab.keyboard.press(key)
    assert lab.state["x"] == [1.1, 1.09]
    lab.wait_until_drawn()
    handle = lab.part(".handle")
    assert handle.get_attribute("aria-valuetext") == "(1.1, 1.09)"
    assert handle.get_attribute("aria-valuenow") == "1.1"


def test_everything_is_reached_and_operated_by_keyboard(lab):
    tab, seen = lab.tab, []
    for _ in range(60):
        tab.keyboard.press("Tab")
        seen.append(
            tab.evaluate(
                """() => { const at = document.activeElement.shadowRoot?.activeElement;
                return at && (at.ariaLabel || at.closest('label')?.textContent
                || at.textContent) }"""
            )
        )
    parts = "button, input, select"
    there = tab.evaluate(
        f"""() => [...document.querySelectorAll('gd-lab')].flatMap(lab =>
        [...lab.shadowRoot.querySelectorAll('{parts}')].map(at =>
        at.ariaLabel || at.closest('label')?.textContent || at.textContent))"""
    )
    assert [name for name in seen if name][: len(there)] == there
    lab.part("label:has-text('SGD') input").press("Space")
    assert set(lab.paths) == {"Momentum"}
    before = lab.state["SGD.lr"]
    lab.part("input[aria-label='learning rate α']").press("ArrowRight")
    assert before < lab.state["SGD.lr"] == lab.state["Momentum.lr"] < 1.1 * before
    lab.part("button:has-text('reset')").press("Enter")
    assert lab.state["SGD.lr"] == before
    assert set(lab.paths) == {"SGD", "Momentum"}


def test_time_goes_forward_back_and_to_any_step(lab):
    lab.part("[aria-label='one step back']").click()
    assert lab.time == "39 / 40"
    lab.part("[aria-label='step']").fill("7")
    assert lab.state["t"] == 7
    lab.part("[aria-label='one step forward']").click()
    path = gd.descend(gd.landscapes.ravine(20), gd.SGD(lr=0.4), steps=8)
    assert f"loss {path.f[-1]:.4g}" in lab.rows[0]


def test_play_walks_through_the_steps_and_can_be_paused(lab):
    lab.part("[aria-label=play]").click()
    lab.tab.wait_for_timeout(400)
    lab.part("[aria-label=pause]").click()
    t = lab.state["t"]
    assert 0 < t < 40
    lab.tab.wait_for_timeout(200)
    assert lab.state["t"] == t


def test_play_shows_the_end_at_once_where_motion_is_unwanted(lab):
    lab.tab.emulate_media(reduced_motion="reduce")
    lab.set(t=3)
    lab.part("[aria-label=play]").click()
    assert lab.state["t"] == 40


def test_another_landscape_can_be_chosen(tab, bare):
    lab = opened(tab, bare, name="one")
    lab.part("select").select_option("parabola")
    assert lab.state["x"] == gd.landscapes.parabola.start.tolist()
    path = gd.descend(gd.landscapes.parabola, gd.SGD(lr=0.1), steps=50)
    assert lab.paths["SGD"][-1] == path.x[-1].tolist()


def test_the_noise_can_be_rolled_again(lab):
    lab.set(noise=2)
    before = lab.paths["SGD"]
    lab.part("button:has-text('re-roll')").click()
    assert lab.paths["SGD"] != before


# ---- what theory predicts


@pytest.mark.parametrize(("kappa", "rho"), [(20, 0.6), (5, 0.2)])
def test_the_thresholds_stand_on_the_slider_where_they_belong(lab, kappa, rho):
    lab.set(kappa=kappa, **{"Momentum.momentum": rho})
    said = lab.part(".row:has([aria-label='learning rate α']) small").inner_text()
    assert "2/L = 0.5" in said
    assert f"(2+2ρ)/L = {(2 + 2 * rho) / 4:g}" in said
    track = lab.part("[aria-label='learning rate α']").bounding_box()
    mark = lab.part(".track i").first.bounding_box()
    share = (mark["x"] + 1 - track["x"] - 8) / (track["width"] - 16)
    assert share == pytest.approx(math.log(0.5 / 0.01) / math.log(1 / 0.01), abs=0.01)
    lab.set(**{"SGD.lr": 0.49, "Momentum.lr": 0.49, "steps": 1000})
    assert "diverge" not in lab.rows[0]
    lab.set(**{"SGD.lr": 0.51})
    assert "diverge" in lab.rows[0]


@pytest.mark.parametrize("momentum", [0.0, 0.5])
def test_the_predicted_noise_floor_is_the_mean_loss(momentum):
    """The formula of floorOf in lab.js, on the chapter's ravine."""
    lr, sigma, curvatures = 0.1, 3.0, np.array([0.8, 4.0])
    terms = lr * sigma**2 * (1 + momentum) / (1 - momentum) / (2 + 2 * momentum - lr * curvatures)
    noisy = gd.landscapes.Noisy(gd.landscapes.ravine(5), sigma)
    starts, rng = np.zeros((2, 4000)), np.random.default_rng(0)
    path = gd.descend(noisy, gd.Momentum(lr, momentum), x0=starts, steps=120, rng=rng)
    assert path.f[60:].mean() == pytest.approx(terms.sum() / 2, rel=0.02)


# ---- the address


def test_an_address_brings_the_situation_back(lab, bare):
    lab.set(x=[2, -1], kappa=33, on=["Momentum"], t=12, **{"Momentum.momentum": 0.25})
    lab.tab.wait_for_function("location.hash.startsWith('#lab=two&')")
    state, address = lab.state, lab.tab.url
    lab.tab.goto("about:blank")
    lab.tab.goto(address)
    lab.tab.wait_for_selector("gd-lab[ready]")
    assert lab.state == state
    assert Handle(lab.tab, "one").state["x"] == gd.landscapes.double_well.start.tolist()
    lab.part("button:has-text('reset')").click()
    lab.tab.wait_for_function("location.hash === ''")


@pytest.mark.parametrize(
    ("address", "says", "state"),
    [
        ("lab=two&v=1&SGD.lr=fast", "SGD.lr", {"SGD.lr": 0.4}),
        ("lab=two&v=1&SGD.lr=99", "", {"SGD.lr": 1}),
        ("lab=two&v=1&x=50 -50", "", {"x": [6, -3]}),
        ("lab=two&v=1&x=1", "x", {"x": [-5, -2]}),
        ("lab=two&v=1&x=a b", "x", {"x": [-5, -2]}),
        ("lab=two&v=1&steps=2.6&t=", "t", {"steps": 3}),
        ("lab=two&v=1&landscape=mars", "landscape", {"landscape": "ravine"}),
        ("lab=two&v=1&on=SGD Newton", "Newton", {"on": ["SGD"]}),
        ("lab=two&v=1&__proto__=1&constructor=2&toString=3", "constructor", {"kappa": 20}),
        ("lab=two&v=1&%E0%A4%A&kappa=7", "", {"kappa": 7}),
        ("lab=two&v=0&kappa=7", "another version", {"kappa": 7}),
        ("lab=two&kappa=7", "another version", {"kappa": 7}),
        ("lab=three&v=1&kappa=7", "", {"kappa": 20}),
        ("lab=two&v=1&<img src=x onerror=document.title='hacked'>=1", "<img", {"kappa": 20}),
    ],
)
def test_a_bad_address_gives_the_nearest_state_and_a_message(lab, bare, address, says, state):
    lab.tab.goto("about:blank")
    lab = opened(lab.tab, bare, f"en.html#{address}")
    assert lab.state.items() >= state.items()
    assert says in lab.part("p[role=alert]").inner_text()
    assert lab.part("img").count() == 1, "the still picture, and nothing from the address"
    assert lab.tab.title() == "Labs"
    assert all(row.strip() for row in lab.rows)


def test_a_link_on_the_page_moves_the_lab(lab):
    lab.tab.evaluate("location.hash = '#lab=two&v=1&kappa=3'")
    lab.tab.wait_for_timeout(50)
    assert lab.state["kappa"] == 3
    lab.tab.evaluate("location.hash = '#elsewhere'")
    lab.tab.wait_for_timeout(50)
    assert lab.state["kappa"] == 3


# ---- a good guest of its page


def test_two_labs_on_a_page_keep_apart(lab):
    other = Handle(lab.tab, "one")
    before = other.state
    lab.set(**{"SGD.lr": 0.2})
    assert other.state == before


def test_it_leaves_nothing_behind_and_can_come_back(lab):
    assert lab.tab.evaluate(
        """async () => {
          const lab = document.querySelector('gd-lab'), place = lab.nextSibling;
          const added = Object.keys(window).length;
          lab.shadowRoot.querySelector('button').click();
          lab.remove();
          const gone = !lab.hasAttribute('ready') && !lab.shadowRoot.childElementCount;
          location.hash = '#lab=two&v=1&kappa=9';
          dispatchEvent(new Event('resize'));
          document.documentElement.dataset.theme = 'dark';
          await new Promise(done => setTimeout(done, 500));
          place.before(lab);
          return gone && lab.hasAttribute('ready') && Object.keys(window).length === added;
        }"""
    )
    assert len(lab.rows) == 2


def test_without_scripts_a_still_picture_with_its_caption_stands_there(browser, bare):
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(bare + "en.html")
        for lab in tab.locator("gd-lab").all():
            assert lab.locator("img").is_visible()
            assert lab.locator("img").bounding_box()["height"] > 100
            assert lab.locator("p").inner_text().startswith("A still picture.")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ko", ["학습률 α", "처음으로", "손실", "출발점"]),
        ("en", ["learning rate α", "reset", "loss"]),
    ],
)
def test_it_speaks_the_language_of_its_page(tab, bare, language, words):
    lab = opened(tab, bare, f"{language}.html")
    said = lab.part(".lab").evaluate("lab => lab.outerHTML")
    assert all(word in said for word in words)
    assert any("가" <= letter <= "힣" for letter in said) == (language == "ko")


def test_a_screen_reader_hears_the_situation_once_it_rests(lab):
    lab.element.evaluate(
        """lab => { window.heard = []; new MutationObserver(() =>
        heard.push(lab.shadowRoot.querySelector('[role=status]').textContent))
        .observe(lab.shadowRoot.querySelector('[role=status]'), { childList: true }) }"""
    )
    x, y = lab.ring()
    lab.tab.mouse.move(x, y)
    lab.tab.mouse.down()
    for i in range(30):
        lab.tab.mouse.move(x + i, y)
    lab.tab.mouse.up()
    lab.tab.wait_for_timeout(900)
    heard = lab.tab.evaluate("heard")
    assert 1 <= len(heard) <= 2
    assert heard[-1].startswith("step 40. SGD: (")
    assert "Momentum: (" in heard[-1]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_and_nothing_is_cut(browser, bare, scheme, width):
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    ) as context:
        lab = opened(context.new_page(), bare)
        assert faults_of(lab.tab) == []
        assert lab.tab.evaluate("document.documentElement.scrollWidth") == width
        lab.set(**{"SGD.lr": 1, "on": ["SGD"], "wrong": 1})
        assert faults_of(lab.tab) == []
        cut = lab.tab.evaluate(
            """[...document.querySelectorAll('gd-lab')].flatMap(lab =>
            [...lab.shadowRoot.querySelectorAll('.lab *:not(p, i, .handle)')].filter(part =>
            part.getBoundingClientRect().right > innerWidth).map(part => part.outerHTML))"""
        )
        assert cut == []


CORNER = """lab => [...lab.shadowRoot.querySelector('canvas').getContext('2d')
  .getImageData(60, 40, 1, 1).data].slice(0, 3).reduce((a, b) => a + b)"""


def test_the_drawing_follows_the_colour_scheme(lab):
    lab.tab.evaluate("document.documentElement.dataset.theme = 'light'")
    lab.tab.wait_for_timeout(100)
    light = lab.element.evaluate(CORNER)
    lab.tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    lab.tab.wait_for_timeout(100)
    assert lab.element.evaluate(CORNER) < light - 150


def test_hidden_it_rests_and_shown_again_it_is_up_to_date(lab):
    light = lab.element.evaluate(CORNER)
    lab.element.evaluate("lab => { lab.style.display = 'none' }")
    lab.tab.wait_for_timeout(100)
    lab.tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    lab.set(kappa=50)
    lab.element.evaluate("lab => { lab.style.display = '' }")
    lab.tab.wait_for_timeout(100)
    assert lab.element.evaluate(CORNER) < light - 150


def test_as_a_widget_it_keeps_the_models_state_in_step(tab, bare):
    opened(tab, bare)
    spec = gd.Lab("bowl", [gd.SGD(lr=0.1)], controls=["lr"]).spec
    said = tab.evaluate(
        """async spec => {
          const { default: widget } = await import('./lab.js'), listeners = {}, saved = [];
          const values = { spec, state: spec.state }, el = document.createElement('div');
          document.body.append(el);
          const model = { get: key => values[key], set: (key, value) => { values[key] = value },
            save_changes: () => saved.push(values.state['SGD.lr']),
            on: (event, act) => { listeners[event] = act } };
          const stop = widget.render({ model, el });
          const slider = el.shadowRoot.querySelector('.row input');
          slider.value = 0.5;
          slider.dispatchEvent(new Event('input'));
          await new Promise(done => setTimeout(done, 500));
          values.state = { ...values.state, 'SGD.lr': 0.3 };
          listeners['change:state']();
          await new Promise(done => setTimeout(done, 500));
          const shown = el.shadowRoot.querySelector('.row output').textContent;
          stop();
          return [saved, shown, el.shadowRoot.childElementCount, location.hash];
        }""",
        json.loads(json.dumps(spec)),
    )
    assert said == [[pytest.approx(0.0316, rel=0.01)], "0.3", 0, ""]


# ---- on the site


@pytest.fixture(scope="module")
def lab_pages(site):
    return [page for page in CHAPTERS if "<gd-lab" in text_of(site / page)]


def test_nine_chapters_hold_a_lab_in_both_languages(lab_pages):
    for language in ("ko", "en"):
        assert sum(language_of(page) == language for page in lab_pages) >= 9


def test_only_pages_with_a_lab_load_its_script(site, lab_pages):
    for page in CHAPTERS:
        assert ("lab.js" in text_of(site / page)) == (page in lab_pages), page


@pytest.mark.parametrize("width", [360, 1280])
def test_every_lab_of_the_book_answers_and_asks_no_other_host(browser, address, lab_pages, width):
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        tab, elsewhere, complaints = context.new_page(), [], []
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("request", lambda r: r.url.startswith((address, "data:")) or elsewhere.append(r.url))
        for page in lab_pages:
            tab.goto(address + page)
            for lab in tab.locator("gd-lab").all():
                tab.wait_for_selector("gd-lab[ready]")
                x = lab.evaluate("lab => lab.spec.state.x[0]")
                lab.locator(".handle").press("ArrowRight")
                assert lab.evaluate("lab => lab.spec.state.x[0]") > x, page
                ground = lab.evaluate("lab => getComputedStyle(lab.parentElement).backgroundColor")
                assert ground in ("rgba(0, 0, 0, 0)", "transparent"), "the theme's box behind HTML"
        assert (elsewhere, complaints) == ([], [])
