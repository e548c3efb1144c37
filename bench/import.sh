#!/bin/sh
# usage: bench/import.sh [SLICE]
# Imports a mailbox into a fresh archive, RUNS times, each time beside what the peers of BESIDE need to store and
# index the same mail. Results in $RES/ingest.jsonl and $RES/heap.jsonl; tables with report.py.
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
"$PERDURE" --version > "$WORK/version" # builds first if it has to

run=0
while [ "$run" -lt "$RUNS" ]; do
  "$BENCH/quiet.py"
  import_fresh "perdure $slice import" "$(mbox_of "$slice")" "$WORK/perdure/$slice" "$(list_of "$slice")"
  for beside in ${BESIDE-notmuch publicinbox}; do
    "$BENCH/quiet.py"
    peer ingest.sh "$beside" "$slice" 2>> "$RES/log"
  done
  run=$((run + 1))
done
