#!/usr/bin/env python3
"""Writes a mailbox several times over, each time with other msg-ids and dates, so that every message counts.

usage: multiply.py IN.mbox OUT.mbox TIMES        (OUT may be -, standard output)

A msg-id of the second round on gets a prefix, in Message-ID, In-Reply-To and References alike, so that each round has
the threads of the first. Years of separator lines, Date and Received go back by four a round, six rounds long: leap
years stay, and months fill evenly. The text stays as it is.
"""
import re
import sys

FIELD = re.compile(rb"(message-id|in-reply-to|references)\s*:", re.I)
DATE = re.compile(rb"(date|received)\s*:", re.I)
YEAR = re.compile(rb"(?<=[ -])(?:19|20)\d\d(?=[ \n\r])")
ROUNDS = 6
YEARS = 4


class Mailbox:
    """A mailbox with places for what changes; it is held in memory."""

    def __init__(self, source):
        self.parts, self.places, self.messages = [], [], []
        plain, length = [], 0
        in_header, kind = False, None
        with open(source, "rb") as lines:
            for line in lines:
                if line.startswith(b"From "):
                    in_header, kind = True, DATE
                    self.messages.append(len(self.parts))
                elif in_header:
                    if line in (b"\n", b"\r\n"):
                        in_header = False
                    elif not line.startswith((b" ", b"\t")):
                        kind = FIELD if FIELD.match(line) else DATE if DATE.match(line) else None
                if in_header and kind is FIELD and b"<" in line:
                    first, *rest = line.split(b"<")
                    plain.append(first)
                    for piece in rest:
                        self._cut(plain, b"<")
                        plain = [piece]
                elif in_header and kind is DATE and (years := list(YEAR.finditer(line))):
                    at = 0
                    for year in years:
                        plain.append(line[at : year.start()])
                        self._cut(plain, int(year.group()))
                        plain, at = [], year.end()
                    plain.append(line[at:])
                else:
                    plain.append(line)
        self._cut(plain, b"")

    def _cut(self, plain, place):
        self.parts.append(b"".join(plain))
        self.places.append(place)

    def round(self, number, first=0, end=None):
        """Returns the bytes of messages of a round."""
        prefix = b"<x%d." % number if number else b"<"
        back = YEARS * (number % ROUNDS)
        out = []
        last = len(self.parts) if end is None or end >= len(self.messages) else self.messages[end]
        for i in range(self.messages[first], last):
            place = self.places[i]
            out += (self.parts[i], prefix if place == b"<" else b"%d" % (place - back) if place else b"")
        return b"".join(out)


def main(source, target, times):
    mailbox = Mailbox(source)
    with sys.stdout.buffer if target == "-" else open(target, "wb") as out:
        for number in range(int(times)):
            out.write(mailbox.round(number))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
