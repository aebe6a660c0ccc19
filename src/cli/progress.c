/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows, rate and time left, written over each other. */
#include "cli/progress.h"

#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/print.h"

/* Who waits less long need not be told; so often a reader can follow. */
static const double FIRST_S = 1.0, EVERY_S = 0.25;

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Of the terminal that standard error is; 0: none. */
static int error_columns(void)
{
	enum { USUAL = 80 };
	struct winsize size;

	if (!isatty(STDERR_FILENO))
		return 0;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : USUAL;
}

void progress_start(struct progress *progress)
{
	*progress = (struct progress){ .columns = error_columns(), .started_s = now_s() };
	progress->next_s = progress->started_s + FIRST_S;
}

void progress_line(struct text *line, size_t rows, double share, double elapsed_s)
{
	double left_s = share > 0.0 ? elapsed_s * (1.0 - share) / share : 0.0;
	unsigned long left = (unsigned long)(left_s + 0.5);

	text_addf(line,
		ngettext("%zu row, %.0f a second, %lu:%02lu left", "%zu rows, %.0f a second, %lu:%02lu left",
			(unsigned long)rows),
		rows, (double)rows / elapsed_s, left / 60, left % 60);
}

void progress_tell(struct progress *progress, size_t rows, double share)
{
	TEXT(line);
	double now;

	if (!progress->columns)
		return;
	now = now_s();
	if (now < progress->next_s)
		return;
	progress->next_s = now + EVERY_S;
	progress->shown = true;
	progress_line(&line, rows, share, now - progress->started_s);
	print_over(line.data, progress->columns - 1);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		print_over("", progress->columns - 1);
	progress->shown = false;
}
