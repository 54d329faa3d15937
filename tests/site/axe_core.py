"""What axe-core finds on the page that a tab shows."""

from site_files import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ASK_AXE = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .map(found => `${found.id}: ${found.nodes.slice(0, 3).map(node => node.html.slice(0, 160))}`)"""


def faults_of(tab):
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    return tab.evaluate(ASK_AXE)
