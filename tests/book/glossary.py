"""The glossary's tables. A row of the Korean page reads

    | [경사하강법]{#term-gradient-descent-ko avoid="경사 하강법"} | gradient descent | … |

and its twin on the English page carries `-en` and the two terms the other way round. `avoid` lists
renderings that the prose of that language must not use."""

import re
from typing import NamedTuple

ROW = re.compile(
    r"^\|\s*\[(?P<term>[^\]]+)\]\{#term-(?P<slug>[a-z0-9-]+)-(?P<language>ko|en)(?P<attributes>[^}]*)\}"
    r"\s*\|\s*(?P<other>[^|]+?)\s*\|",
    re.MULTILINE,
)


class Term(NamedTuple):
    slug: str
    language: str
    term: str
    other: str
    avoid: list[str]


def terms(book, language):
    text = (book / language / "glossary.md").read_text(encoding="utf-8")
    rows = []
    for row in ROW.finditer(text):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', row["attributes"]))
        avoid = [word.strip() for word in attributes.get("avoid", "").split(",") if word.strip()]
        rows.append(Term(row["slug"], row["language"], row["term"], row["other"], avoid))
    return rows
