"""Each page speaks the language of its folder, though Sphinx builds a site in one language only.

A page under ``ko`` or ``en`` gets its own words (ours from ``ko.po``, Sphinx's, the theme's), the
link to its twin in the other language, and no previous or next page across languages.
"""

import gettext
import io
from functools import cache
from pathlib import Path

import sphinx
import sphinx_book_theme
from babel.messages import mofile, pofile
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.locale import _, translators

TITLES = {"ko": "경사하강법", "en": "Gradient Descent"}
OWN = Path(__file__).with_name("ko.po")
SPHINX = Path(sphinx.__file__).parent / "locale"
THEME = Path(sphinx_book_theme.__file__).parent / "theme/sphinx_book_theme/static/locales"


def language_of(docname):
    return next((part for part in docname.split("/")[:-1] if part in TITLES), None)


def in_language(docname, language):
    return "/".join(language if part in TITLES else part for part in docname.split("/"))


@cache
def words(language):
    if language != "ko":
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.StringIO(OWN.read_text("utf-8")), locale="ko"))
    compiled.seek(0)
    chain = gettext.GNUTranslations(compiled)
    chain.add_fallback(gettext.translation("sphinx", SPHINX, ["ko"]))
    chain.add_fallback(gettext.translation("booktheme", THEME, ["ko"]))
    return chain


def speak(app, docname):
    spoken = words(language_of(docname))
    translators["general", "sphinx"] = translators["general", "booktheme"] = spoken
    app.builder.templates.environment.install_gettext_translations(spoken)


def speak_in_text(app, doctree, docname):
    speak(app, docname)
    for fold in doctree.findall(HideCodeCellNode):
        fold["prompt_show"], fold["prompt_hide"] = _("Show the code"), _("Hide the code")


def speak_on_page(app, pagename, templatename, context, doctree):
    speak(app, pagename)
    language = language_of(pagename)
    context["language"] = language or "en"
    context["docstitle"] = TITLES[context["language"]]
    twins = {other: in_language(pagename, other) for other in TITLES if language}
    context["twins"] = {other: twin for other, twin in twins.items() if twin in app.env.all_docs}
    _parent, previous, following = app.builder.relations.get(pagename, (None, None, None))
    for name, neighbour in (("prev", previous), ("next", following)):
        if neighbour and language_of(neighbour) != language:
            context[name] = None


def setup(app):
    app.connect("doctree-resolved", speak_in_text, priority=100)
    app.connect("html-page-context", speak_on_page, priority=100)  # before the theme's templates
    return {"parallel_read_safe": True, "parallel_write_safe": False}
