"""One update rule each, its lines in the order of its formula.

An optimizer is a frozen dataclass of hyperparameters. ``init(x)`` gives the state before the
first step; ``step(x, g, state)`` takes a point, the gradient there and the state, and returns
the next point and state. Both are pure: nothing they are given is changed. Points have shape
``(n,)`` or, for many runs at once, ``(n, B)``; hyperparameters are numbers, or arrays that
broadcast over the run axis (they are float64, so that arrays of them compute in float64). The
dtype of the point is kept; integer points become float64.

Conventions are PyTorch's: the learning rate stands outside the velocity, epsilon outside the
root, and AdamW's decay is multiplied by the learning rate.
"""

from dataclasses import dataclass, fields
from functools import wraps
from typing import NamedTuple

import numpy as np

from gdlib.arguments import as_numbers, as_point
from gdlib.tapes import Symbol, Tape

__all__ = ["Optimizer", "SGD", "Momentum", "RMSprop", "Adam", "AdamW", "step_in_place"]

Setting = float | np.ndarray

# Numbers that `step_in_place` moves at once: a few arrays of them fit the processor's cache.
_CHUNK = 2**16

_UNIT = ("in [0, 1)", lambda value: (value >= 0) & (value < 1))
_POSITIVE = ("positive and finite", lambda value: (value > 0) & np.isfinite(value))
_NOT_NEGATIVE = ("zero or above, and finite", lambda value: (value >= 0) & np.isfinite(value))
_ALLOWED = {
    "lr": _POSITIVE,
    "momentum": _UNIT,
    "decay": _UNIT,
    "beta1": _UNIT,
    "beta2": _UNIT,
    "eps": _POSITIVE,
    "weight_decay": _NOT_NEGATIVE,
}


@dataclass(frozen=True)
class Optimizer:
    """What all rules share: checked hyperparameters and checked arguments.

    ``runs`` is the shape of the run axis that array-valued settings ask for; ``()`` if none is.
    """

    _state = tuple

    def __post_init__(self):
        names = self.hyperparameters()
        for name in names:
            object.__setattr__(self, name, _as_setting(name, getattr(self, name)))
        shapes = [np.shape(getattr(self, name)) for name in names]
        try:
            object.__setattr__(self, "runs", np.broadcast_shapes(*shapes))
        except ValueError:
            given = ", ".join(f"{name} {s}" for name, s in zip(names, shapes, strict=True) if s)
            raise ValueError(f"the settings have shapes {given}; they must broadcast") from None

    @classmethod
    def hyperparameters(cls):
        """The names of the numeric settings, in the order of the constructor."""
        return [f.name for f in fields(cls) if f.name in _ALLOWED]

    def init(self, x):
        """The state before the first step from ``x``, a point ``(n,)`` or points ``(n, B)``.

        Raises ``ValueError`` for NaN or infinity in ``x``, ``TypeError`` for what is no number.
        """
        raise NotImplementedError

    def step(self, x, g, state):
        """The next point and the next state, from a point, the gradient there and the state.

        ``x`` and ``g`` have one shape, ``(n,)`` or ``(n, B)``; the new point has it too, and the
        dtype of ``x``. Nothing that is passed in changes.

        Raises ``ValueError`` if ``g`` or ``state`` does not have the shape of ``x``, or if
        array-valued settings do not broadcast over its run axis; ``TypeError`` for what is no
        number, or no state of this rule.
        """
        raise NotImplementedError

    def _ready(self, x, g, state):
        """``x`` and ``g`` as arrays of one dtype, or the error that names what is wrong."""
        x, g = as_numbers(x, "x"), as_numbers(g, "g")
        if g.shape != x.shape:
            raise ValueError(f"g has shape {g.shape}; it must be the point's, {x.shape}")
        if not isinstance(state, self._state):
            raise TypeError(f"state is {state!r}; it must come from init or from the last step")
        if state and np.shape(state[0]) != x.shape:
            raise ValueError(
                f"state.{state._fields[0]} has shape {np.shape(state[0])}; "
                f"it must be the point's, {x.shape}"
            )
        if self.runs and not _fits(self.runs, x.shape[1:]):
            arrays = [name for name in self.hyperparameters() if np.ndim(getattr(self, name))]
            raise ValueError(
                f"{' and '.join(arrays)} have shape {self.runs}; it must broadcast over the run "
                f"axis of the point, whose shape is {x.shape}"
            )
        return x, g.astype(x.dtype, copy=False)


