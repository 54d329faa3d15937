// The map of the chapters shows which exercises are solved, and leads on to the next one.
// The attribute of this script's tag lists all exercises of the book, in its order.

import { element } from "./elements.js";
import { kept, mark, solved, watch } from "./progress.js";

const words = {
  ko: {
    of: (count, all) => (count === 0 ? `연습 문제 ${all}개` : count === all ? `연습 문제 ${all}개를 모두 풀었다` : `연습 문제 ${all}개 중 ${count}개를 풀었다`),
    begin: (all) => `장 끝의 연습 문제 ${all}개는 답이 맞는지 확인해 준다. 푼 문제는 이 지도에 표시되고, 표시는 이 브라우저에만 남는다.`,
    total: (text) => `${text}. 표시는 이 브라우저에만 남는다.`,
    keptNothing: "이 브라우저는 아무것도 저장하지 않아서, 푼 연습 문제가 지도에 표시되지 않는다.",
    exercise: (number) => `연습 문제 ${number}`,
    erase: "표시 지우기",
    erased: "표시를 지웠다.",
    undo: "되돌리기",
  },
  en: {
    of: (count, all) => (count === 0 ? `${all} exercises` : count === all ? `All ${all} exercises solved` : `${count} of ${all} exercises solved`),
    begin: (all) => `The ${all} exercises at the ends of the chapters check your answers. Those you solve are marked on this map, in this browser only.`,
    total: (text) => `${text}. The marks are kept in this browser only.`,
    keptNothing: "This browser keeps nothing, so the map does not show which exercises you have solved.",
    exercise: (number) => `Exercise ${number}`,
    erase: "Erase the marks",
    erased: "The marks are erased.",
    undo: "Undo",
  },
}[document.documentElement.lang];

const ids = document.querySelector("script[data-exercises]").dataset.exercises.split(" ");

// ---- A card: a mark for each exercise, and a link to the first that is not solved

function row(title) {
  const chapter = title.getAttribute("href").replace(".html", "");
  const own = ids.filter((id) => id.slice(0, id.lastIndexOf("-")) === chapter);
  if (!own.length) return () => {};
  const marks = own.map(() => element("i"));
  const text = element("span");
  const link = element("a", { className: "exercises" }, element("span", { ariaHidden: "true" }, ...marks), text);
  title.closest(".sd-card-body").append(link);
  return (all) => {
    const done = own.map((id) => all.has(id));
    const next = Math.max(done.indexOf(false), 0);
    marks.forEach((mark, index) => mark.classList.toggle("solved", done[index]));
    text.textContent = words.of(done.filter(Boolean).length, own.length);
    Object.assign(link, { href: `${title.href}#${own[next]}`, title: words.exercise(next + 1) });
  };
}

// ---- The whole book

let erased = [];
const button = (textContent, onclick) => element("button", { type: "button", textContent, onclick });
const eraseButton = button(words.erase, () => {
  erased = [...solved()];
  mark(erased, false);
  undoButton.focus();
});
const undoButton = button(words.undo, () => {
  mark(erased.splice(0), true);
  eraseButton.focus();
});
const text = element("span", { role: "status" });
const total = element("p", { className: "exercises-total" }, text, eraseButton, undoButton);
document.querySelector("section:has(> .sd-container-fluid) > p").after(total);

const rows = [...document.querySelectorAll(".sd-card-title a")].map(row);
watch(() => {
  const all = solved();
  const count = ids.filter((id) => all.has(id)).length;
  rows.forEach((show) => show(all));
  eraseButton.hidden = !all.size;
  undoButton.hidden = !erased.length;
  text.textContent = !kept ? words.keptNothing : count ? words.total(words.of(count, ids.length)) : erased.length ? words.erased : words.begin(ids.length);
});
