/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as text: what they change, what they refuse, what completes them, and files of them. */
#include <stdio.h>
#include <unistd.h>

#include "study/scenario_text.h"
#include "support/planner_rig.h"
#include "tui/command_complete.h"
#include "tui/command_line.h"

RIG_DEFINE

static void run(const char *line)
{
	if (!command_line_run(&rig.session, line))
		fail_msg("'%s': %s", line, rig.session.message.text);
}

/* The line is refused with a message that holds `part`, and the workload stays as it was. */
static void refused(const char *line, const char *part)
{
	struct scenario before = rig.session.scenario;

	if (command_line_run(&rig.session, line))
		fail_msg("'%s' was taken", line);
	assert_int_not_equal(rig.session.message.status, STATUS_OK);
	CHECK_HOLDS(rig.session.message.text, part);
	assert_memory_equal(&before, &rig.session.scenario, sizeof(before));
}

static void check_context(double tokens)
{
	CHECK_NEAR(scenario_context(&rig.session.scenario), tokens, 1e-12);
}

static void test_parameter(void **state)
{
	(void)state;
	run("context 32k");
	check_context(32768);
	run(":context=16k");
	check_context(16384);
	run("  :set   context  =  12k  ");
	check_context(12288);
	run("set context 4k");
	check_context(4096);
	run("max-gpus 4");
	CHECK_NEAR(rig_number(&rig, PARAMETER_MAX_GPUS), 4, 0);
	run("max_gpus=2");
	CHECK_NEAR(rig_number(&rig, PARAMETER_MAX_GPUS), 2, 0);
	run("default context");
	check_context(8192);
	run("");
	run("  : ");
	run("model llama-3.1-8b");
	assert_string_equal(rig.session.scenario.model->short_name, "Llama-3.1-8B");
}

/* What the panel calls a parameter is a name of it. */
static void test_label(void **state)
{
	(void)state;
	run("users 40");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 40, 0);
	run(":set users 41");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 41, 0);
	run(":set Users=42");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 42, 0);
	run("TTFT \u2264 400ms");
	CHECK_NEAR(rig_number(&rig, PARAMETER_TTFT), 0.4, 1e-12);
	run("ttft 300ms");
	CHECK_NEAR(rig_number(&rig, PARAMETER_TTFT), 0.3, 1e-12);
	run("Ttft<=200ms");
	CHECK_NEAR(rig_number(&rig, PARAMETER_TTFT), 0.2, 1e-12);
	/* Blanks and punctuation do not matter, and the longest name counts: gpu is one, too. */
	run("max gpus 4");
	CHECK_NEAR(rig_number(&rig, PARAMETER_MAX_GPUS), 4, 0);
	run("set cache hit: 30%");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PREFIX_HIT), 0.3, 1e-12);
	run("kv cache fp8");
	assert_string_equal(rig.session.scenario.kv->id, "fp8");
	refused("GPU PRICE 30000", "GPU price: exactly one --gpu is wanted");
	run("4-bit any");
	CHECK_NEAR(rig_number(&rig, PARAMETER_FOUR_BIT), FOUR_BIT_ANY, 0);
	run("default Users");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 32, 0);
	run("users");
	CHECK_HOLDS(rig.session.message.text, "concurrency=32");
	/* A command and a name as they are written go before labels. */
	run("sort ttft");
	assert_int_equal(rig.session.sort_metric, METRIC_TTFT);
	run("model llama-3.1-8b");
	assert_string_equal(rig.session.scenario.model->short_name, "Llama-3.1-8B");
	refused("users 0", "1 to ");
	refused("usres 3", "did you mean Users?");
	refused("set cach hit=3", "unknown parameter 'cach'");
	refused("gpu=price", "price");
}

static void test_refused_value(void **state)
{
	(void)state;
	/* The range of the parameter table. */
	refused("context 4", "16 to 16M");
	refused("busy 0", "0.1% to 100%");
	refused("set context=many", "Context: ");
	refused("spot perhaps", "never, tolerant");
	refused("model nosuchmodel", "nosuchmodel");
	/* Longer than the model takes. */
	refused("context 1M", "131072");
	refused("gpu B200,nosuchgpu", "nosuchgpu");
	assert_int_equal(rig.session.scenario.gpus.count, 0);
}

