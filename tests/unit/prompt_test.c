/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prompt without a terminal: editing, completion, history and the filter of the table. */
#include <langinfo.h>

#include "support/planner_rig.h"
#include "tui/terminal/key.h"
#include "tui/terminal/line_editor.h"

RIG_DEFINE

static void key(int code)
{
	input_key(&rig.session, (struct key){ .code = code });
}

static const char *selected(void)
{
	return session_answer(&rig.session)->deployment.gpu->id;
}

/* The line above the keys: of messages, hints and the filter. */
static const char *hint_line(void)
{
	char *end;

	rig_draw(&rig, 24, 80);
	rig_dump(&rig);
	for (int rows = 0; rows < 2; rows++) {
		end = strrchr(rig.dump.data, '\n');
		*end = '\0';
	}
	return strrchr(rig.dump.data, '\n') + 1;
}

static void test_command(void **state)
{
	(void)state;
	rig_keys(&rig, ":");
	assert_string_equal(rig_bottom(&rig), " :");
	assert_int_equal(rig.canvas.cursor_row, 23);
	assert_int_equal(rig.canvas.cursor_column, 2);
	rig_type(&rig, "context 32k");
	assert_string_equal(rig_bottom(&rig), " :context 32k");
	assert_int_equal(rig.canvas.cursor_column, 13);
	CHECK_NEAR(scenario_context(&rig.session.scenario), 8192, 0);
	rig_keys(&rig, "Enter");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 32768, 0);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_command(&rig, "details");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_keys(&rig, "q");
	/* The message stays until the next key, the line for the next time. */
	rig_command(&rig, "busy 200%");
	CHECK_HOLDS(hint_line(), "Busy: ");
	rig_keys(&rig, ": Up");
	assert_string_equal(rig_bottom(&rig), " :busy 200%");
	rig_keys(&rig, "Escape");
}

static void test_editing(void **state)
{
	(void)state;
	rig_keys(&rig, ":");
	rig_type(&rig, "contxt");
	rig_keys(&rig, "Left Left");
	rig_type(&rig, "e");
	rig_keys(&rig, "C-e Space 8 k");
	assert_string_equal(rig_bottom(&rig), " :context 8k");
	rig_keys(&rig, "C-a");
	assert_int_equal((rig_bottom(&rig), rig.canvas.cursor_column), 2);
	rig_keys(&rig, "CtrlRight");
	assert_int_equal((rig_bottom(&rig), rig.canvas.cursor_column), 9);
	rig_keys(&rig, "M-b Delete End C-w");
	assert_string_equal(rig_bottom(&rig), " :ontext");
	rig_keys(&rig, "Home C-k");
	assert_string_equal(rig_bottom(&rig), " :");
	/* Undo is readline's own. */
	rig_keys(&rig, "C-_");
	assert_string_equal(rig_bottom(&rig), " :ontext");
	rig_keys(&rig, "C-c");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_false(rig.session.quit);
}

static void test_cancel(void **state)
{
	static const char *const ways[] = { "Escape", "C-g", "C-c", "C-u Backspace", "C-u C-d" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		rig_keys(&rig, ":");
		rig_type(&rig, "context 64k");
		rig_keys(&rig, ways[i]);
		assert_int_equal(rig.session.view, VIEW_WORKBENCH);
		CHECK_NEAR(scenario_context(&rig.session.scenario), 8192, 0);
		assert_string_equal(rig.session.message.text, "");
		/* What was cancelled is forgotten. */
		rig_keys(&rig, ":");
		assert_string_equal(rig_bottom(&rig), " :");
		rig_keys(&rig, "Enter");
	}
	/* In the middle of a quoted key, a count, a search and a two-key command. */
	rig_keys(&rig, ": C-v");
	rig_keys(&rig, "C-g Escape : M-5 Escape : C-x C-g Escape : C-r x Escape Escape :");
	rig_type(&rig, "spot tolerant");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_SPOT), SPOT_TOLERANT, 0);
}

