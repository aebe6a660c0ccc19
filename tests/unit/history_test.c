/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of the command line in memory and in its file. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/planner_rig.h"
#include "tui/history.h"

RIG_DEFINE

static char folder[] = "/tmp/gpuplan-state.XXXXXX";
static struct text file;

static void make_folder(void)
{
	snprintf(folder, sizeof(folder), "/tmp/gpuplan-state.XXXXXX");
	assert_non_null(mkdtemp(folder));
	text_init(&file);
	text_addf(&file, "%s/state/gpuplan/history", folder);
}

static void remove_folder(void)
{
	static const char *const parts[] = { "/state/gpuplan/history", "/state/gpuplan", "/state", "" };
	struct text path;

	text_init(&path);
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		text_clear(&path);
		text_addf(&path, "%s%s", folder, parts[i]);
		remove(path.data);
	}
	text_release(&path);
	text_release(&file);
}

static unsigned mode_of(const char *path)
{
	struct stat about;

	assert_int_equal(stat(path, &about), 0);
	return about.st_mode & 0777;
}

static void test_history_file(void **state)
{
	struct history other = { 0 };
	struct error error = { 0 };
	struct text part;

	(void)state;
	make_folder();
	rig.session.views->prompt.history_file = file.data;
	rig_command(&rig, "context 16k");
	rig_command(&rig, "context 16k");
	rig_command(&rig, "nonsense");
	assert_int_equal(mode_of(file.data), 0600);
	text_init(&part);
	path_directory(&part, file.data);
	assert_int_equal(mode_of(part.data), 0700);
	text_release(&part);
	/* Another planner adds a line; neither loses one. */
	history_read(&other, file.data);
	assert_int_equal(other.count, 2);
	assert_int_equal(history_keep(&other, file.data, "busy 30%", &error), STATUS_OK);
	rig_command(&rig, "busy 20%");
	history_read(&other, file.data);
	assert_int_equal(other.count, 4);
	assert_string_equal(other.lines[0], "context 16k");
	assert_string_equal(other.lines[1], "nonsense");
	assert_string_equal(other.lines[2], "busy 30%");
	assert_string_equal(other.lines[3], "busy 20%");
	history_release(&other);
	/* The next planner knows them. */
	rig_stop(&rig);
	rig_start(&rig);
	rig.session.views->prompt.history_file = file.data;
	rig_keys(&rig, ": Up Up");
	assert_string_equal(rig_bottom(&rig), " :busy 30%");
	rig_keys(&rig, "Escape");
	remove_folder();
}

static void test_history_limit(void **state)
{
	struct history history = { 0 }, again = { 0 };
	struct error error = { 0 };
	struct text line;

	(void)state;
	make_folder();
	text_init(&line);
	for (int i = 0; i < 520; i++) {
		text_clear(&line);
		text_addf(&line, "context %d", 1000 + i);
		if (i < 515)
			history_add(&history, line.data);
		else
			assert_int_equal(
				history_keep(i == 515 ? &history : &again, file.data, line.data, &error), STATUS_OK);
	}
	/* Without a file yet, the first one that was kept wrote all that were in memory. */
	assert_int_equal(again.count, HISTORY_LINES);
	assert_string_equal(again.lines[0], "context 1020");
	assert_string_equal(again.lines[HISTORY_LINES - 1], "context 1519");
	text_release(&line);
	history_release(&history);
	history_release(&again);
	remove_folder();
}

/* A place that cannot be written: one message, and the lines of this session all the same. */
static void test_history_refused(void **state)
{
	(void)state;
	rig.session.views->prompt.history_file = "/dev/null/gpuplan/history";
	rig_command(&rig, "context 16k");
	CHECK_NEAR(scenario_context(&rig.session.scenario), 16384, 0);
	CHECK_HOLDS(rig.session.message.text, "history is not kept");
	rig_command(&rig, "busy 20%");
	assert_string_equal(rig.session.message.text, "");
	rig_keys(&rig, ": Up Up");
	assert_string_equal(rig_bottom(&rig), " :context 16k");
	rig_keys(&rig, "Escape");
}

/* What somebody else wrote into the file does no harm. */
static void test_history_of_others(void **state)
{
	static const char bytes[] = "good\n\033[2Jbad\n\xff\xfe\n\n\ngood\nlast without an end";
	struct history history = { 0 };
	char path[] = "/tmp/gpuplan-history.XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_int_equal(write(fd, bytes, sizeof(bytes) - 1), sizeof(bytes) - 1);
	assert_int_equal(close(fd), 0);
	history_read(&history, path);
	unlink(path);
	assert_int_equal(history.count, 2);
	assert_string_equal(history.lines[0], "good");
	assert_string_equal(history.lines[1], "last without an end");
	history_read(&history, path);
	assert_int_equal(history.count, 0);
	history_release(&history);
}

static void test_history_path(void **state)
{
	struct text path;

	(void)state;
	text_init(&path);
	setenv("HOME", "/home/somebody", 1);
	unsetenv("XDG_STATE_HOME");
	state_folder_path(&path, "history");
	assert_string_equal(path.data, "/home/somebody/.local/state/gpuplan/history");
	setenv("XDG_STATE_HOME", "not/absolute", 1);
	state_folder_path(&path, "history");
	assert_string_equal(path.data, "/home/somebody/.local/state/gpuplan/history");
	setenv("XDG_STATE_HOME", "/state", 1);
	state_folder_path(&path, "history");
	assert_string_equal(path.data, "/state/gpuplan/history");
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	state_folder_path(&path, "history");
	assert_string_equal(path.data, "");
	text_release(&path);
}

#define HISTORY_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { HISTORY_TEST(test_history_file), HISTORY_TEST(test_history_limit),
		HISTORY_TEST(test_history_refused), HISTORY_TEST(test_history_of_others),
		cmocka_unit_test(test_history_path) };

	return cmocka_run_group_tests(tests, enter, leave);
}
