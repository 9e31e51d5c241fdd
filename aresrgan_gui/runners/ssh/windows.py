"""Windows over there: scripts for the PowerShell 5.1 that every Windows brings."""

from __future__ import annotations

import base64
from collections.abc import Sequence

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

_COMMAND = (
    "powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "
    '"iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String([Console]::In.ReadToEnd())))"'
)
"""Takes a script of any length and with any letters from its input, whatever the default shell is.

PowerShell itself leaves the input alone unless the command names its variable `$input`.
Source: PowerShell, ConsoleHost.cs, where it looks for that in what it is to run first.
"""

_PRELUDE = """\
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
try { [Console]::OutputEncoding = New-Object Text.UTF8Encoding $false } catch { }
"""
"""Where there is no console, what a program says keeps the encoding that it has."""


class Windows:
    """A `System` with PowerShell."""

    run_name = "run.ps1"

    def native(self, path: str) -> str:
        """A path as SFTP tells it (`/C:/Users/me`), in the form that the system's programs understand."""
        return path.lstrip("/")

    def our_engine(self, root: str) -> str:
        """Our engine as the set-up puts it into the folder `root`."""
        return f"{root}/{ENGINE}/Scripts/{ENGINE_NAME}.exe"

    def command(self, script: str) -> tuple[str, str]:
        """The command line that carries out `script`, and what it is to read from its input.

        So that a script which the line cut short does nothing at all, it is one block, whose end is missing
        then.
        """
        block = f"& {{\n{_PRELUDE}{script}\n}}\n"
        return _COMMAND, base64.b64encode(block.encode("utf-8")).decode("ascii")

    def run_file(self, work: Work, engine: str, arguments: Sequence[str]) -> bytes:
        """The content of the script that runs the engine; its mark at the start says that it is UTF-8."""
        variables = "".join(f"$env:{name} = '{value}'\n" for name, value in PYTHON_VARIABLES.items())
        line = quote(" ".join(_argument(argument) for argument in arguments))
        return (
            f"""\
Set-Location -LiteralPath {quote(work.folder)}
{variables}$code = 9009
$size = '-'
$sum = '-'
try {{
    $engine = Start-Process -FilePath {quote(engine)} -ArgumentList {line} -NoNewWindow -Wait -PassThru `
        -RedirectStandardError {LOG} -RedirectStandardOutput said
    $code = $engine.ExitCode
}} catch {{
    Add-Content -LiteralPath {LOG} -Encoding UTF8 -Value $_.Exception.Message
}}
if ($code -eq 0 -and (Test-Path -LiteralPath {quote(work.output)})) {{
    $size = (Get-Item -LiteralPath {quote(work.output)}).Length
    $sum = (Get-FileHash -Algorithm SHA256 -LiteralPath {quote(work.output)}).Hash.ToLower()
}} else {{
    Remove-Item -Force -ErrorAction SilentlyContinue -LiteralPath {quote(work.output)}
}}
Set-Content -LiteralPath {ENDED}.part -Encoding Ascii -Value "$code $size $sum"
Move-Item -Force -LiteralPath {ENDED}.part -Destination {ENDED}
"""
        ).encode("utf-8-sig")

    def outcome(self, code: int) -> ProcessOutcome:
        """How a program ended; one that crashed has a status of Windows for its exit code."""
        return ProcessOutcome(code, crashed=(code & 0xFFFFFFFF) >> 28 == 0xC)

    def look(self, work: Work) -> str:
        """Says the `State`."""
        return f"""\
if (-not (Test-Path -LiteralPath {quote(work.folder)})) {{ 'absent'; return }}
Set-Location -LiteralPath {quote(work.folder)}
{_state(work)}Get-State
"""

    def receive(self, work: Work, part: str, sha256: str) -> str:
        """Takes the file `part` for the picture if it has that content, and says `whole` or `damaged`.

        It is gone where another program that sent the same was faster.
        """
        return f"""\
Set-Location -LiteralPath {quote(work.folder)}
try {{
    if ((Get-FileHash -Algorithm SHA256 -LiteralPath {quote(part)}).Hash -eq '{sha256}') {{
        Move-Item -Force -LiteralPath {quote(part)} -Destination {quote(work.source)}
        'whole'
    }} else {{
        Remove-Item -Force -LiteralPath {quote(part)}
        'damaged'
    }}
}} catch {{
    $isTaken = -not (Test-Path -LiteralPath {quote(part)}) -and (Test-Path -LiteralPath {quote(work.source)})
    if (-not $isTaken) {{ throw }}
    'whole'
}}
"""

    def start(self, work: Work) -> str:
        """Starts the run unless it was started, and says the `State` from before.

        What the management service starts belongs to no session, so that it outlives this one. Where a user
        may not ask for that, the run is a child of the session: some servers leave it alone, others end it
        with the session, and then it is found to be lost. Source: Win32-OpenSSH, issues 1195, 1751 and 2452.
        """
        run = work.file(self.run_name)
        line = f'powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "{run}"'
        return f"""\
Set-Location -LiteralPath {quote(work.folder)}
{_state(work)}$was = Get-State
if ($was -eq 'lost') {{
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue '{CLAIM}', '{PID}', {quote(work.output)}
}}
if ($was -eq 'lost' -or $was -eq 'ready') {{
    try {{
        [void](New-Item -ItemType Directory -Path {CLAIM})
        $line = {quote(line)}
        try {{
            $made = Invoke-CimMethod -ClassName Win32_Process -MethodName Create `
                -Arguments @{{CommandLine = $line}}
            if ($made.ReturnValue -ne 0) {{ throw "refused" }}
            $number = $made.ProcessId
        }} catch {{
            $number = (Start-Process -FilePath powershell -WindowStyle Hidden -PassThru `
                -ArgumentList $line.Substring(11)).Id
        }}
        Set-Content -LiteralPath {PID} -Encoding Ascii -Value $number
    }} catch [System.IO.IOException] {{ }}
}}
$was
"""

    def end(self, work: Work) -> str:
        """Kills whatever belongs to the work and removes its folder; says `gone`."""
        return f"""\
if (-not (Test-Path -LiteralPath {quote(work.folder)})) {{ 'gone'; return }}
Set-Location -LiteralPath {quote(work.folder)}
{_state(work)}$number = Get-Number
if ($number) {{ cmd /c "taskkill /T /F /PID $number >nul 2>&1" }}
Set-Location -LiteralPath $env:SystemRoot
foreach ($turn in 1..50) {{
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue -LiteralPath {quote(work.folder)}
    if (-not (Test-Path -LiteralPath {quote(work.folder)})) {{ break }}
    Start-Sleep -Milliseconds 100
}}
'gone'
"""

    def sweep(self, folder: str) -> str:
        """Removes what in `folder` has not been touched for `KEPT_DAYS`."""
        return f"""\
Get-ChildItem -LiteralPath {quote(folder)} |
    Where-Object {{ $_.LastWriteTime -lt (Get-Date).AddDays(-{KEPT_DAYS}) }} |
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
"""

    def checksum(self, path: str) -> str:
        """Says the SHA-256 of a file."""
        return f"(Get-FileHash -Algorithm SHA256 -LiteralPath {quote(path)}).Hash.ToLower()\n"

    def room(self, root: str) -> str:
        """Says how many bytes are free where the folder `root` is."""
        return f"{_room(root)}\n"

    def ask(self, root: str, engine: str) -> str:
        """Says what `facts.report_of` reads."""
        return f"""\
$now = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()
"clock=$([Math]::Floor($now / 1000))"
"free=$({_room(root)})"
if (Get-Command nvidia-smi -ErrorAction SilentlyContinue) {{ nvidia-smi -L | ForEach-Object {{ "gpu=$_" }} }}
if (Get-Command {quote(engine)} -ErrorAction SilentlyContinue) {{
    $ErrorActionPreference = 'Continue'
    "engine=$(& {quote(engine)} --devices 2>$null | Select-Object -Last 1)"
}}
"""

    def set_up(self, root: str, folder: str, wheel: str, mark: str) -> str:
        """Makes the environment `folder` with the wheel in it our engine's, and says what it does.

        The engine's name is a link to it, so that an engine at work is left alone; the ones before that are
        removed.
        """
        return f"""\
$ErrorActionPreference = 'Continue'
Set-Location -LiteralPath {quote(root)}
function Test-Step {{
    if ($LASTEXITCODE -ne 0) {{
        Remove-Item -Recurse -Force -ErrorAction SilentlyContinue '{folder}', '{folder}.wheel'
        exit 1
    }}
}}
$now = "$((Get-Item {ENGINE} -ErrorAction SilentlyContinue).Target)" -replace '^.*[\\/]'
Get-ChildItem -Filter {ENGINE}-* | Where-Object {{ $_.Name -ne $now -and $_.Name -ne '{folder}.wheel' }} |
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
$check = 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))'
$python = 'py', 'python', 'python3' |
    Where-Object {{ Get-Command $_ -ErrorAction SilentlyContinue }} |
    Where-Object {{ & $_ -c $check 2>$null; $LASTEXITCODE -eq 0 }} | Select-Object -First 1
if (-not $python) {{ 'it needs Python 3.10 to 3.13, and has none'; exit 1 }}
& $python -m venv '{folder}' 2>&1 | ForEach-Object {{ "$_" }}
Test-Step
$wheel = '{folder}.wheel/{wheel}'
& '{folder}/Scripts/python' -m pip install --disable-pip-version-check --no-input $wheel 2>&1 |
    ForEach-Object {{ "$_" }}
Test-Step
& '{folder}/Scripts/{ENGINE_NAME}' --version
Test-Step
Set-Content -LiteralPath '{folder}/{MARK}' -Encoding Ascii -Value {quote(mark)}
if (Test-Path {ENGINE}) {{ (Get-Item {ENGINE}).Delete() }}
[void](New-Item -ItemType Junction -Path {ENGINE} -Target (Join-Path (Get-Location).ProviderPath {folder}))
Remove-Item -Recurse -Force {folder}.wheel
"""


