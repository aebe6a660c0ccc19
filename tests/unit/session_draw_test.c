/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner drawn at every size and after every key, also random ones: nothing outside the
 * screen, rules and frames whole, cursor on the focused row, state in range, no broken figure. */
#include <ctype.h>
#include <signal.h>
#include <sys/resource.h>

#include "report/part_table.h"
#include "support/planner_rig.h"
#include "support/random.h"
#include "tui/terminal/key_decoder.h"
#include "tui/widgets/gutter.h"

RIG_DEFINE

/* Random keys also save and export: a limit lets every write to a file fail, and a new file is
 * then removed again. Devices and pipes, where this program reports, have no such limit. */
static void allow_files(bool allowed)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = allowed ? limit.rlim_max : 0;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static int start_without_files(void **state)
{
	fflush(stdout);
	allow_files(false);
	return start(state);
}

static int stop_without_files(void **state)
{
	allow_files(true);
	return stop(state);
}

static wchar_t glyph_at(int row, int column)
{
	const struct cell *cell = canvas_at(&rig.canvas, row, column);

	return cell ? cell->glyph : 0;
}

/* Views of figures: a crumb row, rules with titles, and a list with a hint below it. */
static bool has_figures(void)
{
	return rig.session.view == VIEW_EXPLAIN || rig.session.view == VIEW_COMPARE;
}

/* Where one is stands in the first row, a rule in the second; one rule of all is heavy. */
static void check_rules(void)
{
	wchar_t light = (wchar_t)glyph_code(GLYPH_LINE_ACROSS, rig.canvas.ascii);
	wchar_t heavy = (wchar_t)glyph_code(GLYPH_LINE_HEAVY, rig.canvas.ascii);
	int count = 0;

	assert_int_not_equal(glyph_at(0, 1), ' ');
	assert_true(glyph_at(1, 0) == light || glyph_at(1, 0) == heavy);
	for (int row = 0; row < rig.canvas.rows - 1; row++)
		count += glyph_at(row, 0) == heavy && glyph_at(row, 1) == heavy;
	assert_int_equal(count, 1);
}

static void check_cursor(int row, int left, int columns)
{
	const struct canvas *c = &rig.canvas;

	if (row < 0 && c->cursor_row < 0)
		return;
	if (c->cursor_row != row || c->cursor_column < left || c->cursor_column >= left + columns) {
		rig_print(&rig);
		fail_msg("%dx%d, view %d: the cursor is at %d,%d, not in row %d from %d on", c->columns, c->rows,
			(int)rig.session.view, c->cursor_row, c->cursor_column, row, left);
	}
}

/* The selected row is among the shown ones; returns its screen row, -1 where the wheel moved it away. */
static int shown_row(const struct list *list, struct box inside)
{
	int row = list->selected - list->top;

	if (list->scrolled && (row < 0 || row >= inside.rows))
		return -1;
	if (row < 0 || row >= inside.rows)
		fail_msg("%dx%d: row %d is selected, %d to %d are shown", rig.canvas.columns, rig.canvas.rows,
			list->selected, list->top, list->top + inside.rows - 1);
	return inside.row + row;
}

/* The first cells of a rule: heavy or light. */
static void check_rule(struct box rule, bool heavy)
{
	enum glyph glyph = heavy ? GLYPH_LINE_HEAVY : GLYPH_LINE_ACROSS;

	for (int column = 0; column < 2; column++)
		if (glyph_at(rule.row, rule.column + column) != (wchar_t)glyph_code(glyph, rig.canvas.ascii)) {
			rig_print(&rig);
			fail_msg("%dx%d: no %s rule at %d,%d", rig.canvas.columns, rig.canvas.rows,
				heavy ? "heavy" : "light", rule.row, rule.column);
		}
}

