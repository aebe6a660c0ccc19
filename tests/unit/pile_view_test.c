/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tab of piles of work at any size: no figure is cut, no place is empty, words for a deadline. */
#include "report/figure.h"
#include "report/labels.h"
#include "study/batch_pile.h"
#include "support/planner_rig.h"

RIG_DEFINE

static const char *screen(int rows, int columns)
{
	rig_draw(&rig, rows, columns);
	return rig_dump(&rig);
}

/* The line of the screen that has the text. */
static const char *line_of(const char *text)
{
	static char line[1024];
	const char *at = strstr(rig.dump.data, text), *begin = at;

	assert_non_null(at);
	while (begin > rig.dump.data && begin[-1] != '\n')
		begin--;
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(begin, "\n"), begin);
	return line;
}

/* Twenty thousand million tokens cost five digits, which the narrowest columns do not have. */
static void test_narrow(void **state)
{
	int priced = 0;

	(void)state;
	rig_keys(&rig, "M-3");
	rig_command(&rig, "set tokens=20B");
	CHECK_HOLDS(screen(16, 60), "Nothing is done in time; the surest first");
	for (int i = 0; i < 4; i++) {
		const struct row *a = &rig.session.result.rows[i];
		TEXT(dollars);

		if (!a->offer)
			continue;
		if (pile_of(a)->usd.mid >= 9999.5)
			figure_short(&dollars, pile_of(a)->usd.mid, FIGURE_DOLLARS, 5);
		else
			label_figure(&dollars, pile_of(a)->usd.mid, FIGURE_DOLLARS);
		CHECK_HOLDS(line_of(a->deployment.gpu->short_name), dollars.data);
		priced++;
	}
	assert_true(priced > 2);
}

/* Where the screen is wide enough for other loads, a pile has none: the answer takes their place. */
static void test_wide(void **state)
{
	const char *rule;
	int corners = 0;

	(void)state;
	CHECK_HOLDS(screen(50, 200), "The same GPU at other loads");
	rig_keys(&rig, "M-3");
	CHECK_HOLDS(screen(50, 200), "What would change it");
	assert_null(strstr(rig.dump.data, "The same GPU at other loads"));
	rule = line_of("What would change it");
	for (; (rule = strstr(rule, "\u252c")); rule += strlen("\u252c"))
		corners++;
	assert_int_equal(corners, 1);
}

/* In so many hours, or by a time of the clock. */
static void test_scope(void **state)
{
	(void)state;
	rig_keys(&rig, "M-3");
	CHECK_HOLDS(screen(24, 80), "500M output tokens in 12 h");
	rig_command(&rig, "set deadline=08:00");
	CHECK_HOLDS(screen(24, 80), "500M output tokens by 08:00");
}

/* An hour more and less and the last hour that saves money stand in one line of a small terminal; bills have no
 * cents and groups of three digits. */
static void test_facts(void **state)
{
	TEXT(bill);

	(void)state;
	rig_keys(&rig, "M-3");
	screen(24, 80);
	CHECK_HOLDS(line_of(" Hour \u00b11"), "no gain");
	label_value(&bill, 24777.4, UNIT_BILL);
	assert_string_equal(bill.data, "$24,777");
}

/* A time that is past is refused in one line of a small terminal, whole. */
static void test_past(void **state)
{
	double before = rig_number(&rig, PARAMETER_DEADLINE);

	(void)state;
	rig.session.scenario.now = 1796155920.0;
	rig_keys(&rig, "M-3");
	rig_focus(&rig, PARAMETER_DEADLINE);
	rig_keys(&rig, "Enter");
	rig_type(&rig, "2026-12-01T08:00");
	rig_keys(&rig, "Enter");
	CHECK_HOLDS(screen(24, 80), "Done by: 1 min to 8760 h; 2026-12-01T08:00 is past, it is 2026-12-01T20:12");
	assert_true(rig_number(&rig, PARAMETER_DEADLINE) == before);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_narrow), PLANNER_TEST(test_wide),
		PLANNER_TEST(test_scope), PLANNER_TEST(test_facts), PLANNER_TEST(test_past) };

	return cmocka_run_group_tests(tests, enter, leave);
}
