"""`make serve`: scripts/serve.py."""

import socket
import subprocess
import sys
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bookfiles import ROOT
from serve import site_server

SCRIPT = ROOT / "scripts/serve.py"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "index.html").write_text("<p>the door</p>")
    (tmp_path / "404.html").write_text("<p>찾는 쪽이 없다</p>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(site):
    with site_server(site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def serve(*arguments):
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, timeout=30
    )


def test_pages_are_served(address):
    assert urlopen(f"{address}/").read() == b"<p>the door</p>"


def test_the_sites_own_page_answers_what_is_not_found(address):
    with pytest.raises(HTTPError) as error:
        urlopen(f"{address}/no/such/page.html")
    assert error.value.code == 404
    assert "찾는 쪽이 없다" in error.value.read().decode()


def test_the_address_is_printed(site):
    with subprocess.Popen(
        [sys.executable, SCRIPT, site], stdout=subprocess.PIPE, text=True
    ) as server:
        line = server.stdout.readline()
        server.terminate()
    assert line.startswith("The book is at http://127.0.0.1:")


def test_a_port_in_use_is_named(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = serve(site, str(port))
    assert run.returncode != 0
    assert f"PORT={port} cannot be used" in run.stderr


@pytest.mark.parametrize("port", ["http", "-1", "70000"])
def test_what_is_no_port_is_refused(site, port):
    run = serve(site, port)
    assert run.returncode != 0
    assert f"PORT={port} is not a port" in run.stderr


def test_a_site_that_is_not_built_is_named(tmp_path):
    run = serve(tmp_path / "html")
    assert run.returncode != 0
    assert "make book" in run.stderr
