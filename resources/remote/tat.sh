#!/bin/sh
# Takes one picture through the engine, on a host that the cloud's automation service started this on.
# The manifest is JSON of base64 words, so that nothing that it says is ever read as shell.
# What is said here: "@ PERCENT", "@sha256 DIGEST SIZE", "| " before the engine's lines, and last "@end STATUS",
# where STATUS is the engine's exit status, or fetch, space, model, engine or store for what kept it from its work.

manifest=$(printf %s '{{tat-hidden:manifest}}' | base64 -d) || exit 250
field() { printf %s "$manifest" | sed -n "s/.*\"$1\":\"\([A-Za-z0-9+\/= ]*\)\".*/\1/p"; }
text() { printf %s "$1" | base64 -d; }

umask 077
key=$(field key)
work=$PWD/aresrgan/$key
models=$PWD/aresrgan/models
mkdir -p "$models" || exit 250

# Every one that is told the same key opens the same report; the one that holds its lock does the work, the
# others repeat its words. A lock ends with its holder, however that dies.
exec 9<>"$work.report"
while ! flock -n 9; do
    cat <&9
    sleep 1
done
before=$(cat <&9)
[ -z "$before" ] || printf '%s\n' "$before"
case $before in
*@end*) exit 0 ;;
esac

say() {
    printf '%s\n' "$1"
    printf '%s\n' "$1" >&9
}
finish() {
    say "@end $1"
    rm -f "$work.report"
    # What could not be stored is kept for the next who asks for it.
    [ "$1" = store ] || rm -rf "$work"
    case $1 in
    *[!0-9]*) exit 250 ;;
    esac
    exit "$1"
}
give_up() {
    [ ! -s trouble ] || say "$(tail -c 2000 trouble | sed 's/^/| /')"
    finish "$1"
}
# The address is a secret for as long as it is valid: it is read from a pipe, where no process list shows it.
transfer() {
    address=$1
    shift
    printf 'url = "%s"\n' "$address" | curl --config - --fail --silent --show-error --retry 3 \
        --connect-timeout 20 --speed-limit 1024 --speed-time 60 "$@" 2>>trouble 9>&-
}
size_of() { if [ -f "$1" ]; then wc -c <"$1"; else echo 0; fi; }
# Where the line breaks off, it goes on from there; curl's own retries would throw away what has come.
fetch() {
    idle=0
    while [ $idle -lt 3 ]; do
        before=$(size_of "$2")
        transfer "$(text "$1")" --continue-at - --output "$2"
        status=$?
        case $status in
        16 | 18 | 28 | 52 | 55 | 56 | 92) sleep 1 ;;
        *) break ;;
        esac
        if [ "$(size_of "$2")" -gt "$before" ]; then idle=0; else idle=$((idle + 1)); fi
    done
    [ $status -ne 23 ] || give_up space
    [ $status -eq 0 ] && [ "$(sha256sum <"$2" | cut -d ' ' -f 1)" = "$3" ] && return
    rm -f "$2"
    return 1
}

mkdir -p "$work" && cd "$work" || exit 250
input=$(text "$(field input)")
output=$(text "$(field output)")
engine=$(text "$(field engine)")

fetch_models() {
    wanted=$models/$(field models)
    [ ! -d "$wanted" ] || return 0
    mkdir -p new || return 1
    # shellcheck disable=SC2046 # words of base64 and of hexadecimal digits
    set -- $(field model_files)
    while [ $# -gt 0 ]; do
        fetch "$2" "new/$(text "$1")" "$3" || return 1
        shift 3
    done
    mv -T new "$wanted" 2>>trouble || [ -d "$wanted" ]
}

work_on() {
    rm -f "$output" log status
    for word in $(field arguments); do
        # The full stop keeps a last line end, which the shell would take away.
        argument=$(text "$word")
        set -- "$@" "${argument%.}"
    done
    {
        "$engine" "$@" </dev/null 2>&1 9>&-
        printf %s "$?" >status
    } | {
        last=-1
        while IFS= read -r line || [ -n "$line" ]; do
            whole=${line%%[.,]*}
            case $line in
            [0-9].[0-9][0-9]* | [0-9][0-9].[0-9][0-9]* | 100.00* | [0-9],[0-9][0-9]* | [0-9][0-9],[0-9][0-9]* | 100,00*)
                if [ "$whole" -gt "$last" ]; then
                    last=$whole
                    say "@ $whole"
                fi
                ;;
            *) printf '%s\n' "$line" >>log ;;
            esac
        done
    }
    [ ! -s log ] || say "$(tail -c 6000 log | sed 's/^/| /')"
    mv status finished
}

if [ ! -f finished ]; then
    command -v "$engine" >/dev/null 2>&1 || give_up engine
    fetch "$(field input_url)" "$input" "$(field input_sha256)" || give_up fetch
    fetch_models || give_up model
    work_on
fi
status=$(cat finished)
if [ "$status" = 0 ] && [ -s "$output" ]; then
    transfer "$(text "$(field output_url)")" --upload-file "$output" --output reply || give_up store
    say "@sha256 $(sha256sum <"$output" | cut -d ' ' -f 1) $(wc -c <"$output")"
fi
finish "$status"
