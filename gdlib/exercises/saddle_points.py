"""The exercises of the chapter on saddle points."""

import numpy as np

from gdlib.descent import descend
from gdlib.exercises.checkers import Array, Choice, Function, Number, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.landscapes import saddle
from gdlib.optimizers import SGD

__all__ = ["EXERCISES"]


def newton_like(divided, turned=True):
    """A step that divides by ``divided`` eigenvalues along the eigenvectors, or beside them."""

    def step(x, g, H):
        eigenvalues, Q = np.linalg.eigh(H)
        if turned:
            return x - Q @ divided(Q.T @ g, eigenvalues)
        return x - divided(g, eigenvalues)

    return step


def by_size(z, eigenvalues):
    return z / np.abs(eigenvalues)


def turned_the_wrong_way(x, g, H):
    eigenvalues, Q = np.linalg.eigh(H)
    return x - Q.T @ (Q @ g / np.abs(eigenvalues))


def turned_twice(x, g, H):
    eigenvalues, Q = np.linalg.eigh(H)
    return x - Q @ (Q @ g / np.abs(eigenvalues))


def in_place(x, g, H):
    eigenvalues, Q = np.linalg.eigh(H)
    x -= Q @ (Q.T @ g / np.abs(eigenvalues))
    return x


def critical_surroundings(rng):
    """A saddle across the axes, one along them, a minimum, no gradient, one coordinate, any."""
    x, g = np.array([1.0, -2.0]), np.array([2.0, 3.0])
    across = np.array([[1.0, 2.0], [2.0, -2.0]])
    yield x, g, across
    yield x, g, np.diag([-2.0, 4.0])
    yield x, g, np.array([[3.0, 1.0], [1.0, 2.0]])
    yield x, np.zeros(2), across
    yield np.array([1.0]), np.array([2.0]), np.array([[-0.5]])
    for n in (3, 5):
        Q, _ = np.linalg.qr(rng.normal(size=(n, n)))
        eigenvalues = rng.uniform(0.5, 3.0, n) * rng.permutation([-1.0, *np.ones(n - 1)])
        H = Q * eigenvalues @ Q.T
        yield rng.normal(size=n), rng.normal(size=n), (H + H.T) / 2


def above_the_minimum(optimizer):
    return descend(saddle, optimizer, x0=[-1.5, 1e-6], steps=30).f[-1] + 0.25


