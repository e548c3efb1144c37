#!/usr/bin/env python3
"""Waits until the machine has nothing else to do: less than a tenth of a core in two seconds.

usage: quiet.py [SECONDS]     the longest to wait, then measurements go on all the same; QUIET or 0

A measurement beside other work says little, of latency least of all. What others took meanwhile stands beside each
result of serve.py and start.py, in cores.
"""
import os
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


def busy():
    """Seconds of CPU that all processes of the machine have taken."""
    with open("/proc/stat") as f:
        user, nice, system, _, _, irq, softirq = map(int, f.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS


def wait(seconds=None):
    end = time.monotonic() + float(os.environ.get("QUIET", "0") if seconds is None else seconds)
    while time.monotonic() < end:
        before = busy()
        time.sleep(2)
        if busy() - before < 0.2:
            return True
    return False


if __name__ == "__main__":
    wait(sys.argv[1] if len(sys.argv) > 1 else None)
