/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study with words: short names for parameters of its own, which elsewhere mean other ones or nothing.  They are options,
 * commands of the planner and columns; plans keep the long names.
 */
#include "base/csv.h"
#include "base/file.h"
#include "cli/help.h"
#include "cli/option_row.h"
#include "cli/options.h"
#include "report/command.h"
#include "study/parameter_name.h"
#include "study/scenario_rows.h"
#include "study/study_word.h"
#include "support/planner_rig.h"
#include "tui/command_complete.h"
#include "tui/command_line.h"

static struct rig rig;
static char folder[] = "/tmp/gpuplan-words.XXXXXX";

/* As serving, with what it presses: "tokens" is the pile of batch elsewhere, "grade" and "batch-time" are nothing. */
static struct study press;
static enum parameter press_tokens, press_grade, press_time;
static enum parameter panel[6], reads_own[5];
static const enum parameter *const reads[] = { reads_own, NULL };
static struct study_word words[4];

static void prepare(void)
{
	static const double stops[] = { 1, 60, 1e6, NAN };
	static const char *const grades[] = { "fine", "coarse", NULL };
	static const struct parameter_row tokens = { .name = "press-tokens",
		.label = "Pressed",
		.help = "tokens that are pressed",
		.quantity = QUANTITY_PARAMETERS,
		.low = 1,
		.high = 1e15,
		.initial = NAN,
		.stops = stops };
	static const struct parameter_row grade = { .name = "press-grade",
		.label = "Fineness",
		.help = "how fine they are pressed",
		.form = PARAMETER_CHOICE_FORM,
		.high = 1,
		.words = grades };
	static const struct parameter_row time = { .name = "press-batch-time",
		.label = "Time",
		.help = "time of one pressing",
		.quantity = QUANTITY_DURATION,
		.low = 1,
		.high = 1e6,
		.initial = 60,
		.stops = stops };
	/* Of another study: its label reads as the word. */
	static const struct parameter_row other = { .name = "other-tokens",
		.label = "Tokens",
		.help = "tokens that are none",
		.quantity = QUANTITY_PARAMETERS,
		.low = 1,
		.high = 1e15,
		.initial = NAN };

	assert_true(parameter_add(&other) != PARAMETER_COUNT);
	press_tokens = parameter_add(&tokens);
	press_grade = parameter_add(&grade);
	press_time = parameter_add(&time);
	words[0] = (struct study_word){ "tokens", press_tokens };
	words[1] = (struct study_word){ "grade", press_grade };
	words[2] = (struct study_word){ "batch-time", press_time };
	words[3] = (struct study_word){ NULL, PARAMETER_COUNT };
	panel[0] = reads_own[0] = press_tokens;
	panel[1] = reads_own[1] = press_grade;
	panel[2] = reads_own[2] = press_time;
	panel[3] = reads_own[3] = PARAMETER_GPU;
	panel[4] = reads_own[4] = PARAMETER_COUNT;
}

static int begin(void **state)
{
	(void)state;
	press = *study_first();
	press.id = press.command = "press";
	press.title = "Press";
	press.panel = panel;
	press.reads = reads;
	press.words = words;
	press.questions = NULL;
	press.contend = NULL;
	press.prepare = prepare;
	assert_true(study_add(&press));
	assert_true(press_time != PARAMETER_COUNT);
	return rig_open_in(&rig, folder);
}

static int end(void **state)
{
	(void)state;
	study_remove_added();
	return rig_close_in(&rig, folder);
}

static int start(void **state)
{
	(void)state;
	rig_start(&rig);
	rig_draw(&rig, 30, 100);
	assert_true(command_line_run(&rig.session, "view press"));
	return 0;
}

static int stop(void **state)
{
	(void)state;
	rig_stop(&rig);
	return 0;
}

/* What a name means; PARAMETER_COUNT: nothing. */
static enum parameter meant(const struct study *study, const char *name)
{
	enum parameter parameter;