static void test_unknown(void **state)
{
	(void)state;
	refused("contxt 8k", "did you mean context?");
	refused("detials", "did you mean details?");
	/* The beginning of a name is nearer than any name that is as short. */
	refused("don 08:00", "did you mean Done by?");
	refused("set contxt=8k", "did you mean context?");
	refused("abracadabra", "unknown command 'abracadabra'");
	refused("set abracadabra=1", "unknown parameter 'abracadabra'");
	refused("details 3", "takes no value");
	refused("q now", "takes no value");
	refused("topic a b c", "no parameter or figure");
	refused("default", "NAME is wanted");
	refused("=", "unknown command ''");
	refused("\xff\xfe", "unknown command");
}

/* Every parameter takes the text of its own value, and says it when asked. */
static void test_every_parameter(void **state)
{
	struct text line, before, after;

	(void)state;
	text_init(&line);
	text_init(&before);
	text_init(&after);
	for (int i = 0; i < PARAMETER_COUNT; i++) {
		enum parameter p = (enum parameter)i;

		run("reset");
		text_clear(&before);
		scenario_text(&rig.session.scenario, p, &before);
		text_clear(&line);
		text_addf(&line, "set %s", parameter_row(p)->name);
		run(line.data);
		assert_int_equal(
			strncmp(rig.session.message.text, parameter_row(p)->name, strlen(parameter_row(p)->name)), 0);
		if (before.length == 0)
			continue;
		text_clear(&line);
		text_addf(&line, "set %s=%s", parameter_row(p)->name, before.data);
		run(line.data);
		text_clear(&after);
		scenario_text(&rig.session.scenario, p, &after);
		assert_string_equal(after.data, before.data);
	}
	text_release(&line);
	text_release(&before);
	text_release(&after);
}

static void test_set_of_several(void **state)
{
	(void)state;
	run("gpu B200,H200-SXM");
	assert_int_equal(rig.session.result.count, 2);
	assert_non_null(rig_answer(&rig, "B200"));
	assert_non_null(rig_answer(&rig, "H200-SXM"));
	run("gpu L40S");
	assert_int_equal(rig.session.result.count, 1);
	run("default gpu");
	assert_true(rig.session.result.count > 2);
}

static void test_sort(void **state)
{
	static const struct {
		const char *name;
		int metric;
	} names[] = { { "ttft", METRIC_TTFT }, { "ttft_s", METRIC_TTFT }, { "TTFT", METRIC_TTFT },
		{ "usd_per_hour", METRIC_HOUR }, { "$/h", METRIC_HOUR }, { "memory.weights_gib", METRIC_WEIGHT_BYTES },
		{ "max users", METRIC_MAX_CONCURRENCY }, { "auto", -1 } };
	struct text line;

	(void)state;
	text_init(&line);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		text_clear(&line);
		text_addf(&line, "sort %s", names[i].name);
		run(line.data);
		assert_int_equal(rig.session.sort_metric, names[i].metric);
		text_clear(&line);
		text_addf(&line, "set sort=%s", names[i].name);
		run(line.data);
		assert_int_equal(rig.session.sort_metric, names[i].metric);
	}
	run("sort usd_per_hour");
	run("sort");
	CHECK_HOLDS(rig.session.message.text, "sort=usd_per_hour");
	refused("sort price", "unknown metric 'price'");
	assert_int_equal(rig.session.sort_metric, METRIC_HOUR);
	text_release(&line);
}

static void test_actions(void **state)
{
	(void)state;
	run("row-down");
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	assert_int_equal(rig.session.rows.selected, 1);
	run("parameter-last");
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	refused("pick-down", "only in: Lists");
	refused("scroll-down", "only in");
	run("details");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	run("scroll-down");
	assert_int_equal(rig.session.views->page.top, 1);
	run("close");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	run("help");
	/* An action of the workbench leaves the text first. */
	run("row-first");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	run("model");
	run("pick-down");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	run("close");
	run("quit");
	assert_true(rig.session.quit);
}

/* By its name an action does what its key does, in each panel that has it. */
static void test_every_action(void **state)
{
	struct text by_key;

	(void)state;
	text_init(&by_key);
	for (const struct action *a = workbench_tables()->actions; a->name; a++) {
		char key[KEY_NAME_SIZE];

		if (!(a->contexts & IN_WORKBENCH))
			continue;
		snprintf(key, sizeof(key), "%.*s", (int)strcspn(a->keys, " "), a->keys);
		for (int i = 0; i < 2; i++) {
			rig_stop(&rig);
			rig_start(&rig);
			rig_keys(&rig, a->contexts & IN_PARAMETERS ? key : "Tab");
			if (!(a->contexts & IN_PARAMETERS))
				rig_keys(&rig, key);
			rig_draw(&rig, 24, 80);
			if (i == 0) {
				text_clear(&by_key);
				text_add(&by_key, rig_dump(&rig));
			}
		}
		rig_stop(&rig);
		rig_start(&rig);
		command_line_run(&rig.session, a->name);
		rig_draw(&rig, 24, 80);
		if (strcmp(rig_dump(&rig), by_key.data) != 0)
			fail_msg("%s is not its key %s", a->name, key);
	}
	text_release(&by_key);
}

