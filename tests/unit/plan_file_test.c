/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving, opening and exporting: what is on disk afterwards, what is in memory, what is said. */
#include <sys/stat.h>
#include <unistd.h>

#include "study/scenario_text.h"
#include "base/file.h"
#include "support/files.h"
#include "support/planner_rig.h"
#include "tui/command_line.h"
#include "tui/terminal/line_editor.h"

RIG_DEFINE_IN_FOLDER

/* Asks by a key and types a name in place of the proposal. */
static void ask(const char *key, const char *name)
{
	rig_keys(&rig, key);
	assert_int_equal(rig.session.view, VIEW_PROMPT);
	rig_keys(&rig, "C-u");
	rig_type(&rig, name);
	rig_keys(&rig, "Enter");
}

static void get(const char *name, struct text *content)
{
	struct error error;

	text_init(content);
	if (file_read(name, FILE_CAP, content, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static void check_said(const char *part, enum status status)
{
	if (!strstr(rig.session.message.text, part))
		fail_msg("\"%s\" is not in \"%s\"", part, rig.session.message.text);
	assert_int_equal(rig.session.message.status, status);
}

static bool title_has(const char *text)
{
	rig_draw(&rig, 24, 80);
	return strstr(rig_dump(&rig), text) && strstr(rig_dump(&rig), text) < strchr(rig_dump(&rig), '\n');
}

/* Every kind of value survives, also those without a default, sets and the order. */
static void test_round_trip(void **state)
{
	static const struct {
		enum parameter parameter;
		const char *text;
	} values[] = { { PARAMETER_MODEL, "Qwen/Qwen3-30B-A3B" }, { PARAMETER_KV, "fp8" }, { PARAMETER_PROMPT, "1500" },
		{ PARAMETER_CONTEXT, "20000" }, { PARAMETER_RATE, "2.5" }, { PARAMETER_TTFT, "off" },
		{ PARAMETER_TPOT, "33.3ms" }, { PARAMETER_SPOT, "tolerant" }, { PARAMETER_BUSY, "70%" },
		{ PARAMETER_FOUR_BIT, "int4" }, { PARAMETER_GPU, "H100-SXM-80GB" },
		{ PARAMETER_REGION, "East Coast (NY2)" }, { PARAMETER_PURCHASE, "spot" }, { PARAMETER_MAX_GPUS, "4" } };
	struct scenario saved;

	(void)state;
	unlink("plan.json");
	for (size_t i = 0; i < COUNT_OF(values); i++)
		assert_true(session_set(&rig.session, values[i].parameter, values[i].text));
	rig_keys(&rig, "Tab s s");
	saved = rig.session.scenario;
	saved.sort_metric = rig.session.sort_metric;
	/* The first proposal is good enough to press Enter. */
	rig_keys(&rig, "W Enter");
	check_said("Saved: plan.json", STATUS_OK);
	assert_true(title_has(" plan.json"));
	rig_keys(&rig, "R");
	assert_true(title_has("*plan.json"));
	ask("O", "plan.json");
	check_said("Opened: plan.json", STATUS_OK);
	rig.session.scenario.sort_metric = rig.session.sort_metric;
	assert_true(scenario_equal(&rig.session.scenario, &saved));
	assert_false(title_has("*"));
	rig_keys(&rig, "u");
	assert_null(strstr(rig.session.message.text, "Nothing"));
	assert_true(isnan(rig_number(&rig, PARAMETER_RATE)));
}

/* What a plan does not say has its default, whatever was set before. */
static void test_partial(void **state)
{
	(void)state;
	file_put("other.json", "{\"prompt\":2000}");
	rig_focus(&rig, PARAMETER_OUTPUT);
	rig_keys(&rig, "Right");
	ask("O", "other.json");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 2000, 1e-12);
	CHECK_NEAR(rig_number(&rig, PARAMETER_OUTPUT), 256, 1e-12);
}

/* Anything wrong with a file: one message with the place, and not a bit of the plan changes. */
static void test_broken(void **state)
{
	static const struct {
		const char *content, *said;
		enum status status;
	} files[] = {
		{ "", "bad.json", STATUS_DATA },
		{ "{", "bad.json", STATUS_DATA },
		{ "[1]", "bad.json: /: an object is wanted", STATUS_DATA },
		{ "{\"scenario\":7}", "bad.json: /scenario/: an object is wanted", STATUS_DATA },
		{ "{\"study\":\"foo\",\"scenario\":{}}",
			"bad.json: /study: not a study, allowed are serve, fleet, batch, own", STATUS_DATA },
		{ "{\"study\":7,\"scenario\":{}}", "bad.json: /study: not a study", STATUS_DATA },
		{ "{\"promt\":1}", "bad.json: /promt: not a parameter", STATUS_DATA },
		{ "{\"output\":300,\"prompt\":0}", "bad.json: /prompt: ", STATUS_DATA },
		{ "{\"scenario\":{\"busy\":7}}", "bad.json: /scenario/busy: ", STATUS_DATA },
		{ "{\"prompt\":[1]}", "bad.json: /prompt: ", STATUS_DATA },
		{ "{\"model\":\"no/such-model\"}", "bad.json: /model: ", STATUS_DATA },
		{ "{\"gpu\":[\"H100-SXM-80GB\",5]}", "bad.json: /gpu: ", STATUS_DATA },
		{ "{\"prompt\":100000,\"context\":2000}", "bad.json: /: --context: ", STATUS_DATA },
		{ "\xff\xfe", "bad.json", STATUS_DATA },
	};
	struct scenario before;

	(void)state;
	rig_focus(&rig, PARAMETER_PROMPT);
	rig_keys(&rig, "Right");
	before = rig.session.scenario;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		file_put("bad.json", files[i].content);
		ask("O", "bad.json");
		check_said(files[i].said, files[i].status);
		/* The question stays, so that another name can be typed. */
		assert_int_equal(rig.session.view, VIEW_PROMPT);
		rig_keys(&rig, "Escape");
		assert_true(scenario_equal(&rig.session.scenario, &before));
		assert_null(rig.session.plan.path);
	}
	ask("O", "nowhere.json");
	check_said("nowhere.json: ", STATUS_IO);
	rig_keys(&rig, "Escape");
	ask("O", ".");
	check_said(".: ", STATUS_IO);
	rig_keys(&rig, "Escape O C-u Enter");
	check_said("the name of a file is wanted", STATUS_USAGE);
	rig_keys(&rig, "Escape u");
	assert_true(rig.session.message.status == STATUS_OK);
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 1024, 1e-12);
}

