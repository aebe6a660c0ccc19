/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the answer turns: the nearest values below and above, as ticks, in the hint line, and as jumps. */
#include "study/turn.h"

#include "report/turns.h"
#include "support/planner_rig.h"
#include "tui/canvas/glyph.h"
#include "tui/views/parameters.h"

RIG_DEFINE

/* Ranges of users by hand: A, nothing, B, A again, C without an end. */
static struct sensitivity by_hand;
static const struct gpu *gpus[3];

/* Two replicas more at its end. */
static struct leader_range range_of(double first, double last, const struct gpu *gpu, double count, double replicas)
{
	return (struct leader_range){ first, last, gpu, count, { replicas, replicas + 2.0 }, NULL };
}

static void make_ranges(void)
{
	struct leader_ranges *ranges = &by_hand.of[PARAMETER_CONCURRENCY];

	for (int i = 0; i < 3; i++)
		gpus[i] = &rig.catalog.gpus[i];
	by_hand.study = &serve_study;
	by_hand.scenario = rig.session.scenario;
	*ranges = (struct leader_ranges){ .known = true,
		.count = 5,
		.items = { range_of(1, 8, gpus[0], 1, 2), range_of(10, 16, NULL, NAN, NAN),
			range_of(20, 40, gpus[1], 2, 3), range_of(48, 64, gpus[0], 1, 5),
			range_of(INFINITY, INFINITY, gpus[2], 8, 6) } };
}

static struct row row_of(const struct gpu *gpu, int count)
{
	return (struct row){ .deployment = { .gpu = gpu, .layout = { count, 1, 1, 1 } } };
}

/* Below it is the last value of the range, above the first: those at which another leads. */
static void test_nearest(void **state)
{
	struct row best, other;
	struct turn below, above;

	(void)state;
	make_ranges();
	best = row_of(gpus[1], 2);
	below = turn_below(&by_hand, PARAMETER_CONCURRENCY, 32, &best);
	above = turn_above(&by_hand, PARAMETER_CONCURRENCY, 32, &best);
	CHECK_NEAR(below.value, 16, 0);
	assert_null(below.to->gpu);
	CHECK_NEAR(above.value, 48, 0);
	assert_ptr_equal(above.to->gpu, gpus[0]);
	/* The value itself is no turn, at either end of its range. */
	CHECK_NEAR(turn_below(&by_hand, PARAMETER_CONCURRENCY, 20, &best).value, 16, 0);
	CHECK_NEAR(turn_above(&by_hand, PARAMETER_CONCURRENCY, 40, &best).value, 48, 0);
	/* Between two positions: both are other values. */
	other = row_of(gpus[0], 1);
	CHECK_NEAR(turn_above(&by_hand, PARAMETER_CONCURRENCY, 9, &other).value, 10, 0);
	/* The same GPU leads there: the turn lies beyond. */
	CHECK_NEAR(turn_below(&by_hand, PARAMETER_CONCURRENCY, 9, &other).steps, 0, 0);
	assert_null(turn_below(&by_hand, PARAMETER_CONCURRENCY, 9, &other).to);
	/* Two of it are another answer than one. */
	other = row_of(gpus[0], 2);
	assert_ptr_equal(turn_below(&by_hand, PARAMETER_CONCURRENCY, 9, &other).to->gpu, gpus[0]);
	/* As many replicas as it takes at the turn. */
	CHECK_NEAR(turn_below(&by_hand, PARAMETER_CONCURRENCY, 9, &other).replicas, 4, 0);
	CHECK_NEAR(turn_above(&by_hand, PARAMETER_CONCURRENCY, 32, &best).replicas, 5, 0);
}

/* The end of the slider that is a word. */
static void test_endless(void **state)
{
	struct row best;

	(void)state;
	make_ranges();
	best = row_of(gpus[0], 1);
	assert_true(isinf(turn_above(&by_hand, PARAMETER_CONCURRENCY, 64, &best).value));
	best = row_of(gpus[2], 8);
	assert_null(turn_above(&by_hand, PARAMETER_CONCURRENCY, INFINITY, &best).to);
	CHECK_NEAR(turn_below(&by_hand, PARAMETER_CONCURRENCY, INFINITY, &best).value, 64, 0);
}

