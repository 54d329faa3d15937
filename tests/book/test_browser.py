"""Where the browser of the site's tests comes from: scripts/find_browser.py."""

import find_browser
import pytest


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """No browser anywhere, nobody special, every command recorded instead of run."""
    commands = []
    monkeypatch.setattr(find_browser, "NOTE", tmp_path / "browser")
    monkeypatch.setattr(find_browser, "find", lambda: None)
    monkeypatch.setattr(find_browser.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(find_browser.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(
        find_browser.subprocess, "run", lambda command: commands.append(command) or Done()
    )
    return commands


class Done:
    returncode = 0


def package_managers(commands):
    return [command for command in commands if "apt-get" in command]


def test_a_person_is_told_the_command_and_the_system_is_left_alone(bare_machine):
    with pytest.raises(SystemExit, match="sudo apt-get install chromium"):
        find_browser.main(["--install"])
    assert [command[1:4] for command in bare_machine] == [["-m", "playwright", "install"]]


def test_nothing_is_fetched_unless_asked(bare_machine):
    with pytest.raises(SystemExit):
        find_browser.main([])
    assert bare_machine == []


@pytest.mark.parametrize(("user", "ci"), [(0, ""), (1000, "true")])
def test_root_and_continuous_integration_use_the_package_manager(
    bare_machine, monkeypatch, user, ci
):
    monkeypatch.setattr(find_browser.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setenv("CI", ci)
    with pytest.raises(SystemExit):
        find_browser.main(["--install"])
    assert len(package_managers(bare_machine)) == 2
    assert (bare_machine[-1][0] == "sudo") == (user != 0)


def test_a_browser_that_is_there_is_noted_and_printed(bare_machine, monkeypatch, capsys):
    monkeypatch.setattr(find_browser, "find", lambda: "/usr/bin/chromium")
    find_browser.main(["--install"])
    assert capsys.readouterr().out == "/usr/bin/chromium\n"
    assert find_browser.NOTE.read_text() == "/usr/bin/chromium"
    assert bare_machine == []
