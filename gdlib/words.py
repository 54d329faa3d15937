"""Every word that figures, tables and messages show, in Korean and in English.

One line a word, ``key: (Korean, English)``, the key in snake_case English, in the group it belongs
to. A chapter that needs a word adds its line here. ``word(key)`` gives it in the language of the
page that runs.
"""

import difflib
import locale
import os
import re
from pathlib import Path

LANGUAGES = ("ko", "en")

WORDS = {
    # axes
    "step": ("스텝", "step"),
    "steps": ("스텝 수", "steps"),
    "epoch": ("에포크", "epoch"),
    "loss": ("손실", "loss"),
    "excess_loss": ("최솟값과의 손실 차이", "loss above the minimum"),
    "training_loss": ("훈련 손실", "training loss"),
    "test_loss": ("시험 손실", "test loss"),
    "accuracy": ("정확도", "accuracy"),
    "training_accuracy": ("훈련 정확도", "training accuracy"),
    "test_accuracy": ("시험 정확도", "test accuracy"),
    "test_error": ("시험 오류율", "test error"),
    "value": ("값", "value"),
    "position": ("위치", "position"),
    "point": ("점", "point"),
    "weight": ("가중치", "weight"),
    "weights": ("가중치", "weights"),
    "weight_norm": ("가중치 노름", "weight norm"),
    "distance": ("최솟점까지의 거리", "distance to the minimum"),
    "distance_moved": ("옮긴 거리", "moved by"),
    "norm": ("노름", "norm"),
    "curvature": ("곡률", "curvature"),
    "slope": ("기울기", "slope"),
    "rate": ("스텝당 비율", "rate per step"),
    "steps_needed": ("필요한 스텝 수", "steps needed"),
    "multiplications": ("곱셈 수", "multiplications"),
    "evaluations": ("함수 호출 수", "function evaluations"),
    "dimension": ("차원", "dimension"),
    "share": ("비율", "share"),
    "time": ("시간", "time"),
    "seconds": ("시간 (초)", "time (s)"),
    "milliseconds": ("시간 (ms)", "time (ms)"),
    "error": ("오차", "error"),
    "relative_error": ("상대 오차", "relative error"),
    "absolute_error": ("절대 오차", "absolute error"),
    "difference": ("차이", "difference"),
    "ratio": ("비", "ratio"),
    "density": ("밀도", "density"),
    "count": ("개수", "count"),
    "batch_size": ("배치 크기", "batch size"),
    "variance": ("분산", "variance"),
    "standard_deviation": ("표준편차", "standard deviation"),
    "spread": ("퍼짐", "spread"),
    "mean": ("평균", "mean"),
    "mean_square": ("거리의 제곱평균", "mean square distance"),
    "largest": ("가장 큰 값", "largest"),
    "random": ("무작위", "random"),
    "median": ("중앙값", "median"),
    "step_size": ("보폭", "step size"),
    "step_width": ("차분 간격 h", "step width h"),
    "update": ("업데이트", "update"),
    "coordinate": ("좌표", "coordinate"),
    "first_coordinate": ("첫째 좌표", "first coordinate"),
    "second_coordinate": ("둘째 좌표", "second coordinate"),
    "run": ("실행", "run"),
    "runs": ("실행", "runs"),
    "parameters": ("파라미터 수", "parameters"),
    "samples": ("표본", "samples"),
    "class": ("클래스", "class"),
    # hyperparameters, with their symbols
    "lr": ("학습률 α", "learning rate α"),
    "learning_rate": ("학습률", "learning rate"),
    "rho": ("모멘텀 ρ", "momentum ρ"),
    "gamma": ("감쇠율 γ", "decay γ"),
    "decay": ("감쇠율 γ", "decay γ"),
    "beta1": ("β₁", "β₁"),
    "beta2": ("β₂", "β₂"),
    "eps": ("ε", "ε"),
    "epsilon": ("ε", "ε"),
    "weight_decay": ("가중치 감쇠 λ", "weight decay λ"),
    "kappa": ("조건수 κ", "condition number κ"),
    "condition_number": ("조건수", "condition number"),
    "settings": ("설정", "settings"),
    "setting": ("설정", "setting"),
    # methods
    "method": ("방법", "method"),
    "optimizer": ("옵티마이저", "optimizer"),
    "gradient_descent": ("경사하강법", "gradient descent"),
    "sign_descent": ("부호 하강법", "sign descent"),
    "stochastic_gradient_descent": ("확률적 경사하강법", "stochastic gradient descent"),
    "momentum": ("모멘텀", "momentum"),
    "heavy_ball": ("무거운 공", "heavy ball"),
    "with_momentum": ("모멘텀 있음", "with momentum"),
    "without_momentum": ("모멘텀 없음", "without momentum"),
    "velocity": ("속도", "velocity"),
    "bias_correction": ("편향 보정", "bias correction"),
    "with_correction": ("편향 보정 있음", "with bias correction"),
    "without_correction": ("편향 보정 없음", "without bias correction"),
    "first_moment": ("1차 모멘트", "first moment"),
    "second_moment": ("2차 모멘트", "second moment"),
    "effective_step": ("유효 보폭", "effective step"),
    "l2": ("L2 규제", "L2 penalty"),
    "decoupled": ("분리형 가중치 감쇠", "decoupled weight decay"),
    "regularization": ("규제", "regularization"),
    "eps_inside": ("ε를 근호 안에", "ε inside the root"),
    "eps_outside": ("ε를 근호 밖에", "ε outside the root"),
    "convention": ("표기법", "convention"),
    "source": ("출처", "source"),
    "source_document": ("원문", "source document"),
    "corrected": ("바로잡은 식", "corrected"),
    # gradients
    "gradient": ("그라디언트", "gradient"),
    "negative_gradient": ("그라디언트의 반대 방향", "negative gradient"),
    "gradient_norm": ("그라디언트 노름", "gradient norm"),
    "numerical_gradient": ("수치 그라디언트", "numerical gradient"),
    "analytic_gradient": ("해석적 그라디언트", "analytic gradient"),
    "numerical": ("수치", "numerical"),
    "analytic": ("해석적", "analytic"),
    "automatic": ("자동 미분", "automatic"),
    "derivative": ("도함수", "derivative"),
    "forward": ("전진 차분", "forward"),
    "central": ("중심 차분", "central"),
    "backward": ("후진 차분", "backward"),
    "scheme": ("차분 방식", "scheme"),
    "complex_step": ("복소수 방법", "complex step"),
    "truncation_error": ("절단 오차", "truncation error"),
    "rounding_error": ("반올림 오차", "rounding error"),
    "tangent": ("접선", "tangent"),
    "secant": ("할선", "secant"),
    "left_slope": ("왼쪽 기울기", "slope, left"),
    "right_slope": ("오른쪽 기울기", "slope, right"),
    "full_gradient": ("전체 데이터 그라디언트", "full gradient"),
    "minibatch_gradient": ("미니배치 그라디언트", "minibatch gradient"),
    "minibatch": ("미니배치", "minibatch"),
    "full_batch": ("전체 데이터", "full batch"),
    "with_replacement": ("복원추출", "with replacement"),
    "without_replacement": ("비복원추출", "without replacement"),
    "sorted": ("정렬한 배치", "sorted"),
    "shuffled": ("섞은 배치", "shuffled"),
    "sampling": ("표본을 뽑는 때", "sampling"),
    "per_run": ("실행마다", "once a run"),
    "per_step": ("스텝마다", "every step"),
    "noise": ("노이즈", "noise"),
    "noise_floor": ("노이즈 바닥", "noise floor"),
    "noisy": ("노이즈 있음", "noisy"),
    "noiseless": ("노이즈 없음", "noiseless"),
    "rises_minibatch": ("오른 스텝 (미니배치)", "rises (minibatch)"),
    "rises_full": ("오른 스텝 (전체)", "rises (all data)"),
    "schedule": ("학습률 스케줄", "schedule"),
    "inverse_time": ("1/t로 감소", "falling as 1/t"),
    "drop": ("계단식 감소", "drop"),
    "cosine": ("코사인 감소", "cosine"),
    "examples": ("예제 수", "examples"),
    # places and landscapes
    "landscape": ("지형", "landscape"),
    "function": ("함수", "function"),
    "start": ("출발점", "start"),
    "end": ("끝점", "end"),
    "minimum": ("최솟점", "minimum"),
    "local_minimum": ("국소 최솟값", "local minimum"),
    "global_minimum": ("전역 최솟값", "global minimum"),
    "maximum": ("최댓점", "maximum"),
    "saddle_point": ("안장점", "saddle point"),
    "plateau": ("고원", "plateau"),
    "hessian": ("헤세 행렬", "Hessian"),
    "eigenvalue": ("고윳값", "eigenvalue"),
    "eigenvalues": ("고윳값", "eigenvalues"),
    "singular_value": ("특이값", "singular value"),
    "kind": ("종류", "kind"),
    "flat_direction": ("완만한 방향", "flat direction"),
    "steep_direction": ("가파른 방향", "steep direction"),
    "parabola": ("포물선", "parabola"),
    "double_well": ("이중 우물", "double well"),
    "bowl": ("그릇", "bowl"),
    "saddle": ("안장", "saddle"),
    "ravine": ("골짜기", "ravine"),
    "rosenbrock": ("로젠브록", "Rosenbrock"),
    "beale": ("빌", "Beale"),
    "himmelblau": ("힘멜블라우", "Himmelblau"),
    "rastrigin": ("라스트리긴", "Rastrigin"),
    # what an experiment says
    "predicted": ("예측", "predicted"),
    "measured": ("측정", "measured"),
    "predicted_rate": ("예측한 비율", "predicted rate"),
    "exact": ("정확한 값", "exact"),
    "approximate": ("근삿값", "approximate"),
    "best": ("최적", "best"),
    "limit": ("한계", "limit"),
    "stability_limit": ("안정성 한계", "stability limit"),
    "too_small": ("너무 작다", "too small"),
    "good": ("알맞다", "good"),
    "oscillating": ("진동한다", "oscillating"),
    "too_large": ("너무 크다", "too large"),
    "oscillation": ("진동", "oscillation"),
    "convergence": ("수렴", "convergence"),
    "divergence": ("발산", "divergence"),
    "converges": ("수렴", "converges"),
    "diverges": ("발산", "diverges"),
    "diverged": ("발산", "diverged"),
    "result": ("결과", "result"),
    "lower": ("더 낮은 곳에서 끝남", "ended lower"),
    "higher": ("더 높은 곳에서 끝남", "ended higher"),
    "before": ("이전", "before"),
    "after": ("이후", "after"),
    "constant_rate": ("일정한 학습률", "constant rate"),
    "falling_rate": ("줄어드는 학습률", "falling rate"),
    "small": ("작다", "small"),
    "large": ("크다", "large"),
    "yes": ("예", "yes"),
    "no": ("아니요", "no"),
    # ravines and their rescaling
    "raw": ("잰 그대로", "as measured"),
    "centred": ("평균을 뺌", "centred"),
    "standardized": ("표준화", "standardized"),
    "columns": ("데이터 열", "columns"),
    "measured_rate": ("측정한 비율", "measured rate"),
    "predicted_steps": ("예측한 스텝 수", "predicted steps"),
    "measured_steps": ("측정한 스텝 수", "measured steps"),
    "turned_ravine": ("돌린 골짜기", "turned ravine"),
    "shear": ("층밀림", "shear"),
    "matrix": ("행렬", "matrix"),
    "singular_values": ("특이값", "singular values"),
    "distance_left": ("남은 거리의 비율", "share of distance left"),
    "lab_angle": ("각도 (라디안)", "angle (radians)"),
    "angle": ("각도 (°)", "angle (°)"),
    "framework": ("프레임워크", "framework"),
    "dead": ("죽은 픽셀", "dead pixels"),
    "busy": ("바쁜 픽셀", "busy pixels"),
    "half_life": ("반감기", "half-life"),
    "kappa_before": ("이전 κ", "κ before"),
    "kappa_after": ("이후 κ", "κ after"),
    # critical points
    "undecided": ("알 수 없음", "undecided"),
    "borders": ("경계", "borders"),
    "escape": ("벗어난 스텝", "step of escape"),
    # momentum
    "sum": ("합", "sum"),
    "settled": ("1 % 안에 든 스텝", "step within 1 %"),
    "rate_outside": ("학습률이 밖", "rate outside"),
    "rate_inside": ("학습률이 안", "rate inside"),
    "share_better": ("더 나은 최솟점의 비율", "share in the better minimum"),
    "gained": ("넘어온 비율", "gained"),
    "lost": ("넘어간 비율", "lost"),
    # tuning
    "one_at_a_time": ("하나씩", "one at a time"),
    "whole_map": ("지도 전체", "whole map"),
    "network": ("숫자 신경망", "digits network"),
    "logistic": ("로지스틱 회귀", "logistic regression"),
    "smallest": ("가장 작은 값", "smallest"),
    "best_rate": ("가장 좋은 학습률", "best rate"),
    "expected_best": ("최선의 손실 기댓값", "expected best loss"),
    "range": ("범위", "range"),
    "bytes": ("바이트", "bytes"),
    "moved": ("오가는 수", "numbers moved"),
    "rates_tried": ("시도한 학습률 수", "learning rates tried"),
    "usable_rates": ("쓸 만한 학습률", "usable rates"),
    "state": ("상태", "state"),
    # lengths
    "path_length": ("경로의 길이", "path length"),
    # the lab
    "lab_title": ("움직이는 그림", "Interactive figure"),
    "lab_still": (
        "멈춘 그림이다. 스크립트를 켜면 출발점과 설정을 직접 움직일 수 있다.",
        "A still picture. With scripts on, you can move the start and the settings yourself.",
    ),
    "lab_hint": (
        "고리를 끌거나 지형을 눌러 출발점을 옮긴다. 화살표 키로도 옮긴다(Shift와 함께: 조금씩). "
        "★ 최솟점, × 안장점.",
        "Drag the ring or press on the landscape to move the start; arrow keys move it too "
        "(with Shift: a little). ★ minimum, × saddle point.",
    ),
    "lab_hint_secant": (
        "고리를 끌거나 화살표 키로 점을 옮기고, 차분 간격 h를 줄여 할선이 접선이 되는 것을 본다.",
        "Drag the ring, or use the arrow keys, to move the point; make h smaller and the "
        "secant turns into the tangent.",
    ),
    "lab_start": ("출발점", "start"),
    "lab_play": ("재생", "play"),
    "lab_pause": ("멈춤", "pause"),
    "lab_back": ("한 스텝 뒤로", "one step back"),
    "lab_forward": ("한 스텝 앞으로", "one step forward"),
    "lab_reset": ("처음으로", "reset"),
    "lab_reroll": ("노이즈 다시 뽑기", "re-roll the noise"),
    "lab_copy_code": ("코드 복사", "copy as code"),
    "lab_copy_link": ("링크 복사", "copy link"),
    "lab_code_copied": (
        "코드를 복사했다. 셀에 붙여 넣으면 같은 값이 나온다.",
        "Code copied: in a cell it gives the same numbers.",
    ),
    "lab_link_copied": (
        "이 상황으로 이어지는 링크를 복사했다.",
        "Link copied: it leads to this situation.",
    ),
    "lab_copy_by_hand": (
        "브라우저가 복사를 막았다. 아래 글을 직접 복사한다.",
        "The browser does not allow copying; copy the text below by hand.",
    ),
    "lab_not_understood": (
        "알 수 없는 값이 있어 건너뛰었다: {what}.",
        "Not understood, and left out: {what}.",
    ),
    "lab_stale": (
        "이 링크는 그림의 다른 판에서 만든 것이다.",
        "This link was made by another version of the figure.",
    ),
    "lab_at": ("{x}, 손실 {loss}", "{x}, loss {loss}"),
    "lab_leaving": ("발산한다: {x}, 손실 {loss}", "diverges: {x}, loss {loss}"),
    "lab_diverged": (
        "발산했다: {t}스텝부터 수로 나타낼 수 없다",
        "diverged: no finite number from step {t} on",
    ),
    "lab_slope": ("{value}, 오차 {error}", "{value}, error {error}"),
    "lab_true_slope": ("접선의 기울기", "slope of the tangent"),
    # the explorers
    "widget_still": (
        "멈춘 그림이다. 셀에 값을 써넣고({code}) 실행하면 그 값의 그림이 나온다. JupyterLite나 "
        "Binder에서 실행하면({top}) 설정마다 슬라이더가 생긴다.",
        "A still picture. Write a value into the cell, as in {code}, and run it to see another. "
        "Run in JupyterLite or on Binder ({top}), it has a slider for every setting.",
    ),
    "widget_top": ("이 페이지 맨 위의 버튼", "the buttons at the top of this page"),
    "slowest_rate": ("가장 느린 곡률의 스텝당 비율", "rate per step of the slowest curvature"),
    "best_lr": ("ρ마다 최적의 α", "best α for each ρ"),
    "step_in_lr": ("보폭 / α", "step / α"),
    "longest_step": ("가장 긴 보폭 / α", "longest step / α"),
    "pixel_gradient": ("픽셀 하나의 그라디언트 크기 |g|", "size of a pixel's gradient |g|"),
    "equal_examples": ("같은 예제 수", "equally many examples"),
    "equal_steps": ("같은 스텝 수", "equally many steps"),
    "widget_learning_rate": (
        "위는 당뇨병 데이터에서 경사하강법을 하는 동안의 손실, 아래는 같은 스텝 수 뒤의 손실을 "
        "학습률에 대해 그린 것이다. 아래 곡선은 골짜기 모양이고 2/L을 넘으면 곧장 솟는다.",
        "Above, the loss during a descent on the diabetes data; below, the loss after as many "
        "steps against the learning rate: a valley that shoots up beyond 2/L.",
    ),
    "widget_learning_rate_said": (
        "α = {lr}, {steps} 스텝: 끝의 손실은 최솟값보다 {loss} 높다. 스텝 수가 이만큼이면 α = "
        "{best}일 때 가장 낮다({lowest}). 발산의 경계는 2/L = {limit}이다.",
        "α = {lr}, number of steps {steps}: the loss ends {loss} above the minimum. For that many "
        "steps the best rate is α = {best}, which ends at {lowest}; divergence begins at 2/L = "
        "{limit}.",
    ),
    "widget_momentum": (
        "위는 곡률마다 한 스텝이 거리에 곱하는 비율을 모멘텀이 있을 때와 없을 때 그린 것이고, μ와 "
        "L 사이가 이 골짜기의 곡률이다. 아래는 그 가운데 가장 느린 비율을 ρ에 대해 그린 것이다.",
        "Above, the factor of the distance that one step leaves along each curvature, with "
        "momentum and without; the ravine has those from μ to L. Below, the slowest of them "
        "against ρ.",
    ),
    "widget_momentum_said": (
        "κ = {kappa}, α = {lr}, ρ = {rho}: 가장 느린 비율은 {rate}이고, 이 비율로 거리를 백만분의 "
        "1로 줄이려면 {needed} 스텝이 든다. 가장 좋은 α와 ρ에서는 {best}({best_needed} 스텝), "
        "모멘텀 없이 가장 좋은 α에서는 {plain}({plain_needed} 스텝)이다.",
        "κ = {kappa}, α = {lr}, ρ = {rho}: the slowest rate is {rate}, and a millionth of the "
        "distance takes {needed} steps at this rate. The best α and ρ have {best} ({best_needed} "
        "steps), the best α without momentum {plain} ({plain_needed} steps).",
    ),
    "widget_rmsprop": (
        "위는 그라디언트의 크기가 1에서 0.01로, 다시 1로 바뀔 때 RMSprop의 보폭이 따라가는 "
        "모습이다. 아래는 실제 숫자 이미지에서 픽셀마다의 그라디언트 크기에 대한 보폭을, ε가 근호 "
        "밖에 있을 때와 안에 있을 때 그린 것이다.",
        "Above, RMSprop's step while the size of the gradient goes from 1 to 0.01 and back. "
        "Below, the step for the gradients of the pixels of real digits, with ε outside the root "
        "and inside.",
    ),
    "widget_rmsprop_said": (
        "γ = {decay}, ε = {eps}: 반감기는 {half_life} 스텝이고 첫 보폭은 많아야 {first} α다. "
        "그라디언트가 작아지면 {late} 스텝이 지나야 보폭이 제 길이의 10 % 안으로 돌아온다(ε가 "
        "근호 밖에 있을 때). 픽셀 {pixels}개 가운데 α의 절반도 움직이지 못하는 것은 ε가 밖에 "
        "있으면 {outside}개, 안에 있으면 {inside}개다.",
        "γ = {decay}, ε = {eps}: the half-life is {half_life} steps, the first step at most "
        "{first} α. Once the gradient is small, {late} steps pass until the step is within 10 % "
        "of its length (ε outside the root). Of {pixels} pixels, those that move by less than "
        "half of α number {outside} with ε outside the root and {inside} with ε inside.",
    ),
    "widget_adam": (
        "위는 숫자 이미지의 미니배치 그라디언트를 받은 Adam의 평균 보폭을 편향 보정이 있을 때와 "
        "없을 때 그린 것이다. 아래는 그라디언트가 일정할 때 가장 긴 보폭을 1 − β₂에 대해 그린 "
        "것이다.",
        "Above, Adam's mean step on minibatch gradients of the digits, with bias correction and "
        "without. Below, the longest step under a constant gradient against 1 − β₂.",
    ),
    "widget_adam_said": (
        "β₁ = {beta1}, β₂ = {beta2}: 첫 스텝의 평균 보폭은 보정하면 {first} α, 보정하지 않으면 "
        "{first_without} α다. 보정하지 않은 보폭은 {at}번째 스텝에서 가장 길고({peak} α), 100번째 "
        "스텝에는 보정한 것의 {ratio}배다. 그라디언트가 일정하면 {longest} α까지 길어진다.",
        "β₁ = {beta1}, β₂ = {beta2}: the first step is {first} α on average, and {first_without} "
        "α without correction. The uncorrected steps are longest at step {at}, {peak} α, and at "
        "step 100 {ratio} times the corrected ones. Under a constant gradient they reach "
        "{longest} α.",
    ),
    "widget_weight_decay": (
        "위는 3과 8을 가르는 가중치 64개를 이미지로 그린 것으로, 왼쪽부터 무작위 출발점, 감쇠 "
        "없는 Adam, L2를 더한 Adam, AdamW다. 아래는 훈련에 쓰지 않은 이미지의 손실을 가중치 감쇠 "
        "λ에 대해 그린 것이다.",
        "Above, the 64 weights that tell 3 from 8 as images: the random start, Adam without "
        "decay, Adam with L2, AdamW. Below, the loss on images that were not trained on, against "
        "the weight decay λ.",
    ),
    "widget_weight_decay_said": (
        "λ = {weight_decay}, α = {lr}: 늘 비어 있는 픽셀 {dead}개의 가중치는 처음에 비해 L2에서 "
        "{l2_left}배, AdamW에서 {decoupled_left}배가 남는다((1 − αλ)³⁰⁰ = {kept}). 가중치 전체의 "
        "노름은 L2에서 {l2_norm}, AdamW에서 {decoupled_norm}이고, 시험 손실은 L2에서 {l2_loss}, "
        "AdamW에서 {decoupled_loss}, 감쇠가 없을 때 {plain_loss}이다.",
        "λ = {weight_decay}, α = {lr}: of the weights of the {dead} pixels that are always empty, "
        "L2 leaves {l2_left} times the start, AdamW {decoupled_left} times ((1 − αλ)³⁰⁰ = "
        "{kept}). The norm of all weights is {l2_norm} with L2 and {decoupled_norm} with AdamW; "
        "the test loss is {l2_loss} and {decoupled_loss}, and {plain_loss} without decay.",
    ),
    "widget_batch_size": (
        "위는 당뇨병 데이터의 손실을 그때까지 본 예제 수에 대해 미니배치와 전체 데이터로 그린 "
        "것이다. 아래는 배치 크기에 대한 손실로, 하나는 예제 수가 같을 때, 하나는 스텝 수가 같을 "
        "때다.",
        "Above, the loss on the diabetes data against the examples seen, for the minibatch and "
        "for all the data. Below, the loss against the batch size: after equally many examples, "
        "and after equally many steps.",
    ),
    "widget_batch_size_said": (
        "B = {batch}, α = {lr}: {epochs} 에포크는 {steps} 스텝이고, 손실은 최솟값보다 {loss} 높은 "
        "곳에서 끝난다(실행 {runs}번의 평균). 처음 {epochs} 스텝 뒤에는 {early}이다. 이 "
        "학습률에서 예제 수가 같을 때 가장 좋은 배치 크기는 {best}이고, {lowest}에서 끝난다.",
        "B = {batch}, α = {lr}: {epochs} epochs are {steps} steps and end {loss} above the "
        "minimum (mean of {runs} runs); after the first {epochs} steps it is {early}. At this "
        "rate the best batch size for equally many examples is {best}, which ends at {lowest}.",
    ),
    # exercises, and the chapters they belong to where no word above names them
    "chapter": ("장", "chapter"),
    "solved": ("푼 문제", "solved"),
    "sgd": ("확률적 경사하강법", "stochastic gradient descent"),
    "saddle_points": ("안장점", "saddle points"),
    "stochasticity": ("확률성", "stochasticity"),
    "rmsprop": ("RMSprop", "RMSprop"),
    "adam": ("Adam", "Adam"),
    "adamw": ("AdamW", "AdamW"),
    "decoupled_decay": ("분리형 감쇠", "decoupled decay"),
    "choosing": ("옵티마이저 고르기", "choosing an optimizer"),
    "source_notes": ("원문 노트", "notes on the source"),
    # straight
    "straight_line": ("곧은 거리", "straight line"),
    # kinds of figure, read out where a picture is not seen
    "figure_animation": ("움직이는 경사하강법", "animated descent"),
    "figure_bars": ("막대그래프", "bar chart"),
    "figure_contours": ("등고선 그림", "contour plot"),
    "figure_curve": ("곡선", "curve"),
    "figure_field": ("그라디언트 장", "gradient field"),
    "figure_heatmap": ("열지도", "heat map"),
    "figure_histogram": ("히스토그램", "histogram"),
    "figure_images": ("이미지", "images"),
    "figure_lines": ("선 그래프", "line plot"),
    "figure_losses": ("손실 그래프", "loss plot"),
    "figure_panels": ("여러 그림", "several plots"),
    "figure_points": ("산점도", "scatter plot"),
    "figure_surface": ("곡면", "surface"),
    "table": ("표", "table"),
    # benchmarks
    "bench_case": ("측정", "case"),
    "bench_contender": ("비교 대상", "contender"),
    "bench_ours": ("gdlib (ms)", "gdlib (ms)"),
    "bench_theirs": ("상대 (ms)", "contender (ms)"),
    "bench_unit": ("단위", "unit"),
    "bench_share": ("gdlib의 비율", "gdlib's share"),
    "bench_allowed": ("상한", "allowed"),
    "bench_of_weights": ("가중치 메모리 대비", "of the weights' memory"),
    "bench_ms_page": ("쪽당 시간 (ms)", "time a page (ms)"),
    "bench_path_momentum": ("2차원 경로 1,000 스텝, 모멘텀", "a 2-D path of 1,000 steps, momentum"),
    "bench_path_adam": ("2차원 경로 1,000 스텝, Adam", "a 2-D path of 1,000 steps, Adam"),
    "bench_cold_start": ("새 프로세스에서 첫 경로까지", "from a new process to the first path"),
    "bench_sweep_momentum": (
        "10,000개 실행 × 200 스텝, 모멘텀",
        "10,000 runs × 200 steps, momentum",
    ),
    "bench_sweep_adam": ("10,000개 실행 × 200 스텝, Adam", "10,000 runs × 200 steps, Adam"),
    "bench_batch": ("1,000개 실행 × 100 스텝", "1,000 runs × 100 steps"),
    "bench_layout": ("배열의 축 순서", "the order of an array's axes"),
    "bench_million": ("1,000,000개 실행의 메모리", "memory of 1,000,000 runs"),
    "bench_large_step": ("가중치 1,000만 개의 Adam 한 스텝", "an Adam step on 10 million weights"),
    "bench_step_memory": ("그 스텝이 더 쓰는 메모리", "extra memory of that step"),
    "bench_network": ("숫자 신경망, Adam 570 스텝", "the digits network, 570 Adam steps"),
    "bench_heatmap": ("히트맵의 학습 63번", "the 63 trainings of a heatmap"),
    "bench_gradient_2": ("수치 그라디언트, n = 2", "numerical gradient, n = 2"),
    "bench_gradient_100": ("수치 그라디언트, n = 100", "numerical gradient, n = 100"),
    "bench_gradient_1000": ("수치 그라디언트, n = 1,000", "numerical gradient, n = 1,000"),
    "bench_build": ("책 전체 빌드", "the build of the whole book"),
}

