/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of text in the planner: crumbs, rules, labels in the gutter, the way back; what help and the messages say. */
#include "support/planner_rig.h"
#include "tui/views/page.h"
#include "tui/views/page_layout.h"

RIG_DEFINE

static char line[4 * RIG_COLUMNS + 1];

/* One row of the screen. */
static const char *row(int number)
{
	const char *at = rig_dump(&rig);

	while (number-- > 0)
		at = strchr(at, '\n') + 1;
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

/* The first row below the rule that holds this; -1: none does. */
static int find(const char *words)
{
	for (int i = 2; i < rig.canvas.rows; i++)
		if (strstr(row(i), words))
			return i;
	return -1;
}

static enum style style_at(int at_row, int column)
{
	return (enum style)canvas_at(&rig.canvas, at_row, column)->style;
}

static void show(const char *text, int rows, int columns)
{
	text_add(page_begin(&rig.session), text);
	page_show(&rig.session, "Title");
	rig_draw(&rig, rows, columns);
}

/* Headings, entries and sentences as reports write them. */
static void test_layout(void **state)
{
	(void)state;
	show("One:\n  ab    first 1  more\n  abcd  second\n\nTwo\n\n  A sentence.\n  Another.\n\nAlone.\n", 24, 80);
	CHECK_HOLDS(row(2), "\u2500\u2500 One \u2500");
	assert_string_equal(row(3), " ab        first 1  more");
	assert_string_equal(row(4), " abcd      second");
	/* No blank line before a rule, and none behind it. */
	CHECK_HOLDS(row(5), "\u2500\u2500 Two \u2500");
	assert_string_equal(row(6), "           A sentence.");
	assert_string_equal(row(7), "           Another.");
	assert_string_equal(row(8), "");
	assert_string_equal(row(9), " Alone.");
	assert_int_equal(style_at(3, 1), STYLE_DIM);
	assert_int_equal(style_at(3, 11), STYLE_TEXT);
	assert_int_equal(style_at(2, 3), STYLE_STRONG);
	assert_int_equal(style_at(2, 0), STYLE_RULE);
}

/* Longer labels, as of another language, move the whole column, up to a third of the screen. */
static void test_long_labels(void **state)
{
	static const char *const words[] = { "first", "second", "third" };
	static const struct {
		int columns, texts; /* where they begin */
	} cases[] = { { 120, 24 }, { 60, 21 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		show("  ab                     first\n  twenty-one columns ab  second\n\nH\n  cd  third\n", 16,
			cases[i].columns);
		for (size_t w = 0; w < COUNT_OF(words); w++) {
			assert_true(find(words[w]) > 0);
			assert_int_equal(strstr(row(find(words[w])), words[w]) - line, cases[i].texts);
		}
		rig_keys(&rig, "Escape");
	}
}

/* A text that is wrapped goes on below itself; nothing stands in the last column. */
static void test_wrapped(void **state)
{
	(void)state;
	show("  ab  one two three four five six seven eight nine ten eleven twelve\n", 16, 60);
	assert_string_equal(row(2), " ab        one two three four five six seven eight nine ten");
	assert_string_equal(row(3), "           eleven twelve");
}

/* A heading that is longer than a rule has room for loses nothing. */
static void test_long_heading(void **state)
{
	(void)state;
	show("A heading that is far longer than a rule of sixty columns has room for\n  ab  text\n", 16, 60);
	assert_string_equal(row(2), " A heading that is far longer than a rule of sixty columns");
	assert_string_equal(row(3), " has room for");
	assert_int_equal(style_at(2, 1), STYLE_STRONG);
	assert_string_equal(row(4), " ab        text");
}

static void test_place(void **state)
{
	TEXT(text);

	(void)state;
	for (int i = 1; i <= 95; i++)
		text_addf(&text, "line %d\n", i);
	show(text.data, 24, 80);
	/* 24 rows but crumb, rule, hint and keys. */
	CHECK_HOLDS(row(1), " lines 1-20 of 95 \u2501");
	rig_keys(&rig, "End");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(row(1), " lines 76-95 of 95 \u2501");
	assert_string_equal(row(2), " line 76");
	assert_string_equal(row(21), " line 95");
	rig_draw(&rig, 16, 60);
	assert_string_equal(row(13), " line 87");
	show("short\n", 24, 80);
	assert_null(strstr(row(1), "lines"));
}

/* Tables are moved sideways, and the foot says so where that shows more. */
static void test_cut(void **state)
{
	(void)state;
	show("  a                                                  b                     c\n", 16, 60);
	rig.session.views->page.cut = true;
	rig_draw(&rig, 16, 60);
	assert_true(find("moves") > 0);
	rig_keys(&rig, "Right Right");
	rig_draw(&rig, 16, 60);
	assert_int_equal(find(" c"), 2);
	rig_draw(&rig, 16, 100);
	assert_int_equal(find("moves"), -1);
}

/* Escape goes one step back, from wherever it was opened. */
static void test_back(void **state)
{
	static const struct {
		const char *keys, *crumb;
	} cases[] = { { "Tab Enter ? t", "Serve \u203a Why \u203a Help \u203a Glossary" },
		{ "t", "Serve \u203a Why \u203a Help \u203a Glossary" }, { "Escape", "Serve \u203a Why \u203a Help" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		rig_keys(&rig, cases[i].keys);
		rig_draw(&rig, 24, 80);
		assert_string_equal(row(0) + 1, cases[i].crumb);
	}
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, ", F1");
	rig_draw(&rig, 24, 80);
	assert_string_equal(row(0), " Serve \u203a Settings \u203a Theme");
	rig_keys(&rig, "q");
	assert_int_equal(rig.session.view, VIEW_SETTINGS);
}

/* Sorting, filter, help, mouse and leaving are seen at once at the smallest size, in both panels. */
static void test_first_sight(void **state)
{
	static const char *const ways[] = { "?", "Tab ?" };
	static const char *const keys[] = { " s ", " / ", " ? ", " q ", " mouse " };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		rig_keys(&rig, ways[i]);
		rig_draw(&rig, 16, 60);
		for (size_t k = 0; k < COUNT_OF(keys); k++)
			if (find(keys[k]) < 0) {
				rig_print(&rig);
				fail_msg("no%sat first sight", keys[k]);
			}
		assert_true(find("sort by") > 0 && find("leave the planner") > 0 && find("scroll with the wheel") > 0);
		rig_keys(&rig, "Escape Tab");
	}
}

/* First the keys of the place, then its signs, then every other key. */
static void test_all_keys(void **state)
{
	const char *text, *signs, *others;

	(void)state;
	rig_keys(&rig, "Tab");
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "?");
	text = rig.session.views->page.text.data;
	for (const struct action *a = workbench_tables()->actions; a->name; a++)
		CHECK_HOLDS(text, a->help);
	signs = strstr(text, "\fSigns here\n");
	others = strstr(text, "\fWorkload panel\n");
	assert_non_null(signs);
	assert_non_null(others);
	assert_true(strstr(text, "\fGPU table\n") < signs && strstr(text, "\fEverywhere\n") < signs && signs < others);
	assert_true(strstr(text, "does not fit") > signs && strstr(text, "does not fit") < others);
	/* What is no sign of the table has no meaning there. */
	assert_null(strstr(text, "where a goal breaks"));
	rig_keys(&rig, "Escape v ?");
	CHECK_HOLDS(rig.session.views->page.text.data, "where a goal breaks");
}

