/* SPDX-License-Identifier: GPL-3.0-or-later */
/* catalog import-model and import-prices: a model's files, a public price list as an overlay. */
#include "cli/import.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/file_lock.h"
#include "base/i18n.h"
#include "catalog/import/write.h"
#include "catalog/prices/merge.h"
#include "report/price_report.h"

/* The overlay file of that name with the model in it; without one an overlay of its own. */
static enum status merge_model(const char *path, const struct imported *imported, struct text *out, struct error *error)
{
	TEXT(existing);

	if (path && !file_missing(path) && file_read(path, FILE_CAP, &existing, error) != STATUS_OK)
		return error->status;
	return import_merge_json(imported, existing.data, existing.length, path, out, error);
}

/* Nobody else writes it between reading and writing. */
static enum status write_model(const char *path, const struct imported *imported, struct error *error)
{
	struct file_lock lock __attribute__((cleanup(file_lock_release))) = { .count = 0 };
	TEXT(merged);
	enum status status = file_lock_take(&lock, path, FILE_LOCK_BATCH_MS, error);

	if (status == STATUS_OK)
		status = merge_model(path, imported, &merged, error);
	return status == STATUS_OK ? file_write_atomic(path, merged.data, merged.length, error) : status;
}

enum status command_import_model(struct invocation *call, struct text *out, struct error *error)
{
	const char *output = call->option[OPTION_OUTPUT_FILE];
	struct imported imported;
	enum status status;

	if (call->argument_count != 2)
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog import-model PATH [-o FILE]; PATH is a "
			  "config.json, a GGUF file or a folder with one"));
	if (call->format == FORMAT_CSV)
		return error_set(error, STATUS_USAGE, _("catalog import-model: its answer is JSON"));
	status = import_model(call->arguments[1], &imported, error);
	if (status != STATUS_OK)
		return status;
	status = output ? write_model(output, &imported, error) : merge_model(NULL, &imported, out, error);
	import_release(&imported);
	return status;
}

/* One import on its way from a file into others. */
struct price_call {
	struct invocation *call;
	struct price_request request;
	struct text *list, *provider;    /* what is read; whose it is, where the file's name says it */
	struct text *prices, *providers; /* paths of what is written */
	struct price_import import;
	int replaced;
};

static enum status usage(struct error *error)
{
	TEXT(formats);

	for (int i = 0; i < PRICE_FORMAT_COUNT; i++)
		text_addf(&formats, "%s%s", i ? "|" : "", PRICE_FORMATS[i].name);
	return error_set(error, STATUS_USAGE,
		_("usage: gpuplan catalog import-prices FILE|- --from %s --as-of DATE [--provider P] "
		  "[--provider-kind KIND] [-o OVERLAY.json]"),
		formats.data);
}

static enum status read_format(const char *name, enum price_format *format, struct error *error)
{
	TEXT(formats);

	if (price_format_from_name(name, format))
		return STATUS_OK;
	for (int i = 0; i < PRICE_FORMAT_COUNT; i++)
		text_addf(&formats, "%s%s (%s)", i ? ", " : "", PRICE_FORMATS[i].name, _(PRICE_FORMATS[i].help));
	return error_set(error, STATUS_USAGE, _("--from: '%.40s' is none of %s"), name, formats.data);
}

static enum status read_date(struct price_call *p, struct error *error)
{
	struct error why;

	if (date_parse(p->call->option[OPTION_AS_OF], &p->request.as_of, &why) != STATUS_OK)
		return error_set(error, STATUS_USAGE, "--as-of: %s", why.text);
	p->request.today = p->call->today;
	if (p->request.as_of > p->request.today)
		return error_set(error, STATUS_USAGE, _("--as-of: %s is yet to come"), p->call->option[OPTION_AS_OF]);
	return STATUS_OK;
}

static enum status read_kind(const char *text, enum provider_kind *kind, struct error *error)
{
	if (provider_kind_from_id(text, kind))
		return STATUS_OK;
	return error_set(error, STATUS_USAGE,
		_("--provider-kind: '%.40s' must be one of hyperscaler, specialist, managed_service, marketplace here"),
		text);
}

