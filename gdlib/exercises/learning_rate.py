"""The exercises of the chapter on the learning rate."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.landscapes import ravine
from gdlib.optimizers import SGD

__all__ = ["EXERCISES"]


def share_after_700(optimizer):
    """How much of the distance is left; infinity where it has grown."""
    turned = ravine(100, angle=1)
    step = np.eye(2) - optimizer.lr * turned.hessian(turned.start)
    end = np.linalg.matrix_power(step, 700) @ turned.start
    share = np.linalg.norm(end) / np.linalg.norm(turned.start)
    return share if share < 1 else np.inf


def point_after(x0, curvatures, lr, t):
    return (1 - lr * curvatures) ** t * x0


def one_step_early(x0, curvatures, lr, t):
    return point_after(x0, curvatures, lr, max(t - 1, 0))


def in_place(x0, curvatures, lr, t):
    x0 *= (1 - lr * curvatures) ** t
    return x0


def stored_in_the_start(x0, curvatures, lr, t):
    return point_after(x0, curvatures, lr, t).astype(x0.dtype)


def without_sides(x0, curvatures, lr, t):
    return abs(1 - lr * curvatures) ** t * x0


def added_up(x0, curvatures, lr, t):
    return (1 - t * lr * curvatures) * x0


def power_inside(x0, curvatures, lr, t):
    return (1 - (lr * curvatures) ** t) * x0


def slowest_for_all(x0, curvatures, lr, t):
    return max(abs(1 - lr * curvatures)) ** t * x0


def points_to_find(rng):
    """A few plain steps, one, none, a start of integers, a coordinate that arrives at once, any."""
    x0, curvatures = np.array([4.0, -2.0]), np.array([1.0, 3.0])
    yield x0, curvatures, 0.5, 3
    yield x0, curvatures, 0.6, 1
    yield x0, curvatures, 0.1, 0
    yield np.array([3, -5]), curvatures, 0.4, 2
    yield np.array([2.0, 3.0]), np.array([5.0, 1.0]), 0.2, 4
    yield x0, curvatures, 0.8, 5
    for n in (1, 5):
        yield rng.normal(size=n), rng.uniform(0.5, 4, n), rng.uniform(0.1, 0.45), 6


def counted(rounded=np.ceil, size=abs, least=1):
    """A count of steps, with its slips as options; it says ``least`` where one step arrives."""

    def steps_needed(lr, L, share):
        factor = size(1 - lr * L)
        return rounded(np.log(share) / np.log(factor)) if factor else least

    return steps_needed


def until_the_loss(lr, L, share):
    return counted()(lr, L, share**0.5)


def by_the_small_rate(lr, L, share):
    return np.ceil(-np.log(share) / (lr * L))


def counts_to_make(rng):
    """A rate below 1/L, one above, the one between; L = 1 and a large share; any."""
    yield 0.4, 2.0, 1e-6
    yield 0.9, 2.0, 1e-6
    yield 0.5, 2.0, 1e-6
    yield 0.3, 1.0, 0.6
    yield 0.01, 4.0, 0.3
    for low, high in [(0.05, 0.4), (0.4, 0.95), (1.05, 1.9)]:
        L = rng.uniform(0.5, 5)
        yield rng.uniform(low, high) / L, L, 10 ** rng.uniform(-7, -3)


EXERCISES = (
    Exercise(
        "learning-rate-1",
        Array((1 / 3, 1 / 6), names=("threshold", "one_step")),
        right=Said(
            ko="L = 6이면 문턱값은 2/L, 한 스텝에 닿는 학습률은 그 절반이다. f(x) = 3x² + "
            "5x에서는 무엇이 달라질까?",
            en="With L = 6 the threshold is 2/L, and half of it arrives in one step. What changes "
            "for f(x) = 3x² + 5x?",
        ),
        hints=(
            Said(
                ko="곡률 L은 x² 앞의 수가 아니라 이계도함수다.",
                en="The curvature L is the second derivative, not the number before x².",
            ),
            Said(
                ko="f″ = 6이므로 배수는 1 − 6α다. 이 수가 −1일 때와 0일 때를 찾는다.",
                en="f″ = 6, so the factor is 1 − 6α. Find where it is −1 and where it is 0.",
            ),
        ),
        mistakes=(
            Mistake(
                "coefficient-for-curvature",
                (2 / 3, 1 / 3),
                Said(
                    ko="L = 3으로 계산했다. 3x² = (L/2)x²이므로 L은 그 두 배다.",
                    en="This takes L = 3. But 3x² = (L/2)x², so L is twice that.",
                ),
            ),
            Mistake(
                "half-of-both",
                (1 / 6, 1 / 12),
                Said(
                    ko="둘 다 절반이다. 1/L에서 배수는 0이고, 문턱값에서는 −1이다.",
                    en="Both are half of what they should be. At 1/L the factor is 0; at the "
                    "threshold it is −1.",
                ),
            ),
            Mistake(
                "curvature-for-rate",
                (3.0, 6.0),
                Said(
                    ko="역수가 나왔다. 학습률은 2/L과 1/L이다.",
                    en="These are the reciprocals. The rates are 2/L and 1/L.",
                ),
            ),
        ),
    ),
    Exercise(
        "learning-rate-2",
        Array((62, 0.1), names=("steps", "lr"), counts=("steps",)),
        right=Said(
            ko="두 배수 0.8과 −0.8은 크기가 같다. 두 학습률은 1/L = 0.5에서 같은 거리에 있다. "
            "0.45의 쌍둥이는 얼마일까?",
            en="The factors 0.8 and −0.8 have the same size, and the rates lie equally far from "
            "1/L = 0.5. What is the twin of 0.45?",
        ),
        hints=(
            Said(
                ko="x²의 곡률은 2다. α = 0.9의 배수부터 구하자.",
                en="The curvature of x² is 2. Begin with the factor of α = 0.9.",
            ),
            Said(
                ko="0.8ᵗ ≤ 10⁻⁶인 가장 작은 t를 찾는다. 로그를 쓰고 올림한다.",
                en="Find the least t with 0.8ᵗ ≤ 10⁻⁶: take logarithms and round up.",
            ),
            Said(
                ko="크기는 같고 부호만 다른 배수를 만드는 학습률: 1 − 2α = 0.8.",
                en="The twin has the same factor without the sign: 1 − 2α = 0.8.",
            ),
        ),
        mistakes=(
            Mistake(
                "off-by-one",
                (61, 0.1),
                Said(
                    ko="학습률은 맞다. 61 스텝 뒤에는 거리가 아직 백만분의 1보다 조금 크다. "
                    "올림하자.",
                    en="The rate is right. After 61 steps the distance is still a little above a "
                    "millionth: round up.",
                ),
            ),
            Mistake(
                "loss-for-distance",
                (31, 0.1),
                Said(
                    ko="학습률은 맞다. 31 스텝이면 손실이 백만분의 1이 된다. 거리는 손실의 "
                    "제곱근이라 두 배 오래 걸린다.",
                    en="The rate is right. After 31 steps the loss is down to a millionth; the "
                    "distance is its root and takes twice as long.",
                ),
            ),
            Mistake(
                "rate-for-factor",
                (132, 0.1),
                Said(
                    ko="학습률은 맞지만 스텝 수는 0.9ᵗ으로 셌다. 0.9는 학습률이고, 배수는 1 − "
                    "αL이다.",
                    en="The rate is right, the steps are counted with 0.9ᵗ. But 0.9 is the rate; "
                    "the factor is 1 − αL.",
                ),
            ),
            Mistake(
                "product-for-rate",
                (62, 0.2),
                Said(
                    ko="스텝 수는 맞다. 0.2는 αL이다. L = 2로 나누자.",
                    en="The steps are right. 0.2 is αL: divide it by L = 2.",
                ),
            ),
        ),
    ),
    Exercise(
        "learning-rate-3",
        Setting(
            SGD,
            share_after_700,
            goal=1e-6,
            missed=Said(
                ko="700 스텝 뒤에 처음 거리의 {value}배가 남는다. 1e-6배보다 작아야 한다.",
                en="After 700 steps {value} of the distance is left; it must be less than 1e-6.",
            ),
            diverged=Said(
                ko="발산한다. 한계는 더 가파른 방향의 곡률이 정한다.",
                en="It diverges. The larger of the two curvatures sets the limit.",
            ),
        ),
        right=Said(
            ko="곡률 0.04와 4에서 가장 좋은 학습률은 2/4.04이고 691 스텝이 걸린다. 모멘텀을 쓰면 "
            "이 수가 크게 준다. 뒤의 장에서 해 보자.",
            en="For the curvatures 0.04 and 4 the best rate is 2/4.04, and it takes 691 steps. "
            "Momentum, some chapters on, needs far fewer.",
        ),
        hints=(
            Said(
                ko="곡률은 헤세 행렬의 고윳값이다. `np.linalg.eigvalsh`로 구하자.",
                en="The curvatures are the eigenvalues of the Hessian: `np.linalg.eigvalsh` finds "
                "them.",
            ),
            Said(
                ko="곡률은 0.04와 4다. 두 방향의 배수 가운데 큰 쪽을 가장 작게 만드는 학습률은 "
                "얼마일까?",
                en="They are 0.04 and 4. Which rate makes the larger of the two factors smallest?",
            ),
            Said(
                ko="2/(λ₁ + λ₂)이다. 700 스텝은 빠듯하니 적어도 세 자리까지 쓰자.",
                en="It is 2/(λ₁ + λ₂). There is little room in 700 steps: keep at least three "
                "digits.",
            ),
        ),
        mistakes=(
            Mistake(
                "at-the-threshold",
                SGD(lr=0.5),
                Said(
                    ko="문턱값 2/λ₂ = 0.5에 너무 가깝다. 가파른 방향의 배수가 −1에 가까워서 그쪽 "
                    "거리가 너무 느리게 줄거나, 0.5를 넘으면 늘어난다.",
                    en="This is too close to the threshold 2/λ₂ = 0.5. The factor of the steep "
                    "direction is about −1: that part shrinks too slowly, or grows beyond 0.5.",
                ),
            ),
            Mistake(
                "best-for-the-steep",
                SGD(lr=0.25),
                Said(
                    ko="0.25 = 1/λ₂이면 가파른 방향은 한 스텝에 끝나지만 완만한 방향의 배수가 "
                    "0.99다.",
                    en="At 0.25 = 1/λ₂ the steep direction is done in one step, but the flat one "
                    "has the factor 0.99.",
                ),
            ),
            Mistake(
                "threshold-of-the-flat",
                SGD(lr=50.0),
                Said(
                    ko="50은 완만한 방향만 본 문턱값이다. 한계는 가파른 방향이 정한다.",
                    en="50 is the threshold of the flat direction alone. The steep one sets the "
                    "limit.",
                ),
            ),
            Mistake(
                "rate-of-another-ravine",
                SGD(lr=2 / 4.2),
                Said(
                    ko="0.476은 `ravine(20)`의 가장 좋은 학습률이다. 이 골짜기의 곡률은 다르다.",
                    en="0.476 is the best rate of `ravine(20)`. This ravine has other curvatures.",
                ),
            ),
        ),
    ),
    Exercise(
        "learning-rate-4",
        Function(point_after, points_to_find, names=("x0", "curvatures", "lr", "t")),
        right=Said(
            ko="거듭제곱 한 번이면 스텝이 백만 개여도 금방이다. `gd.descend`의 경로와 견주어 "
            "보자. 이차함수가 아니라면 왜 이런 식이 없을까?",
            en="One power stands for any number of steps. Compare it with the path of "
            "`gd.descend`. Why is there no such formula for a function that is not quadratic?",
        ),
        hints=(
            Said(
                ko="좌표 하나만 생각하자. 한 스텝은 거리에 무엇을 곱하는가?",
                en="Think of one coordinate. By what does a step multiply it?",
            ),
            Said(
                ko="배수는 1 − αλᵢ이고, t 스텝이면 t번 곱한다.",
                en="The factor is 1 − αλᵢ, and t steps multiply by it t times.",
            ),
            Said(
                ko="`(1 - lr * curvatures)`를 `t`제곱해서 `x0`에 곱한다.",
                en="Raise `(1 - lr * curvatures)` to the power `t` and multiply it by `x0`.",
            ),
        ),
        mistakes=(
            Mistake("sign", lambda x0, curvatures, lr, t: point_after(x0, curvatures, -lr, t)),
            Mistake("off-by-one", one_step_early),
            Mistake("changed-in-place", in_place),
            Mistake("truncated", stored_in_the_start),
            Mistake(
                "without-sides",
                without_sides,
                Said(
                    ko="배수의 크기만 썼다. 거리라면 맞지만 점은 αλ > 1일 때 스텝마다 반대쪽에 "
                    "떨어진다. `abs`를 빼자.",
                    en="Only the size of the factor is used. That gives the distance; the point "
                    "changes sides where αλ > 1. Leave out `abs`.",
                ),
            ),
            Mistake(
                "added-up",
                added_up,
                Said(
                    ko="스텝마다 αλx₀만큼 고르게 줄였다. 그라디언트는 점과 함께 작아지므로 더하지 "
                    "않고 곱한다.",
                    en="Every step takes away the same αλx₀. The gradient shrinks with the point: "
                    "the factors multiply.",
                ),
            ),
            Mistake(
                "power-inside",
                power_inside,
                Said(
                    ko="αλ만 거듭제곱했다. 배수 1 − αλ 전체를 거듭제곱한다.",
                    en="Only αλ is raised to the power. It belongs to the whole factor 1 − αλ.",
                ),
            ),
            Mistake(
                "slowest-for-all",
                slowest_for_all,
                Said(
                    ko="모든 좌표에 가장 느린 배수를 썼다. 좌표마다 배수가 따로 있다.",
                    en="The slowest factor is used for all coordinates. Each has its own.",
                ),
            ),
        ),
    ),
    Exercise(
        "learning-rate-5",
        Function(counted(), counts_to_make, names=("lr", "L", "share")),
        right=Said(
            ko="올림, 배수의 크기, 한 스텝에 닿는 학습률까지 다 맞다. `share = 1e-6`일 때 학습률 "
            "0.4와 0.0004를 견주어 보자.",
            en="It rounds up, takes the size of the factor and knows the one-step rate. Compare "
            "the rates 0.4 and 0.0004 for `share = 1e-6`.",
        ),
        hints=(
            Said(
                ko="학습률 0.4로 8 스텝을 걸으면 거리가 백만분의 1보다 작은가?",
                en="Is the distance below a millionth after 8 steps at the rate 0.4?",
            ),
            Said(
                ko="학습률 0.9의 배수는 −0.8이다. 음수에는 로그가 없다. 거리에 중요한 것은 "
                "무엇인가?",
                en="The factor of 0.9 is −0.8, and a negative number has no logarithm. What of it "
                "matters for the distance?",
            ),
            Said(
                ko="`abs`와 `np.ceil`을 쓰고, 배수가 0일 때의 답 1은 로그를 쓰기 전에 돌려주자.",
                en="Use `abs` and `np.ceil`, and return the 1 of the factor 0 before taking any "
                "logarithm.",
            ),
        ),
        mistakes=(
            Mistake(
                "off-by-one",
                counted(rounded=np.floor),
                Said(
                    ko="한 스텝 모자라다. 소수점 아래를 버리지 말고 올림하자.",
                    en="It is one step short. Round up instead of cutting off.",
                ),
            ),
            Mistake(
                "not-rounded",
                counted(rounded=float),
                Said(
                    ko="로그의 몫을 그대로 돌려준다. 스텝 수는 정수다. 올림하자.",
                    en="It returns the quotient of the logarithms as it is. A number of steps is "
                    "whole: round up.",
                ),
            ),
            Mistake(
                "one-too-many",
                counted(rounded=lambda steps: np.ceil(steps) + 1),
                Said(
                    ko="한 스텝이 더 많다. 올림했으면 1을 또 더하지 않는다.",
                    en="It is one step too many. What is rounded up needs no 1 added to it.",
                ),
            ),
            Mistake(
                "rounded-to-nearest",
                counted(rounded=np.round),
                Said(
                    ko="가까운 정수로 반올림했다. 8.2 스텝이 필요하면 9 스텝을 걸어야 한다.",
                    en="This rounds to the nearest integer. Where 8.2 steps are needed, 9 must be "
                    "taken.",
                ),
            ),
            Mistake(
                "no-step-at-all",
                counted(least=0),
                Said(
                    ko="학습률이 1/L일 때 0이라고 답한다. 한 번에 닿더라도 그 한 스텝은 걸어야 "
                    "한다.",
                    en="At the rate 1/L it says 0. One step arrives, but that one has to be taken.",
                ),
            ),
            Mistake(
                "factor-with-its-sign",
                counted(size=float),
                Said(
                    ko="학습률이 1/L보다 크면 음수의 로그를 구해서 수가 아닌 값이 나온다. "
                    "거리에는 배수의 크기만 중요하다.",
                    en="Above 1/L it takes the logarithm of a negative number, which is none. "
                    "Only the size of the factor matters for the distance.",
                ),
            ),
            Mistake(
                "with-its-sign-and-no-step-at-all",
                counted(size=float, least=0),
                Said(
                    ko="올림은 이제 맞다. 두 가지가 남았다: 학습률이 1/L보다 크면 음수의 로그를 "
                    "구하고, 1/L이면 0이라고 답한다.",
                    en="The rounding is right now. Two slips remain: above 1/L it takes the "
                    "logarithm of a negative number, and at 1/L it says 0.",
                ),
            ),
            Mistake(
                "early-and-no-step-at-all",
                counted(rounded=np.floor, least=0),
                Said(
                    ko="배수의 크기는 이제 맞다. 두 가지가 남았다: 버림 때문에 한 스텝 모자라고, "
                    "학습률이 1/L일 때 0이라고 답한다.",
                    en="The size of the factor is right now. Two slips remain: cutting off ends "
                    "one step early, and at the rate 1/L it says 0.",
                ),
            ),
            Mistake(
                "loss-for-distance",
                until_the_loss,
                Said(
                    ko="손실이 그만큼 줄 때까지 셌다. 손실은 거리의 제곱이라 절반이면 된다. "
                    "여기서는 거리를 센다.",
                    en="This counts until the loss has shrunk so far, which takes half as long. "
                    "The distance is asked for.",
                ),
            ),
            Mistake(
                "only-for-small-rates",
                by_the_small_rate,
                Said(
                    ko="ln(1 − αL) 대신 −αL을 썼다. 학습률이 아주 작을 때만 맞는 어림이다.",
                    en="It takes −αL for ln(1 − αL), which holds for very small rates only.",
                ),
            ),
        ),
    ),
    Exercise(
        "learning-rate-6",
        Choice("c", among="abcd"),
        right=Said(
            ko="최솟점은 점을 밀어내고 바깥쪽은 되돌려 보낸다. 그 사이에서 순환이 생긴다. "
            "학습률을 0.7로 높이면 어떻게 될까?",
            en="The minimum pushes the point away and the walls send it back; in between lies the "
            "cycle. What happens at 0.7?",
        ),
        hints=(
            Said(
                ko="1.5 바로 옆에서 배수 1 − αL을 계산해 보자.",
                en="Compute the factor 1 − αL right beside 1.5.",
            ),
            Said(
                ko="배수 −1.175는 최솟점 가까이에서만 맞다. 거기에서 멀어지면 곡률이 바뀐다.",
                en="The factor −1.175 holds close to the minimum only. Farther out the curvature "
                "is another.",
            ),
        ),
        mistakes=(
            Mistake(
                "called-slow",
                "a",
                Said(
                    ko="1.5 바로 옆에서 배수는 1 − 0.58 · 3.75 = −1.175다. 크기가 1보다 커서 "
                    "아무리 오래 걸어도 가까워지지 않는다.",
                    en="Beside 1.5 the factor is 1 − 0.58 · 3.75 = −1.175. Its size is above 1, "
                    "so no number of steps helps.",
                ),
            ),
            Mistake(
                "other-minimum",
                "b",
                Said(
                    ko="0.8은 −1의 문턱값이고, 점이 그 근처에 있을 때만 뜻이 있다. 마지막 네 점은 "
                    "모두 1보다 크다.",
                    en="0.8 is the threshold at −1 and counts only for a point near it. The last "
                    "four points are all above 1.",
                ),
            ),
            Mistake(
                "factor-minus-one",
                "d",
                Said(
                    ko="배수가 −1인 학습률은 2/3.75 = 0.533이다. 0.58에서는 −1.175다.",
                    en="The rate with the factor −1 is 2/3.75 = 0.533. At 0.58 it is −1.175.",
                ),
            ),
        ),
    ),
)
