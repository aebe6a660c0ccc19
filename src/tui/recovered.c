/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lost sessions do not replace what another one has left: several may end with one connection. */
#include "tui/recovered.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "tui/history.h"

enum { MOST_FILES = 99, PATH_SIZE = 1024, NUMBER_SIZE = 8 };

/* Made while there is memory, for recovered_write(), which may run in a handler of signals.  The plan of
 * one buffer is whole while the other one is made. */
static struct {
	char folder[PATH_SIZE], temporary[PATH_SIZE];
	struct text plan[2];
	int spare;
	volatile sig_atomic_t ready; /* 0: nothing to keep, else the number of the buffer + 1 */
} prepared;

static char *append(char *end, const char *text)
{
	while (*text != '\0')
		*end++ = *text++;
	*end = '\0';
	return end;
}

/* recovered.json, recovered-2.json, ... in a folder.  Async-signal-safe. */
static void name_file(char path[PATH_SIZE], const char *folder, int number)
{
	char digits[NUMBER_SIZE] = "";
	size_t at = sizeof(digits) - 1;
	char *end = append(append(path, folder), "/recovered");

	for (int n = number; number > 1 && n > 0; n /= 10)
		digits[--at] = (char)('0' + n % 10);
	if (number > 1)
		digits[--at] = '-';
	append(append(end, digits + at), ".json");
}

/* A link is made or refused in one step, so that two sessions never take the same name. */
static void give_name(void)
{
	char path[PATH_SIZE];
	bool taken = true;

	for (int i = 1; taken && i <= MOST_FILES; i++) {
		name_file(path, prepared.folder, i);
		taken = link(prepared.temporary, path) != 0;
		/* A file system without hard links. */
		if (taken && errno != EEXIST && access(path, F_OK) != 0)
			taken = rename(prepared.temporary, path) != 0;
	}
}

/* The folder and those above it, for their owner only. */
static void make_folder(void)
{
	char path[PATH_SIZE];
	size_t length = strlen(prepared.folder);

	memcpy(path, prepared.folder, length + 1);
	for (size_t i = 1; i <= length; i++) {
		char kept = path[i];

		if (kept != '/' && kept != '\0')
			continue;
		path[i] = '\0';
		mkdir(path, 0700);
		path[i] = kept;
	}
}

static bool choose_folder(void)
{
	TEXT(path);

	state_folder_path(&path, ".recovered");
	if (!path.length || path.length + 32 >= PATH_SIZE)
		return false;
	snprintf(prepared.temporary, PATH_SIZE, "%s-%ld", path.data, (long)getpid());
	path.data[path.length - strlen("/.recovered")] = '\0';
	snprintf(prepared.folder, PATH_SIZE, "%s", path.data);
	return true;
}

struct text *recovered_begin(void)
{
	struct text *plan = &prepared.plan[prepared.spare];

	if (!prepared.folder[0] && !choose_folder())
		return NULL;
	if (!plan->data)
		text_init(plan);
	text_clear(plan);
	return plan;
}

void recovered_end(const struct text *plan)
{
	prepared.ready = plan ? prepared.spare + 1 : 0;
	prepared.spare = plan ? 1 - prepared.spare : prepared.spare;
}

void recovered_write(void)
{
	int ready = prepared.ready, saved_errno = errno;
	const struct text *plan = &prepared.plan[ready ? ready - 1 : 0];
	bool whole;
	int fd;

	prepared.ready = 0;
	if (ready == 0)
		return;
	make_folder();
	/* Of an earlier process with this number. */
	unlink(prepared.temporary);
	fd = open(prepared.temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		whole = file_write_all(fd, plan->data, plan->length) && (fsync(fd) == 0 || errno == EINVAL);
		if (close(fd) == 0 && whole)
			give_name();
		unlink(prepared.temporary);
	}
	errno = saved_errno;
}

void recovered_release(void)
{
	prepared.ready = 0;
	text_release(&prepared.plan[0]);
	text_release(&prepared.plan[1]);
	prepared.plan[0].data = prepared.plan[1].data = NULL;
	prepared.folder[0] = '\0';
}

/* As it is typed: short, where it is below the home folder. */
static void add_typed(struct text *out, const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home ? strlen(home) : 0;

	if (n && strncmp(path, home, n) == 0 && path[n] == '/') {
		text_add_char(out, '~');
		path += n;
	}
	text_add(out, path);
}

