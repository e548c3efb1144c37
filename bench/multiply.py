#!/usr/bin/env python3
"""Writes a mailbox several times over, each time with other msg-ids, so that every message counts.

usage: multiply.py IN.mbox OUT.mbox TIMES

A msg-id of the second round on gets a prefix, in Message-ID, In-Reply-To and References alike, so that each round has
the threads of the first. The text stays as it is.
"""
import re
import sys

FIELD = re.compile(rb"(message-id|in-reply-to|references)\s*:", re.I)


def main(source, target, times):
    with open(target, "wb") as out:
        for round_ in range(int(times)):
            prefix = b"<x%d." % round_ if round_ else b"<"
            in_header = in_ids = False
            with open(source, "rb") as lines:
                for line in lines:
                    if line.startswith(b"From "):
                        in_header, in_ids = True, False
                    elif in_header:
                        if line in (b"\n", b"\r\n"):
                            in_header = False
                        elif not line.startswith((b" ", b"\t")):
                            in_ids = FIELD.match(line) is not None
                        if in_ids:
                            line = line.replace(b"<", prefix)
                    out.write(line)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
