/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine of a scenario, with the release that is named behind it: vllm@0.31. */
#include "study/scenario_kind.h"

#include <string.h>

#include "base/i18n.h"

/* The releases before and behind the one that would be there, and the newest. */
static enum status unknown_release(const struct engine *engine, const char *version, struct error *error)
{
	const struct engine_release *newest = engine->newest, *older = NULL, *newer = NULL;
	const char *name = parameter_row(PARAMETER_ENGINE)->name;

	for (int i = 0; i < engine->release_count; i++) {
		const struct engine_release *release = &engine->releases[i];

		if (engine_compare_versions(release->version, version) < 0)
			older = release;
		else if (!newer)
			newer = release;
	}
	if (!newest)
		return error_set(error, STATUS_USAGE, _("--%s: no releases of %s are known"), name, engine->name);
	if (older && newer)
		return error_set(error, STATUS_USAGE,
			_("--%s: no release %.40s of %s is known; the nearest are %s and %s, without one it is %s"),
			name, version, engine->name, older->version, newer->version, newest->version);
	return error_set(error, STATUS_USAGE,
		_("--%s: no release %.40s of %s is known; the nearest is %s, without one it is %s"), name, version,
		engine->name, older ? older->version : newer->version, newest->version);
}

static enum status set_engine(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const char *at = strchr(text, '@');
	const struct engine_release *release = NULL;
	const struct engine *engine;
	TEXT(name);

	(void)place;
	text_add_n(&name, text, at ? (size_t)(at - text) : strlen(text));
	engine = catalog_engine(s->catalog, name.data, error);
	if (!engine)
		return STATUS_USAGE;
	if (at) {
		release = engine_release_named(engine, at + 1);
		if (!release)
			return unknown_release(engine, at + 1, error);
	}
	s->engine = engine;
	s->release = release;
	return STATUS_OK;
}

static void write_engine(const struct scenario *s, const struct place *place, struct text *out)
{
	(void)place;
	text_add(out, s->engine->id);
	if (s->release)
		text_addf(out, "@%s", s->release->version);
}

/* Which one is the default only a catalog says: scenario_set_default(). */
static void keep_engine(struct scenario *s, const struct place *place)
{
	(void)s;
	(void)place;
}

static bool same_engine(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	(void)place;
	return a->engine == b->engine && a->release == b->release;
}

const struct place_kind engine_kind = { .json = JSON_FORM_STRING,
	.set = set_engine,
	.write = write_engine,
	.clear = keep_engine,
	.withdraw = keep_engine,
	.same = same_engine };