/* Where nothing meets, what meets is the turn, and other values at which nothing does are none. */
static void test_nothing_meets_by_hand(void **state)
{
	struct turn turn;

	(void)state;
	make_ranges();
	turn = turn_below(&by_hand, PARAMETER_CONCURRENCY, 12, NULL);
	assert_ptr_equal(turn.to->gpu, gpus[0]);
	CHECK_NEAR(turn.value, 8, 0);
	turn = turn_above(&by_hand, PARAMETER_CONCURRENCY, 12, NULL);
	assert_ptr_equal(turn.to->gpu, gpus[1]);
	CHECK_NEAR(turn.value, 20, 0);
	/* Before any search there is none; while another is under way those of the former stay. */
	by_hand.of[PARAMETER_CONCURRENCY].known = false;
	assert_ptr_equal(turn_above(&by_hand, PARAMETER_CONCURRENCY, 12, NULL).to->gpu, gpus[1]);
	by_hand.of[PARAMETER_CONCURRENCY].count = 0;
	assert_null(turn_below(&by_hand, PARAMETER_CONCURRENCY, 12, NULL).to);
	assert_null(turn_above(&by_hand, PARAMETER_CONCURRENCY, 12, NULL).to);
}

/* The recommendation as text: "MI350X x1". */
static void leader(char *out, size_t size)
{
	const struct row *best = result_best(&rig.session.result);

	if (!best)
		snprintf(out, size, "nothing meets");
	else
		snprintf(
			out, size, "%s x%.0f", best->deployment.gpu->short_name, layout_gpus(&best->deployment.layout));
}

static const char *hint(bool brief)
{
	static struct text words;
	enum parameter p = session_parameter(&rig.session);

	text_clear(&words);
	if (parameter_row(p)->form != PARAMETER_NUMBER_FORM)
		return "";
	label_turns(&words, rig.session.sensitivity, p, session_value(&rig.session, p),
		result_best(&rig.session.result), brief);
	return words.length ? words.data : "";
}

/* A jump goes exactly to where another leads; one step short of it the former still does.  As many steps as are counted
 * lead there. */
static void check_jump(enum parameter parameter, const char *jump, const char *back, const char *step)
{
	char before[64], after[64], now[64];
	double from, value;
	struct turn turn;
	int steps = 0;

	rig_focus(&rig, parameter);
	rig_idle(&rig);
	leader(before, sizeof(before));
	from = session_value(&rig.session, parameter);
	turn = (*jump == '>' ? turn_above : turn_below)(
		rig.session.sensitivity, parameter, from, result_best(&rig.session.result));
	assert_non_null(turn.to);
	rig_keys(&rig, jump);
	value = rig_number(&rig, parameter);
	CHECK_NEAR(value, turn.value, 1e-12);
	leader(after, sizeof(after));
	assert_string_not_equal(after, before);
	/* Who leads has as many replicas as was said. */
	assert_non_null(result_best(&rig.session.result));
	CHECK_NEAR(deployment_replicas(&result_best(&rig.session.result)->deployment), turn.replicas, 0);
	rig_keys(&rig, back);
	leader(now, sizeof(now));
	assert_string_equal(now, before);
	assert_true(session_set_number(&rig.session, parameter, from));
	for (; rig_number(&rig, parameter) != value && steps < 64; steps++) {
		leader(now, sizeof(now));
		assert_string_equal(now, before);
		rig_keys(&rig, step);
	}
	assert_int_equal(steps, turn.steps);
	assert_true(session_set_number(&rig.session, parameter, from));
}

static void test_jumps(void **state)
{
	(void)state;
	check_jump(PARAMETER_CONCURRENCY, ">", "Left", "Right");
	check_jump(PARAMETER_CONCURRENCY, "<", "Right", "Left");
	check_jump(PARAMETER_PROMPT, ">", "Left", "Right");
	check_jump(PARAMETER_OUTPUT, "<", "Right", "Left");
	/* From where one landed the next one; at the end nothing changes, and a message says so. */
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	for (int i = 0; i < 64 && !rig.session.message.text[0]; i++) {
		rig_idle(&rig);
		rig_keys(&rig, ">");
	}
	CHECK_HOLDS(rig.session.message.text, "every value above");
	/* On a name a jump has no meaning. */
	rig_focus(&rig, PARAMETER_MODEL);
	rig_keys(&rig, "< >");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.message.text, "");
}

/* Before they are known a jump says that it takes a moment. */
static void test_not_known_yet(void **state)
{
	double users = rig_number(&rig, PARAMETER_CONCURRENCY);

	(void)state;
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_keys(&rig, ">");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), users, 0);
	CHECK_HOLDS(rig.session.message.text, "Not known yet");
	assert_string_equal(hint(false), "");
}

