"""Guide books: cards that tell policies to applicants in labelled fields."""

from extract.guide.cards import Card, cards
from extract.guide.record import card_outline, card_record

__all__ = ["Card", "card_outline", "card_record", "cards"]
