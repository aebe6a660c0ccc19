/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the trade, one row for each; they are sorted, as translated, where they are written: TERM(term,
 * definition) where only this table has it, METRIC_TERM(term, metric, more or "") and PARAMETER_TERM(term,
 * parameter, more or "") where the help of another table says what it is. */
TERM(N_("activations"),
	N_("values between the layers of a model while it works; they need memory besides weights and KV cache"))
TERM(N_("active parameters"),
	N_("those that one token passes in a mixture of experts; they decide the speed, all of them decide the memory"))
TERM(N_("adapter"),
	N_("small matrices beside the weights, which are trained while the weights stay as they are; see LoRA"))
PARAMETER_TERM(N_("adapter rank"), RANK, N_("memory and work grow with it, but little"))
TERM(N_("amortisation"), N_("spreading the price of a purchase over the years that it is used"))
TERM(N_("attention"),
	N_("the part of a layer in which a token looks at those before it; its cost grows with the context"))
METRIC_TERM(N_("availability"), FLEET_AVAILABILITY, N_("interruptions are taken to be independent"))
TERM(N_("band"), N_("the range in which 80 percent of published measurements lie around such an estimate"))
TERM(N_("bandwidth bound"), N_("limited by how fast memory is read, as decode with few users is"))
TERM(N_("batch"), N_("the requests that one step works on together; weights are read once for all of them"))
TERM(N_("BF16"), N_("numbers of 16 bits with the range of 32-bit ones; most models are trained and published in it"))
TERM(N_("break-even"),
	N_("where two ways to pay cost the same: the load, the price or the share of busy hours, or the month from which owning has cost no more than renting"))
PARAMETER_TERM(N_("busy"), BUSY, N_("idle hours are paid as well"))
TERM(N_("calibrated"), N_("estimated with constants that were fitted on published measurements of this family of GPUs"))
TERM(N_("capex"), N_("what is paid once, at the purchase: GPUs, their share of servers and network"))
TERM(N_("checkpoint"), N_("files with the weights of a model in one number format"))
TERM(N_("colocation"), N_("space, cooling and power supply rented in somebody else's data centre, by the kW"))
TERM(N_("compute bound"), N_("limited by how fast numbers are multiplied, as prefill and large batches are"))
PARAMETER_TERM(N_("concurrency"), CONCURRENCY, "")
PARAMETER_TERM(N_("context"), CONTEXT, "")
TERM(N_("continuous batching"),
	N_("requests enter and leave the batch at every step, instead of waiting for the slowest one"))
TERM(N_("data parallel"), N_("groups of GPUs that each hold the attention and serve requests of their own"))
PARAMETER_TERM(N_("deadline"), DEADLINE, "")
TERM(N_("decode"),
	N_("the second part of a request: one step for every output token, each reading all weights and the KV cache"))
TERM(N_("denoising step"),
	N_("one evaluation of a model that makes images or clips from noise, two with guidance; the time grows with their number"))
TERM(N_("disaggregation"), N_("prefill and decode on GPUs of their own; the KV cache is sent from one to the other"))
METRIC_TERM(N_("E2E"), E2E, "")
TERM(N_("expert parallel"), N_("the experts of a layer are spread over GPUs, and tokens travel to them"))
TERM(N_("extrapolated"), N_("estimated for a GPU without published measurements; its band is wider"))
TERM(N_("fleet"), N_("all replicas of a service"))
TERM(N_("FP4"),
	N_("floating-point numbers of 4 bits with a scale for each small block, as in NVFP4 and MXFP4; only newer GPUs multiply in it"))
TERM(N_("FP8"),
	N_("floating-point numbers of 8 bits: half the memory of BF16, and about twice the speed on GPUs that multiply in it"))
TERM(N_("FSDP"),
	N_("fully sharded data parallel: GPUs that share the data divide weights, gradients and optimiser states, and gather the weights of a layer when it is computed; also ZeRO-3"))
TERM(N_("full fine-tuning"),
	N_("all weights are trained: gradients and optimiser states take several times the memory of the weights"))
TERM(N_("GiB"), N_("1024 x 1024 x 1024 bytes"))
TERM(N_("goodput"),
	N_("the requests or tokens a second that stay inside the latency goals; of a training run the share of the time that gets it further"))
TERM(N_("gradient checkpointing"),
	N_("most activations are not kept but computed again in the backward pass: less memory, about a third more work; also recomputation"))
TERM(N_("guidance"),
	N_("an image follows its text more closely because every denoising step is evaluated with the text and without it (CFG): twice the time, unless the model was distilled"))
