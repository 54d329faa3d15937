"""What axe-core finds on the page that a tab shows."""

from site_files import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Nine tenths of a page's elements are drawn formulas (hidden from assistive technology, in the
# colour of the text around them) and coloured code (the same colours everywhere: one page shows).
WITHOUT_FORMULAS_AND_CODE = ".katex-html, .highlight pre * { display: none; }"
ASK_AXE = """async ([rules, within]) => {
  const only = rules ? { runOnly: { type: 'rule', values: rules } } : {};
  const found = await axe.run(within ?? document, { ...only, resultTypes: ['violations'] });
  return found.violations.map(({ id, nodes }) =>
    `${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`);
}"""


def hide_formulas_and_code(tab):
    tab.add_style_tag(content=WITHOUT_FORMULAS_AND_CODE)


def faults_of(tab, rules=None, within=None):
    """Faults by all of axe's rules, or only by some, as after a change of colours.

    ``within``, a selector, looks at a part of the page only.
    """
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    return tab.evaluate(ASK_AXE, [rules, within])
