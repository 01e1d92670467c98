"""What people can be on a team: everything but an admin, who is one everywhere."""

from typing import Literal

TeamRole = Literal["user", "supervisor", "manager", "client", "vendor"]
