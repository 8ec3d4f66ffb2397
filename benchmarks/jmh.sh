#!/usr/bin/env bash
# Measures the parts of the engine without a network, with what they allocate; see README.md beside this file.
#   jmh.sh              everything, some minutes
#   jmh.sh Dispatch     those whose name contains this; any option of JMH may follow
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
(cd "$here/.." && mvn -q -Pbenchmarks -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip \
  -pl api,impl,benchmarks/jmh package)
exec java -cp "$here/jmh/target/classes:$here/jmh/target/lib/*" org.openjdk.jmh.Main -prof gc "$@"
