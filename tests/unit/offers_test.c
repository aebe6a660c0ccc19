/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all GPUs rent for, and who rents out the selected one, against data/prices.json of the tests' day. */
#include "support/planner_rig.h"

RIG_DEFINE

enum { ROWS = 50, COLUMNS = 200 };

static void select_gpu(const char *id)
{
	rig_keys(&rig, "Tab");
	for (int i = 0; i < rig.session.result.count && strcmp(rig.session.selected.gpu->id, id) != 0; i++)
		rig_keys(&rig, "Down");
	assert_string_equal(rig.session.selected.gpu->id, id);
	rig_draw(&rig, ROWS, COLUMNS);
}

/* What stands in the panel's rows, one a line. */
static void panel_text(struct text *out)
{
	struct box box = layout_workbench(ROWS, COLUMNS).offers;

	assert_true(box.rows > 0);
	box = box_inside(box);
	for (int row = box.row + 1; row < box.row + box.rows; row++) {
		for (int column = box.column; column < box.column + box.columns; column++)
			text_add_code(out, (uint32_t)canvas_at(&rig.canvas, row, column)->glyph);
		text_add_char(out, '\n');
	}
}

/* prices.json has on-demand list prices of 3.99 to 13.25 for the H200 SXM, Hyperstack's the lowest; AWS
 * and Azure sell eight at a time, so two GPUs cost 8 x 7.9125 = 63.30 and 8 x 10.60 = 84.80 there. */
static void offers_of_h200(void **state)
{
	double last = 0.0;
	struct text text;
	int rows = 0;

	(void)state;
	text_init(&text);
	select_gpu("H200-SXM");
	assert_int_equal((int)layout_gpus(&rig_answer(&rig, "H200-SXM")->deployment.layout), 2);
	panel_text(&text);
	assert_non_null(strstr(text.data, "3.99   7.98 Hyperstack      on demand "));
	assert_non_null(strstr(text.data, "63.30 Amazon"));
	assert_non_null(strstr(text.data, "84.80 Microsoft Azure"));
	/* Prices only rise from row to row; the glyphs of the mark take 1 or 3 bytes. */
	for (const char *line = text.data; *line != '\0'; line = strchr(line, '\n') + 1) {
		double price;

		if (sscanf(line + strcspn(line, "0123456789\n"), "%lf", &price) != 1)
			break;
		assert_true(price >= last);
		last = price;
		rows++;
	}
	assert_true(rows >= 8);
	text_release(&text);
}

/* One row a provider and purchase kind, and the one that the answer is priced with is marked. */
static void marked_offer(void **state)
{
	const struct row *a;
	char wanted[16];
	int azure = 0;
	struct text text;
	const char *mark;

	(void)state;
	text_init(&text);
	select_gpu("H100-SXM-80GB");
	a = rig_answer(&rig, "H100-SXM-80GB");
	panel_text(&text);
	mark = strstr(text.data, "▶");
	assert_non_null(mark);
	assert_null(strstr(mark + 1, "▶"));
	snprintf(wanted, sizeof(wanted), "%.2f", a->offer->usd_per_gpu_hour);
	assert_int_equal(strncmp(mark + 3 + strspn(mark + 3, " "), wanted, strlen(wanted)), 0);
	/* Azure sells it in several regions: once in the list. */
	for (const char *line = text.data; *line != '\0'; line = strchr(line, '\n') + 1)
		azure += !!memmem(line, strcspn(line, "\n"), "Microsoft Azure", 15) &&
			memmem(line, strcspn(line, "\n"), "on demand", 9);
	assert_int_equal(azure, 1);
	text_release(&text);
}

/* A line of the panel without its leading mark, from a name to the end of the line. */
static void panel_line(const char *name, char *line, size_t size)
{
	struct text text;
	const char *found;

	text_init(&text);
	rig_draw(&rig, ROWS, COLUMNS);
	panel_text(&text);
	found = strstr(text.data, name);
	assert_non_null(found);
	snprintf(line, size, "%.*s", (int)strcspn(found, "\n"), found);
	text_release(&text);
}

/* Beside the sliders: reserved at AWS an A100 80 GB is 2.18 for a year and 1.46 for three, on demand
 * Hyperstack has it for 1.60 (prices.json).  No slider moves any of it. */
static void market(void **state)
{
	static const enum parameter sliders[] = { PARAMETER_CONTEXT, PARAMETER_CONCURRENCY, PARAMETER_OUTPUT };
	char before[256], after[256];
	double last = 1e9;
	struct text text;

	(void)state;
	panel_line("A100 80 SXM", before, sizeof(before));
	assert_non_null(strstr(before, "  1.60 Hyperstack "));
	assert_non_null(strstr(before, "  2.18    1.46"));
	for (int i = 0; i < 3; i++) {
		rig_focus(&rig, sliders[i]);
		rig_keys(&rig, "L Right");
		panel_line("A100 80 SXM", after, sizeof(after));
		assert_string_equal(after, before);
	}
	/* The dearest first, and the answer's GPU marked. */
	text_init(&text);
	panel_text(&text);
	for (const char *line = text.data; *line != '\0'; line = strchr(line, '\n') + 1) {
		double price;

		if (sscanf(line + strcspn(line, "\n") - strlen(before) + 12, "%lf", &price) != 1)
			continue;
		assert_true(price <= last);
		last = price;
	}
	assert_true(last < 2.0);
	text_release(&text);
}

/* Whom one may not rent from is no part of it. */
static void market_of_a_provider(void **state)
{
	struct text text;
	char line[256];

	(void)state;
	rig_command(&rig, "set provider=digitalocean");
	panel_line("MI300X", line, sizeof(line));
	assert_non_null(strstr(line, "  2.59 DigitalOcean "));
	text_init(&text);
	panel_text(&text);
	assert_null(strstr(text.data, "Verda"));
	text_clear(&text);
	rig_keys(&rig, "Tab");
	rig_draw(&rig, ROWS, COLUMNS);
	panel_text(&text);
	assert_null(strstr(text.data, "MI300X  "));
	text_release(&text);
}

/* A GPU without any offer says so; a screen of 24 rows has no such panel. */
static void no_offers(void **state)
{
	(void)state;
	select_gpu("MI300A");
	assert_non_null(strstr(rig_dump(&rig), "No offer that the workload allows."));
	assert_int_equal(layout_workbench(24, 200).offers.rows, 0);
	assert_int_equal(layout_workbench(50, 100).offers.rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(offers_of_h200, start, stop),
		cmocka_unit_test_setup_teardown(marked_offer, start, stop),
		cmocka_unit_test_setup_teardown(market, start, stop),
		cmocka_unit_test_setup_teardown(market_of_a_provider, start, stop),
		cmocka_unit_test_setup_teardown(no_offers, start, stop),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
