"""From corpora to a model folder, in one go.

1. fit the network on PolNeAR's training articles, but for those held out, and on GUM;
2. teach it events, on the corpora of those, by a copy of it that learned them first;
3. export it as a graph and quantise that to int8;
4. choose the cue bias and calibrate the confidence on the held-out articles, through that graph;
5. write the decoder's weights, the tokenizer and the model card.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tokenizers import Tokenizer

from sayso.reader.engine import Engine
from sayso.reader.tokens import load_tokenizer
from training.calibrate import calibrate, choose_bias, confidence_error
from training.card import Amounts, write_card
from training.corpus import hold_out, read_polnear
from training.evaluate import f1, linker_of, score_by_engine, scorer_of
from training.events import read_events_of_timebank, read_meantime, read_uds
from training.examples import Encoded, encode, encode_events, encode_text, examples
from training.export import CALIBRATION_WINDOWS, export_decoder, export_graph
from training.fit import Recipe, fit, log
from training.fit_events import EventRecipe, fit_events
from training.network import Network, minilm_folder
from training.words import read_corenlp, read_gum


@dataclass(frozen=True, slots=True)
class Data:
    """What the network learns from, encoded, and the articles that it never sees."""

    articles: Sequence[Encoded]
    held: Sequence[Encoded]
    texts: Sequence[Encoded]
    """With coreference."""
    events: Sequence[Encoded]


def read_data(corpora: Path, tokenizer: Tokenizer, *, seed: int) -> Data:
    """Reads all corpora. Raises `FileNotFoundError` if they are not there."""
    fitted, held = hold_out(read_polnear(corpora, "train"))
    words = read_corenlp(corpora, "train")
    events = [
        *read_uds(corpora, "train", seed=seed),
        *read_meantime(corpora, "train", seed=seed),
        *read_events_of_timebank(corpora),
    ]
    return Data(
        articles=[encode(article, tokenizer, words.get(article.id)) for article in fitted],
        held=[encode(article, tokenizer) for article in held],
        texts=[encode_text(text, tokenizer) for text in read_gum(corpora, "train")],
        events=[encode_events(text, tokenizer) for text in events],
    )


def build(
    corpora: Path, out: Path, *, recipe: Recipe, event_recipe: EventRecipe, checkpoint: Path
) -> None:
    """Writes a model folder. Raises `FileNotFoundError` if the corpora are not there."""
    data = read_data(corpora, load_tokenizer(minilm_folder()), seed=recipe.seed)
    read = [*data.articles, *data.texts]
    network = fit(read, data.held, recipe=recipe, checkpoint=checkpoint)
    network = fit_events(network, data.events, recipe=event_recipe)
    write(network, data, corpora, out, recipe=recipe, event_recipe=event_recipe)


def write(
    network: Network,
    data: Data,
    corpora: Path,
    out: Path,
    *,
    recipe: Recipe,
    event_recipe: EventRecipe,
) -> None:
    """Writes a fitted network to a model folder."""
    # From anywhere in the articles: beginnings alone are no fair sample of what is read.
    draw = random.Random(recipe.seed)
    sample = draw.sample(data.articles, min(len(data.articles), CALIBRATION_WINDOWS))
    windows = [
        draw.choice(list(examples(article, size=recipe.sizes[0], context=recipe.context)))
        for article in sample
    ]
    export_graph(network, windows, out)

    scored = score_by_engine(Engine(out), data.held)
    scorer = choose_bias(calibrate(scorer_of(network), scored), scored)
    scorer = calibrate(scorer, scored)
    export_decoder(scorer, linker_of(network), out)
    amounts = Amounts(len(data.articles), len(data.held), len(data.texts))
    figures = {
        "recipe": asdict(recipe),
        "event_recipe": asdict(event_recipe),
        "articles": {"fitted": amounts.fitted, "held_out": amounts.held},
        "texts_with_coreference": amounts.texts,
        "cue_bias": scorer.cue_bias,
        "held_out_f1": {role: round(s.f1, 4) for role, s in f1(scorer, scored).items()},
        "held_out_calibration_error": round(confidence_error(scorer, scored), 4),
    }
    (out / "training.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    epochs = (recipe.epochs, event_recipe.teacher_epochs, event_recipe.epochs)
    write_card(out, corpora, seed=recipe.seed, epochs=epochs, amounts=amounts)
    log(f"{out}: {figures}")