/* Of the workload's options the two about providers have a meaning here, another one. */
static enum status read_given(struct price_call *p, bool *kind, struct error *error)
{
	const struct invocation *call = p->call;
	enum status status = STATUS_OK;

	p->request.kind = PROVIDER_SPECIALIST;
	for (size_t i = 0; i < call->given_count && status == STATUS_OK; i++) {
		const struct given_parameter *given = &call->given[i];

		if (given->parameter == PARAMETER_PROVIDER) {
			p->request.provider = given->text;
		} else if (given->parameter == PARAMETER_PROVIDER_KIND) {
			*kind = true;
			status = read_kind(given->text, &p->request.kind, error);
		} else {
			status = error_set(error, STATUS_USAGE, _("catalog import-prices: --%s has no meaning here"),
				parameter_row(given->parameter)->name);
		}
	}
	return status;
}

/* "aws.csv" of gpuhunt is of AWS. */
static void guess_provider(struct price_call *p, const char *path)
{
	const char *name = path_name(path);
	size_t n = strcspn(name, ".");

	text_add_n(p->provider, name, n);
	if (!file_is_input(path) && catalog_provider(p->request.catalog, p->provider->data, NULL))
		p->request.provider = p->provider->data;
}

static enum status settle_provider(struct price_call *p, bool kind, struct error *error)
{
	struct price_request *r = &p->request;
	const char *own = PRICE_FORMATS[r->format].provider;
	const struct provider *known;

	if (own && r->provider)
		return error_set(error, STATUS_USAGE, _("--provider: the prices of --from %s are those of %s"),
			PRICE_FORMATS[r->format].name, own);
	if (own)
		r->provider = own;
	if (!r->provider && r->format == PRICE_FORMAT_GPUHUNT)
		guess_provider(p, p->call->arguments[1]);
	if (!r->provider && r->format != PRICE_FORMAT_CSV)
		return error_set(error, STATUS_USAGE, _("--from %s: --provider must say whose prices these are"),
			PRICE_FORMATS[r->format].name);
	known = r->provider ? catalog_provider(r->catalog, r->provider, NULL) : NULL;
	if (known && kind && known->kind != r->kind)
		return error_set(error, STATUS_USAGE,
			_("--provider-kind: the catalog knows %s as %s; change that in an overlay"), known->id,
			PROVIDER_WORDS[known->kind]);
	return STATUS_OK;
}

static enum status read_options(struct price_call *p, bool *kind, struct error *error)
{
	const struct invocation *call = p->call;
	enum status status;

	if (call->argument_count != 2 || !call->option[OPTION_FROM])
		return usage(error);
	if (!call->option[OPTION_AS_OF])
		return error_set(error, STATUS_USAGE,
			_("catalog import-prices: --as-of is wanted: a price without a date is worth nothing"));
	status = read_format(call->option[OPTION_FROM], &p->request.format, error);
	if (status == STATUS_OK)
		status = read_date(p, error);
	return status == STATUS_OK ? read_given(p, kind, error) : status;
}

static enum status read_list(struct price_call *p, struct error *error)
{
	const char *path = p->call->arguments[1];

	p->request.file = path;
	return file_read_argument(path, LARGE_FILE_CAP, p->list, error);
}

/* -o, or prices.json of the user's folder or the last that --catalog named; providers beside it. */
static enum status find_files(struct price_call *p, struct error *error)
{
	const struct invocation *call = p->call;
	const char *output = call->option[OPTION_OUTPUT_FILE];
	TEXT(folder);

	if (output)
		path_directory(&folder, output);
	else
		invocation_written_folder(call, &folder);
	if (!folder.length)
		return error_set(error, STATUS_IO,
			_("import-prices: there is no home; name a file with -o or a folder with --catalog"));
	path_join(p->providers, folder.data, "providers.json");
	if (!output) {
		path_join(p->prices, folder.data, "prices.json");
		return file_make_folder(folder.data, error);
	}
	text_add(p->prices, output);
	return STATUS_OK;
}

