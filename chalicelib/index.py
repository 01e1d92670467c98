"""Which topic answers which operation; made by `make index` from the topics' routes, so that no request imports them all."""

TOPICS: dict[str, tuple[str, ...]] = {}
