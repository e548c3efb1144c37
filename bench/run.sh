#!/bin/sh
# usage: bench/run.sh [SLICE]     everything, then the tables
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
"$BENCH/import.sh" "$slice"
"$BENCH/memory.sh" "$slice"
"$BENCH/serve.sh" "$slice"
"$BENCH/start.sh" "$slice"
"$BENCH/report.py"
