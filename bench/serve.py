#!/usr/bin/env python3
"""Pages of our server under load: requests a second, latency, server CPU a page, with wrk.

usage: serve.py SLICE [SECONDS]     (by serve.sh, which sets the environment)

The pages belong to the 500 messages that the peers are asked for:
  message   the page at the address MHonArc published it under
  thread    /LIST/MSGID/T/, the whole thread on a page
  month     the index of a month by date, all of it
and beside them `message, any`: pages of all messages in turn, far more than our cache of pages holds, so that each
is made anew. The 500 above fit into that cache: `message` says what a page costs that is asked for again, `message,
any` what it costs the first time.
`message, at once` is the first load on a server that has just started. Then each kind is asked for as long as WARM
says before it is measured. Latency is wrk's, of a closed loop: each connection asks again when it has its answer.
"""
import json
import os
import re
import resource
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import quiet
from service import RES, WORK, Perdure, canonical_path, list_of, messages, old_path

CONNECTIONS = (1, 8, 32)
PAGES = 500
SCRIPT = """
local paths, at = {}, 0
for path in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = path end
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), latency.max, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
"""


def children():
    """Seconds of CPU of wrk, which has ended."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def load(server, paths, connections, seconds, options=()):
    folder = f"{WORK}/wrk"
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/perdure.lua", "w") as f:
        f.write(SCRIPT)
    with open(f"{folder}/perdure.paths", "w") as f:
        f.write("\n".join(paths) + "\n")
    quiet.wait()
    all_, ours, cpu, begin = quiet.busy(), children(), server.cpu(), time.monotonic()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", f"{folder}/perdure.lua", *options,
               f"http://127.0.0.1:{server.port}"]
    output = subprocess.run(command, env=dict(os.environ, PATHS=f"{folder}/perdure.paths"), stdout=subprocess.PIPE, check=True).stdout
    cpu, wall = server.cpu() - cpu, time.monotonic() - begin
    others = (quiet.busy() - all_ - (children() - ours) - cpu) / wall
    numbers = re.search(r"RESULT (.*)", output.decode()).group(1).split()
    requests, micros, size, p50, p99, longest, status, errors = map(int, numbers)
    count = max(requests, 1)
    return dict(conns=connections, rps=round(requests / micros * 1e6, 1), p50_ms=round(p50 / 1e3, 2), p99_ms=round(p99 / 1e3, 2),
                max_ms=round(longest / 1e3, 2), kb=round(size / count / 1024, 1), cpu_ms=round(cpu / count * 1e3, 3),
                cpu_share=round(cpu / wall, 2), status_errors=status, errors=errors, rss_mb=round(server.rss_mb(), 1), others=round(max(others, 0), 2))


def main(slice_, seconds=6):
    rows = list(messages(slice_))
    some = rows[:PAGES]
    base = f"/archives/html/{list_of(slice_)}"
    pages = {
        "message": [old_path(slice_, month, page) for month, page, _ in some],
        "message, any": [old_path(slice_, month, page) for month, page, _ in rows],
        "thread": [canonical_path(slice_, message_id) + "T/" for _, _, message_id in some],
        "month": [f"{base}/{month}/index.html" for month, _, _ in some],
    }

    def save(kind, measured):
        with open(f"{RES}/serve.jsonl", "a") as f:
            f.write(json.dumps(dict(peer="perdure", slice=slice_, workers=1, page=kind, **measured)) + "\n")
        print(kind, measured, flush=True)

    with Perdure(slice_, pages["message"][0]) as server:
        save("message, at once", load(server, pages["message"], 8, seconds))
        for kind, paths in pages.items():
            for path in paths[:20]:
                if (status := server.get(path)[0]) != 200:
                    print("not 200 but", status, path)
            load(server, paths, 8, int(os.environ.get("WARM", "10")))
            for connections in CONNECTIONS:
                save(kind, load(server, paths, connections, seconds))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))
