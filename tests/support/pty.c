/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver behind terminal tests: forkpty's parts and libvterm. */
#include "support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include "base/memory.h"

struct pty {
	struct timespec last_byte;
	int master, slave; /* the slave stays open here, so that its settings can be read */
	pid_t pid;
	bool gone;
	int status;
	struct termios before;
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	bool cursor_visible, alternate;
	int mouse;
	struct text raw;
	size_t shown; /* bytes of `raw` that the screen has */
};

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long deadline(int ms)
{
	const char *slow = getenv("GPUPLAN_TEST_SLOW");
	long factor = !slow ? 1 : strtol(slow, NULL, 10);

	return now_ms() + ms * (factor < 1 ? 1 : factor);
}

static void die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	fflush(stdout);
	abort();
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *pty = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		pty->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		pty->alternate = value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		pty->mouse = value->number;
	return 1;
}

/* Answers of the emulator to questions of the program (device attributes and so on). */
static void on_answer(const char *bytes, size_t n, void *user)
{
	struct pty *pty = user;

	pty_send_n(pty, bytes, n);
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

static void start_emulator(struct pty *pty)
{
	pty->vterm = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->vterm, 1);
	vterm_output_set_callback(pty->vterm, on_answer, pty);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
	pty->cursor_visible = true;
}

static void run_child(int slave, int master, const char *const *argv, const char *const *environment)
{
	sigset_t none;
	char **arguments;
	size_t count = 0;

	close(master);
	if (login_tty(slave) != 0)
		_exit(126);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int number = 1; number < 32; number++)
		signal(number, SIG_DFL);
	setenv("TERM", "xterm-256color", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("COLORFGBG");
	for (; environment && *environment; environment++) {
		char *pair = xstrdup(*environment);

		if (strchr(pair, '='))
			putenv(pair);
		else
			unsetenv(pair);
	}
	while (argv[count])
		count++;
	arguments = xcalloc(count + 1, sizeof(*arguments));
	for (size_t i = 0; i < count; i++)
		arguments[i] = xstrdup(argv[i]);
	execv(arguments[0], arguments);
	_exit(127);
}

struct pty *pty_start(const char *const *argv, int rows, int columns, const char *const *environment)
{
	struct pty *pty = xcalloc(1, sizeof(*pty));
	struct winsize size = {
		.ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)columns,
	};

	pty->rows = rows < 1 ? 1 : rows;
	pty->columns = columns < 1 ? 1 : columns;
	text_init(&pty->raw);
	if (openpty(&pty->master, &pty->slave, NULL, NULL, &size) != 0)
		die("openpty");
	if (tcgetattr(pty->slave, &pty->before) != 0)
		die("tcgetattr");
	fflush(stdout);
	pty->pid = fork();
	if (pty->pid < 0)
		die("fork");
	if (pty->pid == 0)
		run_child(pty->slave, pty->master, argv, environment);
	fcntl(pty->master, F_SETFL, O_NONBLOCK);
	fcntl(pty->master, F_SETFD, FD_CLOEXEC);
	fcntl(pty->slave, F_SETFD, FD_CLOEXEC);
	start_emulator(pty);
	return pty;
}

void pty_free(struct pty *pty)
{
	if (!pty)
		return;
	if (!pty->gone) {
		kill(pty->pid, SIGKILL);
		while (waitpid(pty->pid, &pty->status, 0) < 0 && errno == EINTR)
			continue;
	}
	pty_hang_up(pty);
	vterm_free(pty->vterm);
	text_release(&pty->raw);
	free(pty);
}

/* Bytes at the end that only begin a character: a read may end within one, which libvterm does not put together. */
static size_t unfinished(const char *bytes, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)bytes[n - back];

		if (c >= 0xc0)
			return back < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) ? back : 0;
		if (c < 0x80)
			return 0;
	}
	return 0;
}

/* Feeds what is there within `ms`; false when nothing came. */
static bool feed(struct pty *pty, int ms)
{
	struct pollfd wait = { .fd = pty->master, .events = POLLIN };
	char bytes[16384];
	ssize_t n;

	if (poll(&wait, 1, ms) <= 0)
		return false;
	n = read(pty->master, bytes, sizeof(bytes));
	if (n <= 0)
		return false;
	clock_gettime(CLOCK_MONOTONIC, &pty->last_byte);
	text_add_n(&pty->raw, bytes, (size_t)n);
	n = (ssize_t)(pty->raw.length - pty->shown - unfinished(pty->raw.data, pty->raw.length));
	vterm_input_write(pty->vterm, pty->raw.data + pty->shown, (size_t)n);
	pty->shown += (size_t)n;
	return true;
}

