"""The glossary's two pages agree, and the book uses its terms as listed there."""

import re

import pytest
from bookfiles import BOOK, LANGUAGES, change, expect_none, texts
from glossary import terms

NOT_PROSE = re.compile(
    r"^(```+).*?^\1 | \$\$.*?\$\$ | \$[^$\n]+\$ | `[^`\n]+` | ^>.*?$ | “[^”]*” | \"[^\"\n]*\""
    r"| <!--.*?--> | <[^>\n]+> | (?<=\])\([^)\s]*\) | \{[^}\n]*\} | https?://\S+",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def disagreements(book):
    """Rows of one page that the other does not mirror."""
    ko, en = (terms(book, language) for language in LANGUAGES)
    problems = [
        f"{row.slug} in {page}: its anchor ends in -{row.language}"
        for page, rows in [("ko", ko), ("en", en)]
        for row in rows
        if row.language != page
    ]
    if [row.slug for row in ko] != [row.slug for row in en]:
        problems.append(
            f"other terms or another order: {sorted({r.slug for r in ko} ^ {r.slug for r in en})}"
        )
    for first, second in zip(ko, en, strict=False):
        if (first.term, first.other) != (second.other, second.term):
            problems.append(f"{first.slug}: {first[2:4]} in ko, {second[2:4]} in en")
    for rows in (ko, en):
        slugs = [row.slug for row in rows]
        problems += [
            f"{slug} is listed twice" for slug in sorted({s for s in slugs if slugs.count(s) > 1})
        ]
    return problems


def pattern(word, language):
    """A rendering as it stands in a text: Korean particles may follow, English stands alone."""
    if language == "ko":
        return re.compile(rf"(?<![가-힣]){re.escape(word)}")
    return re.compile(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", re.IGNORECASE)


def unlisted_renderings(book):
    """Prose that calls a term by a name that the glossary rules out."""
    rows = {language: terms(book, language) for language in LANGUAGES}
    listed = {}
    for language in LANGUAGES:
        words = sorted((row.term for row in rows[language]), key=len, reverse=True)
        listed[language] = re.compile("|".join(map(re.escape, words)) or "(?!)", re.IGNORECASE)
    problems = []
    for language, where, text in texts(book):
        if where.endswith("glossary.md"):
            continue
        prose = listed[language].sub(" ", NOT_PROSE.sub(" ", text))
        for row in rows[language]:
            problems += [
                f"{where}: {word!r}, where the glossary has {row.term!r}"
                for word in row.avoid
                if pattern(word, language).search(prose)
            ]
    return problems


def dangling_terms(book):
    """Links to terms that the glossary does not hold."""
    anchors = {
        f"term-{row.slug}-{row.language}" for language in LANGUAGES for row in terms(book, language)
    }
    return [
        f"{where}: no term {target}"
        for _, where, text in texts(book)
        for target in re.findall(r"\]\(#(term-[\w-]+)\)", text)
        if target not in anchors
    ]


CHECKS = [disagreements, unlisted_renderings, dangling_terms]


def test_the_book_has_a_glossary():
    assert len(terms(BOOK, "ko")) >= 30


@pytest.mark.parametrize("check", CHECKS)
def test_the_book(check):
    expect_none(check(BOOK))


@pytest.mark.parametrize("check", CHECKS)
def test_the_small_book_is_right(check, small_book):
    expect_none(check(small_book))


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        ("ko", "러닝레이트를 줄인다.", True),
        ("ko", "“러닝레이트”라고도 한다.", False),
        ("ko", "`러닝레이트`", False),
        ("ko", "학습률을 줄인다.", False),
        ("en", "Step widths differ.", True),
        ("en", "Some say “step width”.", False),
        ("en", "The misstep widthwise is fine.", False),
    ],
)
def test_an_unlisted_rendering_is_found(language, sentence, found, small_book):
    change(
        small_book, language, "steps", lambda notebook: notebook.cells[0].update(source=sentence)
    )
    assert bool(unlisted_renderings(small_book)) == found


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        (disagreements, "| learning rate |", "| step size |"),
        (disagreements, "#term-learning-rate-ko", "#term-rate-ko"),
        (dangling_terms, "#term-learning-rate-ko", "#term-rate-ko"),
    ],
)
def test_a_broken_glossary_is_found(check, old, new, small_book):
    page = small_book / "ko" / "glossary.md"
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert check(small_book)
