"""Who says it, with the shipped model: what a reader of these pages would answer."""

from collections.abc import Iterator

import pytest

from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reading import Entity, Reading, Statement

COUNCIL = """\
Harbor council weighs new ferry line

PORT ALDER — Mayor Ana Reyes said on Monday that the ferry line would open in May.

“We have waited twenty years for this,” she told reporters at a news conference.

Tom Ward, the council's finance chair, said the boats would cost $12 million. Reyes disputed the \
figure, and the mayor said Ward had counted the docks twice.

“I never counted anything twice,” he said.

Two officials briefed on the talks said the state had not yet agreed to pay. One of the officials, \
who spoke on condition of anonymity because the talks were private, said Reyes has told aides that \
she will quit if the line fails.

The Harbor Pilots Association said its members had not been asked. The HPA, which represents 90 \
pilots, warned that the channel was too shallow.
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def council(reader: Reader) -> Reading:
    return reader.read(page_from_text(COUNCIL))


def saying(reading: Reading, words: str) -> Statement:
    """The innermost statement whose content holds these words."""
    text = reading.page.text
    found = [
        statement
        for statement in reading.statements
        if words in " ".join(text[start:end] for start, end in statement.content_spans)
    ]
    assert found, f"nobody says {words!r}"
    return min(found, key=lambda s: sum(end - start for start, end in s.content_spans))


def source(reading: Reading, words: str) -> Entity:
    """Who says these words."""
    by_id = {entity.id: entity for entity in reading.entities}
    identifier = saying(reading, words).source
    assert identifier is not None, f"nobody in particular says {words!r}"
    return by_id[identifier]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ferry line would open", "Ana Reyes"),
        ("waited twenty years", "Ana Reyes"),
        ("boats would cost", "Tom Ward"),
        ("counted the docks", "Ana Reyes"),
        ("never counted", "Tom Ward"),
        ("had not been asked", "Harbor Pilots Association"),
        ("too shallow", "Harbor Pilots Association"),
    ],
)
def test_names_titles_pronouns_and_acronyms_are_one_source(
    council: Reading, words: str, name: str
) -> None:
    assert source(council, words).name == name
    assert source(council, words).naming == "named"


def test_people_have_their_roles(council: Reading) -> None:
    assert source(council, "ferry line would open").role == "Mayor"
    assert source(council, "boats would cost").role == "council's finance chair"


def test_unnamed_sources_are_counted_with_their_grounds(council: Reading) -> None:
    officials = source(council, "had not yet agreed")
    assert (officials.kind, officials.naming, officials.number) == ("group", "unnamed", 2)
    assert officials.grounds == "briefed on the talks"
    one = saying(council, "has told aides")
    (official,) = [entity for entity in council.entities if entity.id == one.source]
    assert (official.naming, official.number) == ("unnamed", 1)
    assert official.id != officials.id
    assert official.part_of == officials.id
    assert official.grounds is not None
    assert "anonymity" in official.grounds


def test_a_source_that_quotes_another_makes_two_statements(council: Reading) -> None:
    inner = saying(council, "quit if the line fails")
    assert source(council, "quit if the line fails").name == "Ana Reyes"
    outer = next(s for s in council.statements if s.id == inner.within)
    assert council.page.text[slice(*outer.source_spans[0])].startswith("One of the officials")


def test_hearers_and_occasions_are_kept(council: Reading) -> None:
    told = saying(council, "waited twenty years")
    assert told.occasion is not None
    assert council.page.text[slice(*told.occasion)] == "at a news conference"
    by_id = {entity.id: entity.name for entity in council.entities}
    assert told.addressee is not None
    assert by_id[told.addressee] == "reporters"


def test_what_an_outlet_was_told_comes_through_it(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "The minister will resign on Friday, two aides told Reuters.\n\n"
            "A spokesman for the ministry declined to comment."
        )
    )
    statement = saying(reading, "will resign")
    by_id = {entity.id: entity for entity in reading.entities}
    assert [by_id[relay].name for relay in statement.via] == ["Reuters"]
    assert statement.addressee == statement.via[0]
    assert by_id[statement.via[0]].kind == "outlet"
    assert reading.label.outlets_credited == statement.via
    assert source(reading, "will resign").number == 2


def test_the_authors_i_is_the_byline(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "By Kim Vale\n\nI believe that the harbor deserves better than this plan.\n\n"
            "“I will never vote for it,” Ana Reyes said."
        )
    )
    assert source(reading, "deserves better").kind == "author"
    assert source(reading, "never vote").name == "Ana Reyes"


def test_the_person_is_the_unnamed_source_before(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "“The mayor will leave on her own,” one source briefed on the plan told Reuters.\n\n"
            "The city is keeping quiet about it, the person said.\n\n"
            "Another source said the mayor would stay."
        )
    )
    first = source(reading, "leave on her own")
    assert first.naming == "unnamed"
    assert source(reading, "keeping quiet") == first
    assert source(reading, "would stay") != first


def test_a_couple_stays_two_people(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "Leo Brandt said the house was cold. His wife, Ilse Brandt, said it was the roof.\n\n"
            "Mr. Brandt said he had never looked. “He never does,” Mrs. Brandt said."
        )
    )
    assert source(reading, "house was cold").name == "Leo Brandt"
    assert source(reading, "it was the roof").name == "Ilse Brandt"
    assert source(reading, "never looked").name == "Leo Brandt"
    assert source(reading, "never does").name == "Ilse Brandt"


def test_a_spokesman_is_not_the_campaign(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "The Reyes campaign said it would sue. A spokesman for the campaign said the suit was "
            "ready.\n\nReyes herself said she knew nothing of it."
        )
    )
    names = {source(reading, w).id for w in ("would sue", "suit was ready", "knew nothing")}
    assert len(names) == 3


def test_he_is_who_speaks_in_the_paragraph_though_he_has_no_name(reader: Reader) -> None:
    page = page_from_text(
        "Harbour to be dredged\n\nThe port needs deeper water, Paul Yarrow, an engineer, said on"
        " Monday. He said that ships would go elsewhere.\n\nA spokesman for the town urged people"
        " to be patient, saying: “We hear them.” He added that the money had been found."
    )
    reading = reader.read(page)
    names = {entity.id: entity.name for entity in reading.entities}
    said = [(names[s.source or ""], page.text[slice(*s.cue_spans[0])]) for s in reading.statements]
    assert said[1] == ("Paul Yarrow", "said")
    assert said[-1] == ("A spokesman for the town", "added")


def test_a_role_is_known_wherever_the_page_gives_it(reader: Reader) -> None:
    page = page_from_text(
        "Bridge to close\n\nThe bridge will close in May, a decision of harbour master Ada Lind."
        " Traders were angry.\n\n“It has to be,” Lind said."
    )
    (lind,) = (one for one in reader.read(page).entities if one.name == "Ada Lind")
    assert lind.role == "harbour master"


UNTOLD = """\
Finance minister Olga Brenner presented the budget on Tuesday.

