"""The exercises of the chapter on choosing an optimizer."""

from functools import cache
from math import comb

import numpy as np

from gdlib.descent import sweep
from gdlib.exercises.checkers import Array, Choice, Function, Setting
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.optimizers import SGD, Adam, AdamW, Momentum, RMSprop
from gdlib.problems import LogisticRegression

__all__ = ["EXERCISES"]

RULES = (SGD, Momentum, RMSprop, Adam, AdamW)


def compared(
    unpaired=False,
    ddof=1,
    mean=np.mean,
    error=lambda spread, k: spread / np.sqrt(k),
    seeds=lambda spread, k: 4 * spread**2,
):
    """A comparison of two lists of counts; each of its slips changes one thing."""

    def compare(a, b):
        spread, k = np.std(a - b, ddof=ddof), len(a)
        if unpaired:
            spread = np.sqrt(np.var(a, ddof=ddof) + np.var(b, ddof=ddof))
        return mean(a - b), error(spread, k), seeds(spread, k)

    return compare


def absolute(a, b):
    return compared()(np.abs(a - b), np.zeros(len(a)))


def compared_in_place(a, b):
    a -= b
    return a.mean(), a.std(ddof=1) / np.sqrt(len(a)), 4 * a.var(ddof=1)


def counts_to_compare(rng):
    """Counts that go together, two seeds, differences that are all the same, any."""
    yield np.array([352, 350, 356, 349]), np.array([351, 347, 356, 345])
    yield np.array([354, 355]), np.array([355, 351])
    yield np.array([350, 353, 347]), np.array([349, 352, 346])
    for k in (5, 8, 12):
        easy = rng.integers(-6, 7, k)
        yield 350 + easy + rng.integers(-2, 4, k), 349 + easy + rng.integers(-2, 3, k)


def tuned(choose, report):
    """A race that is decided by ``choose`` and told by ``report``."""

    def race(rates, losses, fresh):
        best = choose(losses, fresh).argmin()
        return rates[best], report(losses, fresh, best)

    return race


def by_mean(losses, fresh):
    return losses.mean(axis=0)


def by_luck(losses, fresh):
    return losses.min(axis=0)


def by_fresh(losses, fresh):
    return fresh.mean(axis=0)


def by_all(losses, fresh):
    return np.vstack([losses, fresh]).mean(axis=0)


def on_fresh(losses, fresh, best):
    return fresh[:, best].mean()


def on_the_same(losses, fresh, best):
    return losses[:, best].mean()


def on_all(losses, fresh, best):
    return np.vstack([losses, fresh])[:, best].mean()


def index_for_rate(rates, losses, fresh):
    return tuned(by_mean, on_fresh)(np.arange(len(rates)), losses, fresh)


def by_median(rates, losses, fresh):
    best = np.median(losses, axis=0).argmin()
    return rates[best], np.median(fresh[:, best])


def races_to_run(rng):
    """A lucky seed, a winner for every way to choose, a lost rate, one rate, one seed, any."""
    rates = np.array([0.1, 0.3, 1.0])
    losses = np.array([[0.5, 0.3, 0.1], [0.4, 0.2, 0.9], [0.6, 0.4, 0.8]])
    fresh = np.array([[0.45, 0.36, 0.2], [0.3, 0.34, 0.7]])
    yield rates, losses, fresh
    five = np.array([[4, 9, 2, 6, 7], [4, 7, 8, 1, 8], [8, 7, 5, 9, 2]]) / 10
    fresh_five = np.array([[6, 1, 7, 9, 5], [6, 5, 7, 3, 3]]) / 10
    yield np.array([0.01, 0.03, 0.1, 0.3, 1.0]), five, fresh_five
    yield rates, losses + [0, 0, np.inf], fresh + [0, 0, np.inf]
    yield rates[:1], losses[:1, :1], fresh[:, :1]
    yield rates, losses[:1], fresh
    for seeds in (2, 4):
        rates = np.sort(rng.uniform(0.01, 1.0, seeds + 2))
        yield rates, *(rng.uniform(0.1, 1.0, (k, seeds + 2)) for k in (seeds, 6))


def expected(chance, order=np.sort):
    """The mean of the sorted losses, weighted by their ``chance(rank, n, k)`` to be the best."""

    def expected_best(losses, k):
        n = len(losses)
        return order(losses) @ chance(np.arange(1, n + 1), n, k)

    return expected_best


def drawn_anew(i, n, k):
    return ((n - i + 1) / n) ** k - ((n - i) / n) ** k


