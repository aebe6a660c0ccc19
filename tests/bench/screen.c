/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the planner costs on a terminal: time to the first frame, bytes a key, memory, silence;
 * and the time of a batch command. */
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"
#include "study/study.h"
#include "support/pty.h"

enum { STARTS = 9, RUNS = 15, STEPS = 60, QUIET_MS = 60, HEARD_MS = 10, IDLE_MS = 10000, MOST_STEPS = 5000 };

extern char **environ;

static const char *program(void)
{
	const char *path = getenv("GPUPLAN");

	return path ? path : "src/gpuplan";
}

static struct pty *launch(int rows, int columns)
{
	const char *const argv[] = { program(), NULL };

	return pty_start(argv, rows, columns, NULL);
}

/* From exec to the last line of the first frame. */
static double start_s(int rows, int columns, size_t *bytes)
{
	double start = bench_now_s(), end;
	struct pty *pty = launch(rows, columns);

	if (!pty_wait_text(pty, "quit", 5000))
		exit(1);
	end = pty_last_byte_s(pty);
	pty_settle(pty, QUIET_MS);
	*bytes = pty_bytes(pty);
	pty_send(pty, "q");
	pty_wait_exit(pty, 1000);
	pty_free(pty);
	return end - start;
}

static void bench_start(int rows, int columns, double bar_ms)
{
	double times[STARTS];
	size_t bytes = 0;
	char what[80];

	for (int i = 0; i < STARTS; i++)
		times[i] = start_s(rows, columns, &bytes);
	snprintf(what, sizeof(what), "first full frame, %dx%d", columns, rows);
	bench_row(what, bench_median(times, STARTS) * 1e3, bar_ms, "ms");
	snprintf(what, sizeof(what), "bytes of the start and first frame, %dx%d", columns, rows);
	bench_row(what, (double)bytes, NAN, "B");
}

/* Of /proc: 'S' while the program sleeps. */
static char state(struct pty *pty)
{
	char path[64], line[256], *end = NULL;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pty_pid(pty));
	file = fopen(path, "r");
	if (file && fgets(line, sizeof(line), file))
		end = strrchr(line, ')');
	if (file)
		fclose(file);
	return end && end[1] == ' ' ? end[2] : 'S';
}

/* Until it sleeps: idle work adds to what a key has changed. */
static void settle(struct pty *pty)
{
	do
		pty_settle(pty, HEARD_MS);
	while (state(pty) != 'S');
}

static double key_bytes(struct pty *pty, const char *key)
{
	pty_mark(pty);
	pty_send(pty, key);
	settle(pty);
	return (double)pty_bytes(pty);
}

/* Median and largest of `count` presses, half of them of the other key. */
static void bench_keys(struct pty *pty, const char *what, const char *key, const char *back, double bar)
{
	double bytes[STEPS], largest;
	char line[80];

	for (int i = 0; i < STEPS; i++)
		bytes[i] = key_bytes(pty, i % 12 < 6 ? key : back);
	largest = bench_largest(bytes, STEPS);
	snprintf(line, sizeof(line), "%s, median", what);
	bench_row(line, bench_median(bytes, STEPS), bar, "B");
	snprintf(line, sizeof(line), "%s, largest", what);
	bench_row(line, largest, bar, "B");
}

/* With the marks, which follow in idle time. */
static void bench_burst(struct pty *pty)
{
	char keys[601] = "";

	for (int i = 0; i < 200; i++)
		memcpy(keys + 3 * i, i % 3 == 2 ? "\033[D" : "\033[C", 4);
	bench_row("200 queued keys", key_bytes(pty, keys), 5000, "B");
}

static double status_value(struct pty *pty, const char *name)
{
	char path[64], line[256];
	long value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pty_pid(pty));
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file)) {
		size_t n = strlen(name);

		if (strncmp(line, name, n) == 0 && line[n] == ':')
			value = strtol(line + n + 1, NULL, 10);
	}
	if (file)
		fclose(file);
	return (double)value;
}

static void bench_session(int rows, int columns, double page_bar)
{
	struct pty *pty = launch(rows, columns);
	char what[80];
	double wakes;

	if (!pty_wait_text(pty, "quit", 5000))
		exit(1);
	settle(pty);
	bench_row("resident memory after the first frame", status_value(pty, "VmRSS") / 1024, 8, "MiB");
	wakes = status_value(pty, "voluntary_ctxt_switches");
	pty_mark(pty);
	pty_run(pty, IDLE_MS);
	bench_row("idle for 10 s", (double)pty_bytes(pty), 0, "B");
	bench_row("wake-ups while idle for 10 s", status_value(pty, "voluntary_ctxt_switches") - wakes, 0, "");
	snprintf(what, sizeof(what), "focus move, %dx%d", columns, rows);
	bench_keys(pty, what, "\033[B", "\033[A", 100);
	pty_send(pty, "\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[B\033[B");
	settle(pty);
	snprintf(what, sizeof(what), "slider step (context), %dx%d", columns, rows);
	bench_keys(pty, what, "\033[C", "\033[D", NAN);
	pty_send(pty, "\033[B\033[B\033[B");
	pty_settle(pty, 30);
	/* The worst case: a step that another GPU leads after moves every row and every fact. */
	snprintf(what, sizeof(what), "slider step (users, over ticks), %dx%d", columns, rows);
	bench_keys(pty, what, "\033[C", "\033[D", NAN);
	bench_burst(pty);
	snprintf(what, sizeof(what), "help opened, %dx%d", columns, rows);
	bench_row(what, key_bytes(pty, "?"), page_bar, "B");
	pty_send(pty, "q\t");
	settle(pty);
	snprintf(what, sizeof(what), "table row, %dx%d", columns, rows);
	bench_keys(pty, what, "\033[B", "\033[A", rows > 24 ? NAN : 600);
	pty_free(pty);
}