	return study_parameter_from_name(study, name, &parameter) ? parameter : PARAMETER_COUNT;
}

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(meant(&press, "tokens"), press_tokens);
	assert_int_equal(meant(&press, "press-tokens"), press_tokens);
	assert_int_equal(meant(&press, "press_tokens"), press_tokens);
	assert_int_equal(meant(&press, "batch-time"), press_time);
	/* Keys of times end in their unit. */
	assert_int_equal(meant(&press, "batch_time_s"), press_time);
	assert_int_equal(meant(&press, "press_batch_time_s"), press_time);
	assert_int_equal(meant(&press, "batch_time"), PARAMETER_COUNT);
	assert_int_equal(meant(study_first(), "tokens"), PARAMETER_TOKENS);
	assert_int_equal(meant(NULL, "tokens"), PARAMETER_TOKENS);
	assert_int_equal(meant(NULL, "grade"), PARAMETER_COUNT);
	assert_int_equal(meant(NULL, "press-grade"), press_grade);
	assert_string_equal(study_parameter_name(&press, press_tokens), "tokens");
	assert_string_equal(study_parameter_name(NULL, press_tokens), "press-tokens");
	/* Its name is another one's. */
	assert_null(study_parameter_name(&press, PARAMETER_TOKENS));
	assert_string_equal(study_parameter_name(&press, PARAMETER_GPU), "gpu");
}

/* "Work" is the label of the pile of batch, which has no name here; "Pressed" is that of what "tokens" means. */
static void test_labels(void **state)
{
	enum parameter parameter;
	int distance = 3;

	(void)state;
	assert_int_equal(parameter_read_name(&press, "tokens 8M", &parameter), strlen("tokens"));
	assert_int_equal(parameter, press_tokens);
	assert_int_equal(parameter_read_name(&press, "Tokens: 8M", &parameter), strlen("Tokens"));
	assert_int_equal(parameter, press_tokens);
	assert_int_equal(parameter_read_name(&press, "Pressed: 8M", &parameter), strlen("Pressed"));
	assert_int_equal(parameter, press_tokens);
	assert_int_equal(parameter_read_name(&press, "Work 8M", &parameter), 0);
	assert_int_equal(parameter_read_name(study_first(), "Work 8M", &parameter), strlen("Work"));
	assert_int_equal(parameter, PARAMETER_TOKENS);
	assert_string_equal(parameter_near(&press, "batch-tyme", &distance), "batch-time");
	distance = 3;
	assert_null(parameter_near(NULL, "batch-tyme", &distance));
}

static void test_messages(void **state)
{
	struct scenario s = rig_scenario(&rig);
	struct error error;

	(void)state;
	assert_int_equal(scenario_set(&s, press_tokens, "0", &error), STATUS_USAGE);
	assert_string_equal(error.text, "--press-tokens: out of range, allowed is 1 to 1000T");
	study_name_parameter(NULL, press_tokens, &error);
	CHECK_HOLDS(error.text, "--press-tokens: out of range");
	study_name_parameter(&press, press_tokens, &error);
	assert_string_equal(error.text, "--tokens: out of range, allowed is 1 to 1000T");
}

/* Reads a line of options; its parameters as "NAME=VALUE ". */
static enum status read_line(const char *line, struct text *given, struct error *error)
{
	static const struct command commands[] = {
		{ .name = "press", .study = &press, .formats = ~0U, .arguments = "", .help = "" },
		{ .name = "rank", .replica = true, .formats = ~0U, .arguments = "", .help = "" },
		{ .name = "sweep", .replica = true, .formats = ~0U, .most_arguments = 1, .arguments = "", .help = "" },
		{ .name = NULL },
	};
	char copy[256], program[] = "gpuplan", *argv[16] = { program };
	struct invocation call;
	enum status status;
	int argc = 1;
	bool done;
	TEXT(out);

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	status = options_read(&call, commands, argc, argv, &out, &done, error);
	for (size_t i = 0; i < call.given_count; i++)
		text_addf(given, "%s=%s ", parameter_row(call.given[i].parameter)->name, call.given[i].text);
	text_add(given, out.data);
	invocation_release(&call);
	return status;
}

