"""One path of a thousand steps, and how long it takes from nothing to the first path."""

import numpy as np

import gdlib as gd
from benchmarks.measuring import Case, installed, printed_number

ROSENBROCK, STEPS = gd.landscapes.rosenbrock, 1000
SETTINGS = {"momentum": {"lr": 1e-4, "momentum": 0.9}, "adam": {"lr": 1e-3}}

FIRST_PATH = {
    "gdlib": """
import gdlib as gd
x = gd.descend(gd.landscapes.rosenbrock, gd.Adam(lr=0.001), steps=100).x[-1]
""",
    "PyTorch": """
import torch
x = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
adam = torch.optim.Adam([x], lr=0.001, foreach=False)
for _ in range(100):
    adam.zero_grad()
    ((1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2).backward()
    adam.step()
""",
    "optax": """
import jax, optax
jax.config.update("jax_enable_x64", True)
x, adam = jax.numpy.array([-1.2, 1.0]), optax.adam(0.001)
state = adam.init(x)
f = lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
@jax.jit
def step(x, state):
    change, state = adam.update(jax.grad(f)(x), state)
    return optax.apply_updates(x, change), state
for _ in range(100):
    x, state = step(x, state)
""",
}
NEEDS = {"gdlib": "numpy", "PyTorch": "torch", "optax": "optax"}


def gdlib_path(rule):
    optimizer = {"momentum": gd.Momentum, "adam": gd.Adam}[rule](**SETTINGS[rule])
    return lambda: gd.descend(ROSENBROCK, optimizer, steps=STEPS).x


def torch_path(rule):
    """`torch.optim` on one tensor; the gradient is the same formula, the losses come at once."""
    import torch

    make = {"momentum": torch.optim.SGD, "adam": torch.optim.Adam}[rule]

    def run():
        x = torch.tensor(ROSENBROCK.start, requires_grad=True)
        optimizer, xs, gs = make([x], foreach=False, **SETTINGS[rule]), [], []
        for _ in range(STEPS + 1):
            with torch.no_grad():
                x1, x2 = x
                above = x2 - x1**2
                x.grad = torch.stack([-2 * (1 - x1) - 400 * x1 * above, 200 * above])
            xs.append(x.detach().clone())
            gs.append(x.grad)
            optimizer.step()
        x1, x2 = xs = torch.stack(xs, dim=1)
        _ = (1 - x1) ** 2 + 100 * (x2 - x1**2) ** 2
        torch.stack(gs)
        return xs.numpy().T

    return run


def optax_path(rule):
    """The whole loop compiled; compiling is not timed."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    settings = SETTINGS[rule]
    if rule == "adam":
        optimizer = optax.adam(settings["lr"])
    else:
        optimizer = optax.sgd(settings["lr"], settings["momentum"])

    @jax.jit
    def walk(start):
        def step(carried, _):
            x, state = carried
            x1, x2 = x
            above = x2 - x1**2
            g = jax.numpy.stack([-2 * (1 - x1) - 400 * x1 * above, 200 * above])
            change, state = optimizer.update(g, state)
            f = (1 - x1) ** 2 + 100 * above**2
            return (optax.apply_updates(x, change), state), (x, f, g)

        return jax.lax.scan(step, (start, optimizer.init(start)), length=STEPS + 1)[1]

    return lambda: np.asarray(walk(jax.numpy.array(ROSENBROCK.start))[0])


def same_points(results):
    for x in results.values():
        np.testing.assert_allclose(x, results["gdlib"], rtol=0, atol=1e-9)


def process(name):
    """Everything in a new process, from the start of Python to the end of the path."""
    code = f"{FIRST_PATH[name]}\nprint(float(x[0]))"
    return lambda: printed_number(code)


def cases():
    for rule in SETTINGS:
        contenders = {"gdlib": gdlib_path(rule)}
        if installed("torch"):
            contenders["PyTorch"] = torch_path(rule)
        if installed("optax"):
            contenders["optax"] = optax_path(rule)
        yield Case(f"bench_path_{rule}", contenders, same_points, {"PyTorch": 0.20})

    def same_end(results):
        np.testing.assert_allclose([*results.values()], results["gdlib"], rtol=0, atol=1e-9)

    whole = {name: process(name) for name, needed in NEEDS.items() if installed(needed)}
    yield Case("bench_cold_start", whole, same_end, {"PyTorch": 0.15}, rounds=5)
