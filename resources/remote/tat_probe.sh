#!/bin/sh
# Says what this host is: the space on its disk in KiB, and what its engine answers.
engine=$(printf %s '{{engine}}' | base64 -d)
echo "@free $(df -Pk . | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4)"
for needed in curl flock sha256sum base64; do
    command -v $needed >/dev/null 2>&1 || echo "@missing $needed"
done
if command -v "$engine" >/dev/null 2>&1; then
    "$engine" --devices </dev/null 2>/dev/null | tail -c 8000
else
    echo "@missing $engine"
fi
exit 0
