"""The digits network: one training, and the many trainings of a heatmap."""

from functools import cache

import numpy as np

import gdlib as gd
from benchmarks.measuring import Case, installed

STEPS, BATCH = 570, 32


@cache
def digits():
    return gd.problems.digits()


def network():
    return gd.problems.Network(digits().x_train, digits().y_train, batch_size=BATCH)


def batches(steps, size, seed=0):
    """The same examples for everyone."""
    rng = np.random.default_rng(seed)
    n = len(digits().y_train)
    return [rng.choice(n, size, replace=False) for _ in range(steps)]


def gdlib_training():
    net, adam = network(), gd.Adam()
    rows = batches(STEPS, BATCH)

    def run():
        w, state = net.start, adam.init(net.start)
        for some in rows:
            w, state = adam.step(w, net.grad(w, some), state)
        return w

    return run


def torch_training(net, rows, dtype, make):
    """Eager PyTorch as one would write it: modules, autograd, `torch.optim`."""
    import torch

    x = torch.from_numpy(net.x).to(dtype)
    y = torch.from_numpy(net.y)
    rows = [torch.from_numpy(some) for some in rows]
    inputs, hidden = net.shapes[0]
    classes = net.shapes[3][0]
    loss = torch.nn.CrossEntropyLoss()

    def run():
        first, second = torch.nn.Linear(inputs, hidden), torch.nn.Linear(hidden, classes)
        model = torch.nn.Sequential(first, torch.nn.Tanh(), second).to(dtype)
        with torch.no_grad():
            w1, b1, w2, b2 = map(torch.tensor, net.unpack(net.start))
            for layer, weights, bias in [(first, w1, b1), (second, w2, b2)]:
                layer.weight.copy_(weights.T)
                layer.bias.copy_(bias)
        optimizer = make(model.parameters())
        for some in rows:
            optimizer.zero_grad()
            loss(model(x[some]), y[some]).backward()
            optimizer.step()
        layers = (first.weight.T, first.bias, second.weight.T, second.bias)
        return np.concatenate([part.detach().numpy().ravel() for part in layers])

    return run


def same_training(results):
    net, data = network(), digits()
    accuracies = set()
    for weights in results.values():
        np.testing.assert_allclose(weights, results["gdlib"], rtol=0, atol=1e-7)
        accuracies.add(float(net.accuracy(weights, data.x_test, data.y_test)))
    assert len(accuracies) == 1
    assert accuracies.pop() > 0.9


# The heatmap: weight decays x learning rates.
RATES, DECAYS = np.geomspace(10**-2.5, 0.1, 7), np.geomspace(1e-3, 1, 9)
MAP_STEPS, MAP_BATCH = 250, 64


def gdlib_heatmap():
    data = digits()
    net = gd.problems.Network(data.x_train, data.y_train, batch_size=MAP_BATCH)
    grid = {"weight_decay": DECAYS, "lr": RATES}
    start = net.start.astype(np.float32)

    def run():
        rng = np.random.default_rng(0)
        return gd.sweep(net, gd.AdamW, grid, start, steps=MAP_STEPS, rng=rng).x

    return run


def torch_heatmap():
    import torch

    data = digits()
    net = gd.problems.Network(data.x_train, data.y_train, batch_size=MAP_BATCH)
    rows = batches(MAP_STEPS, MAP_BATCH)

    def run():
        trained = [
            torch_training(
                net,
                rows,
                torch.float32,
                lambda weights, lr=lr, decay=decay: torch.optim.AdamW(
                    weights, lr=lr, weight_decay=decay
                ),
            )()
            for decay in DECAYS
            for lr in RATES
        ]
        return np.stack(trained, axis=1).reshape(-1, len(DECAYS), len(RATES))

    return run


def same_heatmap(results):
    net, data = network(), digits()
    accuracies = [
        net.accuracy(w.reshape(len(w), -1), data.x_test, data.y_test) for w in results.values()
    ]
    # Single trainings at rates where the loss jumps about amplify rounding errors of float32.
    for accuracy in accuracies:
        assert np.median(np.abs(accuracy - accuracies[0])) < 0.005
        assert abs(accuracy.mean() - accuracies[0].mean()) < 0.01
        assert abs(accuracy.max() - accuracies[0].max()) < 0.01
        assert accuracy.max() > 0.9


def cases():
    contenders, maps = {"gdlib": gdlib_training()}, {"gdlib": gdlib_heatmap()}
    if installed("torch"):
        import torch

        contenders["PyTorch"] = torch_training(
            network(), batches(STEPS, BATCH), torch.float64, torch.optim.Adam
        )
        maps["PyTorch"] = torch_heatmap()
    yield Case("bench_network", contenders, same_training, {"PyTorch": 0.25})
    yield Case("bench_heatmap", maps, same_heatmap, {"PyTorch": 0.20}, rounds=2)
