/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of the performance model: from rows of parameters.json to fields. */
#include <string.h>

#include "base/i18n.h"
#include "catalog/load.h"

enum scope { SCOPE_GLOBAL, SCOPE_EXPERT, SCOPE_FAMILY, SCOPE_TENSOR, SCOPE_PROFILE, SCOPE_CLASS, SCOPE_CARD };

struct binding {
	const char *id;
	enum scope scope;
	size_t offset; /* in struct constants, gpu_family, engine_profile, compute_class or card */
	double factor, low, high;
};

static const struct binding BINDINGS[] = {
#define GLOBAL(id, field, factor, low, high) { id, SCOPE_GLOBAL, offsetof(struct constants, field), factor, low, high },
#define EXPERT(id, field, low, high) { id, SCOPE_EXPERT, offsetof(struct constants, field), 1.0, low, high },
#define FAMILY(id, field, low, high) { id, SCOPE_FAMILY, offsetof(struct gpu_family, field), 1.0, low, high },
#define TENSOR(id, field, low, high) { id, SCOPE_TENSOR, offsetof(struct gpu_family, field), 1.0, low, high },
#define PROFILE(id, field, low, high) { id, SCOPE_PROFILE, offsetof(struct engine_profile, field), 1.0, low, high },
#define CLASS(id, field, low, high) { id, SCOPE_CLASS, offsetof(struct compute_class, field), 1.0, low, high },
#define CARD(id, field, low, high) { id, SCOPE_CARD, offsetof(struct card, field), 1.0, low, high },
#include "catalog/parameter-binding.h"
};

enum {
	BINDING_COUNT = sizeof(BINDINGS) / sizeof(BINDINGS[0]),
	PART_MAX_BYTES = 64,
	PROFILES_MAX = 32,
	CLASSES_MAX = 64,
	CARDS_MAX = 256
};

static const char *const PARAMETER_KEYS[] = { "id", "value", "unit", "meaning", "status", "rows", "start", "spread",
	"error", "source", "as_of", "notes", NULL };
static const char *const STATUS_WORDS[] = { "assumed", "fitted", NULL };

static double *field(void *object, size_t offset)
{
	return (double *)(void *)((char *)object + offset);
}

/* Numbers of one binding in its object. */
static int width(const struct binding *b)
{
	return b->scope == SCOPE_EXPERT ? EXPERT_CLASS_COUNT : b->scope == SCOPE_TENSOR ? TENSOR_COUNT : 1;
}

/* Scopes of the numbers of an object, as bits. */
enum {
	OF_CONSTANTS = 1 << SCOPE_GLOBAL | 1 << SCOPE_EXPERT,
	OF_FAMILY = 1 << SCOPE_FAMILY | 1 << SCOPE_TENSOR,
	OF_PROFILE = 1 << SCOPE_PROFILE,
	OF_CLASS = 1 << SCOPE_CLASS,
	OF_CARD = 1 << SCOPE_CARD
};

static void clear(void *object, int scopes)
{
	for (int i = 0; i < BINDING_COUNT; i++)
		for (int j = 0; scopes & 1 << BINDINGS[i].scope && j < width(&BINDINGS[i]); j++)
			field(object, BINDINGS[i].offset)[j] = NAN;
}

static const char *const FAMILY_KEYS[] = { "id", "name", "calibrated", "source", "as_of", "notes", NULL };

static void families_start(struct load *load, struct entries *entries, void *things)
{
	(void)entries;
	load->families = things;
}

static void load_family(struct load *load, const cJSON *item, void *thing)
{
	struct gpu_family *family = thing;

	clear(family, OF_FAMILY);
	family->name = need_text(load, item, "name");
	family->calibrated = get_flag(load, item, "calibrated", false);
	family->bit = next_bit(load, load->catalog->family_count);
}

const struct kind_row FAMILY_KIND = { KIND_ARRAY(gpu_family, families, family_count), .start = families_start,
	.item = load_family, .keys = FAMILY_KEYS };

static void parameters_start(struct load *load, struct entries *entries, void *things)
{
	(void)entries;
	(void)things;
	clear(&load->catalog->constants, OF_CONSTANTS);
	load->profiles = arena_array(load->arena, PROFILES_MAX, sizeof(*load->profiles));
	load->classes = arena_array(load->arena, CLASSES_MAX, sizeof(*load->classes));
	load->cards = arena_array(load->arena, CARDS_MAX, sizeof(*load->cards));
	load->catalog->profiles = load->profiles;
	load->catalog->classes = load->classes;
	load->catalog->cards = load->cards;
}

/* Things that parameters make by naming them; the first member is the id. */
struct made {
	void *things;
	size_t size;
	int *count, most;
	int scopes;
	const char *name; /* of several; for the message */
};

/* That of an id, made when it is new; NULL with a message when there are too many. */
static void *made(struct load *load, const struct made *m, const char *id)
{
	char *new = (char *)m->things + (size_t)*m->count * m->size;

	for (char *thing = m->things; thing < new; thing += m->size)
		if (strcmp(*(const char **)(void *)thing, id) == 0)
			return thing;
	if (*m->count == m->most) {
		item_error(load, "id", _("there can be at most %d %s"), m->most, m->name);
		return NULL;
	}
	++*m->count;
	clear(new, m->scopes);
	*(const char **)(void *)new = arena_strdup(load->arena, id);
	return new;
}

static void *profile(struct load *load, const char *id)
{
	const struct made profiles = { load->profiles, sizeof(*load->profiles), &load->catalog->profile_count,
		PROFILES_MAX, OF_PROFILE, _("engine profiles") };

	return made(load, &profiles, id);
}

