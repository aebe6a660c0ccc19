/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which GPU of the catalog a price list means. */
#include "catalog/prices/gpu_name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "catalog/alias.h"

#define GB 1e9

enum { CHOICES_MAX = 16, WORD_BYTES = 32 };

/* Shares by which two figures of one memory may differ: a driver's GiB, a sticker's GB, an error
 * of a list on the one hand; 40 and 80 GB, or a card that somebody rebuilt, on the other. */
static const double MEMORY_SAME = 0.08, MEMORY_OTHER = 0.20;

/* How a GPU is built in, as far as a name tells. */
enum form { FORM_UNKNOWN, FORM_SXM, FORM_PCIE, FORM_NVL };

/* A name in its parts. */
struct gpu_words {
	char base[NAME_MAX_BYTES]; /* letters and digits without memory, form and maker */
	double memory_gb;          /* NaN: not in it */
	enum form form;
};

/* A GPU of the catalog by the parts of its id. */
struct gpu_part {
	const struct gpu *gpu;
	struct gpu_words words;
};

/* A label of the list: what the alias table and its parts say, found once. */
struct gpu_label {
	const struct gpu *exact;
	struct gpu_words words;
};

static const struct {
	const char *start;
	enum form form;
} forms[] = { { "sxm", FORM_SXM }, { "hgx", FORM_SXM }, { "pcie", FORM_PCIE }, { "nvl", FORM_NVL } };

/* Words that do not tell one GPU from another. */
static const char *const noise[] = { "nvidia", "tesla", "geforce", "amd", "instinct", "intel", "google", "aws", "gpu",
	"nvlink", "generation", "hbm2", "hbm2e", "hbm3", "hbm3e", NULL };

/* Providers' machines that say the GPU: see the table. */
static const struct {
	const char *provider, *start, *gpu;
} instances[] = {
#define INSTANCE(provider, start, gpu) { provider, start, gpu },
#include "catalog/prices/instance-table.h"
#undef INSTANCE
};

/* The next word, lower case; NULL at the end. A word that is too long is cut. */
static const char *next_word(const char *at, char word[WORD_BYTES])
{
	size_t n = 0;

	while (*at != '\0' && !ascii_is_alphanumeric(*at))
		at++;
	if (*at == '\0')
		return NULL;
	for (; ascii_is_alphanumeric(*at); at++)
		if (n < WORD_BYTES - 1)
			word[n++] = *at;
	word[n] = '\0';
	text_ascii_lower(word);
	return at;
}

/* Whether a name speaks of a slice: "MIG", or a profile as the driver names it, 1g.34gb. */
static bool names_slice(const char *name)
{
	char word[WORD_BYTES];

	if (!name)
		return false;
	for (const char *at = next_word(name, word); at; at = next_word(at, word)) {
		size_t n = strspn(at + (*at == '.'), "0123456789");

		if (strcmp(word, "mig") == 0)
			return true;
		if (word[0] >= '1' && word[0] <= '9' && strcmp(word + 1, "g") == 0 && *at == '.' && n > 0 &&
			strncasecmp(at + 1 + n, "gb", 2) == 0)
			return true;
	}
	return false;
}

static enum form form_of(const char *word)
{
	if (strcmp(word, "nvlink") == 0)
		return FORM_UNKNOWN;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strncmp(word, forms[i].start, strlen(forms[i].start)) == 0)
			return forms[i].form;
	return FORM_UNKNOWN;
}

static bool is_gigabytes(const char *word)
{
	return strcmp(word, "g") == 0 || strcmp(word, "gb") == 0 || strcmp(word, "gib") == 0;
}

