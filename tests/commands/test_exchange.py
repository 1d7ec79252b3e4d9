"""Three hosts, each with a database of its own, between which nothing passes but parcels."""

import csv
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from apprentices.exchange.parcels.keys import new_key, save
from apprentices.host_keys import add_key, set_lead
from apprentices.workspace import Workspace
from db.store import open_store
from tests.commands.conftest import Program, Ran

HOSTS = ("COL", "ELFT", "LBH")
Host = Callable[..., Ran]


PROGRAMME = {
    "hosts": "host,name,sponsor\nCOL,City of London,Sir A\nELFT,East London NHS,\nLBH,Hackney,\n",
    "standards": "standard,title\nST0070,Business administrator\n",
    "cycles": "cycle,starts_on,ends_on\nC1,2026-09-07,2026-12-04\nC2,2026-12-07,2027-03-05\n",
    "placements": "placement,host,team,seats,supervisor\n"
    "COL-FIN,COL,Finance,2,Sam Stone\nELFT-WARD,ELFT,Ward,2,\nLBH-LIB,LBH,Library,2,\n",
    "apprentices": "apprentice,given_names,family_name,employer,standard,starts_on,ends_on,hourly_pay\n"
    "A1,Ayo,One,COL,ST0070,2026-09-07,2027-03-05,14.20\n"
    "A2,Bea,Two,ELFT,ST0070,2026-09-07,2027-03-05,\n",
    "assignments": "apprentice,cycle,placement\nA1,C1,LBH-LIB\nA2,C1,COL-FIN\nA1,C2,ELFT-WARD\n",
    "preferences": "apprentice,what,points\nA1,placement:COL-FIN,5\n",
}


def write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three databases whose hosts know each other's keys and the lead host, COL.

    COL knows its own person in full, and of the others what it was told; they know nothing yet.
    """
    folder = tmp_path_factory.mktemp("begun")
    keys = {host: new_key(host) for host in HOSTS}
    for host in HOSTS:
        (folder / host).mkdir()
        path = folder / host / "p.db"
        save(keys[host], path)
        with closing(open_store(path, create=True, actor="Ruth Adeyemi")) as store:
            workspace = Workspace(store, date(2026, 6, 3))
            for other in HOSTS:
                if other != host:
                    add_key(workspace, keys[other].public)
            set_lead(workspace, "COL")
            if host == "COL":
                workspace.import_files([write(folder / "programme", **PROGRAMME)])
    return folder


@pytest.fixture
def hosts(begun: Path, program: Program, tmp_path: Path) -> dict[str, Host]:
    """The three, each a program on a database of its own."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)

    def on(host: str) -> Host:
        return lambda *words: program("--db", tmp_path / host / "p.db", *words)

    return {host: on(host) for host in HOSTS}


@pytest.fixture
def send(hosts: dict[str, Host], tmp_path: Path) -> Callable[..., Ran]:
    """One hands another a parcel, which is taken in with these words."""

    def send(sender: str, receiver: str, *words: str) -> Ran:
        path = tmp_path / f"{sender}-{receiver}.parcel"
        assert hosts[sender]("exchange", "export", "--for", receiver, "-o", path).code == 0
        return hosts[receiver]("exchange", "import", path, *words)

    return send


