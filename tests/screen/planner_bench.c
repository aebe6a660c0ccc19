/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbench on a terminal: rows that follow a filter while it is typed, alternatives that unfold in the table,
 * narrow screens, other sizes, and where messages stand. */
#include "support/planner_pty.h"

RIG_DEFINE

enum { ROWS = 24, COLUMNS = 80, FIRST_ROW = 4, LAST_ROW = 15 };

static int rows = ROWS, columns = COLUMNS;

static void both(struct pty *pty, const char *bytes, const char *names)
{
	planner_both(pty, &rig, bytes, names, rows, columns);
}

static struct pty *begin(int at_rows, int at_columns)
{
	struct pty *pty = planner_start(at_rows, at_columns, NULL, NULL);

	rows = at_rows;
	columns = at_columns;
	planner_wait_same(pty, &rig, rows, columns);
	return pty;
}

static void resize(struct pty *pty, int to_rows, int to_columns)
{
	rows = to_rows;
	columns = to_columns;
	pty_resize(pty, rows, columns);
	planner_wait_same(pty, &rig, rows, columns);
}

/* A row of the terminal holds a text; its place in the row, in bytes. */
static size_t row_holds(struct pty *pty, int row, const char *text)
{
	struct text line;
	const char *at;
	size_t place;

	text_init(&line);
	pty_row(pty, row, &line);
	at = strstr(line.data, text);
	if (!at) {
		printf("# |%s\n", line.data);
		fail_msg("row %d does not hold \"%s\"", row, text);
	}
	place = (size_t)(at - line.data);
	text_release(&line);
	return place;
}

/* The rows of the table whose GPU is called so, and all that are there, at 80x24. */
static int count_rows(struct pty *pty, const char *name, int *all)
{
	int named = 0;

	*all = 0;
	for (int row = FIRST_ROW; row <= LAST_ROW; row++) {
		struct text line;
		const char *table;

		text_init(&line);
		pty_row(pty, row, &line);
		table = strstr(line.data, "\u2502");
		/* Verdict, name; behind what matches is told what does not. */
		if (table && strlen(table) > 10 && !strstr(table, "not match")) {
			++*all;
			named += strstr(table, name) ? 1 : 0;
		}
		text_release(&line);
	}
	return named;
}

/* How many of all that were ranked have a word in the names of their GPU. */
static int count_ranked(const char *name)
{
	int count = 0;

	for (int i = 0; i < rig.session.result.count; i++)
		count += strstr(rig.session.result.rows[i].deployment.gpu->short_name, name) ? 1 : 0;
	return count;
}

/* Each letter leaves fewer rows; Escape brings all back; Enter keeps them, and row 2 says so. */
static void test_filter(void **state)
{
	struct pty *pty = begin(ROWS, COLUMNS);
	int all, before = rig.session.result.count;
	static const char *const letters[] = { "h", "1", "0", "0" };
	char words[32];

	(void)state;
	both(pty, "/", "/");
	for (size_t i = 0; i < COUNT_OF(letters); i++) {
		both(pty, letters[i], letters[i]);
		assert_true(rig.session.shown.matched <= before);
		before = rig.session.shown.matched;
		snprintf(words, sizeof(words), "%d of %d ", before, rig.session.result.count);
		row_holds(pty, ROWS - 2, words);
	}
	assert_true(before >= 3 && before < rig.session.result.count);
	assert_int_equal(before, count_ranked("H100"));
	assert_int_equal(count_rows(pty, "H100", &all), before);
	assert_int_equal(all, before);
	row_holds(pty, ROWS - 2, "/h100");
	/* The arrows move in what is left, the keys below say what goes on. */
	both(pty, "\033[B", "Down");
	assert_int_equal(rig.session.rows.selected, 1);
	row_holds(pty, ROWS - 1, "Enter keep");
	row_holds(pty, ROWS - 1, "Esc all again");
	both(pty, "\033", "Escape");
	assert_int_equal(rig.session.shown.matched, rig.session.result.count);
	assert_true(count_rows(pty, "H100", &all) < all);
	/* Every word counts, also of providers and reasons; no row is left of nonsense. */
	both(pty, "/h100 sxm\r", "/ h 1 0 0 Space s x m Enter");
	assert_int_equal(rig.session.shown.matched, count_ranked("H100 SXM"));
	row_holds(pty, 1, "only /h100 sxm");
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	/* It stays while the question changes; Escape shows all rows again. */
	both(pty, "\tjj\033[C", "Tab j j Right");
	row_holds(pty, 1, "only /h100 sxm");
	before = count_rows(pty, "H100 SXM", &all);
	assert_int_equal(before, count_ranked("H100 SXM"));
	assert_int_equal(before, all);
	both(pty, "\033", "Escape");
	assert_int_equal(rig.session.shown.matched, rig.session.result.count);
	assert_false(pty_has_text(pty, "/h100"));
	both(pty, "/h10o", "/ h 1 0 o");
	assert_int_equal(rig.session.shown.matched, 0);
	assert_int_equal(count_rows(pty, "H100", &all), 0);
	assert_true(pty_has_text(pty, "h10o"));
	both(pty, "\033", "Escape");
	planner_quit(pty);
}

