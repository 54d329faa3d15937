"""The two languages agree in code, formulas, figures, headings, boxes and citations."""

import re

import pytest
from bookfiles import BOOK, LANGUAGES, change, expect_none, names, read

PLACES = re.compile(
    r"^\#{1,6}(?=\ ) | \$\$.*?\$\$(?:[ ]*\([\w-]+\))? | ^(?::{3,}|`{3,})\{(?P<box>[\w:-]+)\}"
    r"| ^\([\w:-]+\)=[ ]*$ | !\[[^\]]*\]\((?P<image>[^)]*)\)",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
CODE = re.compile(r"^(```+)(?!\{).*?^\1|(?<!`)`[^`\n]+`(?!`)", re.MULTILINE | re.DOTALL)
ROLE = re.compile(r"\{(cite\w*(?::\w+)*|eq|ref|numref|doc)\}`([^`]+)`")
CHAPTER_LINK = re.compile(r"\]\(([\w./-]+\.(?:ipynb|md))(?:#[\w-]+)?\)")


def without_language(text):
    """Labels end in -ko or -en, citation keys begin with it."""
    return re.sub(r"\b(?:ko|en)-(?=[a-z])|(?<=\w)-(?:ko|en)\b", "", text)


def structure(text):
    """Headings, formulas, boxes, labels and images, in their order.

    A formula's last comma or full stop belongs to the sentence around it, so to the language.
    """
    found = []
    for place in PLACES.finditer(CODE.sub("", text)):
        content = place["box"] or place["image"] or place[0].strip()
        found.append(without_language(re.sub(r"\s*[.,]?\s*\$\$", "$$", content)))
    return found


def references(text):
    """What is cited and referred to; the order within a sentence is the language's own."""
    roles = {
        (name, part.strip()) for name, target in ROLE.findall(text) for part in keys(name, target)
    }
    return {without_language("/".join(role)) for role in roles} | set(CHAPTER_LINK.findall(text))


def keys(role, target):
    inner = re.search(r"<([^>]+)>$", target)
    return [inner[1]] if inner else target.split(",") if role.startswith("cite") else [target]


def figure_places(cell):
    """Which descriptions a figure has, and its name; the words are the language's own."""
    words = cell.metadata.get("mystnb", {})
    described = sorted((part, key) for part, values in words.items() for key in dict(values))
    return described, without_language(words.get("figure", {}).get("name", ""))


def cell_differences(ko, en):
    yield "type", ko.cell_type, en.cell_type
    yield "id", ko.id, en.id
    yield "tags", ko.metadata.get("tags", []), en.metadata.get("tags", [])
    if "code" in (ko.cell_type, en.cell_type):
        yield "code", ko.source, en.source
        yield "figure", figure_places(ko), figure_places(en)
    else:
        yield "headings, formulas, boxes", structure(ko.source), structure(en.source)


def differences(book):
    problems = []
    for name in sorted(names(book, "ko", ".ipynb") & names(book, "en", ".ipynb")):
        ko, en = (read(book, language, name) for language in LANGUAGES)
        if len(ko.cells) != len(en.cells):
            problems.append(f"{name}: {len(ko.cells)} cells in ko, {len(en.cells)} in en")
        for cells in zip(ko.cells, en.cells, strict=False):
            problems += [
                f"{name}, cell {cells[0].id}: {what}: {first!r} in ko, {second!r} in en"
                for what, first, second in cell_differences(*cells)
                if first != second
            ]
        whole = ["\n".join(cell.source for cell in notebook.cells) for notebook in (ko, en)]
        problems += reference_differences(name, *whole)
    for name in sorted(names(book, "ko", ".md") & names(book, "en", ".md")):
        ko, en = (
            (book / language / f"{name}.md").read_text(encoding="utf-8") for language in LANGUAGES
        )
        if structure(ko) != structure(en):
            problems.append(f"{name}: {structure(ko)} in ko, {structure(en)} in en")
        problems += reference_differences(name, ko, en)
    return problems


def reference_differences(name, ko, en):
    one_sided = references(ko) ^ references(en)
    return (
        [f"{name}: cited or referred to in one language only: {sorted(one_sided)}"]
        if one_sided
        else []
    )


def foreign_labels(book):
    """Labels and citations that do not carry their own page's language."""
    problems = []
    for language in LANGUAGES:
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        for path in sorted((book / language).glob("*.*")):
            text = path.read_text(encoding="utf-8")
            found = re.findall(
                rf"\((?:\w[\w-]*)-{other}\)(?:=|\\n|$|\")|`{other}-\w+`|\(#[\w-]+-{other}\)", text
            )
            problems += [f"{language}/{path.name}: {label} belongs to {other}" for label in found]
    return problems


def test_the_book():
    expect_none(differences(BOOK))


def test_labels_and_citations_are_of_their_own_language():
    expect_none(foreign_labels(BOOK))


def test_the_small_book_is_right(small_book):
    expect_none(differences(small_book))
    expect_none(foreign_labels(small_book))


@pytest.mark.parametrize(
    ("cell", "old", "new", "what"),
    [
        (3, "0.5", "0.6", "code"),
        (4, "Figure()", "Figure()  # 그림", "code"),
        (2, "x_t-", "x_t+", "headings, formulas, boxes"),
        (2, "## ", "### ", "headings, formulas, boxes"),
        (2, "{margin}", "{note}", "headings, formulas, boxes"),
        (2, "eq-rule-ko)", "eq-law-ko)", "headings, formulas, boxes"),
        (2, "ko-polyak1964", "ko-nesterov1983", "cited or referred to"),
    ],
)
def test_a_change_in_one_language_is_found(cell, old, new, what, small_book):
    def edit(notebook):
        assert old in notebook.cells[cell].source
        notebook.cells[cell].source = notebook.cells[cell].source.replace(old, new)

    change(small_book, "ko", "steps", edit)
    problems = differences(small_book)
    assert problems
    assert what in problems[0]


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda notebook: notebook.cells.pop(), "5 cells in ko, 4 in en"),
        (lambda notebook: notebook.cells[3].update(id="cube"), "id"),
        (lambda notebook: notebook.cells[3].metadata.update(tags=["solution"]), "tags"),
        (lambda notebook: notebook.cells[4].metadata.mystnb.pop("image"), "figure"),
    ],
)
def test_a_cell_changed_in_one_language_is_found(edit, what, small_book):
    change(small_book, "en", "steps", edit)
    assert what in differences(small_book)[0]


def test_a_label_of_the_other_language_is_found(small_book):
    page = small_book / "en" / "glossary.md"
    page.write_text(page.read_text() + "\nSee [the rate](#term-learning-rate-ko).\n")
    assert len(foreign_labels(small_book)) == 1
