"""PLOVER's types and modes: which words speak for which, and which words do not."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.events.plover import TYPE_LABELS, mode_of, type_hint
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.base_forms import base_form, base_forms
from tests.reader.parsed import any_words, at, parsed


def trigger(words: Words, word: str) -> int:
    head = words.head_of(at(words, word))
    assert head is not None
    return head


@pytest.mark.parametrize(
    ("type_", "word", "notation"),
    [
        (
            "ASSAULT",
            "bombed",
            (
                "Warplanes/NNS/2/nsubj bombed/VBD/0/root the/DT/4/det town/NN/2/obj "
                "on/IN/6/case Monday/NNP/2/obl ././2/punct"
            ),
        ),
        (
            "ASSAULT",
            "strike",
            (
                "An/DT/3/det air/NN/3/compound strike/NN/7/nsubj on/IN/6/case the/DT/6/det "
                "camp/NN/3/nmod killed/VBD/0/root nine/CD/9/nummod people/NNS/7/obj "
                "././7/punct"
            ),
        ),
        (
            "PROTEST",
            "strike",
            (
                "Teachers/NNS/2/nsubj went/VBD/0/root on/IN/4/case strike/NN/2/obl "
                "over/IN/6/case pay/NN/2/obl ././2/punct"
            ),
        ),
        (
            "AGREE",
            "struck",
            (
                "The/DT/3/det two/CD/3/nummod sides/NNS/4/nsubj struck/VBD/0/root a/DT/6/det "
                "deal/NN/4/obj on/IN/9/case water/NN/9/compound rights/NNS/6/nmod ././4/punct"
            ),
        ),
        (
            "CONSULT",
            "met",
            (
                "The/DT/2/det minister/NN/3/nsubj met/VBD/0/root Mr./NNP/5/compound "
                "Orlov/NNP/3/obj/P in/IN/7/case Riga/NNP/3/obl/L ././3/punct"
            ),
        ),
        (
            "CONSULT",
            "talks",
            (
                "The/DT/3/det two/CD/3/nummod governments/NNS/4/nsubj held/VBD/0/root "
                "talks/NNS/4/obj in/IN/7/case Oslo/NNP/4/obl/L ././4/punct"
            ),
        ),
        (
            "CONSULT",
            "held",
            (
                "The/DT/3/det two/CD/3/nummod governments/NNS/4/nsubj held/VBD/0/root "
                "talks/NNS/4/obj in/IN/7/case Oslo/NNP/4/obl/L ././4/punct"
            ),
        ),
        (
            "RETREAT",
            "withdrew",
            (
                "The/DT/2/det army/NN/3/nsubj withdrew/VBD/0/root its/PRP$/5/nmod:poss "
                "troops/NNS/3/obj from/IN/8/case the/DT/8/det border/NN/3/obl ././3/punct"
            ),
        ),
        (
            "SANCTION",
            "withdrew",
            (
                "The/DT/2/det party/NN/3/nsubj withdrew/VBD/0/root its/PRP$/5/nmod:poss "
                "support/NN/3/obj for/IN/8/case the/DT/8/det government/NN/3/obl ././3/punct"
            ),
        ),
        (
            "RETREAT",
            "pulled",
            (
                "The/DT/2/det rebels/NNS/3/nsubj pulled/VBD/0/root out/RP/3/compound:prt "
                "of/IN/7/case the/DT/7/det city/NN/3/obl ././3/punct"
            ),
        ),
        (
            "MOBILIZE",
            "deployed",
            (
                "Troops/NNS/3/nsubj:pass were/VBD/3/aux:pass deployed/VBN/0/root to/IN/7/case "
                "the/DT/7/det northern/JJ/7/amod border/NN/3/obl ././3/punct"
            ),
        ),
        (
            "REQUEST",
            "called",
            (
                "The/DT/2/det opposition/NN/3/nsubj called/VBD/2/root for/IN/6/case "
                "a/DT/6/det recount/NN/3/obl ././3/punct"
            ),
        ),
        (
            "ACCUSE",
            "filed",
            (
                "The/DT/2/det union/NN/3/nsubj filed/VBD/0/root a/DT/5/det lawsuit/NN/3/obj "
                "against/IN/8/case the/DT/8/det company/NN/5/obl ././3/punct"
            ),
        ),
        (
            "SANCTION",
            "imposed",
            (
                "The/DT/2/det council/NN/3/nsubj imposed/VBD/0/root sanctions/NNS/3/obj "
                "on/IN/7/case the/DT/7/det bank/NN/3/obl ././3/punct"
            ),
        ),
        (
            "COERCE",
            "imposed",
            (
                "The/DT/2/det governor/NN/3/nsubj imposed/VBD/0/root a/DT/5/det "
                "curfew/NN/3/obj on/IN/7/case Sunday/NNP/3/obl ././3/punct"
            ),
        ),
        (
            "CONCEDE",
            "lifted",
            (
                "The/DT/2/det governor/NN/3/nsubj lifted/VBD/0/root the/DT/5/det "
                "curfew/NN/3/obj on/IN/7/case Sunday/NNP/3/obl ././3/punct"
            ),
        ),
        (
            "COERCE",
            "arrested",
            (
                "Police/NNS/2/nsubj arrested/VBN/0/root and/CC/2/cc jailed/VBD/2/conj "
                "two/CD/6/nummod activists/NNS/2/obj ././2/punct"
            ),
        ),
        (
            "COERCE",
            "jailed",
            (
                "Police/NNS/2/nsubj arrested/VBN/0/root and/CC/2/cc jailed/VBD/2/conj "
                "two/CD/6/nummod activists/NNS/2/obj ././2/punct"
            ),
        ),
        (
            "AID",
            "sent",
            (
                "Norway/NNP/2/nsubj/L sent/VBD/0/root blankets/NNS/2/obj and/CC/5/cc "
                "medicine/NN/3/conj to/TO/8/case the/DT/8/det refugees/NNS/2/obl ././2/punct"
            ),
        ),
        (
            "AID",
            "asylum",
            (
                "The/DT/2/det embassy/NN/3/nsubj granted/VBD/0/root asylum/NN/3/obj "
                "to/IN/7/case the/DT/7/det dissident/NN/3/obl ././3/punct"
            ),
        ),
        (
            "RETREAT",
            "released",
            (
                "The/DT/2/det rebels/NNS/3/nsubj released/VBD/0/root three/CD/5/nummod "
                "hostages/NNS/3/obj ././3/punct"
            ),
        ),
        (
            "RETREAT",
            "resigned",
            (
                "The/DT/3/det finance/NN/3/compound minister/NN/4/nsubj resigned/VBD/0/root "
                "on/IN/6/case Friday/NNP/4/obl ././4/punct"
            ),
        ),
        (
            "REJECT",
            "rejected",
            (
                "The/DT/2/det president/NN/3/nsubj rejected/VBD/0/root the/DT/5/det "
                "proposal/NN/3/obj ././3/punct"
            ),
        ),
        (
            "REJECT",
            "refused",
            (
                "The/DT/2/det rebels/NNS/3/nsubj refused/VBD/0/root to/TO/5/mark "
                "negotiate/VB/3/xcomp ././3/punct"
            ),
        ),
        (
            "THREATEN",
            "threatened",
            (
                "The/DT/2/det general/NN/3/nsubj threatened/VBD/0/root to/TO/5/mark "
                "attack/VB/3/xcomp the/DT/7/det port/NN/5/obj ././3/punct"
            ),
        ),
        (
            "AGREE",
            "promised",
            (
                "The/DT/2/det minister/NN/3/nsubj promised/VBD/0/root to/TO/5/mark "
                "build/VB/3/xcomp schools/NNS/5/obj ././3/punct"
            ),
        ),
        (
            "THREATEN",
            "vowed",
            (
                "The/DT/2/det group/NN/3/nsubj vowed/VBD/0/root to/TO/5/mark "
                "avenge/VB/3/xcomp its/PRP$/7/nmod:poss leader/NN/5/obj ././3/punct"
            ),
        ),
        (
            "CONCEDE",
            "apologized",
            (
                "The/DT/2/det mayor/NN/3/nsubj apologized/VBD/0/root for/IN/6/case "
                "the/DT/6/det delay/NN/3/obl ././3/punct"
            ),
        ),
        (
            "SUPPORT",
            "signed",
            (
                "The/DT/3/det two/CD/3/nummod presidents/NNS/4/nsubj signed/VBD/0/root "
                "a/DT/6/det treaty/NN/4/obj ././4/punct"
            ),
        ),
        (
            "COOPERATE",
            "shared",
            (
                "The/DT/3/det two/CD/3/nummod agencies/NNS/4/nsubj shared/VBD/0/root "
                "intelligence/NN/4/obj for/IN/7/case years/NNS/4/obl ././4/punct"
            ),
        ),
        (
            "PROTEST",
            "marched",
            (
                "Thousands/NNS/4/nsubj of/IN/3/case students/NNS/1/nmod marched/VBD/0/root "
                "through/IN/7/case the/DT/7/det capital/NN/4/obl ././4/punct"
            ),
        ),
        (
            "SANCTION",
            "recalled",
            (
                "Peru/NNP/2/nsubj/L recalled/VBD/0/root its/PRP$/4/nmod:poss "
                "ambassador/NN/2/obj ././2/punct"
            ),
        ),
        (
            "SANCTION",
            "convicted",
            (
                "A/DT/2/det jury/NN/3/nsubj convicted/VBD/0/root the/DT/5/det banker/NN/3/obj "
                "of/IN/7/case fraud/NN/5/nmod ././3/punct"
            ),
        ),
        (
            "ACCUSE",
            "investigating",
            (
                "Prosecutors/NNS/3/nsubj are/VBP/3/aux investigating/VBG/0/root the/DT/5/det "
                "mayor/NN/3/obj ././3/punct"
            ),
        ),
        (
            "ASSAULT",
            "beat",
            (
                "Guards/NNS/2/nsubj beat/VBP/0/root the/DT/4/det prisoners/NNS/2/obj "
                "with/IN/6/case batons/NNS/2/obl ././2/punct"
            ),
        ),
        (
            "ASSAULT",
            "fire",
            (
                "Soldiers/NNS/2/nsubj opened/VBD/0/root fire/NN/2/obj on/IN/6/case "
                "the/DT/6/det crowd/NN/2/obl ././2/punct"
            ),
        ),
        (
            "COERCE",
            "raid",
            (
                "Police/NNP/2/nsubj staged/VBD/0/root a/DT/5/det dawn/NN/5/compound "
                "raid/NN/2/obj on/IN/8/case the/DT/8/det newspaper/NN/5/nmod ././2/punct"
            ),
        ),
        (
            "ASSAULT",
            "explosion",
            (
                "A/DT/2/det bomb/NN/3/nsubj caused/VBD/0/root the/DT/5/det explosion/NN/3/obj "
                "at/IN/8/case the/DT/8/det market/NN/3/nmod ././3/punct"
            ),
        ),
        (
            "PROTEST",
            "stage",
            (
                "Unions/NNS/3/nsubj will/MD/3/aux stage/VB/0/root a/DT/5/det protest/NN/3/obj "
                "in/IN/7/case May/NNP/3/obl ././3/punct"
            ),
        ),
        (
            "AGREE",
            "withdraw",
            (
                "The/DT/2/det army/NN/4/nsubj will/MD/4/aux withdraw/VB/0/root "
                "its/PRP$/6/nmod:poss troops/NNS/4/obj in/IN/8/case May/NNP/4/nmod "
                "././4/punct"
            ),
        ),
        (
            "REJECT",
            "withdraw",
            (
                "The/DT/2/det army/NN/5/nsubj will/MD/5/aux not/RB/5/advmod "
                "withdraw/VB/0/root its/PRP$/7/nmod:poss troops/NNS/5/obj ././5/punct"
            ),
        ),
        (
            "RETREAT",
            "withdraw",
            (
                "The/DT/2/det army/NN/5/nsubj did/VBD/5/aux not/RB/5/advmod "
                "withdraw/VB/0/root its/PRP$/7/nmod:poss troops/NNS/5/obj ././5/punct"
            ),
        ),
        (
            "ACCUSE",
            "sue",
            (
                "The/DT/2/det town/NN/4/nsubj will/MD/4/aux sue/VB/0/root the/DT/6/det "
                "company/NN/4/obj ././4/punct"
            ),
        ),
    ],
)
def test_words_that_speak_for_a_type(type_: str, word: str, notation: str) -> None:
    words = parsed(notation)
    assert type_hint(words, trigger(words, word)) == type_


@pytest.mark.parametrize(
    ("type_", "word", "notation"),
    [
        (
            "THREATEN",
            "bomb",
            (
                "Iran/NNP/3/nsubj/L will/MD/3/aux bomb/VB/0/root the/DT/5/det port/NN/3/obj "
                "././3/punct"
            ),
        ),
        (
            "ASSAULT",
            "bomb",
            (
                "Iran/NNP/4/nsubj/L will/MD/4/aux not/RB/4/advmod bomb/VB/0/root the/DT/6/det "
                "port/NN/4/obj ././4/punct"
            ),
        ),
        (
            "AGREE",
            "withdraw",
            (
                "Syria/NNP/3/nsubj/L will/MD/3/aux withdraw/VB/0/root its/PRP$/5/nmod:poss "
                "troops/NNS/3/obj ././3/punct"
            ),
        ),
        (
            "REQUEST",
            "withdraw",
            (
                "Syria/NNP/3/nsubj/L must/MD/3/aux withdraw/VB/0/root its/PRP$/5/nmod:poss "
                "troops/NNS/3/obj ././3/punct"
            ),
        ),
        (
            "AGREE",
            "ready",
            (
                "Kenya/NNP/3/nsubj/L is/VBZ/3/cop ready/JJ/0/root to/TO/5/mark host/VB/3/xcomp "
                "talks/NNS/5/obj ././3/punct"
            ),
        ),
        (
            "THREATEN",
            "ready",
            (
                "Kenya/NNP/3/nsubj/L is/VBZ/3/cop ready/JJ/0/root to/TO/5/mark attack/VB/3/xcomp "
                "the/DT/7/det port/NN/5/obj ././3/punct"
            ),
        ),
    ],
)
def test_what_is_only_to_come_is_an_intention(type_: str, word: str, notation: str) -> None:
    words = parsed(notation)
    assert type_hint(words, trigger(words, word)) == type_


@pytest.mark.parametrize(
    ("word", "notation"),
    [
        (
            "struck",
            (
                "The/DT/2/det song/NN/3/nsubj struck/VBD/0/root a/DT/5/det chord/NN/3/obj "
                "with/IN/7/case voters/NNS/3/obl ././3/punct"
            ),
        ),
        (
            "met",
            (
                "The/DT/2/det car/NN/3/nsubj met/VBD/0/root all/DT/6/det safety/NN/6/compound "
                "standards/NNS/3/obj ././3/punct"
            ),
        ),
        (
            "called",
            (
                "She/PRP/2/nsubj called/VBD/0/root her/PRP$/4/nmod:poss mother/NN/2/obj "
                "at/IN/6/case noon/NN/2/obl ././2/punct"
            ),
        ),
        (
            "released",
            (
                "The/DT/2/det band/NN/3/nsubj released/VBD/0/root an/DT/5/det album/NN/3/obj "
                "././3/punct"
            ),
        ),
        (
            "refused",
            (
                "The/DT/2/det spokesman/NN/3/nsubj refused/VBD/0/root to/TO/5/mark "
                "comment/VB/3/xcomp ././3/punct"
            ),
        ),
        (
            "threatens",
            (
                "The/DT/2/det storm/NN/3/nsubj threatens/VBZ/0/root the/DT/5/det "
                "coast/NN/3/obj ././3/punct"
            ),
        ),
        (
            "signed",
            (
                "The/DT/2/det team/NN/3/nsubj signed/VBD/0/root a/DT/6/det new/JJ/6/amod "
                "striker/NN/3/obj for/IN/9/case the/DT/9/det season/NN/3/obl ././3/punct"
            ),
        ),
        (
            "attack",
            (
                "He/PRP/2/nsubj died/VBD/0/root of/IN/6/case a/DT/6/det heart/NN/6/compound "
                "attack/NN/2/obl ././2/punct"
            ),
        ),
        (
            "attacked",
            (
                "The/DT/3/det home/NN/3/compound team/NN/4/nsubj attacked/VBN/0/root "
                "from/IN/7/case the/DT/7/det start/NN/4/obl of/IN/10/case the/DT/10/det "
                "championship/NN/7/nmod ././4/punct"
            ),
        ),
        (
            "beat",
            (
                "The/DT/2/det Lions/NNPS/3/nsubj/G beat/VB/0/root the/DT/5/det "
                "Bears/NNPS/3/obj/G 3-1/CD/3/nummod ././3/punct"
            ),
        ),
        (
            "fire",
            (
                "A/DT/3/det forest/NN/3/compound fire/NN/4/nsubj closed/VBD/0/root "
                "the/DT/6/det road/NN/4/obj ././4/punct"
            ),
        ),
        (
            "support",
            (
                "She/PRP/2/nsubj runs/VBZ/0/root a/DT/5/det support/NN/5/compound "
                "group/NN/2/obj for/IN/7/case widows/NNS/5/nmod ././2/punct"
            ),
        ),
        (
            "killed",
            ("Lawmakers/NNS/2/nsubj killed/VBD/0/root the/DT/4/det bill/NN/2/obj ././2/punct"),
        ),
        (
            "killed",
            (
                "The/DT/2/det flood/NN/3/nsubj killed/VBD/0/root nine/CD/5/nummod "
                "people/NNS/3/obj ././3/punct"
            ),
        ),
        (
            "bought",
            (
                "The/DT/2/det company/NN/3/nsubj bought/VBD/0/root a/DT/5/det mill/NN/3/obj "
                "././3/punct"
            ),
        ),
        (
            "explosion",
            (
                "There/EX/2/expl was/VBD/0/root an/DT/4/det explosion/NN/2/nsubj of/IN/6/case "
                "interest/NN/4/nmod in/IN/8/case chess/NN/4/nmod ././2/punct"
            ),
        ),
        (
            "attacked",
            (
                "Mr./NNP/2/compound Roe/NNP/4/nsubj/P personally/RB/4/advmod "
                "attacked/VBD/0/root Mr./NNP/6/compound Doe/NNP/4/obj/P ././4/punct"
            ),
        ),
        (
            "marching",
            (
                "He/PRP/2/nsubj gave/VBD/0/root her/PRP$/2/obj marching/NN/5/compound "
                "orders/NNS/2/obj ././2/punct"
            ),
        ),
        (
            "slammed",
            (
                "A/DT/2/det truck/NN/3/nsubj slammed/VBD/0/root into/IN/6/case a/DT/6/det "
                "wall/NN/3/obl ././3/punct"
            ),
        ),
        (
            "blasted",
            ("The/DT/2/det rocket/NN/3/nsubj blasted/VBD/0/root off/RP/3/compound:prt ././3/punct"),
        ),
        (
            "demonstrated",
            (
                "The/DT/2/det cook/NN/3/nsubj demonstrated/VBD/0/root a/DT/5/det recipe/NN/3/obj "
                "././3/punct"
            ),
        ),
        (
            "released",
            (
                "A/DT/2/det poll/NN/5/nsubj/G released/VBN/2/acl Monday/NNP/3/obl "
                "surprised/VBD/0/root all/DT/5/obj ././5/punct"
            ),
        ),
        (
            "ready",
            (
                "The/DT/2/det coach/NN/4/nsubj/P is/VBZ/4/cop ready/JJ/0/root to/TO/6/mark "
                "sleep/VB/4/xcomp ././4/punct"
            ),
        ),
        (
            "probe",
            (
                "The/DT/2/det agency/NN/3/nsubj/G sent/VBD/0/root a/DT/5/det probe/NN/3/obj "
                "to/IN/7/case Mars/NNP/3/obl ././3/punct"
            ),
        ),
    ],
)
def test_words_in_another_sense_speak_for_none(word: str, notation: str) -> None:
    words = parsed(notation)
    assert type_hint(words, trigger(words, word)) is None


def test_a_name_is_no_event() -> None:
    words = parsed("The/DT/3/det Strike/NNP/3/compound/G Force/NNP/4/nsubj/g left/VBD/0/root")
    assert type_hint(words, trigger(words, "Strike")) is None


@pytest.mark.parametrize(
    ("type_", "word", "mode", "notation"),
    [
        (
            "ASSAULT",
            "bombed",
            "aerial",
            ("Warplanes/NNS/2/nsubj bombed/VBD/0/root the/DT/4/det town/NN/2/obj ././2/punct"),
        ),
        (
            "ASSAULT",
            "strike",
            "aerial",
            (
                "An/DT/3/det air/NN/3/compound strike/NN/4/nsubj hit/VBD/0/root the/DT/6/det "
                "camp/NN/4/obj ././4/punct"
            ),
        ),
        (
            "ASSAULT",
            "strike",
            "drone",
            (
                "A/DT/3/det drone/NN/3/compound strike/NN/4/nsubj hit/VBD/0/root the/DT/6/det "
                "camp/NN/4/obj ././4/punct"
            ),
        ),
        (
            "ASSAULT",
            "shelled",
            "heavy-weapons",
            "Troops/NNS/2/nsubj shelled/VBD/0/root the/DT/4/det town/NN/2/obj ././2/punct",
        ),
        (
            "ASSAULT",
            "killed",
            "suicide-attack",
            (
                "A/DT/3/det suicide/NN/3/compound bomber/NN/4/nsubj killed/VBD/0/root "
                "nine/CD/6/nummod people/NNS/4/obj ././4/punct"
            ),
        ),
        (
            "ASSAULT",
            "kidnapped",
            "abduct",
            ("Gunmen/NNS/2/nsubj kidnapped/VBD/0/root a/DT/4/det judge/NN/2/obj ././2/punct"),
        ),
        (
            "ASSAULT",
            "killed",
            "firearms",
            "Gunmen/NNS/2/nsubj killed/VBD/0/root a/DT/4/det judge/NN/2/obj ././2/punct",
        ),
        (
            "ASSAULT",
            "killed",
            "explosives",
            (
                "The/DT/2/det governor/NN/4/nsubj:pass was/VBD/4/aux:pass killed/VBN/0/root "
                "by/IN/8/case a/DT/8/det car/NN/8/compound bomb/NN/4/obl ././4/punct"
            ),
        ),
        (
            "ASSAULT",
            "fired",
            "crowd-control",
            (
                "Police/NNP/2/nsubj fired/VBD/0/root tear/NN/4/compound gas/NN/2/obj "
                "at/IN/7/case the/DT/7/det crowd/NN/2/obl ././2/punct"
            ),
        ),
        (
            "ASSAULT",
            "attacked",
            None,
            (
                "The/DT/2/det men/NNS/3/nsubj attacked/VBD/0/root a/DT/5/det judge/NN/3/obj "
                "././3/punct"
            ),
        ),
        (
            "PROTEST",
            "strike",
            "strike",
            ("Teachers/NNS/2/nsubj went/VBD/0/root on/IN/4/case strike/NN/2/obl ././2/punct"),
        ),
        (
            "PROTEST",
            "strike",
            "hunger",
            (
                "Two/CD/2/nummod prisoners/NNS/3/nsubj began/VBD/0/root a/DT/6/det "
                "hunger/NN/6/compound strike/NN/3/obj ././3/punct"
            ),
        ),
        (
            "PROTEST",
            "marched",
            "demo",
            (
                "Students/NNS/2/nsubj marched/VBD/0/root through/IN/5/case the/DT/5/det "
                "capital/NN/2/obl ././2/punct"
            ),
        ),
        (
            "CONSULT",
            "talked",
            "phone",
            (
                "The/DT/2/det presidents/NNS/3/nsubj talked/VBN/0/root by/IN/5/case "
                "phone/NN/3/obl ././3/punct"
            ),
        ),
        (
            "CONSULT",
            "visited",
            "visit",
            ("The/DT/2/det president/NN/3/nsubj visited/VBD/0/root Riga/NNP/3/obj/L ././3/punct"),
        ),
        (
            "COERCE",
            "imposed",
            "curfew",
            (
                "The/DT/2/det governor/NN/3/nsubj imposed/VBD/0/root a/DT/5/det "
                "curfew/NN/3/obj ././3/punct"
            ),
        ),
        (
            "COERCE",
            "arrested",
            "arrest",
            "Police/NNS/2/nsubj arrested/VBD/0/root a/DT/4/det judge/NN/2/obj ././2/punct",
        ),
        (
            "SANCTION",
            "convicted",
            "convict",
            (
                "A/DT/2/det jury/NN/3/nsubj convicted/VBD/0/root the/DT/5/det banker/NN/3/obj "
                "././3/punct"
            ),
        ),
        (
            "MOBILIZE",
            "deployed",
            "police",
            (
                "The/DT/2/det mayor/NN/3/nsubj deployed/VBD/0/root riot/NN/5/compound "
                "police/NNS/3/obj ././3/punct"
            ),
        ),
        (
            "THREATEN",
            "threatened",
            "territory",
            (
                "The/DT/2/det general/NN/3/nsubj threatened/VBD/0/root to/TO/5/mark "
                "invade/VB/3/xcomp the/DT/7/det island/NN/5/obj ././3/punct"
            ),
        ),
        (
            "REQUEST",
            "asked",
            "meet",
            (
                "The/DT/2/det union/NN/3/nsubj asked/VBD/0/root for/IN/6/case a/DT/6/det "
                "meeting/NN/3/obl ././3/punct"
            ),
        ),
        (
            "RETREAT",
            "resigned",
            "resign",
            "The/DT/2/det minister/NN/3/nsubj resigned/VBD/0/root ././3/punct",
        ),
        (
            "ACCUSE",
            "investigating",
            "investigate",
            (
                "Prosecutors/NNS/3/nsubj are/VBP/3/aux investigating/VBG/0/root the/DT/5/det "
                "mayor/NN/3/obj ././3/punct"
            ),
        ),
        (
            "AGREE",
            "agreed",
            None,
            (
                "The/DT/2/det union/NN/3/nsubj agreed/VBD/0/root to/TO/6/case the/DT/6/det "
                "plan/NN/3/obl ././3/punct"
            ),
        ),
    ],
)
def test_modes(type_: str, word: str, mode: str | None, notation: str) -> None:
    words = parsed(notation)
    assert mode_of(words, trigger(words, word), type_) == mode


def test_a_mode_is_not_taken_from_the_next_sentence() -> None:
    words = parsed(
        "The/DT/2/det men/NNS/3/nsubj attacked/VBD/0/root a/DT/5/det judge/NN/3/obj ././3/punct\n"
        "Warplanes/NNS/2/nsubj came/VBD/0/root ././2/punct"
    )
    assert mode_of(words, trigger(words, "attacked"), "ASSAULT") is None


def test_labels_are_none_and_the_types_in_order() -> None:
    assert TYPE_LABELS[0] == "none"
    assert list(TYPE_LABELS[1:]) == sorted(TYPE_LABELS[1:])
    assert len(TYPE_LABELS) == 17


def test_every_mode_is_of_a_type() -> None:
    table = (files("sayso.reader.events") / "plover_modes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    assert {type_ for type_, *_ in rows} <= set(TYPE_LABELS[1:])
    assert {where for _, _, where, _ in rows} == {"trigger", "near", "both"}
    assert len({mode for type_, mode, *_ in rows if type_ == "ASSAULT"}) == 18


@pytest.mark.parametrize(
    ("form", "base"),
    [("struck", "strike"), ("withdrawn", "withdraw"), ("denied", "deny"), ("shelling", "shell"),
     ("stabbed", "stab"), ("policemen", "policeman"), ("seizes", "seize")],
)  # fmt: skip
def test_base_forms(form: str, base: str) -> None:
    assert base in base_forms(form)


@pytest.mark.parametrize(
    "forms",
    [("kill", "kills", "killed", "killing"), ("strike", "strikes", "struck", "striking"),
     ("meet", "met", "meeting"), ("deny", "denies", "denied"), ("seize", "seized", "seizing")],
)  # fmt: skip
def test_one_form_stands_for_all(forms: tuple[str, ...]) -> None:
    assert len({base_form(form) for form in forms}) == 1
    assert base_form(forms[0]) != base_form("release")


@given(any_words(), st.data())
def test_any_grammar_gives_a_type_or_none(words: Words, data: st.DataObject) -> None:
    for head in range(len(words)):
        assert type_hint(words, head) in (None, *TYPE_LABELS[1:])
        mode_of(words, head, data.draw(st.sampled_from(TYPE_LABELS)))
