"""Everything that can be done in the window, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QKeySequence

from aresrgan_gui.messages import QT_TRANSLATE_NOOP


class Act(str, Enum):
    """The name of an action; the window has a handler for each."""

    ADD = "add"
    ADD_FOLDER = "add-folder"
    PASTE = "paste"
    IMPORT_MODEL = "import-model"
    HOSTS = "hosts"
    QUIT = "quit"
    UNDO = "undo"
    REDO = "redo"
    START = "start"
    PAUSE = "pause"
    STOP = "stop"
    STOP_AFTER = "stop-after"
    MOVE_TOP = "move-top"
    MOVE_UP = "move-up"
    MOVE_DOWN = "move-down"
    MOVE_BOTTOM = "move-bottom"
    REMOVE = "remove"
    RETRY = "retry"
    RETRY_FAILED = "retry-failed"
    CANCEL = "cancel"
    CLEAR_DONE = "clear-done"
    OPEN_RESULT = "open-result"
    SHOW_FOLDER = "show-folder"
    COPY_PATH = "copy-path"
    FIT = "fit"
    ZOOM_100 = "zoom-100"
    ZOOM_500 = "zoom-500"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    SETTINGS = "settings"
    EXPLAIN = "explain"
    SHORTCUTS = "shortcuts"
    LOG = "log"
    MEASURE = "measure"
    ABOUT = "about"
    MODE_SLIDER = "mode-slider"
    MODE_SIDE_BY_SIDE = "mode-side-by-side"
    MODE_DIFFERENCE = "mode-difference"
    MODE_RESULT = "mode-result"
    EXACT = "exact"
    TRY_AREA = "try-area"
    COMPARE_MODELS = "compare-models"


class Menu(str, Enum):
    """The menus, in their order; the value is the source text."""

    FILE = QT_TRANSLATE_NOOP("actions", "&File")
    EDIT = QT_TRANSLATE_NOOP("actions", "&Edit")
    QUEUE = QT_TRANSLATE_NOOP("actions", "&Queue")
    VIEW = QT_TRANSLATE_NOOP("actions", "&View")
    HELP = QT_TRANSLATE_NOOP("actions", "&Help")


class Place(Enum):
    """How an action stands on the toolbar."""

    NOWHERE = 0
    ICON = 1
    ICON_AND_TEXT = 2


@dataclass(frozen=True)
class ActionDef:
    """One action: its texts, icon, shortcuts, menu and places.

    `leads` begins a new group; `stands_out` gives it the accent colour; `checkable` is on or off.
    """

    act: Act
    text: str
    tip: str
    icon: str
    menu: Menu
    keys: tuple[QKeySequence.StandardKey | str, ...] = ()
    toolbar: Place = Place.NOWHERE
    in_context_menu: bool = False
    leads: bool = False
    stands_out: bool = False
    checkable: bool = False


ACTIONS = (
    ActionDef(
        Act.ADD,
        QT_TRANSLATE_NOOP("actions", "&Add pictures..."),
        QT_TRANSLATE_NOOP("actions", "Choose pictures to enlarge"),
        "add-picture",
        Menu.FILE,
        (QKeySequence.StandardKey.Open,),
        Place.ICON_AND_TEXT,
    ),
    ActionDef(
        Act.ADD_FOLDER,
        QT_TRANSLATE_NOOP("actions", "Add &folder..."),
        QT_TRANSLATE_NOOP("actions", "Add every picture of a folder and the folders in it"),
        "add-folder",
        Menu.FILE,
        ("Ctrl+Shift+O",),
        Place.ICON,
    ),
    ActionDef(
        Act.PASTE,
        QT_TRANSLATE_NOOP("actions", "&Paste"),
        QT_TRANSLATE_NOOP("actions", "Add the copied picture, files or paths"),
        "paste",
        Menu.FILE,
        (QKeySequence.StandardKey.Paste,),
    ),
    ActionDef(
        Act.IMPORT_MODEL,
        QT_TRANSLATE_NOOP("actions", "Import a &model..."),
        QT_TRANSLATE_NOOP("actions", "Add a model of your own, after a test run"),
        "model-own",
        Menu.FILE,
        ("Ctrl+Shift+M",),
        leads=True,
    ),
    ActionDef(
        Act.HOSTS,
        QT_TRANSLATE_NOOP("actions", "&Hosts..."),
        QT_TRANSLATE_NOOP("actions", "Set up other machines that do the work"),
        "hosts",
        Menu.FILE,
        ("Ctrl+Shift+H",),
    ),
    ActionDef(
        Act.UNDO,
        QT_TRANSLATE_NOOP("actions", "&Undo"),
        QT_TRANSLATE_NOOP("actions", "Take back the last change of the list or the options"),
        "undo",
        Menu.EDIT,
        (QKeySequence.StandardKey.Undo,),
    ),
    ActionDef(
        Act.REDO,
        QT_TRANSLATE_NOOP("actions", "&Redo"),
        QT_TRANSLATE_NOOP("actions", "Make the change again that was taken back"),
        "redo",
        Menu.EDIT,
        (QKeySequence.StandardKey.Redo,),
    ),
    ActionDef(
        Act.START,
        QT_TRANSLATE_NOOP("actions", "&Start"),
        QT_TRANSLATE_NOOP("actions", "Enlarge all waiting pictures, or go on after a pause"),
        "start",
        Menu.QUEUE,
        ("Ctrl+Return", "Ctrl+Enter"),
        Place.ICON_AND_TEXT,
        leads=True,
        stands_out=True,
    ),
    ActionDef(
        Act.PAUSE,
        QT_TRANSLATE_NOOP("actions", "Pa&use"),
        QT_TRANSLATE_NOOP("actions", "Hold the work where it is; Start goes on"),
        "pause",
        Menu.QUEUE,
        ("Ctrl+P",),
        Place.ICON_AND_TEXT,
    ),
    ActionDef(
        Act.STOP,
        QT_TRANSLATE_NOOP("actions", "S&top"),
        QT_TRANSLATE_NOOP("actions", "Stop; what is running goes back to waiting"),
        "stop",
        Menu.QUEUE,
        ("Ctrl+.",),
        Place.ICON_AND_TEXT,
    ),
    ActionDef(
        Act.STOP_AFTER,
        QT_TRANSLATE_NOOP("actions", "Stop &after this one"),
        QT_TRANSLATE_NOOP("actions", "Finish what is running and start no other"),
        "stop-after",
        Menu.QUEUE,
        ("Ctrl+Shift+.",),
    ),
    ActionDef(
        Act.MOVE_TOP,
        QT_TRANSLATE_NOOP("actions", "Move to &top"),
        QT_TRANSLATE_NOOP("actions", "Let the selected pictures be the next"),
        "move-top",
        Menu.EDIT,
        ("Alt+Home",),
        in_context_menu=True,
        leads=True,
    ),
    ActionDef(
        Act.MOVE_UP,
        QT_TRANSLATE_NOOP("actions", "Move u&p"),
        QT_TRANSLATE_NOOP("actions", "Let the selected pictures come earlier"),
        "move-up",
        Menu.EDIT,
        ("Alt+Up",),
    ),
    ActionDef(
        Act.MOVE_DOWN,
        QT_TRANSLATE_NOOP("actions", "Move do&wn"),
        QT_TRANSLATE_NOOP("actions", "Let the selected pictures come later"),
        "move-down",
        Menu.EDIT,
        ("Alt+Down",),
    ),
    ActionDef(
        Act.MOVE_BOTTOM,
        QT_TRANSLATE_NOOP("actions", "Move to &bottom"),
        QT_TRANSLATE_NOOP("actions", "Let the selected pictures be the last"),
        "move-bottom",
        Menu.EDIT,
        ("Alt+End",),
        in_context_menu=True,
    ),
    ActionDef(
        Act.RETRY,
        QT_TRANSLATE_NOOP("actions", "T&ry again"),
        QT_TRANSLATE_NOOP("actions", "Let the selected pictures wait for another try"),
        "retry",
        Menu.QUEUE,
        ("Ctrl+R",),
        Place.ICON,
        in_context_menu=True,
        leads=True,
    ),
    ActionDef(
        Act.RETRY_FAILED,
        QT_TRANSLATE_NOOP("actions", "Try all failed a&gain"),
        QT_TRANSLATE_NOOP("actions", "Let all failed pictures wait for another try"),
        "retry-failed",
        Menu.QUEUE,
        ("Ctrl+Shift+R",),
    ),
    ActionDef(
        Act.CANCEL,
        QT_TRANSLATE_NOOP("actions", "&Cancel"),
        QT_TRANSLATE_NOOP("actions", "Do not enlarge the selected pictures"),
        "cancel",
        Menu.QUEUE,
        ("Ctrl+Backspace",),
        Place.ICON,
        in_context_menu=True,
    ),
    ActionDef(
        Act.REMOVE,
        QT_TRANSLATE_NOOP("actions", "R&emove from the list"),
        QT_TRANSLATE_NOOP("actions", "Take the selected pictures off the list; the files stay"),
        "remove",
        Menu.QUEUE,
        (QKeySequence.StandardKey.Delete,),
        Place.ICON,
        in_context_menu=True,
    ),
    ActionDef(
        Act.CLEAR_DONE,
        QT_TRANSLATE_NOOP("actions", "Clear &finished"),
        QT_TRANSLATE_NOOP("actions", "Take all finished pictures off the list; the files stay"),
        "clear-done",
        Menu.QUEUE,
        ("Ctrl+Shift+Backspace",),
        Place.ICON,
    ),
    ActionDef(
        Act.OPEN_RESULT,
        QT_TRANSLATE_NOOP("actions", "&Open the result"),
        QT_TRANSLATE_NOOP("actions", "Open the enlarged picture in its usual program"),
        "open-result",
        Menu.QUEUE,
        ("Ctrl+E",),
        Place.ICON,
        in_context_menu=True,
        leads=True,
    ),
    ActionDef(
        Act.SHOW_FOLDER,
        QT_TRANSLATE_NOOP("actions", "Show in fol&der"),
        QT_TRANSLATE_NOOP("actions", "Open the folder that the picture lies in"),
        "show-folder",
        Menu.QUEUE,
        ("Ctrl+Shift+E",),
        Place.ICON,
        in_context_menu=True,
    ),
    ActionDef(
        Act.COPY_PATH,
        QT_TRANSLATE_NOOP("actions", "Copy the path of the resu&lt"),
        QT_TRANSLATE_NOOP("actions", "Copy where the enlarged pictures are, one path a line"),
        "copy-path",
        Menu.QUEUE,
        ("Ctrl+Shift+C",),
        in_context_menu=True,
    ),
    ActionDef(
        Act.FIT,
        QT_TRANSLATE_NOOP("actions", "&Fit"),
        QT_TRANSLATE_NOOP("actions", "Show the whole picture"),
        "zoom-fit",
        Menu.VIEW,
        ("Ctrl+0",),
    ),
    ActionDef(
        Act.ZOOM_100,
        QT_TRANSLATE_NOOP("actions", "&100%"),
        QT_TRANSLATE_NOOP("actions", "One pixel of the result on one pixel of the screen"),
        "zoom-100",
        Menu.VIEW,
        ("Ctrl+1",),
    ),
    ActionDef(
        Act.ZOOM_500,
        QT_TRANSLATE_NOOP("actions", "&500%"),
        QT_TRANSLATE_NOOP("actions", "Look closely: five times as large"),
        "zoom-500",
        Menu.VIEW,
        ("Ctrl+5",),
    ),
    ActionDef(
        Act.ZOOM_IN,
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        QT_TRANSLATE_NOOP("actions", "Show less of the picture, larger"),
        "zoom-in",
        Menu.VIEW,
        (QKeySequence.StandardKey.ZoomIn, "Ctrl+="),
        leads=True,
    ),
    ActionDef(
        Act.ZOOM_OUT,
        QT_TRANSLATE_NOOP("actions", "Zoom &out"),
        QT_TRANSLATE_NOOP("actions", "Show more of the picture, smaller"),
        "zoom-out",
        Menu.VIEW,
        (QKeySequence.StandardKey.ZoomOut,),
    ),
    ActionDef(
        Act.MODE_SLIDER,
        QT_TRANSLATE_NOOP("actions", "&Slider"),
        QT_TRANSLATE_NOOP("actions", "Before on the left of a handle, after on its right"),
        "mode-slider",
        Menu.VIEW,
        ("F5",),
        leads=True,
        checkable=True,
    ),
    ActionDef(
        Act.MODE_SIDE_BY_SIDE,
        QT_TRANSLATE_NOOP("actions", "Si&de by side"),
        QT_TRANSLATE_NOOP("actions", "The same part of both pictures beside each other"),
        "mode-side-by-side",
        Menu.VIEW,
        ("F6",),
        checkable=True,
    ),
    ActionDef(
        Act.MODE_DIFFERENCE,
        QT_TRANSLATE_NOOP("actions", "Di&fference"),
        QT_TRANSLATE_NOOP("actions", "How far both pictures are apart, made eight times as strong"),
        "mode-difference",
        Menu.VIEW,
        ("F7",),
        checkable=True,
    ),
    ActionDef(
        Act.MODE_RESULT,
        QT_TRANSLATE_NOOP("actions", "&Result alone"),
        QT_TRANSLATE_NOOP("actions", "The whole view for the result; hold H to see the source"),
        "mode-result",
        Menu.VIEW,
        ("F8",),
        checkable=True,
    ),
    ActionDef(
        Act.EXACT,
        QT_TRANSLATE_NOOP("actions", "E&xact pixels"),
        QT_TRANSLATE_NOOP("actions", "Show enlarged pixels as squares instead of smoothly"),
        "exact",
        Menu.VIEW,
        ("F9",),
        leads=True,
        checkable=True,
    ),
    ActionDef(
        Act.TRY_AREA,
        QT_TRANSLATE_NOOP("actions", "&Try this area"),
        QT_TRANSLATE_NOOP("actions", "Enlarge only the part in view with the chosen model; nothing is saved"),
        "try-area",
        Menu.VIEW,
        ("Ctrl+T",),
        leads=True,
    ),
    ActionDef(
        Act.COMPARE_MODELS,
        QT_TRANSLATE_NOOP("actions", "&Compare models"),
        QT_TRANSLATE_NOOP("actions", "See the part in view through all installed models"),
        "compare-models",
        Menu.VIEW,
        ("Ctrl+Shift+T",),
    ),
    ActionDef(
        Act.EXPLAIN,
        QT_TRANSLATE_NOOP("actions", "&What went wrong..."),
        QT_TRANSLATE_NOOP("actions", "Why there is no result, and a report to pass on"),
        "explain",
        Menu.QUEUE,
        ("Ctrl+I",),
        in_context_menu=True,
    ),
    ActionDef(
        Act.SETTINGS,
        QT_TRANSLATE_NOOP("actions", "&Settings..."),
        QT_TRANSLATE_NOOP("actions", "Language, colours and engine"),
        "settings",
        Menu.FILE,
        (QKeySequence.StandardKey.Preferences, "Ctrl+,"),
        Place.ICON,
        leads=True,
    ),
    ActionDef(
        Act.SHORTCUTS,
        QT_TRANSLATE_NOOP("actions", "&Keyboard shortcuts"),
        QT_TRANSLATE_NOOP("actions", "Every key of the window"),
        "shortcuts",
        Menu.HELP,
        (QKeySequence.StandardKey.HelpContents,),
    ),
    ActionDef(
        Act.LOG,
        QT_TRANSLATE_NOOP("actions", "Show the &log"),
        QT_TRANSLATE_NOOP("actions", "What the program and the engine have written down"),
        "log",
        Menu.HELP,
    ),
    ActionDef(
        Act.MEASURE,
        QT_TRANSLATE_NOOP("actions", "&Measure this computer..."),
        QT_TRANSLATE_NOOP("actions", "How fast each model is on each device"),
        "measure",
        Menu.HELP,
    ),
    ActionDef(
        Act.ABOUT,
        QT_TRANSLATE_NOOP("actions", "&About ARESRGAN"),
        QT_TRANSLATE_NOOP("actions", "Version, packages and licences"),
        "about",
        Menu.HELP,
        leads=True,
    ),
    ActionDef(
        Act.QUIT,
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        QT_TRANSLATE_NOOP("actions", "Close the window"),
        "quit",
        Menu.FILE,
        (QKeySequence.StandardKey.Quit,),
        leads=True,
    ),
)
