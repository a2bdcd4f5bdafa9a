#!/usr/bin/env bash
# Posts one answered call, event by event, as a PBX or a script beside it would.
#   TOKEN=… examples/post-call.sh http://127.0.0.1:8484 office +66812345678 1001
# TOKEN needs the scope events:write. An event that got no answer is simply sent again: its id makes it the same event.
set -euo pipefail
server=$1 connection=$2 caller=$3 extension=$4
call="example-$(date +%s)-$$"

post() {
  curl -fsS --retry 5 --retry-all-errors --max-time 10 "$server/api/v1/connections/$connection/events" \
    -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d "$1" >/dev/null
}

# What every event says again, so that the loss of one loses nothing.
facts="\"call\": \"$call\", \"direction\": \"inbound\", \"from\": \"$caller\", \"extension\": \"$extension\""
post "{\"id\": \"$call-1\", \"kind\": \"ringing\", \"at\": $(date +%s), $facts}"
post "{\"id\": \"$call-2\", \"kind\": \"answered\", \"at\": $(date +%s), $facts}"
post "{\"id\": \"$call-3\", \"kind\": \"ended\", \"at\": $(date +%s), \"call\": \"$call\", \"disposition\": \"answered\"}"
echo "$call"
