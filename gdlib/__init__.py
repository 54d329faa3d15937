"""gdlib: gradient descent, small enough to read.

``import gdlib as gd`` loads NumPy and nothing heavier; plotting, the lab, the widgets, the
exercises and data load what they need when they are first used.
"""

from importlib import import_module

from gdlib import landscapes, problems, schedules
from gdlib.descent import Path, Sweep, descend, sweep
from gdlib.gradients import check_gradient, numerical_gradient
from gdlib.noise import Mulberry32
from gdlib.optimizers import SGD, Adam, AdamW, Momentum, RMSprop, step_in_place
from gdlib.tables import table
from gdlib.words import set_language

__version__ = "0.1.0"
__all__ = [
    "SGD", "Momentum", "RMSprop", "Adam", "AdamW", "Lab", "Mulberry32", "Path", "Sweep",
    "check_gradient", "descend", "exercises", "landscapes", "numerical_gradient", "plotting",
    "problems", "schedules", "set_language", "step_in_place", "sweep", "table", "widgets",
]  # fmt: skip


def __getattr__(name):
    if name in ("exercises", "plotting", "widgets"):
        return import_module(f"gdlib.{name}")
    if name == "Lab":
        return import_module("gdlib.lab").Lab
    raise AttributeError(f"module 'gdlib' has no attribute {name!r}")
