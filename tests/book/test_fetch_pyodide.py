"""The command that fills a folder with Pyodide, tried on a small host of its own."""

import functools
import hashlib
import http.server
import json
import threading

import pytest
from bookfiles import ROOT
from fetch_pyodide import CORE, LOCK, PACKAGES, FetchError, fill, with_what_they_need


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def entry(name, *depends):
    content = name.encode() * 100
    about = {"name": name, "file_name": f"{name}.whl", "depends": list(depends)}
    return content, {**about, "sha256": hashlib.sha256(content).hexdigest()}


@pytest.fixture
def host(tmp_path):
    """The folder that a host sends, and its address: plot needs array, and array nothing."""
    folder = tmp_path / "host"
    folder.mkdir()
    packages = {}
    for name, depends in {"array": [], "plot": ["array"], "other": []}.items():
        content, packages[name] = entry(name, *depends)
        (folder / f"{name}.whl").write_bytes(content)
    for name in CORE:
        (folder / name).write_text(name)
    (folder / LOCK).write_text(json.dumps({"packages": packages}))
    handler = functools.partial(Silent, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_it_fetches_python_the_packages_and_all_they_need(tmp_path, host):
    sent, address = host
    sizes = dict(fill(tmp_path / "own", address, ["plot"]))
    assert sizes.keys() == {*CORE, "plot.whl", "array.whl"}
    for name in [*sizes, LOCK]:
        assert (tmp_path / "own" / name).read_bytes() == (sent / name).read_bytes()


def test_a_second_run_mends_what_is_damaged_and_keeps_the_rest(tmp_path, host):
    sent, address = host
    list(fill(tmp_path / "own", address, ["plot"]))
    (tmp_path / "own/plot.whl").write_text("damaged")
    (sent / "array.whl").unlink()
    list(fill(tmp_path / "own", address, ["plot"]))
    assert (tmp_path / "own/plot.whl").read_bytes() == (sent / "plot.whl").read_bytes()


def test_a_file_that_is_not_the_one_listed_is_refused_and_the_folder_left_incomplete(
    tmp_path, host
):
    sent, address = host
    (sent / "array.whl").write_text("another")
    with pytest.raises(FetchError, match=r"array\.whl: not the file that pyodide-lock\.json"):
        list(fill(tmp_path / "own", address, ["plot"]))
    assert not (tmp_path / "own/array.whl").exists()
    assert not (tmp_path / "own" / LOCK).exists()


def test_a_package_that_pyodide_has_not_is_named(tmp_path, host):
    with pytest.raises(FetchError, match="package is 'plto'; Pyodide has no package"):
        list(fill(tmp_path / "own", host[1], ["plto"]))


def test_a_host_that_sends_nothing_is_named(tmp_path, host):
    with pytest.raises(FetchError, match=f"^{host[1]}missing/{LOCK}: "):
        list(fill(tmp_path / "own", host[1] + "missing/", ["plot"]))


def test_pyodide_has_the_packages_that_the_book_needs():
    packages = json.loads((ROOT / "node_modules/pyodide" / LOCK).read_text())["packages"]
    names = {entry["name"] for entry in with_what_they_need(PACKAGES, packages)}
    assert {"numpy", "matplotlib", "contourpy", "scikit-learn", "scipy"} <= names
