/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios as JSON, in both directions. */
#include "study/scenario_text.h"
#include "study/scenario_json.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "study/scenario_place.h"
#include "study/study.h"

static void add_number(struct text *out, double value)
{
	if (isfinite(value))
		quantity_add_exact(out, value);
	else
		text_add(out, "null");
}

/* The members of a set arrive joined by commas; ids hold none. */
static void write_set(const struct scenario *s, enum parameter parameter, struct text *out)
{
	TEXT(joined);

	scenario_text(s, parameter, &joined);
	text_add_char(out, '[');
	for (char *item = joined.data; *item;) {
		size_t n = strcspn(item, ",");
		bool more = item[n] != '\0';

		item[n] = '\0';
		text_add_json_string(out, item);
		if (more)
			text_add_char(out, ',');
		item += n + (more ? 1 : 0);
	}
	text_add_char(out, ']');
}

static void write_string(const struct scenario *s, enum parameter parameter, struct text *out)
{
	TEXT(word);

	scenario_exact(s, parameter, &word);
	if (word.length)
		text_add_json_string(out, word.data);
	else
		text_add(out, "null");
}

static void write_member(const struct scenario *s, enum parameter p, struct text *out)
{
	enum json_form form = scenario_place(p).kind->json;
	double value = scenario_number(s, p);
	char key[32];

	text_add_json_string(out, parameter_key(p, key, sizeof(key)));
	text_add_char(out, ':');
	if (form == JSON_FORM_LIST)
		write_set(s, p, out);
	else if ((form == JSON_FORM_NUMBER && !isinf(value)) ||
		(form == JSON_FORM_TIME && !s->timed[p] && !isinf(value)))
		add_number(out, value);
	else
		write_string(s, p, out);
}

/* NULL: those of all studies. */
static void write_members(const struct scenario *s, const struct study *study, const char *between, struct text *out)
{
	const char *before = "";

	for (int i = 0; i < parameter_count(); i++) {
		if (study && !study_reads(study, parameter_at(i)))
			continue;
		text_add(out, before);
		before = between;
		write_member(s, parameter_at(i), out);
	}
}

static void write_load(const struct scenario *s, const struct scenario_load *load, struct text *out)
{
	struct scenario loaded = *s;
	const char *before = "";

	scenario_set_load(&loaded, load);
	text_add_char(out, '{');
	for (int i = 0; i < parameter_count(); i++) {
		if (!scenario_load_has(parameter_at(i)))
			continue;
		text_add(out, before);
		before = ",";
		write_member(&loaded, parameter_at(i), out);
	}
	text_add_char(out, '}');
}

static void write_loads(
	const struct scenario *s, const struct study *study, const struct scenario_load *loads, struct text *out)
{
	const char *before = ",\n\"loads\":{";
	bool any = false;

	for (int i = 0; loads && i < study_count(); i++) {
		if (study_at(i) == study || !loads[i].known)
			continue;
		text_addf(out, "%s\n\"%s\":", before, study_at(i)->id);
		before = ",";
		any = true;
		write_load(s, &loads[i], out);
	}
	text_add(out, any ? "}" : "");
}

void scenario_write_json(const struct scenario *s, const struct study *study, struct text *out)
{
	text_add_char(out, '{');
	write_members(s, study, ",", out);
	text_add_char(out, '}');
}

void scenario_write_plan(
	const struct scenario *s, const struct study *study, const struct scenario_load *loads, struct text *out)
{
	text_addf(out, "{\"schema\":\"gpuplan/1\",\"study\":\"%s\",\n\"scenario\":{\n", study->id);
	write_members(s, NULL, ",\n", out);
	text_add_char(out, '}');
	write_loads(s, study, loads, out);
	text_add(out, "}\n");
}

static enum status read_member(struct scenario *s, enum parameter parameter, const cJSON *item, struct error *error)
{
	struct place place = scenario_place(parameter);
	enum json_form form = place.kind->json;

