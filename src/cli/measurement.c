/* SPDX-License-Identifier: GPL-3.0-or-later */
/* catalog add-measurement: a run of the user's that recalibrates estimates from now on. */
#include "cli/measurement.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/file_lock.h"
#include "base/i18n.h"
#include "cli/row_reader.h"
#include "report/labels.h"
#include "study/serve.h"

/* What can be measured: the word of the command line, the metric of the file. */
static const struct measured_word {
	const char *word;
	enum measured_figure figure;
	enum quantity_kind kind;
	enum metric_unit unit;
	const char *metric;
} words[] = {
	{ "tpot", MEASURED_TPOT, QUANTITY_SECONDS, UNIT_SECONDS, "tpot_s" },
	{ "ttft", MEASURED_TTFT, QUANTITY_SECONDS, UNIT_SECONDS, "ttft_s" },
	{ "tok_s", MEASURED_TOK_S, QUANTITY_RATE, UNIT_PER_SECOND, "output_tok_s" },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

static const char HEADER[] = "model,gpu,gpus,tp,pp,ep,dp,engine,weights,kv,tuning,batching,prompt,output,"
			     "prefix-hit,concurrency,metric,measured,source,date\n";

static enum status read_figure(
	const char *argument, const struct measured_word **word, double *value, struct error *error)
{
	size_t n = strcspn(argument, "=");
	struct error why;

	for (int i = 0; i < WORDS; i++) {
		*word = &words[i];
		if (strlen(words[i].word) != n || strncmp(words[i].word, argument, n) != 0 || argument[n] != '=')
			continue;
		if (quantity_parse(argument + n + 1, words[i].kind, value, &why) != STATUS_OK)
			return error_set(error, STATUS_USAGE, "add-measurement: %s: %s", words[i].word, why.text);
		if (!(*value > 0.0))
			return error_set(error, STATUS_USAGE, _("add-measurement: %s: a value above 0 is wanted"),
				words[i].word);
		return STATUS_OK;
	}
	return error_set(
		error, STATUS_USAGE, _("add-measurement: '%s' is none of tpot=TIME, ttft=TIME, tok_s=RATE"), argument);
}

/* The configuration as the estimate has it: nothing is left to defaults that may change. */
static void add_row(struct text *out, const struct invocation *call, const struct row *a,
	const struct measured_word *word, double value)
{
	const struct deployment *d = &a->deployment;
	const struct layout *l = &d->layout;
	double users = call->scenario.number[PARAMETER_CONCURRENCY];
	char date[11];

	text_add_csv(out, call->scenario.model->id);
	text_addf(out, ",%s,%.0f,%.0f,%.0f,%.0f,%.0f,%s,%s,%s,%s,continuous,", d->gpu->id, layout_gpus(l), l->tensor,
		l->pipeline, l->expert, l->data, d->engine->id, d->format->id, d->kv->id,
		d->profile == d->engine->default_profile ? "default" : "tuned");
	quantity_add_exact(out, call->scenario.number[PARAMETER_PROMPT]);
	text_add_char(out, ',');
	quantity_add_exact(out, call->scenario.number[PARAMETER_OUTPUT]);
	text_add_char(out, ',');
	quantity_add_exact(out, call->scenario.number[PARAMETER_PREFIX_HIT]);
	text_add_char(out, ',');
	if (isinf(users))
		text_add(out, "max");
	else
		quantity_add_exact(out, users);
	text_addf(out, ",%s,", word->metric);
	quantity_add_exact(out, value);
	date_format(call->today, date);
	text_addf(out, ",own,%s\n", date);
}

/* What the estimate was without it, for the reader to see that the row is meant. */
static void report(
	struct text *out, const struct row *a, const struct measured_word *word, double value, const char *path)
{
	const struct band *band = word->figure == MEASURED_TPOT ? &replica_of(a)->tpot_s
		: word->figure == MEASURED_TTFT                 ? &replica_of(a)->ttft_s
								: &replica_of(a)->output_tok_s;
	TEXT(measured);
	TEXT(estimated);

	label_value(&measured, value, word->unit);
	label_band(&estimated, band, word->unit);
	text_addf(out, _("%s: %s measured, %s estimated; added to %s\n"), word->word, measured.data, estimated.data,
		path);
}

static enum status find_file(const struct invocation *call, struct text *path, struct error *error)
{
	TEXT(folder);

	invocation_written_folder(call, &folder);
	if (!folder.length)
		return error_set(
			error, STATUS_IO, _("add-measurement: there is no home; name a folder with --catalog"));
	path_join(path, folder.data, "measurements.csv");
	return file_make_folder(folder.data, error);
}

/* Rows in the order of HEADER; a file with other columns is not touched. */
static enum status read_file(const char *path, struct text *file, struct error *error)
{
	if (!file_missing(path) && file_read(path, FILE_CAP, file, error) != STATUS_OK)
		return error->status;
	if (file->length == 0)
		text_add(file, HEADER);
	else if (strncmp(file->data, HEADER, strlen(HEADER)) != 0)
		return error_set(error, STATUS_DATA, _("%s: its columns are not those of add-measurement"), path);
	if (file->data[file->length - 1] != '\n')
		text_add_char(file, '\n');
	return STATUS_OK;
}

static enum status prepare(struct invocation *call, struct row *a, struct error *error)
{
	struct scenario *s = &call->scenario;
	enum status status = invocation_load_aloud(call, error);

	if (status == STATUS_OK)
		status = scenario_check(s, error);
	if (status != STATUS_OK)
		return status;
	if (!s->model || s->gpus.count != 1 || scenario_open_loop(s) ||
		s->number[PARAMETER_BATCHING] == BATCHING_STATIC)
		return error_set(
			error, STATUS_USAGE, _("add-measurement: a model, one --gpu and a --concurrency are wanted"));
	/* A measured run is as long as it was, whatever the context of a plan. */
	s->number[PARAMETER_CONTEXT] = s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT];
	s->measured = NULL;
	s->number[PARAMETER_SPREAD] = 0.0;
	s->number[PARAMETER_REPLICAS] = 1.0;
	s->happened = true;
	serve_run(s, s->model, row_gpu(s), s->number[PARAMETER_GPUS], a);
	if (!band_known(&replica_of(a)->tpot_s))
		return error_set(error, STATUS_USAGE, _("add-measurement: this configuration cannot be estimated"));
	return STATUS_OK;
}

enum status command_add_measurement(struct invocation *call, struct text *out, struct error *error)
{
	const struct measured_word *word = NULL;
	struct file_lock lock __attribute__((cleanup(file_lock_release))) = { .count = 0 };
	TEXT(path);
	TEXT(file);
	struct replica_row storage;
	struct row *a = replica_row_init(&storage);
	double value = NAN;
	enum status status;

	if (call->argument_count < 2)
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog add-measurement WORKLOAD --gpu G --gpus N tpot=TIME "
			  "ttft=TIME tok_s=RATE"));
	status = prepare(call, a, error);
	if (status == STATUS_OK)
		status = find_file(call, &path, error);
	if (status == STATUS_OK)
		status = file_lock_take(&lock, path.data, FILE_LOCK_BATCH_MS, error);
	if (status == STATUS_OK)
		status = read_file(path.data, &file, error);
	for (int i = 1; i < call->argument_count && status == STATUS_OK; i++) {
		status = read_figure(call->arguments[i], &word, &value, error);
		if (status == STATUS_OK) {
			add_row(&file, call, a, word, value);
			report(out, a, word, value, path.data);
		}
	}
	return status == STATUS_OK ? file_write_atomic(path.data, file.data, file.length, error) : status;
}
