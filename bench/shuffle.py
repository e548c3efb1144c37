#!/usr/bin/env python3
"""Imports the months of a mailbox in order, and in random order with overlapping Maildirs between them: both archives
must hold the same messages and threads, and no address that was given out may change.

usage: shuffle.py MBOX LIST FOLDER [SEED]        (FOLDER is made anew; PERDURE as in env.sh)

Exports are compared as sets. The numbers of a month that came in several pieces may differ between orders; within an
archive they never change. Of messages that share a msg-id the first is the message: such ids are left out of the
comparison of threads, and counted.
"""
import collections
import os
import random
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PERDURE = os.environ.get("PERDURE", os.path.join(HERE, "..", "perdure"))
MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
SEPARATOR = re.compile(rb"From .* (\w{3}) +\d+ \d\d:\d\d:\d\d (\d{4})")
ID = re.compile(rb"^message-id:\s*<([^>]*)>", re.I | re.M)


def run(*words):
    return subprocess.run([PERDURE, *words], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def split(source, folder):
    """Writes a mailbox for each month; returns their paths."""
    months = collections.defaultdict(list)
    with open(source, "rb") as lines:
        for line in lines:
            if found := SEPARATOR.match(line):
                messages = months[b"%s-%02d" % (found.group(2), MONTHS[found.group(1)])]
                messages.append([])
            messages[-1].append(line)
    paths = []
    os.makedirs(folder)
    for month, messages in sorted(months.items()):
        paths.append(os.path.join(folder, month.decode() + ".mbox"))
        with open(paths[-1], "wb") as out:
            out.writelines(line for message in messages for line in message)
    return paths


def maildir(mbox, folder, chance):
    """Writes some messages of a mailbox as a Maildir."""
    for name in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, name))
    with open(mbox, "rb") as lines:
        messages = re.split(rb"(?m)^From .*\n", lines.read())[1:]
    for number, message in enumerate(messages):
        if chance.random() < 0.5:
            message = re.sub(rb"(?m)^>(>*From )", rb"\1", message)
            if message.endswith(b"\n\n"):
                message = message[:-1]
            with open(os.path.join(folder, "cur", f"1300{number:06}.P1.x:2,S"), "wb") as out:
                out.write(message)
    return folder


def build(archive, name, sources):
    """Imports sources, and checks after each that every address so far leads where it led."""
    given = {}
    for source in sources:
        run("import", "--archive", archive, "--list", name, source)
        rows = run("export", "--archive", archive, "--list", name, "--format", "urls").splitlines()
        now = dict(row.split(b"\t")[:2] for row in rows)
        changed = [path for path, target in given.items() if now.get(path) != target]
        if changed:
            sys.exit(f"after {source}: {len(changed)} addresses have changed, such as {changed[0]}")
        given = now
    run("verify", "--archive", archive)
    return given


def main(source, name, folder, seed="1"):
    chance = random.Random(int(seed))
    shutil.rmtree(folder, ignore_errors=True)
    months = split(source, os.path.join(folder, "months"))
    ordered = os.path.join(folder, "ordered")
    urls = build(ordered, name, [os.path.join(folder, "months")])
    shuffled = os.path.join(folder, "shuffled")
    pieces = list(months)
    for number, month in enumerate(chance.sample(months, max(1, len(months) // 4))):
        pieces.append(maildir(month, os.path.join(folder, f"maildir-{number}"), chance))
    chance.shuffle(pieces)
    build(shuffled, name, pieces)

    held = []
    for archive in (ordered, shuffled):
        mail = run("export", "--archive", archive, "--list", name, "--format", "mbox")
        ids = collections.Counter(ID.findall(mail))
        threads = set(run("export", "--archive", archive, "--list", name, "--format", "threads").splitlines())
        held.append((ids, threads))
    (ids, threads), (other_ids, other_threads) = held
    shared = {msg_id for msg_id, count in (ids | other_ids).items() if count > 1}
    differ = [row for row in threads ^ other_threads if not shared.intersection(row.split(b"\t"))]
    print(f"{len(urls):,} addresses, {len(months)} months, {len(pieces)} sources in random order: "
          f"{len(set(ids) ^ set(other_ids))} msg-ids differ, {len(differ)} rows of threads differ "
          f"({len(threads):,} compared; {len(shared)} msg-ids shared by several messages); no address changed")
    for row in differ[:10]:
        print("+" if row in other_threads else "-", row.decode(errors="replace"))
    sys.exit(1 if differ or set(ids) != set(other_ids) else 0)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
