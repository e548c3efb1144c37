#!/bin/sh
# usage: bench/serve.sh [SLICE]
# Loads our server with wrk, then public-inbox-httpd on the same messages and nginx on the files that MHonArc made of
# them; then the 30 searches. SECONDS_EACH: seconds a cell. Needs the archives that import.sh leaves behind.
# Results in $RES/serve.jsonl and $RES/search.jsonl; tables with report.py.
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
[ -d "$WORK/perdure/$slice" ] || fail "no archive of $slice; run import.sh first"
"$PERDURE" --version > "$WORK/version"
for beside in ${BESIDE-publicinbox mhonarc}; do
  [ -d "$WORK/$beside/$slice" ] || peer ingest.sh "$beside" "$slice" 2>> "$RES/log"
done

run=0
while [ "$run" -lt "$RUNS" ]; do
  "$BENCH/serve.py" "$slice" "${SECONDS_EACH:-6}"
  "$BENCH/search.py" "$slice"
  for beside in ${BESIDE-publicinbox mhonarc}; do
    "$BENCH/quiet.py"
    case $beside in
      publicinbox)
        peer serve.py publicinbox "$slice" "${SECONDS_EACH:-6}"
        peer search.py publicinbox "$slice" ;;
      mhonarc) peer serve.py nginx "$slice" "${SECONDS_EACH:-6}" ;;
    esac >> "$RES/log" 2>&1
  done
  run=$((run + 1))
done
