"""README.md and README.ko.md: their links lead somewhere, their example prints what they show."""

import re
import subprocess
import sys

import pytest
from bookfiles import HANGUL, ROOT, expect_none

READMES = ["README.md", "README.ko.md"]
EXAMPLE_LINES = 8
LINK = re.compile(r"\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"|<a[^>]+href=\"([^\"]+)\"")


def prose(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text):
    """The ids that a forge gives to headings."""
    headings = re.findall(r"^#+ +(.+?)\s*$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(folder, readme):
    text = (folder / readme).read_text(encoding="utf-8")
    problems = []
    for target in filter(None, sum(LINK.findall(prose(text)), ())):
        path, _, anchor = target.partition("#")
        if re.match(r"https://", target):
            continue
        if path and not (folder / path).exists():
            problems.append(f"{readme}: {target} leads to no file")
        elif anchor and anchor not in anchors(
            (folder / (path or readme)).read_text(encoding="utf-8")
        ):
            problems.append(f"{readme}: {target} leads to no heading")
    return problems


def example(folder, readme):
    """The code block in Python and the output shown right below it."""
    text = (folder / readme).read_text(encoding="utf-8")
    return re.search(
        r"^```python\n(.*?)^```\n+```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    ).groups()


def printed(code):
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme):
    expect_none(broken_links(ROOT, readme))


@pytest.mark.parametrize("readme", READMES)
def test_the_example_prints_what_is_shown(readme):
    code, output = example(ROOT, readme)
    assert len(code.splitlines()) <= EXAMPLE_LINES
    assert printed(code) == output


def test_the_two_readmes_are_equal_but_for_the_language():
    texts = [prose((ROOT / readme).read_text(encoding="utf-8")) for readme in READMES]
    levels = [re.findall(r"^#+(?= )", text, re.MULTILINE) for text in texts]
    assert levels[0] == levels[1]
    assert example(ROOT, READMES[0]) == example(ROOT, READMES[1])
    assert all(HANGUL.search(line) for line in texts[1].splitlines() if re.match(r"#+ ", line))


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_named_are_the_makefiles(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)", text, re.MULTILINE))
    commands = {"".join(pair) for pair in named}
    assert {"serve", "test"} <= commands
    assert commands <= set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "README.md").write_text(
        "# A title\n[here](#a-title) [there](#gone) [file](LICENSE)\n"
    )
    assert broken_links(tmp_path, "README.md") == [
        "README.md: #gone leads to no heading",
        "README.md: LICENSE leads to no file",
    ]
