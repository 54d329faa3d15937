"""The exercises of the chapter on momentum."""

import numpy as np

from gdlib.descent import descend
from gdlib.exercises.checkers import Array, Choice, Function, Number, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.exercises.slopes import bowl, valley_of
from gdlib.landscapes import ravine
from gdlib.optimizers import Momentum

__all__ = ["EXERCISES"]

STEP = ("x", "v", "g", "lr", "rho")
WALK = ("grad", "x", "lr", "rho", "steps")


def step(x, v, g, lr, rho):
    v = rho * v + g
    return x - lr * v, v


def old_velocity(x, v, g, lr, rho):
    return x - lr * v, rho * v + g


def rate_twice(x, v, g, lr, rho):
    v = rho * v + lr * g
    return x - lr * v, v


def updated_velocity(x, v, g, lr, rho):
    v = rho * v + g
    return x - lr * (rho * v + g), v


def averaged(x, v, g, lr, rho):
    v = rho * v + (1 - rho) * g
    return x - lr * v, v


def unused_velocity(x, v, g, lr, rho):
    return x - lr * g, rho * v + g


def ahead(x, v, g, lr, rho):
    """A step of Nesterov's method."""
    return x - lr * (rho**2 * v + (1 + rho) * g), rho * v + g


def ahead_with_updated_velocity(x, v, g, lr, rho):
    v = rho * v + g
    return x - lr * (rho**2 * v + (1 + rho) * g), v


def ahead_not_squared(x, v, g, lr, rho):
    return x - lr * (rho * v + (1 + rho) * g), rho * v + g


def ahead_with_one_gradient(x, v, g, lr, rho):
    return x - lr * (rho**2 * v + g), rho * v + g


def ahead_with_kept_velocity(x, v, g, lr, rho):
    return ahead(x, v, g, lr, rho)[0], v


def ahead_without_bracket(x, v, g, lr, rho):
    return x - lr * rho**2 * v + (1 + rho) * g, rho * v + g


def ahead_with_rate_inside(x, v, g, lr, rho):
    return x - rho**2 * v - (1 + rho) * lr * g, rho * v + lr * g


def ahead_in_place(x, v, g, lr, rho):
    x -= lr * (rho**2 * v + (1 + rho) * g)
    v *= rho
    v += g
    return x, v


def steps_to_take(rng):
    """A plain step, one from rest, one without memory, one where the gradient is gone, any."""
    x, v, g = np.array([1.0, 2.0]), np.array([0.5, -1.0]), np.array([2.0, 4.0])
    yield x, v, g, 0.1, 0.5
    yield x, np.zeros(2), g, 0.1, 0.9
    yield x, v, g, 0.3, 0.0
    yield x, v, np.zeros(2), 0.2, 0.9
    for shape in [(1,), (5,), (2, 3)]:
        yield *rng.normal(size=(3, *shape)), rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.9)


def walked(step, begin=0, whole=False):
    """A descent that takes a step of its own: what the slips of the loop have in common."""

    def walk(grad, x, lr, rho, steps):
        x = np.array(x, None if whole else float)
        v = np.zeros_like(x)
        for _ in range(begin, steps):
            new, v = step(x, v, grad(x), lr, rho)
            x = new.astype(x.dtype)
        return x

    return walk


def walks_in_place(grad, x, lr, rho, steps):
    v = np.zeros(len(x))
    for _ in range(steps):
        v = rho * v + grad(x)
        x -= lr * v
    return x


def walks_to_take(rng):
    """One step, none, a start of integers, and any descent on a random ravine."""

    yield bowl, np.array([1.0, -2.0]), 0.1, 0.5, 3
    yield bowl, np.array([3, -5]), 0.1, 0.5, 3
    yield bowl, np.array([1.0, -2.0]), 0.1, 0.5, 1
    yield bowl, np.array([1.0, -2.0]), 0.1, 0.5, 0
    for n in (1, 4):
        valley = valley_of(rng.uniform(0.5, 2.0, n))
        yield valley, rng.normal(size=n), rng.uniform(0.3, 0.6), rng.uniform(0.3, 0.8), 7


