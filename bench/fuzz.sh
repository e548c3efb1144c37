#!/bin/sh
# usage: bench/fuzz.sh [SECONDS]
# Searches, guided by coverage, for input that breaks the readers: each fuzz test of the project for SECONDS (60). What
# is found is stored beside the test, and fails it from then on. Prints how many inputs each has tried.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
maven=$(./perdure --maven)
for file in $(find . -path '*/src/test/*' -name '*FuzzTest.java' | sort); do
  module=${file#./}
  module=${module%%/*}
  class=$(basename "$file" .java)
  for method in $(sed -n '/@FuzzTest/{n;s/.*void \([A-Za-z0-9]*\)(.*/\1/p}' "$file"); do
    status=0
    JAZZER_FUZZ=1 "$maven" -B -ntp -pl "$module" -am test -Dtest="$class#$method" -Dsurefire.failIfNoSpecifiedTests=false \
      -Djazzer.hooks=true -Djazzer.max_duration="${seconds}s" > "$log" 2>&1 || status=$?
    runs=$(sed -n 's/.*Done \([0-9]*\) runs.*/\1/p' "$log" | tail -n 1)
    if [ "$status" -eq 0 ]; then
      printf '%s\t%s\t%s runs\n' "$class" "$method" "$runs"
    else
      printf '%s\t%s\tBROKEN\n' "$class" "$method"
      grep -E '^(\[ERROR\]|== Java Exception|Caused by)' "$log" | head -n 20
    fi
  done
done
