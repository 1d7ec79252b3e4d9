"""The stores that keep the contract: each test runs on all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apprentices.store import Store
from db.store import open_store
from tests.build import worded
from tests.db.samples import HOLIDAYS, ROWS
from tests.memory import Memory, MemoryStore

Opener = Callable[[str], Store]


@pytest.fixture(params=["database", "memory"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the same thing for one more program, in the name of somebody."""
    opened: list[Store] = []
    memory = Memory()

    def opener(actor: str) -> Store:
        store: Store
        if request.param == "memory":
            store = MemoryStore(memory, actor)
        else:
            store = open_store(tmp_path / "programme.db", create=True, actor=actor, busy_seconds=0.05)
        opened.append(store)
        return store

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def mina(opens: Opener) -> Store:
    """A store with the sample in it, as event number 1."""
    store = opens("mina")
    store.write(worded("import of the sample", "import"), ROWS, {}, HOLIDAYS)
    return store


@pytest.fixture
def omar(mina: Store, opens: Opener) -> Store:
    """A second program on the same thing."""
    return opens("omar")
