#!/usr/bin/env python3
"""How much heap a run needed, from Java's log of its collections (-Xlog:gc).

usage: heap.py GC_LOG LABEL LIMIT OUT.jsonl

used_mb is the most there was before a collection, live_mb the most that survived one; the larger of the two kinds of
collection sees all of the heap, the other leaves in what died among the old.
"""
import json
import re
import sys

PAUSE = re.compile(r"Pause (\w+).* (\d+)M->(\d+)M\((\d+)M\) ([\d.]+)ms")


def main(log, label, limit, out):
    used = live = live_full = size = 0
    pauses = []
    with open(log) as lines:
        for line in lines:
            if found := PAUSE.search(line):
                before, after, total = map(int, found.group(2, 3, 4))
                used, live, size = max(used, before), max(live, after), max(size, total)
                if found.group(1) == "Full":
                    live_full = max(live_full, after)
                pauses.append(float(found.group(5)))
    result = dict(label=label, limit=limit, used_mb=used, live_mb=live, live_full_mb=live_full, size_mb=size,
                  collections=len(pauses), pause_s=round(sum(pauses) / 1000, 2), longest_ms=round(max(pauses, default=0), 1))
    with open(out, "a") as results:
        results.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
