"""The two offices that the tests of the services work in."""

from tests.app.services.front_office import front  # noqa: F401  (a fixture)
from tests.app.services.office import office  # noqa: F401  (a fixture)
