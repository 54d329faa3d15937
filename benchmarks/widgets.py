"""How long a slider of an explorer takes to redraw: compute, draw, write the SVG.

python benchmarks/widgets.py

Every slider goes through its stops twice, the second time with what is kept from the first; both
count. The first picture of an explorer, which loads its data, is not a move of a slider. Processor
time, which a busy machine disturbs less.
"""

from time import process_time

import numpy as np

import gdlib as gd

ALLOWED = 150  # milliseconds


def redraws(explorer):
    """The milliseconds of each redraw, slider by slider, the others at their start."""
    explorer.draw(**explorer.state)
    for key, stops in explorer.knobs.items():
        times = []
        for stop in (*stops, *stops):
            begin = process_time()
            explorer.draw(**explorer.state | {key: stop})
            times.append(1000 * (process_time() - begin))
        yield key, times


def main():
    for name in gd.widgets.__all__:
        if name == "Explorer":
            continue
        for key, times in redraws(getattr(gd.widgets, name)()):
            print(
                f"{name + ', ' + key:<30} median {np.median(times):4.0f} ms   95 % below "
                f"{np.percentile(times, 95):4.0f} ms   ({ALLOWED} ms allowed)"
            )


if __name__ == "__main__":
    main()
