/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists to choose from: searching, taking, leaving, and every model of the catalog. */
#include <sys/stat.h>

#include "base/file.h"
#include "cli/model_files.h"
#include "support/planner_rig.h"
#include "tui/mouse.h"

RIG_DEFINE

/* Entries for models that are not listed. */
enum { QUESTIONS = 3 };

static int matches_shown(const char *word)
{
	const struct picker *p = &rig.session.views->picker;
	int count = 0;

	for (int i = 0; i < p->list.count; i++) {
		char key[256];

		text_key(p->all.at[p->shown[i]].label, key, sizeof(key));
		count += !!strstr(key, word);
	}
	return count;
}

/* Checkpoints with a limit of their own, each a line. */
static int releases(void)
{
	int count = 0;

	for (int i = 0; i < rig.catalog.checkpoint_count; i++)
		count += rig.catalog.checkpoints[i].max_context > 0.0;
	return count;
}

static void test_model_picker(void **state)
{
	const struct picker *p = &rig.session.views->picker;
	char wanted[128];

	(void)state;
	rig_keys(&rig, "m");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_int_equal(p->list.count, rig.catalog.model_count + releases() + QUESTIONS);
	assert_string_equal(p->all.at[p->shown[p->list.selected]].value, rig.session.scenario.model->id);
	rig_type(&rig, "qwen 8b");
	assert_true(p->list.count > QUESTIONS && p->list.count < rig.catalog.model_count);
	assert_int_equal(matches_shown("qwen"), p->list.count - QUESTIONS);
	assert_int_equal(p->list.selected, 0);
	rig_keys(&rig, "Down");
	snprintf(wanted, sizeof(wanted), "%s", p->all.at[p->shown[p->list.selected]].value);
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.scenario.model->id, wanted);
	assert_ptr_equal(rig.session.result.model, rig.session.scenario.model);
	/* Nothing matches: what is not listed can be described; nothing changes on the way. */
	rig_keys(&rig, "m");
	rig_type(&rig, "no such model");
	assert_int_equal(p->list.count, QUESTIONS);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "nothing matches; a model that is not");
	CHECK_HOLDS(rig_dump(&rig), "from config.json ...");
	rig_keys(&rig, "Down PageUp Enter");
	assert_int_equal(p->asks, ASKS_PATH);
	rig_draw(&rig, 24, 80);
	/* From what is asked back to the list, and from there back to the panels. */
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_int_equal(p->asks, ASKS_NOTHING);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.scenario.model->id, wanted);
	rig_keys(&rig, "m Down Down Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.scenario.model->id, wanted);
	/* Deleting the words brings every model back. */
	rig_keys(&rig, "m");
	rig_type(&rig, "zzz");
	rig_keys(&rig, "Backspace Backspace Backspace");
	assert_int_equal(p->list.count, rig.catalog.model_count + releases() + QUESTIONS);
}

/* The first entry that is shown for the words. */
static const struct picker_item *first_for(const char *words)
{
	const struct picker *p = &rig.session.views->picker;

	rig_keys(&rig, "m");
	rig_type(&rig, words);
	if (p->list.count == 0)
		fail_msg("%s: nothing", words);
	assert_int_equal(p->list.selected, 0);
	return &p->all.at[p->shown[0]];
}

