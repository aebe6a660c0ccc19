/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state machine that cuts terminal input into keys and pastes. */
#include "tui/terminal/key_decoder.h"

#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "tui/terminal/key_sequence.h"

enum {
	ESCAPE = 0x1b,
	ESCAPE_DELAY_MS = 100,
	SEQUENCE_DELAY_MS = 1000,
	LATE_MS = 400,
	LATE_BYTES = 32,
	PASTE_DELAY_MS = 5000, /* silence after which a paste without end is over */
	LATE_GAP_MS = 50,      /* longest wait for the rest of "[A" after a timed-out Escape */
	LONGEST_SEQUENCE = 1024,
	LONG_AGO = -1000000
};

/* What the bytes at the head are. */
enum verdict {
	TAKE, /* `used` bytes make the event */
	DROP, /* `used` bytes mean nothing */
	MORE  /* incomplete */
};

void key_decoder_init(struct key_decoder *decoder)
{
	memset(decoder, 0, sizeof(*decoder));
	decoder->escape_ms = LONG_AGO;
}

void key_decoder_add_sequence(struct key_decoder *decoder, const char *bytes, int code)
{
	size_t length = strlen(bytes);
	struct key_sequence *sequence;

	if (length < 2 || length > KEY_SEQUENCE_LENGTH || bytes[0] != ESCAPE ||
		decoder->sequence_count >= KEY_SEQUENCE_COUNT)
		return;
	sequence = &decoder->sequences[decoder->sequence_count++];
	sequence->code = code;
	sequence->length = (unsigned char)length;
	memcpy(sequence->bytes, bytes, length);
}

void key_decoder_flush(struct key_decoder *decoder)
{
	decoder->head = 0;
	decoder->count = 0;
	decoder->in_string = false;
	decoder->pasting = false;
	decoder->escape_ms = LONG_AGO;
}

size_t key_decoder_room(const struct key_decoder *decoder)
{
	return KEY_DECODER_INPUT - decoder->count;
}

size_t key_decoder_feed(struct key_decoder *decoder, const void *bytes, size_t count, int64_t now_ms)
{
	size_t room = key_decoder_room(decoder);

	if (count > room)
		count = room;
	if (count == 0)
		return 0;
	memmove(decoder->input, decoder->input + decoder->head, decoder->count);
	decoder->head = 0;
	memcpy(decoder->input + decoder->count, bytes, count);
	decoder->count += count;
	decoder->fed_ms = now_ms;
	return count;
}

static const unsigned char *head_of(const struct key_decoder *decoder)
{
	return decoder->input + decoder->head;
}

static void consume(struct key_decoder *decoder, size_t count)
{
	decoder->head += count;
	decoder->count -= count;
}

static void emit(struct key_decoder *decoder, size_t used, int code, bool alt, struct key_event *event)
{
	event->kind = KEY_EVENT_KEY;
	event->key = (struct key){ code, alt };
	consume(decoder, used);
}

/* Decodes one character that is not a sequence. */
static enum verdict read_character(
	const struct key_decoder *decoder, const unsigned char *bytes, size_t count, size_t *used, int *code)
{
	unsigned char first = bytes[0];
	size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	uint32_t value;

	*used = 1;
	if (first < 0x80) {
		*code = first == 8 ? KEYCODE_BACKSPACE : first == 10 ? KEYCODE_ENTER : first;
		return TAKE;
	}
	if (decoder->charset) {
		*code = (int)decoder->charset[first - 0x80];
		return *code != 0 ? TAKE : DROP;
	}
	if (first < 0xc2 || first > 0xf4)
		return DROP;
	for (size_t i = 1; i < length; i++) {
		if (i >= count)
			return MORE;
		if ((bytes[i] & 0xc0) != 0x80) {
			*used = i;
			return DROP;
		}
	}
	*used = utf8_decode((const char *)bytes, length, &value);
	if (*used != length || value < 0xa0) {
		*used = length;
		return DROP;
	}
	*code = (int)value;
	return TAKE;
}

/* The terminal's own key strings. MORE: the bytes begin at least one of them. */
static enum verdict match_terminfo(
	const struct key_decoder *decoder, const unsigned char *bytes, size_t count, size_t *used, int *code)
{
	enum verdict verdict = DROP;

	for (size_t i = 0; i < decoder->sequence_count; i++) {
		const struct key_sequence *sequence = &decoder->sequences[i];

		if (count < sequence->length) {
			if (memcmp(bytes, sequence->bytes, count) == 0)
				verdict = MORE;
		} else if (memcmp(bytes, sequence->bytes, sequence->length) == 0) {
			*used = sequence->length;
			*code = sequence->code;
			return TAKE;
		}
	}
	return verdict;
}

