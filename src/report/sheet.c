/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report for other people says, in the order in which they ask. */
#include "config.h"

#include "report/sheet.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/fleet_bill.h"
#include "study/own_answer.h"
#include "study/replica.h"
#include "report/command.h"
#include "report/own.h"
#include "report/table.h"
#include "report/words.h"

static int shown_rows(const struct sheet *sheet)
{
	int count = sheet->request->result->count;

	return count < sheet->request->top ? count : sheet->request->top;
}

static void write_lead(struct sheet *sheet, const struct row *a)
{
	const struct deployment *d = &a->deployment;
	const struct offer *offer = own_offer(a);
	struct text text;

	text_init(&text);
	if (a->verdict != VERDICT_MEETS && !sheet->request->selected)
		text_add(&text, _("Nothing meets the goals. First among the rest: "));
	if (bill_of(a)->mix != FLEET_MIX_NONE)
		text_addf(&text,
			  ngettext("%.0f replica of ", "%.0f replicas of ", (unsigned long)bill_of(a)->replicas),
			  bill_of(a)->replicas);
	text_addf(&text, _("%.0f x %s with %s weights on %s"), layout_gpus(&d->layout),
		  d->gpu->name, d->format->name, d->engine->name);
	if (own_of(a)->advice == OWN_BUY)
		text_add(&text, _(", bought"));
	else if (own_of(a)->advice == OWN_EQUAL)
		text_addf(&text, _(", bought, or %s at %s"), words_purchase(offer->purchase),
			  offer->provider->name);
	else if (a->part_kind == PART_OWNERSHIP && offer)
		text_addf(&text, _(", %s at %s"), words_purchase(offer->purchase), offer->provider->name);
	else if (a->offer) {
		text_add(&text, ", ");
		words_bought(&text, a);
		text_addf(&text, _(" at %s"), a->offer->provider->name);
	}
	text_addf(&text, ": %s.", a->verdict == VERDICT_MEETS ? _("meets the goals")
							      : words_verdict(a->verdict));
	sheet->form->lead(sheet, text.data, a->verdict == VERDICT_MEETS);
	text_release(&text);
}

static void write_figures(struct sheet *sheet, const struct row *a)
{
	const enum metric *shown = sheet->request->result->study->figures;
	struct text value;

	text_init(&value);
	sheet->form->figures(sheet, true);
	for (int i = 0; shown[i] != METRIC_COUNT; i++) {
		const struct metric_row *row = metric_row(shown[i]);
		struct metric_value figure = metric_value(shown[i], a);

		text_clear(&value);
		words_band(&value, &figure.band, row->unit);
		sheet->form->figure(sheet, _(row->help), value.data);
	}
	sheet->form->figures(sheet, false);
	text_release(&value);
}

static void write_reason_items(struct sheet *sheet, const struct reasons *reasons)
{
	struct text text;

	text_init(&text);
	for (int i = 0; i < reasons->count; i++) {
		text_clear(&text);
		words_reason(&text, &reasons->items[i]);
		sheet->form->item(sheet, text.data);
	}
	text_release(&text);
}

/* Answers whose cost cannot be told from the best one's. */
static void write_equals(struct sheet *sheet, const struct row *a)
{
	const struct result *r = sheet->request->result;
	struct text text;

	text_init(&text);
	for (int i = 0; i < r->count; i++) {
		const struct row *other = &r->rows[i];

		if (other == a || other->verdict != VERDICT_MEETS || !other->equal_to_best)
			continue;
		text_add(&text, text.length ? ", " : _("As cheap, as far as can be told: "));
		if (bill_of(other)->mix != FLEET_MIX_NONE)
			words_fleet(&text, other);
		else
			text_addf(&text, "%.0f x %s", layout_gpus(&other->deployment.layout),
				  other->deployment.gpu->name);
	}
	if (text.length)
		sheet->form->item(sheet, text.data);
	text_release(&text);
}

