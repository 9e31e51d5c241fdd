#!/bin/sh
# Removes what a run left behind that was killed.
key={{key}}
rm -rf "$PWD/aresrgan/$key" "$PWD/aresrgan/$key.report"
