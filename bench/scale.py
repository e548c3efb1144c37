#!/usr/bin/env python3
"""Imports a million messages, and more, through standard input: do rate and memory stay as they are?

usage: scale.py MBOX LIST ARCHIVE [MESSAGES]      (1000000)

The mail is that of MBOX, multiplied as by multiply.py while it is read. ARCHIVE is made anew. Prints a row of a table
for each 100,000 messages: messages a second and a CPU second of the program since the row before; memory of the
process, and how much of it is its own rather than pages of files that the system maps; the most heap that lived
through a collection since the row before. PERDURE and HEAP as in env.sh.
"""
import os
import re
import shutil
import subprocess
import sys
import time

from multiply import Mailbox

EVERY = 100_000
SLICE = 500
PAUSE = re.compile(r"Pause \w+.* \d+M->(\d+)M\(")
TICKS = os.sysconf("SC_CLK_TCK")


def cpu(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid, name):
    with open(f"/proc/{pid}/status") as status:
        return next((int(line.split()[1]) // 1024 for line in status if line.startswith(name)), 0)


class Heap:
    def __init__(self, log):
        self.log, self.at = log, 0

    def most(self):
        """Returns the most that survived a collection since the last call, in MB."""
        if not os.path.exists(self.log):
            return 0
        with open(self.log) as lines:
            lines.seek(self.at)
            text = lines.read()
            self.at = lines.tell()
        return max((int(after) for after in PAUSE.findall(text)), default=0)


def main(source, name, archive, messages=1_000_000):
    messages = int(messages)
    here = os.path.dirname(os.path.abspath(__file__))
    perdure = os.environ.get("PERDURE", os.path.join(here, "..", "perdure"))
    log = archive.rstrip("/") + ".gc.log"
    shutil.rmtree(archive, ignore_errors=True)
    subprocess.run([perdure, "--version"], check=True, stdout=subprocess.DEVNULL)
    mailbox = Mailbox(source)
    options = f"-Xmx{os.environ.get('HEAP', '896m')} -Xlog:gc:file={log}:uptime:filecount=0"
    process = subprocess.Popen([perdure, "import", "--archive", archive, "--list", name, "-"], stdin=subprocess.PIPE,
                               env=dict(os.environ, PERDURE_JAVA_OPTS=options))
    heap = Heap(log)
    print("| messages | messages a second | messages a CPU second | memory, MB | its own, MB | live heap, MB |")
    print("|---|---|---|---|---|---|", flush=True)
    began = before = time.monotonic()
    cpu_before = written = rounds = size = 0
    while written < messages:
        for first in range(0, len(mailbox.messages), SLICE):
            end = min(first + SLICE, len(mailbox.messages))
            data = mailbox.round(rounds, first, end)
            process.stdin.write(data)
            size += len(data)
            marks = (written + end - first) // EVERY - written // EVERY
            written += end - first
            if marks:
                now, used = time.monotonic(), cpu(process.pid)
                print(f"| {written:,} | {EVERY / (now - before):,.0f} | {EVERY / (used - cpu_before):,.0f} "
                      f"| {memory(process.pid, 'VmRSS'):,} | {memory(process.pid, 'RssAnon'):,} "
                      f"| {heap.most():,} |", flush=True)
                before, cpu_before = now, used
            if written >= messages:
                break
        rounds += 1
    peak = memory(process.pid, "VmHWM")
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the import ended with status {status}")
    took, used = time.monotonic() - began, usage.ru_utime + usage.ru_stime
    disk = sum(os.path.getsize(os.path.join(path, file)) for path, _, files in os.walk(archive) for file in files)
    print(f"\n{written:,} messages, {size / 1e9:.1f} GB, in {took:,.0f} s and {used:,.0f} CPU s: "
          f"{written / used:,.0f} a CPU second; peak memory {max(peak, usage.ru_maxrss // 1024):,} MB; "
          f"on disk {disk / 1e9:.2f} GB")


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
