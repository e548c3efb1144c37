#!/bin/sh
# usage: bench/site.sh ARCHIVE FOLDER
# Writes the archive as files into FOLDER, has nginx serve them as docs/operations.md says, and compares what it answers
# with what our server answers: every published address, and whatever a page leads to.
# Prints how many were compared, by status, and the first that differ; ends with 1 if any does.
set -eu
. "$(dirname "$0")/env.sh"
[ $# -eq 2 ] || fail "usage: bench/site.sh ARCHIVE FOLDER"
command -v nginx >/dev/null || fail "needs nginx"
mkdir -p "$WORK/perdure"
"$PERDURE" export --archive "$1" --format site --out "$2"
"$BENCH/site.py" "$1" "$(cd "$2" && pwd)"
