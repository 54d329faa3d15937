"""A book of one chapter, small and right in every respect, for the tests to break."""

import shutil

import nbformat
import pytest
from bookfiles import execute

SETUP = "import numpy as np\nimport gdlib as gd"
NUMBER = "np.float64(0.5) ** 2"
FIGURE = """class Figure:
    def _repr_svg_(self):
        return "<svg><path d='M0,0L1,1'/></svg>"

    def __repr__(self):
        return "Figure"

Figure()"""
WORDS = {
    "ko": {
        "title": "# 걸음\n\n[학습률](#term-learning-rate-ko)을 $\\alpha$라 한다.",
        "rule": "## 규칙\n\n$$\nx_{t+1}=x_t-\\alpha g\n$$ (eq-rule-ko)\n\n"
        ":::{margin}\n{cite:t}`ko-polyak1964`의 식 {eq}`eq-rule-ko`이다.\n:::",
        "alt": "곧은 선 하나",
        "caption": "한 걸음.",
        "glossary": "# 용어\n\n| 한국어 | English | 뜻 |\n| --- | --- | --- |\n"
        '| [학습률]{#term-learning-rate-ko parts="학습" avoid="러닝레이트"} '
        "| learning rate | 보폭. |\n",
    },
    "en": {
        "title": "# Steps\n\nThe [learning rate](#term-learning-rate-en) is $\\alpha$.",
        "rule": "## The rule\n\n$$\nx_{t+1}=x_t-\\alpha g\n$$ (eq-rule-en)\n\n"
        ":::{margin}\nEquation {eq}`eq-rule-en` of {cite:t}`en-polyak1964`.\n:::",
        "alt": "one straight line",
        "caption": "One step.",
        "glossary": "# Terms\n\n| English | 한국어 | Meaning |\n| --- | --- | --- |\n"
        '| [learning rate]{#term-learning-rate-en avoid="step width"} '
        "| 학습률 | The size of a step. |\n",
    },
}


def chapter(language):
    words = WORDS[language]
    figure = {
        "image": {"alt": words["alt"]},
        "figure": {"caption": words["caption"], "name": f"fig-step-{language}"},
    }
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(words["title"], id="title"),
            nbformat.v4.new_code_cell(SETUP, id="setup"),
            nbformat.v4.new_markdown_cell(words["rule"], id="rule"),
            nbformat.v4.new_code_cell(NUMBER, id="square"),
            nbformat.v4.new_code_cell(FIGURE, id="figure", metadata={"mystnb": figure}),
        ]
    )


@pytest.fixture(scope="session")
def stored_book(tmp_path_factory):
    book = tmp_path_factory.mktemp("small") / "book"
    for language in WORDS:
        (book / language).mkdir(parents=True)
        nbformat.write(chapter(language), book / language / "steps.ipynb")
        (book / language / "glossary.md").write_text(WORDS[language]["glossary"], encoding="utf-8")
    run = execute(book)
    assert run.returncode == 0, run.stderr
    return book


@pytest.fixture
def small_book(stored_book, tmp_path):
    return shutil.copytree(stored_book, tmp_path / "book")
