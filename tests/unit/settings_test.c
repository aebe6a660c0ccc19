/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan.conf: reading it with all that may be wrong, changing lines, saving. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/planner_rig.h"

RIG_DEFINE

static struct settings settings;
static struct error_list problems;

/* Reads a file of this text; messages are in `problems`. */
static void read_text(const char *text)
{
	error_list_release(&problems);
	settings_init(&settings);
	snprintf(settings.path, sizeof(settings.path), "c");
	settings_read(&settings, text, &problems);
}

static void test_good(void **state)
{
	(void)state;
	read_text("# mine\n\n theme=light\r\nMouse = YES\n\tcolor = no  \n"
		  "set  max-gpus = 4\nset engine = sglang\n#ascii = yes");
	assert_int_equal(problems.count, 0);
	assert_string_equal(settings.value[SETTING_THEME], "light");
	assert_int_equal(settings.origin[SETTING_THEME], FROM_FILE);
	assert_true(settings_yes(&settings, SETTING_MOUSE));
	assert_false(settings_yes(&settings, SETTING_COLOR));
	assert_false(settings_yes(&settings, SETTING_ASCII));
	assert_int_equal(settings.origin[SETTING_ASCII], FROM_DEFAULT);
	assert_int_equal(settings.preset_count, 2);
	assert_string_equal(settings_preset(&settings, PARAMETER_MAX_GPUS), "4");
	assert_string_equal(settings_preset(&settings, PARAMETER_ENGINE), "sglang");
	assert_null(settings_preset(&settings, PARAMETER_BUSY));
}

