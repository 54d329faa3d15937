"""No button leads nowhere: edit, issue and Binder links appear only where the repository is known.

It is known from ``_config.yml``, from GITHUB_REPOSITORY (GitHub Actions), or from a remote on a
forge. JupyterLite needs no repository: it is part of the site. Jupyter Book's own live cells and
toggle buttons, which nothing here uses, are taken off every page.
"""

import os
import re
import subprocess

from sphinx.locale import _

FORGE = re.compile(
    r"(?:https://|ssh://)?(?:[^@/]+@)?([\w.-]*(?:github|gitlab|bitbucket)[\w.-]*)(?::\d+)?"
    r"[:/]([^/].*/[^/]+?)(?:\.git)?/?"
)
NEED_IT = ("launch_buttons", "use_edit_page_button", "use_issues_button", "repository_url")
UNUSED = re.compile("sphinx-thebe|THEBE_JS_URL|togglebutton|toggleHint|toggleOpenOnPrint")


def forge_address(remote):
    """Return the https address of a remote on a forge, without credentials, or None."""
    match = FORGE.fullmatch(remote)
    return match and f"https://{match[1]}/{match[2]}"


def remote_address(folder):
    command = ["git", "remote", "get-url", "origin"]
    try:
        remote = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except OSError:  # no git on this machine
        return None
    return forge_address(remote.stdout.strip())


def name_repository(app, config):
    options, named = config.html_theme_options, os.environ.get("GITHUB_REPOSITORY")
    address = options.get("repository_url")
    if not address and named:
        server = os.environ.get("GITHUB_SERVER_URL") or "https://github.com"
        address = f"{server}/{named}"
    options["repository_url"] = address or remote_address(app.srcdir)
    if not options["repository_url"]:
        for name in NEED_IT:
            options.pop(name, None)


def drop_unused(app, pagename, templatename, context, doctree):
    for kind in ("script_files", "css_files"):
        context[kind] = [
            file
            for file in context[kind]
            if not UNUSED.search(f"{file.filename} {file.attributes.get('body')}")
        ]


def offer_lite(app, pagename, templatename, context, doctree):
    if not app.config.jupyterlite or context.get("page_source_suffix") != ".ipynb":
        return
    lab = "../" * pagename.count("/") + "lite/lab/index.html"
    button = {"type": "link", "text": "JupyterLite", "icon": "_static/images/logo_jupyterlite.svg"}
    button |= {"url": f"{lab}?path={pagename}.ipynb", "tooltip": _("Launch on") + " JupyterLite"}
    buttons = context["header_buttons"]
    if not any(group.get("label") == "launch-buttons" for group in buttons):
        group = {"type": "group", "icon": "fas fa-rocket", "label": "launch-buttons", "buttons": []}
        buttons.insert(0, {**group, "tooltip": _("Launch interactive content")})
    next(g for g in buttons if g.get("label") == "launch-buttons")["buttons"].insert(0, button)


def setup(app):
    app.connect("config-inited", name_repository, priority=900)
    app.connect("html-page-context", offer_lite, priority=502)  # after the theme's own buttons
    app.connect("html-page-context", drop_unused, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
