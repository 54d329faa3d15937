"""The exercises of the chapter on gradient descent."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.landscapes import himmelblau
from gdlib.optimizers import SGD

__all__ = ["EXERCISES"]


def fit(half=1 / 2, gather=np.mean, factor=1, within=np.mean):
    """The loss of a line through the origin and its slope, each with a factor and an average."""

    def loss_and_slope(w, x, y):
        error = w * x - y
        return half * gather(error**2), factor * within(error * x)

    return loss_and_slope


def input_forgotten(w, x, y):
    error = w * x - y
    return np.mean(error**2) / 2, np.mean(error)


def means_multiplied(w, x, y):
    error = w * x - y
    return np.mean(error**2) / 2, np.mean(error) * np.mean(x)


def squared_after_the_mean(w, x, y):
    error = w * x - y
    return np.mean(error) ** 2 / 2, np.mean(error * x)


def lines_to_fit(rng):
    """The chapter's three examples from 0, at the minimum and in integers; one example; any."""
    x, y = np.array([1.0, 2.0, 2.0]), np.array([2.0, 3.0, 5.0])
    yield 0.0, x, y
    yield 2.0, x, y
    yield 3, np.array([1, 2, 2]), np.array([2, 3, 5])
    yield 1.0, np.array([2.0]), np.array([3.0])
    for N in (4, 9):
        yield rng.normal(), *rng.normal(size=(2, N))


def step(grad, x, lr):
    return x - lr * grad(x)


def walked(step, begin=0, end=0, whole=False):
    """A descent that takes a step of its own: what the slips of the loop have in common."""

    def descend(grad, x, lr, steps):
        x = np.array(x, None if whole else float)
        for _ in range(begin, steps + end):
            x = step(grad, x, lr).astype(x.dtype)
        return x

    return descend


def one_by_one(grad, x, lr):
    x = x.copy()
    for i in range(len(x)):
        x[i] = x[i] - lr * grad(x)[i]
    return x


def fixed_length(grad, x, lr):
    g = grad(x)
    return x - lr * g / np.linalg.norm(g)


def in_place(grad, x, lr, steps):
    for _ in range(steps):
        x -= lr * grad(x)
    return x


def first_gradient_kept(grad, x, lr, steps):
    g = grad(x)
    for _ in range(steps):
        x = x - lr * g
    return x


def going_on():
    """A descent that begins where the call before, with as many coordinates, has ended."""
    ends = {}

    def descend(grad, x, lr, steps):
        ends[len(x)] = walked(step)(grad, ends.get(len(x), x), lr, steps)
        return ends[len(x)]

    return descend


def descents_to_take(rng):
    """A few plain steps, from integers too, one, none, and any descent in a slanted bowl."""

    def bowl(x):
        return np.array([2 * x[0] + x[1], x[0] + 2 * x[1]])

    yield bowl, np.array([1.0, -2.0]), 0.1, 3
    yield bowl, np.array([3, -5]), 0.1, 3
    yield bowl, np.array([1.0, -2.0]), 0.1, 1
    yield bowl, np.array([1.0, -2.0]), 0.1, 0
    for n in (1, 4):
        root = rng.normal(size=(n, n)) / n
        H = root @ root.T + np.eye(n)

        def slanted(x, H=H):
            return H @ x

        yield slanted, rng.normal(size=n), rng.uniform(0.1, 0.4), 6


def euclidean(g):
    return -g / np.linalg.norm(g)


def largest(g, size=abs, sign=np.sign):
    """A move of one coordinate alone."""
    u, i = np.zeros(len(g)), np.argmax(size(g))
    u[i] = -sign(g[i])
    return u


def signs(g):
    return -np.sign(g)


def steepest_by(one=largest, two=euclidean, inf=signs):
    """The steepest move down in each norm, with slips where one is exchanged for another."""

    def steepest(g, order):
        return {1: one, 2: two, np.inf: inf}[order](g)

    return steepest


steepest = steepest_by()


