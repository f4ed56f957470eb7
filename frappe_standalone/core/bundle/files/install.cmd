@echo off
rem Offline installation: needs the Python named in bundle.json. No network is used.
chcp 65001 >nul
set "ask=%~dp0install.py"
where py >nul 2>nul && (py -3 "%ask%" %*) || (python "%ask%" %*)
