; The installer for Windows, by Inno Setup 6.3 or newer. Never compiled so far: see packaging\README.md.
;
;   iscc /DVersion=1.2.0 packaging\windows\copydesk.iss
;
; With /DSigned and a sign tool named "copydesk", installer and uninstaller are signed as well:
;   iscc /DVersion=1.2.0 /DSigned "/Scopydesk=signtool.exe sign <options> $f" packaging\windows\copydesk.iss

#ifndef Version
  #error Name the version: iscc /DVersion=1.2.0
#endif
#define Root "..\.."
#define Frozen Root + "\build\package\frozen\copydesk"
#define Name "Copydesk"
; As in application\qt_setup.py: windows and their shortcut are one button on the taskbar.
#define Identity "org.copydesk.Copydesk"

[Setup]
; What tells Windows that a later version replaces this one; it never changes.
AppId={{BB8BFC5A-2FB8-47C3-A6DA-FFB040755609}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher=The Copydesk authors
AppCopyright=Copyright 2026 The Copydesk authors
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
DisableDirPage=auto
LicenseFile={#Root}\LICENSE
OutputDir={#Root}\dist
OutputBaseFilename=copydesk-{#Version}-windows-x64-setup
SetupIconFile={#Root}\build\package\copydesk.ico
UninstallDisplayIcon={app}\copydesk.exe
UninstallDisplayName={#Name}
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
; For the one person, and so without an administrator: {autopf} is %LOCALAPPDATA%\Programs.
PrivilegesRequired=lowest
; Qt's WebEngine is built for 64-bit Intel alone; Windows 11 on Arm runs that.
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; The oldest that Qt 6 supports: Windows 10, version 1809.
MinVersion=10.0.17763
ChangesAssociations=yes
; A desk that is open is asked to close, by Windows' Restart Manager: it keeps what is unsaved.
CloseApplications=yes
RestartApplications=no
#ifdef Signed
SignTool=copydesk
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Libraries of an older version would be loaded before those of this one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Frozen}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Root}\LICENSE"; DestDir: "{app}"; DestName: "LICENSE.txt"; Flags: ignoreversion

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\copydesk.exe"; AppUserModelID: "{#Identity}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\copydesk.exe"; AppUserModelID: "{#Identity}"; Tasks: desktopicon

[Registry]
; What the program is, for "Open with"; nothing becomes the default, which is the editor's to choose.
Root: HKA; Subkey: "Software\Classes\Copydesk.Post"; ValueType: string; ValueData: "Markdown post"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Copydesk.Post"; ValueType: string; ValueName: "AppUserModelID"; ValueData: "{#Identity}"
Root: HKA; Subkey: "Software\Classes\Copydesk.Post\DefaultIcon"; ValueType: string; ValueData: "{app}\copydesk.exe,0"
Root: HKA; Subkey: "Software\Classes\Copydesk.Post\shell\open\command"; ValueType: string; ValueData: """{app}\copydesk.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.md\OpenWithProgids"; ValueType: string; ValueName: "Copydesk.Post"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.markdown\OpenWithProgids"; ValueType: string; ValueName: "Copydesk.Post"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.mdx\OpenWithProgids"; ValueType: string; ValueName: "Copydesk.Post"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.mkd\OpenWithProgids"; ValueType: string; ValueName: "Copydesk.Post"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.mdown\OpenWithProgids"; ValueType: string; ValueName: "Copydesk.Post"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe\shell\open\command"; ValueType: string; ValueData: """{app}\copydesk.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe\SupportedTypes"; ValueType: string; ValueName: ".md"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe\SupportedTypes"; ValueType: string; ValueName: ".markdown"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe\SupportedTypes"; ValueType: string; ValueName: ".mdx"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe\SupportedTypes"; ValueType: string; ValueName: ".mkd"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\copydesk.exe\SupportedTypes"; ValueType: string; ValueName: ".mdown"; ValueData: ""
; A folder's own menu, as a desk opens folders first of all.
Root: HKA; Subkey: "Software\Classes\Directory\shell\Copydesk"; ValueType: string; ValueData: "Open with Copydesk"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\Copydesk"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\copydesk.exe,0"
Root: HKA; Subkey: "Software\Classes\Directory\shell\Copydesk\command"; ValueType: string; ValueData: """{app}\copydesk.exe"" ""%1"""

[Run]
Filename: "{app}\copydesk.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
; What the program compiled beside itself; the editor's settings and texts stay where they are.
Type: filesandordirs; Name: "{app}\_internal"
Type: dirifempty; Name: "{app}"
