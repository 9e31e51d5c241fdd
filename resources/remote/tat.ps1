# What tat.sh does on Linux hosts, for Windows ones: it reads the same manifest and says the same words.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
trap {
    [Console]::Out.WriteLine("| $_")
    exit 250
}

function Text($word) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($word)) }
function Words($words) { @($words -split ' ' | Where-Object { $_ }) }

$manifest = Text '{{tat-hidden:manifest}}' | ConvertFrom-Json
$base = Join-Path (Get-Location).ProviderPath 'aresrgan'
$work = Join-Path $base $manifest.key
$models = Join-Path $base 'models'
$null = New-Item -ItemType Directory -Force $models

# A console of UTF-8 would begin what a program reads with a mark that curl takes for a word of its own.
try { [Console]::InputEncoding = New-Object Text.UTF8Encoding $false } catch { }

# Every one that is told the same key reads the same report; the one that may write to it does the work, the
# others repeat its words. The system closes it for a writer that dies.
$report = "$work.report"
$reader = New-Object IO.StreamReader ([IO.File]::Open($report, 'OpenOrCreate', 'Read', 'ReadWrite, Delete'))
$before = ''
$writer = $null
while ($null -eq $writer) {
    try {
        $writer = [IO.File]::Open($report, 'Open', 'Write', 'Read, Delete')
    } catch {
        if ($before -match '(?m)^@end ') { exit 0 }
        Start-Sleep -Seconds 1
    }
    $news = $reader.ReadToEnd()
    $before += $news
    [Console]::Out.Write($news)
    [Console]::Out.Flush()
}
if ($before -match '(?m)^@end ') { exit 0 }
$null = $writer.Seek(0, 'End')

function Say($text) {
    [Console]::Out.WriteLine($text)
    [Console]::Out.Flush()
    $bytes = [Text.Encoding]::UTF8.GetBytes("$text`n")
    $writer.Write($bytes, 0, $bytes.Length)
    $writer.Flush()
}
function SayLines($lines) {
    $tail = (@($lines) | Where-Object { $_ } | Select-Object -Last 100 | ForEach-Object { "| $_" }) -join "`n"
    if ($tail) { Say $tail.Substring([Math]::Max(0, $tail.Length - 6000)) }
}
function Finish($end) {
    Say "@end $end"
    $writer.Close()
    $reader.Close()
    Remove-Item -Force -LiteralPath $report -ErrorAction SilentlyContinue
    # What could not be stored is kept for the next who asks for it.
    if ($end -ne 'store') { Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue }
    if ($end -eq '0') { exit 0 }
    exit 1
}
function GiveUp($end, $lines) {
    SayLines $lines
    Finish $end
}

# As the rules of Microsoft's C runtime want arguments.
function Quoted($argument) {
    if ($argument -match '^[\w./:=+-]+$') { return $argument }
    '"' + (($argument -replace '(\\*)"', '$1$1\"') -replace '(\\+)$', '$1$1') + '"'
}
function Started($program, $arguments) {
    $line = (@($arguments) | ForEach-Object { Quoted $_ }) -join ' '
    $start = New-Object Diagnostics.ProcessStartInfo $program, $line
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardErrorEncoding = [Text.Encoding]::UTF8
    $start.WorkingDirectory = $work
    $process = [Diagnostics.Process]::Start($start)
    $process.BeginOutputReadLine()
    $process
}

