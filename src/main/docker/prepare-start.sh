#!/usr/bin/env bash
# Unpacks serai.jar and makes a cache of its start beside it, serai.aot, by starting it once: with simulated providers, on
# loopback, on data that is thrown away. With the cache Serai starts in less than half the time:
#
#   prepare-start.sh target/serai.jar prepared
#   java $JAVA_TOOL_OPTIONS -XX:AOTCache=prepared/serai.aot -jar prepared/serai.jar
#
# It wants a JDK 25 or newer. The cache is good for just that one and the collector of JAVA_TOOL_OPTIONS; another starts
# without it, as if it were not there.
set -euo pipefail

jar=$1
prepared=$2
options=${JAVA_TOOL_OPTIONS:--XX:+UseSerialGC -Xms96m -Xmx512m}
scratch=$(mktemp -d)
log=$scratch/log

java -Djarmode=tools -jar "$jar" extract --force --destination "$prepared"

# No key of a provider, and no setting of who prepares it: only where the configuration is.
env -i PATH="$PATH" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} JAVA_TOOL_OPTIONS="$options" \
  SERAI_CONFIG_DIR="${SERAI_CONFIG_DIR:-config}" SERAI_DATA_DIR="$scratch/data" SERVER_ADDRESS=127.0.0.1 SERVER_PORT=0 \
  MANAGEMENT_SERVER_ADDRESS=127.0.0.1 MANAGEMENT_SERVER_PORT=0 \
  java -XX:AOTCacheOutput="$prepared/serai.aot" -jar "$prepared/$(basename "$jar")" >"$log" 2>&1 &
serai=$!
trap 'kill "$serai" 2>/dev/null || true; rm -rf "$scratch"' EXIT

for _ in $(seq 1 120); do
  port=$(sed -nE 's/^ +API: +http:\/\/[^:]+:([0-9]+)\/v1$/\1/p' "$log")
  if [ -n "$port" ] || ! kill -0 "$serai" 2>/dev/null; then break; fi
  sleep 0.5
done
if [ -z "${port:-}" ]; then
  cat "$log" >&2
  echo "Serai did not start, see above" >&2
  exit 1
fi

# Some calls, so that what a call needs is in the cache, too.
body='{"model":"auto","messages":[{"role":"user","content":"Say hello."}]}'
for _ in $(seq 1 20); do
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
    "$(cat "$scratch/data/first.key")" "${#body}" "$body" >&3
  read -r _ status _ <&3
  cat <&3 >/dev/null
  exec 3>&-
  if [ "$status" != 200 ]; then
    echo "A call was answered with $status" >&2
    exit 1
  fi
done

kill "$serai"
wait "$serai" || true
if [ ! -f "$prepared/serai.aot" ]; then
  cat "$log" >&2
  echo "No cache was made, see above; a JDK before 25 makes none" >&2
  exit 1
fi