struct sweep {
	double bytes[MOST_STEPS];
	int count;
};

/* From the low end of the focused slider to the high one. */
static void bench_slide(struct pty *pty, struct sweep *sweep)
{
	for (int still = 0; still < 3 && sweep->count < MOST_STEPS;) {
		double bytes = key_bytes(pty, "\033[C");

		still = bytes < 5 ? still + 1 : 0;
		if (still == 0)
			sweep->bytes[sweep->count++] = bytes;
	}
}

/* The bar is about any step: all sliders of Serve from end to end. */
static void bench_all_sliders(int rows, int columns, double bar)
{
	static struct sweep sweep;
	char what[80];
	int over = 0;

	sweep.count = 0;
	for (int i = 0; serve_study.panel[i] != PARAMETER_COUNT; i++) {
		const struct parameter_row *row = parameter_row(serve_study.panel[i]);
		struct pty *pty;

		if (row->form != PARAMETER_NUMBER_FORM || !row->stops)
			continue;
		pty = launch(rows, columns);
		if (!pty_wait_text(pty, "quit", 5000))
			exit(1);
		for (int k = 0; k < i; k++)
			pty_send(pty, "\033[B");
		/* To the low end by large steps. */
		for (int k = 0; k < 40; k++)
			pty_send(pty, "H");
		settle(pty);
		bench_slide(pty, &sweep);
		pty_free(pty);
	}
	for (int i = 0; i < sweep.count; i++)
		over += sweep.bytes[i] > bar;
	snprintf(what, sizeof(what), "slider step, all %d, %dx%d, median", sweep.count, columns, rows);
	bench_row(what, bench_median(sweep.bytes, sweep.count), bar, "B");
	snprintf(what, sizeof(what), "slider step, all, %dx%d, largest", columns, rows);
	bench_row(what, bench_largest(sweep.bytes, sweep.count), NAN, "B");
	snprintf(what, sizeof(what), "slider step, all, %dx%d, share over the bar", columns, rows);
	bench_row(what, 100.0 * over / sweep.count, NAN, "%");
}

/* Time from a key to the last byte of its frame. */
static void bench_latency(void)
{
	struct pty *pty = launch(24, 80);
	double times[STEPS];

	if (!pty_wait_text(pty, "quit", 5000))
		exit(1);
	pty_send(pty, "jj");
	pty_settle(pty, 50);
	for (int i = 0; i < STEPS; i++) {
		static const char *const values[] = { "10k │", " 8k │" };
		double start = bench_now_s();

		pty_send(pty, i % 2 == 0 ? "\033[C" : "\033[D");
		pty_wait_text(pty, values[i % 2], 2000);
		times[i] = bench_now_s() - start;
		pty_settle(pty, QUIET_MS);
	}
	bench_row("slider step, key to frame", bench_median(times, STEPS) * 1e3, 5, "ms");
	pty_free(pty);
}

static double batch_s(const char *const *arguments)
{
	posix_spawn_file_actions_t actions;
	char *argv[8];
	double start;
	pid_t pid;
	int status = 0, count = 0;

	while (arguments[count] && count < 7) {
		argv[count] = strdup(arguments[count]);
		count++;
	}
	argv[count] = NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	start = bench_now_s();
	if (posix_spawn(&pid, program(), &actions, NULL, argv, environ) != 0)
		exit(1);
	waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&actions);
	while (count-- > 0)
		free(argv[count]);
	if (status != 0)
		fprintf(stderr, "bench: %s ended with %d\n", arguments[1], status);
	return bench_now_s() - start;
}

static void bench_batch(const char *what, const char *const *arguments, double bar_ms)
{
	double times[RUNS];

	for (int i = 0; i < RUNS; i++)
		times[i] = batch_s(arguments);
	bench_row(what, bench_median(times, RUNS) * 1e3, bar_ms, "ms");
}

/* With an argument the sessions alone. */
int main(int argc, char **argv)
{
	static const char *const rank[] = { "gpuplan", "rank", "--format", "json", NULL };
	static const char *const estimate[] = { "gpuplan", "estimate", "--gpu", "H200-SXM", "--format", "json", NULL };
	static const char *const version[] = { "gpuplan", "--version", NULL };

	bench_start(24, 80, 8);
	bench_start(50, 200, 15);
	bench_session(24, 80, 3000);
	bench_session(50, 200, NAN);
	if (argc > 1)
		return !argv[1][0];
	bench_all_sliders(24, 80, 850);
	bench_all_sliders(50, 200, 1750);
	bench_latency();
	bench_batch("rank --format json", rank, 10);
	bench_batch("estimate --format json", estimate, 10);
	bench_batch("--version", version, NAN);
	return 0;
}
