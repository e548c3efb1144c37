#!/bin/sh
# usage: bench/screenshots.sh FOLDER [KIND ...]
# Takes pictures of pages made of invented mail, with Chromium: FOLDER gets wide, narrow and dark. A KIND is a name in
# ShownArchive, such as message-patch; without any, all are taken. Takes a minute. Pictures of docs/tour.md are copies.
set -eu

if [ $# -eq 0 ]; then
  printf '%s\n' 'usage: bench/screenshots.sh FOLDER [KIND ...]' >&2
  exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."

java=$(./perdure --java-home)/bin/java
maven=$(./perdure --maven)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$maven" -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath \
  -Dmdep.includeScope=test > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
cd web
"$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" org.perdure.server.Screenshots "$folder" "$@"
