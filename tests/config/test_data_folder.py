"""Where the tests' own database is kept: in memory, without leaving anything there."""

from pathlib import Path

import pytest

from tests import data_folder as module
from tests.data_folder import data_folder


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    folder = tmp_path / "memory"
    folder.mkdir()
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    return folder


def test_the_folder_is_a_link_into_memory(checkout: Path, memory: Path) -> None:
    folder = data_folder(checkout, memory)
    assert folder == checkout / ".cache" / "tests"
    assert folder.resolve().parent == memory
    (folder / "kept").touch()
    assert (data_folder(checkout, memory) / "kept").exists()


def test_a_folder_on_disk_moves_once_nobody_uses_it(checkout: Path, memory: Path) -> None:
    running = checkout / ".cache" / "tests" / "postgres-test" / "postmaster.pid"
    running.parent.mkdir(parents=True)
    running.touch()
    assert not data_folder(checkout, memory).is_symlink()
    running.unlink()
    assert data_folder(checkout, memory).is_symlink()


def test_a_folder_of_a_checkout_that_is_gone_is_removed(checkout: Path, memory: Path) -> None:
    data_folder(checkout, memory)
    gone = checkout.rename(checkout.with_name("elsewhere"))
    data_folder(gone, memory)
    [left] = memory.iterdir()
    assert (left / "checkout").read_text() == str(gone)


def test_too_little_memory_leaves_it_on_the_disk(
    checkout: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ROOM", 10**18)
    folder = data_folder(checkout, memory)
    assert not folder.is_symlink()
    assert list(memory.iterdir()) == []


def test_a_machine_that_was_started_again_has_forgotten(checkout: Path, memory: Path) -> None:
    folder = data_folder(checkout, memory)
    target = folder.resolve()
    for file in target.iterdir():
        file.unlink()
    target.rmdir()
    assert data_folder(checkout, memory).is_dir()
