#!/usr/bin/env python3
"""usage: site.py ARCHIVE SITE: see site.sh."""
import collections
import concurrent.futures
import html
import http.client
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from service import Perdure, free_port

BENCH = os.path.dirname(os.path.abspath(__file__))
THREADS = 4
SHOWN = 20
QUESTIONS = ("/search", "/resolve")

# What only a service can answer, and what stands for it.
FORM = re.compile(rb'<form role="search".*?</form>\n', re.S)
NO_FORM = b'<p class="quiet">No search in this copy</p>\n'
# What a copy of files does not have: other looks of a page, and feeds.
OTHER_LOOKS = re.compile(
    rb' <a href="[^"]*(?:as=mhonarc|as=own|/all\.mbox\.gz|/authors/[^"]*|/attachments/)" rel="nofollow">[\w ]+</a>'
    rb'|<link rel="alternate" [^>]*>\n|<p class="quiet">Follow as .*</p>\n'
)
LINK = re.compile(rb'<(?:a|link)\b[^>]* href="([^"]*)"')


def published(archive):
    """Returns the front page, and the folders and messages of all lists under their old addresses."""
    db = sqlite3.connect(f"file:{archive}/archive.db?mode=ro", uri=True)
    rows = db.execute("SELECT l.name, n.month, n.number FROM number n JOIN list l ON l.id = n.list WHERE n.tree = ''").fetchall()
    db.close()
    paths = {"/", "/archives/html/mbox/"}
    for name, month, number in rows:
        for start in ("", "/archives/html"):
            folder = f"{start}/{name}/{month // 100}-{month % 100:02d}/"
            paths.update((folder, folder + "threads.html", f"{folder}msg{number:05d}.html"))
    return paths


def nginx(site, folder):
    """Starts nginx as the operator is told to; returns it and its port."""
    with open(f"{BENCH}/../docs/operations.md", encoding="utf-8") as f:
        conf = f.read().split("```nginx\n", 1)[1].split("```", 1)[0].replace("/srv/lists", site)
    port = free_port()
    conf = conf.replace("listen 80;", f"listen 127.0.0.1:{port};")
    with open(f"{folder}/nginx.conf", "w", encoding="utf-8") as f:
        f.write(f"{'user root;' if os.getuid() == 0 else ''}\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
                f"events {{}}\nhttp {{\naccess_log off;\nkeepalive_requests 1000000;\n{conf}\n}}\n")
    process = subprocess.Popen(["nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
    while True:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return process, port
        except OSError:
            if process.poll() is not None:
                sys.exit("nginx did not start")
            time.sleep(0.05)


KEPT = threading.local()


def get(port, path):
    """Returns status, type and body of an answer."""
    connections = KEPT.__dict__.setdefault("connections", {})
    for attempt in (1, 2):
        connection = connections.setdefault(port, http.client.HTTPConnection("127.0.0.1", port, timeout=60))
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
        except (OSError, http.client.HTTPException):
            connections.pop(port).close()
            if attempt == 2:
                raise


def links(path, body):
    for link in LINK.findall(body):
        to = urllib.parse.urlsplit(urllib.parse.urljoin(path, html.unescape(link.decode())))
        if not to.netloc and to.scheme == "" and not to.query:
            yield to.path


def compare(path, copy_port, live_port):
    """Returns the status, what differs, and where the copy leads."""
    status, kind, copy = get(copy_port, path)
    live_status, live_kind, live = get(live_port, path)
    is_page = kind.startswith("text/html")
    found = list(links(path, copy)) if is_page else []
    if status != live_status:
        return status, f"status {status}, not {live_status}", found
    if is_page != live_kind.startswith("text/html"):
        return status, f"{kind}, not {live_kind}", found
    if is_page and path not in QUESTIONS:
        live = OTHER_LOOKS.sub(b"", FORM.sub(NO_FORM, live))
    same = copy == live or path in QUESTIONS
    return status, "" if same else "another content", found


def main():
    archive, site = sys.argv[1:3]
    seen = published(archive)
    ahead, statuses, differing = sorted(seen), collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        server, port = nginx(site, folder)
        try:
            with Perdure("site", "/", archive=archive) as live, concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
                while ahead:
                    compared = list(pool.map(lambda path: compare(path, port, live.port), ahead))
                    for path, (status, difference, _) in zip(ahead, compared):
                        statuses[status] += 1
                        if difference:
                            differing.append(f"{path}: {difference}")
                    found = {link for _, _, some in compared for link in some} - seen
                    seen |= found
                    ahead = sorted(found)
                    print(f"{sum(statuses.values()):,} compared, {len(differing):,} differ", flush=True)
        finally:
            server.terminate()
            server.wait()
    print("\n".join(differing[:SHOWN]))
    print(dict(statuses), f"{len(differing):,} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
