"""A crowd from beginning to end: the server, the workspace, the clients at work, and what is found afterwards."""

from pathlib import Path

from tests.faults.tally import Tally
from tests.postgres.crowd.examination import examine
from tests.postgres.crowd.gathering import gather
from tests.postgres.crowd.world import crowded_workspace
from tests.postgres.programs import Programs
from tests.postgres.server import Server

SECONDS_PER_KILL = 1.5
SECONDS_PER_STOP = 10


def occasion(
    programs: Programs,
    folder: Path,
    *,
    applications: int,
    clients: int,
    seconds: float,
    seed: int,
    durable: bool = True,
) -> Tally:
    """On a server of its own, whose acknowledged commits survive it unless it is a control."""
    name = f"{clients} clients, PostgreSQL {programs.version}"
    tally = Tally(name if durable else f"control: {name}, synchronous_commit off")
    kills, stops = max(2, round(seconds / SECONDS_PER_KILL)), max(1, round(seconds / SECONDS_PER_STOP))
    with Server(programs, durable=durable) as server, crowded_workspace(server, applications) as world, tally.timed():
        gathering = gather(world, server, folder, clients=clients, seconds=seconds, seed=seed, kills=kills, stops=stops)
        world.desk.store.close()  # its connections were to the server before
        examine(world, gathering.journals, tally)
    tally.attempts = gathering.kills + gathering.stops
    tally.wrong += gathering.complaints
    tally.facts |= {"kills of a client": gathering.kills, "stops of the server": gathering.stops}
    return tally
