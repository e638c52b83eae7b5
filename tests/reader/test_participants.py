"""Who did what to whom, and where."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.events.participants.find import find_participants
from sayso.reader.events.triggers import Trigger, find_triggers
from sayso.reader.grammar.words import Words
from sayso.reader.spans import inside
from sayso.reading import Span
from tests.reader.parsed import any_words, parsed

ISRAELI_FORCES = (
    "Israeli/JJ/2/amod/X forces/NNS/3/nsubj/organization killed/VBN/14/ccomp at/IN/7/case "
    "least/JJS/6/fixed 12/CD/7/nummod people/NNS/3/obj/person in/IN/9/case Gaza/NNP/7/nmod/L "
    "on/IN/11/case Monday/NNP/3/obl/time ,/,/14/punct officials/NNS/14/nsubj/person "
    "said/VBD/0/root ././14/punct"
)
LEE_WAS_KILLED = (
    "Lee/NNP/3/nsubj:pass/P was/VBD/3/aux:pass killed/VBN/0/root by/IN/5/case "
    "soldiers/NNS/3/obl/person in/IN/7/case Yangon/NNP/5/nmod/L ././3/punct"
)
LEE_WAS_ARRESTED = "Lee/NNP/3/nsubj:pass/P was/VBD/3/aux:pass arrested/VBN/0/root ././3/punct"
THE_STORM = (
    "The/DT/2/det storm/NN/3/nsubj/event killed/VBD/0/root 20/CD/5/nummod "
    "people/NNS/3/obj/person ././3/punct"
)
A_BOMB = (
    "A/DT/2/det bomb/NN/3/nsubj/object exploded/VBD/0/root in/IN/5/case Kabul/NNP/3/obl/L "
    ",/,/7/punct killing/VBG/3/advcl 12/CD/9/nummod people/NNS/7/obj/person ././3/punct"
)
DOZENS_OF_MIGRANTS = (
    "Dozens/NNS/4/nsubj/person of/IN/3/case migrants/NNS/1/nmod/person drowned/VBD/0/root "
    "off/IN/6/case Libya/NNP/4/obl/L ././4/punct"
)
POLICE_ARRESTED_AND = (
    "Police/NNS/2/nsubj/organization arrested/VBN/0/root and/CC/2/cc charged/VBD/2/conj "
    "two/CD/6/nummod men/NNS/4/obj/person ././2/punct"
)
THE_COMPANY_FIRED = (
    "The/DT/2/det company/NN/3/nsubj/organization fired/VBD/0/root 300/CD/5/nummod "
    "workers/NNS/3/obj/person and/CC/3/cc closed/VBD/3/conj its/PRP$/9/nmod:poss/organization "
    "plant/NN/7/obj/place in/IN/11/case Ohio/NNP/7/obl/L ././3/punct"
)
THE_MAN_WHO_SHOT = (
    "The/DT/2/det man/NN/7/nsubj:pass/person who/WP/4/nsubj shot/VBD/2/acl:relcl "
    "her/PRP/4/obj/person was/VBD/7/aux:pass arrested/VBN/0/root on/IN/9/case "
    "Monday/NNP/7/obl/time ././7/punct"
)
LEE_WHO = (
    "Lee/NNP/9/nsubj/P ,/,/1/punct who/WP/5/nsubj:pass was/VBD/5/aux:pass "
    "convicted/VBN/1/acl:relcl of/IN/7/case fraud/NN/5/obl/abstract ,/,/1/punct "
    "fled/VBD/0/root to/IN/11/case Cyprus/NNP/9/obl/L ././9/punct"
)
A_BOAT_HIT = (
    "A/DT/2/det boat/NN/7/nsubj/object hit/VBN/2/acl by/IN/6/case the/DT/6/det "
    "navy/NN/3/obl/organization sank/VBD/0/root off/IN/9/case Haiti/NNP/7/obl/L ././7/punct"
)
CONGRESS_PASSED = (
    "Congress/NNP/2/nsubj/G passed/VBD/0/root a/DT/4/det bill/NN/2/obj/abstract "
    "that/WDT/7/nsubj would/MD/7/aux give/VB/4/acl:relcl workers/NNS/7/iobj/person "
    "more/JJR/10/amod rights/NNS/7/obj/abstract ././2/punct"
)
IRAN_REFUSED = (
    "Iran/NNP/2/nsubj/L refused/VBD/0/root to/TO/4/mark sign/VB/2/xcomp the/DT/6/det "
    "deal/NN/4/obj/abstract ././2/punct"
)
ANA_ROE_IS_EXPECTED = (
    "Ana/NNP/2/compound/P Roe/NNP/4/nsubj:pass/p is/VBZ/4/aux:pass expected/VBN/0/root "
    "to/TO/6/mark visit/VB/4/xcomp Kenya/NNP/6/obj/L next/JJ/9/amod "
    "week/NN/6/obl:unmarked/time ././4/punct"
)
THE_PRESIDENT_URGED = (
    "The/DT/2/det president/NN/3/nsubj/person urged/VBD/0/root Congress/NNP/3/obj/G "
    "to/TO/6/mark act/VB/3/xcomp ././3/punct"
)
HE_PROMISED = (
    "He/PRP/2/nsubj/person promised/VBD/0/root voters/NNS/2/obj/person to/TO/5/mark "
    "cut/VB/2/xcomp taxes/NNS/5/obj/abstract ././2/punct"
)
BORN_IN = (
    "Born/VBN/6/advcl in/IN/3/case Kenya/NNP/1/obl/L ,/,/1/punct she/PRP/6/nsubj/person "
    "moved/VBD/0/root to/IN/8/case London/NNP/6/obl/L ././6/punct"
)
THOUSANDS_OF = (
    "Thousands/NNS/4/nsubj/person of/IN/3/case people/NNS/1/nmod marched/VBD/0/root "
    "through/IN/6/case Madrid/NNP/4/obl/L to/TO/8/mark protest/VB/4/advcl against/IN/11/case "
    "the/DT/11/det war/NN/8/obl/event ././4/punct"
)
LAWMAKERS = (
    "Lawmakers/NNS/2/nsubj/organization voted/VBD/0/root to/TO/4/mark impeach/VB/2/xcomp "
    "the/DT/6/det president/NN/4/obj/person ././2/punct"
)
POLICE_SAID = (
    "Police/NNP/2/nsubj/organization said/VBD/0/root they/PRP/4/nsubj/person "
    "arrested/VBD/2/ccomp a/DT/6/det man/NN/4/obj/person suspected/VBN/6/acl of/IN/9/mark "
    "stabbing/VBG/7/advcl his/PRP$/11/nmod:poss/person wife/NN/9/obj/person ././2/punct"
)
ANA_ROE_AND_BEN = (
    "Ana/NNP/2/compound/P Roe/NNP/6/nsubj/p and/CC/2/cc Ben/NNP/5/compound/P Doe/NNP/2/conj/p "
    "met/VBD/0/root in/IN/8/case Paris/NNP/6/obl/L ././6/punct"
)
THE_SENATOR_VOTED = (
    "The/DT/2/det senator/NN/3/nsubj/person voted/VBD/0/root against/IN/6/case the/DT/6/det "
    "bill/NN/3/obl/abstract and/CC/3/cc met/VBD/3/conj with/IN/11/case the/DT/11/det "
    "leaders/NNS/8/obl/person of/IN/13/case Egypt/NNP/11/nmod/L ././3/punct"
)
PROTESTERS_CLASHED = (
    "Protesters/NNS/2/nsubj/person clashed/VBD/0/root with/IN/4/case police/NNS/2/obl/person "
    "outside/IN/7/case the/DT/7/det parliament/NN/2/obl/place in/IN/9/case "
    "Tbilisi/NNP/7/nmod/L ././2/punct"
)
THE_MINISTER_GAVE_THE_ENVOY = (
    "The/DT/2/det minister/NN/3/nsubj/person gave/VBD/0/root the/DT/5/det "
    "envoy/NN/3/obj/person a/DT/7/det medal/NN/3/obj/event ././3/punct"
)
THE_MINISTER_GAVE_A_MEDAL = (
    "The/DT/2/det minister/NN/3/nsubj/person gave/VBD/0/root a/DT/5/det medal/NN/3/obj/event "
    "to/IN/8/case the/DT/8/det envoy/NN/3/obl/person ././3/punct"
)
THE_GOVERNMENT_DENIED = (
    "The/DT/2/det government/NN/3/nsubj/organization denied/VBD/0/root "
    "entry/NN/3/obj/abstract to/TO/7/case the/DT/7/det reporters/NNS/3/obl/person ././3/punct"
)
GERMANY_HAS = (
    "Germany/NNP/3/nsubj/L has/VBZ/3/aux sent/VBN/0/root tanks/NNS/3/obj/object to/TO/6/case "
    "Ukraine/NNP/3/obl/L ././3/punct"
)
WORKERS_AT = (
    "Workers/NNS/6/nsubj:pass/object at/IN/4/case the/DT/4/det plant/NN/1/nmod/place "
    "were/VBD/6/aux:pass given/VBN/0/root raises/NNS/6/obj/event by/IN/10/case the/DT/10/det "
    "company/NN/7/obl/organization ././6/punct"
)
TUESDAY = (
    "Tuesday/NNP/3/nmod:poss/time 's/POS/1/case strike/NN/7/nsubj/event on/IN/6/case "
    "a/DT/6/det boat/NN/3/nmod/object killed/VBD/0/root 12/CD/9/nummod "
    "people/NNS/7/obj/person ././7/punct"
)
THE_GOVERNMENT = (
    "The/DT/2/det government/NN/4/nmod:poss/organization 's/POS/2/case "
    "arrest/NN/7/nsubj/event of/IN/6/case Lee/NNP/4/nmod/P angered/VBD/0/root "
    "voters/NNS/7/obj/person ././7/punct"
)
TALKS_BETWEEN = (
    "Talks/NNS/6/nsubj/event between/IN/3/case Egypt/NNP/1/nmod/L and/CC/3/cc "
    "Israel/NNP/3/conj/L collapsed/VBD/0/root ././6/punct"
)
AN_ATTACK = (
    "An/DT/2/det attack/NN/8/nsubj/event by/IN/4/case rebels/NNS/2/nmod/person on/IN/7/case "
    "the/DT/7/det village/NN/4/nmod/place left/VBD/0/root 12/CD/10/nummod "
    "people/NNS/11/obj/person dead/JJ/8/xcomp ././8/punct"
)
LEE_DEATH = (
    "Lee/NNP/3/nmod:poss/P 's/POS/1/case death/NN/4/nsubj/event shocked/VBD/0/root "
    "the/DT/6/det village/NN/4/obj/place ././4/punct"
)
A_POLICE_RAID = (
    "A/DT/3/det police/NN/3/compound raid/NN/6/nsubj/event in/IN/5/case Lyon/NNP/3/nmod/L "
    "ended/VBD/0/root in/IN/9/case a/DT/9/det shootout/NN/6/obl/event ././6/punct"
)
RUSSIA = (
    "Russia/NNP/3/nmod:poss/L 's/POS/1/case invasion/NN/0/root of/IN/5/case Ukraine/NNP/3/nmod/L"
)
THE_BOMBING = (
    "The/DT/2/det bombing/NN/10/nsubj:pass/event of/IN/5/case the/DT/5/det "
    "hospital/NN/2/nmod/place by/IN/8/case government/NN/8/compound "
    "forces/NNS/2/nmod/organization was/VBD/10/aux:pass condemned/VBN/0/root by/IN/13/case "
    "the/DT/13/det U.N./NNP/10/obl/G"
)
MR_DOE_RESIGNED = (
    "Mr./NNP/2/compound Doe/NNP/3/nsubj/P resigned/VBD/0/root after/IN/6/case the/DT/6/det "
    "resignation/NN/3/obl/event of/IN/9/case his/PRP$/9/nmod:poss/person "
    "deputy/NN/6/nmod/person ././3/punct"
)
THE_VISIT = (
    "The/DT/2/det visit/NN/10/nsubj:pass/event of/IN/6/case the/DT/6/det prime/JJ/6/amod "
    "minister/NN/2/nmod/person to/IN/8/case Japan/NNP/6/nmod/L was/VBD/10/aux:pass "
    "postponed/VBN/0/root ././10/punct"
)
THE_EXPLOSION = (
    "The/DT/2/det explosion/NN/6/nsubj/event at/IN/5/case the/DT/5/det "
    "factory/NN/2/nmod/place injured/VBD/0/root dozens/NNS/6/obj/person ././6/punct"
)
NATO = (
    "NATO/NNP/2/compound/G airstrikes/NNS/3/nsubj/event hit/VBD/0/root a/DT/5/det "
    "convoy/NN/3/obj/object in/IN/7/case Kosovo/NNP/3/nmod/L ././3/punct"
)
THE_WHITE_HOUSE = (
    "The/DT/3/det White/NNP/3/compound/L House/NNP/4/nsubj/l asked/VBD/0/root "
    "Congress/NNP/4/obj/G for/IN/7/case aid/NN/4/obl/abstract to/TO/9/case "
    "Ukraine/NNP/7/obl/L ././4/punct"
)
REBELS_CARRIED = (
    "Rebels/NNS/2/nsubj/person carried/VBD/0/root out/RP/2/compound:prt "
    "strikes/NNS/2/obj/event on/IN/7/case a/DT/7/det convoy/NN/2/obl/object near/IN/9/case "
    "Aleppo/NNP/7/nmod/L on/IN/11/case Tuesday/NNP/2/nmod/time ././2/punct"
)
THE_COMPANY_IS = (
    "The/DT/2/det company/NN/5/nsubj/organization is/VBZ/5/cop under/IN/5/case "
    "investigation/NN/0/root by/IN/8/case the/DT/8/det FBI/NNP/5/obl/G ././5/punct"
)
THE_TOWN = (
    "The/DT/2/det town/NN/3/nsubj/place came/VBD/0/root under/IN/5/case attack/NN/3/obl/event "
    "././3/punct"
)
ANA_ROE_GAVE = (
    "Ana/NNP/2/compound/P Roe/NNP/3/nsubj/p gave/VBD/0/root a/DT/5/det speech/NN/3/obj/event "
    "in/IN/7/case Ohio/NNP/3/obl/L ././3/punct"
)
THE_MINISTERS_OF = (
    "The/DT/2/det ministers/NNS/8/nsubj/person of/IN/4/case France/NNP/2/nmod/L and/CC/4/cc "
    "Spain/NNP/4/conj/L will/MD/8/aux hold/VB/0/root talks/NNS/8/obj/event with/IN/11/case "
    "Iran/NNP/8/obl/L in/IN/13/case Vienna/NNP/8/nmod/L ././8/punct"
)
THE_UNITED_STATES = (
    "The/DT/3/det United/NNP/3/compound/L States/NNPS/4/nsubj/l imposed/VBD/0/root "
    "sanctions/NNS/4/obj/abstract on/IN/8/case three/CD/8/nummod "
    "companies/NNS/4/obl/organization ././4/punct"
)
PROTESTERS_SET = (
    "Protesters/NNS/2/nsubj/person set/VBD/0/root fire/NN/2/obj to/TO/7/case a/DT/7/det "
    "police/NN/7/compound station/NN/2/obl/place in/IN/9/case Lagos/NNP/7/nmod/L ././2/punct"
)
A_GUNMAN = (
    "A/DT/2/det gunman/NN/3/nsubj/person opened/VBD/0/root fire/NN/3/obj/event on/IN/7/case "
    "a/DT/7/det crowd/NN/3/obl/person in/IN/11/case a/DT/11/det Houston/NNP/11/compound/L "
    "mall/NN/7/nmod/place ,/,/13/punct killing/VBG/3/advcl three/CD/13/obj/person ././3/punct"
)
THE_REPORT = (
    "The/DT/2/det report/NN/3/nsubj/abstract shows/VBZ/0/root that/IN/6/mark "
    "officials/NNS/6/nsubj/person lied/VBD/3/ccomp ././3/punct"
)
THE_LAW = "The/DT/2/det law/NN/3/nsubj/abstract bans/VBZ/0/root guns/NNS/3/obj/object ././3/punct"
THE_MEETING = (
    "The/DT/2/det meeting/NN/3/nsubj/event took/VBD/0/root place/NN/3/obj in/IN/6/case "
    "Geneva/NNP/3/obl/L ././3/punct"
)
THE_AGREEMENT = (
    "The/DT/2/det agreement/NN/4/nsubj:pass/event was/VBD/4/aux:pass signed/VBN/0/root "
    "by/IN/8/case the/DT/8/det two/CD/8/nummod countries/NNS/4/obl/place in/IN/10/case "
    "Oslo/NNP/8/nmod/L ././4/punct"
)
THE_MAN_CHARGED = (
    "The/DT/2/det man/NN/7/nsubj:pass/person charged/VBN/2/acl with/IN/5/mark "
    "killing/VBG/3/advcl Roe/NNP/5/obj/P appeared/VBD/0/root in/IN/9/case court/NN/7/obl "
    "in/IN/11/case Leeds/NNP/7/obl/L ././7/punct"
)
THE_SOLDIERS = (
    "The/DT/2/det soldiers/NNS/4/nsubj/person are/VBP/4/aux going/VBG/0/root to/TO/6/mark "
    "leave/VB/4/xcomp the/DT/8/det city/NN/6/obj/place ././4/punct"
)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (ISRAELI_FORCES, "killed", ["Israeli forces"], ["at least 12 people"], ["Gaza"]),
        (LEE_WAS_KILLED, "killed", ["soldiers"], ["Lee"], ["Yangon"]),
        (LEE_WAS_ARRESTED, "arrested", [], ["Lee"], []),
        (THE_STORM, "killed", [], ["20 people"], []),
        (A_BOMB, "exploded", [], ["A bomb"], ["Kabul"]),
        (A_BOMB, "killing", [], ["12 people"], []),
        (DOZENS_OF_MIGRANTS, "drowned", [], ["Dozens"], ["Libya"]),
        (POLICE_ARRESTED_AND, "arrested", ["Police"], ["two men"], []),
        (POLICE_ARRESTED_AND, "charged", ["Police"], ["two men"], []),
        (THE_COMPANY_FIRED, "closed", ["The company"], ["its plant"], ["Ohio"]),
    ],
)
def test_active_and_passive(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (THE_MAN_WHO_SHOT, "shot", ["The man"], ["her"], []),
        (LEE_WHO, "convicted", [], ["Lee"], []),
        (A_BOAT_HIT, "hit", ["the navy"], ["A boat"], []),
        (A_BOAT_HIT, "sank", [], ["A boat"], ["Haiti"]),
        (CONGRESS_PASSED, "give", [], ["workers"], []),
    ],
)
def test_relative_clauses(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (IRAN_REFUSED, "sign", ["Iran"], [], []),
        (ANA_ROE_IS_EXPECTED, "visit", ["Ana Roe"], ["Kenya"], ["Kenya"]),
        (THE_PRESIDENT_URGED, "act", ["Congress"], [], []),
        (HE_PROMISED, "cut", ["He"], [], []),
        (BORN_IN, "Born", [], ["she"], ["Kenya"]),
        (BORN_IN, "moved", ["she"], [], ["London"]),
        (THOUSANDS_OF, "protest", ["Thousands"], [], []),
        (THOUSANDS_OF, "marched", ["Thousands"], [], ["Madrid"]),
        (LAWMAKERS, "impeach", ["Lawmakers"], ["the president"], []),
        (POLICE_SAID, "stabbing", ["a man"], ["his wife"], []),
    ],
)
def test_control(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (ANA_ROE_AND_BEN, "met", ["Ana Roe", "Ben Doe"], [], ["Paris"]),
        (THE_SENATOR_VOTED, "met", ["The senator"], ["the leaders"], []),
        (THE_SENATOR_VOTED, "voted", ["The senator"], [], []),
        (PROTESTERS_CLASHED, "clashed", ["Protesters"], ["police"], ["the parliament"]),
    ],
)
def test_joined(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (THE_MINISTER_GAVE_THE_ENVOY, "gave", ["The minister"], ["the envoy"], []),
        (THE_MINISTER_GAVE_A_MEDAL, "gave", ["The minister"], ["the envoy"], []),
        (THE_GOVERNMENT_DENIED, "denied", ["The government"], ["the reporters"], []),
        (GERMANY_HAS, "sent", ["Germany"], ["Ukraine"], ["Ukraine"]),
        (WORKERS_AT, "raises", ["the company"], ["Workers"], []),
    ],
)
def test_giving(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (TUESDAY, "strike", [], ["a boat"], []),
        (THE_GOVERNMENT, "arrest", ["The government"], ["Lee"], []),
        (TALKS_BETWEEN, "Talks", ["Egypt", "Israel"], [], []),
        (AN_ATTACK, "attack", ["rebels"], ["the village"], []),
        (LEE_DEATH, "death", [], ["Lee"], []),
        (A_POLICE_RAID, "raid", ["police"], [], ["Lyon"]),
        (RUSSIA, "invasion", ["Russia"], ["Ukraine"], []),
        (THE_BOMBING, "bombing", ["government forces"], ["the hospital"], []),
        (MR_DOE_RESIGNED, "resignation", ["his deputy"], [], []),
        (THE_VISIT, "visit", ["the prime minister"], ["Japan"], ["Japan"]),
        (THE_EXPLOSION, "explosion", [], [], ["the factory"]),
        (NATO, "airstrikes", ["NATO"], [], []),
        (THE_WHITE_HOUSE, "aid", [], ["Ukraine"], []),
    ],
)
def test_nouns(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (REBELS_CARRIED, "strikes", ["Rebels"], ["a convoy"], ["Aleppo"]),
        (THE_COMPANY_IS, "investigation", ["the FBI"], ["The company"], []),
        (THE_TOWN, "attack", [], ["The town"], []),
        (ANA_ROE_GAVE, "speech", ["Ana Roe"], [], ["Ohio"]),
        (THE_MINISTERS_OF, "talks", ["The ministers"], ["Iran"], ["Vienna"]),
        (THE_UNITED_STATES, "sanctions", ["United States"], ["three companies"], []),
        (PROTESTERS_SET, "set", ["Protesters"], ["a police station"], []),
        (A_GUNMAN, "opened", ["A gunman"], ["a crowd"], []),
    ],
)
def test_light_verbs(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


@pytest.mark.parametrize(
    ("notation", "head", "actors", "recipients", "places"),
    [
        (THE_REPORT, "shows", [], [], []),
        (THE_LAW, "bans", [], ["guns"], []),
        (THE_MEETING, "meeting", [], [], ["Geneva"]),
        (THE_AGREEMENT, "signed", ["the two countries"], [], ["Oslo"]),
        (THE_MAN_CHARGED, "appeared", ["The man"], [], ["Leeds"]),
        (THE_SOLDIERS, "leave", ["The soldiers"], [], ["the city"]),
    ],
)
def test_not_actors(
    notation: str, head: str, actors: list[str], recipients: list[str], places: list[str]
) -> None:
    assert told(notation, head) == (actors, recipients, places)


def told(notation: str, head: str) -> tuple[list[str], list[str], list[str]]:
    """Actors, recipients and places of the event that a word tells of."""
    words = parsed(notation)
    chances = np.array([float(words.written[i] == head) for i in range(len(words))])
    (trigger,) = find_triggers(words, chances, 0.5)
    found = find_participants(words, trigger)
    return tuple(
        [words.text[slice(*span)] for span in spans]
        for spans in (found.actors, found.recipients, found.places)
    )


@given(any_words(), st.data())
def test_any_grammar_gives_spans_of_words(words: Words, data: st.DataObject) -> None:
    if not len(words):
        return
    head = data.draw(st.integers(0, len(words) - 1), label="head")
    last = data.draw(st.integers(head, len(words) - 1), label="last word of the trigger")
    beside = range(head + 1, last + 1)
    found = find_participants(words, Trigger(head, words.span(head, last), beside))
    starts, ends = set(words.starts), set(words.ends)
    for spans in (found.actors, found.recipients, found.places):
        assert list(spans) == sorted(set(spans))
        for span in spans:
            assert span.start in starts
            assert span.end in ends
            assert inside(span, Span(0, len(words.text)))
            assert span.start < span.end
    assert not set(found.actors) & set(found.recipients)


def test_dense_circles_end() -> None:
    count = 40
    words = Words(
        "he " * count,
        list(range(0, 3 * count, 3)),
        list(range(2, 3 * count, 3)),
        ["VB"] * count,
        ["O"] * count,
        ["person"] * count,
        [(i + 1) % count for i in range(count)],
        ["xcomp"] * count,
        [0] * count,
    )
    for head in range(count):
        assert find_participants(words, Trigger(head, words.span(head, head))).actors == ()
