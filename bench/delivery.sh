#!/bin/sh
# usage: bench/delivery.sh [SLICE]
# Hands 200 messages over LMTP to a service that wrk reads pages from at the same time, and measures how long each takes
# until its sender has the answer, until its page is there, and until search finds it. Works on a copy of the archive
# that import.sh leaves behind. DELIVERIES: how many; EVERY: seconds from one to the next; CONNECTIONS: of wrk, 0 for none;
# IMPORT: a mailbox that is imported into another list of the same archive meanwhile. Results in $RES/delivery.jsonl.
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
[ -d "$WORK/perdure/$slice" ] || fail "no archive of $slice; run import.sh first"
"$PERDURE" --version > "$WORK/version"
rm -rf "$WORK/perdure/delivery"
cp -R "$WORK/perdure/$slice" "$WORK/perdure/delivery"
"$BENCH/delivery.py" "$slice"
rm -rf "$WORK/perdure/delivery"
