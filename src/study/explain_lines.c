/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building the lines of an explanation. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "study/explain_lines.h"

void explain_line(struct explaining *x, const char *id, const char *meaning, double value, enum metric_unit unit)
{
	struct explanation *e = x->e;

	/* The last line is written over rather than beyond the end; tests count the lines. */
	if (e->count < EXPLAIN_LINES)
		e->count++;
	x->line = &e->lines[e->count - 1];
	*x->line = (struct explain_line){ .section = x->section,
		.meaning = meaning,
		.value = value,
		.unit = unit,
		.band = band_unknown(),
		.provenance = PROVENANCE_NONE };
	snprintf(x->line->id, sizeof(x->line->id), "%s", id);
}

void explain_band(struct explaining *x, const struct band *band)
{
	x->line->band = *band;
	x->line->provenance = x->a->provenance;
}

/* Figures may be younger or older than what else their source holds; of a price `text` takes it. */
static const char *item_date(const struct explaining *x, const char *source, char *text)
{
	const struct deployment *d = x->d;
	const struct gpu *g = d->gpu;

	if (x->a->offer && source == x->a->offer->source) {
		date_format(x->a->offer->as_of, text);
		return text;
	}
	for (int i = 0; i < g->link_count; i++)
		if (source == g->links[i].link->source)
			return g->links[i].link->as_of;
	if (source == g->source)
		return g->as_of;
	if (source == d->model->source)
		return d->model->as_of;
	if (source == d->format->source)
		return d->format->as_of;
	return source == d->engine->source ? d->engine->as_of : NULL;
}

static void set_date(struct explaining *x, struct explain_term *term, const char *item)
{
	const struct source *source = catalog_source(x->s->catalog, term->source);
	const char *date = item ? item : source ? source->as_of : NULL;

	snprintf(term->as_of, sizeof(term->as_of), "%s", date ? date : "");
}

void explain_term(struct explaining *x, const char *symbol, double value, enum metric_unit unit, const char *meaning,
	const char *source)
{
	struct explain_line *line = x->line;
	struct explain_term *term;
	char date[sizeof(term->as_of)];

	if (line->term_count == EXPLAIN_TERMS)
		return;
	term = &line->terms[line->term_count++];
	*term = (struct explain_term){
		.meaning = meaning, .source = source, .rows = NAN, .value = value, .unit = unit
	};
	snprintf(term->symbol, sizeof(term->symbol), "%s", symbol);
	if (source)
		set_date(x, term, item_date(x, source, date));
}

/* The units of parameters.json that are shown; their values are SI by now. */
static enum metric_unit constant_unit(const struct parameter_value *p)
{
	static const struct {
		const char *name;
		enum metric_unit unit;
	} units[] = { { "s", UNIT_SECONDS }, { "us", UNIT_SECONDS }, { "MiB", UNIT_BYTES } };

	for (size_t i = 0; p->unit && i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(p->unit, units[i].name) == 0)
			return units[i].unit;
	return UNIT_NUMBER;
}

void explain_constant(struct explaining *x, const char *symbol, double value, const char *id)
{
	const struct catalog *c = x->s->catalog;

	for (int i = 0; i < c->parameter_count; i++) {
		const struct parameter_value *p = &c->parameters[i];
		struct explain_term *term;

		if (strcmp(p->id, id) != 0)
			continue;
		explain_term(x, symbol, value, constant_unit(p), p->meaning, p->source);
		term = &x->line->terms[x->line->term_count - 1];
		term->evidence = p->fitted ? "fitted" : "assumed";
		term->rows = p->rows;
		set_date(x, term, p->as_of);
		return;
	}
	explain_term(x, symbol, value, UNIT_NUMBER, id, NULL);
}