Harbor Bank closed two branches in Port Alder.

Farmer Jakub Zielinski found a fossil in his field.

{}
"""


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The bishop said the church would stay open.", "church would stay"),
        ("The ambassador said the talks were useful.", "talks were useful"),
        ("The governor said the roads were closed.", "roads were closed"),
        ("The court said the evidence was thin.", "evidence was thin"),
        ("The junta said the border was shut.", "border was shut"),
        ("The embassy said the visas were ready.", "visas were ready"),
    ],
)
def test_nobody_is_called_by_an_office_or_power_that_the_page_never_gave_them(
    reader: Reader, sentence: str, words: str
) -> None:
    reading = reader.read(page_from_text(UNTOLD.format(sentence)))
    found = source(reading, words)
    assert found.naming == "unnamed"
    assert found.name == " ".join(sentence.split()[:2])


def test_what_anybody_of_a_kind_is_called_is_who_was_named(reader: Reader) -> None:
    text = """\
Fire at Alder mill

Sophie Lindqvist opened her new film in Port Alder on Monday. The actress said she was tired.

The Alder Weaving Company shut its mill. The company said 40 jobs were lost.
"""
    reading = reader.read(page_from_text(text))
    assert source(reading, "she was tired").name == "Sophie Lindqvist"
    assert source(reading, "40 jobs were lost").name == "Alder Weaving Company"


def test_a_minister_of_whom_the_headline_tells_is_the_minister(reader: Reader) -> None:
    text = """\
