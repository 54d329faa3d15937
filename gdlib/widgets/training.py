"""Pictures of small trainings on real data, one for every setting of the slider."""

from functools import cache, lru_cache

import numpy as np

from gdlib import plotting, problems
from gdlib.optimizers import Adam, AdamW
from gdlib.tables import number
from gdlib.widgets.explorers import Seen

__all__ = ["batch_size", "weight_decay"]

SIZE = (374, 190)
DECAYS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
BATCHES = (2, 4, 8, 16, 32, 64, 128, 256, 354)
IMAGES, STEPS = 40, 300  # so few images that a classifier can fit their accidents
EPOCHS, RUNS = 5, 8


@cache
def _threes_and_eights():
    """Few images to train on, all others to test on, and a random start."""
    data = problems.digits((3, 8))
    x, y = np.vstack([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    train = problems.LogisticRegression(x[:IMAGES], y[:IMAGES], batch_size=16)
    test = problems.LogisticRegression(x[IMAGES:], y[IMAGES:])
    return train, test, np.random.default_rng(0).standard_normal(64)


@lru_cache(maxsize=32)
def _trained(decays, lr):
    """The last weights of both recipes, each ``(64, decays)``."""
    train, _, start = _threes_and_eights()
    decays = np.array(decays)
    ends = {}
    for name, rule, l2 in (
        ("Adam + L2", Adam(lr=lr), decays),
        ("AdamW", AdamW(lr=lr, weight_decay=decays), 0),
    ):
        rng, w = np.random.default_rng(0), np.repeat(start[:, None], len(decays), axis=1)
        state = rule.init(w)
        for _ in range(STEPS):
            w, state = rule.step(w, train.noisy_grad(w, rng) + l2 * w, state)
        ends[name] = w
    return ends


def weight_decay(weight_decay, lr):
    """Above, the weights as images; below, the loss on other images for every weight decay."""
    train, test, start = _threes_and_eights()
    decays = (0.0, *sorted({*DECAYS, weight_decay}))
    ends, here = _trained(decays, lr), decays.index(weight_decay)
    losses = {name: test.f(w) for name, w in ends.items()}
    weights = {"start": start, "Adam": ends["AdamW"][:, 0]}
    weights |= {name: w[:, here] for name, w in ends.items()}
    above = plotting.images(np.array([*weights.values()]), [*weights], limits=(-2, 2))
    below = plotting.lines(
        np.array(decays[1:]),
        {name: loss[1:] for name, loss in losses.items()},
        xlabel="weight_decay",
        ylabel="test_loss",
        xscale="log",
        ylim=(0, 0.8),
        vertical={f"λ = {number(weight_decay)}": weight_decay},
        markers=False,
        fine=False,
        styles={"Adam + L2": "Adam"},
        size=SIZE,
    )
    dead = train.x.max(axis=0) == 0
    numbers = {"dead": int(dead.sum()), "kept": (1 - lr * weight_decay) ** STEPS}
    numbers["plain_loss"] = losses["AdamW"][0]
    for key, name in (("l2", "Adam + L2"), ("decoupled", "AdamW")):
        left = np.linalg.norm(weights[name][dead]) / np.linalg.norm(start[dead])
        numbers |= {f"{key}_left": left, f"{key}_loss": losses[name][here]}
        numbers[f"{key}_norm"] = np.linalg.norm(weights[name])
    return Seen(plotting.panels([above, below]), numbers)


@cache
def _patients():
    problem = problems.LeastSquares()
    return problem, problem.minimum(), problem.hessian()


@cache
def _order():
    """The examples in the order in which each run sees them, epoch after epoch."""
    rng, n = np.random.default_rng(0), len(_patients()[0].y)
    epochs = [rng.permuted(np.tile(np.arange(n), (RUNS, 1)), axis=1) for _ in range(EPOCHS)]
    return np.concatenate(epochs, axis=1)


@lru_cache(maxsize=256)
def _descended(batch, lr):
    """The examples seen before every step and after the last, and the mean loss there above the
    minimum."""
    problem, lowest, hessian = _patients()
    order = _order()
    w = np.zeros((RUNS, len(lowest), 1))
    ws = [w[:, :, 0]]
    for end in range(batch, order.shape[1] + 1, batch):
        rows = order[:, end - batch : end]
        x, y = problem.x[rows], problem.y[rows][:, :, None]
        w = w - lr / batch * (x.transpose(0, 2, 1) @ (x @ w - y))
        ws.append(w[:, :, 0])
    off = np.array(ws) - lowest
    return batch * np.arange(len(ws)), ((off @ hessian) * off).sum(axis=2).mean(axis=1) / 2


def batch_size(batch, lr):
    """Above, the loss against the examples seen; below, its end for every batch size."""
    sizes = sorted({*BATCHES, batch})
    descents = {size: _descended(size, lr) for size in sizes}
    n = sizes[-1]
    by_examples = np.array([loss[-1] for _, loss in descents.values()])
    by_steps = np.array([loss[EPOCHS] for _, loss in descents.values()])
    looks = {"ylabel": "excess_loss", "yscale": "log", "ylim": (3e-4, 3), "fine": False}
    seen, loss = descents[batch]
    curves = {f"B = {batch}": (seen, loss), "full_batch": descents[n]}
    if batch == n:
        del curves[f"B = {batch}"]
    above = plotting.lines(seen, curves, xlabel="examples", markers=False, size=SIZE, **looks)
    below = plotting.lines(
        np.array(sizes),
        {"equal_examples": by_examples, "equal_steps": by_steps},
        xlabel="batch_size",
        xscale="log",
        vertical={f"B = {batch}": batch},
        markers=False,
        size=SIZE,
        **looks,
    )
    numbers = {
        "runs": RUNS,
        "epochs": EPOCHS,
        "steps": len(loss) - 1,
        "loss": loss[-1],
        "early": loss[EPOCHS],
        "best": sizes[int(by_examples.argmin())],
        "lowest": by_examples.min(),
    }
    return Seen(plotting.panels([above, below]), numbers)
