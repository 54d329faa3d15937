"""The exercises of the chapter on oscillation."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said

__all__ = ["EXERCISES"]

MILLION = np.log(1e6)


def curvature(H, d):
    return d @ H @ d / (d @ d)


def curvature_in_place(H, d):
    d /= np.linalg.norm(d)
    return d @ H @ d


def directions_to_measure(rng):
    """Across the axes, along one, a falling one, an eigenvector of any length, one coordinate."""
    H = np.array([[3.0, 1.0], [1.0, 2.0]])
    yield H, np.array([1.0, 2.0])
    yield H, np.array([0.0, 0.5])
    yield np.array([[1.0, 2.0], [2.0, -3.0]]), np.array([1.0, -1.0])
    yield np.array([[3.0, 1.0], [1.0, 3.0]]), np.array([5.0, 5.0])
    yield np.array([[4.0]]), np.array([-2.0])
    for n in (3, 6):
        A = rng.normal(size=(n, n))
        yield A + A.T, rng.normal(size=n)


def rescaled(rates, whole=False):
    """A step with a rate for each coordinate: what the slips of rescaling have in common."""

    def step(x, g, H, lr):
        new = x - lr * rates(H, g)
        return new.astype(x.dtype) if whole else new

    return step


def by_diagonal(H, g):
    return g / np.diag(H)


def left_in_z(x, g, H, lr):
    D = 1 / np.sqrt(np.diag(H))
    return x / D - lr * D * g


def rescaled_in_place(x, g, H, lr):
    x -= lr * by_diagonal(H, g)
    return x


def points_to_rescale(rng):
    """A turned ravine, one along the axes, integers, no gradient, one coordinate, any."""
    x, g = np.array([1.0, -2.0]), np.array([2.0, 3.0])
    turned, along = np.array([[4.0, 1.0], [1.0, 0.5]]), np.diag([0.2, 4.0])
    yield x, g, turned, 0.5
    yield x, g, along, 1.0
    yield np.array([3, -5]), np.array([1.0, 4.0]), turned, 0.3
    yield x, np.zeros(2), turned, 0.5
    yield np.array([2.0]), np.array([6.0]), np.array([[3.0]]), 0.4
    for n in (3, 5):
        A = rng.normal(size=(n, n))
        H = A @ A.T + np.diag(rng.uniform(0.2, 3.0, n))
        yield rng.normal(size=n), rng.normal(size=n), H, rng.uniform(0.2, 0.8)


EXERCISES = (
    Exercise(
        "oscillation-1",
        Array((45.0, 2.0, 1 / 3), names=("angle", "kappa", "lr")),
        right=Said(
            ko="곡률은 45°에서 4, 135°에서 2다. 두 배수 ±1/3의 크기가 같으므로 열세 스텝이면 "
            "백만분의 1이 된다. 비대각 성분이 2라면 무엇이 달라질까?",
            en="The curvature is 4 at 45° and 2 at 135°; the factors ±1/3 have the same size, and "
            "thirteen steps make a millionth. What changes if the entries off the diagonal are 2?",
        ),
        hints=(
            Said(
                ko="두 좌표를 맞바꾸어도 행렬이 그대로다. 그런 행렬의 고유벡터는 어디를 향할까?",
                en="The matrix stays the same if the coordinates are exchanged. Where do its "
                "eigenvectors point?",
            ),
            Said(
                ko="H를 (1, 1)과 (1, −1)에 곱해 보자. 두 벡터가 몇 배가 되는가?",
                en="Multiply H by (1, 1) and by (1, −1). How many times as long does each become?",
            ),
            Said(
                ko="곡률은 4와 2다. κ는 둘의 비율이고, 가장 좋은 학습률은 2/(μ + L)이다.",
                en="The curvatures are 4 and 2. κ is their quotient, the best rate 2/(μ + L).",
            ),
        ),
        mistakes=(
            Mistake(
                "flat-axis",
                (135.0, 2.0, 1 / 3),
                Said(
                    ko="135°는 곡률이 2인 완만한 축이다. 조건수와 학습률은 맞다.",
                    en="135° is the flat axis, of curvature 2. The condition number and the rate "
                    "are right.",
                ),
            ),
            Mistake(
                "diagonal-for-eigenvalues",
                (0.0, 1.0, 1 / 3),
                Said(
                    ko="대각 성분만 읽었다. 대각 성분은 좌표축 방향의 곡률이고, 극값은 고윳값이다.",
                    en="This reads the diagonal only. It holds the curvatures along the "
                    "coordinate axes; the extremes are the eigenvalues.",
                ),
            ),
            Mistake(
                "threshold-for-best",
                (45.0, 2.0, 0.5),
                Said(
                    ko="축과 조건수는 맞다. 1/2은 문턱값 2/L이다. 거기서는 가파른 방향이 줄지 "
                    "않는다.",
                    en="The axis and κ are right. 1/2 is the threshold 2/L, where the steep "
                    "direction does not shrink.",
                ),
            ),
            Mistake(
                "cautious-for-best",
                (45.0, 2.0, 0.25),
                Said(
                    ko="축과 조건수는 맞다. 1/4 = 1/L이면 완만한 방향의 배수가 1/2이다. 두 배수의 "
                    "크기가 같아지는 학습률이 더 빠르다.",
                    en="The axis and κ are right. At 1/4 = 1/L the flat direction has the factor "
                    "1/2; the rate at which both factors have the same size is faster.",
                ),
            ),
            Mistake(
                "kappa-upside-down",
                (45.0, 0.5, 1 / 3),
                Said(
                    ko="조건수가 뒤집혔다. 큰 곡률을 작은 곡률로 나눈다. κ는 1보다 작을 수 없다.",
                    en="The condition number is upside down: the larger curvature over the "
                    "smaller. It is never below 1.",
                ),
            ),
            Mistake(
                "radians",
                (np.pi / 4, 2.0, 1 / 3),
                Said(
                    ko="각도가 라디안이다. 단위를 도(°)로 바꾸자: `np.degrees`.",
                    en="The angle is in radians. In degrees, please: `np.degrees`.",
                ),
            ),
        ),
    ),
    Exercise(
        "oscillation-2",
        Array((1000 * MILLION, 500 * MILLION), names=("cautious", "best")),
        right=Said(
            ko="μ를 모르는 대가는 두 배뿐이다. 그러나 L을 몰라서 문턱값을 넘으면 발산한다. 먼저 "
            "알아야 할 것은 L이다.",
            en="Not knowing μ costs a factor of two. Not knowing L, and passing the threshold, "
            "costs everything: L is what to find out first.",
        ),
        hints=(
            Said(
                ko="α = 1/L일 때 곡률이 μ인 방향의 배수 1 − αμ를 κ로 써 보자.",
                en="At α = 1/L, write the factor 1 − αμ of the direction of curvature μ with κ.",
            ),
            Said(
                ko="배수는 0.999이고, 가장 좋은 학습률에서는 999/1001이다. 몇 번 곱하면 10⁻⁶이 "
                "되는가?",
                en="The factor is 0.999, at the best rate 999/1001. How many times must they be "
                "multiplied to make 10⁻⁶?",
            ),
            Said(
                ko="스텝 수는 ln 10⁻⁶ / ln(배수)다.",
                en="The number of steps is ln 10⁻⁶ / ln(factor).",
            ),
        ),
        mistakes=(
            Mistake(
                "loss-for-distance",
                (500 * MILLION, 250 * MILLION),
                Said(
                    ko="손실이 백만분의 1이 될 때까지 셌다. 거리는 손실의 제곱근이라 두 배 오래 "
                    "걸린다.",
                    en="Counted until the loss is a millionth. The distance is its root and takes "
                    "twice as long.",
                ),
            ),
            Mistake(
                "common-logarithm",
                (6000.0, 3000.0),
                Said(
                    ko="상용로그를 썼다. κ ln 10⁶에서 ln은 자연로그이고 ln 10⁶ = 13.8이다.",
                    en="This takes the logarithm to base 10. In κ ln 10⁶ it is the natural one, "
                    "ln 10⁶ = 13.8.",
                ),
            ),
            Mistake(
                "same-for-both",
                (500 * MILLION, 500 * MILLION),
                Said(
                    ko="6.9κ는 가장 좋은 학습률의 스텝 수다. α = 1/L이면 배수가 1 − 1/κ로 1에 더 "
                    "가깝다.",
                    en="6.9 κ belongs to the best rate. At α = 1/L the factor 1 − 1/κ is closer "
                    "to 1.",
                ),
            ),
            Mistake(
                "per-kappa",
                (MILLION, MILLION / 2),
                Said(
                    ko="κ를 곱하지 않았다. 13.8과 6.9는 κ가 1 커질 때마다 늘어나는 스텝 수다.",
                    en="κ is missing. 13.8 and 6.9 are the steps for each unit of κ.",
                ),
            ),
        ),
    ),
    Exercise(
        "oscillation-3",
        Array((1e4, 5e3 * MILLION), names=("kappa", "steps")),
        right=Said(
            ko="단위는 제곱으로 들어온다. 표준화하면 다시 한 스텝이다.",
            en="Units enter squared. Standardized, the same data need a single step again.",
        ),
        hints=(
            Said(
                ko="둘째 열의 수는 모두 몇 배가 되는가? 헤세 행렬에서 그 열이 몇 번 곱해지는가?",
                en="By how much does every number of the second column grow, and how often does "
                "that column stand in the Hessian?",
            ),
            Said(
                ko="헤세 행렬은 XᵀX/N이다. 둘째 대각 성분은 x₂²의 평균이다.",
                en="The Hessian is XᵀX/N. Its second diagonal entry is the mean of x₂².",
            ),
            Said(
                ko="κ = 100²이고 스텝 수는 6.9κ다.",
                en="κ = 100², and the steps are 6.9 κ.",
            ),
        ),
        mistakes=(
            Mistake(
                "units-once",
                (100.0, 50 * MILLION),
                Said(
                    ko="100배를 한 번만 썼다. 곡률은 x₂²의 평균이라서 단위가 제곱으로 들어온다.",
                    en="The 100 is used once. The curvature is the mean of x₂², so the unit "
                    "enters squared.",
                ),
            ),
            Mistake(
                "below-one",
                (1e-4, 5e-5 * MILLION),
                Said(
                    ko="조건수가 뒤집혔다. 수가 커지므로 둘째 곡률이 커진다. κ는 1보다 작을 수 "
                    "없다.",
                    en="Upside down: the numbers grow, so the second curvature does. κ is never "
                    "below 1.",
                ),
            ),
            Mistake(
                "cautious-rate",
                (1e4, 1e4 * MILLION),
                Said(
                    ko="조건수는 맞다. 13.8κ는 α = 1/L일 때의 스텝 수다. 가장 좋은 학습률이면 그 "
                    "절반이다.",
                    en="κ is right. 13.8 κ steps belong to α = 1/L; the best rate needs half of "
                    "them.",
                ),
            ),
            Mistake(
                "steps-are-kappa",
                (1e4, 1e4),
                Said(
                    ko="조건수는 맞다. 스텝 수는 κ에 ln 10⁶/2를 곱한 것이다.",
                    en="κ is right. The steps are κ times ln 10⁶/2.",
                ),
            ),
        ),
    ),
    Exercise(
        "oscillation-4",
        Function(curvature, directions_to_measure, names=("H", "d")),
        right=Said(
            ko="길이가 약분되어 방향만 남는다. 이 값은 언제나 가장 작은 고윳값과 가장 큰 고윳값 "
            "사이에 있다. 무작위 방향으로 확인해 보자.",
            en="The length cancels and the direction remains. The value always lies between the "
            "smallest and the largest eigenvalue: try random directions.",
        ),
        hints=(
            Said(
                ko="단위벡터 u 방향의 곡률은 uᵀHu다. d의 단위벡터는 무엇인가?",
                en="Along a unit vector u the curvature is uᵀHu. Which unit vector has the "
                "direction of d?",
            ),
            Said(
                ko="u = d/‖d‖를 넣으면 ‖d‖가 두 번 나눈다.",
                en="Put in u = d/‖d‖: the length divides twice.",
            ),
            Said(
                ko="`d @ H @ d`를 `d @ d`로 나눈다.",
                en="Divide `d @ H @ d` by `d @ d`.",
            ),
        ),
        mistakes=(
            Mistake(
                "any-length",
                lambda H, d: d @ H @ d,
                Said(
                    ko="d의 길이로 나누지 않았다. `[5, 5]`의 값이 `[1, 1]`의 25배가 된다.",
                    en="The length of d is left in: `[5, 5]` gives 25 times the number of `[1, "
                    "1]`.",
                ),
            ),
            Mistake(
                "divided-once",
                lambda H, d: d @ H @ d / np.linalg.norm(d),
                Said(
                    ko="길이로 한 번만 나누었다. d가 두 번 나오므로 길이의 제곱으로 나눈다.",
                    en="Divided by the length once. d stands twice, so divide by its square.",
                ),
            ),
            Mistake(
                "length-of-product",
                lambda H, d: np.linalg.norm(H @ d) / np.linalg.norm(d),
                Said(
                    ko="Hd의 길이를 쟀다. 곡률은 Hd에서 d 방향의 성분만 센다. 둘은 고유벡터에서만 "
                    "(부호 말고는) 같다.",
                    en="This is how long Hd is. The curvature counts its part along d only; the "
                    "two agree, up to the sign, at eigenvectors.",
                ),
            ),
            Mistake(
                "diagonal-only",
                lambda H, d: np.diag(H) @ d**2 / (d @ d),
                Said(
                    ko="대각 성분만 썼다. 축에서 벗어난 방향에는 비대각 성분도 들어온다.",
                    en="Only the diagonal is used. Off the axes the other entries come in.",
                ),
            ),
            Mistake(
                "no-sign",
                lambda H, d: abs(curvature(H, d)),
                Said(
                    ko="부호를 버렸다. 곡률은 음수일 수 있다. 안장점의 내리막 방향이 그렇다.",
                    en="The sign is dropped. A curvature may be negative, as along the falling "
                    "direction of a saddle.",
                ),
            ),
            Mistake(
                "half",
                lambda H, d: curvature(H, d) / 2,
                Said(
                    ko="절반이 나온다. ½dᵀHd는 함숫값에 나오는 식이다. 두 번 미분하면 ½이 "
                    "사라진다.",
                    en="This is half of it. ½dᵀHd belongs to the value of the function; the "
                    "second derivative has no ½.",
                ),
            ),
            Mistake(
                "brackets-missing",
                lambda H, d: d @ H @ d / d @ d,
                Said(
                    ko="`/ d @ d`는 d로 나눈 다음 다시 d를 곱한다. 괄호로 묶자: `/ (d @ d)`.",
                    en="`/ d @ d` divides by d and then multiplies by d again. It needs brackets: "
                    "`/ (d @ d)`.",
                ),
            ),
            Mistake("changed-in-place", curvature_in_place),
        ),
    ),
    Exercise(
        "oscillation-5",
        Function(rescaled(by_diagonal), points_to_rescale, names=("x", "g", "H", "lr")),
        right=Said(
            ko="좌표마다 학습률이 α/Hᵢᵢ가 된다. 45° 돌린 골짜기에서도 걸어 보고 무엇을 얻는지 "
            "보자.",
            en="Each coordinate has the rate α/Hᵢᵢ. Walk with it down a ravine turned by 45° and "
            "see what it gains there.",
        ),
        hints=(
            Said(
                ko="DHD의 대각 성분은 Dᵢᵢ²Hᵢᵢ다. 1이 되려면 Dᵢᵢ는 얼마여야 하는가?",
                en="The diagonal of DHD is Dᵢᵢ²Hᵢᵢ. What must Dᵢᵢ be to make it 1?",
            ),
            Said(
                ko="z에 대한 그라디언트는 Dg다. 그 스텝을 x = Dz로 되돌리면 D가 한 번 더 곱해진다.",
                en="The gradient with respect to z is Dg. Reading that step back as x = Dz "
                "multiplies by D again.",
            ),
            Said(
                ko="D²의 대각 성분은 1/Hᵢᵢ다. `x = x - lr * g / np.diag(H)`처럼 새 배열을 만들어 "
                "돌려준다.",
                en="The diagonal of D² is 1/Hᵢᵢ. Return a new array: `x - lr * g / np.diag(H)`.",
            ),
        ),
        mistakes=(
            Mistake("sign", rescaled(lambda H, g: -by_diagonal(H, g))),
            Mistake("changed-in-place", rescaled_in_place),
            Mistake("truncated", rescaled(by_diagonal, whole=True)),
            Mistake(
                "scaled-once",
                rescaled(lambda H, g: g / np.sqrt(np.diag(H))),
                Said(
                    ko="D를 한 번만 곱했다. z로 가면서 한 번, x로 돌아오면서 또 한 번 곱해진다.",
                    en="D is applied once. It comes in on the way to z and again on the way back "
                    "to x.",
                ),
            ),
            Mistake(
                "upside-down",
                rescaled(lambda H, g: g * np.diag(H)),
                Said(
                    ko="D가 뒤집혔다. 곡률이 큰 좌표일수록 학습률이 작아야 한다.",
                    en="D is upside down. The larger the curvature, the smaller the rate of a "
                    "coordinate must be.",
                ),
            ),
            Mistake(
                "upside-down-and-once",
                rescaled(lambda H, g: g * np.sqrt(np.diag(H))),
                Said(
                    ko="출발점은 이제 그대로다. 두 가지가 남았다: D가 뒤집혀 있고, 한 번만 "
                    "곱해진다.",
                    en="The point is left alone now. Two slips remain: D is upside down, and it "
                    "is applied once only.",
                ),
            ),
            Mistake(
                "root-forgotten",
                rescaled(lambda H, g: g / np.diag(H) ** 2),
                Said(
                    ko="D를 1/Hᵢᵢ로 잡았다. DHD의 대각 성분은 Dᵢᵢ²Hᵢᵢ이므로 제곱근을 씌워야 "
                    "1이 된다.",
                    en="D is taken as 1/Hᵢᵢ. The diagonal of DHD is Dᵢᵢ²Hᵢᵢ: it takes the root to "
                    "make that 1.",
                ),
            ),
            Mistake(
                "left-in-z",
                left_in_z,
                Said(
                    ko="z를 돌려주었다. 새 점은 x = Dz로 되돌려서 돌려준다.",
                    en="This returns z. Read the new point back as x = Dz before returning it.",
                ),
            ),
            Mistake(
                "cancelled",
                rescaled(lambda H, g: g),
                Said(
                    ko="D가 지워져서 보통의 경사하강법이 되었다. z로 갈 때는 z = x/D이고, "
                    "그라디언트에는 D를 곱하고, 돌아올 때는 x = Dz다.",
                    en="D has cancelled, which leaves plain gradient descent. Go to z = x/D, "
                    "multiply the gradient by D, and come back with x = Dz.",
                ),
            ),
            Mistake(
                "newton",
                rescaled(lambda H, g: np.linalg.solve(H, g)),
                Said(
                    ko="헤세 행렬 전체로 나눈 뉴턴 방법이다. 더 좋은 방법이지만, 여기서는 대각 "
                    "성분만 쓴다.",
                    en="This is Newton's method, with the whole Hessian. It does more; here only "
                    "the diagonal is asked for.",
                ),
            ),
            Mistake(
                "eigenvalues-for-diagonal",
                rescaled(lambda H, g: g / np.linalg.eigvalsh(H)),
                Said(
                    ko="고윳값으로 나누었다. 고윳값은 골짜기 축의 곡률이고, 좌표에 맞는 것은 대각 "
                    "성분이다.",
                    en="Divided by the eigenvalues. They belong to the axes of the ravine; what "
                    "belongs to the coordinates is the diagonal.",
                ),
            ),
        ),
    ),
    Exercise(
        "oscillation-6",
        Choice("c", among="abcd"),
        right=Said(
            ko="첫 스텝에 손실의 94 %가 사라지고 나면 배수 0.99만 남는다. 지그재그를 하는 0.495가 "
            "결국 절반의 스텝으로 도착한다.",
            en="After the first step has shed 94 % of the loss, the factor 0.99 is all that is "
            "left. The zigzag at 0.495 arrives in half the steps.",
        ),
        hints=(
            Said(
                ko="곡률은 0.04와 4다. α = 0.25일 때 두 방향의 배수는 얼마인가?",
                en="The curvatures are 0.04 and 4. What are the two factors at α = 0.25?",
            ),
            Said(
                ko="로그 축에서 직선이면 스텝마다 같은 비율이 남는다. 어느 방향의 비율일까?",
                en="A straight line on the logarithmic axis means that the same share is left at "
                "every step. Of which direction is it the share?",
            ),
        ),
        mistakes=(
            Mistake(
                "called-converged",
                "a",
                Said(
                    ko="첫 스텝 뒤의 손실은 0.49이고, 그림 끝까지 세 자릿수 넘게 더 줄어든다. "
                    "반올림 오차는 10⁻¹⁶쯤이다.",
                    en="After the first step the loss is 0.49, and it falls by three more powers "
                    "of ten in the figure. Rounding errors are about 10⁻¹⁶.",
                ),
            ),
            Mistake(
                "called-unstable",
                "b",
                Said(
                    ko="문턱값은 2/L = 0.5다. 0.25에서 가파른 방향의 배수는 1 − 0.25 · 4 = 0이다.",
                    en="The threshold is 2/L = 0.5. At 0.25 the factor of the steep direction is "
                    "1 − 0.25 · 4 = 0.",
                ),
            ),
            Mistake(
                "kappa-by-rate",
                "d",
                Said(
                    ko="κ는 지형의 것이라서 학습률과 상관없다. 두 곡선이 내려가는 골짜기는 같다.",
                    en="κ belongs to the landscape, whatever the rate. Both curves go down the "
                    "same ravine.",
                ),
            ),
        ),
    ),
)
