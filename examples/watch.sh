#!/usr/bin/env bash
# Prints what happens, one line for each change, until it is stopped; it goes on where it was when the connection is lost.
#   TOKEN=… examples/watch.sh http://127.0.0.1:8484 [EXTENSION]
# TOKEN needs the scope read. With an extension, only its pop-ups are shown.
set -euo pipefail
server=$1 last=""
query=${2:+?extension=$2}
while true; do
  while IFS= read -r line; do
    case $line in
    id:*) last=${line#id: } ;;
    data:*) printf '%s\n' "${line#data: }" ;;
    esac
  done < <(curl -fsSN "$server/api/v1/changes$query" -H "Authorization: Bearer $TOKEN" ${last:+-H "Last-Event-ID: $last"})
  sleep 2
done