/* The range of a field is in the message. */
static void test_range(void **state)
{
	(void)state;
	file_put("bad.json", "{\"busy\":7}");
	ask("O", "bad.json");
	check_said("bad.json: /busy: ", STATUS_DATA);
	/* 0.001 to 1 in parameter-table.h */
	check_said("0.1% to 100%", STATUS_DATA);
}

/* Another file is replaced by a second Enter only; any key between takes the first one back. */
static void test_overwrite(void **state)
{
	struct text content;

	(void)state;
	file_put("other.json", "precious");
	ask("W", "other.json");
	check_said("other.json is there already", STATUS_USAGE);
	rig_keys(&rig, "Left Enter");
	check_said("other.json is there already", STATUS_USAGE);
	rig_keys(&rig, "Escape");
	ask("W", "other.json");
	check_said("other.json is there already", STATUS_USAGE);
	get("other.json", &content);
	assert_string_equal(content.data, "precious");
	text_release(&content);
	rig_keys(&rig, "Enter");
	check_said("Saved: other.json", STATUS_OK);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	/* Its own file needs no question. */
	rig_keys(&rig, "R W Enter");
	check_said("Saved: other.json", STATUS_OK);
	/* A whole answer would lose its results. */
	ask("x", "answer.json");
	check_said("Exported: answer.json", STATUS_OK);
	ask("O", "answer.json");
	check_said("Opened: answer.json", STATUS_OK);
	rig_keys(&rig, "W Enter");
	check_said("answer.json is there already", STATUS_USAGE);
}

/* A save that fails says why; the plan, its name and its mark stay. */
static void test_failed_save(void **state)
{
	struct scenario before;

	(void)state;
	unlink("plan.json");
	rig_keys(&rig, "W Enter");
	rig_focus(&rig, PARAMETER_PROMPT);
	rig_keys(&rig, "Right");
	before = rig.session.scenario;
	ask("W", "no/folder/plan.json");
	check_said("No such file or directory", STATUS_IO);
	assert_int_equal(rig.session.view, VIEW_PROMPT);
	rig_keys(&rig, "Escape");
	ask("W", ".");
	check_said("Is a directory", STATUS_IO);
	rig_keys(&rig, "Escape");
	assert_true(scenario_equal(&rig.session.scenario, &before));
	assert_string_equal(rig.session.plan.path, "plan.json");
	assert_true(title_has("*plan.json"));
	if (access("/dev/full", W_OK) == 0) {
		ask("W", "/dev/full");
		rig_keys(&rig, "Enter");
		check_said("No space left", STATUS_IO);
	}
}

static void test_home(void **state)
{
	(void)state;
	assert_int_equal(setenv("HOME", folder, 1), 0);
	ask("W", "~/home.json");
	check_said("/home.json", STATUS_OK);
	assert_true(file_exists("home.json"));
	assert_false(file_exists("~"));
}