/* Bytes that begin with ESC. `prefix` is 1 when another ESC stands before them (Alt). */
static enum verdict read_escape(
	struct key_decoder *decoder, const unsigned char *bytes, size_t count, struct key_parsed *parsed)
{
	size_t used;
	enum verdict known;

	*parsed = (struct key_parsed){ .code = KEYCODE_NONE };
	known = match_terminfo(decoder, bytes, count, &parsed->used, &parsed->code);
	if (known == TAKE)
		return TAKE;
	if (count < 2)
		return MORE;
	switch (bytes[1]) {
	case '[': key_sequence_csi(bytes, count, parsed); break;
	case 'O': key_sequence_ss3(bytes, count, parsed); break;
	case ']':
	case 'P':
	case '_':
	case '^':
	case 'X':
		/* A string of the terminal; alone (after a while) it is Alt and the letter. */
		if (count < 3)
			return MORE;
		parsed->string = true;
		parsed->used = 2;
		return TAKE;
	case ESCAPE: return MORE;
	default:
		parsed->alt = true;
		known = read_character(decoder, bytes + 1, count - 1, &used, &parsed->code);
		parsed->used = used + 1;
		return known;
	}
	if (parsed->used == 0 || (parsed->code == KEYCODE_NONE && !parsed->paste && known == MORE))
		return MORE;
	return parsed->code == KEYCODE_NONE && !parsed->paste ? DROP : TAKE;
}

/* ESC ESC: Alt with a sequence, else the first is Escape by itself. */
static enum verdict read_double_escape(struct key_decoder *decoder, struct key_parsed *parsed)
{
	const unsigned char *bytes = head_of(decoder);
	enum verdict verdict;

	if (decoder->count < 3)
		return MORE;
	if (bytes[2] != '[' && bytes[2] != 'O') {
		*parsed = (struct key_parsed){ .code = KEYCODE_ESCAPE, .used = 1 };
		return TAKE;
	}
	verdict = read_escape(decoder, bytes + 1, decoder->count - 1, parsed);
	parsed->alt = true;
	parsed->used++;
	return verdict;
}

/* The rest of a sequence whose ESC was given as Escape already: only what is surely a key. */
static bool read_late(struct key_decoder *decoder, int64_t now_ms, struct key_event *event, bool *wait)
{
	const unsigned char *bytes = head_of(decoder);
	unsigned char joined[LATE_BYTES] = { ESCAPE };
	struct key_parsed parsed;
	size_t count = decoder->count < LATE_BYTES - 1 ? decoder->count : LATE_BYTES - 1;
	enum verdict verdict;

	*wait = false;
	if (decoder->fed_ms - decoder->escape_ms > LATE_MS || (bytes[0] != '[' && bytes[0] != 'O'))
		return false;
	memcpy(joined + 1, bytes, count);
	verdict = read_escape(decoder, joined, count + 1, &parsed);
	if (verdict == MORE && now_ms - decoder->fed_ms < LATE_GAP_MS)
		*wait = true;
	if (verdict != TAKE || parsed.paste || parsed.code < KEYCODE_LEFT)
		return false;
	decoder->escape_ms = LONG_AGO;
	emit(decoder, parsed.used - 1, parsed.code, parsed.alt, event);
	return true;
}

/* Inside OSC, DCS, APC, PM, SOS: drops bytes up to BEL or ST. */
static void skip_string(struct key_decoder *decoder)
{
	while (decoder->in_string && decoder->count > 0) {
		const unsigned char *bytes = head_of(decoder);

		if (bytes[0] == ESCAPE) {
			if (decoder->count < 2)
				return;
			/* ST ends it; any other sequence ends it too and is read for itself. */
			if (bytes[1] == '\\')
				consume(decoder, 2);
			decoder->in_string = false;
			return;
		}
		if (bytes[0] == 7 || bytes[0] == 0x18 || bytes[0] == 0x1a)
			decoder->in_string = false;
		consume(decoder, 1);
	}
}

static void paste_byte(struct key_decoder *decoder, unsigned char byte)
{
	if (byte == '\r' || byte == '\n') {
		/* Blank lines before the first text do not count. */
		decoder->paste_line_done = decoder->paste_length > 0;
	} else if (!decoder->paste_line_done && byte != 0 && decoder->paste_length < KEY_DECODER_PASTE) {
		decoder->paste[decoder->paste_length++] = (char)byte;
	} else {
		decoder->paste_line_done = true;
	}
}

static bool end_paste(struct key_decoder *decoder, size_t used, struct key_event *event)
{
	consume(decoder, used);
	decoder->paste[decoder->paste_length] = '\0';
	decoder->pasting = false;
	event->kind = KEY_EVENT_PASTE;
	return true;
}

