/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mouse on a pseudo-terminal: what each place of the screen does.  Places are found by what stands there, and both
 * planners must show the same after each report. */
#include "study/turn.h"
#include "support/planner_pty.h"
#include "tui/canvas/zone.h"
#include "tui/mouse.h"
#include "tui/zone_kind.h"

RIG_DEFINE

enum { ROWS = 24, COLUMNS = 80 };

/* A place of the screen. */
struct place {
	int row, column;
};

/* Where a text stands on the screen, for the `nth` time from 0, in reading order. */
static struct place find(const char *text, int nth)
{
	const char *dump = rig_dump(&rig), *at = dump - 1, *line = dump;
	struct place place = { 0, 0 };
	char before[1024];

	for (int i = 0; i <= nth; i++) {
		at = strstr(at + 1, text);
		if (!at) {
			rig_print(&rig);
			fail_msg("there is no %s", text);
			return place;
		}
	}
	for (const char *end; (end = strchr(line, '\n')) && end < at; line = end + 1)
		place.row++;
	snprintf(before, sizeof(before), "%.*s", (int)(at - line), line);
	place.column = canvas_columns(before);
	return place;
}

/* The same reports to both planners. */
static void report(struct pty *pty, enum mouse_kind kind, struct place at)
{
	static const char *const buttons[] = { "0", "0", "64", "65" };
	char bytes[32];

	snprintf(bytes, sizeof(bytes), "\033[<%s;%d;%d%c", buttons[kind], at.column + 1, at.row + 1,
		kind == MOUSE_RELEASE ? 'm' : 'M');
	pty_send(pty, bytes);
	mouse_act(&rig.session, &rig.canvas, (struct mouse){ kind, at.row, at.column });
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
}

static void click_at(struct pty *pty, int row, int column)
{
	report(pty, MOUSE_PRESS, (struct place){ row, column });
	report(pty, MOUSE_RELEASE, (struct place){ row, column });
}

static void click(struct pty *pty, const char *text)
{
	struct place at = find(text, 0);

	click_at(pty, at.row, at.column);
}

/* The hint of a key, in the key bar. */
static void press_hint(struct pty *pty, const char *text)
{
	struct place at = find(text, 0);

	for (int nth = 1; at.row < ROWS - 1; nth++)
		at = find(text, nth);
	click_at(pty, at.row, at.column);
}

static void type(struct pty *pty, const char *bytes, const char *names)
{
	planner_both(pty, &rig, bytes, names, ROWS, COLUMNS);
}

static struct pty *begin(void)
{
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, NULL);

	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	return pty;
}

/* Tabs; heads, which sort and then reverse; rows, whose second click is Enter. */
static void test_table(void **state)
{
	struct pty *pty = begin();
	struct place at;

	(void)state;
	click(pty, " Fleet ");
	assert_string_equal(rig.session.study->command, "fleet");
	click(pty, " Serve ");
	assert_string_equal(rig.session.study->command, "rank");
	at = find("TTFT", 0);
	if (at.column < 28)
		at = find("TTFT", 1);
	click_at(pty, at.row, at.column);
	assert_int_equal(rig.session.sort_metric, METRIC_GOAL_TTFT);
	assert_false(rig.session.sort_reversed);
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	click_at(pty, at.row, at.column);
	assert_int_equal(rig.session.sort_metric, METRIC_GOAL_TTFT);
	assert_true(rig.session.sort_reversed);
	click_at(pty, at.row, at.column);
	assert_false(rig.session.sort_reversed);
	/* The third row, and the same again. */
	click_at(pty, at.row + 3, at.column);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	assert_int_equal(rig.session.rows.selected, 2);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	click_at(pty, at.row + 3, at.column);
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	/* A figure: selected, then unfolded; the key of the way back. */
	at = find(glyph_code(GLYPH_ARROW_RIGHT, false) == 0x25b8 ? "\u25b8" : ">", 2);
	click_at(pty, at.row, at.column + 4);
	assert_int_equal(rig.session.views->explain.figures.list.selected, 2);
	click_at(pty, at.row, at.column + 4);
	assert_true(
		rig.session.views->explain.figures.items[outline_selected(&rig.session.views->explain.figures)].open);
	press_hint(pty, "Esc ");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	planner_quit(pty);
}

static bool is_glyph(int row, int column, enum glyph glyph)
{
	return canvas_at(&rig.canvas, row, column)->glyph == (wchar_t)glyph_code(glyph, false);
}

static bool is_rail(int row, int column)
{
	return is_glyph(row, column, GLYPH_LINE_ACROSS) || is_glyph(row, column, GLYPH_TICK) ||
		is_glyph(row, column, GLYPH_KNOB);
}

