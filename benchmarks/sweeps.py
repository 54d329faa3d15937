"""Ten thousand runs at once, a million in little memory, and why runs share arrays as they do."""

from itertools import pairwise

import numpy as np

import gdlib as gd
from benchmarks.measuring import Case, installed, printed_number

ROSENBROCK, RUNS, STEPS, EARLY = gd.landscapes.rosenbrock, 10_000, 200, 50
RULES = {"momentum": gd.Momentum, "adam": gd.Adam}
RATES = {"momentum": np.geomspace(1e-6, 1e-3, RUNS), "adam": np.geomspace(1e-5, 1e-2, RUNS)}


def gdlib_sweep(rule, steps=STEPS):
    return gd.sweep(ROSENBROCK, RULES[rule], {"lr": RATES[rule]}, steps=steps).x


def torch_sweep(rule, steps=STEPS):
    """All runs in one tensor, in place; `torch.optim` has no rate for each run."""
    import torch

    lr = torch.from_numpy(RATES[rule])
    x = torch.from_numpy(ROSENBROCK.start.copy())[:, None].repeat(1, RUNS)
    m, v = torch.zeros_like(x), torch.zeros_like(x)
    with torch.no_grad():
        for t in range(1, steps + 1):
            x1, x2 = x
            above = x2 - x1**2
            g = torch.stack([-2 * (1 - x1) - 400 * x1 * above, 200 * above])
            if rule == "momentum":
                v.mul_(0.9).add_(g)
                x.addcmul_(lr.expand_as(v), v, value=-1)
            else:
                m.lerp_(g, 0.1)
                v.mul_(0.999).addcmul_(g, g, value=0.001)
                root = (v.sqrt() / (1 - 0.999**t) ** 0.5).add_(1e-8)
                x.addcdiv_(m * (lr / (1 - 0.9**t)), root, value=-1)
    return x.numpy()


def optax_sweep(rule):
    """The whole loop compiled; compiling is not timed."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    scale = {"momentum": optax.trace(0.9), "adam": optax.scale_by_adam()}[rule]

    def walk(lr, steps):
        def step(carried, _):
            x, state = carried
            x1, x2 = x
            above = x2 - x1**2
            g = jax.numpy.stack([-2 * (1 - x1) - 400 * x1 * above, 200 * above])
            change, state = scale.update(g, state)
            return (x - lr * change, state), None

        x = jax.numpy.tile(ROSENBROCK.start[:, None], RUNS)
        return jax.lax.scan(step, (x, scale.init(x)), length=steps)[0][0]

    compiled = jax.jit(walk, static_argnums=1)
    return lambda steps=STEPS: np.asarray(compiled(jax.numpy.asarray(RATES[rule]), steps))


def agree_early(sweeps, rule):
    """After some 50 steps rounding errors have grown too far to compare single runs of Adam."""

    def check(_):
        loop = ROSENBROCK.start[:, None].repeat(RUNS, axis=1)
        optimizer = RULES[rule](lr=RATES[rule])
        state = optimizer.init(loop)
        for _ in range(EARLY):
            loop, state = optimizer.step(loop, ROSENBROCK.grad(loop), state)
        for sweep in sweeps.values():
            np.testing.assert_allclose(sweep(steps=EARLY), loop, rtol=0, atol=1e-9)

    return check


MILLION = """
from pathlib import Path
import numpy as np
import gdlib as gd
grid = {"lr": np.geomspace(1e-6, 1e-3, 1000), "momentum": np.linspace(0, 0.99, 1000)}
result = gd.sweep(gd.landscapes.rosenbrock, gd.Momentum, grid, steps=200, record="last")
assert result.f.shape == (1000, 1000) and result.done.all()
lines = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024)
"""


def one_batch():
    rates = np.linspace(0.01, 0.49, 1000)
    return gd.sweep(gd.landscapes.ravine(20), gd.Momentum, {"lr": rates}, steps=100).x


def one_after_another():
    ravine = gd.landscapes.ravine(20)
    rules = (gd.Momentum(lr=lr) for lr in np.linspace(0.01, 0.49, 1000))
    return np.stack([gd.descend(ravine, rule, steps=100).x[-1] for rule in rules], axis=1)


def momentum(shape, curvatures, rates):
    """The bare rule on a quadratic, in the layout that the shapes give it."""
    x, v = np.ones(shape), np.zeros(shape)
    for _ in range(100):
        v = 0.5 * v + curvatures * x
        x = x - rates * v
    return x


def layouts():
    rates = np.linspace(0.01, 0.49, RUNS)
    return {
        "gdlib, (2, B)": lambda: momentum((2, RUNS), np.array([[0.2], [4.0]]), rates),
        "(B, 2)": lambda: momentum((RUNS, 2), np.array([0.2, 4.0]), rates[:, None]).T,
    }


def all_equal(results):
    for one, other in pairwise(results.values()):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-300)


def cases():
    for rule, limit in [("momentum", 0.70), ("adam", 0.75)]:
        sweeps = {"gdlib": lambda steps=STEPS, rule=rule: gdlib_sweep(rule, steps)}
        if installed("torch"):
            sweeps["PyTorch"] = lambda steps=STEPS, rule=rule: torch_sweep(rule, steps)
        if installed("optax"):
            sweeps["optax"] = optax_sweep(rule)
        yield Case(f"bench_sweep_{rule}", sweeps, agree_early(sweeps, rule), {"PyTorch": limit}, 15)

    singly = {"gdlib": one_batch, "gdlib, one after another": one_after_another}
    yield Case("bench_batch", singly, all_equal, {}, rounds=3)
    yield Case("bench_layout", layouts(), all_equal, {})
    million = {"gdlib": lambda: printed_number(MILLION)}
    yield Case("bench_million", million, lambda _: None, {"gdlib": 1024}, rounds=1, unit="MiB")
