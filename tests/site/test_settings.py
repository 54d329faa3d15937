"""What depends on where and how the book is built, tried on a small book with the same settings."""

import pytest
from site_files import ROOT, read, text_of
from site_server import build, serving
from small_book import chapter, write_book

KNOWN = "https://github.com/someone/descent"


@pytest.fixture(scope="module")
def unknown(tmp_path_factory):
    """The small book where no repository is known."""
    folder = write_book(tmp_path_factory.mktemp("unknown"))
    run = build(folder, GITHUB_REPOSITORY="", SITE_URL="")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "_build/html"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """The small book where GitHub Actions names the repository, with a Pyodide of its own."""
    folder = write_book(tmp_path_factory.mktemp("known"), lite=True)
    named = {"GITHUB_REPOSITORY": "someone/descent", "PYODIDE_URL": "/pyodide"}
    run = build(folder, **named, GITHUB_SERVER_URL="", SITE_URL="")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "_build/html"


@pytest.fixture
def small_address(unknown):
    with serving(unknown) as address:
        yield address


def leaving(page):
    return {link for link in read(page).links() if link.startswith("http")}


def test_without_a_repository_no_button_leads_out(unknown):
    assert leaving(unknown / "book/ko/chapter.html") == set()


def test_with_a_repository_the_buttons_lead_to_this_very_page(known):
    links = leaving(known / "book/ko/chapter.html")
    assert f"{KNOWN}/edit/main/book/ko/chapter.ipynb" in links
    assert any(link.startswith(f"{KNOWN}/issues/new?") for link in links)
    binder = "https://mybinder.org/v2/gh/someone/descent/main?urlpath="
    assert f"{binder}lab/tree/book/ko/chapter.ipynb" in links
    assert [link for link in links if "someone" not in link] == []


def test_the_buttons_offer_jupyterlite_where_it_is_built(known, unknown):
    links = list(read(known / "book/ko/chapter.html").links())
    lite = links.index("../../lite/lab/index.html?path=book/ko/chapter.ipynb")
    assert "mybinder.org" in links[lite + 2]  # after the picture on the button
    links = read(unknown / "book/ko/chapter.html").links()
    assert not [link for link in links if "lite/" in link]


def test_with_a_repository_shared_links_are_absolute(known):
    tags = read(known / "index.html").all("meta", property="og:image")
    assert next(tags)["content"] == "https://someone.github.io/descent/_static/social-card.png"
    alternates = read(known / "book/en/chapter.html").all("link", rel="alternate")
    addresses = {link["hreflang"]: link["href"] for link in alternates}
    assert addresses["ko"] == "https://someone.github.io/descent/book/ko/chapter.html"


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://token@github.com/a/b", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("ssh://git@gitlab.com:22/a/b/c.git", "https://gitlab.com/a/b/c"),
        ("/srv/git/book.git", None),
        ("../github/book", None),
        ("https://example.org/a/b", None),
        ("", None),
    ],
)
def test_a_remote_names_the_repository_only_on_a_forge(monkeypatch, remote, address):
    monkeypatch.syspath_prepend(ROOT / "book/_ext")
    from launch import forge_address

    assert forge_address(remote) == address


def test_solutions_fold_at_the_end_of_the_exercises(unknown):
    exercises = text_of(unknown / "book/en/chapter.html").split('<section id="exercises">', 1)[1]
    exercises, end = exercises.split('<section id="the-end">', 1)
    fold = exercises.split('<details class="sd-', 1)[1]
    assert "tag_solution" in fold.split("</details>", 1)[0]
    assert "tag_solution" not in end


def test_python_comes_from_where_the_setting_says(tab, known, unknown):
    scripts = [read(site / "book/en/chapter.html").all("script") for site in (known, unknown)]
    places = [tag["data-pyodide"] for tags in scripts for tag in tags if "data-pyodide" in tag]
    assert places[0] == "/pyodide/"
    assert places[1].startswith("https://")
    with serving(known) as address:
        tab.goto(f"{address}book/en/chapter.html")
        assert "needs from this site." in tab.locator("#run-consent").inner_text()


def test_a_cell_with_its_code_hidden_can_be_run_and_opens_to_be_edited(tab, small_address):
    tab.goto(f"{small_address}book/en/chapter.html")
    cell = tab.locator(".tag_hide-input")
    assert cell.get_by_role("button", name="Run, Cell 1", exact=True).is_visible()
    assert not cell.locator(".cell_input").is_visible()
    cell.get_by_role("button", name="Edit").click()
    assert cell.get_by_role("textbox", name="Code of cell 1").input_value() == "draw()"


def test_a_fold_of_code_speaks_the_language_of_the_page(unknown):
    assert "코드 보기" in text_of(unknown / "book/ko/chapter.html")
    assert "Show the code" in text_of(unknown / "book/en/chapter.html")


def test_a_moving_figure_plays_again_at_its_button(tab, small_address):
    tab.goto(f"{small_address}book/ko/chapter.html")
    picture, button = tab.locator(".tag_animation img"), tab.get_by_role("button", name="다시 재생")
    button.scroll_into_view_if_needed()
    tab.wait_for_function("document.querySelector('.tag_animation img').src.includes('play=')")
    before = picture.get_attribute("src")
    button.click()
    assert picture.get_attribute("src") != before


def test_a_moving_figure_rests_under_reduced_motion(tab, small_address):
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(f"{small_address}book/en/chapter.html")
    tab.locator(".tag_animation img").scroll_into_view_if_needed()
    assert tab.get_by_role("button", name="Replay").count() == 0


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What the build says of a Korean chapter with three slips that its English twin has not."""
    slips = chapter(headings=("One",), formula=r"\frac{1", solved=False)
    run = build(write_book(tmp_path_factory.mktemp("slips"), ko=slips))
    assert run.returncode != 0
    return run.stderr


@pytest.mark.parametrize(
    "complaint",
    [
        "5 headings here, 6 in book/en/chapter",
        "KaTeX cannot draw",
        "cells tagged 'exercise' and 'solution' go together",
    ],
)
def test_the_build_complains_of_slips(complaints, complaint):
    assert complaint in complaints


def test_a_build_without_katex_names_the_command_that_installs_it(tmp_path):
    folder = write_book(tmp_path)
    (folder / "node_modules").unlink()
    run = build(folder)
    assert run.returncode != 0
    assert "make setup" in run.stdout + run.stderr
