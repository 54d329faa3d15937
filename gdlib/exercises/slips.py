"""The mistakes that are made everywhere, by their names, with what is said of each.

A chapter that declares a mistake under one of these names need not say anything itself.
"""

from gdlib.exercises.said import Said

__all__ = ["SLIPS"]

SLIPS = {
    "sign": Said(
        ko="부호가 뒤집혔다. 그라디언트는 오르막을 가리키므로 빼야 내려간다.",
        en="The sign is flipped. The gradient points uphill: subtract it to go down.",
    ),
    "rate-twice": Said(
        ko="학습률을 두 번 곱했다. 속도나 걸음 가운데 한 곳에만 곱한다.",
        en="The learning rate is applied twice. It belongs into the velocity or into the step, "
        "not into both.",
    ),
    "betas-swapped": Said(
        ko="β₁과 β₂가 바뀌었다. β₁은 그라디언트의 평균에, β₂는 제곱의 평균에 쓴다.",
        en="β₁ and β₂ are swapped. β₁ belongs to the mean of the gradient, β₂ to the mean of its "
        "square.",
    ),
    "no-bias-correction": Said(
        ko="편향 보정이 빠졌다. 평균을 0에서 시작했으므로 1 − βᵗ로 나눈다.",
        en="The bias correction is missing. The averages start at zero: divide them by 1 − βᵗ.",
    ),
    "bias-step-stuck": Said(
        ko="편향 보정의 t가 1에 머물러 있다. 스텝마다 1씩 커져야 한다.",
        en="The t of the bias correction stays at 1. It must grow by one at every step.",
    ),
    "epsilon-inside": Said(
        ko="ε이 근호 안에 있다. 여기서는 근호 밖에서 더한다: √s + ε.",
        en="ε is inside the root. Here it is added outside: √s + ε.",
    ),
    "epsilon-outside": Said(
        ko="ε이 근호 밖에 있다. 여기서는 근호 안에서 더한다: √(s + ε).",
        en="ε is outside the root. Here it is added inside: √(s + ε).",
    ),
    "epsilon-beside": Said(
        ko="`/ sqrt(s) + eps`는 먼저 나누고 나서 ε을 더한다. `/ (sqrt(s) + eps)`처럼 괄호가 "
        "있어야 한다.",
        en="`/ sqrt(s) + eps` divides first and adds ε afterwards. It needs brackets: `/ (sqrt(s) "
        "+ eps)`.",
    ),
    "old-velocity": Said(
        ko="속도를 고치기 전의 값으로 걸었다. 먼저 v를 고치고, 새 v로 걷는다.",
        en="The step uses the velocity from before its update. Update v first, then step with the "
        "new one.",
    ),
    "updated-velocity": Said(
        ko="이미 고친 속도를 한 번 더 썼다. 이 자리에는 고치기 전의 속도가 들어간다.",
        en="The velocity is used after it was updated. The one from before belongs here.",
    ),
    "shared-state": Said(
        ko="같은 입력으로 다시 부르면 다른 값이 나온다. 부를 때마다 남는 것이 있다: 전역 변수, "
        "기본값으로 둔 배열, 클래스에 둔 상태를 찾아보자. 시드 없이 만든 난수 생성기도 그렇다.",
        en="Called again with the same input, it answers differently. Something is kept between "
        "calls: look for a global, an array as a default argument, a state in the class. Or a "
        "random generator is made without its seed.",
    ),
    "changed-in-place": Said(
        ko="인수를 그 자리에서 바꿨다. `x -= ...` 대신 `x = x - ...`로 새 배열을 만들자.",
        en="An argument was changed in place. Make a new array: `x = x - ...` instead of `x -= "
        "...`.",
    ),
    "truncated": Said(
        ko="정수로 잘렸다. 정수 배열에 계산 결과를 넣으면 소수점 아래가 사라진다. 먼저 실수로 "
        "바꾸자.",
        en="Numbers were cut to integers. An integer array drops what stands behind the point of "
        "a result stored in it: convert to float first.",
    ),
    "off-by-one": Said(
        ko="하나 차이로 어긋났다. 어디에서 세기 시작해 어디에서 멈추는지 보자.",
        en="Off by one. Look where the counting begins and where it stops.",
    ),
    "decay-in-gradient": Said(
        ko="감쇠가 그라디언트에 섞였다. 그라디언트에 더하지 말고, 걸음과 따로 점을 줄인다.",
        en="The decay goes through the gradient. It belongs beside it: shrink the point "
        "separately from the step.",
    ),
    "mean-and-sum": Said(
        ko="평균과 합을 혼동했다.",
        en="Mean and sum are confused.",
    ),
}
