# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory, calculated a second time; oracle_speed.py has step time and loads.

Written from the formulas of gpuplan-model(7) and the catalog's files as gpuplan-catalog(5) describes
them.  What differs from gpuplan by more than rounding is an error of one of the two, or a gap of the
manual page.
"""
import json
import math
import os

GIB, MIB = 2.0**30, 2.0**20
KINDS = "gpus models formats kv_formats engines families links parameters".split()


class Catalog:
    """The shipped data by id, and the constants by name."""

    def __init__(self, folder):
        for kind in KINDS:
            with open(os.path.join(folder, kind + ".json"), encoding="utf-8") as file:
                setattr(self, kind, {item["id"]: item for item in json.load(file)["items"]})
        self.constants = {name: item["value"] for name, item in self.parameters.items()}
        self.params = {name: count_params(model) for name, model in self.models.items()}


def peak(gpu, tensor):
    """FLOP a second; FP16 stands in where BF16 is not known."""
    rates = gpu["peak_tflops"]
    rate = rates.get(tensor) or (rates.get("fp16") if tensor == "bf16" else None)
    return rate * 1e12 if rate else None


def attention_params(a, d):
    if "params" in a:
        return a["params"]
    h = a["heads"]
    if a["kind"] == "gqa":
        k, v = a["head_dim"], a.get("v_head_dim", a["head_dim"])
        return d * h * k + d * a["kv_heads"] * (k + v) + h * v * d
    rank, rope, nope, v = a["kv_rank"], a["rope_dim"], a["nope_dim"], a["v_dim"]
    q = a.get("q_rank")
    query = d * q + q * h * (nope + rope) if q else d * h * (nope + rope)
    return query + d * (rank + rope) + rank * h * (nope + v) + h * v * d


def count_params(model):
    d, w = model["hidden"], dict.fromkeys("mixer latent dense router expert".split(), 0)
    for g in model["layers"]:
        a, m, n = g.get("attention"), g.get("mlp"), g["count"]
        w["mixer"] += n * (attention_params(a, d) if a else 0)
        if a and a["kind"] == "mla":
            w["latent"] += n * max(0, attention_params(a, d) - a["heads"] * a["v_dim"] * d)
        w["mixer"] += n * g.get("state", {}).get("params", 0)
        if not m:
            continue
        matrices = 3 if m.get("gated", True) else 2
        if m["kind"] == "dense":
            w["dense"] += n * matrices * d * m["width"]
        else:
            w["dense"] += n * matrices * d * m.get("shared_width", 0)
            w["router"] += n * d * m["experts"]
            w["expert"] += n * matrices * m.get("latent", d) * m["width"] * m["experts"]
    w["ends"] = model["vocab"] * d * (1 if model.get("tied_embeddings") else 2)
    w["other"] = model.get("other_params", 0)
    return w


def windowed(a):
    """Whether the engine's rule for windows counts, which it does not for compressed attention."""
    return "window" in a and a["kind"] != "latent"


