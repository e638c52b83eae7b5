"""The words that stand before a person's name as part of how they are called."""

from __future__ import annotations

from typing import Final

from sayso.reader.vocabulary.lexicon import lexicon

TITLES: Final = lexicon(
    "sen senator rep representative gov governor gen general lt lieutenant col colonel sgt",
    "sergeant capt captain adm admiral maj major cmdr commander prof professor rev reverend dr",
    "doctor",
    "president vice secretary justice judge speaker mayor chairman chairwoman chair chancellor",
    "minister ambassador pope king queen prince princess bishop cardinal archbishop rabbi pastor",
    "imam ayatollah sheikh emir sultan congressman congresswoman councilman councilwoman",
    "vice-president supervisor taoiseach tanaiste councillor cllr inspector constable detective",
    "alderman assemblyman commissioner treasurer comptroller sheriff chief director deputy",
    "attorney premier leader nominee candidate czar ceo coach",
)
COURTESY: Final = lexicon("mr mrs ms miss mx sir madam dame lord lady")
ADDRESS: Final = TITLES | COURTESY
"""Both."""
PARTISANS: Final = lexicon("republican democrat conservative liberal socialist")
"""What one of a party is called before their name, and nobody's first name."""
