"""Mode and polarity: what the words of the cue say about the statement."""

from __future__ import annotations

import pytest

from sayso.reader.vocabulary.cue_words import cue_class, lemmas
from sayso.reader.vocabulary.lexicon import lexicon
from tests.reader.marked import Built


@pytest.mark.parametrize(
    ("marked", "mode"),
    [
        ("<1s>Ada</> <1c>said</> <1x>so</>.", "speech"),
        ("<1s>Ada</> <1c>told reporters</> <1x>so</>.", "speech"),
        ("<1x>So it is</>, <1c>according to</> <1s>Ada Roe</>.", "speech"),
        ("<1s>Ada</> <1c>noted</> <1x>that it rains</>.", "speech"),
        ("<1s>Ada</> <1c>shot back</>: <1x>“No.”</>", "speech"),
        ("<1s>Ada</> <1c>would not rule out</> <1x>a new vote</>.", "speech"),
        ("<1s>The court</> <1c>ruled</> <1x>so</>.", "writing"),
        ("<1s>Ada</> <1c>wrote</> <1x>so</>.", "writing"),
        ("<1s>Ada</> <1c>tweeted</> <1x>so</>.", "writing"),
        ("<1s>Ada</> <1c>said in a statement</> <1x>that it rains</>.", "writing"),
        ("<1s>Ada</> <1c>said</> Tuesday in a short statement: <1x>“Yes.”</>", "writing"),
        ("In a letter, <1s>Ada</> <1c>said</> <1x>so</>.", "writing"),
        ("<1s>Ada</> <1c>said</> on Twitter <1x>that it rains</>.", "writing"),
        ("<1x>It rains</>, <1c>according to</> <1s>the report</>.", "writing"),
        ("<1s>The lawsuit</> <1c>says</> <1x>it rained</>.", "writing"),
        ("<1s>A new poll</> <1c>shows</> <1x>that it rains</>.", "writing"),
        ("<1s>The report</> <1c>suggests</> <1x>so</>.", "writing"),
        ("<1s>Ada</> <1c>suggested</> <1x>so</>.", "speech"),
        ("<1s>Ada</> <1c>said in her opening statement</> <1x>that it rains</>.", "speech"),
        ("<1s>Ada</>, in a brief interview, <1c>said</> <1x>so</>.", "speech"),
        ("<1s>Ada</> admits a name in her book is wrong but <1c>said</> <1x>so</>.", "speech"),
        ("<1s>Ada</> <1c>believes</> <1x>so</>.", "thought"),
        ("<1s>Ada</> <1c>hopes</> <1x>to win</>.", "thought"),
        ("<1s>Ada</> <1c>plans</> <1x>to say no</>.", "thought"),
        ("<1s>Ada</> <1c>wanted</> <1x>to win</>.", "thought"),
        ("<1s>Ada</> <1c>is expected</> <1x>to win</>.", "thought"),
        ("<1s>Voters</> <1c>support</> <1x>the plan</>.", "thought"),
        ("<1s>Ada</> <1c>wondered</> <1x>why</>.", "thought"),
        ("<1s>Ada</> <1c>is worried about</> <1x>the storm</>.", "thought"),
    ],
)
def test_mode(marked: str, mode: str) -> None:
    assert Built(marked).only().mode == mode