static void test_options(void **state)
{
	static const struct {
		const char *line, *given;
	} cases[] = {
		{ "press --tokens 8M", "press-tokens=8M " },
		{ "press --tokens=8M --grade fine", "press-tokens=8M press-grade=fine " },
		{ "--tokens 8M press", "press-tokens=8M " },
		{ "--press-tokens 8M press --gpu B200", "press-tokens=8M gpu=B200 " },
		/* In part, before the command and behind it. */
		{ "press --gra fine --batch-ti 2h", "press-grade=fine press-batch-time=2h " },
		{ "--gra fine press", "press-grade=fine " },
		{ "rank --tokens 8M", "tokens=8M " },
		{ "--tokens 8M rank", "tokens=8M " },
		/* The study of the rows decides. */
		{ "sweep --tokens 8M", "tokens=8M " },
		{ "sweep --tokens 8M --study press", "press-tokens=8M " },
		{ "--study=press --tokens 8M sweep x.csv", "press-tokens=8M " },
		/* Nobody has said what is asked. */
		{ "--tokens 8M", "tokens=8M " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = { 0 };
		TEXT(given);

		if (read_line(cases[i].line, &given, &error) != STATUS_OK)
			fail_msg("%s: %s", cases[i].line, error.text);
		if (strcmp(given.data, cases[i].given) != 0)
			fail_msg("%s: %s", cases[i].line, given.data);
	}
}

static void test_refused_options(void **state)
{
	static const struct {
		const char *line, *message;
	} cases[] = {
		{ "rank --grade fine", "unknown or ambiguous option '--grade'" },
		{ "press --grad-e fine", "did you mean --grade?" },
		{ "sweep --study pres x.csv", "unknown study 'pres': did you mean press?" },
		{ "sweep --study rank x.csv", "unknown study 'rank': did you mean serve?" },
		{ "sweep --study nothing x.csv", "unknown study 'nothing': there are serve, fleet, " },
		{ "sweep --study nothing x.csv", ", press" },
		{ "rank --study press", "--study belongs to the sweep command" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = { 0 };
		TEXT(given);

		assert_int_equal(read_line(cases[i].line, &given, &error), STATUS_USAGE);
		CHECK_HOLDS(error.text, cases[i].message);
	}
}

static void test_help(void **state)
{
	struct error error = { 0 };
	TEXT(own);
	TEXT(other);

	(void)state;
	assert_int_equal(read_line("help press", &own, &error), STATUS_OK);
	CHECK_HOLDS(own.data, "  --tokens              tokens that are pressed\n");
	CHECK_HOLDS(own.data, "  --batch-time          time of one pressing\n");
	assert_null(strstr(own.data, "press-"));
	assert_int_equal(read_line("--help", &other, &error), STATUS_OK);
	CHECK_HOLDS(other.data, "  --press-tokens        tokens that are pressed\n");
}

static void test_planner(void **state)
{
	TEXT(plan);
	TEXT(again);
	struct error error = { 0 };

	(void)state;
	assert_true(command_line_run(&rig.session, "set tokens=8M"));
	CHECK_NEAR(rig_number(&rig, press_tokens), 8e6, 0);
	assert_true(isnan(rig_number(&rig, PARAMETER_TOKENS)));
	assert_true(command_line_run(&rig.session, "tokens 9M"));
	CHECK_NEAR(rig_number(&rig, press_tokens), 9e6, 0);
	assert_true(command_line_run(&rig.session, "set Pressed: 10M"));
	CHECK_NEAR(rig_number(&rig, press_tokens), 1e7, 0);
	assert_true(command_line_run(&rig.session, "set press-tokens=11M"));
	assert_true(command_line_run(&rig.session, "tokens"));
	CHECK_HOLDS(rig.session.message.text, "tokens=11M ");
	assert_false(command_line_run(&rig.session, "set grades=fine"));
	CHECK_HOLDS(rig.session.message.text, "did you mean grade?");
	assert_true(command_line_run(&rig.session, "topic tokens"));
	CHECK_HOLDS(rig.session.views->page.text.data, "tokens that are pressed");
	CHECK_HOLDS(rig.session.views->page.text.data, "--tokens");
	rig_keys(&rig, "Escape");
	/* Plans have the long names, command lines the words. */
	assert_true(command_line_run(&rig.session, "save press.json"));
	assert_int_equal(file_read("press.json", FILE_CAP, &plan, &error), STATUS_OK);
	CHECK_HOLDS(strstr(plan.data, "\"press_tokens\""), "\"press_tokens\":1.1e+07,");
	report_command(&again, &press, "press", &rig.session.scenario);
	assert_string_equal(again.data, "gpuplan press --tokens 11M");
	assert_true(command_line_run(&rig.session, "view batch"));
	assert_true(command_line_run(&rig.session, "set tokens=5M"));
	CHECK_NEAR(rig_number(&rig, PARAMETER_TOKENS), 5e6, 0);
	CHECK_NEAR(rig_number(&rig, press_tokens), 1.1e7, 0);
	assert_false(command_line_run(&rig.session, "set grade=fine"));
}

/* The words that a line offers, with blanks between them. */
static void offered(const char *head, struct text *out)
{
	struct line_choices choices = { 0 };

	command_complete(&rig.session, head, &choices);
	for (size_t i = 0; i < choices.count; i++)
		text_addf(out, "%s ", choices.items[i].word);
	line_choices_release(&choices);
}

static void test_completion(void **state)
{
	static const struct {
		const char *head, *words;
	} cases[] = {
		{ "set tok", "tokens " },
		{ "set press-t", "press-tokens " },
		{ "set batch-t", "batch-time " },
		{ "set grade=", "fine coarse " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		TEXT(out);

		offered(cases[i].head, &out);
		if (strcmp(out.data, cases[i].words) != 0)
			fail_msg("%s: %s", cases[i].head, out.data);
	}
}

/* Columns by word, long name and key; one that the study does not read is none. */
static void test_columns(void **state)
{
	static const char file[] = "tokens,press_grade,batch_time_s,prompt,gpu\n8M,coarse,120,512,\"B200, L4\"\n,,,,\n"
				   "8M,worst,,,\n";
	struct scenario base = rig_scenario(&rig), s;
	struct scenario_rows rows;
	struct error error = { 0 };
	struct csv csv;

	(void)state;
	assert_int_equal(csv_open(&csv, file, sizeof(file) - 1, "f.csv", &error), STATUS_OK);
	scenario_rows_init(&rows, &csv, &base);
	scenario_rows_ask(&rows, &press);
	assert_int_equal(csv_next(&csv, &error), 1);
	assert_int_equal(scenario_rows_read(&rows, &s, &error), STATUS_OK);
	CHECK_NEAR(s.number[press_tokens], 8e6, 0);
	CHECK_NEAR(s.number[press_grade], 1, 0);
	CHECK_NEAR(s.number[press_time], 120, 0);
	CHECK_NEAR(s.number[PARAMETER_PROMPT], 1024, 0);
	assert_int_equal(s.gpus.count, 2);
	assert_int_equal(csv_next(&csv, &error), 1);
	assert_int_equal(scenario_rows_read(&rows, &s, &error), STATUS_OK);
	assert_true(scenario_equal(&s, &base));
	assert_int_equal(csv_next(&csv, &error), 1);
	assert_int_equal(scenario_rows_read(&rows, &s, &error), STATUS_USAGE);
	assert_string_equal(error.text, "grade: unknown value 'worst', allowed is fine, coarse");
	scenario_rows_release(&rows);
	csv_release(&csv);
}

/* Rules for the words of any study: none hides what its study reads, or an option of the program. */
static void test_rules(void **state)
{
	(void)state;
	for (int i = 0; i < study_count(); i++) {
		const struct study *study = study_at(i);

		for (const struct study_word *word = study->words; word && word->name; word++) {
			enum parameter other;

			assert_true(study_reads(study, word->parameter));
			if (parameter_from_name(word->name, &other) && other != word->parameter &&
				study_reads(study, other))
				fail_msg("%s: --%s is a word and a parameter that it reads", study->id, word->name);
			for (int o = 0; o < OPTION_COUNT; o++)
				assert_string_not_equal(word->name, option_row((enum option_id)o)->name);
			/* Of several the first is shown. */
			if (word == study->words || word[-1].parameter != word->parameter)
				assert_string_equal(study_parameter_name(study, word->parameter), word->name);
		}
	}
}

#define WORD_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORD_TEST(test_names),
		WORD_TEST(test_labels),
		WORD_TEST(test_messages),
		WORD_TEST(test_options),
		WORD_TEST(test_refused_options),
		WORD_TEST(test_help),
		WORD_TEST(test_planner),
		WORD_TEST(test_completion),
		WORD_TEST(test_columns),
		WORD_TEST(test_rules),
	};

	return cmocka_run_group_tests_name("words of a study", tests, begin, end);
}
