"""Who numbers are about: the table of facts is what the golds teach, and it tells the recipients of the golds."""

from __future__ import annotations

from bench.recipients import TABLE, kept, learn, page, right, texts
from extract.quantities.recipient import weights


def test_the_table_is_what_the_golds_teach() -> None:
    known, held_out = texts()
    learnt = kept(learn(known))
    assert TABLE.read_text(encoding="utf-8") == page(learnt), "run python -m bench.recipients --write"
    assert learnt == weights()
    good, whole = right(known, learnt)
    assert good / whole > 0.95
    good, whole = right(held_out, learnt)
    assert good / whole > 0.72