/* 80 of "80gb", or of "80" before the word "gb", whose end is then put into *at; NaN: neither. */
static double memory_of(const char *word, const char **at)
{
	size_t n = strspn(word, "0123456789");
	char next[WORD_BYTES];
	const char *behind;
	double gb = 0.0;

	if (n == 0 || n > 4)
		return NAN;
	if (word[n] == '\0') {
		behind = next_word(*at, next);
		if (!behind || !is_gigabytes(next))
			return NAN;
		*at = behind;
	} else if (!is_gigabytes(word + n)) {
		return NAN;
	}
	for (size_t i = 0; i < n; i++)
		gb = gb * 10.0 + (word[i] - '0');
	return gb;
}

static void split(const char *name, struct gpu_words *words)
{
	char word[WORD_BYTES];
	size_t length = 0;

	*words = (struct gpu_words){ .memory_gb = NAN };
	for (const char *at = next_word(name, word); at; at = next_word(at, word)) {
		double gb = memory_of(word, &at);
		size_t n = strlen(word);

		if (!isnan(gb)) {
			words->memory_gb = gb;
		} else if (form_of(word) != FORM_UNKNOWN) {
			words->form = form_of(word);
		} else if (word_index(noise, word) < 0 && length + n < sizeof(words->base)) {
			memcpy(words->base + length, word, n + 1);
			length += n;
		}
	}
}

/* The one form that the name of a machine speaks of. */
static enum form instance_form(const char *instance)
{
	enum form found = FORM_UNKNOWN;
	char word[WORD_BYTES];

	if (!instance)
		return FORM_UNKNOWN;
	for (const char *at = next_word(instance, word); at; at = next_word(at, word)) {
		enum form form = form_of(word);

		if (form == FORM_UNKNOWN)
			continue;
		if (found != FORM_UNKNOWN && form != found)
			return FORM_UNKNOWN;
		found = form;
	}
	return found;
}

static double sticker_gb(const struct gpu *gpu)
{
	return gpu->memory_marketed_bytes / GB;
}

/* Unknown figures are no contradiction. */
static bool same_memory(double gb, const struct gpu *gpu, double share)
{
	return !(fabs(gb / sticker_gb(gpu) - 1.0) > share);
}

static enum form gpu_form(const struct gpu *gpu, const struct gpu_words *words)
{
	if (words->form != FORM_UNKNOWN)
		return words->form;
	return form_of(gpu->form_factor && strncmp(gpu->form_factor, "SXM", 3) == 0     ? "sxm"
			: gpu->form_factor && strncmp(gpu->form_factor, "PCIe", 4) == 0 ? "pcie"
											: "");
}

void gpu_names_init(struct price_reading *reading)
{
	const struct catalog *c = reading->request->catalog;

	reading->parts = xcalloc((size_t)c->gpu_count + 1, sizeof(*reading->parts));
	for (int i = 0; i < c->gpu_count; i++) {
		struct gpu_part *part = &reading->parts[i];

		part->gpu = &c->gpus[i];
		split(c->gpus[i].id, &part->words);
		part->words.form = gpu_form(part->gpu, &part->words);
	}
}

void gpu_names_release(struct price_reading *reading)
{
	free(reading->parts);
	free(reading->label_parts);
	string_set_release(&reading->labels);
}

/* A list has few names of GPUs and many rows: each name is understood once. */
static const struct gpu_label *find_label(struct price_reading *reading, const char *name)
{
	int known = reading->labels.count;
	int at = string_set_add(&reading->labels, &reading->out->arena, name);
	struct gpu_label *label;

	if (at == known)
		reading->label_parts = xgrow(reading->label_parts, (size_t)at, sizeof(*reading->label_parts));
	label = &reading->label_parts[at];
	if (at < known)
		return label;
	*label = (struct gpu_label){ .exact = NULL };
	split(name, &label->words);
	label->exact = catalog_gpu(reading->request->catalog, name, NULL);
	if (!label->exact && label->words.base[0] != '\0') {
		const struct gpu *base = catalog_gpu(reading->request->catalog, label->words.base, NULL);

		/* "A6000 (48 GB)": the rest must not speak against it. */
		if (base && same_memory(label->words.memory_gb, base, MEMORY_SAME)) {
			struct gpu_words words;

			split(base->id, &words);
			if (label->words.form == FORM_UNKNOWN || gpu_form(base, &words) == label->words.form)
				label->exact = base;
		}
	}
	return label;
}