/* The rail of every slider: all have the columns of the first one. */
static struct box rails(void)
{
	struct place at = find("Context", 0);
	struct box rail = { at.row, at.column, 1, 0 };

	while (!is_rail(rail.row, rail.column))
		rail.column++;
	while (is_rail(rail.row, rail.column + rail.columns))
		rail.columns++;
	return rail;
}

/* The first tick of a slider. */
static bool find_tick(struct box rail, struct place *tick)
{
	for (int i = 0; i < rail.columns; i++) {
		*tick = (struct place){ rail.row, rail.column + i };
		if (is_glyph(tick->row, tick->column, GLYPH_TICK))
			return true;
	}
	return false;
}

/* The knob goes to the click. */
static void test_sliders(void **state)
{
	struct pty *pty = begin();
	struct box rail = rails();

	(void)state;
	click_at(pty, rail.row, rail.column);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_CONTEXT);
	/* Not below prompt and output together, 1,024 and 256. */
	CHECK_NEAR(scenario_context(&rig.session.scenario), 1280, 1e-12);
	/* In the last cell are two values: it is the end of the scale, the model's context. */
	click_at(pty, rail.row, rail.column + rail.columns - 1);
	CHECK_NEAR(scenario_context(&rig.session.scenario), 131072, 1e-12);
	/* Where the knob stands nothing moves to another value of its cell. */
	type(pty, "\033[D", "Left");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 114688, 1e-12);
	click_at(pty, rail.row, rail.column + rail.columns - 1);
	CHECK_NEAR(scenario_context(&rig.session.scenario), 114688, 1e-12);
	planner_quit(pty);
}

/* A tick is exactly the value, the nearest below or above, at which another one leads. */
static void test_ticks(void **state)
{
	struct pty *pty = begin();
	struct session *s = &rig.session;
	struct box rail = rails();
	int ticks = 0;

	(void)state;
	for (int i = 0; i < s->parameters.page; i++) {
		enum parameter parameter = s->study->panel[i];
		const struct row *best = result_best(&s->result);
		double before = session_value(s, parameter);
		struct turn below = turn_below(s->sensitivity, parameter, before, best);
		struct turn above = turn_above(s->sensitivity, parameter, before, best);
		struct row_id led = session_row(s, best);
		struct place tick;

		rail.row = find(parameter_row(parameter)->label, 0).row;
		if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || !find_tick(rail, &tick))
			continue;
		click_at(pty, tick.row, tick.column);
		assert_int_equal(session_parameter(s), parameter);
		assert_true(session_value(s, parameter) != before);
		assert_true((below.to && session_value(s, parameter) == below.value) ||
			(above.to && session_value(s, parameter) == above.value));
		assert_false(session_is_row(s, result_best(&s->result), &led));
		ticks++;
		type(pty, "R", "R");
	}
	printf("# %d ticks\n", ticks);
	assert_true(ticks > 3);
	planner_quit(pty);
}

/* Labels and choices of the panel, the list of a choice, words of the scope. */
static void test_parameters(void **state)
{
	struct pty *pty = begin();
	struct place at, tab = find(" Fleet ", 0);

	(void)state;
	type(pty, "\t", "Tab");
	click(pty, "Weights");
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_WEIGHTS);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	click(pty, "Weights");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	/* Under the list nothing is reached. */
	click_at(pty, tab.row, tab.column + 1);
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_string_equal(rig.session.study->command, "rank");
	at = find("INT4", 0);
	click_at(pty, at.row, at.column);
	assert_int_equal(rig.session.view, VIEW_PICKER);
	click_at(pty, at.row, at.column);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	CHECK_HOLDS(rig.session.scenario.weights->name, "INT4");
	/* What is typed is not lost by a click elsewhere; the hints of its keys work. */
	click(pty, "Prompt");
	type(pty, "77", "7 7");
	click(pty, "Weights");
	assert_string_equal(rig.session.entry.text, "77");
	assert_int_equal(rig.session.view, VIEW_ENTRY);
	click(pty, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 77, 1e-12);
	/* The scope: each word is a way to its parameter. */
	type(pty, ":set region=EU\r", ": s e t Space r e g i o n = E U Enter");
	type(pty, ":set provider-kind=specialist\r",
		": s e t Space p r o v i d e r - k i n d = s p e c i a l i s t Enter");
	at = find("only EU, specialists", 0);
	click_at(pty, at.row, at.column);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_PROMPT);
	click_at(pty, at.row, at.column + 10);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_PROVIDER_KIND);
	click_at(pty, at.row, at.column + 6);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_REGION);
	click_at(pty, at.row, at.column + 7);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_REGION);
	click(pty, "Llama-3.3-70B");
	assert_int_equal(session_parameter(&rig.session), PARAMETER_MODEL);
	pty_send(pty, "\003");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	pty_free(pty);
}

