# Read by the launchers: sets $python to the first interpreter that the project supports.
python=
for candidate in python3 python3.13 python3.12 python3.11 python3.10 python; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "ARESRGAN needs Python 3.10 to 3.13, and none was found. On Debian or Ubuntu type:" >&2
    echo "    sudo apt-get install python3" >&2
    exit 1
fi