bool pty_send(struct pty *pty, const char *keys)
{
	return pty_send_n(pty, keys, strlen(keys));
}

bool pty_send_n(struct pty *pty, const char *bytes, size_t n)
{
	long end = deadline(2000);

	while (n > 0) {
		struct pollfd wait = { .fd = pty->master, .events = POLLOUT };
		ssize_t written = write(pty->master, bytes, n);

		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		} else if (now_ms() > end || (errno != EAGAIN && errno != EINTR)) {
			return false;
		} else {
			poll(&wait, 1, 10);
		}
	}
	return true;
}

bool pty_has_text(struct pty *pty, const char *text)
{
	struct text row;
	bool found = false;

	text_init(&row);
	for (int i = 0; i < pty->rows && !found; i++) {
		pty_row(pty, i, &row);
		found = strstr(row.data, text);
	}
	text_release(&row);
	return found;
}

static bool wait_for(struct pty *pty, const char *text, bool wanted, int deadline_ms)
{
	long end = deadline(deadline_ms);
	struct text screen;

	do {
		while (feed(pty, 0))
			continue;
		if (pty_has_text(pty, text) == wanted)
			return true;
		feed(pty, 10);
	} while (now_ms() < end);
	text_init(&screen);
	pty_screen(pty, &screen);
	printf("# \"%s\" %s\n", text, wanted ? "did not appear" : "did not go away");
	for (char *line = screen.data, *next; *line != '\0'; line = next) {
		size_t n = strcspn(line, "\n");

		next = line + n + (line[n] == '\n');
		printf("# |%.*s\n", (int)n, line);
	}
	text_release(&screen);
	return false;
}

bool pty_wait_text(struct pty *pty, const char *text, int deadline_ms)
{
	return wait_for(pty, text, true, deadline_ms);
}

bool pty_wait_gone(struct pty *pty, const char *text, int deadline_ms)
{
	return wait_for(pty, text, false, deadline_ms);
}

void pty_settle(struct pty *pty, int silence_ms)
{
	long end = deadline(silence_ms);

	while (now_ms() < end) {
		long left = end - now_ms();

		if (feed(pty, left > 0 ? (int)left : 0))
			end = deadline(silence_ms);
		else if (pty->master < 0)
			return;
	}
}

void pty_run(struct pty *pty, int ms)
{
	long end = now_ms() + ms;

	while (now_ms() < end) {
		long left = end - now_ms();

		feed(pty, left > 0 ? (int)left : 0);
	}
}

void pty_row(struct pty *pty, int row, struct text *out)
{
	size_t last = 0;

	text_clear(out);
	for (int column = 0; column < pty->columns; column++) {
		VTermPos place = { .row = row, .col = column };
		VTermScreenCell cell;

		if (!vterm_screen_get_cell(pty->screen, place, &cell))
			break;
		/* -1 is the right half of a wide character. */
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (cell.chars[0] == 0)
			text_add_char(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			text_add_code(out, cell.chars[i]);
		if (cell.chars[0] != 0 && cell.chars[0] != ' ')
			last = out->length;
	}
	if (out->capacity > 0)
		out->data[out->length = last] = '\0';
}

void pty_screen(struct pty *pty, struct text *out)
{
	struct text row;

	text_clear(out);
	text_init(&row);
	for (int i = 0; i < pty->rows; i++) {
		pty_row(pty, i, &row);
		text_add_n(out, row.data, row.length);
		text_add_char(out, '\n');
	}
	text_release(&row);
}

static int colour(const VTermColor *colour, bool is_default)
{
	if (is_default)
		return PTY_DEFAULT;
	return VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : PTY_RGB;
}

struct pty_cell pty_cell(struct pty *pty, int row, int column)
{
	VTermPos place = { .row = row, .col = column };
	VTermScreenCell cell;

	if (!vterm_screen_get_cell(pty->screen, place, &cell))
		return (struct pty_cell){ .foreground = PTY_DEFAULT, .background = PTY_DEFAULT };
	return (struct pty_cell){
		.code = cell.chars[0],
		.width = cell.width,
		.bold = cell.attrs.bold,
		.reverse = cell.attrs.reverse,
		.underline = cell.attrs.underline != 0,
		.foreground = colour(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)),
		.background = colour(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)),
	};
}

