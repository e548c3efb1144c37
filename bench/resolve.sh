#!/bin/sh
# usage: bench/resolve.sh [ARCHIVE [LINKS]]
# Starts our server on an archive and resolves LINKS links (10,000) in one POST, RUNS times: links of all schemes, made
# from what the archive holds. ARCHIVE: by default the one of virt that import.sh leaves behind.
# Results in $RES/resolve.jsonl.
set -eu
. "$(dirname "$0")/env.sh"
archive=${1:-$WORK/perdure/virt}
[ -f "$archive/archive.db" ] || fail "no archive in $archive; run import.sh first"
mkdir -p "$WORK/perdure"
"$BENCH/quiet.py"
"$BENCH/resolve.py" "$archive" "${2:-10000}" "$RUNS"