static void test_keys(void **state)
{
	(void)state;
	run("key Down Down 6 4 k Enter");
	check_context(65536);
	refused("key Tab NoSuchKey", "unknown key 'NoSuchKey'");
	/* A refused value is refused here too. */
	assert_false(command_line_run(&rig.session, "key Tab 9 9 9 9 9 k Enter"));
	/* A line that brings itself back would never end. */
	rig_keys(&rig, "Escape Escape");
	rig_command(&rig, "key : C-p Enter");
	CHECK_HOLDS(rig.session.message.text, "do not type keys");
}

/* Help on any figure and any parameter. */
static void test_topic(void **state)
{
	(void)state;
	run("topic kv_headroom_gib");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	CHECK_HOLDS(rig.session.views->page.text.data, "KV pool of the replica that is left");
	run("topic tpot");
	CHECK_HOLDS(rig.session.views->page.text.data, "longest time per output token");
	refused("topic nonsense", "no parameter or figure 'nonsense'; Tab lists all");
	rig_keys(&rig, "Escape");
	run("topic");
	assert_int_equal(rig.session.view, VIEW_TEXT);
}

static void test_theme(void **state)
{
	(void)state;
	run("theme light");
	assert_string_equal(rig.session.theme.name, "light");
	assert_true(rig.session.look_changed);
	refused("theme pink", "no theme 'pink': there are default, dark, light, high-contrast, monochrome, auto");
	run("theme");
	assert_string_equal(rig.session.theme.name, "high-contrast");
	run("theme");
	run("theme");
	assert_string_equal(rig.session.theme.name, "default");
	/* COLORFGBG says nothing here. */
	run("theme dark");
	run("theme auto");
	assert_string_equal(rig.session.theme.name, "default");
}

/* A command that needs the panels ends an interview that is open. */
static void test_leaves_the_wizard(void **state)
{
	(void)state;
	run("wizard");
	assert_non_null(rig.session.views->wizard);
	run("view fleet");
	assert_null(rig.session.views->wizard);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	run("wizard");
	run("sort-next");
	assert_null(rig.session.views->wizard);
}

/* The rows that have the words, in whatever case and order; nothing is refused, since the table says what it lacks. */
static void test_filter(void **state)
{
	int all = rig.session.result.count;

	(void)state;
	run("filter L40S");
	assert_string_equal(session_answer(&rig.session)->deployment.gpu->id, "L40S");
	assert_true(rig.session.shown.count < all);
	run("filter sxm h100");
	CHECK_HOLDS(session_answer(&rig.session)->deployment.gpu->id, "H100");
	CHECK_HOLDS(session_answer(&rig.session)->deployment.gpu->id, "SXM");
	run("filter sxm l40s nosuch");
	assert_int_equal(rig.session.shown.count, 0);
	/* A word without letters and digits is in no name. */
	run("filter ...");
	assert_int_equal(rig.session.shown.count, 0);
	run("filter");
	assert_int_equal(rig.session.shown.count, all);
}

/* The words that complete a line, parted by blanks. */
static const char *words(const char *head, struct line_choices *choices)
{
	static struct text out;

	line_choices_release(choices);
	command_complete(&rig.session, head, choices);
	text_clear(&out);
	for (size_t i = 0; i < choices->count; i++)
		text_addf(&out, i ? " %s" : "%s", choices->items[i].word);
	return out.data;
}

