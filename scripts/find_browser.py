"""Find the Chromium that the browser tests drive, print its path and note it in the environment.

python scripts/find_browser.py [--install]

Looked for, in this order: $CHROMIUM, a Chromium or Chrome of this machine, Playwright's own.
With --install one is fetched if there is none: Playwright's own, or, only as root or with
CI=true, the system's package. The path is kept in the file `browser` of the environment.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NOTE = Path(sys.prefix, "browser")
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    *(
        rf"{os.environ[root]}\Google\Chrome\Application\chrome.exe"
        for root in ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        if root in os.environ
    ),
]


def playwright_browser():
    """Where Playwright keeps its own Chromium, if it has fetched it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def candidates():
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, NAMES)
    yield from PLACES
    yield playwright_browser()


def runs(path):
    """Whether it starts: Ubuntu's chromium-browser may be a note that says to install it."""
    try:
        asked = [path, "--version"] if os.name != "nt" else ["where", path]
        return subprocess.run(asked, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find():
    return next(
        (path for path in candidates() if path and Path(path).is_file() and runs(path)), None
    )


def installers():
    """Commands that can fetch a browser here without asking anybody."""
    privileged = getattr(os, "geteuid", lambda: 1)() == 0
    yield [[sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]]
    if shutil.which("apt-get") and (privileged or os.environ.get("CI") == "true"):
        sudo = [] if privileged else ["sudo", "-n"]
        yield [
            [*sudo, "apt-get", "update"],
            [*sudo, "apt-get", "install", "--yes", "--no-install-recommends", "chromium"],
        ]


def install():
    for commands in installers():
        for command in commands:
            print("---", *command, flush=True)
            if subprocess.run(command).returncode != 0:
                break
        if find():
            return


def main(arguments):
    if not find() and "--install" in arguments:
        install()
    browser = find()
    if browser is None:
        sys.exit(
            "The browser tests need Chromium, and none was found or could be fetched. Run one of\n"
            "  sudo apt-get install chromium\n"
            f"  {sys.executable} -m playwright install --with-deps chromium\n"
            "or set CHROMIUM to the path of a Chromium or Chrome, then run the command again."
        )
    NOTE.write_text(str(browser))
    print(browser)


if __name__ == "__main__":
    main(sys.argv[1:])
