"""Windows paths beyond what Windows takes as it is; pure text, on every system."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_pictures_path

from aresrgan_gui.core.naming import name_key
from aresrgan_gui.core.paths import HOME_VARIABLE, MAX_PLAIN, extended, pasted_folder, plain, reachable

LONG = "\\".join(["a folder of the family's photos"] * 8)


@pytest.mark.parametrize(
    "path",
    [
        r"C:\photos\a.png",
        r"\\server\share\a.png",
        "C:\\" + "x" * (MAX_PLAIN - 3),
        r"C:\console\auxiliary.png",
        r"C:\com10\a.png",
    ],
)
def test_that_usual_paths_stay_as_they_are(path: str) -> None:
    assert extended(path) == path


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (f"C:\\{LONG}\\a.png", f"\\\\?\\C:\\{LONG}\\a.png"),
        (f"\\\\server\\share\\{LONG}\\a.png", f"\\\\?\\UNC\\server\\share\\{LONG}\\a.png"),
        (f"C:/{LONG}/../b.png", "\\\\?\\" + f"C:\\{LONG}".rpartition("\\")[0] + "\\b.png"),
        (r"C:\trip. \a.png", r"\\?\C:\trip. \a.png"),
        (r"C:\trip.\a.png", r"\\?\C:\trip.\a.png"),
        (r"C:\photos\aux.png", r"\\?\C:\photos\aux.png"),
        (r"C:\photos\nul .png", r"\\?\C:\photos\nul .png"),
        (r"C:\COM¹\a.png", r"\\?\C:\COM¹\a.png"),
    ],
)
def test_that_windows_is_told_to_take_what_it_would_refuse_or_change(path: str, wanted: str) -> None:
    assert extended(path) == wanted
    assert extended(wanted) == wanted


@pytest.mark.parametrize("path", [f"C:\\{LONG}\\a.png", f"\\\\server\\share\\{LONG}\\a.png"])
def test_that_people_and_names_know_a_long_path_by_its_usual_form(path: str) -> None:
    assert plain(Path(extended(path))) == path
    assert name_key(Path(extended(path))) == name_key(Path(path))


def test_that_paths_of_this_system_lead_where_they_led(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    assert reachable(tmp_path / "a.png").samefile(tmp_path / "a.png")


def test_that_pasted_pictures_and_so_their_results_lie_where_users_look_for_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    assert pasted_folder() == user_pictures_path() / "ARESRGAN"
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert pasted_folder() == tmp_path / "pasted"
