/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a terminal: keys, pastes, sizes, signals, hang-up. */
#include "tui/terminal/terminal_read.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tui/terminal/terminal_state.h"

enum { LONGEST_WITHOUT_FRAME_MS = 250 };

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void take_signals(struct terminal *terminal)
{
	struct signals_seen seen = signals_take();

	if (terminal->seen.leave == 0)
		terminal->seen.leave = seen.leave;
	terminal->seen.size |= seen.size;
	terminal->seen.stop |= seen.stop;
	terminal->seen.resume |= seen.resume;
}

/* Reads what is there, once. poll() said that it does not block. */
static void read_bytes(struct terminal *terminal, int64_t now)
{
	char bytes[KEY_DECODER_INPUT];
	ssize_t count = read(terminal->in_fd, bytes, key_decoder_room(&terminal->decoder));

	if (count > 0)
		key_decoder_feed(&terminal->decoder, bytes, (size_t)count, now);
	else if (count == 0 || (errno != EINTR && errno != EAGAIN))
		terminal->hung_up = true;
}

/* Waits for bytes or a signal; notices a lost tty. 0: the time has passed. */
static int wait_for_input(struct terminal *terminal, int timeout_ms)
{
	struct pollfd fds[2] = { { .fd = terminal->in_fd, .events = POLLIN },
		{ .fd = signals_fd(), .events = POLLIN } };
	int ready = poll(fds, 2, timeout_ms);

	if (ready < 0) {
		terminal->hung_up = errno != EINTR && errno != EAGAIN;
		return 1;
	}
	if ((fds[0].revents & POLLIN) != 0)
		read_bytes(terminal, now_ms());
	else if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
		terminal->hung_up = true;
	return ready;
}

/* A waiting signal as an event; EVENT_TIMEOUT when there is none. */
static enum terminal_event signal_event(struct terminal *terminal, struct terminal_input *input)
{
	struct signals_seen *seen = &terminal->seen;

	take_signals(terminal);
	if (seen->leave != 0) {
		input->signal_number = seen->leave;
		seen->leave = 0;
		return EVENT_SIGNAL;
	}
	if (seen->stop) {
		seen->stop = false;
		terminal_stop_job(terminal, false);
		return EVENT_CONTINUE;
	}
	if (seen->resume) {
		seen->resume = false;
		terminal_resume(terminal);
		return EVENT_CONTINUE;
	}
	if (seen->size) {
		seen->size = false;
		/* The same size again: it was another one in between, and cells may be lost. */
		if (!terminal_update_size(terminal))
			terminal->repaint = true;
		terminal_size(terminal, &input->rows, &input->columns);
		return EVENT_RESIZE;
	}
	return EVENT_TIMEOUT;
}

/* Whether a key or paste stands ready in terminal->next. */
static bool decode(struct terminal *terminal)
{
	return terminal->next.kind != KEY_EVENT_NONE || key_decoder_next(&terminal->decoder, now_ms(), &terminal->next);
}

static enum terminal_event key_event(struct terminal *terminal, struct terminal_input *input)
{
	struct key_event event = terminal->next;
	const struct key_decoder *decoder = &terminal->decoder;

	terminal->next.kind = KEY_EVENT_NONE;
	if (event.kind == KEY_EVENT_PASTE) {
		text_clear(&terminal->paste);
		text_add_clean(&terminal->paste, decoder->paste, decoder->paste_length);
		input->paste = terminal->paste.data;
		return EVENT_PASTE;
	}
	if (event.kind == KEY_EVENT_MOUSE) {
		input->mouse = event.mouse;
		if (input->mouse.row >= terminal->rows)
			input->mouse.row = terminal->rows - 1;
		if (input->mouse.column >= terminal->columns)
			input->mouse.column = terminal->columns - 1;
		return EVENT_MOUSE;
	}
	if (event.key.code == KEYCODE_CTRL('z') && !event.key.alt) {
		terminal_stop_job(terminal, true);
		return EVENT_CONTINUE;
	}
	input->key = event.key;
	return EVENT_KEY;
}

static enum terminal_event next_event(struct terminal *terminal, struct terminal_input *input, int timeout_ms)
{
	int64_t end = now_ms() + timeout_ms;

	for (;;) {
		enum terminal_event event = signal_event(terminal, input);
		int64_t left = timeout_ms < 0 ? -1 : end - now_ms();
		int pending_ms;

		if (event != EVENT_TIMEOUT)
			return event;
		if (decode(terminal))
			return key_event(terminal, input);
		if (terminal->hung_up)
			return EVENT_HANGUP;
		if (timeout_ms >= 0 && left < 0)
			left = 0;
		/* An unfinished sequence ends by time. */
		pending_ms = key_decoder_wait(&terminal->decoder, now_ms());
		if (pending_ms >= 0 && (left < 0 || pending_ms < left)) {
			wait_for_input(terminal, pending_ms);
			continue;
		}
		if (wait_for_input(terminal, (int)left) == 0)
			return EVENT_TIMEOUT;
	}
}

enum terminal_event terminal_read(struct terminal *terminal, struct terminal_input *input, int timeout_ms)
{
	memset(input, 0, sizeof(*input));
	input->event = next_event(terminal, input, timeout_ms);
	if (terminal->busy_since_ms < 0)
		terminal->busy_since_ms = now_ms();
	return input->event;
}

bool terminal_pending(struct terminal *terminal)
{
	if (terminal->hung_up)
		return false;
	if (terminal->busy_since_ms >= 0 && now_ms() - terminal->busy_since_ms > LONGEST_WITHOUT_FRAME_MS)
		return false;
	take_signals(terminal);
	if (terminal->seen.leave != 0 || terminal->seen.size || terminal->seen.stop || terminal->seen.resume ||
		decode(terminal))
		return true;
	wait_for_input(terminal, 0);
	return decode(terminal);
}
