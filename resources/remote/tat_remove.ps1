# Removes what a run left behind that was killed.
$work = Join-Path (Get-Location).ProviderPath 'aresrgan\{{key}}'
Remove-Item -Recurse -Force -LiteralPath $work, "$work.report" -ErrorAction SilentlyContinue
exit 0
