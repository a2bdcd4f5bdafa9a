#!/usr/bin/env bash
# Posts one event (a JSON file or standard input) with a Standard Webhooks signature in place of a token.
#   SECRET=whsec_… examples/post-signed-event.sh http://127.0.0.1:8484 office event.json
# SECRET is the connection's signingSecret.
set -euo pipefail
server=$1 connection=$2 body=$(cat "${3:-/dev/stdin}")
id="msg_$(date +%s)_$$"
now=$(date +%s)
key=$(printf '%s' "${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
signature=$(printf '%s' "$id.$now.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
curl -fsS --max-time 10 "$server/api/v1/connections/$connection/events" -H "Content-Type: application/json" \
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" -d "$body"
