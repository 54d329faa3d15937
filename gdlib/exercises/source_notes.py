"""The exercises of the notes on the source document."""

import numpy as np

from gdlib.exercises.adam import (
    FIRST_SLIP,
    KEEPS_CORRECTED,
    NO_EPSILON,
    SECOND_SLIP,
    SOURCE_BETAS,
    beside,
    divisor,
    divisor_inside,
    divisor_without_epsilon,
    first_slip,
    keeps_corrected,
    moments,
    same_weight_moments,
    second_slip,
    source_moments,
    stepping,
    steps_to_take,
    stuck,
    swapped,
    uncorrected,
    uphill,
)
from gdlib.exercises.adam import step as adam_step
from gdlib.exercises.adamw import (
    DECAY_RATE_TWICE,
    GROWS,
    SAME_FOR_ALL,
    SHRINKS_AFTERWARDS,
)
from gdlib.exercises.checkers import Array, Choice, Function
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.decoupled_decay import DECAYS_BOTH_WAYS
from gdlib.exercises.said import Said
from gdlib.exercises.slips import SLIPS
from gdlib.exercises.slopes import bowl, valley_of

__all__ = ["EXERCISES"]

WALK = ("grad", "x", "steps", "lr", "beta1", "beta2", "eps")
STEP = ("x", "m", "v", "g", "t", "lr", "beta1", "beta2", "eps", "weight_decay")
LIMIT = np.sqrt(0.95)


def swapped_moments(m, v, g, beta1, beta2):
    return moments(m, v, g, beta2, beta1)


def second_beta_moments(m, v, g, beta1, beta2):
    return moments(m, v, g, beta2, beta2)


def walked(take, begin=1, whole=False):
    """A run of Adam that takes a step of its own; the first of them is number ``begin``."""

    def run(grad, x, steps, lr, beta1, beta2, eps):
        x = np.array(x, None if whole else float)
        m = v = np.zeros(len(x))
        for t in range(begin, steps + 1):
            new, m, v = take(x, m, v, grad(x), t, lr, beta1, beta2, eps)
            x = new.astype(x.dtype)
        return x

    return run


def late(moments, waits=True, ahead=0):
    """Steps by the averages of the step before; without waiting the first of them is 0/0.

    ``ahead`` is what the power in the correction is ahead of these averages.
    """

    def run(grad, x, steps, lr, beta1, beta2, eps):
        x = np.array(x, float)
        m = v = np.zeros(len(x))
        for t in range(steps):
            g = grad(x)
            if t or not waits:
                power = t + ahead
                x = x - lr * m / (1 - beta1**power) / divisor(v / (1 - beta2**power), eps)
            m, v = moments(m, v, g, beta1, beta2)
        return x

    return run


def walks_in_place(grad, x, steps, lr, beta1, beta2, eps):
    m = v = np.zeros(len(x))
    for t in range(1, steps + 1):
        m, v = moments(m, v, grad(x), beta1, beta2)
        x -= lr * m / (1 - beta1**t) / divisor(v / (1 - beta2**t), eps)
    return x


def walks_to_take(rng):
    """A few plain steps, from integers too, one, none, and any descent on a random ravine."""

    settings = 0.1, 0.5, 0.9, 0.2
    yield bowl, np.array([1.0, -2.0]), 3, *settings
    yield bowl, np.array([3, -5]), 3, *settings
    yield bowl, np.array([1.0, -2.0]), 1, *settings
    yield bowl, np.array([1.0, -2.0]), 0, *settings
    for n in (1, 4):
        valley = valley_of(rng.uniform(0.5, 2.0, n))
        beta1, beta2 = rng.uniform([0.2, 0.7], [0.5, 0.95])
        yield valley, rng.normal(size=n), 6, 0.2, beta1, beta2, 0.3


