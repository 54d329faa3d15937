// Whether the reader has solved an exercise, below its cell: a check that finds an answer right ticks it, and so may they.

import { element } from "./elements.js";
import { kept, mark, solved, watch } from "./progress.js";

const words = {
  ko: { solved: "풀었다", exercise: "연습 문제", gone: "이 브라우저는 아무것도 저장하지 않아서, 이 표시는 페이지를 떠나면 사라진다." },
  en: { solved: "Solved", exercise: "exercise", gone: "This browser keeps nothing: the tick is gone when you leave the page." },
}[document.documentElement.lang];

const boxes = [...document.querySelectorAll("article section:has(> .tag_exercise)")].map((section) => {
  const number = section.id.split("-").pop();
  const ariaLabel = `${words.solved}, ${words.exercise} ${number}`;
  const box = element("input", { type: "checkbox", ariaLabel, onchange: () => mark([section.id], box.checked) });
  const note = kept ? "" : element("span", { textContent: words.gone });
  section.append(element("div", { className: "tick" }, element("label", {}, box, words.solved), note));
  return [section.id, box];
});

watch(() => {
  const ids = solved();
  boxes.forEach(([id, box]) => (box.checked = ids.has(id)));
});
addEventListener("gdlib-exercise", ({ detail: { id, ok } }) => ok && mark([id], true));
