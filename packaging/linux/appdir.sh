#!/bin/sh
# appdir.sh FOLDER: the frozen folder as appimagetool wants it.
set -eu
root=$(dirname "$0")/../..
rm -rf "$1"
mkdir -p "$1/usr/lib"
cp -a "$root/dist/aresrgan" "$1/usr/lib/"
cp "$root/packaging/linux/aresrgan.desktop" "$1/"
cp "$root/build/made/aresrgan-256.png" "$1/aresrgan.png"
ln -s usr/lib/aresrgan/aresrgan "$1/AppRun"