def decayed(take=adam_step, decay=lambda x, lr, weight_decay: lr * weight_decay * x):
    """One step with decay beside it; ``decay`` is what is taken off the point."""

    def step(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
        new, m, v = take(x, m, v, g, t, lr, beta1, beta2, eps)
        return new - decay(x, lr, weight_decay), m, v

    return step


def in_the_gradient(share=lambda lr: 1, beside=0):
    """One step of Adam with decay in the gradient; ``beside`` times as much is beside it too."""

    def step(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
        pulled = g + share(lr) * weight_decay * x
        new, m, v = adam_step(x, m, v, pulled, t, lr, beta1, beta2, eps)
        return new - beside * lr * weight_decay * x, m, v

    return step


def divided_too(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
    m, v = moments(m, v, g, beta1, beta2)
    towards = m / (1 - beta1**t) + weight_decay * x
    return x - lr * towards / divisor(v / (1 - beta2**t), eps), m, v


def afterwards(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
    x, m, v = adam_step(x, m, v, g, t, lr, beta1, beta2, eps)
    return x - lr * weight_decay * x, m, v


def in_place(x, m, v, g, t, lr, beta1, beta2, eps, weight_decay):
    x *= 1 - lr * weight_decay
    return adam_step(x, m, v, g, t, lr, beta1, beta2, eps)


def decays_to_take(rng):
    """The steps of the exercise on Adam with a decay, the first of them without one too."""
    for given in steps_to_take(rng):
        yield *given, 0.5
    yield *next(steps_to_take(rng)), 0.0


EXERCISES = (
    Exercise(
        "source-notes-1",
        Array((2411, 4820, 2), names=("forward", "central", "direction"), rtol=1e-9),
        right=Said(
            ko="전진 차분에서는 모든 가중치가 f(x) 하나를 함께 쓰고, 중심 차분에는 함께 쓸 값이 "
            "없다. 한 방향의 기울기는 가중치가 몇 개든 두 번이면 된다. 그래서 큰 신경망의 "
            "그라디언트도 이렇게 검사할 수 있다.",
            en="Forward differences share one f(x); central ones have nothing to share. The slope "
            "in one direction takes two, however many weights there are: that is a check which "
            "even a large network can afford.",
        ),
        hints=(
            Said(
                ko="가중치마다 새로 계산해야 하는 값과 모든 가중치가 함께 쓸 수 있는 값을 나누어 "
                "세자.",
                en="Count apart what is new for every weight and what all weights can share.",
            ),
            Said(
                ko="전진 차분에서 f(x)는 모든 가중치에 같은 값이다. 중심 차분은 f(x)를 쓰지 "
                "않는다.",
                en="In forward differences f(x) is the same for all weights. Central ones do not "
                "use f(x) at all.",
            ),
            Said(
                ko="전진 차분은 n + 1번, 중심 차분은 2n번이다. 한 방향의 몫에는 함숫값이 두 개만 "
                "들어 있다.",
                en="It is n + 1 forward and 2n central. The quotient along one direction holds "
                "two values and no more.",
            ),
        ),
        mistakes=(
            Mistake(
                "two-each",
                (4820, 4820, 2),
                Said(
                    ko="원문처럼 전진 차분에서도 가중치마다 두 번씩 셌다. f(x)는 한 번만 구해 "
                    "두면 된다.",
                    en="This counts two for every weight in forward differences too, as the "
                    "source does. f(x) is computed once for all.",
                ),
            ),
            Mistake(
                "base-forgotten",
                (2410, 4820, 2),
                Said(
                    ko="전진 차분에서 하나가 모자라다. 모두 함께 쓰는 f(x)도 한 번은 구해야 한다.",
                    en="The forward count lacks one: the shared f(x) has to be computed too.",
                ),
            ),
            Mistake(
                "base-for-central",
                (2411, 4821, 2),
                Said(
                    ko="중심 차분에서 하나가 많다. 가운데 값 f(x)는 쓰지 않는다.",
                    en="The central count has one too many: the middle value f(x) is not used.",
                ),
            ),
            Mistake(
                "shared-in-both",
                (2411, 2411, 2),
                Said(
                    ko="중심 차분에는 함께 쓸 값이 없다. 가중치마다 앞뒤로 한 번씩, 두 번 부른다.",
                    en="Central differences have nothing to share: each weight needs a value "
                    "ahead and one behind.",
                ),
            ),
            Mistake(
                "direction-with-base",
                (2411, 4820, 3),
                Said(
                    ko="앞의 둘은 맞다. 한 방향의 몫에는 f(x)가 들어 있지 않다. 두 번이면 된다.",
                    en="The first two are right. f(x) does not stand in the quotient along a "
                    "direction: two are enough.",
                ),
            ),
            Mistake(
                "direction-as-one",
                (2411, 4820, 1),
                Said(
                    ko="앞의 둘은 맞다. 방향은 하나지만 함숫값은 앞뒤로 하나씩, 둘이 필요하다.",
                    en="The first two are right. It is one direction, but takes two values, one "
                    "ahead and one behind.",
                ),
            ),
            Mistake(
                "exchanged",
                (4820, 2411, 2),
                Said(
                    ko="전진 차분과 중심 차분이 바뀌었다. f(x)를 함께 쓰는 쪽은 전진 차분이다.",
                    en="Forward and central are exchanged. It is forward differences that share "
                    "f(x).",
                ),
            ),
            Mistake(
                "direction-by-weights",
                (2411, 4820, 4820),
                Said(
                    ko="앞의 둘은 맞다. 한 방향으로는 모든 가중치를 한꺼번에 움직이므로 두 "
                    "점에서만 부르면 된다.",
                    en="The first two are right. Along one direction all weights move together, "
                    "so two points are enough.",
                ),
            ),
            Mistake(
                "two-each-everywhere",
                (4820, 4820, 4820),
                Said(
                    ko="세 곳 모두 가중치마다 두 번씩 셌다. 전진 차분은 f(x)를 함께 쓰고, 한 "
                    "방향의 기울기는 점 두 개로 끝난다.",
                    en="All three are counted as two for every weight. Forward differences share "
                    "f(x), and one direction needs two points in all.",
                ),
            ),
        ),
    ),
    Exercise(
        "source-notes-2",
        Array((0.04, LIMIT), names=("corrected", "limit")),
        right=Said(
            ko="원문의 규칙은 학습률이 α²인 바른 규칙이다. 그래서 0.2는 0.04가 되고, 한계 "
            "0.95에는 제곱근을 씌운다. α = 1에서는 둘이 같고, 1보다 크면 원문의 식이 더 크게 "
            "걷는다.",
            en="The printed rule is the right one with the rate α²: 0.2 becomes 0.04, and the "
            "limit is the root of 0.95. At α = 1 the two are one rule; above it the printed one "
            "takes the larger steps.",
        ),
        hints=(
            Said(
                ko="v = αu로 놓고 원문의 두 줄을 u로 다시 써 보자.",
                en="Put v = αu and write the two printed lines again with u.",
            ),
            Said(
                ko="바른 규칙은 αλ < 2 + 2ρ에서 안정하다. 원문의 규칙에서는 α 자리에 α²이 "
                "들어간다.",
                en="The right rule is stable for αλ < 2 + 2ρ. In the printed one α² stands in the "
                "place of α.",
            ),
            Said(
                ko="4α² < 3.8을 α에 대해 푼다.",
                en="Solve 4α² < 3.8 for α.",
            ),
        ),
        mistakes=(
            Mistake(
                "limit-of-the-corrected",
                (0.04, 0.95),
                Said(
                    ko="첫째는 맞다. 0.95는 바로잡은 규칙의 한계다. 원문의 규칙에서는 α²이 "
                    "0.95보다 작으면 된다.",
                    en="The first is right. 0.95 is the limit of the corrected rule; in the "
                    "printed one it is α² that must stay below it.",
                ),
            ),
            Mistake(
                "without-momentum",
                (0.04, np.sqrt(0.5)),
                Said(
                    ko="첫째는 맞다. 둘째는 모멘텀이 없을 때의 한계 2/λ로 계산했다. 모멘텀이 "
                    "있으면 (2 + 2ρ)/λ다.",
                    en="The first is right. The second comes from 2/λ, the limit without "
                    "momentum; with it, it is (2 + 2ρ)/λ.",
                ),
            ),
            Mistake(
                "limit-of-plain-descent",
                (0.04, 0.5),
                Said(
                    ko="첫째는 맞다. 0.5 = 2/λ는 모멘텀이 없을 때의 한계다. 모멘텀이 있으면 (2 + "
                    "2ρ)/λ이고, 원문의 식에서는 그것이 α²의 한계다.",
                    en="The first is right. 0.5 = 2/λ is the limit without momentum. With it, it "
                    "is (2 + 2ρ)/λ, and in the printed rule that limits α².",
                ),
            ),
            Mistake(
                "root-for-the-rate",
                (np.sqrt(0.2), LIMIT),
                Said(
                    ko="둘째는 맞다. 첫째는 제곱근이 아니라 제곱이다. 원문의 식은 α²으로 걷는다.",
                    en="The second is right. The first is a square, not a root: the printed rule "
                    "walks with α².",
                ),
            ),
            Mistake(
                "limit-squared",
                (0.04, 0.95**2),
                Said(
                    ko="첫째는 맞다. 둘째는 거꾸로 제곱했다. α² = 0.95인 α를 찾는다.",
                    en="The first is right. The second was squared the wrong way: look for the α "
                    "with α² = 0.95.",
                ),
            ),
            Mistake(
                "root-for-square",
                (np.sqrt(0.2), 0.95**2),
                Said(
                    ko="제곱과 제곱근이 바뀌었다. 원문의 α를 제곱하면 바른 규칙의 학습률이다.",
                    en="Square and root are exchanged. The printed α, squared, is the rate of the "
                    "right rule.",
                ),
            ),
            Mistake(
                "doubled",
                (0.4, 0.475),
                Said(
                    ko="두 번 곱하면 두 배가 아니라 제곱이 된다.",
                    en="A factor applied twice is a square, not a double.",
                ),
            ),
            Mistake(
                "taken-as-one-rule",
                (0.2, 0.95),
                Said(
                    ko="두 규칙을 같다고 보았다. 같은 α라도 원문의 식은 α²으로 걷는다.",
                    en="This takes the two for one rule. With the same α, the printed one walks "
                    "with α².",
                ),
            ),
        ),
    ),
    Exercise(
        "source-notes-3",
        Choice("b", among="abcd"),
        right=Said(
            ko="틀린 이름에 맞는 값이 들어 있으니 아무것도 달라지지 않는다. 그래서 두 베타를 같게 "
            "놓고 시험하면 이 잘못을 놓친다. 시험할 때는 설정값을 서로 다르게 두자.",
            en="The wrong names hold the right values, so nothing is different, and a test with "
            "equal betas misses both slips. Test with settings that all differ.",
        ),
        hints=(
            Said(
                ko="원문의 두 식에 β₁ = β₂ = β를 넣고 바른 식과 견주어 보자.",
                en="Put β₁ = β₂ = β into the two printed lines and compare them with the right "
                "ones.",
            ),
            Said(
                ko="(1 − β₂)/(1 − β₁)은 이제 얼마인가? 첫째 잘못의 m̂과 둘째 잘못의 v̂에 모두 "
                "들어 있는 수다.",
                en="What is (1 − β₂)/(1 − β₁) now? It stands in m̂ with the first slip and in v̂ "
                "with the second.",
            ),
        ),
        mistakes=(
            Mistake(
                "ratio-kept",
                "a",
                Said(
                    ko="0.01은 (1 − 0.999)/(1 − 0.9)에서 나온 수다. 두 베타가 같으면 이 비는 "
                    "1이다.",
                    en="The 0.01 is (1 − 0.999)/(1 − 0.9). With equal betas this ratio is 1.",
                ),
            ),
            Mistake(
                "first-slip-stays",
                "c",
                Said(
                    ko="둘째 잘못은 맞게 보았다. 첫째도 마찬가지다. 1 − β₂와 1 − β₁이 같은 수다.",
                    en="That is right for the second slip, and it holds for the first as well: 1 "
                    "− β₂ and 1 − β₁ are one number.",
                ),
            ),
            Mistake(
                "rises-sooner",
                "d",
                Said(
                    ko="곡선이 올라간 까닭은 평균과 보정이 서로 다른 베타를 썼기 때문이다. 두 "
                    "베타가 같으면 서로 지워져서 올라가지 않는다.",
                    en="The curve rose because the average and its correction had different "
                    "betas. With equal ones they cancel, and nothing rises.",
                ),
            ),
        ),
    ),
    Exercise(
        "source-notes-4",
        Function(walked(adam_step), walks_to_take, names=WALK),
        right=Said(
            ko="두 베타와 첨자를 모두 고쳤다. `gd.Adam`과 같은 점에 닿는다. 원문의 식은 첫 "
            "스텝에서 nan이 되므로 첨자는 금방 드러나지만, 베타는 그렇지 않다.",
            en="Both betas and the index are mended, and it arrives where `gd.Adam` does. The "
            "index gives itself away with a nan at the first step; the betas would not.",
        ),
        hints=(
            Said(
                ko="한 스텝만 돌려 보자. `1 - beta1**t`는 t = 0에서 얼마인가?",
                en="Run a single step. What is `1 - beta1**t` at t = 0?",
            ),
            Said(
                ko="두 평균을 먼저 고치고 나서, 스텝의 번호를 1부터 세어 보정한다.",
                en="Update the two averages first, and correct them with the number of the step, "
                "counted from 1.",
            ),
            Said(
                ko="`m`에는 `1 - beta1`, `v`에는 `beta2`가 들어간다. 반복문은 `for t in range(1, "
                "steps + 1):`이다.",
                en="`m` takes `1 - beta1` and `v` takes `beta2`; the loop is `for t in range(1, "
                "steps + 1):`.",
            ),
        ),
        mistakes=(
            Mistake("sign", walked(uphill)),
            Mistake("changed-in-place", walks_in_place),
            Mistake("truncated", walked(adam_step, whole=True)),
            Mistake("betas-swapped", walked(swapped)),
            Mistake("averages-swapped", walked(stepping(swapped_moments)), SLIPS["betas-swapped"]),
            Mistake("no-bias-correction", walked(uncorrected)),
            Mistake("bias-step-stuck", walked(stuck)),
            Mistake("epsilon-inside", walked(stepping(divisor=divisor_inside))),
            Mistake("epsilon-beside", walked(beside)),
            Mistake("off-by-one", walked(adam_step, begin=2)),
            Mistake(
                "correction-one-ahead",
                walked(stepping(time=lambda t: t + 1)),
                Said(
                    ko="보정의 지수가 하나 크다. 첫 스텝에서는 1 − β로 나누어야 한다.",
                    en="The power in the correction is one too high. The first step divides by 1 "
                    "− β.",
                ),
            ),
            Mistake(
                "undefined-first-step",
                late(source_moments, waits=False),
                Said(
                    ko="첫 스텝에서 0으로 나누어 nan이 된다. t = 0이면 1 − β⁰ = 0이다. 두 평균을 "
                    "먼저 고치고, 첫 스텝을 t = 1로 세어 보정하자.",
                    en="The first step divides by zero, and all is nan: at t = 0, 1 − β⁰ = 0. "
                    "Update the averages first, and correct them with t = 1 at the first step.",
                ),
            ),
            Mistake(
                "one-step-late",
                late(moments),
                Said(
                    ko="두 베타는 맞다. 그런데 한 스텝 전의 평균으로 걷는다. 그 평균에는 가장 "
                    "새로운 그라디언트가 없다. 먼저 고치고 나서 걷자.",
                    en="The betas are right, but the step uses the averages of the step before, "
                    "without the newest gradient. Update first, then step.",
                ),
            ),
            Mistake(
                "late-with-source-betas",
                late(source_moments),
                Said(
                    ko="nan은 사라졌지만 한 스텝 전의 평균으로 걷고, 두 평균의 계수도 원문 "
                    "그대로다.",
                    en="The nan is gone, but the step uses the averages of the step before, and "
                    "their weights are still the printed ones.",
                ),
            ),
            Mistake(
                "averages-after-the-step",
                late(moments, ahead=1),
                Said(
                    ko="두 베타도 t도 맞다. 그런데 평균을 고치기 전에 걸어서 가장 새로운 "
                    "그라디언트가 빠진다. 먼저 고치고 나서 걷자.",
                    en="The betas and t are right. But the step comes before the averages are "
                    "updated and misses the newest gradient. Update first, then step.",
                ),
            ),
            Mistake(
                "index-half-mended",
                late(source_moments, ahead=1),
                Said(
                    ko="t는 이제 1부터 센다. 두 가지가 남았다: 평균을 고치기 전에 걷고, 두 평균의 "
                    "계수가 원문 그대로다.",
                    en="t counts from 1 now. Two things are left: the step comes before the "
                    "averages are updated, and their weights are still the printed ones.",
                ),
            ),
            Mistake("keeps-corrected", walked(keeps_corrected), KEEPS_CORRECTED),
            Mistake("source-betas", walked(stepping(source_moments)), SOURCE_BETAS),
            Mistake(
                "first-slip-left",
                walked(stepping(first_slip)),
                Said(
                    ko="하나 남았다. m에서 그라디언트의 계수는 1 − β₂가 아니라 1 − β₁이다.",
                    en="One slip is left: in m the gradient has the weight 1 − β₁, not 1 − β₂.",
                ),
            ),
            Mistake(
                "second-slip-left",
                walked(stepping(second_slip)),
                Said(
                    ko="하나 남았다. v에서 옛 평균의 계수는 β₁이 아니라 β₂다.",
                    en="One slip is left: in v the old average has the weight β₂, not β₁.",
                ),
            ),
            Mistake(
                "one-beta",
                walked(stepping(same_weight_moments)),
                Said(
                    ko="계수의 짝은 맞지만 v에도 β₁을 썼다. v의 두 계수는 β₂와 1 − β₂다.",
                    en="The weights sum to one, but v has those of β₁. Its weights are β₂ and 1 − "
                    "β₂.",
                ),
            ),
            Mistake(
                "second-beta-for-both",
                walked(stepping(second_beta_moments)),
                Said(
                    ko="계수의 짝은 맞지만 m에도 β₂를 썼다. m의 두 계수는 β₁과 1 − β₁이다.",
                    en="The weights sum to one, but m has those of β₂. Its weights are β₁ and 1 − "
                    "β₁.",
                ),
            ),
        ),
    ),
    Exercise(
        "source-notes-5",
        Function(decayed(), decays_to_take, names=STEP, returns=("x", "m", "v")),
        right=Said(
            ko="감쇠는 두 평균을 거치지 않고 점에서 바로 뺀다. `gd.AdamW`의 한 스텝과 같다. "
            "PyTorch의 `Adam`에 `weight_decay`를 주면 어느 줄이 달라질까?",
            en="The decay bypasses both averages and is taken off the point itself, as in "
            "`gd.AdamW`. Which line is different in PyTorch's `Adam` with `weight_decay`?",
        ),
        hints=(
            Said(
                ko="감쇠를 뺀 나머지는 Adam의 한 스텝이다. 두 평균에는 `g`만 들어간다.",
                en="Without the decay it is one step of Adam. The averages see `g` alone.",
            ),
            Said(
                ko="걷기 전의 점에서 구한 αλx를 더 뺀다.",
                en="Subtract αλx besides, from the point before the step.",
            ),
            Said(
                ko="마지막 줄은 `x - lr * weight_decay * x - lr * m_hat / (np.sqrt(v_hat) + "
                "eps)`다.",
                en="The last line is `x - lr * weight_decay * x - lr * m_hat / (np.sqrt(v_hat) + "
                "eps)`.",
            ),
        ),
        mistakes=(
            Mistake("decay-in-gradient", in_the_gradient()),
            Mistake(
                "decay-in-gradient-with-rate",
                in_the_gradient(share=lambda lr: lr),
                Said(
                    ko="αλx를 그라디언트에 더했다. 여전히 두 평균을 지난다. 감쇠는 점에서 바로 "
                    "뺀다.",
                    en="αλx is added to the gradient, so that it still goes through the averages. "
                    "Take it off the point itself.",
                ),
            ),
            Mistake("decays-both-ways", in_the_gradient(beside=1), DECAYS_BOTH_WAYS),
            Mistake(
                "rate-left-out",
                decayed(decay=lambda x, lr, weight_decay: weight_decay * x),
                Said(
                    ko="논문의 알고리즘 2처럼 α 없이 λx를 뺐다. 이 책의 식에서는 프레임워크처럼 "
                    "αλx를 뺀다.",
                    en="λx is taken off without α, as in the paper's Algorithm 2. The formula of "
                    "this book has αλx, as the frameworks do.",
                ),
            ),
            Mistake(
                "rate-twice",
                decayed(decay=lambda x, lr, weight_decay: lr**2 * weight_decay * x),
                DECAY_RATE_TWICE,
            ),
            Mistake(
                "decay-forgotten",
                decayed(decay=lambda x, lr, weight_decay: 0.0),
                Said(
                    ko="감쇠가 없는 보통의 Adam이다. αλx를 더 빼야 한다.",
                    en="This is Adam without any decay. αλx is still to be taken off.",
                ),
            ),
            Mistake(
                "divided-too",
                divided_too,
                Said(
                    ko="λx를 m̂과 한 괄호에 넣어 √v̂로 나누었다. 분리하려던 것을 다시 묶은 "
                    "셈이다. 감쇠는 나누지 않는다.",
                    en="λx stands in one bracket with m̂ and is divided by √v̂, which ties "
                    "together what was to be set apart. The decay is not divided.",
                ),
            ),
            Mistake(
                "grows", decayed(decay=lambda x, lr, weight_decay: -lr * weight_decay * x), GROWS
            ),
            Mistake("shrinks-afterwards", afterwards, SHRINKS_AFTERWARDS),
            Mistake(
                "same-for-all",
                decayed(decay=lambda x, lr, weight_decay: lr * weight_decay * np.sign(x)),
                SAME_FOR_ALL,
            ),
            Mistake("changed-in-place", in_place),
            Mistake("sign", decayed(uphill)),
            Mistake("betas-swapped", decayed(swapped)),
            Mistake("no-bias-correction", decayed(uncorrected)),
            Mistake("bias-step-stuck", decayed(stuck)),
            Mistake("epsilon-inside", decayed(stepping(divisor=divisor_inside))),
            Mistake("epsilon-beside", decayed(beside)),
            Mistake("source-betas", decayed(stepping(source_moments)), SOURCE_BETAS),
            Mistake("first-slip", decayed(stepping(first_slip)), FIRST_SLIP),
            Mistake("second-slip", decayed(stepping(second_slip)), SECOND_SLIP),
            Mistake("keeps-corrected", decayed(keeps_corrected), KEEPS_CORRECTED),
            Mistake("no-epsilon", decayed(stepping(divisor=divisor_without_epsilon)), NO_EPSILON),
        ),
    ),
)
