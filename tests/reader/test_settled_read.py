"""Whether what a sentence tells happened, as the shipped model and the words around it have it."""

from __future__ import annotations

import pytest

from sayso.pages import page_from_text
from sayso.reader.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def assert_settled(reader: Reader, sentence: str, expected: dict[str, str]) -> None:
    """That the events of a sentence are settled so, by their triggers' words."""
    events = reader.read(page_from_text(sentence)).events
    settled = {sentence[slice(*event.trigger)]: event.settled for event in events}
    assert {word: settled.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "There is no indication that he decided to strike.",
            {"decided": "not_happened", "strike": "not_happened"},
        ),
        ("There is no evidence that the army bombed the school.", {"bombed": "not_happened"}),
        ("No evidence shows that the minister lied.", {"lied": "not_happened"}),
        ("No records show that the troops fired.", {"fired": "not_happened"}),
        ("Nothing suggests that the minister fled.", {"fled": "not_happened"}),
        ("Evidence shows that the minister lied.", {"lied": "happened"}),
        ("There is no doubt that the army bombed the school.", {"bombed": "happened"}),
        ("Police did not arrest the man.", {"arrest": "not_happened"}),
        ("The men were not arrested.", {"arrested": "not_happened"}),
        ("They never reached the village.", {"reached": "not_happened"}),
        ("The bank failed to pay its debts.", {"pay": "not_happened"}),
        ("The minister did not resign on Monday, his office said.", {"resign": "not_happened"}),
        ("It is unclear whether the envoy met the rebels.", {"met": "unsettled"}),
        ("Rebels allegedly attacked the village on Monday.", {"attacked": "unsettled"}),
        ("The court indicted the senator.", {"indicted": "happened"}),
    ],
)
def test_plain_words_settle_what_happened(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Guards foiled a robbery at the museum.", {"robbery": "not_happened"}),
        ("A kidnapping was foiled in the port.", {"kidnapping": "not_happened"}),
        ("The airline called off the launch of its new route.", {"launch": "not_happened"}),
        ("The village was spared from bombing.", {"bombing": "not_happened"}),
        ("The mayor postponed the election.", {"election": "unsettled"}),
        ("Troops repelled an assault on the port.", {"assault": "happened"}),
        ("The army halted the offensive after a week.", {"offensive": "happened"}),
    ],
)
def test_what_is_called_off_did_not_happen(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No soldiers were hurt in the raid.", {"hurt": "not_happened", "raid": "happened"}),
        ("No one was arrested.", {"arrested": "not_happened"}),
        ("No-one rescued the dog.", {"rescued": "not_happened"}),
        ("The bell rang, but no-one came.", {"came": "not_happened"}),
        ("No-one was hurt in the crash.", {"hurt": "not_happened", "crash": "happened"}),
        ("Neither the driver nor the guard was injured.", {"injured": "not_happened"}),
        ("Not a single ship reached the port.", {"reached": "not_happened"}),
        ("There were no riots on Sunday.", {"riots": "not_happened"}),
        ("Doctors found no sign of torture.", {"torture": "not_happened"}),
        ("No group claimed responsibility for the bombing.", {"bombing": "happened"}),
        ("There is no doubt about the murder.", {"murder": "happened"}),
        ("He neither resigned nor fled.", {"resigned": "not_happened", "fled": "not_happened"}),
        ("The army no longer bombs the valley.", {"bombs": "not_happened"}),
        ("The guards did not beat or kick him.", {"beat": "not_happened", "kick": "not_happened"}),
    ],
)
def test_nobody_did_what_no_one_did(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The driver was charged with killing two cyclists.", {"killing": "unsettled"}),
        ("She was cleared of poisoning the dog.", {"poisoning": "not_happened"}),
        ("He was convicted of killing his brother.", {"killing": "happened"}),
        ("The general is said to have fled the country.", {"fled": "unsettled"}),
        ("The alleged kidnapping was reported on Sunday.", {"kidnapping": "unsettled"}),
        ("Relatives fear that the gang has killed him.", {"killed": "unsettled"}),
        ("Did the rebels shoot the priest?", {"shoot": "unsettled"}),
        ("Did the mayor resign?", {"resign": "unsettled"}),
        ("“Did the mayor resign?” Ada Roe asked.", {"resign": "unsettled"}),
        ("And did the mayor resign?", {"resign": "unsettled"}),
        ("Why did the rebels shoot the priest?", {"shoot": "happened"}),
    ],
)
def test_what_is_alleged_or_asked_stays_open(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ministry denied claims that it had bombed the school.", {"bombed": "not_happened"}),
        ("Rwanda denied sending troops across the border.", {"sending": "not_happened"}),
        (
            "The governor denied that he had taken bribes and beaten a clerk.",
            {"beaten": "not_happened"},
        ),
    ],
)
def test_a_denial_denies_all_that_it_is_about(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The thieves tried to rob the bank.", {"rob": "unsettled"}),
        ("The fire nearly destroyed the library.", {"destroyed": "unsettled"}),
        ("Prices nearly doubled in May.", {"doubled": "happened"}),
        ("The troops simulated an attack on a bridge.", {"attack": "unsettled"}),
        ("In the novel, a spy poisons the king.", {"poisons": "unsettled"}),
        ("He walked as if soldiers had beaten him.", {"beaten": "unsettled"}),
        ("Residents fled an imminent attack.", {"attack": "unsettled"}),
        ("A judge ordered the deportation of the singer.", {"deportation": "unsettled"}),
        ("Iran said it would attack the base.", {"attack": "unsettled"}),
        ("The rebels agreed to free two pilots.", {"free": "unsettled"}),
        ("A thief may have taken the ring.", {"taken": "unsettled"}),
        ("Mediators hope to avert a strike by railway workers.", {"strike": "unsettled"}),
    ],
)
def test_what_is_tried_staged_or_yet_to_come_stays_open(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Guards prevented the crowd from burning the flag.", {"burning": "not_happened"}),
        ("Guards did not stop the crowd from burning the flag.", {"burning": "happened"}),
        ("The envoy left without meeting the rebels.", {"meeting": "not_happened"}),
        ("The king pardoned the thief instead of executing him.", {"executing": "not_happened"}),
        ("The bloc stopped short of expelling Hungary.", {"expelling": "not_happened"}),
        ("His refusal to sign the treaty angered France.", {"sign": "not_happened"}),
        ("Rescuers were unable to reach the boat.", {"reach": "not_happened"}),
        ("The guards did not hesitate to shoot the boy.", {"shoot": "happened"}),
        ("The gang not only robbed the bank but burned it.", {"robbed": "happened"}),
        ("The chairman was forced to resign.", {"resign": "happened"}),
    ],
)
def test_what_was_prevented_did_not_happen(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The firm didn't sign the deal.", {"sign": "not_happened"}),
        ("The ship hasn’t left the port.", {"left": "not_happened"}),
        ("The men weren't arrested.", {"arrested": "not_happened"}),
        ("The mayor said the council didn't approve the plan.", {"approve": "not_happened"}),
        ("Guards didn't stop the crowd from burning the flag.", {"burning": "happened"}),
        ("The guards didn't hesitate to shoot the boy.", {"shoot": "happened"}),
        ("Didn't the guards shoot the boy?", {"shoot": "unsettled"}),
    ],
)
def test_a_contracted_not_denies_as_one_written_out(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # conditions
        ("If the union does not sign the deal, the port will close.", {"sign": "unsettled"}),
        ("The coach will quit if the club fails to buy a striker.", {"buy": "unsettled"}),
        ("Farmers may lose all if nothing is done about the drought.", {"done": "unsettled"}),
        # possibilities and duties
        ("The ministry may not publish the report.", {"publish": "unsettled"}),
        ("The storm might never reach the coast.", {"reach": "unsettled"}),
        ("Drivers must not use the tunnel, the council said.", {"use": "unsettled"}),
        # wishes and commands
        ("The champion does not want to fight in June.", {"fight": "unsettled"}),
        ("The bishop does not plan to visit the camp.", {"visit": "unsettled"}),
        ("We do not expect the court to free him.", {"free": "unsettled"}),
        ("The tenants do not have to leave the house.", {"leave": "unsettled"}),
        ("The bishop urged the rebels to release the nurses.", {"release": "unsettled"}),
        # purposes
        ("Wear a mask so you don't infect your parents, she said.", {"infect": "unsettled"}),
        ("The law is to ensure that landlords cannot evict tenants.", {"evict": "unsettled"}),
        ("They want to make sure that the dam does not collapse.", {"collapse": "unsettled"}),
        # what is not known
        ("It is not clear that the fund will invest in the mine.", {"invest": "unsettled"}),
        ("The army gave no information on who shot the boy.", {"shot": "happened"}),
        ("The mayor had not thought of what would happen then.", {"happen": "unsettled"}),
        # what is not done with others
        ("This is not the way to treat a patient, the nurse said.", {"treat": "unsettled"}),
        ("It is wrong for a landlord to refuse to fix the roof.", {"fix": "unsettled"}),
        ("The judge should not refuse to hear the witness.", {"hear": "unsettled"}),
        ("The strike will not merely close the port.", {"close": "unsettled"}),
        ("This isn't the place to discuss it.", {"discuss": "unsettled"}),
        ("If they do not have a chance to speak, they will leave.", {"speak": "unsettled"}),
        # what no word denies
        ("Banks should lower their fees, the regulator said.", {"lower": "unsettled"}),
        ("Engineers fear that the dam could soon burst.", {"burst": "unsettled"}),
    ],
)
def test_what_is_only_supposed_not_to_be_stays_open(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The pilot could not land in the fog.", {"land": "not_happened"}),
        ("The firm cannot repay its lenders.", {"repay": "not_happened"}),
        ("No one could reach the boat.", {"reach": "not_happened"}),
        ("The council is not going to build the pool.", {"build": "not_happened"}),
        ("The guard locked the gate, so the thieves did not escape.", {"escape": "not_happened"}),
        ("The mayor does not believe that the guard stole the ring.", {"stole": "not_happened"}),
        ("Families were told that the ship had not sunk.", {"sunk": "not_happened"}),
        ("The bishop refused to bless the ship.", {"bless": "not_happened"}),
    ],
)
def test_what_could_not_be_was_not(reader: Reader, sentence: str, expected: dict[str, str]) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the verb of an event's noun
        ("The firm did not pay the fine.", {"pay the fine": "not_happened"}),
        ("The team did not stage a protest.", {"stage a protest": "not_happened"}),
        ("The parties failed to reach an agreement.", {"reach an agreement": "not_happened"}),
        ("The talks were not held.", {"talks": "not_happened"}),
        ("The minister did not mention the attack.", {"attack": "happened"}),
        # what somebody did not manage
        ("The pilot did not manage to land the plane.", {"land": "not_happened"}),
        ("The girls were not allowed to enter the school.", {"enter": "not_happened"}),
        ("The nurse was never able to find the boy.", {"find": "not_happened"}),
        ("The pilot may not manage to land the plane.", {"land": "unsettled"}),
        ("The mayor was criticised for failing to warn residents.", {"warn": "not_happened"}),
        ("The guard was sacked after failing to lock the gate.", {"lock": "not_happened"}),
        ("The risk of failing to pay is high.", {"pay": "unsettled"}),
        # what is not so now
        ("The minister does not own a car.", {"own": "not_happened"}),
        ("The trains are not running.", {"running": "not_happened"}),
        ("The lift doesn't work.", {"work": "not_happened"}),
        ("If the minister does not own a car, he walks.", {"own": "unsettled"}),
        ("Do not touch the fence.", {"touch": "unsettled"}),
        # clauses that tell what was
        ("The bank collapsed because it did not repay the loan.", {"repay": "not_happened"}),
        ("Although the guards did not fire, they fled.", {"fire": "not_happened"}),
        # what was done late
        ("The clerk did not open the letter until Monday.", {"open": "happened"}),
        ("The pool didn't open till June.", {"open": "happened"}),
        ("The truce did not last until spring.", {"last": "not_happened"}),
        ("The clerk did not open the letter before he left.", {"open": "not_happened"}),
    ],
)
def test_what_was_not_brought_about_did_not_happen(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # what a claim is of
        ("The vessel was seized on suspicion that it carried arms.", {"carried": "unsettled"}),
        ("Rumours that the singer had died spread quickly.", {"died": "unsettled"}),
        ("The firm is fighting allegations it bribed inspectors.", {"bribed": "unsettled"}),
        ("The tests confirmed suspicions that thieves broke in.", {"broke in": "happened"}),
        ("News that the singer had died spread quickly.", {"died": "happened"}),
        ("The coach apologised for the claims that he made.", {"made": "happened"}),
        # what is rejected was said
        ("The judge rejected a request to open the file.", {"request": "happened"}),
        ("The company rebuffed an offer from its rival.", {"offer": "happened"}),
        ("The colonel denied the torture of prisoners.", {"torture": "not_happened"}),
        ("The tsar denied any massacre in the province.", {"massacre": "not_happened"}),
        # what happens, or how likely it is
        ("The merger did not happen.", {"merger": "not_happened"}),
        ("The election did not take place.", {"election": "not_happened"}),
        ("The hearing did not happen on Tuesday.", {"hearing": "unsettled"}),
        ("The damage did not happen overnight.", {"damage": "unsettled", "happen": "unsettled"}),
        ("The collapse didn't occur suddenly.", {"collapse": "unsettled"}),
        ("The vote never even took place.", {"vote": "not_happened"}),
        ("Neither side could afford a long dispute.", {"dispute": "unsettled"}),
        ("“You do not close a mill like that,” she said.", {"close": "unsettled"}),
        ("“You did not close the mill,” she told him.", {"close": "not_happened"}),
        ("A recession appears unlikely.", {"recession": "unsettled"}),
        ("The rescue was possible because the sea was calm.", {"rescue": "happened"}),
        ("The attack is likely the work of rebels.", {"attack": "happened"}),
        # conditions without "if"
        ("Had the guards fired, hundreds would have died.", {"fired": "unsettled"}),
        ("Having warned its clients, the bank closed.", {"warned": "happened"}),
    ],
)
def test_what_is_claimed_or_unlikely_is_told_from_what_was(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No official confirmed that she lied.", {"lied": "unsettled"}),
        ("It was not proved that the clerk stole the ring.", {"stole": "unsettled"}),
        ("The report does not say that the guard fired.", {"fired": "unsettled"}),
        ("Prosecutors could not prove that the banker lied.", {"lied": "unsettled"}),
        ("The ministry refused to confirm that the general fled.", {"fled": "unsettled"}),
        ("The tests showed that the water was poisoned.", {"poisoned": "happened"}),
        ("The report does not mention that the guard fired.", {"fired": "happened"}),
        ("Police did not say who stabbed the teacher.", {"stabbed": "happened"}),
        ("They cannot say how it happened.", {"happened": "happened"}),
    ],
)
def test_what_nobody_shows_or_says_stays_open(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    assert_settled(reader, sentence, expected)


@pytest.mark.parametrize(
    "sentence",
    ["Police did not only arrest the man but shot him.", "Why did the minister not resign?"],
)
def test_a_not_of_something_else_denies_nothing(reader: Reader, sentence: str) -> None:
    events = reader.read(page_from_text(sentence)).events
    assert events
    assert not any(event.settled == "not_happened" for event in events)