/* True when the paste has ended. */
static bool read_paste(struct key_decoder *decoder, int64_t now_ms, struct key_event *event)
{
	static const char end[] = "\033[201~";
	const size_t length = sizeof(end) - 1;

	while (decoder->count > 0) {
		const unsigned char *bytes = head_of(decoder);
		size_t compared = decoder->count < length ? decoder->count : length;

		if (memcmp(bytes, end, compared) == 0) {
			if (compared < length)
				break;
			return end_paste(decoder, length, event);
		}
		paste_byte(decoder, bytes[0]);
		consume(decoder, 1);
	}
	if (now_ms - decoder->fed_ms < PASTE_DELAY_MS)
		return false;
	return end_paste(decoder, decoder->count, event);
}

/* Nothing more came in time. True when that made an event. */
static bool time_out(struct key_decoder *decoder, int64_t now_ms, struct key_event *event)
{
	const unsigned char *bytes = head_of(decoder);

	if (key_decoder_wait(decoder, now_ms) > 0)
		return false;
	if (decoder->in_string || bytes[0] != ESCAPE) {
		/* An unfinished string or character. */
		decoder->in_string = false;
		consume(decoder, decoder->count);
		return false;
	}
	if (decoder->count == 1 || (decoder->count == 2 && bytes[1] == ESCAPE)) {
		emit(decoder, 1, KEYCODE_ESCAPE, false, event);
		decoder->escape_ms = now_ms;
		return true;
	}
	if (decoder->count == 2 && strchr("]P_^X", bytes[1])) {
		emit(decoder, 2, bytes[1], true, event);
		return true;
	}
	consume(decoder, decoder->count);
	return false;
}

/* Does one thing; sets *done when nothing more can be said now. True when an event was made. */
static bool next_step(struct key_decoder *decoder, int64_t now_ms, struct key_event *event, bool *done)
{
	const unsigned char *bytes = head_of(decoder);
	struct key_parsed parsed = { .code = KEYCODE_NONE };
	enum verdict verdict;
	bool wait;

	if (bytes[0] == ESCAPE) {
		verdict = decoder->count > 1 && bytes[1] == ESCAPE
			? read_double_escape(decoder, &parsed)
			: read_escape(decoder, bytes, decoder->count, &parsed);
	} else {
		if (read_late(decoder, now_ms, event, &wait))
			return true;
		if (wait) {
			*done = true;
			return false;
		}
		verdict = read_character(decoder, bytes, decoder->count, &parsed.used, &parsed.code);
	}
	if (verdict == MORE && decoder->count > LONGEST_SEQUENCE) {
		/* No key: dropped up to its end like a string. */
		consume(decoder, decoder->count);
		decoder->in_string = true;
		return false;
	}
	if (verdict == MORE) {
		*done = true;
		return time_out(decoder, now_ms, event);
	}
	if (verdict == TAKE && !parsed.string && !parsed.paste) {
		emit(decoder, parsed.used, parsed.code, parsed.alt, event);
		return true;
	}
	consume(decoder, parsed.used);
	if (parsed.mouse && decoder->mouse) {
		event->kind = KEY_EVENT_MOUSE;
		event->mouse = parsed.report;
		return true;
	}
	decoder->in_string = parsed.string;
	if (parsed.paste) {
		decoder->pasting = true;
		decoder->paste_line_done = false;
		decoder->paste_length = 0;
	}
	return false;
}

bool key_decoder_next(struct key_decoder *decoder, int64_t now_ms, struct key_event *event)
{
	bool done = false;

	event->kind = KEY_EVENT_NONE;
	while (!done) {
		if (decoder->pasting)
			return read_paste(decoder, now_ms, event);
		if (decoder->in_string) {
			skip_string(decoder);
			if (decoder->in_string)
				return time_out(decoder, now_ms, event);
		}
		if (decoder->count == 0)
			return false;
		if (next_step(decoder, now_ms, event, &done))
			return true;
	}
	return false;
}

int key_decoder_wait(const struct key_decoder *decoder, int64_t now_ms)
{
	const unsigned char *bytes = head_of(decoder);
	int64_t delay_ms = SEQUENCE_DELAY_MS;
	int64_t left_ms;

	if (decoder->pasting)
		delay_ms = PASTE_DELAY_MS;
	else if (!decoder->in_string && decoder->count == 0)
		return -1;
	else if (!decoder->in_string && bytes[0] == ESCAPE &&
		(decoder->count == 1 || (decoder->count == 2 && strchr("\033]P_^X", bytes[1]))))
		delay_ms = ESCAPE_DELAY_MS;
	else if (!decoder->in_string && (bytes[0] == '[' || bytes[0] == 'O'))
		delay_ms = LATE_GAP_MS;
	left_ms = decoder->fed_ms + delay_ms - now_ms;
	return left_ms <= 0 ? 0 : left_ms > INT_MAX ? INT_MAX : (int)left_ms;
}
