"""Serve the built site on this machine: python scripts/serve.py _build/html [port]"""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class SiteHandler(SimpleHTTPRequestHandler):
    """Files of the site, its own page for what is not found, no line per request."""

    def log_request(self, code="-", size="-"):
        pass

    def log_error(self, format, *args):
        pass

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")  # a rebuilt page shows at once
        super().end_headers()

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def site_server(folder, port=0):
    """A server of `folder` on 127.0.0.1; port 0 takes a free one."""
    handler = partial(SiteHandler, directory=str(folder))
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def main(folder, port="0"):
    if not port.isdecimal() or int(port) > 65535:
        sys.exit(
            f"PORT={port} is not a port: a number from 1 to 65535 is, or nothing for a free one."
        )
    if not Path(folder, "index.html").is_file():
        sys.exit(f"{folder} holds no built site: run `make book` first.")
    try:
        server = site_server(folder, int(port))
    except OSError as error:
        sys.exit(f"PORT={port} cannot be used ({error.strerror}): leave PORT out for a free one.")
    print(f"The book is at http://127.0.0.1:{server.server_port}/  (Ctrl-C stops)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main(*sys.argv[1:])
