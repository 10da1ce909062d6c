"""Write a checkpoint as one int8 ONNX file with its vocabulary and configuration.

    python training/export.py --checkpoint RUN/last.pt --out FOLDER [--floats] [--texts FILE ...]

The graph is written out node by node: fused attention, plain layer normalisation (faster on a CPU than the fused
one), and matrix products in int8 whose activations are scaled over one window at a time. A window holds one page
only and is always cut alike, so that a page always reads the same. Weights keep to seven bits, so that processors
without VNNI do not overflow.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import model
from train import load_checkpoint

MICROSOFT = "com.microsoft"
FORMAT = 1  # of config.json: raised when an older run time can no longer read it


class Graph:
    """An ONNX graph in the making."""

    def __init__(self, floats: bool) -> None:
        self.floats = floats
        self.nodes: list[onnx.NodeProto] = []
        self.initial: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        """Add a constant."""
        self.initial.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray, exact: bool = False) -> str:
        """Add ``x @ weight.T + bias``, in int8 unless it must be exact."""
        table, shift = weight.T.astype(np.float32), self.constant(f"{name}.bias", bias.astype(np.float32))
        if self.floats or exact:
            product = self.node("MatMul", [x, self.constant(f"{name}.weight", table)], f"{name}.product")
            return self.node("Add", [product, shift], name)
        scale = np.maximum(np.abs(table).max(0), 1e-8) / 63
        inputs = [
            x,
            self.constant(f"{name}.weight", np.round(table / scale).astype(np.int8)),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(table.shape[1], np.int8)),
            shift,
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, MICROSOFT)

    def norm(self, x: str, name: str, layer: object, epsilon: float) -> str:
        """Add a layer normalisation."""
        weight = self.constant(f"{name}.weight", array(layer.weight))
        bias = self.constant(f"{name}.bias", array(layer.bias))
        return self.node("LayerNormalization", [x, weight, bias], name, axis=-1, epsilon=epsilon)


def array(tensor: object) -> np.ndarray:
    """A tensor as float32."""
    return tensor.detach().float().numpy()


def embed(graph: Graph, tagger: model.Tagger) -> str:
    """Add the embedding of the pieces: words in int8 by row, places, and their normalisation."""
    body = tagger.body
    table = array(body.words.weight)
    if graph.floats:
        words = graph.node("Gather", [graph.constant("words", table), "pieces"], "word")
    else:
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        kept = graph.node(
            "Gather", [graph.constant("words", np.round(table / scale).astype(np.int8)), "pieces"], "kept"
        )
        sizes = graph.node("Gather", [graph.constant("sizes", scale.astype(np.float32)), "pieces"], "size")
        words = graph.node("Mul", [graph.node("Cast", [kept], "cast", to=TensorProto.FLOAT), sizes], "word")
    places = array(body.places.weight)[body.config.offset :]
    if body.kind is not None:
        places = places + array(body.kind)
    length = graph.node("Shape", ["pieces"], "shape", start=1)
    zero = graph.constant("zero", np.array([0], np.int64))
    place = graph.node("Slice", [graph.constant("places", places), zero, length], "place")
    return graph.norm(graph.node("Add", [words, place], "embedded"), "normed", body.norm, body.config.epsilon)


def add_layer(graph: Graph, x: str, number: int, layer: model.Layer, config: model.Config) -> str:
    """Add one transformer layer."""
    at = f"layer{number}."
    mixed = graph.linear(x, at + "qkv", array(layer.qkv.weight), array(layer.qkv.bias))
    parts = [at + "q", at + "k", at + "v"]
    graph.nodes.append(helper.make_node("Split", [mixed], parts, axis=-1, num_outputs=3))
    attended = graph.node("MultiHeadAttention", parts, at + "attended", MICROSOFT, num_heads=config.heads)
    out = graph.linear(attended, at + "out", array(layer.out.weight), array(layer.out.bias))
    x = graph.norm(graph.node("Add", [x, out], at + "sum1"), at + "norm1", layer.norm1, config.epsilon)
    up = graph.linear(x, at + "up", array(layer.up.weight), array(layer.up.bias))
    active = graph.node("Gelu", [up], at + "active", MICROSOFT)
    down = graph.linear(active, at + "down", array(layer.down.weight), array(layer.down.bias))
    return graph.norm(graph.node("Add", [x, down], at + "sum2"), at + "norm2", layer.norm2, config.epsilon)


def add_links(graph: Graph, words: str, tagger: model.Tagger) -> str:
    """Add the products of queries and keys, [2, words, words + 1]: the last column is 'none'."""
    width = tagger.config.link
    shape = graph.constant("link_shape", np.array([-1, 2, width], np.int64))
    turned = {}
    for name, layer, scale in (("query", tagger.query, width**-0.5), ("key", tagger.key, 1.0)):
        flat = graph.linear(words, name, array(layer.weight) * scale, array(layer.bias) * scale)
        apart = graph.node("Reshape", [flat, shape], f"{name}.apart")
        order = [1, 0, 2] if name == "query" else [1, 2, 0]
        turned[name] = graph.node("Transpose", [apart], f"{name}.turned", perm=order)
    none = graph.constant("none", array(tagger.none)[:, :, None])
    keys = graph.node("Concat", [turned["key"], none], "keys", axis=-1)
    return graph.node("MatMul", [turned["query"], keys], "links")


def to_onnx(tagger: model.Tagger, floats: bool = False) -> onnx.ModelProto:
    """The whole model: pieces [1, n] and first [words] in; labels [words, 7] and links [2, words, words + 1] out."""
    config = tagger.config
    if config.relative:
        raise SystemExit("A body with relative positions (MPNet) is a teacher: distil it, then export the student.")
    graph = Graph(floats)
    x = embed(graph, tagger)
    for number, layer in enumerate(tagger.body.layers):
        x = add_layer(graph, x, number, layer, config)
    flat = graph.node("Squeeze", [x, "zero"], "flat")
    words = graph.node("Gather", [flat, "first"], "words_only")
    labels = graph.linear(words, "labels", array(tagger.labels.weight), array(tagger.labels.bias), exact=True)
    links = add_links(graph, words, tagger)
    outputs = [
        helper.make_tensor_value_info(labels, TensorProto.FLOAT, ["words", 7]),
        helper.make_tensor_value_info(links, TensorProto.FLOAT, [2, "words", "others"]),
    ]
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
    ]
    made = helper.make_graph(graph.nodes, "onrecord-tagger", inputs, outputs, graph.initial)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="onrecord")


def configuration(tagger: model.Tagger, state: dict, name: str) -> dict:
    """What the run time needs besides the graph, and what the model was made from."""
    return {
        "format": FORMAT,
        "name": name,
        "window": state["plan"]["window"],
        "labels": ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"],
        "settings": {},
        "near": [[round(float(v), 5) for v in row] for row in array(tagger.near)],
        "shape": asdict(tagger.config),
        "plan": {key: value for key, value in state["plan"].items() if key not in ("body", "soft", "start")},
    }


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a folder models/<name>, made if missing")
    parser.add_argument("--floats", action="store_true", help="keep float32, for comparison")
    given = parser.parse_args()
    tagger, state = load_checkpoint(given.checkpoint)
    given.out.mkdir(parents=True, exist_ok=True)
    made = to_onnx(tagger, given.floats)
    onnx.checker.check_model(made)
    (given.out / "model.onnx").write_bytes(made.SerializeToString())
    (given.out / "vocab.txt").write_text("\n".join(state["vocabulary"]) + "\n", encoding="utf-8")
    config = configuration(tagger, state, given.out.name)
    (given.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    size = (given.out / "model.onnx").stat().st_size / 1e6
    print(f"{given.out}: {size:.1f} MB")


if __name__ == "__main__":
    main()