TERM(N_("INT4"),
	N_("whole numbers of 4 bits with a scale for each group, as in AWQ and GPTQ; widened to 16 bits before they are multiplied"))
TERM(N_("interruption"), N_("a spot machine is taken back"))
TERM(N_("KV cache"), N_("what attention keeps of every token of a request; it takes the memory that weights leave"))
METRIC_TERM(N_("KV headroom"), KV_HEADROOM, "")
TERM(N_("latent"),
	N_("the small form of an image, clip or sound in which a model works; the decoder makes pixels or sound of it"))
TERM(N_("LoRA"),
	N_("low-rank adaptation: small matrices, trained for one use, whose products are added to weights that stay as they are"))
TERM(N_("MFU"),
	N_("model FLOPS utilisation: the operations that the model needs over those that the GPU could do in the time"))
TERM(N_("MIG"), N_("multi-instance GPU: one GPU cut into up to seven, each with memory and processors of its own"))
TERM(N_("MoE"),
	N_("mixture of experts: a model whose layers have many small networks, of which each token passes a few"))
TERM(N_("NVLink"), N_("NVIDIA's direct links between GPUs, several times as fast as PCIe"))
TERM(N_("on demand"), N_("rented by the hour without a promise, and not taken back"))
TERM(N_("PCIe"), N_("the bus of a server; joins GPUs to the host, and to each other where there is no faster link"))
TERM(N_("pile"), N_("requests that all must be done by a time, in whatever order: nobody waits for a single one"))
TERM(N_("pipeline parallel"), N_("the layers are spread over GPUs one after another; it saves memory and adds waiting"))
TERM(N_("prefill"), N_("the first part of a request: the prompt is read, many tokens a step"))
TERM(N_("prefix cache"),
	N_("the KV cache of a beginning that many prompts share, kept so that it is not computed again"))
TERM(N_("PUE"),
	N_("power usage effectiveness: the power of a site over that of its servers; cooling is most of the rest"))
TERM(N_("QLoRA"), N_("LoRA beside weights that are kept in 4 bits: a quarter of the memory, a little slower"))
TERM(N_("quantisation"),
	N_("weights in fewer bits than they were trained in: less memory, faster decode, other answers"))
TERM(N_("replica"), N_("the GPUs that hold one copy of the model together"))
TERM(N_("reserved"), N_("rented for one or three years at a lower price an hour"))
TERM(N_("residual value"), N_("what a sale brings at the end of the use"))
METRIC_TERM(N_("RTF"), MEDIA_RTF, N_("real-time factor; below 1 it is faster than it is heard"))
METRIC_TERM(N_("saturated"), SATURATED, "")
TERM(N_("SLA"),
	N_("service level agreement: what a provider promises, such as uptime or latency, and what it owes when it fails"))
PARAMETER_TERM(N_("spares"), SPARES, "")
TERM(N_("speculative decoding"), N_("a small model guesses tokens that the large one checks several at a time"))
TERM(N_("spot"), N_("spare machines at a low price, which the provider takes back at short notice"))
TERM(N_("step"), N_("one pass of a batch through all layers"))
PARAMETER_TERM(N_("target load"), TARGET_LOAD, "")
TERM(N_("TCO"),
	N_("total cost of ownership: purchase, power, space and operation over the years of use, less the residual value"))
TERM(N_("tensor parallel"),
	N_("every layer is cut over GPUs, which exchange results after each one; it needs fast links"))
TERM(N_("text encoder"),
	N_("a language model that turns the prompt of an image or a clip into numbers, once; it may leave the GPU when it is done"))
TERM(N_("TFLOPS"), N_("1e12 operations on numbers a second; a multiplication and its addition are two"))
TERM(N_("throughput"), N_("tokens or requests a second of the whole service"))
TERM(N_("token"), N_("the unit in which models read and write: a short word or part of one"))
METRIC_TERM(
	N_("TPOT"), TPOT, N_("also called inter-token latency; its inverse is the tokens a second that one user sees"))
METRIC_TERM(N_("TTFT"), TTFT, N_("waiting and prefill"))
TERM(N_("utilisation"),
	N_("the share of what is paid for that does useful work, by hours or by load; cost per token rises as it falls"))
TERM(N_("VAE"),
	N_("variational autoencoder: its decoder makes pixels of latents, at the end of an image or a clip, and often needs the most memory"))
METRIC_TERM(N_("verdict"), VERDICT, "")
TERM(N_("VRAM"), N_("the memory of a GPU"))
TERM(N_("weights"), N_("the numbers that a model learned; all of them must be in memory"))
TERM(N_("ZeRO"),
	N_("GPUs that share the data divide what training keeps: optimiser states (1), gradients too (2), weights too (3), which is FSDP"))