static void write_answer(struct sheet *sheet, const struct row *a)
{
	sheet->form->heading(sheet, _("The answer"));
	if (!a) {
		sheet->form->paragraph(sheet, _("No GPU was considered."));
		return;
	}
	write_lead(sheet, a);
	write_figures(sheet, a);
	sheet->form->list(sheet, true);
	write_reason_items(sheet, &a->reasons);
	if (a->verdict == VERDICT_MEETS)
		write_equals(sheet, a);
	sheet->form->list(sheet, false);
}

static void write_question(struct sheet *sheet)
{
	const char *titles[] = { _("Parameter"), _("Value"), _("Meaning") };
	const struct output_request *request = sheet->request;
	struct text value;

	text_init(&value);
	sheet->form->heading(sheet, _("The question"));
	sheet->form->table(sheet, titles, 3, 0);
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		const struct parameter_row *row = parameter_row(p);

		if (!study_reads(request->result->study, p))
			continue;
		text_clear(&value);
		if (p == PARAMETER_MODEL) {
			text_addf(&value, "%s, ", request->result->model->name);
			words_params(&value, request->result->model->counts.total);
		} else {
			scenario_text(request->scenario, p, &value);
		}
		/* What was not given asks nothing. */
		if (value.length == 0 || p == PARAMETER_SORT || p == PARAMETER_TOP)
			continue;
		sheet->form->row(sheet, (struct sheet_cell[]) { { .text = _(row->label) },
								{ .text = value.data },
								{ .text = _(row->help) } }, false);
	}
	sheet->form->table_end(sheet);
	text_release(&value);
}

/* Columns of the table of answers: those of the study, the memory behind the format, the offer. */
struct table {
	const enum metric *metrics;
	int count;     /* of the metrics */
	int bar_place; /* of the memory; -1: this study shows none */
	int all;
};

static struct table table_of(const struct study *study)
{
	struct table t = { .metrics = study->columns, .bar_place = -1 };

	for (; t.metrics[t.count] != METRIC_COUNT; t.count++)
		if (t.metrics[t.count] == METRIC_WEIGHTS)
			t.bar_place = t.count + 1;
	t.all = t.count + 1 + (t.bar_place >= 0);
	return t;
}

/* Where a metric stands. */
static int place_of(const struct table *t, int metric)
{
	return t->bar_place >= 0 && metric >= t->bar_place ? metric + 1 : metric;
}

static void write_cell(struct text *out, enum metric metric, const struct row *a, bool ascii)
{
	if (metric == METRIC_GPU)
		text_add(out, a->deployment.gpu->short_name);
	else
		report_cell(out, metric, a, ascii);
}

static void write_remark(struct text *out, const struct row *a)
{
	if (a->verdict == VERDICT_MEETS && !own_offer(a))
		text_add(out, _("no dated price of the chosen kind"));
	else
		report_remark(out, a);
}

/* The memory of one GPU in GiB, for forms without bars. */
static void write_memory(struct text *out, const struct row *a)
{
	struct memory_parts m = memory_parts(&replica_of(a)->memory, layout_gpus(&a->deployment.layout));
	const double parts[] = { m.weights, m.kv, m.free, m.capacity };
	static const char *const between[] = { "", " + ", " + ", " / " };

	if (isnan(m.capacity)) {
		text_add(out, _("n/a"));
		return;
	}
	for (int i = 0; i < 4; i++) {
		text_add(out, between[i]);
		words_cell(out, parts[i], UNIT_GIB);
	}
}

