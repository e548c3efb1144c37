#!/usr/bin/env python3
"""Builds an archive of the months of a mailbox in three orders, each import killed once on its way: the registers must be
the same, and each archive must verify.

usage: orders.py MBOX LIST FOLDER [SEED]        (FOLDER is made anew; PERDURE as in env.sh)
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


def main(mbox, name, folder, seed="1"):
    random.seed(int(seed))
    shutil.rmtree(folder, ignore_errors=True)
    months = split(mbox, os.path.join(folder, "months"))
    shuffled = random.sample(months, len(months))
    roots = set()
    for order, paths in ("in order", months), ("reversed", months[::-1]), ("shuffled", shuffled):
        archive = os.path.join(folder, order.replace(" ", "-"))
        kills = 0
        for path in paths:
            words = ("import", "--archive", archive, "--list", name, path)
            kills += killed(*words)
            run(*words)
        root = run("export", "--archive", archive, "--format", "checkpoint").decode().splitlines()[1]
        verdict = run("verify", "--archive", archive).decode().strip()
        print(order, len(paths), "months,", kills, "kills,", root, "|", verdict, flush=True)
        roots.add(root)
    sys.exit(len(roots) != 1)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
