"""The book in JupyterLite: its button, its notebooks, and a Python that starts in the page."""

import json
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from build_lite import main, settings, sources
from listening import listening
from local_pyodide import FULL, write_distribution
from site_files import CHAPTERS, ROOT, language_of, read
from site_server import serving

NOTEBOOKS = [page for page in CHAPTERS if (ROOT / page).with_suffix(".ipynb").is_file()]
PUBLIC = "https://cdn.jsdelivr.net/pyodide/"
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
FIRST = "document.querySelector('.jp-CodeCell .jp-OutputArea')?.innerText"
WHERE = """\
import os
from ipywidgets import interact
@interact(n=(1, 3))
def twice(n=1):
    print(os.getcwd(), "twice", 2 * n)"""


def button(site, page):
    links = [link for link in read(site / page).links() if "lite/lab" in link]
    return links[0] if len(links) == 1 else None


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_the_button_leads_to_this_very_chapter(site, page):
    address = urlsplit(button(site, page))
    assert not address.netloc
    assert (site / page).parent.joinpath(address.path).is_file()
    (chapter,) = parse_qs(address.query)["path"]
    assert chapter == page.replace(".html", ".ipynb")
    notebook = json.loads((site / "lite/files" / chapter).read_text(encoding="utf-8"))
    assert notebook["metadata"]["language_info"]["name"] == "python"  # or a dialog asks for one


@pytest.mark.parametrize("page", [page for page in CHAPTERS if page not in NOTEBOOKS])
def test_a_page_without_code_has_no_button(site, page):
    assert button(site, page) is None


def test_lite_holds_no_source_maps_and_names_no_host_for_fonts(site):
    assert list((site / "lite").rglob("*.map")) == []
    assert not any("googleapis" in (site / page).read_text("utf-8") for page in CHAPTERS)


def test_lite_stays_below_40_megabytes(site):
    assert sum(file.stat().st_size for file in (site / "lite").rglob("*")) < 40e6


def test_every_package_of_the_site_is_the_one_its_lock_file_names(site):
    folder = site / "lite/packages"
    packages = json.loads((folder / "pyodide-lock.json").read_text())["packages"]
    own = {name: package for name, package in packages.items() if "//" not in package["file_name"]}
    assert {"gdlib", "ipywidgets", "anywidget", "comm", "piplite"} <= own.keys()
    assert "numpy" in packages["gdlib"]["depends"]
    for package in own.values():
        content = (folder / package["file_name"]).read_bytes()
        assert sha256(content).hexdigest() == package["sha256"]


def open_chapter(tab, address, page):
    tab.goto(address + page)
    target = tab.locator("a[href*='lite/lab']").get_attribute("href")
    with listening(tab) as (_, requests):
        tab.goto(f"{address}{page.rpartition('/')[0]}/{target}")
        tab.locator(f"{PANEL} .jp-CodeCell").first.wait_for(timeout=60_000)
    return requests


@pytest.fixture
def fresh(browser):
    """A tab of its own: JupyterLite keeps its files and a service worker."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def test_the_button_opens_the_chapter_and_asks_one_host_only_for_its_python(fresh, address):
    requests = open_chapter(fresh, address, "book/ko/gradient-descent.html")
    assert fresh.locator(f"{PANEL} h1").first.inner_text().startswith("경사하강법")
    fresh.locator(f"{PANEL} .jp-RenderedSVG").first.wait_for()
    assert fresh.locator(".jp-Dialog").count() == 0
    own = (address, "data:", "blob:", PUBLIC)
    assert [request for request in requests if not request.startswith(own)] == []


@pytest.fixture(scope="module")
def local(site, tmp_path_factory, pytestconfig):
    folder = tmp_path_factory.mktemp("local")
    cache = pytestconfig.cache.mkdir("pyodide")
    with serving(site, over=write_distribution(site, folder, cache)) as address:
        yield address


def run_first_cell(tab, code, done):
    """Put code into the first code cell, run it, and return what it says."""
    tab.locator(".jp-CodeCell").first.locator(".cm-content").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text(code)
    tab.keyboard.press("Shift+Enter")
    tab.wait_for_function(f"text => {FIRST}?.includes(text)", arg=done, timeout=90_000)
    return tab.evaluate(FIRST)


def test_python_runs_in_the_folder_of_its_language_and_a_slider_moves_it(fresh, local):
    requests = open_chapter(fresh, local, "book/ko/learning-rate.html")
    said = run_first_cell(fresh, WHERE, "twice")
    assert "/drive/book/ko twice 2" in said
    fresh.locator(".jp-CodeCell").first.get_by_role("slider").focus()
    fresh.keyboard.press("ArrowRight")
    fresh.wait_for_function(f"{FIRST}?.includes('twice 4')", timeout=10_000)
    assert [url for url in requests if not url.startswith((local, "data:", "blob:"))] == []


@pytest.mark.skipif(not FULL, reason="PYODIDE_DISTRIBUTION names no distribution with NumPy")
@pytest.mark.parametrize("page", ["book/ko/learning-rate.html", "book/en/learning-rate.html"])
def test_gdlib_is_there_and_speaks_the_language_of_the_page(fresh, local, page):
    open_chapter(fresh, local, page)
    code = "import gdlib as gd\nprint('language', gd.words.language())"
    assert f"language {language_of(page)}" in run_first_cell(fresh, code, "language")


def test_one_setting_names_the_place_that_python_comes_from(monkeypatch):
    def place():
        (kernel,) = settings()["jupyter-config-data"]["litePluginSettings"].values()
        return kernel["pyodideUrl"]

    monkeypatch.delenv("PYODIDE_URL", raising=False)
    assert place().startswith(PUBLIC)
    monkeypatch.setenv("PYODIDE_URL", "https://school.example.org/pyodide")
    assert place() == "https://school.example.org/pyodide/pyodide.mjs"
    elsewhere = sources(ROOT)
    monkeypatch.delenv("PYODIDE_URL")
    assert sources(ROOT) != elsewhere  # so the next build is a new one


def test_a_second_build_leaves_the_first_as_it_is(site, tmp_path):
    (tmp_path / "made-from").write_text(sources(ROOT))
    main(ROOT, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["made-from"]
