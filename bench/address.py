#!/usr/bin/env python3
"""usage: address.py ARCHIVE SECONDS RUNS: see address.sh."""
import json
import os
import random
import sqlite3
import sys

from serve import PAGES, load
from service import RES, Perdure

ALIAS = "lists.example.org"


def paths(archive):
    """Returns the old addresses of all messages, shuffled, the same way at every call."""
    db = sqlite3.connect(f"file:{archive}/archive.db?mode=ro", uri=True)
    rows = db.execute("SELECT l.name, n.month, n.number FROM number n JOIN list l ON l.id = n.list WHERE n.tree = ''"
                      " ORDER BY 1, 2, 3").fetchall()
    db.close()
    random.Random(7).shuffle(rows)
    return [f"/archives/html/{name}/{month // 100}-{month % 100:02d}/msg{number:05d}" for name, month, number in rows]


def main():
    archive, seconds, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    spelled = paths(archive)
    pages = [path + ".html" for path in spelled]
    kinds = {
        "page, 500 messages": (pages[:PAGES], ()),
        "page, all messages": (pages, ()),
        "301 at another host": (spelled, ("-H", f"Host: {ALIAS}")),
    }
    with Perdure("address", pages[0], archive=archive) as server:
        for kind, (asked, options) in kinds.items():
            load(server, asked, 8, int(os.environ.get("WARM", "10")), options)
            for _ in range(runs):
                row = dict(page=kind, loadavg=os.getloadavg()[0], **load(server, asked, 1, seconds, options))
                print(json.dumps(row), flush=True)
                with open(f"{RES}/address.jsonl", "a", encoding="utf-8") as out:
                    out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