/* Words and the entry that is meant, which stands first. */
static void test_fuzzy_models(void **state)
{
	static const struct {
		const char *words, *label;
	} wanted[] = { { "llama 3.3", "Llama 3.3 70B Instruct" }, { "l3370", "Llama 3.3 70B Instruct" },
		{ "QWEN3 8b", "Qwen3 8B" }, { "qwen3-8b", "Qwen3 8B" }, { "405", "Llama 3.1 405B" },
		{ "mixtral 22", "Mixtral 8x22B" }, { "mixtral", "Mixtral 8x7B" }, { "deepsek", "DeepSeek V2" },
		{ "deepseek", "DeepSeek V2" }, { "qwn3 30", "Qwen3 30B A3B" }, { "R1", "DeepSeek R1" },
		{ "ds r1", "DeepSeek R1" }, { "r1 70", "DeepSeek R1 Distill Llama 70B" }, { "v3", "DeepSeek V3" },
		{ "deepseek v3", "DeepSeek V3" }, { "dsv3", "DeepSeek V3" },
		/* Several are as good: the shortest name, then the catalog's order. */
		{ "llama 70", "Llama 2 70B" }, { "llama3 70", "Llama 3 70B" }, { "gemma 27", "Gemma 2 27B" },
		{ "kimi", "Kimi K2" }, { "nemotron", "Nemotron H 56B" }, { "qwen", "Qwen3 4B" },
		{ "l3 8b", "Llama 3 8B" }, { "llama31 8", "Llama 3.1 8B" }, { "llama 8b", "Llama 3 8B" },
		{ "gpt-oss 120", "gpt-oss 120B" }, { "gptoss", "gpt-oss 20B" }, { "openai", "gpt-oss 20B" },
		{ "qwen coder", "Qwen3 Coder 480B A35B" }, { "qwen 7b", "Qwen2.5 7B" }, { "qwen2.5 7", "Qwen2.5 7B" },
		{ "qwen 3", "Qwen3 4B" }, { "qwen3 235", "Qwen3 235B A22B" }, { "nemo", "Mistral Nemo 12B" },
		{ "falcon 40", "Falcon 40B" }, { "mamba2", "Mamba-2 2.7B" }, { "command r", "Command R 35B" },
		{ "command r+", "Command R+ 104B" },
		/* Other names of a model: a part, and all of one. */
		{ "qwq", "Qwen2.5 32B" }, { "glm 4.7", "GLM 4.6" }, { "glm 4.7 f", "GLM 4.7 Flash" },
		/* Entries that ask; a model that matches as well comes first. */
		{ "config", "from config.json ..." }, { "gguf", "from config.json ..." },
		{ "generic", "generic dense by size ..." }, { "generic moe", "generic MoE by size ..." },
		{ "dense", "generic dense by size ..." }, { "moe", "Phi 3.5 MoE" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		const struct picker_item *first = first_for(wanted[i].words);

		if (strcmp(first->label, wanted[i].label) != 0)
			fail_msg("%s: %s, not %s", wanted[i].words, first->label, wanted[i].label);
		rig_keys(&rig, "Escape Escape");
	}
}

/* Those that ask are taken like others, and stay at the end where they do not match. */
static void test_questions(void **state)
{
	const struct picker *p = &rig.session.views->picker;

	(void)state;
	first_for("generic dense");
	rig_keys(&rig, "Enter");
	assert_int_equal(p->asks, ASKS_DENSE_SIZE);
	assert_string_equal(p->words.text, "");
	rig_type(&rig, "70B");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PARAMS), 70e9, 1e-12);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), " 70B \u00b7 ");
	/* Of experts, in the row of the question as in the panel. */
	assert_true(session_set_generic(&rig.session, "235B", "22B"));
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), " 235B/22B \u00b7 ");
	first_for("moe");
	assert_int_equal(p->all.at[p->shown[1]].asks, ASKS_EXPERTS_SIZE);
	assert_false(p->nothing);
	rig_keys(&rig, "Escape Escape");
	first_for("mixtral");
	for (int i = 0; i < p->list.count; i++)
		assert_int_equal(p->all.at[p->shown[i]].asks != ASKS_NOTHING, i >= p->list.count - QUESTIONS);
	/* Blanks and punctuation are no words: the order of the catalog. */
	rig_keys(&rig, "Escape Escape");
	first_for(" .");
	for (int i = 0; i < p->list.count; i++)
		assert_int_equal(p->shown[i], i);
}

/* Lists without entries that ask have nothing to show. */
static void test_nothing(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_ENGINE);
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	rig_type(&rig, "zzz");
	assert_int_equal(rig.session.views->picker.list.count, 0);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "nothing matches; delete letters to");
	rig_type(&rig, "/");
	rig_keys(&rig, "C-u");
	rig_type(&rig, "./x");
	rig_draw(&rig, 24, 80);
	assert_null(strstr(rig_dump(&rig), "read ./x"));
}

/* Escape first empties the words and says so, then it leaves; the selection is again what the plan has. */
static void test_escape(void **state)
{
	const struct picker *p = &rig.session.views->picker;

	(void)state;
	rig_keys(&rig, "m");
	CHECK_HOLDS(rig_bottom(&rig), "Esc back");
	rig_type(&rig, "qwen");
	CHECK_HOLDS(rig_bottom(&rig), "Esc all again");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), " /qwen ");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_string_equal(p->words.text, "");
	assert_int_equal(p->list.count, rig.catalog.model_count + releases() + QUESTIONS);
	assert_string_equal(picker_selected(p)->value, rig.session.scenario.model->id);
	CHECK_HOLDS(rig_bottom(&rig), "Esc back");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
}

