/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns in the order of the table of metrics; the verdict stands at the end. */
#include "report/answer_columns.h"

#include "report/labels.h"
#include "report/machine.h"

/* What is added to a key: a count has one column, a band three. */
static const char *const count_ends[] = { "", NULL };
static const char *const band_ends[] = { "_low", "", "_high", NULL };

static bool is_taken(const struct csv *file, const char *prefix, const char *key, const char *const *ends)
{
	for (; *ends; ends++) {
		TEXT(name);

		text_addf(&name, "%s%s%s", prefix, key, *ends);
		if (csv_column(file, name.data) >= 0)
			return true;
	}
	return false;
}

static void add_names(struct text *out, const struct csv *file, const char *key, const char *const *ends)
{
	TEXT(prefix);

	while (is_taken(file, prefix.data, key, ends))
		text_add(&prefix, "answer_");
	for (; *ends; ends++)
		text_addf(out, ",%s%s%s", prefix.data, key, *ends);
}

static bool has_column(const struct study *study, enum metric metric)
{
	return metric != METRIC_VERDICT && study_gives(study, metric);
}

static const char *const *ends_of(enum metric metric)
{
	return metric_row(metric)->form == METRIC_BAND ? band_ends : count_ends;
}

void answer_columns_names(struct text *out, const struct study *study, const struct csv *file)
{
	for (int i = 0; i < metric_count(); i++)
		if (has_column(study, metric_at(i)))
			add_names(out, file, metric_row(metric_at(i))->key, ends_of(metric_at(i)));
	add_names(out, file, metric_row(METRIC_VERDICT)->key, count_ends);
	add_names(out, file, "error", count_ends);
}

/* Why there are no figures: the first reason of a row that is no plain answer. */
static void add_error(struct text *out, const struct row *row, const char *why)
{
	TEXT(sentence);

	if (row && !*why && row->verdict > VERDICT_MISSES && row->reasons.count > 0)
		label_reason_english(&sentence, &row->reasons.items[0]);
	text_add_csv(out, *why ? why : sentence.data);
}

void answer_columns_cells(struct text *out, const struct study *study, const struct row *row, const char *why)
{
	for (int i = 0; i < metric_count(); i++) {
		enum metric metric = metric_at(i);

		if (!has_column(study, metric))
			continue;
		for (const char *const *end = ends_of(metric); *end && (!row || end == ends_of(metric)); end++)
			text_add_char(out, ',');
		if (row)
			machine_csv_metric(out, metric, row);
	}
	text_addf(out, ",%s,", row ? verdict_id(row->verdict) : "");
	add_error(out, row, why);
}
