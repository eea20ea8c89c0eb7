"""The house in which a whole life takes place: units, people, a catalogue; neither a notice yet nor an applicant."""

from pathlib import Path
from typing import Final

from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.catalogues import activate_catalogue
from desktop.services.organisations import import_organisations
from desktop.services.workspace import create_workspace, open_workspace
from tests.desk import CATALOGUE_FILE, QUICK, UNITS_CSV
from tests.dossiers import UNIT

PASSWORD: Final = "办公桌 password"
ADMINISTRATOR, HR, CITY, PROVINCE, SECRETARY = "admin", "hr", "city", "province", "secretary"
PEOPLE: Final = (
    (HR, Role.UNIT, UNIT, "周敏"),
    (CITY, Role.DEPARTMENT, "2201", "郑芳"),
    (PROVINCE, Role.DEPARTMENT, "22", "冯涛"),
    (SECRETARY, Role.SECRETARY, "22", "蒋琳"),
)


def make_house(location: Path) -> None:
    """A local workspace in the folder `location`; everybody's password is PASSWORD."""
    create_workspace(location, ADMINISTRATOR, PASSWORD, derivation=QUICK)
    units = location.with_name("units.csv")
    units.write_text(UNITS_CSV, encoding="utf-8")
    administrator = open_workspace(location, ADMINISTRATOR, PASSWORD)
    administrator.derivation = QUICK
    try:
        assert not import_organisations(administrator, units).refused
        for login, role, organisation, name in PEOPLE:
            add_person(administrator, login, PASSWORD, (role,), organisation, name=name)
        activate_catalogue(administrator, CATALOGUE_FILE.read_text(encoding="utf-8"), CATALOGUE_FILE.name)
    finally:
        administrator.close()