static void test_complete(void **state)
{
	struct line_choices choices = { 0 };

	(void)state;
	assert_string_equal(words("se", &choices), "set settings sequence Seconds server-price server-power");
	assert_string_equal(words(":defa", &choices), "default");
	assert_int_equal(choices.end, ' ');
	assert_string_equal(words("set con", &choices), "context concurrency");
	assert_int_equal(choices.end, '=');
	assert_false(choices.inside);
	CHECK_HOLDS(choices.items[0].help, "longest single request");
	assert_string_equal(words("default con", &choices), "context concurrency");
	assert_int_equal(choices.end, '\0');
	/* The stops of the slider. */
	assert_string_equal(words("context 3", &choices), "3k 3.5k 32k 384k");
	assert_string_equal(words("set context=3", &choices), "3k 3.5k 32k 384k");
	assert_string_equal(words("ttft o", &choices), "off");
	assert_string_equal(words("ttft 50", &choices), "50ms 500ms");
	assert_string_equal(words("spot ", &choices), "never tolerant");
	assert_string_equal(words("sort usd_per_h", &choices), "usd_per_hour");
	assert_string_equal(words("sort=ttft", &choices), "ttft_s");
	assert_string_equal(words("purchase on_demand,res", &choices), "reserved_1y reserved_3y");
	assert_string_equal(words("gpu l40", &choices), "L40 L40S");
	/* Labels. */
	assert_string_equal(words("us", &choices), "Users");
	assert_int_equal(choices.end, ' ');
	assert_string_equal(words("set us", &choices), "Users");
	assert_string_equal(words("users 25", &choices), "256");
	assert_string_equal(words("set users=25", &choices), "256");
	assert_string_equal(words("set max gpus=6", &choices), "64");
	/* Nobody's beginning. */
	assert_string_equal(words("set loss", &choices), "interruptions");
	assert_true(choices.inside);
	words("model qwen3", &choices);
	assert_true(choices.count > 3);
	assert_string_equal(words("details x", &choices), "");
	assert_string_equal(words("nosuch x", &choices), "");
	assert_string_equal(words("filter x", &choices), "");
	assert_false(choices.files);
	words("model ./con", &choices);
	assert_true(choices.files);
	line_choices_release(&choices);
}

/* All that can be typed first is offered once, with help. */
static void test_complete_everything(void **state)
{
	struct line_choices choices = { 0 };

	(void)state;
	words("", &choices);
	assert_true(choices.count > PARAMETER_COUNT);
	for (size_t i = 0; i < choices.count; i++) {
		assert_true(choices.items[i].help[0] != '\0');
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(choices.items[i].word, choices.items[j].word);
	}
	line_choices_release(&choices);
}

/* What completion offers for a value is taken. */
static void test_complete_values(void **state)
{
	struct line_choices choices = { 0 };
	struct text line;
	size_t count = 0;

	(void)state;
	text_init(&line);
	for (int i = 0; i < PARAMETER_COUNT; i++) {
		text_clear(&line);
		text_addf(&line, "set %s=", parameter_row((enum parameter)i)->name);
		words(line.data, &choices);
		for (size_t j = 0; j < choices.count; j++, count++) {
			struct scenario s = rig_scenario(&rig);
			struct error error = { 0 };

			if (scenario_set(&s, (enum parameter)i, choices.items[j].word, &error) != STATUS_OK)
				fail_msg("%s%s: %s", line.data, choices.items[j].word, error.text);
		}
	}
	assert_true(count > 200);
	line_choices_release(&choices);
	text_release(&line);
}

static enum status run_file(const char *content, struct error *error)
{
	char path[] = "/tmp/gpuplan-commands.XXXXXX";
	int fd = mkstemp(path);
	enum status status;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
	assert_int_equal(close(fd), 0);
	*error = (struct error){ 0 };
	status = command_line_run_file(&rig.session, path, error);
	unlink(path);
	return status;
}

static void test_file(void **state)
{
	struct error error;

	(void)state;
	assert_int_equal(
		run_file("# a comment\n\n  # another\ncontext 32k\r\n:row-down\n\tbusy 40%", &error), STATUS_OK);
	check_context(32768);
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.4, 1e-12);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	assert_int_equal(run_file("context 16k\n\nbusy 200%\ncontext 4k\n", &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, ":3: Busy: ");
	check_context(16384);
	assert_int_equal(run_file("", &error), STATUS_OK);
	assert_int_equal(run_file("quit\nnonsense\n", &error), STATUS_OK);
	assert_true(rig.session.quit);
	assert_int_equal(command_line_run_file(&rig.session, "/nonexistent/file", &error), STATUS_IO);
}

#define LINE_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { LINE_TEST(test_parameter), LINE_TEST(test_label),
		LINE_TEST(test_refused_value), LINE_TEST(test_unknown), LINE_TEST(test_every_parameter),
		LINE_TEST(test_set_of_several), LINE_TEST(test_sort), LINE_TEST(test_actions),
		LINE_TEST(test_every_action), LINE_TEST(test_keys), LINE_TEST(test_theme), LINE_TEST(test_topic),
		LINE_TEST(test_leaves_the_wizard), LINE_TEST(test_filter), LINE_TEST(test_complete),
		LINE_TEST(test_complete_everything), LINE_TEST(test_complete_values), LINE_TEST(test_file) };

	return cmocka_run_group_tests(tests, enter, leave);
}
