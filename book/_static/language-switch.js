// The switch keeps the section: both languages of a page share their section ids.
document.querySelectorAll("a.language-switch").forEach((link) =>
  link.addEventListener("click", () => {
    const top = (node) => node.getBoundingClientRect().top;
    const sections = [...document.querySelectorAll("article section section[id]")];
    const aimed = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("article section section[id]");
    const aimedInView = aimed && top(aimed) >= 0 && top(aimed) < innerHeight;
    const section = aimedInView ? aimed : sections.filter((section) => top(section) < 130).pop();
    link.hash = section ? section.id : "";
  }),
);
