"""The built site, served under a sub-path as GitHub Pages does, and one browser to read it with."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build/html"
SUB_PATH = "/gradient/book/"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--no-first-run"]


class PagesLikeHandler(http.server.SimpleHTTPRequestHandler):
    """Serve the site under SUB_PATH and 404.html, with its status, for everything else."""

    def translate_path(self, path):
        inside = path.removeprefix(SUB_PATH) if path.startswith(SUB_PATH) else ".missing"
        return super().translate_path("/" + inside)

    def send_error(self, code, message=None, explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def serving(folder):
    handler = functools.partial(PagesLikeHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        server.shutdown()


def newest(*paths):
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return max(file.stat().st_mtime for file in files if "__pycache__" not in file.parts)


def build(folder, **environment):
    command = [sys.executable, "-m", "jupyter_book", "build", ".", "-W", "--keep-going", "-q"]
    environment = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="session")
def site():
    """The folder of the built site; built first where it is missing or older than its sources."""
    door = SITE / "index.html"
    sources = newest(ROOT / "book", ROOT / "_config.yml", ROOT / "_toc.yml", ROOT / "package.json")
    if not door.exists() or door.stat().st_mtime < sources:
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


@pytest.fixture
def tab(browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()