	if (cJSON_IsNull(item)) {
		/* Not given; a concurrency that is not given goes with a rate. */
		if (parameter == PARAMETER_CONCURRENCY)
			s->number[parameter] = NAN;
		else
			scenario_clear(s, parameter);
		return STATUS_OK;
	}
	if (cJSON_IsNumber(item) && (form == JSON_FORM_NUMBER || form == JSON_FORM_TIME)) {
		place.kind->clear(s, &place);
		return scenario_set_number(s, parameter, item->valuedouble, error);
	}
	if (cJSON_IsString(item) && place.kind->read)
		return place.kind->read(s, &place, item->valuestring, error);
	if (cJSON_IsString(item))
		return scenario_set(s, parameter, item->valuestring, error);
	if (cJSON_IsArray(item) && form == JSON_FORM_LIST) {
		const cJSON *element;

		scenario_clear(s, parameter);
		cJSON_ArrayForEach (element, item) {
			if (!cJSON_IsString(element))
				return error_set(error, STATUS_USAGE, _("a list of strings is wanted"));
			if (scenario_set(s, parameter, element->valuestring, error) != STATUS_OK)
				return STATUS_USAGE;
		}
		return STATUS_OK;
	}
	return error_set(error, STATUS_USAGE, _("wrong type of value"));
}

/* A number that follows from others is written as it was in force; it stays free to follow. */
static void thaw(struct scenario *s)
{
	for (int i = 0; i < parameter_count(); i++) {
		struct place place = scenario_place(parameter_at(i));
		double given = s->number[place.parameter];

		if (!place.value || isnan(given))
			continue;
		s->number[place.parameter] = NAN;
		if (given != place.value(s))
			s->number[place.parameter] = given;
	}
}

static enum status not_a_study(const char *file, const char *place, struct error *error)
{
	TEXT(allowed);

	for (int i = 0; i < study_count(); i++)
		text_addf(&allowed, i ? ", %s" : "%s", study_at(i)->id);
	return error_set(error, STATUS_DATA, _("%s: /%s: not a study, allowed are %s"), file, place, allowed.data);
}

/* What a later version writes may mean something else. */
static enum status check_schema(const cJSON *root, const char *file, struct error *error)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(root, "schema");

	if (!item || (cJSON_IsString(item) && strcmp(item->valuestring, "gpuplan/1") == 0))
		return STATUS_OK;
	return error_set(error, STATUS_DATA, _("%s: /schema: this program reads gpuplan/1 only"), file);
}

/* What is loaded as another study than it was saved for gives figures that nobody asked for. */
static enum status check_study(const cJSON *root, const char *file, struct error *error)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(root, "study");

	if (!item || (cJSON_IsString(item) && study_from_id(item->valuestring)))
		return STATUS_OK;
	return not_a_study(file, "study", error);
}

/* The member that says what the file is about; NULL: none does, and it is serving. */
static const cJSON *study_member(const cJSON *root, const struct study **study)
{
	/* A command is called like its study, but for those of serving. */
	static const char *const keys[] = { "study", "command" };

	*study = study_first();
	for (int k = 0; k < 2; k++) {
		const cJSON *item = cJSON_GetObjectItemCaseSensitive(root, keys[k]);

		const struct study *named = cJSON_IsString(item) ? study_from_id(item->valuestring) : NULL;

		if (named) {
			*study = named;
			return item;
		}
	}
	return NULL;
}

enum status scenario_read_json(struct scenario *s, const char *text, size_t n, const char *file, struct error *error)
{
	struct scenario read = *s;
	struct error detail = { 0 };
	enum parameter parameter;
	JSON(root);
	const cJSON *object, *item;
	const struct study *study;
	const char *prefix = "";
	enum status status = json_parse(text, n, file, false, &root, error);

	if (status != STATUS_OK)
		return status;
	object = cJSON_GetObjectItemCaseSensitive(root, "scenario");
	if (object) {
		prefix = "/scenario";
		status = check_schema(root, file, error);
		if (status == STATUS_OK)
			status = check_study(root, file, error);
	} else {
		object = root;
	}
	if (status == STATUS_OK && !cJSON_IsObject(object))
		status = error_set(error, STATUS_DATA, _("%s: %s/: an object is wanted"), file, prefix);
	cJSON_ArrayForEach (item, object) {
		if (status != STATUS_OK)
			break;
		if (!parameter_from_name(item->string, &parameter))
			status = error_set(
				error, STATUS_DATA, _("%s: %s/%s: not a parameter"), file, prefix, item->string);
		else if (read_member(&read, parameter, item, &detail) != STATUS_OK)
			status =
				error_set(error, STATUS_DATA, "%s: %s/%s: %s", file, prefix, item->string, detail.text);
	}
	/* What it says may follow from what is usual in its study. */
	study_member(root, &study);
	study_adopt(study, &read);
	thaw(&read);
	if (status == STATUS_OK && scenario_check(&read, &detail) != STATUS_OK)
		status = error_set(error, STATUS_DATA, "%s: %s/: %s", file, prefix, detail.text);
	/* Who asks another study of it asks what is usual there. */
	read.usual_max_gpus = s->usual_max_gpus;
	if (status == STATUS_OK)
		*s = read;
	return status;
}