def drawn_once(i, n, k):
    return k / n * ((n - i) / n) ** (k - 1)


def drawn_at_least_once(i, n, k):
    return k / n * ((n - i + 1) / n) ** (k - 1)


def unordered(i, n, k):
    return np.array([comb(n - rank + k - 1, k - 1) / comb(n + k - 1, k) for rank in i])


def without_replacement(i, n, k):
    return np.array([comb(n - rank, k - 1) / comb(n, k) for rank in i])


def sorted_in_place(losses, k):
    losses.sort()
    return expected(drawn_anew)(losses, k)


def lists_to_draw_from(rng):
    """Three losses, one draw, equal losses, a single one, any."""
    yield np.array([0.5, 2.0, 0.2]), 2
    yield np.array([0.5, 2.0, 0.2]), 1
    yield np.array([0.4, 0.1, 0.4, 0.1]), 3
    yield np.array([0.7]), 1
    for n, k in ((4, 4), (5, 3), (6, 2)):
        yield rng.uniform(0.01, 2.0, n), k


@cache
def small_task():
    """Logistic regression on 60 random examples, and its lowest loss, by Newton's method."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 8))
    y = x.sum(axis=1) + rng.normal(size=60) > 0
    problem = LogisticRegression(x, y.astype(int), l2=0.01)
    w = problem.start
    for _ in range(20):
        w = w - np.linalg.solve(problem.hessian(w), problem.grad(w))
    return problem, problem.f(w)


def worst_of_five(rates):
    """How far above the minimum the worst of the rules ends with the better of two rates."""
    if min(rates) <= 0:
        return np.inf
    problem, lowest = small_task()
    ends = [sweep(problem, rule, {"lr": [*rates]}, steps=60).f for rule in RULES]
    return max(np.where(np.isfinite(f), f, np.inf).min() for f in ends) - lowest


EXERCISES = (
    Exercise(
        "choosing-1",
        Array((1, 2.9, 1, 2.4, 1.9), names=[rule.__name__ for rule in RULES], rtol=0.02),
        right=Said(
            ko="가장 좋은 학습률이 남은 둘은 잃는 것이 없고, 나머지 셋은 이웃한 칸의 값을 치른다. "
            "성긴 목록에서는 다섯의 차이가 줄어든다. 순서의 일부는 목록의 운이다.",
            en="Two keep their best rate and lose nothing; the others pay the price of the better "
            "neighbour. On the coarse list the five are closer together: part of their order is "
            "luck with the list.",
        ),
        hints=(
            Said(
                ko="남는 것은 0.00001, 0.0001, …, 1, 10이다. 표의 가장 좋은 학습률 다섯 가운데 "
                "어느 것이 남는가?",
                en="0.00001, 0.0001, …, 1, 10 stay. Which of the five best rates in the table are "
                "among them?",
            ),
            Said(
                ko="지워진 학습률은 두 이웃이 모두 남는다. 둘 가운데 나은 쪽이 새로 가장 좋은 "
                "학습률이 된다.",
                en="Of a rate that is struck out both neighbours stay. The better of the two is "
                "the new best one.",
            ),
            Said(
                ko="모멘텀이라면 이웃이 2.9배와 ∞이므로 2.9다.",
                en="Momentum's neighbours have 2.9 and ∞, so it is 2.9.",
            ),
        ),
        mistakes=(
            Mistake(
                "everyone-pays",
                (2.2, 2.9, 1, 2.4, 1.9),
                Said(
                    ko="SGD에게도 값을 물렸다. SGD의 가장 좋은 학습률 1은 목록에 남는다.",
                    en="SGD pays, too. But its best rate, 1, is still on the list.",
                ),
            ),
            Mistake(
                "left-neighbour",
                (1, 2.9, 1, 2.4, 2.2),
                Said(
                    ko="모두 왼쪽 이웃으로 옮겼다. AdamW는 오른쪽 이웃이 더 낫다.",
                    en="All move to the left here. AdamW's right neighbour is better.",
                ),
            ),
            Mistake(
                "left-neighbour-for-all",
                (2.2, 2.9, 2.3, 2.4, 2.2),
                Said(
                    ko="표의 왼쪽 열을 그대로 옮겼다. 가장 좋은 학습률이 목록에 남는 규칙은 1배다. "
                    "지워졌다면 두 이웃 가운데 나은 쪽으로 간다.",
                    en="This is the left column as it stands. A rule whose best rate stays has the "
                    "factor 1, and any other moves to the better of its neighbours.",
                ),
            ),
            Mistake(
                "wrong-half",
                (2.2, 1, 1, 1, 1),
                Said(
                    ko="반대쪽 절반을 남겼다. 0.00001부터 하나씩 건너뛰면 0.0316과 0.316이 "
                    "지워진다.",
                    en="This keeps the other half. Every other rate from 0.00001 on leaves out "
                    "0.0316 and 0.316.",
                ),
            ),
            Mistake(
                "worse-neighbour",
                (1, 2.9, 1, 2.5, 2.2),
                Said(
                    ko="두 이웃 가운데 나쁜 쪽을 골랐다. 목록을 다 훈련하니 나은 쪽을 쓸 수 있다.",
                    en="This takes the worse of two neighbours. Both are trained, so the better "
                    "one counts.",
                ),
            ),
            Mistake(
                "growth-alone",
                (0, 1.9, 0, 1.4, 0.9),
                Said(
                    ko="늘어난 만큼만 적었다. 그대로이면 0이 아니라 1배다.",
                    en="This is what is added. A loss that stays has the factor 1, not 0.",
                ),
            ),
            Mistake(
                "losses",
                (0.07, 0.07, 0.05, 0.06, 0.06),
                Said(
                    ko="손실을 적었다. 물은 것은 손실이 몇 배가 되는지다.",
                    en="These are the losses. The factors by which they grow are asked for.",
                ),
            ),
        ),
    ),
    Exercise(
        "choosing-2",
        Function(
            compared(), counts_to_compare, names=("a", "b"), returns=("mean", "error", "seeds")
        ),
        right=Said(
            ko="시드마다 빼면 둘이 함께 오르내린 몫이 사라진다. 그래서 짝을 지은 비교에는 시드가 "
            "덜 든다. Adam과 모멘텀의 차이 여덟 개로 셈하면 시드가 몇 개 필요할까?",
            en="Subtracting seed by seed removes what both have in common, and so a paired "
            "comparison needs fewer seeds. How many would the differences of Adam and momentum "
            "ask for?",
        ),
        hints=(
            Said(
                ko="시드 하나가 쉬우면 둘 다 많이 맞힌다. `a.var() + b.var()`는 그것을 퍼짐으로 "
                "셈한다. 차이는 그렇지 않다.",
                en="An easy seed raises both counts. `a.var() + b.var()` takes that for spread; "
                "the differences do not.",
            ),
            Said(
                ko="`difference = a - b`를 먼저 구하고, 그 표준편차로 셋을 모두 구한다.",
                en="Begin with `difference = a - b` and take all three from it.",
            ),
            Said(
                ko="몇 개 안 되는 값으로 표준편차를 추정할 때는 k − 1로 나눈다: `ddof=1`.",
                en="A standard deviation estimated from a few values divides by k − 1: `ddof=1`.",
            ),
        ),
        mistakes=(
            Mistake(
                "unpaired-and-divided-by-k",
                compared(unpaired=True, ddof=0),
                Said(
                    ko="두 군데가 아직 그대로다. 짝을 짓지 않고 두 분산을 더했고, 분산을 k − 1이 "
                    "아니라 k로 나누었다.",
                    en="Both slips are still there: two variances are added as if the seeds were "
                    "not paired, and they divide by k, not by k − 1.",
                ),
            ),
            Mistake(
                "unpaired",
                compared(unpaired=True),
                Said(
                    ko="k − 1로 나눈 것은 맞다. 그런데 두 분산을 더했다. 시드가 짝을 이루므로 "
                    "차이의 표준편차를 구한다.",
                    en="k − 1 is right. But two variances are added. The seeds are paired: take "
                    "the standard deviation of the differences.",
                ),
            ),
            Mistake(
                "divided-by-k",
                compared(ddof=0),
                Said(
                    ko="짝을 지은 것은 맞다. 그런데 분산을 k로 나누었다. 표본에서 추정할 때는 k − "
                    "1로 나눈다: `ddof=1`.",
                    en="Pairing is right. But the variance divides by k. Estimated from a sample "
                    "it divides by k − 1: `ddof=1`.",
                ),
            ),
            Mistake(
                "spread-for-error",
                compared(error=lambda spread, k: spread),
                Said(
                    ko="`error`가 차이 하나의 표준편차다. 이것을 √k로 나눠야 평균의 표준오차다.",
                    en="`error` is the standard deviation of one difference. That of their mean is "
                    "smaller by √k.",
                ),
            ),
            Mistake(
                "no-root",
                compared(error=lambda spread, k: spread / k),
                Said(
                    ko="표준편차를 k로 나누었다. 평균의 표준오차는 √k로 나눈다.",
                    en="The standard deviation is divided by k. For the error of a mean it is √k.",
                ),
            ),
            Mistake(
                "variance-for-error",
                compared(error=lambda spread, k: spread**2 / k),
                Said(
                    ko="`error`가 평균의 분산이다. 제곱근을 씌우자.",
                    en="`error` is the variance of the mean. Take its root.",
                ),
            ),
            Mistake(
                "one-less-twice",
                compared(error=lambda spread, k: spread / np.sqrt(k - 1)),
                Said(
                    ko="표준오차에서 하나를 한 번 더 뺐다. k − 1은 표준편차에 이미 들어 있으므로 "
                    "√k로 나눈다.",
                    en="The error takes off one once more. k − 1 is in the standard deviation "
                    "already; divide by √k.",
                ),
            ),
            Mistake("mean-and-sum", compared(mean=np.sum)),
            Mistake(
                "sign",
                compared(mean=lambda d: -np.mean(d)),
                Said(
                    ko="거꾸로 뺐다. `a`가 더 많이 맞혔으면 평균이 양수여야 한다.",
                    en="Subtracted the other way round. Where `a` has more images right, the mean "
                    "is positive.",
                ),
            ),
            Mistake(
                "absolute",
                absolute,
                Said(
                    ko="차이의 부호를 뗐다. 이긴 것과 진 것이 서로 지워져야 한다.",
                    en="The differences have lost their signs. In the mean, wins and losses must "
                    "cancel.",
                ),
            ),
            Mistake(
                "one-standard-error",
                compared(seeds=lambda spread, k: spread**2),
                Said(
                    ko="평균과 표준오차는 맞다. `seeds`는 한 장이 표준오차 하나와 같아지는 수다. "
                    "둘과 같아야 한다.",
                    en="Mean and error are right. `seeds` makes one image a single standard error; "
                    "it should be two.",
                ),
            ),
            Mistake(
                "two-outside-the-square",
                compared(seeds=lambda spread, k: 2 * spread**2),
                Said(
                    ko="평균과 표준오차는 맞다. 1 = 2d/√k에서 k = (2d)²이므로 2도 제곱해야 한다.",
                    en="Mean and error are right. From 1 = 2d/√k follows k = (2d)²: the 2 is "
                    "squared, too.",
                ),
            ),
            Mistake(
                "not-squared",
                compared(seeds=lambda spread, k: 2 * spread),
                Said(
                    ko="평균과 표준오차는 맞다. `seeds`에 제곱이 빠졌다. √k = 2d다.",
                    en="Mean and error are right. `seeds` lacks a square: it is √k that equals 2d.",
                ),
            ),
            Mistake(
                "error-for-spread",
                compared(seeds=lambda spread, k: 4 * spread**2 / k),
                Said(
                    ko="평균과 표준오차는 맞다. `seeds`에 표준오차를 넣었다. 시드 하나의 "
                    "표준편차 d를 넣는다.",
                    en="Mean and error are right. `seeds` uses the standard error; it takes d, the "
                    "standard deviation of one difference.",
                ),
            ),
            Mistake(
                "rounded",
                compared(seeds=lambda spread, k: np.ceil(4 * spread**2)),
                Said(
                    ko="모두 맞는데 `seeds`를 올림했다. 여기서는 올림하지 않은 수를 돌려준다.",
                    en="All is right, but `seeds` is rounded up. Here it is to be left as it is.",
                ),
            ),
            Mistake("changed-in-place", compared_in_place),
        ),
    ),
    Exercise(
        "choosing-3",
        Function(
            tuned(by_mean, on_fresh),
            races_to_run,
            names=("rates", "losses", "fresh"),
            returns=("rate", "loss"),
        ),
        right=Said(
            ko="고르는 시드와 보고하는 시드가 갈라졌다. 아무 차이도 없는 학습률 13개에 무작위 "
            "손실을 주고 돌려 보자. 고친 함수만 참값을 보고한다.",
            en="Choosing and reporting are separate now. Fill a list of 13 rates that do not "
            "differ with random losses: the mended function alone reports their true mean.",
        ),
        hints=(
            Said(
                ko="`losses[:, best]`를 보고하면 운 좋게 뽑힌 값을 그 운과 함께 보고하게 된다.",
                en="Whoever reports `losses[:, best]` reports the luck by which it was chosen, "
                "too.",
            ),
            Said(
                ko="`losses.min(axis=0)`은 시드 가운데 가장 운 좋은 하나만 본다. 시드를 모두 써서 "
                "고르려면?",
                en="`losses.min(axis=0)` looks at the luckiest seed alone. How do all the seeds "
                "have a say?",
            ),
            Said(
                ko="`best = losses.mean(axis=0).argmin()`으로 고르고 `fresh[:, best].mean()`을 "
                "보고한다.",
                en="Choose by `best = losses.mean(axis=0).argmin()`, report `fresh[:, "
                "best].mean()`.",
            ),
        ),
        mistakes=(
            Mistake(
                "lucky-and-the-same-seeds",
                tuned(by_luck, on_the_same),
                Said(
                    ko="두 군데가 아직 그대로다. 가장 운 좋은 시드로 고르고, 고른 시드로 보고한다.",
                    en="Both slips are still there: the luckiest seed chooses, and the seeds that "
                    "chose report.",
                ),
            ),
            Mistake(
                "lucky-seed",
                tuned(by_luck, on_fresh),
                Said(
                    ko="새 시드로 보고한 것은 맞다. 그런데 가장 운 좋은 시드 하나로 골랐다. 시드 "
                    "전체의 평균으로 고른다.",
                    en="Reporting on fresh seeds is right. But the luckiest seed alone chooses; "
                    "take the mean over all of them.",
                ),
            ),
            Mistake(
                "same-seeds",
                tuned(by_mean, on_the_same),
                Said(
                    ko="평균으로 고른 것은 맞다. 그런데 고른 시드로 보고했다. 뽑힌 까닭이 운이라면 "
                    "그 운까지 보고하는 셈이다.",
                    en="Choosing by the mean is right. But the same seeds report: if it was luck "
                    "that made the choice, the luck is reported, too.",
                ),
            ),
            Mistake(
                "chosen-on-fresh",
                tuned(by_fresh, on_fresh),
                Said(
                    ko="새 시드로 골랐다. 그러면 새 시드가 더는 새것이 아니다. 고를 때는 "
                    "`losses`만 본다.",
                    en="The fresh seeds choose, and so they are fresh no more. Choose by `losses` "
                    "alone.",
                ),
            ),
            Mistake(
                "chosen-on-all",
                tuned(by_all, on_fresh),
                Said(
                    ko="고를 때 새 시드까지 함께 보았다. `losses`만으로 고른다.",
                    en="The fresh seeds have a say in the choice. Choose by `losses` alone.",
                ),
            ),
            Mistake(
                "pooled",
                tuned(by_all, on_all),
                Said(
                    ko="시드를 모두 섞어서 고르고 보고했다. 시드가 많아져도 고른 시드로 보고하기는 "
                    "마찬가지다.",
                    en="All seeds are pooled, to choose and to report. They are more, but they "
                    "still report on themselves.",
                ),
            ),
            Mistake(
                "reported-on-all",
                tuned(by_mean, on_all),
                Said(
                    ko="고를 때 쓴 시드를 보고에 섞었다. `fresh`만으로 보고한다.",
                    en="The seeds that chose are among those that report. Report on `fresh` alone.",
                ),
            ),
            Mistake(
                "best-fresh-rate",
                tuned(by_mean, lambda losses, fresh, best: fresh.mean(axis=0).min()),
                Said(
                    ko="학습률은 맞다. 그런데 보고한 손실은 새 시드에서 가장 좋은 다른 학습률의 "
                    "것일 수 있다. 고른 학습률의 열을 쓴다.",
                    en="The rate is right. But the loss may be that of another rate, the best one "
                    "on the fresh seeds. Take the column that was chosen.",
                ),
            ),
            Mistake(
                "luckiest-fresh-seed",
                tuned(by_mean, lambda losses, fresh, best: fresh[:, best].min()),
                Said(
                    ko="학습률은 맞다. 그런데 새 시드 가운데 가장 운 좋은 하나를 보고했다. 평균을 "
                    "보고한다.",
                    en="The rate is right. But the luckiest of the fresh seeds is reported; report "
                    "their mean.",
                ),
            ),
            Mistake(
                "mean-and-sum",
                tuned(by_mean, lambda losses, fresh, best: fresh[:, best].sum()),
            ),
            Mistake(
                "index-for-rate",
                index_for_rate,
                Said(
                    ko="학습률 대신 그 번호를 돌려주었다: `rates[best]`.",
                    en="The number of the rate is returned instead of the rate: `rates[best]`.",
                ),
            ),
            Mistake(
                "largest-loss",
                tuned(lambda losses, fresh: -losses.mean(axis=0), on_fresh),
                Said(
                    ko="손실이 가장 큰 학습률을 골랐다. `argmax`가 아니라 `argmin`이다.",
                    en="This chooses the largest loss: `argmin`, not `argmax`.",
                ),
            ),
            Mistake(
                "wrong-axis",
                tuned(lambda losses, fresh: losses.mean(axis=1), on_fresh),
                Said(
                    ko="학습률을 따라 평균해서 시드를 골랐다. 시드를 따라 평균한다: `axis=0`.",
                    en="The mean runs over the rates and chooses a seed. Take it over the seeds: "
                    "`axis=0`.",
                ),
            ),
            Mistake(
                "chosen-by-median",
                tuned(lambda losses, fresh: np.median(losses, axis=0), on_fresh),
                Said(
                    ko="중앙값으로 골랐다. 그래도 되지만 여기서는 평균으로 고른다.",
                    en="The median chooses. One may do so; here it is the mean.",
                ),
            ),
            Mistake(
                "reported-median",
                tuned(by_mean, lambda losses, fresh, best: np.median(fresh[:, best])),
                Said(
                    ko="학습률은 맞다. 그런데 중앙값을 보고했다. 여기서는 평균을 보고한다.",
                    en="The rate is right. But a median is reported; here it is the mean.",
                ),
            ),
            Mistake(
                "median",
                by_median,
                Said(
                    ko="중앙값을 썼다. 그래도 되지만 여기서는 평균으로 고르고 평균을 보고한다.",
                    en="These are medians. One may do so; here the mean chooses and is reported.",
                ),
            ),
        ),
    ),
    Exercise(
        "choosing-4",
        Function(expected(drawn_anew), lists_to_draw_from, names=("losses", "k")),
        right=Said(
            ko="같은 학습률을 두 번 훈련하는 일이 생기므로 이 장의 식보다 조금 나쁘다. 학습률이 "
            "13개이고 k = 3일 때 둘을 견주어 보자.",
            en="A rate may be trained twice, so this is a little worse than the chapter's formula. "
            "Compare the two for 13 rates and k = 3.",
        ),
        hints=(
            Said(
                ko="k번 모두 i번째나 그보다 나쁜 것이 나올 확률은 얼마인가?",
                en="How likely is it that all k draws give the i-th loss or a worse one?",
            ),
            Said(
                ko="그 확률은 ((n − i + 1)/n)ᵏ다. 여기서 모두 i번째보다 나쁠 확률을 빼면 i번째가 "
                "최선일 확률이다.",
                en="It is ((n − i + 1)/n)ᵏ. Take away the chance that all are worse than the i-th, "
                "and the i-th is the best.",
            ),
            Said(
                ko="`np.sort(losses) @ (((n - i + 1) / n) ** k - ((n - i) / n) ** k)`이고, i는 "
                "1부터 n까지다.",
                en="`np.sort(losses) @ (((n - i + 1) / n) ** k - ((n - i) / n) ** k)` with i from "
                "1 to n.",
            ),
        ),
        mistakes=(
            Mistake(
                "without-replacement",
                expected(without_replacement),
                Said(
                    ko="서로 다른 k개를 고를 때의 식이다. 여기서는 뽑을 때마다 목록 전체에서 다시 "
                    "뽑으므로 같은 학습률이 또 나올 수 있다.",
                    en="This is the formula for k different rates. Here each is drawn from the "
                    "whole list again, and a rate may come twice.",
                ),
            ),
            Mistake(
                "drawn-once",
                expected(drawn_once),
                Said(
                    ko="i번째가 꼭 한 번 나올 때만 셈했다. 두 번 나와도 최선이다. 확률을 모두 "
                    "더하면 1이 되는지 보자.",
                    en="This counts the i-th loss only if it is drawn once. It is the best if it "
                    "is drawn twice, too. Do the chances add up to 1?",
                ),
            ),
            Mistake(
                "drawn-twice-counted-twice",
                expected(drawn_at_least_once),
                Said(
                    ko="i번째가 두 번 나오는 경우를 두 번 셌다. 확률을 모두 더하면 1이 넘는다.",
                    en="Draws in which the i-th loss comes twice are counted twice. The chances "
                    "add up to more than 1.",
                ),
            ),
            Mistake(
                "unordered",
                expected(unordered),
                Said(
                    ko="뽑은 순서를 무시하고 모두 같은 확률로 셌다. 서로 다른 둘은 두 가지 순서로 "
                    "나오므로, 같은 것이 두 번 나오는 것보다 두 배 흔하다.",
                    en="The order of the draws is left out, and every pick counts alike. But two "
                    "different losses come in two orders, twice as often as one of them twice.",
                ),
            ),
            Mistake(
                "not-subtracted",
                expected(lambda i, n, k: ((n - i + 1) / n) ** k),
                Said(
                    ko="모두 i번째이거나 더 나쁠 확률까지만 구했다. i번째가 나오지 않는 경우를 "
                    "빼야 한다.",
                    en="This is the chance that all are the i-th or worse. Subtract the cases "
                    "without the i-th.",
                ),
            ),
            Mistake(
                "off-by-one",
                expected(lambda i, n, k: drawn_anew(i + 1, n, k)),
            ),
            Mistake(
                "ranks-from-zero",
                expected(lambda i, n, k: drawn_anew(i - 1, n, k)),
                Said(
                    ko="순위를 0부터 셌다. 이 식에서는 가장 작은 손실이 i = 1이다.",
                    en="The ranks are counted from 0. In this formula the smallest loss has i = 1.",
                ),
            ),
            Mistake(
                "worst",
                expected(drawn_anew, order=lambda losses: np.sort(losses)[::-1]),
                Said(
                    ko="가장 나쁜 것의 기댓값이다. 손실은 작은 것부터 늘어놓는다.",
                    en="This is the expected worst. Sort the losses with the smallest first.",
                ),
            ),
            Mistake(
                "not-sorted",
                expected(drawn_anew, order=np.asarray),
                Said(
                    ko="손실을 정렬하지 않았다. i번째는 작은 것부터 센 순위다.",
                    en="The losses are not sorted. i is the rank, from the smallest on.",
                ),
            ),
            Mistake(
                "mean-of-all",
                lambda losses, k: losses.mean(),
                Said(
                    ko="한 번 뽑을 때의 평균이다. k번 가운데 가장 좋은 것은 이보다 낮다.",
                    en="This is the mean of one draw. The best of k is lower.",
                ),
            ),
            Mistake(
                "best-of-all",
                lambda losses, k: losses.min(),
                Said(
                    ko="목록에서 가장 좋은 값이다. 무작위로 뽑으면 그것이 나오지 않을 수도 있다.",
                    en="This is the best of the whole list. Random draws may miss it.",
                ),
            ),
            Mistake("changed-in-place", sorted_in_place),
        ),
    ),
    Exercise(
        "choosing-5",
        Setting(
            ("first", "second"),
            worst_of_five,
            goal=5e-4,
            missed=Said(
                ko="60 스텝 뒤에 다섯 가운데 가장 나쁜 것이 최솟값보다 {value} 높다. 5e-4보다 "
                "작아야 한다. 어느 규칙인지 `gd.sweep`으로 찾아보자.",
                en="After 60 steps the worst of the five is {value} above the minimum; it must be "
                "less than 5e-4. Find out with `gd.sweep` which rule it is.",
            ),
            diverged=Said(
                ko="다섯 가운데 하나가 두 학습률에서 모두 발산하거나, 양수가 아닌 학습률이 있다.",
                en="One of the five diverges at both rates, or a rate is not positive.",
            ),
        ),
        right=Said(
            ko="하나는 √v로 나누는 규칙들의 골에, 하나는 SGD의 골에 있다. 학습률 하나로 다섯을 "
            "모두 만족시킬 수 있을까? 0.35로 해 보자.",
            en="One lies in the valley of the rules that divide by √v, one in SGD's. Can a single "
            "rate please all five? Try 0.35.",
        ),
        hints=(
            Said(
                ko="규칙마다 골이 어디에 있는지 먼저 찾자: `gd.sweep(task, rule, {'lr': rates}, "
                "steps=60).f`.",
                en="First find the valley of each rule: `gd.sweep(task, rule, {'lr': rates}, "
                "steps=60).f`.",
            ),
            Said(
                ko="가장 까다로운 것은 SGD와 RMSprop이다. 두 골은 겹치지 않는다.",
                en="SGD and RMSprop are the hardest to please, and their valleys do not overlap.",
            ),
            Said(
                ko="RMSprop의 골은 0.08 둘레에 있다. SGD는 2에서 8 사이가 좋다.",
                en="RMSprop's valley is around 0.08. SGD does well between 2 and 8.",
            ),
        ),
        mistakes=(
            Mistake(
                "usual-defaults",
                (0.001, 0.01),
                Said(
                    ko="Adam과 RMSprop의 기본값이다. 60 스텝으로는 이들도 도착하지 못하고, SGD는 "
                    "출발점을 거의 떠나지 못한다.",
                    en="These are the defaults of Adam and RMSprop. In 60 steps not even they "
                    "arrive, and SGD hardly leaves its start.",
                ),
            ),
            Mistake(
                "list-for-adam",
                (0.01, 0.1),
                Said(
                    ko="나누는 규칙들에 맞춘 목록이다. SGD에는 0.1도 너무 작다.",
                    en="This list suits the rules that divide. For SGD even 0.1 is too small.",
                ),
            ),
            Mistake(
                "list-for-sgd",
                (1.0, 10**0.5),
                Said(
                    ko="SGD에 맞춘 목록이다. RMSprop에는 둘 다 너무 크다.",
                    en="This list is SGD's. For RMSprop both are too large.",
                ),
            ),
            Mistake(
                "short-of-sgd",
                (0.1, 1.0),
                Said(
                    ko="0.1은 좋다. SGD에는 1이 아직 작다. 안정성 한계 2/L = 9.7에 더 다가가자.",
                    en="0.1 is a good choice. For SGD 1 is too small: go nearer to its limit, 2/L "
                    "= 9.7.",
                ),
            ),
            Mistake(
                "best-of-the-chapters-task",
                (10**-1.5, 10**0.5),
                Said(
                    ko="이 장의 과제에서 RMSprop과 SGD에 가장 좋았던 학습률이다. 여기서는 스텝이 "
                    "60번뿐이라 0.0316으로는 Adam이 도착하지 못한다.",
                    en="These were best for RMSprop and SGD on the chapter's task. Here, within 60 "
                    "steps, 0.0316 does not bring Adam home.",
                ),
            ),
        ),
    ),
    Exercise(
        "choosing-6",
        Choice("b", among="abcd"),
        right=Said(
            ko="따라잡기는커녕 차이가 벌어진다. Adam은 그라디언트가 아무리 작아져도 α쯤 되는 "
            "스텝을 계속 내딛기 때문이다. 시험 정확도에서는 따라잡을 것이 처음부터 없었다.",
            en="The gap widens: Adam keeps taking steps of about α however small the gradient has "
            "become. In the test accuracy there was nothing to catch up with.",
        ),
        hints=(
            Said(
                ko="a는 계산할 수 있고, c와 d는 새 시드의 그림과 표에서 읽을 수 있다.",
                en="a can be calculated; c and d can be read off the figure and the table of the "
                "fresh seeds.",
            ),
            Said(
                ko="b는 재어 보면 안다. `train(gd.SGD, 1.0, 100, steps=690)[1]`의 마지막 값을 "
                "Adam의 것과 견주어 보자.",
                en="b can be measured: compare the last value of `train(gd.SGD, 1.0, 100, "
                "steps=690)[1]` with Adam's.",
            ),
        ),
        mistakes=(
            Mistake(
                "weak-decay",
                "a",
                Said(
                    ko="맞는 말이다. (1 − 0.0316 · 0.01)²³⁰ = 0.93이다. 감쇠가 제 몫을 하려면 "
                    "αλT가 1쯤은 되어야 한다.",
                    en="This is right: (1 − 0.0316 · 0.01)²³⁰ = 0.93. A decay that matters has αλT "
                    "of the order of 1.",
                ),
            ),
            Mistake(
                "single-runs",
                "c",
                Said(
                    ko="맞는 말이다. 모멘텀의 손실은 0.02에서 0.04까지, Adam의 손실은 0.01에서 "
                    "0.04까지 흩어져 있어서 서로 겹친다.",
                    en="This is right: momentum ranges from 0.02 to 0.04, Adam from 0.01 to 0.04, "
                    "and the two ranges overlap.",
                ),
            ),
            Mistake(
                "same-accuracy",
                "d",
                Said(
                    ko="맞는 말이다. 훈련 손실은 0.07과 0.02인데 시험 정확도는 0.980과 0.981이고, "
                    "차이는 두 표준오차보다 작다.",
                    en="This is right: the training losses are 0.07 and 0.02, the test accuracies "
                    "0.980 and 0.981, and their difference is within two standard errors.",
                ),
            ),
        ),
    ),
)
