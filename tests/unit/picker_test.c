/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists to choose from: searching, taking, leaving, and every model of the catalog. */
#include "config.h"

#include "support/planner_rig.h"

RIG_DEFINE

/* Entries for models that are not listed. */
enum { QUESTIONS = 3 };

static int shown_matches(const char *word)
{
	const struct picker *p = &rig.session.picker;
	int count = 0;

	for (int i = 0; i < p->list.count; i++) {
		char key[256];

		text_key(p->items[p->shown[i]].label, key, sizeof(key));
		count += strstr(key, word) != NULL;
	}
	return count;
}

static void test_model_picker(void **state)
{
	const struct picker *p = &rig.session.picker;
	char wanted[128];

	(void)state;
	rig_keys(&rig, "m");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_int_equal(p->list.count, rig.catalog.model_count + QUESTIONS);
	assert_string_equal(p->items[p->shown[p->list.selected]].value,
		rig.session.scenario.model->id);
	rig_type(&rig, "qwen 8b");
	assert_true(p->list.count > QUESTIONS && p->list.count < rig.catalog.model_count);
	assert_int_equal(shown_matches("qwen"), p->list.count - QUESTIONS);
	assert_int_equal(p->list.selected, 0);
	rig_keys(&rig, "Down");
	snprintf(wanted, sizeof(wanted), "%s", p->items[p->shown[p->list.selected]].value);
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_equal(rig.session.scenario.model->id, wanted);
	assert_ptr_equal(rig.session.result.model, rig.session.scenario.model);
	/* Nothing matches: what is not listed can be described; nothing changes on the way. */
	rig_keys(&rig, "m");
	rig_type(&rig, "no such model");
	assert_int_equal(p->list.count, QUESTIONS);
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Down PageUp Enter");
	assert_int_equal(p->asks, ASKS_PATH);
	rig_draw(&rig, 24, 80);
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
	assert_int_equal(p->list.count, rig.catalog.model_count + QUESTIONS);
}

/* Words and the model that is meant, which stands first. */
static void test_fuzzy_models(void **state)
{
	static const struct {
		const char *words, *id;
	} wanted[] = {
		{"llama 3.3", "meta-llama/Llama-3.3-70B-Instruct"},
		{"l3370", "meta-llama/Llama-3.3-70B-Instruct"},
		{"QWEN3 8b", "Qwen/Qwen3-8B"},
		{"405", "meta-llama/Llama-3.1-405B"},
		{"mixtral 22", "mistralai/Mixtral-8x22B-v0.1"},
	};
	const struct picker *p = &rig.session.picker;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		rig_keys(&rig, "m");
		rig_type(&rig, wanted[i].words);
		assert_true(p->list.count > QUESTIONS);
		assert_string_equal(p->items[p->shown[0]].value, wanted[i].id);
		rig_keys(&rig, "Escape");
	}
}

/* A checkpoint's name, which is no id, finds its model. */
static void test_aliases(void **state)
{
	const struct picker *p = &rig.session.picker;
	const struct checkpoint *c = NULL;

	(void)state;
	for (int i = 0; i < rig.catalog.checkpoint_count && !c; i++)
		if (strcmp(rig.catalog.checkpoints[i].id, rig.catalog.checkpoints[i].model->id) != 0 &&
		    rig.catalog.checkpoints[i].weights)
			c = &rig.catalog.checkpoints[i];
	assert_non_null(c);
	rig_keys(&rig, "m");
	rig_type(&rig, c->id);
	assert_true(p->list.count > QUESTIONS);
	assert_string_equal(p->items[p->shown[0]].value, c->model->id);
}

static void test_generic(void **state)
{
	const struct scenario *s = &rig.session.scenario;

	(void)state;
	rig_keys(&rig, "m End Up Enter");
	assert_int_equal(rig.session.picker.asks, ASKS_DENSE_SIZE);
	rig_type(&rig, "70x");
	rig_keys(&rig, "Enter");
	/* Refused: the question stays with what was typed. */
	assert_int_equal(rig.session.view, VIEW_PICKER);
	assert_string_not_equal(rig.session.message.text, "");
	assert_string_equal(rig.session.picker.words.text, "70x");
	assert_non_null(s->model);
	rig_keys(&rig, "Backspace B Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_null(s->model);
	CHECK_NEAR(s->number[PARAMETER_PARAMS], 70e9, 1e-12);
	assert_true(isnan(s->number[PARAMETER_ACTIVE]));
	/* Digits that were typed to search are the answer already. */
	rig_keys(&rig, "m");
	assert_int_equal(rig.session.picker.items[rig.session.picker.list.selected].asks, ASKS_DENSE_SIZE);
	rig_type(&rig, "235B/22B");
	for (int i = 0; i < rig.session.picker.item_count; i++)
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
	rig_keys(&rig, "Escape");
	/* The default model takes its place. */
	rig_focus(&rig, PARAMETER_MODEL);
	rig_keys(&rig, "d");
	assert_string_equal(rig.session.message.text, "");
	assert_non_null(s->model);
	assert_true(isnan(s->number[PARAMETER_PARAMS]) && isnan(s->number[PARAMETER_ACTIVE]));
}

/* What the scenario's reader knows; a reader of files is the command line's. */
static const struct checkpoint *known;

static enum status read_known(struct model_reader *reader, const char *name,
			      const struct checkpoint **found, struct error *error)
{
	(void)reader;
	if (strcmp(name, "/models/x/config.json") == 0)
		*found = known;
	else if (name[0] == '/')
		return error_set(error, STATUS_IO, "%s: no such file", name);
	return STATUS_OK;
}

static void test_path(void **state)
{
	struct model_reader reader = {.read = read_known};
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	known = &rig.catalog.checkpoints[0];
	scenario.reader = &reader;
	rig_stop(&rig);
	rig_start_with(&rig, &scenario, false);
	rig_keys(&rig, "m");
	rig_type(&rig, "zzz");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.picker.asks, ASKS_PATH);
	assert_string_equal(rig.session.picker.words.text, "");
	rig_type(&rig, "/models/y");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	CHECK_HOLDS(rig.session.message.text, "no such file");
	assert_string_equal(rig.session.scenario.model->id, scenario.model->id);
	/* Reset keeps the reader: files can still be opened. */
	rig_keys(&rig, "Escape R m");
	session_paste(&rig.session, "/models/x/config.json");
	rig_keys(&rig, "Enter Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_ptr_equal(rig.session.scenario.model, known->model);
}

static void test_ends(void **state)
{
	const struct picker *p = &rig.session.picker;

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
			assert_ptr_equal(rig.session.result.answers[0].deployment.model,
				&rig.catalog.models[i]);
	}
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLANNER_TEST(test_model_picker), PLANNER_TEST(test_fuzzy_models),
		PLANNER_TEST(test_aliases), PLANNER_TEST(test_generic), PLANNER_TEST(test_path),
		PLANNER_TEST(test_ends), PLANNER_TEST(test_every_model),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
