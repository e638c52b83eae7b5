"""The words by which participants are told from what only stands beside them: small lexicons, from
general knowledge of English and of the news, in their base form.
"""

from __future__ import annotations

from typing import Final

from sayso.reader.vocabulary.lexicon import lexicon

DEEDS: Final = lexicon(
    "attack strike assault raid bombing airstrike air-strike ambush siege offensive shelling",
    "bombardment incursion invasion blockade occupation annexation crackdown aggression",
    "sanction embargo counterattack counteroffensive counter-offensive intervention barrage",
    "reprisal massacre airlift aid assistance",
)
"""Nouns of what one country or group does to another, so that "Russian" and "rebel" before them
tell who does it. No "protest", "election" or "loss": of those they tell where or whose.
"""
AIDING: Final = lexicon("aid assistance airlift")
"""Those of them that help, which need a receiver: "Afghan aid" may be for Afghans."""
MEANS: Final = lexicon(
    "air drone missile rocket artillery ground tank mortar ballistic naval military army cruise",
    "bomb sniper commando border cross-border night retaliatory suicide aerial warplane helicopter",
    "gunship land sea police punitive preventive pre-emptive preemptive special force jet fighter",
    "humanitarian food emergency economic financial trade oil arms export travel banking visa",
    "car truck hit-and-run",
)
"""What may part who does it from the deed; other nouns are its target: "Israeli embassy attack"."""
BANDS: Final = lexicon(
    "rebel militant militia insurgent guerrilla separatist jihadist gang islamist extremist",
    "paramilitary cartel settler loyalist mercenary",
)
"""Groups by what they are: a page has as a rule one of a kind."""
GROUPS: Final = BANDS | lexicon(
    "police army navy government nato coalition regime opposition taliban isis junta"
)
"""Who before the noun of a deed does it; a "military strike" is anybody's."""

PARTITIVE: Final = lexicon("gang mob band squad crew member supporter leader part unit")
"""Nouns whose "of" says of whom they are, besides the collective ones."""
WORKS: Final = lexicon(
    "painting portrait sculpture statue song film movie book novel poem album play opera picture",
    "photograph photo work artwork drawing symphony article essay story",
)
"""What somebody made, so that "by" may say who did: "the theft of a painting by Klee"."""
AIMED: Final = lexicon("target victim")
"""What is struck, by a noun: "was the target of an attack"."""

CLAIMING: Final = lexicon("claim take accept assume admit acknowledge bear")
"""Verbs whose subject did what follows their "responsibility for"."""
DENYING: Final = lexicon("deny disclaim reject")
BLAMED_FOR: Final = lexicon(
    "blame condemn criticise criticize denounce fault rebuke reprimand censure punish fine jail",
    "imprison sentence arrest convict try prosecute execute hang indict sue sanction praise thank",
    "commend honour honor reward credit congratulate applaud hail suspend fire sack dismiss expel",
    "discipline discharge detain charge forgive pardon excuse chide scold berate",
    "slam lambast lambaste castigate decorate court-martial excommunicate",
)
"""Verbs that say with "for" what their object did."""
TRIED: Final = {
    "of": lexicon("convict accuse suspect"),
    "with": lexicon("charge credit"),
    "in": lexicon("charge indict implicate convict"),
    "over": lexicon("charge indict convict prosecute jail"),
}
"""Verbs that say with other prepositions what their object did."""
PINNING: Final = lexicon("blame pin attribute")
"""Verbs that say with "on" or "to" who did what their object tells of."""
GUILTY: Final = {
    "responsible": frozenset({"for"}),
    "liable": frozenset({"for"}),
    "guilty": frozenset({"of", "to", "in"}),
    "complicit": frozenset({"in"}),
    "culpable": frozenset({"for"}),
}
"""Adjectives by the prepositions of what those did of whom they are said."""

KEPT_FROM: Final = lexicon(
    "prevent stop keep ban bar block deter dissuade discourage prohibit restrain hinder inhibit",
    "forbid exclude disqualify preclude save",
)
"""Verbs that say with "from" what their object is not to do."""
ACCUSED_OF: Final = lexicon("accuse suspect convict acquit clear")
"""Verbs that say with "of" and a participle what their object did."""

PEOPLE: Final = lexicon(
    "pirate rebel militant jihadist bandit gunman insurgent prisoner captive hostage villager",
    "separatist extremist terrorist settler civilian protester migrant refugee",
    "mercenary paramilitary dissident soldier policeman gangster hitman kidnapper smuggler",
    "trafficker bomber attacker regiment battalion brigade platoon garrison",
    "logger assailant demonstrator rioter looter herder fisherman sailor",
    "troop militiaman commando sniper assassin detainee inmate passenger resident nurse teacher",
    "worshipper pilgrim tourist deserter defector conscript peacekeeper ranger vigilante robber",
)
"""People whom the model now and then takes for things."""
TRANSITIVE: Final = lexicon(
    "kill murder assassinate slay behead execute lynch arrest detain seize capture abduct kidnap",
    "shoot stab injure wound hurt maim poison torture rape rob beat attack ambush bomb shell raid",
    "rescue save free release evacuate jail imprison sentence convict charge indict acquit accuse",
    "expel deport extradite banish exile oust sack suspend dismiss appoint elect name nominate",
    "hospitalise hospitalize quarantine displace bury honour honor award ban bar fine sue",
    "impeach pardon summon target destroy damage loot ransack torch demolish shut block seal",
    "recapture overrun annex repatriate disqualify cordon intercept hijack extort trap strand",
)
"""Verbs that need an object."""

PLACE_CLASSES: Final = lexicon(
    "city town village province island state district region municipality county governorate",
    "oblast suburb hamlet neighborhood neighbourhood settlement republic kingdom enclave",
    "peninsula prefecture township commune borough territory",
)
"""Nouns that with "of" and a name are that place: "the city of Geneina"."""
WEAPONS: Final = lexicon(
    "rocket missile bomb shell mortar grenade munition bullet shot round projectile torpedo gas",
    "firecracker petrol stone rock brick bottle paint egg artillery salvo volley barrage leaflet",
    "drone mine explosive warhead molotov cocktail pellet flare",
)
"""What is fired, dropped or thrown, and is not whom or what that is done to."""
HURLING: Final = lexicon(
    "fire launch drop throw hurl lob fling rain pelt detonate explode set plant lay send aim",
    "unleash toss shower scatter",
)
"""Verbs that have weapons for an object."""
LEAVING: Final = lexicon("withdraw retreat pull flee evacuate depart escape")
"""Verbs that say with "from" a place where they happen."""
ARMS: Final = lexicon(
    "warplane jet plane aircraft helicopter gunship tank warship artillery drone missile rocket",
    "bomb shell gunboat frigate destroyer bomber fighter submarine battery mortar",
)
"""What strikes for those whose it is: "Turkish jets"."""
