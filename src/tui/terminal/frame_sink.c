/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A memory file between curses and the tty. */
#include "tui/terminal/frame_sink.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "tui/canvas/canvas.h"

/* Bytes, generously: every cell of the largest canvas with colours of its own. */
enum { LARGEST_FRAME = CANVAS_MAX_ROWS * CANVAS_MAX_COLUMNS * 32 };

struct frame_sink {
	int tty;
	FILE *stream;
	int memory; /* memory file, -1 when curses writes to the tty */
	char *bytes;
	size_t capacity;
};

/* The limit of a file's size is one of memory files, too: what curses writes beyond it would be lost. */
static bool files_may_grow(void)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
		limit.rlim_cur >= LARGEST_FRAME;
}

struct frame_sink *frame_sink_new(int fd)
{
	struct frame_sink *sink = xcalloc(1, sizeof(*sink));

	sink->tty = fd;
	sink->memory = -1;
#ifdef MFD_CLOEXEC
	if (files_may_grow())
		sink->memory = memfd_create("frame", MFD_CLOEXEC);
	if (sink->memory >= 0)
		sink->stream = fdopen(sink->memory, "w");
	if (sink->memory >= 0 && !sink->stream) {
		close(sink->memory);
		sink->memory = -1;
	}
#endif
	return sink;
}

void frame_sink_free(struct frame_sink *sink)
{
	if (!sink)
		return;
	if (sink->stream)
		fclose(sink->stream);
	free(sink->bytes);
	free(sink);
}

FILE *frame_sink_stream(struct frame_sink *sink)
{
	return sink->stream ? sink->stream : stdout;
}

void frame_sink_add(struct frame_sink *sink, const char *bytes)
{
	/* Curses writes by write(2) too, so the order holds. */
	file_write_all(sink->memory >= 0 ? sink->memory : sink->tty, bytes, strlen(bytes));
}

void frame_sink_flush(struct frame_sink *sink)
{
	off_t end = sink->memory >= 0 ? lseek(sink->memory, 0, SEEK_CUR) : 0;
	ssize_t got;

	if (end <= 0)
		return;
	if ((size_t)end > sink->capacity) {
		sink->capacity = (size_t)end * 2;
		sink->bytes = xreallocarray(sink->bytes, sink->capacity, 1);
	}
	got = pread(sink->memory, sink->bytes, (size_t)end, 0);
	lseek(sink->memory, 0, SEEK_SET);
	if (got > 0)
		file_write_all(sink->tty, sink->bytes, (size_t)got);
}
