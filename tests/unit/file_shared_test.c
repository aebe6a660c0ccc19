/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that several programs write: locks, what a killed program leaves, streams without end. */
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/datadir.h"
#include "base/file_lock.h"
#include "base/file_temporary.h"
#include "support/check.h"
#include "support/files.h"
#include "tui/history.h"

static char folder[40];

static int enter(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/gpuplan-shared.XXXXXX");
	return !mkdtemp(folder) || chdir(folder) != 0 || mkdir("a", 0700) != 0 || mkdir("b", 0700) != 0;
}

static int leave(void **state)
{
	(void)state;
	return rmdir("a") != 0 || rmdir("b") != 0 || chdir("/") != 0 || rmdir(folder) != 0;
}

/* Another process that does something once and then stays until it is killed. */
static pid_t other_process(void (*act)(void))
{
	int done[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(done), 0);
	pid = fork();
	if (pid == 0) {
		act();
		if (write(done[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_true(pid > 0);
	assert_int_equal(read(done[0], &byte, 1), 1);
	close(done[0]);
	close(done[1]);
	return pid;
}

static void end(pid_t pid)
{
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void hold_a(void)
{
	static struct file_lock lock;

	if (file_lock_take(&lock, "a/file", 0, NULL) != STATUS_OK || lock.count != 1)
		_exit(1);
}

static void test_lock(void **state)
{
	struct file_lock lock = { .count = 0 };
	struct error error = { 0 };
	pid_t pid = other_process(hold_a);
	char who[64];

	(void)state;
	/* Whatever the file in it is called; the other folder is free. */
	assert_int_equal(file_lock_take(&lock, "a/other", 30, &error), STATUS_IO);
	assert_true(lock.busy);
	assert_int_equal(lock.count, 0);
	CHECK_HOLDS(error.text, "a/other: ");
	CHECK_HOLDS(error.text, "holds its folder; nothing was written");
	snprintf(who, sizeof(who), "process %ld (", (long)pid);
	if (!strstr(error.text, "another program"))
		CHECK_HOLDS(error.text, who);
	assert_int_equal(file_lock_take(&lock, "b/file", 0, &error), STATUS_OK);
	assert_false(lock.busy);
	assert_int_equal(lock.count, 1);
	/* Nobody has to clean up after a program that is gone. */
	end(pid);
	assert_int_equal(file_lock_take(&lock, "a/other", 0, &error), STATUS_OK);
	assert_int_equal(lock.count, 2);
	assert_int_equal(file_lock_take(&lock, "b/another", 0, &error), STATUS_OK);
	assert_int_equal(lock.count, 2);
	file_lock_release(&lock);
	assert_int_equal(lock.count, 0);
}

static void test_lock_places(void **state)
{
	struct file_lock lock = { .count = 0 };
	struct error error = { 0 };
	pid_t pid = other_process(hold_a);

	(void)state;
	/* A link is as good as what it leads to. */
	assert_int_equal(symlink("../a/target", "b/link"), 0);
	assert_int_equal(file_lock_take(&lock, "b/link", 0, &error), STATUS_IO);
	assert_int_equal(file_lock_take(&lock, "/dev/null", 0, &error), STATUS_OK);
	assert_int_equal(lock.count, 0);
	assert_int_equal(file_lock_take(&lock, "none/file", 0, &error), STATUS_IO);
	assert_false(lock.busy);
	CHECK_HOLDS(error.text, "none/file: cannot open its folder: No such file");
	/* Reading needs no lock. */
	file_put("a/file", "content");
	assert_true(file_holds("a/file", "content"));
	end(pid);
	unlink("a/file");
	unlink("b/link");
}

static struct file_temporary half;

static void begin_to_save(void)
{
	if (!file_temporary_make(&half, "a") || write(half.fd, "half", 4) != 4)
		_exit(1);
	/* As before a rename: what is held is the lock. */
	close(half.fd);
}

static int temporaries(void)
{
	DIR *dir = opendir("a");
	const struct dirent *entry;
	int count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)))
		count += strncmp(entry->d_name, ".gpuplan-", 9) == 0;
	closedir(dir);
	return count;
}

static void test_left_over(void **state)
{
	pid_t pid = other_process(begin_to_save);

	(void)state;
	assert_int_equal(temporaries(), 1);
	file_put("a/file", "whole");
	assert_int_equal(temporaries(), 1); /* of a program that lives */
	end(pid);
	assert_int_equal(temporaries(), 1);
	file_put("a/file", "again");
	assert_int_equal(temporaries(), 0);
	unlink("a/file");
}

/* Lines from several planners at once. */
static void test_history_of_many(void **state)
{
	enum { PLANNERS = 4, LINES = 12 };
	struct history all = { 0 };

	(void)state;
	for (int i = 0; i < PLANNERS; i++) {
		if (fork() != 0)
			continue;
		for (int k = 0; k < LINES; k++) {
			char line[32];

			snprintf(line, sizeof(line), "line %d of %d", k, i);
			if (history_keep(&all, "a/history", line, NULL) != STATUS_OK)
				_exit(1);
		}
		_exit(0);
	}
	for (int i = 0; i < PLANNERS; i++) {
		int how;

		assert_true(wait(&how) > 0);
		assert_int_equal(how, 0);
	}
	history_read(&all, "a/history");
	assert_int_equal(all.count, PLANNERS * LINES);
	history_release(&all);
	unlink("a/history");
}

/* A line that could not be written comes with the next one. */
static void test_history_busy(void **state)
{
	struct history history = { 0 }, other = { 0 };
	struct error error = { 0 };
	pid_t pid;

	(void)state;
	assert_int_equal(history_keep(&history, "a/history", "first", &error), STATUS_OK);
	pid = other_process(hold_a);
	assert_int_equal(history_keep(&history, "a/history", "second", &error), STATUS_IO);
	CHECK_HOLDS(error.text, "holds its folder");
	end(pid);
	assert_int_equal(history_keep(&other, "a/history", "of another", &error), STATUS_OK);
	assert_int_equal(history_keep(&history, "a/history", "third", &error), STATUS_OK);
	history_read(&other, "a/history");
	assert_int_equal(other.count, 4);
	assert_string_equal(other.lines[1], "of another");
	assert_string_equal(other.lines[2], "second");
	assert_string_equal(other.lines[3], "third");
	history_release(&history);
	history_release(&other);
	unlink("a/history");
}

static void test_fifo(void **state)
{
	static char large[200000];
	struct error error = { 0 };
	char taken[8] = "";
	int fd;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(file_write_atomic("fifo", "x", 1, &error), STATUS_IO);
	assert_string_equal(error.text, "fifo: nobody reads this pipe");
	fd = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_int_equal(file_write_atomic("fifo", "taken", 5, &error), STATUS_OK);
	assert_int_equal(read(fd, taken, sizeof(taken)), 5);
	assert_memory_equal(taken, "taken", 5);
	memset(large, 'x', sizeof(large));
	assert_int_equal(file_write_atomic("fifo", large, sizeof(large), &error), STATUS_IO);
	CHECK_HOLDS(error.text, "fifo: its reader takes nothing");
	close(fd);
	unlink("fifo");
}

/* Too many open files are not a missing folder. */
static void test_no_descriptor(void **state)
{
	char note[4096] = "";
	struct rlimit old, none;
	struct error error = { 0 };
	struct text found;
	enum status status;

	(void)state;
	assert_true(readlink("/proc/self/exe", note, sizeof(note) - 32) > 0);
	snprintf(strrchr(note, '/'), 32, "/uninstalled-datadir");
	unsetenv("GPUPLAN_DATADIR");
	file_put(note, "/tmp\n");
	text_init(&found);
	assert_int_equal(datadir_find(&found, &error), STATUS_OK);
	assert_string_equal(found.data, "/tmp");
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	status = datadir_find(&found, &error);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	unlink(note);
	text_release(&found);
	assert_int_equal(status, STATUS_IO);
	CHECK_HOLDS(error.text, "uninstalled-datadir: Too many open files");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lock), cmocka_unit_test(test_lock_places),
		cmocka_unit_test(test_left_over), cmocka_unit_test(test_history_of_many),
		cmocka_unit_test(test_history_busy), cmocka_unit_test(test_fifo),
		cmocka_unit_test(test_no_descriptor) };

	return cmocka_run_group_tests(tests, enter, leave);
}
