/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on disk is not lost to the planner, and what is in the planner not to the disk. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "support/files.h"
#include "support/planner_rig.h"
#include "tui/command_line.h"
#include "tui/recovered.h"

RIG_DEFINE_IN_FOLDER

/* What another program has made of the open plan is replaced only when that is wanted. */
static void test_changed_by_others(void **state)
{
	struct session *s = &rig.session;

	(void)state;
	unlink("plan.json");
	rig_keys(&rig, "W Enter");
	/* Its own saves are no change of somebody else. */
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "Saved: plan.json");
	file_put("plan.json", "{\"prompt\":77}");
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "plan.json was changed by someone else: Enter again");
	rig_keys(&rig, "Escape");
	assert_false(command_line_run(s, "save plan.json"));
	CHECK_HOLDS(rig.session.message.text, "plan.json was changed by someone else: save! replaces it");
	assert_true(file_holds("plan.json", ":77"));
	assert_true(command_line_run(s, "save! plan.json"));
	assert_false(file_holds("plan.json", ":77"));
	file_put("plan.json", "{\"prompt\":77}");
	rig_keys(&rig, "W Enter Enter");
	CHECK_HOLDS(rig.session.message.text, "Saved: plan.json");
	/* What was opened as it is now may be replaced. */
	file_put("plan.json", "{\"prompt\":77}");
	assert_true(command_line_run(s, "open plan.json"));
	assert_true(command_line_run(s, "save plan.json"));
	unlink("plan.json");
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "Saved: plan.json, which had been deleted");
	assert_true(file_exists("plan.json"));
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "Saved: plan.json");
	assert_null(strstr(s->message.text, "deleted"));
}

/* The same length and content, in place: the time of the change tells. */
static void test_changed_in_place(void **state)
{
	static const struct timespec times[2] = { { .tv_sec = 1000, .tv_nsec = 1 }, { .tv_sec = 1000, .tv_nsec = 1 } };

	(void)state;
	unlink("plan.json");
	rig_keys(&rig, "W Enter");
	assert_int_equal(utimensat(AT_FDCWD, "plan.json", times, 0), 0);
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "plan.json was changed by someone else");
}

static void home_here(void)
{
	assert_int_equal(setenv("HOME", folder, 1), 0);
	assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
}

#define STATE ".local/state/gpuplan"
#define RECOVERED STATE "/recovered.json"

static void leave_no_home(void)
{
	static const char *const parts[] = { RECOVERED, STATE "/recovered-2.json", STATE, ".local/state", ".local" };

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		remove(parts[i]);
	assert_false(file_exists(".local"));
}

static void restart(void)
{
	rig_stop(&rig);
	rig_start(&rig);
}

static int mode_of(const char *path)
{
	struct stat about;

	assert_int_equal(stat(path, &about), 0);
	return (int)(about.st_mode & 07777);
}

static void keep(void)
{
	plan_file_prepare(&rig.session);
	recovered_write();
	recovered_release();
}

/* Only what the user has made and not saved is kept, in every tab. */
static void test_recovered_when_changed(void **state)
{
	(void)state;
	home_here();
	unlink("plan.json");
	rig_keys(&rig, "] [");
	keep();
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	rig_keys(&rig, "W Enter");
	keep();
	assert_false(file_exists(RECOVERED));
	rig_keys(&rig, "]");
	assert_true(session_set(&rig.session, PARAMETER_RATE, "50"));
	rig_keys(&rig, "[");
	keep();
	assert_true(file_holds(RECOVERED, "\"prompt\":2048"));
	assert_true(file_holds(RECOVERED, "\"fleet\":{\"concurrency\":null,\"rate\":50,"));
	assert_int_equal(mode_of(RECOVERED), 0600);
	assert_int_equal(mode_of(STATE), 0700);
	leave_no_home();
}

/* It is told, opened, and goes when it is somewhere else; never before. */
static void test_recovered_life(void **state)
{
	struct error message = { 0 };

	(void)state;
	home_here();
	unlink("copy.json");
	recovered_tell(&message);
	assert_string_equal(message.text, "");
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	keep();
	recovered_tell(&message);
	assert_string_equal(message.text, "unsaved plan of a lost session: :open ~/" RECOVERED);
	/* Once. */
	message = (struct error){ 0 };
	recovered_tell(&message);
	assert_string_equal(message.text, "");
	assert_true(file_exists(RECOVERED));
	restart();
	/* Another session that is lost has a file of its own, told first. */
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "3k"));
	keep();
	assert_true(file_holds(RECOVERED, "\"prompt\":2048"));
	assert_true(file_holds(STATE "/recovered-2.json", "\"prompt\":3072"));
	recovered_tell(&message);
	CHECK_HOLDS(message.text, "unsaved plan of a lost session: :open ~/" STATE "/recovered-2.json");
	assert_true(command_line_run(&rig.session, "open ~/" RECOVERED));
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 2048, 1e-12);
	assert_false(plan_file_unsaved(&rig.session));
	/* Neither in place nor after a change nor into nothing. */
	assert_true(command_line_run(&rig.session, "save ~/" RECOVERED));
	assert_true(command_line_run(&rig.session, "save! /dev/null"));
	assert_true(command_line_run(&rig.session, "open ~/" RECOVERED));
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "5k"));
	assert_true(command_line_run(&rig.session, "save copy.json"));
	assert_true(file_holds(RECOVERED, "\"prompt\":2048"));
	assert_true(command_line_run(&rig.session, "open ~/" RECOVERED));
	assert_true(command_line_run(&rig.session, "save! copy.json"));
	CHECK_HOLDS(rig.session.message.text, "Saved: copy.json; recovered.json was removed");
	assert_false(file_exists(RECOVERED));
	assert_true(file_holds("copy.json", "\"prompt\":2048"));
	leave_no_home();
}

