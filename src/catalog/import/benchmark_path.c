/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths into result files, and units that are written beside figures. */
#include "catalog/import/benchmark_path.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/name.h"
#include "base/text.h"

/* Beyond it no figure of a run can be. */
static const double MOST = 1e15;

/* The item that has this text somewhere: of phases the one that is called so. */
static const cJSON *find_called(const cJSON *list, const char *word)
{
	for (const cJSON *item = list->child; item; item = item->next)
		for (const cJSON *part = item->child; part; part = part->next)
			if (cJSON_IsString(part) && strcmp(part->valuestring, word) == 0)
				return item;
	return NULL;
}

static const cJSON *step(const cJSON *node, const char *name)
{
	int index = 0;

	if (!cJSON_IsArray(node))
		return json_member(node, name);
	if (!ascii_is_digit(name[0]))
		return find_called(node, name);
	for (; ascii_is_digit(*name); name++)
		index = 10 * index + (*name - '0');
	return cJSON_GetArrayItem(node, index);
}

const cJSON *benchmark_path_find(const cJSON *root, const cJSON *record, const char *path)
{
	const cJSON *node = path[0] == '/' ? root : record;

	path += path[0] == '/';
	while (node && *path) {
		size_t n = strcspn(path, "/");
		TEXT(name);

		text_add_n(&name, path, n);
		node = step(node, name.data);
		path += n + (path[n] == '/');
	}
	return node;
}

/* Units that AIPerf writes beside its figures, and how many of them are a second, a token or a request. */
static bool unit_divisor(const char *name, double *divisor)
{
	static const struct {
		const char *name;
		double divisor;
	} units[] = { { "ns", 1e9 }, { "us", 1e6 }, { "ms", 1e3 }, { "sec", 1.0 }, { "s", 1.0 }, { "seconds", 1.0 },
		{ "tokens", 1.0 }, { "requests", 1.0 }, { "tokens/sec", 1.0 }, { "requests/sec", 1.0 } };

	for (size_t i = 0; name && i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(units[i].name, name) == 0) {
			*divisor = units[i].divisor;
			return true;
		}
	return false;
}

/* The unit that stands beside the figure. */
static const char *unit_beside(const cJSON *root, const cJSON *record, const char *path)
{
	const char *last = strrchr(path, '/');
	const cJSON *unit;
	TEXT(beside);

	text_add_n(&beside, path, (size_t)(last - path) + 1);
	text_add(&beside, "unit");
	unit = benchmark_path_find(root, record, beside.data);
	return cJSON_IsString(unit) ? unit->valuestring : NULL;
}

static bool read_number(const cJSON *item, double divisor, double *number, struct error *error)
{
	if (!cJSON_IsNumber(item))
		return error_set(error, STATUS_DATA, _("a number is wanted")) == STATUS_OK;
	if (!(item->valuedouble >= 0.0 && item->valuedouble <= MOST))
		return error_set(error, STATUS_DATA, _("%g is out of range, allowed is 0 to %g"), item->valuedouble,
			       MOST) == STATUS_OK;
	*number = item->valuedouble / divisor;
	return true;
}

bool benchmark_path_read(const cJSON *root, const cJSON *record, const char *path, enum benchmark_unit unit,
	double *number, const char **word, struct error *error)
{
	const cJSON *item = benchmark_path_find(root, record, path);
	double divisor = unit == BENCHMARK_UNIT_MILLISECONDS ? 1e3 : 1.0;
	const char *beside;

	*number = NAN;
	*word = NULL;
	if (unit == BENCHMARK_UNIT_LIMIT && item &&
		(cJSON_IsNull(item) || (cJSON_IsString(item) && strcmp(item->valuestring, "inf") == 0))) {
		*number = INFINITY;
		return true;
	}
	if (!item || cJSON_IsNull(item))
		return true;
	if (unit == BENCHMARK_UNIT_WORD) {
		*word = cJSON_IsString(item) && item->valuestring[0] ? item->valuestring : NULL;
		return *word || error_set(error, STATUS_DATA, _("a text is wanted")) == STATUS_OK;
	}
	if (unit == BENCHMARK_UNIT_BESIDE) {
		beside = unit_beside(root, record, path);
		if (!unit_divisor(beside, &divisor))
			return error_set(error, STATUS_DATA, _("the unit beside it, '%.40s', is not known"),
				       beside ? beside : "") == STATUS_OK;
	}
	return read_number(item, divisor, number, error);
}
