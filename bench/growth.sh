#!/bin/sh
# usage: bench/growth.sh MBOX FOLDER ROUNDS
# Prints what quotations cost a message as an archive grows: the mailbox ROUNDS times over, each time in other words and four
# years later, up to nine times. FOLDER is made, and holds the archive.
set -eu
bench=$(CDPATH='' cd "$(dirname "$0")" && pwd)
perdure=${PERDURE:-$bench/../perdure}
"$perdure" --version > /dev/null # builds first if it has to
exec "$("$perdure" --java-home)/bin/java" -Xmx"${GROWTH_HEAP:-896m}" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
  --enable-native-access=ALL-UNNAMED -cp "$bench/../web/target/app/app.jar" "$bench/Growth.java" "$@"