/* Screen row of the focused parameter at 200x50, where all of them are shown. */
static int focused_row(void)
{
	return layout_workbench(50, 200).panel.row + rig.session.parameters.selected - rig.session.parameters.top;
}

static int count_ticks(int row)
{
	int count = 0;

	for (int column = 0; column < layout_workbench(50, 200).panel.columns; column++)
		count +=
			canvas_at(&rig.canvas, row, column)->glyph == (wchar_t)glyph_code(GLYPH_TICK, rig.canvas.ascii);
	return count;
}

/* Two ticks at most stand on a slider, none before they are known.  Those of a scenario that is gone stay until the new
 * ones are known, so that they do not flicker, but no jump goes to one. */
static void check_ticks(void)
{
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_draw(&rig, 50, 200);
	assert_int_equal(count_ticks(focused_row()), 0);
	rig_idle(&rig);
	assert_true(sensitivity_of(rig.session.sensitivity, PARAMETER_CONCURRENCY)->count > 3);
	rig_draw(&rig, 50, 200);
	assert_int_equal(count_ticks(focused_row()), 2);
	assert_true(session_set(&rig.session, PARAMETER_MODEL, "deepseek-ai/DeepSeek-V3"));
	rig_draw(&rig, 50, 200);
	assert_int_equal(count_ticks(focused_row()), 2);
	rig_keys(&rig, ">");
	CHECK_HOLDS(rig.session.message.text, "Not known yet");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 32, 0);
	/* A rate has no users to slide. */
	assert_true(session_set(&rig.session, PARAMETER_RATE, "1"));
	rig_idle(&rig);
	rig_draw(&rig, 50, 200);
	assert_int_equal(count_ticks(focused_row()), 0);
}

static void test_ticks(void **state)
{
	(void)state;
	check_ticks();
}

static void test_ticks_in_ascii(void **state)
{
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	rig_stop(&rig);
	rig_start_with(&rig, &scenario, true);
	check_ticks();
	assert_int_not_equal(glyph_code(GLYPH_TICK, true), glyph_code(GLYPH_LINE_ACROSS, true));
	assert_int_not_equal(glyph_code(GLYPH_TICK, true), glyph_code(GLYPH_KNOB, true));
}

/* "< 21  MI300X x1 leads      > 41  B200 x1 leads" is so after the jumps, and stays true while its own slider moves. */
static void test_words(void **state)
{
	char below[64], above[64], side[128], wanted[256];
	double users = 32.0, low, high;

	(void)state;
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_idle(&rig);
	rig_keys(&rig, "<");
	low = rig_number(&rig, PARAMETER_CONCURRENCY);
	leader(below, sizeof(below));
	assert_true(session_set_number(&rig.session, PARAMETER_CONCURRENCY, users));
	rig_keys(&rig, ">");
	high = rig_number(&rig, PARAMETER_CONCURRENCY);
	leader(above, sizeof(above));
	assert_true(session_set_number(&rig.session, PARAMETER_CONCURRENCY, users));
	/* What is below, what is above, and their leaders each at a column of its own. */
	snprintf(side, sizeof(side), "< %-6.0f%s leads", low, below);
	snprintf(wanted, sizeof(wanted), "%-28s> %-6.0f%s leads", side, high, above);
	assert_string_equal(hint(false), wanted);
	snprintf(wanted, sizeof(wanted), "< %.0f  > %.0f", low, high);
	assert_string_equal(hint(true), wanted);
	/* On the screen it begins with the bar, the name and the value. */
	rig_keys(&rig, "Up Down");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\n\u258cUsers     32      < ");
	/* In the table it is gone, and the answer has a line more. */
	rig_keys(&rig, "Tab");
	rig_draw(&rig, 24, 80);
	assert_null(strstr(rig_dump(&rig), "\u258cUsers     32      < "));
	/* Narrow screens have the numbers beside the one slider. */
	rig_keys(&rig, "Tab");
	rig_draw(&rig, 16, 60);
	CHECK_HOLDS(rig_dump(&rig), wanted);
}

