# Sourced by the scripts of this folder. Every path and number is a variable.
BENCH=$(CDPATH='' cd "$(dirname "$0")" && pwd)
PERDURE=${PERDURE:-$BENCH/../perdure}                          # the launcher to measure
PEERS=${PEERS:-$BENCH/../../shared/bench/peers}                # scripts that run the other programs
ORACLE=${ORACLE:-$PEERS/../oracle}                             # page lists: LIST.tsv.gz
WORK=${WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/perdure-bench}    # everything that is written
CORPORA=${CORPORA:-$WORK/corpora}                              # LIST/all.mbox
RES=${RES:-$WORK/res}                                          # results, one .jsonl a kind
RUNS=${RUNS:-3}
HEAP=${HEAP:-896m}                                             # -Xmx of ours, in every measurement
QUIET=${QUIET:-0}                                              # seconds to wait for a quiet machine; quiet.py
export PERDURE PEERS ORACLE WORK CORPORA RES RUNS HEAP QUIET
mkdir -p "$WORK" "$RES"

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 1
}

[ -r "$PEERS/measure.py" ] || fail "no scripts of the peers in $PEERS; set PEERS to their folder"

# Runs a script of the peers. There, PEERS is a list of programs.
peer() {
  script=$1
  shift
  env -u PEERS "$PEERS/$script" "$@"
}

# Prints the mailbox of a slice: a list, such as virt, or its first N thousand messages, virt10k.
mbox_of() {
  case $1 in
    *[0-9]k)
      thousands=$(printf '%s\n' "$1" | sed 's/.*[^0-9]\([0-9]*\)k$/\1/')
      if [ ! -f "$WORK/$1.mbox" ]; then
        "$PEERS/mbox.py" slice "$CORPORA/${1%"${thousands}k"}/all.mbox" "$WORK/$1.mbox" 0 "${thousands}000"
      fi
      printf '%s\n' "$WORK/$1.mbox" ;;
    *) printf '%s\n' "$CORPORA/$1/all.mbox" ;;
  esac
}

# Prints the name of the list that a slice is of.
list_of() {
  printf '%s\n' "$1" | sed 's/[0-9]*k$//'
}

# Imports a mailbox into a fresh archive and writes down what it cost: import_fresh LABEL MBOX ARCHIVE LIST
import_fresh() {
  [ -r "$2" ] || fail "no mailbox $2"
  rm -rf "$3"
  mkdir -p "$WORK/perdure"
  gc=$WORK/perdure/gc.log
  rm -f "$gc"
  PERDURE_JAVA_OPTS="-Xmx$HEAP -Xlog:gc:file=$gc:uptime:filecount=0" \
    "$PEERS/measure.py" "$RES/ingest.jsonl" "$1" --msgs "$(grep -ac '^From ' "$2")" \
    --bytes "$(stat -Lc %s "$2")" --size "$3" -- "$PERDURE" import --archive "$3" --list "$4" "$2"
  "$BENCH/heap.py" "$gc" "$1" "$HEAP" "$RES/heap.jsonl"
}
