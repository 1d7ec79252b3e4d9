"""A whole job in a real browser with the mouse alone: from the empty start to packs for hosts.

    python -m benchmarks.by_mouse

Needs Chromium and the extra `serve`. No key is pressed but letters in fields. Prints each step.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.browser import served
from benchmarks.chromium import Tab, chromium, until
from fixtures import PILOT

FOCUS_SECONDS = 2.5  # until a click into a field has been taken in, on a busy computer
TEAM = {"Placement  ": "COL-ZZZ", "Host": "COL", "Team": "Zoning", "Seats": "2"}
PERSON = {
    "Apprentice  ": "A99",
    "Given names": "Mo",
    "Family name": "Usher",
    "Standard": "ST0070",
    "Starts on": "2026-12-07",
    "Ends on": "2028-03-03",
}


async def main() -> None:
    """Do the job, on a database that is made by it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PILOT, folder / "work" / "pilot")
        async with (
            served(folder / "p.db", folder / "work") as (address, _),
            chromium(folder / "profile") as browser,
        ):
            tab = await browser.open(address)
            for step in (begin, add_a_team, add_a_person, mend, plan, publish):
                await step(tab)
                print(f"{step.__name__}: {(step.__doc__ or '').splitlines()[0]}", flush=True)
            await hand_out(tab, browser.downloads)
            print("the browser complains of:", tab.complaints or "nothing")
            await tab.picture(Path("by_mouse.png"))


async def fill(tab: Tab, field: str, text: str) -> None:
    """Click into a field, beside its title at the left edge of the form, and type."""
    title = f"│ {field}"
    await tab.sees(title)
    place = tab.cells.find(title)
    assert place is not None
    await tab.click(place[0] + 30, place[1])
    await asyncio.sleep(FOCUS_SECONDS)
    await tab.type(text)
    await tab.sees(text)
    await asyncio.sleep(FOCUS_SECONDS)  # what is said of a field moves the fields below it


async def choose(tab: Tab, line: str, key: str) -> None:
    """Mark a line of a list, and click on the key that takes it: a busy computer may miss a double-click."""
    await tab.click_on(line)
    await asyncio.sleep(FOCUS_SECONDS)
    await tab.click_on(key)


async def begin(tab: Tab) -> None:
    """The folder is found in the list of files, looked over and imported."""
    await choose(tab, "Import what you have", "enter begin")
    await choose(tab, "pilot/", "enter take")
    await choose(tab, "Import this folder", "enter take")
    await tab.click_on("enter import")
    await tab.sees("u takes it back", "17 conflicts")


async def add(tab: Tab, screen: str, listed: str, row: Mapping[str, str], name: str) -> None:
    """Fill in a new row of a screen, once its list is there, by the titles of the fields."""
    await tab.click_on(screen)
    await tab.sees(listed)
    await tab.click_on("n new")
    await tab.sees("enter save")
    for field, text in row.items():
        await fill(tab, field, text)
    await tab.click_on("enter save")
    await tab.sees(f"{name} added")


async def add_a_team(tab: Tab) -> None:
    """A new placement in a form."""
    await add(tab, "3 Placements", "COL-FIN", TEAM, "Zoning (COL)")


async def add_a_person(tab: Tab) -> None:
    """A new apprentice in a form."""
    await add(tab, "2 People", "Nwachukwu", PERSON, "Mo Usher")


async def mend(tab: Tab) -> None:
    """A conflict leads to its cell, where a placement is chosen that mends it."""
    await tab.click_on("5 Findings")
    await tab.sees("go to the cell")
    await asyncio.sleep(FOCUS_SECONDS)
    await tab.click_on("go to the cell")
    await tab.click_on("enter place")
    await tab.sees("type to filter")
    await tab.click_on("enter take")
    await tab.sees("Mends")


async def plan(tab: Tab) -> None:
    """The planner proposes, and what it proposes is applied."""
    await tab.click_on("6 Plan")
    await tab.click_on("enter starts the planner")
    await tab.click_on("applies")
    await tab.sees("takes them back")


async def publish(tab: Tab) -> None:
    """The draft is published from the words that say so."""
    await tab.click_on("7 Agreement")
    await tab.click_on("p publishes the draft")
    await fill(tab, "Who publishes", "Ruth Adeyemi")
    await fill(tab, "Despite that", "The term begins.")
    await tab.click_on("enter publish")
    await tab.sees("Published as number 1")


async def hand_out(tab: Tab, downloads: Path) -> None:
    """Packs come as a download."""
    await tab.click_on("t writes letters and packs")
    await choose(tab, "A pack for each host", "enter download")
    await until(lambda: any(downloads.glob("*.zip")), "the packs")
    print("hand_out: downloaded", *(file.name for file in downloads.iterdir()))


if __name__ == "__main__":
    asyncio.run(main())
