from pathlib import Path

from console.app.settings import Settings, load_settings, save_settings, settings_path


def test_settings_come_back(tmp_path: Path) -> None:
    path = settings_path(tmp_path, "kim")
    save_settings(Settings(language="en", theme="light", windows={"main": "00ff"}), path)
    assert load_settings(path) == Settings(language="en", theme="light", windows={"main": "00ff"})


def test_a_first_day_and_a_damaged_file_give_the_defaults(tmp_path: Path, expected_log) -> None:
    path = settings_path(tmp_path, "kim")
    assert load_settings(path) == Settings()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"{")
    expected_log("cannot be read")
    assert load_settings(path) == Settings()


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    assert settings_path(tmp_path, "../../etc/kim").parent == tmp_path / "settings"