/* The rules of both panels, one of them heavy, that of the answer, and what parts them. */
static void check_panels(const struct layout_boxes *l)
{
	bool in_table = rig.session.panel == PANEL_TABLE;

	/* What completes a line may cover anything. */
	if (rig.session.view == VIEW_PROMPT && rig.session.views->prompt.kind != PROMPT_FILTER)
		return;
	check_rule(l->panel_rule, !in_table);
	check_rule(l->table_rule, in_table);
	check_rule(l->answer_rule, false);
	for (int row = l->down.row; row < l->down.row + l->down.rows; row++)
		assert_int_equal(glyph_at(row, l->down.column), glyph_code(GLYPH_LINE_DOWN, rig.canvas.ascii));
	for (const struct box *side = &l->middle; side <= &l->right; side++)
		for (int row = side->row + 1; row < side->row + side->rows; row++)
			assert_int_equal(glyph_at(row, side->column), glyph_code(GLYPH_LINE_DOWN, rig.canvas.ascii));
}

/* The line that is typed: a filter's above the keys, others in their place. */
static struct box typed_line(const struct layout_boxes *l)
{
	if (rig.session.views->prompt.kind != PROMPT_FILTER)
		return l->keybar;
	return l->narrow ? l->panel : l->hint;
}

static void check_workbench(void)
{
	const struct session *s = &rig.session;
	struct layout_boxes l = workbench_layout(s, rig.canvas.rows, rig.canvas.columns);
	struct box table = box_below(l.table, 1);
	int parameter_row = l.panel.row, table_row = 0;

	if (s->view == VIEW_PROMPT)
		check_cursor(typed_line(&l).row, 0, l.keybar.columns);
	if (s->view == VIEW_PROMPT && s->under != VIEW_WORKBENCH)
		return;
	check_panels(&l);
	/* The narrow form has the focused one alone. */
	if (!l.narrow)
		parameter_row = shown_row(&s->parameters, l.panel);
	if (s->shown.count > 0)
		table_row = shown_row(&s->rows, table);
	if (s->view == VIEW_PROMPT)
		return;
	if (s->panel == PANEL_PARAMETERS || s->view == VIEW_ENTRY)
		check_cursor(parameter_row, l.panel.column, l.panel.columns);
	else if (s->shown.count > 0 && !reasons_have(&s->result.warnings, REASON_FILTERS_LEAVE_NOTHING))
		check_cursor(table_row, table.column, 1);
}

/* The cursor is in the search field, the selected entry among the shown ones. */
static void check_picker(void)
{
	const struct list *list = &rig.session.views->picker.list;

	assert_true(rig.canvas.cursor_row >= 0);
	/* A question takes the place of the list. */
	if (rig.session.views->picker.asks)
		return;
	assert_true(list->page > 0);
	assert_true(list->count == 0 || list->scrolled ||
		(list->selected >= list->top && list->selected < list->top + list->page));
}

/* The cursor is below the title, on the answer or in the typed one. */
static void check_wizard(void)
{
	const struct canvas *c = &rig.canvas;

	assert_int_equal(glyph_at(1, 0), glyph_code(GLYPH_LINE_HEAVY, c->ascii));
	assert_int_equal(glyph_at(1, c->columns - 1), glyph_code(GLYPH_LINE_HEAVY, c->ascii));
	assert_true(c->cursor_row > 1 && c->cursor_row < c->rows - 2);
	assert_true(c->cursor_column >= 0 && c->cursor_column < c->columns - 1);
}

