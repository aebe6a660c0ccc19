/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row says of its training run. */
#include "study/training.h"

#include <math.h>

#include "study/parameter.h"

const struct training training_unknown = {
	.run = { .gpus = NAN, .micro_batch = NAN, .context = NAN },
	.time = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN },
	.memory = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FIT_NO },
	.rate = { NAN, NAN, NAN },
	.tokens = NAN,
	.states_bytes = NAN,
	.checkpoint_bytes = NAN,
	.save_h = NAN,
	.interval_h = NAN,
	.goodput = NAN,
};

const struct training *training_of(const struct row *row)
{
	return row->part_kind == PART_TRAINING ? &((const struct training_part *)row->part)->training
					       : &training_unknown;
}

const char *training_shard_id(const struct row *row)
{
	const struct training *t = training_of(row);

	return t->known ? parameter_choices(PARAMETER_SHARD)[1 + t->run.shard] : NULL;
}

const char *training_software_id(const struct row *row)
{
	const struct training *t = training_of(row);

	return t->known ? train_software_id(t->run.software) : NULL;
}

struct band training_rate_of_gpu(const struct row *row)
{
	const struct training *t = training_of(row);

	return band_scaled(&t->rate, 1.0 / t->run.gpus);
}

struct band training_memory_band(const struct row *row)
{
	const struct training *t = training_of(row);
	const struct training_constants *k;

	if (!t->known)
		return band_unknown();
	k = &t->run.constants->training;
	return band_around(t->memory.total, (struct band_factor){ k->memory_low, k->memory_high });
}

double training_mfu(const struct row *row)
{
	const struct training *t = training_of(row);

	if (!t->known)
		return NAN;
	return train_model_flops(&t->run) * t->rate.mid / t->run.gpus / t->run.gpu->peak_flops[TENSOR_16BIT];
}
