"""Department operations."""

from chalicelib import access
from chalicelib.people.departments.records import departments
from chalicelib.web.routes import Routes
from chalicelib.web.table import table

routes = Routes(__name__)

table(routes, "/data/departments", departments, read=access.signed_in, write=access.admin)