static void check_screen(void)
{
	if (rig.canvas.rows < LAYOUT_MIN_ROWS || rig.canvas.columns < LAYOUT_MIN_COLUMNS) {
		if (rig.canvas.columns > 16) /* gpuplan needs 60x16 */
			assert_int_equal(glyph_at(0, 0), 'g');
		return;
	}
	if (rig.session.view == VIEW_SETTINGS || rig.session.view == VIEW_SETTING_ENTRY) {
		check_rules();
		check_cursor(shown_row(&rig.session.views->settings.list,
				     (struct box){ 2, 0, rig.session.views->settings.list.page, rig.canvas.columns }),
			0, rig.canvas.columns);
		return;
	}
	if (rig.session.view == VIEW_CURVES) {
		check_rules();
		check_cursor(2, 1, rig.canvas.columns - 2);
		return;
	}
	if (rig.session.view == VIEW_TEXT) {
		check_rules();
		check_cursor(2, 1, 1);
		return;
	}
	if (rig.session.view == VIEW_WIZARD) {
		check_wizard();
		assert_int_equal(glyph_at(0, 1), 'W');
		return;
	}
	if (rig.session.view == VIEW_PICKER || rig.session.views->wizard) {
		check_picker();
		return;
	}
	if (has_figures()) {
		const struct list *list = rig.session.view == VIEW_EXPLAIN ? &rig.session.views->explain.figures.list
									   : &rig.session.views->compare.lines;

		check_rules();
		assert_true(list->page > 0);
		assert_in_range(list->selected - list->top, 0, list->page - 1);
		assert_in_range(rig.canvas.cursor_row, 1, rig.canvas.rows - 3);
		return;
	}
	check_workbench();
}

/* The word "nan" or "inf" on the screen is a figure that went wrong. */
static void check_figures(void)
{
	const char *at = rig_dump(&rig);

	/* Typed words, and names that a popup cuts, are no figures. */
	if (rig.session.view == VIEW_PICKER || rig.session.view == VIEW_ENTRY ||
		rig.session.view == VIEW_SETTING_ENTRY || rig.session.view == VIEW_PROMPT)
		return;
	while (*at != '\0') {
		size_t n = 0;

		while (isalpha((unsigned char)at[n]))
			n++;
		if (n == 3 && (strncmp(at, "nan", 3) == 0 || strncmp(at, "inf", 3) == 0))
			break;
		at += n > 0 ? n : 1;
	}
	if (*at == '\0')
		return;
	rig_print(&rig);
	fail_msg("\"nan\" or \"inf\" on the screen");
}

/* Opens each view in turn with the end and the start of its lists selected. */
static const char *const views[] = { "", "End", "Tab", "Tab End", "Tab PageDown", "?", "? End", "Tab D", "Tab End D",
	"Tab Enter", "Tab End Enter", "Tab Enter Down Enter End", "Tab c Down c", "Tab c Down Space End c End", "F1",
	"Tab F1", "? t", "? t End", ",", ", End", ", Enter", ", End Enter 4", "m",
	"m PageDown PageDown PageDown PageDown", "m x y z z y", "Down Enter", "w", "w Enter Down Down", "w Enter 7 B",
	"w Enter Enter Enter Enter Enter Enter Enter", "Down Down Down 4 8 k", "v", "v 2", "v 3", "v 4", "Tab End v",
	"Tab End v 4", "Down Down Down Down Down Down Down Down Down Down Down Down Down", ": s Tab Tab", "/ h 1 0 0",
	": C-r x", "Tab a", "Tab a Down Down End", "/ h 1 0 o", "/ h 1 0 0 Enter a", "Down Down >", "M-5",
	"M-5 Tab Enter Down Enter End", "M-5 v 3", "M-5 Tab c Down c", "w 3 Enter Down Down", "M-6", "M-6 m Down Down",
	"M-6 Tab Enter Down Enter End", "M-6 v 3", "M-6 Tab c Down c", "w 4 Enter Down Down", "w 7 Enter Enter" };

/* A fourth of the heights a view, another one for the next; the smallest that have room for one always. */
static bool is_drawn(int view, int rows)
{
	return all_cases() || (rows + view) % 4 == 0 || (rows >= LAYOUT_MIN_ROWS - 1 && rows <= LAYOUT_MIN_ROWS + 1);
}

static void test_every_size(void **state)
{
	static const int columns[] = { 1, 2, 3, 5, 10, 20, 40, 58, 59, 60, 61, 62, 65, 70, 77, 79, 80, 81, 90, 99, 100,
		101, 110, 120, 132, 150, 177, 200, 219, 220 };
	static const int key_counts = COUNT_OF(views);

	(void)state;
	for (int i = 0; i < key_counts; i++) {
		rig_stop(&rig);
		rig_start(&rig);
		rig_draw(&rig, 24, 80);
		rig_keys(&rig, views[i]);
		for (int rows = 1; rows <= RIG_ROWS; rows++) {
			for (size_t c = 0; is_drawn(i, rows) && c < COUNT_OF(columns); c++) {
				rig_draw(&rig, rows, columns[c]);
				check_screen();
			}
		}
		check_figures();
	}
}

