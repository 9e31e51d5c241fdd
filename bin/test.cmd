@echo off
rem The Windows twin of bin/test.
setlocal
set "python="
for %%v in (3.13 3.12 3.11 3.10) do if not defined python py -%%v -c "" >nul 2>&1 && set "python=py -%%v"
if not defined python python -c "import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))" >nul 2>&1 && set "python=python"
if not defined python goto missing
%python% "%~dp0setup_checkout.py" test %*
exit /b %ERRORLEVEL%
:missing
echo ARESRGAN needs Python 3.10 to 3.13. Install it from python.org and start this again. 1>&2
exit /b 1
