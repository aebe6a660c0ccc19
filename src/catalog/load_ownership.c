/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defaults of owning GPUs. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/load.h"

static const struct {
	const char *id;
	bool per_gpu;
	double low, high;
} FIELDS[OWNERSHIP_FIELD_COUNT] = {
#define OWNERSHIP(name, id, per_gpu, low, high) [OWNERSHIP_##name] = {id, per_gpu, low, high},
#include "catalog/ownership-table.h"
#undef OWNERSHIP
};

static const char *const OWNERSHIP_KEYS[] = {"id", "value", "low", "high", "unit", "meaning", "source", "as_of",
	"notes", NULL};

/* The field that an id begins with, and the GPU behind the slash; -1 with a message. */
static int read_id(struct load *load, const char *id, const struct gpu **gpu)
{
	size_t n = strcspn(id, "/");
	struct text words;

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		if (strncmp(FIELDS[i].id, id, n) != 0 || FIELDS[i].id[n] != '\0' ||
		    FIELDS[i].per_gpu != (id[n] == '/'))
			continue;
		*gpu = id[n] == '/' ? resolve(load, "id", CATALOG_GPUS, id + n + 1) : NULL;
		return i;
	}
	text_init(&words);
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		text_addf(&words, "%s%s%s", i > 0 ? ", " : "", FIELDS[i].id, FIELDS[i].per_gpu ? "/GPU" : "");
	json_reader_error(&load->reader, STATUS_DATA, "id", _("\"%.40s\" must be one of %s"), id, words.data);
	text_release(&words);
	return -1;
}

static void load_ownership(struct load *load, const cJSON *item, void *thing)
{
	struct ownership_default *d = thing;
	int field = read_id(load, d->id, &d->gpu);

	if (field < 0)
		return;
	d->field = (enum ownership_field)field;
	d->value = need_real(load, item, "value", FIELDS[field].low, FIELDS[field].high);
	/* Without a range the figure is taken as it is. */
	d->low = get_real_or(load, item, "low", FIELDS[field].low, d->value, d->value);
	d->high = get_real_or(load, item, "high", d->value, FIELDS[field].high, d->value);
	d->unit = get_text(load, item, "unit");
	d->meaning = need_text(load, item, "meaning");
	d->source = need_text(load, item, "source");
	d->as_of = get_date(load, item, "as_of");
	/* Shares and factors last; what a thing costs does not. */
	if (d->gpu && !d->as_of)
		json_reader_error(&load->reader, STATUS_DATA, "as_of", _("a price needs a date"));
	d->notes = get_text(load, item, "notes");
}

const struct kind_row OWNERSHIP_KIND = {KIND_ARRAY(ownership_default, ownership, ownership_count),
	.item = load_ownership, .keys = OWNERSHIP_KEYS};
