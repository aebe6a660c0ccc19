/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shipped models against published KV cache sizes and parameter counts. */
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "support/check.h"

enum { FIELDS_MAX = 8, LINE_BYTES = 512 };

static const double TOLERANCE = 1e-3, BYTES_16BIT = 2.0;

static struct catalog catalog;

static void place(struct text *path, const char *name)
{
	const char *top = getenv("abs_top_srcdir");

	text_addf(path, "%s/%s", top ? top : ".", name);
}

static int load(void **state)
{
	struct error_list problems = { 0 };
	struct text base;
	enum status status;

	(void)state;
	text_init(&base);
	place(&base, "data");
	status = catalog_load(&catalog, base.data, NULL, 0, &problems);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s\n", problems.items[i].text);
	text_release(&base);
	error_list_release(&problems);
	return status != STATUS_OK;
}

static int unload(void **state)
{
	(void)state;
	catalog_release(&catalog);
	return 0;
}

/* The number of a cell; "-" is NaN. */
static double cell(const char *text)
{
	return strcmp(text, "-") == 0 ? NAN : strtod(text, NULL);
}

static int split(char *line, char *fields[FIELDS_MAX])
{
	int count = 0;

	line[strcspn(line, "\n")] = '\0';
	while (count < FIELDS_MAX) {
		size_t n = strcspn(line, "\t");
		char end = line[n];

		fields[count++] = line;
		line[n] = '\0';
		if (end == '\0')
			break;
		line += n + 1;
	}
	return count;
}

/* Calls `check` for every row, which tells how many figures are wrong. */
static void for_rows(const char *name, int columns, int (*check)(const struct model *model, char **fields))
{
	struct text path;
	char line[LINE_BYTES];
	char *fields[FIELDS_MAX];
	int rows = 0, wrong = 0;
	FILE *file;

	text_init(&path);
	place(&path, name);
	file = fopen(path.data, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		struct error error = { .text = "" };
		const struct model *model;

		if (line[0] == '#' || line[0] == '\n')
			continue;
		assert_int_equal(split(line, fields), columns);
		model = catalog_model(&catalog, fields[0], &error);
		if (!model)
			print_error("%s\n", error.text);
		wrong += !model ? 1 : check(model, fields);
		rows++;
	}
	fclose(file);
	text_release(&path);
	assert_int_equal(wrong, 0);
	assert_true(rows >= 40);
}

static int differs(const struct model *model, const char *what, double got, double wanted)
{
	if (isnan(wanted) || fabs(got - wanted) <= TOLERANCE * fmax(wanted, 1.0))
		return 0;
	print_error("%s: %s: %.0f is not %.0f\n", model->id, what, got, wanted);
	return 1;
}

static int check_cache(const struct model *m, char **fields)
{
	double window = cell(fields[3]), below = cell(fields[2]), state = cell(fields[4]);
	double fixed = model_state_bytes(m);
	int wrong = 0;

	wrong += differs(m, "growing", model_kv_bytes_per_token(m, BYTES_16BIT), cell(fields[1]));
	wrong += differs(m, "fixed state", fixed, isnan(state) ? 0.0 : state);
	if (!isnan(window))
		wrong += differs(
			m, "below the window", (model_kv_bytes(m, window, BYTES_16BIT) - fixed) / window, below);
	wrong += differs(m, "at 32768", model_kv_bytes(m, 32768, BYTES_16BIT), cell(fields[5]));
	wrong += differs(m, "at 131072", model_kv_bytes(m, 131072, BYTES_16BIT), cell(fields[6]));
	return wrong;
}

static void test_cache(void **state)
{
	(void)state;
	for_rows("tests/golden/kv_cache.tsv", 7, check_cache);
}

/* Counts of tests/golden: published, and of it what is not the text decoder. */
static int check_count(const struct model *m, char **fields)
{
	return differs(m, "published", m->published_params, cell(fields[1])) +
		differs(m, "parameters", m->counts.total + cell(fields[3]), cell(fields[1]));
}

static void test_counts(void **state)
{
	(void)state;
	for_rows("tests/golden/parameter_counts.tsv", 5, check_count);
}

static const char *word_of(const cJSON *item, const char *key)
{
	const cJSON *word = cJSON_GetObjectItemCaseSensitive(item, key);

	return cJSON_IsString(word) ? word->valuestring : "";
}

