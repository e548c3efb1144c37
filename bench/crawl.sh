#!/bin/sh
# usage: bench/crawl.sh ADDRESS [COUNT]
# Follows the links of a service, or of a site of files that a web server serves, from its front page on, COUNT addresses at
# the most (20,000), and prints which are dead, which places on pages are not there, and what the Nu Html Checker says of pages.
set -eu

if [ $# -eq 0 ]; then
  printf '%s\n' 'usage: bench/crawl.sh ADDRESS [COUNT]' >&2
  exit 2
fi
address=$1
count=${2:-20000}
cd "$(dirname "$0")/.."

java=$(./perdure --java-home)/bin/java
maven=$(./perdure --maven)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$maven" -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath \
  -Dmdep.includeScope=test > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
cd web
"$java" -Xmx2g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" org.perdure.server.Crawl "$address" "$count" "$log"
cat "$log"