def rows(host: Host, tmp_path: Path, table: str) -> dict[str, dict[str, str]]:
    """A host's rows by their first column."""
    folder = tmp_path / "looked"
    assert host("export", "programme", folder, "--overwrite").code == 0
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def test_a_walk_of_three(hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path) -> None:
    # ELFT begins with nothing: calendar and draft come from COL, its own line and person are offered to it.
    first = send("COL", "ELFT", "--json")
    assert first.code == 0
    offered = {one["key"] for one in first.json["offered"]}
    assert offered == {"hosts:ELFT", "placements:ELFT-WARD", "apprentices:A2"}
    assert {row["key"][0] for row in first.json["waiting"]} == {"A1", "A2"}  # in rows that name those
    again = hosts["ELFT"]("exchange", "import", tmp_path / "COL-ELFT.parcel", "--theirs", "all", "--json")
    assert (again.code, again.json["offered"], again.json["waiting"]) == (0, [], [])
    assert set(rows(hosts["ELFT"], tmp_path, "assignments")) == {"A1", "A2"}

    # ELFT fills in what only it knows; COL gets to see the name, and no more of it.
    folder = write(
        tmp_path / "elft",
        apprentices="apprentice,given_names,date_of_birth,hourly_pay,family_name,starts_on,ends_on\n"
        "A2,Beatrice,2007-05-05,13.00,Two,2026-09-07,2027-03-05\n",
        clearances="apprentice,clearance\nA2,dbs:enhanced\n",
    )
    assert hosts["ELFT"]("import", folder).code == 0
    back = send("ELFT", "COL")
    assert back.code == 1  # COL had entered a name of its own accord, and the two have no base yet
    assert "apprentices:A2  given_names  not known  Bea   Beatrice" in back.out
    assert send("ELFT", "COL", "--theirs", "apprentices:A2").code == 0
    seen = rows(hosts["COL"], tmp_path, "apprentices")["A2"]
    assert (seen["given_names"], seen["date_of_birth"], seen["hourly_pay"]) == ("Beatrice", "", "")
    assert rows(hosts["COL"], tmp_path, "clearances") == {}

    # LBH hears of all three, and of A2 under the name that its employer gives.
    assert send("COL", "LBH", "--theirs", "all").code == 0
    assert rows(hosts["LBH"], tmp_path, "apprentices")["A2"]["given_names"] == "Beatrice"
    assert rows(hosts["LBH"], tmp_path, "apprentices")["A1"]["hourly_pay"] == ""
    assert rows(hosts["LBH"], tmp_path, "preferences") == {}
    assert rows(hosts["LBH"], tmp_path, "placements")["COL-FIN"]["supervisor"] == ""


