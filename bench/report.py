#!/usr/bin/env python3
"""Markdown tables of what was measured, medians of the runs, from $RES/*.jsonl: ours and the peers'.

usage: report.py [RES]
"""
import json
import os
import statistics
import sys

RES = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RES", os.path.expanduser("~/.cache/perdure-bench/res"))


def groups(name, *keys):
    """Returns the results of one file by the values of some keys, in the order of their first."""
    found = {}
    try:
        with open(f"{RES}/{name}.jsonl") as lines:
            for line in lines:
                result = json.loads(line)
                if result.get("rc", 0) == 0:
                    found.setdefault(tuple(result.get(key) for key in keys), []).append(result)
    except FileNotFoundError:
        pass
    return found


def median(results, key):
    values = [result[key] for result in results if result.get(key) is not None]
    return statistics.median(values) if values else None


def show(value):
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def table(title, head, rows):
    rows = list(rows)
    if rows:
        print(f"### {title}\n\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for row in rows:
            print("| " + " | ".join(map(show, row)) + " |")
        print()


def load(results):
    """What else the machine did: its load before, or the cores that others took meanwhile."""
    if any("others" in result for result in results):
        taken = [result["others"] for result in results if "others" in result]
        return f"{min(taken):.2f}–{max(taken):.2f} cores"
    loads = [result["load"] for result in results if "load" in result]
    return f"load {min(loads):.1f}–{max(loads):.1f}" if loads else ""


def imports():
    heaps = groups("heap", "label")
    for (label,), results in groups("ingest", "label").items():
        cpu, count = median(results, "cpu_s"), results[0].get("msgs")
        heap = heaps.get((label,), [])
        yield [label, len(results), median(results, "wall_s"), median(results, "user_s"), median(results, "sys_s"), cpu,
               round(count / cpu) if cpu and count else None, median(results, "rss_tree_mb"),
               heap[0]["limit"] if heap else "", median(heap, "used_mb"), median(heap, "live_mb"),
               median(results, "disk_mb"), load(results)]


def pages():
    for key, results in groups("serve", "page", "conns", "peer").items():
        page, conns, peer = key
        if page != "open":
            yield [page, conns, peer, len(results), *(median(results, k) for k in ("rps", "p50_ms", "p99_ms", "cpu_ms", "kb", "rss_mb")),
                   sum(r["errors"] + r["status_errors"] for r in results), load(results)]


def searches():
    for (peer,), results in groups("search", "peer").items():
        kinds = ", ".join(f"{kind} {show(statistics.median(r['p50_by_kind'][kind] for r in results))}" for kind in results[0]["p50_by_kind"])
        yield [peer, len(results), results[0]["queries"], *(median(results, k) for k in ("p50_ms", "p95_ms", "max_ms", "cpu_ms_per_query")), kinds, load(results)]


def starts():
    for (peer,), results in groups("start", "peer").items():
        yield [peer, len(results), median(results, "start_s"), max(r["start_s"] for r in results), median(results, "cpu_s"), median(results, "rss_mb"), load(results)]


table("Import", ["what", "runs", "wall s", "user s", "sys s", "CPU s", "messages a CPU s", "peak RSS MB", "-Xmx", "heap used MB",
                 "heap live MB", "disk MiB", "others"], imports())
order = {"message": 0, "message, any": 1, "message, at once": 2, "thread": 3, "month": 4}
table("Pages", ["page", "connections", "server", "runs", "requests/s", "p50 ms", "p99 ms", "server CPU ms a page", "KB", "RSS MB", "errors", "others"],
      sorted(pages(), key=lambda row: (order.get(row[0], 9), row[1], row[2])))
table("Searches", ["what", "runs", "queries", "p50 ms", "p95 ms", "max ms", "CPU ms a query", "p50 ms by kind", "others"], searches())
table("From the command to the first answer", ["server", "starts", "median s", "max s", "CPU s", "RSS MB", "others"], starts())