static void *compute_class(struct load *load, const char *id)
{
	const struct made classes = { load->classes, sizeof(*load->classes), &load->catalog->class_count, CLASSES_MAX,
		OF_CLASS, _("classes of GPUs") };

	return made(load, &classes, id);
}

static struct card *card(struct load *load, const char *id)
{
	const struct made cards = { load->cards, sizeof(*load->cards), &load->catalog->card_count, CARDS_MAX, OF_CARD,
		_("cards") };

	return made(load, &cards, id);
}

static struct gpu_family *family(struct load *load, const char *id)
{
	int at = id_table_find(&load->ids[CATALOG_FAMILIES], id);

	if (at >= 0)
		return &load->families[at];
	item_error(load, "id", _("\"%.40s\" must be an id of families.json"), id);
	return NULL;
}

/* One of a row of numbers by a word; NULL with a message when the word is not known. */
static double *indexed(struct load *load, double *first, const char *const *words, const char *word)
{
	int i = word_index(words, word);

	if (i >= 0)
		return &first[i];
	item_error(load, "id", _("\"%.40s\" is no number type of this parameter"), word);
	return NULL;
}

static double *member(void *object, const struct binding *b)
{
	return object ? field(object, b->offset) : NULL;
}

/* Where the value of a parameter goes; `name` and `rest` are the parts behind the binding. */
static double *destination(struct load *load, const struct binding *b, const char *name, const char *rest)
{
	struct gpu_family *f;

	switch (b->scope) {
	case SCOPE_GLOBAL: return field(&load->catalog->constants, b->offset);
	case SCOPE_EXPERT: return indexed(load, field(&load->catalog->constants, b->offset), EXPERT_WORDS, name);
	case SCOPE_FAMILY: return member(family(load, name), b);
	case SCOPE_TENSOR:
		f = family(load, name);
		return f ? indexed(load, field(f, b->offset), TENSOR_WORDS, rest) : NULL;
	case SCOPE_PROFILE: return member(profile(load, name), b);
	case SCOPE_CLASS: return member(compute_class(load, name), b);
	case SCOPE_CARD: return member(card(load, name), b);
	}
	return NULL;
}

/* Cuts "e_fl/hopper/fp8" into three; false when a part is too long. */
static bool split(const char *id, char parts[3][PART_MAX_BYTES])
{
	for (int i = 0; i < 3; i++) {
		size_t n = i < 2 ? strcspn(id, "/") : strlen(id);

		if (n >= PART_MAX_BYTES)
			return false;
		memcpy(parts[i], id, n);
		parts[i][n] = '\0';
		id += n;
		id += *id == '/' ? 1 : 0;
	}
	return true;
}

static const struct binding *find_binding(const char *id, const char *head)
{
	for (int i = 0; i < BINDING_COUNT; i++) {
		const struct binding *b = &BINDINGS[i];

		/* The first letter spares most comparisons of the start-up. */
		if (b->id[0] == id[0] && strcmp(b->id, b->scope == SCOPE_GLOBAL ? id : head) == 0)
			return b;
	}
	return NULL;
}

static void load_parameter(struct load *load, const cJSON *item, void *thing)
{
	struct parameter_value *value = thing;
	char parts[3][PART_MAX_BYTES];
	const struct binding *b = NULL;
	double *place = NULL;

	value->unit = get_text(load, item, "unit");
	value->meaning = need_text(load, item, "meaning");
	value->source = need_text(load, item, "source");
	value->as_of = get_date(load, item, "as_of");
	value->rows = get_whole(load, item, "rows", 0, 1e9);
	value->fitted = get_word(load, item, "status", STATUS_WORDS, 0) == 1;
	if (split(value->id, parts))
		b = find_binding(value->id, parts[0]);
	if (!b)
		json_reader_error(&load->reader, STATUS_OK, "id", _("no such parameter"));
	else
		place = destination(load, b, parts[1], parts[2]);
	value->value = need_real(load, item, "value", b ? b->low : -INFINITY, b ? b->high : INFINITY);
	if (place)
		*place = value->value * b->factor;
	/* How well a card is known is told by the rows behind its factor. */
	if (b && b->scope == SCOPE_CARD && place)
		card(load, parts[1])->train_rows = value->rows;
	if (b && place && b->scope == SCOPE_CLASS && b->offset == offsetof(struct compute_class, media_linear))
		((struct compute_class *)compute_class(load, parts[1]))->media_rows = value->rows;
	value->start = get_real(load, item, "start", -INFINITY, INFINITY);
	get_real(load, item, "error", 0, 1e3);
	value->spread = get_real_or(load, item, "spread", 0, 10, 0.5);
	value->place = place;
	value->factor = b ? b->factor : NAN;
	value->low = b ? b->low : NAN;
	value->high = b ? b->high : NAN;
}

static void parameters_finish(struct load *load)
{
	for (int i = 0; i < BINDING_COUNT; i++) {
		const struct binding *b = &BINDINGS[i];
		const double *values = field(&load->catalog->constants, b->offset);

		if (!(OF_CONSTANTS & 1 << b->scope))
			continue;
		for (int j = 0; j < width(b); j++)
			if (isnan(values[j]))
				error_list_add(load->problems, STATUS_DATA,
					_("parameters.json: no usable value of \"%s%s%s\""), b->id,
					b->scope == SCOPE_EXPERT ? "/" : "",
					b->scope == SCOPE_EXPERT ? EXPERT_WORDS[j] : "");
	}
}

const struct kind_row PARAMETER_KIND = { KIND_ARRAY(parameter_value, parameters, parameter_count),
	.start = parameters_start, .item = load_parameter, .finish = parameters_finish, .keys = PARAMETER_KEYS };