/* A key that begins a sequence ends the search and is what it is without one, whatever follows. */
static void test_sequence_in_search(void **state)
{
	static const char *const prompts[] = { ":", "/", "W", "x", "O" };
	static const char *const searches[] = { "C-r", "C-s", "C-r c", "C-r C-r" };
	static const char *const keys[] = { "a", "\u0247", "C-x", "C-r", "C-g", "Escape", "Left", "M-x", "(" };

	(void)state;
	rig_command(&rig, "context 32k");
	rig_keys(&rig, ": C-r c o n C-x a");
	assert_string_equal(rig_bottom(&rig), " :context 32k");
	/* C-x C-u undoes. */
	rig_keys(&rig, "Escape : a C-r c C-x C-u Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	for (size_t i = 0; i < COUNT_OF(prompts) * COUNT_OF(searches) * COUNT_OF(keys); i++) {
		size_t rest = i / COUNT_OF(keys);

		rig_keys(&rig, prompts[rest / COUNT_OF(searches)]);
		rig_keys(&rig, searches[rest % COUNT_OF(searches)]);
		rig_keys(&rig, "C-x");
		rig_keys(&rig, keys[i % COUNT_OF(keys)]);
		rig_keys(&rig, "C-c C-c C-c");
		assert_int_equal(rig.session.view, VIEW_WORKBENCH);
		rig.session.quit = false;
	}
}

/* Movements of vi mode on a line whose last character is wide; M-C-j begins the mode, C-e ends it. */
static void test_vi_wide_end(void **state)
{
	static const char *const movements[] = { "%", "E", "e", "w", "W", "B", "=", "$", "l", "d %", "c E Escape",
		"* Escape" };

	(void)state;
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		CHECK_SKIP("the locale is not UTF-8");
	for (size_t i = 0; i < COUNT_OF(movements); i++) {
		rig_keys(&rig, ": M-C-j a Space b \u0247 Escape 0");
		rig_keys(&rig, movements[i]);
		rig_keys(&rig, "0 C-e C-c");
		assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	}
	/* The end of the last word, and text behind it. */
	rig_keys(&rig, ": M-C-j a Space b \u0247 Escape 0 E E x A c");
	assert_string_equal(rig_bottom(&rig), " :a bc");
	rig_keys(&rig, "Escape u u");
	assert_string_equal(rig_bottom(&rig), " :a b\u0247");
	rig_keys(&rig, "C-e C-c");
}

static void test_wide_characters(void **state)
{
	(void)state;
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		CHECK_SKIP("the locale is not UTF-8");
	rig_keys(&rig, ":");
	key(0xf6);   /* one column */
	key(0x672c); /* two */
	key('e');
	key(0x301); /* none: a mark on the e */
	assert_string_equal(rig_bottom(&rig),
		" :\xc3\xb6\xe6\x9c\xac"
		"e\xcc\x81");
	assert_int_equal(rig.canvas.cursor_column, 6);
	rig_keys(&rig, "C-a C-f C-f");
	rig_bottom(&rig);
	assert_int_equal(rig.canvas.cursor_column, 5);
	rig_keys(&rig, "Backspace");
	rig_bottom(&rig);
	assert_int_equal(rig.canvas.cursor_column, 3);
	assert_string_equal(line_editor_line(),
		"\xc3\xb6"
		"e\xcc\x81");
	rig_keys(&rig, "Enter");
	CHECK_HOLDS(rig.session.message.text, "\xc3\xb6");
	/* Found in the history by a character of several bytes. */
	rig_keys(&rig, ": C-r");
	key(0xf6);
	CHECK_HOLDS(rig_bottom(&rig),
		"\xc3\xb6"
		"e\xcc\x81");
	rig_keys(&rig, "C-g Escape");
}

/* The cursor is always seen, and what stands before it. */
static void test_long_line(void **state)
{
	(void)state;
	rig_keys(&rig, ":");
	for (int i = 0; i < 200; i++)
		key('a' + i % 26);
	CHECK_HOLDS(rig_bottom(&rig), "opqr"); /* 199 % 26 = 17: r */
	assert_int_equal(rig.canvas.cursor_column, 79);
	rig_keys(&rig, "Home");
	assert_int_equal(strncmp(rig_bottom(&rig), " :abc", 4), 0);
	assert_int_equal(rig.canvas.cursor_column, 2);
	rig_keys(&rig, "End");
	rig_draw(&rig, 16, 60);
	assert_int_equal(rig.canvas.cursor_column, 59);
	assert_int_equal(rig.canvas.cursor_row, 15);
	/* Wider again: as much as there is room for. */
	rig_draw(&rig, 24, 220);
	assert_int_equal(rig.canvas.cursor_column, 202);
	rig_keys(&rig, "Escape");
}