/* Keys stand in the gutter, as many as it holds, and none is lost. */
static void test_keys_in_gutter(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "?");
	rig_draw(&rig, 50, 80);
	assert_true(find(" \u2190 h       one step less") > 0);
	assert_true(find(" Backspace back to the default; also d") > 0);
	assert_int_equal(style_at(find("one step less"), 1), STYLE_ACCENT);
	/* Signs, too, each in its own style. */
	rig_keys(&rig, "PageDown");
	rig_draw(&rig, 50, 80);
	assert_true(find(" \u2713         meets the goals") > 0);
	assert_true(find(" \u2717         does not fit") > 0);
	assert_int_equal(style_at(find("meets the goals"), 1), STYLE_GOOD);
	assert_int_equal(style_at(find("does not fit"), 1), STYLE_DIM);
}

/* Help on what is in focus begins with one paragraph and names its source. */
static void test_topic(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CERTAINTY);
	rig_keys(&rig, "F1");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(row(0), "Serve \u203a Sure");
	CHECK_HOLDS(row(2), " Sure      how sure a goal must be kept");
	assert_true(find(" Formulas  gpuplan-model(7), "
			 "BANDS") > 0);
}

/* So do the figures of other views; a line that is none has the keys of the place. */
static void test_topic_of_figure(void **state)
{
	static const struct {
		const char *keys, *to, *crumb;
	} cases[] = { { "Tab Enter", "", "Serve \u203a Why \u203a TTFT" },
		{ "Escape c Down c", "Down", "Serve \u203a Comparison \u203a provider" },
		{ "", "Up", "Serve \u203a Comparison \u203a Help" },
		{ "Escape v", "", "Serve \u203a Curves \u203a Help" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		rig_keys(&rig, cases[i].keys);
		rig_draw(&rig, 24, 80);
		rig_keys(&rig, cases[i].to);
		rig_keys(&rig, "F1");
		rig_draw(&rig, 24, 80);
		CHECK_HOLDS(row(0), cases[i].crumb);
		rig_keys(&rig, "Escape");
		assert_int_not_equal(rig.session.view, VIEW_WORKBENCH);
	}
}

/* The last ten, newest first; one that is repeated stands once. */
static void test_messages(void **state)
{
	char command[16];

	(void)state;
	for (int i = 1; i <= 12; i++) {
		snprintf(command, sizeof(command), "qqq%d", i);
		rig_command(&rig, command);
	}
	rig_command(&rig, "qqq12");
	rig_command(&rig, "messages");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(row(0), "Messages");
	CHECK_HOLDS(row(2), "qqq12");
	CHECK_HOLDS(row(3), "qqq11");
	CHECK_HOLDS(row(11), "qqq3");
	assert_string_equal(row(12), "");
	assert_int_equal(style_at(2, 1), STYLE_WARN);
}

/* In the other views, too, a message stands above the keys and never in their place. */
static void test_message_line(void **state)
{
	static const char *const ways[] = { "", "Tab Enter", "Escape v", "Escape c Down c" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		rig_keys(&rig, ways[i]);
		rig_command(&rig, "qqq");
		rig_draw(&rig, 24, 80);
		CHECK_HOLDS(row(22), "\u258cunknown command 'qqq'");
		assert_int_equal(style_at(22, 1), STYLE_WARN);
		CHECK_HOLDS(row(23), ": command");
	}
}

/* A save that fails is red, where there is a hint line in it, and the keys stay. */
static void test_failure(void **state)
{
	(void)state;
	rig_keys(&rig, ",");
	snprintf(rig.session.settings.path, sizeof(rig.session.settings.path), "/dev/null/gpuplan.conf");
	rig_keys(&rig, "Right");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(row(20), "\u258c/dev/null");
	assert_int_equal(style_at(20, 0), STYLE_BAD);
	assert_int_equal(find("until the end of this session"), 20);
	assert_int_equal(style_at(20, 1), STYLE_BAD);
	CHECK_HOLDS(rig_bottom(&rig), "Esc back");
	rig_keys(&rig, "Escape");
	rig_command(&rig, "messages");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(row(2), " failed    ");
	assert_int_equal(style_at(2, 1), STYLE_BAD);
}

#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PAGE_TEST(test_layout), PAGE_TEST(test_long_labels),
		PAGE_TEST(test_wrapped), PAGE_TEST(test_long_heading), PAGE_TEST(test_place), PAGE_TEST(test_cut),
		PAGE_TEST(test_back), PAGE_TEST(test_first_sight), PAGE_TEST(test_all_keys),
		PAGE_TEST(test_keys_in_gutter), PAGE_TEST(test_topic), PAGE_TEST(test_topic_of_figure),
		PAGE_TEST(test_messages), PAGE_TEST(test_message_line), PAGE_TEST(test_failure) };

	return cmocka_run_group_tests(tests, enter, leave);
}