static double number_of(const cJSON *item, const char *key)
{
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(item, key);

	return cJSON_IsNumber(number) ? number->valuedouble : NAN;
}

/*
 * What the words of "published_includes" stand for, in weights; NaN where the data does not say
 * how many.  Scales of 128x128 blocks are 1/16384 of the weights: below the tolerance.
 */
static double named_extras(const struct model *m, const cJSON *item, const char *words)
{
	const struct {
		const char *word;
		double weights;
	} extras[] = {
		{ "MTP", number_of(cJSON_GetObjectItemCaseSensitive(item, "params"), "mtp") },
		{ "tower", number_of(item, "vision_params") },
		{ "own embedding", m->vocab * m->hidden },
		{ "head copies", m->vocab * m->hidden },
		{ "tied", m->vocab * m->hidden },
		/* Two bytes a group of 32 counted as a weight. */
		{ "INT4 group scales", m->counts.experts / 32.0 },
	};
	double sum = 0.0;

	for (size_t i = 0; i < COUNT_OF(extras); i++)
		if (strstr(words, extras[i].word))
			sum += extras[i].weights;
	return sum;
}

enum finding { NOT_EXACT, EQUAL, EXPLAINED, WRONG, FINDING_COUNT };

static enum finding find_count(const cJSON *item)
{
	const cJSON *params = cJSON_GetObjectItemCaseSensitive(item, "params");
	const char *includes = word_of(params, "published_includes");
	double published = number_of(params, "published"), extras;
	struct error error = { .text = "" };
	const struct model *m = catalog_model(&catalog, word_of(item, "id"), &error);

	assert_non_null(m);
	if (strcmp(word_of(params, "published_kind"), "exact") != 0)
		return NOT_EXACT;
	if (fabs(m->counts.total - published) <= TOLERANCE * published)
		return EQUAL;
	extras = named_extras(m, item, includes);
	if (extras > 0.0 && fabs(m->counts.total + extras - published) <= TOLERANCE * published)
		return EXPLAINED;
	print_error("%s: %.0f and \"%s\" (%.0f) are not %.0f\n", m->id, m->counts.total, includes, extras, published);
	return WRONG;
}

/* An exact published count is that of the layers, or the data says what makes the difference. */
static void test_explained(void **state)
{
	struct error error = { .text = "" };
	struct text path, content;
	int found[FINDING_COUNT] = { 0 };
	const cJSON *item;
	cJSON *root;

	(void)state;
	text_init(&path);
	text_init(&content);
	place(&path, "data/models.json");
	assert_int_equal(file_read(path.data, FILE_CAP, &content, &error), STATUS_OK);
	assert_int_equal(json_parse(content.data, content.length, path.data, false, &root, &error), STATUS_OK);
	cJSON_ArrayForEach (item, cJSON_GetObjectItemCaseSensitive(root, "items"))
		found[find_count(item)]++;
	json_free(root);
	text_release(&content);
	text_release(&path);
	assert_int_equal(found[WRONG], 0);
	assert_int_equal(found[EQUAL], 70);
	assert_int_equal(found[EXPLAINED], 38);
}

/* What must hold of every model whatever its architecture. */
static void test_shapes(void **state)
{
	(void)state;
	for (int i = 0; i < catalog.model_count; i++) {
		static const struct kv_reserve window_only = { .block_tokens = 1.0 };
		const struct model *m = &catalog.models[i];
		double last = -1.0;

		assert_true(m->counts.layers > 0.0);
		assert_true(m->counts.active > 0.0);
		assert_true(m->counts.active <= m->counts.total + m->vocab * m->hidden);
		assert_true(m->other_params >= 0.0);
		for (double tokens = 1.0; tokens <= 1e9; tokens *= 7.0) {
			double bytes = model_kv_bytes(m, tokens, BYTES_16BIT);

			assert_true(isfinite(bytes) && bytes >= last);
			assert_true(model_kv_reserved_bytes(m, tokens, BYTES_16BIT, 8.0, &window_only) <= bytes);
			last = bytes;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_explained),
		cmocka_unit_test(test_shapes),
	};

	return cmocka_run_group_tests_name("model", tests, load, unload);
}
