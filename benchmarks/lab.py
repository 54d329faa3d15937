"""How fast the lab answers, in the browser of the tests: compute, redraw, first interaction.

python benchmarks/lab.py      (after `make book`; the tests' environment)
"""

import sys
from pathlib import Path
from threading import Thread

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

COMPUTE = """async () => {
  const { src } = document.querySelector('script[src*="lab.js"]');
  const { LANDSCAPES: { rosenbrock }, descend } = await import(src);
  const settings = { lr: 0.001, momentum: 0.9, decay: 0.99, beta1: 0.9, beta2: 0.999,
    eps: 1e-8, weight_decay: 0.01 };
  const rules = ['SGD', 'Momentum', 'RMSprop', 'Adam', 'AdamW'], times = [];
  for (let i = 0; i < 60; i++) {
    const begin = performance.now();
    for (let k = 0; k < 5; k++)
      for (const rule of rules) descend(rosenbrock, {}, rule, settings, [-1.2, 1], 1000);
    times.push((performance.now() - begin) / 5);
  }
  return times;
}"""
# The work from the pointer's move to the painted frame, without the wait for the screen.
WATCH = """() => {
  window.times = [];
  let began, heard;
  addEventListener('pointermove', () => {
    began = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      const frame = performance.now(), before = heard - began;
      port1.onmessage = () => times.push(before + performance.now() - frame);
      port2.postMessage(0);
    });
  }, { capture: true });
  addEventListener('pointermove', () => { heard = performance.now(); });
}"""
# When the lab answers: it has moved because a key was pressed.
ANSWER = """new Promise(done => { const ask = () => {
  const lab = document.querySelector('gd-lab[ready]');
  if (!lab) return setTimeout(ask, 5);
  const before = lab.spec.state.x[0];
  const press = new KeyboardEvent('keydown', { key: 'ArrowRight' });
  lab.shadowRoot.querySelector('.handle').dispatchEvent(press);
  requestAnimationFrame(() => done(lab.spec.state.x[0] > before ? performance.now() : NaN));
}; ask(); })"""


def report(what, times, allowed, share=95):
    times = np.array(times)
    print(
        f"{what:<44} median {np.median(times):7.2f} ms   {share} % below "
        f"{np.percentile(times, share):7.2f} ms   ({allowed} ms allowed)"
    )


def main(chapter="book/en/adam.html"):
    from find_browser import find
    from playwright.sync_api import sync_playwright
    from serve import site_server

    with site_server(ROOT / "_build/html") as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{chapter}"
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])

        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(address)
        lab = tab.wait_for_selector("gd-lab[ready]")
        report("five optimizers x 1,000 steps", tab.evaluate(COMPUTE), 2)

        lab.scroll_into_view_if_needed()
        handle = tab.locator("gd-lab .handle").first
        box = handle.bounding_box()
        x, y = box["x"] + 22, box["y"] + 22
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.evaluate(WATCH)
        for i in range(200):
            tab.mouse.move(x + 60 * np.sin(i / 10), y - 40 * np.sin(i / 7))
            tab.wait_for_timeout(20)
        tab.mouse.up()
        report("drag to redraw", tab.evaluate("times"), 16)
        tab.close()

        times = []
        for _ in range(5):
            with browser.new_context() as context:
                tab = context.new_page()
                slow = context.new_cdp_session(tab)
                tab.wait_for_timeout(2000)  # the browser's own start is over
                slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
                tab.goto(address, wait_until="commit")
                times.append(tab.evaluate(ANSWER))
        report("navigation to an answer, processor / 4", times, 1500, 100)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
