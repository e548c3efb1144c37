#!/bin/sh
# usage: bench/blocks.sh draw ARCHIVE LIST COUNT SEED | report JUDGED.tsv | coverage ARCHIVE LIST
# draw: prints a random sample of the quotations whose author was found, for somebody to judge. report: precision by level
# of what was judged (docs/judged-blocks.tsv), with 95 % intervals. coverage: of which share of the quoted words an author was found.
set -eu
bench=$(CDPATH='' cd "$(dirname "$0")" && pwd)
perdure=${PERDURE:-$bench/../perdure}
"$perdure" --version > /dev/null # builds first if it has to
exec "$("$perdure" --java-home)/bin/java" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -cp "$bench/../web/target/app/app.jar" "$bench/Blocks.java" "$@"
