/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ANSI sequences of keys. */
#include "tui/terminal/key_bytes.h"

#include <string.h>
#include <wchar.h>

/* As xterm sends them, and as readline and inputrc files write them. */
static const struct {
	int code;
	const char *bytes, *alt; /* alt: NULL for ESC and `bytes` */
} sequences[] = { { KEYCODE_LEFT, "\033[D", "\033[1;3D" }, { KEYCODE_RIGHT, "\033[C", "\033[1;3C" },
	{ KEYCODE_UP, "\033[A", "\033[1;3A" }, { KEYCODE_DOWN, "\033[B", "\033[1;3B" },
	{ KEYCODE_HOME, "\033[H", NULL }, { KEYCODE_END, "\033[F", NULL }, { KEYCODE_PAGE_UP, "\033[5~", NULL },
	{ KEYCODE_PAGE_DOWN, "\033[6~", NULL }, { KEYCODE_INSERT, "\033[2~", NULL },
	{ KEYCODE_DELETE, "\033[3~", NULL }, { KEYCODE_BACK_TAB, "\033[Z", NULL },
	{ KEYCODE_SHIFT_LEFT, "\033[1;2D", NULL }, { KEYCODE_SHIFT_RIGHT, "\033[1;2C", NULL },
	{ KEYCODE_SHIFT_UP, "\033[1;2A", NULL }, { KEYCODE_SHIFT_DOWN, "\033[1;2B", NULL },
	{ KEYCODE_CTRL_LEFT, "\033[1;5D", NULL }, { KEYCODE_CTRL_RIGHT, "\033[1;5C", NULL },
	{ KEYCODE_CTRL_UP, "\033[1;5A", NULL }, { KEYCODE_CTRL_DOWN, "\033[1;5B", NULL },
	{ KEYCODE_F1, "\033OP", NULL }, { KEYCODE_F2, "\033OQ", NULL }, { KEYCODE_F3, "\033OR", NULL },
	{ KEYCODE_F4, "\033OS", NULL }, { KEYCODE_F5, "\033[15~", NULL }, { KEYCODE_F6, "\033[17~", NULL },
	{ KEYCODE_F7, "\033[18~", NULL }, { KEYCODE_F8, "\033[19~", NULL }, { KEYCODE_F9, "\033[20~", NULL },
	{ KEYCODE_F10, "\033[21~", NULL }, { KEYCODE_F11, "\033[23~", NULL }, { KEYCODE_F12, "\033[24~", NULL } };

static size_t copy(char *out, bool escape, const char *bytes)
{
	size_t n = strlen(bytes);

	out[0] = '\033';
	memcpy(out + escape, bytes, n);
	return n + escape;
}

/* A character of the locale. */
static size_t encode(char *out, int code)
{
	mbstate_t state;
	size_t n;

	memset(&state, 0, sizeof(state));
	n = code >= 0 && code < 0x110000 ? wcrtomb(out, (wchar_t)code, &state) : 0;
	if (n != (size_t)-1)
		return n;
	out[0] = '?';
	return 1;
}

size_t key_bytes(struct key key, char out[KEY_BYTES_SIZE])
{
	size_t n;

	for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++) {
		if (sequences[i].code != key.code)
			continue;
		if (key.alt && sequences[i].alt)
			return copy(out, false, sequences[i].alt);
		return copy(out, key.alt, sequences[i].bytes);
	}
	out[0] = '\033';
	n = encode(out + key.alt, key.code);
	return n ? n + key.alt : 0;
}