/* The line "Its price" of the table of turns. */
static const char *price_line(void)
{
	static char line[256];
	const char *at;

	rig_draw(&rig, 50, 200);
	at = strstr(rig_dump(&rig), "Its price");

	assert_non_null(at);
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

/* The one that leads once the first is dearer is the next in rank, by whatever the table is sorted. */
static void test_price_whatever_sorts(void **state)
{
	char ranked[256];

	(void)state;
	snprintf(ranked, sizeof(ranked), "%s", price_line());
	assert_non_null(strstr(ranked, " leads"));
	rig_keys(&rig, "Tab");
	do {
		rig_keys(&rig, "s");
		assert_string_equal(price_line(), ranked);
	} while (rig.session.sort_metric >= 0);
}

static void test_nothing_meets(void **state)
{
	(void)state;
	assert_true(session_set(&rig.session, PARAMETER_TTFT, "1ms"));
	rig_focus(&rig, PARAMETER_TTFT);
	rig_idle(&rig);
	assert_null(result_best(&rig.session.result));
	assert_int_equal(strspn(hint(false), " "), 28);
	assert_int_equal(strncmp(hint(false) + 28, "> ", 2), 0);
	rig_keys(&rig, ">");
	assert_non_null(result_best(&rig.session.result));
	/* One GPU alone, and whatever is wanted of it: nothing turns but whether it meets. */
	session_set_default(&rig.session, PARAMETER_TTFT);
	assert_true(session_set(&rig.session, PARAMETER_MAX_GPUS, "1"));
	assert_true(session_set(&rig.session, PARAMETER_GPU, "B200"));
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_idle(&rig);
	CHECK_HOLDS(hint(false), "nothing meets");
	assert_null(strstr(hint(false), "nothing meets leads"));
}

/* That a step brought another leader is said once, before the turns. */
static void test_new_leader(void **state)
{
	char after[64], wanted[128];

	(void)state;
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_idle(&rig);
	rig_draw(&rig, 24, 120);
	assert_null(strstr(rig_dump(&rig), "now leads"));
	rig_keys(&rig, ">");
	leader(after, sizeof(after));
	snprintf(wanted, sizeof(wanted), "Users     now leads: %.*s", (int)strcspn(after, "x") - 1, after);
	rig_draw(&rig, 24, 120);
	CHECK_HOLDS(rig_dump(&rig), wanted);
	rig_keys(&rig, "Down Up");
	rig_draw(&rig, 24, 120);
	assert_null(strstr(rig_dump(&rig), "now leads"));
}

/* A choice tells what there is, the taken one in brackets; a name what it is for. */
static void test_choices(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_SPOT);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\n\u258cSpot      [never]  tolerant");
	rig_keys(&rig, "Right");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\n\u258cSpot      never  [tolerant]");
	assert_string_equal(hint(false), "");
}

/* How to begin, until three keys were pressed, and only without a plan. */
static void test_newcomer(void **state)
{
	(void)state;
	rig.session.newcomer = true;
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "New here?");
	rig_keys(&rig, "Down Down");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "New here?");
	rig_keys(&rig, "Down");
	rig_draw(&rig, 24, 80);
	assert_null(strstr(rig_dump(&rig), "New here?"));
}

/* A message takes the line; one that is too long keeps its beginning and its end. */
static void test_messages(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	error_set(&rig.session.message, STATUS_DATA, "%s", "Something is wrong.");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\n\u258cSomething is wrong.\n");
	assert_int_equal(canvas_at(&rig.canvas, 22, 2)->style, STYLE_BAD);
	error_set(&rig.session.message, STATUS_OK, "%s", "Saved.");
	rig_draw(&rig, 24, 80);
	assert_int_equal(canvas_at(&rig.canvas, 22, 2)->style, STYLE_STRONG);
	error_set(&rig.session.message, STATUS_IO,
		"/a/path/of/a/file/that/is/longer/than/the/screen/has/columns/and/even/a/bit/more.json: %s",
		"No space left on device");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\n\u258c/a/path/of/a/file");
	CHECK_HOLDS(rig_dump(&rig), "No space left on device\n");
}

#define TURN_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { TURN_TEST(test_nearest), TURN_TEST(test_endless),
		TURN_TEST(test_nothing_meets_by_hand), TURN_TEST(test_jumps), TURN_TEST(test_not_known_yet),
		TURN_TEST(test_ticks), TURN_TEST(test_ticks_in_ascii), TURN_TEST(test_words),
		TURN_TEST(test_price_whatever_sorts), TURN_TEST(test_nothing_meets), TURN_TEST(test_choices),
		TURN_TEST(test_new_leader), TURN_TEST(test_newcomer), TURN_TEST(test_messages) };

	return cmocka_run_group_tests_name("turns", tests, enter, leave);
}
