/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an engine chooses: limits for a card, formats and runtimes of runs that happened. */
#include "core/engine.h"

#include "base/quantity.h"

#include <math.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

const struct weight_format *engine_format_meant(
	const struct engine *engine, const struct weight_format *named, const char *word)
{
	const struct weight_format *own = engine->four_bit_formats[0];

	if (!named || !named->generic || (named->engines & engine->bit) || !own || strcasecmp(word, named->id) != 0)
		return named;
	return own;
}

const struct engine_limits *engine_limits_for(const struct engine *engine, const struct gpu *gpu)
{
	const unsigned family = gpu->family ? gpu->family->bit : 0;
	int i = 0;

	/* The catalog guarantees a last row that takes every card. */
	while (i + 1 < engine->limit_count &&
		(!(gpu->memory_bytes >= engine->limits[i].memory_from_bytes) ||
			(engine->limits[i].except_families & family)))
		i++;
	return &engine->limits[i];
}

static bool concerns(const struct engine_windows *row, const struct model *model)
{
	int i = 0;

	if (!row->families[0])
		return true;
	while (row->families[i] && (!model->family || strcasecmp(row->families[i], model->family) != 0))
		i++;
	return row->families[i];
}

/* The row for that model; NULL when there is none. */
static const struct engine_windows *windows_for(const struct engine *engine, const struct model *model)
{
	for (int i = 0; i < engine->window_count; i++)
		if (concerns(&engine->windows[i], model))
			return &engine->windows[i];
	return NULL;
}

struct kv_reserve engine_kv_reserve(const struct engine *engine, const struct gpu *gpu, const struct model *model)
{
	const struct engine_windows *row = windows_for(engine, model);
	struct kv_reserve r = { .block_tokens = 1.0, .source = engine->source };
	double step = engine_limits_for(engine, gpu)->step_tokens;

	if (!row)
		return r;
	r = row->keep;
	r.source = row->source;
	r.extra_tokens += row->step == WINDOW_STEP_EACH ? step : 0.0;
	r.prefill_tokens = row->step == WINDOW_STEP_ONCE ? step : 0.0;
	return r;
}

/* "1.2.0rc6" gives 1.2; NaN where the text does not begin with a release. */
static double release_number(const char *version)
{
	char text[QUANTITY_MAX_CHARACTERS + 1];
	double release = NAN;
	size_t n = strspn(version, "0123456789");

	if (n > 0 && version[n] == '.')
		n += 1 + strspn(version + n + 1, "0123456789");
	if (n == 0 || n >= sizeof(text))
		return NAN;
	memcpy(text, version, n);
	text[n] = '\0';
	quantity_parse(text, QUANTITY_COUNT, &release, NULL);
	return release;
}

const struct engine_profile *engine_profile_for(const struct engine *engine, bool tuned, const char *version)
{
	if (!tuned)
		return engine->default_profile;
	if (!engine->older_tuned_profile || !version || !*version)
		return engine->tuned_profile;
	if (strncmp(version, "TensorRT ", strlen("TensorRT ")) == 0)
		return engine->older_tuned_profile;
	/* NaN compares false: an unknown release is today's. */
	return release_number(version) < engine->older_before ? engine->older_tuned_profile : engine->tuned_profile;
}