/* A hint presses its key: of two keys each arrow its own, and their label none. */
static void test_key_hints(void **state)
{
	struct pty *pty = begin();
	struct place at;
	double context;
	char quit[32];

	(void)state;
	type(pty, "\033[B\033[B", "Down Down");
	assert_int_equal(session_parameter(&rig.session), PARAMETER_CONTEXT);
	context = scenario_context(&rig.session.scenario);
	at = find("\u2190\u2192 change", 0);
	click_at(pty, at.row, at.column + 1);
	assert_true(scenario_context(&rig.session.scenario) > context);
	click_at(pty, at.row, at.column);
	CHECK_NEAR(scenario_context(&rig.session.scenario), context, 1e-12);
	click_at(pty, at.row, at.column + 4);
	CHECK_NEAR(scenario_context(&rig.session.scenario), context, 1e-12);
	click(pty, "? keys");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	report(pty, MOUSE_WHEEL_DOWN, (struct place){ 5, 5 });
	assert_int_equal(rig.session.views->page.top, 3);
	report(pty, MOUSE_WHEEL_UP, (struct place){ 5, 5 });
	assert_int_equal(rig.session.views->page.top, 0);
	press_hint(pty, "Esc ");
	/* The command line covers them. */
	type(pty, ":", ":");
	click_at(pty, ROWS - 1, 20);
	click_at(pty, 5, 5);
	assert_int_equal(rig.session.view, VIEW_PROMPT);
	type(pty, "\007", "C-g");
	/* The choices of the wizard: looked at, then taken. */
	type(pty, "w", "w");
	assert_int_equal(rig.session.view, VIEW_WIZARD);
	at = (struct place){ rig.canvas.cursor_row + 1, 10 };
	click_at(pty, at.row, at.column);
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
	assert_int_equal(interview_number(&rig.session.views->wizard->iv), 1);
	click_at(pty, at.row, at.column);
	assert_int_equal(interview_number(&rig.session.views->wizard->iv), 2);
	press_hint(pty, "Esc ");
	at = find("q quit", 0);
	snprintf(quit, sizeof(quit), "\033[<0;%d;%dM", at.column + 1, at.row + 1);
	pty_send(pty, quit);
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	assert_int_equal(pty_mouse(pty), 0);
	pty_free(pty);
}

/* The wheel scrolls the list under it, whatever has the focus, and neither value nor selection moves. */
static void test_wheel(void **state)
{
	struct pty *pty = begin();
	struct session *s = &rig.session;
	struct scenario before = s->scenario;
	unsigned calculations = s->calculations;

	(void)state;
	report(pty, MOUSE_WHEEL_DOWN, (struct place){ 8, 50 });
	assert_int_equal(s->rows.top, 3);
	assert_int_equal(s->rows.selected, 0);
	assert_int_equal(s->panel, PANEL_PARAMETERS);
	report(pty, MOUSE_WHEEL_DOWN, (struct place){ 8, 10 });
	assert_int_equal(s->parameters.top, 3);
	assert_int_equal(s->parameters.selected, 0);
	assert_int_equal(s->calculations, calculations);
	/* A step of a slider lets the table stand. */
	type(pty, "\033[B\033[B\033[B", "Down Down Down");
	type(pty, "\033[C", "Right");
	type(pty, "\033[D", "Left");
	assert_int_equal(s->rows.top, 3);
	calculations = s->calculations;
	/* A click on a row hits the row that is seen. */
	report(pty, MOUSE_PRESS, (struct place){ 4, 50 });
	assert_int_equal(s->rows.selected, 3);
	for (int i = 0; i < 20; i++)
		report(pty, MOUSE_WHEEL_DOWN, (struct place){ 8, 50 });
	assert_int_equal(s->rows.top, s->rows.count - s->rows.page);
	assert_int_equal(s->rows.selected, 3);
	assert_int_equal(s->calculations, calculations);
	/* A key shows the selection again. */
	type(pty, "j", "j");
	assert_int_equal(s->rows.selected, 4);
	assert_true(s->rows.top <= 4);
	/* Also a key that does not move it. */
	type(pty, "\t", "Tab");
	report(pty, MOUSE_WHEEL_DOWN, (struct place){ 8, 10 });
	report(pty, MOUSE_WHEEL_DOWN, (struct place){ 8, 10 });
	assert_true(s->parameters.top > 3);
	type(pty, "d", "d");
	assert_int_equal(s->parameters.top, 3);
	calculations = s->calculations;
	for (int row = 0; row < ROWS; row += 2)
		report(pty, MOUSE_WHEEL_UP, (struct place){ row, 12 });
	assert_int_equal(s->calculations, calculations);
	for (int i = 0; i < parameter_count(); i++)
		assert_true(scenario_same(&before, &s->scenario, parameter_at(i)));
	planner_quit(pty);
}

