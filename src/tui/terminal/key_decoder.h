/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns the bytes of a terminal into keys and pasted text: a pure state machine, no clock, no file.
 *
 * A lone ESC becomes Escape after 100 ms. A sequence that has begun (ESC [, ESC O, a string, a
 * UTF-8 character) waits a second for its rest and is dropped then, so that a torn sequence never
 * becomes text. When the rest of a torn sequence comes after Escape was already given ("[A" within 400 ms
 * and in one piece) it still becomes its key. Unknown sequences and replies of the terminal are swallowed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/terminal/key.h"

enum {
	KEY_DECODER_INPUT = 4096, /* bytes that wait to be decoded */
	KEY_DECODER_PASTE = 4096, /* longest kept pasted line */
	KEY_SEQUENCE_LENGTH = 16, /* longest terminfo key string */
	KEY_SEQUENCE_COUNT = 48
};

enum key_event_kind { KEY_EVENT_NONE, KEY_EVENT_KEY, KEY_EVENT_PASTE, KEY_EVENT_MOUSE };

struct key_event {
	enum key_event_kind kind;
	struct key key;     /* KEY_EVENT_KEY */
	struct mouse mouse; /* KEY_EVENT_MOUSE */
};

struct key_sequence {
	int code;
	unsigned char length;
	char bytes[KEY_SEQUENCE_LENGTH];
};

struct key_decoder {
	unsigned char input[KEY_DECODER_INPUT];
	size_t head, count; /* waiting bytes: input[head .. head + count) */
	int64_t fed_ms;     /* time of the last byte */
	int64_t escape_ms;  /* time of the last Escape that timed out */
	bool in_string;     /* inside an OSC, DCS ... that is swallowed */
	bool mouse;         /* reports of the mouse are events, else swallowed */
	bool pasting;       /* between ESC [ 200 ~ and ESC [ 201 ~ */
	bool paste_line_done;
	char paste[KEY_DECODER_PASTE + 1]; /* first line of the last paste, raw, terminated */
	size_t paste_length;
	const uint32_t *charset; /* 128 code points of bytes 0x80.., 0 = none; NULL: UTF-8 */
	struct key_sequence sequences[KEY_SEQUENCE_COUNT];
	size_t sequence_count;
};

void key_decoder_init(struct key_decoder *decoder);
/* Adds a key string of terminfo. Strings without ESC, too long or too many are ignored. */
void key_decoder_add_sequence(struct key_decoder *decoder, const char *bytes, int code);

/* Free room for bytes; feed takes at most so many and returns how many it took. Times are any
 * monotonic clock in milliseconds. */
size_t key_decoder_room(const struct key_decoder *decoder);
size_t key_decoder_feed(struct key_decoder *decoder, const void *bytes, size_t count, int64_t now_ms);
/* Next complete event; false when more bytes or more time is needed. A paste text is in decoder->paste. */
bool key_decoder_next(struct key_decoder *decoder, int64_t now_ms, struct key_event *event);
/* Milliseconds until key_decoder_next() can say more without new bytes; -1 when nothing is pending. */
int key_decoder_wait(const struct key_decoder *decoder, int64_t now_ms);
/* Forgets everything pending (after SIGCONT). */
void key_decoder_flush(struct key_decoder *decoder);
