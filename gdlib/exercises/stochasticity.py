"""The exercises of the chapter on stochasticity."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.exercises.slopes import bowl, valley_of

__all__ = ["EXERCISES"]

NOISY = ("grad", "x", "lr", "sigma", "steps", "seed")
AVERAGED = ("grad", "x", "lr", "steps", "skip")

QUARTER = 0.1 / (2 * 1.8) / 4  # of the floor that the rate 0.1 has on x²
LR = 4 * QUARTER / (1 + 4 * QUARTER)
LR_OF_CURVATURE_ONE = 2 * QUARTER / (1 + QUARTER)
RESTS = np.sqrt(0.1 / (0.01 * (2 - 0.1 * 0.01)))


def until_hundredth(factor):
    """Steps, not rounded, until a distance that shrinks by ``factor`` is a hundredth."""
    return np.log(0.01) / np.log(factor)


def whole(steps):
    return float(np.ceil(steps))


def fresh(rng, x):
    return rng.standard_normal(x.shape)


def one_number(rng, x):
    return rng.standard_normal()


def outside_the_rate(grad, x, lr, noise):
    return lr * grad(x) + noise


def noisy(
    moved=lambda grad, x, lr, noise: lr * (grad(x) + noise),
    draw=fresh,
    generator=lambda seed, t, rng: rng,
    first=np.random.default_rng,
    begin=0,
    spread=lambda sigma: sigma,
):
    """A noisy descent, with slips where a part is exchanged for another."""

    def descent(grad, x, lr, sigma, steps, seed):
        rng = first(seed)
        for t in range(begin, steps):
            rng = generator(seed, t, rng)
            x = x - moved(grad, x, lr, spread(sigma) * draw(rng, x))
        return x

    return descent


def seeded_again(seed, t, rng):
    return np.random.default_rng(seed)


def noisy_in_place(grad, x, lr, sigma, steps, seed):
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        x -= lr * (grad(x) + sigma * rng.standard_normal(x.shape))
    return x


def noisy_descents(rng):
    """Two coordinates, one step, none, no noise, one coordinate, integers, any."""

    start = np.array([1.0, -2.0])
    yield bowl, start, 0.1, 0.5, 3, 0
    yield bowl, start, 0.1, 2.0, 1, 1
    yield bowl, start, 0.1, 0.5, 0, 2
    yield bowl, start, 0.2, 0.0, 4, 3
    yield bowl, np.array([3.0]), 0.3, 1.5, 5, 4
    yield bowl, np.array([3, -5]), 0.1, 0.5, 2, 5
    for n in (3, 6):
        valley = valley_of(rng.uniform(0.5, 2.0, n))
        seed = int(rng.integers(1000))
        yield valley, rng.normal(size=n), rng.uniform(0.2, 0.5), rng.uniform(0.5, 2.0), 6, seed


def mean_of_kept(points, skip):
    return sum(points[skip + 1 :]) / len(points[skip + 1 :])


def running_mean(points, skip, weight, first=0.0):
    """The mean that moves by ``weight(k)`` of the way to the k-th of the points it keeps."""
    average = first
    for k, point in enumerate(points[skip + 1 :], 1):
        average = average + weight(k) * (point - average)
    return average


def one_more(k):
    return 1 / (k + 1)


def always_half(k):
    return 0.5


def half_after_the_first(k):
    return 1.0 if k == 1 else 0.5


def averaged(take=mean_of_kept, begin=0, uphill=False, integers=False):
    """A descent that returns what ``take`` makes of its points, of which the first is the start."""

    def descent(grad, x, lr, steps, skip):
        points = [np.array(x, None if integers else float)]
        for _ in range(begin, steps):
            x = points[-1]
            new = x + lr * grad(x) if uphill else x - lr * grad(x)
            points.append(new.astype(x.dtype))
        return take(points, skip)

    return descent


def goes_on_from_the_average(grad, x, lr, steps, skip):
    average, kept = 0.0, 0
    for t in range(1, steps + 1):
        x = x - lr * grad(x)
        if t > skip:
            kept += 1
            average = average + (x - average) / kept
            x = average
    return average


def averaged_in_place(grad, x, lr, steps, skip):
    total = np.zeros(len(x))
    for t in range(1, steps + 1):
        x -= lr * grad(x)
        total += x if t > skip else 0
    return total / (steps - skip)


def descents_to_average(rng):
    """A few points skipped, none, a start of integers, one coordinate, any."""

    start = np.array([1.0, -2.0])
    yield bowl, start, 0.1, 5, 2
    yield bowl, start, 0.1, 4, 0
    yield bowl, np.array([3, -5]), 0.2, 5, 1
    yield bowl, np.array([2.0]), 0.3, 6, 4
    for n in (2, 5):
        curvatures, centre = rng.uniform(0.5, 2.0, n), rng.normal(size=n)
        yield valley_of(curvatures, centre), rng.normal(size=n), rng.uniform(0.2, 0.5), 9, 3


def expected_loss(setting):
    """The mean loss over all noise after 1,000 steps on ``ravine(20)`` with the rate falling."""
    lr, half = np.array(setting)
    curvatures, square = np.array([0.2, 4.0]), np.array([25.0, 4.0])
    for t in range(1000):
        rate = lr / (1 + t / half)
        square = (1 - rate * curvatures) ** 2 * square + rate**2
    loss = curvatures @ square / 2
    return loss if loss < 10.5 else np.inf  # 10.5 at the start


HALFWAY = Said(
    ko="지금까지의 평균과 새 점을 반반으로 섞었다. 그러면 늦게 온 점일수록 크게 반영된다. k번째 "
    "점의 몫은 1/k이다.",
    en="The mean so far and the new point are mixed half and half, so that late points count for "
    "more. The k-th point has the share 1/k.",
)

EXERCISES = (
    Exercise(
        "stochasticity-1",
        Array(
            (LR, whole(until_hundredth(1 - 2 * LR)), 4.0, 4 * whole(until_hundredth(0.8))),
            names=("lr", "examples_lr", "B", "examples_B"),
        ),
        right=Said(
            ko="예제 수로는 83 대 84로 거의 같고, 스텝 수로는 83 대 21로 배치를 키운 쪽이 네 배쯤 "
            "빠르다. 배치를 36으로 키우고 학습률을 1/2로 하면 어떻게 될까?",
            en="Counted in examples it is 83 against 84, in steps 83 against 21: the batch is four "
            "times as fast. What would a batch of 36 do with the rate 1/2?",
        ),
        hints=(
            Said(
                ko="바닥 0.02778의 4분의 1은 0.006944다. V = ασ²/(l(2 − αl))에 l = 2와 V를 넣고 "
                "α에 대해 푼다.",
                en="A quarter of 0.02778 is 0.006944. Put l = 2 and this V into V = ασ²/(l(2 − "
                "αl)) and solve for α.",
            ),
            Said(
                ko="α = 2lV/(σ² + l²V)이다. 배치 B에서는 σ²이 1/B이 된다.",
                en="α = 2lV/(σ² + l²V). With a batch of B, σ² is 1/B.",
            ),
            Said(
                ko="평균은 스텝마다 1 − 2α배가 된다. (1 − 2α)ᵗ ≤ 0.01인 첫 정수 t를 찾고 배치 "
                "크기를 곱한다.",
                en="The mean shrinks by 1 − 2α a step. Find the first whole t with (1 − 2α)ᵗ ≤ "
                "0.01 and multiply it by the batch size.",
            ),
        ),
        mistakes=(
            Mistake(
                "quarter-of-the-rate",
                (0.025, whole(until_hundredth(0.95)), 4.0, 84.0),
                Said(
                    ko="학습률을 4분의 1로 줄이면 바닥은 0.00641로 4분의 1보다 더 낮아진다. 분모 2 "
                    "− αl도 함께 달라지기 때문이다.",
                    en="A quarter of the rate has the floor 0.00641, which is less than a quarter: "
                    "the denominator 2 − αl changes as well.",
                ),
            ),
            Mistake(
                "steps-for-examples",
                (LR, 83.0, 4.0, 21.0),
                Said(
                    ko="21은 스텝 수다. 한 스텝에 예제를 네 개 쓴다.",
                    en="21 is the number of steps. Each of them uses four examples.",
                ),
            ),
            Mistake(
                "root-of-the-batch",
                (LR, 83.0, 16.0, 16 * 21.0),
                Said(
                    ko="1/√B로 줄어드는 것은 노이즈의 표준편차다. 바닥은 분산이므로 1/B로 "
                    "낮아진다.",
                    en="It is the standard deviation of the noise that falls as 1/√B. The floor is "
                    "a variance and falls as 1/B.",
                ),
            ),
            Mistake(
                "curvature-left-out-of-the-steps",
                (LR, whole(until_hundredth(1 - LR)), 4.0, 4 * whole(until_hundredth(0.9))),
                Said(
                    ko="학습률과 배치 크기는 맞다. 평균은 스텝마다 1 − α가 아니라 1 − αl배가 되고, "
                    "x²에서는 l = 2다.",
                    en="Rate and batch size are right. The mean shrinks by 1 − αl a step, not by 1 "
                    "− α, and on x² the curvature is l = 2.",
                ),
            ),
            Mistake(
                "curvature-of-one",
                (
                    LR_OF_CURVATURE_ONE,
                    whole(until_hundredth(1 - LR_OF_CURVATURE_ONE)),
                    4.0,
                    4 * whole(until_hundredth(0.9)),
                ),
                Said(
                    ko="l을 1로 놓았다. x²을 두 번 미분하면 2다.",
                    en="This takes l for 1. Differentiated twice, x² gives 2.",
                ),
            ),
            Mistake(
                "not-a-whole-step",
                (LR, until_hundredth(1 - 2 * LR), 4.0, 4 * until_hundredth(0.8)),
                Said(
                    ko="스텝 수는 정수다. 100분의 1에 처음 닿는 스텝까지 올림한 다음 예제 수를 "
                    "센다.",
                    en="Steps are whole. Round them up to the first that reaches a hundredth, and "
                    "count the examples after that.",
                ),
            ),
            Mistake(
                "rounded-down",
                (LR, 82.0, 4.0, 80.0),
                Said(
                    ko="내림했다. 82 스텝과 20 스텝 뒤에는 아직 100분의 1보다 크다.",
                    en="Rounded down. After 82 and after 20 steps it is still more than a "
                    "hundredth.",
                ),
            ),
            Mistake(
                "rounded-after-the-batch",
                (LR, 83.0, 4.0, 83.0),
                Said(
                    ko="배치를 곱하고 나서 올림했다. 스텝을 21로 올림한 다음 4를 곱해야 한다.",
                    en="Rounded up after multiplying by the batch. Round the steps up to 21 first, "
                    "then multiply by 4.",
                ),
            ),
            Mistake(
                "variance-shrinks",
                (
                    LR,
                    whole(until_hundredth((1 - 2 * LR) ** 2)),
                    4.0,
                    4 * whole(until_hundredth(0.8**2)),
                ),
                Said(
                    ko="(1 − αl)²은 분산에 곱해지는 배수다. 평균에는 1 − αl이 곱해진다.",
                    en="(1 − αl)² is the factor of the variance. The mean has the factor 1 − αl.",
                ),
            ),
        ),
    ),
    Exercise(
        "stochasticity-2",
        Array((2.0, 1600.0, RESTS), names=("spread", "steps", "decayed")),
        right=Said(
            ko="곡률이 없으면 바닥도 없어 √t로 끝없이 퍼진다. 가중치 감쇠 λ는 곡률 λ와 같은 일을 "
            "한다. λ를 4분의 1로 줄이면 얼마에서 멈출까?",
            en="Without curvature there is no floor: the spread grows as √t for ever. Weight decay "
            "of λ acts as a curvature of λ. Where does it come to rest with a quarter of this λ?",
        ),
        hints=(
            Said(
                ko="점화식에 l = 0을 넣자. 잃는 것이 없을 때 t 스텝 뒤의 분산은 얼마인가?",
                en="Put l = 0 into the recursion. If nothing is lost, what is the variance after t "
                "steps?",
            ),
            Said(
                ko="V = α²σ²t이고 표준편차는 ασ√t다. 두 배가 되려면 t는 몇 배여야 하는가?",
                en="V = α²σ²t, so the standard deviation is ασ√t. How many times t doubles it?",
            ),
            Said(
                ko="감쇠가 있으면 x ← (1 − αλ)x − αξ다. 바닥의 식에서 l 자리에 λ를 넣는다.",
                en="With decay, x ← (1 − αλ)x − αξ. Put λ for l into the formula of the floor.",
            ),
        ),
        mistakes=(
            Mistake(
                "variance-for-spread",
                (4.0, 800.0, RESTS**2),
                Said(
                    ko="분산을 답했다. 표준편차는 그 제곱근이고, 두 배로 커지려면 분산이 네 배여야 "
                    "한다.",
                    en="These are variances. The standard deviation is the root, and for it to "
                    "double the variance must grow fourfold.",
                ),
            ),
            Mistake(
                "variance-doubled",
                (2.0, 800.0, RESTS),
                Said(
                    ko="800 스텝이면 분산이 두 배다. 표준편차가 두 배가 되려면 분산이 네 배여야 "
                    "한다.",
                    en="After 800 steps the variance has doubled. A doubled standard deviation is "
                    "four times the variance.",
                ),
            ),
            Mistake(
                "counted-from-400",
                (2.0, 1200.0, RESTS),
                Said(
                    ko="400 스텝에서 1,200 스텝을 더 가야 한다는 말은 맞다. 여기서는 출발한 뒤로 "
                    "모두 몇 스텝인지 센다.",
                    en="It does take 1,200 steps more than the 400. Count them all, from the "
                    "start.",
                ),
            ),
            Mistake(
                "noise-all-one-way",
                (40.0, 800.0, RESTS),
                Said(
                    ko="걸음의 크기 0.1을 그대로 400번 더했다. 노이즈는 방향이 제각각이어서 서로 "
                    "지워진다. 더해지는 것은 분산이다.",
                    en="This adds 400 steps of 0.1 as if all went one way. Noise cancels; it is "
                    "the variances that add.",
                ),
            ),
            Mistake(
                "rate-not-squared",
                (np.sqrt(40), 1600.0, RESTS),
                Said(
                    ko="분산에 α를 곱했다. 노이즈에 α를 곱하면 분산에는 α²이 곱해진다.",
                    en="The variance is multiplied by α. Noise times α has a variance times α².",
                ),
            ),
            Mistake(
                "rate-left-out",
                (20.0, 1600.0, RESTS),
                Said(
                    ko="노이즈를 그대로 더했다. 점은 노이즈에 학습률을 곱한 만큼 움직인다.",
                    en="This adds the noise itself. The point moves by the rate times the noise.",
                ),
            ),
            Mistake(
                "decay-without-rate",
                (2.0, 1600.0, 0.1 / np.sqrt(1 - 0.99**2)),
                Said(
                    ko="앞의 둘은 맞다. 여기서 감쇠는 스텝마다 1 − λ가 아니라 1 − αλ를 곱한다.",
                    en="The first two are right. Here the decay multiplies by 1 − αλ a step, not "
                    "by 1 − λ.",
                ),
            ),
            Mistake(
                "decayed-to-zero",
                (2.0, 1600.0, 0.0),
                Said(
                    ko="앞의 둘은 맞다. 감쇠는 평균을 0으로 보내지만 노이즈는 스텝마다 새로 "
                    "더해진다. 잃는 만큼 더해질 때 멈춘다.",
                    en="The first two are right. Decay takes the mean to 0, but noise comes in at "
                    "every step: it rests where what is lost equals what is added.",
                ),
            ),
            Mistake(
                "variance-at-rest",
                (2.0, 1600.0, RESTS**2),
                Said(
                    ko="앞의 둘은 맞다. 마지막은 분산이므로 제곱근을 씌우자.",
                    en="The first two are right. The last is a variance: take its root.",
                ),
            ),
        ),
    ),
    Exercise(
        "stochasticity-3",
        Function(noisy(), noisy_descents, names=NOISY),
        right=Said(
            ko="이제 `gd.descend`와 똑같은 점에 닿는다. 스텝마다, 좌표마다 노이즈가 다른데도 "
            "시드가 같으면 같은 경로가 되풀이된다.",
            en="It lands where `gd.descend` lands: every step and every coordinate has noise of "
            "its own, and still the same seed repeats the same path.",
        ),
        hints=(
            Said(
                ko="반복문 안에서 만든 생성기의 첫 수를 두 번 출력해 보자. 스텝마다 다른가?",
                en="Print the first number of the generator that is made inside the loop, twice. "
                "Does it differ from step to step?",
            ),
            Said(
                ko="`x`의 좌표가 둘이면 노이즈는 몇 개 있어야 하는가? 그리고 노이즈가 섞이는 것은 "
                "점인가, 그라디언트인가?",
                en="How many random numbers does an `x` of two coordinates need? And is the noise "
                "in the point, or in the gradient?",
            ),
            Said(
                ko="생성기는 반복문 앞에서 한 번 만든다. 걸음은 `lr * (grad(x) + sigma * "
                "rng.standard_normal(x.shape))`이다.",
                en="Make the generator once, before the loop. The step is `lr * (grad(x) + sigma * "
                "rng.standard_normal(x.shape))`.",
            ),
        ),
        mistakes=(
            Mistake(
                "seeded-at-every-step",
                noisy(generator=seeded_again),
                Said(
                    ko="스텝마다 같은 노이즈다. 생성기를 다시 만들면 수열이 처음부터 시작하고, 한 "
                    "번 뽑은 수를 계속 써도 마찬가지다. 그런 노이즈는 점을 늘 한쪽으로 민다.",
                    en="Every step has the same noise: a generator made anew begins its sequence "
                    "again, and numbers drawn only once do not change either. Such noise pushes "
                    "one way for ever.",
                ),
            ),
            Mistake(
                "noise-outside-the-rate",
                noisy(outside_the_rate),
                Said(
                    ko="노이즈에 학습률이 곱해지지 않았다. 노이즈는 그라디언트에 섞여 있으므로 "
                    "괄호로 함께 묶는다.",
                    en="The noise is not multiplied by the rate. It is part of the gradient: put "
                    "both into brackets.",
                ),
            ),
            Mistake(
                "noise-in-the-point",
                noisy(lambda grad, x, lr, noise: lr * grad(x) - noise),
                Said(
                    ko="노이즈를 점에 바로 더해서 학습률이 곱해지지 않았다. 노이즈는 그라디언트에 "
                    "섞여 있으므로 괄호로 함께 묶는다.",
                    en="The noise is added to the point, where the rate does not multiply it. It "
                    "is part of the gradient: put both into brackets.",
                ),
            ),
            Mistake(
                "spread-left-out",
                noisy(spread=lambda sigma: 1.0),
                Said(
                    ko="`sigma`를 곱하지 않았다. 노이즈의 표준편차가 늘 1이다.",
                    en="`sigma` is left out: the noise always has the standard deviation 1.",
                ),
            ),
            Mistake(
                "one-number-for-all-coordinates",
                noisy(draw=one_number),
                Said(
                    ko="모든 좌표에 같은 수를 더했다. `standard_normal()`은 수를 하나만 뽑는다. "
                    "`x.shape`을 넘기자.",
                    en="All coordinates get the same number: `standard_normal()` draws only one. "
                    "Hand it `x.shape`.",
                ),
            ),
            Mistake(
                "seeded-and-outside",
                noisy(outside_the_rate, generator=seeded_again),
                Said(
                    ko="좌표는 이제 따로 흔들린다. 두 군데가 남았다: 스텝마다 같은 노이즈이고, 그 "
                    "노이즈에 학습률이 곱해지지 않았다.",
                    en="The coordinates have noise of their own now. Two slips remain: the noise "
                    "is the same at every step, and it is not multiplied by the rate.",
                ),
            ),
            Mistake(
                "seeded-and-one-number",
                noisy(draw=one_number, generator=seeded_again),
                Said(
                    ko="학습률은 이제 맞다. 두 군데가 남았다: 스텝마다 같은 노이즈이고, 좌표끼리도 "
                    "같은 노이즈다.",
                    en="The rate is right now. Two slips remain: the noise is the same at every "
                    "step, and the same for all coordinates.",
                ),
            ),
            Mistake(
                "outside-and-one-number",
                noisy(outside_the_rate, draw=one_number),
                Said(
                    ko="노이즈가 이제 스텝마다 다르다. 두 군데가 남았다: 노이즈에 학습률이 "
                    "곱해지지 않았고, 모든 좌표에 같은 수를 더한다.",
                    en="The noise differs from step to step now. Two slips remain: it is not "
                    "multiplied by the rate, and all coordinates get the same number.",
                ),
            ),
            Mistake(
                "as-printed",
                noisy(outside_the_rate, draw=one_number, generator=seeded_again),
                Said(
                    ko="세 군데가 모두 그대로다. 노이즈가 스텝마다 다른지, 좌표마다 다른지, 어디에 "
                    "더해지는지 차례로 보자.",
                    en="All three slips are still in it. Look whether the noise differs from step "
                    "to step, whether from coordinate to coordinate, and what it is added to.",
                ),
            ),
            Mistake(
                "seed-for-each-step",
                noisy(generator=lambda seed, t, rng: np.random.default_rng(seed + t)),
                Said(
                    ko="스텝마다 시드를 바꿔 생성기를 새로 만들었다. 노이즈는 달라지지만, 시드가 "
                    "1만큼 다른 두 실행이 거의 같은 노이즈를 쓰게 된다. 생성기 하나에서 계속 뽑자.",
                    en="A generator with another seed is made at every step. The noise differs, "
                    "but two runs whose seeds differ by 1 share nearly all of it. Go on drawing "
                    "from one generator.",
                ),
            ),
            Mistake(
                "legacy-generator",
                noisy(first=np.random.RandomState),
                Said(
                    ko="옛 생성기 `np.random.seed`나 `RandomState`를 썼다. 같은 시드라도 수열이 "
                    "다르고, `np.random.seed`는 프로그램 전체의 상태를 바꾼다. "
                    "`default_rng(seed)`를 쓰자.",
                    en="This uses the old generator, `np.random.seed` or `RandomState`. Its "
                    "sequence is another one, and `np.random.seed` changes the state of the whole "
                    "program. Use `default_rng(seed)`.",
                ),
            ),
            Mistake(
                "variance-for-spread",
                noisy(spread=lambda sigma: sigma**2),
                Said(
                    ko="분산 σ²을 곱했다. 정규분포를 따르는 수에 곱하는 것은 표준편차 σ다.",
                    en="Multiplied by the variance σ². What multiplies a standard normal number is "
                    "the standard deviation σ.",
                ),
            ),
            Mistake(
                "uniform-noise",
                noisy(draw=lambda rng, x: rng.random(x.shape)),
                Said(
                    ko="`rng.random`은 0과 1 사이에서 고르게 뽑으므로 평균이 0이 아니라 1/2이다. "
                    "`rng.standard_normal`을 쓰자.",
                    en="`rng.random` draws evenly between 0 and 1, so its mean is 1/2 instead of "
                    "0. Use `rng.standard_normal`.",
                ),
            ),
            Mistake(
                "noise-subtracted",
                noisy(lambda grad, x, lr, noise: lr * (grad(x) - noise)),
                Said(
                    ko="노이즈를 그라디언트에서 뺐다. 흔들리는 정도는 같지만 다른 경로가 된다. "
                    "여기서는 더한다.",
                    en="The noise is subtracted from the gradient. It shakes as much, along "
                    "another path. Here it is added.",
                ),
            ),
            Mistake(
                "gradient-at-another-point",
                noisy(lambda grad, x, lr, noise: lr * grad(x + noise)),
                Said(
                    ko="노이즈를 점에 더하고 거기서 그라디언트를 구했다. 그라디언트는 `x`에서 "
                    "구하고, 노이즈는 그 값에 더한다.",
                    en="The noise is added to the point at which the gradient is taken. Take the "
                    "gradient at `x` and add the noise to it.",
                ),
            ),
            Mistake("sign", noisy(lambda grad, x, lr, noise: -lr * (grad(x) + noise))),
            Mistake("off-by-one", noisy(begin=1)),
            Mistake("changed-in-place", noisy_in_place),
        ),
    ),
    Exercise(
        "stochasticity-4",
        Function(averaged(), descents_to_average, names=AVERAGED),
        right=Said(
            ko="출발점과 앞의 `skip`개는 빠지고 나머지는 똑같이 반영된다. 점을 모아 두지 않아도 "
            "된다: k번째 점마다 `average += (x - average) / k`를 하면 같은 평균이다.",
            en="The start and the first `skip` points are left out, all others count the same. "
            "They need not be stored: `average += (x - average) / k` at the k-th of them gives the "
            "same mean.",
        ),
        hints=(
            Said(
                ko="`steps = 3`, `skip = 1`이면 어느 점들을 평균하는가? 손으로 적어 보자.",
                en="With `steps = 3` and `skip = 1`, which points are averaged? Write them down.",
            ),
            Said(
                ko="x₂와 x₃, 두 개다. x₁은 건너뛰고 x₀는 처음부터 세지 않는다.",
                en="x₂ and x₃, two of them. x₁ is skipped, and x₀ does not count in any case.",
            ),
            Said(
                ko="걸은 다음 `t > skip`이면 점을 더하고(`t`는 1부터), 끝에서 `steps - skip`으로 "
                "나눈다.",
                en="After each step add the point if `t > skip`, with `t` from 1, and divide by "
                "`steps - skip` at the end.",
            ),
        ),
        mistakes=(
            Mistake(
                "start-included",
                averaged(lambda points, skip: sum(points[skip:]) / len(points[skip:])),
                Said(
                    ko="점이 하나 더 들어갔다. `skip = 0`이면 출발점까지 평균한다. 출발점은 걸어서 "
                    "닿은 점이 아니다.",
                    en="There is one point too many: with `skip = 0` the start is averaged as "
                    "well. No step led to it.",
                ),
            ),
            Mistake(
                "before-the-step",
                averaged(lambda points, skip: sum(points[skip:-1]) / len(points[skip:-1])),
                Said(
                    ko="걷기 전의 점을 더했다. 그러면 하나 앞의 점이 들어가고 마지막 점이 빠진다. "
                    "먼저 걷고 나서 더하자.",
                    en="The point from before the step is added, so an earlier one comes in and "
                    "the last is lost. Step first, then add.",
                ),
            ),
            Mistake(
                "skips-one-more",
                averaged(lambda points, skip: mean_of_kept(points, skip + 1)),
                Said(
                    ko="점을 `skip + 1`개 건너뛰었다. `skip + 1`번째 스텝 뒤의 점은 이미 평균에 "
                    "들어간다.",
                    en="`skip + 1` points are left out. The point after step `skip + 1` belongs to "
                    "the mean.",
                ),
            ),
            Mistake(
                "mean-and-sum",
                averaged(lambda points, skip: sum(points[skip + 1 :])),
                Said(
                    ko="합이다. 더한 점의 수 `steps - skip`으로 나누어야 평균이다.",
                    en="This is the sum. Divide by the number of points in it, `steps - skip`.",
                ),
            ),
            Mistake(
                "divided-by-all-steps",
                averaged(lambda points, skip: sum(points[skip + 1 :]) / (len(points) - 1)),
                Said(
                    ko="`steps`로 나누었다. 더한 점은 `steps - skip`개뿐이므로 평균이 0 쪽으로 "
                    "끌린다.",
                    en="Divided by `steps`. Only `steps - skip` points were added, so the mean is "
                    "pulled towards 0.",
                ),
            ),
            Mistake(
                "zero-counted",
                averaged(lambda points, skip: running_mean(points, skip, one_more)),
                Said(
                    ko="점의 수보다 하나 큰 수로 나누었다. 평균을 시작한 0까지 점 하나로 센 "
                    "셈이다.",
                    en="Divided by one more than the number of points, as if the 0 that the mean "
                    "started from were one of them.",
                ),
            ),
            Mistake(
                "halfway",
                averaged(lambda points, skip: running_mean(points, skip, half_after_the_first)),
                HALFWAY,
            ),
            Mistake(
                "halfway-from-the-start",
                averaged(lambda points, skip: running_mean(points, skip, always_half, points[0])),
                HALFWAY,
            ),
            Mistake(
                "start-counted",
                averaged(lambda points, skip: running_mean(points, skip, one_more, points[0])),
                Said(
                    ko="평균을 출발점에서 시작해 출발점도 점 하나로 세었다. 평균에 처음 들어갈 "
                    "것은 `skip + 1`번째 스텝 뒤의 점이다.",
                    en="The average begins at the start and counts it as one of the points. The "
                    "first that belongs to it is the point after step `skip + 1`.",
                ),
            ),
            Mistake(
                "start-in-the-sum",
                averaged(lambda points, skip: sum(points[skip:]) / (len(points) - 1 - skip)),
                Said(
                    ko="나누는 수 `steps - skip`은 맞지만 합에 점이 하나 더 들어갔다. `skip = "
                    "0`이면 출발점까지 더한다.",
                    en="`steps - skip` is the right divisor, but there is one point too many in "
                    "the sum: with `skip = 0` it is the start.",
                ),
            ),
            Mistake(
                "one-missing-in-the-sum",
                averaged(lambda points, skip: sum(points[skip + 2 :]) / (len(points) - 1 - skip)),
                Said(
                    ko="나누는 수 `steps - skip`은 맞지만 합에서 점이 하나 빠졌다. `t`를 0부터 "
                    "세면 `t >= skip`인 스텝부터 더해야 한다.",
                    en="`steps - skip` is the right divisor, but one point is missing in the sum. "
                    "With `t` from 0 the points count from `t >= skip` on.",
                ),
            ),
            Mistake(
                "last-points-kept",
                averaged(lambda points, skip: sum(points[1:][-skip:]) / len(points[1:][-skip:])),
                Said(
                    ko="마지막 `skip`개를 평균했다. `skip`은 남길 점이 아니라 뺄 점의 수다.",
                    en="The last `skip` points are averaged. `skip` is how many are left out, not "
                    "how many are kept.",
                ),
            ),
            Mistake(
                "last-point",
                averaged(lambda points, skip: points[-1]),
                Said(
                    ko="마지막 점이다. 리스트에 모았는데 이렇게 된다면, 같은 배열을 그 자리에서 "
                    "바꾸면서 여러 번 담았을 것이다.",
                    en="This is the last point. If the points were collected in a list, it holds "
                    "one array many times, changed in place.",
                ),
            ),
            Mistake(
                "all-points",
                averaged(lambda points, skip: mean_of_kept(points, 0)),
                Said(
                    ko="`skip`을 쓰지 않았다. 앞의 `skip`개는 평균에서 빼야 한다.",
                    en="`skip` is not used. The first `skip` points are to be left out.",
                ),
            ),
            Mistake(
                "all-points-and-start",
                averaged(lambda points, skip: sum(points) / len(points)),
                Said(
                    ko="출발점까지 모두 평균했다. 출발점과 앞의 `skip`개는 빼야 한다.",
                    en="All points are averaged, the start as well. Leave out the start and the "
                    "first `skip` points.",
                ),
            ),
            Mistake(
                "goes-on-from-the-average",
                goes_on_from_the_average,
                Said(
                    ko="평균한 점에서 다시 걸었다. 하강은 평균과 상관없이 제 길을 가고, 평균은 "
                    "곁에서 구하기만 한다.",
                    en="The descent goes on from the average. It should walk as if there were no "
                    "average, which only looks on.",
                ),
            ),
            Mistake("off-by-one", averaged(begin=1)),
            Mistake("sign", averaged(uphill=True)),
            Mistake("truncated", averaged(integers=True)),
            Mistake("changed-in-place", averaged_in_place),
        ),
    ),
    Exercise(
        "stochasticity-5",
        Setting(
            ("lr", "half"),
            expected_loss,
            goal=0.006,
            missed=Said(
                ko="1,000 스텝 뒤의 평균 손실이 {value}이다. 0.006보다 작아야 한다. 출발점이 아직 "
                "남아 있는지, 노이즈가 남아 있는지 따져 보자.",
                en="The mean loss after 1,000 steps is {value}; it must be below 0.006. Find out "
                "whether it is the start that is left in it, or the noise.",
            ),
            diverged=Said(
                ko="발산한다. 두 수는 양수여야 하고, 학습률이 2/L = 0.5보다 큰 동안에는 가파른 "
                "방향이 스텝마다 커진다.",
                en="It diverges. Both numbers must be positive, and as long as the rate is above "
                "2/L = 0.5 the steep direction grows at every step.",
            ),
        ),
        right=Said(
            ko="두 수의 곱은 완만한 방향이 정한다. 1/(2μ) = 2.5보다 작으면 노이즈도 1/t로 줄지 "
            "못한다. 첫 학습률이 2/L = 0.5보다 크면 가파른 방향이 처음에 튄다. κ = 50이면 어떤 "
            "곱이 필요할까?",
            en="The flat direction asks for the product: below 1/(2μ) = 2.5 not even the noise "
            "falls as 1/t. And a first rate above 2/L = 0.5 lets the steep direction grow at "
            "first. Which product does κ = 50 need?",
        ),
        hints=(
            Said(
                ko="t가 크면 학습률은 lr · half / t에 가깝다. 곡률이 l인 방향에서 거리는 t의 "
                "거듭제곱으로 줄고, 그 지수가 −l · lr · half다.",
                en="For large t the rate is close to lr · half / t, and along a curvature l the "
                "distance shrinks as t to the power −l · lr · half.",
            ),
            Said(
                ko="완만한 방향 l = 0.2에서 그 지수가 −1쯤 되려면 곱 lr · half가 얼마여야 하는가?",
                en="Along the flat direction, l = 0.2, which product lr · half makes this power "
                "about −1?",
            ),
            Said(
                ko="곱은 5쯤이다. lr은 0.5보다 작게 잡고 half를 맞춘다.",
                en="A product of about 5. Take an lr below 0.5 and choose half to match.",
            ),
        ),
        mistakes=(
            Mistake(
                "rule-of-the-steep-direction",
                (0.25, 1.0),
                Said(
                    ko="1/L로 시작하는 1/t 규칙이다. 가파른 방향에는 맞지만, 완만한 방향은 t의 "
                    "−0.05제곱으로 줄어 거의 얼어붙는다. 평균 손실은 1.2다.",
                    en="This is the 1/t rule that begins at 1/L. It suits the steep direction; the "
                    "flat one shrinks as t to the power −0.05 and all but freezes. The mean loss "
                    "is 1.2.",
                ),
            ),
            Mistake(
                "rule-of-the-chapter",
                (0.5, 1.0),
                Said(
                    ko="이 장의 그림에 쓴 값이다. 곡률 2에 맞춘 규칙이라 곡률 0.2에서는 t의 "
                    "−0.1제곱으로만 줄어든다.",
                    en="These are the numbers of the chapter's figure. They suit the curvature 2; "
                    "at 0.2 the distance shrinks only as t to the power −0.1.",
                ),
            ),
            Mistake(
                "half-way-through",
                (0.25, 500.0),
                Said(
                    ko="1,000 스텝의 절반에서야 학습률이 절반이 된다. 내려오는 것이 너무 늦어 "
                    "노이즈가 그대로 남는다.",
                    en="The rate has fallen to a half only halfway through the 1,000 steps. It "
                    "comes down too late, and the noise stays.",
                ),
            ),
            Mistake(
                "halved-at-the-end",
                (0.25, 1000.0),
                Said(
                    ko="마지막 스텝에 와서야 학습률이 절반이 된다. 일정한 학습률이나 다름없어 바닥 "
                    "위에 머문다.",
                    en="The rate has halved only at the last step. That is hardly better than a "
                    "constant rate, and stays near its floor.",
                ),
            ),
            Mistake(
                "curvatures-exchanged",
                (5.0, 20.0),
                Said(
                    ko="1/μ은 첫 학습률이 아니라 곱 lr · half의 값이다. 처음에 5로 걸으면 가파른 "
                    "방향이 크게 튀고, 학습률도 너무 늦게 줄어든다.",
                    en="1/μ is the value for the product lr · half, not for the first rate. From 5 "
                    "the steep direction explodes at first, and the rate comes down too late.",
                ),
            ),
        ),
    ),
    Exercise(
        "stochasticity-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="학습률이 아주 작으면 새로 흔들리지도 않고 있던 흔들림을 잊지도 않는다. 그렇다면 "
            "학습률을 더 일찍 줄이는 스케줄은 어떨까?",
            en="A tiny rate adds no shaking and forgets none either. What would a schedule do that "
            "comes down earlier?",
        ),
        hints=(
            Said(
                ko="한 스텝에 새로 더해지는 분산은 α²이고, 있던 분산에는 (1 − 2α)²이 곱해진다. "
                "끝에서 α는 얼마인가?",
                en="A step adds the variance α² and multiplies what is there by (1 − 2α)². How "
                "large is α near the end?",
            ),
            Said(
                ko="학습률을 모두 더하면 150이다. 그동안 출발점에서 남은 거리는 e의 −300제곱배로 "
                "줄어든다.",
                en="All rates together add up to 150: the start is forgotten by e to the power "
                "−300.",
            ),
        ),
        mistakes=(
            Mistake(
                "noise-to-the-end",
                "a",
                Said(
                    ko="노이즈에는 학습률이 곱해진다. 마지막 100 스텝에서 더해진 것을 모두 합해도 "
                    "남은 분산의 0.3 %다.",
                    en="The noise is multiplied by the rate. All that the last 100 steps added is "
                    "0.3 % of the variance.",
                ),
            ),
            Mistake(
                "not-arrived",
                "c",
                Said(
                    ko="출발점은 벌써 잊혔다. 학습률의 합이 150이므로 거리는 e의 −300제곱배로 "
                    "줄었다.",
                    en="The start is long forgotten. The rates add up to 150, which shrinks the "
                    "distance by e to the power −300.",
                ),
            ),
            Mistake(
                "too-few-runs",
                "d",
                Said(
                    ko="1,000번이면 평균의 오차는 5 % 안팎이다. 같은 1,000번으로 잰 1/t 규칙은 "
                    "0.00008까지 내려간다.",
                    en="A mean of 1,000 is right within some 5 %. The 1/t rate, measured by as "
                    "many runs, comes down to 0.00008.",
                ),
            ),
        ),
    ),
)
