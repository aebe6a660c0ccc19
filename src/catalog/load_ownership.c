/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of owning GPUs, and which of them counts for a GPU. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "catalog/area.h"
#include "catalog/load.h"
#include "catalog/power_price.h"

enum scope { SCOPE_ALL, SCOPE_GPU, SCOPE_PRODUCT, SCOPE_YEAR, SCOPE_COUNTRY };
enum kind { KIND_FIGURE, KIND_COUNT };

static const struct {
	const char *id;
	enum scope scope;
	enum kind kind;
	double low, high;
} FIELDS[OWNERSHIP_FIELD_COUNT] = {
#define OWNERSHIP(name, id, scope, kind, low, high) [OWNERSHIP_##name] = { id, SCOPE_##scope, KIND_##kind, low, high },
#include "catalog/ownership-table.h"
#undef OWNERSHIP
};

/* What an id of each scope looks like. */
static const char *const FORMS[] = {
	[SCOPE_ALL] = "",
	[SCOPE_GPU] = "/GPU",
	[SCOPE_PRODUCT] = "[/GPU]",
	[SCOPE_YEAR] = "/YEAR",
	[SCOPE_COUNTRY] = "[/COUNTRY]",
};

static const char *const OWNERSHIP_KEYS[] = { "id", "value", "low", "high", "unit", "meaning", "grade", "source",
	"as_of", "notes", NULL };

static bool scope_takes(enum scope scope, bool named)
{
	return named ? scope != SCOPE_ALL : scope != SCOPE_GPU && scope != SCOPE_YEAR;
}

/* The field that an id begins with; -1 with a message. */
static int read_field(struct load *load, const char *id)
{
	size_t n = strcspn(id, "/");
	TEXT(words);

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		if (strncmp(FIELDS[i].id, id, n) == 0 && FIELDS[i].id[n] == '\0' &&
			scope_takes(FIELDS[i].scope, id[n] == '/'))
			return i;
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		text_addf(&words, "%s%s%s", i > 0 ? ", " : "", FIELDS[i].id, FORMS[FIELDS[i].scope]);
	item_error(load, "id", _("\"%.40s\" must be one of %s"), id, words.data);
	return -1;
}

/* Characters of `of` if the form factor of the GPU begins with it, else 0. */
static size_t form_match(const struct gpu *gpu, const char *of)
{
	size_t n = strlen(of);

	return gpu->form_factor && strncmp(gpu->form_factor, of, n) == 0 ? n : 0;
}

static bool is_form(const struct catalog *c, const char *of)
{
	for (int i = 0; i < c->gpu_count; i++)
		if (form_match(&c->gpus[i], of))
			return true;
	return false;
}

static int year_of(const char *of)
{
	char *end;
	long year = strtol(of, &end, 10);

	return *of >= '1' && *of <= '9' && *end == '\0' && year <= OWNERSHIP_YEARS_MAX ? (int)year : 0;
}

/* A place must be written as area_id() has it. */
static void check_place(struct load *load, const char *of)
{
	TEXT(codes);

	if (area_of_id(load->catalog, of) != AREA_NONE || strcmp(of, POWER_PRICE_UNION) == 0)
		return;
	area_add_codes(&codes);
	item_error(load, "id", _("\"%.40s\" must be %s, %s"), of, POWER_PRICE_UNION, codes.data);
}

/* What stands behind the slash. */
static void read_of(struct load *load, struct ownership_default *d)
{
	enum scope scope = FIELDS[d->field].scope;

	if (scope == SCOPE_YEAR && !year_of(d->of))
		item_error(load, "id", _("\"%.40s\" must be a year of use, 1 to %d"), d->of, OWNERSHIP_YEARS_MAX);
	if (scope == SCOPE_COUNTRY)
		check_place(load, d->of);
	if (scope == SCOPE_PRODUCT)
		d->gpu = load_find(load, CATALOG_GPUS, d->of);
	if (scope == SCOPE_GPU || (scope == SCOPE_PRODUCT && !d->gpu && !is_form(load->catalog, d->of)))
		d->gpu = resolve(load, "id", CATALOG_GPUS, d->of);
}

