"""`make execute`: what it stores, and that a second run changes nothing."""

from bookfiles import change, execute, read
from execute_notebooks import NOTEBOOK_METADATA


def contents(book):
    return {path: path.read_bytes() for path in sorted(book.rglob("*.ipynb"))}


def test_a_second_run_changes_no_file(small_book):
    before = contents(small_book)
    run = execute(small_book)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("unchanged") == 2
    assert contents(small_book) == before


def test_metadata_counts_and_outputs_are_made_plain(small_book):
    def mess_up(notebook):
        notebook.metadata = {
            "kernelspec": {"name": "mine", "display_name": "Mine"},
            "widgets": {"x": 1},
        }
        for number, cell in enumerate(notebook.cells):
            cell.metadata["execution"] = {"iopub.execute_input": "2020-01-01T00:00:00Z"}
            if cell.cell_type == "code":
                cell.execution_count = 40 + number

    before = contents(small_book)
    change(small_book, "ko", "steps", mess_up)
    run = execute(small_book, "steps")
    assert run.returncode == 0, run.stderr
    assert contents(small_book) == before
    notebook = read(small_book, "ko", "steps")
    assert notebook.metadata == NOTEBOOK_METADATA
    assert [cell.get("execution_count") for cell in notebook.cells] == [None, 1, None, 2, 3]


def test_cells_run_in_their_notebooks_folder(small_book):
    def ask_for_folder(notebook):
        notebook.cells[3].source = "import os\nprint(os.path.basename(os.getcwd()))"

    for language in ["ko", "en"]:
        change(small_book, language, "steps", ask_for_folder)
    assert execute(small_book).returncode == 0
    for language in ["ko", "en"]:
        output = read(small_book, language, "steps").cells[3].outputs[0]
        assert output.text == f"{language}\n"


def test_an_error_names_chapter_cell_and_cause_and_stores_nothing(small_book):
    change(small_book, "en", "steps", lambda notebook: notebook.cells[3].update(source="1 / 0"))
    before = contents(small_book)
    run = execute(small_book)
    assert run.returncode != 0
    assert "en/steps, cell 3 (square)" in run.stderr
    assert "ZeroDivisionError" in run.stderr
    assert contents(small_book) == before


def test_an_unknown_chapter_is_refused_with_the_known_ones(small_book):
    run = execute(small_book, "stpes")
    assert run.returncode != 0
    assert "ONLY=stpes is no chapter; the chapters are steps." in run.stderr
