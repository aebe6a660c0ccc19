/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalog command: list KIND, show ID, check [FILE...], import-model, import-prices, add-measurement,
 * import-benchmark, remove-measurement. */
#include "cli/catalog.h"

#include <string.h>

#include "base/i18n.h"
#include "catalog/place.h"
#include "cli/benchmark.h"
#include "cli/import.h"
#include "cli/measurement.h"
#include "report/listing_write.h"
#include "report/show.h"
#include "study/policy.h"

enum { NAME_BYTES = 128 };

/* Kinds whose things have aliases, in the order in which a name is looked for. */
static const enum catalog_kind named_kinds[] = { CATALOG_GPUS, CATALOG_MODELS, CATALOG_PROVIDERS, CATALOG_ENGINES,
	CATALOG_FORMATS, CATALOG_MEDIA };

enum { NAMED_KINDS = sizeof(named_kinds) / sizeof(named_kinds[0]) };

/* What is wanted first stands first. */
static const enum catalog_kind shown_kinds[CATALOG_KIND_COUNT] = { CATALOG_GPUS, CATALOG_MODELS, CATALOG_PRICES,
	CATALOG_MEDIA, CATALOG_PROVIDERS, CATALOG_ENGINES, CATALOG_FORMATS, CATALOG_KV_FORMATS, CATALOG_LINKS,
	CATALOG_FAMILIES, CATALOG_COUNTRIES, CATALOG_REGIONS, CATALOG_MIG, CATALOG_OWNERSHIP, CATALOG_POLICY,
	CATALOG_PARAMETERS, CATALOG_SOURCES, CATALOG_BANDS };

/* A kind of the user's, not of the catalog. */
static const char MEASUREMENTS[] = "measurements";

static void add_kinds(struct text *out)
{
	for (int i = 0; i < CATALOG_KIND_COUNT; i++)
		text_addf(out, "%s%s", i ? ", " : "", catalog_kind_id(shown_kinds[i]));
	text_addf(out, ", %s", MEASUREMENTS);
}

static enum status find_kind(const char *word, enum catalog_kind *kind, struct error *error)
{
	TEXT(kinds);

	for (int i = 0; i < CATALOG_KIND_COUNT; i++) {
		*kind = shown_kinds[i];
		if (strcmp(catalog_kind_id(*kind), word) == 0)
			return STATUS_OK;
	}
	add_kinds(&kinds);
	return error_set(error, STATUS_USAGE, _("catalog list: unknown kind '%s'; one of %s"), word, kinds.data);
}

static bool by_price(enum catalog_kind kind)
{
	return kind == CATALOG_PRICES;
}

/* What chooses among the rows of a list, and of which kinds. */
static const struct filter {
	enum parameter parameter;
	bool (*useful)(enum catalog_kind kind);
} filters[] = { { PARAMETER_GPU, listing_by_gpu }, { PARAMETER_PROVIDER, listing_by_provider },
	{ PARAMETER_PURCHASE, by_price }, { PARAMETER_PROVIDER_KIND, by_price }, { PARAMETER_REGION, by_price },
	{ PARAMETER_COUNTRY, by_price }, { PARAMETER_RESIDENCY, by_price }, { PARAMETER_SLA, listing_by_provider },
	{ PARAMETER_COMPLIANCE, listing_by_provider }, { PARAMETER_INTERCONNECT, listing_by_provider },
	{ PARAMETER_BILLING, listing_by_provider } };

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

bool catalog_takes(enum parameter parameter)
{
	for (int i = 0; i < FILTERS; i++)
		if (filters[i].parameter == parameter)
			return true;
	/* A measurement is of a workload; what choosing among many GPUs takes says nothing of a run. */
	return parameter != PARAMETER_ALL && study_reads(study_of_replica(), parameter);
}

/* An option that a kind has no use for would silently list everything. */
static enum status check_filters(const struct invocation *call, enum catalog_kind kind, struct error *error)
{
	for (int i = 0; i < FILTERS; i++)
		if (!filters[i].useful(kind) && call->settled.has[filters[i].parameter])
			return error_set(error, STATUS_USAGE, _("catalog list %s: --%s does not choose among them"),
				catalog_kind_id(kind), parameter_row(filters[i].parameter)->name);
	return STATUS_OK;
}

static enum status run_list(struct invocation *call, struct text *out, struct error *error)
{
	struct listing_filter filter = { .choice = &call->scenario };
	enum catalog_kind kind;
	enum status status;
	TEXT(kinds);