def test_what_a_host_signs_in_its_copy_is_what_the_lead_host_has(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    """The digests agree, though only ELFT knows its team and only COL the person: what is told travels."""
    send("COL", "ELFT", "--theirs", "all")
    folder = write(
        tmp_path / "elft",
        placements="placement,host,team,seats,site,supervisor,postcode\n"
        "ELFT-WARD,ELFT,Ward,2,Mile End,Zoë Quinn,E1 4DG\n",
    )
    assert hosts["ELFT"]("import", folder).code == 0
    assert hosts["ELFT"]("signoff", "ELFT", "C2", "--by", "Mo").code == 0
    assert send("ELFT", "COL", "--theirs", "all").code == 0
    (stands,) = hosts["COL"]("signoffs", "--host", "ELFT", "--cycle", "C2", "--json").json["signoffs"]
    assert (stands["signed"]["by"], stands["state"]) == ("Mo", "signed")
    assert rows(hosts["COL"], tmp_path, "placements")["ELFT-WARD"]["postcode"] == ""
    assert hosts["COL"]("clear", "A1", "C2").code in (0, 1)
    (stands,) = hosts["COL"]("signoffs", "--host", "ELFT", "--cycle", "C2", "--json").json["signoffs"]
    assert stands["state"] == "stale"
    # Now COL publishes, and ELFT has it as it was told.
    published = hosts["COL"]("publish", "--by", "Ruth", "--despite", "--why", "Bea has no bus")
    assert published.code == 0, published.err
    brought = send("COL", "ELFT", "--json").json
    assert (brought["publications"], brought["statements"]) == ([1], 0)
    (there,) = hosts["ELFT"]("publications", "--json").json["publications"]
    assert (there["by"], there["assignments"], there["despite"]) == ("Ruth", 2, None)
    assert hosts["ELFT"]("doctor").code == 0


def test_a_hosts_own_waiver_comes_to_the_lead_host_and_so_does_its_end(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    """LBH has one seat in its library in C1, for A1 and A2."""
    fewer = write(tmp_path / "seats", seats="placement,cycle,seats\nLBH-LIB,C1,1\n")
    assert hosts["COL"]("import", fewer).code == 0
    assert hosts["COL"]("assign", "A2", "C1", "LBH-LIB").code == 0
    assert hosts["COL"]("rules", "set", "PLAN-LENGTH", "weeks", "14").code == 0  # C1 has 13
    send("COL", "LBH", "--theirs", "all")
    seats = (
        "waive",
        "PLAN-SEATS",
        "--cycle",
        "C1",
        "--by",
        "Mo",
        "--why",
        "A desk more",
        "--until",
        "2026-12-04",
    )
    with time_machine.travel("2026-11-23 12:00"):
        refused = hosts["LBH"]("waive", "PLAN-LENGTH", "--apprentice", "A2", "--cycle", "C1", *seats[4:])
        assert (refused.code, refused.err) == (2, "This copy is LBH's: COL waives PLAN-LENGTH in its own.\n")
        assert hosts["LBH"](*seats, "--json").json["travels"]
        assert send("LBH", "COL", "--json").json["statements"] == 1
        (one,) = hosts["COL"]("waivers", "--json").json["waivers"]
        assert (one["by"], one["state"]) == ("Mo", "stands")
        assert hosts["COL"]("check", "--rule", "PLAN-SEATS").code == 0
        assert hosts["LBH"]("waivers", "end", "1", "--by", "Mo", "--why", "No desk").code == 0
        assert send("LBH", "COL", "--json").json["statements"] == 1
        assert hosts["COL"]("check", "--rule", "PLAN-SEATS").code == 1
        recorded = hosts["COL"](*seats)
        assert recorded.out.endswith("Recorded by COL, the lead host: it doesn't travel to LBH.\n")
        assert send("COL", "LBH", "--json").json["statements"] == 0


def test_what_collides_stands_side_by_side_until_it_is_chosen(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    send("COL", "LBH", "--theirs", "all")
    assert hosts["LBH"]("assign", "A1", "C2", "LBH-LIB").code in (0, 1)
    assert hosts["COL"]("assign", "A1", "C2", "COL-FIN").code in (0, 1)
    assert hosts["COL"]("assign", "A2", "C2", "COL-FIN").code in (0, 1)
    collided = send("COL", "LBH")
    assert collided.code == 1
    (line,) = (line.split() for line in collided.out.splitlines() if line.startswith("assignments:A1:C2"))
    assert line == ["assignments:A1:C2", "placement", "ELFT-WARD", "LBH-LIB", "COL-FIN"]
    board = hosts["LBH"]("board", "--json").json["rows"]
    cells = {row["apprentice"]: row["cells"] for row in board}
    assert (cells["A1"]["C2"], cells["A2"]["C2"]) == ("LBH-LIB", "COL-FIN")  # what does not collide is there

    again = hosts["LBH"]("exchange", "collisions", "--json")
    assert (again.code, [one["key"] for one in again.json["collisions"]]) == (1, ["assignments:A1:C2"])
    assert hosts["LBH"]("exchange", "collisions", "--theirs", "assignments:A1:C2").code == 0
    assert hosts["LBH"]("undo").out.startswith("Undo: chosen of what collides: 1 row changes.")

    path = tmp_path / "COL-LBH.parcel"
    wrong = hosts["LBH"]("exchange", "import", path, "--theirs", "assignments:A9:C2")
    assert (wrong.code, "does not collide" in wrong.err) == (2, True)
    assert hosts["LBH"]("exchange", "import", path, "--theirs", "assignments:A1:C2", "--dry-run").code == 0
    assert hosts["LBH"]("exchange", "import", path, "--theirs", "assignments:A1:C2").code == 0
    (last,) = hosts["LBH"]("history", "--limit", "1", "--json").json["events"]
    assert (last["kind"], last["label"]) == ("parcel-in", "parcel of COL taken in")
    assert hosts["LBH"]("undo").code == 1  # too large to be taken back by a slip
    assert hosts["LBH"]("undo", last["event"]).code == 0
    cells = {row["apprentice"]: row["cells"] for row in hosts["LBH"]("board", "--json").json["rows"]}
    assert cells["A1"]["C2"] == "LBH-LIB"
    assert hosts["LBH"]("exchange", "import", path).code == 1  # it collides as before


def test_an_older_parcel_does_nothing_and_one_of_a_restored_backup_has_to_be_asked_about(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    backup, path = tmp_path / "col.backup", tmp_path / "COL-LBH.parcel"
    send("COL", "LBH", "--theirs", "all")
    assert hosts["COL"]("backup", backup).code == 0
    old = path.read_bytes()
    hosts["COL"]("assign", "A1", "C2", "COL-FIN")
    assert send("COL", "LBH").code == 0
    path.write_bytes(old)
    late = hosts["LBH"]("exchange", "import", path)
    assert (late.code, "a later parcel of COL" in late.out) == (0, True)
    assert hosts["COL"]("restore", backup).code == 0
    refused = send("COL", "LBH")
    assert (refused.code, "--restored" in refused.err) == (2, True)
    assert send("COL", "LBH", "--restored").code == 0
    cells = {row["apprentice"]: row["cells"] for row in hosts["LBH"]("board", "--json").json["rows"]}
    assert cells["A1"]["C2"] == "ELFT-WARD"


def test_keys_are_made_shown_replaced_lost_and_hosts_leave(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "COL" / "p.db.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = file.read_text().split()[-1]
    for name in ("p.db", "p.db-wal"):
        path = tmp_path / "COL" / name
        assert not path.exists() or secret.encode() not in path.read_bytes()
    assert hosts["COL"]("exchange", "key", "make", "COL").code == 2  # there is one
    own = hosts["COL"]("exchange", "key", "show", "--json").json
    assert own == hosts["LBH"]("exchange", "key", "show", "COL", "--json").json
    assert len(own["words"].split()) == 12

    # LBH makes a new key: what it signs is refused until COL has replaced the old one.
    old = tmp_path / "old.parcel"
    assert hosts["LBH"]("exchange", "export", "--for", "COL", "-o", old).code == 0
    new = hosts["LBH"]("exchange", "key", "replace", "--json").json
    assert "nobody here knows" in send("LBH", "COL").err
    assert hosts["COL"]("exchange", "key", "add", "LBH", new["key"]).code == 2
    assert hosts["COL"]("exchange", "key", "replace", "LBH", new["key"]).code == 0
    assert send("LBH", "COL").code == 0
    assert "not taken any more: replaced" in hosts["COL"]("exchange", "import", old).err

    # ELFT has lost its key: nothing of it is taken, and nothing sealed for it.
    assert hosts["COL"]("exchange", "key", "lost", "ELFT").code == 0
    refused = send("ELFT", "COL")
    assert (refused.code, "not taken any more: lost" in refused.err) == (2, True)
    assert hosts["COL"]("exchange", "export", "--for", "ELFT", "-o", tmp_path / "x").code == 2
    assert not (tmp_path / "x").exists()

    # LBH leaves: its rows stay, and are the lead host's.
    assert hosts["COL"]("exchange", "leave", "LBH").code == 0
    left = hosts["COL"]("exchange", "export", "--for", "LBH", "-o", tmp_path / "x")
    assert (left.code, "LBH has left" in left.err) == (2, True)
    assert "LBH-LIB" in rows(hosts["COL"], tmp_path, "placements")
    states = {one["host"]: one["state"] for one in hosts["COL"]("exchange", "hosts", "--json").json["hosts"]}
    assert states == {"ELFT": "lost", "LBH": "left"}  # of each, the last key


def test_a_host_leaves_and_says_so_in_its_own_copy_too(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    send("COL", "LBH", "--theirs", "all")
    assert hosts["COL"]("exchange", "leave", "COL").code == 2  # the lead host
    assert hosts["COL"]("exchange", "export", "--for", "LBH", "-o", tmp_path / "late").code == 0
    assert "You have left" in hosts["LBH"]("exchange", "leave", "LBH").out
    for words in (("export", "--for", "COL", "-o", tmp_path / "x"), ("import", tmp_path / "late")):
        refused = hosts["LBH"]("exchange", *words)
        assert (refused.code, refused.err) == (
            2,
            "LBH has left: no parcel is made or taken in here any more.\n",
        )
    assert {"LBH": "left"}.items() <= {
        one["host"]: one["state"] for one in hosts["LBH"]("exchange", "hosts", "--json").json["hosts"]
    }.items()
    assert "LBH-LIB" in rows(hosts["LBH"], tmp_path, "placements")
    (event,) = hosts["LBH"]("history", "--limit", "1", "--json").json["events"]
    assert hosts["LBH"]("undo", event["event"]).code == 0
    assert send("LBH", "COL").code == 0


def test_each_host_withdraws_its_own_and_the_lead_host_records_what_others_say(
    hosts: dict[str, Host], send: Callable[..., Ran]
) -> None:
    """ELFT signs C2 and C1; the lead host is told by telephone that the first is withdrawn."""
    with time_machine.travel("2026-11-23 12:00"):
        for host in ("ELFT", "LBH"):
            send("COL", host, "--theirs", "all")
        codes = [
            hosts["ELFT"]("signoff", "ELFT", cycle, "--by", "Mo", "--json").json["statement"]
            for cycle in ("C2", "C1")
        ]
        asked = hosts["COL"]("request", "LBH", "C2", "--by", "Ruth", "--json").json["statement"]
        send("COL", "LBH")
        refused = hosts["LBH"]("signoff", "withdraw", asked, "--by", "Li", "--why", "x")
        assert (refused.code, refused.err) == (2, "This copy is LBH's: COL withdraws it in its own.\n")
        assert hosts["LBH"]("request", "ELFT", "C2", "--by", "Li").code == 2  # COL asks
        assert send("ELFT", "COL").code == 0
        withdrawn = hosts["COL"]("signoff", "withdraw", codes[0], "--by", "Mo", "--why", "Too early")
        assert "Recorded by COL, the lead host: it doesn't travel to ELFT." in withdrawn.out
        assert send("COL", "ELFT", "--json").json["statements"] == 0
        mine = hosts["ELFT"](
            "signoff", "withdraw", codes[1], "--by", "Mo", "--why", "Too early", "--json"
        ).json
        assert mine["travels"]
        assert send("ELFT", "COL", "--json").json["statements"] == 1
        states = {one["cycle"]: one["state"] for one in _standing(hosts["COL"], "ELFT")}
        assert states == {"C1": "nobody", "C2": "missing"}


def _standing(host: Host, of: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = host("signoffs", "--host", of, "--json").json["signoffs"]
    return found


def test_publications_that_clash_are_told_and_stay_as_they_are(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    """ELFT published number 1 when it led; then COL, who leads from now on, publishes one and two."""
    send("COL", "ELFT", "--theirs", "all")
    for host in ("COL", "ELFT"):
        assert hosts[host]("exchange", "lead", "ELFT").code == 0
    publish = ("publish", "--despite", "--why", "They wait", "--by")
    assert hosts["ELFT"]("assign", "A2", "C2", "ELFT-WARD").code == 0
    assert hosts["ELFT"](*publish, "Mo").code == 0
    for host in ("COL", "ELFT"):
        assert hosts[host]("exchange", "lead", "COL").code == 0
    assert hosts["COL"](*publish, "Ruth").code == 0
    clashed = send("COL", "ELFT")
    assert clashed.code == 1
    assert (
        "Publication 1 was not taken in: one with that number is here already, and says something else. "
        "Ask COL which of the two was told."
    ) in " ".join(clashed.out.split())
    assert _publishers(hosts["ELFT"]) == {1: "Mo"}
    hosts["COL"]("assign", "A2", "C2", "COL-FIN")
    assert hosts["COL"](*publish, "Ruth").code == 0
    later = send("COL", "ELFT", "--json")  # all else is taken in
    assert (later.code, later.json["publications"], later.json["clashing"]) == (1, [2], [1])
    assert _publishers(hosts["ELFT"]) == {1: "Mo", 2: "Ruth"}
    assert hosts["ELFT"]("doctor").code == 0
    assert send("ELFT", "COL", "--json").json["clashing"] == []  # who does not lead tells none


def _publishers(host: Host) -> dict[int, str]:
    return {one["publication"]: one["by"] for one in host("publications", "--json").json["publications"]}


def test_a_parcel_for_somebody_else_or_of_nobody_known_changes_nothing(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    send("COL", "LBH")
    parcel = tmp_path / "COL-LBH.parcel"
    events = hosts["ELFT"]("history", "--json").out
    whole, sealed = parcel.read_bytes(), "not sealed for the key of this computer"
    for data, words in (
        (whole, sealed),
        (whole[:-1], sealed),
        (b"", "This is no parcel"),
        (b"no parcel", "This is no parcel"),
    ):
        parcel.write_bytes(data)
        refused = hosts["ELFT"]("exchange", "import", parcel)
        assert (refused.code, refused.out) == (2, "")
        assert words in refused.err
    assert hosts["ELFT"]("history", "--json").out == events
    assert hosts["ELFT"]("exchange", "import", tmp_path / "none").code == 2


def test_the_name_and_the_bytes_of_a_parcel_tell_nobody_and_no_host(
    hosts: dict[str, Host], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "COL")
    path = Path(hosts["COL"]("exchange", "export", "--for", "ELFT", "--json").json["path"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for word in ("COL", "ELFT", "LBH", "Ayo", "A1"):
        assert word not in path.name
        assert word.encode() not in path.read_bytes() or len(word) < 4


def test_a_key_is_a_line_or_a_file_that_is_there(hosts: dict[str, Host], tmp_path: Path) -> None:
    absent = hosts["COL"]("exchange", "key", "add", "NEW", tmp_path / "nope.txt")
    assert (absent.code, "There is no file" in absent.err, "no code" in absent.err) == (2, True, False)
    line = str(new_key("NEW").public)
    file = tmp_path / "new.txt"
    file.write_text(line)
    assert hosts["COL"]("exchange", "key", "add", "NEW", file).code == 0
    assert hosts["COL"]("exchange", "key", "add", "NEW", f" {line}").code == 0


def test_what_a_copy_is_not_told_is_not_missing_there_and_it_says_whom_to_ask(
    hosts: dict[str, Host], send: Callable[..., Ran], tmp_path: Path
) -> None:
    """ELFT's ward asks for a check, and knows nothing of A1, whom COL employs, nor whether COL has signed.

    It has its own A2 in full: that her agreement is missing stands, in C1 at COL, and not whether COL's team
    is step-free, which she needs.
    """
    send("COL", "ELFT", "--theirs", "all")
    folder = write(
        tmp_path / "elft",
        placements="placement,host,team,seats,clearances\nELFT-WARD,ELFT,Ward,2,dbs:enhanced\n",
        apprentices="apprentice,given_names,family_name,starts_on,ends_on,step_free\n"
        "A2,Bea,Two,2026-09-07,2027-03-05,yes\n",
    )
    assert hosts["ELFT"]("import", folder).code == 0
    with time_machine.travel("2026-11-23 12:00"):
        there = hosts["ELFT"]("check", "--json").json["findings"]
        about = {(one["rule"], one["apprentice"] or one["host"]): one for one in there}
        assert not [rule for rule, who in about if who == "A1"]
        assert ("FUND-AGREEMENT", "A2") in about
        assert {host for rule, host in about if rule == "PERSON-NOT-TOLD"} == {"COL", "LBH"}
        access = about["PLAN-ACCESS", "A2"]
        assert (access["severity"], access["judged"]) == ("warning", False)
        assert "whether Finance (COL) has it, COL keeps to itself" in access["message"]
        assert {host for rule, host in about if rule == "SIGN-SPONSOR"} == {"ELFT"}
        assert ("SIGN-MISSING", "COL") not in about
        assert hosts["ELFT"]("signoff", "ELFT", "C2", "--by", "Mo").code == 0
        stands = hosts["ELFT"]("signoffs", "--json").json["signoffs"]
        # A2 is at COL in C1, A1 at LBH in C1 and at ELFT in C2.
        assert {(one["host"], one["cycle"]): one["state"] for one in stands} == {
            ("COL", "C1"): "not-told", ("ELFT", "C1"): "nobody", ("LBH", "C1"): "not-told",
            ("COL", "C2"): "nobody", ("ELFT", "C2"): "signed", ("LBH", "C2"): "nobody",
        }  # fmt: skip
        said = hosts["ELFT"]("signoffs").out
        assert "not told here of COL and LBH" in said or "not told here of LBH and COL" in said
        assert "COL: not told here." in said
        assert hosts["ELFT"]("export", "pack", "ELFT", tmp_path / "pack", "--draft").code == 0
        book = load_workbook(tmp_path / "pack" / "pack-ELFT-draft.xlsx")
        assert [row[-1] for row in book["Cycle C2"].iter_rows(min_row=2, values_only=True)] == [
            "not told here: ask COL"
        ]
        # Once ELFT enters more of A1, it keeps that here, and what is empty is missing.
        more = write(tmp_path / "more", clearances="apprentice,clearance\nA1,right-to-work\n")
        assert hosts["ELFT"]("import", more).code == 0
        found = hosts["ELFT"]("check", "--json").json["findings"]
        assert {"CLEAR-DBS", "FUND-AGREEMENT"} <= {one["rule"] for one in found if one["apprentice"] == "A1"}


def findings_of(host: Host, apprentice: str) -> dict[str, dict[str, Any]]:
    """What a copy says of a person, by rule."""
    found = host("check", "--json").json["findings"]
    return {one["rule"]: one for one in found if one["apprentice"] == apprentice}


def test_what_a_copy_has_typed_in_itself_is_judged_there_as_before(
    hosts: dict[str, Host], tmp_path: Path
) -> None:
    """COL leads, has a key, and took in no parcel: ELFT's A2, of whom it entered little, is told in full."""
    with time_machine.travel("2026-11-23 12:00"):
        found = hosts["COL"]("check", "--json").json["findings"]
        (tmp_path / "COL" / "p.db.key").rename(tmp_path / "key")
        assert hosts["COL"]("check", "--json").json["findings"] == found
    about = {one["rule"] for one in found if one["apprentice"] == "A2"}
    assert {"PLAN-GAP", "FUND-AGREEMENT", "PERSON-UNKNOWN"} <= about


def test_a_gap_is_the_lead_hosts_to_fill_whatever_it_is_told_of_the_person(
    hosts: dict[str, Host], send: Callable[..., Ran]
) -> None:
    """A2 of ELFT has nothing in C2. Once ELFT has told COL of her, COL knows of no absence that explains it.

    That stays a conflict with COL, who fills gaps, and stands against publishing; LBH can't judge it.
    """
    for receiver in ("ELFT", "LBH"):
        assert send("COL", receiver, "--theirs", "all").code == 0
    assert send("ELFT", "COL").code == 0
    with time_machine.travel("2026-11-23 12:00"):
        assert findings_of(hosts["ELFT"], "A2")["PLAN-GAP"]["severity"] == "conflict"  # its own person
        at_lead = findings_of(hosts["COL"], "A2")
        assert "FUND-AGREEMENT" not in at_lead
        gap = at_lead["PLAN-GAP"]
        assert (gap["severity"], gap["judged"], gap["cycle"]) == ("conflict", True, "C2")
        mend = "To mend: place them in a team with a free seat, or ask ELFT whether they are away."
        assert gap["message"].endswith(mend)
        gap = findings_of(hosts["LBH"], "A2")["PLAN-GAP"]
        assert (gap["severity"], gap["judged"], gap["cycle"]) == ("warning", False, "C2")
        assert "; whether they are away, ELFT keeps to itself. To mend: ask ELFT." in gap["message"]
        others = {"FUND-DURATION", "FUND-FJAA", "FUND-AGREEMENT"}  # COL's own A1 stands in the way as well
        stands = hosts["COL"]("check", "--json").json["findings"]
        in_the_way = {(one["rule"], one["apprentice"]) for one in stands if one["severity"] == "conflict"}
        assert in_the_way == {("PLAN-GAP", "A2"), *((rule, "A1") for rule in others)}
        assert "4 conflicts stand" in hosts["COL"]("publish", "--by", "Ruth Adeyemi").err
        assert hosts["COL"]("waive", "PLAN-GAP", "--apprentice", "A2", "--cycle", "C2", "--by", "Ruth",
                            "--why", "On leave, says ELFT", "--until", "2027-03-05").code == 0  # fmt: skip
        assert "3 conflicts stand" in hosts["COL"]("publish", "--by", "Ruth Adeyemi").err
