#!/usr/bin/env python3
"""Time from the command to the first answer of a new process: ours (a message at its old address), public-inbox-httpd.

usage: start.py SLICE TIMES     (by start.sh, which sets the environment)
"""
import json
import os
import sys

sys.dont_write_bytecode = True
import quiet
from service import RES, Perdure, messages, old_path


def save(peer, slice_, before, seconds, cpu, rss):
    # Others: all that was taken since, without our own; ours polls meanwhile, which is little.
    others = (quiet.busy() - before - cpu) / seconds
    result = dict(peer=peer, slice=slice_, start_s=round(seconds, 3), cpu_s=round(cpu, 2), rss_mb=round(rss, 1), others=round(max(others, 0), 2))
    with open(f"{RES}/start.jsonl", "a") as f:
        f.write(json.dumps(result) + "\n")
    print(result, flush=True)


def main(slice_, times):
    sys.path.insert(0, os.environ["PEERS"])
    from servers import Server

    month, page, _ = next(messages(slice_))
    for _ in range(times):
        quiet.wait()
        before = quiet.busy()
        with Perdure(slice_, old_path(slice_, month, page)) as server:
            save("perdure", slice_, before, server.start_s, server.start_cpu_s, server.rss_mb())
        if os.path.exists(f"{os.environ['WORK']}/publicinbox/{slice_}"):
            quiet.wait()
            before = quiet.busy()
            with Server("publicinbox", slice_) as server:
                save("publicinbox", slice_, before, server.open_s, server.open_cpu_s, server.rss_mb())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]))
