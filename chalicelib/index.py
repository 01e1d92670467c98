"""Which topic answers which operation; made by `make index`, so that a request imports its own topic only."""

TOPICS: dict[str, tuple[str, ...]] = {
    "auth.passwords": (
        "POST /auth/change-password",
        "POST /actions/persons/{person_id}/change-password",
    ),
    "auth.sessions": (
        "POST /auth/login",
        "GET /auth/logout",
        "GET /auth/refresh-token",
        "GET /auth/authenticated",
    ),
    "people.departments": (
        "GET /data/departments",
        "POST /data/departments",
        "GET /data/departments/{record_id}",
        "PUT /data/departments/{record_id}",
        "DELETE /data/departments/{record_id}",
    ),
    "people.persons": (
        "GET /data/persons",
        "GET /data/persons/{record_id}",
        "POST /data/persons",
        "PUT /data/persons/{person_id}",
        "POST /actions/persons/{person_id}/departments/add",
        "DELETE /actions/persons/{person_id}/departments/{department_id}",
    ),
}