def quote(text: str) -> str:
    """`text` as PowerShell takes it literally; it reads the typographic quotes as quotes too."""
    for mark in "'‘’‚‛":
        text = text.replace(mark, mark * 2)
    return f"'{text}'"


def _room(root: str) -> str:
    return f"(Get-Item -LiteralPath {quote(root)}).PSDrive.Free"


def _argument(text: str) -> str:
    """`text` as one argument on the command line of a Windows program.

    Source: Microsoft, "Parsing C command-line arguments": backslashes before a quote are doubled.
    """
    if text and not any(character in text for character in ' \t"'):
        return text
    quoted, backslashes = "", 0
    for character in text:
        if character == "\\":
            backslashes += 1
            continue
        if character == '"':
            quoted += "\\" * (2 * backslashes + 1)
        else:
            quoted += "\\" * backslashes
        quoted += character
        backslashes = 0
    return f'"{quoted}{chr(92) * (2 * backslashes)}"'


def _state(work: Work) -> str:
    """Functions for a PowerShell in the work's folder: the number of a run that is alive, and the state."""
    return f"""\
function Get-Number {{
    if (-not (Test-Path {PID})) {{ return }}
    $number = [int](Get-Content {PID})
    $run = Get-CimInstance Win32_Process -Filter "ProcessId = $number" -ErrorAction SilentlyContinue
    if ($run.CommandLine -like '*{work.key}*') {{ $number }}
}}
function Get-State {{
    if ((Test-Path {CLAIM}) -and -not (Test-Path {PID})) {{ Start-Sleep 1 }}
    if (Test-Path {ENDED}) {{ 'ended' }}
    elseif (Get-Number) {{ 'running' }}
    elseif (Test-Path {ENDED}) {{ 'ended' }}
    elseif (Test-Path {CLAIM}) {{ 'lost' }}
    elseif (Test-Path -LiteralPath {quote(work.source)}) {{ 'ready' }}
    else {{ 'absent' }}
}}
"""
