"""What the notebooks store: every cell run, no mistake, nothing of the machine that ran it."""

import ast
import json
import re
from copy import deepcopy

import nbformat
import pytest
from bookfiles import BOOK, HANGUL, LANGUAGES, cells, change, expect_none, notebooks
from execute_notebooks import normalise

IMAGES = ("image/svg+xml", "image/png", "image/jpeg")
FIGURE_BYTES = 80_000
NOTEBOOK_BYTES = 1_000_000

# Cells that measure time: the only ones whose output may differ from run to run.
UNCOMPARED = {"analytic-gradient, cell timing"}
UNCOMPARED_TAGS = {
    "nbval-ignore-output",
    "nbval-skip",
    "nbval-raises-exception",
    "raises-exception",
}

OF_THE_MACHINE = {
    "a warning": re.compile(r"\b\w*Warning\b"),
    "an object's address": re.compile(r"\b0x[0-9a-fA-F]{6,}"),
    "a path of the machine": re.compile(
        r"/(?:home|root|tmp|Users|var|usr|work)/|site-packages|[A-Z]:\\\\?Users"
    ),
    "a kernel's temporary name": re.compile(r"ipykernel_\d+"),
    "a date": re.compile(r"<dc:date>|\b20\d\d-[01]\d-[0-3]\dT[0-2]\d:"),
}
FONTS = {"dejavu sans", "dejavu sans mono", "verdana", "sans-serif", "monospace"}


def shows_something(source):
    """Whether a cell prints or ends in a value, other than the `None` of an assertion."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if any(getattr(call.func, "id", "") == "print" for call in calls):
        return True
    last = tree.body[-1] if tree.body else None
    quiet = isinstance(last, ast.Expr) and re.match(r"[\w.]*\b(assert_|set_)", ast.unparse(last))
    return isinstance(last, ast.Expr) and not quiet


def unexecuted(book):
    """Cells that nbval would pass although nobody ran them."""
    problems = []
    for language, name, notebook in notebooks(book):
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for number, cell in enumerate(code, 1):
            where = f"{language}/{name}, cell {cell.id}"
            if cell.execution_count != number:
                problems.append(
                    f"{where}: count {cell.execution_count}, {number} expected; run make execute"
                )
            if shows_something(cell.source) and not cell.outputs:
                problems.append(f"{where}: shows something, and no output is stored")
    return problems


def badly_stored(book):
    """Notebooks that differ from what `make execute` would store for the same outputs."""
    problems = []
    for language, name, notebook in notebooks(book):
        plain = deepcopy(notebook)
        normalise(plain)
        if plain != notebook:
            problems.append(f"{language}/{name}: stored otherwise than by make execute")
        size = (book / language / f"{name}.ipynb").stat().st_size
        if size > NOTEBOOK_BYTES:
            problems.append(f"{language}/{name}: {size} bytes, {NOTEBOOK_BYTES} are allowed")
    return problems


def unfit_outputs(book):
    """Errors, warnings, addresses and paths in what a reader sees."""
    problems = []
    for _, where, cell in cells(book):
        for output in cell.outputs:
            if output.output_type == "error":
                problems.append(f"{where}: an error, {output.ename}")
            if output.get("name") == "stderr":
                problems.append(f"{where}: writes to stderr")
            content = json.dumps(output.get("data", output.get("text", "")), ensure_ascii=False)
            problems += [
                f"{where}: {what}" for what, sign in OF_THE_MACHINE.items() if sign.search(content)
            ]
    return problems


def uncompared(book):
    """Cells whose output nbval does not compare, by tag or by comment."""
    return {
        (where.split("/")[1], language)
        for language, where, cell in cells(book)
        if UNCOMPARED_TAGS & set(cell.metadata.get("tags", []))
        or re.search(r"#\s*(NBVAL_|PYTEST_VALIDATE)", cell.source)
    }


def images(book):
    for language, where, cell in cells(book):
        for output in cell.outputs:
            for kind in IMAGES:
                if kind in output.get("data", {}):
                    yield language, where, cell, output.data[kind]


def undescribed_figures(book):
    """Figures without alternative text or caption in their page's language."""
    problems = []
    for language, where, cell, _ in images(book):
        words = cell.metadata.get("mystnb", {})
        for what, text in [
            ("alternative text", words.get("image", {}).get("alt", "")),
            ("caption", words.get("figure", {}).get("caption", "")),
        ]:
            if not text.strip():
                problems.append(f"{where}: a figure without {what}")
            elif bool(HANGUL.search(text)) != (language == "ko"):
                problems.append(f"{where}: {what} is not in the page's language: {text}")
    return problems


