/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signal handlers of the full-screen program. */
#include "tui/terminal/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

enum action {
	LEAVE, /* the loop saves and ends; a second one ends at once */
	FATAL, /* restore the tty, then die as the signal says */
	IGNORE,
	NOTE /* WINCH, TSTP, CONT */
};

static const struct {
	int number;
	enum action action;
} table[] = { { SIGHUP, LEAVE }, { SIGINT, LEAVE }, { SIGQUIT, LEAVE }, { SIGTERM, LEAVE }, { SIGSEGV, FATAL },
	{ SIGBUS, FATAL }, { SIGFPE, FATAL }, { SIGILL, FATAL }, { SIGABRT, FATAL }, { SIGXCPU, FATAL },
	{ SIGSYS, FATAL }, { SIGUSR1, IGNORE }, { SIGUSR2, IGNORE }, { SIGALRM, IGNORE }, { SIGPIPE, IGNORE },
	{ SIGWINCH, NOTE }, { SIGTSTP, NOTE }, { SIGCONT, NOTE } };

enum { SIGNAL_COUNT = sizeof(table) / sizeof(table[0]), STACK_SIZE = 65536 };

static struct sigaction former[SIGNAL_COUNT];
static bool started, guarding;
static int pipe_fds[2] = { -1, -1 };
static _Alignas(16) char handler_stack[STACK_SIZE];

static volatile sig_atomic_t seen_leave, seen_size, seen_stop, seen_resume;
static bool leave_taken; /* seen_leave stays set, so that a second signal ends at once */

/* Written before `armed` is set, then only read by handlers. */
static int restore_fd = -1;
static struct termios restore_modes;
static char restore_bytes[512];
static size_t restore_count;
static volatile sig_atomic_t armed;
static void (*last_act)(void);

void signals_set_restore(int fd, const struct termios *modes, const char *bytes, size_t count)
{
	armed = 0;
	restore_fd = fd;
	restore_modes = *modes;
	restore_count = count < sizeof(restore_bytes) ? count : sizeof(restore_bytes) - 1;
	memcpy(restore_bytes, bytes, restore_count);
}

void signals_arm(bool on)
{
	armed = on && restore_fd >= 0;
}

void signals_restore_tty(void)
{
	struct pollfd writable = { .fd = restore_fd, .events = POLLOUT };
	int saved_errno = errno;
	pid_t foreground;

	if (!armed)
		return;
	armed = 0;
	/* A background process must not touch the tty: it belongs to the shell then. */
	foreground = tcgetpgrp(restore_fd);
	if (foreground > 0 && foreground != getpgrp())
		return;
	/* Nobody reads the tty: what waits there would block us. */
	if (poll(&writable, 1, 0) == 0)
		tcflush(restore_fd, TCOFLUSH);
	file_write_all(restore_fd, restore_bytes, restore_count);
	tcsetattr(restore_fd, TCSANOW, &restore_modes);
	errno = saved_errno;
}

static void wake_loop(void)
{
	int saved_errno = errno;

	/* A full pipe wakes the loop as well. */
	if (pipe_fds[1] >= 0 && write(pipe_fds[1], "", 1) < 0)
		errno = EAGAIN;
	errno = saved_errno;
}

static void say_last_words(void)
{
	signals_restore_tty();
	if (last_act)
		last_act();
}

/* Restores the tty and lets the former disposition (default, or a sanitizer's) have the signal. A library
 * that crashes just after an allocation failed did not look at its result. */
static void die(int number)
{
	sigset_t set;

	if (errno == ENOMEM && (number == SIGSEGV || number == SIGBUS || number == SIGABRT))
		memory_exhausted();
	say_last_words();
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		if (table[i].number == number)
			sigaction(number, &former[i], NULL);
	sigemptyset(&set);
	sigaddset(&set, number);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void on_leave(int number)
{
	if (seen_leave != 0)
		die(number);
	seen_leave = number;
	wake_loop();
}

static void on_note(int number)
{
	if (number == SIGTSTP) {
		seen_stop = 1;
	} else {
		/* The size may have changed while we were stopped. */
		seen_size = 1;
		if (number == SIGCONT)
			seen_resume = 1;
	}
	wake_loop();
}

static bool install(size_t i)
{
	static void (*const handlers[])(
		int) = { [LEAVE] = on_leave, [FATAL] = die, [IGNORE] = SIG_IGN, [NOTE] = on_note };
	struct sigaction action = { .sa_handler = handlers[table[i].action], .sa_flags = SA_RESTART | SA_ONSTACK };

	sigemptyset(&action.sa_mask);
	return sigaction(table[i].number, &action, NULL) == 0;
}

static bool make_pipe(void)
{
	if (pipe(pipe_fds) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(pipe_fds[i], F_SETFD, FD_CLOEXEC);
		fcntl(pipe_fds[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

/* Curses ends the program with exit(1) when its memory is exhausted. */
static void on_exit_of_library(void)
{
	if (guarding)
		memory_exhausted();
}

void signals_guard(void)
{
	stack_t stack = { .ss_sp = handler_stack, .ss_size = sizeof(handler_stack) };

	memory_set_hook(say_last_words);
	guarding = atexit(on_exit_of_library) == 0;
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		sigaction(table[i].number, NULL, &former[i]);
		if (table[i].action == FATAL && former[i].sa_handler != SIG_IGN)
			install(i);
	}
}

void signals_unguard(void)
{
	guarding = false;
}

void signals_set_last_act(void (*act)(void))
{
	last_act = act;
}

bool signals_start(void)
{
	if (!make_pipe())
		return false;
	seen_leave = seen_size = seen_stop = seen_resume = 0;
	leave_taken = false;
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		if (table[i].action == FATAL)
			continue;
		sigaction(table[i].number, NULL, &former[i]);
		if (former[i].sa_handler != SIG_IGN || table[i].action == NOTE)
			install(i);
	}
	started = true;
	return true;
}

void signals_stop(void)
{
	if (!started)
		return;
	started = false;
	armed = 0;
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		if (table[i].action != FATAL)
			sigaction(table[i].number, &former[i], NULL);
	for (int i = 0; i < 2; i++) {
		close(pipe_fds[i]);
		pipe_fds[i] = -1;
	}
}

int signals_fd(void)
{
	return pipe_fds[0];
}

struct signals_seen signals_take(void)
{
	struct signals_seen seen = { 0 };
	char bytes[64];

	/* Empty the pipe first: what comes after it wakes the loop again. */
	while (pipe_fds[0] >= 0 && read(pipe_fds[0], bytes, sizeof(bytes)) > 0)
		;
	if (seen_leave != 0 && !leave_taken) {
		leave_taken = true;
		seen.leave = seen_leave;
	}
	seen.size = seen_size != 0;
	seen_size = 0;
	seen.stop = seen_stop != 0;
	seen_stop = 0;
	seen.resume = seen_resume != 0;
	seen_resume = 0;
	return seen;
}

bool signals_suspend(bool job)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	sigset_t set;
	size_t index = 0;

	while (table[index].number != SIGTSTP)
		index++;
	if (former[index].sa_handler == SIG_IGN)
		return false;
	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	/* Stops here, and goes on after SIGCONT. */
	kill(job ? 0 : getpid(), SIGTSTP);
	install(index);
	seen_stop = 0;
	seen_resume = 0;
	seen_size = 1;
	return true;
}
