"""Every link inside the site leads somewhere."""

from urllib.parse import unquote, urlsplit

import pytest
from site_files import PAGES, read


def destination(site, page, link):
    """The file and the fragment that a link leads to; None for links out of the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path) or page.rpartition("/")[2]
    file = (site / page).parent.joinpath(path).resolve()
    return file / "index.html" if file.is_dir() else file, unquote(parts.fragment)


def leads_nowhere(site, page, link):
    found = destination(site, page, link)
    if found is None:
        return False
    file, fragment = found
    if not file.is_file():
        return True
    return bool(fragment) and file.suffix == ".html" and fragment not in read(file).ids()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_anchor_exists(site, page):
    assert [link for link in read(site / page).links() if leads_nowhere(site, page, link)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_id_is_used_twice(site, page):
    ids = read(site / page).ids()
    assert sorted(id_ for id_ in set(ids) if ids.count(id_) > 1) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_leads_to_the_search_page_of_sphinx(site, page):
    assert [link for link in read(site / page).links() if "search.html" in link] == []
    assert not (site / "search.html").exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_shared_link_shows_a_title_a_description_and_a_picture(site, page):
    shown = {tag.get("property"): tag.get("content") for tag in read(site / page).all("meta")}
    assert shown["og:title"]
    assert len(shown["og:description"]) > 30
    assert (site / shown["og:image"].split("/book/", 1)[-1]).suffix == ".png"
