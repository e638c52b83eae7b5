"""Writes the model card (Mitchell et al. 2019) that ships with the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.attribution import FLOORS, PEOPLE, PEOPLE_COVERED, measure, read_gold
from benchmarks.metrics import ROLES
from sayso.pages import page_from_text
from sayso.reader.reader import Reader

CARD: Final = "MODEL_CARD.md"

_TEMPLATE: Final = """\
# Model card: sayso's model

What it does: for English news text it finds attribution relations, that is the words of saying
(cue), who says it (source) and what is said (content), and the probability that a relation is
exactly right. Beside that it says of each word its part of speech, whether it is part of a name,
what it depends on and how, what it heads a mention of, and which mentions are of one entity: what
telling sources apart rests on. And it says of each word whether it is the trigger of an event, how
surely that happened.

- **Encoder**: all-MiniLM-L6-v2 (Apache-2.0; 6 layers of 384), with embeddings of letter case,
  quotation marks, place in the paragraph and white space added to its input. What is said of
  events comes from the states after the second, fourth and sixth layers, by three of 256 that see
  nine tokens at a time (depthwise convolutions, Sandler et al. 2018).
- **Heads**: a conditional random field for cues; for each cue, a conditional random field over
  the window for its source and content, scored by token and by pair of cue and token. For words:
  tags (Penn Treebank), names (IOB2), relations (Universal Dependencies), heads (bilinear), kinds of
  mentions; links between heads of mentions (bilinear and a small perceptron); triggers of events as
  two corpora count them, and their factuality as two corpora judge it (-3 to 3).
- **Form**: one OpenVINO graph, weights and activations in int8 (NNCF, static), {megabytes:.1f} MB
  with the decoder's weights and the tokenizer.
- **Made by**: `python -m training CORPORA`, seed {seed}: {epochs} epochs of everything but events;
  then events, which a teacher learned first ({teacher_epochs:g} epochs of all-mpnet-base-v2,
  Apache-2.0, of which nothing ships), and then their layers, {event_epochs} epochs from the corpora
  and from the teacher. What statements rest on does not change in these. Much of what the layers
  of events learned is what larger ones of an earlier version said, which were taught alike. So the
  same command makes such a model, and not again this one.

## Data and licences

Fitted to {fitted} articles of PolNeAR's training part (Newell, Margolin & Ruths 2018, published as
networkdynamics/PolNeAR; US political news of 2015 and 2016); {held} more, chosen by a digest of
their names, set the cue bias and the calibration. The corpus is for research use, and the articles
belong to their publishers. No text of them is in the model's files, but the weights are made from
it: judge for yourself whether that suits your use. Tags, names and dependencies were learned
from the corpus's automatic analysis by CoreNLP, which is wrong in places.

Tags, dependencies, mentions and coreference were learned from {texts} documents of GUM's training
part, too (Zeldes 2017, published as amir-zeldes/gum; annotations CC BY 4.0). Its Reddit part was
never used, nor were the genres whose texts may not be used commercially: essays, fiction, letters,
podcasts and wikiHow.

Events were learned from three sources. Triggers: TimeBank (Pustejovsky et al. 2003; for research
use), the half of its documents that is not kept for measuring, and MEANTIME (Minard et al. 2016,
unified by Stanovsky et al. 2017; CC BY 4.0). Predicates and how surely they happened: UDS
It-Happened v2 (White et al. 2016, Rudinger et al. 2018; CC BY-SA 4.0), sentences of weblogs,
newsgroups, e-mail, reviews and questions, each judged by people. The same of news: MEANTIME.
Sentences of those texts of GUM and of 150 of PolNeAR's articles nobody had judged: the teacher
did. Of the other articles, what an earlier version said.

Claims across pages rest, among other things, on a graph of its own (`stories/claims/meaning.xml`,
7.6 MB), which goes on from this one's second layer and changes nothing in it: four layers that
began as all-MiniLM-L6-v2's, and learned from all-mpnet-base-v2 what it makes of each word of
sentences of the same texts of PolNeAR, GUM, UDS and MEANTIME (40,000 of them at first) and of
PLOVER's synthetic stories (Halterman et al. 2023; written by language models and given away to
train on, without a licence of their own; 46,000 drawn from all of these in the end):
`python -m training.meaning CORPORA`.

## Figures

On PolNeAR's dev part ({articles} articles), read as plain-text pages from end to end
(`python -m benchmarks.attribution CORPORA --split dev`). "People" is the agreement of pairs of
annotators on 24 other articles of the corpus.

| exact spans | precision | recall | F1 | people's F1 | floor |
|---|---|---|---|---|---|
{exact}

| characters covered | precision | recall | F1 | people's F1 |
|---|---|---|---|---|
{characters}

Expected calibration error of `confidence` (ten bins): {error:.3f}.

## Known weaknesses

- PolNeAR is US politics in an election season. Sport, courts, business and other Englishes have not
  been measured.
- Its conventions come along: intentions, beliefs and attitudes count as attribution ("plans to",
  "is expected to", "supports"), and where one of these ends people themselves often disagree.
- {missed:.0f} % of the cues that annotators marked are missed. Cues come in thousands of
  wordings ("the criticism of", "turns attacks on"), most of them seen once in training.
- Relations nested in another's content were not annotated, so the model has not learned them.
- What a cue says about words more than some 200 word pieces away is not seen by the model; long
  quotations are completed by rules.
- What people hold of an event was learned from everyday text more than from news, and of headlines
  not at all.
- Links between mentions were learned from a small corpus of many genres. A description that
  repeats no word of the name it stands for ("the bank") often stays an entity of its own.
"""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many articles the model was fitted to and calibrated on, and how many texts of GUM."""

    fitted: int
    held: int
    texts: int


def write_card(
    model: Path, corpora: Path, *, seed: int, epochs: tuple[float, float, float], amounts: Amounts
) -> None:
    """Measures the model folder on PolNeAR dev and describes it in its `MODEL_CARD.md`.

    `epochs` are those without events, those of events' teacher, and those of events.
    """
    articles = read_gold(corpora / "polnear" / "dev.jsonl.gz")
    pages = [page_from_text(text) for text, _ in articles]
    figures = measure(articles, list(Reader(model=model).read_many(pages)))
    text = _TEMPLATE.format(
        megabytes=sum(path.stat().st_size for path in model.iterdir()) / 1e6,
        seed=seed,
        epochs=epochs[0],
        teacher_epochs=epochs[1],
        event_epochs=epochs[2],
        fitted=amounts.fitted,
        held=amounts.held,
        texts=amounts.texts,
        articles=len(articles),
        exact="\n".join(
            _row(role, figures.exact[role], PEOPLE[role], FLOORS[role]) for role in ROLES
        ),
        characters="\n".join(
            _row(role, figures.characters[role], PEOPLE_COVERED[role]) for role in ROLES[:3]
        ),
        error=figures.calibration_error,
        missed=100 - figures.exact["cue"]["recall"],
    )
    (model / CARD).write_text(text, encoding="utf-8")


def _row(role: str, row: dict[str, float], *others: float) -> str:
    values = [row["precision"], row["recall"], row["f1"], *others]
    return f"| {role} | " + " | ".join(f"{value:.1f}" for value in values) + " |"
