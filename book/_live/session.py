"""Runs a reader's cells, one after the other, and says what they show.

worker.js starts it in the browser. Everything leaves through one function, as JSON with a "kind":
"stream", "show" (of a value), "error", "exercise".
"""

import ast
import base64
import io
import json
import linecache
import re
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import find_spec
from inspect import CO_COROUTINE
from itertools import dropwhile
from time import monotonic

# What gdlib loads only when it is used, by the word that uses it.
LOADED_BY = {
    "plotting": {"matplotlib"},
    "Lab": {"matplotlib"},
    "widgets": {"matplotlib", "sklearn"},
    "digits": {"sklearn"},
    "diabetes": {"sklearn"},
}
REPRESENTATIONS = {
    "text/html": "_repr_html_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
}
MOST_PRINTED = 50_000  # characters that one cell may print,
MOST_SHOWN = 2_000_000  # and that the values it shows may come to
AT_ONCE = 200  # pieces of printed text, after which they are gathered
OFTEN = 0.1  # for so many seconds


def modules_of(code):
    """The modules that a cell imports, and those that it has gdlib load."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return []
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    found = {name.partition(".")[0] for name in found}
    if "gdlib" in found | {*sys.modules}:
        words = {*re.findall(r"\w+", code)} & {*LOADED_BY}
        found |= {"numpy"}.union(*(LOADED_BY[word] for word in words))
    return sorted(found)


def bundle(value):
    """A value as {type: data}, the richest it offers."""
    data = {}
    if not isinstance(value, type):
        if hasattr(value, "_repr_mimebundle_"):
            data = value._repr_mimebundle_()
            data = dict(data[0] if isinstance(data, tuple) else data)
        for kind, method in REPRESENTATIONS.items():
            if kind not in data and hasattr(value, method):
                data[kind] = getattr(value, method)()
    data = {kind: shown for kind, shown in data.items() if shown is not None}
    if not {*REPRESENTATIONS} & {*data}:
        data.setdefault("text/plain", repr(value))
    coded = {k: base64.b64encode(v).decode() for k, v in data.items() if isinstance(v, bytes)}
    return {k: v for k, v in {**data, **coded}.items() if isinstance(v, str)}


def told(error, own):
    """An error as two texts: with the lines of the cells ``own`` alone, and with those between."""
    ours = {told.__code__.co_filename, ast.__file__}
    texts = []
    for only_own in (True, False):
        link = whole = traceback.TracebackException.from_exception(error)
        while link:
            frames = list(dropwhile(lambda frame: frame.filename not in own, link.stack))
            if only_own:
                frames = [frame for frame in frames if frame.filename in own]
            elif not frames:
                frames = [frame for frame in link.stack if frame.filename not in ours]
            link.stack = traceback.StackSummary.from_list(frames) if frames else None
            link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        texts.append("".join(whole.format()))
    return texts


def no_input(prompt=""):
    raise RuntimeError("input() cannot ask anything in the page; write the value into the code")


class Output:
    """What one cell shows, in its order; printed text is gathered, and what is too much dropped."""

    def __init__(self, say):
        self.say = say
        self.to_print, self.to_show, self.dropped = MOST_PRINTED, MOST_SHOWN, False
        self.name, self.parts, self.pieces, self.said = None, [], 0, 0.0

    def write(self, name, text):
        if name != self.name:
            self.flush()
            self.name = name
        self.dropped |= len(text) > self.to_print
        if self.to_print > 0:
            self.parts.append(text[: self.to_print])
            self.to_print -= len(text)
        self.pieces += 1
        if self.pieces < AT_ONCE or monotonic() - self.said > OFTEN:
            self.flush()

    def show(self, data):
        self.flush()
        self.to_show -= sum(map(len, data.values()))
        self.dropped |= self.to_show < 0
        if self.to_show >= 0:
            self.say("show", data=data)

    def flush(self):
        if self.parts:
            self.say("stream", name=self.name, text="".join(self.parts))
            self.parts, self.said = [], monotonic()


class Stream(io.TextIOBase):
    def __init__(self, output, name):
        self.output, self.name = output, name

    def writable(self):
        return True

    def write(self, text):
        self.output.write(self.name, text)
        return len(text)


class Session:
    """The cells of one page: their names are shared, as in a notebook."""

    def __init__(self, post):
        self.post, self.output, self.own = post, None, set()
        self.names = vars(sys.modules["__main__"])
        self.names |= {"display": self.display, "input": no_input}

    def say(self, kind, **content):
        self.post(json.dumps({"kind": kind, **content}))

    def display(self, *values):
        for value in values:
            self.output.show(bundle(value))

    async def run(self, code, name):
        """Run a cell called ``name`` and say what it shows; True where it came to its end."""
        self.output, name = Output(self.say), f"<{name}>"
        self.own.add(name)
        linecache.cache[name] = len(code), None, code.splitlines(keepends=True), name
        out, err = Stream(self.output, "stdout"), Stream(self.output, "stderr")
        with redirect_stdout(out), redirect_stderr(err):
            try:
                self.listen(code)
                value = await self.value_of(code, name)
                if value is not None:
                    self.display(value)
                self.show_open_figures()
            except BaseException as error:
                self.output.flush()
                self.say_error(error, code)
                return False
            finally:
                self.output.flush()
                if self.output.dropped:
                    self.say("cut")
        return True

    async def value_of(self, code, name):
        tree = ast.parse(code, name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        await self.evaluate(tree, name, "exec")
        return await self.evaluate(ast.Expression(last.value), name, "eval") if last else None

    async def evaluate(self, tree, name, mode):
        code = compile(tree, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        value = eval(code, self.names)
        return await value if code.co_flags & CO_COROUTINE else value

    def show_open_figures(self):
        """What was drawn with pyplot, which a notebook shows without being asked."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        for number in pyplot.get_fignums() if pyplot else ():
            file = io.StringIO()
            pyplot.figure(number).savefig(file, format="svg")
            self.output.show({"image/svg+xml": file.getvalue()})
            pyplot.close(number)

    def say_error(self, error, code):
        short, whole = told(error, self.own)
        lacking = None
        if isinstance(error, ModuleNotFoundError):  # perhaps of what a package needs
            lacking = [name for name in modules_of(code) if not find_spec(name)] or [error.name]
        self.say("error", short=short, whole=whole, type=type(error).__name__, lacking=lacking)

    def listen(self, code):
        """Pass on what the checks of gdlib's exercises find."""
        if "gdlib" in modules_of(code) or "gdlib" in sys.modules:
            try:
                from gdlib.exercises import listeners
            except ImportError:  # of gdlib, whose import is the cell's to report
                return
            if self.say_exercise not in listeners:
                listeners.append(self.say_exercise)

    def say_exercise(self, result):
        self.say("exercise", id=result.id, ok=bool(result.ok))
