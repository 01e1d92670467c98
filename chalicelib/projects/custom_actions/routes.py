"""Custom action operations."""

from chalicelib import access
from chalicelib.projects.custom_actions.records import custom_actions
from chalicelib.web.routes import Routes
from chalicelib.web.table import table

routes = Routes(__name__)

table(
    routes, "/data/custom-actions", custom_actions, list=access.no_global_vendor, read=access.admin, write=access.admin
)
