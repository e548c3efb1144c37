#!/bin/sh
# usage: bench/memory.sh [SLICE]
# Imports a mailbox once, twice as large and four times as large (the same messages under other msg-ids), each into a
# fresh archive: does memory grow with the mailbox? Results in $RES/ingest.jsonl and $RES/heap.jsonl.
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
"$PERDURE" --version > "$WORK/version"

for times in ${TIMES:-1 2 4}; do
  mbox=$WORK/times.mbox
  "$BENCH/multiply.py" "$(mbox_of "$slice")" "$mbox" "$times"
  "$BENCH/quiet.py"
  import_fresh "perdure $slice times $times" "$mbox" "$WORK/perdure/times" "$(list_of "$slice")"
  rm -rf "$mbox" "$WORK/perdure/times"
done
