/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every input of a study, one row each, in the order of plans:
 * PARAMETER(ID, option name, kind, quantity, lowest, highest, default, endless word, stops,
 *           label, help).
 * The kind says what a value is, and in which member of struct scenario it is kept:
 * NUMBER: a quantity, in number[].
 * NUMBER_OR(value, most): a whole one that follows from others where it is not given, and the most it can be.
 * CHOICE(words): the index of a word, in number[].
 * THING(member, list): one of a list of the catalog, or auto.
 * THING_ALWAYS(member, list, default): the same, never auto.
 * THINGS(member, list), WORDS(member, list): several of a list.
 * TEXT(member), METRIC(member), and MODEL and TRAFFIC, which are kept in their own way.
 * Stops are those of the slider of a number.  NAN: not given by default.
 * The endless word stands for infinity ("max" users, goal "off"); NULL: there is none.
 */
PARAMETER(MODEL, "model", MODEL, COUNT, 0, 0, NAN, NULL, NULL, N_("Model"), N_("model id, alias or checkpoint name of the catalog; or a config.json, a GGUF file or a folder with one"))
PARAMETER(PARAMS, "params", NUMBER, PARAMETERS, 1e7, 2e13, NAN, NULL, NULL, N_("Parameters"), N_("instead of a model: a generic model with so many parameters"))
PARAMETER(ACTIVE, "active", NUMBER, PARAMETERS, 1e7, 2e13, NAN, NULL, NULL, N_("Active"), N_("parameters that one token passes, for a generic mixture of experts"))
PARAMETER(WEIGHTS, "weights", THING(weights, formats), COUNT, 0, 0, NAN, NULL, NULL, N_("Weights"), N_("number format of the weights; auto: the checkpoint's own, else 8 bits where the GPU runs them"))
PARAMETER(KV, "kv", THING(kv, kv_formats), COUNT, 0, 0, NAN, NULL, NULL, N_("KV cache"), N_("number format of the KV cache; auto: 16 bits unless the checkpoint declares FP8"))
PARAMETER(CONTEXT, "context", NUMBER_OR(scenario_context, scenario_context_limit), TOKENS, 16, 16777216, NAN, NULL, stops_context, N_("Context"), N_("longest single request, prompt and answer together, in tokens: the limit of the engine"))
PARAMETER(PROMPT, "prompt", NUMBER, TOKENS, 1, 16777216, 1024, NULL, stops_tokens, N_("Prompt"), N_("mean prompt length in tokens"))
PARAMETER(OUTPUT, "output", NUMBER, TOKENS, 1, 16777216, 256, NULL, stops_tokens, N_("Output"), N_("mean answer length in tokens"))
PARAMETER(SPREAD, "spread", NUMBER, NUMBER, 0, 3, 0.85, NULL, stops_spread, N_("Spread"), N_("how much lengths differ: standard deviation over mean, of prompts and of answers; 0: all alike, chat about 0.85, reasoning 1.2"))
PARAMETER(CONCURRENCY, "concurrency", NUMBER, COUNT, 1, 1e6, 32, "max", stops_count, N_("Users"), N_("requests in progress at one moment in the whole service; max: as many as fit one replica"))
PARAMETER(RATE, "rate", NUMBER, RATE, 1e-6, 1e6, NAN, NULL, stops_rate, N_("Rate"), N_("requests per second that arrive, instead of a concurrency: at one replica, in a fleet at the whole service"))
PARAMETER(TTFT, "ttft", NUMBER, SECONDS, 0.001, 3600, 0.5, "off", stops_ttft, N_("TTFT goal"), N_("longest time to first token"))
PARAMETER(TPOT, "tpot", NUMBER, SECONDS, 0.001, 60, 0.05, "off", stops_tpot, N_("TPOT goal"), N_("longest time per output token"))
PARAMETER(CERTAINTY, "certainty", NUMBER, FRACTION, 0.5, 0.95, 0.8, NULL, stops_certainty, N_("Sure"), N_("how sure a goal must be kept, by the error of the estimates; costs are compared at the same quantile"))
PARAMETER(GOAL_AT, "goal-at", CHOICE(goal_at_words), COUNT, 0, 4, 0, NULL, NULL, N_("Goals at"), N_("which requests the latency goals are about: the mean one, or one in so many"))
PARAMETER(SPOT, "spot", CHOICE(spot_words), COUNT, 0, 1, 0, NULL, NULL, N_("Spot"), N_("whether the work tolerates losing a machine at short notice: tolerant adds spot offers"))
PARAMETER(BUSY, "busy", NUMBER, FRACTION, 0.001, 1, 0.5, NULL, stops_busy, N_("Busy"), N_("share of the paid time that does useful work"))
PARAMETER(FOUR_BIT, "four-bit", CHOICE(four_bit_words), COUNT, 0, 2, 0, NULL, NULL, N_("4-bit"), N_("whether auto may choose 4-bit weights, which need validation on the task"))
PARAMETER(PREFIX_HIT, "prefix-hit", NUMBER, FRACTION, 0, 1, 0, NULL, stops_hit, N_("Cache hit"), N_("share of the prompt tokens found in the prefix cache"))
PARAMETER(ENGINE, "engine", THING_ALWAYS(engine, engines, "vllm"), COUNT, 0, 0, NAN, NULL, NULL, N_("Engine"), N_("inference engine"))
PARAMETER(TUNING, "tuning", CHOICE(tuning_words), COUNT, 0, 1, 0, NULL, NULL, N_("Tuning"), N_("default set-up of the engine, or tuned for peak throughput"))
PARAMETER(BATCHING, "batching", CHOICE(batching_words), COUNT, 0, 1, 0, NULL, NULL, N_("Batching"), N_("continuous, or one static batch that runs to its end"))
PARAMETER(SPECULATIVE, "speculative", CHOICE(speculative_words), COUNT, 0, 0, 0, NULL, NULL, N_("Speculative"), N_("speculative decoding"))
PARAMETER(GPU, "gpu", THINGS(gpus, gpus), COUNT, 0, 0, NAN, NULL, NULL, N_("GPU"), N_("only this GPU (may be repeated)"))
PARAMETER(GPUS, "gpus", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("GPUs"), N_("exactly so many GPUs for one replica"))
PARAMETER(MAX_GPUS, "max-gpus", NUMBER, COUNT, 1, 1024, 8, NULL, stops_gpus, N_("Max GPUs"), N_("at most so many GPUs for all replicas"))
PARAMETER(REPLICAS, "replicas", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("Replicas"), N_("identical replicas that share the load; auto: as few as keep the goals"))
PARAMETER(TP, "tp", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("TP"), N_("tensor-parallel size"))
PARAMETER(PP, "pp", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("PP"), N_("pipeline-parallel size"))
PARAMETER(EP, "ep", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("EP"), N_("expert-parallel size"))
PARAMETER(DP, "dp", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("DP"), N_("attention-data-parallel size"))
PARAMETER(PURCHASE, "purchase", WORDS(purchases, purchases), COUNT, 0, 0, NAN, NULL, NULL, N_("Purchase"), N_("kind of purchase to consider (may be repeated)"))
PARAMETER(PROVIDER, "provider", THINGS(providers, providers), COUNT, 0, 0, NAN, NULL, NULL, N_("Provider"), N_("only this provider (may be repeated)"))
PARAMETER(PROVIDER_KIND, "provider-kind", WORDS(provider_kinds, provider_kinds), COUNT, 0, 0, NAN, NULL, NULL, N_("Providers"), N_("kind of provider to consider (may be repeated)"))
PARAMETER(REGION, "region", TEXT(region), COUNT, 0, 0, NAN, NULL, NULL, N_("Region"), N_("only offers whose region contains this text"))
PARAMETER(RATE_LOW, "rate-low", NUMBER, RATE, 0, 1e6, NAN, NULL, stops_rate, N_("Low rate"), N_("requests per second of the whole service in its quiet hours; rate is then that of the others"))
PARAMETER(LOW_HOURS, "low-hours", NUMBER, COUNT, 0, 24, 8, NULL, stops_hours, N_("Low hours"), N_("quiet hours of a day"))
PARAMETER(TRAFFIC, "traffic", TRAFFIC, COUNT, 0, 0, NAN, NULL, NULL, N_("Traffic"), N_("requests per second in every hour of a day instead of a rate: 24 numbers with commas between them, or a CSV file with the columns time and rate"))
PARAMETER(TARGET_LOAD, "target-load", NUMBER, FRACTION, 0.01, 1, 0.7, NULL, stops_busy, N_("Load goal"), N_("share of what a replica can take within the goals that is planned with; the rest is headroom for queues"))
PARAMETER(SPARES, "spares", NUMBER, COUNT, 0, 1000, 1, NULL, stops_spares, N_("Spares"), N_("replicas beyond those that the traffic needs, for failures and new versions"))
PARAMETER(SCALING, "scaling", CHOICE(scaling_words), COUNT, 0, 1, 0, NULL, NULL, N_("Scaling"), N_("whether rented replicas follow the traffic every hour, or stay as many as the peak needs"))
PARAMETER(HOURS_PER_MONTH, "hours-per-month", NUMBER, COUNT, 1, 744, 730, NULL, stops_month, N_("Month"), N_("hours that are billed in a month: 730 is a twelfth of a year, 720 are 30 days"))
PARAMETER(GROWTH, "growth", NUMBER, FRACTION, 0, 1, 0, NULL, stops_growth, N_("Growth"), N_("by how much the traffic grows a month"))
PARAMETER(MONTHS, "months", NUMBER, COUNT, 1, 120, 12, NULL, stops_months, N_("Months"), N_("how far growth is looked at"))
PARAMETER(INTERRUPTIONS, "interruptions", NUMBER, FRACTION, 0, 1, NAN, NULL, stops_interruptions, N_("Spot loss"), N_("share of spot machines that are taken back in an hour; not given: by kind of provider"))
PARAMETER(RESTART, "restart", NUMBER, DURATION, 0, 86400, 540, NULL, stops_restart, N_("Restart"), N_("time until a replica that lost its machine serves again: new machine, image, weights, warm-up"))
PARAMETER(SPOT_FLOOR, "spot-floor", NUMBER, FRACTION, 0, 1, 0.5, NULL, stops_hit, N_("Floor"), N_("share of the replicas that stay on demand when the others are spot machines"))
PARAMETER(API_INPUT_PRICE, "api-input-price", NUMBER, USD, 0, 1e5, NAN, NULL, stops_api, N_("API input"), N_("price of a million prompt tokens of an API to compare with, in US dollars"))
PARAMETER(API_OUTPUT_PRICE, "api-output-price", NUMBER, USD, 0, 1e5, NAN, NULL, stops_api, N_("API out"), N_("price of a million output tokens of that API, in US dollars"))
PARAMETER(GPU_PRICE, "gpu-price", NUMBER, USD, 1, 1e7, NAN, NULL, stops_price, N_("GPU price"), N_("purchase price of one GPU in US dollars; auto: the catalog's"))
PARAMETER(SERVER_PRICE, "server-price", NUMBER, USD, 0, 1e7, NAN, NULL, stops_share, N_("Server"), N_("share of one GPU in the price of its server; auto: the catalog's, or what a GPU's server costs over it"))
PARAMETER(NETWORK_PRICE, "network-price", NUMBER, USD, 0, 1e7, NAN, NULL, stops_share, N_("Network"), N_("share of one GPU in switches, cables and storage; auto: InfiniBand for GPUs of boards, a share of the price for cards"))
PARAMETER(YEARS, "years", NUMBER, NUMBER, 1, 20, NAN, NULL, stops_years, N_("Years"), N_("years from the purchase to the sale"))
PARAMETER(INTEREST, "interest", NUMBER, FRACTION, 0, 1, NAN, NULL, stops_interest, N_("Interest"), N_("cost of money a year, for both buying and renting"))
PARAMETER(RESIDUAL, "residual", NUMBER, FRACTION, 0, 1, NAN, NULL, stops_residual, N_("Residual"), N_("share of the purchase that the sale brings; auto: by years of use"))
PARAMETER(SERVER_POWER, "server-power", NUMBER, NUMBER, 1, 5, NAN, NULL, stops_factor, N_("Power x"), N_("power that a server draws at full load over that of its GPUs"))
PARAMETER(CIRCUIT_POWER, "circuit-power", NUMBER, NUMBER, 1, 5, NAN, NULL, stops_factor, N_("Circuit x"), N_("power that circuits and racks reserve for a server over that of its GPUs"))
PARAMETER(PUE, "pue", NUMBER, NUMBER, 1, 5, NAN, NULL, stops_pue, N_("PUE"), N_("power of the site over that of its servers"))
PARAMETER(POWER_COUNTRY, "power-country", THING(power_price, power_prices), COUNT, 0, 0, NAN, NULL, NULL, N_("Power in"), N_("country or continent whose price of electricity counts, by its code; auto: the United States"))
PARAMETER(KWH_PRICE, "kwh-price", NUMBER, USD, 0, 100, NAN, NULL, stops_kwh, N_("kWh price"), N_("US dollars for a kWh; auto: that of the country"))
PARAMETER(COLO_PRICE, "colo-price", NUMBER, USD, 0, 1e5, NAN, NULL, stops_colo, N_("Colo"), N_("US dollars for the space and cooling of a kW and month, without energy"))
PARAMETER(OPEX, "opex", NUMBER, FRACTION, 0, 1, NAN, NULL, stops_interest, N_("Support"), N_("support and maintenance a year over the purchase price"))
PARAMETER(STAFF, "staff", NUMBER, USD, 0, 1e6, NAN, NULL, stops_staff, N_("Staff"), N_("salaries a year for one GPU that is bought, in US dollars"))
PARAMETER(RACK_POWER, "rack-power", NUMBER, NUMBER, 0.1, 1000, NAN, NULL, stops_rack, N_("Rack kW"), N_("most kW of one rack; auto: what its cooling takes"))
PARAMETER(COOLING, "cooling", CHOICE(cooling_words), COUNT, 0, 1, 0, NULL, NULL, N_("Cooling"), N_("how racks are cooled, which decides their power"))
PARAMETER(RENTED_HOURS, "rented-hours", CHOICE(rented_hours_words), COUNT, 0, 1, 1, NULL, NULL, N_("Rented"), N_("hours that are paid for on demand and on spot: all of them, as in serving, or the busy share; reserved GPUs are always paid for"))
PARAMETER(SORT, "sort", METRIC(sort_metric), COUNT, 0, 0, NAN, NULL, NULL, N_("Sort"), N_("metric to sort by instead of the verdict and the cost"))
PARAMETER(TOP, "top", NUMBER, COUNT, 1, 10000, NAN, NULL, stops_count, N_("Top"), N_("show only so many rows"))
