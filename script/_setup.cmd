@echo off
rem Called by run and test with the name of a lock: makes .venv and brings it to the lock.
set "lock=%root%\requirements\%1.txt"
set "installed=%root%\.venv\installed-%1.txt"
fc /b "%lock%" "%installed%" >nul 2>nul && exit /b 0

"%python%" -m pip --version >nul 2>nul && goto install
set "base="
for %%p in ("py -3.11" "py -3" "python") do if not defined base (
    %%~p -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>nul && set "base=%%~p"
)
if not defined base (
    echo keyou: please install Python 3.11 to 3.14 1>&2
    exit /b 1
)
echo keyou: making .venv 1>&2
%base% -m venv --clear "%root%\.venv" || exit /b 1

:install
echo keyou: installing the locked packages 1>&2
"%python%" -m pip install -qq --disable-pip-version-check --no-input --require-hashes ^
    --requirement "%root%\requirements\build.txt" || exit /b 1
"%python%" -m pip install -qq --disable-pip-version-check --no-input --require-hashes ^
    --no-build-isolation --use-pep517 --requirement "%lock%" || exit /b 1
copy /y "%lock%" "%installed%" >nul
if "%1"=="test" copy /y "%root%\requirements\run.txt" "%root%\.venv\installed-run.txt" >nul
exit /b 0
