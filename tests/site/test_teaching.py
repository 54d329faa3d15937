"""The page about teaching makes the links that open the chapters on a hub."""

from urllib.parse import parse_qs, urlsplit

import pytest
from site_files import CHAPTERS, ROOT

WORDS = {
    "ko": ("허브 주소", "저장소 주소", "링크"),
    "en": ("Address of your hub", "Address of the repository", "Links"),
}


def links(tab, address, language, hub, repository):
    tab.goto(f"{address}book/{language}/teaching.html")
    for label, value in zip(WORDS[language], (hub, repository), strict=False):
        tab.get_by_label(label, exact=True).fill(value)
    return tab.get_by_label(WORDS[language][2], exact=True).input_value().splitlines()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_chapter_has_a_link_for_the_hub(tab, address, language):
    repository = "https://github.com/someone/descent.git"
    lines = links(tab, address, language, "https://hub.example.org/", repository)
    opened = []
    for line in lines:
        link = urlsplit(line.partition(": ")[2])
        asked = {name: value for name, (value,) in parse_qs(link.query).items()}
        assert (link.netloc, link.path) == ("hub.example.org", "/hub/user-redirect/git-pull")
        assert (asked["repo"], asked["branch"]) == (repository, "main")
        assert asked["urlpath"].startswith("lab/tree/descent/")
        opened.append(asked["urlpath"].removeprefix("lab/tree/descent/"))
    pages = [page.replace(".html", ".ipynb") for page in CHAPTERS if f"/{language}/" in page]
    notebooks = [page for page in pages if (ROOT / page).is_file()]
    beside = ("source-notes", "benchmarks")  # no chapters
    assert opened == [page for page in notebooks if not any(name in page for name in beside)]


def test_there_are_no_links_without_a_hub(tab, address):
    assert links(tab, address, "en", "", "https://github.com/someone/descent") == []
