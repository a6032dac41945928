#!/usr/bin/env python3
"""Draws what operations on the repository cost as it grows: reads what `make bench FILTER="--bench inventory"` prints, writes an SVG.

    cargo bench --bench inventory | tools/plot-growth.py > docs/growth.svg
"""

import math
import re
import sys

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 210, 40, 50
COLOURS = ["#1f6fb4", "#c2571a", "#2c8a4b", "#7a4fa3", "#8a6d1d", "#b3304f"]
ROW = re.compile(r"^inventory_(\d+)_(\w+) ([\d.]+) us$")
NAMES = {
    "query_by_unindexed_property_p50": "query, property without index",
    "create_p50": "create, synced to the disk",
    "associators_of_50_p50": "associators (50 results)",
    "query_by_indexed_property_p50": "query, indexed property",
    "query_by_key_p50": "query, key",
    "get_p50": "get",
}


def read(lines):
    """The points of each metric: a list of (instances, microseconds)."""
    series = {}
    for line in lines:
        row = ROW.match(line.strip())
        if row and row.group(2) in NAMES:
            series.setdefault(row.group(2), []).append((int(row.group(1)), float(row.group(3))))
    return {metric: sorted(series[metric]) for metric in NAMES if metric in series}


def duration(microseconds):
    for unit, factor in (("s", 1e6), ("ms", 1e3)):
        if microseconds >= factor:
            return f"{microseconds / factor:g} {unit}"
    return f"{microseconds:g} µs"


def draw(series):
    points = [point for points in series.values() for point in points]
    left, right = (math.log10(edge(size for size, _ in points)) for edge in (min, max))
    bottom = math.floor(math.log10(min(cost for _, cost in points)))
    top = math.ceil(math.log10(max(cost for _, cost in points)))

    def x(size):
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(size) - left) / max(right - left, 1)

    def y(cost):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (math.log10(cost) - bottom) / (top - bottom)

    def text(place, base, content, anchor="middle", colour="#444"):
        return f'<text x="{place:.1f}" y="{base:.1f}" text-anchor="{anchor}" fill="{colour}">{content}</text>'

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    yield text(LEFT, 22, "Time of one operation (median), by number of instances in the repository", "start", "#111")
    for power in range(bottom, top + 1):
        line = y(10**power)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{line:.1f}" y2="{line:.1f}" stroke="#ddd"/>'
        yield text(LEFT - 8, line + 4, duration(10**power), "end")
    for size in sorted({size for size, _ in points}):
        yield text(x(size), HEIGHT - BOTTOM + 20, f"{size:,}")
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "instances")
    # Names that would lie upon each other are moved apart.
    below = -math.inf
    for (metric, own), colour in zip(sorted(series.items(), key=lambda item: -item[1][-1][1]), COLOURS):
        path = " ".join(f"{x(size):.1f},{y(cost):.1f}" for size, cost in own)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for size, cost in own:
            yield f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3" fill="{colour}"/>'
        below = max(y(own[-1][1]) + 4, below + 16)
        yield text(WIDTH - RIGHT + 10, below, NAMES[metric], "start", colour)
    yield "</svg>"


def main():
    series = read(sys.stdin)
    if not series:
        sys.exit("plot-growth: nothing to draw: no line looks like 'inventory_10000_get_p50 5.00 us'")
    print("\n".join(draw(series)))


if __name__ == "__main__":
    main()
