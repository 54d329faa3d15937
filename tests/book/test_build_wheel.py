"""gdlib's wheel: the same sources give the same bytes, and what the pages need is in it."""

import shutil
import zipfile

from bookfiles import ROOT
from build_wheel import build_wheel


def test_two_builds_give_the_same_bytes_and_leave_no_older_wheel(tmp_path, monkeypatch):
    first = build_wheel(tmp_path / "first")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Asia/Seoul")
    (tmp_path / "second").mkdir()
    shutil.copy(first, tmp_path / "second/gdlib-0.0.1-py3-none-any.whl")
    second = build_wheel(tmp_path / "second")
    assert first.read_bytes() == second.read_bytes()
    assert list((tmp_path / "second").iterdir()) == [second]


def test_it_holds_every_file_of_the_package(tmp_path):
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    files = {path for path in (ROOT / "gdlib").rglob("*") if path.is_file()}
    kept = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert held == kept