static void test_completion(void **state)
{
	(void)state;
	rig_keys(&rig, ": d e f Tab");
	assert_string_equal(rig_bottom(&rig), " :default");
	rig_keys(&rig, "Escape : s e t Space c o n t Tab 3 2 Tab");
	assert_string_equal(rig_bottom(&rig), " :set context=32k");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 32768, 0);
	/* Several: listed with their help, gone with the next key. */
	rig_keys(&rig, ": s e t Space c o n Tab");
	assert_string_equal(rig_bottom(&rig), " :set con");
	assert_non_null(line_editor_choices());
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "longest single request");
	CHECK_HOLDS(rig_dump(&rig), "requests in progress");
	/* No box: a rule with their title, and the words in the gutter below it. */
	CHECK_HOLDS(rig_dump(&rig), "\n\u2500\u2500 Possible words \u2500");
	CHECK_HOLDS(rig_dump(&rig), "\u2500\n context      longest");
	assert_int_equal(canvas_at(&rig.canvas, 21, 1)->style, STYLE_ACCENT);
	assert_int_equal(canvas_at(&rig.canvas, 22, 14)->style, STYLE_TEXT);
	rig_keys(&rig, "c");
	assert_null(line_editor_choices());
	rig_keys(&rig, "x Tab");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "Nothing matches");
	/* A word in the middle of a name, in whatever case. */
	rig_keys(&rig, "C-u m o d e l Space");
	rig_type(&rig, "DEEPSEEK-v3.2");
	rig_keys(&rig, "Tab");
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Escape : g p u Space l 4 0 Tab");
	assert_string_equal(rig_bottom(&rig), " :gpu L40");
	/* More than there is room for is counted. */
	rig_keys(&rig, "C-u Tab");
	rig_draw(&rig, 16, 60);
	CHECK_HOLDS(rig_dump(&rig), " more ");
	rig_keys(&rig, "Escape");
}

/* A model's own files are completed by readline, in the order of their names. */
static void test_files(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct text line;

	(void)state;
	text_init(&line);
	text_addf(&line, "model %s/tests/configs/deep", top ? top : ".");
	rig_keys(&rig, ":");
	rig_type(&rig, line.data);
	rig_keys(&rig, "Tab");
	text_add(&line, "seek-v");
	assert_string_equal(line_editor_line(), line.data);
	rig_draw(&rig, 24, 220);
	CHECK_HOLDS(rig_dump(&rig), "deepseek-v2-lite.config.json");
	assert_true(strstr(rig.dump.data, "deepseek-v3.2.config.json") >
		strstr(rig.dump.data, "deepseek-v2-lite.config.json"));
	rig_keys(&rig, "3 Tab");
	text_add(&line, "3.2.config.json");
	assert_string_equal(line_editor_line(), line.data);
	rig_keys(&rig, "Escape");
	text_release(&line);
}

static void test_paste(void **state)
{
	(void)state;
	rig_keys(&rig, ":");
	input_paste(&rig.session, "context 64k");
	assert_string_equal(rig_bottom(&rig), " :context 64k");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 8192, 0);
	rig_keys(&rig, "Home");
	input_paste(&rig.session, "set ");
	assert_string_equal(rig_bottom(&rig), " :set context 64k");
	/* Taken back in one piece. */
	rig_keys(&rig, "C-_");
	assert_string_equal(rig_bottom(&rig), " :context 64k");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 65536, 0);
	/* While the history is searched it is what to search for. */
	rig_keys(&rig, ": C-r");
	input_paste(&rig.session, "ext 64");
	CHECK_HOLDS(rig_bottom(&rig), "context 64k");
	rig_keys(&rig, "Escape");
	assert_string_equal(rig_bottom(&rig), " :context 64k");
	rig_keys(&rig, "Escape /");
	input_paste(&rig.session, "l40s");
	assert_string_equal(selected(), "L40S");
	rig_keys(&rig, "Escape");
}

