"""The exercises of the chapter on decoupled decay."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Number
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said

__all__ = ["EXERCISES"]

FORGET = np.array([np.log(3) / 20, np.log(3) / 30])
COSINE = 200.5  # the sum of the factors of cosine(400)
STEP = ("x", "m", "v", "g", "t", "lr", "decay", "c")


def outside(m, v):
    return m / (np.sqrt(v) + 1e-8)


def inside(m, v):
    return m / np.sqrt(v + 1e-8)


def beside(m, v):
    return m / np.sqrt(v) + 1e-8


def without(m, v):
    return m / np.sqrt(v)


def algorithm(
    rate=lambda lr, c: c * lr,
    share=lambda lr, decay, c: c * decay,
    l2=False,
    betas=(0.9, 0.999),
    count=lambda t: t,
    ratio=outside,
    squared=np.square,
):
    """A step of Algorithm 2; each of its slips changes one thing."""

    def step(x, m, v, g, t, lr, decay, c):
        if l2:
            g = g + decay * x
        (beta1, beta2), t = betas, count(t)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * squared(g)
        moved = ratio(m / (1 - beta1**t), v / (1 - beta2**t))
        return x - share(lr, decay, c) * x - rate(lr, c) * moved, m, v

    return step


def no_decay(lr, decay, c):
    return 0.0


def decays_afterwards(x, m, v, g, t, lr, decay, c):
    x, m, v = algorithm(share=no_decay)(x, m, v, g, t, lr, decay, c)
    return x - c * decay * x, m, v


def returns_corrected(x, m, v, g, t, lr, decay, c):
    x, m, v = algorithm()(x, m, v, g, t, lr, decay, c)
    return x, m / (1 - 0.9**t), v / (1 - 0.999**t)


def in_place(x, m, v, g, t, lr, decay, c):
    m *= 0.9
    m += 0.1 * g
    v *= 0.999
    v += 0.001 * g**2
    x -= c * decay * x + c * lr * outside(m / (1 - 0.9**t), v / (1 - 0.999**t))
    return x, m, v


def steps_to_take(rng):
    """A plain step, the first one, tiny gradients, none at all, the end of a schedule, any."""
    x, m, v = np.array([1.0, -2.0]), np.array([0.5, 1.0]), np.array([0.2, 0.1])
    g, zero = np.array([2.0, -1.0]), np.zeros(2)
    yield x, m, v, g, 3, 0.1, 0.05, 0.5
    yield x, zero, zero, g, 1, 0.1, 0.02, 1.0
    yield zero, zero, zero, np.array([1e-8, -3e-8]), 1, 0.1, 0.02, 0.8
    yield x, zero, zero, zero, 4, 0.1, 0.05, 0.5
    yield x, m, v, g, 9, 0.1, 0.05, 0.0
    for shape in [(1,), (5,), (2, 3)]:
        x, m, g = rng.normal(size=(3, *shape))
        v, (lr, decay, c) = rng.uniform(0.1, 1.0, shape), rng.uniform(0.1, 0.6, 3)
        yield x, m, v, g, int(rng.integers(2, 30)), lr, decay, c


def least_left(w, lr, steps):
    return np.linalg.norm(shortened(w, lr, steps)) / np.linalg.norm(w)


def shortened(w, lr, steps):
    return np.maximum(np.abs(w) - lr * steps, 0)


def no_floor(w, lr, steps):
    return np.linalg.norm(np.abs(w) - lr * steps) / np.linalg.norm(w)


def summed(w, lr, steps):
    return shortened(w, lr, steps).sum() / np.abs(w).sum()


def summed_without_floor(w, lr, steps):
    return (np.abs(w) - lr * steps).sum() / np.abs(w).sum()


def norm_shortened(w, lr, steps):
    return max(np.linalg.norm(w) - lr * steps, 0) / np.linalg.norm(w)


def signs_kept(w, lr, steps):
    return np.linalg.norm(np.maximum(w - lr * steps, 0)) / np.linalg.norm(w)


def mean_of_shares(w, lr, steps):
    return (shortened(w, lr, steps) / np.abs(w)).mean()


def shortened_in_place(w, lr, steps):
    norm = np.linalg.norm(w)
    np.abs(w, out=w)
    w -= lr * steps
    w[w < 0] = 0
    return np.linalg.norm(w) / norm


def starts_to_shrink(rng):
    """No weight at zero yet, one there, a matrix, all at zero, no step, any."""
    yield np.array([3.0, -4.0]), 0.1, 10
    yield np.array([3.0, -4.0, 0.5, -0.5]), 0.1, 10
    yield np.array([[2.0, -1.0, 0.2], [-3.0, 0.4, 1.0]]), 0.05, 12
    yield np.array([1.0, -0.5]), 0.1, 20
    yield np.array([1.0, -0.5]), 0.1, 0
    for shape in [(9,), (4, 6)]:
        yield rng.normal(scale=2, size=shape), rng.uniform(0.01, 0.04), int(rng.integers(20, 50))


DECAYS_BOTH_WAYS = Said(
    ko="감쇠가 두 번 들어갔다. 점에서 빼면서 그라디언트에도 더하고 있다. 그라디언트는 그대로 두자.",
    en="The decay acts twice, beside the gradient and through it. Leave the gradient alone.",
)

EXERCISES = (
    Exercise(
        "decoupled-decay-1",
        Array(FORGET, names=("first", "second"), rtol=0.02),
        right=Said(
            ko="두 번 모두 αλT = ln 3이라서 출발점의 3분의 1이 남는다. 훈련하는 동안 학습률이 "
            "내려가면 어떻게 될까? 5번 문제가 그 이야기다.",
            en="αλT = ln 3 both times, so a third of the start is left. And if the rate falls "
            "during the training? Exercise 5 asks that.",
        ),
        hints=(
            Said(
                ko="한 스텝에 가중치는 몇 배가 되는가? 출발점은 모두 몇 분의 1이 되어야 하는가?",
                en="Which share of a weight does a step keep? Which share of the start should be "
                "left in all?",
            ),
            Said(
                ko="논문의 표기로는 λ′ = ln s / T다. PyTorch는 감쇠에 학습률을 곱한다.",
                en="In the paper's notation λ′ = ln s / T. PyTorch multiplies the decay by the "
                "rate.",
            ),
            Said(
                ko="λ = ln 3 / (αT)에 α = 0.001, T = 20,000을 넣고, 다음에 α = 0.003, T = "
                "10,000을 넣는다.",
                en="λ = ln 3 / (αT), once with α = 0.001 and T = 20,000, once with α = 0.003 and T "
                "= 10,000.",
            ),
        ),
        mistakes=(
            Mistake(
                "papers-decay",
                FORGET * [1e-3, 3e-3],
                Said(
                    ko="논문의 표기 λ′이다. PyTorch는 여기에 학습률을 곱하므로 α로 나누어서 "
                    "넣는다.",
                    en="This is the paper's λ′. PyTorch multiplies by the learning rate, so divide "
                    "by α first.",
                ),
            ),
            Mistake(
                "multiplied",
                FORGET * [1e-6, 9e-6],
                Said(
                    ko="λ′에 α를 곱했다. PyTorch가 α를 곱하므로 미리 나누어 두어야 한다.",
                    en="λ′ was multiplied by α. PyTorch does that itself: divide.",
                ),
            ),
            Mistake(
                "kept",
                FORGET[[0, 0]],
                Said(
                    ko="첫째는 맞다. 학습률은 세 배가 되고 스텝은 절반이 되었으니 αλT가 그대로가 "
                    "아니다.",
                    en="The first is right. With three times the rate and half the steps, αλT is "
                    "not what it was.",
                ),
            ),
            Mistake(
                "steps-only",
                FORGET[0] * np.array([1, 2]),
                Said(
                    ko="첫째는 맞다. 둘째에는 스텝이 절반이 된 것만 들어 있다. 학습률도 세 배가 "
                    "되었다.",
                    en="The first is right. The second counts the halved steps alone; the rate has "
                    "tripled, too.",
                ),
            ),
            Mistake(
                "rate-only",
                FORGET[0] * np.array([1, 1 / 3]),
                Said(
                    ko="첫째는 맞다. 둘째에는 학습률이 세 배가 된 것만 들어 있다. 스텝도 절반이 "
                    "되었다.",
                    en="The first is right. The second counts the tripled rate alone; the steps "
                    "are half as many, too.",
                ),
            ),
            Mistake(
                "rate-the-wrong-way",
                FORGET[0] * np.array([1, 6]),
                Said(
                    ko="첫째는 맞다. 둘째에서 학습률을 거꾸로 셈했다. 학습률이 크면 한 스텝에 더 "
                    "많이 줄어드니 λ는 작아야 한다.",
                    en="The first is right. In the second the rate went the wrong way: a larger "
                    "one removes more at a step, so λ must be smaller.",
                ),
            ),
            Mistake(
                "no-logarithm",
                (3 / 20, 3 / 30),
                Said(
                    ko="로그가 빠졌다. 감쇠는 스텝마다 곱해지므로 s가 아니라 ln s를 T로 나눈다.",
                    en="The logarithm is missing. Decay multiplies at every step, so it is ln s "
                    "that T divides.",
                ),
            ),
            Mistake(
                "logarithm-to-ten",
                FORGET / np.log(10),
                Said(
                    ko="밑이 10인 로그를 썼다. e^(−αλT) = 1/3이므로 자연로그를 쓴다.",
                    en="This is the logarithm to base 10. e^(−αλT) = 1/3 asks for the natural one.",
                ),
            ),
            Mistake(
                "shrinks-evenly",
                (2 / 60, 2 / 90),
                Said(
                    ko="3분의 2를 스텝마다 고르게 덜어 낸다고 셈했다. 줄어드는 것은 남은 가중치의 "
                    "일정한 비율이다.",
                    en="This takes off two thirds evenly. What a step removes is a share of what "
                    "is left.",
                ),
            ),
            Mistake(
                "sign",
                -FORGET,
                Said(
                    ko="부호가 뒤집혔다. 음수인 감쇠는 가중치를 키운다.",
                    en="The sign is flipped. A negative decay makes the weights grow.",
                ),
            ),
        ),
    ),
    Exercise(
        "decoupled-decay-2",
        Array((0.02, -1.0), names=("decay", "slope")),
        right=Said(
            ko="SGD에서는 실행마다 λ′ = αλ다. L2 지도는 다른 지도의 세로줄을 하나씩 밀어 놓은 "
            "것이고, 기울기 p는 정확히 p − 1이 된다. 유도가 필요했던 것은 Adam의 나눗셈 때문이다.",
            en="For SGD λ′ = αλ holds run by run: the L2 map is the other one with every column "
            "shifted, and a slope p becomes p − 1, exactly. Only Adam's division needed a "
            "derivation.",
        ),
        hints=(
            Said(
                ko="SGD에 L2를 넣은 한 스텝을 쓰고 괄호를 풀어 보자. w 앞에 무엇이 남는가?",
                en="Write down a step of SGD with L2 and expand the bracket. What stands before w?",
            ),
            Said(
                ko="w − α(g + λw) = (1 − αλ)w − αg다. 그러니 λ′ = αλ다.",
                en="w − α(g + λw) = (1 − αλ)w − αg, so λ′ = αλ.",
            ),
            Said(
                ko="λ = λ′/α의 로그를 취하면 log λ = log λ′ − log α다. λ′이 일정하면 기울기는 "
                "얼마인가?",
                en="In logarithms, log λ = log λ′ − log α. Which slope is that if λ′ is constant?",
            ),
        ),
        mistakes=(
            Mistake(
                "multiplied",
                (0.0018, -1.0),
                Said(
                    ko="기울기는 맞다. λ′에 α를 곱했는데, 여기서는 λ′ = αλ이므로 나누어야 한다.",
                    en="The slope is right. λ′ was multiplied by α; from λ′ = αλ it must be "
                    "divided.",
                ),
            ),
            Mistake(
                "multiplied-throughout",
                (0.0018, 1.0),
                Said(
                    ko="λ = αλ′으로 보았다. L2에는 학습률이 곱해지므로 λ′ = αλ다.",
                    en="This takes λ = αλ′. It is L2 that meets the learning rate: λ′ = αλ.",
                ),
            ),
            Mistake(
                "copied",
                (0.006, 0.0),
                Said(
                    ko="두 감쇠를 같은 수로 보았다. L2는 그라디언트와 함께 α배로 들어간다.",
                    en="This takes the two decays for one number. L2 enters with the gradient, "
                    "times α.",
                ),
            ),
            Mistake(
                "copied-decay",
                (0.006, -1.0),
                Said(
                    ko="기울기는 맞다. λ는 λ′과 같은 수가 아니다. L2는 그라디언트와 함께 α배로 "
                    "들어간다.",
                    en="The slope is right. But λ is not the same number as λ′: L2 enters with the "
                    "gradient, times α.",
                ),
            ),
            Mistake(
                "slope-kept",
                (0.02, 0.0),
                Said(
                    ko="λ는 맞다. α가 달라지면 λ = λ′/α도 달라진다. 그러니 수평이 아니다.",
                    en="λ is right. With another α, λ = λ′/α is another one, so the line is not "
                    "level.",
                ),
            ),
            Mistake(
                "slope-up",
                (0.02, 1.0),
                Said(
                    ko="λ는 맞다. 기울기의 부호가 뒤집혔다. λ = λ′/α는 α가 커지면 작아진다.",
                    en="λ is right. The slope has the wrong sign: λ = λ′/α falls as α rises.",
                ),
            ),
            Mistake(
                "measured-for-adam",
                (0.02, -1.2),
                Said(
                    ko="λ는 맞다. −1.2는 Adam에서 잰 값이다. 배우는 동안 σ가 작아져서 가팔라졌다. "
                    "SGD는 σ로 나누지 않는다.",
                    en="λ is right. −1.2 was measured for Adam, whose σ shrinks while it learns. "
                    "SGD does not divide by σ.",
                ),
            ),
        ),
    ),
    Exercise(
        "decoupled-decay-3",
        Function(algorithm(), steps_to_take, names=STEP, returns=("x", "m", "v")),
        right=Said(
            ko="학습률은 Adam의 걸음에만, c는 두 항에 모두 곱해진다. 이제 감쇠를 `lr * decay`로 "
            "바꾸면 프레임워크의 규칙이 된다.",
            en="The learning rate multiplies Adam's step alone, c both terms. Put `lr * decay` for "
            "the decay, and it is the rule of the frameworks.",
        ),
        hints=(
            Said(
                ko="m과 v에는 데이터의 그라디언트만 들어간다. 두 모멘트부터 고치자.",
                en="m and v see the gradient of the data alone. Update these two first.",
            ),
            Said(
                ko="m̂ = m / (1 − 0.9ᵗ), v̂ = v / (1 − 0.999ᵗ)이고, 돌려주는 것은 보정하지 않은 m과 "
                "v다.",
                en="m̂ = m / (1 − 0.9ᵗ) and v̂ = v / (1 − 0.999ᵗ); what you return are m and v, "
                "uncorrected.",
            ),
            Said(
                ko="마지막으로 점에서 `c * (lr * m_hat / (np.sqrt(v_hat) + 1e-8) + decay * x)`를 "
                "뺀다.",
                en="At the end take `c * (lr * m_hat / (np.sqrt(v_hat) + 1e-8) + decay * x)` off "
                "the point.",
            ),
        ),
        mistakes=(
            Mistake("decay-in-gradient", algorithm(share=no_decay, l2=True)),
            Mistake("sign", algorithm(rate=lambda lr, c: -c * lr)),
            Mistake("changed-in-place", in_place),
            Mistake("betas-swapped", algorithm(betas=(0.999, 0.9))),
            Mistake("bias-step-stuck", algorithm(count=lambda t: 1)),
            Mistake("no-bias-correction", algorithm(count=lambda t: np.inf)),
            Mistake("off-by-one", algorithm(count=lambda t: t + 1)),
            Mistake("epsilon-inside", algorithm(ratio=inside)),
            Mistake("epsilon-beside", algorithm(ratio=beside)),
            Mistake(
                "no-epsilon",
                algorithm(ratio=without),
                Said(
                    ko="ε이 빠졌다. 그라디언트가 한 번도 없었던 가중치에서 0을 0으로 나눈다.",
                    en="ε is missing: a weight that never had a gradient divides 0 by 0.",
                ),
            ),
            Mistake(
                "decay-forgotten",
                algorithm(share=no_decay),
                Said(
                    ko="감쇠가 없는 Adam이다. 괄호 안에 λ′x도 있다.",
                    en="This is Adam without decay. The bracket holds λ′x, too.",
                ),
            ),
            Mistake(
                "unsquared",
                algorithm(squared=np.abs),
                Said(
                    ko="v에 그라디언트의 크기가 들어갔다. v는 그라디언트의 제곱을 평균한 값이다.",
                    en="v takes in the size of the gradient. It is the mean of its square.",
                ),
            ),
            Mistake(
                "rate-in-the-decay",
                algorithm(share=lambda lr, decay, c: c * lr * decay),
                Said(
                    ko="감쇠에 학습률을 곱했다. 프레임워크의 규칙이 그렇다. 논문의 λ′에는 c만 "
                    "곱해진다.",
                    en="The decay is multiplied by the learning rate, as in the frameworks. The "
                    "paper's λ′ meets c alone.",
                ),
            ),
            Mistake(
                "decay-without-schedule",
                algorithm(share=lambda lr, decay, c: decay),
                Said(
                    ko="감쇠에 c가 빠졌다. 스케줄은 걸음과 감쇠를 함께 줄인다.",
                    en="The decay lacks c. The schedule turns down both, the step and the decay.",
                ),
            ),
            Mistake(
                "step-without-schedule",
                algorithm(rate=lambda lr, c: lr),
                Said(
                    ko="Adam의 걸음에 c가 빠졌다. 스케줄은 걸음과 감쇠를 함께 줄인다.",
                    en="Adam's step lacks c. The schedule turns down both, the step and the decay.",
                ),
            ),
            Mistake(
                "no-schedule",
                algorithm(rate=lambda lr, c: lr, share=lambda lr, decay, c: decay),
                Said(
                    ko="c를 쓰지 않았다. 괄호 전체에 c를 곱한다.",
                    en="c is not used. It multiplies the whole bracket.",
                ),
            ),
            Mistake(
                "returns-corrected",
                returns_corrected,
                Said(
                    ko="다음 점은 맞다. 그런데 보정한 m̂과 v̂을 돌려주었다. 다음 스텝에는 보정하지 "
                    "않은 m과 v가 필요하다.",
                    en="The next point is right. But the corrected m̂ and v̂ are returned; the next "
                    "step goes on from m and v themselves.",
                ),
            ),
            Mistake("decays-both-ways", algorithm(l2=True), DECAYS_BOTH_WAYS),
            Mistake(
                "shrinks-afterwards",
                decays_afterwards,
                Said(
                    ko="걸은 뒤의 점을 줄였다. 식의 λ′xₜ에는 걷기 전의 점이 들어간다.",
                    en="The point is shrunk after its step. In the formula, λ′xₜ is taken from "
                    "the point before.",
                ),
            ),
            Mistake(
                "grows",
                algorithm(share=lambda lr, decay, c: -c * decay),
                Said(
                    ko="감쇠의 부호가 뒤집혀서 점이 스텝마다 커진다. λ′x도 빼야 한다.",
                    en="The sign of the decay is flipped, and the point grows at every step. "
                    "Subtract λ′x, too.",
                ),
            ),
        ),
    ),
    Exercise(
        "decoupled-decay-4",
        Function(least_left, starts_to_shrink, names=("w", "lr", "steps")),
        right=Said(
            ko="이제 숫자 신경망의 출발점에 써 보자. 훈련에서는 이보다 조금 더 남는다. L2가 "
            "스텝을 데이터와 나누어 쓰기 때문이다.",
            en="Try it on the start of the digits network. A training leaves a little more: L2 "
            "has to share its steps with the data.",
        ),
        hints=(
            Said(
                ko="`w = [3, -4, 0.5]`, `lr = 0.1`, `steps = 10`으로 셈해 보자. 가중치 0.5는 "
                "어디에서 멈추는가?",
                en="Take `w = [3, -4, 0.5]`, `lr = 0.1` and `steps = 10`. Where does the weight "
                "0.5 come to rest?",
            ),
            Said(
                ko="가중치의 크기는 0 아래로 내려가지 않는다: `np.maximum(..., 0)`.",
                en="The size of a weight does not fall below 0: `np.maximum(..., 0)`.",
            ),
            Said(
                ko="노름은 제곱을 더한 것의 제곱근이다: `np.linalg.norm`.",
                en="A norm is the root of a sum of squares: `np.linalg.norm`.",
            ),
        ),
        mistakes=(
            Mistake(
                "no-floor-and-no-norm",
                summed_without_floor,
                Said(
                    ko="두 군데가 아직 그대로다. 0에 닿은 가중치가 더 줄어들고, 노름 대신 크기를 "
                    "더했다.",
                    en="Both slips are still there: a weight at 0 goes on shrinking, and sizes are "
                    "added where a norm is asked for.",
                ),
            ),
            Mistake(
                "no-floor",
                no_floor,
                Said(
                    ko="노름은 맞다. 그런데 크기가 αT보다 작은 가중치는 음수가 된다. 0에서 멈춰야 "
                    "한다.",
                    en="The norm is right. But a weight smaller than αT becomes negative; it "
                    "should stop at 0.",
                ),
            ),
            Mistake(
                "sum-for-norm",
                summed,
                Said(
                    ko="0에서 멈추는 것은 맞다. 그런데 크기를 더하거나 평균했다. 노름은 제곱을 "
                    "더한 것의 제곱근이다.",
                    en="Stopping at 0 is right. But sizes are added, or averaged; a norm is the "
                    "root of the sum of squares.",
                ),
            ),
            Mistake(
                "norm-shortened",
                norm_shortened,
                Said(
                    ko="노름에서 αT를 한 번 뺐다. 스텝은 가중치마다 α다. 하나씩 줄인 다음에 "
                    "노름을 구한다.",
                    en="αT is taken off the norm, once. Adam's step is α for every weight: shorten "
                    "each of them, then take the norm.",
                ),
            ),
            Mistake(
                "negative-weights-lost",
                signs_kept,
                Said(
                    ko="음수인 가중치를 모두 0으로 만들었다. 부호를 떼고 크기에서 αT를 뺀다.",
                    en="All negative weights became 0. Take αT off the size, without its sign.",
                ),
            ),
            Mistake(
                "no-root",
                lambda w, lr, steps: least_left(w, lr, steps) ** 2,
                Said(
                    ko="제곱의 합끼리 나누었다. 노름의 비에는 제곱근이 있어야 한다.",
                    en="This is the quotient of the sums of squares. Norms have a root.",
                ),
            ),
            Mistake(
                "mean-of-shares",
                mean_of_shares,
                Said(
                    ko="가중치마다 비율을 구해 평균했다. 노름을 먼저 구하고 한 번 나눈다.",
                    en="This is the mean of the weights' own shares. Take the two norms first and "
                    "divide once.",
                ),
            ),
            Mistake(
                "one-step",
                lambda w, lr, steps: least_left(w, lr, 1),
                Said(
                    ko="한 스텝 뒤의 값이다. `steps`가 빠졌다.",
                    en="This is what one step leaves: `steps` is missing.",
                ),
            ),
            Mistake(
                "gone-instead-of-left",
                lambda w, lr, steps: 1 - least_left(w, lr, steps),
                Said(
                    ko="사라진 비율이다. 남은 비율을 물었다.",
                    en="This is the share that is gone. What is left is asked for.",
                ),
            ),
            Mistake(
                "taken-for-decoupled",
                lambda w, lr, steps: (1 - lr) ** steps,
                Said(
                    ko="한 스텝에 α의 비율로 줄인다고 보았다. L2는 Adam을 거치므로 많아야 α라는 "
                    "길이만큼 줄인다.",
                    en="This has a step remove the share α. L2 goes through Adam, which takes off "
                    "a length, α at most.",
                ),
            ),
            Mistake("changed-in-place", shortened_in_place),
        ),
    ),
    Exercise(
        "decoupled-decay-5",
        Number(np.log(10) / (0.01 * COSINE), rtol=0.05),
        right=Said(
            ko="코사인의 평균이 1/2이라서 학습률이 일정할 때의 두 배가 든다. 스케줄을 바꾸면 "
            "프레임워크의 감쇠도 달라진다. `gd.schedules.drop(100)`이라면 얼마일까?",
            en="The cosine is 1/2 on average, so it takes twice the decay of a constant rate. "
            "With the schedule a framework's decay changes, too. What would "
            "`gd.schedules.drop(100)` need?",
        ),
        hints=(
            Said(
                ko="t번째 스텝에 남는 것은 1 − cₜαλ배다. 모두 곱하면 10분의 1이어야 한다.",
                en="Step t keeps 1 − cₜαλ. All these factors together should be a tenth.",
            ),
            Said(
                ko="로그를 취하면 αλ Σcₜ ≈ ln 10이다.",
                en="In logarithms, αλ Σcₜ ≈ ln 10.",
            ),
            Said(
                ko="Σcₜ는 `sum(map(gd.schedules.cosine(400), range(400)))`이고 200쯤이다.",
                en="Σcₜ is `sum(map(gd.schedules.cosine(400), range(400)))`, about 200.",
            ),
        ),
        mistakes=(
            Mistake(
                "schedule-forgotten",
                np.log(10) / 4,
                Said(
                    ko="학습률이 끝까지 0.01이라고 보았다. 코사인으로 내려가면 출발점의 0.32가 "
                    "남는다.",
                    en="This takes the rate for 0.01 to the end. With the cosine it leaves 0.32 of "
                    "the start.",
                ),
            ),
            Mistake(
                "papers-decay",
                np.log(10) / COSINE,
                Said(
                    ko="논문의 λ′이다. 프레임워크는 감쇠에 학습률을 곱하므로 α로 나누어야 한다.",
                    en="This is the paper's λ′. A framework multiplies the decay by the rate, so "
                    "divide by α.",
                ),
            ),
            Mistake(
                "papers-decay-without-schedule",
                np.log(10) / 400,
                Said(
                    ko="논문의 λ′이고, 스케줄도 빠졌다. 프레임워크의 감쇠에는 cₜα가 곱해진다.",
                    en="This is the paper's λ′, and without the schedule. In a framework the decay "
                    "is multiplied by cₜα.",
                ),
            ),
            Mistake(
                "not-divided",
                np.log(10),
                Said(
                    ko="ln 10은 αλ Σcₜ의 값이다. λ를 얻으려면 α Σcₜ로 나눈다.",
                    en="ln 10 is αλ Σcₜ. Divide by α Σcₜ to get λ.",
                ),
            ),
            Mistake(
                "schedule-the-wrong-way",
                np.log(10) / 8,
                Said(
                    ko="스케줄을 거꾸로 셈했다. 학습률이 평균해서 절반이면 감쇠는 두 배여야 한다.",
                    en="The schedule went the wrong way: half the rate on average takes twice the "
                    "decay.",
                ),
            ),
            Mistake(
                "shrinks-evenly",
                0.9 / (0.01 * COSINE),
                Said(
                    ko="0.9를 스텝에 나누어 덜어 낸다고 셈했다. 감쇠는 더해지지 않고 곱해진다: "
                    "0.9 대신 ln 10.",
                    en="This takes 0.9 off in equal parts. Decay multiplies, it does not add: ln "
                    "10 in the place of 0.9.",
                ),
            ),
            Mistake(
                "logarithm-to-ten",
                1 / (0.01 * COSINE),
                Said(
                    ko="밑이 10인 로그를 썼거나 1/e까지만 줄였다. 10분의 1이 남으려면 ln 10 = "
                    "2.30이 든다.",
                    en="The logarithm is to base 10, or 1/e is left. For a tenth it takes ln 10 = "
                    "2.30.",
                ),
            ),
            Mistake(
                "a-tenth-forgotten",
                -np.log(0.9) / (0.01 * COSINE),
                Said(
                    ko="10분의 1을 잊고 10분의 9가 남는 감쇠다. 10분의 1이 남아야 한다.",
                    en="This forgets a tenth and leaves nine. A tenth should be left.",
                ),
            ),
        ),
    ),
    Exercise(
        "decoupled-decay-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="λ′σ/α = λ에서 두 감쇠가 같으면 α = σ다. 시험 오류율만으로 그라디언트의 크기를 잰 "
            "셈이다. 풀이에서는 그라디언트를 직접 재어 견준다.",
            en="λ′σ/α = λ, and with equal decays α = σ: test errors alone have measured the size "
            "of a gradient. The solution measures the gradients themselves and compares.",
        ),
        hints=(
            Said(
                ko="두 선이 만나는 곳에서는 같은 수의 감쇠가 똑같이 붙든다. λ′과 λ의 관계식을 "
                "떠올려 보자.",
                en="Where the lines cross, both rules hold equally well with one number. Recall "
                "how λ′ and λ are related.",
            ),
            Said(
                ko="세기 λ′σ/α가 λ와 같을 때 두 규칙이 똑같이 붙든다. λ′ = λ를 넣어 보자.",
                en="The two hold equally well where the strength λ′σ/α is λ. Put λ′ = λ into it.",
            ),
        ),
        mistakes=(
            Mistake(
                "best-rate",
                "a",
                Said(
                    ko="그림에는 학습률마다 가장 좋은 감쇠만 있다. 그때 오류율이 얼마인지는 나와 "
                    "있지 않다.",
                    en="The figure shows the best decay of each rate. It does not show the error "
                    "that is reached with it.",
                ),
            ),
            Mistake(
                "divergence",
                "c",
                Said(
                    ko="1 − λ′의 크기는 1보다 작으므로 이 감쇠로는 발산하지 않는다. 오른쪽 점들도 "
                    "기울기 1인 선 위에 있다.",
                    en="1 − λ′ is below 1 in size, so no such decay diverges, and the points on "
                    "the right stay on the line of slope 1.",
                ),
            ),
            Mistake(
                "reach-of-l2",
                "d",
                Said(
                    ko="그 한계는 열 배 큰 출발점을 250 스텝 안에 지울 때의 이야기다. 여기서는 "
                    "출발점이 보통 크기이고, 0.0032에서도 L2가 듣는다.",
                    en="That limit was for wiping out a large start within 250 steps. This start "
                    "is of its usual size, and L2 acts at 0.0032, too.",
                ),
            ),
        ),
    ),
)