def _fits(settings, runs):
    try:
        return np.broadcast_shapes(settings, runs) == runs
    except ValueError:
        return False


def _as_setting(name, value):
    says, allowed = _ALLOWED[name]
    array = as_numbers(value, name).astype(float)
    wrong = ~allowed(array)
    if array.size == 0 or wrong.any():
        where = f"[{np.flatnonzero(wrong)[0]}]" if array.ndim == 1 and array.size else ""
        shown = array[wrong][0] if array.size else value
        raise ValueError(f"{name}{where} is {shown}; it must be {says}")
    array.flags.writeable = False
    return array if array.ndim else float(array)


def _rule(step):
    """Around every ``step``: its arguments checked first, the dtype of the point kept last."""

    @wraps(step)
    def checked(self, x, g, state):
        if isinstance(x, Symbol):  # a recording, on arrays that were checked before it
            return step(self, x, g.astype(x.dtype), state)
        x, g = self._ready(x, g, state)
        new, state = step(self, x, g, state)
        return np.asarray(new, dtype=x.dtype), state

    return checked


def _zeros(x):
    return np.zeros_like(as_point(x))


class SGDState(NamedTuple):
    """Plain gradient descent remembers nothing."""


@dataclass(frozen=True)
class SGD(Optimizer):
    r"""Gradient descent; stochastic where the gradient it is given is.

    $$x_{t+1} = x_t - \alpha \nabla f(x_t)$$

    ``lr`` is $\alpha$, default 1e-3, positive. The same in every framework.
    Source: Robbins and Monro (1951).
    """

    lr: Setting = 1e-3
    _state = SGDState

    def init(self, x):
        as_point(x)
        return SGDState()

    @_rule
    def step(self, x, g, state):
        x = x - self.lr * g  # x ← x − α∇f(x)
        return x, state


class MomentumState(NamedTuple):
    """``v``, the velocity, has the shape of the point."""

    v: np.ndarray


@dataclass(frozen=True)
class Momentum(Optimizer):
    r"""Gradient descent with a velocity, Polyak's heavy ball.

    $$v_{t+1} = \rho v_t + \nabla f(x_t), \qquad x_{t+1} = x_t - \alpha v_{t+1}$$

    ``lr`` is $\alpha$, default 1e-3, positive; ``momentum`` is $\rho$, default 0.9, in [0, 1).
    The learning rate stands outside the velocity, as in PyTorch (whose default momentum is 0)
    and optax; Keras and CS231n put it inside, which differs only when ``lr`` changes on the way.
    An average with weights $1 - \rho$ needs an ``lr`` larger by $1/(1-\rho)$ for the same path.
    Source: Polyak (1964).
    """

    lr: Setting = 1e-3
    momentum: Setting = 0.9
    _state = MomentumState

    def init(self, x):
        return MomentumState(v=_zeros(x))

    @_rule
    def step(self, x, g, state):
        v = self.momentum * state.v + g  # v ← ρv + ∇f(x)
        x = x - self.lr * v  # x ← x − αv
        return x, MomentumState(v)


class RMSpropState(NamedTuple):
    """``s``, the running mean of squared gradients, has the shape of the point."""

    s: np.ndarray