static void test_history(void **state)
{
	(void)state;
	rig_command(&rig, "context 16k");
	rig_command(&rig, "busy 40%");
	rig_command(&rig, "busy 40%");
	rig_command(&rig, "context 32k");
	rig_keys(&rig, ": Up Up Up");
	assert_string_equal(rig_bottom(&rig), " :context 16k");
	rig_keys(&rig, "Down Down Down");
	assert_string_equal(rig_bottom(&rig), " :");
	rig_keys(&rig, "C-r b u");
	CHECK_HOLDS(rig_bottom(&rig), "`bu': busy 40%");
	rig_keys(&rig, "C-g");
	assert_string_equal(rig_bottom(&rig), " :");
	assert_int_equal(rig.session.view, VIEW_PROMPT);
	rig_keys(&rig, "C-r 1 6 Escape");
	assert_string_equal(rig_bottom(&rig), " :context 16k");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 16384, 0);
	/* The filter has lines of its own. */
	rig_keys(&rig, "/ C-p");
	assert_string_equal(line_editor_line(), "");
	rig_type(&rig, "h100");
	rig_keys(&rig, "Enter / C-u C-p");
	assert_string_equal(line_editor_line(), "h100");
	rig_keys(&rig, "Escape");
}

/* Every row of the table is of a GPU with this in its name. */
static void check_rows(const char *name)
{
	for (int i = 0; i < rig.session.shown.count; i++) {
		const char *id = rig.session.shown.lines[i].row->deployment.gpu->id;

		if (!strstr(id, name))
			fail_msg("%s is listed", id);
	}
}

/* Rows follow every letter; the line says how many are left; the keys stand below it. */
static void test_filter(void **state)
{
	int all = rig.session.result.count, h100 = 0;

	(void)state;
	for (int i = 0; i < all; i++)
		h100 += !!strstr(rig.session.result.rows[i].deployment.gpu->id, "H100");
	assert_true(h100 >= 3);
	rig_keys(&rig, "/ h 1");
	assert_true(rig.session.shown.count >= h100 && rig.session.shown.count < all);
	rig_keys(&rig, "0 0");
	assert_int_equal(rig.session.shown.count, h100);
	check_rows("H100");
	CHECK_HOLDS(hint_line(), " /h100");
	{
		TEXT(counted);

		text_addf(&counted, " %d of %d ", h100, all);
		CHECK_HOLDS(hint_line(), counted.data);
	}
	CHECK_HOLDS(rig_bottom(&rig), "Enter keep");
	CHECK_HOLDS(selected(), "H100");
	assert_int_equal(rig.canvas.cursor_row, 22);
	assert_int_equal(rig.canvas.cursor_column, 6);
	/* The arrows go through the rows while the line stands there. */
	rig_keys(&rig, "Down");
	assert_int_equal(rig.session.rows.selected, 1);
	rig_keys(&rig, "Up Up");
	assert_int_equal(rig.session.rows.selected, 0);
	rig_keys(&rig, "C-u l 4 0 s");
	check_rows("L40S");
	assert_string_equal(selected(), "L40S");
	/* Escape shows all again, and leaves the focus where it was. */
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	assert_int_equal(rig.session.shown.count, all);
}

/* Enter keeps the filter, which then stands in the row of the scope, and goes to the rows; Escape shows all. */
static void test_filter_kept(void **state)
{
	int all = rig.session.result.count, some;

	(void)state;
	rig_keys(&rig, "/ h 1 0 0 Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	some = rig.session.shown.count;
	assert_in_range(some, 3, all - 1);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "/h100");
	/* A step of a slider leaves it, and rows that match anew come in. */
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_keys(&rig, "Right");
	assert_int_equal(rig.session.shown.count, some);
	check_rows("H100");
	/* It stands there to be changed. */
	rig_keys(&rig, "/");
	assert_string_equal(line_editor_line(), "h100");
	rig_keys(&rig, "Space 9 4 g b Enter");
	assert_string_equal(selected(), "H100-NVL-94GB");
	assert_int_equal(rig.session.shown.count, 1);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.shown.count, all);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	/* The selected row is the same among all. */
	assert_string_equal(selected(), "H100-NVL-94GB");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
}