# A label of this shape is a key; "h", "x1", "κ", "SGD" or "α = 0.1" are not.
_KEY = re.compile(r"[a-z]{2}[a-z0-9_]*|l2")

_chosen = None


class UnknownWord(KeyError):
    """A key that is not in WORDS."""

    def __str__(self):
        key = self.args[0]
        near = difflib.get_close_matches(key, WORDS, n=3)
        return (
            f"no word {key!r}{', but ' + ', '.join(near) if near else ''}; add a line "
            f"{key!r}: (Korean, English) to WORDS in gdlib/words.py, or write literal({key!r}) "
            "to show it as it is"
        )


class literal(str):
    """Text that is shown as it is, though it looks like a key: ``literal("lr")``."""

    __slots__ = ()


def set_language(language=None):
    """Choose "ko" or "en" for everything shown from now on; None undoes the choice."""
    global _chosen
    _chosen = None if language is None else _checked("language", language)


def language():
    """The language now: "ko" or "en".

    What ``set_language`` chose; else the nearest folder above that is named ko or en; else the
    environment's GDLIB_LANGUAGE; else the system's locale; else en.
    """
    if _chosen is not None:
        return _chosen
    here = Path.cwd()
    for folder in (here, *here.parents):
        if folder.name in LANGUAGES:
            return folder.name
    wanted = os.environ.get("GDLIB_LANGUAGE")
    if wanted:
        return _checked("GDLIB_LANGUAGE", wanted)
    return "ko" if _system_locale().lower().startswith("ko") else "en"


def word(key):
    """The word of ``key`` in the present language."""
    if not isinstance(key, str):
        raise TypeError(f"key is {key!r}; it must be a str, a key of gdlib.words.WORDS")
    if key not in WORDS:
        raise UnknownWord(key)
    return literal(WORDS[key][LANGUAGES.index(language())])


def label(text):
    """What a figure or table shows for ``text``.

    A key (two lower-case letters or more, then letters, digits, underscores: "loss", "beta1",
    "noise_floor") becomes its word, and must have one. Anything else ("κ", "h", "x₁", "SGD",
    "α = 0.1") and ``literal("lr")`` stay as they are. An f-string joins the two:
    ``f"{word('predicted')}, κ = 10"``.
    """
    if not isinstance(text, str):
        allowed = "a str, a key of gdlib.words.WORDS or text to show"
        raise TypeError(f"a label is {text!r}; it must be {allowed}")
    if isinstance(text, literal) or not _KEY.fullmatch(text):
        return str(text)
    return str(word(text))


def _checked(argument, value):
    if value not in LANGUAGES:
        raise ValueError(f'{argument} is {value!r}; it must be "ko" or "en"')
    return value


def _system_locale():
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return locale.getlocale()[0] or ""
