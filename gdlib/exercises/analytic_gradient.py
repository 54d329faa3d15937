"""The exercises of the chapter on the analytic gradient."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said

__all__ = ["EXERCISES"]

LAYER = ("X", "W", "b", "dH")


def ridge(data=1.0, penalty=1.0, averaged=True):
    """The gradient of least squares with a penalty, each part with a factor of its own."""

    def ridge_grad(w, X, y, lam):
        return data * X.T @ (X @ w - y) / (len(y) if averaged else 1) + penalty * lam * w

    return ridge_grad


def all_averaged(w, X, y, lam):
    return (X.T @ (X @ w - y) + lam * w) / len(y)


def penalty_itself(w, X, y, lam):
    return X.T @ (X @ w - y) / len(y) + lam / 2 * np.sum(w**2)


def over_the_weights(w, X, y, lam):
    return X.T @ (X @ w - y) / len(w) + lam * w


def ridge_in_place(w, X, y, lam):
    residual = X @ w - y
    w *= lam
    w += X.T @ residual / len(y)
    return w


def ridges_to_take(rng):
    """A plain point, no penalty, the point zero, one example and weight, any."""
    X, y = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]]), np.array([1.0, 2.0, -3.0])
    yield np.array([1.0, 2.0]), X, y, 0.5
    yield np.array([1.0, 2.0]), X, y, 0.0
    yield np.zeros(2), X, y, 0.5
    yield np.array([3.0]), np.array([[2.0]]), np.array([1.0]), 0.1
    for N, n in [(5, 3), (8, 4)]:
        yield rng.normal(size=n), rng.normal(size=(N, n)), rng.normal(size=N), rng.uniform(0.1, 2)


def tanh_slope(A):
    return 1 - np.tanh(A) ** 2


def layer(bend=tanh_slope, gather=np.sum):
    """One layer backwards; ``bend`` is the slope of the bend, ``gather`` what the bias does."""

    def layer_back(X, W, b, dH):
        dA = dH * bend(X @ W + b)
        return dA @ W.T, X.T @ dA, gather(dA, axis=0)

    return layer_back


def bias_before_the_bend(X, W, b, dH):
    return *layer()(X, W, b, dH)[:2], dH.sum(axis=0)


def layer_in_place(X, W, b, dH):
    dH *= tanh_slope(X @ W + b)
    return dH @ W.T, X.T @ dH, dH.sum(axis=0)


def tanh_unsquared(A):
    return 1 - np.tanh(A)


def layers_to_cross(rng):
    """Two examples and one unit, one example, no error, weights of zero, any layer."""
    X, W, b = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.5], [-0.5]]), np.array([0.1])
    dH = np.array([[1.0], [2.0]])
    yield X, W, b, dH
    yield X[:1], W, b, dH[:1]
    yield X, W, b, np.zeros((2, 1))
    yield X, np.zeros((2, 1)), b, dH
    for N, n, m in [(3, 4, 2), (6, 2, 5)]:
        W = rng.normal(size=(n, m))
        yield rng.normal(size=(N, n)), W, rng.normal(size=m), rng.normal(size=(N, m))


def slope(x):
    root, next_root = np.sqrt(x), np.sqrt(x + 1)
    return -1 / (2 * root * next_root * (root + next_root))


def slope_by_subtraction(x):
    return 1 / (2 * np.sqrt(x + 1)) - 1 / (2 * np.sqrt(x))


def slope_far_out(x):
    return -(x**-1.5) / 4


def value_for_slope(x):
    return 1 / (np.sqrt(x + 1) + np.sqrt(x))


def slopes_to_find(rng):
    """Where nothing cancels, where much does, anywhere between and beyond."""
    yield from [(1.0,), (1e12,), (4.0,), (1e14,)]
    for low, high in [(0, 2), (3, 9), (12, 14)]:
        yield (10 ** rng.uniform(low, high),)


def divide(a, da, b, db):
    return a / b, (da * b - a * db) / b**2


def squared_too_little(a, da, b, db):
    return a / b, (da * b - a * db) / b


def quotients_to_take(rng):
    """A plain quotient, a constant below or above it, a negative divisor, any."""
    yield 3.0, 1.0, 2.0, 4.0
    yield 3.0, 1.0, 2.0, 0.0
    yield 1.0, 0.0, 4.0, 1.0
    yield 2.0, 3.0, -0.5, 1.0
    yield 2.0, -1.5, 4.0, 3.0
    for _ in range(2):
        a, da, db = rng.normal(size=3)
        yield a, da, rng.uniform(0.3, 3), db


CANCELS = Said(
    ko="공식은 맞지만 x가 크면 몇 자리밖에 남지 않는다. 거의 같은 두 수를 빼지 않도록 고쳐 쓰자.",
    en="The formula is right, but for large x only a few digits are left. Rewrite it so that "
    "nothing nearly equal is subtracted.",
)

EXERCISES = (
    Exercise(
        "analytic-gradient-1",
        Array((0.75, 0.375), names=("h/2", "-h/4")),
        right=Said(
            ko="−h와 h 사이에서는 (x + h)/2h가 나온다. 공식은 맞는데 검사는 틀렸다고 한다. "
            "`gd.check_gradient`로 |x|를 1e-6과 1e-3에서 검사해 보자.",
            en="Between −h and h it finds (x + h)/2h: the formula is right and the check objects. "
            "Try `gd.check_gradient` on |x| at 1e-6 and at 1e-3.",
        ),
        hints=(
            Said(
                ko="중심 차분이 쓰는 두 점은 x + h와 x − h다. 그 가운데 꺾인 점의 왼쪽에 있는 "
                "것은 어느 것인가?",
                en="The two points are x + h and x − h. Which of them lies left of the kink?",
            ),
            Said(
                ko="왼쪽 점의 함숫값은 0이다. 오른쪽 점의 함숫값은 x + h다.",
                en="On the left the value is 0; the point on the right has the value x + h.",
            ),
            Said(
                ko="몫은 (x + h)/2h다. x에 h/2와 −h/4를 넣자.",
                en="The quotient is (x + h)/2h. Put in h/2 and −h/4 for x.",
            ),
        ),
        mistakes=(
            Mistake(
                "slopes-of-the-formula",
                (1.0, 0.0),
                Said(
                    ko="공식의 기울기다. 차분은 꺾인 점 너머의 값도 쓴다.",
                    en="These are the slopes of the formula. The difference also uses a value "
                    "from beyond the kink.",
                ),
            ),
            Mistake(
                "divided-by-h",
                (1.5, 0.75),
                Said(
                    ko="h로 나누었다. 중심 차분의 두 점 사이는 2h다.",
                    en="This divides by h. The two points of a central difference are 2h apart.",
                ),
            ),
            Mistake(
                "forward",
                (1.0, 0.75),
                Said(
                    ko="전진 차분의 값이다. 중심 차분은 x − h의 값도 쓴다.",
                    en="These are forward differences. The central one uses the value at x − h "
                    "too.",
                ),
            ),
            Mistake(
                "at-the-kink",
                (0.5, 0.5),
                Said(
                    ko="0.5는 꺾인 점 x = 0에서 나오는 값이다. 두 점은 거기에서 벗어나 있다.",
                    en="0.5 is what it finds at the kink itself, x = 0. These two places lie "
                    "beside it.",
                ),
            ),
            Mistake(
                "sign-of-the-place",
                (0.75, 0.625),
                Said(
                    ko="앞의 수는 맞다. −h/4 + h는 5h/4가 아니라 3h/4다.",
                    en="The first is right. For the second, −h/4 + h is 3h/4, not 5h/4.",
                ),
            ),
        ),
    ),
    Exercise(
        "analytic-gradient-2",
        Choice("b", among="abcd"),
        right=Said(
            ko="그 줄에서 계산한 것만 틀린다. 거꾸로 b₂만 틀렸다면 어느 식을 살펴봐야 할까?",
            en="Only what is computed from a wrong line is wrong. Where would you look if b₂ "
            "alone were off?",
        ),
        hints=(
            Said(
                ko="각 줄의 결과를 쓰는 줄은 어느 것인지 화살표로 이어 보자.",
                en="Draw arrows: which lines use the result of which?",
            ),
            Said(
                ko="W₁과 b₁은 Ā에서, Ā는 H̄에서, H̄와 b₂는 S̄에서 나온다. 이 줄들은 모두 맞다.",
                en="W₁ and b₁ come from Ā, Ā from H̄, H̄ and b₂ from S̄. All of these are right.",
            ),
        ),
        mistakes=(
            Mistake(
                "spoils-all",
                "a",
                Said(
                    ko="S̄가 틀렸다면 거기에서 나오는 네 덩어리가 모두 틀린다. 그런데 셋은 맞다.",
                    en="A wrong S̄ would spoil all four blocks, for all come from it. Three of "
                    "them are right.",
                ),
            ),
            Mistake(
                "spoils-the-first-layer",
                "c",
                Said(
                    ko="이 줄에도 W₂가 나오지만 여기서 구하는 것은 H̄다. H̄가 틀렸다면 W₁과 b₁이 "
                    "틀린다.",
                    en="W₂ stands in this line, but what it computes is H̄. A wrong H̄ spoils W₁ "
                    "and b₁.",
                ),
            ),
            Mistake(
                "bend",
                "d",
                Said(
                    ko="그림의 실수가 바로 이것이고, 그때는 W₁과 b₁이 틀렸다. 지금은 그 둘이 맞다.",
                    en="That is the mistake of the figure, and it spoils W₁ and b₁. Here these "
                    "two are right.",
                ),
            ),
        ),
    ),
    Exercise(
        "analytic-gradient-3",
        Function(ridge(), ridges_to_take, names=("w", "X", "y", "lam")),
        right=Said(
            ko="두 부분을 따로 미분해서 더했다. `gd.check_gradient`로 w = 0과 무작위 점에서 "
            "검사해 보자. 규제항의 실수는 어디에서만 드러날까?",
            en="Each part is differentiated alone, and they are added. Check it with "
            "`gd.check_gradient` at w = 0 and at a random point: where would a slip in the "
            "penalty show?",
        ),
        hints=(
            Said(
                ko="합의 그라디언트는 그라디언트의 합이다. 최소제곱법의 것은 이 장에 있다.",
                en="The gradient of a sum is the sum of the gradients. That of least squares "
                "stands in the chapter.",
            ),
            Said(
                ko="(λ/2)‖w‖²을 wⱼ로 미분하면 λwⱼ다.",
                en="The derivative of (λ/2)‖w‖² by wⱼ is λwⱼ.",
            ),
            Said(
                ko="`X.T @ (X @ w - y) / len(y)`에 `lam * w`를 더한다.",
                en="Add `lam * w` to `X.T @ (X @ w - y) / len(y)`.",
            ),
        ),
        mistakes=(
            Mistake(
                "sign",
                ridge(data=-1, penalty=-1),
                Said(
                    ko="부호가 뒤집혔다. 내려가는 방향이 아니라 그라디언트 자체를 돌려주자.",
                    en="The sign is flipped. Return the gradient itself, not the way down.",
                ),
            ),
            Mistake("changed-in-place", ridge_in_place),
            Mistake(
                "mean-and-sum",
                ridge(averaged=False),
                Said(
                    ko="평균과 합을 혼동했다. 손실은 예제에 걸친 평균이므로 앞부분을 N으로 나눈다.",
                    en="Mean and sum are confused. The loss is a mean over the examples: divide "
                    "the first part by N.",
                ),
            ),
            Mistake(
                "residual-reversed",
                ridge(data=-1),
                Said(
                    ko="규제항은 맞다. 앞부분의 부호가 뒤집혔다. 잔차는 예측에서 정답을 뺀 Xw − "
                    "y다.",
                    en="The penalty is right, the sign of the first part is not: prediction minus "
                    "truth, Xw − y.",
                ),
            ),
            Mistake(
                "without-the-half",
                ridge(data=2),
                Said(
                    ko="앞부분이 두 배다. 제곱을 미분해서 나온 2는 손실의 1/2과 곱해져 1이 된다.",
                    en="The first part is twice too large: the 2 from the square cancels the ½ of "
                    "the loss.",
                ),
            ),
            Mistake(
                "half-kept",
                ridge(data=1 / 2),
                Said(
                    ko="앞부분이 절반이다. 손실의 1/2은 제곱을 미분해서 나온 2와 지워진다.",
                    en="The first part is half of what it should be: the ½ of the loss cancels "
                    "the 2 from the square.",
                ),
            ),
            Mistake(
                "both-halves-kept",
                ridge(data=1 / 2, penalty=1 / 2),
                Said(
                    ko="두 부분이 모두 절반이다. 두 1/2은 제곱을 미분해서 나온 2와 지워진다.",
                    en="Both parts are half of what they should be: each ½ cancels the 2 from a "
                    "square.",
                ),
            ),
            Mistake(
                "divided-by-the-weights",
                over_the_weights,
                Said(
                    ko="가중치의 수로 나누었다. N은 예제의 수, 곧 `len(y)`다.",
                    en="This divides by the number of weights. N is that of the examples, "
                    "`len(y)`.",
                ),
            ),
            Mistake(
                "penalty-halved",
                ridge(penalty=1 / 2),
                Said(
                    ko="앞부분은 맞다. 규제항은 절반이다. 1/2은 제곱을 미분해서 나온 2와 지워져 "
                    "λw가 남는다.",
                    en="The first part is right. The penalty is halved: its ½ cancels the 2 from "
                    "the square, and λw is left.",
                ),
            ),
            Mistake(
                "penalty-subtracted",
                ridge(penalty=-1),
                Said(
                    ko="앞부분은 맞다. 규제항의 미분을 뺐다. 손실에 더했으니 그라디언트에도 "
                    "더한다.",
                    en="The first part is right. The derivative of the penalty is subtracted: "
                    "what is added to the loss is added to the gradient.",
                ),
            ),
            Mistake(
                "penalty-doubled",
                ridge(penalty=2),
                Said(
                    ko="앞부분은 맞다. 규제항에도 1/2이 있어서 2λw가 아니라 λw다.",
                    en="The first part is right. The penalty has a ½ as well, so it is λw and not "
                    "2λw.",
                ),
            ),
            Mistake(
                "penalty-forgotten",
                ridge(penalty=0),
                Said(
                    ko="규제항의 미분이 빠졌다.",
                    en="The derivative of the penalty is missing.",
                ),
            ),
            Mistake(
                "penalty-averaged",
                all_averaged,
                Said(
                    ko="규제항까지 N으로 나누었다. 평균은 앞부분에만 있다.",
                    en="The penalty is divided by N too. Only the first part is a mean.",
                ),
            ),
            Mistake(
                "penalty-itself",
                penalty_itself,
                Said(
                    ko="규제항의 값을 그대로 더했다. 미분해서 더해야 한다: 좌표마다 λwⱼ다.",
                    en="The penalty itself is added. Add its derivative: λwⱼ, another number for "
                    "each coordinate.",
                ),
            ),
        ),
    ),
    Exercise(
        "analytic-gradient-4",
        Function(layer(), layers_to_cross, names=LAYER, returns=("dX", "dW", "db")),
        right=Said(
            ko="구부림, 편향, 받은 배열까지 모두 맞다. 이 함수를 여러 번 이으면 더 깊은 신경망의 "
            "역전파가 된다.",
            en="The bend, the bias and the caller's array are all in order. Several such "
            "functions in a row are the backpropagation of a deeper network.",
        ),
        hints=(
            Said(
                ko="tanh의 도함수를 H로 나타내면 무엇인가?",
                en="What is the derivative of tanh, written with H?",
            ),
            Said(
                ko="편향 하나가 행마다 더해진다. 편미분은 행들을 어떻게 모아야 할까?",
                en="One bias is added to every row. How does its derivative collect the rows?",
            ),
            Said(
                ko="`dA = dH * (1 - H**2)`를 새로 만들고, 마지막 줄에서는 dH 대신 dA를 쓰고 "
                "`sum`으로 모으자.",
                en="Make `dA = dH * (1 - H**2)`, use it in the place of dH in the last line, and "
                "`sum` in that of `mean`.",
            ),
        ),
        mistakes=(
            Mistake("changed-in-place", layer_in_place),
            Mistake(
                "mean-and-sum",
                layer(gather=np.mean),
                Said(
                    ko="평균과 합을 혼동했다. 편향의 편미분은 행의 합이다. 평균의 1/N은 받은 dH에 "
                    "이미 들어 있다.",
                    en="Mean and sum are confused: the derivative of the bias is the sum of the "
                    "rows. The 1/N of the loss is already in the dH that comes in.",
                ),
            ),
            Mistake(
                "not-squared",
                layer(bend=tanh_unsquared),
                Said(
                    ko="편향과 받은 배열은 이제 맞다. tanh의 도함수는 1 − H가 아니라 1 − H²이다.",
                    en="The bias and the caller's array are in order now. The derivative of tanh "
                    "is 1 − H², not 1 − H.",
                ),
            ),
            Mistake(
                "not-squared-and-mean",
                layer(bend=tanh_unsquared, gather=np.mean),
                Said(
                    ko="받은 배열은 이제 그대로다. 두 가지가 남았다: tanh의 도함수, 그리고 "
                    "편향에서 행을 모으는 방법.",
                    en="The caller's array is left alone now. Two slips remain: the derivative of "
                    "tanh, and how the bias collects the rows.",
                ),
            ),
            Mistake(
                "bend-forgotten",
                layer(bend=np.ones_like),
                Said(
                    ko="구부림을 건너뛰었다. dH를 곱으로 넘기기 전에 tanh의 도함수를 곱한다.",
                    en="The bend is left out. Multiply dH by the derivative of tanh before the "
                    "products.",
                ),
            ),
            Mistake(
                "bias-before-the-bend",
                bias_before_the_bend,
                Said(
                    ko="dX와 dW는 맞다. 편향은 구부리기 전에 더해지므로 dH가 아니라 dA의 행을 "
                    "더한다.",
                    en="dX and dW are right. The bias is added before the bend: sum the rows of "
                    "dA, not of dH.",
                ),
            ),
            Mistake(
                "bend-of-the-input",
                layer(bend=lambda A: 1 - A**2),
                Said(
                    ko="1 − A²을 썼다. 도함수 1 − tanh²에는 구부린 뒤의 H가 들어간다.",
                    en="This takes 1 − A². In 1 − tanh² stands what comes out of the bend, H.",
                ),
            ),
            Mistake(
                "slope-of-the-sigmoid",
                layer(bend=lambda A: np.tanh(A) * (1 - np.tanh(A))),
                Said(
                    ko="H(1 − H)는 시그모이드의 도함수다. 여기서는 tanh로 구부린다.",
                    en="H(1 − H) is the derivative of the sigmoid. The bend here is tanh.",
                ),
            ),
        ),
    ),
    Exercise(
        "analytic-gradient-5",
        Function(slope, slopes_to_find, names=("x",), inaccurate=CANCELS),
        right=Said(
            ko="뺄셈이 사라져서 x가 커도 정밀하다. f(x) = √(x + 1) − √x 자체는 어떻게 고쳐 쓰면 "
            "좋을까?",
            en="Without the subtraction it stays accurate for large x. How would you rewrite f(x) "
            "= √(x + 1) − √x itself?",
        ),
        hints=(
            Said(
                ko="거의 같은 두 수를 빼는 곳에서 자릿수를 잃는다. 먼저 통분하자.",
                en="The digits are lost where two nearly equal numbers are subtracted. Take a "
                "common denominator first.",
            ),
            Said(
                ko="분자는 √x − √(x + 1)이다. √x + √(x + 1)을 곱하고 나누면 어떻게 되는가?",
                en="The numerator is √x − √(x + 1). Multiply and divide it by √x + √(x + 1).",
            ),
            Said(
                ko="분자는 −1/(√x + √(x + 1))이 된다. 이것을 2√x√(x + 1)로 나눈다.",
                en="It becomes −1/(√x + √(x + 1)). Divide that by 2√x√(x + 1).",
            ),
        ),
        mistakes=(
            Mistake("cancels", slope_by_subtraction, CANCELS),
            Mistake(
                "sign",
                lambda x: -slope(x),
                Said(
                    ko="부호가 뒤집혔다. x가 커질수록 √(x + 1)과 √x는 가까워지므로 f는 줄어든다.",
                    en="The sign is flipped. The two roots draw together as x grows, so f falls.",
                ),
            ),
            Mistake(
                "half-forgotten",
                lambda x: 2 * slope(x),
                Said(
                    ko="두 배가 나온다. 루트를 미분할 때 생기는 1/2이 빠졌다.",
                    en="It is twice too large: the ½ from the derivative of a root is missing.",
                ),
            ),
            Mistake(
                "far-out-only",
                slope_far_out,
                Said(
                    ko="x가 클 때의 어림이다. 1 근처에서도 맞아야 한다.",
                    en="This holds for large x only. It must be right near 1 as well.",
                ),
            ),
            Mistake(
                "value-for-slope",
                value_for_slope,
                Said(
                    ko="f(x) 자체를 고쳐 쓴 것이다. 같은 방법을 f′에 쓰자.",
                    en="This is f(x) itself, rewritten. Do the same with f′.",
                ),
            ),
        ),
    ),
    Exercise(
        "analytic-gradient-6",
        Function(
            divide, quotients_to_take, names=("a", "da", "b", "db"), returns=("value", "slope")
        ),
        right=Said(
            ko="몫의 미분법이 나왔다. 이 장의 `Dual`에 `__truediv__`로 넣고 1/(1 + x²)을 미분해 "
            "보자.",
            en="This is the quotient rule. Put it into the chapter's `Dual` as `__truediv__` and "
            "differentiate 1/(1 + x²).",
        ),
        hints=(
            Said(
                ko="값은 a/b다. 기울기는 곱의 규칙에서 얻을 수 있다: 몫에 b를 곱하면 a다.",
                en="The value is a/b. The rule of products gives the slope: the quotient times b "
                "is a.",
            ),
            Said(
                ko="몫을 (c, c′)라고 하면 c′b + cb′ = a′이다.",
                en="With (c, c′) for the quotient, c′b + cb′ = a′.",
            ),
            Said(
                ko="c′ = (a′ − cb′)/b이고 c = a/b다.",
                en="c′ = (a′ − cb′)/b, with c = a/b.",
            ),
        ),
        mistakes=(
            Mistake(
                "sign",
                lambda a, da, b, db: (a / b, -divide(a, da, b, db)[1]),
                Said(
                    ko="기울기의 부호가 뒤집혔다. 분자가 커지면 몫이 커지므로 a′b가 앞에 온다.",
                    en="The sign of the slope is flipped. A growing numerator makes the quotient "
                    "grow: a′b comes first.",
                ),
            ),
            Mistake(
                "plus-for-minus",
                lambda a, da, b, db: (a / b, (da * b + a * db) / b**2),
                Said(
                    ko="더했다. 분모가 커지면 몫은 작아지므로 ab′을 뺀다.",
                    en="The parts are added. A growing denominator makes the quotient fall: "
                    "subtract ab′.",
                ),
            ),
            Mistake(
                "product-rule",
                lambda a, da, b, db: (a / b, da * b + a * db),
                Said(
                    ko="곱의 기울기다. 몫의 기울기는 b²으로 나누고 부호도 다르다.",
                    en="This is the slope of the product. That of the quotient is divided by b² "
                    "and has a minus.",
                ),
            ),
            Mistake(
                "not-squared",
                squared_too_little,
                Said(
                    ko="a′b − ab′을 b로만 나누었다. b²으로 나눈다.",
                    en="a′b − ab′ is divided by b. It must be b².",
                ),
            ),
            Mistake(
                "slopes-divided",
                lambda a, da, b, db: (a / b, np.divide(da, db)),
                Said(
                    ko="기울기끼리 나누었다. 몫의 기울기에는 두 값도 들어간다.",
                    en="The slopes are divided by each other. The values have their part in it "
                    "too.",
                ),
            ),
            Mistake(
                "constant-divisor",
                lambda a, da, b, db: (a / b, da / b),
                Said(
                    ko="b를 상수로 보았다. b도 변하므로 b′이 들어간다.",
                    en="This takes b for a constant. It changes too, so b′ has its part.",
                ),
            ),
        ),
    ),
)
