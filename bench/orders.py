#!/usr/bin/env python3
"""Builds an archive of the months of a mailbox in three orders, each import killed once on its way: the registers, and
the hashes of their contents, must be the same, and each archive must verify.

With PAGES, a folder of pages of these months, they are imported too: after the mail, before it, and after half of it. The
registers differ then, since other numbers were given out on the way; their contents must be the same. So must be all
addresses but those that were given out on the way and that no message has now, which are counted.

usage: orders.py MBOX LIST FOLDER [SEED [PAGES]]        (FOLDER is made anew; PERDURE as in env.sh)
"""
import os
import random
import shutil
import signal
import subprocess
import sys

from shuffle import PERDURE, run, split


def killed(*words):
    """Kills an import after up to three seconds; returns whether it was still at it."""
    process = subprocess.Popen(
        [PERDURE, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(random.uniform(0.5, 3))
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def export(archive, name, what):
    return run("export", "--archive", archive, "--list", name, "--format", what).decode().splitlines()


def addresses(archive, name):
    """Returns all addresses, and those of them that only the order of the mail said until more was known."""
    rows = [row.split("\t") for row in export(archive, name, "urls")]
    withdrawn = [row for row in rows if len(row) > 5 and row[2] in ("mbox_order", "arrival_order", "appended")]
    return sorted(row for row in rows if row not in withdrawn), withdrawn


def main(mbox, name, folder, seed="1", pages=None):
    random.seed(int(seed))
    shutil.rmtree(folder, ignore_errors=True)
    months = split(mbox, os.path.join(folder, "months"))
    shuffled = random.sample(months, len(months))
    orders = {"in order": months, "reversed": months[::-1], "shuffled": shuffled}
    if pages:
        half = len(months) // 2
        orders["in order"] = [*months, pages]
        orders["reversed"] = [pages, *months[::-1]]
        orders["shuffled"] = [*shuffled[:half], pages, *shuffled[half:]]
    results = set()
    for order, paths in orders.items():
        archive = os.path.join(folder, order.replace(" ", "-"))
        kills = 0
        for path in paths:
            words = ("import", "--archive", archive, "--list", name, path)
            kills += killed(*words)
            run(*words)
        root, contents = (row.split("\t")[1] for row in export(archive, name, "checkpoint")[1:3])
        verdict = run("verify", "--archive", archive).decode().strip()
        rows, withdrawn = addresses(archive, name)
        print(f"{order}: {len(paths)} imports, {kills} kills, root {root[:16]}, contents {contents[:16]},", flush=True)
        print(f"  {len(rows)} addresses, and {len(withdrawn)} that were given out on the way | {verdict}", flush=True)
        results.add((contents, "\n".join(map(str, rows)), "" if pages else root))
    print("all the same" if len(results) == 1 else "NOT THE SAME")
    sys.exit(len(results) != 1)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
