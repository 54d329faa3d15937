"""One Adam step on ten million float32 weights: its time, and its memory beyond the state."""

import numpy as np

import gdlib as gd
from benchmarks.measuring import Case, installed, printed_number

WEIGHTS = 10_000_000
NEEDS = {"PyTorch": "torch", "optax": "optax"}


def drawn():
    rng = np.random.default_rng(0)
    return (rng.standard_normal(WEIGHTS, dtype=np.float32) for _ in range(2))


class InPlace:
    """`gd.step_in_place`. Calling a contender takes a step and returns a few of the weights."""

    def __init__(self):
        (self.x, self.g), self.adam = drawn(), gd.Adam()
        self.state = self.adam.init(self.x)

    def __call__(self):
        self.state = gd.step_in_place(self.adam, self.x, self.g, self.state)
        return self.x[::1000].copy()


class Pure(InPlace):
    """The rule itself, on whole arrays."""

    def __call__(self):
        self.x, self.state = self.adam.step(self.x, self.g, self.state)
        return self.x[::1000].copy()


class Torch:
    """`torch.optim.Adam`, its single-tensor step."""

    def __init__(self):
        import torch

        x, g = map(torch.from_numpy, drawn())
        self.x = x.requires_grad_()
        self.x.grad = g
        self.adam = torch.optim.Adam([self.x], foreach=False)

    def __call__(self):
        self.adam.step()
        return self.x.detach().numpy()[::1000].copy()


class Optax:
    """Compiled, and allowed to overwrite what it is given."""

    def __init__(self):
        import jax
        import optax

        adam = optax.adam(1e-3)

        def step(x, g, state):
            change, state = adam.update(g, state)
            return optax.apply_updates(x, change), state

        self.x, self.g = map(jax.numpy.asarray, drawn())
        self.state, self.step = adam.init(self.x), jax.jit(step, donate_argnums=(0, 2))

    def __call__(self):
        self.x, self.state = self.step(self.x, self.g, self.state)
        return np.asarray(self.x[::1000])


CONTENDERS = {
    "gdlib": InPlace,
    "gdlib, pure rule": Pure,
    "PyTorch": Torch,
    "optax": Optax,
}

# Of the second step, since the first makes the state: the process's peak is set back before it.
PEAK = """
import sys
from pathlib import Path
from benchmarks.steps import CONTENDERS, WEIGHTS
def resident(kind):
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith(kind)))
step = CONTENDERS[sys.argv[1]]()
step()
Path("/proc/self/clear_refs").write_text("5")
before = resident("VmRSS")
step()
print((resident("VmHWM") - before) / (4 * WEIGHTS))
"""


def same_weights(results):
    for weights in results.values():
        np.testing.assert_allclose(weights, results["gdlib"], rtol=0, atol=2e-6)


def cases():
    names = [name for name in CONTENDERS if name not in NEEDS or installed(NEEDS[name])]
    steps = {name: CONTENDERS[name]() for name in names}
    yield Case("bench_large_step", steps, same_weights, {"PyTorch": 0.75})
    steps.clear()

    peaks = {name: lambda name=name: printed_number(PEAK, name) for name in names}
    limit = {"gdlib": 0.1}
    yield Case("bench_step_memory", peaks, lambda _: None, limit, rounds=1, unit="bench_of_weights")
