#!/usr/bin/env python3
"""Builds an archive of the months of a mailbox in three orders, each import killed once on its way: the registers must be
the same, and each archive must verify.

With PAGES, a folder of pages of these months, they are imported too: after the mail, before it, and after half of it. The
registers differ then, since other numbers were given out on the way; all numbers, with source and confidence, must be
the same.

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


def numbers(archive, name):
    """Returns what stands for all numbers: path, Message-ID, source and confidence of each."""
    rows = run("export", "--archive", archive, "--list", name, "--format", "urls").decode().splitlines()
    return "\n".join(sorted(row.rsplit("\t", 1)[0] for row in rows))


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
        root = run("export", "--archive", archive, "--format", "checkpoint").decode().splitlines()[1]
        verdict = run("verify", "--archive", archive).decode().strip()
        print(order, len(paths), "imports,", kills, "kills,", root, "|", verdict, flush=True)
        results.add(numbers(archive, name) if pages else root)
    print("all the same" if len(results) == 1 else "NOT THE SAME")
    sys.exit(len(results) != 1)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
