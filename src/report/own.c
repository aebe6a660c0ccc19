/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying or renting as text, and what JSON has besides the metrics. */
#include "config.h"

#include "report/own.h"

#include <math.h>

#include "base/i18n.h"
#include "base/date.h"
#include "study/own_answer.h"
#include "report/machine.h"
#include "report/table.h"
#include "report/words.h"

enum { WIDTH = 78 };

static void write_rows(struct text *out, enum own_table table, const struct scenario *s,
		       const struct row *a, long today, struct report_style style)
{
	struct own_rows rows;
	const char *title = own_rows_fill(&rows, table, s, a, today);

	if (!title)
		return;
	report_heading(out, title, style.color);
	rows.grid.limit = style.columns;
	rows.grid.ascii = style.ascii;
	grid_write(&rows.grid, out, NULL, NULL);
	own_rows_release(&rows);
}

static void add_item(struct text *out, const struct reason *reason)
{
	struct text line;

	text_init(&line);
	text_add(&line, "- ");
	words_reason(&line, reason);
	text_add_wrapped(out, line.data, 0, 2, WIDTH);
	text_release(&line);
}

static void write_lead(struct text *out, const struct scenario *s, const struct row *a)
{
	struct text hours;

	words_configuration(out, a);
	text_add(out, ":\n");
	for (int i = 0; i < a->reasons.count && i < 6; i++)
		add_item(out, &a->reasons.items[i]);
	text_init(&hours);
	text_add(&hours, "- ");
	own_hours_note(&hours, s, a);
	text_add_wrapped(out, hours.data, 0, 2, WIDTH);
	text_release(&hours);
}

void report_own(struct text *out, const struct scenario *s, const struct result *r, long today,
		struct report_style style, int top)
{
	const struct row *best = report_leader(r);

	report_workload(out, s, r->model);
	text_add_char(out, '\n');
	if (top > 0) {
		report_table(out, r, r->count < top ? r->count : top, style);
		text_add_char(out, '\n');
	}
	if (!best) {
		text_add(out, _("No GPU was considered.\n"));
		return;
	}
	if (best->verdict != VERDICT_MEETS)
		text_add(out, _("Nothing meets the goals. First among the rest: "));
	write_lead(out, s, best);
	for (int i = 0; i < OWN_TABLE_COUNT; i++)
		write_rows(out, (enum own_table)i, s, best, today, style);
	text_add_char(out, '\n');
	for (int i = 0; i < r->warnings.count; i++) {
		text_add(out, _("Warning: "));
		words_reason(out, &r->warnings.items[i]);
		text_add_char(out, '\n');
	}
}

static void add_word(struct text *out, const char *key, const char *word)
{
	text_addf(out, "\"%s\":", key);
	if (word)
		text_add_json_string(out, word);
	else
		text_add(out, "null");
}

static void add_number(struct text *out, const char *key, double value)
{
	text_addf(out, ",\"%s\":", key);
	report_number(out, value, "null");
}

static void add_rental(struct text *out, const struct own_rental *rental)
{
	char date[11];

	date_format(rental->offer->as_of, date);
	text_addf(out, "\"considered\":%s,", rental->considered ? "true" : "false");
	add_word(out, "purchase", purchase_id(rental->offer->purchase));
	text_add_char(out, ',');
	add_word(out, "provider", rental->offer->provider->id);
	add_number(out, "usd_per_gpu_hour", rental->offer->usd_per_gpu_hour);
	text_addf(out, ",\"as_of\":\"%s\",", date);
	add_word(out, "source", rental->offer->source);
	add_number(out, "usd_per_month", rental->usd_per_month);
	add_number(out, "break_even_month", rental->break_even_month);
	add_number(out, "break_even_busy", rental->break_even_share);
}

static void add_input(struct text *out, const struct own_input *input, const char *id)
{
	add_word(out, "id", id);
	add_number(out, "value", input->value);
	add_number(out, "low", input->low);
	add_number(out, "high", input->high);
	text_addf(out, ",\"given\":%s,", input->given ? "true" : "false");
	add_word(out, "as_of", input->row ? input->row->as_of : NULL);
	text_add_char(out, ',');
	add_word(out, "source", input->row ? input->row->source : NULL);
}

void own_json_members(struct text *out, const struct row *a)
{
	static const char *const ids[] = {
#define OWNERSHIP(name, id, ...) id,
#include "catalog/ownership-table.h"
#undef OWNERSHIP
	};
	const char *separator = "";

	text_add(out, ",\"rentals\":[");
	for (int i = 0; i < OWN_RENTALS; i++) {
		if (!own_of(a)->rentals[i].offer)
			continue;
		text_addf(out, "%s{", separator);
		add_rental(out, &own_of(a)->rentals[i]);
		text_add_char(out, '}');
		separator = ",";
	}
	text_add(out, "],\"inputs\":[");
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		text_add(out, i ? ",{" : "{");
		add_input(out, &own_of(a)->inputs[i], ids[i]);
		text_add_char(out, '}');
	}
	text_add_char(out, ']');
}

void own_json_spent(struct text *out, const struct row *a)
{
	double months = a ? own_of(a)->terms.months : NAN;

	text_add(out, ",\n\"spent\":");
	if (isnan(months) || isnan(own_spent(a, 0.0))) {
		text_add(out, "null");
		return;
	}
	text_add_char(out, '{');
	add_word(out, "gpu", a->deployment.gpu->id);
	text_add(out, ",\"months\":[");
	for (double month = 0.0; month <= months; month += 1.0) {
		text_addf(out, "%s{\"month\":%.0f", month > 0.0 ? "," : "", month);
		add_number(out, "owned_usd", own_spent(a, month));
		add_number(out, "rented_usd", own_rent_spent(a, month));
		text_add_char(out, '}');
	}
	text_add(out, "]}");
}
