"""The exercises of the chapter on AdamW."""

import numpy as np

from gdlib.exercises.checkers import Array, Choice, Optimizer
from gdlib.exercises.declaration import Exercise, Mistake
from gdlib.exercises.said import Said
from gdlib.optimizers import Adam, Momentum, RMSprop

__all__ = ["EXERCISES"]

HALF = np.log(0.5) / np.log(1 - 3e-5)
LEFT = (1 - 3e-5) ** 100_000
L2_LEFT, DECAYED, DECAYED_TWICE = 0.015572, 0.999**200, 0.998**200


class Decoupled:
    """Any rule of gdlib, with decay beside its gradient step; the slips change one method each."""

    def __init__(self, rule, weight_decay):
        self.rule, self.weight_decay = rule, weight_decay

    def init(self, x):
        return self.rule.init(x)

    def decay(self, x):
        return self.rule.lr * self.weight_decay * x

    def step(self, x, g, state):
        return self.rule.step(x - self.decay(x), g, state)


class InTheGradient(Decoupled):
    def step(self, x, g, state):
        return self.rule.step(x, g + self.weight_decay * x, state)


class InTheGradientWithRate(Decoupled):
    def step(self, x, g, state):
        return self.rule.step(x, g + self.decay(x), state)


class BothWays(InTheGradient):
    def step(self, x, g, state):
        new, state = super().step(x, g, state)
        return new - self.decay(x), state


class Growing(Decoupled):
    def decay(self, x):
        return -super().decay(x)


class WithoutDecay(Decoupled):
    def decay(self, x):
        return 0 * x


class WithoutRate(Decoupled):
    def decay(self, x):
        return self.weight_decay * x


class WithRateTwice(Decoupled):
    def decay(self, x):
        return self.rule.lr * super().decay(x)


class TheSameForAll(Decoupled):
    def decay(self, x):
        return self.rule.lr * self.weight_decay * np.sign(x)


class Afterwards(Decoupled):
    def step(self, x, g, state):
        x, state = self.rule.step(x, g, state)
        return x - self.decay(x), state


class InPlace(Decoupled):
    def step(self, x, g, state):
        x -= self.decay(x)
        return self.rule.step(x, g, state)


class Remembering(Decoupled):
    """Keeps the states in the class, one for each kind of rule."""

    kept = {}

    def init(self, x):
        return self.kept.setdefault(type(self.rule), self.rule.init(x))

    def step(self, x, g, state):
        x, state = super().step(x, g, self.kept[type(self.rule)])
        self.kept[type(self.rule)] = state
        return x, state


GROWS = Said(
    ko="감쇠의 부호가 뒤집혀서 점이 스텝마다 커진다. αλx를 더하지 말고 뺀다.",
    en="The sign of the decay is flipped, and the point grows at every step. Subtract αλx.",
)
DECAY_RATE_TWICE = Said(
    ko="감쇠에 학습률을 두 번 곱했다. αλx에는 α가 한 번이면 된다.",
    en="The learning rate is applied twice to the decay. αλx has it once.",
)
SHRINKS_AFTERWARDS = Said(
    ko="걸은 뒤의 점에서 감쇠를 구했다. 식의 αλxₜ에는 걷기 전의 점이 들어간다.",
    en="The decay is that of the point after the step. In the formula, αλxₜ is "
    "taken from the point before.",
)
SAME_FOR_ALL = Said(
    ko="부호만 보고 모든 가중치에서 같은 양을 뺐다. 감쇠는 가중치에 비례한다: αλx.",
    en="The same amount is taken off every weight, by its sign. The decay is in "
    "proportion to the weight: αλx.",
)

