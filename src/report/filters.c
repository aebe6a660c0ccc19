/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters on offers in words: what they let through. */
#include "report/filters.h"

#include "base/i18n.h"
#include "report/labels.h"
#include "study/offer_filter.h"
#include "study/scenario_text.h"

enum { WORDS_MAX = 4 };

/* By the index of the word; NULL: not worth a word, or none. */
static const struct {
	enum parameter parameter;
	const char *words[WORDS_MAX];
} filters[] = {
	{ PARAMETER_PROVIDER_KIND,
		{ N_("hyperscalers"), N_("specialists"), N_("managed services"), N_("marketplaces") } },
	{ PARAMETER_RESIDENCY, { NULL, N_("EU member states"), N_("EEA member states") } },
	{ PARAMETER_SLA, { NULL, N_("formal SLA") } },
	{ PARAMETER_COMPLIANCE, { "SOC 2", "ISO 27001", "HIPAA" } },
	{ PARAMETER_INTERCONNECT, { NULL, "InfiniBand" } },
	{ PARAMETER_BILLING,
		{ NULL, N_("billed by the hour"), N_("billed by the minute"), N_("billed by the second") } },
};

const char *filter_word(enum parameter parameter, int index)
{
	if (parameter == PARAMETER_PURCHASE && index >= 0 && index < PURCHASE_MIXED)
		return label_purchase((enum purchase)index);
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		if (filters[i].parameter == parameter && index >= 0 && index < WORDS_MAX && filters[i].words[index])
			return _(filters[i].words[index]);
	return NULL;
}

static void add_item(struct text *out, size_t start, const char *item)
{
	text_addf(out, "%s%s", out->length > start ? FILTERS_BETWEEN : "", item);
}

/* Whether a set has the item with an index. */
static bool has(const struct scenario *s, enum parameter parameter, int index)
{
	switch (parameter) {
	case PARAMETER_GPU: return index_set_has(&s->gpus, index);
	case PARAMETER_PROVIDER: return index_set_has(&s->providers, index);
	case PARAMETER_COUNTRY: return area_set_has(&s->countries, index);
	case PARAMETER_PROVIDER_KIND: return s->provider_kinds & 1u << index;
	case PARAMETER_PURCHASE: return s->purchases & 1u << index;
	case PARAMETER_COMPLIANCE: return s->certificates & 1u << index;
	default: return s->number[parameter] == index;
	}
}

/* Codes of countries are shorter than their names; GPUs and providers go by name. */
static const char *item_text(const struct scenario *s, enum parameter parameter, const struct choice *choice)
{
	const char *word = filter_word(parameter, choice->index);

	if (parameter == PARAMETER_GPU)
		return s->catalog->gpus[choice->index].short_name;
	if (parameter == PARAMETER_PROVIDER)
		return choice->name;
	return word ? word : choice->id;
}

void filter_value(struct text *out, const struct scenario *s, enum parameter parameter)
{
	size_t start = out->length;
	struct choice choice;

	if (!offer_filter_set(s, parameter))
		return;
	if (parameter == PARAMETER_REGION)
		text_add(out, s->region);
	for (int i = 0; scenario_choice(s, parameter, i, &choice); i++)
		if (has(s, parameter, choice.index))
			add_item(out, start, item_text(s, parameter, &choice));
}

/* Many names say less than how many there are. */
static void add_gpus(struct text *out, const struct scenario *s)
{
	if (s->gpus.count > 2)
		text_addf(out, ngettext("%d GPU", "%d GPUs", (unsigned long)s->gpus.count), s->gpus.count);
	else
		filter_value(out, s, PARAMETER_GPU);
}

bool filters_item(struct text *out, const struct scenario *s, int index, enum parameter *parameter)
{
	int i = 0;

	for (; offer_filters[i] != PARAMETER_COUNT; i++) {
		TEXT(value);

		filter_value(&value, s, offer_filters[i]);
		if (!value.length || index-- > 0)
			continue;
		*parameter = offer_filters[i];
		text_add(out, value.data);
		return true;
	}
	if (index > 0 || !s->gpus.count)
		return false;
	*parameter = PARAMETER_GPU;
	add_gpus(out, s);
	return true;
}

void filters_text(struct text *out, const struct scenario *s)
{
	enum parameter parameter;

	for (int i = 0;; i++) {
		TEXT(item);

		if (!filters_item(&item, s, i, &parameter))
			break;
		text_addf(out, "%s%s", i ? FILTERS_BETWEEN : "", item.data);
	}
}
