#!/usr/bin/env bash
# Measures the library against raw endpoints and other servers; see README.md beside this file.
#   run.sh                                              everything, and docs/reference/performance.md
#   run.sh --quick                                      everything once and briefly, printed
#   run.sh --record --container jetty                   a part, which takes its place in the page
#   run.sh --container tomcat --workload broadcast-1000 --subjects ours,raw-async --rounds 1 --seconds 4
#   run.sh --no-build --impl ../other-checkout ...      the library as it is compiled over there
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
library=$root
build=true
priority=
options=()
part=false
record=false
while (($#)); do
  case $1 in
    --impl) library=$(cd "$2" && pwd) && shift ;;
    --no-build) build=false ;;
    --record) record=true ;;
    --nice) priority=$2 && options+=("$1" "$2") && shift ;;
    --quick) part=true && options+=("$1") ;;
    --container | --workload | --subjects) part=true && options+=("$1" "$2") && shift ;;
    *) options+=("$1" "$2") && shift ;;
  esac
  shift
done

if $build; then
  (cd "$root" && mvn -q -Pbenchmarks -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip \
    -pl api,impl,embedded,benchmarks/load,benchmarks/endpoints,benchmarks/tyrus,benchmarks/tomcat,benchmarks/jetty,benchmarks/undertow,benchmarks/netty \
    package)
  # Not in the sources' directory: that is nobody's place to build.
  mkdir -p "$here/target/node"
  cp "$here/peers/node/package.json" "$here/target/node"
  if command -v npm > /dev/null; then
    npm install --prefix "$here/target/node" --no-audit --no-fund --no-package-lock --silent
  fi
fi
export NODE_PATH=$here/target/node/node_modules

# A copy: whoever tunes may compile again while this runs.
ours=$(mktemp -d)
trap 'rm -rf "$ours"' EXIT
for module in api impl embedded; do
  cp -r "$library/$module/target/classes" "$ours/$module"
done

pin=none
if command -v taskset > /dev/null && (($(nproc) > 1)); then
  pin=0,1
fi
if $record || ! $part; then
  options+=(--output "$root/docs/reference/performance.md" --ledger "$here/results.jsonl")
fi
mkdir -p "$here/target"
bench=(java -cp "$here/load/target/classes:$here/load/target/lib/*"
  org.jseverywhere.websocket.benchmarks.run.Bench
  --root "$here" --ours "$ours" --pin "$pin" ${options[@]+"${options[@]}"})
if [[ -n $priority ]]; then
  # Linux weighs sessions against each other first; a nice value counts only inside of one.
  # shellcheck disable=SC2016
  setsid --wait bash -c 'echo "$1" > /proc/self/autogroup || true; shift; exec "$@"' \
    bench "$priority" "${bench[@]}"
else
  "${bench[@]}"
fi
