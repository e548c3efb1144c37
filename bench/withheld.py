#!/usr/bin/env python3
"""Withholds evidence of old numbers, and counts what becomes of them.

    bench/withheld.py MBOX PAGES LIST FOLDER [SHARE [LACKING [ORDER [TREE]]]]

MBOX is a mailbox, PAGES the folder that MHonArc made of it (months with all their pages), LIST a
name, FOLDER an empty folder for the archives. SHARE of the pages (0.3) is withheld, and LACKING of
the messages of the mailbox (0). With the ORDER "sent", the mailbox is sorted by Date, as the copy of
somebody else might be. TREE says of the mail that it is the mailbox of that tree. In both orders, mail first and pages first, it prints how many of
the withheld numbers `resolve` answers: exactly, surely (0.95 and more), likely, with the message
among candidates, with other candidates, with another message, or not at all. Needs a build; nothing is asked of the network.
"""

import collections
import email.utils
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import urllib.parse

PERDURE = os.environ.get("PERDURE", pathlib.Path(__file__).resolve().parent.parent / "perdure")
DATE = re.compile(rb"^date:(.*)", re.I | re.M)
ID = re.compile(rb"<!--X-Message-Id: (.*?) -->", re.S)


def perdure(*arguments, feed=""):
    run = subprocess.run([PERDURE, *map(str, arguments)], input=feed.encode(), capture_output=True, check=True)
    return run.stdout.decode()


def message_id(page):
    found = ID.search(page.read_bytes()[: 16 << 10])
    text = found.group(1).decode() if found else ""
    return re.sub(r"&#(\d+);", lambda m: chr(int(m.group(1))), text)


def sent(message):
    """Returns when a message was sent; 0 if it does not say so."""
    field = DATE.search(message.split(b"\n\n", 1)[0])
    parsed = field and email.utils.parsedate_tz(field.group(1).decode("latin-1").strip())
    return email.utils.mktime_tz(parsed) if parsed else 0


def lacking(mbox, share, order, out):
    """Writes a mailbox without some of its messages; separator lines stand behind empty lines."""
    messages = re.split(rb"(?<=\n\n)(?=From )", pathlib.Path(mbox).read_bytes())
    kept = [message for message in messages if random.random() >= share]
    if order == "sent":
        kept.sort(key=sent)
    out.write_bytes(b"".join(kept))


def answers(archive, links):
    return perdure("resolve", "--archive", archive, "--json", feed="\n".join(links) + "\n").splitlines()


def word(answer, identity):
    """Says what an answer is worth, of which the right message is known."""
    if answer["status"] != "exact":
        candidates = [urllib.parse.unquote(path) for path in answer["candidates"]]
        right = any(path.split("/")[2:] == identity.split("/") + [""] for path in candidates)
        return "candidate" if right else "other candidates" if candidates else "no answer"
    confidence = answer["confidence"]
    sure = "exact" if confidence == 1 else "sure" if confidence >= 0.95 else "likely"
    return sure if answer["messageId"] == identity else "wrong, " + sure


def main(mbox, pages, name, folder, share=0.3, lack=0.0, order="mailbox", told=""):
    random.seed(1)
    folder = pathlib.Path(folder)
    tree = folder / "tree"
    truth = {}
    for page in sorted(pathlib.Path(pages).glob("*/msg*.html")):
        month = page.parent.name
        if random.random() < float(share):
            truth[f"/archives/html/{name}/{month}/{page.name}"] = message_id(page)
        else:
            (tree / month).mkdir(parents=True, exist_ok=True)
            shutil.copy(page, tree / month)
    mail = folder / "mail"
    lacking(mbox, float(lack), order, mail)
    for order in (mail, tree), (tree, mail):
        archive = folder / ("first-" + order[0].name)
        for source in order:
            tree_told = ["--tree", told] if told and source == mail else []
            perdure("import", "--archive", archive, "--list", name, *tree_told, source)
        counts = collections.Counter()
        for (path, identity), row in zip(truth.items(), answers(archive, truth)):
            counts[word(json.loads(row), identity)] += 1
        print(f"{order[0].name} first: {len(truth)} withheld:", dict(counts))
        print(perdure("verify", "--archive", archive).strip())


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:9])
