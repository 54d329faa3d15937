"""Take the picture of the READMEs: one chapter of the built site in both languages, side by side.

python scripts/photograph_book.py momentum the-same-ravine-with-a-memory

It needs `make book` first, and the environment of the tests.
"""

import io
import sys
from pathlib import Path
from threading import Thread

from find_browser import find
from PIL import Image
from playwright.sync_api import sync_playwright
from serve import site_server

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / ".github" / "book.png"
WIDTH, HEIGHT = 820, 1000
FRAME = f'<iframe src="{{}}" style="border: 0; width: {WIDTH}px; height: {HEIGHT}px"></iframe>'


def main(chapter, section=""):
    with site_server(ROOT / "_build/html") as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        pages = [f"/book/{language}/{chapter}.html" for language in ("ko", "en")]
        frames = "".join(map(FRAME.format, pages))
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 2 * WIDTH, "height": HEIGHT})
        tab.set_default_timeout(120_000)
        tab.goto(f"{address}/robots.txt")  # any page of the same address to put the frames into
        tab.set_content(f'<body style="margin: 0; display: flex">{frames}</body>')
        for frame in tab.frames[1:]:
            frame.wait_for_load_state()
            frame.evaluate("document.fonts.ready.then(() => true)")
            frame.evaluate("id => document.getElementById(id)?.scrollIntoView()", section)
        photograph = Image.open(io.BytesIO(tab.screenshot()))
        browser.close()
        server.shutdown()
    PICTURE.parent.mkdir(exist_ok=True)
    photograph.convert("RGB").save(PICTURE, optimize=True)
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