/* The last parameter and the last GPU are reached, row by row, on the smallest screen. */
static void test_scrolls(void **state)
{
	(void)state;
	for (int i = 0; i < session_parameter_count(&rig.session); i++) {
		rig_draw(&rig, LAYOUT_MIN_ROWS, LAYOUT_MIN_COLUMNS);
		check_screen();
		rig_keys(&rig, "Down");
	}
	rig_keys(&rig, "Tab");
	for (int i = 0; i < rig.session.shown.count; i++) {
		rig_draw(&rig, LAYOUT_MIN_ROWS, LAYOUT_MIN_COLUMNS);
		check_screen();
		rig_keys(&rig, "Down");
	}
	assert_int_equal(rig.session.rows.selected, rig.session.result.count - 1);
}

/* No GPU at all: a filter that leaves only one that cannot be had yet. */
static void test_empty(void **state)
{
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	for (int i = 0; i < rig.catalog.gpu_count; i++) {
		if (rig.catalog.gpus[i].announced)
			index_set_add(&scenario.gpus, i);
	}
	if (scenario.gpus.count == 0)
		CHECK_SKIP("the catalog has no announced GPU");
	for (size_t i = 0; i < COUNT_OF(views); i++) {
		rig_stop(&rig);
		rig_start_with(&rig, &scenario, false);
		assert_int_equal(rig.session.result.count, 0);
		rig_keys(&rig, views[i]);
		rig_draw(&rig, 24, 80);
		check_screen();
		check_figures();
	}
}

static void check_number(enum parameter p, double value)
{
	const struct parameter_row *row = parameter_row(p);

	if (isnan(value))
		assert_true(isnan(row->initial) || p == PARAMETER_CONCURRENCY);
	else if (isinf(value))
		assert_non_null(row->endless);
	else if (row->form == PARAMETER_NUMBER_FORM)
		assert_true(value >= row->low && value <= row->high);
}

static void check_list(const struct list *list)
{
	assert_true(list->count >= 0 && list->selected >= 0 && list->top >= 0);
	assert_true(list->selected < list->count || (list->count == 0 && list->selected == 0));
}

