"""What the built files say: the pages of the contents, and the links and ids of each page."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ko", "en")


def listed(entry):
    """Yield the documents of a part of _toc.yml, in order."""
    if "file" in entry:
        yield entry["file"]
    for key in ("parts", "chapters", "sections"):
        for inner in entry.get(key, []):
            yield from listed(inner)


CONTENTS = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = [f"{docname}.html" for docname in listed(CONTENTS)]
PAGES = ["index.html", f"{CONTENTS['root']}.html", *CHAPTERS]


def language_of(page):
    return page.split("/")[1]


def twin_of(page):
    here, there = LANGUAGES if language_of(page) == "ko" else reversed(LANGUAGES)
    return page.replace(f"/{here}/", f"/{there}/")


class Reading(HTMLParser):
    """The elements of a page, each as (tag, attributes)."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def all(self, tag, **wanted):
        for found, attributes in self.elements:
            if found == tag and wanted.items() <= attributes.items():
                yield attributes

    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def links(self):
        for _, attributes in self.elements:
            yield from (attributes[name] for name in ("href", "src") if name in attributes)


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@cache
def read(path):
    return Reading(text_of(path))