/* What may be meant: the same name, and nothing that speaks against memory and form. */
struct choices {
	const struct gpu *gpus[CHOICES_MAX];
	int count;
	int named; /* with the name, before memory and form were looked at */
};

static void find_choices(const struct price_reading *reading, const struct gpu_words *words, double memory_gb,
	enum form form, struct choices *choices)
{
	*choices = (struct choices){ .count = 0 };
	for (int i = 0; words->base[0] != '\0' && i < reading->request->catalog->gpu_count; i++) {
		const struct gpu_part *part = &reading->parts[i];

		if (strcmp(part->words.base, words->base) != 0)
			continue;
		choices->named++;
		if (same_memory(memory_gb, part->gpu, MEMORY_SAME) &&
			(form == FORM_UNKNOWN || part->words.form == form) && choices->count < CHOICES_MAX)
			choices->gpus[choices->count++] = part->gpu;
	}
}

static const struct gpu *by_instance(const struct choices *choices, const char *provider, const char *instance)
{
	for (size_t i = 0; i < sizeof(instances) / sizeof(instances[0]); i++) {
		if (!instance || strcmp(instances[i].provider, provider) != 0 ||
			strncmp(instances[i].start, instance, strlen(instances[i].start)) != 0)
			continue;
		for (int k = 0; k < choices->count; k++)
			if (strcmp(choices->gpus[k]->id, instances[i].gpu) == 0)
				return choices->gpus[k];
		return NULL;
	}
	return NULL;
}

static const struct gpu *refuse(
	struct price_reading *reading, const struct price_row *row, const struct choices *choices)
{
	TEXT(list);

	if (choices->count == 0) {
		price_problem(reading, PRICE_PROBLEM_UNKNOWN_GPU, NULL, row->label,
			choices->named > 0 ? _("GPU '%.80s': the catalog has it, but not with this memory or form")
					   : _("GPU '%.80s' is not in the catalog"),
			row->label);
		return NULL;
	}
	for (int i = 0; i < choices->count; i++)
		text_addf(&list, "%s%s", i > 0 ? ", " : "", choices->gpus[i]->id);
	price_problem(reading, PRICE_PROBLEM_AMBIGUOUS_GPU, NULL, row->label,
		_("GPU '%.80s' is ambiguous: one of %s; nothing in the row says which"), row->label, list.data);
	return NULL;
}

const struct gpu *gpu_name_find(struct price_reading *reading, const struct price_row *row, const char *provider)
{
	const struct gpu_label *label = find_label(reading, row->label);
	double memory = isnan(label->words.memory_gb) ? row->memory_gb : label->words.memory_gb;
	enum form form = label->words.form;
	const struct gpu *found = label->exact;
	struct choices choices;

	if (names_slice(row->label) || names_slice(row->instance)) {
		price_problem(reading, PRICE_PROBLEM_PART_OF_GPU, NULL, row->label,
			_("GPU '%.80s': a slice (MIG), not a whole GPU"), row->label);
		return NULL;
	}
	if (found && same_memory(row->memory_gb, found, MEMORY_SAME))
		return found;
	if (form == FORM_UNKNOWN)
		form = instance_form(row->instance);
	find_choices(reading, &label->words, memory, form, &choices);
	if (choices.count == 1)
		return choices.gpus[0];
	if (found) {
		if (same_memory(row->memory_gb, found, MEMORY_OTHER))
			return found;
		price_problem(reading, PRICE_PROBLEM_OTHER_MEMORY, NULL, row->label,
			_("GPU '%.80s' has %.3g GB here and %.3g GB in the catalog: not the same card"), row->label,
			row->memory_gb, sticker_gb(found));
		return NULL;
	}
	found = by_instance(&choices, provider, row->instance);
	return found ? found : refuse(reading, row, &choices);
}
