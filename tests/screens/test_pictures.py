"""The pictures of README and docs say what the screens say by now."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.screens.programmes import pilot
from tests.screens.snapshot import text_of
from tests.screens.waiting import until

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """The script that draws them."""
    spec = importlib.util.spec_from_file_location("docs_pictures", DOCS / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_no_picture_is_stale(pictures: ModuleType, tmp_path: Path) -> None:
    workspace = pilot(tmp_path / "pilot.db")
    async with pictures.opened(workspace) as (app, pressed):
        for name, keys in pictures.KEYS.items():
            said = pictures.words_of((pictures.FOLDER / f"{name}.svg").read_text("utf-8"))
            await pressed.press(*keys)
            try:
                await until(lambda said=said: "".join(text_of(app).split()) == said, name)  # type: ignore[misc]
            except AssertionError:
                pytest.fail(f"{name}.svg is stale, `make pictures` draws it anew:\n{text_of(app)}")
    workspace.store.close()


def test_pictures_are_small_and_load_nothing(pictures: ModuleType) -> None:
    for name in pictures.KEYS:
        svg = (pictures.FOLDER / f"{name}.svg").read_text("utf-8")
        assert len(svg) < 80_000
        assert not any(word in svg.replace("http://www.w3.org/2000/svg", "") for word in ("http", 'url("'))
