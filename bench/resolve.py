#!/usr/bin/env python3
"""usage: resolve.py ARCHIVE LINKS RUNS: see resolve.sh."""
import base64
import collections
import hashlib
import http.client
import json
import os
import random
import sqlite3
import sys
import time
import urllib.parse

from service import Perdure, RES


def links(archive, count):
    """Makes links of many schemes to messages that are there, and some to none; the same at every call."""
    db = sqlite3.connect(f"file:{archive}/archive.db?mode=ro", uri=True)
    rows = db.execute("SELECT l.name, m.message_id, m.arrived, m.subject, n.month, n.number FROM message m"
                      " JOIN list l ON l.id = m.list JOIN number n ON n.key = m.key").fetchall()
    db.close()
    chance = random.Random(7)
    made = []
    for _ in range(count):
        name, message_id, arrived, subject, month, number = chance.choice(rows)
        month = f"{month // 100}-{month % 100:02d}"
        digest = hashlib.sha1(message_id.encode()).digest()
        quoted = urllib.parse.quote(message_id, safe="@")
        # Shares as in links that people have published: numbers 60 %, Message-IDs 25 %, the rest 15 %.
        forms = [
            (60, f"/archives/html/{name}/{month}/msg{number:05d}.html"),
            (18, f"https://lore.kernel.org/{name}/{quoted}/"),
            (3, f"https://lore.kernel.org/{name}/{quoted}/T/#m{digest.hex()}"),
            (2, f"https://lore.kernel.org/{name}/{quoted[:16]}"),
            (2, f"https://example.org/archives/list/{name}@example.org/message/{base64.b32encode(digest).decode()}/"),
            (6, f"https://marc.info/?l={name}&m={arrived}12345"),
            (1, f"https://marc.info/?t={arrived}12345"),
            (4, f"https://www.mail-archive.com/{name}@example.org/msg{number:05d}.html"),
            (2, f"https://thr3ads.net/{name}/{month.replace('-', '/')}/{number}-{'-'.join(subject.split())}"),
            (1, f"http://article.gmane.org/gmane.comp.{name}/{number}"),
            (1, f"https://lore.kernel.org/{name}/nobody-{number}@example.org/"),
        ]
        made.append(chance.choices([form for _, form in forms], [share for share, _ in forms])[0])
    return made


def ask(port, asked):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body = json.dumps({"links": asked})
    begin = time.monotonic()
    connection.request("POST", "/api/v1/resolve", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    seconds = time.monotonic() - begin
    connection.close()
    if answer.status != 200:
        sys.exit(f"status {answer.status}: {text[:200]}")
    return seconds, json.loads(text)["answers"]


def main():
    archive, count, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    asked = links(archive, count)
    server = Perdure("resolve", "/", archive=archive)
    try:
        for run in range(runs + 1):
            before = server.cpu()
            seconds, answers = ask(server.port, asked)
            row = {"what": "first" if run == 0 else "again", "links": count, "seconds": round(seconds, 3),
                   "cpu_s": round(server.cpu() - before, 3),
                   "statuses": collections.Counter(answer["status"] for answer in answers)}
            print(json.dumps(row))
            with open(f"{RES}/resolve.jsonl", "a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
