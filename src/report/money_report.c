/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing curves of money. */
#include "report/money_report.h"

#include "base/i18n.h"
#include "report/curves.h"
#include "report/member.h"
#include "report/phrases.h"
#include "report/labels.h"

/* People read a dozen rows. */
enum { ROWS = 24, KEY_BYTES = 64 };

static const struct {
	const char *id, *x_key, *y_key, *x, *y;
} rows[MONEY_PLOTS] = {
	[MONEY_BY_RATE] = { "usd_by_rate", "requests_per_second", "usd_per_month", N_("requests a second at the peak"),
		N_("$ a month") },
	[MONEY_DAY] = { "day", "hour", "requests_per_second", N_("hour of the day"), N_("requests a second") },
	[MONEY_SPENT] = { "spent", "month", "usd_spent", N_("months"), N_("spent in all, in today's money") },
	[MONEY_NONE] = { "none", "x", "y", N_("none"), N_("none") },
};

/* Names of the plot and of its axes for programs. */
static const char *plot_id(const struct money_curves *c)
{
	return c->sweep ? c->sweep->id : rows[c->plot].id;
}

static const char *x_key(const struct money_curves *c, char *out, size_t size)
{
	return c->sweep ? parameter_key(c->sweep->x, out, size) : rows[c->plot].x_key;
}

static const char *y_key(const struct money_curves *c)
{
	return c->sweep ? metric_row(c->sweep->y)->key : rows[c->plot].y_key;
}

const char *label_money_x(const struct money_curves *c)
{
	return c->sweep ? _(parameter_row(c->sweep->x)->label) : _(rows[c->plot].x);
}

const char *label_money_y(const struct money_curves *c)
{
	return c->sweep ? label_title(c->sweep->y) : _(rows[c->plot].y);
}

/* "Fleet: H200 SXM x2 at Lambda", translated. */
static void add_title(struct text *out, const struct result *r, const struct row *a)
{
	text_addf(out, "%s: ", _(r->study->title));
	label_configuration(out, a);
}

void money_report_lines(struct sheet *sheet, const struct money_curves *c)
{
	void (*say)(struct sheet * sheet, const char *text) =
		sheet->form->terse ? sheet->form->lines : sheet->form->item;

	if (c->line_count == 0)
		return;
	sheet_list(sheet, true);
	/* "A: on demand, Lambda (not allowed by the workload)" */
	for (int i = 0; i < c->line_count; i++) {
		text_addf(&sheet->line, "%c: %s%s", curve_letter(i), c->lines[i].name.data,
			c->lines[i].considered ? "" : _(" (not allowed by the workload)"));
		sheet_say(sheet, say);
	}
	sheet_list(sheet, false);
}

void money_report_title(struct text *out, const struct output_request *request)
{
	add_title(out, request->result, request->curves->answer);
}

void money_report_head(struct sheet *sheet)
{
	const struct money_curves *c = sheet->request->curves;

	if (sheet->form->terse) {
		money_report_title(sheet->out, sheet->request);
		text_addf(sheet->out, "\n%s:\n", label_money_y(c));
	} else {
		sheet->form->heading(sheet, label_money_y(c));
	}
	money_report_lines(sheet, c);
	if (sheet->form->money)
		sheet->form->money(sheet, c);
}

void money_report_words(struct sheet *sheet)
{
	const struct text *words = &sheet->request->curves->words;

	if (words->length)
		sheet->form->paragraph(sheet, words->data);
}

static void write_point(struct sheet *sheet, const struct money_curves *c, int point)
{
	struct text *x = sheet_cell(sheet);

	if (c->plot == MONEY_BY_RATE)
		label_cell(x, c->x[point], UNIT_PER_SECOND);
	else
		text_addf(x, "%g", c->x[point]);
	for (int i = 0; i < c->line_count; i++)
		if (c->sweep)
			label_value(sheet_cell(sheet), c->lines[i].y[point], metric_row(c->sweep->y)->unit);
		else if (c->plot == MONEY_DAY)
			label_cell(sheet_cell(sheet), c->lines[i].y[point], UNIT_PER_SECOND);
		else
			label_value(sheet_cell(sheet), c->lines[i].y[point], UNIT_USD);
	sheet_row(sheet, NULL);
}

/* Letters over the columns of text, whose names stand above; elsewhere the names too: they are read
 * without a search. */
void money_report_points(struct sheet *sheet)
{
	const struct money_curves *c = sheet->request->curves;
	const char *titles[1 + MONEY_LINES_MAX] = { label_money_x(c) };
	struct text names[MONEY_LINES_MAX];
	int stride = c->count > ROWS ? (c->count - 1) / 12 : 1;

	if (c->line_count == 0)
		return;
	for (int i = 0; i < c->line_count; i++) {
		text_init(&names[i]);
		text_add_char(&names[i], curve_letter(i));
		if (!sheet->form->terse)
			text_addf(&names[i], ": %s", c->lines[i].name.data);
		titles[1 + i] = names[i].data;
	}
	sheet_table(sheet, NULL, titles, 1 + c->line_count, ~0u);
	for (int i = 0; i < c->count; i += stride)
		write_point(sheet, c, i);
	sheet_table_end(sheet);
	if (sheet->form->terse)
		text_add_char(sheet->out, '\n');
	for (int i = 0; i < c->line_count; i++)
		text_release(&names[i]);
}

void money_report_csv(struct text *out, const struct output_request *request)
{
	char key[KEY_BYTES];
	const struct money_curves *c = request->curves;
	TEXT(name);

	text_add(out, x_key(c, key, sizeof(key)));
	for (int k = 0; k < c->line_count; k++) {
		text_clear(&name);
		text_addf(&name, "%s: %s", y_key(c), c->lines[k].id.data);
		text_add_char(out, ',');
		text_add_csv(out, name.data);
	}
	text_add_char(out, '\n');
	for (int i = 0; i < c->count; i++) {
		report_number(out, c->x[i], "");
		for (int k = 0; k < c->line_count; k++) {
			text_add_char(out, ',');
			report_number(out, c->lines[k].y[i], "");
		}
		text_add_char(out, '\n');
	}
}

static void add_json_line(struct text *out, const struct money_curves *c, const struct money_line *line)
{
	const struct deployment *d = &line->answer->deployment;

	member_word(out, "\n{\"name\":", line->id.data);
	member_word(out, ",\"gpu\":", d->gpu->id);
	member_number(out, ",\"gpus\":", layout_gpus(&d->layout));
	if (c->plot == MONEY_BY_RATE) {
		member_word(out, ",\"provider\":", line->answer->offer->provider->id);
		member_number(out, ",\"now\":", line->now);
	}
	member_flag(out, ",\"considered\":", line->considered);
	member_numbers(out, ",\"y\":", line->y, c->count);
	text_add_char(out, '}');
}

void money_report_member(struct text *out, const struct money_curves *c)
{
	char key[KEY_BYTES];

	text_addf(out, ",\n\"curve\":{\"plot\":\"%s\",\"x_key\":\"%s\",\"y_key\":\"%s\"", plot_id(c),
		x_key(c, key, sizeof(key)), y_key(c));
	member_number(out, ",\"now\":", c->now);
	member_number(out, ",\"level\":", c->level);
	member_numbers(out, ",\"x\":", c->x, c->count);
	text_add(out, ",\"lines\":[");
	for (int k = 0; k < c->line_count; k++) {
		text_add(out, k ? "," : "");
		add_json_line(out, c, &c->lines[k]);
	}
	text_add(out, "]}");
}