@dataclass(frozen=True)
class RMSprop(Optimizer):
    r"""Every coordinate divided by the root of its own mean squared gradient.

    $$s_{t+1} = \gamma s_t + (1-\gamma) \nabla f(x_t)^2, \qquad
    x_{t+1} = x_t - \frac{\alpha}{\sqrt{s_{t+1}} + \epsilon} \nabla f(x_t)$$

    ``lr`` is $\alpha$, default 1e-2, positive; ``decay`` is $\gamma$, default 0.99, in [0, 1);
    ``eps`` is $\epsilon$, default 1e-8, positive. Epsilon stands outside the root, as in PyTorch;
    with ``eps_inside_root=True`` the divisor is $\sqrt{s + \epsilon}$, as in Keras, in optax unless
    told otherwise, in Dive into Deep Learning and in this book's source document.
    Keras, optax and Dive into Deep Learning use a decay of 0.9. Source: Tieleman and Hinton (2012).
    """

    lr: Setting = 1e-2
    decay: Setting = 0.99
    eps: Setting = 1e-8
    eps_inside_root: bool = False
    _state = RMSpropState

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.eps_inside_root, bool | np.bool_):
            raise TypeError(
                f"eps_inside_root is {self.eps_inside_root!r}; it must be True or False"
            )

    def init(self, x):
        return RMSpropState(s=_zeros(x))

    @_rule
    def step(self, x, g, state):
        s = self.decay * state.s + (1 - self.decay) * g * g  # s ← γs + (1−γ)∇f(x)²
        if self.eps_inside_root:
            root = np.sqrt(s + self.eps)
        else:
            root = np.sqrt(s) + self.eps
        x = x - self.lr * g / root  # x ← x − α∇f(x) / (√s + ε)
        return x, RMSpropState(s)


class AdamState(NamedTuple):
    """``m`` and ``v``, the two moments, have the shape of the point; ``power1`` and ``power2``
    are $\\beta_1^t$ and $\\beta_2^t$, kept as running products."""

    m: np.ndarray
    v: np.ndarray
    power1: Setting
    power2: Setting


@dataclass(frozen=True)
class Adam(Optimizer):
    r"""Momentum and RMSprop together, both averages corrected for their start at zero.

    $$m_{t+1} = \beta_1 m_t + (1-\beta_1) \nabla f(x_t), \qquad
    v_{t+1} = \beta_2 v_t + (1-\beta_2) \nabla f(x_t)^2$$
    $$\hat m = \frac{m_{t+1}}{1-\beta_1^{t+1}}, \qquad \hat v = \frac{v_{t+1}}{1-\beta_2^{t+1}},
    \qquad x_{t+1} = x_t - \alpha \frac{\hat m}{\sqrt{\hat v} + \epsilon}$$

    ``lr`` is $\alpha$, default 1e-3, positive; ``beta1`` 0.9 and ``beta2`` 0.999, in [0, 1);
    ``eps`` is $\epsilon$, default 1e-8, positive, added to $\sqrt{\hat v}$ as in Algorithm 1 of
    the paper, PyTorch and optax. Keras adds its 1e-7 to $\sqrt{v}$ before the correction (the
    paper's $\hat\epsilon$). Source: Kingma and Ba (2015).
    """

    lr: Setting = 1e-3
    beta1: Setting = 0.9
    beta2: Setting = 0.999
    eps: Setting = 1e-8
    _state = AdamState

    def init(self, x):
        return AdamState(m=_zeros(x), v=_zeros(x), power1=1.0, power2=1.0)

    @_rule
    def step(self, x, g, state):
        m = self.beta1 * state.m + (1 - self.beta1) * g  # m ← β₁m + (1−β₁)∇f(x)
        v = self.beta2 * state.v + (1 - self.beta2) * g * g  # v ← β₂v + (1−β₂)∇f(x)²
        power1, power2 = self.beta1 * state.power1, self.beta2 * state.power2
        m_hat = m / (1 - power1)  # m̂ = m / (1 − β₁ᵗ)
        v_hat = v / (1 - power2)  # v̂ = v / (1 − β₂ᵗ)
        x = x - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)  # x ← x − αm̂ / (√v̂ + ε)
        return x, AdamState(m, v, power1, power2)


