; Inno Setup: the installer for Windows 10 and 11 (64-bit). UNTRIED: no Windows was at hand.
; 1. pip install --require-hashes -r requirements.lock -r requirements-dist.lock   (resolve the locks on Windows first)
; 2. pyinstaller --distpath dist --workpath build packaging\jiefangtai.spec
; 3. iscc /DVersion=0.1.0 packaging\windows\jiefangtai.iss
#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif

[Setup]
AppId={{6F1B0C5E-6E0B-4B0E-9C55-2D1C3D8C4A10}
AppName=接访台
AppVersion={#Version}
DefaultDirName={autopf}\jiefangtai
DefaultGroupName=接访台
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=jiefangtai_{#Version}_win64
Compression=lzma2
SolidCompression=yes
PrivilegesRequired=admin
UninstallDisplayIcon={app}\jiefangtai-window.exe

[Files]
Source: "..\..\dist\jiefangtai\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; an older version's modules must not stay beside the new ones
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\接访台"; Filename: "{app}\jiefangtai-window.exe"
Name: "{autodesktop}\接访台"; Filename: "{app}\jiefangtai-window.exe"

; The store lies in the user's own data folder and is touched neither by an upgrade nor by removal.
