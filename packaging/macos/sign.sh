#!/bin/sh
# sign.sh APP: signs by $CERTIFICATE (a .p12 file, base64), $CERTIFICATE_PASSWORD and $IDENTITY.
set -eu
here=$(dirname "$0")
chain=$RUNNER_TEMP/signing.keychain-db
password=$(openssl rand -hex 16)
trap 'rm -f "$RUNNER_TEMP/certificate.p12"; security delete-keychain "$chain"' EXIT
printf %s "$CERTIFICATE" | base64 --decode > "$RUNNER_TEMP/certificate.p12"
security create-keychain -p "$password" "$chain"
security unlock-keychain -p "$password" "$chain"
security import "$RUNNER_TEMP/certificate.p12" -k "$chain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -k "$password" "$chain"
security list-keychains -d user -s "$chain" login.keychain-db
# From the inside out: a bundle's signature counts those of its parts.
find "$1/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
    xargs -0 codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$IDENTITY"
codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$IDENTITY" "$1"
codesign --verify --deep --strict "$1"
