/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan sweep: every row of a CSV file is a scenario and gets its answer behind it. */
#include "cli/sweep.h"

#include <math.h>

#include "base/i18n.h"
#include "cli/progress.h"
#include "cli/row_reader.h"
#include "cli/study_rows.h"
#include "report/member.h"
#include "report/labels.h"
#include "study/serve_explain.h"

/* The answer's columns (gpuplan-batch(1), Sweeps), and what was assumed to answer at all. */
static const char answer_header[] =
	"fits,max_concurrency,ttft_s_low,ttft_s,ttft_s_high,tpot_s_low,tpot_s,tpot_s_high,"
	"output_tok_s_low,output_tok_s,output_tok_s_high,total_tok_s,prefill_tok_s,requests_s,"
	"usd_per_m_output_tokens,bound,provenance,error,assumed";

static const int ANSWER_COMMAS = 17;

/* One of two kinds of rows: runs that happened, unless a study is asked. */
struct sweep {
	struct csv csv;
	struct row_reader rows;
	struct result result;
	struct study_rows asked;
	bool asks;
	const struct text *file;
};

static void add_count(struct text *out, double value)
{
	text_add_char(out, ',');
	report_number(out, value, "");
}

static void add_band(struct text *out, const struct band *band)
{
	add_count(out, band->low);
	add_count(out, band->mid);
	add_count(out, band->high);
}

/* Why there are no figures, in one sentence; empty for a plain answer. */
static void add_problem(struct text *out, const struct row *a)
{
	TEXT(sentence);

	text_add_char(out, ',');
	if (a->verdict <= VERDICT_MISSES || a->reasons.count == 0)
		return;
	label_reason_english(&sentence, &a->reasons.items[0]);
	text_add_csv(out, sentence.data);
}

static void add_answer(struct text *out, const struct row *a)
{
	const char *bound = bound_id(replica_of(a)->bound), *provenance = provenance_id(a->provenance);

	text_addf(out, ",%s", isnan(replica_of(a)->memory.capacity) ? "" : fit_id(replica_of(a)->memory.fit));
	add_count(out, replica_of(a)->memory.max_concurrency);
	add_band(out, &replica_of(a)->ttft_s);
	add_band(out, &replica_of(a)->tpot_s);
	add_band(out, &replica_of(a)->output_tok_s);
	add_count(out, replica_of(a)->total_tok_s.mid);
	add_count(out, replica_of(a)->prefill_tok_s);
	add_count(out, replica_of(a)->requests_s.mid);
	add_count(out, a->cost.output.mid);
	text_addf(out, ",%s,%s", bound ? bound : "", provenance ? provenance : "");
	add_problem(out, a);
}

/* A row names a run that happened.  Returns the format that was named when another was meant. */
static const struct weight_format *read_generic(const struct sweep *sweep, struct scenario *s)
{
	const struct weight_format *named = s->weights;
	const char *word = csv_field(&sweep->csv, csv_column(&sweep->csv, "weights"));

	s->weights = engine_format_meant(s->engine, named, word);
	return s->weights != named ? named : NULL;
}

static void add_assumed(struct text *out, const struct weight_format *named, const struct row *a)
{
	const struct deployment *d = &a->deployment;
	struct deployment usual = *d;
	TEXT(words);

	usual.memory_share = 0.0;
	if (named)
		text_addf(&words, "%s read as %s", named->id, d->format->id);
	if (d->memory_share > 0.0) {
		const struct demand least = { .request = { .prompt = 1.0 }, .context = 1.0, .concurrency = 1.0 };
		struct memory_budget m = memory_budget(&usual, &least);

		text_addf(&words, "%smemory share %.2f instead of %.3f", words.length ? "; " : "", d->memory_share,
			m.usable / m.capacity);
	}
	text_add_char(out, ',');
	text_add_csv(out, words.data);
}

static void answer_run(struct sweep *sweep, struct text *out)
{
	const struct weight_format *named;
	struct scenario s;
	struct replica_row storage;
	struct row *answer = replica_row_init(&storage);
	struct error error = { 0 };

	if (row_read(&sweep->rows, &s, &error) != STATUS_OK) {
		for (int i = 0; i <= ANSWER_COMMAS; i++)
			text_add_char(out, ',');
		text_add_csv(out, error.text);
		text_add_char(out, ',');
		return;
	}
	named = read_generic(sweep, &s);
	serve_run(&s, serve_model(&s, &sweep->result), scenario_gpu(&s), s.number[PARAMETER_GPUS], answer);
	serve_explain(&s, 0, NULL, answer);
	add_answer(out, answer);
	add_assumed(out, named, answer);
}

static void add_names(const struct sweep *sweep, struct text *out)
{
	if (sweep->asks)
		study_rows_names(&sweep->asked, out);
	else
		text_addf(out, ",%s", answer_header);
}

/* The output is of machines: it has no language, nor have its messages. */
static void answer_row(struct sweep *sweep, struct text *out)
{
	i18n_pause();
	if (sweep->asks)
		study_rows_answer(&sweep->asked, out);
	else
		answer_run(sweep, out);
	i18n_resume();
}

/* What was asked stands before the answer, made harmless as everything in a CSV. */
static void add_cells(struct text *out, const struct csv *csv)
{
	for (int i = 0; i < csv->column_count; i++) {
		if (i > 0)
			text_add_char(out, ',');
		text_add_csv(out, i < csv->row.field_count ? csv->row.fields[i] : "");
	}
}

static enum status sweep_rows(struct sweep *sweep, struct text *out, struct error *error)
{
	const struct csv_row *row = &sweep->csv.row;
	struct progress progress;
	bool broken = false;
	size_t count = 0;
	int got;

	add_cells(out, &sweep->csv);
	add_names(sweep, out);
	text_add_char(out, '\n');
	progress_start(&progress);
	while ((got = csv_next(&sweep->csv, error)) != 0) {
		/* A row that is no CSV cannot be repeated; the message of the last one stays. */
		broken = broken || got < 0;
		if (got < 0)
			continue;
		add_cells(out, &sweep->csv);
		answer_row(sweep, out);
		text_add_char(out, '\n');
		progress_tell(&progress, ++count, (double)(row->raw - sweep->file->data) / (double)sweep->file->length);
	}
	progress_end(&progress);
	return broken ? STATUS_DATA : STATUS_OK;
}

static void begin_rows(struct sweep *sweep, const struct invocation *call)
{
	if (sweep->asks) {
		study_rows_init(&sweep->asked, &sweep->csv, call);
		return;
	}
	result_init(&sweep->result, &call->catalog);
	row_reader_init(&sweep->rows, &sweep->csv, &call->scenario);
}

static void end_rows(struct sweep *sweep)
{
	if (sweep->asks) {
		study_rows_release(&sweep->asked);
		return;
	}
	row_reader_release(&sweep->rows);
	result_release(&sweep->result);
}

enum status command_sweep(struct invocation *call, struct text *out, struct error *error)
{
	const char *path = call->argument_count ? call->arguments[0] : "-";
	TEXT(file);
	struct sweep sweep = { .file = &file, .asks = call->asked };
	enum status status;

	status = file_read_argument(path, LARGE_FILE_CAP, &file, error);
	if (status == STATUS_OK)
		status = csv_open(
			&sweep.csv, file.data, file.length, file_is_input(path) ? _("standard input") : path, error);
	if (status != STATUS_OK)
		return status;
	begin_rows(&sweep, call);
	status = sweep_rows(&sweep, out, error);
	end_rows(&sweep);
	csv_release(&sweep.csv);
	return status;
}
