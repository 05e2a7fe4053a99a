# Builds the installer for Windows into dist\, with Python 3.11 or newer and Inno Setup 6.3 or newer.
# Never run so far: see packaging\README.md.
#
#   powershell -File packaging\windows\package.ps1
#
# WINDOWS_SIGN_TOOL may name a command that signs "$f"; without it nothing is signed, and SmartScreen warns.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with status $LASTEXITCODE." }
}

$python = ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { Invoke-Checked "python" @("-m", "venv", ".venv") }
$pip = @("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
Invoke-Checked $python ($pip + @("--require-hashes", "-r", "requirements.lock"))
Invoke-Checked $python ($pip + @("--no-deps", "--no-build-isolation", "-e", "."))

$env:PYTHONPATH = "packaging"
Invoke-Checked $python @("-m", "bundling.frozen")
$version = & $python -c "from bundling.places import version; print(version())"
$setup = @("/DVersion=$version")
if ($env:WINDOWS_SIGN_TOOL) {
    foreach ($name in "copydesk.exe", "copydesk-cli.exe") {
        $file = "build\package\frozen\copydesk\$name"
        $command = $env:WINDOWS_SIGN_TOOL.Replace('$f', "`"$file`"")
        Invoke-Checked "cmd.exe" @("/c", $command)
    }
    $setup += @("/DSigned", "/Scopydesk=$($env:WINDOWS_SIGN_TOOL)")
} else {
    Write-Warning "NOT SIGNED: there is no WINDOWS_SIGN_TOOL. SmartScreen will warn of this installer."
}
Invoke-Checked "iscc.exe" ($setup + @("packaging\windows\copydesk.iss"))