/* Every wrong line says its number, itself and what is allowed; the good one counts. */
static void test_wrong_lines(void **state)
{
	static const struct {
		const char *line, *message;
	} cases[] = { { "mouse", "KEY = VALUE" }, { "= yes", "before the =" }, { "mouse = maybe", "auto yes no" },
		{ "mouse =", "auto yes no" }, { "theme =", "the name of a theme, or a file" },
		{ "thme = light", "did you mean theme?" }, { "set enigne = vllm", "did you mean engine?" },
		{ "engine = vllm", "set engine = VALUE" }, { "xyzzyxyzzy = 1", "gpuplan.conf(5)" },
		{ "set = 1", "unknown setting 'set'" }, { "set xyzzyxyzzy = 1", "unknown parameter" },
		{ "mouse = \033[31m", "^[[31m" }, { "mouse = \xff", "\xef\xbf\xbd" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text text;

		text_init(&text);
		text_addf(&text, "\n# first\n%s\ncolor = no\n", cases[i].line);
		read_text(text.data);
		if (problems.count != 1)
			fail_msg("\"%s\" gave %zu messages", cases[i].line, problems.count);
		CHECK_HOLDS(problems.items[0].text, "c:3: ");
		CHECK_HOLDS(problems.items[0].text, cases[i].message);
		assert_false(settings_yes(&settings, SETTING_COLOR));
		text_release(&text);
	}
}

static void test_too_long(void **state)
{
	char says[64];
	struct text text;

	(void)state;
	text_init(&text);
	text_add(&text, "theme = ");
	for (int i = 0; i < 256; i++)
		text_add_char(&text, 'x');
	text_add(&text, "\nmouse = yes\n");
	for (int i = 0; i < 64; i++)
		text_add_char(&text, 'k');
	text_add(&text, " = 1\n");
	for (int i = 0; i < PRESETS_MAX + 1; i++)
		text_add(&text, "set prompt = 1k\n");
	read_text(text.data);
	assert_int_equal(problems.count, 3);
	CHECK_HOLDS(problems.items[0].text, "c:1: the value is longer than 255");
	CHECK_HOLDS(problems.items[1].text, "c:3: before the = stands a name of at most 63");
	snprintf(says, sizeof(says), "c:%d: more than %d", PRESETS_MAX + 4, PRESETS_MAX);
	CHECK_HOLDS(problems.items[2].text, says);
	assert_true(settings_yes(&settings, SETTING_MOUSE));
	text_release(&text);
}

/* What the workload refuses is told with its line; the rest is set. */
static void test_apply(void **state)
{
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	read_text("set busy = 80%\nset max-gpus = 0\nset engine = nosuch\n"
		  "set purchase = on_demand, reserved_1y\nset engine = sglang\n");
	settings_apply(&settings, &scenario, &problems);
	assert_int_equal(problems.count, 2);
	CHECK_HOLDS(problems.items[0].text, "c:2: max-gpus");
	CHECK_HOLDS(problems.items[0].text, "1024");
	CHECK_HOLDS(problems.items[1].text, "c:3: ");
	CHECK_HOLDS(problems.items[1].text, "nosuch");
	CHECK_NEAR(scenario.number[PARAMETER_BUSY], 0.8, 1e-12);
	assert_string_equal(scenario.engine->id, "sglang");
	assert_int_equal(scenario.purchases, 1u << PURCHASE_ON_DEMAND | 1u << PURCHASE_RESERVED_1Y);
	/* Lines of their own say the same, also when the default is asked for. */
	scenario = rig_scenario(&rig);
	read_text("set purchase = on_demand\nset purchase = reserved_1y\n");
	settings_apply(&settings, &scenario, &problems);
	assert_int_equal(scenario.purchases, 1u << PURCHASE_ON_DEMAND | 1u << PURCHASE_RESERVED_1Y);
	assert_string_equal(settings_preset(&settings, PARAMETER_PURCHASE), "on_demand,reserved_1y");
	/* What contradicts itself is left out as a whole. */
	scenario = rig_scenario(&rig);
	read_text("set prompt = 8k\nset context = 4k\n");
	settings_apply(&settings, &scenario, &problems);
	assert_int_equal(problems.count, 1);
	CHECK_HOLDS(problems.items[0].text, "contradict");
	CHECK_NEAR(scenario.number[PARAMETER_PROMPT], 1024, 1e-12);
}

static void check_change(const char *old, const char *key, const char *value, const char *wanted)
{
	struct text out;

	text_init(&out);
	conf_change(old, key, value, &out);
	assert_string_equal(out.data, wanted);
	text_release(&out);
}

static void test_change(void **state)
{
	(void)state;
	check_change("", "a", "1", "a = 1\n");
	check_change("# c\n\n a=0\n# d\nb = 2", "a", "1", "# c\n\na = 1\n# d\nb = 2");
	check_change("b = 2", "a", "1", "b = 2\na = 1\n");
	check_change("a = 1\nb = 2\nA = 3\n", "a", "4", "b = 2\na = 4\n");
	check_change("a = 1\n#a = 2\nnonsense\na = 3", "a", NULL, "#a = 2\nnonsense\n");
	check_change("set  x = 1\nx = 2\n", "set x", "3", "set x = 3\nx = 2\n");
	check_change("b = 2\n", "a", NULL, "b = 2\n");
}

static void write_file(const char *path, const char *text)
{
	struct error error;

	assert_int_equal(file_write_atomic(path, text, strlen(text), &error), STATUS_OK);
}

/* A folder that does not exist yet; comments survive; a failed save keeps the file. */
static void test_save(void **state)
{
	char folder[] = "/tmp/gpuplan-settings-XXXXXX", home[256];
	struct error error = { 0 };
	struct text text;

	(void)state;
	text_init(&text);
	assert_non_null(mkdtemp(folder));
	snprintf(home, sizeof(home), "%s/deep/gpuplan", folder);
	settings_init(&settings);
	settings_load(&settings, home, &problems);
	assert_int_equal(settings_save(&settings, "theme", "light", &error), STATUS_OK);
	write_file(settings.path, "# keep me\nmouse = yes # no comment\ntheme = light\n");
	assert_int_equal(settings_save(&settings, "set busy", "80%", &error), STATUS_OK);
	assert_int_equal(settings_save(&settings, "theme", "default", &error), STATUS_OK);
	assert_int_equal(file_read(settings.path, FILE_CAP, &text, &error), STATUS_OK);
	assert_string_equal(text.data, "# keep me\nmouse = yes # no comment\ntheme = default\nset busy = 80%\n");
	/* A folder in the place of the file. */
	assert_int_equal(unlink(settings.path), 0);
	assert_int_equal(mkdir(settings.path, 0700), 0);
	assert_int_equal(settings_save(&settings, "theme", "light", &error), STATUS_IO);
	assert_true(error.text[0] != '\0');
	error_list_release(&problems);
	settings_load(&settings, home, &problems);
	assert_int_equal(problems.count, 1);
	assert_int_equal(rmdir(settings.path), 0);
	assert_int_equal(rmdir(home), 0);
	snprintf(home, sizeof(home), "%s/deep", folder);
	assert_int_equal(rmdir(home), 0);
	assert_int_equal(rmdir(folder), 0);
	/* No home. */
	settings_init(&settings);
	settings_load(&settings, "", &problems);
	assert_int_equal(settings_save(&settings, "theme", "light", &error), STATUS_IO);
	text_release(&text);
}

/* The screen: words are gone through, values typed, bad ones refused, and all is in the file. */
static void test_screen(void **state)
{
	char folder[] = "/tmp/gpuplan-settings-XXXXXX";
	struct error error = { 0 };
	struct text text;

	(void)state;
	text_init(&text);
	assert_non_null(mkdtemp(folder));
	settings_load(&rig.session.settings, folder, &problems);
	write_file(rig.session.settings.path, "# mine\ntheme = default\n");
	rig_keys(&rig, ", Right Right Down Down Enter Down Down Enter");
	assert_string_equal(rig.session.theme.name, "dark");
	assert_false(settings_yes(&rig.session.settings, SETTING_FAINT));
	assert_true(settings_yes(&rig.session.settings, SETTING_MOUSE) && rig.session.look_changed);
	for (int i = 0; i <= PARAMETER_BUSY; i++)
		rig_keys(&rig, "Down");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_SETTING_ENTRY);
	rig_type(&rig, "200%");
	rig_keys(&rig, "Enter");
	CHECK_HOLDS(rig.session.message.text, "busy");
	assert_int_equal(rig.session.view, VIEW_SETTING_ENTRY);
	rig_keys(&rig, "C-u");
	rig_type(&rig, "80%");
	rig_keys(&rig, "Enter");
	CHECK_HOLDS(rig.session.message.text, "saved");
	assert_int_equal(file_read(rig.session.settings.path, FILE_CAP, &text, &error), STATUS_OK);
	assert_string_equal(text.data, "# mine\ntheme = dark\nfaint = no\nmouse = yes\nset busy = 80%\n");
	rig_keys(&rig, "q");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.5, 1e-12);
	rig_keys(&rig, "R");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.8, 1e-12);
	rig_focus(&rig, PARAMETER_BUSY);
	rig_keys(&rig, "End d");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.8, 1e-12);
	rig_keys(&rig, ", Backspace Home d");
	assert_int_equal(file_read(rig.session.settings.path, FILE_CAP, &text, &error), STATUS_OK);
	assert_string_equal(text.data, "# mine\nfaint = no\nmouse = yes\n");
	assert_string_equal(rig.session.settings.value[SETTING_THEME], "auto");
	assert_string_equal(rig.session.theme.name, "default");
	rig_keys(&rig, "q R");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.5, 1e-12);
	rig_keys(&rig, ", Home");
	assert_int_equal(unlink(rig.session.settings.path), 0);
	assert_int_equal(rmdir(folder), 0);
	/* The folder is made anew; nothing is lost when that cannot be. */
	snprintf(rig.session.settings.path, sizeof(rig.session.settings.path), "/dev/null/gpuplan.conf");
	rig_keys(&rig, "Left");
	assert_string_equal(rig.session.theme.name, "monochrome");
	assert_int_equal(rig.session.message.status, STATUS_IO);
	CHECK_HOLDS(rig.session.message.text, "until the end of this session");
	text_release(&text);
}

