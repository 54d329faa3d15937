"""The exercises of the chapter on Adam."""

from itertools import product

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Number, Optimizer
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.optimizers import Adam

__all__ = ["EXERCISES"]

STEP = ("x", "m", "v", "g", "t", "lr", "beta1", "beta2", "eps")


def moments(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def source_moments(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta2) * g, beta1 * v + (1 - beta2) * g**2


def unsquared_moments(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g


def first_slip(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta2) * g, beta2 * v + (1 - beta2) * g**2


def second_slip(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta1 * v + (1 - beta2) * g**2


def exchanged_moments(m, v, g, beta1, beta2):
    return moments(m, v, g, 1 - beta1, 1 - beta2)


def unweighted_moments(m, v, g, beta1, beta2):
    return beta1 * m + g, beta2 * v + g**2


def same_weight_moments(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta1 * v + (1 - beta1) * g**2


def divisor(v_hat, eps):
    return np.sqrt(v_hat) + eps


def divisor_inside(v_hat, eps):
    return np.sqrt(v_hat + eps)


def divisor_without_epsilon(v_hat, eps):
    return np.sqrt(v_hat)


def divisor_without_root(v_hat, eps):
    return v_hat + eps


def stepping(moments=moments, divisor=divisor, time=lambda t: t, beside=0):
    """One step of Adam, with slips where parts are exchanged for others.

    ``time`` is the t of the bias correction; ``beside`` times ε is added after the division.
    """

    def step(x, m, v, g, t, lr, beta1, beta2, eps):
        m, v = moments(m, v, g, beta1, beta2)
        m_hat, v_hat = m / (1 - beta1 ** time(t)), v / (1 - beta2 ** time(t))
        if beside:
            return x - lr * m_hat / np.sqrt(v_hat) + beside * eps, m, v
        return x - lr * m_hat / divisor(v_hat, eps), m, v

    return step


step = stepping()
stuck = stepping(time=lambda t: 1)
beside = stepping(beside=1)


def uphill(x, m, v, g, t, lr, beta1, beta2, eps):
    return step(x, m, v, g, t, -lr, beta1, beta2, eps)


def swapped(x, m, v, g, t, lr, beta1, beta2, eps):
    return step(x, m, v, g, t, lr, beta2, beta1, eps)


def uncorrected(x, m, v, g, t, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return x - lr * m / divisor(v, eps), m, v


def half_corrected(x, m, v, g, t, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return x - lr * m / (1 - beta1**t) / divisor(v, eps), m, v


def other_half_corrected(x, m, v, g, t, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return x - lr * m / divisor(v / (1 - beta2**t), eps), m, v


def epsilon_hat(x, m, v, g, t, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return x - rate * m / divisor(v, eps), m, v


def keeps_corrected(x, m, v, g, t, lr, beta1, beta2, eps):
    new, m, v = step(x, m, v, g, t, lr, beta1, beta2, eps)
    return new, m / (1 - beta1**t), v / (1 - beta2**t)


def old_moments(x, m, v, g, t, lr, beta1, beta2, eps):
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return x - lr * m_hat / divisor(v_hat, eps), *moments(m, v, g, beta1, beta2)


def in_place(x, m, v, g, t, lr, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g**2
    x -= lr * m / (1 - beta1**t) / divisor(v / (1 - beta2**t), eps)
    return x, m, v


def steps_to_take(rng):
    """A first step, a later one, one without a gradient, and any, of one run or of several."""
    x, g = np.array([1.0, 2.0]), np.array([2.0, -4.0])
    m, v = np.array([0.5, -1.0]), np.array([1.0, 3.0])
    yield x, np.zeros(2), np.zeros(2), g, 1, 0.1, 0.5, 0.9, 0.2
    yield x, m, v, g, 3, 0.1, 0.5, 0.9, 0.2
    yield x, m, v, np.zeros(2), 2, 0.3, 0.6, 0.8, 0.5
    for shape in [(1,), (5,), (2, 3)]:
        x, m, v, g = rng.normal(size=(4, *shape))
        beta1, beta2 = rng.uniform([0.2, 0.7], [0.5, 0.95])
        yield x, m, v**2 + 0.1, g, int(rng.integers(2, 6)), 0.2, beta1, beta2, 0.3


def optimizer(take, begin=1):
    """The class of the optimizers that take a given step; the first of them is number ``begin``."""

    class Made(Adam):
        def init(self, x):
            return np.zeros_like(x), np.zeros_like(x), begin

        def step(self, x, g, state):
            m, v, t = state
            x, m, v = take(x, m, v, g, t, self.lr, self.beta1, self.beta2, self.eps)
            return x, (m, v, t + 1)

    return Made


class Remembering(Adam):
    """Keeps the moments in the class, where all its optimizers share them."""

    kept = {"m": 0.0, "v": 0.0, "t": 0}

    def init(self, x):
        return ()

    def step(self, x, g, state):
        m, v, t = self.kept["m"], self.kept["v"], self.kept["t"] + 1
        x, m, v = step(x, m, v, g, t, self.lr, self.beta1, self.beta2, self.eps)
        self.kept.update(m=m, v=v, t=t)
        return x, state


SOURCE_BETAS = Said(
    ko="원문에 적힌 대로다. 그라디언트의 계수와 옛 평균의 계수가 짝이 맞지 않는다. m에는 β₁과 1 − "
    "β₁, v에는 β₂와 1 − β₂를 쓴다.",
    en="These are the weights that the source document prints: they do not sum to one. m takes β₁ "
    "and 1 − β₁, v takes β₂ and 1 − β₂.",
)
FIRST_SLIP = Said(
    ko="m에서 그라디언트의 계수가 1 − β₂다. m의 두 계수는 β₁과 1 − β₁이다.",
    en="In m the gradient has the weight 1 − β₂. The weights of m are β₁ and 1 − β₁.",
)
SECOND_SLIP = Said(
    ko="v에서 옛 평균의 계수가 β₁이다. v의 두 계수는 β₂와 1 − β₂다.",
    en="In v the old average has the weight β₁. The weights of v are β₂ and 1 − β₂.",
)
EXCHANGED = Said(
    ko="두 계수의 자리가 바뀌었다. 옛 평균에 β, 새 그라디언트에 1 − β를 곱한다.",
    en="The two weights are exchanged. β belongs to the old average, 1 − β to the new gradient.",
)
UNWEIGHTED = Said(
    ko="새 그라디언트에 1 − β를 곱하지 않았다. 그러면 평균이 아니라 합이 된다.",
    en="The new gradient lacks its weight 1 − β, which makes sums of the averages.",
)
NO_EPSILON = Said(
    ko="ε이 빠졌다. 그라디언트가 한 번도 없었던 좌표에서 0을 0으로 나눈다.",
    en="ε is missing: a coordinate that never had a gradient divides 0 by 0.",
)
KEEPS_CORRECTED = Said(
    ko="보정한 값을 상태로 돌려준다. 다음 스텝에서 한 번 더 보정하게 된다. 보정하기 전의 m과 v를 "
    "돌려주자.",
    en="The corrected values are returned as the state, and would be corrected again at the next "
    "step. Return m and v from before the correction.",
)
BESIDE_IN_BRACKETS = Said(
    ko="ε을 나눗셈이 끝난 뒤에 더했다. 나누는 수에 더해야 한다: `/ (np.sqrt(v_hat) + eps)`.",
    en="ε is added after the division. It belongs to the divisor: `/ (np.sqrt(v_hat) + eps)`.",
)

WEIGHTS = {
    "source-betas": source_moments,
    "first-slip": first_slip,
    "second-slip": second_slip,
}
LEFT = {
    "source-betas": Said(ko="두 평균의 계수", en="the weights of the averages"),
    "first-slip": Said(ko="m에서 그라디언트의 계수", en="the weight of the gradient in m"),
    "second-slip": Said(ko="v에서 옛 평균의 계수", en="the weight of the old average in v"),
    "stuck": Said(ko="1에 머물러 있는 t", en="t, which stays at 1"),
    "beside": Said(ko="나눗셈 뒤에 더한 ε", en="ε, which is added after the division"),
}


def slips_left():
    """The class of the exercise with some of its slips mended, but two or more left."""
    for names in (
        *product(WEIGHTS, ["stuck"]),
        *product(WEIGHTS, ["beside"]),
        *product(WEIGHTS, ["stuck"], ["beside"]),
        ("stuck", "beside"),
    ):
        wrong = stepping(
            WEIGHTS.get(names[0], moments),
            time=(lambda t: 1) if "stuck" in names else (lambda t: t),
            beside=int("beside" in names),
        )
        left = Said(
            ko=f"아직 남은 것: {', '.join(LEFT[name].ko for name in names)}.",
            en=f"Still to be mended: {'; '.join(LEFT[name].en for name in names)}.",
        )
        yield Mistake("-and-".join(names), optimizer(wrong), left)


EXERCISES = (
    Exercise(
        "adam-1",
        Array([0.1, -0.1, -0.1 * 1e-4 / (1e-4 + 1e-8), -0.05]),
        right=Said(
            ko="첫 스텝은 −αg/(|g| + ε)이다. 크기가 ε보다 훨씬 큰 그라디언트에서는 부호만 남는다. "
            "두 번째 스텝에서 그라디언트의 부호가 뒤집히면 얼마나 걸을지도 계산해 보자.",
            en="The first step is −αg/(|g| + ε): far above ε only the sign of the gradient is "
            "left. How long is the second step if the gradient flips its sign?",
        ),
        hints=(
            Said(
                ko="t = 1에서 m = (1 − β₁)g를 1 − β₁로 나누면 무엇이 남는가? v는 어떤가?",
                en="At t = 1, what is left of m = (1 − β₁)g after the division by 1 − β₁? And of "
                "v?",
            ),
            Said(
                ko="보정하면 g와 g²이다. 따라서 스텝은 −αg/(|g| + ε)이다.",
                en="The corrections give back g and g², so the step is −αg/(|g| + ε).",
            ),
            Said(
                ko="마지막 그라디언트는 ε과 크기가 같다. 그래서 나누는 수가 두 배가 된다.",
                en="The last gradient is as large as ε, which doubles the divisor there.",
            ),
        ),
        mistakes=(
            Mistake(
                "epsilon-forgotten",
                [0.1, -0.1, -0.1, -0.1],
                Said(
                    ko="앞의 셋은 맞다. 마지막 좌표에서는 그라디언트가 ε = 1e-8만큼 작아서 ε을 "
                    "무시할 수 없다.",
                    en="The first three are right. In the last coordinate the gradient is as "
                    "small as ε = 1e-8, which can no longer be left out.",
                ),
            ),
            Mistake(
                "too-small-to-move",
                [0.1, -0.1, -0.1, 0.0],
                Said(
                    ko="앞의 셋은 맞다. 마지막 그라디언트는 작지만 ε만 하다. 나누는 수가 |g| + ε "
                    "= 2ε이므로 걸음이 0은 아니다.",
                    en="The first three are right. The last gradient is small, but as large as ε: "
                    "the divisor is |g| + ε = 2ε, and the step is not 0.",
                ),
            ),
            Mistake(
                "rate-forgotten",
                [1, -1, -1, -0.5],
                Said(
                    ko="α를 곱하지 않았다. 이것은 α를 단위로 잰 걸음이다.",
                    en="α is missing: these are the steps in units of it.",
                ),
            ),
            Mistake(
                "sizes-alone",
                [0.1, 0.1, 0.1, 0.05],
                Said(
                    ko="걸음의 크기는 맞다. 방향은 그라디언트의 부호와 반대다.",
                    en="The sizes are right. The direction of each is against its gradient.",
                ),
            ),
            Mistake("no-bias-correction", [0.3162, -0.3162, -0.3152, -0.0097]),
            Mistake("epsilon-inside", [0.1, -0.1, -0.0707, -0.00001]),
            Mistake(
                "gradient-not-divided",
                [0.8, -0.02, -1e-5, -1e-9],
                Said(
                    ko="그라디언트에 α를 곱하기만 했다. 그것은 SGD의 스텝이다. Adam은 √v̂로 나눈다.",
                    en="This is α times the gradient, the step of SGD. Adam divides by √v̂.",
                ),
            ),
        ),
    ),
    Exercise(
        "adam-2",
        Array(1 / np.sqrt(1 - 0.99 ** np.array([1, 100, 1000]))),
        right=Said(
            ko="다른 것은 v의 보정뿐이고, 그 차이는 β₂의 기억이 다 찰 때까지만 이어진다. "
            "RMSprop의 첫 스텝이 길었던 까닭이 이것이다.",
            en="Only the correction of v is different, and only until the memory of β₂ is full. "
            "It is why RMSprop's first steps are so long.",
        ),
        hints=(
            Said(
                ko="β₁ = 0이면 m = g다. 남은 차이는 v를 1 − β₂ᵗ로 나누는지뿐이다.",
                en="With β₁ = 0, m = g. What remains is whether v is divided by 1 − β₂ᵗ.",
            ),
            Said(
                ko="v는 제곱근을 거쳐 나누는 수가 된다. 보정도 제곱근을 거친다.",
                en="v becomes a divisor through the root, and so does its correction.",
            ),
            Said(
                ko="비는 1/√(1 − 0.99ᵗ)이다. t에 1, 100, 1000을 넣는다.",
                en="The ratio is 1/√(1 − 0.99ᵗ), with t = 1, 100 and 1000.",
            ),
        ),
        mistakes=(
            Mistake(
                "root-forgotten",
                1 / (1 - 0.99 ** np.array([1, 100, 1000])),
                Said(
                    ko="보정 1 − 0.99ᵗ를 그대로 썼다. 나누는 수는 √v이므로 보정에도 제곱근을 "
                    "씌운다.",
                    en="The correction 1 − 0.99ᵗ is used as it is. The divisor is √v, so its root "
                    "is wanted.",
                ),
            ),
            Mistake(
                "upside-down",
                np.sqrt(1 - 0.99 ** np.array([1, 100, 1000])),
                Said(
                    ko="비가 뒤집혔다. RMSprop의 나누는 수가 더 작으므로 RMSprop의 스텝이 더 길다.",
                    en="The ratio is upside down. RMSprop's divisor is smaller, so its step is "
                    "the longer one.",
                ),
            ),
            Mistake(
                "default-beta",
                1 / np.sqrt(1 - 0.999 ** np.array([1, 100, 1000])),
                Said(
                    ko="기본값인 β₂ = 0.999로 계산했다. 여기서는 0.99다.",
                    en="This is for the default, β₂ = 0.999. Here it is 0.99.",
                ),
            ),
            Mistake(
                "never-fills",
                [10.0, 10.0, 10.0],
                Said(
                    ko="10배는 첫 스텝의 값이다. v가 채워지면서 차이는 사라진다.",
                    en="Ten is the ratio of the first step. It goes as v fills.",
                ),
            ),
        ),
    ),
    Exercise(
        "adam-3",
        Number(0.9454),
        right=Said(
            ko="최솟점 −1의 반대쪽 끝이다. v의 반감기 69 스텝이 주기 101보다 짧아서, 다음 큰 "
            "그라디언트가 올 때면 지난번 것을 잊은 뒤다. β₂를 얼마까지 올려야 −1로 갈까? 0.999로는 "
            "아직 모자라다.",
            en="The wrong end: the minimum is at −1. The half-life of v, 69 steps, is shorter "
            "than the period of 101, and the large gradient is forgotten before the next comes. "
            "Which β₂ brings the point to −1? 0.999 does not yet.",
        ),
        hints=(
            Said(
                ko="배열 대신 보통의 수로 반복문을 돌리면 1초가 안 걸린다.",
                en="With plain numbers instead of arrays the loop takes less than a second.",
            ),
            Said(
                ko="스텝마다 `x = min(1.0, max(-1.0, x))`로 구간 안에 붙들어 둔다.",
                en="Keep the point in its interval at every step: `x = min(1.0, max(-1.0, x))`.",
            ),
            Said(
                ko="`g = 1010.0 if t % 101 == 1 else -10.0`이고, 보정에는 `0.9**t`와 `0.99**t`를 "
                "쓴다.",
                en="`g = 1010.0 if t % 101 == 1 else -10.0`, and the corrections use `0.9**t` and "
                "`0.99**t`.",
            ),
        ),
        mistakes=(
            Mistake(
                "expected-the-minimum",
                -1.0,
                Said(
                    ko="−1은 최솟점이고 AMSGrad라면 그 곁에서 끝난다. Adam은 그리로 가지 않는다. "
                    "돌려서 확인해 보자.",
                    en="−1 is the minimum, and AMSGrad ends beside it. Adam does not go there: "
                    "run it and see.",
                ),
            ),
            Mistake(
                "at-the-wall",
                1.0,
                Said(
                    ko="그쪽 끝으로 가는 것은 맞다. 그런데 벽에 붙어 있지는 않다. 큰 그라디언트가 "
                    "올 때마다 조금 밀려난다. 걸어 보고 점을 읽자.",
                    en="It does go to this end. But it does not sit at the wall: every large "
                    "gradient pushes it off a little. Walk, and read the point.",
                ),
            ),
            Mistake(
                "not-clipped",
                56.406,
                Said(
                    ko="점이 [−1, 1] 밖으로 나갔다. 스텝마다 구간 안으로 되돌려야 한다.",
                    en="The point has left [−1, 1]. It has to be brought back at every step.",
                ),
            ),
            Mistake(
                "longer-memory",
                0.9345,
                Said(
                    ko="β₂가 0.999일 때의 값이다. 여기서는 0.99다.",
                    en="This is the end for β₂ = 0.999. Here it is 0.99.",
                ),
            ),
        ),
    ),
    Exercise(
        "adam-4",
        Function(step, steps_to_take, names=STEP, returns=("x", "m", "v")),
        right=Said(
            ko="다섯 줄이 `gd.Adam`과 같은 일을 한다. 보정은 걸음에만 쓰이고 상태에는 남지 "
            "않는다. 이제 이 함수로 `ravine(100)`을 내려가 보자.",
            en="It does what `gd.Adam` does: the correction serves the step and stays out of the "
            "state. Go down `ravine(100)` with it next.",
        ),
        hints=(
            Said(
                ko="먼저 두 평균을 고친다. 각 평균에서 두 계수의 합은 1이다.",
                en="Update the two averages first. In each of them the two weights sum to one.",
            ),
            Said(
                ko="새 m과 v를 `1 - beta1**t`와 `1 - beta2**t`로 나누어 걸음에 쓴다.",
                en="For the step, divide the new m and v by `1 - beta1**t` and `1 - beta2**t`.",
            ),
            Said(
                ko="`x - lr * m_hat / (np.sqrt(v_hat) + eps), m, v`를 돌려준다. m과 v는 보정하기 "
                "전의 값이다.",
                en="Return `x - lr * m_hat / (np.sqrt(v_hat) + eps), m, v`, with m and v as they "
                "are before the correction.",
            ),
        ),
        mistakes=(
            Mistake("sign", uphill),
            Mistake("betas-swapped", swapped),
            Mistake("no-bias-correction", uncorrected),
            Mistake("bias-step-stuck", stuck),
            Mistake("epsilon-inside", stepping(divisor=divisor_inside)),
            Mistake("epsilon-beside", beside),
            Mistake("epsilon-beside-in-brackets", stepping(beside=-1), BESIDE_IN_BRACKETS),
            Mistake("changed-in-place", in_place),
            Mistake(
                "off-by-one",
                stepping(time=lambda t: t + 1),
                Said(
                    ko="보정의 지수가 하나 크다. t는 이 스텝의 번호이고 첫 스텝이 1이므로 t + 1이 "
                    "아니라 t다.",
                    en="The power in the correction is one too high. t is the number of this "
                    "step, and the first is 1: use t, not t + 1.",
                ),
            ),
            Mistake(
                "counts-from-zero",
                stepping(time=lambda t: t - 1),
                Said(
                    ko="보정의 지수가 하나 작다. 첫 스텝에서 1 − β⁰ = 0으로 나누게 된다.",
                    en="The power in the correction is one too low, and the first step divides by "
                    "1 − β⁰ = 0.",
                ),
            ),
            Mistake("no-epsilon", stepping(divisor=divisor_without_epsilon), NO_EPSILON),
            Mistake("source-betas", stepping(source_moments), SOURCE_BETAS),
            Mistake("first-slip", stepping(first_slip), FIRST_SLIP),
            Mistake("second-slip", stepping(second_slip), SECOND_SLIP),
            Mistake("weights-exchanged", stepping(exchanged_moments), EXCHANGED),
            Mistake("gradient-unweighted", stepping(unweighted_moments), UNWEIGHTED),
            Mistake(
                "one-beta",
                stepping(same_weight_moments),
                Said(
                    ko="두 평균에 모두 β₁을 썼다. v의 평균에는 β₂를 쓴다.",
                    en="Both averages use β₁. The average v takes β₂.",
                ),
            ),
            Mistake(
                "unsquared",
                stepping(unsquared_moments),
                Said(
                    ko="v는 그라디언트의 제곱을 평균한 값이다. g를 제곱하지 않았다.",
                    en="v is the mean of the squared gradient; the square of g is missing.",
                ),
            ),
            Mistake(
                "root-forgotten",
                stepping(divisor=divisor_without_root),
                Said(
                    ko="v̂로 나누었다. 제곱의 평균이므로 제곱근을 씌워야 그라디언트와 크기가 "
                    "맞는다.",
                    en="This divides by v̂. It is a mean of squares; only its root has the size "
                    "of a gradient.",
                ),
            ),
            Mistake(
                "one-correction",
                half_corrected,
                Said(
                    ko="m만 보정하고 v는 그대로 두었다. v도 1 − β₂ᵗ로 나눈다.",
                    en="m is corrected and v is not: divide v by 1 − β₂ᵗ too.",
                ),
            ),
            Mistake(
                "other-correction",
                other_half_corrected,
                Said(
                    ko="v만 보정하고 m은 그대로 두었다. m도 1 − β₁ᵗ로 나눈다.",
                    en="v is corrected and m is not: divide m by 1 − β₁ᵗ too.",
                ),
            ),
            Mistake(
                "epsilon-before-correction",
                epsilon_hat,
                Said(
                    ko="ε을 보정하기 전의 √v에 더했다. Keras가 쓰는 방식이다. 여기서는 보정한 "
                    "뒤에 더한다: √v̂ + ε.",
                    en="ε is added to √v before the correction, as Keras has it. Here it is added "
                    "after: √v̂ + ε.",
                ),
            ),
            Mistake("keeps-corrected", keeps_corrected, KEEPS_CORRECTED),
            Mistake(
                "old-moments",
                old_moments,
                Said(
                    ko="고치기 전의 m과 v로 걸었다. 먼저 새 그라디언트를 두 평균에 넣는다.",
                    en="The step uses m and v from before their update. Let the new gradient into "
                    "the averages first.",
                ),
            ),
        ),
    ),
    Exercise(
        "adam-5",
        Optimizer(
            Adam,
            settings=[
                {"lr": 0.1, "beta1": 0.5, "beta2": 0.9, "eps": 0.2},
                {"lr": 0.3, "beta1": 0.6, "beta2": 0.8, "eps": 0.4},
                {"lr": 0.05, "beta1": 0.0, "beta2": 0.5, "eps": 0.1},
            ],
        ),
        right=Said(
            ko="세 군데를 모두 고쳤다. `gd.Adam`과 같은 점을 지난다. 이런 실수로도 손실은 "
            "내려가기 때문에, 규칙은 이미 아는 답과 견주어 보아야 한다.",
            en="All three are mended, and it visits the same points as `gd.Adam`. With such slips "
            "a loss still falls, which is why a rule is compared with one that is known.",
        ),
        hints=(
            Said(
                ko="그라디언트가 일정하면 모든 스텝의 길이가 lr이어야 한다. 두 스텝을 손으로 "
                "계산해 보자.",
                en="Under a constant gradient every step has the length lr. Compute two steps by "
                "hand.",
            ),
            Said(
                ko="세 곳을 보자: 두 평균의 계수, 두 번째 스텝에서 t의 값, 나눗셈에서 괄호의 자리.",
                en="Look at three places: the weights in the averages, the value of t at the "
                "second step, the brackets of the division.",
            ),
            Said(
                ko="`m`에는 `1 - self.beta1`, `v`에는 `self.beta2`가 들어간다. 상태에는 `t + 1`을 "
                "돌려주고, `(np.sqrt(v_hat) + self.eps)`를 괄호로 묶는다.",
                en="`m` takes `1 - self.beta1`, `v` takes `self.beta2`; the state returns `t + "
                "1`; `(np.sqrt(v_hat) + self.eps)` stands in brackets.",
            ),
        ),
        mistakes=(
            Mistake("sign", optimizer(uphill)),
            Mistake("betas-swapped", optimizer(swapped)),
            Mistake("no-bias-correction", optimizer(uncorrected)),
            Mistake("bias-step-stuck", optimizer(stuck)),
            Mistake("epsilon-inside", optimizer(stepping(divisor=divisor_inside))),
            Mistake("epsilon-beside", optimizer(beside)),
            Mistake("changed-in-place", optimizer(in_place)),
            Mistake("shared-state", Remembering),
            Mistake("off-by-one", optimizer(step, begin=2)),
            Mistake("source-betas", optimizer(stepping(source_moments)), SOURCE_BETAS),
            Mistake("first-slip", optimizer(stepping(first_slip)), FIRST_SLIP),
            Mistake("second-slip", optimizer(stepping(second_slip)), SECOND_SLIP),
            Mistake(
                "epsilon-beside-in-brackets", optimizer(stepping(beside=-1)), BESIDE_IN_BRACKETS
            ),
            Mistake(
                "epsilon-before-correction",
                optimizer(epsilon_hat),
                Said(
                    ko="ε을 보정하기 전의 √v에 더했다. 보정한 뒤에 더한다: √v̂ + ε.",
                    en="ε is added to √v before the correction. Add it after: √v̂ + ε.",
                ),
            ),
            Mistake("keeps-corrected", optimizer(keeps_corrected), KEEPS_CORRECTED),
            Mistake("no-epsilon", optimizer(stepping(divisor=divisor_without_epsilon)), NO_EPSILON),
            Mistake(
                "counts-from-zero",
                optimizer(step, begin=0),
                Said(
                    ko="t가 0에서 시작해 첫 스텝에서 1 − β⁰ = 0으로 나눈다. 1부터 세거나, 먼저 "
                    "늘리고 나서 쓰자.",
                    en="t begins at 0, and the first step divides by 1 − β⁰ = 0. Begin at 1, or "
                    "raise t before it is used.",
                ),
            ),
            *slips_left(),
        ),
    ),
    Exercise(
        "adam-6",
        Choice("c", among="abcd"),
        right=Said(
            ko="12 스텝 뒤 m은 72%까지 찼는데 √v는 아직 11%다. 그 몫이 6.57이다. β₂를 0.99로 "
            "낮추면 봉우리가 어떻게 될까?",
            en="After 12 steps m has reached 72 % and √v only 11 % of its value; the quotient is "
            "6.57. What becomes of the peak with β₂ = 0.99?",
        ),
        hints=(
            Said(
                ko="스텝은 m을 √v로 나눈 값이다. 두 수가 제 값에 이르는 빠르기를 견주어 보자.",
                en="The step is m divided by √v. Compare how fast the two approach their values.",
            ),
            Said(
                ko="12 스텝 뒤의 1 − 0.9¹²과 √(1 − 0.999¹²)을 계산해 보자.",
                en="Compute 1 − 0.9¹² and √(1 − 0.999¹²), what each has reached after 12 steps.",
            ),
        ),
        mistakes=(
            Mistake(
                "numerator-alone",
                "a",
                Said(
                    ko="m이 작기만 했다면 스텝은 α보다 짧았을 것이다. 그림의 스텝은 처음부터 "
                    "α보다 길다. 나누는 수도 작다.",
                    en="If m alone were small, the steps would be shorter than α. In the figure "
                    "they are longer from the start: the divisor is small too.",
                ),
            ),
            Mistake(
                "gradient-changes",
                "b",
                Said(
                    ko="이 그림에서 그라디언트는 1000 스텝 내내 1이다.",
                    en="In this figure the gradient is 1 at all of the 1000 steps.",
                ),
            ),
            Mistake(
                "called-unstable",
                "d",
                Said(
                    ko="여기에는 지형이 없다. 그라디언트가 점의 자리와 상관없이 주어지므로 "
                    "불안정해질 것도 없다.",
                    en="There is no landscape here: the gradients are given, wherever the point "
                    "is, so nothing can become unstable.",
                ),
            ),
        ),
    ),
)