/* The end of the name decides; without one that is known nothing is written. */
static void test_export(void **state)
{
	static const struct {
		const char *name, *begins;
	} files[] = {
		{ "report.md", "# GPUs for Llama 3.3 70B Instruct\n" },
		{ "r.MD", "# " },
		{ "report.html", "<!DOCTYPE html>\n" },
		{ "report.csv", "gpu,gpus," },
		{ "report.json", "{\"schema\":\"gpuplan/1\",\"command\":\"rank\",\n\"scenario\":{" },
		{ "report.txt", "Llama 3.3 70B Instruct, 70.6B\n" },
	};
	static const char *const refused[] = { "report", "report.pdf", ".html", "md" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct text content;

		unlink(files[i].name);
		ask("x", files[i].name);
		check_said("Exported: ", STATUS_OK);
		get(files[i].name, &content);
		assert_memory_equal(content.data, files[i].begins, strlen(files[i].begins));
		assert_null(strchr(content.data, '\033'));
		text_release(&content);
	}
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		ask("x", refused[i]);
		check_said(".txt, .json, .csv, .md or .html", STATUS_USAGE);
		assert_false(file_exists(refused[i]));
		rig_keys(&rig, "Escape");
	}
	assert_null(rig.session.plan.path);
}

/* The line of the question at every size, with a long name and wide characters. */
static void test_question(void **state)
{
	static const int sizes[][2] = { { 16, 60 }, { 24, 80 }, { 50, 200 }, { 5, 20 }, { 1, 1 } };

	(void)state;
	rig_keys(&rig, "x");
	input_paste(&rig.session, "plán 計画 ");
	for (int i = 0; i < 60; i++)
		rig_type(&rig, "folder/");
	for (size_t i = 0; i < COUNT_OF(sizes); i++)
		rig_draw(&rig, sizes[i][0], sizes[i][1]);
	rig_draw(&rig, 24, 80);
	assert_int_equal(rig.canvas.cursor_row, 23);
	assert_non_null(strstr(rig_dump(&rig), "Export to (.md .html .csv .json .txt):"));
	/* Letters are text here, also those that are keys elsewhere. */
	rig_keys(&rig, "C-u q u W");
	assert_string_equal(line_editor_line(), "quW");
	assert_false(rig.session.quit);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
}

/* The selected row in a few lines, with a command that gives the same figures. */
static void test_copy(void **state)
{
	const struct text *copied = &rig.session.clipboard;

	(void)state;
	rig_focus(&rig, PARAMETER_TTFT);
	rig_type(&rig, "700");
	rig_keys(&rig, "Enter Tab Down");
	assert_int_equal(copied->length, 0);
	rig_keys(&rig, "y");
	check_said("clipboard", STATUS_OK);
	assert_non_null(strstr(copied->data, session_answer(&rig.session)->deployment.gpu->name));
	assert_non_null(strstr(copied->data, "\ngpuplan estimate --ttft 700ms --gpu "));
	assert_null(strchr(copied->data, '\033'));
	assert_true(copied->length < 1000);
}

/* The same by commands; "!" stands for the second Enter. */
static void test_commands(void **state)
{
	struct session *s = &rig.session;

	(void)state;
	file_put("taken.json", "precious");
	unlink("mine.json");
	unlink("gpuplan.html");
	assert_true(command_line_run(s, "save mine.json"));
	check_said("Saved: mine.json", STATUS_OK);
	assert_false(command_line_run(s, "save taken.json"));
	check_said("taken.json is there already: save! replaces it", STATUS_USAGE);
	assert_string_equal(s->plan.path, "mine.json");
	assert_true(command_line_run(s, "save! taken.json"));
	assert_true(command_line_run(s, "prompt=4k"));
	assert_true(command_line_run(s, "open mine.json"));
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 1024, 1e-12);
	assert_false(command_line_run(s, "open nowhere.json"));
	assert_true(command_line_run(s, "export html"));
	check_said("Exported: gpuplan.html", STATUS_OK);
	assert_true(file_exists("gpuplan.html"));
	assert_false(command_line_run(s, "export pdf"));
	check_said(".html", STATUS_USAGE);
	/* Without a name it is asked for, in the view that is shown. */
	assert_true(command_line_run(s, "curves"));
	assert_true(command_line_run(s, "save"));
	assert_int_equal(s->view, VIEW_PROMPT);
	rig_keys(&rig, "Escape");
	assert_int_equal(s->view, VIEW_CURVES);
}