Brenner faces vote over harbor contract

Olga Brenner spent nine years in the cabinet. The minister said she would stay.
"""
    reading = reader.read(page_from_text(text))
    assert source(reading, "she would stay").name == "Olga Brenner"


def test_a_pronoun_that_looks_ahead_is_whom_the_sentence_names(reader: Reader) -> None:
    text = """\
As his first vote nears, Conley trails the field

PORT ALDER — Peter Conley opened three offices on Monday. He said he would win.
"""
    reading = reader.read(page_from_text(text))
    conley = source(reading, "he would win")
    assert conley.name == "Peter Conley"
    assert text[slice(*conley.mentions[0].span)] == "his"


def test_a_loud_he_is_no_name(reader: Reader) -> None:
    reading = reader.read(
        page_from_text("THEY SAID HE WAS FINISHED\n\nPeter Conley said he was glad to have won.")
    )
    assert "HE" not in {entity.name for entity in reading.entities}


def test_the_former_and_the_latter_are_the_two_who_were_named(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "Mayor Jane Roe met union leader Tom Ward on Monday. The former said the plan was"
            " dead. The latter said it was alive."
        )
    )
    assert source(reading, "plan was dead").name == "Jane Roe"
    assert source(reading, "it was alive").name == "Tom Ward"


def test_names_that_only_share_a_place_or_a_noun_are_two(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "The University of South Carolina closed on Monday. South Carolina said the roads were"
            " safe.\n\nThe Brenner administration signed the treaty. The Conley administration said"
            " it was void."
        )
    )
    assert source(reading, "roads were safe").name == "South Carolina"
    assert source(reading, "it was void").name == "The Conley administration"


def test_a_source_is_one_stretch_of_words(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "The women took issue with remarks made by the academy's president, Neil Parr.\n\n"
            "The skipper who lost a boat in 2015 said the sea was calm."
        )
    )
    assert all(len(statement.source_spans) <= 1 for statement in reading.statements)
    start, end = saying(reading, "sea was calm").source_spans[0]
    assert reading.page.text[start:end] == "The skipper who lost a boat in 2015"


def test_the_company_is_the_one_word_that_denied_it(reader: Reader) -> None:
    page = page_from_text(
        "Ferry hits pier\n\nThe ferry Lorelei ran into a pier in Marsh County on Friday, injuring"
        " six. Eastlane denied that it had ignored warnings.\n\n“Every report is logged,” the"
        " company said in a statement."
    )
    assert source(reader.read(page), "Every report").name == "Eastlane"


def test_one_ministry_is_not_another(reader: Reader) -> None:
    page = page_from_text(
        "Jets hit depot\n\nJets struck a depot on Thursday, the defence ministry in Sarn said.\n\n"
        "Norland's interior ministry said that twelve people had been killed."
    )
    one, other = (s.source for s in reader.read(page).statements)
    assert one != other


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        (
            "World Grain Council (WGC) chief Peter Osei said prices would fall.",
            "Peter Osei",
            "person",
        ),
        (
            "“We will appeal,” said the Farm Workers Federation (FWF)'s president, Ana Sousa.",
            "Ana Sousa",
            "person",
        ),
        (
            "The Institute for Tide Research (ITR) engineer Ivo Brandt said the sea had risen.",
            "Ivo Brandt",
            "person",
        ),
        (
            "Northern Health Organization (NHO) officials said the islands were not safe.",
            "Northern Health Organization (NHO) officials",
            "group",
        ),
        (
            "National Ferry Board (NFB) data showed that two in three boats were late.",
            "National Ferry Board (NFB) data",
            "document",
        ),
        # The body itself, and what else stands in brackets.
        (
            "The National Ferry Board (NFB), led by Tom Hale, said two boats had been sold.",
            "National Ferry Board",
            "organization",
        ),
        ("Dora Winslow (D-Ohio) said the canal would be closed.", "Dora Winslow", "person"),
    ],
)
def test_a_bodys_short_name_in_brackets_is_part_of_a_title(
    reader: Reader, sentence: str, name: str, kind: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    by_id = {entity.id: entity for entity in reading.entities}
    identifier = reading.statements[0].source
    assert identifier is not None
    assert (by_id[identifier].name, by_id[identifier].kind) == (name, kind)


def test_a_party_before_a_name_is_no_part_of_it(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "Republican Dora Winslow leads Democrat Ivo Brandt in Arden\n\nRepublican Dora Winslow"
            " says the canal will be closed.\n\nWinslow told a rally that Democrat Ivo Brandt had"
            " sold three ferries. Brandt said that was false.\n\n“I sold none,” the Democrat said."
        )
    )
    assert source(reading, "canal will be closed").name == "Dora Winslow"
    assert source(reading, "three ferries").name == "Dora Winslow"
    assert source(reading, "that was false").name == "Ivo Brandt"
    assert source(reading, "I sold none").name == "Ivo Brandt"


def test_one_mans_voters_are_not_anothers(reader: Reader) -> None:
    reading = reader.read(
        page_from_text(
            "Osei tells voters to keep calm\n\nPeter Osei told his voters on Monday to keep calm."
            "\n\nHale voters said they had been chased from the hall."
        )
    )
    assert source(reading, "chased from the hall").name == "Hale voters"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“My mother told me, ‘Never sail on a Friday,’” said Hale.", "‘Never sail"),
        ("“Osei told me the boat was sold,” said Hale.", "the boat was sold"),
    ],
)
def test_me_in_what_somebody_says_is_who_says_it(reader: Reader, sentence: str, words: str) -> None:
    reading = reader.read(page_from_text(sentence))
    names = {entity.id: entity.name for entity in reading.entities}
    (inner,) = [s for s in reading.statements if s.within is not None]
    assert words in sentence[slice(*inner.content_spans[0])]
    assert names[inner.addressee or ""] == "Hale"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("The board and its owner said the mill was safe.", "The board and its owner", "group"),
        ("The ministry and the army denied the report.", "The ministry and the army", "group"),
        (
            "The union and Petra Lindqvist said the offer was an insult.",
            "The union and Petra Lindqvist",
            "group",
        ),
        # One who has two offices, and a body with two fields.
        ("The bank and insurance boss Lena Moss said rents would rise.", "Lena Moss", "person"),
        (
            "The chairman and chief executive, Tom Hale, said the mill was sold.",
            "Tom Hale",
            "person",
        ),
    ],
)
def test_bodies_that_speak_together_are_a_group(
    reader: Reader, sentence: str, name: str, kind: str
) -> None:
    reading = reader.read(page_from_text(sentence))
    by_id = {entity.id: entity for entity in reading.entities}
    (statement,) = reading.statements
    entity = by_id[statement.source or ""]
    assert (entity.name, entity.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The firm claims 400 jobs are safe, but the union says only 250 are.",
            "only 250",
            "the union",
        ),
        (
            "A mining firm will cut 200 jobs in Arden.\n\nThe union said it would fight the cuts.",
            "fight the cuts",
            "The union",
        ),
        # What a body may well be called.
        (
            "A mining firm in Arden will cut 200 jobs. The company said that demand had fallen.",
            "demand had fallen",
            "A mining firm",
        ),
        (
            "The Arden Nurses' Union will strike in May. The group said members were worn out.",
            "worn out",
            "Arden Nurses' Union",
        ),
    ],
)
def test_a_body_is_not_called_another_kind_of_body(
    reader: Reader, text: str, words: str, name: str
) -> None:
    assert source(reader.read(page_from_text(text)), words).name == name
