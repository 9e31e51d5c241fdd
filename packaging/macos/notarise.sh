#!/bin/sh
# notarise.sh IMAGE: by $NOTARY_ACCOUNT, $NOTARY_PASSWORD (of an app) and $NOTARY_TEAM.
set -eu
xcrun notarytool submit "$1" --wait \
    --apple-id "$NOTARY_ACCOUNT" --password "$NOTARY_PASSWORD" --team-id "$NOTARY_TEAM"
xcrun stapler staple "$1"
