/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing help topics and the glossary. */
#include "report/topic.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "study/scenario_text.h"
#include "study/study_word.h"
#include "base/i18n.h"
#include "report/explain.h"
#include "report/filters.h"
#include "report/labels.h"

/* Section of gpuplan-model(7) with the formulas, "" where there is none. */
static const char *parameter_section(enum parameter parameter)
{
	enum { MOST = 20 };
	static const struct {
		const char *section;
		enum parameter parameters[MOST]; /* ends by PARAMETER_COUNT */
	} sections[] = {
#define PARAMETER_SECTION(section, ...) { section, { __VA_ARGS__, PARAMETER_COUNT } },
#include "report/topic-table.h"
	};

	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		for (const enum parameter *p = sections[i].parameters; *p != PARAMETER_COUNT; p++)
			if (*p == parameter)
				return sections[i].section;
	return "";
}

static const char *metric_section(enum metric metric)
{
	static const char *const sections[METRIC_COUNT] = {
#define METRIC_SECTION(id, section) [METRIC_##id] = section,
#include "report/topic-table.h"
	};
	static const struct {
		const char *group, *section;
	} groups[] = {
#define GROUP_SECTION(group, section) { group, section },
#include "report/topic-table.h"
	};

	if (metric < METRIC_COUNT && sections[metric])
		return sections[metric];
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(metric_row(metric)->group, groups[i].group) == 0)
			return groups[i].section;
	return "";
}

const char *topic_choice(enum parameter parameter, const struct choice *choice)
{
	const char *word;

	if (choice->name)
		return choice->name;
	if (choice->index < 0)
		return _("the default");
	word = filter_word(parameter, choice->index);
	return word ? word : "";
}

static void add_pair(struct grid *grid, const char *name, const char *value)
{
	if (!value || !value[0])
		return;
	text_addf(&grid->cell, "  %s", name);
	grid_add_cell(grid);
	grid_add(grid, value);
}

/* The paragraph before all else. */
static void add_meaning(struct text *out, const char *name, const char *help)
{
	GRID(grid, 2, 0);

	add_pair(&grid, name, help);
	grid_end(&grid, out);
	text_add_char(out, '\n');
}

static void add_section(struct grid *grid, const char *section)
{
	TEXT(place);

	text_addf(&place, "gpuplan-model(7), %s", section);
	add_pair(grid, _("Formulas"), section[0] ? place.data : "");
}

/* "16 to 128k or max", or the words. */
static void add_range(const struct scenario *s, enum parameter parameter, struct text *out)
{
	const struct parameter_row *row = parameter_row(parameter);
	const char *const *words = row->form == PARAMETER_CHOICE_FORM ? parameter_choices(parameter) : NULL;

	if (row->form == PARAMETER_NUMBER_FORM)
		parameter_span(parameter, scenario_highest(s, parameter), out);
	for (int i = 0; words && words[i]; i++)
		text_addf(out, "%s%s", i ? ", " : "", words[i]);
}

static void add_value(struct grid *grid, const char *name, const struct scenario *s, enum parameter parameter)
{
	TEXT(text);

	scenario_text(s, parameter, &text);
	add_pair(grid, name, text.data);
}

void topic_parameter(struct text *out, const struct study *study, const struct scenario *s,
	const struct scenario *defaults, enum parameter parameter)
{
	const struct parameter_row *row = parameter_row(parameter);
	const char *name = study_parameter_name(study, parameter);
	GRID(grid, 2, 0);
	TEXT(text);
	char key[64];

	add_meaning(out, _(row->label), _(row->help));
	add_value(&grid, _("Now"), s, parameter);
	add_value(&grid, _("Default"), defaults, parameter);
	add_range(s, parameter, &text);
	add_pair(&grid, _("Range"), text.data);
	add_pair(&grid, _("Form"), row->form == PARAMETER_NUMBER_FORM ? quantity_form(row->quantity) : "");
	text_clear(&text);
	text_addf(&text, "--%s", name ? name : row->name);
	add_pair(&grid, _("Option"), text.data);
	add_pair(&grid, _("In plans"), parameter_key(parameter, key, sizeof(key)));
	add_section(&grid, parameter_section(parameter));
	grid_end(&grid, out);
}

static void add_metric(struct text *out, enum metric metric, const struct row *answer)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, answer);

	if (row->form == METRIC_WORD)
		text_add(out, value.word ? value.word : _("n/a"));
	else if (row->form == METRIC_FLAG)
		text_add(out, value.flag ? _("yes") : _("no"));
	else if (row->form == METRIC_DATE)
		label_date(out, (long)value.band.mid);
	else if (row->form == METRIC_TIME)
		label_time(out, value.band.mid);
	else
		label_value(out, value.band.mid, row->unit);
}

/* What people would see as another value. */
static void add_change(struct grid *grid, enum metric metric, const struct row *before, const struct row *after)
{
	TEXT(was);
	TEXT(title);
	TEXT(is);

	if (metric == METRIC_AS_OF || metric == METRIC_SOURCE)
		return;
	add_metric(&was, metric, before);
	add_metric(&is, metric, after);
	if (strcmp(was.data, is.data) != 0) {
		/* Memory and step have parts of the same names. */
		text_addf(&title, strcmp(metric_row(metric)->group, "step") == 0 ? _("%s of a step") : "%s",
			label_title(metric));
		text_addf(&was, " → %s", is.data);
		add_pair(grid, title.data, was.data);
	}
}