static void write_row(struct sheet *sheet, const struct table *t, const struct row *a)
{
	bool ascii = sheet->form->ascii_bands && sheet->request->style.ascii;
	struct sheet_cell cells[SHEET_COLUMNS] = { { .text = NULL } };
	struct text texts[SHEET_COLUMNS];

	for (int i = 0; i < t->all; i++)
		text_init(&texts[i]);
	for (int i = 0; i < t->count; i++)
		write_cell(&texts[place_of(t, i)], t->metrics[i], a, ascii);
	if (t->bar_place >= 0) {
		write_memory(&texts[t->bar_place], a);
		cells[t->bar_place].bar = a;
	}
	write_remark(&texts[t->all - 1], a);
	for (int i = 0; i < t->all; i++)
		cells[i].text = texts[i].data;
	sheet->form->row(sheet, cells, a->verdict == VERDICT_MEETS && a->equal_to_best);
	for (int i = 0; i < t->all; i++)
		text_release(&texts[i]);
}

static void write_gpus(struct sheet *sheet, const struct row *a)
{
	const struct result *r = sheet->request->result;
	const struct study *study = r->study;
	const struct table t = table_of(study);
	const char *titles[SHEET_COLUMNS];
	unsigned numbers = 0;

	sheet->form->heading(sheet, _(study->offers_title));
	/* The curves are those of one replica at the scenario's own load. */
	if (sheet->form->chart && study->charts)
		sheet->form->chart(sheet, a);
	for (int i = 0; i < t.count; i++) {
		titles[place_of(&t, i)] = _(metric_row(t.metrics[i])->title);
		if (metric_row(t.metrics[i])->form != METRIC_WORD)
			numbers |= 1u << place_of(&t, i);
	}
	if (t.bar_place >= 0)
		titles[t.bar_place] = _("Memory");
	titles[t.all - 1] = _("offer or reason");
	sheet->form->table(sheet, titles, t.all, numbers);
	for (int i = 0; i < shown_rows(sheet); i++)
		write_row(sheet, &t, &r->rows[i]);
	sheet->form->table_end(sheet);
	if (t.bar_place >= 0)
		sheet->form->legend(sheet);
	sheet->form->paragraph(sheet, _(study->caption));
}

/* One table about buying or renting the answer. */
static void write_own_table(struct sheet *sheet, enum own_table table, const struct row *a)
{
	const struct output_request *request = sheet->request;
	struct sheet_cell cells[OWN_COLUMNS];
	struct own_rows rows;
	const char *title = own_rows_fill(&rows, table, request->scenario, a, request->today);
	const char *titles[OWN_COLUMNS];
	unsigned numbers = 0;

	if (!title)
		return;
	sheet->form->heading(sheet, title);
	for (int i = 0; i < rows.grid.columns; i++) {
		titles[i] = rows.grid.cells[i];
		numbers |= rows.align[i] == GRID_RIGHT ? 1u << i : 0;
	}
	sheet->form->table(sheet, titles, rows.grid.columns, numbers);
	for (size_t row = 1; row < rows.grid.count / (size_t)rows.grid.columns; row++) {
		for (int i = 0; i < rows.grid.columns; i++)
			cells[i] = (struct sheet_cell) {
				.text = rows.grid.cells[row * (size_t)rows.grid.columns + (size_t)i] };
		cells[rows.grid.columns - 1].url = rows.urls[row];
		sheet->form->row(sheet, cells, false);
	}
	sheet->form->table_end(sheet);
	own_rows_release(&rows);
}

static void write_owning(struct sheet *sheet, const struct row *a)
{
	struct text note;

	if (!a || a->part_kind != PART_OWNERSHIP)
		return;
	for (int i = 0; i < OWN_TABLE_COUNT; i++)
		write_own_table(sheet, (enum own_table)i, a);
	text_init(&note);
	own_hours_note(&note, sheet->request->scenario, a);
	sheet->form->paragraph(sheet, note.data);
	text_release(&note);
}

