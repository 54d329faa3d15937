"""Record the paths that PyTorch's and optax's optimizers take, for gdlib's to be held against.

    pip install -r requirements-frameworks.txt
    python scripts/record_framework_paths.py

writes tests/gdlib/fixtures/pytorch.json and optax.json, with the frameworks' versions inside.
tests/gdlib/test_optimizers.py compares with these files everywhere and, where a framework is
installed, calls `pytorch_path` or `optax_path` once more.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np

import gdlib as gd

FIXTURES = Path(__file__).parent.parent / "tests" / "gdlib" / "fixtures"
STEPS = 200
STORED = [*range(1, 10), *range(10, STEPS + 1, 10)]


def tiny(x, t):
    """Gradients below the usual epsilon, where its place decides."""
    return 1e-9 * (x - 1)


def drifting(x, t):
    """A gradient that changes from step to step; its first coordinate wakes at step 20."""
    phase = np.arange(x.size).reshape(x.shape)
    g = np.linspace(0.1, 2, x.size).reshape(x.shape) * x + np.cos(0.7 * t + phase)
    g.flat[0] *= t >= 20
    return g


def of(landscape):
    """The gradient of a landscape, at any step."""
    return lambda x, t: landscape.grad(x)


# Start and gradient.
PROBLEMS = {
    "double_well": (gd.landscapes.double_well.start, of(gd.landscapes.double_well)),
    "rosenbrock": (gd.landscapes.rosenbrock.start, of(gd.landscapes.rosenbrock)),
    "ravine": (np.array([[-5, 1, 3.0], [-2, 0, 1]]), of(gd.landscapes.ravine(50, 0.3))),
    "tiny": (np.array([-3.0, 0.5, 1, 2]), tiny),
    "drifting": (np.linspace(-2, 2, 8).reshape(2, 2, 2), drifting),
}


class Case(NamedTuple):
    """One rule of gdlib with its settings, and the problem it runs on."""

    rule: str
    problem: str
    settings: dict

    @property
    def name(self):
        settings = ", ".join(f"{name}={value}" for name, value in self.settings.items())
        return f"{self.rule}({settings}) on {self.problem}"


# Settled motion only: where a rule bounces around a minimum, rounding errors grow without bound.
CASES = [
    Case("SGD", "rosenbrock", {}),
    Case("SGD", "double_well", {"lr": 0.1}),
    Case("SGD", "ravine", {"lr": 0.45}),
    Case("SGD", "drifting", {"lr": 0.5}),
    Case("Momentum", "rosenbrock", {"lr": 2e-4}),
    Case("Momentum", "double_well", {"lr": 0.05, "momentum": 0.5}),
    Case("Momentum", "ravine", {"lr": 0.3, "momentum": 0.8}),
    Case("Momentum", "drifting", {"lr": 0.01, "momentum": 0.99}),
    Case("Momentum", "drifting", {"lr": 0.5, "momentum": 0.0}),
    Case("RMSprop", "rosenbrock", {}),
    Case("RMSprop", "double_well", {"lr": 0.001, "decay": 0.9}),
    Case("RMSprop", "ravine", {"lr": 0.004, "decay": 0.9, "eps": 0.01}),
    Case("RMSprop", "drifting", {"lr": 0.02, "decay": 0.999, "eps": 1e-5}),
    Case("RMSprop", "tiny", {}),
    Case("RMSprop", "tiny", {"eps": 1e-10, "decay": 0.0}),
    Case("RMSprop", "rosenbrock", {"eps_inside_root": True}),
    Case("RMSprop", "ravine", {"lr": 0.04, "decay": 0.9, "eps": 0.01, "eps_inside_root": True}),
    Case("RMSprop", "drifting", {"eps": 0.01, "eps_inside_root": True}),
    Case("RMSprop", "tiny", {"eps": 1e-16, "eps_inside_root": True}),
    Case("Adam", "rosenbrock", {}),
    Case("Adam", "double_well", {"lr": 0.05, "beta1": 0.5, "beta2": 0.9}),
    Case("Adam", "ravine", {"lr": 0.3, "beta1": 0.8, "beta2": 0.99, "eps": 0.01}),
    Case("Adam", "drifting", {"lr": 0.02, "beta1": 0.99, "beta2": 0.9}),
    Case("Adam", "drifting", {"beta1": 0.0, "eps": 0.5}),
    Case("Adam", "tiny", {"lr": 0.01}),
    Case("AdamW", "rosenbrock", {}),
    Case("AdamW", "double_well", {"lr": 0.05, "weight_decay": 0.0}),
    Case("AdamW", "ravine", {"lr": 0.05, "beta1": 0.8, "beta2": 0.99, "weight_decay": 0.3}),
    Case("AdamW", "drifting", {"lr": 0.02, "beta1": 0.5, "eps": 1e-4, "weight_decay": 0.05}),
    Case("AdamW", "tiny", {"lr": 0.01, "weight_decay": 1.0}),
]


def pytorch_path(case):
    """Points 0 … 200 by PyTorch, which is given only the settings that the case names."""
    import torch

    s = dict(case.settings)
    if case.rule == "Momentum":
        s.setdefault("momentum", 0.9)
    if "decay" in s:
        s["alpha"] = s.pop("decay")
    if "beta1" in s or "beta2" in s:
        s["betas"] = (s.pop("beta1", 0.9), s.pop("beta2", 0.999))
    rule = getattr(torch.optim, {"Momentum": "SGD"}.get(case.rule, case.rule))

    start, gradient = PROBLEMS[case.problem]
    x = torch.tensor(np.array(start), dtype=torch.float64, requires_grad=True)
    optimizer, path = rule([x], **s), [start]
    for t in range(STEPS):
        x.grad = torch.from_numpy(gradient(path[-1], t))
        optimizer.step()
        path.append(x.detach().numpy().copy())
    return np.stack(path)


def optax_path(case):
    """Points 0 … 200 by optax, its conventions mapped to gdlib's."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    optimizer = getattr(gd, case.rule)(**case.settings)
    s = {name: getattr(optimizer, name) for name in optimizer.hyperparameters()}
    names = {"lr": "learning_rate", "beta1": "b1", "beta2": "b2"}
    s = {names.get(name, name): value for name, value in s.items()}
    if case.rule == "RMSprop":
        s["eps_in_sqrt"] = optimizer.eps_inside_root
    rule = getattr(optax, {"Momentum": "sgd"}.get(case.rule, case.rule.lower()))(**s)

    start, gradient = PROBLEMS[case.problem]
    x, path, update = jax.numpy.asarray(start), [start], jax.jit(rule.update)
    state = rule.init(x)
    for t in range(STEPS):
        change, state = update(jax.numpy.asarray(gradient(path[-1], t)), state, x)
        x = optax.apply_updates(x, change)
        path.append(np.asarray(x))
    return np.stack(path)


def comparable(framework, case):
    """PyTorch has no epsilon inside the root."""
    return framework == "optax" or not case.settings.get("eps_inside_root", False)


PATHS = {"pytorch": pytorch_path, "optax": optax_path}
PACKAGES = {"pytorch": ["torch"], "optax": ["optax", "jax"]}


def main():
    for framework, path in PATHS.items():
        versions = {package: version(package).split("+")[0] for package in PACKAGES[framework]}
        paths = {
            case.name: path(case)[STORED].reshape(len(STORED), -1).tolist()
            for case in CASES
            if comparable(framework, case)
        }
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(p)}" for name, p in paths.items())
        file = FIXTURES / f"{framework}.json"
        file.write_text(
            f'{{"versions": {json.dumps(versions)},\n"steps": {json.dumps(STORED)},\n'
            f'"paths": {{\n{lines}\n}}}}\n'
        )
        print(f"{file.name}: {len(paths)} paths, {file.stat().st_size / 1000:.0f} kB, {versions}")


if __name__ == "__main__":
    main()
