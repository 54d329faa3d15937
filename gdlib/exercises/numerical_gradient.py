"""The exercises of the chapter on the numerical gradient."""

import math

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said

__all__ = ["EXERCISES"]

EPS = float(np.finfo(float).eps)


def worst_slope(h):
    """The largest error of a sine's slopes when its values have six decimals."""
    x = np.linspace(0, 3, 301)
    difference = np.sin(x + h).round(6) - np.sin(x - h).round(6)
    return abs(difference / (2 * h) - np.cos(x)).max()


def quotients(ahead, behind, width):
    """A gradient from two moves of one coordinate, in units of h, and what it divides by."""

    def moved(f, x, h):
        moves = h * np.eye(len(x))
        return np.array([(f(x + ahead * e) - f(x + behind * e)) / (width * h) for e in moves])

    return moved


gradient = quotients(1, -1, 2)


def multiplied_by_h(f, x, h):
    return gradient(f, x, h) * h**2


def in_place(f, x, h):
    g = np.zeros(len(x))
    for i in range(len(x)):
        x[i] += h
        ahead = f(x)
        x[i] -= 2 * h
        g[i] = (ahead - f(x)) / (2 * h)
    return g


def moves_kept(f, x, h):
    return in_place(f, np.array(x, dtype=float), h)


def in_the_same_array(back):
    """The book's loop on a copy that keeps the point's type; ``back`` is the second move."""

    def stored(f, x, h):
        x, g = x.copy(), np.zeros_like(x)
        for i in range(len(x)):
            kept = x[i]
            x[i] = kept + h
            ahead = f(x)
            x[i] = kept - back * h
            g[i] = (ahead - f(x)) / (2 * h)
            x[i] = kept
        return g

    return stored


def all_at_once(f, x, h):
    return np.full(len(x), (f(x + h) - f(x - h)) / (2 * h))


def gradients_to_find(rng):
    """A curved function, integers, one that is a parabola, one coordinate, any point."""

    def cubic(x):
        return np.sum(x**3) + 2 * x[0] * x[-1]

    def bowl(x):
        return np.sum(x**2)

    yield cubic, np.array([0.3, 0.7]), 0.1
    yield cubic, np.array([1, 2]), 0.1
    yield bowl, np.array([1.0, -2.0]), 0.5
    yield bowl, np.array([3, -5, 0]), 0.2
    yield cubic, np.array([2.0]), 0.3
    for n in (2, 3):
        yield cubic, rng.normal(size=n), rng.uniform(0.1, 0.4)


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def mixed(near, far):
    """The central differences at h and at 2h, weighted."""
    return lambda f, x, h: near * central(f, x, h) + far * central(f, x, 2 * h)


five_points = mixed(4 / 3, -1 / 3)


def slopes_to_find(rng):
    """Powers whose error is known, a function without one, two that never end, any point."""

    def fifth(x):
        return x**5

    def cube(x):
        return x**3 - x

    def line(x):
        return 3 * x + 1

    yield fifth, 1.0, 0.5
    yield cube, 2.0, 0.5
    yield line, -1.0, 0.25
    yield math.exp, 0.0, 0.5
    yield math.sin, 1.0, 0.3
    for f in (fifth, math.cos):
        yield f, rng.normal(), rng.uniform(0.2, 0.6)


