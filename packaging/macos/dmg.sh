#!/bin/sh
# dmg.sh APP IMAGE: a disk image with the application and the folder that it is dragged to.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$1" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname ARESRGAN -srcfolder "$folder" -ov -format ULMO "$2"
