#!/bin/sh
# usage: bench/address.sh [ARCHIVE [SECONDS]]
# How long an old address takes, at one connection: the pages of 500 messages in turn, those of all messages, and the 301 of
# another spelling at another host. SECONDS (5) a row, RUNS times. ARCHIVE: by default the one of virt that import.sh leaves behind.
# Results in $RES/address.jsonl.
set -eu
. "$(dirname "$0")/env.sh"
archive=${1:-$WORK/perdure/virt}
[ -f "$archive/archive.db" ] || fail "no archive in $archive; run import.sh first"
mkdir -p "$WORK/perdure"
"$BENCH/quiet.py"
"$BENCH/address.py" "$archive" "${2:-5}" "$RUNS"