/* The number of the file that give_name() calls so; 0: none. */
static int number_of(const char *name)
{
	char given[PATH_SIZE];

	for (int i = 1; i <= MOST_FILES; i++) {
		name_file(given, "", i);
		if (strcmp(given + 1, name) == 0)
			return i;
	}
	return 0;
}

enum { MOST_KEPT = 10, MOST_DAYS = 30, SECONDS_A_DAY = 86400 };

/* Those that are there, by number. */
struct files {
	bool found[MOST_FILES + 1];
	struct stat about[MOST_FILES + 1];
};

static void path_of(struct text *path, int number)
{
	char name[PATH_SIZE];

	name_file(name, "", number);
	state_folder_path(path, name + 1);
}

/* The folder is read once: asking for every name takes longer. */
static void find_files(struct files *files)
{
	const struct dirent *entry;
	TEXT(path);
	DIR *folder;

	*files = (struct files){ .found = { false } };
	state_folder_path(&path, "");
	folder = opendir(path.data);
	while (folder && (entry = readdir(folder)))
		files->found[number_of(entry->d_name)] = true;
	if (folder)
		closedir(folder);
	files->found[0] = false;
	for (int i = 1; i <= MOST_FILES; i++) {
		if (!files->found[i])
			continue;
		path_of(&path, i);
		files->found[i] = stat(path.data, &files->about[i]) == 0 && S_ISREG(files->about[i].st_mode);
	}
}

/* Marked by the user's x, which stays with a file that is saved into. */
static bool was_told(const struct files *files, int number)
{
	return files->about[number].st_mode & S_IXUSR;
}

static bool is_later(const struct stat *a, const struct stat *b)
{
	return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
						      : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* How many are later than this one. */
static int place_of(const struct files *files, int number)
{
	int later = 0;

	for (int i = 1; i <= MOST_FILES; i++)
		later += files->found[i] && is_later(&files->about[i], &files->about[number]);
	return later;
}

/* A planner that has it open holds a lock on it. */
static void remove_unheld(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlink(path);
	close(fd);
}

/* Of those that were told of. */
static void remove_old(const struct files *files)
{
	time_t now = time(NULL);
	TEXT(path);

	for (int i = 1; i <= MOST_FILES; i++) {
		if (!files->found[i] || !was_told(files, i) ||
			(now - files->about[i].st_mtim.tv_sec <= (time_t)MOST_DAYS * SECONDS_A_DAY &&
				place_of(files, i) < MOST_KEPT))
			continue;
		path_of(&path, i);
		remove_unheld(path.data);
	}
}

/* The last one by name: it may go on from the one before. */
void recovered_tell(struct error *message)
{
	struct files files;
	int latest = 0, count = 0;
	TEXT(typed);
	TEXT(path);

	find_files(&files);
	remove_old(&files);
	for (int i = 1; i <= MOST_FILES; i++) {
		if (!files.found[i] || was_told(&files, i))
			continue;
		path_of(&path, i);
		chmod(path.data, (files.about[i].st_mode & 07777) | S_IXUSR);
		count++;
		if (!latest || !is_later(&files.about[latest], &files.about[i]))
			latest = i;
	}
	if (!latest)
		return;
	path_of(&path, latest);
	add_typed(&typed, path.data);
	if (count == 1)
		error_set(message, STATUS_OK, _("unsaved plan of a lost session: :open %s"), typed.data);
	else
		error_set(message, STATUS_OK,
			ngettext("%d unsaved plan of lost sessions, the latest: :open %s",
				"%d unsaved plans of lost sessions, the latest: :open %s", (unsigned long)count),
			count, typed.data);
}

/* By its name and its folder. */
static bool is_recovered(const char *path)
{
	const char *slash = strrchr(path, '/');
	TEXT(own);

	if (!slash || !number_of(slash + 1))
		return false;
	state_folder_path(&own, slash + 1);
	return strcmp(own.data, path) == 0;
}

void recovered_hold(const char *path)
{
	static int held = -1;

	if (held >= 0)
		close(held);
	held = path && is_recovered(path) ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	if (held >= 0)
		flock(held, LOCK_SH | LOCK_NB);
}

bool recovered_drop(const char *path, const struct file_stamp *found, const struct file_stamp *copy)
{
	struct file_stamp now = file_stamp_of(path);
	bool elsewhere = copy->known && (copy->device != now.device || copy->inode != now.inode);

	return elsewhere && now.known && file_stamp_same(&now, found) && is_recovered(path) && unlink(path) == 0;
}