@pytest.mark.parametrize(
    ("marked", "polarity"),
    [
        ("<1s>Ada</> <1c>said</> <1x>so</>.", "asserts"),
        ("<1s>Ada</> <1c>said</> <1x>she denied it</>.", "asserts"),
        ("<1s>Ada</> <1c>agreed</> <1x>that it was wrong</>.", "asserts"),
        ("<1s>Ada</> <1c>not only said</> <1x>so</>.", "asserts"),
        ("<1s>Ada</> <1c>has no doubt</> <1x>that it rains</>.", "asserts"),
        ("<1s>Ada</> <1c>could not help but think</> <1x>of rain</>.", "asserts"),
        ("<1s>Ada</> <1c>made no secret of</> <1x>her joy</>.", "asserts"),
        ("<1s>Ada</> <1c>said when asked by reporters</> <1x>that it rains</>.", "asserts"),
        ("<1s>Ada</> <1c>dismissed</> <1x>him as a fool</>.", "asserts"),
        ("<1s>Ada</> <1c>denied</> <1x>that it rains</>.", "denies"),
        ("<1s>Ada</> <1c>has vigorously denied</> <1x>the charge</>.", "denies"),
        ("<1s>Ada</> <1c>rejected</> <1x>claims that it rains</>.", "denies"),
        ("<1s>Ada</> <1c>dismissed</> <1x>the allegations as false</>.", "denies"),
        ("<1s>Ada</> <1c>disputed</> <1x>the figures</>.", "denies"),
        ("<1s>Ada</> <1c>ruled out</> <1x>a new vote</>.", "denies"),
        ("<1s>Ada</> <1c>pushed back against</> <1x>the report</>.", "denies"),
        ("<1s>Ada</> <1c>issued a statement denying</> <1x>it</>.", "denies"),
        ("<1s>Ada</> <1c>does not believe</> <1x>it rains</>.", "denies"),
        ("<1s>Ada</> <1c>doesn’t want</> <1x>to go</>.", "denies"),
        ("<1s>Ada</> <1c>doubted</> <1x>that it rains</>.", "denies"),
        ("<1s>Ada</> <1c>asked</> <1x>whether it rains</>.", "asks"),
        ("<1c>Asked</> <1x>whether it rains</>, she nodded.", "asks"),
        ("<1s>Ada</> <1c>wondered</> <1x>why</>.", "asks"),
        ("<1s>Ada</> <1c>questioned</> <1x>whether it rains</>.", "asks"),
        ("She <1c>was pressed</> <1s>by Bo</> <1x>about the rain</>.", "asks"),
        ("<1s>Ada</> <1c>wants to know</> <1x>why</>.", "asks"),
        ("<1x>“Why now?”</> <1s>Ada</> <1c>said</>.", "asks"),
        ("<1x>“And who will pay?”</> <1s>Ada</> <1c>said</>.", "asks"),
        ("<1x>“It rains. Why now?”</> <1s>Ada</> <1c>said</>.", "asserts"),
        ("<1x>“Nice, isn’t it?”</> <1s>Ada</> <1c>said</>.", "asserts"),
        ("<1s>Ada</> <1c>declined</> <1x>to comment</>.", "declines"),
        ("<1s>Ada</> <1c>would not rule out</> <1x>a new vote</>.", "declines"),
        ("<1s>Ada</> <1c>didn’t count out</> <1x>the possibility</>.", "declines"),
        ("<1s>Ada</> <1c>has not ruled it out</> <1x>as an option</>.", "declines"),
        ("<1s>Ada</> <1c>refused to say</> <1x>why</>.", "declines"),
        ("<1s>Ada</> <1c>would not say</> <1x>why</>.", "declines"),
        ("<1s>Ada</> did not <1c>say</> <1x>why</>.", "declines"),
        ("<1s>Ada</> declined to <1c>say</> <1x>why</>.", "declines"),
        ("<1s>Ada</> <1c>did not immediately respond to</> <1x>a request</>.", "declines"),
        ("<1s>Ada</> <1c>made no mention of</> <1x>the rain</>.", "declines"),
        ("<1s>Ada</> <1c>would say</> <1x>nothing about the rain</>.", "declines"),
        ("<1s>Ada</> <1c>said almost nothing about</> <1x>the rain</>.", "declines"),
        ("<1s>Ada</> had nothing <1c>to say about</> <1x>the rain</>.", "declines"),
        ("<1s>Ada</> <1c>said</> <1x>nothing had changed</>.", "asserts"),
        ("<1s>Ada</> <1c>had nothing bad to say about</> <1x>the rain</>.", "asserts"),
        ("<1s>Ada</> <1c>stopped short of saying</> <1x>so</>.", "declines"),
        ("<1s>Ada</> <1c>didn't know</> <1x>why</>.", "declines"),
        ("<1s>Ada</> <1c>said</> <1x>nothing</>.", "declines"),
        ("<1s>Ada</> <1c>has yet to say</> <1x>why</>.", "declines"),
        ("<1s>Ada</> has still yet to <1c>confirm</> <1x>it</>.", "declines"),
        ("<1s>Ada</> <1c>is yet to decide</> <1x>whether to go</>.", "declines"),
        ("Yet <1s>Ada</> <1c>said</> <1x>it rained</>.", "asserts"),
        ("<1s>Ada</> <1c>said</> <1x>the worst was yet to come</>.", "asserts"),
        ("<1s>Ada</> <1c>did not deny</> <1x>it</>.", "declines"),
        ("<1s>Ada</> <1c>was not willing to say</> <1x>why</>.", "declines"),
        ("<1s>None of them</> <1c>said</> <1x>why</>.", "declines"),
        ("<1s>No pilot</> <1c>has confirmed</> <1x>that it rained</>.", "declines"),
        ("<1s>Neither Ada nor Bo</> <1c>ruled out</> <1x>a new vote</>.", "declines"),
        ("But <1s>not one pilot</> <1c>admitted</> <1x>it</>.", "declines"),
        ("<1s>Nobody there</> <1c>believed</> <1x>that it would rain</>.", "denies"),
        ("<1s>No one</> <1c>knew</> <1x>why</>.", "declines"),
        ("<1s>No pilot</> <1c>doubts</> <1x>that it rains</>.", "asserts"),
        ("<1s>No fewer than five pilots</> <1c>said</> <1x>so</>.", "asserts"),
        ("<1s>No. 10</> <1c>said</> <1x>so</>.", "asserts"),
        ("<1s>Nobody but Ada</> <1c>believed</> <1x>it</>.", "asserts"),
        ("<1s>Ada</> <1c>gave no indication</> <1x>that it rained</>.", "declines"),
        ("<1s>Ada</> <1c>offered</> <1x>no evidence that it rained</>.", "declines"),
        ("<1s>Ada</> <1c>said</> <1x>they gave no reason</>.", "asserts"),
        ("<1s>Ada</> <1c>pleaded not guilty</> <1x>to theft</>.", "denies"),
        ("<1s>Ada</> <1c>pleaded</> <1x>not guilty</>.", "denies"),
        ("<1s>Ada</> <1c>pleaded guilty</> <1x>to theft</>.", "asserts"),
        ("<1s>Ada</> <1c>says</> <1x>he will plead not guilty</>.", "asserts"),
    ],
)
def test_polarity(marked: str, polarity: str) -> None:
    assert Built(marked).only().polarity == polarity


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("says", "say"),
        ("said", "say"),
        ("denied", "deny"),
        ("denies", "deny"),
        ("stopping", "stop"),
        ("arguing", "argue"),
        ("tweeted", "tweet"),
        ("expresses", "express"),
        ("knew", "know"),
    ],
)
def test_lemmas(word: str, lemma: str) -> None:
    assert lemma in lemmas(word)


def test_words_of_no_lexicon_have_no_class() -> None:
    assert cue_class("the") is None
    assert cue_class("in") is None
    assert cue_class("zzyzx") is None


def test_a_lexicon_is_not_empty() -> None:
    assert lexicon("a b", "c") == {"a", "b", "c"}
    with pytest.raises(ValueError, match="at least one word"):
        lexicon("", " ")