def heavy_figures(book):
    sizes = [(where, len(image.encode())) for _, where, _, image in images(book)]
    return [f"{where}: a figure of {size} bytes" for where, size in sizes if size > FIGURE_BYTES]


def fonts_of_the_machine(book):
    """Fonts in figures that are neither generic nor the one that gdlib names."""
    problems = []
    for _, where, _, image in images(book):
        named = re.findall(r"font-family[:=]\s*[\"']?([^;\">]+)", image)
        named += re.findall(r"font:[^;\"]*?\d(?:px|pt)\s+([^;\"]+)", image)
        fonts = {font.strip(" '\"").lower() for fonts in named for font in fonts.split(",")}
        problems += [f"{where}: font {font}" for font in sorted(fonts - FONTS - {""})]
    return problems


CHECKS = [
    unexecuted,
    badly_stored,
    unfit_outputs,
    undescribed_figures,
    heavy_figures,
    fonts_of_the_machine,
]


@pytest.mark.parametrize("check", CHECKS)
def test_the_book(check):
    expect_none(check(BOOK))


def test_only_listed_cells_go_uncompared():
    assert uncompared(BOOK) == {(cell, language) for cell in UNCOMPARED for language in LANGUAGES}


@pytest.mark.parametrize("check", CHECKS)
def test_the_small_book_is_right(check, small_book):
    expect_none(check(small_book))


def stdout(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def described(alt="", caption=""):
    return {"mystnb": {"image": {"alt": alt}, "figure": {"caption": caption}}}


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("check", "cell", "field", "value"),
    [
        (unexecuted, 3, "execution_count", None),
        (unexecuted, 3, "outputs", []),
        (badly_stored, 3, "metadata", {"execution": {"iopub.status.busy": "now"}}),
        (unfit_outputs, 3, "outputs", [stdout("<object at 0x7f1c2b3d4e50>\n")]),
        (unfit_outputs, 3, "outputs", [stdout("/tmp/x.py\n")]),
        (unfit_outputs, 3, "outputs", [stdout("RuntimeWarning: overflow\n")]),
        (unfit_outputs, 3, "outputs", [stdout("fine\n") | {"name": "stderr"}]),
        (unfit_outputs, 3, "outputs", [ERROR]),
        (undescribed_figures, 4, "metadata", described(caption="선")),
        (undescribed_figures, 4, "metadata", described(alt="one line", caption="선")),
    ],
)
def test_a_broken_copy_is_found(check, cell, field, value, small_book):
    broken = nbformat.from_dict({field: value})
    change(small_book, "ko", "steps", lambda notebook: notebook.cells[cell].update(broken))
    problems = check(small_book)
    assert len(problems) == 1
    assert problems[0].startswith("ko/steps")


@pytest.mark.parametrize(
    ("check", "drawing"),
    [
        (heavy_figures, "<path d='M0,0'/>" * 5001),
        (fonts_of_the_machine, '<text style="font-family: Helvetica Neue, sans-serif"/>'),
        (fonts_of_the_machine, "<text style=\"font: 12px 'Segoe UI', sans-serif\"/>"),
        (unfit_outputs, "<dc:date>2026</dc:date>"),
    ],
)
def test_a_broken_figure_is_found(check, drawing, small_book):
    def redraw(notebook):
        notebook.cells[4].outputs[0].data["image/svg+xml"] = f"<svg>{drawing}</svg>"

    change(small_book, "en", "steps", redraw)
    assert len(check(small_book)) == 1


def test_a_cell_kept_from_comparison_is_found(small_book):
    def hide(notebook):
        notebook.cells[3].metadata.tags = ["nbval-ignore-output"]
        notebook.cells[4].source += "  # NBVAL_IGNORE_OUTPUT"

    change(small_book, "en", "steps", hide)
    assert uncompared(small_book) == {("steps, cell square", "en"), ("steps, cell figure", "en")}
