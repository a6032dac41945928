#!/usr/bin/env python3
"""Draws how GetInstance scales with the number of client threads: reads what `make bench` prints, writes an SVG.

    make bench FILTER=... | tools/plot-scaling.py > docs/scaling.svg
"""

import math
import re
import sys

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
COLOURS = ["#1f6fb4", "#c2571a", "#2c8a4b", "#7a4fa3"]
ROW = re.compile(r"^get_instance_(\d+)_threads/(\w+)\s+([\d.]+)\s+/s$")


def read(lines):
    """The points of each provider: a list of (threads, gets a second)."""
    series = {}
    for line in lines:
        row = ROW.match(line.strip())
        if row:
            threads, provider, rate = row.groups()
            series.setdefault(provider, []).append((int(threads), float(rate)))
    return {provider: sorted(points) for provider, points in series.items()}


def step(top):
    """A round distance between the lines of the scale, so that there are four to eight."""
    power = 10 ** math.floor(math.log10(top))
    return next(power * part for part in (0.1, 0.2, 0.5, 1) if top / (power * part) <= 8)


def draw(series):
    points = [point for points in series.values() for point in points]
    most = max(threads for threads, _ in points)
    distance = step(max(rate for _, rate in points))
    top = math.ceil(max(rate for _, rate in points) / distance) * distance

    def x(threads):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log2(threads) / max(math.log2(most), 1)

    def y(rate):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * rate / top

    def text(left, base, content, anchor="middle", colour="#444"):
        return f'<text x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}" fill="{colour}">{content}</text>'

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    yield text(LEFT, 22, "Synchronous GetInstance: millions a second, by number of client threads", "start", "#111")
    for line in range(round(top / distance) + 1):
        rate = line * distance
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(rate):.1f}" y2="{y(rate):.1f}" stroke="#ddd"/>'
        yield text(LEFT - 8, y(rate) + 4, f"{rate / 1e6:g}", "end")
    for threads in sorted({threads for threads, _ in points}):
        yield text(x(threads), HEIGHT - BOTTOM + 20, threads)
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "client threads")
    for (provider, own), colour in zip(series.items(), COLOURS):
        path = " ".join(f"{x(threads):.1f},{y(rate):.1f}" for threads, rate in own)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for threads, rate in own:
            yield f'<circle cx="{x(threads):.1f}" cy="{y(rate):.1f}" r="3.5" fill="{colour}"><title>{rate:.0f}/s</title></circle>'
        threads, rate = own[-1]
        yield text(x(threads) + 10, y(rate) + 4, provider, "start", colour)
    yield "</svg>"


def main():
    series = read(sys.stdin)
    if not series:
        sys.exit("plot-scaling: no line 'get_instance_N_threads/PROVIDER RATE /s' was read")
    print("\n".join(draw(series)))


if __name__ == "__main__":
    main()