EXERCISES = (
    Exercise(
        "adamw-1",
        Array((HALF, LEFT), names=("half_life", "share")),
        right=Said(
            ko="한 스텝에 1 − αλ = 1 − 3·10⁻⁵배가 남는다. 학습률을 열 배로 올리면 반감기가 어떻게 "
            "되는지도 셈해 보자.",
            en="A step keeps 1 − αλ = 1 − 3·10⁻⁵. What becomes of the half-life if the learning "
            "rate is ten times as large?",
        ),
        hints=(
            Said(
                ko="그라디언트가 없으면 한 스텝에 가중치는 몇 배가 되는가?",
                en="Without a gradient, which share of the weight does a step keep?",
            ),
            Said(
                ko="(1 − αλ)ᵗ = 1/2을 t에 대해 푼다. 대략 0.693/(αλ)다.",
                en="Solve (1 − αλ)ᵗ = 1/2 for t. It is about 0.693/(αλ).",
            ),
            Said(
                ko="αλ = 3·10⁻⁵다. 남는 비율은 `(1 - 3e-5) ** 100_000`이다.",
                en="αλ = 3·10⁻⁵, and the share that is left is `(1 - 3e-5) ** 100_000`.",
            ),
        ),
        mistakes=(
            Mistake(
                "rate-left-out",
                (np.log(0.5) / np.log(0.9), 0.0),
                Said(
                    ko="한 스텝에 λ만큼 줄인다고 보았다. 프레임워크의 감쇠에는 학습률이 곱해진다: "
                    "αλ.",
                    en="This removes the share λ at every step. In the frameworks the decay is "
                    "multiplied by the rate: αλ.",
                ),
            ),
            Mistake(
                "lifetime",
                (1 / 3e-5, LEFT),
                Said(
                    ko="1/(αλ) 스텝 뒤에는 절반이 아니라 1/e ≈ 0.37이 남는다. 반감기에는 ln 2를 "
                    "곱한다.",
                    en="After 1/(αλ) steps 1/e ≈ 0.37 is left, not a half. The half-life has a "
                    "factor ln 2.",
                ),
            ),
            Mistake(
                "shrinks-evenly",
                (0.5 / 3e-5, 0.0),
                Said(
                    ko="스텝마다 같은 양이 줄어든다고 보았다. 줄어드는 것은 남은 가중치의 일정한 "
                    "비율이다.",
                    en="This takes off the same amount at every step. What a step removes is a "
                    "share of what is left.",
                ),
            ),
            Mistake(
                "decay-left-out",
                (np.log(0.5) / np.log(1 - 3e-4), (1 - 3e-4) ** 100_000),
                Said(
                    ko="한 스텝에 α만큼 줄인다고 보았다. 줄어드는 비율은 αλ다.",
                    en="This removes the share α at every step. It is αλ.",
                ),
            ),
            Mistake(
                "gone-instead-of-left",
                (HALF, 1 - LEFT),
                Said(
                    ko="반감기는 맞다. 둘째는 사라진 비율이다. 남은 비율을 물었다.",
                    en="The half-life is right. The second is the share that is gone; what is left "
                    "is asked for.",
                ),
            ),
            Mistake(
                "per-cent",
                (HALF, 100 * LEFT),
                Said(
                    ko="반감기는 맞다. 남는 양은 퍼센트가 아니라 1에 대한 비율로 답한다.",
                    en="The half-life is right. What is left is asked for as a share of 1, not in "
                    "per cent.",
                ),
            ),
        ),
    ),
    Exercise(
        "adamw-2",
        Array(
            (L2_LEFT, L2_LEFT, DECAYED, DECAYED_TWICE),
            names=("L2 (λ = 0.1)", "L2 (λ = 0.2)", "AdamW (λ = 0.1)", "AdamW (λ = 0.2)"),
            rtol=0.01,
        ),
        right=Said(
            ko="L2에서는 λ가 m̂/√v̂에서 약분되므로 두 배로 해도 그대로다. 신경망의 죽은 픽셀이 "
            "바로 이 경우다. λ를 1e-7로 낮추면 무엇이 달라질까?",
            en="With L2 the factor λ cancels in m̂/√v̂, so doubling it changes nothing: these are "
            "the dead pixels of the network. What changes at λ = 1e-7?",
        ),
        hints=(
            Said(
                ko="손실에 L2를 넣은 Adam이 받는 그라디언트는 λx뿐이다. 첫 스텝은 얼마나 긴가?",
                en="With L2 in the loss, λx is the only gradient that Adam gets. How long is its "
                "first step?",
            ),
            Said(
                ko="m̂/√v̂에서 λ는 약분된다. AdamW의 값은 (1 − αλ)²⁰⁰이다.",
                en="λ cancels in m̂/√v̂. AdamW leaves (1 − αλ)²⁰⁰.",
            ),
            Said(
                ko="L2 쪽은 `gd.Adam(lr=0.01)`에 그라디언트 `0.1 * w`를 넣고 200 스텝을 돌려 잰다.",
                en="For L2, give `gd.Adam(lr=0.01)` the gradient `0.1 * w` for 200 steps and "
                "measure.",
            ),
        ),
        mistakes=(
            Mistake(
                "l2-taken-for-decay",
                (DECAYED, DECAYED_TWICE, DECAYED, DECAYED_TWICE),
                Said(
                    ko="두 방법을 같은 규칙으로 보았다. 그것은 SGD에서만 맞다. Adam은 λx를 √v̂로 "
                    "나눈다.",
                    en="This takes the two for one rule, which holds for SGD alone. Adam divides "
                    "λx by √v̂.",
                ),
            ),
            Mistake(
                "adamw-first",
                (DECAYED, DECAYED_TWICE, L2_LEFT, L2_LEFT),
                Said(
                    ko="값은 맞는데 AdamW의 둘이 먼저 왔다. L2의 둘을 앞에 쓴다.",
                    en="The values are right, but AdamW's two come first. Begin with those of L2.",
                ),
            ),
            Mistake(
                "by-decay",
                (L2_LEFT, DECAYED, L2_LEFT, DECAYED_TWICE),
                Said(
                    ko="값은 맞는데 λ마다 묶었다. L2의 둘을 먼저, AdamW의 둘을 다음에 쓴다.",
                    en="The values are right, but go by λ. Give the two of L2 first, then those of "
                    "AdamW.",
                ),
            ),
            Mistake(
                "rate-left-out",
                (L2_LEFT, L2_LEFT, 0.9**200, 0.8**200),
                Said(
                    ko="L2는 맞다. AdamW의 한 스텝에 남는 것은 1 − λ배가 아니라 1 − αλ배다.",
                    en="L2 is right. Under AdamW a step keeps 1 − αλ, not 1 − λ.",
                ),
            ),
            Mistake(
                "doubling-squares",
                (L2_LEFT, L2_LEFT**2, DECAYED, DECAYED_TWICE),
                Said(
                    ko="λ를 두 배로 하면 L2도 두 배로 빨리 줄어든다고 보았다. Adam의 스텝은 "
                    "그라디언트의 크기와 상관없다.",
                    en="This has L2 shrink twice as fast when λ doubles. Adam's step does not "
                    "depend on the size of its gradient.",
                ),
            ),
            Mistake(
                "steps-of-alpha-to-the-end",
                (0.0, 0.0, DECAYED, DECAYED_TWICE),
                Said(
                    ko="L2의 스텝이 끝까지 α라고 보면 100 스텝 만에 0이다. 실제로는 그라디언트 "
                    "λx가 줄면서 스텝도 α보다 짧아진다. 돌려서 재어 보자.",
                    en="If its steps were α to the end, L2 would be at 0 after 100 of them. But "
                    "as λx shrinks, the steps become shorter than α. Run it and measure.",
                ),
            ),
            Mistake(
                "nothing-changes",
                (1.0, 1.0, DECAYED, DECAYED_TWICE),
                Said(
                    ko="감쇠가 없는 Adam이라면 그대로 1이다. L2에서는 λx가 그라디언트로 들어간다.",
                    en="Adam without any decay would leave it at 1. With L2, λx is a gradient.",
                ),
            ),
        ),
    ),
    Exercise(
        "adamw-3",
        Array((0.5, 1.0), names=("c = 0.5", "c = 3"), rtol=0.02),
        right=Said(
            ko="노이즈가 없으면 AdamW의 감쇠는 끌어당기는 규제가 아니라 |x| ≤ 1/λ라는 상자다. "
            "노이즈를 조금씩 섞으면 어디서부터 상자가 아니게 될까?",
            en="Without noise AdamW's decay is a box, |x| ≤ 1/λ, and not a pull. Add a little "
            "noise: from where on is it no box any more?",
        ),
        hints=(
            Said(
                ko="멈춘 곳에서는 감쇠 λx와 Adam의 걸음 m̂/(√v̂ + ε)의 크기가 같다.",
                en="At rest the decay λx and Adam's m̂/(√v̂ + ε) are of one size.",
            ),
            Said(
                ko="그라디언트가 일정하면 Adam의 걸음은 α를 단위로 1을 넘지 못한다. 그러니 |x| ≤ "
                "1/λ다.",
                en="Under a constant gradient Adam's step is at most 1 in units of α, so |x| ≤ "
                "1/λ.",
            ),
            Said(
                ko="c가 상자 밖이면 벽에서 멈춘다. 상자 안이면 아주 작은 그라디언트로도 λx와 비길 "
                "수 있다.",
                en="Outside of the box the weight stops at the wall. Inside, a tiny gradient "
                "suffices to balance λx.",
            ),
        ),
        mistakes=(
            Mistake(
                "l2-rest",
                (0.25, 1.5),
                Said(
                    ko="손실에 L2를 넣었을 때의 자리 c/(1 + λ)다. AdamW는 감쇠를 손실에 넣지 "
                    "않는다.",
                    en="This is c/(1 + λ), the rest of L2 in the loss. AdamW keeps its decay out "
                    "of the loss.",
                ),
            ),
            Mistake(
                "no-decay",
                (0.5, 3.0),
                Said(
                    ko="c = 0.5는 맞다. c = 3에서는 x가 1을 넘으면 감쇠 λx가 Adam의 걸음보다 "
                    "커진다.",
                    en="c = 0.5 is right. For c = 3, the decay λx outweighs Adam's step as soon "
                    "as x is above 1.",
                ),
            ),
            Mistake(
                "wall-for-both",
                (1.0, 1.0),
                Said(
                    ko="c = 3은 맞다. c = 0.5는 벽 안쪽에 있으므로 벽까지 갈 까닭이 없다.",
                    en="c = 3 is right. c = 0.5 lies within the wall; nothing drives the weight "
                    "past it.",
                ),
            ),
        ),
    ),
    Exercise(
        "adamw-4",
        Array((0.01, 0.001), names=("first", "second")),
        right=Said(
            ko="λ′ = αλ이므로 프레임워크의 λ는 λ′/α다. 학습률을 조정할 때마다 감쇠도 함께 "
            "움직인다는 것을 잊지 말자.",
            en="λ′ = αλ, so a framework's λ is λ′/α. Whoever tunes the learning rate there tunes "
            "the decay with it.",
        ),
        hints=(
            Said(
                ko="한 스텝에 줄어드는 비율을 두 식에서 각각 써 보자.",
                en="Write down, for both forms, the share that a step removes.",
            ),
            Said(
                ko="논문에서는 λ′, 프레임워크에서는 αλ다. 둘을 같게 놓는다.",
                en="It is λ′ in the paper and αλ in a framework. Set them equal.",
            ),
            Said(
                ko="λ = λ′/α에 α = 10⁻³과 α = 10⁻²을 차례로 넣는다.",
                en="Put α = 10⁻³ and then α = 10⁻² into λ = λ′/α.",
            ),
        ),
        mistakes=(
            Mistake(
                "multiplied",
                (1e-8, 1e-7),
                Said(
                    ko="λ′에 α를 곱했다. 프레임워크가 α를 또 곱하므로 미리 나누어 두어야 한다.",
                    en="λ′ was multiplied by α. The framework multiplies by it already, so divide.",
                ),
            ),
            Mistake(
                "copied",
                (1e-5, 1e-5),
                Said(
                    ko="논문의 수를 그대로 옮겼다. 프레임워크는 여기에 α를 곱하므로 감쇠가 천분의 "
                    "1이 된다.",
                    en="The paper's number was copied. The framework multiplies it by α, and a "
                    "thousandth of the decay is left.",
                ),
            ),
            Mistake(
                "copied-then-lowered",
                (1e-5, 1e-6),
                Said(
                    ko="논문의 수에서 시작했다. 둘째를 열 배 낮춘 것은 맞지만, 첫째부터 λ′을 α로 "
                    "나누어야 한다.",
                    en="This begins with the paper's number. Lowering it tenfold is right, but "
                    "the first must be λ′ divided by α already.",
                ),
            ),
            Mistake(
                "kept",
                (0.01, 0.01),
                Said(
                    ko="첫째는 맞다. 학습률이 열 배가 되면 αλ도 열 배가 된다. 같은 비율로 "
                    "줄이려면 λ를 낮춰야 한다.",
                    en="The first is right. With ten times the rate, αλ grows tenfold too; λ must "
                    "fall for the same share.",
                ),
            ),
            Mistake(
                "raised",
                (0.01, 0.1),
                Said(
                    ko="첫째는 맞다. 둘째는 거꾸로다. 학습률이 오른 만큼 λ는 내려야 αλ가 그대로다.",
                    en="The first is right. The second went the wrong way: αλ stays the same if λ "
                    "falls as the rate rises.",
                ),
            ),
        ),
    ),
    Exercise(
        "adamw-5",
        Optimizer(
            Decoupled,
            settings=[
                {"rule": Adam(lr=0.1, beta1=0.5, beta2=0.9, eps=0.2), "weight_decay": 0.6},
                {"rule": RMSprop(lr=0.3, decay=0.5, eps=0.4), "weight_decay": 0.4},
                {"rule": Momentum(lr=0.2, momentum=0.5), "weight_decay": 0.5},
            ],
        ),
        right=Said(
            ko="어느 규칙을 감싸도 감쇠는 모멘트 밖에 남는다. `gd.Adam`을 감싸면 `gd.AdamW`가 "
            "된다. `gd.SGD`를 감싸면 L2와 어떻게 다른지 확인해 보자.",
            en="Whatever rule is inside, the decay stays out of its memory; around `gd.Adam` it "
            "is `gd.AdamW`. Put it around `gd.SGD`: does it differ from L2 then?",
        ),
        hints=(
            Said(
                ko="모멘트에는 데이터의 그라디언트만 들어가야 한다. `g`를 그대로 넘기자.",
                en="The moments are to see the data's gradient alone: hand `g` on as it is.",
            ),
            Said(
                ko="점에서 αλx를 뺀다. α는 `self.rule.lr`다. 여기서 x는 걷기 전의 점이다.",
                en="Take αλx off the point, where α is `self.rule.lr` and x the point before the "
                "step.",
            ),
            Said(
                ko="`x - self.rule.lr * self.weight_decay * x`를 새 배열로 만들어 "
                "`self.rule.step`에 넘긴다.",
                en="Make `x - self.rule.lr * self.weight_decay * x` a new array and hand it to "
                "`self.rule.step`.",
            ),
        ),
        mistakes=(
            Mistake("decay-in-gradient", InTheGradient),
            Mistake("changed-in-place", InPlace),
            Mistake("shared-state", Remembering),
            Mistake("sign", Growing, GROWS),
            Mistake(
                "decay-forgotten",
                WithoutDecay,
                Said(
                    ko="감쇠가 없다. 안에 든 규칙 그대로다. 점에서 αλx를 더 뺀다.",
                    en="There is no decay: this is the rule inside as it is. Take αλx off the "
                    "point, too.",
                ),
            ),
            Mistake(
                "decay-in-gradient-with-rate",
                InTheGradientWithRate,
                Said(
                    ko="αλx를 그라디언트에 더했다. 여전히 모멘트를 지나고, 학습률까지 두 번 "
                    "곱해진다. 감쇠는 점에서 바로 뺀다.",
                    en="αλx is added to the gradient. It still goes through the moments, and "
                    "meets the rate twice. Take the decay off the point itself.",
                ),
            ),
            Mistake(
                "decays-both-ways",
                BothWays,
                Said(
                    ko="감쇠가 두 번 들어갔다. 점에서 빼면서 그라디언트에도 더하고 있다. "
                    "그라디언트 쪽을 지우자.",
                    en="The decay acts twice, beside the gradient and through it. Leave the "
                    "gradient alone.",
                ),
            ),
            Mistake(
                "rate-left-out",
                WithoutRate,
                Said(
                    ko="논문의 알고리즘 2처럼 α 없이 λx를 뺐다. 여기서는 프레임워크처럼 αλx를 "
                    "뺀다.",
                    en="λx is taken off without α, as in the paper's Algorithm 2. Here it is αλx, "
                    "as in the frameworks.",
                ),
            ),
            Mistake("rate-twice", WithRateTwice, DECAY_RATE_TWICE),
            Mistake("shrinks-afterwards", Afterwards, SHRINKS_AFTERWARDS),
            Mistake("same-for-all", TheSameForAll, SAME_FOR_ALL),
        ),
    ),
    Exercise(
        "adamw-6",
        Choice("a", among="abcd"),
        right=Said(
            ko="비율이 αλ/σ이므로 σ가 열 배면 반감기도 열 배다. AdamW에서는 σ가 들어갈 자리가 "
            "없다.",
            en="The share is αλ/σ, so ten times the σ means ten times the half-life. In AdamW "
            "there is no place where σ could enter.",
        ),
        hints=(
            Said(
                ko="두 그림에서 λ도 노이즈도 같다. λx가 지나가는 길만 다르다.",
                en="λ and the noise are the same in both panels. Only the way that λx takes is "
                "different.",
            ),
            Said(
                ko="L2에서 λx는 √v̂로 나뉜다. √v̂는 σ쯤이다.",
                en="With L2, λx is divided by √v̂, which is about σ.",
            ),
        ),
        mistakes=(
            Mistake(
                "noise-pushes",
                "b",
                Said(
                    ko="노이즈의 평균은 0이라서 가중치를 어느 쪽으로도 밀지 않는다. 같은 노이즈를 "
                    "받는 AdamW에서는 세 선이 겹친다.",
                    en="The noise has mean zero and pushes nowhere. With the same noise, AdamW's "
                    "three lines coincide.",
                ),
            ),
            Mistake(
                "different-strength",
                "c",
                Said(
                    ko="λ는 세 가중치에서 모두 0.05다. 달라지는 것은 λ를 나누는 수다.",
                    en="λ is 0.05 for all three. What differs is the number it is divided by.",
                ),
            ),
            Mistake(
                "data-pull",
                "d",
                Said(
                    ko="그라디언트는 평균이 0인 노이즈뿐이다. 데이터는 어느 가중치도 0으로 "
                    "끌어당기지 않는다.",
                    en="The gradients are noise of mean zero. The data pull none of the weights "
                    "towards 0.",
                ),
            ),
        ),
    ),
)