static enum status read_old(const char *path, struct text *old, struct error *error)
{
	return file_missing(path) ? STATUS_OK : file_read(path, LARGE_FILE_CAP, old, error);
}

/* As it was before: without the providers of prices that could not be written. */
static void put_back(const char *path, const struct text *old)
{
	struct error ignored;

	if (old->length)
		file_write_atomic(path, old->data, old->length, &ignored);
	else
		remove(path);
}

/* Providers first: without them the prices would be an error, alone they are none. */
static enum status write_files(struct price_call *p, struct error *error)
{
	TEXT(providers);
	TEXT(prices);
	TEXT(old_providers);
	TEXT(old_prices);
	bool beside = false; /* there is a new one */
	enum status status;

	for (int i = 0; i < p->import.provider_count; i++)
		beside = beside || !p->import.providers[i].known;
	status = read_old(p->prices->data, &old_prices, error);
	if (status == STATUS_OK)
		status = prices_merge_offers(
			&p->import, old_prices.data, old_prices.length, p->prices->data, &p->replaced, &prices, error);
	if (status == STATUS_OK && beside)
		status = read_old(p->providers->data, &old_providers, error);
	if (status == STATUS_OK && beside)
		status = prices_merge_providers(
			&p->import, old_providers.data, old_providers.length, p->providers->data, &providers, error);
	if (status == STATUS_OK && beside)
		status = file_write_atomic(p->providers->data, providers.data, providers.length, error);
	if (status == STATUS_OK) {
		status = file_write_atomic(p->prices->data, prices.data, prices.length, error);
		if (status != STATUS_OK && beside)
			put_back(p->providers->data, &old_providers);
	}
	return status;
}

/* Others that import at this moment have their turn before or after. */
static enum status write_alone(struct price_call *p, struct error *error)
{
	struct file_lock lock __attribute__((cleanup(file_lock_release))) = { .count = 0 };
	enum status status = file_lock_take(&lock, p->prices->data, FILE_LOCK_BATCH_MS, error);

	if (status == STATUS_OK)
		status = file_lock_take(&lock, p->providers->data, FILE_LOCK_BATCH_MS, error);
	return status == STATUS_OK ? write_files(p, error) : status;
}

static void report(const struct price_call *p, bool written, struct text *out)
{
	struct price_report report = { &p->import, written ? p->prices->data : NULL, p->replaced, p->request.as_of };

	if (p->call->format == FORMAT_JSON)
		price_report_json(out, &report);
	else if (p->call->format == FORMAT_CSV)
		price_report_csv(out, &p->import);
	else if (written)
		price_report_text(out, &report);
}

static enum status import(struct price_call *p, struct text *out, struct error *error)
{
	struct error_list problems = { 0 };
	enum status status = prices_read(&p->request, p->list->data, p->list->length, &p->import, error);

	price_report_problems(&p->import, &problems);
	invocation_complain_all(&problems);
	error_list_release(&problems);
	if (status == STATUS_OK)
		status = find_files(p, error);
	if (status == STATUS_OK)
		status = write_alone(p, error);
	if (status == STATUS_OK || status == STATUS_DATA)
		report(p, status == STATUS_OK, out);
	/* -o was the overlay, which is written: what is said about it goes to standard output. */
	p->call->option[OPTION_OUTPUT_FILE] = NULL;
	prices_release(&p->import);
	return status;
}

enum status command_import_prices(struct invocation *call, struct text *out, struct error *error)
{
	TEXT(list);
	TEXT(provider);
	TEXT(prices);
	TEXT(providers);
	struct price_call p = { .call = call,
		.request = { .catalog = &call->catalog },
		.list = &list,
		.provider = &provider,
		.prices = &prices,
		.providers = &providers };
	bool kind = false;
	enum status status = read_options(&p, &kind, error);

	if (status == STATUS_OK)
		status = invocation_load_names(call, error);
	if (status == STATUS_OK)
		status = settle_provider(&p, kind, error);
	if (status == STATUS_OK)
		status = read_list(&p, error);
	return status == STATUS_OK ? import(&p, out, error) : status;
}