/* Tab completes names of files, also those with blanks. */
static void test_completion(void **state)
{
	(void)state;
	file_put("a plan of mine.json", "{\"prompt\":3000}");
	rig_keys(&rig, "O C-u");
	rig_type(&rig, "a plan o");
	rig_keys(&rig, "Tab");
	assert_int_equal(strncmp(line_editor_line(), "a plan of mine.json", 19), 0);
	rig_keys(&rig, "Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 3000, 1e-12);
	file_put("unique-plan.json", "{\"prompt\":5000}");
	rig_keys(&rig, ":");
	rig_type(&rig, "open uniq");
	rig_keys(&rig, "Tab Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 5000, 1e-12);
}

static void check_exported(const char *name, const char *part)
{
	struct text content;

	unlink(name);
	ask("x", name);
	check_said("Exported: ", STATUS_OK);
	get(name, &content);
	if (!strstr(content.data, part))
		fail_msg("%s: no \"%s\"", name, part);
	text_release(&content);
}

static int count_parts(const char *name, const char *part)
{
	struct text content;
	int count = 0;

	get(name, &content);
	for (const char *at = content.data; (at = strstr(at, part)); at++)
		count++;
	text_release(&content);
	return count;
}

/* What is shown is exported: the explanation, two rows, the points of the curves; then the view
 * is there again. */
static void test_views(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab Enter");
	check_exported("why.json", "\"command\":\"explain\"");
	assert_int_equal(count_parts("why.json", "\"explanation\":["), 1);
	assert_int_equal(count_parts("why.json", "\"bound\":"), 1);
	check_exported("why.txt", "GiB");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	rig_keys(&rig, "q Space Down Space c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	check_exported("two.json", "\"command\":\"rank\"");
	assert_int_equal(count_parts("two.json", "\"bound\":"), 2);
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	rig_keys(&rig, "q ]");
	check_exported("fleet.json", "\"command\":\"fleet\"");
	check_exported("fleet.html", "A fleet for Llama 3.3 70B Instruct");
	rig_keys(&rig, "M-4");
	check_exported("own.csv", "owned_usd_per_month");
	rig_keys(&rig, "]");
	check_exported("train.json", "\"command\":\"train\"");
	check_exported("train.csv", ",checkpoint_gib,");
	rig_keys(&rig, "M-1 v");
	check_exported("curves.json", "\"command\":\"curve\"");
	assert_true(count_parts("curves.json", "\"verdict\":") > 20);
	check_exported("curves.csv", "gpu,gpus,");
	check_exported("curves.html", "<svg");
	assert_int_equal(rig.session.view, VIEW_CURVES);
}

/* Commands and undo work above the curves, too. */
static void test_screens(void **state)
{
	(void)state;
	rig_keys(&rig, "v :");
	rig_type(&rig, "prompt=2k");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_CURVES);
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 2048, 1e-12);
	rig_keys(&rig, "u");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 1024, 1e-12);
	assert_int_equal(rig.session.view, VIEW_CURVES);
	rig_keys(&rig, "?");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_keys(&rig, "q");
	assert_int_equal(rig.session.view, VIEW_CURVES);
}

/* Leaving asks only where an open plan has changes, and any other key takes the first q back. */
static void test_quit(void **state)
{
	struct session *s = &rig.session;

	(void)state;
	unlink("plan.json");
	assert_true(session_set(s, PARAMETER_PROMPT, "2k"));
	rig_keys(&rig, "W Enter");
	assert_true(session_set(s, PARAMETER_PROMPT, "3k"));
	rig_keys(&rig, "q");
	assert_false(s->quit);
	check_said("plan.json has changes", STATUS_USAGE);
	rig_keys(&rig, "Down q");
	assert_false(s->quit);
	assert_false(command_line_run(s, "q"));
	rig_keys(&rig, "W Enter");
	assert_true(command_line_run(s, "q"));
	assert_true(s->quit);
	s->quit = false;
	assert_true(session_set(s, PARAMETER_PROMPT, "4k"));
	assert_true(command_line_run(s, "q!"));
	s->quit = false;
	rig_keys(&rig, "Down q q");
	assert_true(s->quit);
	s->quit = false;
	rig_keys(&rig, "Down C-c");
	assert_true(s->quit);
}

/* Without a plan in a file there is nothing to lose. */
static void test_quit_without_plan(void **state)
{
	(void)state;
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	rig_keys(&rig, "q");
	assert_true(rig.session.quit);
}

#define PLAN_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLAN_TEST(test_round_trip), PLAN_TEST(test_partial), PLAN_TEST(test_broken),
		PLAN_TEST(test_range), PLAN_TEST(test_overwrite), PLAN_TEST(test_failed_save), PLAN_TEST(test_home),
		PLAN_TEST(test_export), PLAN_TEST(test_question), PLAN_TEST(test_copy), PLAN_TEST(test_commands),
		PLAN_TEST(test_completion), PLAN_TEST(test_views), PLAN_TEST(test_screens), PLAN_TEST(test_quit),
		PLAN_TEST(test_quit_without_plan) };

	return cmocka_run_group_tests(tests, enter, leave);
}
