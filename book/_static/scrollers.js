// A formula that scrolls inside itself can be reached with the keyboard. (The theme does the same for code and tables.)
const reachScrollers = () =>
  document.querySelectorAll("div.math > .katex-display").forEach((formula) => {
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
    else formula.removeAttribute("tabindex");
  });
addEventListener("resize", reachScrollers);
document.fonts.ready.then(reachScrollers);
