#!/usr/bin/env bash
# Everything that is checked of the app: lint, units, size, and the browser tests on the real local stack.
set -euo pipefail
cd "$(dirname "$0")/.."
export CI=1 NG_CLI_ANALYTICS=false

missing=()
command -v chromium >/dev/null || missing+=(chromium)
for font in fonts-roboto-unhinted fonts-noto-ui-core fonts-noto-color-emoji fonts-dejavu-core; do
  dpkg -s "$font" >/dev/null 2>&1 || missing+=("$font")
done
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

npm ci
npm run lint
npm test
npm run build
npm run e2e
