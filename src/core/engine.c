/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an engine chooses: limits for a card, formats and runtimes of runs that happened. */
#include "core/engine.h"

#include "base/quantity.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
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

/* The next figure of a version; 0 behind the last.  *letters: what stands before it, "rc" of 1.3.0rc1. */
static double next_figure(const char **version, const char **letters, size_t *n)
{
	const char *at = *version;
	char *end;
	double figure;

	while (*at == '.' || *at == '-')
		at++;
	*letters = at;
	while (*at && !isdigit((unsigned char)*at))
		at++;
	*n = (size_t)(at - *letters);
	if (!*at) {
		*version = at;
		return 0.0;
	}
	figure = (double)strtoul(at, &end, 10);
	*version = end;
	return figure;
}

int engine_compare_versions(const char *a, const char *b)
{
	while (*a || *b) {
		const char *a_letters, *b_letters;
		size_t a_n, b_n;
		double x = next_figure(&a, &a_letters, &a_n), y = next_figure(&b, &b_letters, &b_n);
		bool a_candidate = a_n >= 2 && strncmp(a_letters, "rc", 2) == 0;
		bool b_candidate = b_n >= 2 && strncmp(b_letters, "rc", 2) == 0;

		if (a_candidate != b_candidate)
			return a_candidate ? -1 : 1;
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

/* Whether the first figures of a version are these, as "0.31" of 0.31.0, but not of 0.310. */
static bool begins(const char *version, const char *with)
{
	size_t n = strlen(with);

	return n > 0 && strncmp(version, with, n) == 0 && (version[n] == '\0' || !isdigit((unsigned char)version[n]));
}

const struct engine_release *engine_release_named(const struct engine *engine, const char *version)
{
	const struct engine_release *found = NULL;

	if (*version == 'v')
		version++;
	for (int i = 0; i < engine->release_count; i++) {
		const struct engine_release *release = &engine->releases[i];

		if (strcmp(release->version, version) == 0)
			return release;
		if (begins(release->version, version) &&
			(!found || engine_compare_versions(found->version, release->version) < 0))
			found = release;
	}
	return found;
}

const struct engine_release *engine_release_newest(const struct engine *engine)
{
	const struct engine_release *found = NULL;

	for (int i = 0; i < engine->release_count; i++) {
		const struct engine_release *release = &engine->releases[i];

		if (release->facts && !release->candidate &&
			(!found || engine_compare_versions(found->version, release->version) < 0))
			found = release;
	}
	return found;
}
