/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topic help: opens pages that the report layer writes. */
#include "tui/views/topic.h"

#include "base/i18n.h"
#include "study/scenario_text.h"
#include "report/topic.h"
#include "tui/views/page.h"
#include "tui/views/parameters.h"

/* The next value of a parameter; false where there is none to try. */
static bool change(const struct session *session, enum parameter parameter, struct scenario *changed)
{
	const char *const *words;
	struct error ignored;
	struct slider slider;
	double value;
	int next;

	*changed = session->scenario;
	if (parameter_row(parameter)->form == PARAMETER_CHOICE_FORM) {
		words = parameter_choices(parameter);
		next = (int)changed->number[parameter] + 1;
		if (scenario_set(changed, parameter, words[next] ? words[next] : words[0], &ignored) != STATUS_OK)
			return false;
	} else if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM) {
		slider = parameters_slider(session, parameter);
		value = slider_step(&slider, slider.value, 1);
		if (value == slider.value)
			value = slider_step(&slider, slider.value, -1);
		if (value == slider.value || scenario_set_number(changed, parameter, value, &ignored) != STATUS_OK)
			return false;
	} else {
		return false;
	}
	/* What is asked for has to be held. */
	if (changed->number[PARAMETER_PROMPT] + changed->number[PARAMETER_OUTPUT] > scenario_context(changed))
		scenario_clear(changed, PARAMETER_CONTEXT);
	return scenario_check(changed, &ignored) == STATUS_OK;
}

static void write_influence(const struct session *session, enum parameter parameter, struct text *out)
{
	const struct row *before = session_answer(session);
	struct scenario changed;
	struct result result;
	struct row_id shown;
	int place;

	if (!before || !change(session, parameter, &changed))
		return;
	result_init(&result, changed.catalog);
	study_solve(session->study, &changed, session->today, &result);
	shown = session_row(session, before);
	place = session_find(session, &result, &shown);
	topic_influence(out, &session->scenario, &changed, parameter, before, place < 0 ? NULL : &result.rows[place]);
	result_release(&result);
}

void topic_open_metric(struct session *session, enum metric metric)
{
	topic_metric(page_begin(session), session->study, &session->scenario, metric, session_answer(session),
		(struct report_style){ .color = false, .ascii = session->ascii });
	page_show(session, _("Help"));
}

void topic_open_parameter(struct session *session, enum parameter parameter)
{
	struct text *page = page_begin(session);

	topic_parameter(page, &session->scenario, &session->defaults, parameter);
	write_influence(session, parameter, page);
	page_show(session, _("Help"));
}

void act_topic(struct session *session)
{
	int metric = session->sort_metric < 0 ? METRIC_MTOK_OUTPUT : session->sort_metric;

	if (session->panel == PANEL_TABLE)
		topic_open_metric(session, (enum metric)metric);
	else
		topic_open_parameter(session, session_parameter(session));
}

void act_glossary(struct session *session)
{
	topic_glossary(page_begin(session));
	page_show(session, _("Glossary"));
}

static void add_term(struct grid *grid, const char *term, const char *help)
{
	TEXT(indented);

	text_addf(&indented, "  %s", term);
	grid_add(grid, indented.data);
	grid_add(grid, _(help));
}

static void write_context(struct text *out, const struct action *actions, const struct action_place *place)
{
	size_t start = out->length;
	struct grid grid;

	grid_init(&grid, 2, 0);
	for (const struct action *a = actions; a->name; a++)
		if (a->contexts == place->context)
			add_term(&grid, a->keys, a->help);
	if (grid.count)
		text_addf(out, "%s\n", _(place->title));
	grid_end(&grid, out);
	if (out->length > start)
		text_add_char(out, '\n');
}

static void write_marks(struct text *out)
{
	text_addf(out, "%s\n", _("Signs before a GPU"));
	text_addf(out, "  ▶  %s\n", _("the cheapest that meets the goals"));
	text_addf(out, "  ≈  %s\n", _("its cost is equal within the error of both"));
	text_addf(out, "  !  %s\n", _("misses a goal, or requests wait for memory"));
	text_addf(out, "  ✗  %s\n", _("does not fit"));
	text_addf(out, "  –  %s\n\n", _("cannot run the format, or not enough data to estimate"));
	text_addf(out, "%s\n", _("Signs of comparisons"));
	text_addf(out, "  ◆  %s\n", _("in the table: marked for a comparison"));
	text_addf(out, "  ★  %s\n", _("the best of the row"));
	text_addf(out, "  ≈  %s\n\n", _("equal to the best within the band"));
	text_addf(out, "%s\n", _("VRAM bar of one GPU"));
	text_addf(out, "  █ %s  ▓ %s  ░ %s\n\n", _("weights"), _("KV cache in use"), _("free for KV cache"));
}

static void write_terms(struct text *out)
{
	struct grid grid;

	text_addf(out, "%s\n", _("Parameters"));
	grid_init(&grid, 2, 0);
	for (int i = 0; i < parameter_count(); i++)
		add_term(&grid, _(parameter_row(parameter_at(i))->label), parameter_row(parameter_at(i))->help);
	grid_end(&grid, out);
	text_addf(out, "\n%s\n", _("Columns and figures"));
	grid_init(&grid, 2, 0);
	for (int i = 0; i < metric_count(); i++)
		add_term(&grid, _(metric_row(metric_at(i))->title), metric_row(metric_at(i))->help);
	grid_end(&grid, out);
}

void help_write(struct text *out, const struct action *actions, enum action_context first)
{
	for (int pass = 0; pass < 2; pass++)
		for (const struct action_place *place = action_places(); place->id; place++)
			if ((place->context == (unsigned)first) == (pass == 0))
				write_context(out, actions, place);
	write_marks(out);
	write_terms(out);
}
