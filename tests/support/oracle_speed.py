# SPDX-License-Identifier: GPL-3.0-or-later
"""Step time and loads, calculated a second time; oracle_memory.py says how and why."""
import math

from oracle_memory import Deployment, peak


def soft_max(a, b, p):
    return (a**p + b**p) ** (1 / p) if a and b else a + b


class Replica(Deployment):
    """A deployment that works."""

    # Links

    def link(self, gpus):
        """The link that joins so many of them, None where none is known."""
        rows = self.gpu.get("links") or []
        name = next((row["link"] for row in rows if gpus <= row["gpus"]), None)
        return self.catalog.links[name] if name else None

    @staticmethod
    def by_gpus(link, gpus, figure):
        """figure(row) of the row for so many GPUs; between two rows by the logarithm."""
        rows = link["all_reduce"]
        at = next((i for i, row in enumerate(rows) if row["gpus"] >= gpus), len(rows) - 1)
        if at == 0 or rows[at]["gpus"] <= gpus:
            return figure(rows[at])
        low, high = figure(rows[at - 1]), figure(rows[at])
        few, many = rows[at - 1]["gpus"], rows[at]["gpus"]
        return low + (high - low) * math.log(gpus / few) / math.log(many / few)

    @staticmethod
    def row_rate(row, size):
        """Bytes a second: short messages end at 32 MB, long ones begin at 128 MB."""
        short, long = row["beta_gbs"] * 1e9, row.get("beta_large_gbs", row["beta_gbs"]) * 1e9
        share = math.log(size / 32e6) / math.log(4) if size > 0 else 0
        return short + (long - short) * min(1, max(0, share))

    def all_reduce(self, size):
        moved = 2 * (self.tp - 1) / self.tp * size

        def seconds(row):
            two = row.get(self.engine.get("collectives", "vllm"))
            if not two:
                return row["alpha_us"] * 1e-6 + moved / self.row_rate(row, size)
            return min(two["alpha_us"] * 1e-6 + moved / (two["beta_gbs"] * 1e9),
                       two["alpha_large_us"] * 1e-6 + moved / (two["beta_large_gbs"] * 1e9))

        return self.by_gpus(self.link(self.tp), self.tp, seconds)

    def exchange(self, n):
        """Seconds of a step of n tokens between GPUs."""
        c, total, link = self.c, 0.0, self.link(self.gpus)
        if self.split:
            return total
        if self.tp > 1:
            total += (2 * self.depth * c["ar_x/" + self.profile]
                      * self.all_reduce(n / self.dp * self.d * 2))
        if self.dp > 1 and self.moe_layers:
            x = c["a2a_pcie" if link["kind"] == "pcie" else "a2a"]
            x *= c["a2a_server"] if self.server else 1
            wide = 2 if self.bytes("expert") > 1.1 else 1
            size = n * (self.group - 1) / self.group * self.d * (wide + 2)
            latency = self.by_gpus(link, self.group, lambda row: row["alpha_us"] * 1e-6)
            rate = self.by_gpus(link, self.group, lambda row: self.row_rate(row, size))
            total += self.moe_layers * x * (2 * latency + size / rate)
        if self.pp > 1:
            size = n * self.d * 2
            rate = self.by_gpus(link, 2, lambda row: self.row_rate(row, size))
            total += (self.pp - 1) * (c["pp_boundary_us"] * 1e-6 + size / rate)
        return total

    # One step

    def llama_cpp_part(self, streamed, multiplied, b, rows):
        """Weights of a part that is streamed and multiplied by llama.cpp."""
        c, k = self.c, self.format.get("k_quant", False)
        kind = "hbm" if self.gpu["memory"]["type"].startswith("HBM") else "gddr"
        narrow = 1 + c["lc_width"] * 1e-3 * self.bandwidth * 1e-12 * 4096 / self.d
        rate = self.bandwidth * c["lc_bw/" + kind] * (c["lc_q"] if k else 1) / narrow
        f = self.gpu.get("fp16_accumulate_tflops")
        f = (f * 1e12 if f else self.f16) * c["lc_e/" + self.family] * (c["lc_kq"] if k else 1)
        return streamed * b / rate, 2 * multiplied * rows / f

    def part(self, params, part, rows, width):
        """Seconds to stream the weights of a part, and to multiply rows with them."""
        c, b = self.c, self.bytes(part)
        if self.split:
            return self.llama_cpp_part(params, params, b, rows)
        f = self.of_part(part) or self.format
        tensor = f["tensor"] if self.how_it_runs(f) == "native" and b != 2 else "bf16"
        bandwidth = self.bandwidth * c["e_bw/" + self.family]
        rate = (peak(self.gpu, tensor) * c["e_fl/%s/%s" % (self.family, tensor)]
                * c["m_fl/" + self.profile])
        if b != 2 and self.has_blocks(f):
            bandwidth, rate = bandwidth * c["blk_b"], rate * c["blk_f"]
        if tensor == "fp4":
            bandwidth *= c["fp4_b"]
        if b != 2 and self.widening(f):
            bandwidth *= c["e_wo"]
        fill = c["a_gemm"] * self.tp / (width or self.d)
        return params * b / (self.tp * bandwidth), 2 * params * (rows + fill) / (self.tp * rate)

    def expert_part(self, n):
        c, e, k = self.c, self.experts, self.top_k
        params, b = self.params["expert"], self.bytes("expert")
        reached = 1 - (1 - k / e) ** (n ** c["gamma/few" if e <= 32 else "gamma/many"])
        if self.split:
            return self.llama_cpp_part(params * reached, params * k / e, b, n)
        slice_width = self.slice * self.ep / self.group
        more_bytes = more_work = 1.0
        if self.ep > 1:
            grow = c["imb"] * math.sqrt(2 * math.log(self.ep))
            more_bytes = min(1 / reached, 1 + grow / math.sqrt(e * reached / self.ep))
            more_work = 1 + grow / math.sqrt(n * k / self.ep)
        kind = self.format["efficiency"] + ("_block" if self.blocks else "")
        tensor = self.format["tensor"] if self.runs == "native" and b != 2 else "bf16"
        rate = peak(self.gpu, tensor) * c["e_moe_fl/" + kind] * c["m_fl/" + self.profile]
        return (params * b * reached * more_bytes * (1 + c["wb_moe"] / slice_width)
                / (self.group * self.bandwidth * c["e_moe_bw/" + kind]),
                2 * params * k / e * n * more_work * (1 + c["w_moe/" + kind] / slice_width)
                / (self.group * rate))

    def attention(self, batch, context, tokens, seen):
        """Seconds: reading the cache, products of latents in decode, attention of prompts."""
        c, f = self.c, self.f16 * self.c["e_fa/" + self.family]
        half = c.get("s0_fa/" + self.family, 0)
        read = latent = prompt = 0.0
        for g in self.layers:
            a, count = g.get("attention"), g["count"]
            read += count * g.get("state", {}).get("bytes", 0) / self.tp
            if not a:
                continue
            top = a.get("indexer", {}).get("topk", math.inf)
            found = min(self.seen_tokens(a, context), top)
            read += count * self.share(a) * (found * self.entry(a) + self.index(a, context))
            sizes = a.get("head_dim", 0) + a.get("v_head_dim", a.get("head_dim", 0))
            if a["kind"] == "mla":
                sizes = a["nope_dim"] + a["rope_dim"] + a["v_dim"]
                absorbed = 2 * a["kv_rank"] + a["rope_dim"]
                latent += count * 2 * a["heads"] * absorbed * min(context, top)
            found = min(self.seen_tokens(a, seen), top)
            if self.split:
                prompt += count * tokens * c["lc_score_bytes"] * a["heads"] * found / self.bandwidth
            else:
                prompt += (count * tokens * 2 * a["heads"] * sizes * found / f / self.group
                           * (1 + half / max(1, 2 * seen)))
        batch /= self.dp
        return (batch * read / (self.bandwidth * c["e_att/" + self.family]),
                batch * latent / self.tp / f, prompt)

    def fixed(self, batch, n):
        c, q = self.c, self.profile
        link, h = self.link(2), 1.0
        if not self.split and self.gpu.get("host") == "grace":
            h = c["h_grace"]
        elif not self.split and link and link["kind"] == "pcie":
            h = c["h_pcie"]
        kernels = self.depth * (c["t_layer/" + q] + (c["t_wo"] if self.widens else 0))
        kernels += self.moe_layers * c["t_moe/" + q]
        for g in self.layers:
            a = g.get("attention", {})
            kernels += g["count"] * ((c["t_mla"] if a.get("kind") == "mla" else 0)
                                     + (c["t_dsa"] if "indexer" in a else 0)
                                     + (c["t_lin"] if "state" in g else 0))
        hidden = c["c_act"] * 2 * self.d * self.depth * n / (self.tp * self.dp * self.bandwidth)
        return kernels + (c["t_host/" + q] + batch / self.dp * c["t_seq/" + q]) * h + hidden

    def step(self, running, tokens=0, seen=0):
        """Seconds by cause of a step: decode `running` requests, process tokens of prompts."""
        c, w = self.c, self.params
        batch = max(min(running, 1), running / self.pp ** c["pp_gain"])
        n, rows = batch + tokens, batch
        if tokens:
            rows += max(1, tokens / c["moe_head_chunk"])
        p = c["lc_p" if self.split else "p"]
        t = dict.fromkeys("weights kv compute communication overhead".split(), 0.0)

        def add(cause, stream, multiply, p):
            whole, both = soft_max(stream, multiply, p), stream + multiply
            if both:
                t[cause] += whole * stream / both
                t["compute"] += whole * multiply / both

        vocab, width = self.model["vocab"], max(self.mlp, self.slice)
        add("weights", *self.part(w["mixer"], "mixer", n / self.dp, self.heads), p)
        add("weights", *self.part(w["dense"] + w["router"], "dense", n, width), p)
        add("weights", *self.part(vocab * self.d, "ends", rows, vocab), p)
        if self.moe_layers:
            add("weights", *self.expert_part(n), c["p_moe"])
        read, latent, prompt = self.attention(batch, self.prompt + self.output / 2, tokens, seen)
        add("kv", read, latent, p)
        t["compute"] += prompt
        t["communication"] = self.exchange(n)
        t["overhead"] = self.fixed(batch, n)
        t["step"] = sum(t.values())
        return t

    # Loads

    def prompts(self, tokens):
        """So many tokens of prompts, with nothing to decode."""
        chunks, m = math.ceil(tokens / self.chunk), max(1, tokens / self.chunk)
        seconds = chunks * self.step(0, tokens / chunks, self.seen)["step"]
        if self.pp > 1:
            gain = (m + self.pp - 1) / (m * self.pp)
            seconds *= gain ** (self.c["lc_pp"] if self.split else 1)
        return seconds

    def isolated(self):
        """One prompt alone."""
        return self.prompts(self.new)

    def cost(self, running, step):
        """What a prompt adds to the steps that decode others."""
        carried = min(self.chunk, self.new * max(1, running / max(self.output - 1, 1e-9)))
        mixed = self.step(running, carried, self.seen)["step"]
        return (mixed - step) * self.new / carried / self.pp

    def running_limit(self, memory, figure="max_concurrency"):
        held = memory[figure]
        return min(math.inf if held is None else held, self.sequences * self.dp)

    def lost(self, concurrency, memory):
        """Share of the output that preemption costs."""
        fits = memory["max_concurrency"]
        if fits is None:
            return 0.0
        beyond = min(concurrency, self.sequences * self.dp) / max(1, fits) - 1
        most = self.engine["memory"].get("preemption_loss", 0)
        return max(0.0, most * min(1, beyond / (self.c["preemption_ratio"] - 1)))

    def users(self, concurrency, memory):
        """A number of requests that are always in flight."""
        c, q, t = self.c, self.profile, self.output
        inside = min(concurrency, max(1, self.running_limit(memory),
                                      self.running_limit(memory, "crowded")))
        running, isolated = inside, self.isolated()
        for _ in range(int(c["closed_loop_passes"])):
            parts = self.step(running)
            step, cost = parts["step"], self.cost(running, parts["step"])
            tpot = step + (1 - c["beta/" + q]) * max(0, running - 1) / t * cost
            ttft = c["t_req/" + q] + c["k_pre/" + q] * isolated
            if inside > 1:
                load = running * cost / (t * step + running * cost)
                queue = (2 * load) ** c["q_rho"] * (inside - 1) ** c["q_pow"]
                ttft += (step / 2 + c["q_ttft/" + q] * queue * cost / 2 + c["mix/" + q] * step
                         + c["t_front/" + q] * (inside - 1) / 2)
            ttft = max(ttft, t * step + inside * (1 - c["beta/" + q]) * cost - (t - 1) * tpot)
            running = inside * t * tpot / (t * tpot + ttft)
        rate = (1 - self.lost(concurrency, memory)) * inside * t / (ttft + (t - 1) * tpot)
        waiting = (concurrency - inside) / inside * (ttft + t * tpot)
        return dict(parts, tpot=tpot, ttft=ttft + waiting, output_rate=rate)

    def arrivals(self, rate, memory):
        """Requests that arrive at random; no figures where the replica cannot keep up."""
        c, limit, running, full = self.c, self.running_limit(memory), 1.0, self.c["queue_full_rho"]
        for _ in range(400):
            parts = self.step(max(1, running))
            step, cost = parts["step"], self.cost(max(1, running), parts["step"])
            load = rate * cost
            if load >= full:
                break
            following = rate * (self.output - 1) * step / (1 - load)
            if abs(following - running) <= 1e-3 * running:
                break
            running = (running + following) / 2
            if running >= 4 * limit:
                break
        answer = dict(parts, tpot=None, ttft=None, output_rate=None)
        if load < full and running <= limit:
            answer["tpot"], answer["output_rate"] = step / (1 - load), rate * self.output
            answer["ttft"] = (c["open_request_s"] + self.isolated() + step / 2 * min(1, running)
                              + load * cost / (2 * (1 - load)))
        return answer

    def static(self, concurrency, memory):
        """Whole batches, one after the other."""
        waves = max(1, math.ceil(concurrency / max(1, self.running_limit(memory))))
        inside = concurrency / waves
        parts = self.step(inside)
        first = self.c["t_req/" + self.profile] + self.prompts(inside * self.new)
        batch = first + (self.output - 1) * parts["step"]
        return dict(parts, tpot=parts["step"], ttft=first + (waves - 1) / 2 * batch,
                    output_rate=inside * self.output / batch)

    def verdict(self, memory):
        """Why there is no estimate, or that there is one."""
        if self.gpus > self.gpu.get("max_gpus_per_node", math.inf):
            return "not_supported"
        if self.family and self.f16:
            divides = all(g["attention"]["heads"] % self.tp == 0
                          for g in self.layers if "attention" in g)
            if not self.runs or not divides:
                return "not_supported"
        if memory["fits"] == "no":
            return "does_not_fit"
        known = self.family and self.gpu["memory"].get("bandwidth_gbs") and self.f16
        if self.split:
            known = known and "lc_e/" + self.family in self.c
        elif known and self.runs == "native":
            known = "e_fl/%s/%s" % (self.family, self.format["tensor"]) in self.c
        known = known and all(self.how_it_runs(f) for f in map(self.of_part, ("mixer", "dense", "ends"))
                              if f)
        linked = self.gpus == 1 or self.split or self.link(self.gpus)
        return "estimated" if known and linked else "not_estimated"