EXERCISES = (
    Exercise(
        "numerical-gradient-1",
        Array((0.31, 0.01), names=("forward", "central")),
        right=Said(
            ko="h를 10분의 1로 줄이면 앞의 오차는 약 10분의 1, 뒤의 오차는 정확히 100분의 1이 "
            "된다. 3차식에서는 왜 정확할까?",
            en="At a tenth of h the first falls to about a tenth and the second to exactly a "
            "hundredth. Why exactly, for a cubic?",
        ),
        hints=(
            Said(
                ko="(1 + h)³과 (1 − h)³을 전개하자.",
                en="Expand (1 + h)³ and (1 − h)³.",
            ),
            Said(
                ko="전진 차분은 3 + 3h + h², 중심 차분은 3 + h²이다. 참 기울기를 빼자.",
                en="The forward difference is 3 + 3h + h², the central one 3 + h². Subtract the "
                "slope.",
            ),
        ),
        mistakes=(
            Mistake(
                "leading-term",
                (0.3, 0.01),
                Said(
                    ko="전진 차분의 오차를 첫 항 (h/2)f″에서 끊었다. h = 0.1이면 다음 항 h² = "
                    "0.01도 빼놓을 수 없다.",
                    en="The error of the forward difference stops at its first term, (h/2)f″. "
                    "With h = 0.1 the next one, h², shows too.",
                ),
            ),
            Mistake(
                "value-for-error",
                (3.31, 3.01),
                Said(
                    ko="차분의 값이다. 참 기울기 3보다 얼마나 큰지 묻고 있다.",
                    en="These are the differences themselves. By how much do they exceed the "
                    "slope, 3?",
                ),
            ),
            Mistake(
                "relative-error",
                (0.31 / 3, 0.01 / 3),
                Said(
                    ko="참 기울기로 나눈 상대 오차다. 나누지 말자.",
                    en="These are relative errors. Do not divide by the slope.",
                ),
            ),
            Mistake(
                "half-the-width",
                (0.31, 0.0025),
                Said(
                    ko="전진 차분은 맞다. 중심 차분의 두 점을 h만큼 떨어뜨렸다. 식에서는 양쪽으로 "
                    "h씩, 모두 2h다.",
                    en="The forward one is right. For the central one the points were put h "
                    "apart; in the formula they are 2h apart.",
                ),
            ),
            Mistake(
                "divided-by-h",
                (0.31, 3.02),
                Said(
                    ko="전진 차분은 맞다. 중심 차분은 h가 아니라 2h로 나눈다.",
                    en="The forward one is right. The central one divides by 2h, not by h.",
                ),
            ),
        ),
    ),
    Exercise(
        "numerical-gradient-2",
        Choice("d", among="abcd"),
        right=Said(
            ko="절단 오차가 없으니 h를 줄일 까닭이 없다. 같은 함수의 전진 차분이라면 어떤 h가 "
            "좋을까?",
            en="Without a truncation error nothing is gained by a small h. Which h would you take "
            "for the forward difference of the same function?",
        ),
        hints=(
            Said(
                ko="중심 차분의 절단 오차에는 f‴이 들어 있다. x²의 f‴은 얼마인가?",
                en="The truncation error of a central difference contains f‴. What is it for x²?",
            ),
            Said(
                ko="남는 것은 반올림 오차 ε|f| / (2h)뿐이다. 언제 가장 작을까?",
                en="Only the rounding error ε|f| / (2h) is left. When is it smallest?",
            ),
        ),
        mistakes=(
            Mistake(
                "width-of-the-forward",
                "a",
                Said(
                    ko="10⁻⁸은 전진 차분의 가장 좋은 간격이다. 중심 차분에는 균형을 이룰 절단 "
                    "오차가 있는지부터 따져 보자.",
                    en="10⁻⁸ is the best width of a forward difference. And is there a truncation "
                    "error here to balance?",
                ),
            ),
            Mistake(
                "cube-root",
                "b",
                Said(
                    ko="∛ε은 h²/6 · f‴과 반올림 오차의 균형에서 나온다. 여기서는 f‴ = 0이다.",
                    en="∛ε comes from balancing h²/6 · f‴ with the rounding error. Here f‴ = 0.",
                ),
            ),
            Mistake(
                "exact-anyway",
                "c",
                Said(
                    ko="반올림이 없다면 그렇다. 그러나 float64의 함숫값은 반올림되고, 그 오차를 "
                    "2h로 나눈다.",
                    en="Without rounding, yes. In float64 the values are rounded, and that error "
                    "is divided by 2h.",
                ),
            ),
        ),
    ),
    Exercise(
        "numerical-gradient-3",
        Setting(
            float,
            worst_slope,
            goal=1e-4,
            missed=Said(
                ko="가장 나쁜 기울기의 오차가 {value}이다. 1e-4보다 작아야 한다.",
                en="The worst slope is off by {value}; it must be less than 1e-4.",
            ),
            diverged=Said(
                ko="이 간격으로는 몫이 수가 되지 않는다. 0이 아닌 유한한 h가 있어야 한다.",
                en="With this width the quotient is no number. It takes an h that is not 0.",
            ),
        ),
        right=Said(
            ko="함숫값의 정밀도가 h를 정한다. float32를 쓰는 함수나 실험에서 잰 값에도 같은 셈이 "
            "통한다. 네 자리까지만 알려 준다면 h는 얼마여야 할까?",
            en="The precision of the values decides on h; the same holds for a function in "
            "float32 or for measurements. Which h would four decimals want?",
        ),
        hints=(
            Said(
                ko="반올림한 값의 오차는 얼마까지인가? 이것이 ε|f|/2의 자리에 들어간다.",
                en="How large is the error of a rounded value? It takes the place of ε|f|/2.",
            ),
            Said(
                ko="δ = 5 · 10⁻⁷일 때 δ/h + h²/6을 가장 작게 만드는 h를 찾자.",
                en="With δ = 5 · 10⁻⁷, find the h that makes δ/h + h²/6 smallest.",
            ),
            Said(
                ko="도함수를 0으로 놓으면 h = (3δ)^(1/3)이다.",
                en="Setting the derivative to zero gives h = (3δ)^(1/3).",
            ),
        ),
        mistakes=(
            Mistake(
                "best-for-float64",
                1e-5,
                Said(
                    ko="10⁻⁵은 값이 16자리일 때 좋은 간격이다. 여섯 자리에서 반올림한 값의 오차 5 "
                    "· 10⁻⁷을 이 간격으로 나누면 0.05가 된다.",
                    en="10⁻⁵ is right for values of 16 digits. Here they are off by up to 5 · "
                    "10⁻⁷, and divided by this width that is 0.05.",
                ),
            ),
            Mistake(
                "cube-root-of-epsilon",
                EPS ** (1 / 3),
                Said(
                    ko="float64의 ε으로 ∛ε을 구했다. 이 값들의 오차는 훨씬 크다.",
                    en="This is ∛ε for the ε of float64. The values here are far less precise.",
                ),
            ),
            Mistake(
                "width-of-the-forward",
                EPS**0.5,
                Said(
                    ko="√ε은 float64에서 전진 차분에 쓰는 간격이다. 이만큼 움직이면 반올림한 값은 "
                    "대개 바뀌지도 않는다.",
                    en="√ε is the width of a forward difference in float64. Moved so little, most "
                    "of the rounded values do not change at all.",
                ),
            ),
            Mistake(
                "as-wide-as-the-decimals",
                1e-6,
                Said(
                    ko="값의 마지막 자리만큼만 움직였다. 반올림 오차가 기울기만큼 커진다. 훨씬 "
                    "크게 움직여야 한다.",
                    en="This moves by the last decimal of the values, so that the rounding is as "
                    "large as the change. Move much further.",
                ),
            ),
            Mistake(
                "square-root",
                (5e-7) ** 0.5,
                Said(
                    ko="√δ는 전진 차분의 균형이다. 중심 차분의 절단 오차는 h²에 비례하므로 "
                    "세제곱근이 나온다.",
                    en="√δ balances a forward difference. The truncation error of a central one "
                    "goes with h², which leads to a cube root.",
                ),
            ),
            Mistake(
                "still-too-narrow",
                1e-3,
                Said(
                    ko="아직 좁다. 반올림 오차 5 · 10⁻⁷을 이 간격으로 나누면 5 · 10⁻⁴이다.",
                    en="It is still too narrow: the rounding of 5 · 10⁻⁷, divided by this width, "
                    "is 5 · 10⁻⁴.",
                ),
            ),
            Mistake(
                "too-wide",
                0.1,
                Said(
                    ko="이번에는 너무 넓다. 절단 오차 h²/6만 0.0017이다.",
                    en="Now it is too wide: the truncation error h²/6 alone is 0.0017.",
                ),
            ),
        ),
    ),
    Exercise(
        "numerical-gradient-4",
        Function(gradient, gradients_to_find, names=("f", "x", "h")),
        right=Said(
            ko="정수에서도 맞고, 받은 점은 그대로 남는다. 함수를 몇 번 부르는지 계수기를 달아 "
            "세어 보자. 2n번이어야 한다.",
            en="It also holds for integers and leaves the point as it was. Put a counter around "
            "the function next: it should be called 2n times.",
        ),
        hints=(
            Said(
                ko="`f(x)`를 부를 때마다 `x`가 어디에 있는지 적어 보자. 두 번째에는 어디인가?",
                en="Write down where `x` is at every call of `f(x)`. Where is it at the second?",
            ),
            Said(
                ko="h만큼 갔다가 h만큼 돌아오면 제자리다. 중심 차분의 뒤쪽 점은 x − h다.",
                en="One h forth and one h back ends in the middle. The second point of a central "
                "difference is x − h.",
            ),
            Said(
                ko="`x`를 바꾸지 말고 `x + h * e`와 `x - h * e`를 새로 만들자. `e`는 단위 벡터다. "
                "`g`는 실수 배열이어야 한다.",
                en="Do not move `x`: make `x + h * e` and `x - h * e`, with a unit vector `e`. "
                "And `g` must hold floats.",
            ),
        ),
        mistakes=(
            Mistake(
                "sign",
                quotients(-1, 1, 2),
                Said(
                    ko="부호가 뒤집혔다. 앞쪽 x + h의 값에서 뒤쪽 x − h의 값을 뺀다.",
                    en="The sign is flipped. Subtract the value at x − h from the one at x + h.",
                ),
            ),
            Mistake("changed-in-place", in_place),
            Mistake("truncated", in_the_same_array(back=1)),
            Mistake(
                "half-a-forward",
                quotients(1, 0, 2),
                Said(
                    ko="이제 정수에서도 돌아가고 받은 점도 그대로다. 하나가 남았다: x + h와 x에서 "
                    "값을 구하고 2h로 나눈다. 전진 차분의 절반이다.",
                    en="Integers and the caller's point are taken care of. One slip remains: it "
                    "takes x + h and x and divides by 2h, which is half a forward difference.",
                ),
            ),
            Mistake(
                "half-a-forward-and-truncated",
                in_the_same_array(back=0),
                Said(
                    ko="받은 점은 이제 그대로다. 두 가지가 남았다: 전진 차분의 절반을 구하고, "
                    "정수 배열에서는 결과가 잘린다.",
                    en="The caller's point is left alone now. Two slips remain: half a forward "
                    "difference, and integers that cut off what is stored in them.",
                ),
            ),
            Mistake(
                "forward",
                quotients(1, 0, 1),
                Said(
                    ko="전진 차분이다. 중심 차분은 x + h와 x − h에서 값을 구한다.",
                    en="This is the forward difference. The central one takes x + h and x − h.",
                ),
            ),
            Mistake(
                "divided-by-h",
                quotients(1, -1, 1),
                Said(
                    ko="두 점 사이는 2h인데 h로 나누었다. 기울기가 두 배로 나온다.",
                    en="The points are 2h apart, and the quotient divides by h: the slopes are "
                    "doubled.",
                ),
            ),
            Mistake(
                "multiplied-by-h",
                multiplied_by_h,
                Said(
                    ko="`/ 2 * h`는 2로 나누고 나서 h를 곱한다. `/ (2 * h)`처럼 괄호가 있어야 "
                    "한다.",
                    en="`/ 2 * h` divides by 2 and then multiplies by h. It needs brackets: "
                    "`/ (2 * h)`.",
                ),
            ),
            Mistake(
                "half-the-width",
                quotients(0.5, -0.5, 1),
                Said(
                    ko="두 점을 x ± h/2에 두었다. 여기서는 x ± h에 둔다.",
                    en="The two points are x ± h/2. Here they are to be x ± h.",
                ),
            ),
            Mistake(
                "moves-kept",
                moves_kept,
                Said(
                    ko="첫 좌표는 맞다. 다음 좌표로 넘어가기 전에 움직인 좌표를 제자리로 돌려놓지 "
                    "않았다.",
                    en="The first coordinate is right. It is not moved back before the next one "
                    "has its turn.",
                ),
            ),
            Mistake(
                "all-at-once",
                all_at_once,
                Said(
                    ko="모든 좌표를 한꺼번에 움직였다. 한 번에 하나씩만 움직인다.",
                    en="All coordinates are moved at once. Move one at a time.",
                ),
            ),
        ),
    ),
    Exercise(
        "numerical-gradient-5",
        Function(five_points, slopes_to_find, names=("f", "x", "h")),
        right=Said(
            ko="3차식은 물론 4차식에서도 정확하다. `np.exp`에 h를 1e-1부터 1e-7까지 넣어 보자. "
            "오차는 어디에서 가장 작을까?",
            en="It is exact up to the fourth power of x. Try it on `np.exp` with h from 1e-1 to "
            "1e-7: where is the error smallest?",
        ),
        hints=(
            Said(
                ko="가중치를 a와 b라고 하자. 기울기가 남으려면 a + b = 1이어야 한다. h²의 항은 "
                "어떤가?",
                en="Call the weights a and b. The slope stays if a + b = 1. And the term with h²?",
            ),
            Said(
                ko="a + 4b = 0이면 h²의 항이 지워진다. 두 식을 함께 풀자.",
                en="The term with h² goes if a + 4b = 0. Solve both.",
            ),
            Said(
                ko="a = 4/3, b = −1/3이다. D₂ₕ는 f(x ± 2h)의 차를 4h로 나눈 것이다.",
                en="a = 4/3 and b = −1/3. D₂ₕ divides the difference of f(x ± 2h) by 4h.",
            ),
        ),
        mistakes=(
            Mistake(
                "sign",
                mixed(-4 / 3, 1 / 3),
                Said(
                    ko="부호가 뒤집혔다. 가중치의 합은 1이어야 한다.",
                    en="The sign is flipped. The weights must add up to 1.",
                ),
            ),
            Mistake(
                "central-alone",
                central,
                Said(
                    ko="보통의 중심 차분이다. h²의 항이 아직 남아 있다.",
                    en="This is the plain central difference, with its term in h².",
                ),
            ),
            Mistake(
                "weights-of-first-order",
                mixed(2, -1),
                Said(
                    ko="2와 −1은 오차가 h에 비례할 때의 가중치다. 여기서는 간격이 두 배면 오차가 "
                    "네 배다.",
                    en="2 and −1 are the weights for an error of order h. Here twice the width "
                    "means four times the error.",
                ),
            ),
            Mistake(
                "weights-swapped",
                mixed(-1 / 3, 4 / 3),
                Said(
                    ko="가중치가 바뀌었다. 오차가 작은 D_h가 큰 가중치를 받는다.",
                    en="The weights are swapped. D_h, with the smaller error, has the larger one.",
                ),
            ),
            Mistake(
                "added",
                mixed(4 / 5, 1 / 5),
                Said(
                    ko="두 차분을 더해 평균했다. 오차의 부호가 같으므로 빼야 지워진다.",
                    en="This is an average of the two. Their errors have the same sign, so one "
                    "must be subtracted.",
                ),
            ),
            Mistake(
                "plus-for-minus",
                mixed(4 / 3, 1 / 3),
                Said(
                    ko="두 차분을 더했다. a + 4b = 0이려면 D₂ₕ의 가중치가 음수여야 한다.",
                    en="The two are added. With a + 4b = 0 the weight of D₂ₕ is negative.",
                ),
            ),
            Mistake(
                "without-the-third",
                mixed(4, -1),
                Said(
                    ko="h²의 항은 지워졌다. 가중치의 합이 3이니 3으로 나누자.",
                    en="The term in h² is gone. The weights add up to 3: divide by it.",
                ),
            ),
            Mistake(
                "one-width-for-both",
                mixed(4 / 3, -2 / 3),
                Said(
                    ko="f(x ± 2h)의 차도 2h로 나누었다. 두 점 사이는 4h다.",
                    en="The difference of f(x ± 2h) is divided by 2h as well. Those points are 4h "
                    "apart.",
                ),
            ),
        ),
    ),
    Exercise(
        "numerical-gradient-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="함숫값의 반올림이 원인이고, h로 나누면서 커진다. 함숫값끼리 빼지 않는 복소수 "
            "방법에서는 이 왼쪽 가지가 어떻게 될까?",
            en="The rounding of the values is the cause, and dividing by h magnifies it. What "
            "becomes of this branch with the complex step, which subtracts nothing?",
        ),
        hints=(
            Said(
                ko="왼쪽 가지와 오른쪽 가지의 원인은 서로 다르다. h가 작을 때 절단 오차는 얼마나 "
                "되는가?",
                en="The two branches have different causes. How large is the truncation error "
                "when h is small?",
            ),
            Said(
                ko="셀에서는 h = 2⁻ᵏ을 썼다. 이런 h와 1 ± h는 반올림 없이 저장된다.",
                en="The cell takes h = 2⁻ᵏ. Such an h, and 1 ± h with it, is stored without "
                "rounding.",
            ),
        ),
        mistakes=(
            Mistake(
                "called-truncation",
                "a",
                Said(
                    ko="절단 오차는 h가 작을수록 준다. 그것은 그림의 오른쪽 가지다.",
                    en="The truncation error falls with h: it is the branch on the right.",
                ),
            ),
            Mistake(
                "point-not-stored",
                "c",
                Said(
                    ko="h = 0.1이라면 그럴 수 있지만, 그림에서는 1 ± h가 정확히 저장되도록 h = "
                    "2⁻ᵏ을 썼다.",
                    en="With h = 0.1 that would add to it, but the figure takes h = 2⁻ᵏ, so that "
                    "1 ± h is stored exactly.",
                ),
            ),
            Mistake(
                "small-numbers",
                "d",
                Said(
                    ko="float64는 0에 가까운 수도 16자리로 저장한다. 자릿수를 잃는 것은 가까운 두 "
                    "값을 빼는 뺄셈이다.",
                    en="float64 keeps 16 digits of small numbers too. What loses them is "
                    "subtracting two values that nearly agree.",
                ),
            ),
        ),
    ),
)