/* What the preview says of a model is what the panel's answer would be with it. */
static void test_preview(void **state)
{
	const struct picker *p = &rig.session.views->picker;
	const struct row *best;
	char leads[128], weights[64];

	(void)state;
	rig_keys(&rig, "m");
	rig_type(&rig, "qwen3 8b");
	rig_draw(&rig, 24, 120);
	snprintf(leads, sizeof(leads), "%s", strstr(rig_dump(&rig), "Leads "));
	*strchr(leads, '\n') = '\0';
	CHECK_HOLDS(rig_dump(&rig), "\u2501\u252c\u2500\u2500 Qwen3 8B \u2500");
	/* 36 layers with 8 heads of 128, keys and values of two bytes: 144 KiB a token; times 8,192 it is 1.125 GiB. */
	CHECK_HOLDS(rig_dump(&rig), "KV cache  144 KiB a token, 1.12 GiB at 8k, BF16");
	CHECK_HOLDS(rig_dump(&rig), "Context   40k tokens at most");
	CHECK_HOLDS(rig_dump(&rig), "Licence   apache-2.0");
	/* Looking changes nothing. */
	assert_string_equal(rig.session.scenario.model->id, "meta-llama/Llama-3.3-70B-Instruct");
	rig_keys(&rig, "Enter");
	best = result_best(&rig.session.result);
	assert_non_null(best);
	snprintf(weights, sizeof(weights), "%.0f %s from %s: ", deployment_gpus(&best->deployment),
		best->deployment.gpu->short_name, best->offer->provider->name);
	CHECK_HOLDS(leads, weights);
	/* A mixture of experts tells both sizes; the cache of one that never grows has one. */
	rig_keys(&rig, "m");
	rig_type(&rig, "qwen3 235");
	rig_draw(&rig, 24, 120);
	CHECK_HOLDS(rig_dump(&rig), "Params    235B, of which a token passes ");
	rig_keys(&rig, "Enter");
	/* Other lists say what leads, too. */
	rig_focus(&rig, PARAMETER_SPOT);
	rig_keys(&rig, "Enter End");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "Leads ");
	CHECK_HOLDS(rig_dump(&rig), "Sets ");
	assert_true(p->preview.solved);
}

/* A click selects, a second one takes; beside the list nothing happens. */
static void test_mouse(void **state)
{
	const struct picker *p = &rig.session.views->picker;
	struct mouse mouse = { .kind = MOUSE_PRESS };
	const char *wanted;

	(void)state;
	rig_keys(&rig, "m Home");
	rig_draw(&rig, 24, 80);
	mouse.row = 4; /* under the title is the first */
	mouse.column = 60;
	mouse_act(&rig.session, &rig.canvas, mouse);
	assert_int_equal(p->list.selected, 0);
	mouse.column = 3;
	mouse_act(&rig.session, &rig.canvas, mouse);
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_int_equal(p->list.selected, 2);
	wanted = picker_selected(p)->value;
	rig_draw(&rig, 24, 80);
	mouse_act(&rig.session, &rig.canvas, mouse);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.scenario.model->id, wanted);
}

/* Any size draws inside the canvas; the preview goes below, and then away. */
static void test_sizes(void **state)
{
	static const int sizes[][2] = { { 16, 60 }, { 16, 200 }, { 20, 60 }, { 24, 71 }, { 24, 72 }, { 24, 80 },
		{ 50, 200 }, { 5, 40 }, { 1, 1 } };

	(void)state;
	rig_keys(&rig, "m");
	for (int part = 0; part < 3; part++) {
		for (size_t i = 0; i < COUNT_OF(sizes); i++)
			rig_draw(&rig, sizes[i][0], sizes[i][1]);
		rig_draw(&rig, 24, 60);
		assert_int_equal(part == 0, !!strstr(rig_dump(&rig), "Leads "));
		rig_type(&rig, part == 0 ? "./x" : "");
		rig_keys(&rig, part == 1 ? "C-u End Enter" : "Home");
	}
}

