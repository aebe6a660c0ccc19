/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps readline 8.2 alive, and the screen free of what it writes. */
#include "tui/terminal/readline_guard.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <readline/readline.h>
#include <readline/history.h>

enum { PAD = 1, ESCAPE = 27 };

static int silent_fd = -1; /* /dev/null */
static int loud_fd = -1;   /* standard error while readline is silenced; else -1 */

void readline_guard_bind(void)
{
	/* The search of vi mode frees changes that are still in use (readline 8.2). */
	rl_bind_key_in_map('/', rl_reverse_search_history, vi_movement_keymap);
	rl_bind_key_in_map('?', rl_forward_search_history, vi_movement_keymap);
}

void readline_guard_silence(void)
{
	if (silent_fd < 0)
		silent_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	loud_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (loud_fd >= 0 && silent_fd >= 0)
		dup2(silent_fd, STDERR_FILENO);
}

void readline_guard_speak(void)
{
	if (loud_fd < 0)
		return;
	dup2(loud_fd, STDERR_FILENO);
	close(loud_fd);
	loud_fd = -1;
}

/* Empties readline's history.  Its lines, also the one that readline keeps while it shows an older one, may
 * still point to changes that were freed behind their backs (readline 8.2: the search of vi mode, a line
 * that is closed while an older one is shown): a few lost bytes are better than freeing them twice. */
void readline_guard_forget(void)
{
	HIST_ENTRY **list = history_list();

	readline_guard_silence();
	for (int i = 0; list && i < history_length; i++)
		list[i]->data = NULL;
	clear_history();
	/* The kept line comes back with its changes; without one it rings the bell. */
	rl_maybe_unsave_line();
	rl_undo_list = NULL;
	readline_guard_speak();
}

static bool moves_in_vi(void)
{
	return rl_editing_mode == 0 && rl_get_keymap() == vi_movement_keymap;
}

/* Movements of vi mode never end when a wide character is the last one: they wait for the end of the line,
 * but movement mode stays before it (readline 8.2).  A byte that nobody types stands there while they work. */
void readline_guard_pad(void)
{
	if (!moves_in_vi() || rl_end == 0 || (unsigned char)rl_line_buffer[rl_end - 1] < 0x80)
		return;
	rl_extend_line_buffer(rl_end + 2);
	rl_line_buffer[rl_end++] = PAD;
	rl_line_buffer[rl_end] = '\0';
}

/* Where the last character of the line begins. */
static int last_character(void)
{
	mbstate_t state = { 0 };
	int at = 0, next = 0;

	while (next < rl_end) {
		size_t used = mbrlen(rl_line_buffer + next, (size_t)(rl_end - next), &state);

		at = next;
		next += used == 0 || used > (size_t)(rl_end - next) ? 1 : (int)used;
	}
	return at;
}

void readline_guard_unpad(void)
{
	char *pad;

	while (rl_end > 0 && (pad = memchr(rl_line_buffer, PAD, (size_t)rl_end))) {
		memmove(pad, pad + 1, (size_t)(rl_line_buffer + rl_end - pad));
		rl_end--;
		if (rl_point > pad - rl_line_buffer)
			rl_point--;
		if (rl_mark > rl_end)
			rl_mark = rl_end;
	}
	if (moves_in_vi() && rl_point >= rl_end)
		rl_point = last_character();
}

/* Whether the search would take the byte for the beginning of a sequence of keys. */
bool readline_guard_sequence(char byte)
{
	return RL_ISSTATE(RL_STATE_ISEARCH) && byte != ESCAPE && rl_get_keymap()[(unsigned char)byte].type == ISKMAP;
}
