@echo off
rem The Windows twin of bin/aresrgan.
setlocal
set "python="
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try py -3.10
call :try python
if not defined python goto missing
%python% "%~dp0setup_checkout.py" run %*
exit /b %ERRORLEVEL%

:missing
echo ARESRGAN needs Python 3.10 to 3.13. Install it from python.org and start this again. 1>&2
exit /b 1

:try
if defined python exit /b
%* -c "import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))" >nul 2>&1
if not errorlevel 1 set "python=%*"
exit /b