/* What a row of the screen shows from its text column on. */
static void check_row(int row, const char *words, bool strong)
{
	const char *at;

	rig_draw(&rig, 24, 80);
	at = rig_dump(&rig);
	for (int i = 0; i < row; i++)
		at = strchr(at, '\n') + 1;
	assert_non_null(strstr(at, words));
	assert_true(strstr(at, words) < strchr(at, '\n'));
	assert_int_equal(canvas_at(&rig.canvas, row, 11)->style, strong ? STYLE_STRONG : STYLE_TEXT);
}

/* What differs from the default is bold and says where it is from; the foot explains the focused row, and its range
 * stays in sight while a typed value is refused. */
static void test_look(void **state)
{
	(void)state;
	rig_keys(&rig, ",");
	settings_override(&rig.session.settings, SETTING_MOUSE, "yes", FROM_OPTION);
	check_row(2 + SETTING_THEME, setting_row(SETTING_THEME)->initial, false);
	check_row(2 + SETTING_MOUSE, "yes", true);
	check_row(2 + SETTING_MOUSE, "option", true);
	check_row(20, "Theme     colours of the planner", false);
	check_row(22, "Allowed   default dark", false);
	for (int i = 0; i < SETTING_COUNT + PARAMETER_BUSY; i++)
		rig_keys(&rig, "Down");
	rig_keys(&rig, "Enter");
	rig_type(&rig, "200%");
	rig_keys(&rig, "Enter");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\u258cbusy: ");
	assert_int_equal(canvas_at(&rig.canvas, 20, 1)->style, STYLE_WARN);
	check_row(22, "Allowed   0.1% to 100%", false);
	CHECK_HOLDS(rig_dump(&rig), "Busy      200%");
	CHECK_HOLDS(rig_dump(&rig), "\u2500 set busy = ... \u2500");
}

/* Help on the focused row, and the way back to it. */
static void test_help(void **state)
{
	(void)state;
	rig_keys(&rig, ", Down F1");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), " Colours   colours where the terminal has them");
	CHECK_HOLDS(rig_dump(&rig), " Counts    from the next start");
	rig_keys(&rig, "Escape ?");
	rig_draw(&rig, 50, 80);
	CHECK_HOLDS(rig_dump(&rig), "take the line away: the default holds");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_SETTINGS);
	assert_int_equal(rig.session.views->settings.list.selected, SETTING_COLOR);
}

static int stop_all(void **state)
{
	error_list_release(&problems);
	return stop(state);
}

#define SETTINGS_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop_all)

int main(void)
{
	const struct CMUnitTest tests[] = { SETTINGS_TEST(test_good), SETTINGS_TEST(test_wrong_lines),
		SETTINGS_TEST(test_too_long), SETTINGS_TEST(test_apply), SETTINGS_TEST(test_change),
		SETTINGS_TEST(test_save), SETTINGS_TEST(test_screen), SETTINGS_TEST(test_look),
		SETTINGS_TEST(test_help) };

	return cmocka_run_group_tests(tests, enter, leave);
}