def only_scaled(g, order):
    return -g / np.linalg.norm(g, ord=order)


def largest_as_it_is(g):
    return largest(g, sign=np.asarray)


def signs_of_length_one(g):
    return signs(g) / np.sqrt(len(g))


def scaled_in_place(g, order):
    if order == 2:
        g /= -np.linalg.norm(g)
        return g
    return steepest(g, order)


def stored_in_integers(g, order):
    return steepest(g, order).astype(g.dtype)


def gradients_to_follow(rng):
    """The chapter's gradient, one whose largest part is negative, integers, one part, any."""
    for g in (np.array([2.0, 6.0]), np.array([1.0, -3.0, 2.0]), np.array([4, -3])):
        yield from ((g, order) for order in (2.0, np.inf, 1.0))
    yield np.array([-0.5]), 1.0
    for n in (2, 5):
        yield from ((rng.normal(size=n), order) for order in (2.0, np.inf, 1.0))


def share_after_one_step(optimizer):
    """How much of the loss is left; infinity where it has grown."""
    x = himmelblau.start
    end, _ = optimizer.step(x, himmelblau.grad(x), optimizer.init(x))
    share = himmelblau.f(end) / himmelblau.f(x)
    return share if share < 1 else np.inf


EXERCISES = (
    Exercise(
        "gradient-descent-1",
        Array((1e6, 1e-7), names=("factor", "lr")),
        right=Said(
            ko="입력은 기울기에 한 번, 예측에 또 한 번 곱해지므로 1000²배다. 학습하기 전에 입력의 "
            "크기를 맞춰 두는 까닭이기도 하다. 입력 둘 가운데 하나만 1000배로 하면 어떻게 될까?",
            en="The inputs enter the slope once and the prediction once more: 1000². It is one "
            "reason to bring inputs to one scale before learning. What if only one of two inputs "
            "is recorded in thousandths?",
        ),
        hints=(
            Said(
                ko="w = 0에서 기울기는 −(1/N) Σ xᵢyᵢ다. 입력이 1000배면 기울기는 몇 배인가?",
                en="At w = 0 the slope is −(1/N) Σ xᵢyᵢ. What do inputs 1000 times as large do to "
                "it?",
            ),
            Said(
                ko="가중치는 1000배 멀리 움직이고, 예측은 그 가중치에 1000배가 된 입력을 곱한 "
                "값이다.",
                en="The weight moves 1000 times as far, and the prediction multiplies it by an "
                "input that is 1000 times as large.",
            ),
            Said(
                ko="걸음은 학습률에 비례하므로 0.1을 그 배수로 나눈다.",
                en="The step is in proportion to the rate, so divide 0.1 by that factor.",
            ),
        ),
        mistakes=(
            Mistake(
                "weight-for-prediction",
                (1e3, 1e-4),
                Said(
                    ko="가중치가 움직인 거리만 셌다. 예측할 때 1000배가 된 입력이 한 번 더 "
                    "곱해진다.",
                    en="This is how much farther the weight moves. The prediction multiplies it "
                    "by the larger inputs once more.",
                ),
            ),
            Mistake(
                "rate-by-a-thousand",
                (1e6, 1e-4),
                Said(
                    ko="배수는 맞다. 학습률도 그 배수만큼 작아져야 한다. 1000으로 나누면 예측이 "
                    "여전히 1000배 크게 바뀐다.",
                    en="The factor is right. The rate has to shrink by all of it: divided by 1000 "
                    "alone, the predictions still move 1000 times as far.",
                ),
            ),
            Mistake(
                "rate-raised",
                (1e6, 1e5),
                Said(
                    ko="배수는 맞다. 학습률은 반대로 바꿨다. 예측이 너무 크게 바뀌니 학습률을 "
                    "낮춰야 한다.",
                    en="The factor is right, the rate went the wrong way. The predictions move "
                    "too far: the rate must fall.",
                ),
            ),
            Mistake(
                "free-of-units",
                (1.0, 0.1),
                Said(
                    ko="단위를 바꿔도 그대로라고 보았다. 가장 좋은 모델의 예측은 그대로지만, "
                    "거기로 가는 걸음은 단위에 따라 달라진다.",
                    en="This takes the step to be free of units. The best model predicts the same "
                    "as before; the way there does not stay the same.",
                ),
            ),
            Mistake(
                "weight-shrinks",
                (1e-3, 1e2),
                Said(
                    ko="가장 좋은 가중치가 1000분의 1이 되는 것과 혼동했다. 첫 걸음은 반대로 "
                    "길어진다. 기울기에 xᵢ가 곱해지기 때문이다.",
                    en="The best weight becomes a thousandth, that is true. The first step grows "
                    "instead: the slope has xᵢ as a factor.",
                ),
            ),
        ),
    ),
    Exercise(
        "gradient-descent-2",
        Function(fit(), lines_to_fit, names=("w", "x", "y"), returns=("loss", "slope")),
        right=Said(
            ko="이제 기울기가 바로 그 손실을 미분한 값이다. w를 조금 옮겨 보고 손실이 변한 만큼을 "
            "기울기와 견주면 이런 실수는 모두 드러난다. 수치 그라디언트를 다루는 장에서 이 방법을 "
            "제대로 배운다.",
            en="Loss and slope belong to one function now. Moving w a little and comparing finds "
            "every slip of this kind; the chapter on the numerical gradient does it properly.",
        ),
        hints=(
            Said(
                ko="`w = 0`과 `w = 0.01`에서 손실을 구해 보자. 차이를 0.01로 나누면 기울기가 "
                "나오는가?",
                en="Compute the loss at `w = 0` and at `w = 0.01`. Does the difference, divided "
                "by 0.01, give the slope?",
            ),
            Said(
                ko="차례로 보자: 손실 앞의 1/2, 기울기의 부호, 예제 수 N으로 나누는 것.",
                en="Look at three things: the half before the loss, the sign of the slope, the "
                "division by the number N of examples.",
            ),
            Said(
                ko="`error = w * x - y`로 두고 `np.mean(error**2) / 2`와 `np.mean(error * x)`를 "
                "돌려준다.",
                en="With `error = w * x - y`, return `np.mean(error**2) / 2` and `np.mean(error * "
                "x)`.",
            ),
        ),
        mistakes=(
            Mistake(
                "mean-and-sum",
                fit(within=np.sum),
                Said(
                    ko="손실은 평균인데 기울기는 합이다. 기울기도 N으로 나누지 않으면 걸음이 "
                    "N배로 길어진다.",
                    en="The loss is a mean, the slope a sum. Divide the slope by N as well, or "
                    "every step is N times too long.",
                ),
            ),
            Mistake(
                "sign",
                fit(factor=-1),
                Said(
                    ko="기울기의 부호가 뒤집혔다. `y - w * x`를 w로 미분하면 −x가 나온다. 손실은 "
                    "제곱이라 이 실수가 보이지 않는다.",
                    en="The slope has the wrong sign: the derivative of `y - w * x` is −x. The "
                    "loss squares the error and does not show it.",
                ),
            ),
            Mistake(
                "half-forgotten",
                fit(half=1),
                Said(
                    ko="손실의 1/2이 빠졌다. 기울기는 1/2이 있는 손실을 미분한 값이다.",
                    en="The half is missing from the loss; the slope is that of the loss with it.",
                ),
            ),
            Mistake(
                "all-three-slips",
                fit(half=1, factor=-1, within=np.sum),
                Said(
                    ko="문제의 함수와 똑같은 값을 낸다. 손실의 1/2, 기울기의 부호, N으로 나누기를 "
                    "차례로 고치자.",
                    en="It still returns what the given function returns. Mend, one by one, the "
                    "half of the loss, the sign of the slope and the division by N.",
                ),
            ),
            Mistake(
                "sign-and-sum",
                fit(factor=-1, within=np.sum),
                Said(
                    ko="손실은 이제 맞다. 기울기에 두 가지가 남았다: 부호, 그리고 N으로 나누기.",
                    en="The loss is right now. Two slips remain in the slope: its sign, and the "
                    "division by N.",
                ),
            ),
            Mistake(
                "half-and-sum",
                fit(half=1, within=np.sum),
                Said(
                    ko="부호는 이제 맞다. 두 가지가 남았다: 손실의 1/2, 그리고 기울기를 N으로 "
                    "나누기.",
                    en="The sign is right now. Two slips remain: the half of the loss, and the "
                    "division of the slope by N.",
                ),
            ),
            Mistake(
                "half-and-sign",
                fit(half=1, factor=-1),
                Said(
                    ko="기울기를 N으로 나누는 것은 이제 맞다. 두 가지가 남았다: 손실의 1/2, "
                    "그리고 기울기의 부호.",
                    en="The slope is a mean now. Two slips remain: the half of the loss, and the "
                    "sign of the slope.",
                ),
            ),
            Mistake(
                "sums-for-means",
                fit(gather=np.sum, within=np.sum),
                Said(
                    ko="손실과 기울기가 서로 맞지만 둘 다 합이다. 이 장의 손실은 평균이다. 둘 다 "
                    "N으로 나누자.",
                    en="The two agree with each other, but both are sums. The loss of the chapter "
                    "is a mean: divide both by N.",
                ),
            ),
            Mistake(
                "loss-summed",
                fit(gather=np.sum),
                Said(
                    ko="기울기는 맞다. 손실은 합인데, 기울기처럼 평균이어야 한다. N으로 나누자.",
                    en="The slope is right. The loss is a sum where the slope is a mean: divide "
                    "it by N.",
                ),
            ),
            Mistake(
                "half-of-the-slope",
                fit(factor=1 / 2),
                Said(
                    ko="손실은 맞다. 기울기는 절반이다. 손실의 1/2은 제곱을 미분해서 나온 2와 "
                    "지워지므로 기울기에는 남지 않는다.",
                    en="The loss is right. The slope is half of what it should be: the half of "
                    "the loss cancels the 2 that comes from the square.",
                ),
            ),
            Mistake(
                "two-kept",
                fit(factor=2),
                Said(
                    ko="기울기가 두 배다. 제곱을 미분해서 나온 2는 손실 앞의 1/2과 지워진다.",
                    en="The slope is twice too large: the 2 that comes from the square cancels "
                    "the half of the loss.",
                ),
            ),
            Mistake(
                "loss-without-half",
                fit(half=1, factor=2),
                Said(
                    ko="손실과 기울기가 서로 맞지만 1/2이 없는 손실이다. 이 장의 손실에는 1/2이 "
                    "있다.",
                    en="The two agree with each other, but they are those of the loss without the "
                    "half. The loss of the chapter has it.",
                ),
            ),
            Mistake(
                "input-forgotten",
                input_forgotten,
                Said(
                    ko="기울기에서 x가 빠졌다. wx − y를 w로 미분하면 x가 곱해진다.",
                    en="The slope lacks the factor x, the derivative of wx − y with respect to w.",
                ),
            ),
            Mistake(
                "means-multiplied",
                means_multiplied,
                Said(
                    ko="오차의 평균과 입력의 평균을 곱했다. 예제마다 먼저 곱하고 나서 평균한다.",
                    en="This multiplies the mean of the errors by the mean of the inputs. "
                    "Multiply within each example first, then take the mean.",
                ),
            ),
            Mistake(
                "squared-after-the-mean",
                squared_after_the_mean,
                Said(
                    ko="오차를 평균한 뒤에 제곱했다. 그러면 양과 음의 오차가 서로 지워진다. 먼저 "
                    "제곱하고 평균한다.",
                    en="The errors are averaged before they are squared, so that those of "
                    "opposite sign cancel. Square first.",
                ),
            ),
        ),
    ),
    Exercise(
        "gradient-descent-3",
        Function(walked(step), descents_to_take, names=("grad", "x", "lr", "steps")),
        right=Said(
            ko="이 두 줄이 책 전체의 바탕이다. 정수에서도 출발하고, 스텝 수가 0이면 출발점을 "
            "그대로 돌려준다. `gd.descend`와 견주어 보자.",
            en="Two lines, and the whole book builds on them. It goes down from integers too, and "
            "stays where no step is asked for. Compare it with `gd.descend`.",
        ),
        hints=(
            Said(
                ko="한 스텝은 x ← x − α∇f(x)다. 이것을 `steps`번 되풀이한다.",
                en="One step is x ← x − α∇f(x). Repeat it `steps` times.",
            ),
            Said(
                ko="그라디언트는 스텝마다 새 점에서 다시 구한다.",
                en="The gradient is computed again at every step, at the new point.",
            ),
            Said(
                ko="`for t in range(steps):` 아래에 `x = x - lr * grad(x)`를 쓰고 `x`를 돌려준다.",
                en="Below `for t in range(steps):` write `x = x - lr * grad(x)`, and return `x`.",
            ),
        ),
        mistakes=(
            Mistake("sign", walked(lambda grad, x, lr: step(grad, x, -lr))),
            Mistake("changed-in-place", in_place),
            Mistake("truncated", walked(step, whole=True)),
            Mistake("shared-state", going_on()),
            Mistake("off-by-one", walked(step, begin=1)),
            Mistake(
                "one-too-many",
                walked(step, end=1),
                Said(
                    ko="한 스텝을 더 걷는다. `range(steps)`는 0부터 세어 꼭 `steps`번 돈다.",
                    en="It takes one step too many. `range(steps)` counts from 0 and runs exactly "
                    "`steps` times.",
                ),
            ),
            Mistake(
                "first-gradient-kept",
                first_gradient_kept,
                Said(
                    ko="출발점의 그라디언트로만 걸었다. 점이 움직이면 그라디언트도 바뀌므로 "
                    "반복문 안에서 다시 구한다.",
                    en="Every step uses the gradient of the start. It changes with the point: "
                    "compute it inside the loop.",
                ),
            ),
            Mistake(
                "one-by-one",
                walked(one_by_one),
                Said(
                    ko="좌표를 하나씩 덮어쓰면서 다음 좌표의 그라디언트를 새 점에서 구했다. "
                    "그것은 다른 규칙이다. 모든 좌표를 옛 점에서 한꺼번에 구한다.",
                    en="One coordinate is overwritten before the gradient of the next is taken, "
                    "which is another rule. Take all of them at the old point, at once.",
                ),
            ),
            Mistake(
                "rate-for-length",
                walked(fixed_length),
                Said(
                    ko="그라디언트를 길이로 나누어 모든 스텝이 α만큼 길다. α는 보폭 자체가 "
                    "아니다. 그라디언트를 그대로 곱하자.",
                    en="The gradient is divided by its length, so that every step is α long. α is "
                    "not that length: multiply it by the gradient as it is.",
                ),
            ),
            Mistake(
                "signs-alone",
                walked(lambda grad, x, lr: x - lr * np.sign(grad(x))),
                Said(
                    ko="그라디언트의 부호만 썼다. 그것은 부호 하강법이다.",
                    en="Only the sign of the gradient is used. That is sign descent.",
                ),
            ),
            Mistake(
                "rate-forgotten",
                walked(lambda grad, x, lr: step(grad, x, 1)),
                Said(
                    ko="학습률이 빠졌다. 그라디언트에 `lr`을 곱해서 뺀다.",
                    en="The learning rate is missing: subtract `lr` times the gradient.",
                ),
            ),
        ),
    ),
    Exercise(
        "gradient-descent-4",
        Function(steepest, gradients_to_follow, names=("g", "order")),
        right=Said(
            ko="노름마다 다른 방향이 나온다. 2-노름에서는 경사하강법, 최대 노름에서는 부호 "
            "하강법이 된다. 1-노름의 방향으로만 걸으면 어떤 경로가 될까?",
            en="Each norm has its own way down. The 2-norm leads to gradient descent and the max "
            "norm to sign descent; what path does the 1-norm draw?",
        ),
        hints=(
            Said(
                ko="2-노름에서는 −g의 길이를 1로 맞춘다. 나머지 둘에서는 좌표마다 1, −1, 0 가운데 "
                "하나만큼 움직인다.",
                en="In the 2-norm it is −g, scaled to length one. In the two others every "
                "coordinate moves by 1, −1 or 0.",
            ),
            Said(
                ko="최대 노름에서는 모든 좌표가 1만큼, 1-노름에서는 |gᵢ|가 가장 큰 좌표 하나만 "
                "움직인다.",
                en="In the max norm every coordinate moves by one; in the 1-norm only the one "
                "with the largest |gᵢ|.",
            ),
            Said(
                ko="1-노름: `u = np.zeros(len(g))`, `i = np.argmax(abs(g))`, `u[i] = "
                "-np.sign(g[i])`.",
                en="For the 1-norm: `u = np.zeros(len(g))`, `i = np.argmax(abs(g))` and `u[i] = "
                "-np.sign(g[i])`.",
            ),
        ),
        mistakes=(
            Mistake("sign", lambda g, order: -steepest(g, order)),
            Mistake("changed-in-place", scaled_in_place),
            Mistake("truncated", stored_in_integers),
            Mistake(
                "only-scaled",
                only_scaled,
                Said(
                    ko="−g를 그 노름으로 나누었다. 길이는 1이지만 2-노름에서만 가장 가파르다. "
                    "다른 노름에서는 방향이 바뀐다.",
                    en="This is −g divided by its norm. Its length is one, but it is steepest in "
                    "the 2-norm alone: elsewhere the direction changes.",
                ),
            ),
            Mistake(
                "euclidean-for-all",
                steepest_by(one=euclidean, inf=euclidean),
                Said(
                    ko="노름과 상관없이 2-노름의 답을 돌려준다. `order`에 따라 답이 달라져야 한다.",
                    en="It answers for the 2-norm whatever the norm is. Distinguish by `order`.",
                ),
            ),
            Mistake(
                "norms-swapped",
                steepest_by(one=signs, inf=largest),
                Said(
                    ko="1-노름과 최대 노름이 바뀌었다. 좌표들이 예산 하나를 나눠 쓰는 쪽이 "
                    "1-노름이다.",
                    en="The 1-norm and the max norm are swapped. It is the 1-norm in which the "
                    "coordinates share one budget.",
                ),
            ),
            Mistake(
                "not-of-length-one",
                steepest_by(two=lambda g: -g),
                Said(
                    ko="2-노름에서 길이가 1이 아니다. −g를 ‖g‖₂로 나누자.",
                    en="In the 2-norm the move does not have length one: divide −g by ‖g‖₂.",
                ),
            ),
            Mistake(
                "never-scaled",
                lambda g, order: -g,
                Said(
                    ko="−g를 그대로 돌려준다. 길이가 1이어야 하고, 방향도 노름마다 다르다.",
                    en="It returns −g whatever the norm is. The move has length one, and each "
                    "norm has a direction of its own.",
                ),
            ),
            Mistake(
                "max-norm-only-scaled",
                steepest_by(inf=lambda g: -g / max(abs(g))),
                Said(
                    ko="최대 노름에서 −g의 길이를 1로 맞추기만 했다. 작은 좌표도 1만큼 움직여야 "
                    "더 가파르다.",
                    en="In the max norm −g is only scaled to length one. It falls faster if the "
                    "small coordinates move by one too.",
                ),
            ),
            Mistake(
                "signs-of-euclidean-length",
                steepest_by(inf=signs_of_length_one),
                Said(
                    ko="최대 노름의 방향은 맞다. 그런데 길이를 2-노름으로 쟀다. 최대 노름에서는 "
                    "(−1, −1)의 길이가 벌써 1이다.",
                    en="The direction in the max norm is right, but its length is that of the "
                    "2-norm. In the max norm (−1, −1) has length one already.",
                ),
            ),
            Mistake(
                "1-norm-only-scaled",
                steepest_by(one=lambda g: -g / np.sum(abs(g))),
                Said(
                    ko="1-노름에서 −g의 길이를 1로 맞추기만 했다. 예산을 가장 가파른 좌표 하나에 "
                    "모두 써야 더 가파르다.",
                    en="In the 1-norm −g is only scaled to length one. It falls faster if the "
                    "steepest coordinate gets the whole budget.",
                ),
            ),
            Mistake(
                "largest-as-it-is",
                steepest_by(one=largest_as_it_is),
                Said(
                    ko="1-노름의 좌표는 맞게 골랐다. 그 좌표가 −gᵢ만큼 움직이는데, 길이가 1이어야 "
                    "한다.",
                    en="The coordinate in the 1-norm is the right one. It moves by −gᵢ, but the "
                    "move must have length one.",
                ),
            ),
            Mistake(
                "largest-with-its-sign",
                steepest_by(one=lambda g: largest(g, size=np.asarray)),
                Said(
                    ko="1-노름에서 g가 가장 큰 좌표를 골랐다. 크기 |g|가 가장 큰 좌표여야 한다. "
                    "기울기가 음수여도 가파를 수 있다.",
                    en="For the 1-norm the coordinate with the largest g is chosen. It is the "
                    "largest |g| that counts: a negative slope can be the steepest.",
                ),
            ),
            Mistake(
                "sign-of-the-coordinate",
                steepest_by(one=lambda g: largest(g, sign=np.ones_like)),
                Said(
                    ko="1-노름에서 언제나 −1만큼 움직인다. gᵢ가 음수이면 +1만큼 움직여야 내려간다.",
                    en="For the 1-norm the coordinate always moves by −1. Where gᵢ is negative, "
                    "+1 leads down.",
                ),
            ),
            Mistake(
                "equal-shares",
                steepest_by(one=lambda g: -np.sign(g) / len(g)),
                Said(
                    ko="1-노름의 예산을 모든 좌표에 똑같이 나누었다. 가장 가파른 좌표 하나에 모두 "
                    "쓰는 편이 낫다.",
                    en="For the 1-norm the budget is shared out equally. All of it on the "
                    "steepest coordinate gets farther down.",
                ),
            ),
        ),
    ),
    Exercise(
        "gradient-descent-5",
        Setting(
            SGD,
            share_after_one_step,
            goal=0.2,
            missed=Said(
                ko="한 스텝 뒤의 손실이 처음의 {value}배다. 5분의 1보다 작아야 한다.",
                en="After the step {value} of the loss is left; it must be less than a fifth.",
            ),
            diverged=Said(
                ko="손실이 307.8보다 오히려 커졌다. 스텝이 골짜기를 지나쳐 반대쪽 벽에 닿았다.",
                en="The loss has risen above 307.8: the step crosses the valley and ends on the "
                "wall beyond it.",
            ),
        ),
        right=Said(
            ko="접평면의 예측으로는 1,200쯤 줄어야 하는데 실제로는 250쯤 준다. 예측에 한참 못 "
            "미쳐도 이 방향에서는 가장 좋은 스텝에 가깝다. 이 손실은 음수가 될 수 없으니 처음부터 "
            "맞을 수 없는 예측이었다.",
            en="The plane promises a decrease of about 1,200 and some 250 arrive: far short of "
            "the promise, yet near the best step in this direction. The promise could not be "
            "kept, for this loss is never negative.",
        ),
        hints=(
            Said(
                ko="여러 학습률로 한 스텝 뒤의 손실을 구해 표로 만들어 보자.",
                en="Take an array of rates and make a table of the loss after one step.",
            ),
            Said(
                ko="손실은 0.01을 지나서도 계속 줄어든다. 0.01과 0.05 사이를 촘촘히 살펴보자.",
                en="Beyond 0.01 the loss goes on falling. Look closely between 0.01 and 0.05.",
            ),
            Said(
                ko="가장 낮은 곳은 0.037 근처다.",
                en="The lowest loss lies near 0.037.",
            ),
        ),
        mistakes=(
            Mistake(
                "promise-kept",
                SGD(lr=0.001),
                Said(
                    ko="0.001이면 예측한 33 가운데 30이 줄어 손실이 277이다. 예측은 거의 맞지만 "
                    "스텝이 짧다.",
                    en="At 0.001 the loss falls by 30 of the promised 33, to 277. The promise is "
                    "kept, but the step is short.",
                ),
            ),
            Mistake(
                "half-kept",
                SGD(lr=0.01),
                Said(
                    ko="0.01이면 손실이 167이다. 예측의 절반도 줄지 않았다고 해서 스텝이 너무 긴 "
                    "것은 아니다. 더 길게 걸어 보자.",
                    en="At 0.01 the loss is 167. Less than half of the promise is kept, but that "
                    "does not make the step too long: try longer ones.",
                ),
            ),
            Mistake(
                "promise-of-zero",
                SGD(lr=307.8125 / 33052.5),
                Said(
                    ko="접평면이 0에 닿는 학습률 f/‖∇f‖²이다. 곡면은 평면이 아니라서 실제로는 "
                    "169까지만 내려간다.",
                    en="This is f/‖∇f‖², where the plane reaches zero. The surface is no plane, "
                    "and at that rate the loss is 169.",
                ),
            ),
            Mistake(
                "as-in-the-little-model",
                SGD(lr=0.1),
                Said(
                    ko="작은 모델에 맞던 0.1이다. 여기서는 골짜기를 지나쳐 손실이 37,967로 커진다.",
                    en="This is the 0.1 that served the little model. Here the step flies across "
                    "the valley, and the loss rises to 37,967.",
                ),
            ),
        ),
    ),
    Exercise(
        "gradient-descent-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="기울기 0은 첫 순간의 이야기다. 등고선은 굽어 있고 곧은 길은 바깥으로 나간다. 커진 "
            "0.45는 이차항과 정확히 같다. 반만 걸으면 얼마나 커질까?",
            en="Slope zero tells of the first instant. The contour bends away from the straight "
            "line, and the 0.45 are exactly the second-order term. How much is it after half the "
            "way?",
        ),
        hints=(
            Said(
                ko="반대쪽으로도 1만큼 걸어서 손실을 재 보자.",
                en="Walk one unit the opposite way too, and measure the loss there.",
            ),
            Said(
                ko="식 f(x + d) = f(x) + ∇f(x)ᵀd + O(‖d‖²)에서 가운데 항이 0이면 무엇이 남는가?",
                en="In f(x + d) = f(x) + ∇f(x)ᵀd + O(‖d‖²), what is left if the middle term is "
                "zero?",
            ),
        ),
        mistakes=(
            Mistake(
                "called-inaccurate",
                "a",
                Said(
                    ko="그라디언트를 90도 돌린 방향이라 그라디언트와의 내적은 정확히 0이다. "
                    "0.45는 측정 오차라고 하기에는 너무 크다.",
                    en="The direction is the gradient turned by 90 degrees, and their product is "
                    "exactly 0. No such error comes near 0.45.",
                ),
            ),
            Mistake(
                "falls-the-other-way",
                "c",
                Said(
                    ko="반대쪽으로 걸어도 똑같이 13.03으로 커진다. 기울기가 0이므로 어느 쪽도 "
                    "오르막의 시작이 아니다.",
                    en="The other way it rises to the same 13.03. With slope zero, neither side "
                    "begins uphill.",
                ),
            ),
            Mistake(
                "another-norm",
                "d",
                Said(
                    ko="∇f와의 내적이 0이라는 것은 노름과 상관없다. 노름은 길이 1이 얼마인지를 "
                    "정할 뿐이다.",
                    en="That the product with ∇f is zero does not depend on a norm. A norm only "
                    "decides what counts as one unit.",
                ),
            ),
        ),
    ),
)
