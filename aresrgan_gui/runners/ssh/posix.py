"""Linux, macOS and their like over there: scripts for the POSIX shell, whatever the user's own shell is."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from shlex import quote

from aresrgan_gui.runners.children.process import PYTHON_VARIABLES, ProcessOutcome
from aresrgan_gui.runners.ssh.system import (
    CLAIM,
    ENDED,
    ENGINE,
    ENGINE_NAME,
    KEPT_DAYS,
    LOG,
    MARK,
    PID,
    Work,
)

_SUM = """\
sum() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi <"$1" | cut -c 1-64
}
"""


class Posix:
    """A `System` with a POSIX shell."""

    run_name = "run"

    def native(self, path: str) -> str:
        """A path as SFTP tells it, in the form that the system's programs understand."""
        return path

    def our_engine(self, root: str) -> str:
        """Our engine as the set-up puts it into the folder `root`."""
        return f"{root}/{ENGINE}/bin/{ENGINE_NAME}"

    def command(self, script: str) -> tuple[str, str]:
        """The command line that carries out `script`, and what it is to read from its input.

        So that a script which the line cut short does nothing at all, it is a function called at its end.
        """
        return "sh -s", f"main() {{\numask 077\n{script}}}\nmain\n"

    def run_file(self, work: Work, engine: str, arguments: Sequence[str]) -> bytes:
        """The content of the script that runs the engine.

        A result of a failed engine is removed first, so that there is room for writing down how it ended.
        """
        variables = " ".join(f"{name}={value}" for name, value in PYTHON_VARIABLES.items())
        output = quote(work.output)
        script = f"""\
umask 077
trap '' HUP
cd {quote(work.folder)} || exit 1
{_SUM}export {variables}
{shlex.join([engine, *arguments])} >{LOG} 2>&1 </dev/null
code=$?
size=-
sum=-
if [ "$code" = 0 ] && [ -f {output} ]; then
    size=$(wc -c <{output} | tr -d ' ')
    sum=$(sum {output})
else
    rm -f {output}
fi
echo "$code $size $sum" >{ENDED}.part && mv {ENDED}.part {ENDED}
"""
        return script.encode("utf-8")

    def outcome(self, code: int) -> ProcessOutcome:
        """How a program ended; a shell adds 128 to the number of the signal that ended one."""
        if code > 128:
            return ProcessOutcome(code - 128, crashed=True)
        return ProcessOutcome(code)

    def look(self, work: Work) -> str:
        """Says the `State`."""
        return f"""\
cd {quote(work.folder)} 2>/dev/null || {{ echo absent; return; }}
{_state(work)}state
"""

    def receive(self, work: Work, part: str, sha256: str) -> str:
        """Takes the file `part` for the picture if it has that content, and says `whole` or `damaged`.

        It is gone where another program that sent the same was faster.
        """
        return f"""\
cd {quote(work.folder)} || return 1
{_SUM}is_taken() {{ [ ! -f {quote(part)} ] && [ -f {quote(work.source)} ]; }}
if [ "$(sum {quote(part)})" = {sha256} ]; then
    if said=$(mv {quote(part)} {quote(work.source)} 2>&1) || is_taken; then
        echo whole
    else
        echo "$said" >&2
        return 1
    fi
elif is_taken; then
    echo whole
else
    rm -f {quote(part)}
    echo damaged
fi
"""

    def start(self, work: Work) -> str:
        """Starts the run unless it was started, and says the `State` from before.

        It gets a process group of its own, by which it is killed: of `setsid`, or, where that is not, as on
        macOS, of a shell that knows job control without a terminal.
        """
        run = quote(work.file(self.run_name))
        return f"""\
cd {quote(work.folder)} || return 1
{_state(work)}was=$(state)
if [ "$was" = lost ]; then rm -rf {CLAIM} {PID} {quote(work.output)}; fi
if [ "$was" = lost ] || [ "$was" = ready ] && mkdir {CLAIM} 2>/dev/null; then
    : >{LOG}
    if command -v setsid >/dev/null; then
        setsid sh {run} </dev/null >/dev/null 2>&1 &
    else
        set -m
        sh {run} </dev/null >/dev/null 2>&1 &
    fi
    echo $! >{PID} || {{ kill -s KILL -- -$!; rm -rf {CLAIM}; return 1; }}
fi
echo "$was"
"""

    def end(self, work: Work) -> str:
        """Kills whatever belongs to the work and removes its folder; says `gone`.

        Only a driver that hangs keeps a process longer than a moment; that is not waited for.
        """
        return f"""\
cd {quote(work.folder)} 2>/dev/null || {{ echo gone; return; }}
{_state(work)}if alive; then
    kill -s KILL -- "-$pid"
    turns=0
    while kill -s 0 -- "-$pid" 2>/dev/null && [ $turns -lt 50 ]; do
        turns=$((turns + 1))
        sleep 0.1
    done
fi
cd /
rm -rf {quote(work.folder)}
echo gone
"""

    def sweep(self, folder: str) -> str:
        """Removes what in `folder` has not been touched for `KEPT_DAYS`, as far as it can be removed."""
        old = f"-mindepth 1 -maxdepth 1 -mtime +{KEPT_DAYS - 1}"
        return f"find {quote(folder)} {old} -exec rm -rf {{}} + 2>/dev/null || :\n"

    def checksum(self, path: str) -> str:
        """Says the SHA-256 of a file."""
        return f"{_SUM}sum {quote(path)}\n"

    def room(self, root: str) -> str:
        """Says how many bytes are free where the folder `root` is."""
        return f"{_room(root)}\n"

    def ask(self, root: str, engine: str) -> str:
        """Says what `facts.report_of` reads."""
        return f"""\
echo "clock=$(date +%s.%N)"
echo "free=$({_room(root)})"
if command -v nvidia-smi >/dev/null; then nvidia-smi -L 2>/dev/null | sed 's/^/gpu=/'; fi
if command -v {quote(engine)} >/dev/null; then
    echo "engine=$({quote(engine)} --devices 2>/dev/null </dev/null | tail -n 1)"
fi
"""

    def set_up(self, root: str, folder: str, wheel: str, mark: str) -> str:
        """Makes the environment `folder` with the wheel in it our engine's, and says what it does.

        The engine's name is a link to it, so that an engine at work is left alone; the ones before that are
        removed.
        """
        return f"""\
exec 2>&1 </dev/null
cd {quote(root)} || return 1
now=$(readlink {ENGINE})
for old in {ENGINE}-*; do
    case $old in "$now" | {folder}.wheel) ;; *) rm -rf "$old" ;; esac
done
python=
for candidate in python3 python3.13 python3.12 python3.11 python3.10; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
set_up() {{
    if [ -z "$python" ]; then echo "it needs Python 3.10 to 3.13, and has none"; return 1; fi
    "$python" -m venv {folder} || return 1
    {folder}/bin/python -m pip install --disable-pip-version-check --no-input \\
        {folder}.wheel/{quote(wheel)} || return 1
    {folder}/bin/{ENGINE_NAME} --version || return 1
    echo {quote(mark)} >{folder}/{MARK}
    ln -s {folder} {folder}.link && mv -T {folder}.link {ENGINE} 2>/dev/null || {{
        rm -f {ENGINE} && mv {folder}.link {ENGINE}
    }}
}}
set_up
status=$?
rm -rf {folder}.wheel
if [ $status != 0 ]; then rm -rf {folder}; fi
return $status
"""


def _state(work: Work) -> str:
    """Shell functions for a shell in the work's folder: `alive`, which sets `pid`, and `state`.

    A number that the system has given to somebody else meanwhile is told by the command line, which holds
    the key.
    """
    return f"""\
alive() {{
    pid=$(cat {PID} 2>/dev/null) || return 1
    [ -n "$pid" ] || return 1
    if [ -d /proc/self ]; then
        tr '\\0' ' ' 2>/dev/null </proc/"$pid"/cmdline
    else
        ps -o command= -p "$pid"
    fi 2>/dev/null | grep -q {work.key}
}}
state() {{
    if [ -d {CLAIM} ] && [ ! -f {PID} ]; then sleep 1; fi
    if [ -f {ENDED} ]; then echo ended
    elif alive; then echo running
    elif [ -f {ENDED} ]; then echo ended
    elif [ -d {CLAIM} ]; then echo lost
    elif [ -f {quote(work.source)} ]; then echo ready
    else echo absent
    fi
}}
"""


def _room(root: str) -> str:
    return f"df -Pk {quote(root)} | awk 'END {{ printf \"%.0f\", $4 * 1024 }}'"
