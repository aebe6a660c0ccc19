/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who rents out the selected GPU: a row a provider, against data/prices.json of the tests' day. */
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

/* The list of providers: what stands below its rule, one row a line. */
static void panel_text(struct text *out)
{
	struct box box = layout_workbench(ROWS, COLUMNS).right;
	const char *rule;
	TEXT(all);

	assert_true(box.rows > 0);
	for (int row = box.row; row < box.row + box.rows; row++) {
		for (int column = box.column + 1; column < box.column + box.columns; column++)
			text_add_code(&all, (uint32_t)canvas_at(&rig.canvas, row, column)->glyph);
		text_add_char(&all, '\n');
	}
	rule = strstr(all.data, ", $ an hour");
	assert_non_null(rule);
	text_clear(out);
	text_add(out, strchr(rule, '\n') + 1);
}

/* The lines of the list below its heads, one after the other; false: there is no more. */
static bool next_line(const char **at, char line[256])
{
	size_t n = strcspn(*at, "\n");

	snprintf(line, 256, "%.*s", (int)n, *at);
	*at += n + ((*at)[n] == '\n');
	return line[strspn(line, " ")];
}

/* Whether a line is of this provider and goes on with these figures, however many blanks part them. */
static bool has_figures(const char *line, const char *provider, const char *figures)
{
	const char *at = strstr(line, provider);

	if (!at)
		return false;
	for (at += strlen(provider); *figures; figures++) {
		if (*figures == ' ') {
			at += strspn(at, " ");
			continue;
		}
		if (*at++ != *figures)
			return false;
	}
	return *at == ' ' || *at == '\0';
}

/* The line of a provider; fails without one, and where there are two. */
static void line_of(const char *provider, char found[256])
{
	char line[256];
	const char *at;
	int count = 0;
	TEXT(text);

	rig_draw(&rig, ROWS, COLUMNS);
	panel_text(&text);
	for (at = text.data; next_line(&at, line);) {
		if (!strstr(line, provider))
			continue;
		memcpy(found, line, sizeof(line));
		count++;
	}
	if (count != 1)
		fail_msg("%d lines of %s in\n%s", count, provider, text.data);
}

/* prices.json: on demand Hyperstack has the H200 SXM for 3.99 of 2026-10-10, 41 days old; Verda for 4.875, on spot for
 * 1.19 of 2026-05-24, 180 days old; RunPod for 5.29, on spot for 3.59 of 2026-06-15, 158 days old. */
static void offers_of_h200(void **state)
{
	char line[256];

	(void)state;
	select_gpu("H200-SXM");
	line_of("Hyperstack", line);
	assert_true(has_figures(line, "Hyperstack", " 3.99 - - - 41d"));
	line_of("Verda", line);
	assert_true(has_figures(line, "Verda", " 4.88 1.19 - - 180d"));
	line_of("RunPod", line);
	assert_true(has_figures(line, "RunPod", " 5.29 3.59 - - 158d"));
}

/* The same of the A100 80 SXM at AWS: 3.43 on demand, 2.1752 for a year, 1.4647 for three, as of 2026-06-15. */
static void reserved_prices(void **state)
{
	char line[256];

	(void)state;
	select_gpu("A100-SXM-80GB");
	line_of("Amazon Web", line);
	assert_non_null(strstr(line, " 3.43       -    2.18     1.46  158d"));
	line_of("Hyperstack", line);
	assert_true(has_figures(line, "Hyperstack", " 1.60 - - - 41d"));
}

/* The cheapest on demand first, a row a provider however many regions it sells in; the one of the answer marked. */
static void one_row_each(void **state)
{
	static const char *const gpus[] = { "H200-SXM", "H100-SXM-80GB", "A100-SXM-80GB", "L40S", "B200" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(gpus); i++) {
		const struct row *answer;
		const char *at;
		char line[256], names[64][24];
		int rows = 0, marked = 0;
		double last = 0.0;
		TEXT(text);

		rig_stop(&rig);
		rig_start(&rig);
		select_gpu(gpus[i]);
		answer = rig_answer(&rig, gpus[i]);
		panel_text(&text);
		at = text.data;
		next_line(&at, line);
		CHECK_HOLDS(line, "provider");
		while (next_line(&at, line)) {
			char name[24];
			double price;

			if (strstr(line, "\u258c")) {
				marked++;
				CHECK_HOLDS(line, answer->offer->provider->name);
			}
			/* The bar takes three bytes. */
			snprintf(name, sizeof(name), "%.15s", line + (line[0] == ' ' ? 1 : 3));
			for (int n = 0; n < rows; n++)
				assert_string_not_equal(names[n], name);
			memcpy(names[rows++], name, sizeof(name));
			if (sscanf(line + (line[0] == ' ' ? 19 : 21), "%*[^0-9-]%lf", &price) != 1)
				continue;
			assert_true(price >= last);
			last = price;
		}
		assert_true(rows >= 3 && last > 0.0);
		assert_int_equal(marked, 1);
	}
}

/* What GPUs rent for is no question of the load: no slider moves any of it. */
static void sliders_move_no_price(void **state)
{
	static const enum parameter sliders[] = { PARAMETER_CONTEXT, PARAMETER_CONCURRENCY, PARAMETER_OUTPUT };
	char before[256], after[256];

	(void)state;
	assert_true(session_set(&rig.session, PARAMETER_GPU, "H200-SXM"));
	rig_keys(&rig, "Tab");
	line_of("Verda", before);
	for (int i = 0; i < 3; i++) {
		rig_focus(&rig, sliders[i]);
		rig_keys(&rig, "L Right");
		/* It is about a row: in the panel it is not there. */
		rig_draw(&rig, ROWS, COLUMNS);
		assert_null(strstr(rig_dump(&rig), ", $ an hour"));
		rig_keys(&rig, "Tab");
		line_of("Verda", after);
		assert_string_equal(after, before);
	}
}

/* Whom one may not rent from is no part of it. */
static void only_one_provider(void **state)
{
	char line[256];
	TEXT(text);

	(void)state;
	rig_command(&rig, "set provider=digitalocean");
	select_gpu("MI300X");
	line_of("DigitalOcean", line);
	assert_true(has_figures(line, "DigitalOcean", " 2.59 - - - 47d"));
	panel_text(&text);
	assert_null(strstr(text.data, "Verda"));
	assert_null(strstr(text.data, "RunPod"));
}

/* A GPU without any offer says so; a screen of 24 rows, or of less than 120 columns, has no such panel. */
static void no_offers(void **state)
{
	(void)state;
	select_gpu("MI300A");
	assert_non_null(strstr(rig_dump(&rig), "No offer that the workload allows."));
	assert_int_equal(layout_workbench(24, 200).right.rows, 0);
	assert_int_equal(layout_workbench(50, 100).right.rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(offers_of_h200, start, stop),
		cmocka_unit_test_setup_teardown(reserved_prices, start, stop),
		cmocka_unit_test_setup_teardown(one_row_each, start, stop),
		cmocka_unit_test_setup_teardown(sliders_move_no_price, start, stop),
		cmocka_unit_test_setup_teardown(only_one_provider, start, stop),
		cmocka_unit_test_setup_teardown(no_offers, start, stop),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