/* a unfolds under the row, Enter takes one into the plan, u takes that back, Escape folds. */
static void test_alternatives(void **state)
{
	struct pty *pty = begin(ROWS, COLUMNS);
	struct session *s = &rig.session;
	struct scenario before = s->scenario;
	const struct gpu *gpu;
	int count = s->rows.count;
	bool changed = false;

	(void)state;
	both(pty, "\tj", "Tab j");
	gpu = session_answer(s)->deployment.gpu;
	both(pty, "a", "a");
	assert_true(s->rows.count > count && s->shown.alternatives > 0);
	assert_int_equal(s->rows.selected, 1);
	/* They stand under their row, behind branches in the column of the name, the last one at an end. */
	for (int i = 1; i < s->shown.alternatives; i++)
		row_holds(pty, FIRST_ROW + 1 + i, "\u251c ");
	row_holds(pty, FIRST_ROW + 1 + s->shown.alternatives, "\u2514 ");
	both(pty, "j", "j");
	assert_true(session_answer(s)->deployment.gpu == gpu);
	both(pty, "\r", "Enter");
	for (int i = 0; i < parameter_count(); i++)
		changed = changed || !scenario_same(&before, &s->scenario, parameter_at(i));
	assert_true(changed);
	assert_int_equal(s->view, VIEW_WORKBENCH);
	both(pty, "u", "u");
	for (int i = 0; i < parameter_count(); i++)
		assert_true(scenario_same(&before, &s->scenario, parameter_at(i)));
	/* Unfolded again if need be, and folded by Escape and by the key that unfolds. */
	if (s->rows.count == count)
		both(pty, "a", "a");
	assert_true(pty_has_text(pty, "\u2514 "));
	both(pty, "\033", "Escape");
	assert_int_equal(s->rows.count, count);
	assert_false(pty_has_text(pty, "\u2514 "));
	assert_int_equal(s->panel, PANEL_TABLE);
	both(pty, "a", "a");
	assert_true(pty_has_text(pty, "\u2514 "));
	both(pty, "a", "a");
	assert_false(pty_has_text(pty, "\u2514 "));
	planner_quit(pty);
}

/* At 60x16 the table stands alone, with the answer and one slider, the focused one. */
static void test_narrow(void **state)
{
	struct pty *pty = begin(16, 60);
	struct text line;

	(void)state;
	text_init(&line);
	row_holds(pty, 2, "\u2500\u2500 GPUs by ");
	row_holds(pty, 13, "\u2501\u2501 Workload ");
	assert_int_equal(row_holds(pty, 14, "\u258cModel"), 0);
	both(pty, "jj", "j j");
	assert_int_equal(row_holds(pty, 14, "\u258cContext"), 0);
	row_holds(pty, 14, "\u25cf");
	row_holds(pty, 14, "8k");
	both(pty, "\033[C", "Right");
	row_holds(pty, 14, "10k");
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	/* Tab goes to the table and back: the heavy rule says where the keys go. */
	both(pty, "\t", "Tab");
	row_holds(pty, 2, "\u2501\u2501 GPUs by ");
	row_holds(pty, 13, "\u2500\u2500 Workload ");
	both(pty, "j", "j");
	assert_int_equal(rig.session.rows.selected, 1);
	row_holds(pty, 5, "\u258c");
	assert_int_equal(row_holds(pty, 14, "\u258cContext"), 0);
	/* Fit, headroom and cost of every row are there. */
	row_holds(pty, 3, "VRAM");
	row_holds(pty, 3, "KVfree");
	row_holds(pty, 3, "$/M\u2264");
	/* A message takes the place of the slider until the next key, and the keys stay. */
	both(pty, "\033", "Escape");
	both(pty, "R", "R");
	both(pty, "\022", "C-r");
	assert_true(rig.session.message.text[0] != '\0');
	pty_row(pty, 15, &line);
	CHECK_HOLDS(line.data, ": command");
	CHECK_HOLDS(line.data, "? keys");
	both(pty, "j", "j");
	row_holds(pty, 14, "\u258c");
	row_holds(pty, 14, "Prompt");
	/* The filter is typed there as well. */
	both(pty, "/h200", "/ h 2 0 0");
	row_holds(pty, 14, "/h200");
	row_holds(pty, 15, "Enter keep");
	both(pty, "\033", "Escape");
	text_release(&line);
	planner_quit(pty);
}

