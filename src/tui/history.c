/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping entered lines, among the files that are the user's own business. */
#include "tui/history.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/file_lock.h"
#include "base/memory.h"

void state_folder_path(struct text *out, const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	TEXT(folder);

	text_clear(out);
	if (state && state[0] == '/')
		path_join(&folder, state, "gpuplan");
	else if (home && home[0] == '/')
		path_join(&folder, home, ".local/state/gpuplan");
	if (folder.length)
		path_join(out, folder.data, name);
}

/* What somebody typed is nobody else's business. */
enum status state_folder_make(const char *path, struct error *error)
{
	mode_t mask = umask(077);
	enum status status;
	TEXT(folder);

	path_directory(&folder, path);
	status = file_make_folder(folder.data, error);
	umask(mask);
	return status;
}

enum { LONGEST_LINE = 4096, LARGEST_FILE = 4 * 1024 * 1024 };

bool history_add(struct history *history, const char *line)
{
	size_t n = history->count;

	if (line[0] == '\0' || (n > 0 && strcmp(history->lines[n - 1], line) == 0))
		return false;
	if (n == HISTORY_LINES) {
		free(history->lines[0]);
		memmove(history->lines, history->lines + 1, (n - 1) * sizeof(history->lines[0]));
		history->count = --n;
	}
	history->lines = xreallocarray(history->lines, n + 1, sizeof(history->lines[0]));
	history->lines[history->count++] = xstrdup(line);
	return true;
}

static void forget(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->lines[i]);
	history->count = 0;
}

void history_release(struct history *history)
{
	forget(history);
	free(history->lines);
	*history = (struct history){ 0 };
}

void history_read(struct history *history, const char *path)
{
	struct error ignored = { 0 };
	TEXT(text);

	forget(history);
	if (file_read(path, LARGEST_FILE, &text, &ignored) != STATUS_OK)
		text_clear(&text);
	for (char *line = text.data; *line;) {
		size_t n = strcspn(line, "\n");
		bool last = line[n] == '\0';

		line[n] = '\0';
		/* Somebody else may have written into it. */
		if (n < LONGEST_LINE && utf8_valid(line, n) && !strpbrk(line, "\033\r\t\177"))
			history_add(history, line);
		line += last ? n : n + 1;
	}
}

static enum status write_lines(const struct history *history, const char *path, struct error *error)
{
	mode_t mask = umask(077);
	enum status status;
	TEXT(text);

	for (size_t i = 0; i < history->count; i++)
		text_addf(&text, "%s\n", history->lines[i]);
	status = file_write_atomic(path, text.data, text.length, error);
	umask(mask);
	return status;
}

/* What is in the file, and behind it what is not yet; without a file all that is known here. */
static void merge(struct history *history, const char *path)
{
	struct history merged = { .pending = history->pending };
	size_t first = history->count - history->pending;

	if (file_missing(path))
		return;
	history_read(&merged, path);
	for (size_t i = first; i < history->count; i++)
		history_add(&merged, history->lines[i]);
	history_release(history);
	*history = merged;
}

static void add_pending(struct history *history, const char *line)
{
	history->pending += history_add(history, line);
	if (history->pending > history->count)
		history->pending = history->count;
}

enum status history_keep(struct history *history, const char *path, const char *line, struct error *error)
{
	struct file_lock lock = { .count = 0 };
	enum status status;

	if (history->failed) {
		add_pending(history, line);
		return STATUS_OK;
	}
	status = state_folder_make(path, error);
	if (status == STATUS_OK)
		status = file_lock_take(&lock, path, FILE_LOCK_PLANNER_MS, error);
	if (status == STATUS_OK)
		merge(history, path);
	add_pending(history, line);
	if (status == STATUS_OK)
		status = write_lines(history, path, error);
	if (status == STATUS_OK)
		history->pending = 0;
	/* Somebody else may let go of it before the next line. */
	history->failed = status != STATUS_OK && !lock.busy;
	file_lock_release(&lock);
	return status;
}
