/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row says of media. */
#include "study/media_answer.h"

#include <math.h>

const struct media_answer media_unknown = {
	.time = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN },
	.memory = { NAN, NAN, NAN, NAN, NAN, NAN, NAN },
	.seconds = { NAN, NAN, NAN },
	.first_s = NAN,
	.wait_s = NAN,
	.per_day = NAN,
	.wanted_per_day = NAN,
	.usd = { NAN, NAN, NAN },
	.usd_sure = NAN,
	.api_usd = NAN,
	.api_month_usd = NAN,
	.even_per_day = NAN,
};

const struct media_answer *media_of(const struct row *row)
{
	return row->part_kind == PART_MEDIA ? &((const struct media_part *)row->part)->media : &media_unknown;
}

const char *media_model_word(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	return m->job.model ? m->job.model->id : NULL;
}

const char *media_task_word(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	return m->job.model ? media_task_id(m->job.task) : NULL;
}

const char *media_software_word(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	return m->job.model ? parameter_choices(PARAMETER_MEDIA_SOFTWARE)[1 + m->job.software] : NULL;
}

const char *media_leaves_word(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	return m->job.model ? parameter_choices(PARAMETER_OFFLOAD)[1 + m->leaves] : NULL;
}

const char *media_unit_word(const struct row *row)
{
	static const char *const units[] = { "image", "second of video", "minute of speech", "hour of sound",
		"million texts", "million pairs" };
	const struct media_answer *m = media_of(row);

	return m->job.model ? units[m->job.task] : NULL;
}

struct band media_unit_usd(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	return m->job.model ? band_scaled(&m->usd, 1.0 / m->job.units) : band_unknown();
}

double media_unit_usd_sure(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	return m->job.model ? m->usd_sure / m->job.units : (double)NAN;
}

double media_api_month(const struct row *row)
{
	return media_of(row)->api_month_usd;
}

double media_rtf(const struct row *row)
{
	const struct media_answer *m = media_of(row);

	if (!m->job.model || (m->job.task != MEDIA_SPEECH && m->job.task != MEDIA_TRANSCRIPTION))
		return NAN;
	return m->seconds.mid / (m->job.task == MEDIA_SPEECH ? 60.0 : m->job.seconds);
}

double media_denoise_s(const struct row *row)
{
	const struct media_time *t = &media_of(row)->time;

	return t->linear_s + t->attention_s + t->passes_s + t->launches_s + t->waiting_s + t->links_s;
}

double media_other_s(const struct row *row)
{
	const struct media_time *t = &media_of(row)->time;

	return t->vae_s + t->fixed_s;
}
