"""How a moving figure reaches its reader: a widget where a kernel is live, HTML always."""

import html
import sys
from urllib.parse import quote

__all__ = ["image", "mimebundle"]


def image(picture, said):
    """An ``<img>`` of a ``plotting.Picture`` that needs no other file; ``said`` is its alt text."""
    source = quote(picture.svg, safe=" /:;,=+*@!()<>[]{}")
    return (
        f'<img loading="lazy" alt="{html.escape(said)}" '
        f'width="{picture.width * 4 // 3}" height="{picture.height * 4 // 3}" '
        f'src="data:image/svg+xml,{html.escape(source)}">'
    )


def mimebundle(figure, widget):
    """What Jupyter shows for a figure that has ``_repr_html_``.

    ``widget()`` gives its live view, or None where the package for it is missing; it is asked for
    only under a kernel. A notebook that stores the outputs keeps the HTML.
    """
    shown = {"text/plain": repr(figure), "text/html": figure._repr_html_()}
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    view = widget() if hasattr(shell, "kernel") else None
    if view is None:
        return shown
    data = view._repr_mimebundle_()
    return {**(data[0] if isinstance(data, tuple) else data), **shown}
