#!/usr/bin/env bash
# Talks to the fake with bash, curl and openssl alone: signs an assertion, gets a token, sends an event, asks a query, looks into the journal.
#   dotnet run --project src/Redox.Client.Tool -- fake &
#   samples/curl/exchange.sh [http://127.0.0.1:8008]
set -euo pipefail

redox=${1:-http://127.0.0.1:8008}
client=${REDOX_CLIENT_ID:-redox-fake-client}
key_id=${REDOX_KEY_ID:-redox-fake-test-only-key}
destination=af394f14-b34a-464f-8d24-895f370af4c9

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

request() { curl --silent --show-error --fail-with-body --noproxy '*' "$@"; }
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# RFC 7523: header and claims, signed with RS384.
assertion() {
  local now header claims
  now=$(date +%s)
  header=$(printf '{"alg":"RS384","typ":"JWT","kid":"%s"}' "$key_id" | base64url)
  claims=$(printf '{"iss":"%s","sub":"%s","aud":"%s/v2/auth/token","iat":%d,"exp":%d,"jti":"%s"}' \
    "$client" "$client" "$redox" "$now" $((now + 300)) "$(openssl rand -hex 16)" | base64url)
  printf '%s.%s.%s' "$header" "$claims" "$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha384 -sign "$work/key.pem" -binary | base64url)"
}

request "$redox/__redox/key" > "$work/key.pem"

token=$(request "$redox/v2/auth/token" \
  --data-urlencode grant_type=client_credentials \
  --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
  --data-urlencode "client_assertion=$(assertion)" | sed -nE 's/.*"access_token":"([^"]+)".*/\1/p')
echo "Token: ${#token} characters"

message() { request "$redox/endpoint" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' --data "$1"; echo; }

echo "Sent:"
message '{
  "Meta": { "DataModel": "PatientAdmin", "EventType": "NewPatient", "Destinations": [{ "ID": "'"$destination"'" }] },
  "Patient": {
    "Identifiers": [{ "ID": "0000000142", "IDType": "MR" }],
    "Demographics": { "FirstName": "Ilse", "LastName": "Marlow", "DOB": "1990-05-17" }
  }
}'

echo "Found:"
message '{
  "Meta": { "DataModel": "PatientSearch", "EventType": "Query", "Destinations": [{ "ID": "'"$destination"'" }] },
  "Patient": { "Identifiers": [{ "ID": "0000000142", "IDType": "MR" }] }
}'

echo "Journal:"
request "$redox/__redox/journal.txt"
