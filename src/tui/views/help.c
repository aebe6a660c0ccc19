/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the help screen. */
#include "tui/views/help.h"

#include "base/i18n.h"
#include "report/grid.h"
#include "study/study.h"

static void add_term(struct grid *grid, const char *term, const char *help)
{
	TEXT(indented);

	text_addf(&indented, "  %s", term);
	grid_add(grid, indented.data);
	grid_add(grid, _(help));
}

static void write_context(struct text *out, const struct action *actions, const struct action_place *place)
{
	struct grid grid;
	bool any = false;

	grid_init(&grid, 2, 0);
	for (const struct action *a = actions; a->name; a++) {
		if (a->contexts != place->context)
			continue;
		add_term(&grid, a->keys, a->help);
		any = true;
	}
	if (any) {
		text_addf(out, "%s\n", _(place->title));
		grid_write(&grid, out, NULL, NULL);
		text_add_char(out, '\n');
	}
	grid_release(&grid);
}

static void write_parameters(struct text *out)
{
	struct grid grid;

	text_addf(out, "%s\n", _("Parameters"));
	grid_init(&grid, 2, 0);
	for (int i = 0; i < parameter_count(); i++)
		add_term(&grid, _(parameter_row(parameter_at(i))->label), parameter_row(parameter_at(i))->help);
	grid_end(&grid, out);
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

static void write_metrics(struct text *out)
{
	struct grid grid;

	text_addf(out, "%s\n", _("Columns and figures"));
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
	write_parameters(out);
	write_metrics(out);
}
