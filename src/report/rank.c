/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking as a table. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "study/fleet_bill.h"
#include "report/grid.h"
#include "report/own.h"
#include "report/table.h"
#include "report/words.h"

void report_workload(struct text *out, const struct scenario *s, const struct model *model)
{
	static const enum parameter shown[] = {
		PARAMETER_CONTEXT, PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_CONCURRENCY,
		PARAMETER_RATE, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_BUSY, PARAMETER_SPOT,
		PARAMETER_ENGINE,
	};
	struct text value;

	text_addf(out, "%s, ", model->name);
	words_params(out, model->counts.total);
	text_add_char(out, '\n');
	text_init(&value);
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		text_clear(&value);
		scenario_text(s, shown[i], &value);
		if (value.length)
			text_addf(out, "%s%s %s", i ? ", " : "", _(parameter_row(shown[i])->label), value.data);
	}
	text_add_char(out, '\n');
	text_release(&value);
}

void report_cell(struct text *out, enum metric metric, const struct row *a, bool ascii)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, a);

	if (words_of_metric(out, metric, a))
		return;
	if (row->form == METRIC_BAND)
		words_band_cell(out, &value.band, row->unit, ascii);
	else
		words_cell(out, value.band.mid, row->unit);
}

const struct row *report_leader(const struct result *r)
{
	const struct row *best = result_best(r);

	for (int i = 0; !best && i < r->count; i++)
		if (r->rows[i].rank == 1)
			best = &r->rows[i];
	return best;
}

/* One sign a row: colour is never the only signal. */
static const char *row_mark(const struct row *a, bool ascii)
{
	switch (a->verdict) {
	case VERDICT_MEETS:
		if (a->rank == 1)
			return ascii ? ">" : "▶";
		return a->equal_to_best ? ascii ? "=" : "≈" : " ";
	case VERDICT_MISSES:
		return "!";
	case VERDICT_DOES_NOT_FIT:
		return ascii ? "x" : "✗";
	case VERDICT_NOT_ESTIMATED:
	case VERDICT_NOT_SUPPORTED:
		break;
	}
	return "?";
}

static const char *paint_row(int row, void *context)
{
	const struct result *r = context;

	if (row == 0)
		return "1";
	switch (r->rows[row - 1].verdict) {
	case VERDICT_MEETS:
		return r->rows[row - 1].equal_to_best ? "32" : NULL;
	case VERDICT_MISSES:
		return "33";
	default:
		return "2";
	}
}

void report_remark(struct text *out, const struct row *a)
{
	const struct offer *offer = own_offer(a);

	if (a->verdict == VERDICT_MEETS && bill_of(a)->mix != FLEET_MIX_NONE)
		words_offer(out, a);
	else if (a->verdict == VERDICT_MEETS && offer)
		text_addf(out, "%s, %s", offer->provider->name, words_purchase(offer->purchase));
	else if (a->reasons.count)
		words_reason(out, &a->reasons.items[0]);
}

void report_table(struct text *out, const struct result *r, int rows, struct report_style style)
{
	struct result shown = *r;
	const enum metric *columns = r->study->columns;
	enum grid_align align[METRIC_COUNT + 2] = { GRID_LEFT };
	struct grid grid;
	struct text cell;
	int count;

	for (count = 0; columns[count] != METRIC_COUNT; count++)
		align[count + 1] = metric_row(columns[count])->form == METRIC_WORD ? GRID_LEFT : GRID_RIGHT;
	align[count + 1] = GRID_LEFT;
	grid_init(&grid, count + 2, align);
	grid.limit = style.columns;
	grid.ascii = style.ascii;
	grid_add(&grid, "");
	for (int i = 0; i < count; i++)
		grid_add(&grid, _(metric_row(columns[i])->title));
	grid_add(&grid, _("offer or reason"));
	text_init(&cell);
	for (int i = 0; i < rows; i++) {
		grid_add(&grid, row_mark(&r->rows[i], style.ascii));
		for (int k = 0; k <= count; k++) {
			text_clear(&cell);
			if (k < count)
				report_cell(&cell, columns[k], &r->rows[i], style.ascii);
			else
				report_remark(&cell, &r->rows[i]);
			grid_add(&grid, cell.data);
		}
	}
	text_release(&cell);
	grid_write(&grid, out, style.color ? paint_row : NULL, &shown);
	grid_release(&grid);
}

/* A configuration and what decided it. */
static void write_why(struct text *out, const struct row *a)
{
	text_addf(out, "%s x%.0f:", a->deployment.gpu->name, layout_gpus(&a->deployment.layout));
	for (int i = 0; i < a->reasons.count && i < 3; i++) {
		text_add_char(out, ' ');
		words_reason(out, &a->reasons.items[i]);
	}
	text_add_char(out, '\n');
}

static void write_lead(struct text *out, const struct result *r, long today)
{
	const struct row *best = result_best(r);

	if (!best) {
		text_add(out, _("Nothing meets the goals: the reasons are in the table.\n"));
		if (r->count > 0 && r->rows[0].verdict == VERDICT_MISSES) {
			text_add(out, _("Nearest: "));
			write_why(out, &r->rows[0]);
		}
		return;
	}
	write_why(out, best);
	if (best->offer) {
		text_addf(out, _("Price: %s, %s, "), best->offer->provider->name,
			  words_purchase(best->offer->purchase));
		words_price_date(out, best->offer->as_of, today);
		text_addf(out, ". %s, %s\n", words_provenance(best->provenance), _("80 % band"));
	}
}

void report_rank(struct text *out, const struct scenario *s, const struct result *r, long today,
		 struct report_style style, int top)
{
	report_workload(out, s, r->model);
	text_add_char(out, '\n');
	report_table(out, r, r->count < top ? r->count : top, style);
	text_add_char(out, '\n');
	write_lead(out, r, today);
	for (int i = 0; i < r->warnings.count; i++) {
		text_add(out, _("Warning: "));
		words_reason(out, &r->warnings.items[i]);
		text_add_char(out, '\n');
	}
}