# The address is a secret for as long as it is valid: it is read from a pipe, where no process list shows it.
function Transfer($address, $more) {
    $usual = '--config', '-', '--fail', '--silent', '--show-error', '--retry', '3'
    $patience = '--connect-timeout', '20', '--speed-limit', '1024', '--speed-time', '60'
    $curl = Started 'curl.exe' ($usual + $patience + $more)
    $bytes = [Text.Encoding]::ASCII.GetBytes("url = `"$address`"`n")
    $curl.StandardInput.BaseStream.Write($bytes, 0, $bytes.Length)
    $curl.StandardInput.Close()
    $script:trouble = ($curl.StandardError.ReadToEnd() -replace '\s+', ' ').Trim()
    $curl.WaitForExit()
    $curl.ExitCode
}
function Digest($file) { (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash.ToLowerInvariant() }
function SizeOf($file) { if (Test-Path -LiteralPath $file) { (Get-Item -LiteralPath $file).Length } else { 0 } }
# Where the line breaks off, it goes on from there; curl's own retries would throw away what has come.
function Fetched($url, $file, $sha256) {
    $idle = 0
    while ($idle -lt 3) {
        $before = SizeOf $file
        $status = Transfer (Text $url) ('--continue-at', '-', '--output', $file)
        if (16, 18, 28, 52, 55, 56, 92 -notcontains $status) { break }
        Start-Sleep -Seconds 1
        if ((SizeOf $file) -gt $before) { $idle = 0 } else { $idle++ }
    }
    if ($status -eq 23) { GiveUp 'space' $trouble }
    if (($status -eq 0) -and ((Digest $file) -eq $sha256)) { return $true }
    Remove-Item -Force -LiteralPath $file -ErrorAction SilentlyContinue
    $false
}

$null = New-Item -ItemType Directory -Force $work
$inputFile = Join-Path $work (Text $manifest.input)
$outputFile = Join-Path $work (Text $manifest.output)
$finished = Join-Path $work 'finished'

if (-not (Test-Path -LiteralPath $finished)) {
    $engine = Get-Command (Text $manifest.engine) -CommandType Application -ErrorAction SilentlyContinue |
        Select-Object -First 1
    if (-not $engine) { GiveUp 'engine' $null }
    if (-not (Fetched $manifest.input_url $inputFile $manifest.input_sha256)) { GiveUp 'fetch' $trouble }
    $wanted = Join-Path $models $manifest.models
    if (-not (Test-Path -LiteralPath $wanted)) {
        $new = Join-Path $work 'new'
        $null = New-Item -ItemType Directory -Force $new
        $files = Words $manifest.model_files
        for ($i = 0; $i -lt $files.Count; $i += 3) {
            $file = Join-Path $new (Text $files[$i])
            if (-not (Fetched $files[$i + 1] $file $files[$i + 2])) { GiveUp 'model' $trouble }
        }
        # Move-Item would put it into a folder that somebody else has made meanwhile.
        try { [IO.Directory]::Move($new, $wanted) }
        catch { if (-not (Test-Path -LiteralPath $wanted)) { GiveUp 'model' "$_" } }
    }
    Remove-Item -LiteralPath $outputFile -ErrorAction SilentlyContinue
    # The full stop at the end of each keeps an empty argument what it is.
    $arguments = Words $manifest.arguments | ForEach-Object { (Text $_) -replace '(?s)\.$', '' }
    $process = Started $engine.Source $arguments
    $process.StandardInput.Close()
    $last = -1
    $log = New-Object Collections.Generic.Queue[string]
    while ($null -ne ($line = $process.StandardError.ReadLine())) {
        if ($line -match '^\s*(\d{1,3})[.,]\d\d') {
            if ([int] $Matches[1] -gt $last -and [int] $Matches[1] -le 100) {
                $last = [int] $Matches[1]
                Say "@ $last"
            }
        } elseif ($line) {
            $log.Enqueue($line)
            if ($log.Count -gt 100) { $null = $log.Dequeue() }
        }
    }
    $process.WaitForExit()
    SayLines $log.ToArray()
    # Windows tells of a crash by a number without a sign.
    $status = [BitConverter]::ToUInt32([BitConverter]::GetBytes([int] $process.ExitCode), 0)
    [IO.File]::WriteAllText($finished, "$status")
}
$status = [IO.File]::ReadAllText($finished)
if ($status -eq '0' -and (Test-Path -LiteralPath $outputFile)) {
    $stored = Transfer (Text $manifest.output_url) ('--upload-file', $outputFile, '--output', 'reply')
    if ($stored -ne 0) { GiveUp 'store' $trouble }
    Say "@sha256 $(Digest $outputFile) $((Get-Item -LiteralPath $outputFile).Length)"
}
Finish $status