	if (call->argument_count != 2) {
		add_kinds(&kinds);
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog list KIND [--gpu ID] [--provider ID]; KIND is one of %s"),
			kinds.data);
	}
	if (strcmp(call->arguments[1], MEASUREMENTS) == 0)
		return command_list_measurements(call, out, error);
	status = find_kind(call->arguments[1], &kind, error);
	if (status == STATUS_OK)
		status = check_filters(call, kind, error);
	if (status == STATUS_OK)
		status = invocation_load_aloud(call, error);
	if (status != STATUS_OK)
		return status;
	if (call->format == FORMAT_JSON)
		listing_json(out, &call->catalog, kind, &filter);
	else if (call->format == FORMAT_CSV)
		listing_csv(out, &call->catalog, kind, &filter);
	else
		listing_text(out, &call->catalog, kind, &filter, call->style);
	return STATUS_OK;
}

/* The thing of a kind by id or alias, else NULL with the catalog's message. */
static const void *look_up(const struct catalog *c, enum catalog_kind kind, const char *name, struct error *error)
{
	switch (kind) {
	case CATALOG_GPUS: return catalog_gpu(c, name, error);
	case CATALOG_MODELS: return catalog_model(c, name, error);
	case CATALOG_PROVIDERS: return catalog_provider(c, name, error);
	case CATALOG_ENGINES: return catalog_engine(c, name, error);
	case CATALOG_FORMATS: return catalog_format(c, name, error);
	case CATALOG_MEDIA: return catalog_media(c, name, error);
	default: return NULL;
	}
}

/* Edits between a key and the nearest start of a word of `text`; a start that goes on is none. */
static int word_distance(const char *key, const char *text)
{
	size_t n = strlen(key);
	int best = TEXT_DISTANCE_BYTES;

	for (const char *at = text; *at; at++) {
		char before[2] = { at > text ? at[-1] : '-', '\0' }, here[2] = { *at, '\0' }, rest[NAME_BYTES];
		int distance;

		/* A word starts where a key has a character, and none for the one before. */
		if (text_key(here, rest, sizeof(rest)) == 0 || text_key(before, rest, sizeof(rest)) > 0)
			continue;
		if (text_key(at, rest, sizeof(rest)) > n)
			rest[n] = '\0';
		distance = text_distance(key, rest);
		best = distance < best ? distance : best;
	}
	return best;
}

/* The least distance of a kind's things to a key, and how many have it. */
static int kind_distance(const struct catalog *c, enum catalog_kind kind, const char *key, int *count)
{
	int best = TEXT_DISTANCE_BYTES;

	*count = 0;
	for (int i = 0; i < listing_count(c, kind); i++) {
		/* Things of the named kinds begin with id and name. */
		const char *const *names = listing_thing(c, kind, i);
		int id = word_distance(key, names[0]), title = word_distance(key, names[1]);
		int distance = id < title ? id : title;

		if (distance < best) {
			best = distance;
			*count = 0;
		}
		*count += distance == best;
	}
	return best;
}

/* The kind that a name most likely belongs to: its message is the helpful one.  Between misspellings the kind
 * with fewer candidates is; of names that are cut short, the first.  Media models, whose names are made of short
 * words, are meant where nothing else is near. */
static bool nearest_kind(const struct catalog *c, const char *name, enum catalog_kind *nearest)
{
	char key[NAME_BYTES];
	size_t n = text_key(name, key, sizeof(key));
	int most = (int)(n / 3), best = most + 1, fewest = 0; /* more edits are another word */

	for (int k = 0; n > 1 && k < NAMED_KINDS; k++) {
		int count, distance = kind_distance(c, named_kinds[k], key, &count);

		if (named_kinds[k] == CATALOG_MEDIA && best <= most)
			break;
		if (distance < best || (distance == best && distance > 0 && count < fewest)) {
			best = distance;
			fewest = count;
			*nearest = named_kinds[k];
		}
	}
	return best <= most;
}

static const void *find_thing(const struct catalog *c, const char *name, enum catalog_kind *kind, struct error *error)
{
	const void *thing = NULL;

	for (int i = 0; i < NAMED_KINDS && !thing; i++) {
		*kind = named_kinds[i];
		thing = look_up(c, *kind, name, error);
	}
	for (int i = 0; i < CATALOG_KIND_COUNT && !thing; i++) {
		*kind = shown_kinds[i];
		thing = listing_find(c, *kind, name);
	}
	if (thing)
		*error = (struct error){ 0 };
	else if (nearest_kind(c, name, kind))
		look_up(c, *kind, name, error);
	else
		error_set(error, STATUS_USAGE,
			_("unknown name '%.80s'; gpuplan catalog list gpus, models, providers, "
			  "engines or formats shows what there is"),
			name);
	return thing;
}

