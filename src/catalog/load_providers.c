/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Providers, and what is known of them. */
#include "base/i18n.h"
#include "catalog/load.h"

static const char *const PROVIDER_KEYS[] = { "id", "name", "kind", "aliases", "regions_as", "skypilot", "dstack",
	"facts", "source", "as_of", "notes", NULL };

static const char *const FACT_KEYS[] = { "sla", "sla_percent", "soc2", "iso27001", "hipaa", "gdpr", "interconnect",
	"interconnect_text", "billing", "billing_text", "commitment", "spot", "spot_notice", "countries",
	"countries_text", "source", "as_of", "notes", NULL };

static enum promise get_promise(struct load *load, const cJSON *facts, const char *key)
{
	return (enum promise)get_word(load, facts, key, PROMISE_WORDS, PROMISE_UNKNOWN);
}

static void add_country(struct load *load, const char *id, void *context)
{
	struct provider_facts *facts = context;
	const struct country *country = resolve(load, NULL, CATALOG_COUNTRIES, id);

	if (country &&
		has_room(load, facts->country_count, PROVIDER_COUNTRIES_MAX, _("there can be at most %d countries")))
		facts->countries[facts->country_count++] = country;
}

/* Without source and date nothing is believed. */
static void load_facts(struct load *load, const cJSON *item, struct provider_facts *facts)
{
	facts->sla = get_promise(load, item, "sla");
	facts->sla_text = get_text(load, item, "sla_percent");
	for (int i = 0; i < CERTIFICATE_COUNT; i++)
		facts->certificates[i] = get_promise(load, item, CERTIFICATE_WORDS[i]);
	facts->gdpr = get_promise(load, item, "gdpr");
	facts->interconnect =
		(enum interconnect)get_word(load, item, "interconnect", INTERCONNECT_WORDS, INTERCONNECT_UNKNOWN);
	facts->interconnect_text = get_text(load, item, "interconnect_text");
	facts->billing = (enum billing)get_word(load, item, "billing", BILLING_WORDS, BILLING_UNKNOWN);
	facts->billing_text = get_text(load, item, "billing_text");
	facts->commitment = get_text(load, item, "commitment");
	facts->spot = get_text(load, item, "spot");
	facts->spot_notice = get_text(load, item, "spot_notice");
	for_strings(load, item, "countries", add_country, facts);
	facts->countries_text = get_text(load, item, "countries_text");
	facts->source = need_text(load, item, "source");
	facts->as_of = get_date(load, item, "as_of");
	if (!facts->as_of)
		item_error(load, "as_of", _("facts need a date"));
	facts->notes = get_text(load, item, "notes");
}

static void load_provider(struct load *load, const cJSON *item, void *thing)
{
	struct provider *provider = thing;
	const cJSON *facts;

	provider->name = need_text(load, item, "name");
	provider->kind = (enum provider_kind)get_word(load, item, "kind", PROVIDER_WORDS, -1);
	provider->regions_as = get_reference(load, item, "regions_as", CATALOG_PROVIDERS);
	provider->skypilot = get_text(load, item, "skypilot");
	provider->dstack = get_text(load, item, "dstack");
	add_names(load, item, CATALOG_PROVIDERS, provider);
	add_name(load, CATALOG_PROVIDERS, provider->name, provider);
	facts = enter_object(load, item, "facts", false, FACT_KEYS);
	if (!facts)
		return;
	load_facts(load, facts, &provider->facts);
	json_reader_pop(&load->reader);
}

const struct kind_row PROVIDER_KIND = { KIND_ARRAY(provider, providers, provider_count), .item = load_provider,
	.keys = PROVIDER_KEYS, .most = CATALOG_PROVIDERS_MAX };
