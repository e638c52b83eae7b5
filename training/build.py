"""From corpora to a model folder, in one go.

1. fit the network on PolNeAR's training articles, but for those held out, and on GUM;
2. export it as a graph and quantise that to int8;
3. choose the cue bias and calibrate the confidence on the held-out articles, through that graph;
4. write the decoder's weights and the tokenizer;
5. teach the graph events, on the corpora of those, by teachers that learned them first;
6. write the model card.

The last two can be done again by themselves, to a model folder that there is.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sayso.reader.scoring.engine import Engine
from sayso.reader.scoring.tokens import load_tokenizer
from training.calibrate import calibrate, choose_bias, confidence_error
from training.card import Amounts, write_card
from training.corpus import hold_out, read_polnear
from training.evaluate import f1, linker_of, score_by_engine, scorer_of
from training.events import read_events_of_timebank, read_meantime, read_uds
from training.examples import Encoded, Example, encode, encode_text, examples
from training.export import CALIBRATION_WINDOWS, export_decoder, export_graph
from training.fit import Recipe, fit, log
from training.fit_events import EventData, EventRecipe, fit_events
from training.network import Network, minilm_folder
from training.words import read_corenlp, read_gum, sentences

FIGURES = "training.json"
UNJUDGED = range(4, 60)
"""Words of the sentences that nobody annotated."""
UNJUDGED_ARTICLES, UNJUDGED_SEED = 150, 5
"""Of PolNeAR, from which those come beside GUM, and by what they are drawn."""


@dataclass(frozen=True, slots=True)
class Data:
    """What the network learns from, encoded, and the articles that it never sees."""

    articles: Sequence[Encoded]
    held: Sequence[Encoded]
    texts: Sequence[Encoded]
    """With coreference."""


def read_data(corpora: Path, tokenizer: Tokenizer) -> Data:
    """Reads what all but events is learned from. Raises `FileNotFoundError` if it is not there."""
    fitted, held = hold_out(read_polnear(corpora, "train"))
    words = read_corenlp(corpora, "train")
    return Data(
        articles=[encode(article, tokenizer, words.get(article.id)) for article in fitted],
        held=[encode(article, tokenizer) for article in held],
        texts=[encode_text(text, tokenizer) for text in read_gum(corpora, "train")],
    )


def read_event_data(corpora: Path) -> EventData:
    """Reads what events are learned from. Raises `FileNotFoundError` if it is not there."""
    articles, _ = hold_out(read_polnear(corpora, "train"))
    random.Random(UNJUDGED_SEED).shuffle(articles)
    words = read_corenlp(corpora, "train")
    texts = [(text.text, text.words) for text in read_gum(corpora, "train")]
    texts += [(a.text, words[a.id].words) for a in articles[:UNJUDGED_ARTICLES] if a.id in words]
    unjudged = (sentence for text, its_words in texts for sentence in sentences(text, its_words))
    return EventData(
        judged=[*read_uds(corpora, "train"), *read_meantime(corpora, "train")],
        documents=read_events_of_timebank(corpora),
        unjudged=[sentence for sentence in unjudged if len(sentence.split()) in UNJUDGED],
        articles=[article.text for article in articles[UNJUDGED_ARTICLES:]],
    )


def build(
    corpora: Path, out: Path, *, recipe: Recipe, event_recipe: EventRecipe, checkpoint: Path
) -> None:
    """Writes a model folder. Raises `FileNotFoundError` if the corpora are not there."""
    data = read_data(corpora, load_tokenizer(minilm_folder()))
    network = fit([*data.articles, *data.texts], data.held, recipe=recipe, checkpoint=checkpoint)
    write(network, data, out, recipe=recipe)
    teach_events(corpora, out, out, recipe=event_recipe, anew=True)


def teach_events(
    corpora: Path, model: Path, out: Path, *, recipe: EventRecipe, anew: bool = False
) -> None:
    """Writes a model folder that is another's but for events, which are taught again.

    `anew` if it was never taught any. Raises `FileNotFoundError` if the corpora are not there.
    """
    if model != out:
        shutil.copytree(model, out, dirs_exist_ok=True)
    figures: dict[str, Any] = json.loads((out / FIGURES).read_text(encoding="utf-8"))
    first = figures["recipe"]
    tokenizer = load_tokenizer(minilm_folder())
    articles, _ = hold_out(read_polnear(corpora, "train"))
    encoded = [encode(article, tokenizer) for article in articles]
    windows = _sample(encoded, first["seed"], first["sizes"][0], first["context"])
    fit_events(out, read_event_data(corpora), windows, tokenizer, recipe=recipe, anew=anew)
    figures["event_recipe"] = asdict(recipe)
    (out / FIGURES).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    counted = figures["articles"]
    amounts = Amounts(
        fitted=counted["fitted"],
        held=counted["held_out"],
        texts=figures["texts_with_coreference"],
    )
    epochs = (first["epochs"], recipe.teacher.epochs, recipe.epochs)
    write_card(out, corpora, seed=first["seed"], epochs=epochs, amounts=amounts)


def write(network: Network, data: Data, out: Path, *, recipe: Recipe) -> None:
    """Writes a network that is fitted to all but events to a model folder, without its card."""
    windows = _sample(data.articles, recipe.seed, recipe.sizes[0], recipe.context)
    export_graph(network, windows, out)

    scored = score_by_engine(Engine(out), data.held)
    scorer = choose_bias(calibrate(scorer_of(network), scored), scored)
    scorer = calibrate(scorer, scored)
    export_decoder(scorer, linker_of(network), out)
    figures = {
        "recipe": asdict(recipe),
        "articles": {"fitted": len(data.articles), "held_out": len(data.held)},
        "texts_with_coreference": len(data.texts),
        "cue_bias": scorer.cue_bias,
        "held_out_f1": {role: round(s.f1, 4) for role, s in f1(scorer, scored).items()},
        "held_out_calibration_error": round(confidence_error(scorer, scored), 4),
    }
    (out / FIGURES).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    log(f"{out}: {figures}")


def _sample(articles: Sequence[Encoded], seed: int, size: int, context: int) -> list[Example]:
    """Windows from anywhere in articles: beginnings alone are no fair sample of what is read."""
    draw = random.Random(seed)
    sample = draw.sample(articles, min(len(articles), CALIBRATION_WINDOWS))
    return [draw.choice(list(examples(a, size=size, context=context))) for a in sample]
