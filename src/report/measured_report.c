/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refusals, confirmations and lists of measurements. */
#include "report/measured_report.h"

#include <string.h>

#include "base/i18n.h"
#include "report/listing_write.h"
#include "report/member.h"
#include "study/measured_run.h"

/* "70.6 GB": decimal, as the rates that it is divided by. */
static void add_bytes(struct text *out, double bytes)
{
	text_addf(out, "%.3g GB", bytes / 1e9);
}

/* `users`: who get a token each from it; 0: it is a time. */
static void add_reading(struct text *out, const struct physical_limits *p, double users)
{
	TEXT(weights);
	TEXT(cache);
	TEXT(rate);

	add_bytes(&weights, p->weight_bytes);
	add_bytes(&cache, p->cache_bytes);
	label_value(&rate, p->bandwidth_bytes_per_s, UNIT_BYTES_PER_SECOND);
	if (users > 0.0)
		text_addf(out, ngettext("a token for %.0f user", "a token each for %.0f users", label_count(users)),
			users);
	text_addf(out,
		users > 0.0 ? _(" whenever a GPU has read %s of weights and %s of KV cache at its peak of %s")
			    : _("a GPU reads %s of weights and %s of KV cache at its peak of %s"),
		weights.data, cache.data, rate.data);
}

/* What the limit comes from. */
static void add_cause(struct text *out, const struct guard_verdict *v)
{
	const struct physical_limits *p = &v->physics;
	enum physical_cause cause = v->figure == MEASURED_TTFT ? p->ttft_cause
		: v->figure == MEASURED_TOK_S                  ? p->tok_s_cause
							       : PHYSICAL_READING;
	TEXT(rate);

	switch (cause) {
	case PHYSICAL_READING: add_reading(out, p, v->figure == MEASURED_TOK_S ? v->users : 0.0); break;
	case PHYSICAL_CACHE:
		label_value(&rate, p->bandwidth_bytes_per_s, UNIT_BYTES_PER_SECOND);
		text_addf(out, _("for each token the KV cache of its request is read, by a GPU at its peak of %s"),
			rate.data);
		break;
	case PHYSICAL_PRODUCTS:
		if (v->figure == MEASURED_TTFT)
			text_addf(out, _("the %.3g TFLOP of a prompt at the peak rate"), p->prompt_flop / 1e12);
		else
			text_addf(out, _("the %.3g TFLOP of a request at the peak rate of all GPUs"),
				p->request_flop / 1e12);
		break;
	}
}

static void add_missing(struct text *out, double bytes, bool brief)
{
	TEXT(missing);

	label_value(&missing, bytes, UNIT_GIB);
	text_addf(out, _("it does not fit: by the memory estimate a GPU lacks %s"), missing.data);
	if (!brief)
		text_add(out, _(" for the weights and one request"));
}

static void add_physics(struct text *out, const struct guard_verdict *v, const char *measured, const char *limit)
{
	text_addf(out,
		v->figure == MEASURED_TOK_S ? _("%s is more than the %s that physics allows")
					    : _("%s is less than the %s that physics allows"),
		measured, limit);
}

/* By Little's law. */
static void add_contradiction(struct text *out, const struct guard_verdict *v, const char *measured, const char *limit)
{
	unsigned long count = label_count(v->users);

	text_addf(out, _("%s contradicts the times: "), measured);
	text_addf(out,
		v->rule == GUARD_TOO_MANY ? ngettext("%.0f user gets at most %s", "%.0f users get at most %s", count)
					  : ngettext("%.0f user gets at least %s", "%.0f users get at least %s", count),
		v->users, limit);
}

void label_guard(struct text *out, const struct guard_verdict *v, bool brief)
{
	const struct measured_word *word = measured_word(v->figure);
	TEXT(measured);
	TEXT(limit);

	if (v->rule == GUARD_NO_FIT) {
		add_missing(out, v->missing_bytes, brief);
		return;
	}
	label_value(&measured, v->measured, word->unit);
	label_value(&limit, v->limit, word->unit);
	text_addf(out, "%s: ", word->word);
	if (v->rule == GUARD_PHYSICS)
		add_physics(out, v, measured.data, limit.data);
	else if (v->rule == GUARD_FAR_FROM_GUESS)
		text_addf(out, _("%s is more than %g times off the estimate of %s"), measured.data, guard_margins.off,
			limit.data);
	else
		add_contradiction(out, v, measured.data, limit.data);
	if (brief || v->rule == GUARD_FAR_FROM_GUESS)
		return;
	text_add(out, ": ");
	if (v->rule == GUARD_PHYSICS)
		add_cause(out, v);
	else
		text_add(out, _("users x answer / time of a request"));
}

