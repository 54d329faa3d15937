"""The exercises of the chapter on stochastic gradient descent."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Function, Number
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said

__all__ = ["EXERCISES"]

CUT = ("g", "sizes")
EPOCH = ("grad", "w", "order", "B", "lr")


def shrinks(N, small=16, large=64):
    """The spread of the larger batch as a share of that of the smaller, without replacement."""
    return np.sqrt(small / large * (N - large) / (N - small))


def full_gradient(g, sizes):
    return sizes @ g / sizes.sum()


def weights_in_place(g, sizes):
    g *= sizes[:, None]
    return g.sum(axis=0) / sizes.sum()


def minibatch_gradients(rng):
    """Two batches and a smaller one, equal ones, a single one, one coordinate, any."""
    g = np.array([[1.0, 2.0], [3.0, 6.0], [5.0, 1.0]])
    yield g, np.array([4, 4, 2])
    yield g, np.array([3, 3, 3])
    yield g[:1], np.array([5])
    yield g[:, :1], np.array([7, 7, 1])
    for count in (2, 6, 9):
        yield rng.normal(size=(count, 4)), rng.integers(1, 40, count)


def passes(starts, rate=lambda lr, rows, B: lr, stays=False, whole=False):
    """An epoch with the pieces that ``starts(N, B)`` gives: what its slips have in common."""

    def epoch(grad, w, order, B, lr):
        w = first = np.array(w, None if whole else float)
        for rows in (order[begin : begin + B] for begin in starts(len(order), B)):
            new = w - rate(lr, rows, B) * grad(first if stays else w, rows)
            w = new.astype(first.dtype)
        return w

    return epoch


def cut(N, B):
    return range(0, N, B)


def overlapping(N, B):
    return range(-(-N // B))


def overlapping_to_the_end(N, B):
    return range(N)


def full_only(N, B):
    return range(0, N - N % B, B)


def overlapping_full_only(N, B):
    return range(N // B)


def one_less(N, B):
    return range(0, N - B, B)


def empty_at_the_end(N, B):
    return range(0, N + 1, B)


def equal_pieces(grad, w, order, B, lr):
    for rows in np.array_split(order, -(-len(order) // B)):
        w = w - lr * grad(w, rows)
    return w


def one_by_one(grad, w, order, B, lr):
    return passes(cut)(grad, w, order, 1, lr)


def all_at_once(grad, w, order, B, lr):
    return passes(cut)(grad, w, order, len(order), lr)


def order_ignored(grad, w, order, B, lr):
    return passes(cut)(grad, w, np.arange(len(order)), B, lr)


def epoch_in_place(grad, w, order, B, lr):
    for begin in range(0, len(order), B):
        w -= lr * grad(w, order[begin : begin + B])
    return w


def epochs_to_walk(rng):
    """Batches that divide the examples, that do not, a start of integers, one batch, any."""

    def towards(targets):
        def mean_gradient(w, rows):
            return w - targets[rows].mean(axis=0)

        return mean_gradient

    two = np.array([[1.0, 2.0], [3.0, -4.0], [5.0, 0.0], [-1.0, 6.0], [7.0, 1.0]])
    w = np.array([1.0, -2.0])
    yield towards(two), w, np.array([2, 0, 3, 1]), 2, 0.1
    yield towards(two), w, np.array([4, 2, 0, 3, 1]), 2, 0.1
    yield towards(two), np.array([3, -5]), np.array([0, 1, 2, 3, 4]), 3, 0.2
    yield towards(two), w, np.array([0, 1, 2, 3, 4]), 5, 0.5
    yield towards(two), w, np.array([1, 4, 0]), 1, 0.3
    for N, B in ((11, 4), (9, 4), (12, 3)):
        targets, start = rng.normal(size=(N, 3)), rng.normal(size=3)
        yield towards(targets), start, rng.permutation(N), B, rng.uniform(0.1, 0.6)


def signal_and_noise(each):
    return measured(each, lambda d: np.sqrt((d**2).sum(axis=1).mean()))


def measured(each, size):
    """The length of the mean, and a ``size`` of the distances from it."""
    mean = each.mean(axis=0)
    return np.linalg.norm(mean), size(each - mean)


def centred_in_place(each):
    mean = each.mean(axis=0)
    each -= mean
    return np.linalg.norm(mean), np.sqrt((each**2).sum(axis=1).mean())


def example_gradients(rng):
    """Two examples, a mean of zero, one coordinate, one example, any."""
    yield (np.array([[3.0, 4.0], [1.0, 0.0]]),)
    yield (np.array([[2.0, 1.0], [-2.0, -1.0], [0.0, 0.0]]),)
    yield (np.array([[1.0], [2.0], [6.0]]),)
    yield (np.array([[3.0, 4.0, 0.0]]),)
    for shape in ((5, 3), (20, 2), (8, 6)):
        yield (rng.normal(size=shape) + rng.normal(size=shape[1]),)


EXERCISES = (
    Exercise(
        "sgd-1",
        Array((shrinks(1_000_000), shrinks(286)), names=("million", "ours")),
        right=Said(
            ko="배치가 네 배면 퍼짐은 절반이고, 데이터의 22 %를 뽑는 배치라면 수정 인수가 조금 더 "
            "줄인다. 배치를 286까지 늘리면 퍼짐은 얼마일까?",
            en="Four times the batch halves the spread, and a batch that holds 22 % of the data "
            "gains a little more by the correction. What is left of it at a batch of 286?",
        ),
        hints=(
            Said(
                ko="퍼짐은 σ/√B에 수정 인수의 제곱근을 곱한 것이다. 두 배치의 비에서는 σ가 "
                "사라진다.",
                en="The spread is σ/√B times the root of the correction. In the quotient of the "
                "two batches σ is gone.",
            ),
            Said(
                ko="수정 인수 (N − B)/(N − 1)은 두 배치에 모두 붙는다. 나누면 (N − 64)/(N − 16)이 "
                "남는다.",
                en="Both batches have a correction, (N − B)/(N − 1). Their quotient is (N − "
                "64)/(N − 16).",
            ),
            Said(
                ko="N = 286과 백만을 √(16/64 · (N − 64)/(N − 16))에 넣는다.",
                en="Put N = 286 and a million into √(16/64 · (N − 64)/(N − 16)).",
            ),
        ),
        mistakes=(
            Mistake(
                "no-correction",
                (0.5, 0.5),
                Said(
                    ko="백만 개일 때는 맞다. 286개에서 64개를 다른 것끼리 뽑을 때는 유한모집단 "
                    "수정이 더 붙는다.",
                    en="Right for the million. Drawing 64 different ones of 286 adds the "
                    "finite-population correction.",
                ),
            ),
            Mistake(
                "variance-for-spread",
                (shrinks(1_000_000) ** 2, shrinks(286) ** 2),
                Said(
                    ko="분산의 비다. 퍼짐은 거리이므로 제곱근을 씌워야 한다.",
                    en="This is the quotient of the variances. The spread is a distance: take the "
                    "root.",
                ),
            ),
            Mistake(
                "variance-without-correction",
                (0.25, 0.25),
                Said(
                    ko="분산의 비다. 퍼짐은 거리이므로 제곱근을 씌워야 한다. 286개에서 뽑을 때는 "
                    "유한모집단 수정도 붙는다.",
                    en="This is the quotient of the variances: the spread is a distance, so take "
                    "the root. With 286 there is the finite-population correction, too.",
                ),
            ),
            Mistake(
                "correction-of-one-batch",
                (0.5, 0.5 * np.sqrt(222 / 285)),
                Said(
                    ko="수정 인수를 64개짜리 배치에만 붙였다. 16개짜리의 퍼짐에도 (286 − "
                    "16)/285가 들어 있다.",
                    en="The correction is applied to the batch of 64 only. The spread of the 16 "
                    "holds one too, (286 − 16)/285.",
                ),
            ),
            Mistake(
                "correction-without-root",
                (0.5, 0.5 * 222 / 270),
                Said(
                    ko="수정 인수에 제곱근을 씌우지 않았다. 수정 인수는 분산에 붙는다.",
                    en="The correction stands without its root. It belongs to the variance.",
                ),
            ),
            Mistake(
                "correction-upside-down",
                (0.5, 0.5 * np.sqrt(270 / 222)),
                Said(
                    ko="수정 인수의 비가 뒤집혔다. 큰 배치일수록 남은 예제가 적으므로 퍼짐은 "
                    "절반보다 더 작아진다.",
                    en="The quotient of the corrections is upside down. The larger batch leaves "
                    "fewer examples out, so the spread falls below a half.",
                ),
            ),
            Mistake(
                "reciprocal",
                (1 / shrinks(1_000_000), 1 / shrinks(286)),
                Said(
                    ko="역수다. 배치가 커지면 퍼짐은 작아진다.",
                    en="This is the reciprocal. A larger batch has a smaller spread.",
                ),
            ),
        ),
    ),
    Exercise(
        "sgd-2",
        Number(0.1 / 256),
        right=Said(
            ko="합은 평균의 256배이므로 학습률을 256으로 나눈다. 남의 학습률을 가져올 때는 손실이 "
            "합인지 평균인지부터 보자.",
            en="The sum is 256 times the mean, so the rate is divided by 256. Before you take "
            "over a learning rate, look whether its loss is a sum or a mean.",
        ),
        hints=(
            Said(
                ko="예제 256개의 그라디언트를 더한 것은 평균한 것의 몇 배일까?",
                en="How many times their mean is the sum of 256 gradients?",
            ),
            Said(
                ko="α · 합 = 0.1 · 평균이어야 한다. 이전 버전의 32는 이 식에 나오지 않는다.",
                en="α · sum = 0.1 · mean must hold. The 32 of the old version is not in it.",
            ),
        ),
        mistakes=(
            Mistake(
                "mean-and-sum",
                0.1,
                Said(
                    ko="평균과 합을 똑같이 보았다. 256개의 합은 평균의 256배 길다.",
                    en="This takes the sum for the mean. The sum of 256 gradients is 256 times as "
                    "long.",
                ),
            ),
            Mistake(
                "ratio-of-the-batches",
                0.1 / 8,
                Said(
                    ko="256/32 = 8로 나누었다. 이전 버전도 합을 썼다면 맞겠지만 평균을 썼다.",
                    en="This divides by 256/32 = 8, as if the old version had added as well. It "
                    "averaged.",
                ),
            ),
            Mistake(
                "old-batch",
                0.1 / 32,
                Said(
                    ko="0.1/32다. 지금 더하는 손실은 256개이고, 걸음은 256개를 0.1로 평균할 때와 "
                    "같아야 한다.",
                    en="This is 0.1/32. What is added now are 256 losses, and the steps are to be "
                    "those of their mean at 0.1.",
                ),
            ),
            Mistake(
                "raised-with-the-batch",
                0.8,
                Said(
                    ko="배치가 8배라고 학습률도 8배로 키웠다. 여기서는 같은 배치의 평균과 합만 "
                    "견주면 된다. 합은 평균의 256배다.",
                    en="The rate is raised 8 times with the batch. Here only the mean and the sum "
                    "of one batch are compared, and the sum is 256 times the mean.",
                ),
            ),
            Mistake(
                "multiplied",
                25.6,
                Said(
                    ko="곱했다. 그라디언트가 길어졌으니 학습률은 작아져야 걸음이 그대로다.",
                    en="Multiplied. The gradient has become longer, so the rate must become "
                    "smaller.",
                ),
            ),
            Mistake(
                "root-of-the-batch",
                0.1 / 16,
                Said(
                    ko="√256 = 16으로 나누었다. 제곱근으로 줄어드는 것은 노이즈다. 합의 길이는 "
                    "그대로 256배다.",
                    en="Divided by √256 = 16. The root is how noise shrinks; the sum itself is "
                    "256 times as long.",
                ),
            ),
        ),
    ),
    Exercise(
        "sgd-3",
        Function(full_gradient, minibatch_gradients, names=CUT),
        right=Said(
            ko="이제 예제마다 1/N씩 반영된다. 마지막 배치의 보폭을 크기에 맞춰 줄이라는 처방도 "
            "같은 셈에서 나온다.",
            en="Every example counts 1/N now. The advice to scale the step of a small last batch "
            "by its size comes from the same count.",
        ),
        hints=(
            Said(
                ko="그냥 평균하면 30개짜리 배치에 든 이미지 하나와 32개짜리에 든 이미지 하나가 "
                "얼마씩 반영될까?",
                en="In the plain average, how much does one image of the 30 count, and one of the "
                "32?",
            ),
            Said(
                ko="미니배치 그라디언트에 배치 크기를 곱하면 그 배치의 합으로 돌아간다.",
                en="A minibatch gradient times its size is the sum over that batch again.",
            ),
            Said(
                ko="합을 모두 더해 예제 수 `sizes.sum()`으로 나눈다.",
                en="Add all these sums and divide by the number of examples, `sizes.sum()`.",
            ),
        ),
        mistakes=(
            Mistake(
                "plain-average",
                lambda g, sizes: g.mean(axis=0),
                Said(
                    ko="그냥 평균했다. 작은 배치에 든 예제가 더 크게 반영된다.",
                    en="This is the plain average. It counts the examples of a small batch for "
                    "more.",
                ),
            ),
            Mistake(
                "mean-and-sum",
                lambda g, sizes: sizes @ g,
                Said(
                    ko="모든 예제의 합이다. 전체 그라디언트는 평균이므로 예제 수로 나누어야 한다.",
                    en="This is the sum over all examples. The full gradient is their mean: "
                    "divide by their number.",
                ),
            ),
            Mistake(
                "divided-by-batches",
                lambda g, sizes: sizes @ g / len(g),
                Said(
                    ko="배치 수로 나누었다. 배치 크기를 곱해서 더했으면 예제 수로 나눈다.",
                    en="Divided by the number of batches. What was weighted by the sizes is "
                    "divided by the number of examples.",
                ),
            ),
            Mistake(
                "inverse-weights",
                lambda g, sizes: (1 / sizes) @ g / (1 / sizes).sum(),
                Said(
                    ko="배치 크기의 역수로 가중했다. 예제가 많은 배치가 더 무거워야 한다.",
                    en="Weighted by the inverse of the sizes. A batch with more examples should "
                    "weigh more.",
                ),
            ),
            Mistake(
                "added-batches",
                lambda g, sizes: g.sum(axis=0),
                Said(
                    ko="배치 그라디언트를 더하기만 했다. 저마다 이미 평균이므로, 크기로 가중해 "
                    "다시 평균해야 한다.",
                    en="The minibatch gradients are only added. Each is a mean already: average "
                    "them, weighted by size.",
                ),
            ),
            Mistake("changed-in-place", weights_in_place),
        ),
    ),
    Exercise(
        "sgd-4",
        Function(passes(cut), epochs_to_walk, names=EPOCH),
        right=Said(
            ko="예제마다 한 번씩 들르고, 마지막 배치도 빠지지 않는다. 다음 에포크에서는 `order`를 "
            "새로 섞는다. `gd.problems.minibatches`가 하는 일이 그것이다.",
            en="Every example is visited once, those of the last batch too. For the next epoch "
            "shuffle `order` again: `gd.problems.minibatches` does that.",
        ),
        hints=(
            Said(
                ko="예제 5개, `B = 2`로 조각을 손으로 적어 보자. 첫 조각과 둘째 조각이 겹치는가? "
                "조각은 몇 개여야 하는가?",
                en="Write the pieces down for 5 examples and `B = 2`. Do the first two overlap? "
                "How many should there be?",
            ),
            Said(
                ko="조각은 0, B, 2B, …에서 시작한다: `range(0, len(order), B)`.",
                en="The pieces begin at 0, B, 2B, …: `range(0, len(order), B)`.",
            ),
            Said(
                ko="`w -= ...`는 부른 쪽의 배열을 바꾼다. `w = w - ...`로 쓴다.",
                en="`w -= ...` changes the caller's array. Write `w = w - ...`.",
            ),
        ),
        mistakes=(
            Mistake(
                "overlapping",
                passes(overlapping),
                Said(
                    ko="조각이 겹친다. 다음 조각은 한 개가 아니라 `B`개 뒤에서 시작해야 한다.",
                    en="The pieces overlap. The next one begins `B` examples later, not one.",
                ),
            ),
            Mistake(
                "a-step-for-each-example",
                passes(overlapping_to_the_end),
                Said(
                    ko="예제마다 한 조각씩 시작해서 조각이 겹친다. 스텝은 예제 수가 아니라 배치 "
                    "수만큼이다.",
                    en="A piece begins at every example, and they overlap. There is one step for "
                    "each batch, not for each example.",
                ),
            ),
            Mistake(
                "last-batch-dropped",
                passes(full_only),
                Said(
                    ko="끝에 남은 작은 배치가 빠졌다. 그 예제들도 한 번씩 쓰여야 한다.",
                    en="The small batch at the end is dropped. Its examples are to count once, "
                    "too.",
                ),
            ),
            Mistake(
                "overlapping-and-dropped",
                passes(overlapping_full_only),
                Said(
                    ko="출발점은 이제 그대로다. 두 가지가 남았다: 조각이 겹치고, 끝의 작은 배치가 "
                    "빠진다.",
                    en="The start is left alone now. Two slips remain: the pieces overlap, and "
                    "the small last batch is dropped.",
                ),
            ),
            Mistake("off-by-one", passes(one_less)),
            Mistake(
                "empty-batch",
                passes(empty_at_the_end),
                Said(
                    ko="`B`로 나누어떨어지면 끝에 빈 배치가 하나 더 생긴다. 빈 배치의 평균은 수가 "
                    "아니다.",
                    en="Where `B` divides the examples, an empty batch comes last. The mean of "
                    "nothing is no number.",
                ),
            ),
            Mistake(
                "equal-pieces",
                equal_pieces,
                Said(
                    ko="배치를 고르게 나누었다. 여기서는 `B`개씩 자르고 마지막 배치만 작다. 9개를 "
                    "`B = 4`로 자르면 3, 3, 3개가 아니라 4, 4, 1개다.",
                    en="The batches are made equal. Here they hold `B` each, and only the last is "
                    "smaller: 9 examples with `B = 4` make 4, 4, 1 and not 3, 3, 3.",
                ),
            ),
            Mistake(
                "one-by-one",
                one_by_one,
                Said(
                    ko="예제 하나마다 한 스텝을 걷는다. `B`개를 모아 한 스텝을 걷자.",
                    en="It takes a step for each example alone. Take one for every `B` of them.",
                ),
            ),
            Mistake(
                "all-at-once",
                all_at_once,
                Said(
                    ko="모든 예제로 한 스텝만 걷는다. `B`개마다 한 스텝씩 걷자.",
                    en="It takes a single step on all examples. Take one for every `B` of them.",
                ),
            ),
            Mistake(
                "order-ignored",
                order_ignored,
                Said(
                    ko="예제를 0, 1, 2, …의 차례로 썼다. `order`에 적힌 차례를 따라야 한다.",
                    en="The examples are taken as 0, 1, 2, … Take them in the order that `order` "
                    "gives.",
                ),
            ),
            Mistake("changed-in-place", epoch_in_place),
            Mistake("truncated", passes(cut, whole=True)),
            Mistake("sign", passes(cut, rate=lambda lr, rows, B: -lr)),
            Mistake(
                "mean-and-sum",
                passes(cut, rate=lambda lr, rows, B: lr * len(rows)),
                Said(
                    ko="배치 크기를 더 곱했다. `grad`가 이미 평균이므로 `lr`만 곱한다.",
                    en="The batch size is multiplied in. `grad` is a mean already: `lr` alone is "
                    "enough.",
                ),
            ),
            Mistake(
                "mean-taken-twice",
                passes(cut, rate=lambda lr, rows, B: lr / len(rows)),
                Said(
                    ko="배치 크기로 한 번 더 나누었다. `grad`가 이미 평균이다.",
                    en="Divided by the batch size once more. `grad` is a mean already.",
                ),
            ),
            Mistake(
                "last-step-scaled",
                passes(cut, rate=lambda lr, rows, B: lr * len(rows) / B),
                Said(
                    ko="마지막 배치에서 보폭을 줄였다. 노이즈에는 좋은 처방이지만, 여기서는 모든 "
                    "스텝의 학습률이 `lr`이다.",
                    en="The step of the last batch is scaled down. That is good against its "
                    "noise; here all steps have the rate `lr`.",
                ),
            ),
            Mistake(
                "gradient-of-the-start",
                passes(cut, stays=True),
                Said(
                    ko="그라디언트를 모두 출발점에서 구했다. 스텝마다 지금의 `w`에서 다시 구한다.",
                    en="All gradients are taken at the start. Take each at the `w` of its step.",
                ),
            ),
        ),
    ),
    Exercise(
        "sgd-5",
        Function(signal_and_noise, example_gradients, names=("each",), returns=("norm", "sigma")),
        right=Said(
            ko="이제 훈련 앞뒤에서 σ와 ‖∇f‖의 비를 재 보자. 앞에서는 4.7이고, 20 에포크 뒤에는 "
            "어떻게 섞느냐에 따라 20 안팎이다. 막바지에는 노이즈가 진도를 막는다.",
            en="Now measure σ over ‖∇f‖ before and after training: 4.7 at the start, and about 20 "
            "after 20 epochs, depending on the shuffle. Late in training noise is what limits "
            "progress.",
        ),
        hints=(
            Said(
                ko="전체 그라디언트는 행들의 평균이다: `each.mean(axis=0)`.",
                en="The full gradient is the mean of the rows: `each.mean(axis=0)`.",
            ),
            Said(
                ko="행마다 평균과의 차이를 구해 제곱하고, 좌표를 따라 더하면 길이의 제곱이다.",
                en="Take each row's difference from the mean and square it; the sum over the "
                "coordinates is its squared length.",
            ),
            Said(
                ko="길이의 제곱들을 평균하고 마지막에 제곱근을 씌운다: `np.sqrt(((each - mean) ** "
                "2).sum(axis=1).mean())`.",
                en="Average the squared lengths and take the root last: `np.sqrt(((each - mean) "
                "** 2).sum(axis=1).mean())`.",
            ),
        ),
        mistakes=(
            Mistake(
                "not-centred",
                lambda each: (
                    np.linalg.norm(each.mean(axis=0)),
                    np.sqrt((each**2).sum(axis=1).mean()),
                ),
                Said(
                    ko="σ를 그라디언트 자체로 쟀다. 먼저 평균을 빼고, 평균에서 벗어난 만큼을 재야 "
                    "한다.",
                    en="σ is taken of the gradients themselves. Subtract their mean first: σ is "
                    "the distance from it.",
                ),
            ),
            Mistake(
                "per-coordinate",
                lambda each: measured(each, lambda d: np.sqrt((d**2).mean())),
                Said(
                    ko="좌표를 따라서도 평균했다. 길이의 제곱은 좌표를 따라 더한 것이고, 평균은 "
                    "예제를 따라서만 낸다.",
                    en="Averaged over the coordinates as well. A squared length is the sum over "
                    "them; the mean is over the examples only.",
                ),
            ),
            Mistake(
                "mean-and-sum",
                lambda each: measured(each, lambda d: np.sqrt((d**2).sum())),
                Said(
                    ko="예제들에 대해 더하기만 했다. σ²은 평균이므로 예제 수로 나눈다.",
                    en="Only added over the examples. σ² is a mean: divide by their number.",
                ),
            ),
            Mistake(
                "std-of-all",
                lambda each: (np.linalg.norm(each.mean(axis=0)), each.std()),
                Said(
                    ko="`each.std()`는 모든 수를 한데 모아 평균 하나를 뺀다. 여기서는 좌표마다 "
                    "저마다의 평균을 빼고, 길이의 제곱은 좌표를 따라 더한다.",
                    en="`each.std()` takes all numbers together and subtracts one mean. Here each "
                    "coordinate has its own, and the squared length is a sum over them.",
                ),
            ),
            Mistake(
                "no-root",
                lambda each: measured(each, lambda d: (d**2).sum(axis=1).mean()),
                Said(
                    ko="이 값은 σ²이다. 제곱근을 씌우자.",
                    en="This is σ². Take its root.",
                ),
            ),
            Mistake(
                "mean-distance",
                lambda each: measured(each, lambda d: np.linalg.norm(d, axis=1).mean()),
                Said(
                    ko="거리를 바로 평균했다. 제곱을 먼저 평균하고 제곱근은 마지막에 씌운다. "
                    "더해지는 것은 분산이기 때문이다.",
                    en="The distances themselves are averaged. Average their squares and take the "
                    "root last: it is variances that add.",
                ),
            ),
            Mistake(
                "one-example-less",
                lambda each: measured(each, lambda d: np.sqrt((d**2).sum() / (len(d) - 1))),
                Said(
                    ko="N − 1로 나누었다. 표본으로 분산을 추정할 때 쓰는 식이다. 여기서는 예제가 "
                    "모두 있으므로 N으로 나눈다.",
                    en="Divided by N − 1, as for a variance estimated from a sample. Here all "
                    "examples are at hand: divide by N.",
                ),
            ),
            Mistake(
                "mean-of-lengths",
                lambda each: (
                    np.linalg.norm(each, axis=1).mean(),
                    signal_and_noise(each)[1],
                ),
                Said(
                    ko="길이들을 평균했다. 먼저 그라디언트를 평균하고, 그 평균의 길이를 잰다.",
                    en="This averages the lengths. Average the gradients first, then take the "
                    "length of the mean.",
                ),
            ),
            Mistake(
                "length-of-the-sum",
                lambda each: (np.linalg.norm(each.sum(axis=0)), signal_and_noise(each)[1]),
                Said(
                    ko="σ는 맞다. 길이는 그라디언트의 합으로 쟀다. 전체 그라디언트는 평균이다.",
                    en="σ is right. The length is that of the sum of the gradients; the full "
                    "gradient is their mean.",
                ),
            ),
            Mistake(
                "order",
                lambda each: signal_and_noise(each)[::-1],
                Said(
                    ko="값은 맞는데 순서가 뒤바뀌었다. 그라디언트의 길이가 먼저다.",
                    en="The values are right, their order is not: the length of the gradient "
                    "comes first.",
                ),
            ),
            Mistake("changed-in-place", centred_in_place),
        ),
    ),
    Exercise(
        "sgd-6",
        Choice("c", among="abcd"),
        right=Said(
            ko="같은 값으로 20번 걷느냐 900번 걷느냐의 차이다. 스텝이 곡률에 묶여 있는 동안에는 "
            "정확한 방향이 큰 보폭으로 바뀌지 않는다.",
            en="The same price buys 20 steps or 900. As long as curvature limits the step, an "
            "exact direction does not turn into a longer one.",
        ),
        hints=(
            Said(
                ko="그림 아래 표에서 실행마다 몇 스텝을 걸었는지 보자.",
                en="Look up in the table below the figure how many steps each run took.",
            ),
            Said(
                ko="전체 그라디언트에 α = 2를 쓴 실행은 어떻게 되었는가?",
                en="What became of the run with the full gradient and α = 2?",
            ),
        ),
        mistakes=(
            Mistake(
                "more-images",
                "a",
                Said(
                    ko="에포크는 배치 크기와 상관없이 모든 이미지를 한 번씩 본다. 스무 에포크면 "
                    "어느 실행이나 28,760장이다.",
                    en="An epoch sees every image once, whatever the batch size: 28,760 in twenty "
                    "epochs for each of the runs.",
                ),
            ),
            Mistake(
                "worse-direction",
                "b",
                Said(
                    ko="방향은 전체 평균이 더 정확하다. 20 스텝씩만 견주면 손실이 0.80 대 0.88로 "
                    "전체 그라디언트가 낮다.",
                    en="The mean over all is the better direction: after 20 steps each the full "
                    "gradient is lower, 0.80 against 0.88.",
                ),
            ),
            Mistake(
                "rate-too-small",
                "d",
                Said(
                    ko="네 배인 α = 2에서는 손실이 2.29에서 3.43으로 커진다. 두 배로 키운 실행도 "
                    "0.43에 머문다.",
                    en="At four times the rate, α = 2, the loss climbs from 2.29 to 3.43, and "
                    "twice the rate ends at 0.43.",
                ),
            ),
        ),
    ),
)
