#!/usr/bin/env python3
"""Latency of the 30 searches that the peers are asked, 25 hits each, newest first: our page, and our API.

usage: search.py SLICE [ROUNDS]     (by serve.sh, which sets the environment)

Each search is a connection of its own. As for the peers, one round comes before that is not counted.
"""
import csv
import json
import os
import re
import sys
import time
import urllib.parse

sys.dont_write_bytecode = True
import quiet
from service import RES, Perdure, list_of

HITS = 25


def spell(query):
    words = [query["words"]] if query["words"] else []
    if query["phrase"]:
        words.append(f'"{query["phrase"]}"')
    if query["subject"]:
        words.append("s:" + query["subject"])
    if query["from"]:
        words.append("f:" + query["from"])
    if query["since"]:
        words.append(f"d:{query['since']}..{query['until']}")
    return " ".join(words)


def median(values):
    return sorted(values)[len(values) // 2]


def total(body):
    found = re.search(rb'"total"\s*:\s*\{\s*"value"\s*:\s*(\d+)', body) or re.search(rb"([\d,]+)\s+(?:messages|results|hits)", body)
    return int(found.group(1).replace(b",", b"")) if found else None


def main(slice_, rounds=5):
    with open(os.environ["PEERS"] + "/queries.tsv") as f:
        queries = [(row["kind"], spell(row)) for row in csv.DictReader(f, delimiter="\t") if row["list"] == list_of(slice_)]
    forms = {
        "perdure": f"/{list_of(slice_)}/?sort=newest&size={HITS}&q=",
        "perdure-api": f"/api/v1/search?list={list_of(slice_)}&sort=newest&size={HITS}&q=",
    }
    for peer, form in forms.items():
        with Perdure(slice_, f"/{list_of(slice_)}/") as server:
            times, totals = {}, {}
            for kind, query in queries:
                status, body = server.get(form + urllib.parse.quote(query))
                if status != 200:
                    print("not 200 but", status, query)
                totals[query] = total(body)
            quiet.wait()
            busy, cpu = os.getloadavg()[0], server.cpu()
            for _ in range(rounds):
                for kind, query in queries:
                    begin = time.perf_counter()
                    server.get(form + urllib.parse.quote(query))
                    times.setdefault((kind, query), []).append((time.perf_counter() - begin) * 1e3)
            cpu = server.cpu() - cpu
        every = sorted(value for values in times.values() for value in values)
        kinds = {}
        for (kind, _), values in times.items():
            kinds.setdefault(kind, []).extend(values)
        result = dict(peer=peer, slice=slice_, queries=len(queries), rounds=rounds, p50_ms=round(median(every), 2),
                      p95_ms=round(every[int(len(every) * .95)], 2), max_ms=round(every[-1], 2),
                      cpu_ms_per_query=round(cpu * 1e3 / len(every), 2),
                      p50_by_kind={kind: round(median(values), 2) for kind, values in kinds.items()}, load=busy,
                      hits_and_median_ms={f"{kind}|{query}": [totals[query], round(median(values), 2)] for (kind, query), values in times.items()})
        with open(f"{RES}/search.jsonl", "a") as f:
            f.write(json.dumps(result) + "\n")
        print({key: value for key, value in result.items() if key != "hits_and_median_ms"}, flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))
