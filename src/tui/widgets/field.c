/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing and drawing of a one-line text entry. */
#include "tui/widgets/field.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Start of the character before a place; marks stay with their base. */
static size_t previous(const struct field *field, size_t at)
{
	while (at > 0) {
		uint32_t code;

		do
			at--;
		while (at > 0 && ((unsigned char)field->text[at] & 0xc0) == 0x80);
		utf8_decode(field->text + at, field->length - at, &code);
		if (text_code_columns(code) > 0)
			break;
	}
	return at;
}

static size_t following(const struct field *field, size_t at)
{
	while (at < field->length) {
		uint32_t code;

		at += utf8_decode(field->text + at, field->length - at, &code);
		if (at >= field->length)
			break;
		utf8_decode(field->text + at, field->length - at, &code);
		if (text_code_columns(code) > 0)
			break;
	}
	return at;
}

/* Removes the bytes from one place to another; the cursor goes there. */
static void cut(struct field *field, size_t from, size_t to)
{
	memmove(field->text + from, field->text + to, field->length - to + 1);
	field->length -= to - from;
	field->cursor = from;
}

void field_insert(struct field *field, const char *text)
{
	size_t bytes = strlen(text);

	for (size_t at = 0; at < bytes;) {
		uint32_t code;
		size_t used = utf8_decode(text + at, bytes - at, &code);
		bool bad = (code == 0xfffd && used == 1) || code < 0x20 || (code >= 0x7f && code < 0xa0);

		if (field->length + used >= FIELD_SIZE)
			break;
		if (!bad) {
			memmove(field->text + field->cursor + used, field->text + field->cursor,
				field->length - field->cursor + 1);
			memcpy(field->text + field->cursor, text + at, used);
			field->cursor += used;
			field->length += used;
		}
		at += used;
	}
}

void field_set(struct field *field, const char *text)
{
	memset(field, 0, sizeof(*field));
	field_insert(field, text);
}

static void cut_word(struct field *field)
{
	size_t from = field->cursor;

	while (from > 0 && field->text[from - 1] == ' ')
		from--;
	while (from > 0 && field->text[from - 1] != ' ')
		from--;
	cut(field, from, field->cursor);
}

static void insert_code(struct field *field, int code)
{
	TEXT(text);

	text_add_code(&text, (uint32_t)code);
	field_insert(field, text.data);
}

bool field_key(struct field *field, struct key key)
{
	if (key_is_text(key)) {
		insert_code(field, key.code);
		return true;
	}
	if (key.alt)
		return false;
	switch (key.code) {
	case KEYCODE_LEFT:
	case KEYCODE_CTRL('b'): field->cursor = previous(field, field->cursor); return true;
	case KEYCODE_RIGHT:
	case KEYCODE_CTRL('f'): field->cursor = following(field, field->cursor); return true;
	case KEYCODE_HOME:
	case KEYCODE_CTRL('a'): field->cursor = 0; return true;
	case KEYCODE_END:
	case KEYCODE_CTRL('e'): field->cursor = field->length; return true;
	case KEYCODE_BACKSPACE: cut(field, previous(field, field->cursor), field->cursor); return true;
	case KEYCODE_DELETE:
	case KEYCODE_CTRL('d'): cut(field, field->cursor, following(field, field->cursor)); return true;
	case KEYCODE_CTRL('u'): cut(field, 0, field->cursor); return true;
	case KEYCODE_CTRL('k'): cut(field, field->cursor, field->length); return true;
	case KEYCODE_CTRL('w'): cut_word(field); return true;
	default: return false;
	}
}

/* Columns from one byte to another. */
static int columns_between(const struct field *field, size_t from, size_t to)
{
	char part[FIELD_SIZE];

	memcpy(part, field->text + from, to - from);
	part[to - from] = '\0';
	return canvas_columns(part);
}

void field_draw(struct canvas *canvas, struct box clip, int row, int column, int width, enum style style,
	struct field *field, bool focused)
{
	struct box box = box_cut(clip, (struct box){ row, column, 1, width });
	int shown;

	if (width < 1)
		return;
	if (field->first > field->cursor)
		field->first = field->cursor;
	/* The cursor needs a column of its own, also behind the last character. */
	while (columns_between(field, field->first, field->cursor) > width - 1)
		field->first = following(field, field->first);
	/* Room on the right again: show more of the left. */
	while (field->first > 0 && columns_between(field, previous(field, field->first), field->length) < width)
		field->first = previous(field, field->first);
	canvas_fill(canvas, box, style, GLYPH_BLANK);
	canvas_text(canvas, box, row, column, style, field->text + field->first);
	shown = columns_between(field, field->first, field->cursor);
	if (focused)
		canvas_cursor(canvas, box, row, column + shown);
}
