/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every study of replicas reads and gives. */
#include "study/replica.h"

#include <math.h>

#include "base/i18n.h"

const struct replica replica_unknown = {
	.memory = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FIT_NO },
	.prefill_tok_s = NAN,
	.concurrency = NAN,
	.busy = NAN,
	.rate_limit = NAN,
	.prefill_share = NAN,
	.ttft_s = { NAN, NAN, NAN },
	.tpot_s = { NAN, NAN, NAN },
	.e2e_s = { NAN, NAN, NAN },
	.goal_ttft_s = { NAN, NAN, NAN },
	.goal_tpot_s = { NAN, NAN, NAN },
	.users_within = NAN,
	.output_tok_s = { NAN, NAN, NAN },
	.total_tok_s = { NAN, NAN, NAN },
	.requests_s = { NAN, NAN, NAN },
	.step = { NAN, NAN, NAN, NAN, NAN, NAN },
	.recalibration = { .narrowing = { 1.0, 1.0, 1.0 } },
	.bound = BOUND_UNKNOWN,
};

bool part_has_replica(enum part_kind part)
{
	switch (part) {
	case PART_REPLICA:
	case PART_BILL:
	case PART_PILE:
	case PART_OWNERSHIP: return true;
	default: return false;
	}
}

const struct replica *replica_of(const struct row *row)
{
	/* Of a training run, of images and sound, the memory alone is known. */
	return part_has_replica(row->part_kind) || row->part_kind == PART_TRAINING || row->part_kind == PART_MEDIA
		? row->part
		: &replica_unknown;
}

bool replica_stands_behind(const struct row *row)
{
	return row->provenance == PROVENANCE_EXTRAPOLATED || replica_of(row)->memory.fit == FIT_TIGHT;
}

struct row *replica_row_init(struct replica_row *r)
{
	r->row.part_kind = PART_REPLICA;
	r->row.part_size = sizeof(r->replica);
	r->row.part = &r->replica;
	return &r->row;
}

void replica_row_copy(struct replica_row *to, const struct row *from)
{
	to->row = *from;
	to->replica = *replica_of(from);
	replica_row_init(to);
}

void replica_scale(struct replica *replica, double replicas)
{
	replica->output_tok_s = band_scaled(&replica->output_tok_s, replicas);
	replica->total_tok_s = band_scaled(&replica->total_tok_s, replicas);
	replica->requests_s = band_scaled(&replica->requests_s, replicas);
	replica->concurrency *= replicas;
}

const char *bound_id(enum bound bound)
{
	static const char *const ids[] = {
		[BOUND_BANDWIDTH] = "bandwidth",
		[BOUND_COMPUTE] = "compute",
		[BOUND_COMMUNICATION] = "communication",
		[BOUND_OVERHEAD] = "overhead",
		[BOUND_KV_CAPACITY] = "kv_capacity",
		[BOUND_UNKNOWN] = NULL,
	};

	return ids[bound];
}

const struct stop_words *stop_words(enum stop stop)
{
	static const struct stop_words words[] = {
		[STOP_MEMORY] = { N_("the KV cache is full"), N_("the KV cache is full") },
		[STOP_SEQUENCES] = { N_("the engine runs no more at once"), N_("the engine runs no more at once") },
		[STOP_TTFT] = { N_("TTFT breaks its goal"), N_("TTFT breaks") },
		[STOP_TPOT] = { N_("TPOT breaks its goal"), N_("TPOT breaks") },
	};

	return &words[stop];
}

const enum parameter replica_parameters[] = { PARAMETER_MODEL, PARAMETER_PARAMS, PARAMETER_ACTIVE, PARAMETER_WEIGHTS,
	PARAMETER_KV, PARAMETER_CONTEXT, PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_SPREAD, PARAMETER_CERTAINTY,
	PARAMETER_SPOT, PARAMETER_FOUR_BIT, PARAMETER_PREFIX_HIT, PARAMETER_ENGINE, PARAMETER_TUNING,
	PARAMETER_BATCHING, PARAMETER_SPECULATIVE, PARAMETER_GPU, PARAMETER_GPUS, PARAMETER_MAX_GPUS, PARAMETER_TP,
	PARAMETER_PP, PARAMETER_EP, PARAMETER_DP, PARAMETER_PURCHASE, PARAMETER_PROVIDER, PARAMETER_PROVIDER_KIND,
	PARAMETER_REGION, PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA, PARAMETER_COMPLIANCE,
	PARAMETER_INTERCONNECT, PARAMETER_BILLING, PARAMETER_SORT, PARAMETER_TOP, PARAMETER_COUNT };

const enum parameter goal_parameters[] = { PARAMETER_RATE, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_GOAL_AT,
	PARAMETER_COUNT };

const enum parameter users_parameters[] = { PARAMETER_CONCURRENCY, PARAMETER_REPLICAS, PARAMETER_BUSY,
	PARAMETER_COUNT };

const enum parameter month_parameters[] = { PARAMETER_HOURS_PER_MONTH, PARAMETER_COUNT };

const enum metric replica_metrics[] = { METRIC_GPU, METRIC_GPUS, METRIC_TP, METRIC_PP, METRIC_EP, METRIC_DP,
	METRIC_WEIGHTS, METRIC_KV, METRIC_ENGINE, METRIC_VERDICT, METRIC_P_MEETS, METRIC_REPLICAS, METRIC_FITS,
	METRIC_RANK, METRIC_EQUAL, METRIC_CAPACITY, METRIC_USABLE, METRIC_WEIGHT_BYTES, METRIC_ACTIVATIONS,
	METRIC_RUNTIME, METRIC_KV_POOL, METRIC_KV_IN_USE, METRIC_KV_HEADROOM, METRIC_KV_TOKEN, METRIC_KV_SEQUENCE,
	METRIC_MAX_CONCURRENCY, METRIC_MAX_CONCURRENCY_FULL, METRIC_USERS_WITHIN, METRIC_TTFT, METRIC_TPOT,
	METRIC_GOAL_TTFT, METRIC_GOAL_TPOT, METRIC_E2E, METRIC_OUTPUT_TOK_S, METRIC_TOTAL_TOK_S, METRIC_REQUESTS_S,
	METRIC_CONCURRENCY, METRIC_SATURATED, METRIC_PROVIDER, METRIC_PURCHASE, METRIC_GPU_HOUR, METRIC_HOUR,
	METRIC_AS_OF, METRIC_SOURCE, METRIC_MTOK_OUTPUT, METRIC_MTOK_SURE, METRIC_MTOK_INPUT, METRIC_MTOK, METRIC_MONTH,
	METRIC_BUSY, METRIC_BOUND, METRIC_STEP_WEIGHTS, METRIC_STEP_KV, METRIC_STEP_COMPUTE, METRIC_STEP_COMMUNICATION,
	METRIC_STEP_OVERHEAD, METRIC_PROVENANCE, METRIC_COUNT };