/* A screen that becomes narrow and wide again shows the same rows, selected, scrolled and filtered as before. */
static void test_resize(void **state)
{
	struct pty *pty = begin(50, 200);
	struct session *s = &rig.session;
	struct text before, after;
	const struct gpu *gpu;

	(void)state;
	text_init(&before);
	text_init(&after);
	both(pty, "jjjj", "j j j j");
	both(pty, "/a\r", "/ a Enter");
	both(pty, "jjjjjjjjj", "j j j j j j j j j");
	gpu = session_answer(s)->deployment.gpu;
	pty_screen(pty, &before);
	resize(pty, 16, 60);
	assert_true(session_answer(s)->deployment.gpu == gpu);
	assert_string_equal(s->shown.filter.text, "a");
	assert_int_equal(s->rows.selected, 9);
	/* What is selected is seen. */
	assert_true(s->rows.top <= 9 && 9 < s->rows.top + s->rows.page);
	resize(pty, 50, 200);
	pty_screen(pty, &after);
	assert_string_equal(after.data, before.data);
	assert_int_equal(s->parameters.selected, 4);
	/* Where the list was scrolled by its end it is so again. */
	both(pty, "G", "G");
	pty_screen(pty, &before);
	resize(pty, 16, 60);
	resize(pty, 50, 200);
	pty_screen(pty, &after);
	assert_string_equal(after.data, before.data);
	text_release(&before);
	text_release(&after);
	planner_quit(pty);
}

/* A message stands in the hint line behind the bar, and the keys below it stay. */
static void test_message(void **state)
{
	struct pty *pty = begin(ROWS, COLUMNS);
	struct text before, after;

	(void)state;
	text_init(&before);
	text_init(&after);
	pty_row(pty, ROWS - 1, &before);
	both(pty, "u", "u");
	assert_int_equal(row_holds(pty, ROWS - 2, "\u258cNothing to undo."), 0);
	pty_row(pty, ROWS - 1, &after);
	assert_string_equal(after.data, before.data);
	/* Until the next key; in the table, which has no hint of its own, too. */
	both(pty, "\t", "Tab");
	assert_false(pty_has_text(pty, "Nothing to undo."));
	pty_row(pty, ROWS - 1, &before);
	both(pty, "u", "u");
	assert_int_equal(row_holds(pty, ROWS - 2, "\u258cNothing to undo."), 0);
	pty_row(pty, ROWS - 1, &after);
	assert_string_equal(after.data, before.data);
	/* A value that is refused: the reason with the range there; what was typed stays, and with Escape the old value. */
	both(pty, "\tjj5x\r", "Tab j j 5 x Enter");
	assert_int_equal(row_holds(pty, ROWS - 2, "\u258c"), 0);
	row_holds(pty, ROWS - 2, "5x");
	row_holds(pty, 5, "5x ");
	both(pty, "\033", "Escape");
	row_holds(pty, 5, " 8k ");
	row_holds(pty, ROWS - 1, ": command");
	text_release(&before);
	text_release(&after);
	planner_quit(pty);
}

#define BENCH_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { BENCH_TEST(test_filter), BENCH_TEST(test_alternatives),
		BENCH_TEST(test_narrow), BENCH_TEST(test_resize), BENCH_TEST(test_message) };

	return cmocka_run_group_tests(tests, enter, leave);
}
