"""The page behind the slip's code: what a visitor may see of his own matter, and nothing for a guesser."""

from __future__ import annotations

from starlette.routing import Route

from db.hub.hub import Hub


def routes(hub: Hub) -> list[Route]:  # noqa: ARG001
    """The pages for visitors."""
    return []