bool scenario_json_has_results(const char *text)
{
	return strstr(text, "\"results\"");
}

const struct study *scenario_json_study(const char *text, size_t n)
{
	const struct study *found;
	struct error ignored;
	JSON(root);

	if (json_parse(text, n, "", false, &root, &ignored) != STATUS_OK)
		return study_first();
	study_member(root, &found);
	return found;
}

/* What a load does not say has its default, as in a plan. */
static enum status read_load(const struct scenario *s, const cJSON *object, const char *file,
	struct scenario_load *load, struct error *error)
{
	struct error detail = { 0 };
	struct scenario read;
	enum parameter parameter;
	const cJSON *item;
	const char *id = object->string;

	if (!cJSON_IsObject(object))
		return error_set(error, STATUS_DATA, _("%s: /loads/%s: an object is wanted"), file, id);
	if (scenario_init(&read, s->catalog, error) != STATUS_OK)
		return error->status;
	*load = scenario_load_of(&read);
	read = *s;
	scenario_set_load(&read, load);
	cJSON_ArrayForEach (item, object) {
		if (!parameter_from_name(item->string, &parameter) || !scenario_load_has(parameter))
			return error_set(error, STATUS_DATA,
				_("%s: /loads/%s/%s: not a part of a load, allowed are %s"), file, id, item->string,
				"concurrency, rate, rate_low, traffic");
		if (read_member(&read, parameter, item, &detail) != STATUS_OK)
			return error_set(
				error, STATUS_DATA, "%s: /loads/%s/%s: %s", file, id, item->string, detail.text);
	}
	if (scenario_check(&read, &detail) != STATUS_OK)
		return error_set(error, STATUS_DATA, "%s: /loads/%s: %s", file, id, detail.text);
	*load = scenario_load_of(&read);
	return STATUS_OK;
}

static enum status read_loads(
	const struct scenario *s, const cJSON *root, const char *file, struct scenario_load *loads, struct error *error)
{
	const cJSON *object = cJSON_GetObjectItemCaseSensitive(root, "loads"), *item;
	enum status status = STATUS_OK;

	if (object && !cJSON_IsObject(object))
		return error_set(error, STATUS_DATA, _("%s: /loads: an object is wanted"), file);
	cJSON_ArrayForEach (item, object) {
		const struct study *study = study_from_id(item->string);

		if (study) {
			status = read_load(s, item, file, &loads[study_place(study)], error);
		} else {
			TEXT(place);

			text_addf(&place, "loads/%s", item->string);
			status = not_a_study(file, place.data, error);
		}
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status scenario_read_loads(const struct scenario *s, const char *text, size_t n, const char *file,
	struct scenario_load *loads, struct error *error)
{
	struct scenario_load read[STUDIES_MAX] = { { .known = false } };
	struct scenario planned = *s;
	const struct study *own;
	JSON(root);
	enum status status = json_parse(text, n, file, false, &root, error);

	if (status != STATUS_OK)
		return status;
	study_member(root, &own);
	study_adopt(own, &planned);
	/* A bare scenario has no members beside it. */
	if (cJSON_GetObjectItemCaseSensitive(root, "scenario"))
		status = read_loads(&planned, root, file, read, error);
	read[study_place(own)].known = false;
	if (status == STATUS_OK)
		memcpy(loads, read, sizeof(read));
	return status;
}

enum status scenario_json_expect(
	const char *text, size_t n, const char *file, const struct study *wanted, struct error *error)
{
	const struct study *found;
	JSON(root);
	enum status status = json_parse(text, n, file, false, &root, error);
	const cJSON *member;

	if (status != STATUS_OK)
		return status;
	member = study_member(root, &found);
	if (found != wanted)
		status = error_set(error, STATUS_DATA, _("%s: /%s: it is \"%s\", allowed here is %s"), file,
			member->string, member->valuestring, wanted->id);
	return status;
}
