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
    another: bool = False  # 'again', 'a second round': none told before
    initiator: Mention | None = None
    them: bool = False  # the others are 'him', 'her' or 'them'
    begins: str = ""  # whose first party initiated it: agents, others
    roles: tuple[str, str] = ("", "")  # of the agents and of the others: host, guest, mediator
    status: str = "held"
    verb: int = 0  # where the verb stands that its subject is before
    whole: bool = False  # the parties are all named: 'talks between the parties', 'hosted by'
    spoken: bool = False  # nobody is named who may hold it but the sentence's speaker