/* A price without a date may be years old.  That of an RTX PRO 6000 rose by more than half within one. */
static void widen_undated(struct ownership_default *d, double low, double high)
{
	const double factor = 1.5;

	if (d->as_of || FIELDS[d->field].kind == KIND_COUNT)
		return;
	d->low = fmax(low, fmin(d->low, d->value / factor));
	d->high = fmin(high, fmax(d->high, d->value * factor));
}

static void load_ownership(struct load *load, const cJSON *item, void *thing)
{
	struct ownership_default *d = thing;
	int field = read_field(load, d->id);
	double low, high;

	if (field < 0)
		return;
	low = FIELDS[field].low;
	high = FIELDS[field].high;
	d->field = (enum ownership_field)field;
	d->of = strchr(d->id, '/');
	if (d->of++)
		read_of(load, d);
	else
		d->of = NULL;
	d->value = FIELDS[field].kind == KIND_COUNT ? need_whole(load, item, "value", low, high)
						    : need_real(load, item, "value", low, high);
	/* Without a range the figure is taken as it is. */
	d->low = get_real_or(load, item, "low", low, d->value, d->value);
	d->high = get_real_or(load, item, "high", d->value, high, d->value);
	d->unit = get_text(load, item, "unit");
	d->meaning = need_text(load, item, "meaning");
	d->grade = (enum grade)get_word(load, item, "grade", GRADE_WORDS, GRADE_NOT_STATED);
	d->source = need_text(load, item, "source");
	d->as_of = get_date(load, item, "as_of");
	d->notes = get_text(load, item, "notes");
	widen_undated(d, low, high);
}

/* How close an item is to a GPU; 0: it does not count for it. */
static size_t closeness(const struct ownership_default *d, const struct gpu *gpu)
{
	enum scope scope = FIELDS[d->field].scope;
	size_t form;

	if (!d->of)
		return 1;
	if (!gpu || (scope != SCOPE_GPU && scope != SCOPE_PRODUCT))
		return 0;
	if (d->gpu)
		return d->gpu == gpu ? SIZE_MAX : 0;
	form = form_match(gpu, d->of);
	return form ? 1 + form : 0;
}

static void fill_line(const struct catalog *c, const struct gpu *gpu, const struct ownership_default **line)
{
	size_t best[OWNERSHIP_FIELD_COUNT] = { 0 };

	for (int i = 0; i < c->ownership_count; i++) {
		const struct ownership_default *d = &c->ownership[i];
		size_t close = closeness(d, gpu);

		if (close <= best[d->field])
			continue;
		best[d->field] = close;
		line[d->field] = d;
	}
}

static void ownership_finish(struct load *load)
{
	struct catalog *c = load->catalog;
	const struct ownership_default **lines =
		arena_array(load->arena, ((size_t)c->gpu_count + 1) * OWNERSHIP_FIELD_COUNT, sizeof(*lines));

	for (int i = 0; i <= c->gpu_count; i++)
		fill_line(c, i < c->gpu_count ? &c->gpus[i] : NULL, lines + (size_t)i * OWNERSHIP_FIELD_COUNT);
	c->owned = lines;
	for (int i = 0; i < c->ownership_count; i++)
		if (FIELDS[c->ownership[i].field].scope == SCOPE_YEAR)
			c->residuals[year_of(c->ownership[i].of)] = &c->ownership[i];
	c->power_price = power_price_in(c, area_of_id(c, "US"));
}

const struct kind_row OWNERSHIP_KIND = { KIND_ARRAY(ownership_default, ownership, ownership_count),
	.item = load_ownership, .finish = ownership_finish, .keys = OWNERSHIP_KEYS };
