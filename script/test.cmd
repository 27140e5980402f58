@echo off
rem All checks. With arguments: only pytest with them.
setlocal
for %%d in ("%~dp0..") do set "root=%%~fd"
set "python=%root%\.venv\Scripts\python.exe"
call "%~dp0_setup.cmd" test || exit /b 1
cd /d "%root%"
set "PYTHONUTF8=1"
set "QT_QPA_PLATFORM=offscreen"

if not "%~1"=="" (
    "%python%" -m pytest %*
    exit /b
)
"%python%" -m ruff format --check . || exit /b
"%python%" -m ruff check . || exit /b
"%python%" -m mypy || exit /b
"%python%" -m pytest --numprocesses 2 --dist worksteal --randomly-seed=20041220 --hypothesis-seed=20041220 --cov --cov-report= || exit /b
"%python%" -m coverage report --skip-covered --fail-under=90 || exit /b
"%python%" -m coverage report --show-missing --skip-covered --include="app/domain/*,app/services/*,app/queries/*" --fail-under=100 || exit /b