static enum status run_show(struct invocation *call, struct text *out, struct error *error)
{
	struct listing_filter filter = { 0 };
	enum catalog_kind kind;
	enum status status;

	if (call->argument_count != 2)
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog show ID, of a GPU, model, provider, engine or format"));
	status = invocation_load_aloud(call, error);
	if (status != STATUS_OK)
		return status;
	filter.only = find_thing(&call->catalog, call->arguments[1], &kind, error);
	if (!filter.only)
		return STATUS_USAGE;
	if (call->format == FORMAT_JSON)
		show_json(out, &call->catalog, kind, filter.only);
	else if (call->format == FORMAT_CSV)
		listing_csv(out, &call->catalog, kind, &filter);
	else
		show_text(out, &call->catalog, kind, filter.only, call->style);
	return STATUS_OK;
}

/* Every problem in a line; returns how many are no mere warnings. */
static size_t write_problems(const struct error_list *problems, struct text *out)
{
	size_t errors = problems->dropped, warnings = 0;

	for (size_t i = 0; i < problems->count; i++) {
		bool warning = problems->items[i].status == STATUS_OK;

		text_addf(out, "%s%s\n", warning ? _("warning: ") : "", problems->items[i].text);
		warnings += warning;
		errors += !warning;
	}
	if (problems->dropped)
		text_addf(out, _("and %zu more\n"), problems->dropped);
	if (errors)
		text_addf(out, ngettext("%zu problem", "%zu problems", (unsigned long)errors), errors);
	else
		text_add(out, _("no problems"));
	if (warnings)
		text_addf(out, ngettext(", %zu warning", ", %zu warnings", (unsigned long)warnings), warnings);
	return errors;
}

static enum status check_files(const struct invocation *call, struct text *out)
{
	struct error_list problems = { 0 };
	enum status status;

	for (int i = 1; i < call->argument_count; i++)
		catalog_check_file(call->arguments[i], policy_check, &problems);
	status = error_list_status(&problems);
	if (write_problems(&problems, out) == 0)
		text_addf(out, ngettext(" in %d file", " in %d files", (unsigned long)call->argument_count - 1),
			call->argument_count - 1);
	else if (status == STATUS_OK)
		status = STATUS_DATA;
	text_add_char(out, '\n');
	error_list_release(&problems);
	return status;
}

static enum status check_all(struct invocation *call, struct text *out, struct error *error)
{
	struct error_list problems = { 0 };
	enum status status = invocation_load_catalog(call, &problems, error);

	if (status == STATUS_OK || status == STATUS_DATA) {
		/* The message would send the user here. */
		*error = (struct error){ 0 };
		place_check(&call->catalog, &problems);
		policy_check(&call->catalog, &problems);
		if (write_problems(&problems, out) == 0) {
			text_add(out, ": ");
			for (int i = 0; i < CATALOG_KIND_COUNT; i++) {
				text_add(out, i ? ", " : "");
				listing_add_count(out, shown_kinds[i], listing_count(&call->catalog, shown_kinds[i]));
			}
		}
		text_add_char(out, '\n');
	}
	error_list_release(&problems);
	return status;
}

static enum status run_check(struct invocation *call, struct text *out, struct error *error)
{
	if (call->format != FORMAT_TEXT)
		return error_set(error, STATUS_USAGE, _("catalog check: its report is text only"));
	if (call->argument_count > 1 && call->overlay_count > 0)
		return error_set(error, STATUS_USAGE, _("catalog check: give files or --catalog folders, not both"));
	return call->argument_count > 1 ? check_files(call, out) : check_all(call, out, error);
}

enum status command_catalog(struct invocation *call, struct text *out, struct error *error)
{
	static const struct {
		const char *name;
		enum status (*run)(struct invocation *call, struct text *out, struct error *error);
	} verbs[] = { { "list", run_list }, { "show", run_show }, { "check", run_check },
		{ "import-model", command_import_model }, { "import-prices", command_import_prices },
		{ "add-measurement", command_add_measurement }, { "import-benchmark", command_import_benchmark },
		{ "remove-measurement", command_remove_measurement } };

	if (call->argument_count == 0)
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog list KIND | show ID | check [FILE...] | "
			  "import-model PATH | import-prices FILE | add-measurement ... | import-benchmark FILE | "
			  "remove-measurement ID"));
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, call->arguments[0]) == 0)
			return verbs[i].run(call, out, error);
	return error_set(error, STATUS_USAGE,
		_("catalog: unknown '%s'; use list KIND, show ID, check [FILE...], "
		  "import-model PATH, import-prices FILE, add-measurement, import-benchmark FILE or remove-measurement ID"),
		call->arguments[0]);
}
