/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading only what is a text file, and saving without ever losing the old one. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/datadir.h"
#include "support/check.h"

static char folder[32];

static int enter(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/gpuplan-file.XXXXXX");
	return !mkdtemp(folder) || chdir(folder) != 0;
}

static int leave(void **state)
{
	DIR *dir = opendir(".");
	const struct dirent *entry;

	(void)state;
	while (dir && (entry = readdir(dir)))
		if (unlink(entry->d_name) != 0)
			rmdir(entry->d_name);
	if (dir)
		closedir(dir);
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static void put(const char *path, const char *bytes, size_t n)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

static void check_content(const char *path, const char *wanted)
{
	struct text text;

	text_init(&text);
	assert_int_equal(file_read(path, FILE_CAP, &text, NULL), STATUS_OK);
	assert_string_equal(text.data, wanted);
	text_release(&text);
}

/* No temporary file is left behind. */
static void check_no_rest(void)
{
	DIR *dir = opendir(".");
	const struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)))
		assert_null(strstr(entry->d_name, ".gpuplan-"));
	closedir(dir);
}

static void check_refused(const char *path, size_t cap, enum status wanted, const char *says)
{
	struct error error = { .status = STATUS_OK };
	struct text text;

	text_init(&text);
	text_add(&text, "old");
	assert_int_equal(file_read(path, cap, &text, &error), wanted);
	assert_int_equal(error.status, wanted);
	CHECK_HOLDS(error.text, says);
	CHECK_HOLDS(error.text, path);
	assert_string_equal(text.data, "");
	text_release(&text);
}

static void test_read(void **state)
{
	struct text text;

	(void)state;
	text_init(&text);
	put("full", "hello\n", 6);
	put("empty", "", 0);
	put("-", "dash", 4);
	assert_int_equal(file_read("full", 6, &text, NULL), STATUS_OK);
	assert_string_equal(text.data, "hello\n");
	assert_int_equal(file_read("empty", 6, &text, NULL), STATUS_OK);
	assert_string_equal(text.data, "");
	assert_int_equal(file_read("-", 6, &text, NULL), STATUS_OK);
	assert_string_equal(text.data, "dash");
	/* Size 0 by stat, but not empty. */
	if (file_exists("/proc/self/status")) {
		assert_int_equal(file_read("/proc/self/status", FILE_CAP, &text, NULL), STATUS_OK);
		assert_true(text.length > 100);
	}
	text_release(&text);
}

static void test_read_refused(void **state)
{
	(void)state;
	put("full", "hello\n", 6);
	put("nul", "a\0b", 3);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	check_refused("missing", FILE_CAP, STATUS_IO, "No such file");
	check_refused(".", FILE_CAP, STATUS_IO, "directory");
	check_refused("fifo", FILE_CAP, STATUS_IO, "pipe");
	check_refused("/dev/zero", FILE_CAP, STATUS_IO, "device");
	check_refused("loop", FILE_CAP, STATUS_IO, "loop");
	check_refused("full", 5, STATUS_DATA, "too large");
	check_refused("nul", FILE_CAP, STATUS_DATA, "NUL");
	if (file_exists("/proc/self/mem"))
		check_refused("/proc/self/mem", FILE_CAP, STATUS_IO, "/proc/self/mem");
	if (file_exists("/proc/self/status"))
		check_refused("/proc/self/status", 10, STATUS_DATA, "too large");
	check_refused("", FILE_CAP, STATUS_IO, "No such file");
}

static void test_write(void **state)
{
	struct error error;
	struct stat about;
	mode_t mask = umask(027);

	(void)state;
	assert_int_equal(file_write_atomic("new", "one", 3, &error), STATUS_OK);
	assert_string_equal(error.text, "");
	check_content("new", "one");
	assert_int_equal(stat("new", &about), 0);
	assert_int_equal(about.st_mode & 07777, 0640);
	assert_int_equal(chmod("new", 0604), 0);
	assert_int_equal(file_write_atomic("new", "second", 6, NULL), STATUS_OK);
	check_content("new", "second");
	assert_int_equal(stat("new", &about), 0);
	assert_int_equal(about.st_mode & 07777, 0604);
	assert_int_equal(file_write_atomic("new", "", 0, NULL), STATUS_OK);
	check_content("new", "");
	umask(mask);
	check_no_rest();
}

