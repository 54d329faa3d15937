// On the page about teaching: one nbgitpuller link per chapter, for the hub and the repository that a teacher names.
document.querySelectorAll("form.hub-links").forEach((form) => {
  const chapters = [...document.querySelectorAll("article ol a.reference.internal")].map((link) => [link.textContent.trim(), new URL(link.href).pathname]);
  const { hub, repo, branch, links } = form.elements;

  const known = document.querySelector("a[href*='/edit/']")?.href.match(/^(.+?)\/(?:-\/)?edit\/(.+?)\/book\//);
  if (known) [, repo.value, branch.value] = known;

  const write = () => {
    links.value = form.checkValidity() ? chapters.map(([title, path]) => {
      const repository = repo.value.replace(/\/$/, "");
      const name = repository.split("/").pop().replace(/\.git$/, "");
      const urlpath = `lab/tree/${name}/book/${document.documentElement.lang}/${path.split("/").pop().replace(".html", ".ipynb")}`;
      return `${title}: ${hub.value.replace(/\/$/, "")}/hub/user-redirect/git-pull?${new URLSearchParams({ repo: repository, branch: branch.value, urlpath })}`;
    }).join("\n") : "";
  };
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  write();
});
