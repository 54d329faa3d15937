"""Run notebooks and store their outputs.

python scripts/execute_notebooks.py [--jobs 2] [momentum ...]

Without names every chapter runs, in both languages. What is stored depends on code and data alone,
so that a difference in git is a difference for the reader: a second run changes no file.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

BOOK = Path(__file__).parent.parent / "book"
LANGUAGES = ["ko", "en"]
CELL_TIMEOUT = 60  # seconds, as in the tests
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class ChapterError(Exception):
    """A cell that did not run, named so that its author finds it."""


def normalise(notebook):
    """Keep what the reader sees; drop what differs from run to run or from machine to machine."""
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    notebook.nbformat_minor = 5
    count = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        cell.execution_count = count = count + 1
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            if "data" in output:
                output.data.pop(WIDGET_VIEW, None)
        cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def execute(path):
    """Run one notebook in its own folder, which gives gdlib the language; True if it changed."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        store_widget_state=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    running = {}
    client.on_cell_start = lambda cell, cell_index: running.update(id=cell.id, number=cell_index)
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        cell = f"cell {running.get('number', 0)} ({running.get('id', 'none started')})"
        raise ChapterError(f"{path.parent.name}/{path.stem}, {cell}:\n{error}") from None
    normalise(notebook)
    after = nbformat.writes(notebook) + "\n"
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def chapters(book, names):
    """The notebooks of the chapters named, or of all, languages side by side."""
    known = sorted(
        {path.stem for language in LANGUAGES for path in book.glob(f"{language}/*.ipynb")}
    )
    for name in names:
        if name not in known:
            sys.exit(
                f"ONLY={name} is no chapter; the chapters are {', '.join(known) or 'none yet'}."
            )
    paths = [book / language / f"{name}.ipynb" for name in names or known for language in LANGUAGES]
    return [path for path in paths if path.is_file()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--book", type=Path, default=BOOK)
    parser.add_argument("names", nargs="*", metavar="chapter")
    options = parser.parse_args()
    paths = chapters(options.book, options.names)

    start, failed = perf_counter(), []
    with ProcessPoolExecutor(max(1, options.jobs)) as pool:
        tasks = {pool.submit(execute, path): path for path in paths}
        for done, task in enumerate(as_completed(tasks), 1):
            name = "/".join(tasks[task].with_suffix("").parts[-2:])
            progress = f"[{done}/{len(paths)}] {perf_counter() - start:4.0f} s  {name}"
            try:
                print(progress, "changed" if task.result() else "unchanged", flush=True)
            except ChapterError as error:
                failed.append(name)
                print(progress, "FAILED", flush=True)
                print(error, file=sys.stderr, flush=True)
    if failed:
        sys.exit(f"Not stored, since a cell failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