void label_measured(struct text *out, const struct row *a, enum measured_figure figure, double value)
{
	const struct replica *r = replica_of(a);
	const struct band *band = figure == MEASURED_TPOT ? &r->tpot_s
		: figure == MEASURED_TTFT                 ? &r->ttft_s
							  : &r->output_tok_s;
	TEXT(measured);
	TEXT(estimated);

	label_value(&measured, value, measured_word(figure)->unit);
	label_band(&estimated, band, measured_word(figure)->unit);
	text_addf(out, _("%s: %s measured, %s estimated"), measured_word(figure)->word, measured.data, estimated.data);
}

/* How rows stand in machine output; `is_number`: in JSON. */
static const struct {
	const char *key;
	bool is_number;
} keys[MEASURED_COLUMNS] = {
#define MEASURED_COLUMN(id, name, key_, is_number_) { key_, is_number_ },
#include "study/measured-column-table.h"
#undef MEASURED_COLUMN
};

/* A word where a number would be ("max" users) stays one; nothing is null. */
static void add_member(struct text *out, int column, const char *cell)
{
	double number;

	text_addf(out, ",\"%s\":", keys[column].key);
	if (keys[column].is_number && quantity_read_exact(cell, &number))
		member_number(out, "", number);
	else
		member_word(out, "", *cell ? cell : NULL);
}

void measured_list_json(struct text *out, const struct measured_list *list)
{
	listing_json_open(out);
	for (int i = 0; i < list->count; i++) {
		const struct measured_entry *e = &list->entries[i];

		text_add(out, i ? ",\n" : "\n");
		member_word(out, "{\"id\":", e->id);
		for (int k = 0; k < MEASURED_COLUMNS; k++)
			add_member(out, k, e->cells[k]);
		member_flag(out, ",\"forced\":", e->forced);
		member_word(out, ",\"file\":", e->file);
		text_add_char(out, '}');
	}
	listing_json_close(out);
}

void measured_list_csv(struct text *out, const struct measured_list *list)
{
	text_add(out, "id");
	for (int k = 0; k < MEASURED_COLUMNS; k++)
		text_addf(out, ",%s", keys[k].key);
	text_add(out, ",forced,file\n");
	for (int i = 0; i < list->count; i++) {
		const struct measured_entry *e = &list->entries[i];

		text_add_csv(out, e->id);
		for (int k = 0; k < MEASURED_COLUMNS; k++) {
			text_add_char(out, ',');
			text_add_csv(out, e->cells[k]);
		}
		text_addf(out, ",%s,", e->forced ? "true" : "false");
		text_add_csv(out, e->file);
		text_add_char(out, '\n');
	}
}

/* "tpot" and "40.0 ms"; a figure of another kind as it stands. */
static void add_figure(struct grid *grid, const struct measured_entry *e)
{
	const char *metric = e->cells[MEASURED_COLUMN_METRIC], *cell = e->cells[MEASURED_COLUMN_MEASURED];
	double value;

	for (int f = 0; f < MEASURED_FIGURES; f++) {
		const struct measured_word *word = measured_word((enum measured_figure)f);

		if (strcmp(word->metric, metric) != 0 || !quantity_read_exact(cell, &value))
			continue;
		grid_add(grid, word->word);
		label_value(&grid->cell, value, word->unit);
		grid_add_cell(grid);
		return;
	}
	grid_add(grid, metric);
	grid_add(grid, cell);
}

static void add_entry(struct grid *grid, const struct measured_entry *e)
{
	static const enum measured_column shown[] = { MEASURED_COLUMN_ENGINE, MEASURED_COLUMN_WEIGHTS,
		MEASURED_COLUMN_PROMPT, MEASURED_COLUMN_OUTPUT, MEASURED_COLUMN_CONCURRENCY };

	grid_add(grid, e->id);
	add_figure(grid, e);
	grid_add(grid, e->forced ? _("forced") : "");
	grid_add(grid, e->cells[MEASURED_COLUMN_MODEL]);
	text_addf(&grid->cell, "%sx %s", e->cells[MEASURED_COLUMN_GPUS], e->cells[MEASURED_COLUMN_GPU]);
	grid_add_cell(grid);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		grid_add(grid, e->cells[shown[i]]);
	grid_add(grid, e->cells[MEASURED_COLUMN_DATE]);
}

/* Bits of the columns with numbers. */
enum { COLUMNS = 12, NUMBERS = 1u << 2 | 1u << 8 | 1u << 9 | 1u << 10 };

void measured_list_text(struct text *out, const struct measured_list *list, struct report_style style)
{
	const char *titles[COLUMNS] = { _("id"), _("figure"), _("measured"), _("mark"), _("model"), _("GPUs"),
		_("engine"), _("weights"), _("prompt"), _("answer"), _("users"), _("date") };
	GRID(grid, COLUMNS, NUMBERS);

	grid.limit = style.columns;
	grid.ascii = style.ascii;
	grid_titles(&grid, titles);
	for (int i = 0; i < list->count; i++)
		add_entry(&grid, &list->entries[i]);
	if (list->count)
		grid_write(&grid, out, NULL, NULL);
	text_addf(out, ngettext("%d measurement\n", "%d measurements\n", (unsigned long)list->count), list->count);
}
