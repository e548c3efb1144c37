#!/bin/sh
# usage: bench/fuzz.sh [-t SECONDS | -r RUNS] [TARGET ...]
# Searches, guided by coverage, for input that breaks the readers: each fuzz test of the project for SECONDS (60) or
# RUNS. A TARGET is a part of CLASS#METHOD, such as TextFuzzTest or readsAnyHtml; without any, all run. What is found
# is stored among the inputs beside the test, and fails it from then on. Prints a table, which is Markdown.
#
# A target is a method with @FuzzTest in a class *FuzzTest; its inputs lie in the folder of that name below
# src/test/resources. Nothing else is needed for it to be run here and, with its inputs, by the tests.
#
# MAX_LENGTH   longest input in bytes (4096; every eighth of the time or runs goes to inputs of up to 65536)
# NICE         priority (19)
set -eu
cd "$(dirname "$0")/.."

fail() {
  printf 'fuzz.sh: %s\n' "$1" >&2
  exit 2
}

seconds=60
runs=
while getopts t:r: option; do
  case $option in
    t) seconds=$OPTARG ;;
    r) runs=$OPTARG ;;
    *) fail 'usage: bench/fuzz.sh [-t SECONDS | -r RUNS] [TARGET ...]' ;;
  esac
done
shift $((OPTIND - 1))

java=$(./perdure --java-home)/bin/java
maven=$(./perdure --maven)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Tests are compiled without being run; the class path of each module stands in its target folder.
"$maven" -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath \
  -Dmdep.includeScope=test > "$log" 2>&1 || { cat "$log" >&2; fail 'the tests do not compile'; }

# What the fuzzer looks for besides, such as calls of a directory service, is not in reach of mail, and costs most of
# its time.
unneeded=
for name in BigDecimal ClojureLangHooks Deserialization ExpressionLanguageInjection FilePathTraversal \
    LdapInjection NamingContextLookup OsCommandInjection ReflectiveCall RegexInjection RegexRoadblocks \
    ScriptEngineInjection ServerSideRequestForgery SqlInjection TemplateInjection UnsafeSanitizer \
    XPathInjection XmlParserSsrfGuidance; do
  unneeded=$unneeded${unneeded:+:}com.code_intelligence.jazzer.sanitizers.$name
done

# Prints MODULE CLASS METHOD of each target.
targets() {
  find ingest index api web -path '*/src/test/*' -name '*FuzzTest.java' | sort | while read -r file; do
    module=${file%%/*}
    class=$(printf '%s\n' "${file#*/src/test/java/}" | sed 's/\.java$//; s|/|.|g')
    sed -n '/@FuzzTest/{n;s/.*void \([A-Za-z0-9]*\)(.*/\1/p;}' "$file" | sed "s/^/$module $class /"
  done
}

wanted() {
  [ $# -gt 1 ] || return 0
  name=$1
  shift
  for part in "$@"; do
    case $name in *"$part"*) return 0 ;; esac
  done
  return 1
}

# Runs a target: run MODULE CLASS METHOD MAX_LENGTH SECONDS RUNS. Its corpus lies in .cifuzz-corpus of the module.
run() {
  limit=-max_total_time=$5
  [ -z "$6" ] || limit=-runs=$6
  (
    cd "$1"
    nice -n "${NICE:-19}" "$java" -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
      --sun-misc-unsafe-memory-access=allow -XX:+EnableDynamicAgentLoading -Djava.util.logging.manager=java.util.logging.LogManager \
      -cp "target/test-classes:target/classes:$(cat target/test.classpath)" com.code_intelligence.jazzer.Jazzer \
      "--target_class=$2" "--target_method=$3" '--instrumentation_includes=org.perdure.**:org.apache.james.mime4j.**' \
      "--disabled_hooks=$unneeded" "$limit" "-max_len=$4" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1
  ) > "$log" 2>&1 || return 1
}

stat() {
  sed -n "s/^stat::$1: *//p" "$log" | tail -n 1
}

printf '%s\n' '| target | executions | a second | edges | findings |' '|---|---|---|---|---|'
total=0
findings=0
list=$(targets)
while read -r module class method; do
  if ! wanted "$class#$method" "$@"; then
    continue
  fi
  executed=0
  began=$(date +%s)
  found=
  for length in "${MAX_LENGTH:-4096}" 65536; do
    share=7
    [ "$length" -ne 65536 ] || share=1
    if ! run "$module" "$class" "$method" "$length" $((seconds * share / 8 + 1)) "${runs:+$((runs * share / 8))}"; then
      found="yes, with up to $length bytes"
      findings=$((findings + 1))
      cp "$log" "$module/target/fuzz-$method.log"
      grep -E '^(== Java Exception|Caused by|== libFuzzer|java\.lang)' "$log" | head -n 5 >&2 || :
      printf '%s\n' "all of it is in $module/target/fuzz-$method.log" >&2
    fi
    done_now=$(stat number_of_executed_units)
    executed=$((executed + ${done_now:-0}))
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    [ -z "$found" ] || break
  done
  took=$(($(date +%s) - began))
  total=$((total + executed))
  printf '| `%s` `%s` | %d | %d | %s | %s |\n' "${class##*.}" "$method" "$executed" $((executed / (took > 0 ? took : 1))) \
    "${edges:-?}" "${found:-none}"
done <<END
$list
END
printf '| all | %d | | | %d |\n' "$total" "$findings"
[ "$findings" -eq 0 ]
