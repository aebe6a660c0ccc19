/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing explanations. */
#include "report/explain.h"

#include <string.h>

#include "base/i18n.h"
#include "report/member.h"
#include "report/labels.h"

static const struct explain_term *find_term(const struct explain_line *line, const char *symbol, size_t n)
{
	for (int i = 0; i < line->term_count; i++)
		if (strlen(line->terms[i].symbol) == n && strncmp(line->terms[i].symbol, symbol, n) == 0)
			return &line->terms[i];
	return NULL;
}

/* The formula with every symbol replaced by its value. */
static void substitute(struct text *out, const struct explain_line *line)
{
	static const char of_symbols[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	const char *p = line->formula;

	while (*p) {
		size_t n = strspn(p, of_symbols);
		const struct explain_term *term = n ? find_term(line, p, n) : NULL;

		if (term)
			label_value(out, term->value, term->unit);
		else
			text_add_n(out, p, n ? n : 1);
		p += n ? n : 1;
	}
}

/* Sources are named by number where they are used and once in full at the end. */
struct footnotes {
	const char *sources[64];
	int count;
};

static int footnote(struct footnotes *notes, const char *source)
{
	const int room = (int)(sizeof(notes->sources) / sizeof(notes->sources[0]));
	int i = 0;

	while (i < notes->count && strcmp(notes->sources[i], source) != 0)
		i++;
	if (i == notes->count && i < room)
		notes->sources[notes->count++] = source;
	return i + 1;
}

/* What a value rests on, and from when it is. */
static void write_evidence(struct text *out, const struct explain_term *term)
{
	const char *evidence = term->evidence ? term->evidence : "";

	if (strcmp(evidence, "measured") == 0)
		text_add(out, _(" (measured)"));
	else if (strcmp(evidence, "assumed") == 0)
		text_add(out, _(" (assumed)"));
	else if (strcmp(evidence, "fitted") == 0 && !(term->rows > 0))
		text_add(out, _(" (fitted)"));
	else if (strcmp(evidence, "fitted") == 0)
		text_addf(out,
			ngettext(
				" (fitted, %.0f measurement)", " (fitted, %.0f measurements)", label_count(term->rows)),
			term->rows);
	if (*term->as_of)
		text_addf(out, ", %s", term->as_of);
}

static void write_terms(struct text *out, const struct explain_line *line, struct footnotes *notes)
{
	GRID(grid, 3, 0);

	for (int i = 0; i < line->term_count; i++) {
		const struct explain_term *term = &line->terms[i];

		text_addf(&grid.cell, "      %s", term->symbol);
		grid_add_cell(&grid);
		label_value(&grid.cell, term->value, term->unit);
		grid_add_cell(&grid);
		text_add(&grid.cell, _(term->meaning));
		write_evidence(&grid.cell, term);
		if (term->source)
			text_addf(&grid.cell, " [%d]", footnote(notes, term->source));
		grid_add_cell(&grid);
	}
	grid_end(&grid, out);
}

/* The value of one figure, with its band where it has one. */
static void add_figure(struct text *out, const struct explain_line *line)
{
	if (band_known(&line->band))
		label_band(out, &line->band, line->unit);
	else
		label_value(out, line->value, line->unit);
}

/* Formula, values and result; that of one figure alone says what its band is. */
static void write_formula(struct text *out, const struct explain_line *line, bool alone)
{
	const char *indent = alone ? "" : "  ";

	text_addf(out, "%s%s: %s\n%s  = %s\n%s  = ", indent, line->id, _(line->meaning), indent, line->formula, indent);
	substitute(out, line);
	text_addf(out, "\n%s  = ", indent);
	add_figure(out, line);
	if (line->provenance != PROVENANCE_NONE)
		text_addf(out, alone ? _(", 80 %% band, %s") : ", %s", label_provenance(line->provenance));
	text_add_char(out, '\n');
}

void report_figure(struct text *out, const struct explain_line *line)
{
	write_formula(out, line, true);
	for (int i = 0; i < line->term_count; i++) {
		const struct explain_term *term = &line->terms[i];

		text_addf(out, "%s = ", term->symbol);
		label_value(out, term->value, term->unit);
		text_addf(out, "  %s", _(term->meaning));
		write_evidence(out, term);
		text_add_char(out, '\n');
		if (term->source)
			text_addf(out, "%s%s\n", _("  source: "), term->source);
	}
}

void report_explanation(struct text *out, const struct explanation *e, struct report_style style)
{
	struct footnotes notes = { .count = 0 };
	const char *section = "";

	for (int i = 0; i < e->count; i++) {
		if (strcmp(section, e->lines[i].section) != 0)
			report_heading(out, _(e->lines[i].section), style.color);
		section = e->lines[i].section;
		text_add_char(out, '\n');
		write_formula(out, &e->lines[i], false);
		write_terms(out, &e->lines[i], &notes);
	}
	if (notes.count)
		text_addf(out, "\n%s\n", _("Sources"));
	for (int i = 0; i < notes.count; i++)
		text_addf(out, "  [%d] %s\n", i + 1, notes.sources[i]);
}

/* SI units throughout: the figures of a formula must go together. */
static void add_value(struct text *out, double value, enum metric_unit unit)
{
	static const char *const names[] = {
		[UNIT_NONE] = "1",
		[UNIT_GIB] = "B",
		[UNIT_BYTES] = "B",
		[UNIT_SECONDS] = "s",
		[UNIT_PER_SECOND] = "1/s",
		[UNIT_USD] = "USD",
		[UNIT_FRACTION] = "1",
		[UNIT_NUMBER] = "1",
		[UNIT_BYTES_PER_SECOND] = "B/s",
		[UNIT_FLOPS] = "FLOP/s",
	};

	member_number(out, ",\"value\":", value);
	text_addf(out, ",\"unit\":\"%s\"", names[unit]);
}

static void add_json_line(struct text *out, const struct explain_line *line)
{
	member_word(out, "{\"section\":", line->section);
	member_word(out, ",\"id\":", line->id);
	member_word(out, ",\"meaning\":", line->meaning);
	member_word(out, ",\"formula\":", line->formula);
	add_value(out, line->value, line->unit);
	member_number(out, ",\"low\":", line->band.low);
	member_number(out, ",\"high\":", line->band.high);
	member_word(
		out, ",\"provenance\":", line->provenance == PROVENANCE_NONE ? NULL : provenance_id(line->provenance));
	text_add(out, ",\"terms\":[");
	for (int i = 0; i < line->term_count; i++) {
		const struct explain_term *term = &line->terms[i];

		member_word(out, i ? ",{\"symbol\":" : "{\"symbol\":", term->symbol);
		add_value(out, term->value, term->unit);
		member_word(out, ",\"meaning\":", term->meaning);
		member_word(out, ",\"source\":", term->source);
		member_word(out, ",\"evidence\":", term->evidence);
		member_word(out, ",\"as_of\":", *term->as_of ? term->as_of : NULL);
		text_add_char(out, '}');
	}
	text_add(out, "]}");
}

void report_explanation_json(struct text *out, const struct explanation *e)
{
	text_add_char(out, '[');
	for (int i = 0; i < e->count; i++) {
		text_add(out, i ? ",\n" : "\n");
		add_json_line(out, &e->lines[i]);
	}
	text_add_char(out, ']');
}
