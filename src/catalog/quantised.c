/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of NVIDIA's quantised checkpoints: nvidia/NAME-FP8 of a model that is known as .../NAME.  They
 * are made here because NVIDIA publishes them faster than anybody writes them down; those that the
 * data have go before them.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/load.h"

static const struct {
	const char *suffix, *format;
} suffixes[] = {
	{"-FP8", "fp8"},
	{"-NVFP4", "nvfp4"},
	{"-FP4", "nvfp4"},
};

static int compare_rows(const void *left, const void *right)
{
	const struct alias_row *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	return order != 0 ? order : strcmp(a->name, b->name);
}

static bool is_known(const struct alias_index *names, const char *key)
{
	return alias_find(names, CATALOG_MODELS, key) != NULL;
}

/* A checkpoint of a name with less bits than it has itself. */
static void add_quantised(struct load *load, struct alias_index *made, const struct alias_row *row,
	const struct weight_format *format, const char *suffix)
{
	const struct checkpoint *base = row->thing;
	const char *name = strchr(row->name, '/') + 1;
	size_t n = strlen(name);
	char key[NAME_MAX_BYTES];
	struct checkpoint *checkpoint;
	struct text id;

	if (format == NULL || format->bytes_per_weight >= base->model->native_weights->bytes_per_weight)
		return;
	if (n > 5 && strcmp(name + n - 5, "-BF16") == 0)
		n -= 5;
	text_init(&id);
	text_addf(&id, "nvidia/%.*s%s", (int)n, name, suffix);
	text_key(id.data, key, sizeof(key));
	if (!is_known(load->catalog->aliases, key)) {
		checkpoint = arena_alloc(load->arena, sizeof(*checkpoint));
		*checkpoint = *base;
		checkpoint->id = arena_strdup(load->arena, id.data);
		checkpoint->weights = format;
		made->rows[made->count++] = (struct alias_row){arena_strdup(load->arena, key),
			checkpoint->id, checkpoint, CATALOG_MODELS};
	}
	text_release(&id);
}

/* Of rows with one key those stay that mean one model with one limit; others are not known. */
static void drop_ambiguous(struct alias_index *made)
{
	int kept = 0;

	qsort(made->rows, (size_t)made->count, sizeof(*made->rows), compare_rows);
	for (int i = 0, n; i < made->count; i += n) {
		const struct checkpoint *first = made->rows[i].thing;
		bool same = true;

		for (n = 1; i + n < made->count && strcmp(made->rows[i].key, made->rows[i + n].key) == 0; n++) {
			const struct checkpoint *other = made->rows[i + n].thing;

			same = same && other->model == first->model && other->max_context == first->max_context;
		}
		if (same)
			made->rows[kept++] = made->rows[i];
	}
	made->count = kept;
}

void quantised_finish(struct load *load)
{
	enum { SUFFIXES = sizeof(suffixes) / sizeof(suffixes[0]) };
	const struct alias_index *names = load->catalog->aliases;
	struct alias_index *made = arena_alloc(load->arena, sizeof(*made));

	made->count = 0;
	made->rows = arena_array(load->arena, (size_t)names->count * SUFFIXES + 1, sizeof(*made->rows));
	for (int i = 0; i < names->count; i++) {
		const struct checkpoint *base = names->rows[i].thing;

		if (names->rows[i].kind != CATALOG_MODELS || base->weights != NULL ||
		    strchr(names->rows[i].name, '/') == NULL)
			continue;
		for (int k = 0; k < SUFFIXES; k++)
			add_quantised(load, made, &names->rows[i],
				load_find(load, CATALOG_FORMATS, suffixes[k].format), suffixes[k].suffix);
	}
	if (made->count > 0)
		drop_ambiguous(made);
	load->catalog->quantised = made;
}
