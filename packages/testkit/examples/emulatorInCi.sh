#!/bin/sh
# Runs a command against the emulator, and stops the emulator afterwards: emulatorInCi.sh npm test
url=http://127.0.0.1:${PORT:-8080}
npx org-trust emulate --port "${PORT:-8080}" &
emulator=$!
trap 'kill $emulator' EXIT
# Ready once its health address answers; give up after a minute.
curl --silent --fail --retry 60 --retry-delay 1 --retry-max-time 60 --retry-connrefused --output /dev/null \
  "$url/health" || exit 1
GENESYSCLOUD_API_URL=$url
GENESYSCLOUD_OAUTHCLIENT_ID=11111111-5555-4000-8000-000000000100
GENESYSCLOUD_OAUTHCLIENT_SECRET=harbor-admin-secret
export GENESYSCLOUD_API_URL GENESYSCLOUD_OAUTHCLIENT_ID GENESYSCLOUD_OAUTHCLIENT_SECRET
"$@"
