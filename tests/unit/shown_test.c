/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of the table: the text filter, and alternatives under an unfolded row. */
#include "tui/shown.h"

#include "support/solved.h"

SOLVED_DEFINE

/* Every word somewhere in names, provider, verdict or reasons; case and punctuation do not count. */
static void test_matches(void **state)
{
	struct row row;
	static const struct provider provider = { .id = "amazon", .name = "Amazon Web Services" };
	struct offer offer = { .provider = &provider, .purchase = PURCHASE_SPOT };

	(void)state;
	solve(NULL);
	row = *of("H100-SXM-80GB");
	row.offer = &offer;
	row.verdict = VERDICT_MEETS;
	row.reasons.count = 0;
	reason_add(&row.reasons, REASON_NO_LINK, 1.0, 1.0, 1.0, "x");
	assert_true(shown_matches(&row, ""));
	assert_true(shown_matches(&row, "   "));
	assert_true(shown_matches(&row, "h100"));
	assert_true(shown_matches(&row, "H100 sxm"));
	assert_true(shown_matches(&row, "  sxm   h100 "));
	assert_true(shown_matches(&row, "h100-sxm"));
	assert_true(shown_matches(&row, "amazon"));
	assert_true(shown_matches(&row, "h100 web spot"));
	assert_true(shown_matches(&row, "meets"));
	assert_true(shown_matches(&row, "link"));
	assert_false(shown_matches(&row, "h10o"));
	assert_false(shown_matches(&row, "h100 verda"));
	assert_false(shown_matches(&row, "misses"));
	/* Nothing of it is a letter or a digit. */
	assert_false(shown_matches(&row, "..."));
	/* A word of any length is no matter. */
	assert_false(shown_matches(&row,
		"h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100h100"));
	row.offer = NULL;
	assert_false(shown_matches(&row, "amazon"));
}

/* The rows in their order; those that the filter leaves; none. */
static void test_fill(void **state)
{
	struct shown shown = { .count = 0 };
	struct scenario s = solve(NULL);
	int matching = 0;

	(void)state;
	shown_fill(&shown, &serve_study, &s, &r);
	assert_int_equal(shown.count, r.count);
	assert_int_equal(shown.matched, r.count);
	for (int i = 0; i < r.count; i++) {
		assert_ptr_equal(shown_at(&shown, i)->row, &r.rows[i]);
		assert_int_equal(shown_at(&shown, i)->index, i);
		assert_int_equal(shown_at(&shown, i)->alternative, 0);
		if (strstr(r.rows[i].deployment.gpu->short_name, "H100"))
			matching++;
	}
	assert_null(shown_at(&shown, -1));
	assert_null(shown_at(&shown, r.count));
	field_set(&shown.filter, "h100");
	shown_fill(&shown, &serve_study, &s, &r);
	assert_in_range(matching, 2, r.count - 1);
	assert_int_equal(shown.count, matching);
	for (int i = 1; i < shown.count; i++)
		assert_true(shown_at(&shown, i)->index > shown_at(&shown, i - 1)->index);
	field_set(&shown.filter, "h10o");
	shown_fill(&shown, &serve_study, &s, &r);
	assert_int_equal(shown.count, 0);
	assert_null(shown_at(&shown, 0));
	shown_release(&shown);
}

/* Under the unfolded row stand its alternatives, and under no other. */
static void test_unfolded(void **state)
{
	struct shown shown = { .count = 0 };
	struct scenario s = solve(NULL);
	int at = 0;

	(void)state;
	shown.unfolded = of("H200-SXM")->deployment.gpu;
	shown_fill(&shown, &serve_study, &s, &r);
	assert_in_range(shown.alternatives, 1, ALTERNATIVES_MAX);
	assert_int_equal(shown.matched, r.count);
	assert_int_equal(shown.count, r.count + shown.alternatives);
	while (shown_at(&shown, at)->row->deployment.gpu != shown.unfolded)
		at++;
	for (int i = 1; i <= shown.alternatives; i++) {
		const struct shown_row *line = shown_at(&shown, at + i);

		assert_int_equal(line->alternative, i);
		assert_int_equal(line->index, shown_at(&shown, at)->index);
		assert_ptr_equal(line->row->deployment.gpu, shown.unfolded);
		assert_false(row_same_configuration(line->row, shown_at(&shown, at)->row) &&
			line->row->offer == shown_at(&shown, at)->row->offer);
	}
	/* A row that the filter hides has none. */
	field_set(&shown.filter, "b200");
	shown_fill(&shown, &serve_study, &s, &r);
	assert_int_equal(shown.alternatives, 0);
	assert_int_equal(shown.count, shown.matched);
	shown_release(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_matches), cmocka_unit_test(test_fill),
		cmocka_unit_test(test_unfolded) };

	return cmocka_run_group_tests_name("lines of the table", tests, enter, leave);
}