@dataclass(frozen=True)
class AdamW(Adam):
    r"""Adam with decoupled weight decay: the point shrinks beside the gradient step.

    $$x_{t+1} = x_t - \alpha\lambda x_t - \alpha \frac{\hat m}{\sqrt{\hat v} + \epsilon}$$

    ``weight_decay`` is $\lambda$, default 1e-2, zero or above; the rest is Adam's. The decay is
    multiplied by ``lr``, as in PyTorch (1e-2), Keras (4e-3) and optax (1e-4); Algorithm 2 of the
    paper multiplies it by the schedule alone, so its $\lambda$ is this one times ``lr``.
    Source: Loshchilov and Hutter (2019).
    """

    weight_decay: Setting = 1e-2

    @_rule
    def step(self, x, g, state):
        x = x - self.lr * self.weight_decay * x  # x ← x − αλx
        return super().step(x, g, state)


# The rules that are arithmetic alone, which a tape may record.
RECORDABLE = (SGD, Momentum, RMSprop, Adam, AdamW)


def step_in_place(optimizer, x, g, state):
    """Take ``optimizer.step(x, g, state)`` for a large point, overwriting ``x`` and ``state``.

    The same rule to the same bits, a part of the point at a time: beyond its arguments it needs
    memory for one part only, and no part leaves the processor's cache. ``x`` becomes the next
    point, the arrays of ``state`` the next state's, in their own dtypes; the next state, which
    shares them, is returned. ``g`` is left alone. ``x`` is ``(n,)`` or ``(n, B)`` as for ``step``.

    Raises ``TypeError`` unless ``optimizer`` is one of gdlib's and ``x`` a floating-point array;
    ``ValueError`` for an array that cannot be written to, and everything that ``step`` refuses,
    all before anything is overwritten.
    """
    if type(optimizer) not in RECORDABLE:
        raise TypeError(
            f"optimizer is {optimizer!r}; it must be one of gdlib's, such as gd.Adam(lr=0.001)"
        )
    if not isinstance(x, np.ndarray) or x.dtype.kind != "f" or x.ndim == 0:
        raise TypeError(f"x is {x!r}; it must be an array of floating-point numbers")
    g = optimizer._ready(x, g, state)[1]
    written = {f"state.{name}": v for name, v in state._asdict().items() if np.shape(v) == x.shape}
    for name, array in {"x": x, **written}.items():
        if not array.flags.writeable:
            raise ValueError(f"{name} is read-only; it must be an array that can be overwritten")
    if np.may_share_memory(g, x):
        g = g.copy()
    return played_in_parts(optimizer, x, state)(state, g)


def played_in_parts(optimizer, x, state):
    """A function of a state and a gradient that takes a step of ``x``, overwriting ``x`` and the
    state's arrays, a part of the point after the other. It returns the next state.
    """
    names = [name for name in state._fields if np.shape(getattr(state, name)) == x.shape]

    def cut(state, part):
        return state._replace(**{name: getattr(state, name)[part] for name in names})

    def step(x, state, g):
        return optimizer.step(x, g, state)

    rows = max(1, _CHUNK * len(x) // max(1, x.size))
    one = slice(0, 1)
    tape = Tape(step, x[one], cut(state, one), x[one], rows=rows)
    parts = [slice(low, low + rows) for low in range(0, len(x), rows)]
    plays = [tape.on(x[part], cut(state, part)) for part in parts]

    def play(state, g):
        after = state
        for part, play_part in zip(parts, plays, strict=True):
            after = play_part(cut(state, part), g[part])
        return after._replace(**{name: getattr(state, name) for name in names})

    return play
