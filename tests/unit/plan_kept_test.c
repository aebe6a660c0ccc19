/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on disk is not lost to the planner, and what is in the planner not to the disk. */
#include "config.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/planner_rig.h"
#include "tui/command_line.h"

RIG_DEFINE_IN_FOLDER

static void put(const char *name, const char *content)
{
	assert_int_equal(file_write_atomic(name, content, strlen(content), NULL), STATUS_OK);
}

static bool holds(const char *name, const char *part)
{
	struct text content;
	bool found;

	text_init(&content);
	found = file_read(name, FILE_CAP, &content, NULL) == STATUS_OK && strstr(content.data, part) != NULL;
	text_release(&content);
	return found;
}

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
	put("plan.json", "{\"prompt\":77}");
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "plan.json was changed by someone else: Enter again");
	rig_keys(&rig, "Escape");
	assert_false(command_line_run(s, "save plan.json"));
	CHECK_HOLDS(rig.session.message.text, "plan.json was changed by someone else: save! replaces it");
	assert_true(holds("plan.json", ":77"));
	assert_true(command_line_run(s, "save! plan.json"));
	assert_false(holds("plan.json", ":77"));
	put("plan.json", "{\"prompt\":77}");
	rig_keys(&rig, "W Enter Enter");
	CHECK_HOLDS(rig.session.message.text, "Saved: plan.json");
	/* What was opened as it is now may be replaced. */
	put("plan.json", "{\"prompt\":77}");
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
	static const struct timespec times[2] = {{.tv_sec = 1000, .tv_nsec = 1}, {.tv_sec = 1000, .tv_nsec = 1}};

	(void)state;
	unlink("plan.json");
	rig_keys(&rig, "W Enter");
	assert_int_equal(utimensat(AT_FDCWD, "plan.json", times, 0), 0);
	rig_keys(&rig, "W Enter");
	CHECK_HOLDS(rig.session.message.text, "plan.json was changed by someone else");
}

#define PLAN_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(test_changed_by_others), PLAN_TEST(test_changed_in_place),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
