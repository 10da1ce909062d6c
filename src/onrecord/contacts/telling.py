"""One telling of a contact, as a sentence tells it."""

from __future__ import annotations

from msgspec import Struct

from ..record import Mention, Span


class Told(Struct, kw_only=True):
    """One telling of a contact: its kind, the words that tell it, the parties named before and after them."""

    kind: str
    span: Span
    sentence: Span
    agents: list[Mention]  # the subject of the verb, or those who hold it
    others: list[Mention]
    definite: bool = False  # 'the call', which another telling tells
    initiator: Mention | None = None
    role: str = ""  # of the agents
    status: str = "held"
    verb: int = 0  # where the verb stands that its subject is before
    whole: bool = False  # the parties are all named: 'talks between the parties', 'hosted by'