bool pty_cursor(struct pty *pty, int *row, int *column)
{
	VTermPos place;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &place);
	*row = place.row;
	*column = place.col;
	return pty->cursor_visible;
}

bool pty_alternate(struct pty *pty)
{
	return pty->alternate;
}

int pty_mouse(struct pty *pty)
{
	return pty->mouse;
}

void pty_resize(struct pty *pty, int rows, int columns)
{
	struct winsize size = {
		.ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)columns,
	};

	pty->rows = rows < 1 ? 1 : rows;
	pty->columns = columns < 1 ? 1 : columns;
	vterm_set_size(pty->vterm, pty->rows, pty->columns);
	ioctl(pty->master, TIOCSWINSZ, &size);
}

void pty_mark(struct pty *pty)
{
	char held[4];
	size_t n = pty->raw.length - pty->shown; /* what unfinished() held back: three bytes at most */

	memcpy(held, pty->raw.data + pty->shown, n);
	text_clear(&pty->raw);
	text_add_n(&pty->raw, held, n);
	pty->shown = 0;
}

size_t pty_bytes(struct pty *pty)
{
	return pty->raw.length;
}

const struct text *pty_raw(struct pty *pty)
{
	return &pty->raw;
}

double pty_last_byte_s(const struct pty *pty)
{
	return (double)pty->last_byte.tv_sec + (double)pty->last_byte.tv_nsec * 1e-9;
}

pid_t pty_pid(const struct pty *pty)
{
	return pty->pid;
}

void pty_signal(struct pty *pty, int signal_number)
{
	if (!pty->gone)
		kill(pty->pid, signal_number);
}

void pty_hang_up(struct pty *pty)
{
	if (pty->slave >= 0)
		close(pty->slave);
	if (pty->master >= 0)
		close(pty->master);
	pty->slave = pty->master = -1;
}

/* Looks after the program while its output is taken, so that it never blocks on writing. */
static bool reap(struct pty *pty, int flags, long end)
{
	while (!pty->gone) {
		int status;
		pid_t pid = waitpid(pty->pid, &status, WNOHANG | flags);

		if (pid == pty->pid && WIFSTOPPED(status))
			return true;
		if (pid == pty->pid) {
			pty->gone = true;
			pty->status = status;
			break;
		}
		if (now_ms() > end)
			return false;
		if (pty->master < 0)
			poll(NULL, 0, 2);
		else
			feed(pty, 2);
	}
	while (pty->master >= 0 && feed(pty, 0))
		continue;
	return true;
}

int pty_wait_exit(struct pty *pty, int deadline_ms)
{
	if (!reap(pty, 0, deadline(deadline_ms)))
		return PTY_RUNNING;
	return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : -WTERMSIG(pty->status);
}

bool pty_wait_stopped(struct pty *pty, int deadline_ms)
{
	return reap(pty, WUNTRACED, deadline(deadline_ms)) && !pty->gone;
}

bool pty_restored(struct pty *pty)
{
	struct termios now;

	return tcgetattr(pty->slave, &now) == 0 && now.c_iflag == pty->before.c_iflag &&
		now.c_oflag == pty->before.c_oflag && now.c_cflag == pty->before.c_cflag &&
		now.c_lflag == pty->before.c_lflag && memcmp(now.c_cc, pty->before.c_cc, sizeof(now.c_cc)) == 0;
}

long pty_cpu_ms(struct pty *pty)
{
	char path[64], line[1024];
	unsigned long user, system;
	const char *behind;
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pty->pid);
	file = fopen(path, "r");
	if (!file)
		return -1;
	n = fread(line, 1, sizeof(line) - 1, file);
	fclose(file);
	line[n] = '\0';
	behind = strrchr(line, ')'); /* the name before may hold blanks */
	/* utime and stime are fields 14 and 15. */
	if (!behind || sscanf(behind + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
		return -1;
	return (long)((user + system) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}
