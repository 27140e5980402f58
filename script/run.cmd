@echo off
rem Opens Keyou, after setting it up where needed: script\run [what "python -m app" takes].
setlocal
for %%d in ("%~dp0..") do set "root=%%~fd"
set "python=%root%\.venv\Scripts\python.exe"
call "%~dp0_setup.cmd" run || exit /b 1
rem From any folder, so that the names of files given are the caller's.
set "PYTHONPATH=%root%"
set "PYTHONUTF8=1"
"%python%" -P -m app %*
