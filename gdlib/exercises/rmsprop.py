"""The exercises of the chapter on RMSprop."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Optimizer
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.exercises.slopes import bowl, valley_of
from gdlib.optimizers import RMSprop

__all__ = ["EXERCISES"]

WALK = ("grad", "x", "lr", "decay", "eps", "steps")


def outside(g, s, eps):
    return g / (np.sqrt(s) + eps)


def inside(g, s, eps):
    return g / np.sqrt(s + eps)


def beside(g, s, eps):
    return g / np.sqrt(s) + eps


def without_root(g, s, eps):
    return g / (s + eps)


def without_epsilon(g, s, eps):
    return g / np.sqrt(s)


def mean(s, g, decay):
    return decay * s + (1 - decay) * g**2


def weights_swapped(s, g, decay):
    return (1 - decay) * s + decay * g**2


def unweighted(s, g, decay):
    return decay * s + g**2


def unsquared(s, g, decay):
    return decay * s + (1 - decay) * np.abs(g)


def summed(s, g, decay):
    return s + g**2


def step(x, s, g, lr, decay, eps, mean=mean, divided=outside):
    """One step of RMSprop, with slips where its mean or its division is exchanged."""
    s = mean(s, g, decay)
    return x - lr * divided(g, s, eps), s


def beside_the_point(x, s, g, lr, decay, eps, mean=mean):
    s = mean(s, g, decay)
    return x - lr * g / np.sqrt(s) + eps, s


def forgetting(x, s, g, lr, decay, eps, divided=outside):
    return step(x, 0 * s, g, lr, decay, eps, divided=divided)


def uphill(x, s, g, lr, decay, eps, divided=outside):
    return step(x, s, g, -lr, decay, eps, divided=divided)


def old_mean(x, s, g, lr, decay, eps, divided=outside):
    return x - lr * divided(g, s, eps), mean(s, g, decay)


def corrected(x, s, g, lr, decay, eps, t):
    s = mean(s, g, decay)
    return x - lr * outside(g, s / (1 - decay**t), eps), s


def walked(step=step, begin=0, **slips):
    """A descent with a step of its own: what the slips of the loop have in common."""

    def walk(grad, x, lr, decay, eps, steps):
        s = np.zeros(2)
        for _ in range(begin, steps):
            x, s = step(x, s, grad(x), lr, decay, eps, **slips)
        return x

    return walk


def walks_from_the_first_square(grad, x, lr, decay, eps, steps):
    s = grad(x) ** 2
    for _ in range(steps):
        x, s = step(x, s, grad(x), lr, decay, eps)
    return x


def walks_with_correction(grad, x, lr, decay, eps, steps):
    s = np.zeros(2)
    for t in range(1, steps + 1):
        x, s = corrected(x, s, grad(x), lr, decay, eps, t)
    return x


def walks_in_place(grad, x, lr, decay, eps, steps):
    s = np.zeros(2)
    for _ in range(steps):
        g = grad(x)
        s = mean(s, g, decay)
        x -= lr * outside(g, s, eps)
    return x


def remembering():
    """A descent that keeps its mean between calls, as an array for a default argument would."""
    s = np.zeros(2)

    def walk(grad, x, lr, decay, eps, steps):
        for _ in range(steps):
            g = grad(x)
            s[:] = mean(s, g, decay)
            x = x - lr * outside(g, s, eps)
        return x

    return walk


def walks_to_take(rng):
    """Three steps, one, none, one coordinate at its minimum, and descents in random ravines."""

    start = np.array([1.0, -2.0])
    yield bowl, start, 0.1, 0.5, 0.2, 3
    yield bowl, start, 0.1, 0.9, 0.5, 1
    yield bowl, start, 0.1, 0.5, 0.2, 0
    yield bowl, np.array([0.0, 3.0]), 0.2, 0.8, 0.1, 3
    for _ in range(2):
        valley = valley_of(rng.uniform(0.5, 2.0, 2))
        yield valley, rng.normal(size=2), 0.1, rng.uniform(0.3, 0.8), 0.3, 6


def optimizer(take=step, **slips):
    """The class of the optimizers that take a given step."""

    class Made(RMSprop):
        def init(self, x):
            return np.zeros_like(x)

        def step(self, x, g, state):
            return take(x, state, g, self.lr, self.decay, self.eps, **slips)

    return Made


def changes_its_point(x, s, g, lr, decay, eps):
    s = mean(s, g, decay)
    x -= lr * inside(g, s, eps)
    return x, s


class Remembering(RMSprop):
    """Keeps the mean in the class, where all its optimizers share it."""

    kept = {"s": 0.0}

    def init(self, x):
        return ()

    def step(self, x, g, state):
        x, s = step(x, self.kept["s"], g, self.lr, self.decay, self.eps, divided=inside)
        self.kept["s"] = s
        return x, state


WEIGHTS_SWAPPED = Said(
    ko="두 계수가 바뀌었다. 옛 평균에 γ, 새 제곱에 1 − γ를 곱한다.",
    en="The two weights are swapped: γ belongs to the old mean, 1 − γ to the new square.",
)
SUMMED = Said(
    ko="제곱을 모두 더한 AdaGrad다. 옛 값에 γ를 곱해서 잊게 하자.",
    en="This adds up all squares, as AdaGrad does. Multiply the old value by γ so "
    "that it is forgotten.",
)
ROOT_FORGOTTEN = Said(
    ko="s로 나누었다. 제곱의 평균이므로 제곱근으로 나눈다.",
    en="This divides by s. It is a mean of squares: divide by its root.",
)
EPSILON_LEFT_OUT = Said(
    ko="나누는 수에 ε이 없다. 그라디언트가 0이면 0으로 나누게 된다.",
    en="The divisor has no ε; where the gradient is zero it divides by zero.",
)
OLD_MEAN = Said(
    ko="고치기 전의 s로 나누었다. 새 제곱을 먼저 평균에 넣는다.",
    en="This divides by s from before its update. Let the new square into the mean first.",
)

EXERCISES = (
    Exercise(
        "rmsprop-1",
        Array((459, 44), names=("γ = 0.99", "γ = 0.9"), rtol=0.0005),
        right=Said(
            ko="이상한 그라디언트 하나가 그 좌표를 이만큼 오래 늦춘다. 감쇠율을 0.9에서 0.99로 "
            "올리면 기억은 열 배 길어진다.",
            en="That is how long one outlier slows its coordinate down. From 0.9 to 0.99 the "
            "memory grows tenfold.",
        ),
        hints=(
            Said(
                ko="k 스텝이 지나면 비중은 처음의 γᵏ배다.",
                en="After k steps the weight is γᵏ times what it was at first.",
            ),
            Said(
                ko="γᵏ < 0.01을 k에 대해 푼다. 양변을 ln γ로 나누면 부등호가 뒤집힌다.",
                en="Solve γᵏ < 0.01 for k. Division by ln γ turns the sign around.",
            ),
            Said(
                ko="ln 0.01 / ln γ보다 큰 가장 작은 정수를 γ마다 구한다.",
                en="For each γ, take the smallest whole number above ln 0.01 / ln γ.",
            ),
        ),
        mistakes=(
            Mistake(
                "off-by-one",
                (458, 43),
                Said(
                    ko="하나 모자란다. 그 스텝에서는 비중이 아직 1 %보다 조금 크다. 올림해야 한다.",
                    en="One too few: at that step the weight is still a little above 1 %. Round "
                    "up.",
                ),
            ),
            Mistake(
                "not-a-whole-step",
                (np.log(0.01) / np.log(0.99), np.log(0.01) / np.log(0.9)),
                Said(
                    ko="로그로 구한 값은 정확히 1 %가 되는 자리다. 그보다 큰 가장 작은 정수로 "
                    "올리자.",
                    en="The logarithms give the place of exactly 1 %. Round up to the next whole "
                    "step.",
                ),
            ),
            Mistake(
                "half-life",
                (69, 7),
                Said(
                    ko="비중이 절반이 되는 반감기다. 1 %까지는 반감기가 6.6번 지나야 한다.",
                    en="This is the half-life. Down to 1 % takes 6.6 of them.",
                ),
            ),
            Mistake(
                "lifetime",
                (100, 10),
                Said(
                    ko="1/(1 − γ) 스텝 뒤에는 비중이 1/e ≈ 0.37 남는다. 1 %까지는 아직 멀다.",
                    en="After 1/(1 − γ) steps 1/e ≈ 0.37 of the weight is left, far from 1 %.",
                ),
            ),
            Mistake(
                "share-of-the-mean",
                (1, 22),
                Said(
                    ko="비중 (1 − γ)γᵏ 자체를 1 %와 견주었다. 묻는 것은 처음 비중 1 − γ의 1 %다.",
                    en="This compares the weight (1 − γ)γᵏ itself with 1 %. Asked for is 1 % of "
                    "its first value, 1 − γ.",
                ),
            ),
        ),
    ),
    Exercise(
        "rmsprop-2",
        Array((-0.2, 0.1), names=("left", "right")),
        right=Said(
            ko="γ = 0이면 걸음은 언제나 부호 방향으로 α다. 기억이 없으면 두 끝을 같은 거리로 "
            "맞추는 힘도 없다. γ = 0.5로 다시 걸어 보자.",
            en="With γ = 0 every step is α in the direction of the sign, and without memory "
            "nothing pulls the two ends to equal distances. Walk again with γ = 0.5.",
        ),
        hints=(
            Said(
                ko="γ = 0이면 s = g²이다. 걸음 αg/√s는 무엇이 되는가?",
                en="With γ = 0, s = g². What becomes of the step αg/√s?",
            ),
            Said(
                ko="걸음은 언제나 0.3이고, 최솟점 0 쪽을 향한다.",
                en="Every step is 0.3 long, towards the minimum at 0.",
            ),
            Said(
                ko="−2, −1.7, −1.4, …로 세어 내려가다가 0을 넘은 다음 어디로 가는지 보자.",
                en="Count −2, −1.7, −1.4, … until 0 is passed. Where does the next step lead?",
            ),
        ),
        mistakes=(
            Mistake(
                "hovers-evenly",
                (-0.15, 0.15),
                Said(
                    ko="±α/2는 기억이 있을 때의 자리다. γ = 0이면 출발점에서 0.3씩 센 자리에만 설 "
                    "수 있다.",
                    en="±α/2 is where memory leads. With γ = 0 the point can only stand where "
                    "steps of 0.3 from the start take it.",
                ),
            ),
            Mistake(
                "stays-on-one-side",
                (-0.5, -0.2),
                Said(
                    ko="−0.2에서 0까지는 0.2가 남았지만 걸음은 언제나 0.3이다. 0을 넘어간다.",
                    en="From −0.2 it is only 0.2 to the minimum, and the step is 0.3 as ever: it "
                    "passes 0.",
                ),
            ),
            Mistake(
                "whole-rate",
                (-0.3, 0.3),
                Said(
                    ko="두 점 사이의 거리가 0.6이다. 한 걸음은 0.3이므로 두 점은 0.3 떨어져 "
                    "있어야 한다.",
                    en="These are 0.6 apart. A step is 0.3 long, and so is the distance of the "
                    "two points.",
                ),
            ),
            Mistake(
                "plain-descent",
                (0.0, 0.0),
                Said(
                    ko="SGD라면 0에 닿는다. 여기서는 걸음이 그라디언트와 함께 줄지 않는다.",
                    en="SGD would arrive at 0. Here the steps do not shrink with the gradient.",
                ),
            ),
        ),
    ),
    Exercise(
        "rmsprop-3",
        Array((np.sqrt(1e-7 / 3), 1e-8), names=("Keras", "PyTorch")),
        right=Said(
            ko="안에 둔 쪽은 만 팔천 배나 큰 그라디언트에서 이미 절반이 된다. 설정을 다른 "
            "프로그램으로 옮길 때는 ε의 값만이 아니라 자리도 본다.",
            en="The inside form loses half of its step at a gradient eighteen thousand times as "
            "large. Between programs, look at the place of ε and not only at its value.",
        ),
        hints=(
            Said(
                ko="그라디언트가 일정하면 √s = |g|다.",
                en="Under a constant gradient √s = |g|.",
            ),
            Said(
                ko="밖에 두면 |g|/(|g| + ε) = 1/2, 안에 두면 |g|/√(g² + ε) = 1/2이다.",
                en="Outside: |g|/(|g| + ε) = 1/2. Inside: |g|/√(g² + ε) = 1/2.",
            ),
            Said(
                ko="둘째 식을 제곱하면 4g² = g² + ε이다.",
                en="The second, squared, is 4g² = g² + ε.",
            ),
        ),
        mistakes=(
            Mistake(
                "border-for-half",
                (np.sqrt(1e-7), 1e-8),
                Said(
                    ko="|g| = √ε에서는 1/√2 ≈ 0.71이 남는다. 절반이 되려면 g가 더 작아야 한다.",
                    en="At |g| = √ε a share of 1/√2 ≈ 0.71 is left. For a half, g must be smaller.",
                ),
            ),
            Mistake(
                "upside-down",
                (np.sqrt(3e-7), 1e-8),
                Said(
                    ko="3이 뒤집혔다. g² = 3ε이면 스텝이 절반이 아니라 √3/2 ≈ 0.87배다. 제곱한 "
                    "식에서 3g² = ε이 나온다.",
                    en="The 3 is upside down. At g² = 3ε the step is √3/2 ≈ 0.87 of its length, "
                    "not a half. Squaring gives 3g² = ε.",
                ),
            ),
            Mistake(
                "place-ignored",
                (1e-7, 1e-8),
                Said(
                    ko="둘 다 ε을 근호 밖에 둔 것으로 계산했다. Keras의 ε은 근호 안에 있다.",
                    en="This takes both as if ε stood outside the root. Keras has it inside.",
                ),
            ),
            Mistake(
                "square-left",
                (1e-7 / 3, 1e-8),
                Said(
                    ko="g²을 구하고 제곱근을 씌우지 않았다.",
                    en="This is g²; its root is wanted.",
                ),
            ),
            Mistake(
                "both-inside",
                (np.sqrt(1e-7 / 3), np.sqrt(1e-8 / 3)),
                Said(
                    ko="Keras는 맞다. PyTorch의 ε은 근호 밖에 있다.",
                    en="Keras is right. PyTorch has ε outside the root.",
                ),
            ),
        ),
    ),
    Exercise(
        "rmsprop-4",
        Function(walked(), walks_to_take, names=WALK),
        right=Said(
            ko="세 군데를 모두 고쳤다. 그라디언트가 0인 곳에서 출발해도 나눗셈이 무너지지 않는다. "
            "ε을 나누는 수에 두는 까닭이 그것이다.",
            en="All three are mended. It also survives a start where the gradient is zero, which "
            "is what ε in the divisor is for.",
        ),
        hints=(
            Said(
                ko="함수를 같은 입력으로 두 번 불러 보자. 같은 값이 나오는가?",
                en="Call the function twice with the same input. Is the answer the same?",
            ),
            Said(
                ko="기본값으로 둔 배열은 함수를 정의할 때 한 번만 만들어진다. `s`는 함수 안에서 "
                "0으로 시작하자.",
                en="An array as a default argument is made once, when the function is defined. "
                "Let `s` start at 0 inside.",
            ),
            Said(
                ko="제곱평균의 두 계수는 합이 1이어야 하고, `np.sqrt(s) + eps`는 괄호로 묶어야 "
                "한다.",
                en="The two weights of the mean must sum to one, and `np.sqrt(s) + eps` needs "
                "brackets.",
            ),
        ),
        mistakes=(
            Mistake("sign", walked(uphill)),
            Mistake("epsilon-inside", walked(divided=inside)),
            Mistake("epsilon-beside", walked(divided=beside)),
            Mistake(
                "epsilon-on-the-point",
                walked(beside_the_point),
                Said(
                    ko="ε을 나눗셈이 끝난 뒤에 점에 더했다. 나누는 수에 더하도록 괄호로 묶자: `/ "
                    "(np.sqrt(s) + eps)`.",
                    en="ε is added to the point, after the division. Bracket it with the divisor: "
                    "`/ (np.sqrt(s) + eps)`.",
                ),
            ),
            Mistake("shared-state", remembering()),
            Mistake("changed-in-place", walks_in_place),
            Mistake("off-by-one", walked(begin=1)),
            Mistake(
                "unweighted",
                walked(mean=unweighted),
                Said(
                    ko="새 제곱에 1 − γ를 곱하지 않았다. 이대로면 평균이 아니라 그 1/(1 − γ)배인 "
                    "합이다.",
                    en="The new square lacks its weight 1 − γ: this is no mean but a sum, 1/(1 − "
                    "γ) times as large.",
                ),
            ),
            Mistake(
                "unweighted-and-beside",
                walked(beside_the_point, mean=unweighted),
                Said(
                    ko="`s`는 이제 부를 때마다 새로 시작한다. 두 가지가 남았다: 새 제곱의 계수 1 "
                    "− γ, 그리고 나눗셈 뒤에 더한 ε.",
                    en="`s` begins anew at every call now. Two slips remain: the weight 1 − γ of "
                    "the new square, and ε, which is added after the division.",
                ),
            ),
            Mistake(
                "weights-swapped",
                walked(mean=weights_swapped),
                WEIGHTS_SWAPPED,
            ),
            Mistake(
                "summed",
                walked(mean=summed),
                SUMMED,
            ),
            Mistake(
                "unsquared",
                walked(mean=unsquared),
                Said(
                    ko="그라디언트를 제곱하지 않고 크기만 평균했다.",
                    en="The mean is of the gradient's size, not of its square.",
                ),
            ),
            Mistake(
                "root-forgotten",
                walked(divided=without_root),
                ROOT_FORGOTTEN,
            ),
            Mistake(
                "epsilon-left-out",
                walked(divided=without_epsilon),
                EPSILON_LEFT_OUT,
            ),
            Mistake(
                "old-mean",
                walked(old_mean),
                OLD_MEAN,
            ),
            Mistake(
                "forgetting",
                walked(forgetting),
                Said(
                    ko="제곱평균이 스텝마다 0에서 다시 시작한다. `s`를 0으로 두는 줄은 반복문 앞에 "
                    "있어야 한다.",
                    en="The mean starts from 0 again at every step. The line that sets `s` to 0 "
                    "belongs before the loop.",
                ),
            ),
            Mistake(
                "from-the-first-square",
                walks_from_the_first_square,
                Said(
                    ko="평균이 첫 제곱에서 시작한다. 0에서 시작하고, 첫 제곱에도 1 − γ를 곱한다.",
                    en="The mean begins at the first square. It begins at 0, and the first square "
                    "has the weight 1 − γ like all others.",
                ),
            ),
            Mistake(
                "corrected",
                walks_with_correction,
                Said(
                    ko="s를 1 − γᵗ로 나누어 보정했다. 그것은 Adam이 하는 일이다. RMSprop의 첫 "
                    "스텝은 길다.",
                    en="s is divided by 1 − γᵗ. That correction is Adam's; RMSprop's first steps "
                    "are long.",
                ),
            ),
        ),
    ),
    Exercise(
        "rmsprop-5",
        Optimizer(
            lambda **settings: RMSprop(eps_inside_root=True, **settings),
            settings=[
                {"lr": 0.1, "decay": 0.5, "eps": 0.2},
                {"lr": 0.3, "decay": 0.9, "eps": 0.5},
                {"lr": 0.05, "decay": 0.99, "eps": 0.1},
            ],
        ),
        right=Said(
            ko="원문과 Keras의 RMSprop이다. `gd.RMSprop(eps_inside_root=True)`와 같은 길을 간다. "
            "이 장의 그림에서 출발점을 떠나지 못하던 것이 이 식이다.",
            en="This is the RMSprop of the source document and of Keras, and it walks as "
            "`gd.RMSprop(eps_inside_root=True)` does. It is the one that hardly left its start in "
            "the figure of this chapter.",
        ),
        hints=(
            Said(
                ko="상태는 s 하나면 된다. `init`은 점과 모양이 같은 0을 돌려준다.",
                en="The state is s alone: `init` returns zeros of the point's shape.",
            ),
            Said(
                ko="`step`은 s를 먼저 고치고, 그 s에 ε을 더한 뒤 제곱근을 씌워 나눈다.",
                en="`step` updates s first, then adds ε to it and divides by the root.",
            ),
            Said(
                ko="`x - self.lr * g / np.sqrt(s + self.eps), s`를 돌려준다.",
                en="Return `x - self.lr * g / np.sqrt(s + self.eps), s`.",
            ),
        ),
        mistakes=(
            Mistake("sign", optimizer(uphill, divided=inside)),
            Mistake("epsilon-outside", optimizer()),
            Mistake(
                "epsilon-beside",
                optimizer(divided=beside),
                Said(
                    ko="`/ np.sqrt(s) + eps`는 먼저 나누고 나서 ε을 더한다. 여기서는 ε이 근호 "
                    "안에 있다: `/ np.sqrt(s + eps)`.",
                    en="`/ np.sqrt(s) + eps` divides first and adds ε afterwards. Here it stands "
                    "inside the root: `/ np.sqrt(s + eps)`.",
                ),
            ),
            Mistake(
                "epsilon-on-the-point",
                optimizer(beside_the_point),
                Said(
                    ko="ε을 나눗셈이 끝난 뒤에 점에 더했다. 여기서는 ε이 근호 안에 있다: `/ "
                    "np.sqrt(s + eps)`.",
                    en="ε is added to the point, after the division. Here it stands inside the "
                    "root: `/ np.sqrt(s + eps)`.",
                ),
            ),
            Mistake("epsilon-left-out", optimizer(divided=without_epsilon), EPSILON_LEFT_OUT),
            Mistake("root-forgotten", optimizer(divided=without_root), ROOT_FORGOTTEN),
            Mistake("old-mean", optimizer(old_mean, divided=inside), OLD_MEAN),
            Mistake("summed", optimizer(mean=summed, divided=inside), SUMMED),
            Mistake(
                "state-kept",
                optimizer(forgetting, divided=inside),
                Said(
                    ko="제곱평균이 스텝마다 0에서 다시 시작한다. `step`은 고친 s를 다음 상태로 "
                    "돌려줘야 한다.",
                    en="The mean starts from 0 again at every step. `step` must return the updated "
                    "s as the next state.",
                ),
            ),
            Mistake(
                "order",
                optimizer(lambda *given, **slips: step(*given, **slips)[::-1], divided=inside),
                Said(
                    ko="점과 상태의 순서가 바뀌었다. 점을 먼저 돌려준다.",
                    en="The point and the state are exchanged. Return the point first.",
                ),
            ),
            Mistake("shared-state", Remembering),
            Mistake("changed-in-place", optimizer(changes_its_point)),
            Mistake(
                "unweighted",
                optimizer(mean=unweighted, divided=inside),
                Said(
                    ko="새 제곱에 1 − γ를 곱하지 않았다.",
                    en="The new square lacks its weight 1 − γ.",
                ),
            ),
            Mistake(
                "weights-swapped",
                optimizer(mean=weights_swapped, divided=inside),
                WEIGHTS_SWAPPED,
            ),
            Mistake(
                "epsilon-squared",
                optimizer(divided=lambda g, s, eps: g / np.sqrt(s + eps**2)),
                Said(
                    ko="ε을 제곱해서 넣었다. 밖의 ε과 견줄 때 나온 크기다. 여기서는 ε을 그대로 "
                    "근호 안에 더한다.",
                    en="ε is squared. That is its size as compared with the outside form; here ε "
                    "goes into the root as it is.",
                ),
            ),
        ),
    ),
    Exercise(
        "rmsprop-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="두 좌표의 제곱평균이 비슷하면 나눗셈은 두 좌표를 똑같이 줄일 뿐이다. 45°에서 두 "
            "유효 보폭의 비를 직접 재어 보자.",
            en="With equal mean squares the division shortens both coordinates alike and leaves "
            "the shape as it is. Measure the ratio of the two effective steps at 45° yourself.",
        ),
        hints=(
            Said(
                ko="45° 돌린 골짜기에서 그라디언트의 두 좌표는 어떤 비일까? 가파른 방향이 어디를 "
                "향하는지 보자.",
                en="In a ravine turned by 45°, what is the ratio of the gradient's two "
                "coordinates? See where the steep direction points.",
            ),
            Said(
                ko="좌표마다 나누는 수가 같다면 모든 좌표를 한 수로 나눈 것과 같다.",
                en="If both coordinates have the same divisor, it might as well be one number.",
            ),
        ),
        mistakes=(
            Mistake(
                "steeper",
                "a",
                Said(
                    ko="돌려도 두 곡률은 0.04와 4 그대로다. SGD와 모멘텀의 스텝 수가 바뀌지 않는 "
                    "것이 그 증거다.",
                    en="Turned or not, the curvatures are 0.04 and 4. SGD and Momentum need as "
                    "many steps as before, which shows it.",
                ),
            ),
            Mistake(
                "memory-too-short",
                "c",
                Said(
                    ko="돌려도 그라디언트가 바뀌는 빠르기는 그대로이고 감쇠율도 그대로다. 축과 "
                    "나란할 때는 같은 기억으로 충분했다.",
                    en="Turning does not make the gradients change faster, and the same memory "
                    "was long enough along the axes.",
                ),
            ),
            Mistake(
                "epsilon-blamed",
                "d",
                Said(
                    ko="여기서 √s는 ε = 1e-8보다 수백만 배 크다. ε은 걸음을 바꾸지 않는다.",
                    en="√s is millions of times larger than ε = 1e-8 here; it does not change a "
                    "step.",
                ),
            ),
        ),
    ),
)