EXERCISES = (
    Exercise(
        "saddle-points-1",
        Array((20.0, 0.8**20), names=("steps", "x1")),
        right=Said(
            ko="내리막 방향은 1.6배씩 자라고, 그동안 오르막 방향은 0.8배씩 줄어든다. 출발점이 "
            "10⁻⁸이었다면 몇 스텝이 걸릴까?",
            en="The falling direction grows by 1.6 a step while the rising one shrinks by 0.8. "
            "How many steps would a start at 10⁻⁸ take?",
        ),
        hints=(
            Said(
                ko="곡률은 이계도함수다. x₁²와 −3x₂²를 두 번 미분해 보자.",
                en="A curvature is a second derivative. Differentiate x₁² and −3x₂² twice.",
            ),
            Said(
                ko="곡률은 2와 −6이고, 배수는 1 − αλ다.",
                en="The curvatures are 2 and −6, the factors 1 − αλ.",
            ),
            Said(
                ko="10⁻⁴ · 1.6ᵗ ≥ 1이 되는 첫 정수 t를 찾고, x₁ = 0.8ᵗ을 구한다.",
                en="Find the first whole t with 10⁻⁴ · 1.6ᵗ ≥ 1, then x₁ = 0.8ᵗ.",
            ),
        ),
        mistakes=(
            Mistake(
                "not-a-whole-step",
                (np.log(1e4) / np.log(1.6), 0.8 ** (np.log(1e4) / np.log(1.6))),
                Said(
                    ko="19.6이라는 스텝은 없다. |x₂|가 1을 넘는 것은 그다음 정수 스텝이다.",
                    en="There is no step 19.6. |x₂| has passed 1 at the next whole one.",
                ),
            ),
            Mistake(
                "one-step-early",
                (19.0, 0.8**19),
                Said(
                    ko="19 스텝 뒤에 |x₂|는 0.76이다. 올림하자.",
                    en="After 19 steps |x₂| is 0.76. Round up.",
                ),
            ),
            Mistake(
                "counted-from-one",
                (21.0, 0.8**20),
                Said(
                    ko="x₁은 맞다. 출발점은 첫째 스텝이 아니라 0번째다.",
                    en="x₁ is right. The start is step 0, not step 1.",
                ),
            ),
            Mistake(
                "coefficients-for-curvatures",
                (36.0, 0.9**36),
                Said(
                    ko="계수 1과 −3을 곡률로 썼다. 두 번 미분하면 2와 −6이다.",
                    en="The coefficients 1 and −3 are taken for the curvatures. Differentiated "
                    "twice they are 2 and −6.",
                ),
            ),
            Mistake(
                "logarithm-approximated",
                (16.0, 0.8**16),
                Said(
                    ko="ln 1.6을 0.6으로 보았다. ln(1 + α|λ|) ≈ α|λ|는 α|λ|가 작을 때만 맞다.",
                    en="ln 1.6 is taken for 0.6. ln(1 + α|λ|) ≈ α|λ| holds for a small α|λ| only.",
                ),
            ),
            Mistake(
                "rising-direction-grows",
                (20.0, 1.2**20),
                Said(
                    ko="스텝 수는 맞다. x₁의 곡률은 양수이므로 배수는 1 − 0.2이고 x₁은 줄어든다.",
                    en="The step is right. The curvature of x₁ is positive: its factor is 1 − "
                    "0.2, and x₁ shrinks.",
                ),
            ),
        ),
    ),
    Exercise(
        "saddle-points-2",
        Number(np.log(2) / np.log(1.1)),
        right=Said(
            ko="δ가 10⁻³이든 10⁻¹²이든 7.27 스텝이다. 로그에서는 비율만 남는다. 반대로 학습률을 "
            "두 배로 하면 몇 스텝이 줄까? 그것은 δ에 따라 다르다.",
            en="7.27 steps, at a δ of 10⁻³ as of 10⁻¹²: a logarithm sees the ratio only. What "
            "does a doubled learning rate save? That does depend on δ.",
        ),
        hints=(
            Said(
                ko="δ와 2δ를 각각 식에 넣고 두 스텝 수를 빼 보자. r과 δ는 어떻게 되는가?",
                en="Put δ and 2δ into the formula and subtract the two. What becomes of r and δ?",
            ),
            Said(
                ko="ln(r/δ) − ln(r/2δ) = ln 2다.",
                en="ln(r/δ) − ln(r/2δ) = ln 2.",
            ),
            Said(
                ko="ln 2를 ln(1 + α|λ|)로 나눈다. |λ| = 1이다.",
                en="Divide ln 2 by ln(1 + α|λ|), with |λ| = 1.",
            ),
        ),
        mistakes=(
            Mistake(
                "logarithm-approximated",
                np.log(2) / 0.1,
                Said(
                    ko="ln 1.1을 0.1로 어림했다. 유효숫자 세 자리가 필요하면 ln 1.1 = 0.0953을 "
                    "쓴다.",
                    en="ln 1.1 is taken for 0.1. For three digits use ln 1.1 = 0.0953.",
                ),
            ),
            Mistake(
                "shrinking-factor",
                -np.log(2) / np.log(0.9),
                Said(
                    ko="줄어드는 방향의 배수 0.9를 썼다. 능선에서 멀어지는 방향의 배수는 1.1이다.",
                    en="This uses 0.9, the factor of the direction that shrinks. Away from the "
                    "ridge the factor is 1.1.",
                ),
            ),
            Mistake(
                "growth-left-out",
                np.log(2),
                Said(
                    ko="ln 2까지는 맞다. 한 스텝에 로그가 ln 1.1만큼 자라므로 그것으로 나눈다.",
                    en="ln 2 is the first half. Each step adds ln 1.1 to the logarithm: divide by "
                    "it.",
                ),
            ),
            Mistake(
                "factor-of-a-hundred",
                np.log(100) / np.log(1.1),
                Said(
                    ko="48.3은 δ가 100배일 때다. 여기서는 두 배다.",
                    en="48.3 steps belong to a factor of 100 in δ. Here it is 2.",
                ),
            ),
            Mistake(
                "rounded",
                7.0,
                Said(
                    ko="정수로 반올림했다. 식이 말하는 값을 소수점 아래까지 적자. 열 번 두 배로 "
                    "하면 그 차이가 세 스텝쯤으로 커진다.",
                    en="Rounded to whole steps. Keep the digits: over ten doublings they add up "
                    "to about three steps.",
                ),
            ),
            Mistake(
                "rounded-up",
                8.0,
                Said(
                    ko="정수로 올림했다. 여기서는 식이 말하는 값을 소수점 아래까지 적는다.",
                    en="Rounded up to a whole step. Here the digits of the formula are wanted.",
                ),
            ),
            Mistake(
                "logarithm-to-base-two",
                1 / np.log(1.1),
                Said(
                    ko="분자와 분모의 로그가 서로 다르다. ln 2 / ln 1.1이든 log₂ 2 / log₂ 1.1이든 "
                    "밑이 같아야 한다.",
                    en="The two logarithms have different bases. Take ln 2 / ln 1.1, or both to "
                    "base 2.",
                ),
            ),
        ),
    ),
    Exercise(
        "saddle-points-3",
        Choice("ace", among="abcde"),
        right=Said(
            ko="원점은 안장점이고, 쌍곡선 w₁w₂ = 1은 통째로 최솟점이다. 그래서 신경망의 가중치는 "
            "0이 아니라 작은 난수로 시작한다.",
            en="The origin is a saddle, and the whole hyperbola w₁w₂ = 1 consists of minima. This "
            "is why the weights of a network begin as small random numbers, not as zeros.",
        ),
        hints=(
            Said(
                ko="그라디언트는 (w₁w₂ − 1)(w₂, w₁)이다. 어디에서 0이 되는가?",
                en="The gradient is (w₁w₂ − 1)(w₂, w₁). Where is it zero?",
            ),
            Said(
                ko="원점에서 헤세 행렬의 고윳값은 1과 −1이다. w₁w₂ = 1에서는 0과 w₁² + w₂²이다.",
                en="At the origin the eigenvalues of the Hessian are 1 and −1; where w₁w₂ = 1 "
                "they are 0 and w₁² + w₂².",
            ),
            Said(
                ko="고윳값에 0이 있으면 표로는 알 수 없다. 그럴 때는 손실을 직접 보자: 손실은 "
                "음수가 될 수 있는가?",
                en="Where an eigenvalue is zero the table does not decide. Look at the loss "
                "itself: can it be negative?",
            ),
        ),
        mistakes=(
            Mistake(
                "zero-called-saddle",
                "ade",
                Said(
                    ko="0인 고윳값은 안장점의 표시가 아니다. w₁w₂ = 1에서 손실은 0이고, 제곱은 "
                    "그보다 작을 수 없다.",
                    en="A zero eigenvalue does not make a saddle. Where w₁w₂ = 1 the loss is 0, "
                    "and a square cannot be less.",
                ),
            ),
            Mistake(
                "origin-called-maximum",
                "bce",
                Said(
                    ko="원점의 고윳값은 1과 −1이다. w₁ = w₂ 쪽으로는 내려가고 w₁ = −w₂ 쪽으로는 "
                    "올라간다.",
                    en="The eigenvalues at the origin are 1 and −1: it falls towards w₁ = w₂ and "
                    "rises towards w₁ = −w₂.",
                ),
            ),
            Mistake(
                "zeros-said-to-move",
                "ac",
                Said(
                    ko="a와 c는 맞다. 하나가 더 있다: 모든 가중치가 0일 때 그라디언트는 얼마인가?",
                    en="a and c are right, and there is one more: what is the gradient when all "
                    "weights are zero?",
                ),
            ),
            Mistake(
                "curve-left-out",
                "ae",
                Said(
                    ko="a와 e는 맞다. 그라디언트는 w₁w₂ = 1에서도 0이다. 그곳의 손실은 얼마인가?",
                    en="a and e are right. The gradient is also zero where w₁w₂ = 1: what is the "
                    "loss there?",
                ),
            ),
        ),
    ),
    Exercise(
        "saddle-points-4",
        Function(newton_like(by_size), critical_surroundings, names=("x", "g", "H")),
        right=Said(
            ko="이제 모든 방향이 내리막이다. (0.2, 0.2)에서 출발해 뉴턴 방법과 나란히 걸어 보자. "
            "그다음 정확히 (0.2, 0)에서 출발하면 어떻게 될까?",
            en="Every direction leads downhill now. Walk from (0.2, 0.2) beside Newton's method. "
            "And what happens from exactly (0.2, 0)?",
        ),
        hints=(
            Said(
                ko="`np.linalg.eigh(H)`는 고윳값과, 고유벡터를 열로 모은 Q를 준다.",
                en="`np.linalg.eigh(H)` gives the eigenvalues and Q, whose columns are the "
                "eigenvectors.",
            ),
            Said(
                ko="`Q.T @ g`는 축을 따라 본 그라디언트다. 성분마다 |λ|로 나누자.",
                en="`Q.T @ g` is the gradient along those axes. Divide each part by |λ|.",
            ),
            Said(
                ko="나눈 것을 Q로 되돌려 x에서 뺀다: `x - Q @ (Q.T @ g / np.abs(eigenvalues))`.",
                en="Turn the quotient back with Q and subtract it from x: `x - Q @ (Q.T @ g / "
                "np.abs(eigenvalues))`.",
            ),
        ),
        mistakes=(
            Mistake("sign", newton_like(lambda z, eigenvalues: -by_size(z, eigenvalues))),
            Mistake("changed-in-place", in_place),
            Mistake(
                "newton",
                newton_like(lambda z, eigenvalues: z / eigenvalues),
                Said(
                    ko="고치지 않은 뉴턴 방법이다. λ < 0인 방향에서 오르막으로 걷는다. 절댓값으로 "
                    "나누자.",
                    en="This is Newton's method as it was: along λ < 0 it walks uphill. Divide by "
                    "the absolute value.",
                ),
            ),
            Mistake(
                "absolute-entries",
                lambda x, g, H: x - np.linalg.solve(np.abs(H), g),
                Said(
                    ko="행렬의 성분에 절댓값을 씌웠다. 절댓값이 필요한 것은 고윳값이다.",
                    en="The entries of the matrix are made positive. It is the eigenvalues that "
                    "need it.",
                ),
            ),
            Mistake(
                "absolute-inverse",
                lambda x, g, H: x - np.abs(np.linalg.inv(H)) @ g,
                Said(
                    ko="역행렬의 성분에 절댓값을 씌웠다. 절댓값이 필요한 것은 고윳값이다.",
                    en="The entries of the inverse are made positive. It is the eigenvalues that "
                    "need it.",
                ),
            ),
            Mistake(
                "absolute-step",
                lambda x, g, H: x - np.abs(np.linalg.solve(H, g)),
                Said(
                    ko="걸음에 절댓값을 씌웠다. 그러면 모든 좌표가 늘 줄어드는 쪽으로만 간다. "
                    "절댓값이 필요한 것은 고윳값이다.",
                    en="The step itself is made positive, so every coordinate can only decrease. "
                    "It is the eigenvalues that need it.",
                ),
            ),
            Mistake(
                "absolute-diagonal",
                lambda x, g, H: x - g / np.abs(np.diag(H)),
                Said(
                    ko="대각 성분으로 나누었다. 축을 따라 놓인 안장점에서만 맞다. 고윳값과 "
                    "고유벡터를 쓰자.",
                    en="Divided by the diagonal, which is right only for a saddle along the axes. "
                    "Use eigenvalues and eigenvectors.",
                ),
            ),
            Mistake(
                "not-turned",
                newton_like(by_size, turned=False),
                Said(
                    ko="|λ|로 나눌 때 그라디언트가 고유벡터의 축으로 돌아가 있지 않다. Qᵀg를 "
                    "나누고, 그다음에 Q를 곱한다.",
                    en="The gradient is not in the axes when it is divided by |λ|. Divide Qᵀg, "
                    "and multiply by Q after that.",
                ),
            ),
            Mistake(
                "turned-the-wrong-way",
                turned_the_wrong_way,
                Said(
                    ko="Q와 Qᵀ가 바뀌었다. 고유벡터는 Q의 열이므로 Qᵀg가 축을 따라 본 "
                    "그라디언트다.",
                    en="Q and Qᵀ are exchanged. The eigenvectors are the columns of Q, so Qᵀg is "
                    "the gradient along them.",
                ),
            ),
            Mistake(
                "turned-twice",
                turned_twice,
                Said(
                    ko="두 번 모두 Q를 곱했다. 축으로 돌릴 때는 Qᵀ, 되돌릴 때는 Q다.",
                    en="Q is used both times. Qᵀ turns the gradient into the axes, Q turns it "
                    "back.",
                ),
            ),
            Mistake(
                "not-turned-back",
                lambda x, g, H: x - np.linalg.eigh(H)[1].T @ g / np.abs(np.linalg.eigvalsh(H)),
                Said(
                    ko="축을 따라 나눈 것을 되돌리지 않았다. x에서 빼기 전에 Q를 곱한다.",
                    en="The quotient is left in the axes of the Hessian. Multiply by Q before it "
                    "is subtracted from x.",
                ),
            ),
            Mistake(
                "multiplied",
                newton_like(lambda z, eigenvalues: z * np.abs(eigenvalues)),
                Said(
                    ko="나누지 않고 곱했다. 곡률이 클수록 걸음은 작아야 한다.",
                    en="Multiplied instead of divided. The larger the curvature, the smaller the "
                    "step must be.",
                ),
            ),
        ),
    ),
    Exercise(
        "saddle-points-5",
        Setting(
            SGD,
            above_the_minimum,
            goal=1e-3,
            missed=Said(
                ko="30 스텝 뒤의 손실이 최솟값보다 아직 {value} 높다. 고갯마루를 떠나는 데 몇 "
                "스텝이 드는지, 최솟점에서 배수가 얼마인지 따로 계산해 보자.",
                en="After 30 steps the loss is still {value} above the minimum. Compute both: the "
                "steps it takes to leave the pass, and the factor at the minimum.",
            ),
            diverged=Said(
                ko="발산한다. 고갯마루를 떠난 다음에는 최솟점의 곡률 2가 문턱값을 정한다.",
                en="It diverges. Once the pass is left, the curvature 2 at the minimum sets the "
                "threshold.",
            ),
        ),
        right=Said(
            ko="고갯마루에서는 큰 학습률이 빨리 풀려나고, 최솟점에서는 문턱값 1이 위를 막는다. "
            "δ를 10⁻¹²로 줄이면 30 스텝으로 될까?",
            en="On the pass a large rate is free sooner; at the minimum the threshold 1 is the "
            "limit. Would 30 steps do for a δ of 10⁻¹²?",
        ),
        hints=(
            Said(
                ko="능선에서 10⁻⁶만큼 떨어진 점이 1쯤까지 자라는 데 몇 스텝이 드는가? 30 스텝보다 "
                "적어야 한다.",
                en="How many steps does it take to grow from 10⁻⁶ to about 1? It must be fewer "
                "than 30.",
            ),
            Said(
                ko="ln 10⁶ / ln(1 + α)가 25쯤이 되는 α를 찾아보자.",
                en="Find an α for which ln 10⁶ / ln(1 + α) is about 25.",
            ),
            Said(
                ko="최솟점의 곡률은 2이므로 α는 1보다 작아야 하고, 1에 너무 가까워도 느리다.",
                en="The curvature at the minimum is 2, so α must be below 1, and not too close to "
                "it.",
            ),
        ),
        mistakes=(
            Mistake(
                "rate-of-the-chapter",
                SGD(lr=0.1),
                Said(
                    ko="배수가 1.1이면 10⁻⁶에서 1까지 145 스텝이 든다.",
                    en="With the factor 1.1 it takes 145 steps from 10⁻⁶ to 1.",
                ),
            ),
            Mistake(
                "best-at-the-minimum",
                SGD(lr=0.5),
                Said(
                    ko="0.5면 최솟점의 곡률 2에서 배수가 0이지만, 고갯마루를 떠나는 데만 34 "
                    "스텝이 든다.",
                    en="At 0.5 the curvature 2 at the minimum has the factor 0, but leaving the "
                    "pass alone takes 34 steps.",
                ),
            ),
            Mistake(
                "threshold-of-the-minimum",
                SGD(lr=1.0),
                Said(
                    ko="1은 최솟점의 문턱값 2/2다. 고갯마루는 빨리 떠나지만, 최솟점에서는 배수가 "
                    "−1이라 거의 줄지 않는다.",
                    en="1 is the threshold 2/2 at the minimum. It leaves the pass soon, but the "
                    "factor −1 there hardly shrinks anything.",
                ),
            ),
            Mistake(
                "threshold-of-the-pass",
                SGD(lr=2.0),
                Said(
                    ko="2는 고갯마루의 곡률 1에서 구한 문턱값이다. 최솟점의 곡률은 2다.",
                    en="2 is the threshold for the curvature 1 of the pass. At the minimum the "
                    "curvature is 2.",
                ),
            ),
        ),
    ),
    Exercise(
        "saddle-points-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="비율은 2⁻ⁿ보다도 빨리 줄어든다. 모형을 바꾸어 행렬을 cI만큼 위로 옮기면 최솟점이 "
            "다시 나타난다.",
            en="The share falls even faster than 2⁻ⁿ. Change the model, shift the matrices "
            "upwards by cI, and the minima return.",
        ),
        hints=(
            Said(
                ko="n차원에서 최솟점이 되려면 몇 개의 고윳값이 양수여야 하는가?",
                en="How many eigenvalues must be positive for a minimum in n dimensions?",
            ),
            Said(
                ko="비율과 개수는 다르다. `rastrigin`의 최솟점은 n차원에서 몇 개인가?",
                en="A share is not a number. How many minima has `rastrigin` in n dimensions?",
            ),
        ),
        mistakes=(
            Mistake(
                "number-for-share",
                "a",
                Said(
                    ko="줄어드는 것은 비율이다. `rastrigin`의 최솟점은 11ⁿ개로 늘어난다.",
                    en="It is the share that falls. The minima of `rastrigin` grow in number, as "
                    "11ⁿ.",
                ),
            ),
            Mistake(
                "model-for-every-function",
                "c",
                Said(
                    ko="이것은 무작위 행렬이라는 모형에 대한 말이다. 그릇은 몇 차원이든 최솟점이 "
                    "있고, 무작위 지형에서도 낮은 곳에는 최솟점이 있다.",
                    en="The figure is about a model, random matrices. A bowl has its minimum in "
                    "any dimension, and low in a random landscape there are minima too.",
                ),
            ),
            Mistake(
                "sample-too-small",
                "d",
                Said(
                    ko="1차원의 비율만 절반이다. 2차원에서는 정확한 값이 0.1464이고, 더 뽑으면 그 "
                    "값에 가까워질 뿐이다.",
                    en="The share is one half in one dimension only. In two it is 0.1464 exactly, "
                    "and more matrices only come closer to that.",
                ),
            ),
        ),
    ),
)
