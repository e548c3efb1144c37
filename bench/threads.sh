#!/bin/sh
# usage: bench/threads.sh find MBOX TSV [WEIGHTS] | fit WEIGHTS MBOX... | strata MBOX MBOX
# find: writes msg-id, parent and score of each message of a mailbox as they follow from quotations alone, and prints what
# that costs and how much of what is quoted was traced. fit: fits weights on mail with intact headers, into a folder.
# strata: fits weights on each of two mailboxes, finds parents in the other with them, and prints how well, by stratum.
set -eu
bench=$(CDPATH='' cd "$(dirname "$0")" && pwd)
perdure=${PERDURE:-$bench/../perdure}
"$perdure" --version > /dev/null # builds first if it has to
exec "$("$perdure" --java-home)/bin/java" -Xmx"${THREADS_HEAP:-3g}" -XX:+UseSerialGC \
  -cp "$bench/../web/target/app/app.jar" "$bench/Threads.java" "$@"