static const char *recovered_path(int number)
{
	static char path[64];

	snprintf(path, sizeof(path), number > 1 ? STATE "/recovered-%d.json" : RECOVERED, number);
	return path;
}

static void make_recovered(int number, int days, bool told)
{
	struct timespec times[2] = { { .tv_sec = time(NULL) - days * 86400L - number }, { .tv_sec = 0 } };

	times[1] = times[0];
	file_put(recovered_path(number), "{\"prompt\":77}");
	assert_int_equal(chmod(recovered_path(number), told ? 0700 : 0600), 0);
	assert_int_equal(utimensat(AT_FDCWD, recovered_path(number), times, 0), 0);
}

/* What was told of goes when it is old, or when there are more than ten; not what a session has open. */
static void test_recovered_old(void **state)
{
	struct error message = { 0 };

	(void)state;
	home_here();
	assert_int_equal(mkdir(".local", 0700) | mkdir(".local/state", 0700) | mkdir(STATE, 0700), 0);
	/* The higher the number, the older. */
	for (int i = 1; i <= 9; i++)
		make_recovered(i, 2, true);
	make_recovered(10, 29, true);
	make_recovered(11, 29, true);
	make_recovered(12, 31, true);
	make_recovered(13, 40, false);
	make_recovered(14, 50, false);
	assert_true(command_line_run(&rig.session, "open ~/" STATE "/recovered-12.json"));
	recovered_tell(&message);
	assert_string_equal(
		message.text, "2 unsaved plans of lost sessions, the latest: :open ~/" STATE "/recovered-13.json");
	for (int i = 1; i <= 14; i++)
		assert_int_equal(file_exists(recovered_path(i)), i != 11);
	/* They were told of now, and nobody has one open. */
	restart();
	message = (struct error){ 0 };
	recovered_tell(&message);
	assert_string_equal(message.text, "");
	for (int i = 1; i <= 14; i++)
		assert_int_equal(file_exists(recovered_path(i)), i <= 10);
	for (int i = 1; i <= 10; i++)
		unlink(recovered_path(i));
	leave_no_home();
}

/* Another name for the same file is no copy, nor is a file that somebody has put in its place. */
static void test_recovered_only_copy(void **state)
{
	(void)state;
	home_here();
	unlink("same.json");
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	keep();
	assert_int_equal(symlink(RECOVERED, "same.json"), 0);
	assert_true(command_line_run(&rig.session, "open ~/" RECOVERED));
	assert_true(command_line_run(&rig.session, "save! same.json"));
	assert_true(file_exists(RECOVERED));
	assert_true(command_line_run(&rig.session, "open ~/" RECOVERED));
	file_put(RECOVERED, "{\"prompt\":77}");
	unlink("same.json");
	assert_true(command_line_run(&rig.session, "save same.json"));
	assert_true(file_holds(RECOVERED, "77"));
	leave_no_home();
}

/* No home, and one where nothing can be made: no file, no message, no crash. */
static void test_recovered_nowhere(void **state)
{
	struct error message = { 0 };

	(void)state;
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
	assert_int_equal(unsetenv("HOME"), 0);
	keep();
	recovered_tell(&message);
	assert_int_equal(setenv("XDG_STATE_HOME", "/proc/nowhere", 1), 0);
	keep();
	recovered_tell(&message);
	home_here();
	assert_int_equal(mkdir(".local", 0700) | mkdir(".local/state", 0700) | mkdir(STATE, 0500), 0);
	keep();
	if (geteuid() != 0)
		recovered_tell(&message);
	assert_string_equal(message.text, "");
	assert_string_equal(rig.session.message.text, "");
	leave_no_home();
}

#define PLAN_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLAN_TEST(test_changed_by_others), PLAN_TEST(test_changed_in_place),
		PLAN_TEST(test_recovered_when_changed), PLAN_TEST(test_recovered_life), PLAN_TEST(test_recovered_old),
		PLAN_TEST(test_recovered_only_copy), PLAN_TEST(test_recovered_nowhere) };

	return cmocka_run_group_tests(tests, enter, leave);
}