static void check_state(void)
{
	const struct session *s = &rig.session;
	struct error error = { 0 };

	for (int p = 0; p < PARAMETER_COUNT; p++)
		check_number((enum parameter)p, s->scenario.number[p]);
	if (scenario_check(&s->scenario, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	assert_non_null(s->scenario.engine);
	assert_true(s->view < VIEW_COUNT && s->panel <= PANEL_TABLE);
	assert_true(s->sort_metric >= -1 && s->sort_metric < METRIC_COUNT);
	check_list(&s->parameters);
	check_list(&s->rows);
	check_list(&s->views->picker.list);
	check_list(&s->views->explain.figures.list);
	check_list(&s->views->compare.lines);
	assert_int_equal(s->rows.count, s->shown.count);
	assert_in_range(s->shown.matched, 0, s->result.count);
	assert_int_equal(s->shown.count, s->shown.matched + s->shown.alternatives);
	assert_true(s->views->page.top >= 0);
	assert_true(s->entry.cursor <= s->entry.length && s->entry.length < FIELD_SIZE);
	assert_true(utf8_valid(s->entry.text, s->entry.length));
	assert_true(utf8_valid(s->views->picker.words.text, s->views->picker.words.length));
	assert_true(strlen(s->message.text) < sizeof(s->message.text));
}

/* Every key of every action in every view, each from a fresh start; or in a third of the views each. */
static void test_every_action(void **state)
{
	int count = 0;

	(void)state;
	for (size_t v = 0; v < COUNT_OF(views); v++) {
		for (const struct action *a = workbench_tables()->actions; a->name; a++) {
			if ((v + (size_t)(a - workbench_tables()->actions)) % 3 != 0 && !all_cases())
				continue;
			rig_stop(&rig);
			rig_start(&rig);
			rig_draw(&rig, 24, 80);
			rig_keys(&rig, views[v]);
			rig_draw(&rig, 24, 80);
			rig_keys(&rig, a->keys);
			check_state();
			rig_draw(&rig, 24, 80);
			check_screen();
			check_figures();
			count++;
		}
	}
	assert_true(count > 500);
}

static void sow(void)
{
	const char *given = getenv("GPUPLAN_TEST_SEED");

	random_state = given ? strtoull(given, NULL, 0) : 20261120;
	printf("# seed %llu (GPUPLAN_TEST_SEED)\n", (unsigned long long)random_state);
}

static struct key random_key(void)
{
	static const char likely[] = "hjkldqmsrRSHL?gGtT,0123456789k. %mscDeMuuWOxy:/aaFf<>[]";
	size_t rows = 0;

	while (key_row(rows))
		rows++;
	switch (random_below(8)) {
	case 0: return (struct key){ .code = random_below(256), .alt = random_below(4) == 0 };
	case 1: return (struct key){ .code = random_below(0x3000) };
	case 2:
	case 3:
	case 4: return (struct key){ .code = likely[random_below(sizeof(likely) - 1)] };
	default: return (struct key){ .code = key_row((size_t)random_below((int)rows))->code };
	}
}

/* After each key; drawing is checked at a size that changes now and then. */
static void check_after_key(int i)
{
	static int rows = 24, columns = 80;

	check_state();
	rig.session.quit = false;
	rig.session.redraw = false;
	if (i % 97 == 0) {
		rows = 1 + random_below(RIG_ROWS);
		columns = 1 + random_below(RIG_COLUMNS);
	}
	if (i % 3 != 0)
		return; /* several keys before one frame, as from a queue */
	rig_draw(&rig, rows, columns);
	check_screen();
	check_figures();
	/* All zones have found room. */
	assert_true(rig.canvas.zone_count < CANVAS_ZONES_MAX);
}

/* What once broke, or is rare by chance: keys of several bytes within a search, a quoted key, a count. */
static const char *const sequences[] = { "x C-r C-x \u0247", ": C-r C-x a", "/ C-s C-x C-x", ": C-r C-x C-r C-x (",
	"W C-r a C-x C-u", ": C-r C-v C-x b", ": M-5 C-r C-x z", ": C-x C-r x", "O C-r C-x Escape", ": C-r M-x C-x",
	": C-x ( C-r C-x ) C-x e", ": C-r C-x C-x C-x C-g" };

static void test_random_keys(void **state)
{
	(void)state;
	sow();
	for (int i = 0; i < (all_cases() ? 20000 : 8000); i++) {
		struct mouse mouse = { (enum mouse_kind)random_below(MOUSE_WHEEL_DOWN + 1), random_below(RIG_ROWS),
			random_below(RIG_COLUMNS) };

		if (random_below(4) == 0)
			mouse_act(&rig.session, &rig.canvas, mouse);
		else if (random_below(50) == 0)
			rig_keys(&rig, sequences[random_below(COUNT_OF(sequences))]);
		else
			input_key(&rig.session, random_key());
		check_after_key(i);
	}
}

/* Bytes as a terminal sends them, through the decoder, with pastes among them. */
static void test_random_bytes(void **state)
{
	static struct key_decoder decoder;
	struct key_event event;

	(void)state;
	sow();
	key_decoder_init(&decoder);
	for (int i = 0; i < (all_cases() ? 20000 : 8000); i++) {
		static const char *const starts[] = { "\033[", "\033O", "\033[200~", "\033[201~", "\r", "\033[C",
			"\033[B", "\t" };
		char byte = (char)random_below(256);

		if (random_below(6) == 0) {
			const char *bytes = starts[random_below(COUNT_OF(starts))];

			key_decoder_feed(&decoder, bytes, strlen(bytes), i * 10);
		} else {
			key_decoder_feed(&decoder, &byte, 1, i * 10);
		}
		while (key_decoder_next(&decoder, i * 10, &event)) {
			if (event.kind == KEY_EVENT_PASTE)
				input_paste(&rig.session, decoder.paste);
			else
				input_key(&rig.session, event.key);
			check_state();
		}
		check_after_key(i);
	}
}

/* Whether the label stands in the gutter of the answer. */
static bool has_label(const struct box answer, const char *label)
{
	size_t n = strlen(label);

	for (int row = answer.row; row < answer.row + answer.rows; row++) {
		TEXT(line);

		for (int column = 1; column <= rig.session.gutter; column++)
			text_add_code(&line, (uint32_t)glyph_at(row, answer.column + column));
		if (strncmp(line.data, label, n) == 0 && line.data[n] == ' ')
			return true;
	}
	return false;
}

/* The most needed facts find room first: where one is left out, none that is needed less is shown.  A bar that needs two
 * lines may give way to a sentence, and so may what is one statement of several lines. */
static void check_needs(struct box answer, int *left_out)
{
	const struct session *s = &rig.session;
	const struct fact_context c = { .study = s->study,
		.scenario = &s->scenario,
		.result = &s->result,
		.row = session_answer(s),
		.sensitivity = s->sensitivity,
		.today = s->today };
	int least_hidden = 100;

	for (const struct fact *f = facts_of(c.row); f->label; f++) {
		struct shares bar;
		TEXT(words);

		f->write(&words, &c);
		if (has_label(answer, f->label) || fact_bar(f, &c, &bar) || !words.length ||
			text_columns(words.data) > gutter_text_box(answer, s->gutter).columns)
			continue;
		least_hidden = f->need < least_hidden ? f->need : least_hidden;
		++*left_out;
	}
	for (const struct fact *f = facts_of(c.row); f->label; f++)
		if (f->need > least_hidden && has_label(answer, f->label)) {
			rig_print(&rig);
			fail_msg("%s stands where a more needed fact has no room", f->label);
		}
}

static void test_facts_by_need(void **state)
{
	static const int columns[] = { 80, 100, 120, 200 };
	int left_out = 0;

	(void)state;
	rig_keys(&rig, "Tab");
	for (int tab = 0; tab < study_count(); tab++, rig_keys(&rig, "] Tab")) {
		for (int rows = 24; rows <= RIG_ROWS; rows++)
			for (size_t i = 0; i < COUNT_OF(columns); i++) {
				struct box answer = workbench_layout(&rig.session, rows, columns[i]).answer;

				rig_draw(&rig, rows, columns[i]);
				/* In the table the answer has the line of the hint, too. */
				answer.rows += rig.session.panel == PANEL_TABLE;
				check_needs(answer, &left_out);
			}
	}
	assert_true(left_out > 10);
}

/* No title of a column is cut, at any width that shows it, in English. */
static void test_headings(void **state)
{
	(void)state;
	for (int tab = 0; tab < study_count(); tab++, rig_keys(&rig, "]")) {
		for (int columns = LAYOUT_MIN_COLUMNS; columns <= RIG_COLUMNS; columns++) {
			struct layout_boxes l = layout_workbench(30, columns);

			rig_draw(&rig, 30, columns);
			for (int column = 0; column < l.table.columns; column++)
				if (glyph_at(l.table.row, l.table.column + column) == L'\u2026') {
					rig_print(&rig);
					fail_msg("%d columns: a title is cut", columns);
				}
		}
	}
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
#define RANDOM_TEST(name) cmocka_unit_test_setup_teardown(name, start_without_files, stop_without_files)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_every_size), PLANNER_TEST(test_scrolls),
		PLANNER_TEST(test_empty), PLANNER_TEST(test_headings), PLANNER_TEST(test_facts_by_need),
		RANDOM_TEST(test_every_action), RANDOM_TEST(test_random_keys), RANDOM_TEST(test_random_bytes) };

	return cmocka_run_group_tests(tests, enter, leave);
}