void topic_influence(struct text *out, const struct study *study, const struct scenario *s,
	const struct scenario *changed, enum parameter parameter, const struct row *before, const struct row *after)
{
	TEXT(was);
	TEXT(is);
	GRID(grid, 2, 0);

	if (!before)
		return;
	scenario_text(s, parameter, &was);
	scenario_text(changed, parameter, &is);
	text_addf(out, _("\nWhat it changes on %s, from %s to %s:\n"), before->deployment.gpu->name,
		was.length ? was.data : "auto", is.length ? is.data : "auto");
	for (int i = 0; after && i < metric_count(); i++)
		if (study_gives(study, metric_at(i)))
			add_change(&grid, metric_at(i), before, after);
	if (grid.count == 0)
		text_addf(out, "  %s\n", _("nothing here"));
	grid_end(&grid, out);
}

/* The one figure of the explanation, with formula and values. */
static void write_figure(struct text *out, const struct study *study, const struct scenario *s, enum metric metric,
	const struct row *answer, struct report_style style)
{
	static const char *const figures[METRIC_COUNT] = {
#define METRIC_FIGURE(id, figure) [METRIC_##id] = figure,
#include "report/topic-table.h"
	};
	struct explanation *all;

	if (metric >= METRIC_COUNT || !figures[metric] || !study->explain)
		return;
	all = xcalloc(1, sizeof(*all));
	study->explain(s, answer, all);
	for (int i = 0; i < all->count; i++) {
		if (strcmp(all->lines[i].id, figures[metric]) != 0)
			continue;
		all->lines[0] = all->lines[i];
		all->count = 1;
		report_explanation(out, all, style);
	}
	free(all);
}

static const char *const units[UNIT_NUMBER + 1] = {
	[UNIT_GIB] = N_("GiB"),
	[UNIT_BYTES] = N_("bytes"),
	[UNIT_SECONDS] = N_("seconds"),
	[UNIT_PER_SECOND] = N_("per second"),
	[UNIT_USD] = N_("US dollars"),
	[UNIT_FRACTION] = N_("share, 0 to 1"),
	[UNIT_BILL] = N_("US dollars"),
	[UNIT_HOURS] = N_("hours"),
};

void topic_metric(struct text *out, const struct study *study, const struct scenario *s, enum metric metric,
	const struct row *answer, struct report_style style)
{
	const struct metric_row *row = metric_row(metric);
	struct band band = answer ? metric_value(metric, answer).band : (struct band){ 0 };
	GRID(grid, 2, 0);
	TEXT(text);

	add_meaning(out, _(row->title), _(row->help));
	if (answer) {
		text_addf(&text, "%s: ", answer->deployment.gpu->name);
		if (row->form == METRIC_BAND)
			label_band(&text, &band, row->unit);
		else
			add_metric(&text, metric, answer);
		add_pair(&grid, _("Now"), text.data);
	}
	add_pair(&grid, _("Unit"), units[row->unit] ? _(units[row->unit]) : "");
	add_pair(&grid, _("Better"),
		row->better == BETTER_LOWER            ? _("lower")
			: row->better == BETTER_HIGHER ? _("higher")
						       : "");
	text_clear(&text);
	text_addf(&text, "%s%s%s", row->group, row->group[0] ? "." : "", row->key);
	add_pair(&grid, _("In JSON"), text.data);
	add_section(&grid, metric_section(metric));
	grid_end(&grid, out);
	if (answer)
		write_figure(out, study, s, metric, answer, style);
}

struct term {
	const char *term, *definition, *more;
};

/* By the translated words; capitals are no order, since half of the words are abbreviations. */
static int compare_terms(const void *a, const void *b)
{
	return strcasecmp(_(((const struct term *)a)->term), _(((const struct term *)b)->term));
}

void topic_define(struct text *out, enum metric metric)
{
	static const struct {
		enum metric metric;
		const char *more;
	} terms[] = {
#define TERM(...)
#define METRIC_TERM(term, id, more) { METRIC_##id, more },
#define PARAMETER_TERM(...)
#include "report/glossary-table.h"
#undef TERM
#undef METRIC_TERM
#undef PARAMETER_TERM
	};

	text_add(out, _(metric_row(metric)->help));
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		if (terms[i].metric == metric && terms[i].more[0])
			text_addf(out, "; %s", _(terms[i].more));
}

void topic_glossary(struct text *out)
{
	struct term terms[] = {
#define TERM(term, definition) { term, definition, "" },
#define METRIC_TERM(term, id, more) { term, metric_row(METRIC_##id)->help, more },
#define PARAMETER_TERM(term, id, more) { term, parameter_row(PARAMETER_##id)->help, more },
#include "report/glossary-table.h"
#undef TERM
#undef METRIC_TERM
#undef PARAMETER_TERM
	};
	const size_t count = sizeof(terms) / sizeof(terms[0]);
	GRID(grid, 2, 0);

	qsort(terms, count, sizeof(terms[0]), compare_terms);
	for (size_t i = 0; i < count; i++) {
		TEXT(text);

		text_add(&text, _(terms[i].definition));
		if (terms[i].more[0])
			text_addf(&text, "; %s", _(terms[i].more));
		add_pair(&grid, _(terms[i].term), text.data);
	}
	grid_end(&grid, out);
}