/* What is behind the screen: the values, the order, the selection. */
static bool same_plan(const struct undo_state *before)
{
	struct undo_state now = session_state(&rig.session);

	for (int i = 0; i < parameter_count(); i++)
		if (!scenario_same(&before->scenario, &now.scenario, parameter_at(i)))
			return false;
	return now.sort_metric == before->sort_metric && now.sort_reversed == before->sort_reversed &&
		now.study == before->study && now.selected.gpu == before->selected.gpu;
}

/* Places that say nothing: no byte comes from them.  Then every place of the screen that is no zone, and the wheel
 * on every place. */
static void test_blank(void **state)
{
	struct pty *pty = begin();
	static const char *const nothing[] = { "gpuplan", "Workload", "prices ", PLANNER_READY, "\u2501", "\u2502",
		"\u252c", " sure \u2500" };
	struct undo_state before = session_state(&rig.session);
	struct text screen;
	int blanks = 0;

	(void)state;
	text_init(&screen);
	text_add(&screen, rig_dump(&rig));
	for (size_t i = 0; i < COUNT_OF(nothing); i++) {
		pty_mark(pty);
		click(pty, nothing[i]);
		assert_int_equal(pty_bytes(pty), 0);
		assert_string_equal(rig_dump(&rig), screen.data);
	}
	pty_mark(pty);
	click_at(pty, ROWS - 3, COLUMNS / 2);
	pty_send(pty, "\033[<0;999;999M\033[<1;40;8M\033[<2;3;3M\033[<66;3;3M\033[<0;0;0M\033[<0;3M\033[<;;M");
	/* A motion with the button held, over a slider. */
	pty_send(pty, "\033[<32;16;7M\033[<35;16;7M");
	pty_settle(pty, 100);
	assert_int_equal(pty_bytes(pty), 0);
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	for (int row = 0; row < ROWS; row++) {
		for (int column = 0; column < COLUMNS; column++) {
			if (canvas_zone_at(&rig.canvas, row, column, ZONES_PRESSED))
				continue;
			blanks++;
			mouse_act(&rig.session, &rig.canvas, (struct mouse){ MOUSE_PRESS, row, column });
		}
	}
	rig_draw(&rig, ROWS, COLUMNS);
	assert_string_equal(rig_dump(&rig), screen.data);
	assert_true(same_plan(&before) && blanks > ROWS * COLUMNS / 4);
	for (int i = 0; i < ROWS * COLUMNS; i++)
		mouse_act(&rig.session, &rig.canvas,
			(struct mouse){ i % 3 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP, i / COLUMNS, i % COLUMNS });
	assert_true(same_plan(&before));
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	text_release(&screen);
	planner_quit(pty);
}

/* What comes in one packet is one after the other: a click finds what the keys before it left, not what the last
 * frame showed. */
static void test_ahead(void **state)
{
	struct pty *pty = begin();
	struct place tab = find("Own", 0);
	char bytes[96];

	(void)state;
	/* The second click on the row opens it. */
	pty_send(pty, "\033[<0;40;6M\033[<0;40;6m\033[<0;40;6M\033[<0;40;6m");
	for (int i = 0; i < 2; i++) {
		mouse_act(&rig.session, &rig.canvas, (struct mouse){ MOUSE_PRESS, 5, 39 });
		rig_draw(&rig, ROWS, COLUMNS);
	}
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	type(pty, "\007", "C-g");
	/* Above the tabs is a list by then. */
	snprintf(bytes, sizeof(bytes), "m\033[<0;%d;%dM", tab.column + 1, tab.row + 1);
	planner_both(pty, &rig, bytes, "m", ROWS, COLUMNS);
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_string_equal(rig.session.study->command, "rank");
	type(pty, "\007", "C-g");
	planner_quit(pty);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_table), PLANNER_TEST(test_sliders),
		PLANNER_TEST(test_ticks), PLANNER_TEST(test_parameters), PLANNER_TEST(test_key_hints),
		PLANNER_TEST(test_wheel), PLANNER_TEST(test_blank), PLANNER_TEST(test_ahead) };

	return cmocka_run_group_tests(tests, enter, leave);
}
