// Python in colours while it is edited: HTML with the classes of the stored highlighting.

const words = (text) => new Set(text.split(" "));
const KEYWORDS = words(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import " +
    "in is lambda nonlocal not or pass raise return try while with yield",
);
const BUILTINS = words(
  "abs all any bool dict display divmod enumerate filter float int isinstance iter len list map max min next print range repr " +
    "reversed round set sorted str sum tuple type zip",
);
const TOKEN = new RegExp(
  [
    /(?<comment>#.*)/,
    /(?<string>[bfrtu]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))/,
    /(?<number>\d[\d_.]*(?:e[+-]?\d+)?j?)/,
    /(?<word>[\p{L}_][\p{L}\p{N}_]*)/,
    /(?<operator>[-+*/%@=<>!&|^~.]+)/,
    /[^]/,
  ].map((part) => part.source).join("|"),
  "giu",
);

function kindOf({ comment, string, number, word, operator }, before) {
  if (comment) return "c1";
  if (string) return "s2";
  if (number) return "mf";
  if (operator) return "o";
  if (KEYWORDS.has(word)) return "k";
  return BUILTINS.has(word) && before !== "." ? "nb" : word && "n";
}

export function paint(code) {
  const tokens = [...code.matchAll(TOKEN)].map(({ 0: text, groups }, place, all) => {
    const shown = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    const kind = kindOf(groups, all[place - 1]?.[0]);
    return kind ? `<span class="${kind}">${shown}</span>` : shown;
  });
  return tokens.join("");
}