/* Nothing matches: the table says what was looked for and how many there are; words bring no focus to an empty table. */
static void test_filter_leaves_nothing(void **state)
{
	(void)state;
	rig_keys(&rig, "/ h 1 0 o");
	assert_int_equal(rig.session.shown.count, 0);
	assert_null(session_answer(&rig.session));
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\"h10o\"");
	CHECK_HOLDS(hint_line(), " 0 of ");
	rig_keys(&rig, "Backspace 0");
	CHECK_HOLDS(selected(), "H100");
	/* The empty line is no filter. */
	rig_keys(&rig, "C-u Enter");
	assert_int_equal(rig.session.shown.count, rig.session.result.count);
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
}

/* As xterm sends them (ctlseqs, PC-style function keys). */
static void test_key_bytes(void **state)
{
	static const struct {
		const char *name, *bytes;
	} keys[] = { { "a", "a" }, { "Left", "\033[D" }, { "M-Left", "\033[1;3D" }, { "Home", "\033[H" },
		{ "Delete", "\033[3~" }, { "M-Delete", "\033\033[3~" }, { "CtrlRight", "\033[1;5C" },
		{ "F1", "\033OP" }, { "F12", "\033[24~" }, { "C-r", "\022" }, { "M-b", "\033b" }, { "Enter", "\r" },
		{ "Tab", "\t" }, { "Backspace", "\177" }, { "Escape", "\033" }, { "BackTab", "\033[Z" },
		{ "M-Enter", "\033\r" }, { "ä", "\xc3\xa4" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		char bytes[KEY_BYTES_SIZE];
		struct key parsed;
		size_t n;

		if ((unsigned char)keys[i].name[0] > 127 && strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
			continue;
		assert_true(key_parse(keys[i].name, &parsed));
		n = key_bytes(parsed, bytes);
		assert_int_equal(n, strlen(keys[i].bytes));
		assert_memory_equal(bytes, keys[i].bytes, n);
	}
	assert_int_equal(key_bytes((struct key){ .code = KEYCODE_NONE }, (char[KEY_BYTES_SIZE]){ 0 }), 0);
}

/* What is wrong stays whole where the line is too short: the advice behind it goes first, the middle after that. */
static void test_long_messages(void **state)
{
	const char *line;

	(void)state;
	rig_command(&rig, "users -5");
	for (int columns = 60; columns <= 80; columns += 20) {
		rig_draw(&rig, 24, columns);
		CHECK_HOLDS(rig_dump(&rig), "\"-5\", column 1: must not be negative\n");
	}
	rig_draw(&rig, 24, 120);
	CHECK_HOLDS(rig_dump(&rig), "must not be negative; write a number such as 32, 1.5k or 2M");
	rig_command(&rig, "open /nowhere/a/path/that/is/longer/than/the/screen/has/columns/by/far/plan.json");
	rig_draw(&rig, 24, 80);
	line = rig_dump(&rig);
	CHECK_HOLDS(line, "/nowhere/a/path");
	CHECK_HOLDS(line, "plan.json: No such file or directory");
}

#define PROMPT_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PROMPT_TEST(test_command), PROMPT_TEST(test_editing),
		PROMPT_TEST(test_cancel), PROMPT_TEST(test_sequence_in_search), PROMPT_TEST(test_vi_wide_end),
		PROMPT_TEST(test_wide_characters), PROMPT_TEST(test_long_line), PROMPT_TEST(test_completion),
		PROMPT_TEST(test_files), PROMPT_TEST(test_paste), PROMPT_TEST(test_history), PROMPT_TEST(test_filter),
		PROMPT_TEST(test_filter_kept), PROMPT_TEST(test_filter_leaves_nothing), PROMPT_TEST(test_long_messages),
		cmocka_unit_test(test_key_bytes) };

	return cmocka_run_group_tests(tests, enter, leave);
}