/* A checkpoint's name, which is no id, finds its model. */
static void test_aliases(void **state)
{
	const struct picker *p = &rig.session.views->picker;
	const struct checkpoint *c = NULL;

	(void)state;
	for (int i = 0; i < rig.catalog.checkpoint_count && !c; i++)
		if (strcmp(rig.catalog.checkpoints[i].id, rig.catalog.checkpoints[i].model->id) != 0 &&
			rig.catalog.checkpoints[i].weights && !rig.catalog.checkpoints[i].max_context)
			c = &rig.catalog.checkpoints[i];
	assert_non_null(c);
	rig_keys(&rig, "m");
	rig_type(&rig, c->id);
	assert_true(p->list.count > QUESTIONS);
	assert_string_equal(p->all.at[p->shown[0]].value, c->model->id);
}

/* A release that shares an architecture brings its own limit, and is where the list opens again. */
static void test_releases(void **state)
{
	const struct scenario *s = &rig.session.scenario;

	(void)state;
	rig_keys(&rig, "m");
	rig_type(&rig, "qwen3-235b-a22b-instruct-2507");
	rig_keys(&rig, "Enter");
	assert_string_equal(s->model->id, "Qwen/Qwen3-235B-A22B");
	CHECK_NEAR(scenario_context_limit(s), 262144, 0);
	assert_true(session_set(&rig.session, PARAMETER_CONTEXT, "100000"));
	rig_keys(&rig, "m");
	assert_string_equal(rig.session.views->picker.all
				    .at[rig.session.views->picker.shown[rig.session.views->picker.list.selected]]
				    .value,
		"Qwen/Qwen3-235B-A22B-Instruct-2507");
	rig_keys(&rig, "Escape");
	assert_true(session_set(&rig.session, PARAMETER_MODEL, "Kimi-K2-Thinking"));
	CHECK_NEAR(scenario_context_limit(s), 262144, 0);
	assert_true(session_set(&rig.session, PARAMETER_MODEL, "Kimi-K2-Instruct"));
	CHECK_NEAR(scenario_context_limit(s), 131072, 0);
}

