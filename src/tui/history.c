/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping entered lines. */
#include "config.h"

#include "tui/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "tui/state_folder.h"

enum { LONGEST_LINE = 4096, LARGEST_FILE = 4 * 1024 * 1024 };

void history_add(struct history *history, const char *line)
{
	size_t n = history->count;

	if (line[0] == '\0' || (n > 0 && strcmp(history->lines[n - 1], line) == 0))
		return;
	if (n == HISTORY_LINES) {
		free(history->lines[0]);
		memmove(history->lines, history->lines + 1, (n - 1) * sizeof history->lines[0]);
		history->count = --n;
	}
	history->lines = xreallocarray(history->lines, n + 1, sizeof history->lines[0]);
	history->lines[history->count++] = xstrdup(line);
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
	*history = (struct history) { 0 };
}

void history_read(struct history *history, const char *path)
{
	struct error ignored = { 0 };
	struct text text;
	char *line;

	forget(history);
	text_init(&text);
	if (file_read(path, LARGEST_FILE, &text, &ignored) != STATUS_OK)
		text_clear(&text);
	for (line = text.data; *line;) {
		size_t n = strcspn(line, "\n");
		bool last = line[n] == '\0';

		line[n] = '\0';
		/* Somebody else may have written into it. */
		if (n < LONGEST_LINE && utf8_valid(line, n) && !strpbrk(line, "\033\r\t\177"))
			history_add(history, line);
		line += last ? n : n + 1;
	}
	text_release(&text);
}

static enum status write_lines(const struct history *history, const char *path, struct error *error)
{
	struct text text;
	enum status status;

	text_init(&text);
	for (size_t i = 0; i < history->count; i++)
		text_addf(&text, "%s\n", history->lines[i]);
	status = state_folder_write(path, &text, error);
	text_release(&text);
	return status;
}

enum status history_keep(struct history *history, const char *path, const char *line,
			 struct error *error)
{
	enum status status = STATUS_OK;

	if (!history->failed) {
		if (file_exists(path))
			history_read(history, path);
		history_add(history, line);
		status = write_lines(history, path, error);
		history->failed = status != STATUS_OK;
	} else {
		history_add(history, line);
	}
	return status;
}

void history_path(struct text *out)
{
	state_folder_path(out, "history");
}
