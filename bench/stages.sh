#!/bin/sh
# usage: bench/stages.sh [SLICE] [ROUNDS]
# Prints what each stage of an import costs, beside Mime4j alone on the same mail: a table. The mailbox is held in memory.
set -eu
. "$(dirname "$0")/env.sh"
slice=${1:-virt}
"$PERDURE" --version > "$WORK/version" # builds first if it has to
"$BENCH/quiet.py"
"$("$PERDURE" --java-home)/bin/java" -Xmx"${STAGES_HEAP:-4g}" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -cp "$BENCH/../web/target/app/app.jar" "$BENCH/Stages.java" "$(mbox_of "$slice")" "${2:-3}"