static void test_generic(void **state)
{
	const struct scenario *s = &rig.session.scenario;

	(void)state;
	rig_keys(&rig, "m End Up Enter");
	assert_int_equal(rig.session.views->picker.asks, ASKS_DENSE_SIZE);
	rig_type(&rig, "70x");
	rig_keys(&rig, "Enter");
	/* Refused: the question stays with what was typed. */
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_string_not_equal(rig.session.message.text, "");
	assert_string_equal(rig.session.views->picker.words.text, "70x");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\n parameters: 70x");
	/* The message is longer than the row: its beginning and its end. */
	CHECK_HOLDS(rig_dump(&rig), "\u258cparams: ");
	assert_non_null(s->model);
	rig_keys(&rig, "Backspace B Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_null(s->model);
	CHECK_NEAR(s->number[PARAMETER_PARAMS], 70e9, 1e-12);
	assert_true(isnan(s->number[PARAMETER_ACTIVE]));
	/* Digits that were typed to search are the answer already. */
	rig_keys(&rig, "m");
	assert_int_equal(
		rig.session.views->picker.all.at[rig.session.views->picker.list.selected].asks, ASKS_DENSE_SIZE);
	rig_type(&rig, "235B/22B");
	for (int i = 0; i < rig.session.views->picker.all.count; i++)
		rig_keys(&rig, "Down");
	rig_keys(&rig, "Enter Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	CHECK_NEAR(s->number[PARAMETER_PARAMS], 235e9, 1e-12);
	CHECK_NEAR(s->number[PARAMETER_ACTIVE], 22e9, 1e-12);
	CHECK_NEAR(rig.session.result.model->counts.total, 235e9, 1e-6);
	/* One size is not enough, more active than there are is too much. */
	rig_keys(&rig, "m End Enter");
	rig_type(&rig, "235B");
	rig_keys(&rig, "Enter");
	CHECK_HOLDS(rig.session.message.text, "235B/22B");
	rig_type(&rig, "/500B");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	CHECK_NEAR(s->number[PARAMETER_ACTIVE], 22e9, 1e-12);
	rig_keys(&rig, "Escape Escape");
	/* The default model takes its place. */
	rig_focus(&rig, PARAMETER_MODEL);
	rig_keys(&rig, "d");
	assert_string_equal(rig.session.message.text, "");
	assert_non_null(s->model);
	assert_true(isnan(s->number[PARAMETER_PARAMS]) && isnan(s->number[PARAMETER_ACTIVE]));
}

/* What the scenario's reader knows; a reader of files is the command line's. */
static const struct checkpoint *known;

static enum status read_known(
	struct model_reader *reader, const char *name, const struct checkpoint **found, struct error *error)
{
	(void)reader;
	if (strcmp(name, "/models/x/config.json") == 0)
		*found = known;
	else if (name[0] == '/')
		return error_set(error, STATUS_IO, "%s: no such file", name);
	return STATUS_OK;
}

/* A planner that opens files through `reader`; the one checkpoint that it knows is `known`. */
static void start_with_reader(struct scenario *scenario, struct model_reader *reader)
{
	known = &rig.catalog.checkpoints[0];
	scenario->reader = reader;
	rig_stop(&rig);
	rig_start_with(&rig, scenario, false);
}

static void test_path(void **state)
{
	struct model_reader reader = { .read = read_known };
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	start_with_reader(&scenario, &reader);
	rig_keys(&rig, "m");
	rig_type(&rig, "zzz");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.views->picker.asks, ASKS_PATH);
	assert_string_equal(rig.session.views->picker.words.text, "");
	rig_type(&rig, "/models/y");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	CHECK_HOLDS(rig.session.message.text, "no such file");
	assert_string_equal(rig.session.scenario.model->id, scenario.model->id);
	/* Reset keeps the reader: files can still be opened. */
	rig_keys(&rig, "Escape Escape R m");
	input_paste(&rig.session, "/models/x/config.json");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_ptr_equal(rig.session.scenario.model, known->model);
}

/* What begins like a path is one, whatever models it would match. */
static void test_typed_path(void **state)
{
	static const char *const paths[] = { "./ev", "/ev", "../llama-3.1-8b", "~", "~/llama" };
	const struct picker *p;
	struct model_reader reader = { .read = read_known };
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	start_with_reader(&scenario, &reader);
	p = &rig.session.views->picker;
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		char line[64];

		assert_int_equal(first_for(paths[i])->asks, ASKS_PATH);
		assert_int_equal(p->list.count, 1);
		snprintf(line, sizeof(line), "read %s", paths[i]);
		rig_draw(&rig, 24, 80);
		CHECK_HOLDS(rig_dump(&rig), line);
		rig_keys(&rig, "Escape Escape");
	}
	/* Refused: it can be mended. */
	assert_int_equal(setenv("HOME", "/models", 1), 0);
	first_for("~/y");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_int_equal(p->asks, ASKS_PATH);
	CHECK_HOLDS(rig.session.message.text, "/models/y: no such file");
	rig_keys(&rig, "Backspace");
	rig_type(&rig, "x/config.json");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_ptr_equal(rig.session.scenario.model, known->model);
}

/* A folder with a config.json, through the reader that the program has. */
static void test_folder(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	char old[4096], folder[] = "/tmp/gpuplan-picker.XXXXXX";
	struct scenario scenario = rig_scenario(&rig);
	struct model_files files;
	struct text content, name;

	(void)state;
	text_init(&content);
	text_init(&name);
	text_addf(&name, "%s/tests/configs/llama-3.1-8b.config.json", top ? top : ".");
	assert_int_equal(file_read(name.data, FILE_CAP, &content, NULL), STATUS_OK);
	assert_non_null(getcwd(old, sizeof(old)));
	assert_true(mkdtemp(folder) && chdir(folder) == 0 && mkdir("llama-3.1-8b", 0700) == 0);
	assert_int_equal(file_write_atomic("llama-3.1-8b/config.json", content.data, content.length, NULL), STATUS_OK);
	model_files_init(&files, &rig.catalog);
	scenario.reader = &files.reader;
	rig_stop(&rig);
	rig_start_with(&rig, &scenario, false);
	first_for("./llama-3.1-8b");
	rig_keys(&rig, "Enter");
	assert_string_equal(rig.session.message.text, "");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.scenario.model->id, "./llama-3.1-8b");
	CHECK_NEAR(rig.session.scenario.model->counts.total, 8.03e9, 1e-3);
	unlink("llama-3.1-8b/config.json");
	rmdir("llama-3.1-8b");
	assert_true(chdir(old) == 0 && rmdir(folder) == 0);
	/* The session goes before the models that it shows. */
	rig_stop(&rig);
	rig_start(&rig);
	model_files_release(&files);
	text_release(&content);
	text_release(&name);
}

