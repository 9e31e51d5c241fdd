; The installer for one user, without an administrator. installer.py runs makensis with
;   VERSION  the program's, SOURCE  the frozen folder and its SIZE in kB, ICON, RESULT  the file to make
; Silent: ARESRGAN-setup.exe /S [/D=C:\a folder, last and without quotes]
;         uninstall.exe /S [/SETTINGS=delete]

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
; The programs hold much of the same, farther apart than the usual 8 MB.
SetCompressorDictSize 64

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\ARESRGAN"
!define CLASSES "Software\Classes"
!define PROGRAM "aresrgan.exe"

Name "ARESRGAN"
OutFile "${RESULT}"
InstallDir "$LOCALAPPDATA\Programs\ARESRGAN"
InstallDirRegKey HKCU "${KEY}" InstallLocation
BrandingText "ARESRGAN ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "ARESRGAN"
VIAddVersionKey FileDescription "ARESRGAN"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; English comes first: it is taken where the system speaks none of these.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "Japanese"

!macro TEXT NAME ENGLISH CHINESE JAPANESE
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
  LangString ${NAME} ${LANG_JAPANESE} "${JAPANESE}"
!macroend
!insertmacro TEXT VERB "Upscale with ARESRGAN" "用 ARESRGAN 放大" "ARESRGAN で拡大"
!insertmacro TEXT PART_PROGRAM "Program and models" "程序和模型" "プログラムとモデル"
!insertmacro TEXT PART_START "Start menu" "开始菜单" "スタートメニュー"
!insertmacro TEXT PART_SENDTO "Send To menu" "“发送到”菜单" "「送る」メニュー"
!insertmacro TEXT PART_VERB "In the menu of pictures and folders" "图片和文件夹的右键菜单" "画像とフォルダーの右クリックメニュー"
!insertmacro TEXT PART_OPEN "Offer under 'Open with'" "出现在“打开方式”中" "「プログラムから開く」に表示"
!insertmacro TEXT RUNNING "ARESRGAN is running. Close it and try again." "ARESRGAN 正在运行。请关闭后重试。" "ARESRGAN が実行中です。終了してからもう一度お試しください。"
!insertmacro TEXT SETTINGS "Also delete the settings, the queue and models of your own? Your pictures stay in any case." "是否同时删除设置、队列和您自己的模型？您的图片始终会保留。" "設定、キュー、ご自分のモデルも削除しますか？画像は必ず残ります。"

!define EVERY_TYPE "!insertmacro EACH_TYPE"
!macro EACH_TYPE DO
  !insertmacro ${DO} ".png"
  !insertmacro ${DO} ".jpg"
  !insertmacro ${DO} ".jpeg"
  !insertmacro ${DO} ".webp"
  !insertmacro ${DO} ".tif"
  !insertmacro ${DO} ".tiff"
  !insertmacro ${DO} ".gif"
  !insertmacro ${DO} ".bmp"
  !insertmacro ${DO} ".avif"
!macroend

!macro ADD_VERB CLASS
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\ARESRGAN" "MUIVerb" "$(VERB)"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\ARESRGAN" "Icon" '"$INSTDIR\${PROGRAM}",0'
  ; Any number of selected pictures: each start hands its picture over to the window that is open.
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\ARESRGAN" "MultiSelectModel" "Player"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\ARESRGAN\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
!macroend
!macro DROP_VERB CLASS
  DeleteRegKey HKCU "${CLASSES}\${CLASS}\shell\ARESRGAN"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${CLASS}\shell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${CLASS}"
!macroend
!macro ADD_TYPE SUFFIX
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" "${SUFFIX}" ""
  WriteRegStr HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "ARESRGAN.Picture" ""
!macroend
!macro DROP_TYPE SUFFIX
  DeleteRegValue HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "ARESRGAN.Picture"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}"
!macroend

; A program that runs cannot be opened for writing.
!macro WAIT_UNTIL_CLOSED UN
Function ${UN}WaitUntilClosed
  ${DoWhile} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${Loop}
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; What a version has brought; engines that the user dropped into `bin` are none of it.
!macro REMOVE_PROGRAM
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\aresrgan-cli.exe"
  Delete "$INSTDIR\bin\realesrgan-ncnn-vulkan.exe"
  RMDir /r "$INSTDIR\_internal"
!macroend

Section "$(PART_PROGRAM)" SEC_PROGRAM
  SectionIn RO
  Call WaitUntilClosed
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" DisplayName "ARESRGAN"
  WriteRegStr HKCU "${KEY}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${KEY}" Publisher "The ARESRGAN project"
  WriteRegStr HKCU "${KEY}" DisplayIcon '"$INSTDIR\${PROGRAM}",0'
  WriteRegStr HKCU "${KEY}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" EstimatedSize ${SIZE}
  WriteRegDWORD HKCU "${KEY}" NoModify 1
  WriteRegDWORD HKCU "${KEY}" NoRepair 1
SectionEnd

Section "$(PART_START)" SEC_START
  CreateShortcut "$SMPROGRAMS\ARESRGAN.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Section "$(PART_SENDTO)" SEC_SENDTO
  CreateShortcut "$SENDTO\ARESRGAN.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Section "$(PART_VERB)" SEC_VERB
  !insertmacro ADD_VERB "SystemFileAssociations\image"
  ; Systems that do not know these as pictures.
  !insertmacro ADD_VERB "SystemFileAssociations\.webp"
  !insertmacro ADD_VERB "SystemFileAssociations\.avif"
  !insertmacro ADD_VERB "Directory"
SectionEnd

Section /o "$(PART_OPEN)" SEC_OPEN
  WriteRegStr HKCU "${CLASSES}\ARESRGAN.Picture" "" "ARESRGAN"
  WriteRegStr HKCU "${CLASSES}\ARESRGAN.Picture\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "ARESRGAN"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ${EVERY_TYPE} ADD_TYPE
SectionEnd

Section -Told
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  Call un.WaitUntilClosed
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR\bin"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\ARESRGAN.lnk"
  Delete "$SENDTO\ARESRGAN.lnk"
  !insertmacro DROP_VERB "SystemFileAssociations\image"
  !insertmacro DROP_VERB "SystemFileAssociations\.webp"
  !insertmacro DROP_VERB "SystemFileAssociations\.avif"
  !insertmacro DROP_VERB "Directory"
  DeleteRegKey HKCU "${CLASSES}\ARESRGAN.Picture"
  DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}"
  ${EVERY_TYPE} DROP_TYPE
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/SETTINGS=" $1
  ${If} $1 == "delete"
  ${OrIf} ${Cmd} `MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(SETTINGS)" /SD IDNO IDYES`
    ; By name: whatever else lies in the same folder is the user's.
    Delete "$LOCALAPPDATA\aresrgan\*.json"
    Delete "$LOCALAPPDATA\aresrgan\*.sqlite3*"
    RMDir /r "$LOCALAPPDATA\aresrgan\models"
    RMDir /r "$LOCALAPPDATA\aresrgan\Cache"
    RMDir /r "$LOCALAPPDATA\aresrgan\Logs"
    RMDir "$LOCALAPPDATA\aresrgan"
  ${EndIf}
SectionEnd
