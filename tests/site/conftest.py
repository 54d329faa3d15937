"""The built site, and one browser to read it with."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright
from site_files import ROOT
from site_server import build, serving

SITE = ROOT / "_build/html"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--no-first-run"]


def newest(*paths):
    files = (file for path in paths for file in (path, *path.rglob("*")) if file.is_file())
    return max(
        file.stat().st_mtime
        for file in files
        if not any(part.startswith((".", "__")) for part in file.relative_to(ROOT).parts)
    )


@pytest.fixture(scope="session")
def site():
    """The folder of the built site; built first where it is missing or older than its sources."""
    door = SITE / "index.html"
    sources = newest(ROOT / "book", ROOT / "_config.yml", ROOT / "_toc.yml", ROOT / "package.json")
    if not door.exists() or door.stat().st_mtime < sources:
        if "PYTEST_XDIST_WORKER" in os.environ:  # several processes must not build into one folder
            pytest.exit("_build/html is missing or older than its sources; run: make book")
        run = build(ROOT)
        assert run.returncode == 0, run.stdout + run.stderr
    return SITE


@pytest.fixture(scope="session")
def address(site):
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    finder = [sys.executable, str(ROOT / "scripts/find_browser.py")]
    found = subprocess.run(finder, capture_output=True, text=True)
    if found.returncode:
        pytest.exit(found.stderr, returncode=1)
    program = found.stdout.strip().removeprefix("Browser: ")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def only_tab(browser):
    """One tab for all tests: opening a window takes longer than reading a page."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def tab(only_tab):
    """The tab as a reader on a laptop has it: a fresh page, in light colours, with motion."""
    only_tab.goto("about:blank")
    only_tab.set_viewport_size({"width": 1280, "height": 900})
    only_tab.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return only_tab