static void test_ends(void **state)
{
	const struct picker *p = &rig.session.views->picker;

	(void)state;
	rig_keys(&rig, "m End");
	assert_int_equal(p->list.selected, p->list.count - 1);
	rig_keys(&rig, "Home");
	assert_int_equal(p->list.selected, 0);
	/* In words they move the cursor. */
	rig_type(&rig, "wen");
	rig_keys(&rig, "Down Home q");
	assert_string_equal(p->words.text, "qwen");
}

/* In the tab of pictures and sound the key chooses among models of the task, and of all where it is open; nothing of
 * serving is told of them. */
static void test_media_models(void **state)
{
	const struct picker *p = &rig.session.views->picker;
	int images = 0;

	(void)state;
	for (int i = 0; i < rig.catalog.media_count; i++)
		images += rig.catalog.media[i].task == MEDIA_IMAGE;
	assert_true(images > 5 && images < rig.catalog.media_count);
	rig_keys(&rig, "M-6 m");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_int_equal(p->parameter, PARAMETER_MEDIA_MODEL);
	assert_int_equal(p->list.count, 1 + rig.catalog.media_count);
	/* Those of the task that stands come first. */
	for (int i = 1; i <= images; i++)
		CHECK_HOLDS(p->all.at[p->shown[i]].detail, "image ");
	rig_type(&rig, "flux schnell");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "Leads ");
	CHECK_HOLDS(rig_dump(&rig), "4 steps");
	CHECK_HOLDS(rig_dump(&rig), "Memory ");
	assert_null(strstr(rig_dump(&rig), "KV cache"));
	assert_null(strstr(rig_dump(&rig), "Context"));
	rig_keys(&rig, "Enter");
	assert_string_equal(rig.session.scenario.media->id, "flux.1-schnell");
	/* Words are not stepped through blindly, either. */
	rig_focus(&rig, PARAMETER_MEDIA_MODEL);
	rig_keys(&rig, "Right");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	rig_keys(&rig, "Escape");
	assert_true(session_set(&rig.session, PARAMETER_TASK, "image"));
	rig_keys(&rig, "m");
	assert_int_equal(p->list.count, 1 + images);
}

/* What is trained has states, and no cache. */
static void test_trained_model(void **state)
{
	(void)state;
	rig_keys(&rig, "M-5 m");
	rig_draw(&rig, 30, 120);
	CHECK_HOLDS(rig_dump(&rig), "States ");
	CHECK_HOLDS(rig_dump(&rig), "Licence ");
	assert_null(strstr(rig_dump(&rig), "KV cache"));
}

/* Every model of the catalog can be taken, and every answer is then one of that model. */
static void test_every_model(void **state)
{
	(void)state;
	for (int i = 0; i < rig.catalog.model_count; i++) {
		rig_focus(&rig, PARAMETER_MODEL);
		assert_true(session_set(&rig.session, PARAMETER_MODEL, rig.catalog.models[i].id));
		assert_ptr_equal(rig.session.scenario.model, &rig.catalog.models[i]);
		rig_draw(&rig, 24, 80);
		if (rig.session.result.count > 0)
			assert_ptr_equal(rig.session.result.rows[0].deployment.model, &rig.catalog.models[i]);
	}
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_model_picker), PLANNER_TEST(test_fuzzy_models),
		PLANNER_TEST(test_questions), PLANNER_TEST(test_nothing), PLANNER_TEST(test_typed_path),
		PLANNER_TEST(test_folder), PLANNER_TEST(test_aliases), PLANNER_TEST(test_releases),
		PLANNER_TEST(test_generic), PLANNER_TEST(test_path), PLANNER_TEST(test_ends), PLANNER_TEST(test_escape),
		PLANNER_TEST(test_preview), PLANNER_TEST(test_mouse), PLANNER_TEST(test_sizes),
		PLANNER_TEST(test_media_models), PLANNER_TEST(test_trained_model), PLANNER_TEST(test_every_model) };

	return cmocka_run_group_tests(tests, enter, leave);
}
