#!/bin/sh
# usage: bench/start.sh [SLICE] [TIMES]
# From the command to the first answer, TIMES times (10): ours, and public-inbox-httpd. The files are in the page
# cache, the process is new. Needs the archives that import.sh leaves behind. Results in $RES/start.jsonl.
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
[ -d "$WORK/perdure/$slice" ] || fail "no archive of $slice; run import.sh first"
"$PERDURE" --version > "$WORK/version"
exec "$BENCH/start.py" "$slice" "${2:-10}"
