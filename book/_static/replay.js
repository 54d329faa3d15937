// A figure that plays once (a cell tagged "animation") starts when it scrolls into view and again at its button.
const replayWord = { ko: "다시 재생", en: "Replay" }[document.documentElement.lang];

document.querySelectorAll(".cell.tag_animation .cell_output img").forEach((picture) => {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const address = picture.getAttribute("src");
  let turn = 0;
  const play = () => (picture.src = `${address}?play=${++turn}`); // a new address starts the SVG's clock again
  const button = Object.assign(document.createElement("button"), { type: "button", className: "replay", textContent: replayWord, onclick: play });
  picture.after(button);
  new IntersectionObserver((seen) => seen.at(-1).isIntersecting && play(), { threshold: 0.6 }).observe(picture);
});
