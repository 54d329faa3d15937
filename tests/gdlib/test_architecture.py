"""gdlib keeps its layers, stays light, and can be read."""

import ast
import importlib
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gdlib as gd

PACKAGE = Path(gd.__file__).parent

# Each module may import those above it, NumPy and the standard library; besides, at its top the
# first set of packages, inside functions both.
LAYERS = {
    "words": (set(), set()),
    "tables": (set(), set()),
    "arguments": (set(), set()),
    "noise": (set(), set()),
    "tapes": (set(), set()),
    "landscapes": (set(), set()),
    "gradients": (set(), set()),
    "optimizers": (set(), set()),
    "schedules": (set(), set()),
    "problems": (set(), {"sklearn"}),
    "descent": (set(), {"tqdm"}),
    "plotting": ({"matplotlib", "contourpy"}, set()),
    "live": (set(), set()),
    "lab": (set(), {"anywidget", "traitlets"}),
    "widgets": (set(), {"ipywidgets"}),
    "exercises": (set(), set()),
}
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}
each_module = pytest.mark.parametrize("module", FILES)
HEAVY = {
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "sklearn",
    "scipy",
    "tqdm",
    "pandas",
    "torch",
    "IPython",
}


def imports(module):
    """What a module imports, by its full name, and whether at the top."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    package = ["gdlib", *module.split(".")]
    if FILES[module].stem != "__init__":
        package.pop()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in tree.body) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*source, *([node.module] if node.module else [])])
            names = [f"{source}.{alias.name}" for alias in node.names]
            yield from ((name, node in tree.body) for name in names)


def public(module):
    """The public names that a module defines itself."""
    names = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
    for name in names:
        item = getattr(module, name)
        if getattr(item, "__module__", None) == module.__name__ and callable(item):
            yield name, item


def test_every_module_has_a_place_among_the_layers():
    assert {module.partition(".")[0] for module in FILES} <= set(LAYERS)


@each_module
def test_a_module_imports_only_those_above_it_and_what_its_layer_may(module):
    order, layer = list(LAYERS), module.partition(".")[0]
    above = set(order[: order.index(layer)])
    if "." in module or FILES[module].stem == "__init__":
        above.add(layer)  # its own parts
    at_top, inside = LAYERS[layer]
    for name, top in imports(module):
        package, _, rest = name.partition(".")
        if package == "gdlib":
            assert rest.partition(".")[0] in above, f"{module} imports {name}"
        else:
            allowed = (
                {"numpy"} | (at_top if top else at_top | inside) | set(sys.stdlib_module_names)
            )
            assert package in allowed, f"{module} imports {name}"


def test_the_words_of_the_book_import_nothing_but_the_standard_library():
    assert {name.partition(".")[0] for name, _ in imports("words")} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("use", ["gd", "gd.descend(gd.landscapes.bowl, gd.Adam(), steps=3)"])
def test_importing_and_running_gdlib_loads_nothing_heavy(use):
    code = f"import sys, gdlib as gd; {use}; print(*(m.partition('.')[0] for m in sys.modules))"
    paths = os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "numpy" in loaded
    assert not HEAVY & set(loaded)


def test_the_public_names_are_those_of_the_book():
    promised = {"SGD", "Momentum", "RMSprop", "Adam", "AdamW", "landscapes", "problems", "plotting"}
    promised |= {"numerical_gradient", "check_gradient", "descend", "sweep", "Path", "Sweep"}
    assert promised <= set(gd.__all__)
    for name in set(gd.__all__) - {"exercises", "plotting", "Lab", "widgets"}:
        assert hasattr(gd, name)
    with pytest.raises(AttributeError, match="module 'gdlib' has no attribute 'adam'"):
        _ = gd.adam


SINGLE = ["parabola", "double_well", "bowl", "saddle", "rosenbrock", "beale", "himmelblau"]


@pytest.mark.parametrize("name", [*SINGLE, "rastrigin", "ravine"])
def test_every_promised_landscape_is_there_under_its_own_name(name):
    landscape = getattr(gd.landscapes, name)
    if name == "ravine":
        landscape = landscape()
    assert landscape.name.startswith(name)


@pytest.mark.parametrize("rule", [gd.SGD, gd.Momentum, gd.RMSprop, gd.Adam, gd.AdamW])
def test_a_step_reads_like_its_formula_in_under_25_lines(rule):
    lines = inspect.getsource(rule.step).strip().splitlines()
    assert "def step(self, x, g, state):" in lines[1]
    assert len(lines) < 25
    assert all("←" in line for line in lines if line.strip().startswith("x = "))


@each_module
def test_every_public_name_says_what_it_is(module):
    module = importlib.import_module(f"gdlib.{module}")
    assert inspect.getdoc(module)
    for name, item in public(module):
        assert inspect.getdoc(item), name
        if inspect.isclass(item):
            for member, value in vars(item).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    said = inspect.getdoc(getattr(item, member))
                    assert said, f"{name}.{member}"


@pytest.mark.parametrize("rule", [gd.SGD, gd.Momentum, gd.RMSprop, gd.Adam, gd.AdamW])
def test_a_rule_tells_its_formula_its_settings_and_its_source(rule):
    text = inspect.getdoc(rule)
    assert "$$" in text
    assert "Source: " in text
    assert "default" in text
    assert all(
        f"``{name}``" in text for name in rule.__annotations__ if name in rule.hyperparameters()
    )


def test_nothing_is_called_utils():
    names = {part for module in FILES for part in module.split(".")}
    assert not {"utils", "util", "helpers", "helper", "misc", "common", "tools"} & names