static void write_certainty(struct sheet *sheet, const struct row *a)
{
	const struct result *r = sheet->request->result;
	struct text text;

	sheet->form->heading(sheet, _("How sure this is"));
	text_init(&text);
	text_add(&text,
		 _("Speed is calculated with constants fitted on published measurements. A range "
		   "is the 80 % band: four of five published measurements of that kind lie in it, "
		   "around a prediction that had not seen their source. Measure before you sign."));
	if (a && a->provenance != PROVENANCE_NONE)
		text_addf(&text, _(" Evidence for the answer: %s."),
			  words_provenance(a->provenance));
	sheet->form->paragraph(sheet, text.data);
	if (r->warnings.count) {
		sheet->form->list(sheet, true);
		write_reason_items(sheet, &r->warnings);
		sheet->form->list(sheet, false);
	}
	text_release(&text);
}

static void write_price(struct sheet *sheet, const struct row *a, const struct offer *offer)
{
	const struct catalog *catalog = sheet->request->scenario->catalog;
	const struct source *source = catalog_source(catalog, offer->source);
	struct text price, date;

	text_init(&price);
	text_init(&date);
	words_value(&price, offer->usd_per_gpu_hour, UNIT_USD);
	words_price_date(&date, offer->as_of, sheet->request->today);
	sheet->form->row(sheet, (struct sheet_cell[]) {
		{ .text = a->deployment.gpu->name }, { .text = offer->provider->name },
		{ .text = words_purchase(offer->purchase) }, { .text = price.data },
		{ .text = date.data }, { .text = source ? source->title : offer->source,
					 .url = source ? source->url : NULL } }, false);
	text_release(&price);
	text_release(&date);
}

static void write_prices(struct sheet *sheet)
{
	const char *titles[] = { _("GPU"), _("provider"), _("purchase"), _("$/GPUh"), _("as of"),
				 _("source") };
	const struct result *r = sheet->request->result;
	bool any = false;

	for (int i = 0; i < shown_rows(sheet); i++) {
		if (!own_offer(&r->rows[i]))
			continue;
		if (!any) {
			sheet->form->heading(sheet, _("Prices and their sources"));
			sheet->form->table(sheet, titles, 6, 1u << 3);
		}
		any = true;
		write_price(sheet, &r->rows[i], own_offer(&r->rows[i]));
		if (bill_of(&r->rows[i])->mix > FLEET_MIX_ONE)
			write_price(sheet, &r->rows[i], bill_of(&r->rows[i])->peak);
	}
	if (any)
		sheet->form->table_end(sheet);
}

void sheet_origin(struct sheet *sheet)
{
	const struct output_request *request = sheet->request;
	struct text text;

	text_init(&text);
	if (request->again)
		text_add(&text, request->again);
	else
		report_command(&text, request->command, request->scenario);
	sheet->form->heading(sheet, _("Where this is from"));
	sheet->form->lines(sheet, text.data);
	text_clear(&text);
	text_addf(&text, _("Made by %s on "), PACKAGE_STRING);
	words_date(&text, request->today);
	text_add(&text, _("; the command above asks the same question again."));
	sheet->form->paragraph(sheet, text.data);
	text_release(&text);
}

/* The words with the name in the place of "%s". */
static void add_with(struct text *out, const char *words, const char *name)
{
	const char *place = strstr(words, "%s");

	text_add_n(out, words, place ? (size_t)(place - words) : strlen(words));
	if (place)
		text_addf(out, "%s%s", name, place + 2);
}

void sheet_write(struct text *out, const struct output_request *request,
		 const struct sheet_form *form)
{
	struct sheet sheet = { .out = out, .form = form, .request = request };
	const struct row *a = request->selected ? request->selected : report_leader(request->result);
	struct text title;

	text_init(&title);
	add_with(&title, _(request->result->study->report_title), request->result->model->name);
	form->begin(&sheet, title.data);
	text_release(&title);
	write_answer(&sheet, a);
	write_question(&sheet);
	write_gpus(&sheet, a);
	write_owning(&sheet, a);
	if (request->details) {
		form->heading(&sheet, request->details_title);
		form->lines(&sheet, request->details);
	}
	write_certainty(&sheet, a);
	write_prices(&sheet);
	sheet_origin(&sheet);
	form->end(&sheet);
}