class Deployment:
    """One replica of a model, and the requests that it serves."""

    def __init__(self, catalog, model, gpu, engine, weights, kv, tp=1, pp=1, ep=1, dp=1,
                 context=8192, prompt=1024, output=256, prefix_hit=0.0, tuning="default",
                 spread=0.0, users=1, static=False):
        self.catalog, self.c = catalog, catalog.constants
        self.model, self.gpu = catalog.models[model], catalog.gpus[gpu]
        self.engine, self.format = catalog.engines[engine], catalog.formats[weights]
        self.family, self.kv_bytes = self.gpu.get("family"), catalog.kv_formats[kv]["bytes"]
        self.tp, self.pp, self.ep, self.dp = tp, pp, ep, dp
        self.group, self.gpus = tp * dp, tp * dp * pp
        self.context, self.prompt, self.output = context, prompt, output
        self.spread, self.asked, self.batch = spread, users, static
        self.new = max(1, prompt * (1 - prefix_hit))
        self.seen = prompt - self.new / 2
        self.profile = self.engine["profiles"][tuning]
        self.server = (self.engine.get("server", True)
                       and self.profile == self.engine["profiles"]["default"])
        self.split = self.engine.get("splits_layers", False)
        self.capacity = self.gpu["memory"]["usable_gib"] * GIB
        self.limits = next(row for row in self.engine["limits"]
                           if self.capacity >= row.get("memory_from_gib", 0) * GIB
                           and self.family not in row.get("except_families", []))
        self.chunk = self.limits["step_tokens"]
        self.sequences = self.limits.get("sequences", math.inf)
        family = self.model.get("family")
        self.window_rule = next((row for row in self.engine.get("windows", [])
                                 if family in row.get("families", [family])), {})
        self.layers, self.d = self.model["layers"], self.model["hidden"]
        self.params = catalog.params[model]
        self.measure_model()
        self.runs = self.how_it_runs(self.format)
        self.blocks = self.has_blocks(self.format)
        self.widens = self.widening(self.format)

    def measure_model(self):
        """Depth, and the widest matrices of its parts."""
        blocks = 0
        self.heads = self.mlp = self.slice = self.top_k = self.experts = self.moe_layers = 0
        for g in self.layers:
            a, m = g.get("attention"), g.get("mlp")
            blocks += g["count"] * ((a is not None or "state" in g) + (m is not None))
            if a:
                head = a.get("head_dim") or a["nope_dim"] + a["rope_dim"]
                self.heads = max(self.heads, a["heads"] * head)
            if m and m["kind"] == "dense":
                self.mlp = max(self.mlp, m["width"])
            elif m:
                self.moe_layers += g["count"]
                self.mlp = max(self.mlp, m.get("shared_width", 0))
                self.experts, self.top_k, self.slice = m["experts"], m["top_k"], m["width"]
        self.depth = blocks / 2

    @property
    def bandwidth(self):
        return self.gpu["memory"]["bandwidth_gbs"] * 1e9

    @property
    def f16(self):
        return peak(self.gpu, "bf16")

    def has_blocks(self, f):
        """Whether its scales are those of blocks, which cost time."""
        return (self.model.get("fp8_blocks", False) and f["id"] == "fp8"
                and self.how_it_runs(f) == "native")

    def widening(self, f):
        return self.how_it_runs(f) == "widened" and f.get("widening_costs", False)

    def of_part(self, part):
        """The format that the checkpoint has for a part, where it is not that of the whole."""
        parts = self.model.get("native_parts", {})
        name = {"mixer": "attention", "dense": "shared", "ends": "head"}.get(part, part)
        if self.format["id"] != self.model["native_weights"] or name not in parts:
            return None
        return self.catalog.formats[parts[name]]

    def how_it_runs(self, f):
        """native, widened to 16 bits, or None."""
        fallback = f["fallback"]
        if self.engine["id"] not in f["engines"]:
            return None
        native = (self.family in f["native_families"] if "native_families" in f
                  else peak(self.gpu, f["tensor"]) is not None)
        if native:
            return "widened" if f.get("weight_only") else "native"
        if (self.family in fallback.get("families", [])
                and self.engine["id"] in fallback.get("engines", [self.engine["id"]])):
            return "widened"
        return None

    # Memory

    def bytes(self, part):
        """Of one weight; part is mixer, dense, expert, ends, or norms, which routers are with."""
        kept = set() if self.format.get("whole_file") else set(self.format.get("keeps_16bit", []))
        if self.format["id"] == self.model["native_weights"]:
            kept.update(self.model.get("native_keeps_16bit", []))
        keeps_latents = self.format.get("keeps_latents") and (
            self.format["id"] != self.model["native_weights"])
        name = {"mixer": "attention", "dense": "shared", "ends": "embedding"}.get(part, part)
        if self.of_part(part):
            return self.of_part(part)["bits"] / 8
        if name in kept:
            return 2.0
        b = self.format["bits"] / 8
        if name == "attention" and keeps_latents and self.params["latent"]:
            share = self.params["latent"] / self.params["mixer"]
            return share * 2 + (1 - share) * b
        return b

    def weights(self):
        w, shards = self.params, self.tp * self.pp
        spread = (w["mixer"] * self.bytes("mixer") + w["dense"] * self.bytes("dense")
                  + (w["router"] + w["other"]) * self.bytes("norms"))
        return (spread / shards + w["expert"] * self.bytes("expert") / (shards * self.dp)
                + w["ends"] * self.bytes("ends") / (shards if self.split else self.tp))

    def usable(self):
        rule, graphs = self.engine["memory"], self.limits.get("graph_sequences", 0)
        ranks = 1 + 1.5 * self.dp if self.dp > 1 else 1
        reserve = MIB * (rule.get("reserve_mib", 0)
                         + rule.get("reserve_step_token_mib", 0) * self.chunk
                         + rule.get("reserve_gpu_mib", 0) * self.tp * self.pp
                         + rule.get("reserve_graph_mib", 0) * graphs * ranks)
        if self.capacity > rule.get("reserve_floor_from_gib", 0) * GIB:
            reserve = max(reserve, rule.get("reserve_floor_gib", 0) * GIB)
        return rule.get("utilisation", 1) * self.capacity - reserve

    def activations(self):
        if self.engine["memory"].get("activations_in_reserve"):
            return 0.0
        n, d = self.chunk, self.d
        layer = (2 * n * (4 * d + 3 * self.heads / self.tp + 3 * self.mlp / self.tp)
                 + 2 * n * self.top_k * (2 * self.slice / self.tp + 2 * d))
        sampler = self.c["activation_sampler_bytes"] * min(self.sequences, n) * self.model["vocab"]
        return max(layer, sampler, self.c["activation_floor_mib"] * MIB)

    @staticmethod
    def seen_tokens(a, tokens):
        """Tokens, or entries that stand for several, that attention finds in the cache."""
        return min(tokens, a.get("window", tokens)) + (tokens // a["ratio"] if "ratio" in a else 0)

    def entry(self, a):
        """Bytes of a token in one layer."""
        if a["kind"] == "gqa":
            v = a.get("v_head_dim", a["head_dim"])
            return a["kv_heads"] * (a["head_dim"] + v) * self.kv_bytes
        if a["kind"] == "latent":
            return a["head_dim"] * self.kv_bytes
        if "indexer" in a and self.kv_bytes == 1:
            return a["kv_rank"] + 4 * a["kv_rank"] / 128 + 2 * a["rope_dim"]
        return (a["kv_rank"] + a["rope_dim"]) * self.kv_bytes

    @staticmethod
    def index(a, tokens):
        each = a.get("indexer", {}).get("bytes_per_token", 0)
        return each * (tokens // a["ratio"] if "ratio" in a else tokens)

    def share(self, a):
        """Of a layer's cache, on one GPU: whole heads; latents cannot be divided."""
        return math.ceil(a["kv_heads"] / self.tp) / a["kv_heads"] if a["kind"] == "gqa" else 1

    def cached_layers(self):
        """Layers with a cache of their own, how many are paid for, and whether they have a window."""
        rows = [(g["attention"], g["count"], windowed(g["attention"])) for g in self.layers
                if "attention" in g and g["attention"].get("kv_cached", True)]
        counts = [sum(n for a, n, kind in rows if kind == windows and a["kind"] != "latent")
                  for windows in (False, True)]
        group = max(counts) if max(counts) < 1.5 * min(counts) else min(counts)
        for a, count, windows in rows:
            if self.window_rule.get("equal_groups") and group and a["kind"] != "latent":
                count *= math.ceil(counts[windows] / group) * group / counts[windows]
            yield a, count, windows

    def held(self, a, tokens, step=0):
        """Tokens of a request for which a layer with a window has memory set aside."""
        rule, block = self.window_rule, self.window_rule.get("block_tokens", 1)
        window = a["window"] + rule.get("extra_tokens", 0)
        window += self.chunk if rule.get("step") == "each" else step
        return max(rule.get("pool_share", 0) * tokens,
                   math.ceil(min(tokens, window) / block) * block)

    def in_full(self, tokens):
        """The same where attention sees all tokens: its pool grows with that of the windows."""
        share = self.window_rule.get("pool_share", 0)
        held = [self.held(a, tokens) for a, _, windows in self.cached_layers() if windows]
        return max([tokens] + [tokens_held / share for tokens_held in held if share])

    def cache(self, a, windows, tokens):
        """Bytes of a request in one layer."""
        if windows:
            return self.held(a, tokens) * self.entry(a) + self.index(a, tokens)
        if a["kind"] != "latent":
            tokens = self.in_full(tokens)
        return self.seen_tokens(a, tokens) * self.entry(a) + self.index(a, tokens)

    def blocks_of(self, tokens):
        return math.ceil(tokens / self.c["kv_block_tokens"]) * self.c["kv_block_tokens"]

    def sequence(self, tokens, one_gpu=False):
        """Bytes of a request, of its one logical copy or on each GPU of a tensor-parallel group."""
        return self.size(self.blocks_of(tokens), one_gpu)

    def size(self, tokens, one_gpu=False):
        """The same of so many tokens, without the rest of the last block."""
        size = sum(g["count"] * g.get("state", {}).get("bytes", 0) / (self.tp if one_gpu else 1)
                   for g in self.layers)
        return size + sum(count * (self.share(a) if one_gpu else 1) * self.cache(a, windows, tokens)
                          for a, count, windows in self.cached_layers())

    def prefill(self, tokens):
        """Bytes of windows that a data-parallel rank needs while it reads a prompt."""
        tokens = self.blocks_of(tokens)
        if self.window_rule.get("step") != "once":
            return 0
        return sum(count * self.entry(a) * (self.held(a, tokens, self.chunk) - self.held(a, tokens))
                   for a, count, windows in self.cached_layers() if windows)

    def token(self):
        """Bytes that every further token adds once all windows are full."""
        size = 0.0
        for a, count, windows in self.cached_layers():
            grows = 1 if "ratio" in a or "window" not in a else 0
            if windows:
                grows = self.window_rule.get("pool_share", 0)
            index = a.get("indexer", {}).get("bytes_per_token", 0)
            size += count * (grows * self.entry(a) + index) / a.get("ratio", 1)
        return size

    def slope(self, tokens):
        """Bytes of a token more, for a request that has so many."""
        rule, total = self.window_rule, 0.0
        share, extra = rule.get("pool_share", 0), rule.get("extra_tokens", 0)
        in_full = 1.0
        for a, _, windows in self.cached_layers():
            reach = min(tokens, a["window"] + extra) if windows else 0
            if windows and share and reach > share * tokens:
                in_full = 1 / share if tokens < a["window"] + extra else 0.0
        for a, count, windows in self.cached_layers():
            keys = a.get("indexer", {}).get("bytes_per_token", 0) / a.get("ratio", 1)
            if windows:
                short = tokens < a["window"] + extra
                grows = (1.0 if short and min(tokens, a["window"] + extra) > share * tokens
                         else share if min(tokens, a["window"] + extra) <= share * tokens else 0.0)
            elif a["kind"] == "latent":
                grows = (1 / a["ratio"] if "ratio" in a else 0 if "window" in a else in_full)
                grows += 1 if tokens < a.get("window", 0) else 0
            else:
                grows = in_full
            total += count * (grows * self.entry(a) + keys)
        return total

    def requests(self, m):
        """How many fit together, how many are sure to, how many run where more want to, and what
        all that are asked for hold."""
        c, spread = self.c, self.spread
        common = self.prompt - self.new
        square = 1 + spread ** 2
        own = min(self.new + self.output * square / 2 + (c["kv_block_tokens"] - 1) / 2,
                  self.context - common)
        variance = ((self.prompt * spread) ** 2
                    + self.output ** 2 * (square ** c["held_output_power"] / 3 - square ** 2 / 4))
        variance = min(variance, own * (self.context - common - own))
        mean, shared = self.size(own), common * m["token"]
        kind = self.engine["memory"].get("admission", "in_use")
        if self.batch and kind != "context":
            kind = "answer"
        if kind == "context":
            shared = 0

        def room(tokens):
            return max(0.0, m["pool"] / self.dp - self.prefill(tokens) - shared)

        def whole(room, size):
            return self.dp * (room // size) if size > 0 else None

        full = whole(room(self.context), m["sequence"] - shared)
        rest, crowded = room(self.prompt), None
        if kind == "answer":
            most = whole(rest, self.sequence(self.prompt + self.output) - shared)
        elif kind == "context":
            most = whole(rest, m["sequence"] - shared)
        elif kind == "ahead":
            most = whole(rest, self.size(own + self.engine["memory"]["ahead_share"] * self.output / 2))
        elif mean > 0:
            sigma = c["held_deviations"] * self.slope(own) * math.sqrt(variance)
            most = self.dp * math.floor(
                ((math.sqrt(sigma ** 2 + 4 * mean * rest) - sigma) / (2 * mean)) ** 2 + 1e-9)
        else:
            most = None
        if most is not None and full is not None:
            most = max(most, full)
        else:
            most = None
        if most is not None and kind in ("in_use", "ahead"):
            crowded = max(most, c["held_fill"] * (m["pool"] - self.dp * shared) / mean)
        each = m["sequence"] - shared if kind == "context" else mean
        return {"max_concurrency": most, "max_concurrency_full": full,
                "crowded": most if crowded is None else crowded,
                "in_use": min(m["pool"], self.asked * each + self.dp * shared)}

    def memory(self):
        rule = self.engine["memory"]
        m = {"weights": self.weights(), "usable": self.usable(), "activations": self.activations(),
             "runtime": rule.get("runtime_gib", 0) * GIB,
             "sequence": self.sequence(self.context), "token": self.token()}
        if self.gpus > 1:
            m["runtime"] += rule.get("communication_gib", 0) * GIB
        pool = m["usable"] - m["weights"] - m["activations"] - m["runtime"]
        if pool > 0:
            m["runtime"] += (1 - rule.get("free_fraction", 1)) * pool
            pool *= rule.get("free_fraction", 1)
        copies = self.sequence(self.context, True) * self.tp / m["sequence"] if m["sequence"] else 1
        m["pool"] = max(0.0, pool) * self.gpus / copies
        m.update(self.requests(m))
        prefill = self.prefill(self.context)
        slack = pool - (m["sequence"] + prefill) * copies / (self.tp * self.pp)
        enough = (self.c["fits_slack_moe_fraction"] * self.capacity if self.moe_layers
                  else self.c["fits_slack_dense_gib"] * GIB)
        m["fits"] = "no" if slack < 0 else "yes" if slack > enough else "tight"
        return m
