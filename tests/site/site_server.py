"""Build a folder's book, and serve a built site under a sub-path as GitHub Pages does."""

import functools
import http.server
import os
import subprocess
import sysconfig
import threading
from contextlib import contextmanager
from pathlib import Path

SUB_PATH = "/gradient/book/"


class PagesLikeHandler(http.server.SimpleHTTPRequestHandler):
    """Serve the site under SUB_PATH and 404.html, with its status, for everything else."""

    def __init__(self, *arguments, over=None, **options):
        self.over = over
        super().__init__(*arguments, **options)

    def translate_path(self, path):
        inside = path.removeprefix(SUB_PATH) if path.startswith(SUB_PATH) else ".missing"
        found = super().translate_path("/" + inside)
        instead = self.over and Path(self.over, Path(found).relative_to(self.directory))
        return str(instead) if instead and instead.is_file() else found

    def send_error(self, code, message=None, explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def serving(folder, over=None):
    """Serve ``folder``, with the files of the folder ``over`` in place of its own."""
    handler = functools.partial(PagesLikeHandler, directory=folder, over=over)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        server.shutdown()


def build(folder, **environment):
    program = Path(sysconfig.get_path("scripts"), "jupyter-book")
    command = [program, "build", ".", "-W", "--keep-going", "-q"]
    environment = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
