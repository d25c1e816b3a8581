#!/bin/sh
# Asks for access as Northwind Partners. $URL is where the emulator listens.
TOKEN=$(curl -s "$URL/oauth/token" -d grant_type=client_credentials \
  -u 22222222-5555-4000-8000-000000000100:northwind-admin-secret | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
curl -s "$URL/api/v2/orgauthorization/pairings" -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' -d '{"userIds":["22222222-1111-4000-8000-000000000002"]}'