def loss_after_60(optimizer):
    if optimizer.lr * 4 > 2 + 2 * optimizer.momentum:
        return np.inf
    return descend(ravine(100), optimizer, steps=60).f[-1]


EXERCISES = (
    Exercise(
        "momentum-1",
        Number(2 ** (-1 / 100), rtol=2e-5),
        right=Said(
            ko="100번 거듭제곱하면 0.5가 된다. 그라디언트가 계속 같다면 속도는 그 1/(1 − ρ) ≈ "
            "145배까지 커지므로, 이런 기억에는 훨씬 작은 학습률이 어울린다.",
            en="Raised to the power of 100 it gives 0.5. With equal gradients the velocity would "
            "grow to 1/(1 − ρ) ≈ 145 of them, so such a memory wants a much smaller learning "
            "rate.",
        ),
        hints=(
            Said(
                ko="k 스텝 전의 그라디언트는 속도에 ρᵏ만큼 남아 있다.",
                en="A gradient from k steps ago is left in the velocity with the weight ρᵏ.",
            ),
            Said(
                ko="ρ¹⁰⁰ = 1/2을 ρ에 대해 푼다.",
                en="Solve ρ¹⁰⁰ = 1/2 for ρ.",
            ),
            Said(
                ko="100제곱근은 `** (1 / 100)`이다.",
                en="The hundredth root is `** (1 / 100)`.",
            ),
        ),
        mistakes=(
            Mistake(
                "lifetime-for-half-life",
                1 - 1 / 100,
                Said(
                    ko="1 − 1/100로는 100 스텝 뒤에 절반이 아니라 1/e ≈ 0.37이 남는다. 1/(1 − ρ)는 "
                    "반감기가 아니라 기억의 길이다.",
                    en="With 1 − 1/100 the weight after 100 steps is 1/e ≈ 0.37, not a half. 1/(1 "
                    "− ρ) is the length of the memory, not its half-life.",
                ),
            ),
            Mistake(
                "lifetime-for-half-life-e",
                float(np.exp(-1 / 100)),
                Said(
                    ko="exp(−1/100)로는 100 스텝 뒤에 1/e ≈ 0.37이 남는다. 절반이 남아야 한다.",
                    en="With exp(−1/100) the weight after 100 steps is 1/e ≈ 0.37. A half is "
                    "wanted.",
                ),
            ),
            Mistake(
                "forgets-evenly",
                1 - 0.5 / 100,
                Said(
                    ko="한 스텝에 0.5/100씩 고르게 잊는다고 셈했다. 잊는 양은 더해지지 않고 "
                    "곱해진다.",
                    en="This forgets 0.5/100 at every step, evenly. Forgetting multiplies; it "
                    "does not add.",
                ),
            ),
            Mistake(
                "rounded",
                0.993,
                Said(
                    ko="0.993까지는 맞다. 소수점 아래 다섯 자리까지 적자.",
                    en="0.993 is right as far as it goes. Give five decimals.",
                ),
            ),
            Mistake(
                "first-order",
                1 - np.log(2) / 100,
                Said(
                    ko="1 − ln 2/100은 어림값이라 다섯째 자리가 다르다. 1/2의 100제곱근을 그대로 "
                    "구하자.",
                    en="1 − ln 2/100 is an approximation, and its fifth decimal is off. Take the "
                    "hundredth root of 1/2 itself.",
                ),
            ),
            Mistake(
                "root-of-two",
                2 ** (1 / 100),
                Said(
                    ko="2의 100제곱근이다. 1보다 큰 수는 거듭제곱할수록 커진다. 1/2의 100제곱근을 "
                    "구하자.",
                    en="This is the hundredth root of 2. Powers of a number above 1 grow: take the "
                    "root of 1/2.",
                ),
            ),
            Mistake(
                "power-for-root",
                0.5**100,
                Said(
                    ko="1/2을 100번 거듭제곱했다. 거듭제곱해서 1/2이 되는 수를 찾아야 한다.",
                    en="This is 1/2 to the power of 100. Look for the number whose power is 1/2.",
                ),
            ),
        ),
    ),
    Exercise(
        "momentum-2",
        Setting(
            Momentum,
            loss_after_60,
            goal=1e-6,
            missed=Said(
                ko="60 스텝 뒤의 손실이 {value}이다. 1e-6보다 작아야 한다.",
                en="The loss after 60 steps is {value}; it must be below 1e-6.",
            ),
            diverged=Said(
                ko="발산한다. αL < 2 + 2ρ이고 L = 4다.",
                en="It diverges. αL < 2 + 2ρ must hold, and L = 4.",
            ),
        ),
        right=Said(
            ko="보통의 경사하강법은 가장 좋은 학습률로도 손실을 이만큼 줄이는 데 400 스텝쯤 "
            "걸린다. 같은 것을 κ = 400에서 해 보자. 몇 스텝이 필요할까?",
            en="Plain gradient descent needs about 400 steps for this, even at its best rate. Try "
            "κ = 400 next: how many steps will it take?",
        ),
        hints=(
            Said(
                ko="먼저 `ravine(100)`의 곡률 0.04와 4로 식의 최적값 α*와 ρ*를 계산하고 손실을 재 "
                "보자.",
                en="First compute the best α* and ρ* from the curvatures of `ravine(100)`, 0.04 "
                "and 4, and measure the loss.",
            ),
            Said(
                ko="α* = 0.826, ρ* = 0.669는 오래 걸을 때 가장 좋다. 중근이라서 앞부분이 느리다.",
                en="α* = 0.826 and ρ* = 0.669 are best in the long run. Their double root makes "
                "the start slow.",
            ),
            Said(
                ko="학습률을 조금 낮추고 모멘텀을 조금 올려 보자.",
                en="Take the learning rate a little lower and the momentum a little higher.",
            ),
        ),
        mistakes=(
            Mistake(
                "best-in-the-limit",
                Momentum(lr=(2 / 2.2) ** 2, momentum=(1.8 / 2.2) ** 2),
                Said(
                    ko="식의 최적값 α*와 ρ*다. 스텝이 많아지면 가장 좋지만, 두 근이 같아서 인수 "
                    "t가 붙는다. 60 스텝이면 두 근을 조금 떼어 놓는 편이 낫다: ρ를 조금 올려 보자.",
                    en="These are α* and ρ* of the formula: best in the limit, but the double "
                    "root costs a factor t. Within 60 steps it pays to part the roots: raise ρ a "
                    "little.",
                ),
            ),
            Mistake(
                "root-for-momentum",
                Momentum(lr=(2 / 2.2) ** 2, momentum=1.8 / 2.2),
                Said(
                    ko="0.818은 √ρ*, 곧 스텝당 비율이다. 모멘텀은 그 제곱이다.",
                    en="0.818 is √ρ*, the rate per step. The momentum is its square.",
                ),
            ),
            Mistake(
                "rate-of-plain-descent",
                Momentum(lr=2 / 4.04, momentum=(1.8 / 2.2) ** 2),
                Said(
                    ko="0.495는 모멘텀이 없을 때의 최적 학습률이다. 모멘텀이 있으면 더 큰 "
                    "학습률이 어울린다.",
                    en="0.495 is the best rate without momentum. With it, a larger one is right.",
                ),
            ),
            Mistake(
                "usual-defaults",
                Momentum(lr=0.1, momentum=0.9),
                Said(
                    ko="흔히 쓰는 0.9로는 너무 오래 흔들린다. 조건수에서 알맞은 모멘텀을 구하자.",
                    en="The usual 0.9 swings for too long here. Let the condition number choose "
                    "the momentum.",
                ),
            ),
        ),
    ),
    Exercise(
        "momentum-3",
        Array((1.0, 38.0), names=("lr", "threshold")),
        right=Said(
            ko="평균은 합의 1 − ρ = 0.1배이므로 학습률은 열 배가 되고, 문턱값도 열 배가 된다. "
            "프로그램을 바꿀 때는 모멘텀의 식부터 확인하자.",
            en="The average is 1 − ρ = 0.1 times the sum, so the rate grows tenfold, and so does "
            "the threshold. Between programs, compare the formulas of momentum first.",
        ),
        hints=(
            Said(
                ko="두 속도를 같은 그라디언트로 몇 스텝 펼쳐 쓰고 나누어 보자.",
                en="Unroll both velocities for a few equal gradients and divide them.",
            ),
            Said(
                ko="평균의 속도는 합의 1 − ρ배다. 걸음이 같으려면 학습률이 1/(1 − ρ)배여야 한다.",
                en="The average is 1 − ρ times the sum. For equal steps the rate must be 1/(1 − "
                "ρ) times as large.",
            ),
            Said(
                ko="합의 문턱값은 2 + 2ρ = 3.8이다. αλ(1 − ρ) < 3.8을 αλ에 대해 푼다.",
                en="The threshold of the sum is 2 + 2ρ = 3.8. Solve αλ(1 − ρ) < 3.8 for αλ.",
            ),
        ),
        mistakes=(
            Mistake(
                "divided",
                (0.01, 38.0),
                Said(
                    ko="학습률을 나누었다. 평균은 합보다 작으므로 학습률은 커져야 한다.",
                    en="The rate was divided. The average is smaller than the sum, so the rate "
                    "must grow.",
                ),
            ),
            Mistake(
                "threshold-of-the-sum",
                (1.0, 3.8),
                Said(
                    ko="학습률은 맞다. 3.8은 합의 문턱값이다. 평균을 쓸 때는 αλ가 더 커도 된다.",
                    en="The rate is right. 3.8 is the threshold of the sum; with the average, αλ "
                    "may be larger.",
                ),
            ),
            Mistake(
                "threshold-multiplied",
                (1.0, 0.38),
                Said(
                    ko="학습률은 맞다. 문턱값에 1 − ρ를 곱했다. 평균은 합보다 작으므로 αλ가 더 "
                    "커도 된다. 3.8을 1 − ρ로 나누자.",
                    en="The rate is right. The threshold is multiplied by 1 − ρ. The average is "
                    "smaller than the sum, so αλ may be larger: divide 3.8 by 1 − ρ.",
                ),
            ),
            Mistake(
                "same-rate",
                (0.1, 3.8),
                Said(
                    ko="두 식이 같은 길을 간다고 보았다. 속도가 1 − ρ배로 작아진 것을 빠뜨렸다.",
                    en="This takes the two formulas for the same. The velocity is smaller by 1 − "
                    "ρ.",
                ),
            ),
        ),
    ),
    Exercise(
        "momentum-4",
        Function(ahead, steps_to_take, names=STEP, returns=("x", "v")),
        right=Said(
            ko="괄호 안에는 걷기 전의 속도가 들어간다. 멈춘 점의 첫걸음은 무거운 공의 1 + ρ배다. "
            "두 방법으로 `ravine(100)`을 내려가 보자. 어느 쪽이 먼저 도착할까?",
            en="The bracket takes the velocity from before the step. From rest the first step is 1 "
            "+ ρ times that of the heavy ball. Go down `ravine(100)` with both: which one arrives "
            "first?",
        ),
        hints=(
            Said(
                ko="둘째 줄의 속도는 고치기 전의 것일까, 고친 뒤의 것일까?",
                en="Which velocity stands in the second line, the old one or the new one?",
            ),
            Said(
                ko="`v`를 먼저 덮어쓰면 옛 속도가 사라진다. 점을 먼저 구하거나 새 속도에 다른 "
                "이름을 붙이자.",
                en="Once `v` is overwritten the old velocity is gone. Compute the point first, or "
                "give the new velocity another name.",
            ),
            Said(
                ko="점은 `x - lr * (rho**2 * v + (1 + rho) * g)`, 속도는 `rho * v + g`다. 이 "
                "차례로 돌려준다.",
                en="The point is `x - lr * (rho**2 * v + (1 + rho) * g)`, the velocity `rho * v + "
                "g`. Return them in this order.",
            ),
        ),
        mistakes=(
            Mistake("updated-velocity", ahead_with_updated_velocity),
            Mistake("sign", lambda x, v, g, lr, rho: ahead(x, v, g, -lr, rho)),
            Mistake("changed-in-place", ahead_in_place),
            Mistake(
                "order",
                lambda x, v, g, lr, rho: ahead(x, v, g, lr, rho)[::-1],
                Said(
                    ko="점과 속도의 순서가 바뀌었다. 점을 먼저 돌려준다.",
                    en="The point and the velocity are exchanged. Return the point first.",
                ),
            ),
            Mistake(
                "bracket-left-out",
                ahead_without_bracket,
                Said(
                    ko="괄호가 빠져서 그라디언트 항을 점에 더했고 학습률도 곱하지 않았다. `lr * "
                    "(...)`처럼 두 항을 함께 묶는다.",
                    en="Without the bracket the gradient's term is added to the point, and without "
                    "the rate. Put both terms into `lr * (...)`.",
                ),
            ),
            Mistake(
                "heavy-ball",
                step,
                Said(
                    ko="이 장의 무거운 공이다. 앞을 내다보려면 괄호 안이 ρ²v + (1 + ρ)g여야 한다.",
                    en="This is the heavy ball of the chapter. To look ahead, the bracket must be "
                    "ρ²v + (1 + ρ)g.",
                ),
            ),
            Mistake(
                "not-squared",
                ahead_not_squared,
                Said(
                    ko="v에 ρ를 한 번만 곱했다. 두 스텝 앞까지 줄어든 속도이므로 ρ²이다.",
                    en="v is multiplied by ρ once. It shrinks over two steps, so the factor is ρ².",
                ),
            ),
            Mistake(
                "gradient-counted-once",
                ahead_with_one_gradient,
                Said(
                    ko="그라디언트에 1만 곱했다. 이번 스텝과 내다본 스텝에 한 번씩 들어가므로 1 + "
                    "ρ배다.",
                    en="The gradient counts once. It acts in this step and in the one ahead, so "
                    "its factor is 1 + ρ.",
                ),
            ),
            Mistake(
                "velocity-kept",
                ahead_with_kept_velocity,
                Said(
                    ko="점은 맞다. 속도는 들어온 그대로 돌려주었다: ρv + g로 고쳐서 돌려준다.",
                    en="The point is right. The velocity is returned as it came in: it must become "
                    "ρv + g.",
                ),
            ),
            Mistake(
                "rate-inside",
                ahead_with_rate_inside,
                Said(
                    ko="학습률이 속도 안에 들어갔다. 길은 같지만 여기서는 v가 그라디언트의 "
                    "합이어야 한다: 학습률은 걸을 때만 곱한다.",
                    en="The rate is inside the velocity. The path is the same; here v is to be "
                    "the sum of gradients, and the rate stands in the step alone.",
                ),
            ),
        ),
    ),
    Exercise(
        "momentum-5",
        Function(walked(step), walks_to_take, names=WALK),
        right=Said(
            ko="세 곳을 모두 고쳤다. 출발점이 정수여도, 스텝이 없어도 맞게 내려간다. 이런 실수는 "
            "오류 없이 지나가므로 `gd.descend`와 견주어 보는 것이 가장 빠르다.",
            en="All three are mended: it also goes down from integers, and takes no step where "
            "none is asked for. Slips like these raise no error; comparing with `gd.descend` "
            "finds them.",
        ),
        hints=(
            Said(
                ko="한 스텝만 손으로 계산해 보자. 몇 스텝을 걷는가?",
                en="Compute a single step by hand. How many steps does the loop take?",
            ),
            Said(
                ko="학습률이 몇 번 나오는지 세어 보자.",
                en="Count how often the learning rate appears.",
            ),
            Said(
                ko="부른 쪽의 배열 `x`가 함수를 부른 뒤에도 그대로인지, 정수 배열이면 어떻게 "
                "되는지 보자.",
                en="Is the caller's array `x` the same after the call? And what if it holds "
                "integers?",
            ),
        ),
        mistakes=(
            Mistake("rate-twice", walked(rate_twice)),
            Mistake("off-by-one", walked(step, begin=1)),
            Mistake("truncated", walked(step, whole=True)),
            Mistake("changed-in-place", walks_in_place),
            Mistake("old-velocity", walked(old_velocity)),
            Mistake(
                "updated-velocity",
                walked(updated_velocity),
                Said(
                    ko="이미 고친 속도에 ρ를 또 곱하고 g를 더했다. 그것은 4번 문제의 네스테로프 "
                    "스텝이다. 여기서는 새 v로 바로 걷는다.",
                    en="The velocity is updated, then multiplied by ρ and added to g once more: "
                    "that is the step of exercise 4. Here the new v is the step.",
                ),
            ),
            Mistake("sign", walked(lambda x, v, g, lr, rho: step(x, v, g, -lr, rho))),
            Mistake(
                "averaged",
                walked(averaged),
                Said(
                    ko="속도가 합이 아니라 평균이다. 그라디언트 앞의 1 − ρ를 빼자.",
                    en="The velocity is an average, not the sum: leave out the 1 − ρ before the "
                    "gradient.",
                ),
            ),
            Mistake(
                "velocity-unused",
                walked(unused_velocity),
                Said(
                    ko="그라디언트만으로 걸었다. 걸음에 v를 쓰는지, v를 0으로 두는 줄이 반복문 "
                    "앞에 있는지 보자.",
                    en="The step is the gradient alone. Does it use v, and does v start at 0 "
                    "before the loop, not in it?",
                ),
            ),
            Mistake(
                "rate-twice-and-off-by-one",
                walked(rate_twice, begin=1),
                Said(
                    ko="출발점은 이제 그대로다. 두 가지가 남았다: 학습률을 두 번 곱하고, 한 "
                    "스텝을 덜 걷는다.",
                    en="The start is left alone now. Two slips remain: the rate is applied twice, "
                    "and the loop takes one step too few.",
                ),
            ),
        ),
    ),
    Exercise(
        "momentum-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="근의 절댓값 √0.99 ≈ 0.995가 한 스텝에 남는 비율이다. 안정하지만 느리게 줄고, 반 "
            "번 흔들리는 데 π/θ ≈ 16 스텝이 걸린다.",
            en="The modulus √0.99 ≈ 0.995 is what a step leaves: stable, but slow to shrink, "
            "while half a swing takes π/θ ≈ 16 steps.",
        ),
        hints=(
            Said(
                ko="그림에서 ρ = 0.99인 곡선의 진폭이 커지는지, 그대로인지, 줄어드는지 보자.",
                en="Look at the curve of ρ = 0.99: does its amplitude grow, stay or shrink?",
            ),
            Said(
                ko="복소수 근의 절댓값은 √ρ다. 학습률은 들어 있지 않다.",
                en="Complex roots have the modulus √ρ. The learning rate is not in it.",
            ),
        ),
        mistakes=(
            Mistake(
                "called-unstable",
                "a",
                Said(
                    ko="αλ = 0.04는 문턱값 2 + 2ρ = 3.98보다 훨씬 작다. 진폭도 조금씩 줄고 있다.",
                    en="αλ = 0.04 is far below the threshold 2 + 2ρ = 3.98, and the amplitude "
                    "does shrink, if slowly.",
                ),
            ),
            Mistake(
                "smaller-rate",
                "c",
                Said(
                    ko="학습률은 흔들리는 빠르기를 바꾼다. 근이 복소수인 동안 진폭이 줄어드는 "
                    "비율은 √ρ로 정해져 있다.",
                    en="The rate changes how fast it swings. As long as the roots are complex, "
                    "the amplitude shrinks by √ρ whatever the rate.",
                ),
            ),
            Mistake(
                "called-noise",
                "d",
                Said(
                    ko="여기에는 노이즈가 없다. 그라디언트는 정확하다.",
                    en="There is no noise here: the gradients are exact.",
                ),
            ),
        ),
    ),
)