static void test_write_links(void **state)
{
	struct error error;
	struct stat about;

	(void)state;
	put("target", "old", 3);
	assert_int_equal(symlink("target", "link"), 0);
	assert_int_equal(symlink("link", "link2"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(file_write_atomic("link2", "new", 3, &error), STATUS_OK);
	assert_int_equal(lstat("link2", &about), 0);
	assert_true(S_ISLNK(about.st_mode));
	check_content("target", "new");
	assert_int_equal(file_write_atomic("dangling", "made", 4, &error), STATUS_OK);
	check_content("nowhere", "made");
	assert_int_equal(link("target", "twin"), 0);
	assert_int_equal(file_write_atomic("twin", "split", 5, &error), STATUS_OK);
	CHECK_HOLDS(error.text, "hard links");
	assert_int_equal(error.status, STATUS_OK);
	check_content("twin", "split");
	check_content("target", "new");
	unlink("loop");
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(file_write_atomic("loop", "x", 1, &error), STATUS_IO);
	check_no_rest();
}

static void test_write_refused(void **state)
{
	char name[300];
	struct error error;

	(void)state;
	assert_int_equal(file_write_atomic("no/such/folder", "x", 1, &error), STATUS_IO);
	CHECK_HOLDS(error.text, "no/such/folder");
	assert_int_equal(file_write_atomic(".", "x", 1, &error), STATUS_IO);
	assert_int_equal(file_write_atomic("", "x", 1, &error), STATUS_IO);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(file_write_atomic(name, "x", 1, &error), STATUS_IO);
	name[255] = '\0'; /* the longest name there can be */
	assert_int_equal(file_write_atomic(name, "x", 1, &error), STATUS_OK);
	check_content(name, "x");
	if (geteuid() != 0) {
		put("locked", "old", 3);
		assert_int_equal(chmod("locked", 0444), 0);
		assert_int_equal(file_write_atomic("locked", "new", 3, &error), STATUS_IO);
		check_content("locked", "old");
	}
	check_no_rest();
}

/* A full disk (here the size limit of a file) leaves the old file as it was. */
static void test_write_full(void **state)
{
	static char large[20000];
	struct rlimit old, small;
	struct error error;

	(void)state;
	put("keep", "old", 3);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 4096;
	fflush(stdout);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	memset(large, 'x', sizeof(large));
	assert_int_equal(file_write_atomic("keep", large, sizeof(large), &error), STATUS_IO);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	CHECK_HOLDS(error.text, "keep");
	check_content("keep", "old");
	check_no_rest();
}

static void test_write_device(void **state)
{
	struct error error;
	struct stat about;

	(void)state;
	assert_int_equal(file_write_atomic("/dev/null", "x", 1, &error), STATUS_OK);
	assert_int_equal(stat("/dev/null", &about), 0);
	assert_true(S_ISCHR(about.st_mode));
	if (!file_exists("/dev/full"))
		CHECK_SKIP("no /dev/full here");
	assert_int_equal(file_write_atomic("/dev/full", "x", 1, &error), STATUS_IO);
	CHECK_HOLDS(error.text, "No space");
}

static void test_paths(void **state)
{
	static const struct {
		const char *dir, *name, *joined, *directory;
	} cases[] = { { "a", "b", "a/b", "a" }, { "a/", "b", "a/b", "a" }, { "", "b", "b", "." },
		{ "a", "/b", "/b", "/" }, { "/", "b", "/b", "/" }, { "a//", "b", "a//b", "a" } };
	struct text text, directory;

	(void)state;
	text_init(&text);
	text_init(&directory);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		path_join(&text, cases[i].dir, cases[i].name);
		assert_string_equal(text.data, cases[i].joined);
		path_directory(&directory, text.data);
		assert_string_equal(directory.data, cases[i].directory);
	}
	text_clear(&text);
	assert_int_equal(setenv("HOME", "/home/me", 1), 0);
	for (const char *const *p = (const char *const[]){ "~", "~/a", "~you/a", "a~", "", NULL }; *p; p++) {
		path_expand(&text, *p);
		text_add_char(&text, ' ');
	}
	assert_string_equal(text.data, "/home/me /home/me/a ~you/a a~  ");
	assert_string_equal(path_name("a/b.c"), "b.c");
	assert_string_equal(path_name("b.c"), "b.c");
	assert_true(file_exists("/"));
	assert_true(file_is_directory("/"));
	assert_false(file_exists("/no/such/thing"));
	text_release(&directory);
	text_release(&text);
}

static void test_datadir(void **state)
{
	struct error error;
	struct text text;

	(void)state;
	text_init(&text);
	setenv("GPUPLAN_DATADIR", folder, 1);
	assert_int_equal(datadir_find(&text, &error), STATUS_OK);
	assert_string_equal(text.data, folder);
	setenv("GPUPLAN_DATADIR", "/no/such/folder", 1);
	assert_int_equal(datadir_find(&text, &error), STATUS_IO);
	CHECK_HOLDS(error.text, "/no/such/folder");
	unsetenv("GPUPLAN_DATADIR");
	text_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_read, enter, leave),
		cmocka_unit_test_setup_teardown(test_read_refused, enter, leave),
		cmocka_unit_test_setup_teardown(test_write, enter, leave),
		cmocka_unit_test_setup_teardown(test_write_links, enter, leave),
		cmocka_unit_test_setup_teardown(test_write_refused, enter, leave),
		cmocka_unit_test_setup_teardown(test_write_full, enter, leave),
		cmocka_unit_test_setup_teardown(test_write_device, enter, leave),
		cmocka_unit_test(test_paths),
		cmocka_unit_test_setup_teardown(test_datadir, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
